The control variate is added.
Kills: martingale hedge

@x
    for (int i=0; i<n; i++) reward[i] -= control[i];
@y
    for (int i=0; i<n; i++) reward[i] += control[i];
@z
