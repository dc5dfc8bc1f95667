The information enlarges the optimal variance.
Kills: rectangle gap

@x
  return q->beta[k]/(1-q->beta[k])*(1-q->beta[k]*fisher);
@y
  return q->beta[k]/(1-q->beta[k])*(1+q->beta[k]*fisher);
@z
