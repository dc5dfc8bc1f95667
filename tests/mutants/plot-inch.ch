An inch of 25 millimetres.
Kills: page

@x
  p->page[X]=width*72/25.4; @+ p->page[Y]=height*72/25.4; @+ p->free_height=height==0;
@y
  p->page[X]=width*72/25; @+ p->page[Y]=height*72/25; @+ p->free_height=height==0;
@z
