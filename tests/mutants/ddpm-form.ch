The form of the data is upside down.
Kills: telescope

@x
  case SCORE_DATA: return a/s2;
@y
  case SCORE_DATA: return s2/a;
@z
