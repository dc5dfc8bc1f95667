The score of an accepted proposal is forgotten.
Kills: invariant

@x
    memcpy(at, to, row), memcpy(s+i*d, t+i*d, row);
@y
    memcpy(at, to, row);
@z
