The score divides by the variance of the data, and forgets the noise.
Kills: debruijn

@x
      score[i*d+j] += r*(a*m[j]-x[i*d+j])/V;
@y
      score[i*d+j] += r*(a*m[j]-x[i*d+j])/(V-s2);
@z
