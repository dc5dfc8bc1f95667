A row of the matrix falls too slowly.
Kills: law decay carried bias sobolev lag

@x
  double fall = exp(-delta*delta/b);
@y
  double fall = exp(-0.9*delta*delta/b);
@z
