The square loses its half.
Kills: contraction boundary bound

@x
    sum += 0.5*square*(w==NULL ? 1/(double)n : w[i]);
@y
    sum += square*(w==NULL ? 1/(double)n : w[i]);
@z
