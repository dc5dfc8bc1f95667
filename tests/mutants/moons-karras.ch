Karras' weight without its first term.
Kills: aitken

@x
  if (r->weight==MOONS_KARRAS) return 1/v+1/variance;
@y
  if (r->weight==MOONS_KARRAS) return 1/variance;
@z
