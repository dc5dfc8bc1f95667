Every step draws the same batch.
Kills: pairs

@x
  uint64_t at = (uint64_t)step*(uint64_t)(run->recipe.rows/share)+(uint64_t)begin;
@y
  uint64_t at = (uint64_t)(step-step+begin);
@z
