All levels of a path use the same random numbers.
Kills: levy scaling theta mesh variation

@x
    rng_normal(z, m, seed, stream, nodes+first);
@y
    rng_normal(z, m, seed, stream, first);
@z
