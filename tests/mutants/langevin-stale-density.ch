The density of an accepted proposal is forgotten.
Kills: invariant dimension

@x
    l[i] = r[i], accepted++;
@y
    accepted++;
@z
