The factor of the score is halved.
Kills: second

@x
  for (size_t i=0; i<n; i++) y[i] = f*x[i]-d->c*g*g*y[i];
@y
  for (size_t i=0; i<n; i++) y[i] = f*x[i]-0.5*d->c*g*g*y[i];
@z
