The outer column read twice.
Kills: solver

@x
    u[(size_t)j*n+n-1] += g[right(n, j)];
@y
    u[(size_t)j*n+n-1] += g[left(n, j)];
@z
