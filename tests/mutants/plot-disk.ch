A page is not closed.
Kills: full

@x
  base_close(p->picture, p->path);
@y
@z
