The recursion of the variance without fresh noise.
Kills: price gaussian

@x
    V = A*A*V+w*w;
@y
    V = A*A*V;
@z
