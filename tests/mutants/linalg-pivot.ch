The sign in the pivot.
Kills: sweep poisson backward bound

@x
    double pivot = i ? *b+*a*above : *b;
@y
    double pivot = i ? *b-*a*above : *b;
@z
