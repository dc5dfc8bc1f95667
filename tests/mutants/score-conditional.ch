The conditional score forgets the noise.
Kills: rao

@x
  double variance = a*a*blur(a, s);
@y
  double variance = 0.01*a*a+0*blur(a, s);
@z
