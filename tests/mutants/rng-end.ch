The last element of a stream is refused.
Kills: end

@x
  base_require(r.index<=UINT64_MAX-(r.n-1), "rng: a stream ends at element 2^64-1");
@y
  base_require(r.index<UINT64_MAX-(r.n-1), "rng: a stream ends at element 2^64-1");
@z
