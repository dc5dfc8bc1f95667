The exact slope of the nonlinearity has a wrong sign.
Kills: inputs central

@x
    dz[i] = dh[i]*s*(1+z[i]*(1-s)); // \eqref{eq:network-silu}
@y
    dz[i] = dh[i]*s*(1-z[i]*(1-s)); // \eqref{eq:network-silu}
@z
