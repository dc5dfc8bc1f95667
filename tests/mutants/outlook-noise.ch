A velocity that forgets that the noise grows.
Kills: flow

@x
  return da*mean+ds*(x-a*mean)/s;
@y
  return da*mean+0*ds*(x-a*mean)/s;
@z
