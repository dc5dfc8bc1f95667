The mean over the blur with the weights exchanged.
Kills: angle

@x
  for (int i=0; i<2; i++) target[i] = (float)(A[i]+blur/(blur+sigma*sigma)*((double)x[i]-A[i])); /* \eqref{eq:moons-angle} */
@y
  for (int i=0; i<2; i++) target[i] = (float)(A[i]+sigma*sigma/(blur+sigma*sigma)*((double)x[i]-A[i])); /* \eqref{eq:moons-angle} */
@z
