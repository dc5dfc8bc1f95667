The potential has the wrong sign.
Kills: maximum dual

@x
    s->b[i] = 1+c*(s->up[i+1]+s->down[i]+s->V[i]);
@y
    s->b[i] = 1+c*(s->up[i+1]+s->down[i]-s->V[i]);
@z
