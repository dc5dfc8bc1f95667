An abscissa without its mean.
Kills: order

@x
  double w=weight(e[i], noise, i), x=log(h[i])-mean;
@y
  double w=weight(e[i], noise, i), x=log(h[i]);
@z
