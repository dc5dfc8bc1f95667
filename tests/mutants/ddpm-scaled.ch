The linear schedule forgets the number of steps.
Kills: quadratic

@x
    beta[k] = 1000.0/N*pow(a+(b-a)*k/(N-1), power);
@y
    beta[k] = pow(a+(b-a)*k/(N-1), power);
@z
