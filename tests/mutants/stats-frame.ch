Frames that are not orthogonal.
Kills: translation

@x
    for (int i=0; i<d; i++) t[i] -= dot*s[i];
@y
    for (int i=0; i<d; i++) t[i] -= 0.5*dot*s[i];
@z
