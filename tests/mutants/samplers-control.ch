An estimator without its control variate.
Kills: entropy

@x
for (size_t i=0; i<m; i++) start[i] = -d[i]*exp(-d[i])-expm1(-d[i]); // \eqref{eq:samplers-kl}
@y
for (size_t i=0; i<m; i++) start[i] = -d[i]*exp(-d[i]); // \eqref{eq:samplers-kl}
@z
