Answer to the exercise on a variance that depends on the point: the logarithm of the mean variance becomes the mean of the logarithm.

@x
star = ddpm_optimal(q, k, here.information);@+
double d = 0.5*log(star/q->beta[k]), rho = star/q->beta[k];
@y
double b = q->beta[k], d = -0.5*log1p(-b), rho;
for (int j=0; j<341; j++) { /* $\frac12\EE\ln\frac{1+\beta s'}{1-\beta}$ */
  double x = 0.05*(j-170), f, s, second;
  heat_mixture_density(&f, &mixture, sqrt(q->alpha_bar[k]), q->noise[k], 1, &x);
  heat_mixture_score(&s, &mixture, sqrt(q->alpha_bar[k]), q->noise[k], 1, &x);
  heat_mixture_laplacian(&second, &mixture, sqrt(q->alpha_bar[k]), q->noise[k], 1, &x);
  if (f>1e-200) d += 0.5*0.05*f*log1p(b*(second/f-s*s));
}
star = ddpm_optimal(q, k, here.information);@+ rho = star/b;
@z
