The pull of a component points away from its centre.
Kills: signal line flux

@x
      score[i*d+j] += r*(a*m[j]-x[i*d+j])/V;
@y
      score[i*d+j] -= r*(a*m[j]-x[i*d+j])/V;
@z
