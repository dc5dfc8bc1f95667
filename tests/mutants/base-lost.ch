A signal that waits for a commit is lost.
Kills: commit

@x
  if (waiting!=0) raise(waiting);
@y
@z
