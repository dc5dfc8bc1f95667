Sampling that starts with too little noise.
Kills: sampler

@x
  for (size_t i=0; i<n*S; i++) x[i] *= grid[0].sigma;
@y
  for (size_t i=0; i<n*S; i++) x[i] *= 1;
@z
