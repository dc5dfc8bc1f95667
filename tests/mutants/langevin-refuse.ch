Refusals look at the density alone, not at the way back.
@x
        *there = fmin(q, r*exp(l));
@y
        *there = fmin(q, q*exp(l));
@z
