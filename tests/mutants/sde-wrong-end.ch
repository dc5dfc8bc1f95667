The integrand is taken at the end of each interval in place of its beginning.
Kills: sums isometry fourth

@x
  for (int i=0; i<n; i++) sum += ((1-theta)*H[i]+theta*H[i+1])*(W[i+1]-W[i]);
@y
  for (int i=0; i<n; i++) sum += ((1-theta)*H[i+1]+theta*H[i])*(W[i+1]-W[i]);
@z
