The angle of the second arc is not folded back.
Kills: sample

@x
      double theta = pi*(2*u[i]-second), sign = second ? -1 : 1;
@y
      double theta = pi*u[i], sign = second ? -1 : 1;
@z
