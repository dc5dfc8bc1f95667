Annealing steps in proportion to sigma.
Kills: point

@x
    double h = eta*sigma[i]*sigma[i];
@y
    double h = eta*sigma[i];
@z
