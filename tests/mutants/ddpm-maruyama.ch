The chain shrinks like Euler and Maruyama's method.
Kills: limit

@x
    q->alpha_bar[k] = (1-b)*q->alpha_bar[k-1];
@y
    q->alpha_bar[k] = (1-0.5*b)*(1-0.5*b)*q->alpha_bar[k-1];
@z
