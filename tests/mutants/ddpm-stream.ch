Every step of the sampler has the same noise.
Kills: ancestral

@x
    if (variance[k]>0) rng_normal(z, m, seed, stream+(uint64_t)k, 0);
@y
    if (variance[k]>0) rng_normal(z, m, seed, stream, 0);
@z
