The target of denoising is divided by the variance.
Kills: floor

@x
  return half_square(d, n, w, model, 1/sigma, z);
@y
  return half_square(d, n, w, model, 1/(sigma*sigma), z);
@z
