The target of denoising has the other sign.
Kills: floor

@x
  return half_square(d, n, w, model, 1/sigma, z);
@y
  return half_square(d, n, w, model, -1/sigma, z);
@z
