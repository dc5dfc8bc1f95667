A sine transform over n instead of n+1.
Kills: sine poisson

@x
if (kind==FOURIER_SINE) w[1] = 1.0/(n+1), v[1] = 0.5;
@y
if (kind==FOURIER_SINE) w[1] = 1.0/n, v[1] = 0.5;
@z
