The last stage of order four at the middle of the step.
Kills: one

@x
  static const double c[5][4] = {{0}, {0}, {0,1}, {0}, {0,0.5,0.5,1}};
@y
  static const double c[5][4] = {{0}, {0}, {0,1}, {0}, {0,0.5,0.5,0.5}};
@z
