/* Tests of the chapter on stochastic differential equations.  Deterministic statements are held against closed forms, tables of
   other origin or difference quotients; random ones against their expectation, with four standard errors and fixed seeds. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include "sde.h"
#include "near.h"
#include "oracle.h"

static const double PI = 3.14159265358979323846;

/* ---- paths and integrals ---------------------------------------------------------------------------------------------------- */
/* Covariance min(s,t) at eight times: a mean of n products X Y has a standard error of sqrt((VarX VarY+cov^2)/n).  Refinement changes no
   coarse value.  Tolerance: five standard errors of a mean of 20000 products, for 36 of them; nodes equal to the bit. */
Test(sde, levy)
{
  enum { n = 20000 };
  double T = 2, cov[9][9] = {{0}}, w[9], fine[65], coarse[2];
  for (int k = 0; k < n; k++) {
    sde_brownian(w, 3, T, 11, (uint64_t)k);
    cr_assert(w[0] == 0);
    for (int i = 1; i <= 8; i++) for (int j = 1; j <= i; j++) cov[i][j] += w[i]*w[j]/n;
    if (k >= 20) continue;
    sde_brownian(fine, 6, T, 11, (uint64_t)k);
    sde_brownian(coarse, 0, T, 11, (uint64_t)k);
    for (int i = 0; i <= 8; i++) near(fine[8*i], w[i], 0);
    near(coarse[1], w[8], 0);
  }
  for (int i = 1; i <= 8; i++)
    for (int j = 1; j <= i; j++) near(cov[i][j], T*j/8, 5*sqrt((i*j+j*j)/64.0)*T/sqrt(n));
}

/* The three transformations of a path on [0,1] at four times: its mirror image, its increments after s = 1/2, stretched by c = 1/2, and the
   first quarter, magnified by c = 1/4.  Covariance min(s,t), fourth moments 3 t^2 (variance of the fourth power: 96 t^4).
   Tolerance: five standard errors of a mean of 20000 products or fourth powers. */
Test(sde, scaling)
{
  enum { n = 20000 };
  double cov[3][5][5] = {{{0}}}, four[3][5] = {{0}}, w[17];
  for (int k = 0; k < n; k++) {
    sde_brownian(w, 4, 1, 21, (uint64_t)k);
    for (int r = 0; r < 3; r++) {
      double b[5];
      for (int i = 0; i <= 4; i++) b[i] = r == 0 ? -w[4*i] : r == 1 ? sqrt(2)*(w[8+2*i]-w[8]) : 2*w[i];
      for (int i = 1; i <= 4; i++) {
        four[r][i] += b[i]*b[i]*b[i]*b[i]/n;
        for (int j = 1; j <= i; j++) cov[r][i][j] += b[i]*b[j]/n;
      }
    }
  }
  for (int r = 0; r < 3; r++)
    for (int i = 1; i <= 4; i++) {
      near(four[r][i], 3*i*i/16.0, 5*sqrt(96.0/n)*i*i/16);
      for (int j = 1; j <= i; j++) near(cov[r][i][j], j/4.0, 5*sqrt((i*j+j*j)/16.0/n));
    }
}

/* Mean T and variance 2 T^2/n of the sum of squares: over M paths the mean has the standard error sqrt(2/(n M)) T, the sample
   variance a relative one of about sqrt(2/M) (the sum is nearly normal at n = 1024).  The sums of absolute increments have the mean
   sqrt(2 n T/pi), which grows, and the variance (1-2/pi) T.  Tolerance: four standard errors over 4000 paths. */
Test(sde, variation)
{
  enum { L = 10, n = 1<<L, M = 4000 };
  static double w[n+1];
  double mean = 0, square = 0, total = 0, T = 3;
  for (int k = 0; k < M; k++) {
    double Q = 0;
    sde_brownian(w, L, T, 12, (uint64_t)k);
    for (int i = 0; i < n; i++) Q += (w[i+1]-w[i])*(w[i+1]-w[i]), total += fabs(w[i+1]-w[i])/M;
    mean += Q/M, square += (Q-T)*(Q-T)/M;
  }
  near(total, sqrt(2*n*T/PI), 4*sqrt((1-2/PI)*T/M));
  near(mean, T, 4*T*sqrt(2.0/n/M));
  near(square, 2*T*T/n, 4*2*T*T/n*sqrt(2.0/M));
}

/* Algebra, true of every path: left sum (W^2-Q)/2, mean W^2/2, right (W^2+Q)/2; here a path that is not Brownian.
   Tolerance: 1e-12, rounding of 100 terms of size one. */
Test(sde, sums)
{
  enum { n = 100 };
  double w[n+1], Q = 0;
  for (int i = 0; i <= n; i++) w[i] = sin(.3*i*i)-sin(0)+.01*i;
  for (int i = 0; i < n; i++) Q += (w[i+1]-w[i])*(w[i+1]-w[i]);
  near(sde_integral(n, w, w, 0), .5*(w[n]*w[n]-w[0]*w[0]-Q), 1e-12);
  near(sde_integral(n, w, w, .5), .5*(w[n]*w[n]-w[0]*w[0]), 1e-12);
  near(sde_integral(n, w, w, 1), .5*(w[n]*w[n]-w[0]*w[0]+Q), 1e-12);
}

/* The sum over W at t_i + theta h, less its limit W^2/2+(theta-1/2) T, is on each step (A^2-B^2)/2+(1/2-theta) h with independent A and B of
   variance theta h and (1-theta) h: mean zero, mean square (theta^2+(1-theta)^2) h T/2.  The path has four times as many nodes.
   Tolerance: four standard errors over 20000 paths (the sum is nearly normal). */
Test(sde, theta)
{
  enum { L = 8, n = 1<<(L-2), M = 20000 };
  static double w[(1<<L)+1];
  double mean[5] = {0}, square[5] = {0}, T = 2;
  for (int k = 0; k < M; k++) {
    sde_brownian(w, L, T, 22, (uint64_t)k);
    for (int q = 0; q <= 4; q++) {
      double I = -.5*w[4*n]*w[4*n]-(.25*q-.5)*T;
      for (int i = 0; i < n; i++) I += w[4*i+q]*(w[4*i+4]-w[4*i]);
      mean[q] += I/M, square[q] += I*I/M;
    }
  }
  for (int q = 0; q <= 4; q++) {
    double theta = .25*q, want = .5*(theta*theta+(1-theta)*(1-theta))*T*T/n;
    near(mean[q], 0, 4*sqrt(want/M));
    near(square[q], want, 4*want*sqrt(2.2/M));
  }
}

/* Convergence of the sums: for H = W the difference of the sums with 2^4 and 2^8 steps on one path has, by the isometry applied to the
   difference of two step functions, the mean square T (h-h')/2.  Tolerance: four standard errors, from the sample, over 20000 paths. */
Test(sde, mesh)
{
  enum { F = 8, C = 4, M = 20000 };
  double w[(1<<F)+1], u[(1<<C)+1], s2 = 0, s4 = 0;
  for (int k = 0; k < M; k++) {
    sde_brownian(w, F, 1, 23, (uint64_t)k), sde_brownian(u, C, 1, 23, (uint64_t)k);
    double d = sde_integral(1<<F, w, w, 0)-sde_integral(1<<C, u, u, 0);
    s2 += d*d/M, s4 += d*d*d*d/M;
  }
  near(s2, .5*(1.0/(1<<C)-1.0/(1<<F)), 4*sqrt((s4-s2*s2)/M));
}

/* Stratonovich's sum less Ito's, for f = sin, less half the sum of f' h: terms f'(W_i) (dW^2-h)/2, orthogonal, of mean square h/2 times the
   integral of E cos^2 W = (1+e^{-2t})/2, up to a factor 1+O(h).  Tolerance: four standard errors over 20000 paths, and 5 h. */
Test(sde, correction)
{
  enum { L = 8, n = 1<<L, M = 20000 };
  double w[n+1], f[n+1], s1 = 0, s2 = 0, s4 = 0, want = .5/n*(.5+.25*(1-exp(-2)));
  for (int k = 0; k < M; k++) {
    double d = 0;
    sde_brownian(w, L, 1, 24, (uint64_t)k);
    for (int i = 0; i <= n; i++) f[i] = sin(w[i]);
    for (int i = 0; i < n; i++) d -= .5*cos(w[i])/n;
    d += sde_integral(n, f, w, .5)-sde_integral(n, f, w, 0);
    s1 += d/M, s2 += d*d/M, s4 += d*d*d*d/M;
  }
  near(s1, 0, 4*sqrt(s2/M)+1.0/n);
  near(s2, want, 4*sqrt((s4-s2*s2)/M)+5*want/n);
}

/* The bound 3 K^4 t^2 is attained by an integrand of +1 and -1, such as the sign of W: then the sum is normal, and the variance of its fourth
   power 96 t^4.  For cos W it must hold with room.  Tolerance: four standard errors over 40000 paths. */
Test(sde, fourth)
{
  enum { L = 6, n = 1<<L, M = 40000 };
  double w[n+1], H[n+1], four[2] = {0};
  for (int k = 0; k < M; k++) {
    sde_brownian(w, L, 1, 25, (uint64_t)k);
    for (int r = 0; r < 2; r++) {
      for (int i = 0; i <= n; i++) H[i] = r ? cos(w[i]) : w[i] < 0 ? -1 : 1;
      four[r] += pow(sde_integral(n, H, w, 0), 4)/M;
    }
  }
  near(four[0], 3, 4*sqrt(96.0/M));
  cr_assert(four[1] < 3, "fourth moment %g of the integral of cos W", four[1]);
}

/* sin W: E sin^2 W_t = (1-e^{-2t})/2.  On the grid the isometry holds for the sum at the left ends, not only in the limit.  The gain after
   t = 1/2 is orthogonal to what is known then, to sin W_{1/2} for one.  Tolerance: four standard errors over 40000 paths. */
Test(sde, isometry)
{
  enum { L = 6, n = 1<<L, M = 40000 };
  double w[n+1], H[n+1], s1 = 0, s2 = 0, s4 = 0, c1 = 0, c2 = 0, want = 0;
  for (int k = 0; k < M; k++) {
    double I, c;
    sde_brownian(w, L, 1, 13, (uint64_t)k);
    for (int i = 0; i <= n; i++) H[i] = sin(w[i]);
    I = sde_integral(n, H, w, 0);
    c = (I-sde_integral(n/2, H, w, 0))*H[n/2];
    c1 += c/M, c2 += c*c/M;
    s1 += I/M, s2 += I*I/M, s4 += I*I*I*I/M;
  }
  for (int i = 0; i < n; i++) want += .5*(1-exp(-2.0*i/n))/n;
  near(s1, 0, 4*sqrt(s2/M));
  near(c1, 0, 4*sqrt(c2/M));
  near(s2, want, 4*sqrt((s4-s2*s2)/M));
}

/* Bounded coefficients, as the theorem wants them: X = W/2+t/2, f = e^{-t} sin x.  The residual f(X_1)-int (f_t+f_x/2+f_xx/8) dt, with the
   trapezoidal rule on 64 steps, has mean zero and the mean square int E (f_x/2)^2 dt; X is normal, so E cos^2 X = (1+cos(t) e^{-t/2})/2.
   Tolerance: four standard errors over 40000 paths, and h for the grid. */
Test(sde, bounded)
{
  enum { L = 6, n = 1<<L, M = 40000 };
  double w[n+1], s1 = 0, s2 = 0, s4 = 0, want = 0;
  for (int k = 0; k < M; k++) {
    double r = 0;
    sde_brownian(w, L, 1, 26, (uint64_t)k);
    for (int i = 0; i <= n; i++) {
      double t = (double)i/n, X = .5*w[i]+.5*t;
      r -= (i%n ? 1 : .5)/n*exp(-t)*(-sin(X)+.5*cos(X)-.125*sin(X));
      if (i == n) r += exp(-1)*sin(X);
    }
    s1 += r/M, s2 += r*r/M, s4 += r*r*r*r/M;
  }
  for (double t = .0005; t < 1; t += .001) want += .001*.25*exp(-2*t)*.5*(1+cos(t)*exp(-.5*t));
  near(s1, 0, 4*sqrt(s2/M)+1e-4);
  near(s2, want, 4*sqrt((s4-s2*s2)/M)+want/n);
}

/* Ito's formula for f(x) = x^3 along dX = -X dt + g dW, sampled exactly: f(X_1)-f(X_0)-int(-3X^3+3 g^2 X)dt has mean zero, if the time
   integral is exact.  With the trapezoidal rule on 64 steps its mean errs by h^2/12 |d/dt E(...)| < 1e-4, far below the standard
   error.  Without the second-order term the mean would be 3 g^2 int E X dt, 50 standard errors.
   Tolerance: four standard errors over 40000 paths for the mean, ten per cent for the mean square. */
Test(sde, formula)
{
  enum { n = 64, M = 40000 };
  static double x[M], z[M], first[M], sum[M], old[M];
  double g = .8, s1 = 0, s2 = 0;
  SdeProcess ou = sde_ou(1, g, 1);
  for (int j = 0; j < M; j++) first[j] = x[j] = 1, sum[j] = 0;
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < M; j++) z[j] = own_normal(), old[j] = -3*x[j]*x[j]*x[j]+3*g*g*x[j];
    sde_advance(x, M, &ou, (double)i/n, (i+1.0)/n, z);
    for (int j = 0; j < M; j++) sum[j] += .5*(old[j]-3*x[j]*x[j]*x[j]+3*g*g*x[j])/n;
  }
  for (int j = 0; j < M; j++) {
    double r = x[j]*x[j]*x[j]-first[j]-sum[j];
    s1 += r/M, s2 += r*r/M;
  }
  near(s1, 0, 4*sqrt(s2/M)+1e-4);
  double want = 0, m = 1, v = 0, h = 1e-4; /* isometry: E r^2 = int 9 g^2 E X^4 dt, by Gaussian moments; ten per cent for the discretisation */
  for (int i = 0; i < 10000; i++) {
    m = exp(-(i+.5)*h), v = .5*g*g*(1-m*m);
    want += h*9*g*g*(m*m*m*m+6*m*m*v+3*v*v);
  }
  near(s2, want, .1*want);
}

/* ---- schedules -------------------------------------------------------------------------------------------------------------- */
/* For VE the exact standard deviation is the last column.  Tolerance: 1e-12 relative, the accuracy of the table's closed forms. */
Test(sde, marginal)
{
  FILE *f = oracle_open("score_sde_marginal");
  double row[11];
  int rows = 0;
  SdeProcess p[3] = {sde_vp(.1, 20), sde_subvp(.1, 20), sde_ve(.01, 50)};
  while (oracle_row(f, 11, row) == 11) {
    const SdeProcess *q = p+(int)row[0]-1;
    double t = row[1];
    near(sde_alpha(q, t), row[6], 1e-12*row[6]);
    near(sde_sigma(q, t), row[10], 1e-12*row[10]);
    near(sde_f(q, t), row[8], 1e-12*fabs(row[8]));
    near(sde_g(q, t), row[9], 1e-12*row[9]);
    rows++;
  }
  fclose(f);
  cr_assert(rows == 39, "%d rows", rows);
}

/* The mean of the table is mu + alpha (x0 - mu).  Tolerance: 1e-13 relative for mean and variance, the accuracy of the table. */
Test(sde, ou)
{
  FILE *f = oracle_open("ou_transition_1d");
  double r[12];
  int rows = 0;
  while (oracle_row(f, 12, r) == 12) {
    SdeProcess p = sde_ou(r[0], r[2], 10);
    double a, v;
    sde_transition(&a, &v, &p, 0, r[3]);
    near(r[1]+a*(r[4]-r[1]), r[6], 1e-13*(1+fabs(r[6])));
    near(v, r[7], 1e-13*r[7]);
    near(-.5*log(2*PI*v)-(r[5]-r[6])*(r[5]-r[6])/(2*v), r[9], 1e-12*fabs(r[9]));
    near(sde_f(&p, 1), -r[0], 0);
    near(sde_g(&p, 1), r[2], 0);
    rows++;
  }
  fclose(f);
  cr_assert(rows == 40, "%d rows", rows);
}

/* alpha^2 = cos^2(...)/cos^2(...) as published.  Tolerance: 1e-13, as at t = 0.9 the cosine's argument loses one digit at most. */
Test(sde, cosine)
{
  SdeProcess p = sde_cosine(.008);
  for (double t = .05; t < .91; t += .05) {
    double c = cos(.5*PI*(t+.008)/1.008)/cos(.5*PI*.008/1.008);
    near(sde_alpha(&p, t), c, 1e-14);
    near(sde_sigma(&p, t), sqrt(1-c*c), 1e-13);
  }
  near(sde_alpha(&p, p.T), sin(.5*PI*.0054/1.008)/cos(.5*PI*.008/1.008), 1e-15);
}

static int five(SdeProcess p[5])
{
  p[0] = sde_vp(.1, 20), p[1] = sde_cosine(.008), p[2] = sde_subvp(.1, 20), p[3] = sde_ve(.01, 50), p[4] = sde_ou(.7, 1.3, 1);
  return 5;
}

/* alpha' = f alpha and (sigma^2)' = 2 f sigma^2 + g^2, by fourth-order differences with e = 1e-3, which err by about e^4 times fifth
   derivatives (the rates change by factors of up to 20 in a unit of time).  Tolerance: 1e-6 relative, ten times the error of the differences. */
static double rate(double (*f)(const SdeProcess *, double), const SdeProcess *p, double t, int squared)
{
  double e = 1e-3, v[4], at[4] = {-2, -1, 1, 2};
  for (int i = 0; i < 4; i++) v[i] = f(p, t+at[i]*e), v[i] = squared ? v[i]*v[i] : v[i];
  return (v[0]-8*v[1]+8*v[2]-v[3])/(12*e);
}
Test(sde, rates)
{
  SdeProcess p[5];
  int n = five(p);
  for (int k = 0; k < n; k++)
    for (double t = .05; t < .96; t += .1) {
      double f = sde_f(p+k, t), g = sde_g(p+k, t), s = sde_sigma(p+k, t);
      near(rate(sde_alpha, p+k, t, 0), f*sde_alpha(p+k, t), 1e-6*(1+fabs(f)));
      near(rate(sde_sigma, p+k, t, 1), 2*f*s*s+g*g, 1e-6*(1+g*g));
    }
}

/* X_t from X_s from X_r: factors multiply, variances add after scaling, and v(t,s) = alpha(t)^2 (n(t)-n(s)).
   Tolerance: 1e-13 relative, rounding of a dozen operations. */
Test(sde, compose)
{
  SdeProcess p[5];
  int n = five(p);
  for (int k = 0; k < n; k++)
    for (double r = 0; r < .8; r += .25)
      for (double s = r+.05; s < .9; s += .2)
        for (double t = s+.05; t < .95; t += .2) {
          double a[3], v[3];
          sde_transition(a, v, p+k, r, s);
          sde_transition(a+1, v+1, p+k, s, t);
          sde_transition(a+2, v+2, p+k, r, t);
          near(a[0]*a[1], a[2], 1e-13);
          near(a[1]*a[1]*v[0]+v[1], v[2], 1e-13*(1+v[2]));
          double A = sde_alpha(p+k, t), n_t = pow(sde_sigma(p+k, t)/A, 2), n_s = pow(sde_sigma(p+k, s)/sde_alpha(p+k, s), 2);
          near(v[1], A*A*(n_t-n_s), 1e-13*(1+A*A*n_t));
        }
}

/* A step of 1e-12 at t = 0.5 has the variance g^2 h (1+O(h/0.1)); computed as a difference of variances it would have lost all but four
   digits.  At t = 1e-12, sigma^2 = g(0)^2 t (sub-VP: beta0^2 t^2).  Tolerance: 1e-9 relative, a hundred times the next terms. */
Test(sde, small)
{
  SdeProcess p[5];
  int n = five(p);
  for (int k = 0; k < n; k++) {
    double a, v, h = 1e-12, g = sde_g(p+k, .5), s = sde_sigma(p+k, h);
    sde_transition(&a, &v, p+k, .5, .5+h);
    double real = (.5+h)-.5; /* the step that the machine makes */
    near(v, g*g*real, 1e-9*v);
    double want = k == 2 ? .1*h : sde_g(p+k, 0)*sqrt(h);
    near(s, want, 1e-9*want);
  }
}

/* The inverse.  Tolerance: 1e-12 relative in t, ten times the rounding of a log-SNR of size 30. */
Test(sde, inverse)
{
  SdeProcess p[6];
  int n = five(p);
  p[n++] = sde_ou(0, 2, 1);
  for (int k = 0; k < n; k++)
    for (double t = 1e-6; t < .99; t = t < .05 ? 3*t : t+.03) {
      double a = sde_alpha(p+k, t), s = sde_sigma(p+k, t), l = sde_log_snr(p+k, t);
      near(l, 2*log(a/s), 1e-12*(1+fabs(l)));
      near(sde_time(p+k, l), t, 1e-12*t);
    }
}

/* Stationary where the chapter says so: alpha^2 v + sigma^2 = v; sub-VP's is a limit only; OU with theta <= 0 and VE have none.
   Tolerance: 1e-13, rounding; 1e-4 for what sub-VP has left at t = 1. */
Test(sde, limit)
{
  SdeProcess p[5], away = sde_ou(-.1, 1, 1), brownian = sde_ou(0, 1, 1);
  five(p);
  for (int k = 0; k < 5; k++) {
    if (k == 2 || k == 3) continue;
    for (double t = .1; t < .96; t += .2) {
      double a = sde_alpha(p+k, t), s = sde_sigma(p+k, t), v = sde_limit(p+k);
      near(a*a*v+s*s, v, 1e-13);
    }
  }
  near(sde_limit(p+4), 1.3*1.3/1.4, 1e-15);
  near(sde_limit(p+2), 1, 0);
  near(sde_sigma(p+2, 1), sde_limit(p+2), 1e-4);
  cr_assert(isinf(sde_limit(p+3)) && isinf(sde_limit(&away)) && isinf(sde_limit(&brownian)));
}

/* Moments of exact samples in two steps: mean alpha x0, variance sigma^2.  Tolerance: four standard errors over 40000 samples. */
Test(sde, advance)
{
  enum { M = 40000 };
  static double x[M], z[M];
  SdeProcess p[5];
  int n = five(p);
  for (int k = 0; k < n; k++) {
    double mean = 0, square = 0, times[3] = {0, .2, .5}, s = sde_sigma(p+k, .5);
    for (int j = 0; j < M; j++) x[j] = 1.5;
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < M; j++) z[j] = own_normal();
      sde_advance(x, M, p+k, times[i], times[i+1], z);
    }
    for (int j = 0; j < M; j++) mean += x[j]/M, square += pow(x[j]-1.5*sde_alpha(p+k, .5), 2)/M;
    near(mean, 1.5*sde_alpha(p+k, .5), 4*s/sqrt(M));
    near(square, s*s, 4*s*s*sqrt(2.0/M));
  }
}

/* ---- methods ---------------------------------------------------------------------------------------------------------------- */
static void cube(double *f, size_t n, const double *x, double t, const void *data)
{
  for (size_t i = 0; i < n; i++) f[i] = *(const double *)data*(t-x[i]*x[i]*x[i]);
}
static void wave(double *g, size_t n, const double *x, double t, const void *data)
{
  (void)data;
  for (size_t i = 0; i < n; i++) g[i] = (1+t)*(2+sin(x[i]));
}
static void wave_slope(double *g, size_t n, const double *x, double t, const void *data)
{
  (void)data;
  for (size_t i = 0; i < n; i++) g[i] = (1+t)*cos(x[i]);
}

/* One step of each method at two points, forwards and backwards, against the formulas written out again.  Tolerance: 1e-14, rounding. */
Test(sde, step)
{
  double k = .7, scratch[10], dW[2] = {.3, -.2}, start[2] = {.4, -1.1}, t = .5;
  SdeEquation e = {cube, wave, wave_slope, &k};
  for (int m = 0; m < 3; m++)
    for (int side = -1; side <= 1; side += 2) {
      double h = side*.1, x[2] = {start[0], start[1]};
      sde_step(x, 2, &e, (SdeMethod)m, t, h, dW, scratch);
      for (int i = 0; i < 2; i++) {
        double y = start[i], w = dW[i], f = k*(t-y*y*y), g = (1+t)*(2+sin(y)), want = y+f*h+g*w, p = want;
        if (m == SDE_MILSTEIN) want += .5*g*(1+t)*cos(y)*(w*w-.1);
        if (m == SDE_HEUN) want = y+.5*h*(f+k*(t+h-p*p*p))+.5*w*(g+(1+t+h)*(2+sin(p)));
        near(x[i], want, 1e-14);
      }
    }
}

static void scaled(double *f, size_t n, const double *x, double t, const void *data)
{
  (void)t;
  for (size_t i = 0; i < n; i++) f[i] = *(const double *)data*x[i];
}
static void noisy(double *f, size_t n, const double *x, double t, const void *data)
{
  scaled(f, n, x, t, (const double *)data+1);
}
static void constant(double *f, size_t n, const double *x, double t, const void *data)
{
  (void)t, (void)x;
  for (size_t i = 0; i < n; i++) f[i] = ((const double *)data)[1];
}

enum { FINE = 8, PATHS = 20000 };
static const double c[2] = {.3, .5}; /* mu and nu */
static double ends(int method, int level, double *mean) /* root mean square error at T = 1, and the mean of the end values */
{
  enum { B = 50 };
  static double w[B][(1<<FINE)+1];
  double square = 0, x[B], dW[B], scratch[5*B];
  SdeEquation e = {scaled, noisy, constant, c};
  int n = 1<<level, stride = (1<<FINE)/n;
  *mean = 0;
  for (int k = 0; k < PATHS; k += B) {
    for (int j = 0; j < B; j++) sde_brownian(w[j], FINE, 1, 14, (uint64_t)(k+j)), x[j] = 1;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < B; j++) dW[j] = w[j][(i+1)*stride]-w[j][i*stride];
      sde_step(x, B, &e, (SdeMethod)method, 0, 1.0/n, dW, scratch);
    }
    for (int j = 0; j < B; j++) {
      double X = exp(c[0]-(method == SDE_HEUN ? 0 : .5*c[1]*c[1])+c[1]*w[j][1<<FINE]);
      square += (x[j]-X)*(x[j]-X)/PATHS, *mean += x[j]/PATHS;
    }
  }
  return sqrt(square);
}

/* The exact mean square error.  The squares have a kurtosis of some tens, so a relative standard error of sqrt(30/20000)/2 = 2% of the root:
   Tolerance: 8 per cent of the error, four standard errors of its mean square; 0.05 in the order, as the paths are the same. */
Test(sde, strong)
{
  for (int m = 0; m < 2; m++) {
    double e[2], mean;
    for (int l = 0; l < 2; l++) {
      int level = l ? FINE : 4;
      double h = ldexp(1, -level), mu = c[0], nu = c[1], n = 1/h, extra = m ? .5*pow(nu, 4)*h*h : 0;
      double want = exp(2*mu+nu*nu)-2*pow(exp(mu*h)*(1+mu*h+nu*nu*h+extra), n)+pow((1+mu*h)*(1+mu*h)+nu*nu*h+extra, n);
      e[l] = ends(m, level, &mean);
      near(e[l], sqrt(want), .08*sqrt(want));
    }
    near(log2(e[0]/e[1])/(FINE-4), m ? 1 : .5, .05);
  }
}

/* Additive noise: dX = -X dt + dW from 1, with the exact solution driven by the same increments.  Over a step the integral I of
   e^{-(h-s)} dW_s has covariance 1-e^{-h} with the increment and variance (1-e^{-2h})/2.  The mean square error by the recursions of E X^2,
   E X Y and E Y^2.  Tolerance: 2.5 per cent of the error, five standard errors over 20000 paths; 0.05 in the order. */
Test(sde, additive)
{
  static const double ou[2] = {-1, 1};
  static double x[PATHS], y[PATHS], dW[PATHS], scratch[5*PATHS];
  SdeEquation e = {scaled, constant, NULL, ou};
  double got[2];
  for (int l = 0; l < 2; l++) {
    int n = l ? 64 : 8;
    double h = 1.0/n, q = exp(-h), c = 1-q, rest = sqrt((1-q*q)/2-c*c/h), XX = 1, XY = 1, YY = 1, square = 0;
    for (int j = 0; j < PATHS; j++) x[j] = y[j] = 1;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < PATHS; j++)
        dW[j] = sqrt(h)*own_normal(), x[j] = q*x[j]+c/h*dW[j]+rest*own_normal();
      sde_step(y, PATHS, &e, SDE_EULER, 0, h, dW, scratch);
      XX = q*q*XX+(1-q*q)/2, XY = q*(1-h)*XY+c, YY = (1-h)*(1-h)*YY+h;
    }
    for (int j = 0; j < PATHS; j++) square += (x[j]-y[j])*(x[j]-y[j])/PATHS;
    got[l] = sqrt(square);
    near(got[l], sqrt(XX-2*XY+YY), .025*got[l]);
  }
  near(log2(got[0]/got[1])/3, 1, .05);
}

/* Order one towards exp(mu + nu W), Stratonovich's solution.  Tolerance: 0.05 in the order; four standard errors in the mean. */
Test(sde, heun)
{
  double mean, coarse = ends(SDE_HEUN, 4, &mean), fine = ends(SDE_HEUN, FINE, &mean);
  near(log2(coarse/fine)/(FINE-4), 1, .05);
  near(mean, exp(c[0]+.5*c[1]*c[1]), 4*.8/sqrt(PATHS)+fine);
}

/* The leading terms of both weak errors, with no sampling error: the first two moments of Euler-Maruyama are the same if the increments are
   coins of +-sqrt(h), and all 2^N sequences of N coins are coordinates of one point.  With N = 8 and 16 Richardson's extrapolation of
   error/h leaves O(h^2).  Tolerance: one per cent of the leading term; the rest O(h^2) is a third of that. */
Test(sde, moments)
{
  enum { MOST = 1<<16 };
  static double x[MOST], dW[MOST], scratch[5*MOST];
  SdeEquation e = {scaled, noisy, constant, c};
  double mu = c[0], k = 2*c[0]+c[1]*c[1], rate[2][2], lead[2] = {-.5*mu*mu*exp(mu), (mu*mu-.5*k*k)*exp(k)};
  for (int l = 0; l < 2; l++) {
    int N = l ? 16 : 8, all = 1<<N;
    double m[2] = {0};
    for (int j = 0; j < all; j++) x[j] = 1;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < all; j++) dW[j] = (j>>i&1 ? 1 : -1)/sqrt(N);
      sde_step(x, (size_t)all, &e, SDE_EULER, 0, 1.0/N, dW, scratch);
    }
    for (int j = 0; j < all; j++) m[0] += x[j]/all, m[1] += x[j]*x[j]/all;
    rate[l][0] = (m[0]-exp(mu))*N, rate[l][1] = (m[1]-exp(k))*N;
  }
  for (int i = 0; i < 2; i++) near(2*rate[1][i]-rate[0][i], lead[i], .01*fabs(lead[i]));
}

/* E Y_N = (1+mu h)^N for both Ito methods (standard deviation of the end: 0.72).  Tolerance: four standard errors over 20000 paths. */
Test(sde, weak)
{
  for (int m = 0; m < 2; m++)
    for (int level = 1; level <= 4; level += 3) {
      double mean;
      ends(m, level, &mean);
      near(mean, pow(1+c[0]*ldexp(1, -level), 1<<level), 4*.72/sqrt(PATHS));
    }
}
