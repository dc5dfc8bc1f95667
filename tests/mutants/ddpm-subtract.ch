One minus the product, by subtraction.
Kills: small

@x
    q->noise[k] = (1-b)*q->noise[k-1]+b; /* \eqref{eq:ddpm-noise} */
@y
    q->noise[k] = 1-q->alpha_bar[k];
@z
