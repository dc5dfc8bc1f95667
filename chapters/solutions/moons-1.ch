Answer to the exercise on stratified levels: one level from each of as many strata as there are rows, or pairs, in a batch.

@x
  rng_normal(z, 2*(size_t)count, run->seed, NOISE, 2*at);
@y
  for (int k=0; k<count; k++) u[k] = (u[k]+begin+k)*share/run->recipe.rows;
  rng_normal(z, 2*(size_t)count, run->seed, NOISE, 2*at);
@z
