The second stage of DPM-Solver-3 is taken at one half.
Kills: public

@x
  static const double place[4][3] = {{0}, {0}, {0, 0.5}, {0, 1/3.0, 2/3.0}};
@y
  static const double place[4][3] = {{0}, {0}, {0, 0.5}, {0, 1/3.0, 0.5}};
@z
