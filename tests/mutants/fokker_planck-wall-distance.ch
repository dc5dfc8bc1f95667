The absorbing wall is taken to be a whole cell away.
Kills: exit absorb

@x
    double c = 2*D[k]/(s->h*s->h);
@y
    double c = D[k]/(s->h*s->h);
@z
