The heat clock with half its blur.
Kills: clocks

@x
  if (clock==OUTLOOK_HEAT) return nu*exp(fmin(blur*(1-u)*k2, 300)); // \eqref{eq:outlook-heat}
@y
  if (clock==OUTLOOK_HEAT) return nu*exp(fmin(0.5*blur*(1-u)*k2, 300)); // \eqref{eq:outlook-heat}
@z
