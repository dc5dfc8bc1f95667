Standard streams may stay closed.
Kills: streams

@x
while (place>=0 && place<=STDERR_FILENO);
@y
while (place<0);
@z
