Heun's method without its corrector.
Kills: roundtrip

@x
  static const double b[5][4] = {{0}, {1}, {0.5,0.5}, {0}, {1.0/6,1.0/3,1.0/3,1.0/6}};
@y
  static const double b[5][4] = {{0}, {1}, {1,0}, {0}, {1.0/6,1.0/3,1.0/3,1.0/6}};
@z
