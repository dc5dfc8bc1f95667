An odd number of steps ends one step too early.
@x
  if (steps%2!=0) {
@y
  if (steps%2<0) {
@z
