The limit removes the waves whose factor is small, and keeps those that explode.
Kills: backward

@x
  for (int i=0; i<s->size; i++) if (s->factor[i]>most) s->factor[i] = 0;
@y
  for (int i=0; i<s->size; i++) if (s->factor[i]<most) s->factor[i] = 0;
@z
