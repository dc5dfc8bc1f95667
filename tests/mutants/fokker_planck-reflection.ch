Crank-Nicolson without the reflection: half a step of backward Euler.
Kills: time order gap

@x
        p[i] = 2*z-p[i];
@y
        p[i] = z;
@z
