The control variate is computed from the state after the step.
Kills: martingale hedge

@x
    if (problem->slope!=NULL) @<Add the gain of the step to the control variate@>@;
    discount(E, m, problem, X, k*h, h, y);
    sde_step(X, m, &problem->equation, SDE_HEUN, k*h, h, dW, scratch);
@y
    discount(E, m, problem, X, k*h, h, y);
    sde_step(X, m, &problem->equation, SDE_HEUN, k*h, h, dW, scratch);
    if (problem->slope!=NULL) @<Add the gain of the step to the control variate@>@;
@z
