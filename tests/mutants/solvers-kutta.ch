The weights of Kutta's method are those of the three-eighths rule.
Kills: tableau

@x
  {1/6.0, 1/3.0, 1/3.0, 1/6.0}, {0, 0.5, 0.5, 1}};
@y
  {1/8.0, 3/8.0, 3/8.0, 1/8.0}, {0, 0.5, 0.5, 1}};
@z
