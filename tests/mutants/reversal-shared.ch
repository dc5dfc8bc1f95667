All batches share their random numbers.
Kills: threads

@x
    if (lambda>0) rng_normal(dW, m, seed, stream+(uint64_t)k, first);
@y
    if (lambda>0) rng_normal(dW, m, seed, stream+(uint64_t)k, 0*first);
@z
