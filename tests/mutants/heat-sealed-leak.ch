A sealed wall is sealed at one end only.
Kills: walls balance

@x
  if (boundary==HEAT_SEALED) b[0] -= alpha*lambda, b[n-1] -= alpha*lambda;
@y
  if (boundary==HEAT_SEALED) b[0] -= alpha*lambda;
@z
