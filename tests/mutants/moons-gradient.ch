The gradient turned by the transposed basis.
Kills: learn

@x
    for (int i=0; i<2; i++) gradient[i] = 2*(w[0]*q[0]*B[i]+w[1]*q[1]*B[2+i]);
@y
    for (int i=0; i<2; i++) gradient[i] = 2*(w[0]*q[0]*B[2*i]+w[1]*q[1]*B[2*i+1]);
@z
