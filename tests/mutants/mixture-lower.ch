The entropy of a Gaussian without its variance.
Kills: bounds

@x
  return 0.5*(M*M+(V-1)-log1p(V-1)); /* $G(M,V)$ */
@y
  return 0.5*(M*M+V-log1p(V-1)); /* $G(M,V)$ */
@z
