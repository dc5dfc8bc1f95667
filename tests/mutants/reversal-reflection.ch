Crank and Nicolson forget to reflect.
Kills: transpose

@x
    for (int i=0; i<n; i++) u[i] = theta==1 ? s->y[i] : 2*s->y[i]-u[i];
@y
    for (int i=0; i<n; i++) u[i] = s->y[i];
@z
