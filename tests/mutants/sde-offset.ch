The cosine schedule forgets its offset in the angle.
Kills: cosine

@x
  return 0.5*pi*(t+p->a)/(1+p->a);@+
@y
  return 0.5*pi*t/(1+p->a);@+
@z
