The exact target without one square of the noise.
Kills: far exact

@x
  for (int i=0; i<2; i++) target[i] = (float)(X[i]+sigma*sigma*s[i]);
@y
  for (int i=0; i<2; i++) target[i] = (float)(X[i]+sigma*s[i]);
@z
