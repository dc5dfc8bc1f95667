Blur and noise are added as deviations.
Kills: sample

@x
  double u[BATCH], deviation = a*sqrt(blur(a, s));
@y
  double u[BATCH], deviation = 0.1*a+s+0*blur(a, s);
@z
