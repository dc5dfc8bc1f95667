The optimiser changes a block's matrix and leaves the transposed one as it was.
Kills: resume

@x
  if (u->block>=0)
    turn_square(t->net->turned+turned_at(t->net, u->block),@|
      t->net->w+block_part(t->net, u->block)->at, t->net->s.width, u->p, u->q);
@y
@z
