The close ignores its error.
Kills: full

@x
  if (fclose(file)!=0 || lost)
@y
  if (fclose(file)!=0 && lost)
@z
