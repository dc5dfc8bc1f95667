The inverse of the clock for poly-exponential grids multiplies where it should raise.
Kills: grids

@x
  default: solvers_level(l, s, b*exp(pow(u, a)));
@y
  default: solvers_level(l, s, b*exp(a*u));
@z
