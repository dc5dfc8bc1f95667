The remainder of a block of eight is added without its last number.
Kills: sum

@x
  for (int j=0; i<n; i++, j++) s[j] += power==2 ? (x[i]-c)*(x[i]-c) : x[i]-c;
@y
  for (int j=0; i<n-1; i++, j++) s[j] += power==2 ? (x[i]-c)*(x[i]-c) : x[i]-c;
@z
