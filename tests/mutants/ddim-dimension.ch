The normal end is normalised on the line.
Kills: prior

@x
    log_p[i] += log(heat_kernel((int)d, 0, to*to))-0.5*r2/(to*to);
@y
    log_p[i] += log(heat_kernel(1, 0, to*to))-0.5*r2/(to*to);
@z
