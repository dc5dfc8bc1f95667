Heun takes the diffusion of the old point twice.
Kills: heun step

@x
    equation->diffusion(g1, n, y, t+h, equation->data);
@y
    equation->diffusion(g1, n, x, t, equation->data);
@z
