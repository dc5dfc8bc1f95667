The crossings of a saddle are joined the other way.
Kills: saddles

@x
  int turn=m==4 && ((z0*z2-z1*z3)/(z0+z2-z1-z3)>=h)!=(z0>=h); /* \eqref{eq:plot-saddle} */
@y
  int turn=m==4 && ((z0*z2-z1*z3)/(z0+z2-z1-z3)>=h)==(z0>=h); /* \eqref{eq:plot-saddle} */
@z
