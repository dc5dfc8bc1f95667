Samples are scaled by the variance in place of the standard deviation.
Kills: sample noise

@x
      double sigma = sqrt(a*a*mixture->v[k]+s2), *y = x+(first+i)*d;
@y
      double sigma = a*a*mixture->v[k]+s2, *y = x+(first+i)*d;
@z
