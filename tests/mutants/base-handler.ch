The handler of signals forgets to remove.
Kills: discard

@x
  remove_unfinished();
  signal(number, SIG_DFL);
@y
  signal(number, SIG_DFL);
@z
