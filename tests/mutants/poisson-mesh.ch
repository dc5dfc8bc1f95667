The square of the mesh lost.
Kills: torsion maximum

@x
  double h2=1/((n+1.0)*(n+1.0));
@y
  double h2=1/(n+1.0);
@z
