Every block of points reads the coordinates of the first one, but for the plane: the offset forgets the dimension.
Kills: plane blocks

@x
      n-i<BLOCK ? n-i : BLOCK, x+i*d);
@y
      n-i<BLOCK ? n-i : BLOCK, x+i);
@z
