A passage forgets the mass to the left of its start.
Kills: kramers

@x
  sweep(&G, U, data, low, from);
@y
  if (low>from) sweep(&G, U, data, low, from);
@z
