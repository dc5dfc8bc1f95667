A broken contract exits like a fault of the world.

@x
  exit(BASE_BUG);
@y
  exit(BASE_WORLD);
@z
