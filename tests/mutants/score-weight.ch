A weight is not squared.
Kills: weights

@x
  return kind==SCORE_SCORE ? 1 : pow(sigma*delta/alpha, 2);
@y
  return kind==SCORE_SCORE ? 1 : fabs(sigma*delta/alpha);
@z
