Exact sampling uses the variance as a standard deviation.
Kills: formula

@x
  v = sqrt(v);
@y
@z
