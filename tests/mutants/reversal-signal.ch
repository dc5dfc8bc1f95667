The score is that of data that do not fade.
Kills: score

@x
  heat_mixture_score(s, d->mixture, a, s2, n, x);
@y
  heat_mixture_score(s, d->mixture, 1+0*a, s2, n, x);
@z
