Answer to the exercise on the three-eighths rule: the other tableau of Kutta's.

@x
static const SolversTableau kutta = {4, {{0}, {0.5}, {0, 0.5}, {0, 0, 1}},@|
  {1/6.0, 1/3.0, 1/3.0, 1/6.0}, {0, 0.5, 0.5, 1}};
@y
static const SolversTableau kutta = {4, {{0}, {1/3.0}, {-1/3.0, 1}, {1, -1, 1}},@|
  {1/8.0, 3/8.0, 3/8.0, 1/8.0}, {0, 1/3.0, 2/3.0, 1}};
@z
