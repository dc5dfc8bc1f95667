The sum of the weights forgets what is far from zero.
@x
    s0 += k, s1 += k*dx, s2 += k*dy;
@y
    s0 += k*k, s1 += k*dx, s2 += k*dy;
@z
