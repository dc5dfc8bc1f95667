De Moivre's integer is one too small.
Kills: counting

@x
    double nu = floor(n*P[b])+1;
@y
    double nu = floor(n*P[b]);
@z
