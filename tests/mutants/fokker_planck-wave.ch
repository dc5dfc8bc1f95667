Waves turn backwards.
Kills: wrapped tilted

@x
    d[k] = -I*k*sum;
@y
    d[k] = I*k*sum;
@z
