The points that fill up the last vector count.
Kills: reference_sum

@x
      k = b+l<n ? k : 0;
@y
      k = b+l<n+LANE ? k : 0;
@z
