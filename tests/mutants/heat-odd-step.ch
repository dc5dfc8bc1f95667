An odd number of steps ends one step too early.
Kills: keeps

@x
  if (steps%2!=0) {
@y
  if (steps%2<0) {
@z
