Both rows of a pair with the same sign of the noise.
Kills: pairs sliced

@x
    double sign = pairs && r%2 ? -1 : 1,@|
      sigma = (double)(run->level[r] = run->fixed>0 ? (float)run->fixed@|
      : level_of(&run->recipe, u[k]));
@y
    double sign = 1, sigma = (double)(run->level[r] = run->fixed>0 ? (float)run->fixed : level_of(&run->recipe, u[k]));
@z
