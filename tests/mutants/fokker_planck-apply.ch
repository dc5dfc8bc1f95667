The product with A loses the way down.
Kills: step symmetry jump

@x
  for (int i=1; i<n; i++) y[i] += up[i]*p[i-1], y[i-1] += down[i]*p[i];
@y
  for (int i=1; i<n; i++) y[i] += up[i]*p[i-1], y[i-1] += up[i]*p[i];
@z
