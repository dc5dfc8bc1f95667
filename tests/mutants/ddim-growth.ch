The volume shrinks where it grows.
Kills: likelihood

@x
    if (growth) for (size_t i=0; i<n; i++) growth[i] += bh*kd[i];
@y
    if (growth) for (size_t i=0; i<n; i++) growth[i] -= bh*kd[i];
@z
