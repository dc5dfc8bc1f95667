The rate of the quadratic clock loses a factor.
Kills: orders

@x
    return derivative(s, l->t, 1)*(c->kind==SOLVERS_TIME ? 1 : 2*sqrt(l->t));
@y
    return derivative(s, l->t, 1)*(c->kind==SOLVERS_TIME ? 1 : sqrt(l->t));
@z
