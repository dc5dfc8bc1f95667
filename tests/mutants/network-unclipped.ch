The gradient is never shortened.
Kills: clip

@x
    float G = a->scale*g[i];
@y
    float G = g[i];
@z
