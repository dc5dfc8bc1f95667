Every batch of samples repeats the first.
Kills: same

@x
    rng_uniform(u, m, seed, stream, index+first);
    rng_normal(y, 2*m, seed, stream+((uint64_t)1<<63), 2*(index+first));
@y
    rng_uniform(u, m, seed, stream, index);
    rng_normal(y, 2*m, seed, stream+((uint64_t)1<<63), 2*index);
@z
