The first steps after a jump are four whole ones.
Kills: survival duality

@x
  reversal_solver_steps(u, s, 1, tau/2, 4);
@y
  reversal_solver_steps(u, s, 1, tau, 4);
@z
