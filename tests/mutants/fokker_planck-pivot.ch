A pivot forgets what its left neighbour took away.
Kills: time bound

@x
    if (i+1<s->n) e = 1+c*s->down[i+1]*(e*s->r[i]);
@y
    if (i+1<s->n) e = 1+c*s->down[i+1];
@z
