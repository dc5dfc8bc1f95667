The sliced term is halved.
@x
      sum += direction[j]*slope[j]*(w==NULL ? 1/(double)n : w[i]);
@y
      sum += 0.5*direction[j]*slope[j]*(w==NULL ? 1/(double)n : w[i]);
@z
