A velocity that forgets that the noise grows.
@x
  return da*mean+ds*(x-a*mean)/s;
@y
  return da*mean+0*ds*(x-a*mean)/s;
@z
