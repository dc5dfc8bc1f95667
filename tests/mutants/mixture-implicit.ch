Backward Euler in place of Crank and Nicolson's step.
Kills: merger

@x
    fokker_planck_steps(p, s, 0.5, end/steps, steps);
@y
    fokker_planck_steps(p, s, 1, end/steps, steps);
@z
