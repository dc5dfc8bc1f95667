The norms of a Langevin step are taken over coordinates.
Kills: langevin

@x
    sum += sqrt(square);
  }
  return sum*d/(double)n;
@y
    sum += square;
  }
  return sqrt(sum/(double)n);
@z
