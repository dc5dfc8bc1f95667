The additional term of Milstein keeps its mean: the method solves another equation.
Kills: weak strong step

@x
    for (size_t i=0; i<n; i++) y[i] += 0.5*g[i]*slope[i]*(dW[i]*dW[i]-fabs(h));
@y
    for (size_t i=0; i<n; i++) y[i] += 0.5*g[i]*slope[i]*dW[i]*dW[i];
@z
