A projection onto the sum.
@x
      double *p=x+POISSON_STATE*i+a, mean=0.5*(p[0]+p[POISSON_MODES]);
@y
      double *p=x+POISSON_STATE*i+a, mean=p[0]+p[POISSON_MODES];
@z
