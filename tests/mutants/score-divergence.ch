The divergence is subtracted.
Kills: sliced constants

@x
  for (size_t i=0; i<n; i++) sum += divergence[i]*(w==NULL ? 1/(double)n : w[i]);
@y
  for (size_t i=0; i<n; i++) sum -= divergence[i]*(w==NULL ? 1/(double)n : w[i]);
@z
