/* Tests of the chapter on denoising diffusion probabilistic models.  The data are Gaussian mixtures on the line, written out again here,
   so that conditional laws are integrals that a trapezoidal sum does to rounding; random statements have fixed seeds and 4.5 standard errors. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include "ddpm.h"
#include "near.h"
#include "oracle.h"

static const double PI = 3.14159265358979323846;
#define close_to(got, want, relative) near(got, want, (relative)*fabs((double)(want)))

static double bell(double x, double m, double v) { return exp(-(x-m)*(x-m)/(2*v))/sqrt(2*PI*v); }

/* the mixture under signal^2 a2 and noise s2: density, score and slope of the score */
static double W[2] = {.6, .4}, M[2] = {-.7, 1.1}, V[2] = {.04, .09};
static double density(double x, double a2, double s2, double *score, double *slope)
{
  double p = 0, d1 = 0, d2 = 0;
  for (int i = 0; i < 2; i++) {
    double v = a2*V[i]+s2, e = x-sqrt(a2)*M[i], f = W[i]*bell(x, sqrt(a2)*M[i], v);
    p += f, d1 -= f*e/v, d2 += f*(e*e/(v*v)-1/v);
  }
  if (score != NULL) *score = d1/p;
  if (slope != NULL) *slope = d2/p-d1/p*(d1/p);
  return p;
}
static double fisher(double a2, double s2) /* trapezoidal sum; the narrowest component has a standard deviation of 0.2 = 8 nodes */
{
  double sum = 0, s;
  for (int i = -400; i <= 400; i++) { double p = density(.025*i, a2, s2, &s, NULL); sum += p > 1e-300 ? .025*p*s*s : 0; }
  return sum;
}
static double entropy(double a2, double s2)
{
  double sum = 0;
  for (int i = -400; i <= 400; i++) { double p = density(.025*i, a2, s2, NULL, NULL); sum -= p > 1e-300 ? .025*p*log(p) : 0; }
  return sum;
}
static DdpmSchedule *vp(int N, double b0, double b1) /* the chain embedded in a VP process */
{
  SdeProcess p = sde_vp(b0, b1);
  double *t = malloc(((size_t)N+1)*sizeof *t);
  for (int k = 0; k <= N; k++) t[k] = (double)k/N;
  DdpmSchedule *q = ddpm_from_process(N, &p, t);
  free(t);
  return q;
}

/* ---- the forward chain -------------------------------------------------------------------------------------------------------- */
/* The published arrays, formed in double by cumulative products and by 1-abar.  They are good to 1e-12 where nothing cancels; where the
   file subtracts from 1, its own rounding is allowed for as well.
   Tolerance: 1e-12 relative, and 3e-16 absolute where the file subtracts from 1. */
Test(ddpm, constants)
{
  FILE *f = oracle_open("idiff_constants");
  DdpmSchedule *q[5] = {NULL, ddpm_linear(1000, 1e-4, .02), ddpm_cosine(1000, .008, .999), ddpm_linear(50, 1e-4, .02), ddpm_cosine(50, .008, .999)};
  double r[11];
  int rows = 0;
  while (oracle_row(f, 11, r) == 11) {
    const DdpmSchedule *s = q[(int)r[0]];
    int k = (int)r[1]+1;
    double slip = 1e-12+3e-16/s->noise[k-1 > 0 ? k-1 : 1], cosine = (int)r[0]%2 == 0 ? 3e-16 : 0;
    DdpmPosterior p = ddpm_posterior(s, k-1, k);
    near(s->beta[k], r[2], 1e-12*r[2]+cosine);
    close_to(s->alpha_bar[k], r[3], 1e-12);
    near(p.variance, r[4], slip*r[4]+cosine);
    near(ddpm_interpolated(s, k, 0), exp(r[5]), (slip+1e-12)*exp(r[5])+cosine);
    near(p.x0, r[6], slip*r[6]+cosine/s->noise[k]);
    near(p.xk, r[7], slip*r[7]+cosine/s->noise[k]);
    close_to(1/sqrt(s->alpha_bar[k]), r[8], 1e-12);
    close_to(sqrt(s->noise[k]/s->alpha_bar[k]), r[9], slip);
    near(log(s->noise[k]), r[10], slip);
    rows++;
  }
  fclose(f);
  cr_assert(rows == 34, "%d rows", rows);
  close_to(q[1]->alpha_bar[100], .897018, 1e-6);
  close_to(q[1]->alpha_bar[300], .396420, 2e-6);
  for (int i = 1; i < 5; i++) ddpm_free(q[i]);
}

/* Quadratic: roots equally spaced, ends as given times 1000/N. Tolerance: 1e-14 relative at the ends, 1e-15 on second differences. */
Test(ddpm, quadratic)
{
  DdpmSchedule *q = ddpm_quadratic(100, 1e-4, .01);
  close_to(q->beta[1], 1e-3, 1e-14);
  close_to(q->beta[100], .1, 1e-14);
  for (int k = 2; k < 100; k++) near(sqrt(q->beta[k+1])-2*sqrt(q->beta[k])+sqrt(q->beta[k-1]), 0, 1e-15);
  ddpm_free(q);
}

/* Noise levels of another origin, and the levels of the chains made of them.
   Tolerance: 2e-13 relative, the rounding of the table; 1e-12 and 1e-11 after the chain. */
Test(ddpm, levels)
{
  FILE *f = oracle_open("kdiff_sigmas");
  double want[5][16], r[4], got[15], times[16] = {0};
  while (oracle_row(f, 4, r) == 4) want[(int)r[0]][(int)r[1]] = r[3];
  fclose(f);
  for (int kind = 1; kind <= 4; kind++) {
    DdpmSchedule *q;
    if (kind == 1) ddpm_levels_karras(got, 15, .02, 80, 7);
    else ddpm_levels_exponential(got, 15, .02, 80, kind == 2 ? 1 : 1.5);
    if (kind == 4) {
      SdeProcess p = sde_vp(.1, 20);
      for (int i = 1; i <= 15; i++) times[i] = 1e-3+(1-1e-3)*(i-1)/14;
      q = ddpm_from_process(15, &p, times);
    } else q = ddpm_from_levels(15, got);
    for (int i = 0; i < 15; i++) {
      if (kind < 4) close_to(got[i], want[kind][14-i], 2e-13);
      close_to(sqrt(q->noise[i+1]/q->alpha_bar[i+1]), want[kind][14-i], kind < 4 ? 1e-12 : 1e-11);
    }
    ddpm_free(q);
  }
}

/* A chain embedded in a process is the process at its times: abar = alpha^2/(alpha^2+sigma^2).
   Tolerance: 1e-13 relative, the rounding of fifty factors. */
Test(ddpm, embedded)
{
  SdeProcess p[5] = {sde_vp(.1, 20), sde_cosine(.008), sde_subvp(.1, 20), sde_ve(.01, 50), sde_ou(.7, 1.3, 1)};
  double t[51];
  for (int i = 0; i < 5; i++) {
    for (int k = 0; k <= 50; k++) t[k] = .99*k*k/2500.0;
    DdpmSchedule *q = ddpm_from_process(50, p+i, t);
    for (int k = 1; k <= 50; k++) {
      double a = sde_alpha(p+i, t[k]), s = sde_sigma(p+i, t[k]);
      close_to(q->alpha_bar[k], a*a/(a*a+s*s), 1e-13);
      close_to(q->noise[k], s*s/(a*a+s*s), 1e-13);
    }
    ddpm_free(q);
  }
}

/* 1-abar of tiny steps against long double -expm1(sum log1p(-beta)), where 1-abar by subtraction keeps 4 digits.
   Tolerance: 1e-14 relative times the number of steps. */
Test(ddpm, small)
{
  double beta[300];
  long double sum = 0;
  for (int k = 0; k < 300; k++) beta[k] = 1e-12*(1+k%7);
  DdpmSchedule *q = ddpm_new(300, beta);
  for (int k = 1; k <= 300; k++) {
    sum += log1pl(-(long double)beta[k-1]);
    close_to(q->noise[k], (double)-expm1l(sum), 1e-14*k);
    if (k > 1) close_to(ddpm_beta(q, 1, k), (double)-expm1l(sum-log1pl(-(long double)beta[0])), 1e-14*k);
  }
  ddpm_free(q);
}

/* A thinned chain has the marginals of the full one, and remembers where its steps come from; thinning twice is thinning once.
   Tolerance: 1e-13 relative; 1e-11 for the effective beta, which is here formed by subtraction. */
Test(ddpm, skip)
{
  DdpmSchedule *q = ddpm_linear(1000, 1e-4, .02);
  int kept[100], again[4] = {3, 20, 50, 100};
  for (int i = 0; i < 100; i++) kept[i] = 10*(i+1);
  DdpmSchedule *thin = ddpm_skip(q, 100, kept), *twice = ddpm_skip(thin, 4, again);
  for (int i = 1; i <= 100; i++) {
    cr_assert(thin->step[i] == 10*i);
    close_to(thin->alpha_bar[i], q->alpha_bar[10*i], 1e-13);
    close_to(thin->noise[i], q->noise[10*i], 1e-13);
    close_to(thin->beta[i], 1-q->alpha_bar[10*i]/q->alpha_bar[10*i-10], 1e-11);
  }
  cr_assert(twice->step[1] == 30 && twice->step[4] == 1000);
  close_to(twice->beta[2], ddpm_beta(q, 30, 200), 1e-13);
  ddpm_free(q), ddpm_free(thin), ddpm_free(twice);
}

/* Mean and variance of X_k from X_j in one jump and in single steps. Tolerance: 4.5 standard errors of 40000 points. */
Test(ddpm, forward)
{
  enum { n = 40000 };
  static double x[2][n], z[n];
  DdpmSchedule *q = ddpm_linear(50, 1e-4, .02);
  for (int i = 0; i < n; i++) x[0][i] = x[1][i] = 1.5, z[i] = own_normal();
  ddpm_forward(x[0], n, q, 5, 20, z);
  for (int k = 5; k < 20; k++) {
    for (int i = 0; i < n; i++) z[i] = own_normal();
    ddpm_forward(x[1], n, q, k, k+1, z);
  }
  double a = sqrt(q->alpha_bar[20]/q->alpha_bar[5]), v = 1-a*a;
  for (int s = 0; s < 2; s++) {
    double m = 0, w = 0;
    for (int i = 0; i < n; i++) m += x[s][i]/n, w += (x[s][i]-1.5*a)*(x[s][i]-1.5*a)/n;
    near(m, 1.5*a, 4.5*sqrt(v/n));
    near(w, v, 4.5*v*sqrt(2.0/n));
  }
  ddpm_free(q);
}

/* First order towards the VP process with beta(t) = 1+2t: the constant of ln abar, where beta(1)-beta(0) = 2 and int beta^2 = 13/3; and on
   one Brownian path the mean square distance of chain and process, by the recursion of their second moments, halves with h.
   Tolerance: 1 per cent of the constant and 0.01 on the order, ten times the next term at h = 1/1000. */
static double apart(int N, double *log_abar)
{
  double *beta = calloc((size_t)N, sizeof *beta), h = 1.0/N, xx = 1, xy = 1, yy = 1;
  for (int k = 0; k < N; k++) beta[k] = h*(1+2*h*(k+1));
  DdpmSchedule *q = ddpm_new(N, beta);
  *log_abar = log(q->alpha_bar[N]);
  for (int k = 1; k <= N; k++) {
    double t = k*h, all = h*(1+2*t-h), a = exp(-all/2), cross = 0, one = 1, none = 0, factor = 1, noise = 0;
    for (int i = 0; i < 3; i++) { /* covariance of the two noises: int sqrt(beta(s)) exp(-1/2 int_s^t beta) ds / sqrt h, by Simpson's rule */
      double s = t-h+i*h/2, rest = (t-s)*(1+t+s);
      cross += (i == 1 ? 4 : 1)*sqrt(h)/6*sqrt(1+2*s)*exp(-rest/2);
    }
    ddpm_forward(&factor, 1, q, k-1, k, &none), ddpm_forward(&noise, 1, q, k-1, k, &one);
    xx = a*a*xx-expm1(-all), xy = a*factor*xy+cross*noise, yy = factor*factor*yy+noise*noise;
  }
  ddpm_free(q), free(beta);
  return sqrt(xx-2*xy+yy);
}
Test(ddpm, limit)
{
  double coarse, fine, e = apart(500, &coarse), f = apart(1000, &fine);
  close_to(fine+2, -.5e-3*(2+13/3.0), .01);
  near(log2(e/f), 1, .01);
}

/* ---- the way back --------------------------------------------------------------------------------------------------------------- */
/* Regression in the joint normal law of (X_j, X_k) given x_0, from the covariances alone, in long double.
   Tolerance: 1e-12 relative for the slope; 1e-11 where the regression subtracts. */
Test(ddpm, posterior)
{
  DdpmSchedule *q[2] = {ddpm_linear(1000, 1e-4, .02), ddpm_cosine(50, .008, .999)};
  static long double ab[1001];
  for (int i = 0; i < 2; i++) {
    ab[0] = 1;
    for (int k = 1; k <= q[i]->N; k++) ab[k] = ab[k-1]*(1-(long double)q[i]->beta[k]);
    for (int j = 1; j < q[i]->N; j += 1+j/3)
      for (int k = j+1; k <= q[i]->N; k += 1+k/4) {
        long double aj = ab[j], ak = ab[k], vj = 1-aj, vk = 1-ak;
        long double cov = sqrtl(ak/aj)*vj, slope = cov/vk;
        DdpmPosterior p = ddpm_posterior(q[i], j, k);
        close_to(p.xk, (double)slope, 1e-12);
        close_to(p.x0, (double)(sqrtl(aj)-slope*sqrtl(ak)), 1e-11);
        close_to(p.variance, (double)(vj-slope*cov), 1e-11);
      }
  }
  DdpmPosterior p = ddpm_posterior(q[0], 0, 7);
  near(p.x0, 1, 1e-15); near(p.xk, 0, 0); near(p.variance, 0, 0);
  ddpm_free(q[0]), ddpm_free(q[1]);
}

/* Mean and variance of X_j given X_k = x by integration over x_j, also for j = 0; the step with the exact noise has that mean.
   Tolerance: 1e-10 for the mean, 1e-9 for the variance, the errors of the sums. */
static void conditional(double *mean, double *variance, const DdpmSchedule *q, int j, int k, double x)
{
  double b = 1-q->alpha_bar[k]/q->alpha_bar[j], s[3] = {0}, h = fmin(.025, .2*sqrt(b)), c = x/sqrt(1-b), r = 12*sqrt(b/(1-b));
  for (double y = c-r; y < c+r; y += h) {
    double f = density(y, q->alpha_bar[j], q->noise[j], NULL, NULL)*bell(x, sqrt(1-b)*y, b);
    s[0] += f, s[1] += f*y, s[2] += f*y*y;
  }
  *mean = s[1]/s[0], *variance = s[2]/s[0]-*mean**mean;
}
Test(ddpm, reverse)
{
  DdpmSchedule *full = ddpm_linear(100, 1e-4, .02);
  int kept[3] = {5, 20, 50};
  DdpmSchedule *q = ddpm_skip(full, 3, kept);
  for (int k = 1; k <= 3; k++)
    for (double x = -2; x < 2.1; x += .5) {
      double s, slope, m, v, y = x, eps, b = q->beta[k];
      density(x, q->alpha_bar[k], q->noise[k], &s, &slope);
      conditional(&m, &v, q, k-1, k, x);
      eps = -sqrt(q->noise[k])*s;
      ddpm_step(&y, 1, q, k, &eps, 0, NULL);
      near(y, m, 1e-10);
      near(b/(1-b)*(1+b*slope), v, 1e-9);
      double z = .7, noisy = x; /* with noise: the same and sqrt(v) z */
      ddpm_step(&noisy, 1, q, k, &eps, .3, &z);
      near(noisy, y+sqrt(.3)*.7, 1e-14);
    }
  ddpm_free(q), ddpm_free(full);
}

/* beta* is the mean over X_k of the conditional variance; it is beta for N(0,1), btilde for a point, and strictly between otherwise.
   Tolerance: 1e-8 for the double sum; 1e-14 and 1e-12 relative at the two ends. */
Test(ddpm, optimal)
{
  DdpmSchedule *q = ddpm_linear(60, 1e-4, .02);
  for (int k = 2; k <= 60; k += 7) {
    double a = q->alpha_bar[k], s2 = q->noise[k], mean = 0, m, v, I = fisher(a, s2);
    for (double x = -6; x < 6; x += .02) {
      conditional(&m, &v, q, k-1, k, x);
      mean += .02*density(x, a, s2, NULL, NULL)*v;
    }
    near(ddpm_optimal(q, k, I), mean, 1e-8);
    double tilde = ddpm_posterior(q, k-1, k).variance, star = ddpm_optimal(q, k, I);
    cr_assert(tilde < star && star < q->beta[k]);
    close_to(ddpm_optimal(q, k, 1), q->beta[k], 1e-14);
    close_to(ddpm_optimal(q, k, 1/s2), tilde, 1e-12);
  }
  ddpm_free(q);
}

/* Ends and geometric middle; the first step borrows from the second. Tolerance: 1e-14 relative, rounding. */
Test(ddpm, interpolated)
{
  DdpmSchedule *q = ddpm_linear(60, 1e-4, .02);
  for (int k = 2; k <= 60; k++) {
    double tilde = ddpm_posterior(q, k-1, k).variance;
    close_to(ddpm_interpolated(q, k, 1), q->beta[k], 1e-14);
    close_to(ddpm_interpolated(q, k, 0), tilde, 1e-14);
    close_to(ddpm_interpolated(q, k, .5), sqrt(tilde*q->beta[k]), 1e-14);
  }
  close_to(ddpm_interpolated(q, 1, 0), ddpm_posterior(q, 1, 2).variance, 1e-14);
  close_to(ddpm_interpolated(q, 1, 1), q->beta[1], 1e-14);
  ddpm_free(q);
}

/* Ancestral sampling of N(0,w) in the plane with the exact noise: sigma x/w_k.  Variance by the recursion of the theorem, written out.
   Tolerance: 4.5 standard errors of 40000 coordinates; none between many points and few. */
typedef struct { const DdpmSchedule *q; double w; } Normal;
static void normal_noise(double *eps, size_t n, const double *x, int k, const void *data)
{
  const Normal *g = data;
  double s2 = g->q->noise[k], w = g->q->alpha_bar[k]*g->w+s2;
  for (size_t i = 0; i < 2*n; i++) eps[i] = sqrt(s2)*x[i]/w;
}
Test(ddpm, ancestral)
{
  enum { n = 20000 };
  static double x[2*n], y[8];
  DdpmSchedule *full = ddpm_linear(1000, 1e-4, .02);
  int kept[20];
  for (int i = 0; i < 20; i++) kept[i] = 50*(i+1);
  DdpmSchedule *q = ddpm_skip(full, 20, kept);
  for (int kind = 0; kind < 3; kind++) {
    Normal g = {full, kind == 1 ? 1 : .25};
    double v[21], var = 1;
    for (int k = 20; k >= 1; k--) {
      double a = full->alpha_bar[50*k]/full->alpha_bar[50*k-50], b = 1-a, w = full->alpha_bar[50*k]*g.w+1-full->alpha_bar[50*k];
      v[k] = kind == 2 ? ddpm_optimal(q, k, 1/w) : b;
      var = (1-b/w)*(1-b/w)/a*var+(kind == 2 ? b/a*(1-b/w) : b);
    }
    for (int i = 0; i < 2*n; i++) x[i] = own_normal();
    for (int i = 0; i < 8; i++) y[i] = x[i];
    ddpm_sample(x, n, 2, q, normal_noise, &g, v, 5, 100);
    ddpm_sample(y, 4, 2, q, normal_noise, &g, v, 5, 100);
    for (int i = 0; i < 8; i++) near(x[i], y[i], 0); /* a point does not depend on how many there are */
    double s = 0, sum = 0;
    for (int i = 0; i < 2*n; i++) s += x[i]*x[i]/(2*n), sum += x[i]/(2*n);
    near(s, var, 4.5*var*sqrt(1.0/n));
    near(sum, 0, 4.5*sqrt(var/(2*n)));
    if (kind > 0) close_to(var, g.w, 1e-4); /* beta is exact for N(0,1), beta* for every w, but for the start */
  }
  ddpm_free(q), ddpm_free(full);
}

/* Strong order on common increments, from N = 64 to 512 against 4096 steps: 1 with beta, 1/2 with btilde.  The mixture is a mild one: where
   modes are far apart, a few paths that choose the other one spoil the mean. Tolerance: 0.15 for a finite range of steps. */
static void run_down(double *x, int n, const DdpmSchedule *q, int tilde, const double *dB, int fine)
{
  for (int k = q->N; k >= 1; k--) {
    double v = tilde ? ddpm_posterior(q, k-1, k).variance : q->beta[k], eps, z;
    for (int i = 0; i < n; i++) {
      const double *d = dB+(size_t)i*(size_t)fine;
      z = 0;
      for (int f = (k-1)*fine/q->N; f < k*fine/q->N; f++) z += d[f];
      density(x[i], q->alpha_bar[k], q->noise[k], &eps, NULL);
      eps *= -sqrt(q->noise[k]), z *= sqrt(q->N/(double)fine);
      ddpm_step(x+i, 1, q, k, &eps, v, &z);
    }
  }
}
Test(ddpm, strong)
{
  enum { n = 300, fine = 4096 };
  static double dB[n*fine], start[n], want[n], x[n];
  double e[2][2] = {{0}};
  M[0] = -.5, M[1] = .7, V[0] = .16, V[1] = .25; /* each test is a process of its own */
  for (int i = 0; i < n*fine; i++) dB[i] = own_normal();
  for (int i = 0; i < n; i++) start[i] = want[i] = own_normal();
  DdpmSchedule *q = vp(fine, 4, 16);
  run_down(want, n, q, 0, dB, fine);
  ddpm_free(q);
  for (int tilde = 0; tilde < 2; tilde++)
    for (int l = 0; l < 2; l++) {
      q = vp(l ? 512 : 64, 4, 16);
      for (int i = 0; i < n; i++) x[i] = start[i];
      run_down(x, n, q, tilde, dB, fine);
      for (int i = 0; i < n; i++) e[tilde][l] += (x[i]-want[i])*(x[i]-want[i])/n;
      ddpm_free(q);
    }
  near(log2(e[0][0]/e[0][1])/6, 1.0, .15);
  near(log2(e[1][0]/e[1][1])/6, 0.5, .15);
}

/* ---- the bound --------------------------------------------------------------------------------------------------------------------- */
/* A step term is the relative entropy of two normal laws in R^d: here by a trapezoidal sum for d = 1, with a given wrong prediction.
   Tolerance: 1e-10 for the sum; 1e-12 for the density of the decoder; 1e-13 for the prior. */
Test(ddpm, term)
{
  DdpmSchedule *q = ddpm_linear(50, 1e-4, .02);
  double x0 = .8, eps = -.6, wrong = .3;
  for (int k = 2; k <= 50; k += 12) {
    double xk = sqrt(q->alpha_bar[k])*x0+sqrt(q->noise[k])*eps, m = xk, v = .7*q->beta[k], sum = 0;
    DdpmPosterior p = ddpm_posterior(q, k-1, k);
    double mean = p.x0*x0+p.xk*xk;
    ddpm_step(&m, 1, q, k, &wrong, 0, NULL);
    for (int i = -400; i <= 400; i++) {
      double y = mean+.03*i*sqrt(p.variance), f = bell(y, mean, p.variance);
      sum += .03*sqrt(p.variance)*f*(-(y-mean)*(y-mean)/(2*p.variance)+(y-m)*(y-m)/(2*v)+.5*log(v/p.variance));
    }
    near(ddpm_term(q, 1, k, v, (eps-wrong)*(eps-wrong)), sum, 1e-10);
    near(ddpm_term(q, 3, k, v, 0), 3*ddpm_term(q, 1, k, v, 0), 1e-13);
  }
  double x1 = sqrt(q->alpha_bar[1])*x0+sqrt(q->noise[1])*eps; /* the decoder is a density */
  ddpm_step(&x1, 1, q, 1, &wrong, 0, NULL);
  near(ddpm_term(q, 1, 1, .01, (eps-wrong)*(eps-wrong)), -log(bell(x0, x1, .01)), 1e-12);
  double a = q->alpha_bar[50], sum = 0;
  for (int i = -4000; i <= 4000; i++) {
    double y = .0025*i, f = bell(y, sqrt(a)*x0, 1-a);
    sum += .0025*f*log(f/bell(y, 0, 1));
  }
  near(ddpm_prior(q, 1, x0*x0), sum, 1e-13);
  ddpm_free(q);
}

/* The whole bound as one expectation: ln q(x_1..x_N | x_0) - ln p(x_0..x_N) along simulated chains, from densities, against the sum of
   the terms with E|eps-eps_theta|^2 = 1 - sigma^2 I. Tolerance: 4.5 standard errors of 20000 chains, about 0.05. */
Test(ddpm, bound)
{
  enum { n = 20000, N = 25 };
  DdpmSchedule *q = ddpm_linear(N, 1e-4, .01);
  double sum = 0, s1 = 0, s2 = 0, square = 0;
  for (int i = 0; i < 2; i++) square += W[i]*(M[i]*M[i]+V[i]);
  sum = ddpm_prior(q, 1, square);
  for (int k = 1; k <= N; k++) sum += ddpm_term(q, 1, k, q->beta[k], 1-q->noise[k]*fisher(q->alpha_bar[k], q->noise[k]));
  for (int i = 0; i < n; i++) {
    int c = own_uniform() > W[0];
    double x = M[c]+sqrt(V[c])*own_normal(), L = 0;
    for (int k = 1; k <= N; k++) {
      double b = q->beta[k], y = sqrt(1-b)*x+sqrt(b)*own_normal(), s, m;
      density(y, q->alpha_bar[k], q->noise[k], &s, NULL);
      m = (y+b*s)/sqrt(1-b);
      L += log(bell(y, sqrt(1-b)*x, b)/bell(x, m, b)), x = y;
    }
    L -= log(bell(x, 0, 1));
    s1 += L/n, s2 += L*L/n;
  }
  near(sum, s1, 4.5*sqrt((s2-s1*s1)/n));
  cr_assert(sum > entropy(1, 0));
  ddpm_free(q);
}

/* The bound at one point.  If the model's chain is the true one of N(0,1), eps_theta = sigma x and v = beta, it is equal to -ln p_theta, which is
   then the normal law's.  For the mixture it lies above, where p_theta is propagated from the noise down by trapezoidal sums.
   Tolerance: 1e-13 for equality; none for the inequality, whose margin is 1e-3 at least. */
Test(ddpm, pointwise)
{
  enum { N = 6, G = 801 };
  double beta[N] = {.05, .1, .2, .3, .4, .5}, x0[4] = {-1.4, -.3, .6, 2};
  static double p[2][G];
  DdpmSchedule *q = ddpm_new(N, beta);
  for (int i = 0; i < 4; i++) { /* E|eps - sigma (a x0 + sigma eps)|^2 = a^4 + sigma^2 a^2 x0^2 */
    double L = ddpm_prior(q, 1, x0[i]*x0[i]);
    for (int k = 1; k <= N; k++) {
      double a2 = q->alpha_bar[k];
      L += ddpm_term(q, 1, k, beta[k-1], a2*a2+(1-a2)*a2*x0[i]*x0[i]);
    }
    near(L, .5*x0[i]*x0[i]+.5*log(2*PI), 1e-13);
  }
  for (int g = 0; g < G; g++) p[0][g] = bell(.02*(g-G/2), 0, 1);
  for (int k = N; k >= 1; k--) {
    double b = beta[k-1], s, m[G];
    for (int g = 0; g < G; g++) {
      double y = .02*(g-G/2);
      density(y, q->alpha_bar[k], q->noise[k], &s, NULL), m[g] = (y+b*s)/sqrt(1-b);
    }
    for (int o = 0; o < (k == 1 ? 4 : G); o++) {
      double sum = 0, x = k == 1 ? x0[o] : .02*(o-G/2);
      for (int g = 0; g < G; g++) sum += .02*p[(N-k)%2][g]*bell(x, m[g], b);
      p[(N-k+1)%2][o] = sum;
    }
  }
  for (int i = 0; i < 4; i++) {
    double L = ddpm_prior(q, 1, x0[i]*x0[i]);
    for (int k = 1; k <= N; k++) {
      double square = 0, sigma = sqrt(q->noise[k]), s;
      for (int g = -400; g <= 400; g++) {
        double z = .02*g;
        density(sqrt(q->alpha_bar[k])*x0[i]+sigma*z, q->alpha_bar[k], q->noise[k], &s, NULL);
        square += .02*bell(z, 0, 1)*pow(z+sigma*s, 2);
      }
      L += ddpm_term(q, 1, k, beta[k-1], square);
    }
    cr_assert(L > -log(p[N%2][i])+1e-3, "%g is not above %g", L, -log(p[N%2][i]));
  }
  ddpm_free(q);
}

/* The loss of the bound is a sum of relative entropies between the true reverse step and the model's Gaussian, here each by a double
   integral over x_k and x_{k-1}; each is D_k and the price of the variance, by entropies.
   Tolerance: 1e-7, the error of the double sums. */
Test(ddpm, gap)
{
  enum { N = 6 };
  double beta[N] = {.05, .1, .2, .3, .4, .5}, square = 0, loss, L, last = 0;
  DdpmSchedule *q = ddpm_new(N, beta);
  for (int i = 0; i < 2; i++) square += W[i]*(M[i]*M[i]+V[i]);
  L = ddpm_prior(q, 1, square)-entropy(1, 0);
  for (int i = -400; i <= 400; i++) { double y = .025*i, p = density(y, q->alpha_bar[N], q->noise[N], NULL, NULL); last += .025*p*log(p/bell(y, 0, 1)); }
  loss = last;
  for (int k = 1; k <= N; k++) {
    double b = beta[k-1], I = fisher(q->alpha_bar[k], q->noise[k]), v = ddpm_optimal(q, k, I);
    double rho = k%2 ? v/beta[k-1] : 1, here = 0, D = .5*log(v/b)+entropy(q->alpha_bar[k], q->noise[k])-entropy(q->alpha_bar[k-1], q->noise[k-1]);
    if (k%2) v = beta[k-1];
    L += ddpm_term(q, 1, k, v, 1-q->noise[k]*I);
    for (double y = -6; y < 6; y += .04) {
      double s, p = density(y, q->alpha_bar[k], q->noise[k], &s, NULL), m = (y+b*s)/sqrt(1-b);
      for (double x = -6; x < 6; x += .02) {
        double f = density(x, q->alpha_bar[k-1], q->noise[k-1], NULL, NULL)*bell(y, sqrt(1-b)*x, b), g = bell(x, m, v);
        if (f > 1e-200 && g > 1e-200) here += .04*.02*f*log(f/p/g);
      }
    }
    near(here, D+.5*(rho-1-log(rho)), 1e-7);
    loss += here;
  }
  near(L, loss, 1e-7);
  ddpm_free(q);
}

/* N times the loss with beta* tends to (1/4) int beta^2 (E s'^2 - (E s')^2) dt along the VP process: a sum over 2000 times.
   And each D_k is (1/2) int I dn + (1/2) ln(1 - Delta I) in the clock, by Simpson's rule.
   Tolerance: 5 and 3 per cent at N = 2000, where the next term is of that size; 1e-8 for D_k, the error of the rule. */
Test(ddpm, rectangle)
{
  double lead = 0, loss[2];
  for (int t = 0; t < 2000; t++) {
    SdeProcess p = sde_vp(.1, 20);
    double time = (t+.5)/2000, a = sde_alpha(&p, time), g = sde_g(&p, time), s2 = sde_sigma(&p, time), m1 = 0, m2 = 0, slope;
    s2 *= s2;
    for (double x = -7; x < 7; x += .05) {
      double f = density(x, a*a, s2, NULL, &slope);
      if (f > 1e-200) m1 += .05*f*slope, m2 += .05*f*slope*slope;
    }
    lead += .25*g*g*g*g*(m2-m1*m1)/2000;
  }
  for (int l = 0; l < 2; l++) {
    DdpmSchedule *q = vp(l ? 2000 : 500, .1, 20);
    loss[l] = entropy(q->alpha_bar[q->N], q->noise[q->N])-entropy(1, 0);
    for (int k = 1; k <= q->N; k++) {
      double I = fisher(q->alpha_bar[k], q->noise[k]);
      loss[l] += .5*log(ddpm_optimal(q, k, I)/q->beta[k]);
    }
    ddpm_free(q);
  }
  double beta[4] = {.05, .1, .2, .3};
  DdpmSchedule *q = ddpm_new(4, beta);
  for (int k = 1; k <= 4; k++) {
    double n0 = q->noise[k-1]/q->alpha_bar[k-1], n1 = q->noise[k]/q->alpha_bar[k], sum = 0, I = fisher(q->alpha_bar[k], q->noise[k]);
    for (int i = 0; i <= 100; i++) sum += (i == 0 || i == 100 ? 1 : i%2 ? 4 : 2)*(n1-n0)/300*fisher(1, n0+i*(n1-n0)/100);
    near(.5*log(ddpm_optimal(q, k, I)/beta[k-1])+entropy(q->alpha_bar[k], q->noise[k])-entropy(q->alpha_bar[k-1], q->noise[k-1]),
      .5*sum+.5*log(1-(n1-n0)*fisher(1, n1)), 1e-8);
  }
  ddpm_free(q);
  near(log2(loss[0]/loss[1])/2, 1, .05);
  close_to(2000*loss[1], lead, .03);
}

/* Euler's constant: the sum of (1/2)(rho-1-ln rho) for v = btilde and the standard normal law, rho = beta/btilde, constant beta = 1e-6 and
   20000 steps. Tolerance: 3e-4; the tail beyond K steps is 1/(4K), and the data's own terms are O(N beta^2). */
Test(ddpm, euler)
{
  enum { N = 20000 };
  static double beta[N];
  double sum = 0;
  for (int k = 0; k < N; k++) beta[k] = 1e-6;
  DdpmSchedule *q = ddpm_new(N, beta);
  for (int k = 2; k <= N; k++) { /* -E ln p - (its least), by differences of the bound */
    double tilde = ddpm_posterior(q, k-1, k).variance, error = 1-q->noise[k];
    sum += ddpm_term(q, 1, k, tilde, error)-ddpm_term(q, 1, k, ddpm_optimal(q, k, 1), error);
  }
  near(sum, .5*.57721566490153286, 3e-4);
  ddpm_free(q);
}

/* The table: a wrong prediction in each form, converted from one to the other by the relations of the definition.
   Tolerance: 1e-9 relative where two predictions are subtracted, 1e-14 elsewhere. */
Test(ddpm, weights)
{
  DdpmSchedule *q = ddpm_linear(1000, 1e-4, .02);
  for (int k = 1; k <= 1000; k += 111) {
    double a = sqrt(q->alpha_bar[k]), s = sqrt(q->noise[k]), x = .3, eps[2] = {.5, -.2}, f[4][2];
    for (int i = 0; i < 2; i++) {
      f[SCORE_NOISE][i] = eps[i], f[SCORE_SCORE][i] = -eps[i]/s;
      f[SCORE_DATA][i] = (x-s*eps[i])/a, f[SCORE_V][i] = a*eps[i]-s*f[SCORE_DATA][i];
    }
    for (int kind = 0; kind < 4; kind++) {
      double d = f[kind][0]-f[kind][1];
      close_to(ddpm_form(q, (ScoreKind)kind, k)*d*d, .49, 1e-9);
    }
    close_to(ddpm_weight(q, DDPM_SIMPLE, k, 0), 1, 0);
    close_to(ddpm_weight(q, DDPM_SCORE, k, 0)*ddpm_form(q, SCORE_SCORE, k), 1, 1e-14);
    close_to(ddpm_weight(q, DDPM_DATA, k, 0)*ddpm_form(q, SCORE_DATA, k), 1, 1e-14);
    close_to(ddpm_weight(q, DDPM_VELOCITY, k, 0)*ddpm_form(q, SCORE_V, k), 1, 1e-14);
    double m[2] = {x, x}; /* the bound: (difference of means)^2/(2v) */
    for (int i = 0; i < 2; i++) ddpm_step(m+i, 1, q, k, eps+i, 0, NULL);
    close_to(ddpm_weight(q, DDPM_BOUND, k, .01)*.49, (m[0]-m[1])*(m[0]-m[1])/.02, 1e-9);
  }
  ddpm_free(q);
}

/* With btilde the weights on the data telescope to half the fall of the signal-to-noise ratio; for small beta every bound weighs like the
   likelihood, beta/(2 sigma^2). Tolerance: 1e-12 relative; 2e-3 for the limit, which is O(beta). */
Test(ddpm, telescope)
{
  DdpmSchedule *q = ddpm_linear(1000, 1e-4, .02);
  double sum = 0, first = q->alpha_bar[1]/q->noise[1], last = q->alpha_bar[1000]/q->noise[1000];
  for (int k = 2; k <= 1000; k++) sum += ddpm_weight(q, DDPM_BOUND, k, ddpm_posterior(q, k-1, k).variance)*ddpm_form(q, SCORE_DATA, k);
  close_to(sum, .5*(first-last), 1e-12);
  close_to(ddpm_weight(q, DDPM_BOUND, 40, q->beta[40]), ddpm_weight(q, DDPM_LIKELIHOOD, 40, 0), 2e-3);
  close_to(ddpm_weight(q, DDPM_LIKELIHOOD, 40, 0), q->beta[40]/(2*q->noise[40]), 1e-14);
  ddpm_free(q);
}

/* Loss of a wrong model = sigma^2 E|s_theta-s|^2 + floor, floor = 1 - sigma^2 I; the model is the score of N(0,1) in place of the mixture's.
   Tolerance: 4.5 standard errors of 40000 points, measured, about 0.05. */
Test(ddpm, split)
{
  enum { n = 40000 };
  DdpmSchedule *q = ddpm_linear(50, 1e-4, .02);
  for (int k = 2; k <= 26; k += 8) {
    double s2 = q->noise[k], s1 = 0, sq = 0, score;
    for (int i = 0; i < n; i++) {
      int c = own_uniform() > W[0];
      double x = M[c]+sqrt(V[c])*own_normal(), z = own_normal();
      ddpm_forward(&x, 1, q, 0, k, &z);
      density(x, q->alpha_bar[k], s2, &score, NULL);
      double e = pow(z-sqrt(s2)*x, 2)-s2*pow(-x-score, 2);
      s1 += e/n, sq += e*e/n;
    }
    near(s1, 1-s2*fisher(q->alpha_bar[k], s2), 4.5*sqrt((sq-s1*s1)/n));
  }
  ddpm_free(q);
}
