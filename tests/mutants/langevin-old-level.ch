The corrector works at the level that has been left.
Kills: predict

@x
    if (steps>0) walk(x, n, q, sigma[i], h, 2*h, steps, seed, stream+1);
@y
    if (steps>0) walk(x, n, q, sigma[i-1], h, 2*h, steps, seed, stream+1);
@z
