Annealing steps in proportion to sigma.
@x
    double h = eta*sigma[i]*sigma[i];
@y
    double h = eta*sigma[i];
@z
