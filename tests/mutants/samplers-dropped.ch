Outliers that are dropped.
@x
  chi += (rest-expected_rest)*(rest-expected_rest)/expected_rest;
@y
  ;
@z
