Outliers that are dropped.
Kills: seen

@x
  chi += (rest-expected_rest)*(rest-expected_rest)/expected_rest;
@y
  ;
@z
