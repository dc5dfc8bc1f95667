The forward chain adds noise by its variance.
Kills: split forward limit

@x
  double b = sqrt(ddpm_beta(q, j, k)), a = sqrt(q->alpha_bar[k]/q->alpha_bar[j]);
@y
  double b = ddpm_beta(q, j, k), a = sqrt(q->alpha_bar[k]/q->alpha_bar[j]);
@z
