Biases decay too.
Kills: adam

@x
  const float *restrict g = t->gradient+u->start, keep = u->decay ? a->keep : 1;
@y
  const float *restrict g = t->gradient+u->start, keep = a->keep;
@z
