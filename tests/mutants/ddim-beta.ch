The forward variance in place of the posterior one.
Kills: posterior kept

@x
  return sigma_t>0 ? eta*sigma_s/sigma_t*sqrt(v) : 0;
@y
  return sigma_t>0 ? eta*sqrt(v) : 0;
@z
