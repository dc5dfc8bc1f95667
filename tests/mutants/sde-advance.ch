Exact sampling uses the variance as a standard deviation.
Kills: formula advance

@x
  v = sqrt(v);
@y
@z
