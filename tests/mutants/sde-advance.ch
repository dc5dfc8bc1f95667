Exact sampling uses the variance as a standard deviation.
@x
  v = sqrt(v);
@y
@z
