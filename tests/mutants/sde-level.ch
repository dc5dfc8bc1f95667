All levels of a path use the same random numbers.
@x
    rng_normal(z, m, seed, stream, nodes+first);
@y
    rng_normal(z, m, seed, stream, first);
@z
