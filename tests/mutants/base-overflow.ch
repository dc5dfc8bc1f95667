The test for overflow forgets the rounding up.
Kills: memory

@x
  if (size==0 || count<=(SIZE_MAX-cache_line)/size) {
@y
  if (size==0 || count<=SIZE_MAX/size) {
@z
