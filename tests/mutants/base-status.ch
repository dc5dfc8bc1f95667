A broken contract exits like a fault of the world.
Kills: contract

@x
  exit(BASE_BUG);
@y
  exit(BASE_WORLD);
@z
