The cosines begin with one wave: the mean decays between sealed walls.
Kills: twice range

@x
  return boundary==HEAT_ABSORBING ? pi*(i+1)/((n+1)*h) : pi*i/(n*h);
@y
  return boundary==HEAT_ABSORBING ? pi*(i+1)/((n+1)*h) : pi*(i+1)/(n*h);
@z
