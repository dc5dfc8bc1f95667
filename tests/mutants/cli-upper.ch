The upper end of a range is not part of it.
Kills: values

@x
  int wrong=end==word || *end!='\0' || !isfinite(x) || x<low || x>high;
@y
  int wrong=end==word || *end!='\0' || !isfinite(x) || x<low || x>=high;
@z
