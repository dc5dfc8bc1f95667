Euler-Maruyama forgets the drift.
Kills: weak moments additive

@x
  for (size_t i=0; i<n; i++) y[i] = x[i]+f[i]*h+g[i]*dW[i]; /* \eqref{eq:sde-euler} */
@y
  for (size_t i=0; i<n; i++) y[i] = x[i]+g[i]*dW[i];
@z
