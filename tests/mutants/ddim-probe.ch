A probe that is forgotten off the diagonal.
Kills: hutchinson

@x
      : -sigma*(z[0]*z[0]*j[0]+2*z[0]*z[1]*j[1]+z[1]*z[1]*j[2]);
@y
      : -sigma*(z[0]*z[0]*j[0]+z[1]*z[1]*j[2]);
@z
