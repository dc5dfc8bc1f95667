A missing value counts as zero.
Kills: refusals

@x
  double x=word==NULL ? NAN : strtod(word, &end);
@y
  if (word==NULL) return 0;
  double x=strtod(word, &end);
@z
