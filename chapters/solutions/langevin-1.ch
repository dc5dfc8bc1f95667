Answer to the exercise of Leimkuhler and Matthews: each random number is used in two steps; the predicted variance is then one.

@x
  double s[BLOCK*LANGEVIN_MOST], z[BLOCK*LANGEVIN_MOST], root = sqrt(b);
  for (int k=0; k<steps; k++) {
    q->score(s, m, x, sigma, q->data);
    rng_normal(z, size, seed, stream+(uint64_t)k, first*d);
    for (size_t i=0; i<size; i++) x[i] += a*s[i]+root*z[i];
@y
  double s[BLOCK*LANGEVIN_MOST], z[2][BLOCK*LANGEVIN_MOST], root = sqrt(b);
  for (int k=0; k<steps; k++) {
    q->score(s, m, x, sigma, q->data);
    for (int j=0; j<2; j++) rng_normal(z[j], size, seed, stream+(uint64_t)(k+j), first*d);
    for (size_t i=0; i<size; i++) x[i] += a*s[i]+root*0.5*(z[0][i]+z[1][i]);
@z

@x
  if (h<2) worst[0] = fmax(worst[0], fabs(plain[k]*(1-h/2)-1)/sqrt(2/m));
@y
  if (h<2) worst[0] = fmax(worst[0], fabs(plain[k]-1)/sqrt(2/m));
@z
