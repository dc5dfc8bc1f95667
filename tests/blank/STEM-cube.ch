The square becomes a cube.
Kills: square

@x
  return p->a*x*x;
@y
  return p->a*x*x*x;
@z
