The stationary products are upside down to the right of the peak.
Kills: stationary fisher

@x
  for (int i=peak+1; i<n; i++) pi[i] = pi[i-1]*s->up[i]/s->down[i];
@y
  for (int i=peak+1; i<n; i++) pi[i] = pi[i-1]*s->down[i]/s->up[i];
@z
