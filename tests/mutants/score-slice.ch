The sliced term is halved.
Kills: sliced

@x
      sum += direction[j]*slope[j]*(w==NULL ? 1/(double)n : w[i]);
@y
      sum += 0.5*direction[j]*slope[j]*(w==NULL ? 1/(double)n : w[i]);
@z
