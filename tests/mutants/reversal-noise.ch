The noise has its full strength for every lambda.
Kills: stationary ratio

@x
  double g = d->lambda*sde_g(d->q, t);
@y
  double g = (d->lambda>0)*sde_g(d->q, t);
@z
