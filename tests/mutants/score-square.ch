The derivative of a mixture's score loses its subtracted square.
Kills: stein closed

@x
      for (int j=0; j<d; j++) g[j] = (a*mixture->m[k*d+j]-x[j])/V-s[j];
@y
      for (int j=0; j<d; j++) g[j] = (a*mixture->m[k*d+j]-x[j])/V;
@z
