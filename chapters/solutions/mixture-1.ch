Answer to the exercise on steps that cancel: the error of the second moment at the step sqrt(3) h.

@x
    mixture_solve(p, N, 8, &ou, data+which, 1, 4*N);
@y
    mixture_solve(p, N, 8, &ou, data+which, 1, 37); /* $\tau=\sqrt3\,h$, nearly */
@z

@x
  results_within("mixture.mean", (mean/M-1)/(h*h/12), 0.99, 1.01);
  for (int which=0; which<2; which++)
    results_within("mixture.mean", square[which]/(h*h/4), 0.99, 1.01);
@y
  results_within("mixture.mean", fabs(square[0]/(h*h/4)), 0, 0.02);
@z
