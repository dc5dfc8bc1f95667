The sign in the pivot.
@x
    double pivot = i ? *b+*a*above : *b;
@y
    double pivot = i ? *b-*a*above : *b;
@z
