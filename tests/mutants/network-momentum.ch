Adam's first moment is not corrected.
Kills: correction clip adam

@x
  return (NetworkAdam){(float)(rate/(1-pow(r->beta1, k))), (float)(1-rate*r->decay), (float)r->beta1, (float)r->beta2,@|
@y
  return (NetworkAdam){(float)rate, (float)(1-rate*r->decay), (float)r->beta1, (float)r->beta2,@|
@z
