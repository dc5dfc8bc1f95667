Answer to the exercise on Euler and Maruyama: one evaluation of the score a step, and weak order one.

@x
    sde_step(x+first, m, &equation, SDE_HEUN, times[k], h, dW, scratch);
@y
    sde_step(x+first, m, &equation, SDE_EULER, times[k], h, dW, scratch);
@z
