Residuals over n instead of n-2.
Kills: spread

@x
  *uncertainty = sqrt(noise ? 1/S : rest/(n-2)/S); // \eqref{eq:stats-slope}
@y
  *uncertainty = sqrt(noise ? 1/S : rest/n/S); // \eqref{eq:stats-slope}
@z
