The slope of the nonlinearity is that of the logistic function alone.
Kills: silu

@x
  *slope = s+(h-h*s); // \eqref{eq:network-silu}
@y
  *slope = s+h*(s-s); // \eqref{eq:network-silu}
@z
