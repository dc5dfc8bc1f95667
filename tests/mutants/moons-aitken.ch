The variance of a reference target that ignores how many count.
Kills: weights

@x
  return unit/(0.05+(blur+v)/v/(1+a*M*v/(1+a*v))); /* \eqref{eq:moons-weight} */
@y
  return unit/(0.05+(blur+v)/v/(1+0*a*M)); /* \eqref{eq:moons-weight} */
@z
