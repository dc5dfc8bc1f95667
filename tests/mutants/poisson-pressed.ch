A pressed state that keeps its q.
Kills: projection

@x
    memcpy(x+M, x, M*sizeof *x);
@y
    memset(e, 0, sizeof e);
@z
