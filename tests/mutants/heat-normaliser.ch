The normalising constant of a component loses the factor two.
Kills: moments

@x
  return log(mixture->w[k])-0.5*(double)d*log(2*pi*(*V));
@y
  return log(mixture->w[k])-0.5*(double)d*log(pi*(*V));
@z
