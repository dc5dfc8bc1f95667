/* Tests of the chapter on the score.  The truth comes from tables of other origin, from quadrature in extended precision, from closed
   forms, identities and difference quotients; what is random is held to its expectation, with the known standard error and fixed seeds. */
#include <criterion/criterion.h>
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "heat.h"
#include "rng.h"
#include "sde.h"
#include "score.h"
#include "child.h"
#include "near.h"
#include "oracle.h"

static const double PI = 3.14159265358979323846;

static const double w1[2] = {0.6, 0.4}, m1[2] = {-1.5, 1.2}, v1[2] = {0.09, 0.16};
static const double w2[2] = {0.3, 0.7}, m2[2] = {-1.0, 1.6}, v2[2] = {0.2, 0.09};
static const HeatMixture P = {2, 1, w1, m1, v1}, Q = {2, 1, w2, m2, v2};

/* The line: N points from -half to half; a trapezoidal sum of a smooth function that vanishes at both ends is exact to rounding. */
enum { N = 3001 };
static double X[N], W[N], S[N], R[N], D[N], L1[N], L2[N];
static void line(double half, const HeatMixture *p, double a, double s2)
{
  double h = 2*half/(N-1);
  for (int i = 0; i < N; i++) X[i] = h*(i-N/2);
  heat_mixture_density(W, p, a, s2, N, X);
  heat_mixture_score(S, p, a, s2, N, X);
  for (int i = 0; i < N; i++) W[i] *= h;
}
static double mean_square(size_t n, int d, const double *w, const double *y)
{
  double sum = 0;
  for (size_t i = 0; i < n*(size_t)d; i++) sum += w[i/(size_t)d]*y[i]*y[i];
  return sum;
}

/* ---- mixtures and names ------------------------------------------------------------------------------------------------------- */
/* The table is of independent origin. Tolerance: 1e-12 of the largest term of each quantity. */
Test(score, oracle)
{
  double row[12], w[8], m[16], v[8];
  int K = 0, rows = 0;
  FILE *f = oracle_open("gmm2d");
  while (oracle_row(f, 5, row) == 5)
    if (row[0] == 1) w[K] = row[1], m[2*K] = row[2], m[2*K+1] = row[3], v[K] = row[4]*row[4], K++;
  fclose(f);
  cr_assert(K == 3);
  HeatMixture p = {K, 2, w, m, v};
  f = oracle_open("gmm2d_score");
  while (oracle_row(f, 12, row) == 12) {
    double a = row[0], s = row[1], *x = row+2, l, g[2], J[3], x0[2], C[3];
    heat_mixture_log_density(&l, &p, a, s*s, 1, x);
    heat_mixture_score(g, &p, a, s*s, 1, x);
    score_mixture_jacobian(J, &p, a, s*s, 1, x);
    score_convert(x0, SCORE_DATA, g, SCORE_SCORE, a, s, 2, x);
    score_covariance(C, a, s, 2, 1, J);
    near(l, row[4], 1e-12*fmax(1, fabs(row[4])));
    for (int i = 0; i < 2; i++) {
      near(g[i], row[5+i], 1e-12*(fabs(row[5])+fabs(row[6])+1));
      near(x0[i], row[10+i], 1e-12*(fabs(x[i])/a+s*s*fabs(g[i])/a+1));
    }
    double size = fabs(row[7])+fabs(row[9])+pow(row[5], 2)+pow(row[6], 2);
    for (int i = 0; i < 3; i++) {
      near(J[i], row[7+i], 1e-12*size);
      near(C[i], s*s/a/a*((i != 1)+s*s*row[7+i]), 1e-12*s*s/a/a*(1+s*s*size));
    }
    cr_assert(C[0] > 0 && C[2] > 0 && C[0]*C[2] > C[1]*C[1]*(1-1e-12));
    rows++;
  }
  fclose(f);
  cr_assert(rows == 72, "%d rows", rows);
}

/* The rules of the first theorem.  (1) The integral of the score along a line, by Gauss and Legendre, is the difference of the
   log-densities; weights that sum to 2.  (2) The moons with scale a, and minus the moons; a mixture turned and stretched.
   (3) A product of two mixtures on the line.  (4) One component.  Tolerance: 1e-10 for the integral and the derivative of the moons, 1e-11 relative elsewhere. */
static void both(double g[2], double J[3], const HeatMixture *p, double s2, const double *x)
{
  heat_mixture_score(g, p, 1, s2, 1, x);
  score_mixture_jacobian(J, p, 1, s2, 1, x);
}
Test(score, closed)
{
  const double from[2] = {-1.2, 0.3}, to[2] = {1.4, -0.6}, a = 0.7, angle = 0.6, c = a*cos(angle), s = a*sin(angle), t2 = 0.05;
  double t[48], w[48], sum = 0, end[2], g[2], h[2], J[3], K[3], r[2];
  score_gauss_legendre(t, w, 48);
  for (int i = 0; i < 480; i++) {
    double at = 0.05*(1+t[i%48])+0.1*(i/48), x[2];
    for (int j = 0; j < 2; j++) x[j] = from[j]+at*(to[j]-from[j]);
    score_moons_score(g, 1, 0.2, 1, x);
    sum += 0.05*w[i%48]*(g[0]*(to[0]-from[0])+g[1]*(to[1]-from[1]));
  }
  score_moons_log_density(end, 1, 0.2, 1, from), score_moons_log_density(end+1, 1, 0.2, 1, to);
  near(sum, end[1]-end[0], 1e-10);
  const double wt[2] = {0.6, 1.4}, wp[2] = {0.3, 0.7}, m[4] = {-1, 0.5, 0.8, -0.2}, v[2] = {0.2, 0.1}, va[2] = {a*a*0.2, a*a*0.1};
  const double ma[4] = {c*m[0]-s*m[1]+0.3, s*m[0]+c*m[1]-0.1, c*m[2]-s*m[3]+0.3, s*m[2]+c*m[3]-0.1};
  const HeatMixture p = {2, 2, wp, m, v}, twice = {2, 2, wt, m, v}, turned = {2, 2, wp, ma, va}, one = {1, 2, wp, m, v};
  const double w4[4] = {0.12, 0.18, 0.28, 0.42}, v4[4] = {0.2, 0.2, 0.2, 0.2}, mx[2] = {-1, 0.5}, my[2] = {0.3, 1.5}, wy[2] = {0.4, 0.6};
  const double m4[8] = {-1, 0.3, -1, 1.5, 0.5, 0.3, 0.5, 1.5};
  const HeatMixture product = {4, 2, w4, m4, v4}, px_ = {2, 1, wp, mx, v4}, py_ = {2, 1, wy, my, v4};
  for (int i = 0; i < 50; i++) {
    double x[2], y[2];
    rng_uniform(x, 2, 12, 1, 2*(uint64_t)i);
    for (int j = 0; j < 2; j++) x[j] = 4*x[j]-2, y[j] = a*x[j];
    score_moons_score(g, 1, 0.3, 1, x), score_moons_jacobian(J, 1, 0.3, 1, x);
    score_moons_score(h, a, a*0.3, 1, y), score_moons_jacobian(K, a, a*0.3, 1, y);
    for (int j = 0; j < 2; j++) near(a*h[j], g[j], 1e-11*(1+fabs(g[j])));
    for (int j = 0; j < 3; j++) near(a*a*K[j], J[j], 1e-10*(1+fabs(J[j])));
    y[0] = -x[0], y[1] = -x[1], score_moons_score(h, 1, 0.3, 1, y);
    for (int j = 0; j < 2; j++) near(h[j], -g[j], 1e-11*(1+fabs(g[j])));
    both(g, J, &p, t2, x), both(h, K, &twice, t2, x); /* the constant */
    for (int j = 0; j < 2; j++) near(h[j], g[j], 1e-11*(1+fabs(g[j])));
    for (int j = 0; j < 3; j++) near(K[j], J[j], 1e-11*(1+fabs(J[0])+fabs(J[2])));
    y[0] = c*x[0]-s*x[1]+0.3, y[1] = s*x[0]+c*x[1]-0.1; /* A^-T = A/a^2 for a turn with stretch a */
    both(h, K, &turned, a*a*t2, y);
    r[0] = (c*g[0]-s*g[1])/(a*a), r[1] = (s*g[0]+c*g[1])/(a*a);
    for (int j = 0; j < 2; j++) near(h[j], r[j], 1e-11*(1+fabs(g[0])+fabs(g[1])));
    near(K[0], (c*c*J[0]-2*c*s*J[1]+s*s*J[2])/pow(a, 4), 1e-11*(1+fabs(J[0])+fabs(J[2])));
    near(K[1], (c*s*(J[0]-J[2])+(c*c-s*s)*J[1])/pow(a, 4), 1e-11*(1+fabs(J[0])+fabs(J[2])));
    both(h, K, &product, t2, x);
    heat_mixture_score(g, &px_, 1, t2, 1, x), score_mixture_jacobian(J, &px_, 1, t2, 1, x);
    heat_mixture_score(g+1, &py_, 1, t2, 1, x+1), score_mixture_jacobian(J+2, &py_, 1, t2, 1, x+1), J[1] = 0;
    for (int j = 0; j < 2; j++) near(h[j], g[j], 1e-11*(1+fabs(g[j])));
    for (int j = 0; j < 3; j++) near(K[j], J[j], 1e-11*(1+pow(g[0], 2)+pow(g[1], 2)));
    both(h, K, &one, t2, x);
    for (int j = 0; j < 2; j++) near(h[j], (m[j]-x[j])/0.25, 1e-11);
    for (int j = 0; j < 3; j++) near(K[j], j == 1 ? 0 : -4, 1e-11*(1+h[0]*h[0]+h[1]*h[1]));
  }
}

/* E[s v + v'] = 0 for v = 1, x, sin 3x, s: the integral of (pv)', by trapezoidal sums that are exact to rounding.
   Tolerance: 1e-11, rounding of 3001 terms of size 20 with a reserve. */
Test(score, stein)
{
  const double w[1] = {1}, m[1] = {0.3}, v[1] = {0.7};
  const HeatMixture one = {1, 1, w, m, v}, *set[3] = {&P, &Q, &one};
  for (int k = 0; k < 3; k++) {
    double e[4] = {0}, mean = 0, square = 0, I;
    line(9, set[k], 0.8, 0.05);
    score_mixture_jacobian(D, set[k], 0.8, 0.05, N, X);
    for (int i = 0; i < N; i++) {
      double x = X[i], s = S[i];
      e[0] += W[i]*s, e[1] += W[i]*(s*x+1), e[2] += W[i]*(s*sin(3*x)+3*cos(3*x)), e[3] += W[i]*(s*s+D[i]);
      mean += W[i]*x, square += W[i]*x*x;
    }
    for (int j = 0; j < 4; j++) near(e[j], 0, 1e-11);
    I = mean_square(N, 1, W, S)*(square-mean*mean);
    if (k == 2) near(I, 1, 1e-11); else cr_assert(I > 1.5, "%g", I);
  }
}

/* Mean and variance of X0 given x by the trapezoidal rule over x0; and for data at +-1, where they are tanh and 1-tanh^2.
   Tolerance: 1e-11 for sums of 4001 terms, 1e-13 for the closed forms. */
Test(score, tweedie)
{
  const double a = 0.7, s = 0.4;
  for (double x = -2; x <= 2; x += 0.25) {
    double sum[3] = {0}, g, J, m, C;
    for (int i = 0; i < 4001; i++) {
      double x0 = -5+0.0025*i, p;
      heat_mixture_density(&p, &P, 1, 0, 1, &x0);
      p *= exp(-0.5*(x-a*x0)*(x-a*x0)/s/s);
      sum[0] += p, sum[1] += p*x0, sum[2] += p*x0*x0;
    }
    heat_mixture_score(&g, &P, a, s*s, 1, &x);
    score_mixture_jacobian(&J, &P, a, s*s, 1, &x);
    score_convert(&m, SCORE_DATA, &g, SCORE_SCORE, a, s, 1, &x);
    score_covariance(&C, a, s, 1, 1, &J);
    near(m, sum[1]/sum[0], 1e-11);
    near(C, sum[2]/sum[0]-m*m, 1e-11);
  }
  const double w[2] = {0.5, 0.5}, c[2] = {-1, 1}, v[2] = {0, 0};
  const HeatMixture dots = {2, 1, w, c, v};
  for (double x = -2; x <= 2; x += 0.125) {
    double g, J, m, C, t = tanh(a*x/s/s);
    heat_mixture_score(&g, &dots, a, s*s, 1, &x);
    score_mixture_jacobian(&J, &dots, a, s*s, 1, &x);
    score_convert(&m, SCORE_DATA, &g, SCORE_SCORE, a, s, 1, &x);
    score_covariance(&C, a, s, 1, 1, &J);
    near(m, t, 1e-13);
    near(C, 1-t*t, 1e-13);
  }
}

/* From a pair (x0, z) every prediction is known; all conversions must find each from each.
   Tolerance: 1e-13 of the value, times the condition of the pair of numbers alpha, sigma; exact at 0. */
static void predictions(double y[4], double alpha, double sigma, double x0, double z)
{
  y[SCORE_SCORE] = -z/sigma, y[SCORE_NOISE] = z, y[SCORE_DATA] = x0, y[SCORE_V] = alpha*z-sigma*x0;
}
Test(score, convert)
{
  const double pair[4][2] = {{1, 0.3}, {0.6, 0.8}, {0.05, 1}, {1, 40}};
  for (int c = 0; c < 4; c++) {
    double alpha = pair[c][0], sigma = pair[c][1], x0 = 0.7, z = -1.3, x = alpha*x0+sigma*z, y[4], got;
    predictions(y, alpha, sigma, x0, z);
    for (int from = 0; from < 4; from++)
      for (int to = 0; to < 4; to++) {
        got = y[from];
        score_convert(&got, (ScoreKind)to, &got, (ScoreKind)from, alpha, sigma, 1, &x); /* in place */
        near(got, y[to], 1e-13*(1+fabs(y[to]))*(1+sigma/alpha)*(1+alpha/sigma));
      }
  }
  double x = 0.9, y = 0.9, got;
  score_convert(&got, SCORE_DATA, &y, SCORE_V, 0, 1, 1, &x); /* pure noise: v = -x0 */
  near(got, -0.9, 0);
  score_convert(&got, SCORE_NOISE, &y, SCORE_V, 1, 0, 1, &x); /* no noise: v = z */
  near(got, 0.9, 0);
  score_convert(&got, SCORE_V, &y, SCORE_NOISE, 1, 0, 1, &x);
  near(got, 0.9, 0);
}

/* Tolerance: none, each of four calls must stop with a message. */
static void noise_at_zero_signal(void) { double y = 1; score_convert(&y, SCORE_DATA, &y, SCORE_NOISE, 0, 1, 1, &y); }
static void data_at_zero_noise(void) { double y = 1; score_convert(&y, SCORE_NOISE, &y, SCORE_DATA, 1, 0, 1, &y); }
static void score_at_zero_noise(void) { double y = 1; score_convert(&y, SCORE_SCORE, &y, SCORE_NOISE, 1, 0, 1, &y); }
static void moons_without_signal(void) { double y[2] = {1, 1}; score_moons_score(y, 0, 1, 1, y); }
Test(score, refuse)
{
  void (*body[4])(void) = {noise_at_zero_signal, data_at_zero_noise, score_at_zero_noise, moons_without_signal};
  char said[512];
  for (int i = 0; i < 4; i++) {
    int status = child_run(body[i], said, sizeof said);
    cr_assert(status != 0 && strstr(said, "score_") != NULL, "case %d: status %d, \"%s\"", i, status, said);
  }
}

/* The weight is the square of the factor by which a change of the score changes the prediction.
   Tolerance: 1e-12 relative, the rounding of a difference of two predictions. */
Test(score, weights)
{
  for (int k = 0; k < 4; k++)
    for (double alpha = 0.2; alpha < 1.1; alpha += 0.3)
      for (double sigma = 0.1; sigma < 3; sigma *= 3) {
        double x[2] = {0.4, 0.4}, s[2] = {0.5, 0.625}, y[2];
        score_convert(y, (ScoreKind)k, s, SCORE_SCORE, alpha, sigma, 2, x);
        near(score_weight((ScoreKind)k, alpha, sigma)/pow((y[1]-y[0])/0.125, 2), 1, 1e-12);
      }
}

/* ---- objectives ---------------------------------------------------------------------------------------------------------------- */
/* Four models on the line: linear, a constant, another mixture, a sine.  DSM by a double trapezoidal sum over clean points and
   noises, which knows nothing of the score.  Tolerance: 1e-11 for sums on the line, 1e-10 for the double sum, rounding of each. */
static void model(double *m, double *d, int kind, size_t n, const double *x)
{
  if (kind == 2) { heat_mixture_score(m, &Q, 1, 0.4, n, x); if (d != NULL) score_mixture_jacobian(d, &Q, 1, 0.4, n, x); }
  else for (size_t i = 0; i < n; i++) {
    m[i] = kind == 0 ? 0.3-1.7*x[i] : kind == 1 ? 0.8 : 2*sin(2*x[i]);
    if (d != NULL) d[i] = kind == 0 ? -1.7 : kind == 1 ? 0 : 4*cos(2*x[i]);
  }
}
Test(score, constants)
{
  enum { CLEAN = 241, NOISE = 121 };
  const double a = 0.8, sigma = 0.5;
  double half, C, z[NOISE], x[NOISE], w[NOISE], m[NOISE], floor_zero;
  line(10, &P, a, sigma*sigma);
  half = 0.5*mean_square(N, 1, W, S), C = 0.5/sigma/sigma-half;
  for (int k = 0; k < 4; k++) {
    double dsm = 0, esm, ism;
    model(R, D, k, N, X);
    esm = score_explicit(1, N, W, R, S), ism = score_implicit(1, N, W, R, D);
    near(esm-ism, half, 1e-11);
    for (int i = 0; i < CLEAN; i++) {
      double x0 = -4.2+0.035*i, p0;
      heat_mixture_density(&p0, &P, 1, 0, 1, &x0);
      for (int j = 0; j < NOISE; j++)
        z[j] = 0.15*(j-60), x[j] = a*x0+sigma*z[j], w[j] = 0.035*p0*0.15*exp(-0.5*z[j]*z[j])/sqrt(2*PI);
      model(m, NULL, k, NOISE, x);
      dsm += score_denoising(1, NOISE, w, m, sigma, z);
    }
    near(dsm-esm, C, 1e-10);
  }
  score_mixture_jacobian(D, &P, a, sigma*sigma, N, X); /* the third form of the constant, by the posterior variance */
  score_covariance(D, a, sigma, 1, N, D);
  floor_zero = 0;
  for (int i = 0; i < N; i++) floor_zero += W[i]*D[i];
  near(0.5*a*a/pow(sigma, 4)*floor_zero, C, 1e-11);
}

/* Exponential law, constant models: nodes of Gauss and Legendre on [0,50], of which [50,infinity) lacks e^-50.
   Tolerance: 1e-12, rounding. */
Test(score, boundary)
{
  enum { n = 120 };
  double t[n], w[n], m[n], s[n], zero[n] = {0};
  score_gauss_legendre(t, w, n);
  for (int i = 0; i < n; i++) w[i] *= 25*exp(-25*(1+t[i])), s[i] = -1;
  for (int c = -2; c <= 3; c++) {
    for (int i = 0; i < n; i++) m[i] = -c;
    near(score_explicit(1, n, w, m, s), 0.5*(c-1)*(c-1), 1e-12);
    near(score_implicit(1, n, w, m, zero), 0.5*c*c, 1e-12);
  }
}

/* One point, a linear model with an unsymmetric derivative, many directions, both forms.  The sample variance of n terms has a
   relative standard error of sqrt((kurtosis-1)/n), kurtosis below 15 for a form of degree two.
   Tolerance: five standard errors of means and variances of 100000 directions. */
Test(score, sliced)
{
  enum { n = 100000 };
  const double B[3][3] = {{1, 2, -1}, {0.5, -3, 1}, {0.3, 0, 0.7}}, s[3] = {0.2, -1, 0.5}, trace = 1-3+0.7;
  static double xi[3*n];
  for (int normal = 0; normal < 2; normal++) {
    double want = 0, mean = 0, square = 0, second = 0, spread = 0, ism = score_implicit(3, 1, NULL, s, &trace);
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++) if (normal || i != j) want += 2*pow(0.5*(B[i][j]+B[j][i]), 2);
    if (normal) rng_normal(xi, 3*n, 5, 1, 0);
    else { rng_uniform(xi, 3*n, 5, 2, 0); for (int i = 0; i < 3*n; i++) xi[i] = xi[i] < 0.5 ? -1 : 1; }
    for (int i = 0; i < n; i++) {
      double slope[3] = {0}, y, along = 0, form = 0;
      for (int j = 0; j < 3; j++) for (int k = 0; k < 3; k++) slope[j] += B[j][k]*xi[3*i+k];
      y = score_sliced(3, 1, NULL, s, xi+3*i, slope)-ism;
      mean += y/n, square += y*y/n;
      for (int j = 0; j < 3; j++) along += xi[3*i+j]*s[j], form += xi[3*i+j]*slope[j]; /* the second form, from its definition */
      y = 0.5*along*along+form-ism, second += y/n, spread += y*y/n;
    }
    near(mean, 0, 5*sqrt(want/n));
    near(second, 0, 5*sqrt((spread-second*second)/n));
    near(square-mean*mean, want, 5*want*sqrt(14.0/n));
  }
}

/* ---- the plane -------------------------------------------------------------------------------------------------------------------- */
enum { PLANE = 161*161 };
static double px[2*PLANE], pw[PLANE], ps[2*PLANE], pm[2*PLANE];
static size_t plane(double a, double s) /* a third of the blur as step, nine blurs beyond the arcs */
{
  double b = sqrt(0.01*a*a+s*s), h = b/3;
  int m = (int)ceil((1.6*a+9*b)/h);
  size_t n = 0;
  cr_assert((2*m+1)*(2*m+1) <= PLANE);
  for (int i = -m; i <= m; i++) for (int j = -m; j <= m; j++, n++) px[2*n] = i*h, px[2*n+1] = j*h;
  score_moons_log_density(pw, a, s, n, px);
  score_moons_score(ps, a, s, n, px);
  for (size_t i = 0; i < n; i++) pw[i] = exp(pw[i])*h*h;
  return n;
}

/* Loss minus floor is the error, for a model that is wrong by two per cent: both exact from the plane, the paired difference from
   samples; its variance as the theorem says, E|e|^4/4 - ESM^2 + E(e.eta)^2 (kurtosis below 40, measured).  And sigma^2 times twice the
   floor tends to d.  Tolerance: five standard errors of 40000 samples; for the limit 1.1 of sigma squared times I(p_0). */
Test(score, floor)
{
  enum { n = 40000 };
  static double x[2*n], z[2*n], m[2*n], t[2*n];
  const double level[4] = {0.05, 0.3, 1, 5};
  for (int k = 0; k < 4; k++) {
    double s = level[k], esm, C, mean = 0, square = 0, theory = 0, whole = 0, spread = 0;
    size_t cells = plane(1, s);
    score_moons_score(pm, 0.98, 1.02*s, cells, px);
    esm = score_explicit(2, cells, pw, pm, ps), C = 1/s/s-0.5*mean_square(cells, 2, pw, ps);
    score_moons_sample(x, NULL, NULL, 1, 0, n, 3, 1, 0);
    rng_normal(z, 2*n, 3, 2, 0);
    for (int i = 0; i < 2*n; i++) x[i] += s*z[i];
    score_moons_score(m, 0.98, 1.02*s, n, x);
    score_moons_score(t, 1, s, n, x);
    for (int i = 0; i < n; i++) {
      double loss = score_denoising(2, 1, NULL, m+2*i, s, z+2*i), y = loss-score_denoising(2, 1, NULL, t+2*i, s, z+2*i);
      double e[2] = {m[2*i]-t[2*i], m[2*i+1]-t[2*i+1]}, eta[2] = {-z[2*i]/s-t[2*i], -z[2*i+1]/s-t[2*i+1]};
      mean += y/n, square += y*y/n, whole += loss/n, spread += loss*loss/n;
      theory += (pow(0.5*(e[0]*e[0]+e[1]*e[1]), 2)+pow(e[0]*eta[0]+e[1]*eta[1], 2))/n;
    }
    near(mean, esm, 5*sqrt((square-mean*mean)/n));
    near(whole-C, esm, 5*sqrt((spread-whole*whole)/n));
    near(square-mean*mean, theory-esm*esm, 5*theory*sqrt(40.0/n));
  }
  for (double s = 0.02; s > 0.001; s *= 0.5) {
    size_t cells = plane(1, s);
    near(s*s*(2/s/s-mean_square(cells, 2, pw, ps)), 2, s*s*100*1.1); /* I(p_0) is about 100 */
  }
}

/* The conditional target: given x its mean is the score, tested against four functions of x; twice the floor is lower by
   d v/(s^2 (v+s^2)) with v = 0.01 a^2.  Tolerance: five standard errors of 40000 samples. */
Test(score, rao)
{
  enum { n = 40000 };
  static double x[2*n], u[2*n], t[2*n], angle[n];
  static int arc[n];
  const double a = 0.9;
  for (double s = 0.05; s < 2; s *= 4) {
    double e[4] = {0}, q[4] = {0}, lower = 0, square = 0, v = 0.01*a*a, I;
    size_t cells = plane(a, s);
    I = mean_square(cells, 2, pw, ps);
    score_moons_sample(x, angle, arc, a, s, n, 4, 1, 0);
    score_moons_conditional(u, a, s, n, x, angle, arc);
    score_moons_score(t, a, s, n, x);
    for (int i = 0; i < n; i++) {
      double d[2] = {u[2*i]-t[2*i], u[2*i+1]-t[2*i+1]}, d2 = d[0]*d[0]+d[1]*d[1];
      double f[4] = {d[0], d[1]*x[2*i], d[0]*sin(2*x[2*i+1]), d[0]*t[2*i]+d[1]*t[2*i+1]};
      for (int j = 0; j < 4; j++) e[j] += f[j]/n, q[j] += f[j]*f[j]/n;
      lower += d2/n, square += d2*d2/n;
    }
    for (int j = 0; j < 4; j++) near(e[j], 0, 5*sqrt(q[j]/n));
    near(lower, (2/s/s-I)-2*v/(s*s*(v+s*s)), 5*sqrt((square-lower*lower)/n));
  }
}

/* ---- contraction ------------------------------------------------------------------------------------------------------------------- */
static double entropy(double a, double s2) /* KL(p||q), and W, S, R = score of q on the line */
{
  double kl = 0;
  line(4+9*sqrt(a*a+s2), &P, a, s2);
  heat_mixture_log_density(L1, &P, a, s2, N, X);
  heat_mixture_log_density(L2, &Q, a, s2, N, X);
  heat_mixture_score(R, &Q, a, s2, N, X);
  for (int i = 0; i < N; i++) kl += W[i]*(L1[i]-L2[i]);
  return kl;
}
static double entropy_at(const SdeProcess *p, double t) { double s = sde_sigma(p, t); return entropy(sde_alpha(p, t), s*s); }

/* dKL/dt = -g^2 ESM: central differences of order four with step h have an error of h^4/30 times the fifth derivative, here about
   1e-8 relative at h = 0.002 away from the ends.  And the integral over [0.05, 0.9], by Gauss and Legendre with 40 nodes.
   Tolerance: 1e-6 of the rate for the difference quotients, 1e-8 for the integral. */
static SdeProcess process(int k) { return k == 0 ? sde_vp(0.1, 20) : k == 1 ? sde_subvp(0.1, 20) : sde_ou(0.7, 1.3, 1); }
Test(score, contraction)
{
  for (int k = 0; k < 3; k++) {
    const SdeProcess p = process(k);
    double t[40], w[40], sum = 0, h = 0.002;
    for (double at = 0.2; at < 0.95; at += 0.2) {
      double e[4] = {entropy_at(&p, at-2*h), entropy_at(&p, at-h), entropy_at(&p, at+h), entropy_at(&p, at+2*h)};
      double quotient = (e[0]-8*e[1]+8*e[2]-e[3])/(12*h), g = sde_g(&p, at);
      entropy_at(&p, at);
      near(quotient, -g*g*score_explicit(1, N, W, R, S), 1e-6*fabs(quotient)+1e-9);
    }
    score_gauss_legendre(t, w, 40);
    for (int i = 0; i < 40; i++) {
      double at = 0.475+0.425*t[i], g = sde_g(&p, at);
      entropy_at(&p, at);
      sum += 0.425*w[i]*g*g*score_explicit(1, N, W, R, S);
    }
    near(sum, entropy_at(&p, 0.05)-entropy_at(&p, 0.9), 1e-8);
  }
}

/* The integral of the noise error over ln n from n = 0.05 to 2 is the same whichever process supplies t(n), alpha and sigma, and equals
   that of g^2 times the score error over t.  Tolerance: 1e-7 between the two integrals, 1e-8 between processes, 40 nodes each. */
Test(score, schedule)
{
  double first = 0, t[40], w[40];
  score_gauss_legendre(t, w, 40);
  for (int k = 0; k < 3; k++) {
    const SdeProcess p = process(k);
    double low = sde_time(&p, -log(0.05)), high = sde_time(&p, -log(2)), by_time = 0, by_clock = 0;
    for (int i = 0; i < 40; i++) {
      double at = 0.5*(low+high)+0.5*(high-low)*t[i], g = sde_g(&p, at);
      entropy_at(&p, at);
      by_time += 0.5*(high-low)*w[i]*g*g*score_explicit(1, N, W, R, S);
      double l = 0.5*(log(0.05)+log(2))+0.5*(log(2)-log(0.05))*t[i], a, s;
      at = sde_time(&p, -l), a = sde_alpha(&p, at), s = sde_sigma(&p, at);
      entropy(a, s*s);
      score_convert(R, SCORE_NOISE, R, SCORE_SCORE, a, s, N, X);
      score_convert(S, SCORE_NOISE, S, SCORE_SCORE, a, s, N, X);
      by_clock += 0.5*(log(2)-log(0.05))*w[i]*score_explicit(1, N, W, R, S);
    }
    near(by_time, by_clock, 1e-7);
    if (k == 0) first = by_clock;
    near(by_clock, first, 1e-8);
  }
}

/* Normal data of variance v0, model -(1+c) x/v_t: the reversed variance by the classical Runge-Kutta method (error below 1e-9), the
   score error by the library on a grid.  Bound for several lambda; equality at lambda = 1 for the score of another normal law.
   Tolerance: none for the bound, 1e-7 for its equality, 1e-8 for variances. */
static double reversed(double lambda, double u0, double c, const SdeProcess *p, double start)
{ /* model -(1+c) x/u_t, u_t the variance begun at u0 */
  enum { STEPS = 4000 };
  double V = start, h = 1.0/STEPS;
  for (int i = 0; i < STEPS; i++) {
    double k[4], add[4] = {0, 0.5, 0.5, 1};
    for (int j = 0; j < 4; j++) {
      double t = fmax(0, 1-h*(i+add[j])), a = sde_alpha(p, t), s = sde_sigma(p, t), g = sde_g(p, t), y = V+(j > 0 ? add[j]*h*k[j-1] : 0);
      k[j] = (-2*sde_f(p, t)-(1+lambda*lambda)*g*g*(1+c)/(a*a*u0+s*s))*y+lambda*lambda*g*g;
    }
    V += h*(k[0]+2*k[1]+2*k[2]+k[3])/6;
  }
  return V;
}
static double normal_kl(double v, double V) { return 0.5*(v/V-1-log(v/V)); }
Test(score, bound)
{
  const SdeProcess p = sde_vp(0.1, 20);
  const double v0 = 0.25, u0 = 0.6, one[1] = {1}, zero[1] = {0};
  double t[60], w[60], error[2] = {0}, aT = sde_alpha(&p, 1), sT = sde_sigma(&p, 1), vT = aT*aT*v0+sT*sT, uT = aT*aT*u0+sT*sT;
  const HeatMixture data = {1, 1, one, zero, &v0};
  score_gauss_legendre(t, w, 60);
  for (int k = 0; k < 2; k++) /* c = 0.1 with the right variance; c = 0 with the wrong one */
    for (int i = 0; i < 60; i++) {
      double at = 0.5+0.5*t[i], a = sde_alpha(&p, at), s = sde_sigma(&p, at), g = sde_g(&p, at);
      line(9, &data, a, s*s);
      for (int j = 0; j < N; j++) R[j] = k == 0 ? 1.1*S[j] : -X[j]/(a*a*u0+s*s);
      error[k] += 0.5*w[i]*g*g*score_explicit(1, N, W, R, S);
    }
  for (double lambda = 0.25; lambda < 3; lambda += 0.25)
    cr_assert(normal_kl(v0, reversed(lambda, v0, 0.1, &p, vT)) <= pow((1+lambda*lambda)/(2*lambda), 2)*error[0]);
  near(reversed(1, u0, 0, &p, uT), u0, 1e-8);
  near(normal_kl(v0, u0), normal_kl(vT, uT)+error[1], 1e-7);
  for (double lambda = 0.5; lambda < 3; lambda += 0.5) /* with the exact score every member ends in the data */
    near(reversed(lambda, v0, 0, &p, vT), v0, 1e-8);
}

/* ---- the moons ----------------------------------------------------------------------------------------------------------------------- */
/* The integral of t^k is 0 for odd k and 2/(k+1) for even k. Tolerance: 1e-14 times the number of nodes, rounding. */
Test(score, legendre)
{
  const int sizes[5] = {1, 2, 16, 48, 201};
  double t[201], w[201];
  for (int q = 0; q < 5; q++) {
    int n = sizes[q];
    score_gauss_legendre(t, w, n);
    for (int k = 0; k < 2*n; k++) {
      double sum = 0;
      for (int i = 0; i < n; i++) sum += w[i]*pow(t[i], k);
      near(sum, k%2 ? 0 : 2.0/(k+1), 1e-14*n);
    }
    for (int i = 0; i < n; i++) cr_assert(fabs(t[i]) < 1 && w[i] > 0 && (i == 0 || t[i] < t[i-1]));
  }
}

/* A grid of 200,000 points of all sizes; zero far below; the argument may be the result.
   Tolerance: two units in the last place, against the exponential of extended precision. */
Test(score, exponential)
{
  enum { n = 1000 };
  double x[n], y[n];
  for (int block = 0; block < 200; block++) {
    rng_uniform(x, n, 10, (uint64_t)block, 0);
    for (int i = 0; i < n; i++) x[i] = block == 0 ? -1e-3*x[i]*x[i] : -700*pow(x[i], 1+block%4);
    score_exp(y, n, x);
    for (int i = 0; i < n; i++) {
      long double e = expl((long double)x[i]);
      cr_assert(fabsl(y[i]-e) <= 2*0x1p-52L*e, "exp(%.17g)", x[i]);
    }
  }
  double edge[4] = {0, -0.0, -1e300, -INFINITY};
  score_exp(edge, 4, edge);
  cr_assert(edge[0] == 1 && edge[1] == 1 && edge[2] == 0 && edge[3] == 0);
}

/* Mass, mean and covariance: E A A^T has the elements 3/4, 1/8-1/pi, 9/16-1/pi; trapezoidal sums, exact to the accuracy of the
   density.  Tolerance: 1e-11 of each moment, the accuracy of the density with a reserve. */
Test(score, moments)
{
  const double pair[4][2] = {{1, 0}, {1, 0.3}, {0.5, 1}, {2, 20}};
  for (int c = 0; c < 4; c++) {
    double a = pair[c][0], s = pair[c][1], e[6] = {0}, blur = 0.01*a*a+s*s;
    size_t n = plane(a, s);
    for (size_t i = 0; i < n; i++) {
      double x = px[2*i], y = px[2*i+1];
      e[0] += pw[i], e[1] += pw[i]*x, e[2] += pw[i]*y, e[3] += pw[i]*x*x, e[4] += pw[i]*x*y, e[5] += pw[i]*y*y;
    }
    near(e[0], 1, 1e-11);
    near(e[1], 0, 1e-11*(a+s));
    near(e[2], 0, 1e-11*(a+s));
    near(e[3], 0.75*a*a+blur, 1e-11*(a*a+blur));
    near(e[4], (0.125-1/PI)*a*a, 1e-11*(a*a+blur));
    near(e[5], (0.5625-1/PI)*a*a+blur, 1e-11*(a*a+blur));
  }
}

/* The truth: 200 panels of 16 nodes on each arc, in extended precision, nodes found here. */
static void truth(double out[6], long double v, const double *x)
{
  static long double t[16], w[16];
  const long double pi = 3.14159265358979323846264338L;
  if (w[0] == 0)
    for (int i = 0; i < 16; i++) {
      long double y = cosl(pi*(i+0.75L)/16.5L), p = 0, q, slope = 1;
      for (int step = 0; step < 8; step++) {
        if (step > 0) y -= p/slope;
        p = 1, q = 0;
        for (int k = 0; k < 16; k++) { long double r = ((2*k+1)*y*p-k*q)/(k+1); q = p, p = r; }
        slope = 16*(y*p-q)/(y*y-1);
      }
      t[i] = y, w[i] = 2/((1-y*y)*slope*slope);
    }
  long double sum[6] = {0}, top = -INFINITY;
  for (int pass = 0; pass < 2; pass++)
    for (int i = 0; i < 200; i++)
      for (int j = 0; j < 16; j++) {
        long double theta = pi*(i+0.5L+0.5L*t[j])/200, c = cosl(theta)-0.5L, s = sinl(theta)-0.25L;
        for (int sign = -1; sign <= 1; sign += 2) {
          long double d[2] = {sign*c-x[0], sign*s-x[1]}, e = -0.5L*(d[0]*d[0]+d[1]*d[1])/v, p;
          if (pass == 0) { if (e > top) top = e; continue; }
          if (e < top-60) continue;
          p = w[j]/800*expl(e-top);
          sum[0] += p, sum[1] += p*d[0], sum[2] += p*d[1], sum[3] += p*d[0]*d[0], sum[4] += p*d[0]*d[1], sum[5] += p*d[1]*d[1];
        }
      }
  for (int k = 1; k < 6; k++) sum[k] /= sum[0];
  out[0] = (double)(top+logl(sum[0]/(2*pi*v))), out[1] = (double)(sum[1]/v), out[2] = (double)(sum[2]/v);
  for (int k = 3; k < 6; k++)
    out[k] = (double)((sum[k]-(k == 3 ? sum[1]*sum[1] : k == 4 ? sum[1]*sum[2] : sum[2]*sum[2])-(k == 4 ? 0 : v))/v/v);
}

/* Tolerance: 1e-10 of the logarithm and of the score in units of v^(-1/2), 1e-9 of the derivative in units of 1/v; 1e-12 for the lemma.
   The lemma itself: for random kappa, phi, delta the largest L that its conditions allow is not beaten at 500 points outside. */
Test(score, quadrature)
{
  const double level[11] = {0, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 50};
  double u[2], x[2], got[6], want[6];
  for (int k = 0; k < 11; k++)
    for (int i = 0; i < 36; i++) {
      double s = level[k], v = 0.01+s*s, reach = (i%3 == 0 ? 1 : i%3 == 1 ? 2.5 : 6)*(1.3+sqrt(v));
      rng_uniform(u, 2, 6, (uint64_t)k, 2*(uint64_t)i);
      for (int j = 0; j < 2; j++) x[j] = reach*(2*u[j]-1);
      score_moons_log_density(got, 1, s, 1, x);
      score_moons_score(got+1, 1, s, 1, x);
      score_moons_jacobian(got+3, 1, s, 1, x);
      truth(want, 0.01L+(long double)s*s, x);
      near(got[0], want[0], 1e-10*fmax(1, fabs(want[0])));
      for (int j = 1; j < 3; j++) near(got[j], want[j], 1e-10*(1/sqrt(v)+hypot(want[1], want[2])));
      for (int j = 3; j < 6; j++) near(got[j], want[j], 1e-9/v);
    }
  for (int i = 0; i < 2000; i++) {
    double r[3], kappa, phi, delta, c, s, L, left, top = -INFINITY, outside = -INFINITY;
    rng_uniform(r, 3, 6, 100, 3*(uint64_t)i);
    kappa = pow(10, 5*r[0]), phi = PI*(2*r[1]-1), delta = 0.5*PI*r[2], c = cos(phi), s = sin(phi);
    if (s >= 0) L = kappa*(1-cos(delta)), left = fmin(fmax(phi-delta, 0), PI-2*delta);
    else L = fmin(2*fabs(c)*kappa, 2*kappa*sin(delta)*(fabs(c)*sin(delta)-s*cos(delta))), left = c > 0 ? 0 : PI-2*delta;
    for (int j = 0; j <= 500; j++) {
      double theta = PI*j/500, e = kappa*cos(theta-phi);
      top = fmax(top, e);
      if (theta < left || theta > left+2*delta) outside = fmax(outside, e);
    }
    top = s >= 0 ? kappa : fmax(top, kappa*fabs(c));
    cr_assert(outside <= top-L+1e-12*kappa, "kappa %g, phi %g, delta %g", kappa, phi, delta);
  }
}

/* Central differences of order four with step h = b/200, b the blur: truncation about (1/200)^4/30 times a fifth derivative that can be
   some thousand b^-5 between the arcs, rounding about 200*1e-13/b.
   Tolerance: 2e-6 of the score in units of 1/b, 2e-5 of its derivative in units of 1/b^2, the truncation. */
Test(score, derivatives)
{
  const double pair[4][2] = {{1, 0.1}, {0.3, 0.2}, {2, 1}, {0.05, 1}};
  for (int c = 0; c < 4; c++)
    for (int i = 0; i < 40; i++) {
      double a = pair[c][0], s = pair[c][1], b = sqrt(0.01*a*a+s*s), h = b/200, u[2], x[2], g[2], J[3];
      rng_uniform(u, 2, 7, (uint64_t)c, 2*(uint64_t)i);
      for (int j = 0; j < 2; j++) x[j] = (1.5*a+b)*(2*u[j]-1);
      score_moons_score(g, a, s, 1, x);
      score_moons_jacobian(J, a, s, 1, x);
      for (int j = 0; j < 2; j++) {
        double y[2] = {x[0], x[1]}, l[4], q[4][2], at[4] = {-2, -1, 1, 2};
        for (int k = 0; k < 4; k++) {
          y[j] = x[j]+at[k]*h;
          score_moons_log_density(&l[k], a, s, 1, y);
          score_moons_score(q[k], a, s, 1, y);
        }
        near((l[0]-8*l[1]+8*l[2]-l[3])/(12*h), g[j], 2e-6/b);
        near((q[0][0]-8*q[1][0]+8*q[2][0]-q[3][0])/(12*h), J[j], 2e-5/b/b);
        near((q[0][1]-8*q[1][1]+8*q[2][1]-q[3][1])/(12*h), J[1+j], 2e-5/b/b);
      }
    }
}

/* |s + x/(a^2 v)| <= R/(a v) with R = max |A|.  Tolerance: 1e-15 of the larger term for the score, 1e-12 for the logarithm. */
Test(score, far)
{
  const double R = 1+hypot(0.5, 0.25);
  for (double a = 0.1; a < 3; a *= 3)
    for (double s = 0; s < 4; s += 1.3)
      for (double r = 10; r < 2e6; r *= 10)
        for (int k = 0; k < 8; k++) {
          double x[2] = {r*a*cos(0.1+k*PI/4), r*a*sin(0.1+k*PI/4)}, g[2], l, v = 0.01+s*s/a/a;
          score_moons_score(g, a, s, 1, x);
          score_moons_log_density(&l, a, s, 1, x);
          cr_assert(isfinite(l) && hypot(g[0]+x[0]/(a*a*v), g[1]+x[1]/(a*a*v)) <= R/(a*v)+1e-15*r/(a*v));
          cr_assert(l <= -0.5*pow(r-R, 2)/v-log(2*PI*v*a*a)+1e-12*r*r/v && l >= -0.5*pow(r+R, 2)/v-log(2*PI*v*a*a)-1e-12*r*r/v);
        }
}

/* Means over n samples: first and second moments, E s = 0, E s x^T = -I; the sample less its point on the arc is
   normal with the blur as variance; angles are uniform on both arcs.  Tolerance: five standard errors of 40000 samples. */
Test(score, sample)
{
  enum { n = 40000 };
  static double x[2*n], g[2*n], angle[n];
  static int arc[n];
  const double a = 0.8, s = 0.15, blur = 0.01*a*a+s*s;
  const double want[12] = {0, 0, 0.75*a*a+blur, (0.125-1/PI)*a*a, (0.5625-1/PI)*a*a+blur, 0, 0, -1, -1, 0.5, PI/2, 0};
  double e[12] = {0}, q[12] = {0}, rest = 0, both[2] = {0};
  score_moons_sample(x, angle, arc, a, s, n, 8, 1, 0);
  score_moons_score(g, a, s, n, x);
  for (int i = 0; i < n; i++) {
    double X0 = x[2*i], X1 = x[2*i+1], sign = arc[i] ? -1 : 1;
    double d[2] = {X0-a*sign*(cos(angle[i])-0.5), X1-a*sign*(sin(angle[i])-0.25)};
    double f[12] = {X0, X1, X0*X0, X0*X1, X1*X1, g[2*i], g[2*i+1], g[2*i]*X0, g[2*i+1]*X1, arc[i], angle[i], d[0]*d[1]};
    for (int k = 0; k < 12; k++) e[k] += f[k]/n, q[k] += f[k]*f[k]/n;
    rest += (d[0]*d[0]+d[1]*d[1])/n, both[arc[i]] += angle[i];
    cr_assert(angle[i] >= 0 && angle[i] <= PI && (arc[i] == 0 || arc[i] == 1));
  }
  for (int k = 0; k < 12; k++) near(e[k], want[k], 5*sqrt((q[k]-e[k]*e[k])/n));
  near(rest, 2*blur, 5*2*blur/sqrt(n));
  for (int k = 0; k < 2; k++) near(both[k]/n, PI/4, 5*PI/sqrt(n));
}

/* One call, pieces, single points, and one thread or three.  Tolerance: none, equality to the bit. */
Test(score, same)
{
  enum { n = 1000 };
  static double x[2*n], y[2*n], l[n], g[2*n], J[3*n], l3[n], g3[2*n], J3[3*n];
  double one[3];
  score_moons_sample(x, NULL, NULL, 1, 0.3, n, 9, 1, 100);
  score_moons_sample(y, NULL, NULL, 1, 0.3, 333, 9, 1, 100);
  score_moons_sample(y+666, NULL, NULL, 1, 0.3, n-333, 9, 1, 433);
  cr_assert(memcmp(x, y, sizeof x) == 0);
  cr_assert(x[0] != x[2*256] && x[0] != x[2*512]);
  int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  score_moons_log_density(l, 1, 0.3, n, x), score_moons_score(g, 1, 0.3, n, x), score_moons_jacobian(J, 1, 0.3, n, x);
  omp_set_num_threads(3);
  score_moons_log_density(l3, 1, 0.3, n, x), score_moons_score(g3, 1, 0.3, n, x), score_moons_jacobian(J3, 1, 0.3, n, x);
  omp_set_num_threads(threads);
  cr_assert(memcmp(l, l3, sizeof l) == 0 && memcmp(g, g3, sizeof g) == 0 && memcmp(J, J3, sizeof J) == 0);
  for (int i = 0; i < n; i += 37) {
    score_moons_score(one, 1, 0.3, 1, x+2*i);
    cr_assert(memcmp(one, g+2*i, 2*sizeof *one) == 0);
    score_moons_jacobian(one, 1, 0.3, 1, x+2*i);
    cr_assert(memcmp(one, J+3*i, 3*sizeof *one) == 0);
  }
}
