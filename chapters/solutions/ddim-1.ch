Answer to the exercise on exact inversion: for rising levels Euler's step is implicit, solved by iteration, and so the inverse of the step down.

@x
  for (int k=0; k<steps; k++)
    runge_kutta(x, growth, n, m, slope_sigma, model, method, sigma[k], sigma[k+1]-sigma[k], probe, work);
@y
  for (int k=0; k<steps; k++)
    if (method==DDIM_EULER && sigma[k+1]>sigma[k]) { /* $y=x+h\hat\varepsilon(y)$ */
      double *start = work, *eps = work+m;
      for (size_t i=0; i<m; i++) start[i] = x[i];
      for (int round=0; round<30; round++) {
        model->noise(eps, NULL, n, x, sigma[k+1], NULL, model->data);
        for (size_t i=0; i<m; i++) x[i] = start[i]+(sigma[k+1]-sigma[k])*eps[i];
      }
    }
    else runge_kutta(x, growth, n, m, slope_sigma, model, method, sigma[k], sigma[k+1]-sigma[k], probe, work);
@z
