Reverse diffusion keeps the factor of the forward step.
Kills: weak

@x
  w[0] = 2-from->alpha/to->alpha;
@y
  w[0] = from->alpha/to->alpha;
@z
