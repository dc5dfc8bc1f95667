The posterior forgets the share of the earlier noise.
Kills: posterior

@x
  p.xk = sqrt(q->alpha_bar[k]/q->alpha_bar[j])*share;
@y
  p.xk = sqrt(q->alpha_bar[k]/q->alpha_bar[j]);
@z
