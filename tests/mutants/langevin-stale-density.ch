The density of an accepted proposal is forgotten.
@x
    l[i] = r[i], accepted++;
@y
    accepted++;
@z
