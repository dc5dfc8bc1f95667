A folder is taken for a file, of the length that ftell makes up.
Kills: refusal

@x
  int readable = getc(in)!=EOF || !ferror(in); /* a folder can be opened, but not read */
@y
  int readable = 1;
@z
