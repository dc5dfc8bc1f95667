The sampler started without the signal.
Kills: cost

@x
  V = ddim_gaussian(S, 0, steps, level, S+level[0]*level[0])/(S+level[steps]*level[steps]);
@y
  V = ddim_gaussian(S, 0, steps, level, level[0]*level[0])/(S+level[steps]*level[steps]);
@z
