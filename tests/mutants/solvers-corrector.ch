The corrector puts its new node at the wrong place.
Kills: orders

@x
  c[past] = 1, value[past] = latest;
@y
  c[past] = 0.5, value[past] = latest;
@z
