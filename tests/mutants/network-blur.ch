The output coefficient divides by the noise level, not by that of the noise and the blur.
Kills: blur

@x
      if (out!=NULL) out[at] = v*sqrtf(y/(b+v))*r; // \eqref{eq:network-blur}
@y
      if (out!=NULL) out[at] = v*sqrtf(y/(0*b+v))*r; // \eqref{eq:network-blur}
@z
