All blocks of particles are shaken alike.
Kills: gaussian

@x
    rng_normal(z, size, seed, stream+(uint64_t)k, first*d);
@y
    rng_normal(z, size, seed, stream+(uint64_t)k, 0*first*d);
@z
