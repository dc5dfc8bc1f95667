Central differences in place of Chang and Cooper's: of second order as well.
Kills: target eigenvalues

@x
    fokker_planck_linear(s, FOKKER_PLANCK_CHANG_COOPER, sde_f(q, 0), g*g/2);
    fokker_planck_steps(p, s, 0.5, end/steps, steps);
@y
    fokker_planck_linear(s, FOKKER_PLANCK_CENTRAL, sde_f(q, 0), g*g/2);
    fokker_planck_steps(p, s, 0.5, end/steps, steps);
@z
