The extrapolation through the implicit solution forgets its factor: every scheme becomes a backward Euler step of length alpha tau.
Kills: factors bounded

@x
    for (int i=0; i<s->n; i++) u[i] += s->gain*(s->w[i]-u[i]); /* \eqref{eq:heat-extrapolate} */
@y
    for (int i=0; i<s->n; i++) u[i] += s->w[i]-u[i];
@z
