A folder may have an empty name.
Kills: refusals

@x
  if (word!=NULL && *word!='\0') return word;
@y
  if (word!=NULL) return word;
@z
