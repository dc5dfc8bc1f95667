Sixteen nodes are used for too long.
Kills: moments

@x
  static const double from[WHOLE] = {0, 2.5, 8, 18, 33};
@y
  static const double from[WHOLE] = {0, 8, 9, 18, 33};
@z
