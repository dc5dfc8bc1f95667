The moments of Adams and Bashforth's methods are those of the next power.
Kills: global orders start

@x
    c[j] = (clock_at(clock, from-j)-u)/H, moment[j] = 1.0/(j+1), a[j+1] = r->k[j];
@y
    c[j] = (clock_at(clock, from-j)-u)/H, moment[j] = 1.0/(j+2), a[j+1] = r->k[j];
@z
