The backward solver takes the matrix of the forward one, and not its transpose.
Kills: transpose duality

@x
    s->a[i] = i>0 ? -c*s->down[i] : 0; /* row |i| of $I-\theta\tau(A^\top-V)$ */
@y
    s->a[i] = i>0 ? -c*s->up[i] : 0;
@z
