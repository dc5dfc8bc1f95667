Levels are linear in themselves, whatever rho.
Kills: levels

@x
  double a = pow(low, 1/rho), b = pow(high, 1/rho);
@y
  double a = pow(low, 1), b = pow(high, 1);
@z
