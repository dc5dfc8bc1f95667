Random numbers that are counted in the order of use, and not by step and row.
Kills: resume

@x
  uint64_t at = (uint64_t)step*(uint64_t)(run->recipe.rows/share)+(uint64_t)begin;
@y
  static uint64_t used;
  uint64_t at = used+(uint64_t)(step-step);
  used += (uint64_t)count;
@z
