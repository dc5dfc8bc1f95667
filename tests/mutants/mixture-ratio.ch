The scale stays behind: right only where it is stationary.
Kills: mehler

@x
  r = a*sqrt(*s/after);
@y
  r = a;
@z
