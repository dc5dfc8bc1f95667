The kernel is normalised as on the line, whatever the dimension.
Kills: kernel equation

@x
  return pow(2*pi*variance, -0.5*d)*exp(-r2/(2*variance));
@y
  return pow(2*pi*variance, -0.5)*exp(-r2/(2*variance));
@z
