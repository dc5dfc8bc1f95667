The mean over the blur with the weights exchanged.
Kills: angle

@x
  for (int i=0; i<2; i++) /* \eqref{eq:moons-angle} */
    target[i] = (float)(A[i]+blur/(blur+sigma*sigma)*((double)x[i]-A[i]));
@y
  for (int i=0; i<2; i++) /* \eqref{eq:moons-angle} */
    target[i] = (float)(A[i]+sigma*sigma/(blur+sigma*sigma)*((double)x[i]-A[i]));
@z
