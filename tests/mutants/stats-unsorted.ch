Projections in the order in which they came.
Kills: wasserstein floor

@x
  qsort(p, n, sizeof *p, ascending);
@y
  qsort(p, 1, sizeof *p, ascending);
@z
