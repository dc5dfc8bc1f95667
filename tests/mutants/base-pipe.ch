A closed pipe is no signal to care for.
Kills: discard

@x
  static const int caught[]={SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXCPU};
@y
  static const int caught[]={SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU};
@z
