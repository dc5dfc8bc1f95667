The last point of a noise prediction is not scaled.
Kills: denoise

@x
    w[1] = data ? to->alpha : -w[0]*from->sigma;@+ if (data) w[0] = 0;
@y
    w[1] = data ? to->alpha : -from->sigma;@+ if (data) w[0] = 0;
@z
