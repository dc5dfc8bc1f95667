A projection onto the sum.
Kills: projection

@x
      double *p=x+S*i+a, mean=0.5*(p[0]+p[M]);
@y
      double *p=x+S*i+a, mean=p[0]+p[M];
@z
