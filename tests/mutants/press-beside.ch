An arrow is kept beside a longer way.
Kills: reduce

@x
      if (reach[i][j]) g->uses[i][j] = 0; /* superfluous */
@y
      if (reach[i][j] && i>j+2) g->uses[i][j] = 0;
@z
