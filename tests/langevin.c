/* Tests of the chapter on Langevin dynamics.  Laws, passage times and gaps are deterministic and held against closed forms, identities or
   another algorithm; particles against the exact moments of their chain, with four standard errors and fixed seeds, and against the formula
   of a step written out again, to rounding. */
#include <criterion/criterion.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include "langevin.h"
#include "linalg.h"
#include "rng.h"
#include "near.h"
#include "oracle.h"

static const double PI = 3.14159265358979323846;

static const double one[1] = {1}, origin[3] = {0, 0, 0}, unit[1] = {1}, two[1] = {2};
static const double w2[2] = {.3, .7}, m2[4] = {-1, .5, 1.2, 0}, v2[2] = {.3, .2};
static const HeatMixture standard = {1, 1, one, origin, unit}, wide = {1, 1, one, origin, two}, cube = {1, 3, one, origin, unit};
static const HeatMixture pair = {2, 2, w2, m2, v2}, line = {2, 1, w2, (const double[]){-1, 1}, v2};

/* ---- the target ------------------------------------------------------------------------------------------------------------- */
/* Score and density at every blur of the table, signal factor 1.
   Tolerance: 1e-12 of a density and 1e-11 of a score, as good as the table. */
Test(langevin, target)
{
  double w[3], m[6], v[3], row[12];
  int K = 0, rows = 0;
  FILE *f = oracle_open("gmm2d");
  while (oracle_row(f, 5, row) == 5)
    if (row[0] == 1) w[K] = row[1], m[2*K] = row[2], m[2*K+1] = row[3], v[K] = row[4]*row[4], K++;
  fclose(f);
  HeatMixture mixture = {K, 2, w, m, v};
  LangevinTarget q = langevin_mixture(&mixture);
  f = oracle_open("gmm2d_score");
  while (oracle_row(f, 12, row) == 12) {
    double s[2], l;
    if (row[0] != 1) continue;
    q.score(s, 1, row+2, row[1], q.data);
    q.log_density(&l, 1, row+2, row[1], q.data);
    near(l, row[4], 1e-12*(1+fabs(row[4])));
    for (int i = 0; i < 2; i++) near(s[i], row[5+i], 1e-11*(1+fabs(row[5+i])));
    rows++;
  }
  fclose(f);
  cr_assert(rows > 10 && K == 3 && q.d == 2, "%d rows", rows);
}

/* The score of two distant modes is -x + m tanh(m x + c), whatever is known of the weight only in c; the relative Fisher information of two
   weights is below the bound of the chapter, their relative entropy near its limit.  Midpoint sums of smooth functions.
   Tolerance: 1e-12 for the score; the bound itself, but not a twentieth of it; 2e-3 for the limit, the overlap of modes. */
Test(langevin, blind)
{
  double m = 3, v[2] = {.75, .75}, at[2] = {3, -3}, c[2], fisher = 0, entropy = 0, d = .01;
  double weight[2][2] = {{.25, .75}, {.6, .4}};
  HeatMixture a = {2, 1, weight[0], at, v}, b = {2, 1, weight[1], at, v};
  LangevinTarget qa = langevin_mixture(&a), qb = langevin_mixture(&b);
  for (int k = 0; k < 2; k++) c[k] = .5*log(weight[k][0]/weight[k][1]);
  for (double x = -12; x < 12; x += d) {
    double s[2], l, r;
    qa.score(s, 1, &x, .5, qa.data), qb.score(s+1, 1, &x, .5, qb.data); /* variance 3/4+1/4 */
    qa.log_density(&l, 1, &x, .5, qa.data), qb.log_density(&r, 1, &x, .5, qb.data);
    near(s[0], -x+m*tanh(m*x+c[0]), 1e-12*(1+fabs(x)));
    fisher += d*exp(l)*(s[0]-s[1])*(s[0]-s[1]);
    entropy += d*exp(l)*(l-r);
  }
  double bound = sqrt(8/PI*.25*.75)*m*pow(sinh(c[0]-c[1]), 2)*exp(-m*m/2);
  cr_assert(fisher > .05*bound && fisher < bound, "%g, bound %g", fisher, bound);
  near(entropy, .25*log(.25/.6)+.75*log(.75/.4), 2e-3);
}

/* ---- steps ------------------------------------------------------------------------------------------------------------------ */
/* Three steps of 300 particles in the plane, each written out again from the same random numbers.
   Tolerance: 1e-12, rounding. */
Test(langevin, step)
{
  enum { n = 300 };
  static double x[2*n], y[2*n], s[2*n], z[2*n];
  LangevinTarget q = langevin_mixture(&pair);
  double h = .07, sigma = .4;
  for (int i = 0; i < 2*n; i++) x[i] = y[i] = sin(1.7*i);
  langevin_steps(x, n, &q, sigma, h, 3, 5, 40);
  for (int k = 0; k < 3; k++) {
    heat_mixture_score(s, &pair, 1, sigma*sigma, n, y);
    rng_normal(z, 2*n, 5, (uint64_t)(40+k), 0);
    for (int i = 0; i < 2*n; i++) y[i] += h*s[i]+sqrt(2*h)*z[i];
  }
  for (int i = 0; i < 2*n; i++) near(x[i], y[i], 1e-12);
}

/* Mean and variance after k steps on N(0, 2) from the point 1.5, by the recursions, and their limit.
   Tolerance: four standard errors of 40000 normal numbers. */
Test(langevin, gaussian)
{
  enum { n = 40000 };
  static double x[n];
  LangevinTarget q = langevin_mixture(&wide);
  double h = .9, v = 2, V = 0, m = 1.5, mean = 0, square = 0;
  for (int i = 0; i < n; i++) x[i] = m;
  langevin_steps(x, n, &q, 0, h, 12, 6, 0);
  for (int k = 0; k < 12; k++) m *= 1-h/v, V = (1-h/v)*(1-h/v)*V+2*h;
  near(V, v/(1-h/(2*v)), 1e-4); /* twelve steps are enough: (1-h/v)^24 = 6e-7 */
  for (int i = 0; i < n; i++) mean += x[i]/n;
  for (int i = 0; i < n; i++) square += (x[i]-m)*(x[i]-m)/n;
  near(mean, m, 4*sqrt(V/n));
  near(square, V, 4*V*sqrt(2.0/n));
}

static const double P[2][2] = {{4/3., -2/3.}, {-2/3., 4/3.}}; /* inverse of the covariance {{1, .5}, {.5, 1}} */
static void stirred_score(double *s, size_t n, const double *x, double sigma, const void *stir)
{
  (void)sigma;
  for (size_t i = 0; i < n; i++) {
    double a = -P[0][0]*x[2*i]-P[0][1]*x[2*i+1], b = -P[1][0]*x[2*i]-P[1][1]*x[2*i+1], r = *(const double *)stir;
    s[2*i] = a+r*b, s[2*i+1] = b-r*a; /* the second terms are pi's gradient over pi turned by a right angle */
  }
}

/* A correlated normal law in the plane, with the drift s and with s+r, div(r pi) = 0: both keep its moments; without r E x_1(0) x_2(t) is the same as
   E x_2(0) x_1(t), with r it is not.
   Tolerance: four standard errors of 40000 particles, and 2h for the bias of the moments. */
Test(langevin, drift)
{
  enum { n = 40000 };
  static double x[2*n], x0[2*n], d[n];
  for (int stir = 0; stir < 2; stir++) {
    double r = stir, h = .005, m[3] = {0}, mean = 0, square = 0;
    LangevinTarget q = {2, stirred_score, NULL, &r};
    rng_normal(x, 2*n, 13, 0, 0);
    for (int i = 0; i < n; i++) x[2*i+1] = .5*x[2*i]+sqrt(.75)*x[2*i+1];
    memcpy(x0, x, sizeof x);
    langevin_steps(x, n, &q, 0, h, 120, 13, 1);
    for (int i = 0; i < n; i++) {
      m[0] += x[2*i]*x[2*i]/n, m[1] += x[2*i]*x[2*i+1]/n, m[2] += x[2*i+1]*x[2*i+1]/n;
      d[i] = x0[2*i]*x[2*i+1]-x0[2*i+1]*x[2*i];
      mean += d[i]/n, square += d[i]*d[i]/n;
    }
    for (int j = 0; j < 3; j++) near(m[j], j == 1 ? .5 : 1, 4*sqrt(2.0/n)+2*h);
    double bar = sqrt((square-mean*mean)/n);
    cr_assert(stir ? fabs(mean) > 20*bar : fabs(mean) < 4*bar, "%g +- %g", mean, bar);
  }
}

/* The same bits by one thread and by two, and a particle does not depend on how many there are.
   Tolerance: none, equality to the bit. */
Test(langevin, threads)
{
  enum { n = 1000 };
  static double x[2][2*n], y[2][2*n], few[2*200];
  double part[2], sigma[3] = {2, 1, .5};
  LangevinTarget q = langevin_mixture(&pair);
  for (int k = 0; k < 2; k++) {
    omp_set_num_threads(k+1);
    for (int i = 0; i < 2*n; i++) x[k][i] = y[k][i] = cos(.3*i);
    part[k] = langevin_adjusted(x[k], n, &q, 0, .2, 5, 7, 0);
    langevin_predict_correct(y[k], n, &q, 3, sigma, .1, 2, 7, 100);
  }
  cr_assert(part[0] == part[1] && memcmp(x[0], x[1], sizeof x[0]) == 0 && memcmp(y[0], y[1], sizeof y[0]) == 0);
  for (int i = 0; i < 400; i++) few[i] = cos(.3*i);
  langevin_adjusted(few, 200, &q, 0, .2, 5, 7, 0);
  cr_assert(memcmp(few, x[0], sizeof few) == 0);
}

/* ---- acceptance ------------------------------------------------------------------------------------------------------------- */
/* ln A against densities of the proposal written out; and the flux pi(x) k(x,y) min(1,A) is symmetric.
   Tolerance: 1e-11 of the largest logarithm, rounding. */
Test(langevin, ratio)
{
  LangevinTarget q = langevin_mixture(&pair);
  for (int k = 0; k < 50; k++) {
    double x[2] = {sin(k), cos(2.1*k)}, y[2] = {sin(1.3*k+1), 1.5*cos(k)}, sx[2], sy[2], lx, ly, h = .05+.02*k, there = 0, back = 0;
    q.score(sx, 1, x, 0, q.data), q.score(sy, 1, y, 0, q.data);
    q.log_density(&lx, 1, x, 0, q.data), q.log_density(&ly, 1, y, 0, q.data);
    for (int i = 0; i < 2; i++) {
      there -= pow(y[i]-x[i]-h*sx[i], 2)/(4*h);
      back -= pow(x[i]-y[i]-h*sy[i], 2)/(4*h);
    }
    double A = langevin_log_ratio(2, x, y, sx, sy, ly-lx, h), B = langevin_log_ratio(2, y, x, sy, sx, lx-ly, h);
    near(A, ly+back-lx-there, 1e-11*(1+fabs(there)+fabs(back)));
    near(A, -B, 1e-11*(1+fabs(A)));
    near(lx+there+fmin(0, A), ly+back+fmin(0, B), 1e-11*(1+fabs(there)+fabs(back)));
  }
}

/* 2/pi arctan (2/h)^{3/2} on N(0,1): n particles, one step each.
   Tolerance: four standard errors of a share of 40000. */
Test(langevin, acceptance)
{
  enum { n = 40000 };
  static double x[n];
  LangevinTarget q = langevin_mixture(&standard);
  for (int k = 0; k < 4; k++) {
    double h = .3*(k+1)*(k+1), want = 2/PI*atan(pow(2/h, 1.5));
    rng_normal(x, n, 8, (uint64_t)(1000*k), 0);
    near(langevin_adjusted(x, n, &q, 0, h, 1, 8, (uint64_t)(1000*k+1)), want, 4*sqrt(want*(1-want)/n));
  }
}

/* In three dimensions the acceptance is E min(1, exp(-h/4 (|Y|^2-|X|^2))): here by random sums of the test's own over 200,000 pairs; the
   code's mean is over 20 steps, from which correlation takes at most the factor sqrt(20).
   Tolerance: four binomial errors of 20000 particles, and 1e-3 for the sums of the test. */
Test(langevin, dimension)
{
  enum { n = 20000, m = 200000 };
  static double x[3*n], z[6*m];
  double h = .8, sum = 0, got;
  LangevinTarget q = langevin_mixture(&cube);
  rng_normal(z, 6*m, 77, 0, 0);
  for (int i = 0; i < m; i++) {
    double change = 0;
    for (int j = 0; j < 3; j++) {
      double a = z[6*i+j], b = (1-h)*a+sqrt(2*h)*z[6*i+3+j];
      change += b*b-a*a;
    }
    sum += exp(fmin(0, -h/4*change))/m;
  }
  rng_normal(x, 3*n, 9, 0, 0);
  got = langevin_adjusted(x, n, &q, 0, h, 20, 9, 1);
  near(got, sum, 4*sqrt(.25/n)+1e-3);
}

/* The adjusted chain keeps the law of an exact sample, with a step at which the unadjusted one changes the variance by a third: moments of the mixture
   and the probability of a mode.
   Tolerance: four standard errors of 40000 particles. */
Test(langevin, invariant)
{
  enum { n = 40000 };
  static double x[2*n];
  LangevinTarget q = langevin_mixture(&pair);
  double want[4] = {0}, got[4] = {0}, square = 0;
  heat_mixture_sample(x, &pair, 1, 0, n, 10, 0, 0);
  double kept = langevin_adjusted(x, n, &q, 0, .15, 40, 10, 1);
  cr_assert(kept > .6 && kept < .95, "accepted %g", kept);
  for (int k = 0; k < 2; k++) {
    want[0] += w2[k]*m2[2*k], want[1] += w2[k]*(m2[2*k]*m2[2*k]+v2[k]), want[2] += w2[k]*(m2[2*k+1]*m2[2*k+1]+v2[k]);
    want[3] += w2[k]*.5*(1+erf(m2[2*k]/sqrt(2*v2[k])));
  }
  for (int i = 0; i < n; i++) {
    got[0] += x[2*i]/n, got[1] += x[2*i]*x[2*i]/n, got[2] += x[2*i+1]*x[2*i+1]/n, got[3] += (x[2*i] > 0)/(double)n;
    square += pow(x[2*i], 4)/n;
  }
  near(got[0], want[0], 4*sqrt(want[1]/n));
  near(got[1], want[1], 4*sqrt((square-want[1]*want[1])/n));
  near(got[2], want[2], 4*want[2]*sqrt(3.0/n));
  near(got[3], want[3], 4*sqrt(.25/n));
}

/* ---- laws ------------------------------------------------------------------------------------------------------------------- */
enum { N = 600 };
static double at[N], p[N], drift[N], pi[N], mesh;
static void grid(double end)
{
  mesh = 2*end/N;
  for (int i = 0; i < N; i++) at[i] = -end+(i+.5)*mesh;
}
static double gauss(double x, double m, double V) { return exp(-(x-m)*(x-m)/(2*V))/sqrt(2*PI*V); }

/* N(m, V) under linear drift stays normal: (1-h) m and (1-h)^2 V + 2h.  The trapezoidal rule errs by exp(-2 pi^2 b/delta^2) < 1e-20 here,
   and the far tail of a row, cut at nine standard deviations, by 1e-18.
   Tolerance: 1e-11 of a density near one, rounding; 1e-12 of the mass. */
Test(langevin, law)
{
  double m = 1.5, V = .4, h = .1, mass = 0;
  grid(9);
  for (int i = 0; i < N; i++) p[i] = gauss(at[i], m, V), drift[i] = -h*at[i];
  langevin_law(p, N, -9, 9, drift, 2*h, NULL, 25);
  for (int k = 0; k < 25; k++) m *= 1-h, V = (1-h)*(1-h)*V+2*h;
  for (int i = 0; i < N; i++) { near(p[i], gauss(at[i], m, V), 1e-11); mass += mesh*p[i]; }
  near(mass, 1, 1e-12);
}

/* pi(1+h r+O(h^2)): the error of E x and E x^2 over h, extrapolated from two steps, is the integral against r.  r comes from differences of ln pi here.
   Tolerance: 4e-3, the term of order h^2 that two steps leave. */
Test(langevin, bias)
{
  double e[2][2] = {{0}}, want[2] = {0}, fisher = 0, r[N], s[N];
  grid(6);
  LangevinTarget q = langevin_mixture(&line);
  for (int i = 0; i < N; i++) {
    double l[3], near_by[3] = {at[i]-1e-4, at[i], at[i]+1e-4};
    q.log_density(l, 3, near_by, 0, q.data);
    pi[i] = exp(l[1]), s[i] = (l[2]-l[0])/2e-4, r[i] = .25*s[i]*s[i]+.5*(l[2]-2*l[1]+l[0])/1e-8;
    fisher += mesh*pi[i]*s[i]*s[i];
  }
  for (int i = 0; i < N; i++)
    for (int j = 0; j < 2; j++) want[j] += mesh*pi[i]*(r[i]+.25*fisher)*(j ? at[i]*at[i] : at[i]);
  for (int k = 0; k < 2; k++) {
    double h = k ? .01 : .02;
    for (int i = 0; i < N; i++) p[i] = pi[i], drift[i] = h*s[i];
    langevin_law(p, N, -6, 6, drift, 2*h, NULL, 3000);
    for (int i = 0; i < N; i++) e[k][0] += mesh*(p[i]-pi[i])*at[i]/h, e[k][1] += mesh*(p[i]-pi[i])*at[i]*at[i]/h;
  }
  for (int j = 0; j < 2; j++) near(2*e[1][j]-e[0][j], want[j], 4e-3*(1+fabs(want[j])));
}

/* With acceptance pi is kept to rounding for any step, and reached from elsewhere; detailed balance: the flow from the cells of a set A to B in one step
   from pi equals that back.
   Tolerance: 1e-12, rounding; 1e-8 in the 1-norm for what 1500 steps leave of another start. */
Test(langevin, reversible)
{
  static double log_pi[N], left[N], right[N];
  double there = 0, back = 0, off = 0, h = .3;
  grid(6);
  heat_mixture_log_density(log_pi, &line, 1, 0, N, at);
  heat_mixture_score(drift, &line, 1, 0, N, at);
  for (int i = 0; i < N; i++) drift[i] *= h, p[i] = pi[i] = exp(log_pi[i]);
  langevin_law(p, N, -6, 6, drift, 2*h, log_pi, 100);
  for (int i = 0; i < N; i++) near(p[i], pi[i], 1e-12);
  for (int i = 0; i < N; i++) left[i] = i < 250 ? pi[i] : 0, right[i] = i > 320 ? pi[i] : 0;
  langevin_law(left, N, -6, 6, drift, 2*h, log_pi, 1);
  langevin_law(right, N, -6, 6, drift, 2*h, log_pi, 1);
  for (int i = 0; i < N; i++) there += i > 320 ? left[i] : 0, back += i < 250 ? right[i] : 0;
  cr_assert(there > 1e-3, "%g", there);
  near(there, back, 1e-12*there);
  for (int i = 0; i < N; i++) p[i] = gauss(at[i], 2, .1);
  langevin_law(p, N, -6, 6, drift, 2*h, log_pi, 1500);
  for (int i = 0; i < N; i++) off += mesh*fabs(p[i]-pi[i]);
  near(off, 0, 1e-8);
}

static double divergence(const double *q)
{
  double sum = 0;
  for (int i = 0; i < N; i++) if (p[i] > 0) sum += mesh*p[i]*log(p[i]/q[i]);
  return sum;
}

/* Entropy of the chain with a small step: on N(0,1) the closed form of the chapter, and for U = x^2/2+x^4/4 below Bakry and Emery's
   bound, from three starts.
   Tolerance: 2% for terms of order h = 0.005 in a rate, and 1e-5 (bound: 1e-4) for the bias. */
Test(langevin, decay)
{
  double h = .005;
  grid(6);
  for (int convex = 0; convex < 2; convex++)
    for (int start = 0; start < 3; start++) {
      double sum = 0, m = start-.5, V = start == 1 ? .2 : 1, first;
      for (int i = 0; i < N; i++) {
        double x = at[i];
        drift[i] = -h*(convex ? fmin(fmax(x+x*x*x, -300), 300) : x);
        sum += pi[i] = exp(-x*x/2-(convex ? x*x*x*x/4 : 0)), p[i] = gauss(x, m, V);
      }
      for (int i = 0; i < N; i++) pi[i] /= sum*mesh;
      first = divergence(pi);
      for (int k = 1; k <= 4; k++) {
        double e = exp(-.5*k), q = 1+(V-1)*e, want = .5*m*m*e+.5*(q-1-log(q));
        langevin_law(p, N, -6, 6, drift, 2*h, NULL, 50);
        if (convex) cr_assert(divergence(pi) < first*e+1e-4, "%g, bound %g", divergence(pi), first*e);
        else near(divergence(pi), want, .02*want+1e-5);
      }
    }
}

static double information(const double *log_pi, const double *bend, double loss[2]) /* I(p|pi); what takes it away, for bend = U'', and the size of its terms */
{
  double sum = 0;
  loss[0] = loss[1] = 0;
  for (int i = 1; i < N-1; i++) if (p[i] > 1e-14) {
    double low = log(p[i-1])-log_pi[i-1], here = log(p[i])-log_pi[i], high = log(p[i+1])-log_pi[i+1];
    double g = (high-low)/(2*mesh), gg = (high-2*here+low)/(mesh*mesh);
    sum += mesh*p[i]*g*g, loss[0] += 2*mesh*p[i]*(gg*gg+bend[i]*g*g), loss[1] += 2*mesh*p[i]*(gg*gg+fabs(bend[i])*g*g);
  }
  return sum;
}

/* Laws on their way, in x^2/2+x^4/4 and in a double well of height 1: I falls as the identity of Bakry and Emery says; H < I/2 kappa with their kappa = 1
   and with that of Holley and Stroock, which is needed: in the well a half law has H > I/2.
   Tolerance: 3% of the terms of dI/dt, for the step of the chain; none in the inequalities. */
Test(langevin, sobolev)
{
  static double log_pi[N], bend[N];
  const double h = .001;
  grid(4);
  for (int deep = 0; deep < 2; deep++) {
    double sum = 0, kappa = deep ? 2*exp(-1-.25-1) : 1, worst = 0;
    for (int i = 0; i < N; i++) {
      double x = at[i], y = x*x;
      log_pi[i] = deep ? -(y-1)*(y-1) : -y/2-y*y/4, bend[i] = deep ? 12*y-4 : 1+3*y;
      drift[i] = -h*(deep ? 4*x*(y-1) : x+x*y), p[i] = gauss(x, deep ? -1 : .7, .2);
      sum += pi[i] = exp(log_pi[i]);
    }
    for (int i = 0; i < N; i++) pi[i] /= sum*mesh;
    for (int k = 0; k < 8; k++) {
      double loss[2], before, fisher, after, unused[2];
      langevin_law(p, N, -4, 4, drift, 2*h, NULL, 40+160*(k > 3));
      before = information(log_pi, bend, unused);
      langevin_law(p, N, -4, 4, drift, 2*h, NULL, 5);
      fisher = information(log_pi, bend, loss);
      double H = divergence(pi);
      langevin_law(p, N, -4, 4, drift, 2*h, NULL, 5);
      after = information(log_pi, bend, unused);
      near((after-before)/(10*h), -loss[0], .03*loss[1]);
      cr_assert(H < fisher/(2*kappa), "%g, bound %g", H, fisher/(2*kappa));
      worst = fmax(worst, 2*H/fisher);
    }
    cr_assert(deep ? worst > 1 : worst < 1, "%g", worst);
  }
}

/* While the target moves with the velocity v = sigma^2 s, the entropy of another law changes at the rate -c I if it is carried along, and else at
   -c I - int q v.grad ln(q/p), which is at most -c I/2 + int q |v|^2/2c.  One step of two lengths, extrapolated.
   Tolerance: 1% of the rate, the second-order part of a step. */
Test(langevin, lag)
{
  static double s[N], q[N];
  for (int carry = 0; carry < 2; carry++) for (int k = 0; k < 3; k++) {
    double c = .5*(1<<k), rate[2], first, fisher = 0, cross = 0, square = 0;
    grid(10);
    heat_mixture_density(pi, &line, 1, 1, N, at), heat_mixture_score(s, &line, 1, 1, N, at);
    for (int i = 0; i < N; i++) p[i] = q[i] = gauss(at[i], .3, .9);
    first = divergence(pi);
    for (int i = 0; i < N; i++) {
      double g = -(at[i]-.3)/.9-s[i];
      fisher += mesh*q[i]*g*g, cross += mesh*q[i]*s[i]*g, square += mesh*q[i]*s[i]*s[i];
    }
    for (int j = 0; j < 2; j++) {
      double step = j ? .005 : .01, to = exp(-step);
      for (int i = 0; i < N; i++) drift[i] = step*(c+carry)*s[i], p[i] = q[i];
      langevin_law(p, N, -10, 10, drift, 2*c*step, NULL, 1);
      heat_mixture_density(pi, &line, 1, to*to, N, at);
      rate[j] = (divergence(pi)-first)/step;
    }
    double got = 2*rate[1]-rate[0], want = -c*fisher-(carry ? 0 : cross);
    near(got, want, .01*fabs(want));
    cr_assert(carry || got < -c/2*fisher+square/(2*c), "%g, bound %g", got, -c/2*fisher+square/(2*c));
  }
}

/* ---- passages and gaps -------------------------------------------------------------------------------------------------------- */
static double roof(double x, const void *data) { (void)data; return fabs(x); }
static double bowl(double x, const void *data) { (void)data; return x*x/2; }
static double well(double x, const void *B) { return *(const double *)B*(x*x-1)*(x*x-1); }
static double tilted(double x, const void *B) { return well(x, B)+.3*x; }

/* |x|: from 0 to b in 2(e^b-1)-b; the kink is at an end of the grid, so Simpson's rule keeps its order.  x^2/2 from -b to b: Z times
   the integral of exp(y^2/2), by its power series.
   Tolerance: 1e-9 of the result, ten times what Simpson's rule leaves. */
Test(langevin, passage)
{
  for (double b = .5; b < 4; b += .5) {
    double series = 0, term = b;
    for (int k = 0; k < 80; k++) series += term/(2*k+1), term *= b*b/2/(k+1);
    near(langevin_passage(roof, NULL, -40, 0, b), 2*(exp(b)-1)-b, 1e-9*exp(b));
    near(langevin_passage(bowl, NULL, -9, -b, b), sqrt(2*PI)*series, 1e-9*series);
  }
}

/* B^2 (M/leading - 1 - 3/8B) tends to a constant, so it is bounded and nearly the same at B = 40 and 80.
   Tolerance: below 1, and 10% for the term of the next order. */
Test(langevin, kramers)
{
  double c[2];
  for (int k = 0; k < 2; k++) {
    double B = 40*(k+1), M = langevin_passage(well, &B, -2.2, -1, 1);
    c[k] = B*B*(M/(PI/(2*sqrt(2)*B)*exp(B))-1-.375/B);
  }
  cr_assert(fabs(c[0]) < 1 && fabs(c[0]/c[1]-1) < .1, "%g %g", c[0], c[1]);
}

static FokkerPlanck *solver(int n, double end, double (*U)(double, const void *), const void *data, double *up, double *down)
{
  FokkerPlanck *s = fokker_planck_new(n, -end, end, FOKKER_PLANCK_SEALED);
  const double *x = fokker_planck_centres(s);
  double *w = calloc(2*(size_t)n+2, sizeof *w), *D = w+n+1, h = 2*end/n;
  for (int k = 1; k < n; k++) {
    D[k] = 1, w[k] = U(x[k-1], data)-U(x[k], data);
    if (up != NULL) {
      double b = fabs(w[k]) < 1e-12 ? 1 : w[k]/expm1(w[k]);
      down[k] = b/(h*h), up[k] = (b+w[k])/(h*h);
    }
  }
  fokker_planck_rates(s, FOKKER_PLANCK_CHANG_COOPER, w, D);
  free(w);
  return s;
}

/* Against all eigenvalues of the symmetrised matrix by LAPACK, for a well that is not symmetric; and 1 for x^2/2.
   Tolerance: 1e-9 of the gap, iteration and rounding; h^2/4 of the mesh for the bowl. */
Test(langevin, gap)
{
  enum { n = 120 };
  static double a[n*n], e[n], up[n+1], down[n+1];
  double B = 2;
  FokkerPlanck *s = solver(n, 2.5, tilted, &B, up, down);
  for (int i = 0; i < n; i++) {
    a[i*n+i] = -(up[i+1]*(i < n-1)+down[i]*(i > 0));
    if (i > 0) a[i*n+i-1] = a[(i-1)*n+i] = sqrt(up[i]*down[i]);
  }
  cr_assert(linalg_eigen(e, a, n, a) == 0);
  near(langevin_gap(s, n, 2), -e[n-2], 1e-9*-e[n-2]);
  near(langevin_gap(s, n, 20), -e[n-2], 1e-9*-e[n-2]);
  fokker_planck_free(s);
  s = solver(400, 8, bowl, NULL, NULL, NULL);
  near(langevin_gap(s, 400, 2), 1, .04*.04/4);
  fokker_planck_free(s);
}

/* 1/w(infinity) <= lambda <= 2/(m M), and the constant of Holley and Stroock below both.
   Tolerance: 1e-3 of the gap, the error of the mesh; the bounds within 1.5 of it. */
Test(langevin, sandwich)
{
  for (double B = 1; B < 8.5; B += 1.5) {
    FokkerPlanck *s = solver(800, 2.6, well, &B, NULL, NULL);
    double gap = langevin_gap(s, 800, 2), d = 1e-3, climb = 0, part = 0, mass = 0, total = 0;
    double M = langevin_passage(well, &B, -3, -1, 1), low = 1/(langevin_passage(well, &B, -3, -3, 0)+log(9/8.0)/(8*B));
    for (double x = d/2; x < 1; x += d) total += exp(well(x, &B));
    for (double x = d/2; x < 3; x += d) {
      double u = exp(-well(x, &B)), phi = x < 1 ? (climb+.5/u)/total : 1;
      if (x < 1) climb += 1/u;
      mass += u, part += u*phi*phi;
    }
    cr_assert(low < gap*1.001 && gap < 1.001*2*mass/(part*M), "%g <= %g <= %g", low, gap, 2*mass/(part*M));
    cr_assert(low > .7*gap && 2*mass/(part*M) < 1.5*gap);
    cr_assert(2*exp(-1-.25/B-B) < gap);
    fokker_planck_free(s);
  }
}

/* ---- annealing and correctors --------------------------------------------------------------------------------------------------- */
/* Data at one point: the recursion of the ratio rho, from rho = 0.25.
   Tolerance: four standard errors of the variance of 40000 particles. */
Test(langevin, point)
{
  enum { n = 40000, L = 6 };
  static double x[n];
  double nothing[1] = {0}, sigma[L], eta = .3, rho = .25, square = 0;
  HeatMixture dot = {1, 1, one, origin, nothing};
  LangevinTarget q = langevin_mixture(&dot);
  for (int i = 0; i < L; i++) sigma[i] = pow(1.6, -i);
  rng_normal(x, n, 11, 0, 0);
  for (int i = 0; i < n; i++) x[i] *= .5;
  langevin_anneal(x, n, &q, L, sigma, eta, 2, 11, 1);
  for (int i = 0; i < L; i++) {
    double theta = pow(1-eta, 4);
    rho = theta*rho*(i ? 1.6*1.6 : 1)+(1-theta)/(1-eta/2);
  }
  for (int i = 0; i < n; i++) square += x[i]*x[i]/n;
  near(square, rho*sigma[L-1]*sigma[L-1], 4*rho*sigma[L-1]*sigma[L-1]*sqrt(2.0/n));
}

/* Two levels of predictor and two correctors, written out again from the same random numbers.
   Tolerance: 1e-12, rounding. */
Test(langevin, predict)
{
  enum { n = 200 };
  static double x[2*n], y[2*n], s[2*n], z[2*n];
  double sigma[3] = {1.5, .9, .2}, eta = .15;
  LangevinTarget q = langevin_mixture(&pair);
  for (int i = 0; i < 2*n; i++) x[i] = y[i] = 2*sin(.9*i);
  langevin_predict_correct(x, n, &q, 3, sigma, eta, 2, 12, 50);
  for (int i = 1, stream = 50; i < 3; i++)
    for (int k = 0; k < 3; k++) {
      double level = k ? sigma[i] : sigma[i-1], b = sigma[i-1]*sigma[i-1]-sigma[i]*sigma[i];
      heat_mixture_score(s, &pair, 1, level*level, n, y);
      rng_normal(z, 2*n, 12, (uint64_t)stream++, 0);
      double a = k ? eta*level*level : b, root = sqrt(k ? 2*a : b);
      for (int j = 0; j < 2*n; j++) y[j] += a*s[j]+root*z[j];
    }
  for (int i = 0; i < 2*n; i++) near(x[i], y[i], 1e-12);
}

/* The predictor carries the law of the mixture from blur 2 to 0.5 with an error of first order, and with correctors (c three times as large) as well;
   the relative entropy of a wrong start grows by no more than that error, and falls faster with correctors.
   Tolerance: 0.06 of an order (0.12 with correctors), the second-order part of the error. */
Test(langevin, carried)
{
  double error[2][2] = {{0}}, H[2] = {0};
  static double s[N];
  grid(14);
  for (int wrong = 0; wrong < 2; wrong++) for (int correct = 0; correct < 2; correct++) for (int k = wrong; k < 2; k++) {
    int n = k ? 80 : 40;
    heat_mixture_density(p, &line, 1, 4, N, at);
    for (int i = 0; wrong && i < N; i++) p[i] = gauss(at[i], -1, 4);
    for (int i = 0; i < n; i++) {
      double from = 2*pow(.25, (double)i/n), to = 2*pow(.25, (i+1.0)/n), b = from*from-to*to;
      heat_mixture_score(s, &line, 1, from*from, N, at);
      for (int j = 0; j < N; j++) drift[j] = b*s[j];
      langevin_law(p, N, -14, 14, drift, b, NULL, 1);
      heat_mixture_score(s, &line, 1, to*to, N, at);
      for (int j = 0; j < N; j++) drift[j] = b*s[j];
      if (correct) langevin_law(p, N, -14, 14, drift, 2*b, NULL, 1);
    }
    heat_mixture_density(pi, &line, 1, .25, N, at);
    for (int j = 0; !wrong && j < N; j++) error[correct][k] += mesh*fabs(p[j]-pi[j]);
    if (wrong) H[correct] = divergence(pi);
  }
  near(log2(error[0][0]/error[0][1]), 1, .06);
  near(log2(error[1][0]/error[1][1]), 1, .12);
  double start = 0;
  heat_mixture_density(pi, &line, 1, 4, N, at);
  for (int i = 0; i < N; i++) p[i] = gauss(at[i], -1, 4);
  start = divergence(pi);
  cr_assert(H[0] < start+error[0][1] && H[1] < .7*H[0], "%g, then %g; with correctors %g", start, H[0], H[1]);
}
