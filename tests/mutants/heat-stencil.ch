The second difference has a wrong weight in the middle: the coefficients no longer sum to one.
Kills: order bounds jumps

@x
  for (int j=1; j<J-1; j++) v[j] = u[j]+lambda*((u[j-1]-2*u[j])+u[j+1]);
@y
  for (int j=1; j<J-1; j++) v[j] = u[j]+lambda*((u[j-1]-1.9*u[j])+u[j+1]);
@z
