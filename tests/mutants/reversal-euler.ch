Euler's method in place of Heun's.
Kills: second quantiles

@x
    sde_step(x+first, m, &equation, SDE_HEUN, times[k], h, dW, scratch);
@y
    sde_step(x+first, m, &equation, SDE_EULER, times[k], h, dW, scratch);
@z
