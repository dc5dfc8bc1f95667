The sines vanish at the last node in place of one node outside.
Kills: images

@x
  return boundary==HEAT_ABSORBING ? pi*(i+1)/((n+1)*h) : pi*i/(n*h);
@y
  return boundary==HEAT_ABSORBING ? pi*(i+1)/(n*h) : pi*i/(n*h);
@z
