A limit on the size of files kills.
Kills: full

@x
  signal(SIGXFSZ, SIG_IGN);
@y
@z
