A transposed Jacobian.
Kills: learned

@x
      y[v] = J[0]*x[v]+J[1]*x[v+1];
@y
      y[v] = J[0]*x[v]+J[2]*x[v+1];
@z
