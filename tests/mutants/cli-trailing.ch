Trailing characters are accepted.
Kills: refusals

@x
  int wrong=end==word || *end!='\0' || !isfinite(x) || x<low || x>high;
@y
  int wrong=end==word || !isfinite(x) || x<low || x>high;
@z
