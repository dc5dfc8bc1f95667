Members of the reference sets that repeat with every step.
Kills: reference

@x
  uint64_t row = (uint64_t)step*(uint64_t)run->recipe.rows+(uint64_t)r;
@y
  uint64_t row = (uint64_t)(run->level==NULL)+(uint64_t)(r%2);
@z
