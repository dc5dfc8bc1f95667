The paired difference without its two.
Kills: identity

@x
    one += delta*(delta+2*eta); /* \eqref{eq:moons-excess} */
@y
    one += delta*(delta+eta); /* \eqref{eq:moons-excess} */
@z
