The sampler stretches like Euler and Maruyama's method.
Kills: weights

@x
  double a = sqrt(q->alpha_bar[k-1]/q->alpha_bar[k]), c = a*q->beta[k]/sqrt(q->noise[k]), g = sqrt(variance);
@y
  double a = 1+0.5*q->beta[k], c = a*q->beta[k]/sqrt(q->noise[k]), g = sqrt(variance);
@z
