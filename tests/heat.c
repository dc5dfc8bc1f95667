/* Tests of Chapter 1.  Each compares with something that the code under test has no part in: a table of other origin, a closed
   form, an identity, a conserved quantity or an observed order. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include "heat.h"
#include "near.h"
#include "oracle.h"

static const double PI = 3.14159265358979323846;

static const double w3[3] = {.4, .35, .25}, m3[3] = {-1.2, .5, 2.0}, v3[3] = {.09, .04, .36};
static const HeatMixture three = {3, 1, w3, m3, v3};
static const double w2[3] = {.3, .5, .2}, m2[6] = {1.5, .5, -1, 1, .2, -1.3}, v2[3] = {.09, .2025, .0625};
static const HeatMixture plane = {3, 2, w2, m2, v2}; /* the mixture of gmm2d.txt */

/* ---- against the table ---------------------------------------------------------------------------------------------------- */
/* The table is good to 1e-13 relative.  Sums of terms of both signs (gradient, Laplacian) cancel, so u, the size of a term,
   joins the scale; ten times the table's tolerance leaves room for the rounding of exp and log at arguments near 10. */
static int table_rows(int kind)
{
  FILE *f = oracle_open("heat_gmm");
  double row[8];
  int rows = 0, d = kind;
  const HeatMixture *p = kind == 1 ? &three : &plane;
  while (oracle_row(f, 8, row) == 8) {
    if ((int)row[0] != kind) continue;
    double t = row[1], *x = row+2, u = row[4], density, laplacian, log_density, score[2];
    rows++;
    heat_mixture_density(&density, p, 1, t, 1, x); /* D = 1/2, so 2 D t = t */
    heat_mixture_log_density(&log_density, p, 1, t, 1, x);
    heat_mixture_score(score, p, 1, t, 1, x);
    heat_mixture_laplacian(&laplacian, p, 1, t, 1, x);
    near(density, u, 1e-12*u);
    near(log_density, log(u), 1e-12*(1+fabs(log(u))));
    for (int j = 0; j < d; j++) near(density*score[j], row[5+j], 1e-12*(u+fabs(row[5+j])));
    near(laplacian, row[5+d], 1e-12*(10*u+fabs(row[5+d])));
    if (kind == 1) near(laplacian, row[6], 1e-12*(10*u+fabs(row[6])));
    if (kind == 1) near(score[0], row[7], 1e-12*(1+fabs(row[7])));
  }
  fclose(f);
  return rows;
}

/* Tolerance: 1e-12 of the largest term, ten times that of the table. */
Test(heat, line) { cr_assert(table_rows(1) == 30); }
/* Tolerance: 1e-12 of the largest term, ten times that of the table. */
Test(heat, area) { cr_assert(table_rows(2) >= 10); }

/* ---- the mixture ----------------------------------------------------------------------------------------------------------- */
static double trapezoid(int n, double h, const double *f)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += h*f[i];
  return sum;
}

/* The density of a X0 + sqrt(s2) Z as an integral over X0, and its score as the mean of the noise.  The trapezoidal sum at h = 0.02
   with standard deviations of at least 0.2 is exact to e^{-2 pi^2 100}.  Tolerance: 1e-13, for the score 1e-12, rounding of sums of 801 terms. */
Test(heat, signal)
{
  enum { n = 801 };
  double y[n], p0[n], f[n], g[n];
  for (int i = 0; i < n; i++) y[i] = (i-n/2)*.02;
  heat_mixture_density(p0, &three, 1, 0, n, y);
  for (int c = 0; c < 3; c++) {
    double a = (double[]){.3, .8, 1.7}[c], s2 = (double[]){.9, .3, .5}[c];
    for (double x = -3; x < 3.1; x += .5) {
      double p, s;
      for (int i = 0; i < n; i++) {
        f[i] = p0[i]*exp(-(x-a*y[i])*(x-a*y[i])/(2*s2))/sqrt(2*PI*s2);
        g[i] = f[i]*(a*y[i]-x)/s2;
      }
      heat_mixture_density(&p, &three, a, s2, 1, &x);
      heat_mixture_score(&s, &three, a, s2, 1, &x);
      near(p, trapezoid(n, .02, f), 1e-13);
      near(p*s, trapezoid(n, .02, g), 1e-12);
    }
  }
}

/* Blocks of points must not change a point's value: 200 points at once against one by one.
   Tolerance: 1e-13, for the score 1e-12, the last digits if the compiler orders sums otherwise. */
Test(heat, blocks)
{
  enum { n = 200 };
  double x[2*n], p[n], s[2*n], l[n], p1, s1[2], l1;
  for (int i = 0; i < 2*n; i++) x[i] = 3*sin(7.1*i);
  heat_mixture_log_density(p, &plane, .9, .2, n, x);
  heat_mixture_score(s, &plane, .9, .2, n, x);
  heat_mixture_laplacian(l, &plane, .9, .2, n, x);
  for (int i = 0; i < n; i++) {
    heat_mixture_log_density(&p1, &plane, .9, .2, 1, x+2*i);
    heat_mixture_score(s1, &plane, .9, .2, 1, x+2*i);
    heat_mixture_laplacian(&l1, &plane, .9, .2, 1, x+2*i);
    near(p[i], p1, 1e-13);
    near(s[2*i], s1[0], 1e-12);
    near(s[2*i+1], s1[1], 1e-12);
    near(l[i], l1, 1e-13);
  }
}

/* Far away one component is left, the widest, and everything about it is known.  Tolerance: 1e-12 relative, rounding of a square of size 1e12. */
Test(heat, far)
{
  for (double x = 1e2; x < 2e6; x *= 10)
    for (int side = -1; side <= 1; side += 2) {
      double y = side*x, V = .36+.5, s, l, want = log(.25)-.5*log(2*PI*V)-(y-2)*(y-2)/(2*V);
      heat_mixture_score(&s, &three, 1, .5, 1, &y);
      heat_mixture_log_density(&l, &three, 1, .5, 1, &y);
      near(s, (2-y)/V, 1e-12*x);
      near(l, want, 1e-12*fabs(want));
    }
}

/* Mass, mean and variance by the trapezoidal rule, exact to rounding: the variance is 2 D t more than at the start.
   Tolerance: 1e-12, for the variance 1e-11, rounding of sums of 2001 terms. */
Test(heat, moments)
{
  enum { n = 2001 };
  static double x[n], p[n], f[n];
  double mean = 0, second = 0;
  for (int k = 0; k < 3; k++) mean += w3[k]*m3[k], second += w3[k]*(v3[k]+m3[k]*m3[k]);
  for (int i = 0; i < n; i++) x[i] = (i-n/2)*.02;
  for (double t = .01; t < 4; t *= 3) {
    double D = .7;
    heat_mixture_density(p, &three, 1, 2*D*t, n, x);
    near(trapezoid(n, .02, p), 1, 1e-12);
    for (int i = 0; i < n; i++) f[i] = x[i]*p[i];
    near(trapezoid(n, .02, f), mean, 1e-12);
    for (int i = 0; i < n; i++) f[i] = (x[i]-mean)*(x[i]-mean)*p[i];
    near(trapezoid(n, .02, f), second-mean*mean+2*D*t, 1e-11);
  }
}

/* dH/dt = D J.  Tolerance: 1e-5 relative, a central difference with relative step 1e-3; none for the bound of J. */
Test(heat, debruijn)
{
  enum { n = 2001 };
  static double x[n], l[n], s[n];
  double D = .7;
  for (int i = 0; i < n; i++) x[i] = (i-n/2)*.02;
  for (double t = .01; t < 2; t *= 2) {
    double H[2] = {0}, J = 0;
    for (int side = 0; side < 2; side++) {
      heat_mixture_log_density(l, &three, 1, 2*D*t*(side ? 1.001 : .999), n, x);
      for (int i = 0; i < n; i++) H[side] -= .02*l[i]*exp(l[i]);
    }
    heat_mixture_log_density(l, &three, 1, 2*D*t, n, x);
    heat_mixture_score(s, &three, 1, 2*D*t, n, x);
    for (int i = 0; i < n; i++) J += .02*s[i]*s[i]*exp(l[i]);
    near((H[1]-H[0])/(.002*t), D*J, 1e-5*D*J);
    cr_assert(J <= 1/(2*D*t), "J=%g, bound %g", J, 1/(2*D*t));
  }
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y)-(x < y);
}
/* sqrt(n) times the distance of Kolmogorov and Smirnov between the n values y and the mixture at a, s2, in coordinate j */
static double kolmogorov(int n, double *y, const HeatMixture *p, int j, double a, double s2)
{
  double distance = 0;
  qsort(y, (size_t)n, sizeof *y, ascending);
  for (int i = 0; i < n; i++) {
    double F = 0;
    for (int k = 0; k < p->K; k++) F += p->w[k]*.5*erfc((a*p->m[p->d*k+j]-y[i])/sqrt(2*(a*a*p->v[k]+s2)));
    distance = fmax(distance, fmax(fabs(F-i/(double)n), fabs((i+1)/(double)n-F)));
  }
  return distance*sqrt(n);
}

/* The covariance between coordinates sees whether a component is used for the whole point.
   Tolerance: Kolmogorov's distance at level 0.001, with a fixed seed; 5 standard errors of the covariance. */
Test(heat, sample)
{
  enum { n = 200000 };
  double a = .6, s2 = .1, *x = malloc(2*n*sizeof *x), *y = malloc(n*sizeof *y), cov = 0, mean[2] = {0}, want = 0;
  cr_assert(x != NULL && y != NULL);
  heat_mixture_sample(x, &plane, a, s2, n, 7, 3, 0);
  for (int k = 0; k < 3; k++) want += w2[k]*a*a*m2[2*k]*m2[2*k+1], mean[0] += w2[k]*a*m2[2*k], mean[1] += w2[k]*a*m2[2*k+1];
  want -= mean[0]*mean[1];
  for (int i = 0; i < n; i++) cov += (x[2*i]-mean[0])*(x[2*i+1]-mean[1])/n;
  near(cov, want, 5*.7/sqrt(n));
  for (int j = 0; j < 2; j++) {
    for (int i = 0; i < n; i++) y[i] = x[2*i+j];
    double distance = kolmogorov(n, y, &plane, j, a, s2);
    cr_assert(distance < 1.95, "coordinate %d: %g", j, distance);
  }
  free(x); free(y);
}

/* Samples of the data, each with noise of its own added, have the distribution function of the mixture whose variances are larger by the
   variance of the noise.  Tolerance: Kolmogorov's distance at level 0.001, with a fixed seed. */
Test(heat, noise)
{
  enum { n = 100000 };
  static double x[n], z[n];
  static const double one = 1, zero = 0;
  const HeatMixture normal = {1, 1, &one, &zero, &one};
  for (int c = 0; c < 3; c++) {
    double s2 = (double[]){.01, .2, 3}[c], distance;
    heat_mixture_sample(x, &three, 1, 0, n, 11, 2, 0);
    heat_mixture_sample(z, &normal, 1, 0, n, 11, 5, 0);
    for (int i = 0; i < n; i++) x[i] += sqrt(s2)*z[i];
    distance = kolmogorov(n, x, &three, 0, 1, s2);
    cr_assert(distance < 1.95, "noise %g: %g", s2, distance);
  }
}

/* Points 0..999 in one call or in five; another stream differs.  Tolerance: none, equality to the bit. */
Test(heat, pieces)
{
  enum { n = 1000 };
  static double x[2*n], y[2*n];
  static const int cut[6] = {0, 1, 65, 300, 301, n};
  heat_mixture_sample(x, &plane, 1, 0, n, 7, 3, 0);
  for (int c = 0; c < 5; c++) heat_mixture_sample(y+2*cut[c], &plane, 1, 0, (size_t)(cut[c+1]-cut[c]), 7, 3, (uint64_t)cut[c]);
  for (int i = 0; i < 2*n; i++) cr_assert(x[i] == y[i], "point %d", i/2);
  heat_mixture_sample(y, &plane, 1, 0, n, 7, 4, 0);
  cr_assert(x[0] != y[0] && x[2*n-1] != y[2*n-1]);
}

/* ---- the kernel ------------------------------------------------------------------------------------------------------------ */
/* Mass, variance, self-similarity, product.  Trapezoidal sums with h = sigma/5 are exact to e^{-2 pi^2 25}.
   Tolerance: 1e-13, in the plane 1e-12, rounding of the sums; 1e-15 for single values. */
Test(heat, kernel)
{
  double s = .83, h = sqrt(s)/5, mass = 0, square = 0, plane_mass = 0;
  for (int i = -60; i <= 60; i++) {
    mass += h*heat_kernel(1, i*h*i*h, s);
    square += h*i*h*i*h*heat_kernel(1, i*h*i*h, s);
    for (int j = -60; j <= 60; j++) plane_mass += h*h*heat_kernel(2, (i*i+j*j)*h*h, s);
  }
  near(mass, 1, 1e-13);
  near(square, s, 1e-13);
  near(plane_mass, 1, 1e-12);
  for (double c = .25; c < 5; c *= 2) near(c*heat_kernel(1, c*c*.6*.6, c*c*s), heat_kernel(1, .6*.6, s), 1e-15);
  near(heat_kernel(3, .2*.2+.5*.5+1, s), heat_kernel(1, .04, s)*heat_kernel(1, .25, s)*heat_kernel(1, 1, s), 1e-15);
}

/* d Gamma/d t = D Laplacian, on the line and in the plane; with s = 2 D t that is d/ds = half the Laplacian.
   Tolerance: 1e-5, central differences with the step 1e-3, fourth derivatives up to 20. */
Test(heat, equation)
{
  double s = .4, e = 1e-3;
  for (int d = 1; d <= 2; d++)
    for (double x = -1; x <= 1; x += .25)
      for (double y = -1; y <= 1; y += .25) {
        double y2 = d == 2 ? y*y : 0, r2 = x*x+y2, rate = (heat_kernel(d, r2, s+e)-heat_kernel(d, r2, s-e))/(2*e);
        double laplacian = -2*d*heat_kernel(d, r2, s);
        for (int side = -1; side <= 1; side += 2) {
          laplacian += heat_kernel(d, (x+side*e)*(x+side*e)+y2, s);
          if (d == 2) laplacian += heat_kernel(d, x*x+(y+side*e)*(y+side*e), s);
        }
        near(rate, .5*laplacian/(e*e), 1e-5);
      }
}

/* Tolerance: 1e-14, rounding; the trapezoidal sum itself is exact to e^{-2 pi^2 25}. */
Test(heat, fourier)
{
  double s = .83, h = sqrt(s)/5;
  for (double k = 0; k < 8; k += .7) {
    double sum = 0;
    for (int i = -60; i <= 60; i++) sum += h*cos(k*i*h)*heat_kernel(1, i*h*i*h, s);
    near(sum, exp(-k*k*s/2), 1e-14);
  }
}

/* Tolerance: 1e-14, rounding; h is at most a fifth of the standard deviation under the integral. */
Test(heat, semigroup)
{
  double s = .5, t = 1.3, h = .1;
  for (double x = -4; x <= 4; x += .5) {
    double sum = 0;
    for (int i = -150; i <= 150; i++) sum += h*heat_kernel(1, (x-i*h)*(x-i*h), s)*heat_kernel(1, i*h*i*h, t);
    near(sum, heat_kernel(1, x*x, s+t), 1e-14);
  }
}

/* ---- the equation ------------------------------------------------------------------------------------------------------------ */
/* Integral of f(x, y) over a box, by panels of five Gauss points; side 0 or 1 fixes x or y at the value `at` instead: an integral along a side. */
static double gauss(double (*f)(double x, double y, int what, double s), int what, double s, int side, double at)
{
  static const double node[5] = {-.9061798459386640, -.5384693101056831, 0, .5384693101056831, .9061798459386640};
  static const double weight[5] = {.2369268850561891, .4786286704993665, .5688888888888889, .4786286704993665, .2369268850561891};
  static const double low[2] = {-.9, -.4}, size[2] = {1.8, 1.5}; /* the box */
  enum { panels = 24 };
  double sum = 0;
  for (int i = 0; i < 5*panels; i++) {
    double h0 = size[0]/panels, h1 = size[1]/panels, x = low[0]+h0*(i/5+.5+.5*node[i%5]), y = low[1]+h1*(i/5+.5+.5*node[i%5]);
    if (side == 0) { sum += .5*h1*weight[i%5]*f(at, y, what, s); continue; }
    if (side == 1) { sum += .5*h0*weight[i%5]*f(x, at, what, s); continue; }
    for (int j = 0; j < 5*panels; j++)
      sum += .25*h0*h1*weight[i%5]*weight[j%5]*f(x, low[1]+h1*(j/5+.5+.5*node[j%5]), what, s);
  }
  return sum;
}
/* 0: the density; 1, 2: the components of D grad u with D = 1 + 0.3 sin x + 0.2 y; 3: its divergence; 4, 5, 6: the same with D = 1 */
static double field(double x, double y, int what, double s)
{
  double at[2] = {x, y}, u, g[2], l, D = what < 4 ? 1+.3*sin(x)+.2*y : 1;
  heat_mixture_density(&u, &plane, 1, s, 1, at);
  if (what == 0) return u;
  heat_mixture_score(g, &plane, 1, s, 1, at);
  if (what == 1 || what == 2 || what == 4 || what == 5) return D*u*g[(what-1)%3];
  heat_mixture_laplacian(&l, &plane, 1, s, 1, at);
  return what == 6 ? l : D*l+u*(.3*cos(x)*g[0]+.2*g[1]);
}

/* What leaves a box in the plane has crossed its sides: the integral of the divergence of D grad u against the flux, with D constant and not;
   and the rate of the mass against the flux.  Tolerance: 1e-11, quadrature; 1e-6 for the rate, a central difference with the step 1e-4. */
Test(heat, flux)
{
  for (double s = .1; s < 1; s *= 2) {
    double out = 0;
    for (int c = 0; c < 2; c++) {
      int w = 1+3*c;
      out = gauss(field, w, s, 0, .9)-gauss(field, w, s, 0, -.9)+gauss(field, w+1, s, 1, 1.1)-gauss(field, w+1, s, 1, -.4);
      near(gauss(field, w+2, s, 2, 0), out, 1e-11);
    }
    near((gauss(field, 0, s+1e-4, 2, 0)-gauss(field, 0, s-1e-4, 2, 0))/2e-4, .5*out, 1e-6); /* s = 2 D t */
  }
}

/* Einstein's bound for two laws of the jump: normal jumps take a density to that of the mixture with more noise, jumps by a mesh or none are a
   step of the explicit scheme.  Tolerance: none, the bound itself; the worst point reaches half of it. */
Test(heat, jumps)
{
  double D = .7, tau = 1e-4;
  for (int d = 1; d <= 2; d++) {
    const HeatMixture *p = d == 1 ? &three : &plane;
    double F = 0, M = 4*D*D*(d*d+2*d), worst = 0, bound;
    for (int k = 0; k < 3; k++) F += 3*p->w[k]/(p->v[k]*p->v[k]*pow(2*PI*p->v[k], .5*d)); /* fourth derivatives are largest at the centres */
    for (double x = -3; x <= 3; x += .05)
      for (double y = -2; y <= 2; y += .05) {
        double at[2] = {x, y}, before, after, l;
        heat_mixture_density(&before, p, 1, 0, 1, at);
        heat_mixture_density(&after, p, 1, 2*D*tau, 1, at);
        heat_mixture_laplacian(&l, p, 1, 0, 1, at);
        worst = fmax(worst, fabs((after-before)/tau-D*l));
      }
    bound = M*F*tau/24;
    cr_assert(worst <= bound && worst >= .5*bound, "d=%d: %g, bound %g", d, worst, bound);
  }
  enum { J = 64 };
  double u[J], v[J], h = 2*PI/J;
  for (int c = 0; c < 3; c++)
    for (int k = 1; k < 5; k++) {
      double lambda = (double[]){.1, .3, .5}[c], step = lambda*h*h/D, bound = 2*lambda*h*h*h*h*k*k*k*k/(24*step), worst = 0;
      for (int j = 0; j < J; j++) u[j] = cos(k*j*h);
      heat_ftcs_step(v, u, J, lambda);
      for (int j = 0; j < J; j++) worst = fmax(worst, fabs((v[j]-u[j])/step+D*k*k*cos(k*j*h)));
      cr_assert(worst <= bound && worst >= .5*bound, "lambda=%g, k=%d: %g, bound %g", lambda, k, worst, bound);
    }
}

/* A tent convolved with the kernel, by the trapezoidal rule with Richardson's correction, against its closed form; positive also far away;
   back to the tent as t and x-x0 go to 0, at the distance sqrt(2 D t) at most; and point masses back to what they weigh.
   Tolerance: 1e-8, the error h^4 of the rule; for the limits the bounds that Taylor's formula gives. */
static double tent(double x, double h, double s) /* the integral over the tent by the trapezoidal rule */
{
  double sum = 0;
  for (int i = (int)lround(-1/h); i*h <= 1+h/2; i++) sum += h*(1-fabs(i*h))*heat_kernel(1, (x-i*h)*(x-i*h), s);
  return sum;
}
static double second(double x, double s) /* its second derivative is the density of N(0, s) */
{
  return x*.5*erfc(-x/sqrt(2*s))+sqrt(s/(2*PI))*exp(-x*x/(2*s));
}
Test(heat, initial)
{
  for (double s = 1; s > 1e-3; s /= 4)
    for (double x = -4; x <= 4; x += .125) {
      double h = sqrt(s)/32, u;
      h = 1/ceil(1/h);
      u = (4*tent(x, h/2, s)-tent(x, h, s))/3;
      near(u, second(x+1, s)-2*second(x, s)+second(x-1, s), 1e-8);
      if (x*x < 1000*s) cr_assert(tent(x, h, s) > 0, "not positive at %g", x); /* beyond, the kernel underflows */
      near(u, fmax(0, 1-fabs(x+.5*sqrt(s))), 1.5*sqrt(s)); /* E|Z| < 1 */
    }
  static const double none[3] = {0};
  const HeatMixture masses = {3, 1, w3, m3, none};
  for (double s = 1e-1; s > 1e-4; s /= 10) {
    double sum = 0, want = 0, h = sqrt(s)/5;
    for (int k = 0; k < 3; k++) want += w3[k]*cos(3*m3[k]);
    for (int i = (int)floor(-5/h); i*h < 6; i++) {
      double x = i*h, p;
      heat_mixture_density(&p, &masses, 1, s, 1, &x);
      sum += h*p*cos(3*x);
    }
    near(sum, want, 4.5*s); /* half of the largest second derivative */
  }
}

/* ---- the explicit scheme ----------------------------------------------------------------------------------------------------- */
/* One step multiplies every wave on the circle by 1 - 4 lambda sin^2, below and above the limit.
   Tolerance: 1e-12, rounding of cosines whose arguments reach 200. */
Test(heat, waves)
{
  enum { J = 64 };
  static const double lambda[3] = {.3, .5, .8};
  for (int c = 0; c < 3; c++)
    for (int k = 0; k <= J/2; k++) {
      double u[J], v[J], theta = 2*PI*k/J, g = 1-4*lambda[c]*sin(theta/2)*sin(theta/2);
      for (int j = 0; j < J; j++) u[j] = cos(theta*j+.4);
      heat_ftcs_step(v, u, J, lambda[c]);
      for (int j = 0; j < J; j++) near(v[j], g*u[j], 1e-12);
    }
}

/* At the limit, random data: no value leaves the range of the step before.  Tolerance: 1e-15, rounding. */
Test(heat, bounds)
{
  enum { J = 101 };
  double u[J], v[J];
  uint32_t r = 12345;
  for (int j = 0; j < J; j++) r = r*1664525u+1013904223u, u[j] = r/4294967296.0-.5;
  for (int n = 0; n < 50; n++) {
    double low = u[0], high = u[0];
    for (int j = 0; j < J; j++) low = fmin(low, u[j]), high = fmax(high, u[j]);
    heat_ftcs_step(v, u, J, .5);
    for (int j = 0; j < J; j++) {
      cr_assert(low-1e-15 <= v[j] && v[j] <= high+1e-15, "step %d: %g not in [%g,%g]", n, v[j], low, high);
      u[j] = v[j];
    }
  }
}

/* The sums of 1, x, x^2; an odd and an even number of steps; far from the ends, and mass also across them.
   Tolerance: 1e-13, 1e-12 and 1e-11 for the three sums, their rounding. */
Test(heat, keeps)
{
  enum { J = 200 };
  for (long steps = 0; steps <= 8; steps++) {
    double u[J] = {0}, v[J], m[3] = {0}, h = .1, lambda = .37;
    u[90] = 1, u[91] = 2, u[110] = .5;
    heat_ftcs(u, v, J, lambda, steps);
    for (int j = 0; j < J; j++) m[0] += u[j], m[1] += u[j]*j*h, m[2] += u[j]*j*h*j*h;
    near(m[0], 3.5, 1e-13);
    near(m[1], 9+2*9.1+.5*11, 1e-12);
    near(m[2], 81+2*9.1*9.1+.5*121+3.5*2*lambda*h*h*(double)steps, 1e-11);
    for (int j = 0; j < J; j++) u[j] = j == 0 || j == J-1;
    heat_ftcs(u, v, J, lambda, steps);
    m[0] = 0;
    for (int j = 0; j < J; j++) m[0] += u[j];
    near(m[0], 2, 1e-13);
  }
}

/* A mixture on two grids, and the leading term of the error.  The next term is of relative size h^2/V, about a per cent here.
   Tolerance: two per cent of the leading term, 0.02 for the order two and 0.05 for the order four. */
static double worst_error(int J, double lambda, double t, double *e)
{
  double h = 24.0/J, *x = malloc((size_t)J*sizeof *x), *u = malloc((size_t)J*sizeof *u), worst = 0;
  cr_assert(x != NULL && u != NULL);
  for (int j = 0; j < J; j++) x[j] = -12+j*h;
  heat_mixture_density(e, &three, 1, 0, (size_t)J, x);
  heat_ftcs(e, u, J, lambda, lround(t*.5/(lambda*h*h))); /* D = 1/2 */
  heat_mixture_density(u, &three, 1, t, (size_t)J, x);
  for (int j = 0; j < J; j++) e[j] -= u[j], worst = fmax(worst, fabs(e[j]));
  free(x); free(u);
  return worst;
}
Test(heat, order)
{
  enum { J = 768 };
  double e[2*J], coarse = worst_error(J, .4, .5, e), h = 24.0/J;
  for (int j = 0; j < J; j++) {
    double x = -12+j*h, fourth = 0;
    for (int k = 0; k < 3; k++) {
      double V = v3[k]+.5, z2 = (x-m3[k])*(x-m3[k])/V;
      fourth += w3[k]*exp(-z2/2)/sqrt(2*PI*V)*(z2*z2-6*z2+3)/(V*V);
    }
    near(e[j], -.5*(.4-1/6.0)*.5*h*h*.5*fourth, .02*coarse);
  }
  near(log2(coarse/worst_error(2*J, .4, .5, e)), 2, .02);
  coarse = worst_error(J, 1/6.0, .5, e);
  near(log2(coarse/worst_error(2*J, 1/6.0, .5, e)), 4, .05);
}

/* ---- the implicit schemes ---------------------------------------------------------------------------------------------------- */
static double noise(uint32_t *r) { return (*r = *r*1664525u+1013904223u)/4294967296.0-.5; }
static void implicit(double *u, int n, HeatBoundary boundary, double lambda, double alpha, long steps)
{
  HeatImplicit *s = heat_implicit_new(n, boundary, lambda, alpha);
  heat_implicit_steps(u, s, steps);
  heat_implicit_free(s);
}
static double factor(double lambda, double alpha, double theta)
{
  double xi = lambda*4*sin(theta/2)*sin(theta/2);
  return (1-(1-alpha)*xi)/(1+alpha*xi);
}

/* Each wave is multiplied by r(lambda sigma), for small and for large lambda.  Tolerance: 1e-12, rounding as for FTCS. */
Test(heat, factors)
{
  enum { J = 60 };
  for (int c = 0; c < 9; c++)
    for (int k = 0; k <= J/2; k++) {
      double u[J], theta = 2*PI*k/J, lambda = (double[]){.3, 4, 70}[c/3], alpha = (double[]){1, .5, .8}[c%3];
      for (int j = 0; j < J; j++) u[j] = cos(theta*j+.4);
      implicit(u, J, HEAT_CIRCLE, lambda, alpha, 3);
      double g = pow(factor(lambda, alpha, theta), 3);
      for (int j = 0; j < J; j++) near(u[j], g*cos(theta*j+.4), 1e-12);
    }
}

/* Between walls the same holds for the sines that vanish one node outside, and for the cosines that are even about the wall.
   Tolerance: 1e-12, rounding as for FTCS. */
Test(heat, walls)
{
  enum { n = 31 };
  for (int k = 1; k <= n; k++)
    for (int alpha = 1; alpha <= 2; alpha++) {
      double u[n], v[n], s = PI*k/(n+1), c = PI*(k-1)/n;
      for (int j = 0; j < n; j++) u[j] = sin(s*(j+1)), v[j] = cos(c*(j+.5));
      implicit(u, n, HEAT_ABSORBING, 5, .5*alpha, 2);
      implicit(v, n, HEAT_SEALED, 5, .5*alpha, 2);
      for (int j = 0; j < n; j++) {
        near(u[j], pow(factor(5, .5*alpha, s), 2)*sin(s*(j+1)), 1e-12);
        near(v[j], pow(factor(5, .5*alpha, c), 2)*cos(c*(j+.5)), 1e-12);
      }
    }
}

/* Random data stay between their bounds with backward Euler at lambda = 60, and with other alpha at the limit of lambda; just beyond it a point
   mass, alone on its circle, gets a negative value.  Tolerance: 1e-15, rounding. */
Test(heat, principle)
{
  enum { J = 101 };
  double u[J];
  uint32_t r = 4711;
  for (int c = 0; c < 4; c++) {
    double alpha = (double[]){1, .5, .3, .8}[c], limit = c == 0 ? 60 : (2-alpha)/(4*(1-alpha)*(1-alpha));
    for (int j = 0; j < J; j++) u[j] = noise(&r);
    for (int n = 0; n < 20; n++) {
      double low = u[0], high = u[0];
      for (int j = 0; j < J; j++) low = fmin(low, u[j]), high = fmax(high, u[j]);
      implicit(u, J, HEAT_CIRCLE, limit, alpha, 1);
      for (int j = 0; j < J; j++) cr_assert(low-1e-15 <= u[j] && u[j] <= high+1e-15, "step %d: %g not in [%g,%g]", n, u[j], low, high);
    }
    for (int beyond = 0; beyond < 2 && c > 0; beyond++) {
      for (int j = 0; j < J; j++) u[j] = j == 50;
      implicit(u, J, HEAT_CIRCLE, limit*(beyond ? 1.001 : .999), alpha, 1);
      cr_assert(beyond ? u[50] < -1e-6 : u[50] > 1e-6, "alpha=%g: %g", alpha, u[50]);
    }
  }
}

/* Mass on the circle and between sealed walls; mean and variance on a circle so long that its ends see nothing.
   Tolerance: 1e-13 of the sum of absolute values for the mass, then 1e-12, 1e-10 and 1e-9, rounding of the sums. */
Test(heat, balance)
{
  enum { J = 400 };
  double u[J], m[3] = {0};
  uint32_t r = 99;
  for (int c = 0; c < 4; c++) {
    double before = 0, after = 0, size = 0;
    for (int j = 0; j < J; j++) u[j] = noise(&r), before += u[j], size += fabs(u[j]);
    implicit(u, J, c%2 ? HEAT_SEALED : HEAT_CIRCLE, 30, c/2 ? .5 : 1, 9);
    for (int j = 0; j < J; j++) after += u[j];
    near(after, before, 1e-13*size);
  }
  for (int alpha = 1; alpha <= 2; alpha++) {
    double h = .1;
    for (int j = 0; j < J; j++) u[j] = 0;
    u[190] = 1, u[200] = 2;
    implicit(u, J, HEAT_CIRCLE, 2, .5*alpha, 4);
    for (int i = 0; i < 3; i++) m[i] = 0;
    for (int j = 0; j < J; j++) m[0] += u[j], m[1] += u[j]*j*h, m[2] += u[j]*j*h*j*h;
    near(m[0], 3, 1e-12);
    near(m[1], 19+2*20, 1e-10);
    near(m[2], 19*19+2*20*20+3*2*2*h*h*4, 1e-9);
  }
}

/* The bound on the error: two waves, several meshes and steps.  Where h and tau are small the bound is the leading term, with a wave
   that has its maximum on a node: the factor is e^{-Dk^2t}, close to one here.
   Tolerance: none, the bound itself; the error reaches 0.88 of it. */
Test(heat, bounded)
{
  double D = .7, t = .01, length = 2*PI;
  for (int c = 0; c < 12; c++) {
    int J = 32<<(c%3), alpha = 1+c/3%2;
    long n = 4<<(c/6*3);
    double u[128], h = length/J, tau = t/(double)n, bound = 0, worst = 0, a = .5*alpha;
    for (int j = 0; j < J; j++) u[j] = cos(3*j*h)+.3*cos(4*j*h);
    implicit(u, J, HEAT_CIRCLE, D*tau/(h*h), a, n);
    for (int j = 0; j < J; j++) worst = fmax(worst, fabs(u[j]-exp(-9*D*t)*cos(3*j*h)-.3*exp(-16*D*t)*cos(4*j*h)));
    for (int i = 0; i < 2; i++) {
      double k = 3+i, k4 = k*k*k*k;
      bound += (i ? .3 : 1)*t*(D*h*h*k4/12+(a-.5)*D*D*tau*k4+a/6*D*D*D*tau*tau*k4*k*k);
    }
    cr_assert(worst <= bound, "J=%d n=%ld alpha=%g: %g, bound %g", J, n, a, worst, bound);
    cr_assert(worst >= .88*bound, "J=%d n=%ld alpha=%g: %g, bound %g", J, n, a, worst, bound);
  }
}

/* ---- waves --------------------------------------------------------------------------------------------------------------------- */
static void spectral(double *u, int m, int n, double h, HeatBoundary boundary, double Dt)
{
  HeatSpectral *s = heat_spectral_new(m, n, h, boundary, Dt);
  heat_spectral_step(u, s);
  heat_spectral_free(s);
}
static double *aligned(size_t n)
{
  double *u = aligned_alloc(64, (n*sizeof *u+63)/64*64);
  cr_assert(u != NULL);
  return u;
}
static double mixture_error(int n, double from, double to) /* the mixture on a circle of length 24, D = 1/2 */
{
  double *x = aligned((size_t)n), *u = aligned((size_t)n), *v = aligned((size_t)n), worst = 0;
  for (int j = 0; j < n; j++) x[j] = -12+24.0*j/n;
  heat_mixture_density(u, &three, 1, from, (size_t)n, x);
  heat_mixture_density(v, &three, 1, to, (size_t)n, x);
  spectral(u, 1, n, 24.0/n, HEAT_CIRCLE, .5*(to-from));
  for (int j = 0; j < n; j++) worst = fmax(worst, fabs(u[j]-v[j]));
  free(x); free(u); free(v);
  return worst;
}

/* Smooth data on 128 nodes, one long step, and an odd number of nodes.  Tolerance: 1e-14, rounding. */
Test(heat, spectral)
{
  near(mixture_error(128, .2, .5), 0, 1e-14);
  near(mixture_error(128, .2, 1), 0, 1e-14);
  near(mixture_error(127, .2, .5), 0, 1e-14);
}

/* The bound by the waves that the grid does not have.  It counts signs as if they all added up.
   Tolerance: 1e-15, rounding; the error reaches a fifth of the bound. */
Test(heat, aliases)
{
  for (int n = 40; n <= 120; n += 20) {
    double bound = 0, got = mixture_error(n, 0, .1);
    for (int m = -400; m <= 400; m++) {
      if (2*abs(m) < n) continue;
      int alias = (m%n+n)%n;
      double k = 2*PI*m/24, l = 2*PI*(2*alias > n ? alias-n : alias)/24, re = 0, im = 0;
      for (int i = 0; i < 3; i++) re += w3[i]/24*exp(-v3[i]*k*k/2)*cos(k*m3[i]), im += w3[i]/24*exp(-v3[i]*k*k/2)*sin(k*m3[i]);
      bound += hypot(re, im)*(exp(-.05*l*l)-exp(-.05*k*k));
    }
    cr_assert(got <= bound+1e-15 && got >= .2*bound-1e-15, "n=%d: %g, bound %g", n, got, bound);
  }
}

/* A point between walls, by mirror images of alternating or equal sign: 12 of them are enough for variances
   below 0.2 on a line of length 1.  Tolerance: 1e-13, rounding and the images left out. */
static double image_sum(double x, double variance, int sign)
{
  double sum = 0;
  for (int i = -6; i <= 6; i++) {
    double a = x-.3-2*i, b = x+.3-2*i;
    sum += (exp(-a*a/(2*variance))+sign*exp(-b*b/(2*variance)))/sqrt(2*PI*variance);
  }
  return sum;
}
Test(heat, images)
{
  enum { n = 96 };
  double *u = aligned(n);
  for (int c = 0; c < 2; c++) {
    double h = c ? 1.0/n : 1.0/(n+1), shift = c ? .5 : 1;
    for (int j = 0; j < n; j++) u[j] = image_sum((j+shift)*h, .003, c ? 1 : -1);
    spectral(u, 1, n, h, c ? HEAT_SEALED : HEAT_ABSORBING, .05);
    for (int j = 0; j < n; j++) near(u[j], image_sum((j+shift)*h, .103, c ? 1 : -1), 1e-13);
  }
  free(u);
}

/* The plane, with different numbers of nodes in the two directions: the mixture of the table on a large rectangle, which all three
   boundaries are nine standard deviations away from.  The smallest variance is 0.26, so the spectrum ends at e^{-0.13 (pi/0.16)^2} = 1e-22.
   Tolerance: 1e-12, rounding of two-dimensional transforms. */
Test(heat, plane)
{
  enum { m = 120, n = 140 };
  double *u = aligned(m*n), *v = aligned(m*n), *x = aligned(2*m*n), h = .16;
  for (int i = 0; i < m*n; i++) x[2*i] = (i%n-n/2)*h, x[2*i+1] = (i/n-m/2)*h;
  heat_mixture_density(v, &plane, 1, .6, m*n, x);
  for (int c = 0; c < 3; c++) {
    heat_mixture_density(u, &plane, 1, .2, m*n, x);
    spectral(u, m, n, h, (HeatBoundary)c, .2);
    for (int i = 0; i < m*n; i++) near(u[i], v[i], 1e-12);
  }
  free(u); free(v); free(x);
}

/* A square wave of height B has the slope of the bound B/sqrt(pi D t) at its jump, exactly on a grid that sees no waves beyond, and nowhere more.
   Tolerance: 1e-12 relative, rounding. */
Test(heat, smoothing)
{
  enum { n = 512 };
  double *u = aligned(n), h = 1.0/n, Dt = 2e-4, B = 1.7, bound = B/sqrt(PI*Dt), steepest = 0;
  for (int j = 0; j < n; j++) u[j] = j < n/2 ? -B : B;
  spectral(u, 1, n, h, HEAT_CIRCLE, Dt);
  for (int j = 0; j < n; j++) steepest = fmax(steepest, fabs(u[(j+1)%n]-u[j])/h);
  near(steepest, bound, 1e-12*bound);
  free(u);
}

/* Between sealed walls the range of a sum of eight cosines shrinks with time.  Between two nodes a value exceeds both by less than h^2/8 of
   the largest second derivative.  Tolerance: that bound, and 1e-14 for rounding. */
Test(heat, range)
{
  enum { n = 256 };
  double *f = aligned(n), *u = aligned(n);
  uint32_t r = 23;
  for (int c = 0; c < 5; c++) {
    double low = INFINITY, high = -INFINITY, slack = 1e-14, b[8];
    for (int k = 0; k < 8; k++) b[k] = noise(&r), slack += fabs(b[k])*pow(PI*(k+1)/n, 2)/8;
    for (int j = 0; j < n; j++) {
      f[j] = 3;
      for (int k = 0; k < 8; k++) f[j] += b[k]*cos(PI*(k+1)*(j+.5)/n);
      low = fmin(low, f[j]), high = fmax(high, f[j]);
    }
    for (double Dt = 1; Dt < 1e5; Dt *= 3) {
      double least = INFINITY, most = -INFINITY;
      for (int j = 0; j < n; j++) u[j] = f[j];
      spectral(u, 1, n, 1, HEAT_SEALED, Dt);
      for (int j = 0; j < n; j++) least = fmin(least, u[j]), most = fmax(most, u[j]);
      cr_assert(low-slack <= least && most <= high+slack, "[%g,%g] after [%g,%g]", least, most, low, high);
      low = least, high = most;
    }
    near(high-low, 0, 1e-3);
  }
  free(f); free(u);
}

/* Random data: two steps are one of twice the time; mass is kept, but for absorbing walls.  Tolerance: 1e-14, for the mass 1e-13, rounding. */
Test(heat, twice)
{
  enum { m = 12, n = 30 };
  double *u = aligned(m*n), *v = aligned(m*n);
  uint32_t r = 5;
  for (int c = 0; c < 6; c++) {
    int rows = c < 3 ? 1 : m;
    double before = 0, after = 0;
    for (int i = 0; i < rows*n; i++) u[i] = v[i] = noise(&r), before += u[i];
    HeatSpectral *s = heat_spectral_new(rows, n, .5, (HeatBoundary)(c%3), .06);
    heat_spectral_step(u, s), heat_spectral_step(u, s);
    heat_spectral_free(s);
    spectral(v, rows, n, .5, (HeatBoundary)(c%3), .12);
    for (int i = 0; i < rows*n; i++) after += u[i];
    for (int i = 0; i < rows*n; i++) near(u[i], v[i], 1e-14);
    if (c%3 != HEAT_ABSORBING) near(after, before, 1e-13);
  }
  free(u); free(v);
}

/* Backward after forward is the identity up to rounding times the largest factor, e^{9.9} here.  With a limit of 3 only waves with
   D t k^2 < ln 3 come back, and the others are gone.  And the inequality between the root mean squares.
   Tolerance: 1e-11, that factor times rounding; 1e-12 with the limit. */
Test(heat, backward)
{
  enum { n = 64 };
  double *u = aligned(n), *v = aligned(n), *w = aligned(n);
  uint32_t r = 17;
  for (int c = 0; c < 3; c++) {
    double a = 0, b = 0, mid = 0, k = c == HEAT_CIRCLE ? 2*PI*20/n : c == HEAT_ABSORBING ? PI*40/(n+1) : PI*40/n;
    for (int j = 0; j < n; j++) u[j] = v[j] = w[j] = noise(&r);
    spectral(v, 1, n, 1, (HeatBoundary)c, 1);
    spectral(w, 1, n, 1, (HeatBoundary)c, .3);
    for (int j = 0; j < n; j++) a += u[j]*u[j], b += v[j]*v[j], mid += w[j]*w[j];
    cr_assert(mid <= pow(a, .7)*pow(b, .3)*(1+1e-12), "%g > %g", mid, pow(a, .7)*pow(b, .3));
    spectral(v, 1, n, 1, (HeatBoundary)c, -1);
    for (int j = 0; j < n; j++) near(v[j], u[j], 1e-11);
    for (int j = 0; j < n; j++) {
      double x = c == HEAT_CIRCLE ? j : c == HEAT_ABSORBING ? j+1 : j+.5;
      u[j] = c == HEAT_ABSORBING ? sin(k*x/4)+sin(k*x) : cos(k*x/4)+cos(k*x);
      v[j] = (c == HEAT_ABSORBING ? sin(k*x/4) : cos(k*x/4))*exp(k*k/16);
    }
    HeatSpectral *s = heat_spectral_new(1, n, 1, (HeatBoundary)c, -1);
    heat_spectral_limit(s, 3);
    heat_spectral_step(u, s);
    heat_spectral_free(s);
    for (int j = 0; j < n; j++) near(u[j], v[j], 1e-12);
  }
  free(u); free(v); free(w);
}
