Answer to the exercise on steps that cancel: the error of the second moment at the step sqrt(3) h.

@x
    mixture_solve(p, N, 8, &ou, data+which, 1, 4*N);
@y
    mixture_solve(p, N, 8, &ou, data+which, 1, 37); /* $\tau=\sqrt3\,h$, nearly */
@z

@x
  results_claim("mixture.mean", fabs((mean/M-1)/(h*h/12)-1)<0.01@|
    && fabs(square[0]/(h*h/4)-1)<0.01 && fabs(square[1]/(h*h/4)-1)<0.01);
@y
  results_claim("mixture.mean", fabs(square[0]/(h*h/4))<0.02);
@z
