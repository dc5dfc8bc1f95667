A claim is never weighed.
Kills: claims

@x
  if (broken && !cli_changed()) return BASE_WORLD; /* the outputs are dropped on the way out */
@y
  if (broken && cli_changed()) return BASE_WORLD;
@z
