The recursion of the variance without fresh noise.
@x
    V = A*A*V+w*w;
@y
    V = A*A*V;
@z
