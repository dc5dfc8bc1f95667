All steps share one stream of random numbers.
Kills: posterior landing

@x
    if (lambda>0) rng_normal(dW, m, seed, stream+(uint64_t)k, first);
@y
    if (lambda>0) rng_normal(dW, m, seed, stream+0*(uint64_t)k, first);
@z
