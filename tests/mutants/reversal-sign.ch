The score pulls down.
Kills: second

@x
  for (size_t i=0; i<n; i++) y[i] = f*x[i]-d->c*g*g*y[i];
@y
  for (size_t i=0; i<n; i++) y[i] = f*x[i]+d->c*g*g*y[i];
@z
