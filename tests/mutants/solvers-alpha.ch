The step forgets that the signal grows.
Kills: processes

@x
  w[0] = to->alpha/from->alpha;
  if (to->sigma==0) { /* $h$ is infinite: the denoised point */
@y
  w[0] = 1;
  if (to->sigma==0) { /* $h$ is infinite: the denoised point */
@z
