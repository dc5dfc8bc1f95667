The derivative without the factor of the signal.
Kills: learned

@x
  for (size_t i=0; i<4*m; i++) J[i] /= at->alpha;
@y
  ;
@z
