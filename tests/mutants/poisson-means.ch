The denoiser does not pull to the means.
Kills: denoise

@x
      z[a] = c*z[a]+(1-c)*mean[a]; // \eqref{eq:poisson-denoise}
@y
      z[a] = c*z[a]; // \eqref{eq:poisson-denoise}
@z
