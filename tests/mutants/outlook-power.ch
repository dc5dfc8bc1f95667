A spectrum with the wrong power.
Kills: cost

@x
  return 1/((1+k2)*(1+k2));
@y
  return 1/(1+k2);
@z
