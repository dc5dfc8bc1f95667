An error of cairo is ignored.
Kills: full

@x
  if (status!=CAIRO_STATUS_SUCCESS) base_fail("cannot write %s: %s", p->path, cairo_status_to_string(status));
@y
  if (p->path==NULL) base_fail("cannot write %s: %s", p->path, cairo_status_to_string(status));
@z
