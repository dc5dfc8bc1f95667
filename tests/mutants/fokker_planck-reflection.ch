Crank-Nicolson without the reflection: half a step of backward Euler.
@x
        p[i] = 2*z-p[i];
@y
        p[i] = z;
@z
