Waves turn backwards.
@x
    d[k] = -I*k*sum;
@y
    d[k] = I*k*sum;
@z
