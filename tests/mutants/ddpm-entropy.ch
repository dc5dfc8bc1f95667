The relative entropy of two variances is upside down.
Kills: euler bound pointwise

@x
  double r = q->beta[k]*q->noise[k-1]/(q->noise[k]*variance)-1;
@y
  double r = q->noise[k]*variance/(q->beta[k]*q->noise[k-1])-1;
@z
