Drift h with noise sqrt(h): samples the square of the density.
Kills: step gaussian drift

@x
  walk(x, n, q, sigma, h, 2*h, steps, seed, stream);
@y
  walk(x, n, q, sigma, h, h, steps, seed, stream);
@z
