The walls stand at the outermost nodes.
Kills: target

@x
  double wall = L*(1+1.0/N), g = sde_g(q, 0);
@y
  double wall = L*(1+0.0/N), g = sde_g(q, 0);
@z
