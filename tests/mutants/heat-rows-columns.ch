The frequencies of the rows are those of a grid with as many rows as columns.
Kills: twice

@x
      double a = m==1 ? 0 : frequency(i, m, h, boundary), b = frequency(k, n, h, boundary);
@y
      double a = m==1 ? 0 : frequency(i, n, h, boundary), b = frequency(k, n, h, boundary);
@z
