A midpoint has the variance of half an interval in place of a quarter.
Kills: variation theta scaling bounded correction

@x
  double z[BLOCK], scale = 0.5*sqrt(T/(double)nodes); /* $\frac12\sqrt\ell$ of \eqref{eq:sde-midpoint} */
@y
  double z[BLOCK], scale = sqrt(0.5)*sqrt(T/(double)nodes); /* $\frac12\sqrt\ell$ of \eqref{eq:sde-midpoint} */
@z
