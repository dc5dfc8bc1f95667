A variance under DPS without its half.
Kills: theorem

@x
  *variance = stochastic ? -0.5*s2*expm1(-2/s2) : exp(-1/s2);
@y
  *variance = stochastic ? -s2*expm1(-2/s2) : exp(-1/s2);
@z
