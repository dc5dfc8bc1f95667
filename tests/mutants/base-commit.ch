The commit forgets to rename.
Kills: commit

@x
  if (rename(o->part, o->path)!=0) base_fail("cannot put %s in its place: %s", o->path, strerror(errno));
@y
  if (o->part==NULL) base_fail("cannot put %s in its place: %s", o->path, strerror(errno));
@z
