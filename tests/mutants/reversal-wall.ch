An absorbing wall is a whole cell away.
Kills: transpose

@x
    double part = side ? 0.5 : 1;
@y
    double part = 1;
@z
