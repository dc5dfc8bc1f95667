The circle is closed at the wrong point.
Kills: waves

@x
  v[0] = u[0]+lambda*((u[J-1]-2*u[0])+u[1]);
@y
  v[0] = u[0]+lambda*((u[J-2]-2*u[0])+u[1]);
@z
