The flow in time without its half.
Kills: one

@x
  for (size_t i=0; i<m; i++) k[i] = f*x[i]+g*g/(2*sigma)*k[i];
@y
  for (size_t i=0; i<m; i++) k[i] = f*x[i]+g*g/sigma*k[i];
@z
