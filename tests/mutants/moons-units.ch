The learnt score in other units is not divided by the signal.
Kills: score

@x
  for (size_t i=0; i<2*n; i++) score[i] = (double)(D[i]-y[i])*a/(s*s);
@y
  for (size_t i=0; i<2*n; i++) score[i] = (double)(D[i]-y[i])/(s*s);
@z
