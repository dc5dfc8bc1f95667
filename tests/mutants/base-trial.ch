Whether a folder can be written is not tried.
Kills: full

@x
if (file<0) base_fail("cannot write in the folder %s: %s", path, strerror(reason));
@y
(void)reason;
@z
