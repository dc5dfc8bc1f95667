Answer to the exercise on another rule of acceptance: A/(1+A), in the chain and in the sums that predict its acceptance and progress.

@x
  if (log(u[i])<langevin_log_ratio(q->d, at, to, s+i*d, t+i*d, r[i]-l[i], h)) {
@y
  if (log(u[i]/(1-u[i]))<langevin_log_ratio(q->d, at, to, s+i*d, t+i*d, r[i]-l[i], h)) {
@z

@x
static double acceptance(double h)
{@+ return 2/number_pi*atan(pow(2/h, 1.5));@+} // \eqref{eq:langevin-acceptance}
@y
static double acceptance(double h) /* $\EE A/(1+A)$ */
{
  double sum = 0, d = 0.04;
  for (double x=-6; x<6; x+=d) for (double z=-6; z<6; z+=d) {
    double y = (1-h)*x+sqrt(2*h)*z, A = 1/(1+exp(h/4*(y*y-x*x)));
    sum += d*d/(2*number_pi)*exp(-0.5*(x*x+z*z))*A;
  }
  return sum;
}
@z
