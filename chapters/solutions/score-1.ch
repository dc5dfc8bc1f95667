Answer to the exercise on the directions of sliced score matching: normal numbers in place of signs.

@x
  rng_uniform(u, 2*BLOCK, cli_seed(), stream(4, 2), (uint64_t)b*2*BLOCK);
  for (int i=0; i<2*BLOCK; i++) x[i] += table_sigma*z[i], u[i] = u[i]<0.5 ? -1 : 1;
@y
  rng_normal(u, 2*BLOCK, cli_seed(), stream(4, 2), (uint64_t)b*2*BLOCK);
  for (int i=0; i<2*BLOCK; i++) x[i] += table_sigma*z[i];
@z
