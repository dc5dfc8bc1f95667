A commit does not look for folders in its way.
Kills: commit

@x
  if (stat(o->path, &status)==0 && S_ISDIR(status.st_mode)) base_fail("cannot put %s in its place: a folder is there", o->path);
@y
  (void)status;
@z
