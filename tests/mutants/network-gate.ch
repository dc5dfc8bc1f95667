The gate's adjoint is computed from a branch that has been overwritten.
Kills: gradient

@x
    p->P[i] = p->g[i]*p->Q[i], p->Q[i] = p->g[i]*P; /* the adjoints, in their places */
@y
    p->P[i] = p->g[i]*p->Q[i], p->Q[i] = p->g[i]*p->P[i]+0*P;
@z
