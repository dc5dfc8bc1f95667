The distance of a float from one is taken after rounding.
Kills: extremes

@x
  float f=b>>23==127 ? (float)(int32_t)(-i & 0x7FFFFFFF)*-cell : m-1;
@y
  float f=m-1;
@z
