The diffusion constant loses its half.
Kills: forward counting

@x
    fokker_planck_linear(s, FOKKER_PLANCK_CHANG_COOPER, sde_f(q, middle), g*g/2);
@y
    fokker_planck_linear(s, FOKKER_PLANCK_CHANG_COOPER, sde_f(q, middle), g*g);
@z
