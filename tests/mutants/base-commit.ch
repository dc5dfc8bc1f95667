The commit forgets to rename.
Kills: commit

@x
    if (rename(o->part, o->path)!=0)
@y
    if (o->part==NULL)
@z
