The gradient is never shortened.
@x
    float G = a->scale*g[i];
@y
    float G = g[i];
@z
