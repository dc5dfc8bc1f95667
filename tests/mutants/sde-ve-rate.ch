The diffusion of VE loses the two under the root.
Kills: rates

@x
    return p->a*pow(r, t)*sqrt(2*log(r));
@y
    return p->a*pow(r, t)*sqrt(log(r));
@z
