The sampler adds noise by its variance.
Kills: strong reverse

@x
  double a = sqrt(q->alpha_bar[k-1]/q->alpha_bar[k]), c = a*q->beta[k]/sqrt(q->noise[k]), g = sqrt(variance);
@y
  double a = sqrt(q->alpha_bar[k-1]/q->alpha_bar[k]), c = a*q->beta[k]/sqrt(q->noise[k]), g = variance;
@z
