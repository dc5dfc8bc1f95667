The noise of a step has the standard deviation b instead of its root.
Kills: point

@x
  double s[BLOCK*LANGEVIN_MOST], z[BLOCK*LANGEVIN_MOST], root = sqrt(b);
@y
  double s[BLOCK*LANGEVIN_MOST], z[BLOCK*LANGEVIN_MOST], root = b;
@z
