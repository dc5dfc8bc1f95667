Refusals look at the density alone, not at the way back.
Kills: reversible

@x
        *there = r>0 ? fmin(q, r*exp(l)) : 0;
@y
        *there = r>0 ? fmin(q, q*exp(l)) : 0;
@z
