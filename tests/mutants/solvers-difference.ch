The central difference of order four has a wrong coefficient.
Kills: schedule

@x
  return (8*(F[2]-F[1])-(F[3]-F[0]))/(12*h);
@y
  return (6*(F[2]-F[1])-(F[3]-F[0]))/(12*h);
@z
