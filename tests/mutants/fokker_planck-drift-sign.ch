The drift points the other way.
Kills: weights leading

@x
  *plus = w>0 ? small+size : small;
@y
  *minus = w>0 ? small+size : small;
@z
@x
  *minus = w>0 ? small : small+size;
@y
  *plus = w>0 ? small : small+size;
@z
