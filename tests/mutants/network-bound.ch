The nonlinearity has no bound on the left.
Kills: silu

@x
  z = GREATEST(all(-87), z); /* in this order a NaN remains one */
@y
@z
