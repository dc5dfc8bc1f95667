The conversion takes a score for sigma times a score.
Kills: weights schedule

@x
  double before = from==SCORE_SCORE ? sigma : 1, after = to==SCORE_SCORE ? sigma : 1;
@y
  double before = 1, after = to==SCORE_SCORE ? sigma : 1;
@z
