A real transform without its factor 1/n.
Kills: real interpolant alias

@x
  rescale((double *)y, 2*(size_t)m*(n/2+1), 1.0/((double)m*n));
@y
  rescale((double *)y, 2*(size_t)m*(n/2+1), 1.0/m);
@z
