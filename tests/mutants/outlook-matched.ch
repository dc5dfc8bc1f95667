A matched clock without its root.
Kills: clocks

@x
  return clock==OUTLOOK_MATCHED ? nu*sqrt(outlook_power(k2)) : nu;
@y
  return clock==OUTLOOK_MATCHED ? nu*outlook_power(k2) : nu;
@z
