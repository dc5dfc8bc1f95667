The diagonal of the matrix is a hundredth too small: every step makes mass.
Kills: principle

@x
  for (int i=0; i<n; i++) a[i] = -alpha*lambda, b[i] = 1+2*alpha*lambda;
@y
  for (int i=0; i<n; i++) a[i] = -alpha*lambda, b[i] = 0.99+2*alpha*lambda;
@z
