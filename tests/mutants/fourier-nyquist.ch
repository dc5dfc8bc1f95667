Nyquist's wave differentiated like the others.
Kills: derivative

@x
    else if (2*k==n) z[0] = z[1] = 0;
@y
    else if (2*k>n) z[0] = z[1] = 0;
@z
