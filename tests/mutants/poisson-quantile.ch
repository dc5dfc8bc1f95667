Quantiles off by one.
@x
  double at=fmin(fmax(q*((double)n+1)-1, 0), (double)n-1.000001), low=floor(at);
@y
  double at=fmin(fmax(q*((double)n+1)+4, 0), (double)n-1.000001), low=floor(at);
@z
