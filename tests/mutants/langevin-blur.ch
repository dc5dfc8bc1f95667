The blur's standard deviation passed off as a variance.
Kills: target blind

@x
  heat_mixture_score(s, data, 1, sigma*sigma, n, x);
@y
  heat_mixture_score(s, data, 1, sigma, n, x);
@z
