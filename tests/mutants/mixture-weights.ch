Extrapolation with the weights for an error of first order.
Kills: richardson merger

@x
      if (j!=l) weight *= ldexp(1, 2*l)/(ldexp(1, 2*l)-ldexp(1, 2*j));
@y
      if (j!=l) weight *= ldexp(1, l)/(ldexp(1, l)-ldexp(1, j));
@z
