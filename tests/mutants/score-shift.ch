The density in the plane is scaled as on the line.
Kills: far

@x
  double v = blur(a, s), shift = 2*log(a);
@y
  double v = blur(a, s), shift = log(a);
@z
