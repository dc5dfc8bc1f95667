What is refused vanishes.
Kills: reversible

@x
    a->stay[i] = 1-sum;
@y
    a->stay[i] = 0*sum;
@z
