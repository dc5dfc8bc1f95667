The optimal variance is that before the scaling.
Kills: rectangle optimal

@x
  return q->beta[k]/(1-q->beta[k])*(1-q->beta[k]*fisher);
@y
  return q->beta[k]*(1-q->beta[k]*fisher);
@z
