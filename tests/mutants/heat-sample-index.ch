The normal numbers of a piece start at the beginning of the stream, wherever the piece begins.
Kills: pieces

@x
  rng_normal(x, n*d, seed, stream, index*d);
@y
  rng_normal(x, n*d, seed, stream, 0*index);
@z
