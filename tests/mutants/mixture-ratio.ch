The scale stays behind: right only where it is stationary.
@x
  r = a*sqrt(*s/after);
@y
  r = a;
@z
