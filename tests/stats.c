/* Checks of the appendix on statistics: exact small cases, laws with closed forms, and the small-sample theory by repetition. Random tests use
   their own generator with fixed seeds and allow four to five known standard errors. */
#include <criterion/criterion.h>
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "stats.h"

static const double pi = 3.14159265358979323846;

static uint64_t state;
static double uniform(void) /* in (0,1): splitmix64 */
{
  uint64_t z = (state += 0x9e3779b97f4a7c15u);
  z = (z^z>>30)*0xbf58476d1ce4e5b9u;
  z = (z^z>>27)*0x94d049bb133111ebu;
  return ((double)((z^z>>31)>>11)+0.5)*0x1p-53;
}
static double normal(void)
{
  double r=sqrt(-2*log(uniform()));
  return r*cos(2*pi*uniform());
}

/* sums: exact where no rounding occurs; within D u sum|x| elsewhere, against long double.
   Tolerance: none for whole numbers, for others the bound of the lemma, against long double. */
Test(stats, sum)
{
  enum { most=100003 };
  double *x=malloc(most*sizeof *x);
  for (int n=0; n<=1100; n++) {
    for (int i=0; i<n; i++) x[i] = 3*i+1;
    cr_assert(stats_sum(n, x)==n+1.5*n*(n-1.0), "n=%d", n);
  }
  state = 1;
  const int size[]={10, 257, 5000, most};
  for (int k=0; k<4; k++) {
    int n=size[k];
    long double sum=0, absolute=0;
    for (int i=0; i<n; i++) x[i] = exp(8*normal())*(i%2 ? -1 : 1), sum += x[i], absolute += fabs(x[i]);
    cr_assert(fabsl(stats_sum(n, x)-sum)<=(34+fmax(0, log2(n/128.0)))*0x1p-53*absolute);
  }
  for (int i=0; i<most; i++) x[i] = 0.1; /* adding one by one is off by 1e-8 relative; the bound here is 5e-15, the truth nearer 1e-16 */
  cr_assert(fabs(stats_sum(most, x)/(0.1*most)-1)<2e-15);
  free(x);
}

/* {2,4,4,4,5,5,7,9}: mean 5, squares of deviations sum to 32; and the same far from zero, where naive formulas lose all digits.
   Tolerance: 1e-14, a dozen units of rounding; 2e-3 near 1e15, where the last place is 1/8. */
Test(stats, mean)
{
  double x[8]={2, 4, 4, 4, 5, 5, 7, 9}, mean, error;
  stats_mean(&mean, &error, 8, x);
  cr_assert(mean==5);
  cr_assert_float_eq(error, sqrt(32.0/7/8), 1e-15);
  cr_assert_float_eq(stats_variance(8, x), 32.0/7, 1e-14);
  for (int i=0; i<8; i++) x[i] += 1e9;
  stats_mean(&mean, &error, 8, x);
  cr_assert(mean==1e9+5);
  cr_assert_float_eq(stats_variance(8, x), 32.0/7, 1e-14);
  double y[1000]; /* deviations +-1 around a mean that is not a double: the correction of the second pass */
  for (int i=0; i<1000; i++) y[i] = 1e15+0.125+(i%2 ? 1 : -1)+(i==0 ? 0.25 : 0);
  cr_assert_float_eq(stats_variance(1000, y), 1000*(1+(0.0625-0.5)/1000-0.0625/1e6)/999, 2e-3);
}

/* mean and variance of the mean and of s^2 for uniform samples, kappa = -6/5, n = 5, sigma^2 = 1/12, over 40000 repeats.
   Tolerance: 4 standard errors of each mean; for the two variances 4.5 of theirs. */
Test(stats, variance)
{
  enum { n=5, repeats=40000 };
  double x[n], mean, error, first=0, second=0, middle=0, spread=0;
  state = 2;
  for (int k=0; k<repeats; k++) {
    for (int i=0; i<n; i++) x[i] = uniform();
    double s=12*stats_variance(n, x);
    first += s/repeats, second += s*s/repeats;
    stats_mean(&mean, &error, n, x);
    middle += (mean-0.5)/repeats, spread += (mean-0.5)*(mean-0.5)/repeats;
  }
  cr_assert_float_eq(middle, 0, 4/sqrt(12.0*n*repeats));
  cr_assert_float_eq(spread*12*n, 1, 4.5*sqrt((2-1.2/n)/repeats)); /* the mean's own kappa is -6/5 over n */
  double variance=2.0/(n-1)-1.2/n; /* 0.26 */
  cr_assert_float_eq(first, 1, 4*sqrt(variance/repeats)); /* dividing by n would give 0.8 */
  cr_assert_float_eq(second-first*first, variance, 0.01); /* standard error about 0.26 sqrt(3/40000) = 0.0022 */
}

/* heights against the cells' means (by erf), in units of their standard errors, which are checked against each other too.
   Tolerance: chi squared of 24 cells within 28, four deviations, of 24; errors 6 per cent, by the counts. */
Test(stats, density)
{
  enum { n=100000, bins=24 };
  double *x=malloc(n*sizeof *x), density[bins], error[bins], chi2=0, mass=0, low=-2, h=0.25;
  state = 3;
  for (int i=0; i<n; i++) x[i] = normal();
  stats_density(density, error, bins, low, low+bins*h, n, x);
  for (int k=0; k<bins; k++) {
    double a=low+k*h, p=(erf((a+h)/sqrt(2))-erf(a/sqrt(2)))/2;
    if (p*n>1000) cr_assert_float_eq(error[k], sqrt(p*(1-p)/n)/h, 0.06*sqrt(p*(1-p)/n)/h, "cell %d", k); /* half of 4/sqrt(1000) */
    chi2 += pow((density[k]-p/h)/(sqrt(p*(1-p)/n)/h), 2);
    mass += density[k]*h;
  }
  cr_assert(chi2>24-4*7 && chi2<24+4*7, "chi squared %g of 24", chi2); /* standard deviation sqrt(2 24) = 6.9 */
  cr_assert_float_eq(mass, (erf(4/sqrt(2))-erf(-2/sqrt(2)))/2, 4*sqrt(0.0223/n)); /* samples outside count */
  double edge[5]={0, 0.25, 0.5, 1, nextafter(1, 0)}; /* cells are half-open */
  stats_density(density, NULL, 4, 0, 1, 5, edge);
  cr_assert_float_eq(density[0], 0.8, 1e-15);
  cr_assert_float_eq(density[1], 0.8, 1e-15);
  cr_assert_float_eq(density[2], 0.8, 1e-15);
  cr_assert_float_eq(density[3], 0.8, 1e-15);
  for (int bins_now=1; bins_now<=24; bins_now++) { /* whatever rounding does, it stays in the last cell */
    stats_density(density, NULL, bins_now, 0, 1, 1, edge+4);
    cr_assert_float_eq(density[bins_now-1], bins_now, 1e-12);
  }
  free(x);
}

/* the bias against the density at the centre: h^2 f''/24, measured on evenly spaced quantiles, which have no noise.
   Tolerance: 2 per cent of the bias; its next term is 0.2 per cent, and so is one count. */
Test(stats, bias)
{
  enum { n=400000 };
  double *x=malloc(n*sizeof *x), density[3];
  for (int i=0; i<n; i++) x[i] = -log((i+0.5)/n); /* exponential law: f = f'' */
  const double h=0.4, centre=1.0;
  stats_density(density, NULL, 3, centre-1.5*h, centre+1.5*h, n, x);
  double f=exp(-centre);
  cr_assert_float_eq((density[1]-f)/(h*h/24*f), 1, 0.02); /* next term h^2/80 = 0.002; one count is 1/(nh) = 6e-6 of 2.5e-3 */
  free(x);
}

/* a power law is recovered to rounding; e = h^2(1+c h) is off by the formula of the theorem, to first order in c.
   Tolerance: 1e-13 for a power, by rounding; a thousandth of the bias, whose next term is 1e-4 of it. */
Test(stats, order)
{
  enum { n=6 };
  double h[n], e[n], order, uncertainty;
  for (int i=0; i<n; i++) h[i] = ldexp(0.1, -i), e[i] = 7*pow(h[i], 2.5);
  stats_order(&order, &uncertainty, n, h, e);
  cr_assert_float_eq(order, 2.5, 1e-13);
  cr_assert(uncertainty<1e-13);
  double c=1e-3, mean=0, S=0, bias=0;
  for (int i=0; i<n; i++) mean += log(h[i])/n;
  for (int i=0; i<n; i++) S += pow(log(h[i])-mean, 2), bias += (log(h[i])-mean)*c*h[i];
  cr_assert_float_eq(S, log(2)*log(2)*n*(n*n-1)/12, 1e-12);
  for (int i=0; i<n; i++) e[i] = h[i]*h[i]*(1+c*h[i]);
  stats_order(&order, &uncertainty, n, h, e);
  cr_assert_float_eq((order-2)/(bias/S), 1, 1e-3); /* c h = 1e-4 */
}

/* independent errors of ln e with tau = 0.05: mean, spread and mean squared uncertainty over 20000 repeats; then the weighted kind, with unequal noise.
   Tolerance: 4 standard errors over 20000 repeats; with unequal noise 6 per cent, as the logarithm is curved. */
Test(stats, spread)
{
  enum { n=5, repeats=20000 };
  double h[n], e[n], noise[n], p, u, first=0, second=0, square=0;
  state = 4;
  double S=log(2)*log(2)*n*(n*n-1)/12, tau=0.05, variance=tau*tau/S;
  for (int k=0; k<repeats; k++) {
    for (int i=0; i<n; i++) h[i] = ldexp(1, -i), e[i] = 3*h[i]*exp(tau*normal());
    stats_order(&p, &u, n, h, e);
    first += (p-1)/repeats, second += (p-1)*(p-1)/repeats, square += u*u/repeats;
  }
  cr_assert_float_eq(first, 0, 4*sqrt(variance/repeats));
  cr_assert_float_eq(second/variance, 1, 4*sqrt(2.0/repeats));
  cr_assert_float_eq(square/variance, 1, 4*sqrt(2.0/3/repeats)); /* chi squared with three degrees of freedom */
  first = second = square = 0;
  for (int k=0; k<repeats; k++) {
    for (int i=0; i<n; i++) { /* noise falls more slowly than the error, as in Monte Carlo */
      double relative=0.01*pow(1.8, i);
      h[i] = ldexp(1, -i), e[i] = 3*h[i]*(1+relative*normal()), noise[i] = relative*3*h[i];
    }
    stats_order_noisy(&p, &u, n, h, e, noise);
    first += (p-1)/repeats, second += (p-1)*(p-1)/repeats, square += u*u/repeats;
  }
  cr_assert_float_eq(second/square, 1, 0.06); /* 4 sqrt(2/20000) = 0.04, and the logarithm's curvature */
  cr_assert(sqrt(second)<0.02); /* without weights it would be 0.03 */
}

/* by hand: x = {0,1}, y = {3,5}: 2(3+5+2+4)/4-1-2 = 4; and in the plane with 3-4-5 triangles, with pads against reading beyond.
   Tolerance: 1e-14 by hand and 1e-12 for sums of 70000 distances, by rounding. */
Test(stats, energy)
{
  double x[2]={0, 1}, y[2]={3, 5}, u, noise;
  stats_energy(&u, &noise, 1, 2, x, 2, y);
  cr_assert_float_eq(u, 4, 1e-14);
  double a[4]={0,0, 0,8}, b[6]={3,4, -3,4, 0,4}; /* xx 8; xy all 5 but 4 twice; yy 6, 3, 3 */
  stats_energy(&u, &noise, 2, 2, a, 3, b);
  cr_assert_float_eq(u, 2*(4*5+2*4)/6.0-8-2*(6+3+3)/6.0, 1e-13);
  double p[700], q[900], exact=0, px=0, qy=0; /* larger than a lump, three dimensions, against plain loops */
  state = 5;
  for (int i=0; i<700; i++) p[i] = normal();
  for (int i=0; i<900; i++) q[i] = normal()+0.3;
  int n=233, m=300;
  for (int i=0; i<n; i++) for (int j=0; j<m; j++) exact += 2*sqrt(pow(p[3*i]-q[3*j],2)+pow(p[3*i+1]-q[3*j+1],2)+pow(p[3*i+2]-q[3*j+2],2))/n/m;
  for (int i=0; i<n; i++) for (int j=0; j<n; j++) px += sqrt(pow(p[3*i]-p[3*j],2)+pow(p[3*i+1]-p[3*j+1],2)+pow(p[3*i+2]-p[3*j+2],2))/n/(n-1);
  for (int i=0; i<m; i++) for (int j=0; j<m; j++) qy += sqrt(pow(q[3*i]-q[3*j],2)+pow(q[3*i+1]-q[3*j+1],2)+pow(q[3*i+2]-q[3*j+2],2))/m/(m-1);
  stats_energy(&u, &noise, 3, n, p, m, q);
  cr_assert_float_eq(u, exact-px-qy, 1e-12);
}

/* unbiased for N(0,1) against N(1,1), samples of 6 and 9: 2E|N(1,2)|-4/sqrt(pi); the V-statistic would be 0.3 higher.
   Tolerance: 4 standard errors over 10000 repeats; 1e-13 between the two formulas for the distance. */
Test(stats, unbiased)
{
  enum { n=6, m=9, repeats=10000 };
  double x[n], y[m], u, noise, sum=0, squares=0;
  double exact=2*(2/sqrt(pi)*exp(-0.25)+erf(0.5))-4/sqrt(pi);
  double integral=0; /* of 2(F-G)^2, by the trapezoidal rule, which is exact to rounding for this analytic function */
  for (int i=-400; i<=400; i++) {
    double s=0.5+i/32.0, difference=(erf(s/sqrt(2))-erf((s-1)/sqrt(2)))/2;
    integral += 2*difference*difference/32;
  }
  cr_assert_float_eq(integral, exact, 1e-13);
  state = 6;
  for (int k=0; k<repeats; k++) {
    for (int i=0; i<n; i++) x[i] = normal();
    for (int i=0; i<m; i++) y[i] = 1+normal();
    stats_energy(&u, &noise, 1, n, x, m, y);
    sum += u/repeats, squares += u*u/repeats;
  }
  cr_assert_float_eq(sum, exact, 4*sqrt((squares-sum*sum)/repeats), "%g, not %g", sum, exact);
}

/* under one law: mean zero, variance by the theorem with v = 4/3-4(sqrt 3-1)/pi, and mean squared noise equal to it.
   Tolerance: 4 standard errors over 10000 repeats. */
Test(stats, noise)
{
  enum { n=12, m=20, repeats=10000 };
  double x[n], y[m], u, noise, sum=0, squares=0, fourth=0, noises=0, noises2=0;
  double v=4.0/3-4*(sqrt(3)-1)/pi, variance=v*(2.0/(n*(n-1))+2.0/(m*(m-1))+4.0/(n*m));
  state = 7;
  for (int k=0; k<repeats; k++) {
    for (int i=0; i<n; i++) x[i] = normal();
    for (int i=0; i<m; i++) y[i] = normal();
    stats_energy(&u, &noise, 1, n, x, m, y);
    sum += u/repeats, squares += u*u/repeats, fourth += pow(u, 4)/repeats;
    noises += noise*noise/repeats, noises2 += pow(noise, 4)/repeats;
  }
  cr_assert_float_eq(sum, 0, 4*sqrt(variance/repeats));
  cr_assert_float_eq(squares, variance, 4*sqrt((fourth-squares*squares)/repeats), "%g, not %g", squares, variance);
  cr_assert_float_eq(noises, variance, 4*sqrt((noises2-noises*noises)/repeats), "%g, not %g", noises, variance);
}

/* the number of threads changes no bit. Tolerance: none; bits are compared. */
Test(stats, threads)
{
  enum { n=600, m=700, d=2 };
  double x[n*d], y[m*d], u[3], noise[3], w[3];
  state = 8;
  for (int i=0; i<n*d; i++) x[i] = normal();
  for (int i=0; i<m*d; i++) y[i] = normal();
  for (int t=0; t<3; t++) {
    omp_set_num_threads(t+1);
    stats_energy(u+t, noise+t, d, n, x, m, y);
    w[t] = stats_sliced(d, n, x, m, y, 10);
    cr_assert(u[t]==u[0] && noise[t]==noise[0] && w[t]==w[0]);
  }
}

/* on the line by hand, sizes equal and not: quantile functions of {0,3} and {1,1,5}, differences 1 (2/3: 0-1 on 1/2, 3-1 on 1/6), 3-5 on 1/3.
   Tolerance: 1e-14, a few units of rounding. */
Test(stats, wasserstein)
{
  double x[2]={3, 0}, y[3]={1, 5, 1}, z[2]={7, 2};
  cr_assert_float_eq(pow(stats_sliced(1, 2, x, 3, y, 1), 2), 1.0/2+4.0/6+4.0/3, 1e-14);
  cr_assert_float_eq(pow(stats_sliced(1, 2, x, 2, z, 1), 2), (4+16)/2.0, 1e-14);
  double a[1000], b[1500]; /* every point of a once, of b as often: the same law in other sizes */
  for (int i=0; i<500; i++) a[2*i] = a[2*i+1] = b[3*i] = b[3*i+1] = b[3*i+2] = sin(i);
  cr_assert_float_eq(stats_sliced(1, 1000, a, 1500, b, 1), 0, 1e-14);
}

/* a translation by v has distance |v|/sqrt(d), exactly, in every dimension and for every number of slices.
   Tolerance: 1e-12, by rounding of frames, projections and sums. */
Test(stats, translation)
{
  enum { n=40 };
  double x[n*7], y[n*7];
  state = 9;
  for (int d=1; d<=7; d++)
    for (int slices=d<2 ? 1 : d; slices<=2*d+3; slices++) {
      double v=0;
      for (int i=0; i<n*d; i++) x[i] = normal(), y[i] = x[i]+0.5*(i%d+1);
      for (int k=0; k<d; k++) v += pow(0.5*(k+1), 2);
      cr_assert_float_eq(stats_sliced(d, n, x, n, y, slices), sqrt(v/d), 1e-12, "d=%d, %d slices", d, slices);
    }
}

/* the floor: uniform on [0,1], 1/(3(n+1)); uniform on the unit sphere, 4/(3(n+1)); over repeats. Tolerance: 4 standard errors over 4000 repeats. */
Test(stats, floor)
{
  enum { n=20, repeats=4000 };
  double x[3*n], y[3*n], sum=0, squares=0;
  state = 10;
  for (int k=0; k<repeats; k++) {
    for (int i=0; i<n; i++) x[i] = uniform(), y[i] = uniform();
    double w=pow(stats_sliced(1, n, x, n, y, 1), 2);
    sum += w/repeats, squares += w*w/repeats;
  }
  cr_assert_float_eq(sum, 1.0/(3*(n+1)), 4*sqrt((squares-sum*sum)/repeats));
  sum = squares = 0;
  for (int k=0; k<repeats; k++) {
    for (int i=0; i<2*n; i++) {
      double *p = i<n ? x+3*i : y+3*(i-n), norm=0;
      for (int j=0; j<3; j++) p[j] = normal(), norm += p[j]*p[j];
      for (int j=0; j<3; j++) p[j] /= sqrt(norm);
    }
    double w=pow(stats_sliced(3, n, x, n, y, 12), 2);
    sum += w/repeats, squares += w*w/repeats;
  }
  cr_assert_float_eq(sum, 4.0/(3*(n+1)), 4*sqrt((squares-sum*sum)/repeats));
}
