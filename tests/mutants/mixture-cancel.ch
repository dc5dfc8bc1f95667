Differences of the distribution function on both sides.
Kills: cells

@x
  return z0>0 ? 0.5*(erfc(z0/sqrt(2))-erfc(z1/sqrt(2)))@|
@y
  return z0>99 ? 0.5*(erfc(z0/sqrt(2))-erfc(z1/sqrt(2)))@|
@z
