Coefficients are taken at the beginning of a step.
Kills: forward

@x
    double middle = t+(k+0.5)*tau, g = sde_g(q, middle);
@y
    double middle = t+k*tau, g = sde_g(q, middle);
@z
