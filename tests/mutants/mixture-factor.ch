Euler's variance with the factor unsquared.
Kills: euler

@x
    *a *= factor, *s2 = factor*factor*(*s2)+g*g*tau; // \eqref{eq:mixture-euler}
@y
    *a *= factor, *s2 = factor*(*s2)+g*g*tau; // \eqref{eq:mixture-euler}
@z
