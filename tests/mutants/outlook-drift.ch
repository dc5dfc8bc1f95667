The score equation with the drift of another sign.
Kills: score

@x
  return 0.5*g*g*l/p-sde_f(q, t)*x*s;
@y
  return 0.5*g*g*l/p+sde_f(q, t)*x*s;
@z
