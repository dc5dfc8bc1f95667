The prior term forgets the dimension.
Kills: term gap pointwise

@x
  return 0.5*(a*(square-d)-d*log1p(-a));
@y
  return 0.5*(a*square-d*log1p(-a));
@z
