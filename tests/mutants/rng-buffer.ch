Part of a group is copied from the beginning of the buffer.
Kills: chunking

@x
    memcpy(to, (char *)&buffer+begin*r->size, (end-begin)*r->size);
@y
    memcpy(to, &buffer, (end-begin)*r->size);
@z
