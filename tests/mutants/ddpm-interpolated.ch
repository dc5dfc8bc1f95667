Interpolation begins at the wrong end.
Kills: interpolated constants

@x
  return exp(w*log(q->beta[k])+(1-w)*log(tilde));
@y
  return exp((1-w)*log(q->beta[k])+w*log(tilde));
@z
