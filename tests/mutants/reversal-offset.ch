The constant part of the drift is lost.
Kills: order oracle

@x
    w[k] = (slope*(s->left+k*s->h)+offset)*s->h/D, d[k] = D;
@y
    w[k] = (slope*(s->left+k*s->h)+0*offset)*s->h/D, d[k] = D;
@z
