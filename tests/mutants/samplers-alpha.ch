The derivative without the factor of the signal.
@x
  for (size_t i=0; i<4*m; i++) J[i] /= at->alpha;
@y
  ;
@z
