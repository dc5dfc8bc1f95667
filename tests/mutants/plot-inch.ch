An inch of 25 millimetres.

@x
  p->width=width*72/25.4; @+ p->height=height*72/25.4; @+ p->free_height=height==0;
@y
  p->width=width*72/25; @+ p->height=height*72/25; @+ p->free_height=height==0;
@z
