The neighbours in the matrix forget alpha: the columns no longer sum to one.
Kills: factors

@x
  for (int i=0; i<n; i++) a[i] = -alpha*lambda, b[i] = 1+2*alpha*lambda;
@y
  for (int i=0; i<n; i++) a[i] = -lambda, b[i] = 1+2*alpha*lambda+lambda;
@z
