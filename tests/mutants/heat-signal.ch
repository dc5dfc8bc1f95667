The variance of a component is scaled by a, not by its square.
Kills: signal

@x
  *V = a*a*mixture->v[k]+s2;
@y
  *V = a*mixture->v[k]+s2;
@z
