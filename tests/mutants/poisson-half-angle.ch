A half lost in the eigenvalues.
Kills: plates

@x
  double h=1.0/(n+1), s=sin(0.5*pi*k*h), c=sin(0.5*pi*l*h);
@y
  double h=1.0/(n+1), s=sin(pi*k*h), c=sin(0.5*pi*l*h);
@z
