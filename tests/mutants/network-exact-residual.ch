The exact network's residual block forgets its input.
Kills: inputs

@x
    memcpy(h+W, h, (size_t)W*sizeof *h);
@y
    memset(h+W, 0, (size_t)W*sizeof *h);
@z
