The tail begins too late.
Kills: series

@x
  for (int n=last; n>K; n--) sum += pow(b[n]*pow(r, n), 2); /* smallest first */
@y
  for (int n=last; n>K+4; n--) sum += pow(b[n]*pow(r, n), 2); /* smallest first */
@z
