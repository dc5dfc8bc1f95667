The wrong sign in the corner that Sherman and Morrison leave in the band.
Kills: cyclic circulant

@x
  t[0] -= gamma, t[n-1] -= s->corner*c[n-1];
@y
  t[0] -= gamma, t[n-1] += s->corner*c[n-1];
@z
