/* Tests of the first experiment.  Truth is a closed form, a quadrature, an exhaustive sum, an identity or an observed order. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "fokker_planck.h"
#include "mixture.h"
#include "near.h"
#include "oracle.h"

static const double PI = 3.14159265358979323846;

enum { MOST = 4097 };
static double x[MOST], p[MOST], q[MOST], e[MOST];
static const double w2[2] = {.5, .5}, m2[2] = {-2, 2}, v2[2] = {.25, .25};
static const double w3[3] = {.4, .35, .25}, m3[3] = {-1.2, .5, 2.0}, v3[3] = {.09, .04, .36};
static const HeatMixture two = {2, 1, w2, m2, v2}, three = {3, 1, w3, m3, v3};

static double gauss(double at, double m, double V)
{
  return exp(-.5*(at-m)*(at-m)/V)/sqrt(2*PI*V);
}
static double density(const HeatMixture *c, double a, double s2, double at) /* the tests' own */
{
  double s = 0;
  for (int k = 0; k < c->K; k++) s += c->w[k]*gauss(at, a*c->m[k], a*a*c->v[k]+s2);
  return s;
}
static double one_norm(int N, double L, const double *u, const double *v)
{
  double s = 0;
  for (int i = 0; i <= N; i++) s += fabs(u[i]-v[i])*2*L/N;
  return s;
}
static void ou_truth(double *u, int N, double L, const HeatMixture *c, double t)
{
  for (int i = 0; i <= N; i++) u[i] = density(c, exp(-t/2), -expm1(-t), L*(2.0*i/N-1));
}

/* ---- what is known exactly -------------------------------------------------------------------------------------------------- */
/* Heat flow: the oracle (kind 1: t, x, 0, u), 1e-13 relative.  OU: the transition density integrated against p_0 by the trapezoidal rule,
   whose error for these Gaussians on a mesh of 0.004 is below rounding: 4000 terms of size 1 leave at most 4000 ulp times h, 1e-14. */
Test(mixture, density)
{
  FILE *f = oracle_open("heat_gmm");
  double row[8], got;
  int rows = 0;
  while (oracle_row(f, 8, row) >= 5) if (row[0] == 1) {
    heat_mixture_density(&got, &three, 1, row[1], 1, row+2);
    near(got, row[4], 1e-13*row[4]), rows++;
  }
  fclose(f);
  cr_assert(rows == 30, "%d rows", rows);
  for (double t = .2; t < 3; t += .7) for (double at = -3; at < 3; at += .37) {
    double s = 0, a = exp(-t/2);
    for (int i = 0; i <= 4000; i++) { double y = -8+.004*i; s += .004*gauss(at, a*y, 1-a*a)*density(&two, 1, 0, y); }
    heat_mixture_density(&got, &two, a, 1-a*a, 1, &at);
    near(got, s, 1e-14);
  }
}

/* Integrals by the trapezoidal rule on [-16,16].
   Tolerance: 1e-13, the rounding of 8000 terms whose squares sum to 4. */
Test(mixture, moments)
{
  for (int k = 0; k < 2; k++) for (double a = .3; a < 1; a += .3) {
    const HeatMixture *c = k ? &three : &two;
    double M = 0, S = 0, mean, variance, s2 = .7;
    for (int i = 0; i <= 8000; i++) { double at = -16+.004*i, d = .004*density(c, a, s2, at); M += at*d, S += at*at*d; }
    mixture_moments(&mean, &variance, c, a, s2);
    near(mean, M, 1e-13), near(variance, S-M*M, 1e-13);
  }
}

/* Symmetric: the fixed point of x = m tanh(m x/V), by iteration, which contracts.  In general: the count of local maxima of the tests' own
   density on a grid of 20001 points (mixtures drawn so that humps are not closer than that: the count is taken where it is the same on
   two grids).
   Tolerance: 1e-9 in the position of a hump, the last of 20000 contractions; none in the count. */
Test(mixture, modes)
{
  double at[8];
  for (double n = 0; n < 3.7; n += .4) {
    double m = 2, V = .25+n, root = m;
    for (int i = 0; i < 20000; i++) root = m*tanh(m*root/V);
    cr_assert(mixture_modes(at, 8, &two, 1, n) == 2);
    near(at[0], -root, 1e-9), near(at[1], root, 1e-9);
  }
  for (int trial = 0; trial < 60; trial++) {
    double w[4], m[4], v[4], s = 0;
    HeatMixture c = {4, 1, w, m, v};
    int count[2];
    for (int k = 0; k < 4; k++) s += w[k] = .1+own_uniform(), m[k] = 6*own_uniform()-3, v[k] = .02+.5*own_uniform();
    for (int k = 0; k < 4; k++) w[k] /= s;
    for (int g = 0; g < 2; g++) {
      int N = g ? 20000 : 9000;
      double a = density(&c, 1, 0, -8), b = density(&c, 1, 0, -8+16.0/N);
      count[g] = 0;
      for (int i = 2; i <= N; i++) { double d = density(&c, 1, 0, -8+16.0*i/N); count[g] += b > a && b >= d; a = b, b = d; }
    }
    if (count[0] == count[1]) {
      cr_assert(mixture_modes(at, 8, &c, 1, 0) == count[1], "%d, not %d", mixture_modes(at, 8, &c, 1, 0), count[1]);
      for (int i = 0; i < count[1]; i++)
        cr_assert(density(&c, 1, 0, at[i]) > density(&c, 1, 0, at[i]+1e-4) && density(&c, 1, 0, at[i]) > density(&c, 1, 0, at[i]-1e-4));
    }
  }
}

/* The number of humps a little before and after, for four processes; the formula for two of them.
   Tolerance: 1e-12 in the time, the rounding of its inverse function; 1 per cent of it either side of the count. */
Test(mixture, merge)
{
  for (int trial = 0; trial < 20; trial++) {
    double mu = .5+2*own_uniform(), v = mu*mu*(.05+.8*own_uniform()), m[2] = {-mu, mu}, vv[2] = {v, v}, at[4];
    HeatMixture c = {2, 1, w2, m, vv};
    double n = mixture_merge(mu, v);
    SdeProcess process[4] = {sde_ou(.5, 1, 20), sde_ou(0, 1, 40), sde_vp(.1, 20), sde_subvp(.1, 20)};
    near(sde_time(process, -log(n)), log(1+mu*mu-v), 1e-12);
    near(sde_time(process+1, -log(n)), mu*mu-v, 1e-12*mu*mu);
    for (int k = 0; k < 4; k++) {
      double t = sde_time(process+k, -log(n)), s = sde_sigma(process+k, .99*t);
      cr_assert(mixture_modes(at, 4, &c, sde_alpha(process+k, .99*t), s*s) == 2);
      s = sde_sigma(process+k, 1.01*t);
      cr_assert(mixture_modes(at, 4, &c, sde_alpha(process+k, 1.01*t), s*s) == 1);
    }
  }
  cr_assert(mixture_merge(1, 1.5) < 0);
}

/* The count changes by one across each fold, at a distance of 1e-3 in n, and at no other of 500 times.  For two unequal humps the clock solves
   the condition of the exercise, found by bisection here.
   Tolerance: 3e-6 in the noise clock, what a grid of 1200 points can tell; 1e-3 either side of the count. */
Test(mixture, folds)
{
  double uneven[2] = {.6, .4}, at[8], n[4];
  HeatMixture c = {2, 1, uneven, m2, v2};
  const HeatMixture *which[2] = {&three, &c};
  for (int k = 0; k < 2; k++) {
    int found = mixture_folds(n, 4, which[k]);
    cr_assert(found == (k ? 1 : 2), "%d folds", found);
    for (int i = 0; i < found; i++) {
      int before = mixture_modes(at, 8, which[k], 1, n[i]-1e-3), after = mixture_modes(at, 8, which[k], 1, n[i]+1e-3);
      cr_assert(before == found-i+1 && after == found-i, "%d humps, then %d", before, after);
    }
    for (int i = 0; i < 500; i++) {
      double now = 4.0*i/500;
      int want = 1;
      for (int l = 0; l < found; l++) want += now < n[l];
      cr_assert(mixture_modes(at, 8, which[k], 1, now) == want);
    }
  }
  double low = 0, high = 3.75;
  for (int i = 0; i < 60; i++) {
    double middle = .5*(low+high), r = 4/(.25+middle), root = sqrt(1-1/r);
    if (fabs(log(.6/.4)) < 2*(r*root-atanh(root))) low = middle; else high = middle;
  }
  near(n[0], low, 3e-6);
}

/* One Gaussian: (M^2+V-1-ln V)/2.  The derivative in time is -I/2, by the H-theorem with D = 1/2; I by quadrature of the score; the
   central difference of step 1e-3 has an error of 1e-6 times the third derivative (below 10 here).
   Tolerance: 1e-12 for the closed form, rounding; 1e-5 for the derivative, by a difference of step 1e-3. */
Test(mixture, entropy)
{
  double one = 1;
  for (double M = 0; M < 2; M += .6) for (double V = .1; V < 3; V += .45) {
    HeatMixture c = {1, 1, &one, &M, &V};
    near(mixture_entropy(&c, 1, 0), .5*(M*M+V-1-log(V)), 1e-12);
  }
  for (double t = .3; t < 3; t += .6) {
    double fisher = 0, a = exp(-t/2), h = 1e-3;
    for (int i = 0; i <= 4000; i++) {
      double at = -8+.004*i, s;
      heat_mixture_score(&s, &three, a, 1-a*a, 1, &at);
      fisher += .004*density(&three, a, 1-a*a, at)*(s+at)*(s+at);
    }
    double rate = (mixture_entropy(&three, exp(-.5*(t+h)), -expm1(-t-h))-mixture_entropy(&three, exp(-.5*(t-h)), -expm1(-t+h)))/(2*h);
    near(rate, -.5*fisher, 1e-5);
  }
}

/* A hundred random mixtures at random times; for one component both bounds are equalities.  Limits: at t = 12 the next term is smaller
   by e^-12 times a ratio of constants of order 10.
   Tolerance: 1e-13 in the bounds, rounding; in the limits the next term, 2e-3 at t = 8 and 1e-6 at t = 12. */
Test(mixture, bounds)
{
  double low, high;
  for (int trial = 0; trial < 100; trial++) {
    double w[3] = {own_uniform(), own_uniform(), own_uniform()}, m[3], v[3], s = w[0]+w[1]+w[2], t = 3*own_uniform();
    HeatMixture c = {3, 1, w, m, v};
    for (int k = 0; k < 3; k++) w[k] /= s, m[k] = 4*own_uniform()-2, v[k] = .05+1.5*own_uniform();
    double found = mixture_entropy(&c, exp(-t/2), -expm1(-t));
    mixture_entropy_bounds(&low, &high, &c, exp(-t/2), -expm1(-t));
    cr_assert(low <= found+1e-13 && found <= high+1e-13 && found <= exp(-t)*mixture_entropy(&c, 1, 0)+1e-13, "%g %g %g", low, found, high);
    c.K = 1, w[0] = 1;
    mixture_entropy_bounds(&low, &high, &c, exp(-t/2), -expm1(-t));
    near(low, mixture_entropy(&c, exp(-t/2), -expm1(-t)), 1e-12), near(high, low, 1e-12);
  }
  near(mixture_entropy(&two, exp(-4), -expm1(-8))*exp(16), 3.25*3.25/4, 2e-3);
  near(mixture_entropy(&three, exp(-6), -expm1(-12))*exp(12), .195*.195/2, 1e-6);
}

/* The better of two guesses, integrated over the line: the larger of the two weighted densities.  At the merger it is Phi(1).
   Tolerance: 1e-6, a few times the trapezoidal rule's h^2/12 times the kink where the guess changes. */
Test(mixture, origin)
{
  for (int trial = 0; trial < 10; trial++) {
    double mu = .5+2*own_uniform(), v = mu*mu*(.05+.8*own_uniform()), clock = mixture_merge(mu, v), h = .001;
    for (int k = 0; k < 3; k++) {
      double V = v+clock*(k == 0 ? .4 : k), right = 0;
      for (int i = -30000; i <= 30000; i++) right += h*.5*fmax(gauss(h*i, mu, V), gauss(h*i, -mu, V));
      near(right, .5*erfc(-mu/sqrt(2*V)), 1e-6);
      if (k == 1) near(right, .5*erfc(-sqrt(.5)), 1e-6);
    }
  }
}

/* The normal law carried back by the probability flow, by Runge and Kutta's method on a grid: a map leaves the distance as it was.  With noise
   and one Gaussian everything is linear, and the variance obeys an equation of its own: the distance shrinks.  Pinsker's bound covers the
   distance at the start, and is not twice as large.
   Tolerance: 1e-4 of the distance, four times the error of 200 steps and 4000 cells; none in the inequalities. */
Test(mixture, reverse)
{
  enum { N = 4000, steps = 200 };
  for (int trial = 0; trial < 4; trial++) {
    const HeatMixture *c = trial%2 ? &three : &two;
    double T = trial < 2 ? 1.5 : 4, h = 16.0/N, tau, start = 0, back = 0, bound = sqrt(2*mixture_entropy(c, exp(-T/2), -expm1(-T)));
    for (int i = 0; i <= N; i++) x[i] = -8+h*i, start += h*fabs(gauss(x[i], 0, 1)-density(c, exp(-T/2), -expm1(-T), x[i]));
    for (int k = 0; k < steps; k++) { /* times that grow quadratically */
      double from = T*pow(1-(double)k/steps, 2), to = T*pow(1-(k+1.0)/steps, 2);
      tau = from-to;
      for (int i = 0; i <= N; i++) {
        double slope[4], part[4] = {0, .5, .5, 1}, s;
        for (int j = 0; j < 4; j++) {
          double t = from-part[j]*tau, y = x[i]+(j ? part[j]*tau*slope[j-1] : 0);
          heat_mixture_score(&s, c, exp(-t/2), -expm1(-t), 1, &y), slope[j] = .5*(y+s);
        }
        x[i] += tau/6*(slope[0]+2*slope[1]+2*slope[2]+slope[3]);
      }
    }
    for (int i = 0; i < N; i++) { /* the masses of a cell and of its image */
      double mass = h*gauss(-8+h*(i+.5), 0, 1);
      for (int k = 0; k < c->K; k++)
        mass -= c->w[k]*.5*(erfc((c->m[k]-x[i+1])/sqrt(2*c->v[k]))-erfc((c->m[k]-x[i])/sqrt(2*c->v[k])));
      back += fabs(mass);
    }
    near(back, start, 1e-4*start);
    cr_assert(start <= bound && bound < 2*start, "%g, bound %g", start, bound);
  }
  for (double v = .2; v < 2; v += .7) {
    double S = 1, tau = .001, T = 2, start = 0, back = 0, V = 1+(v-1)*exp(-T);
    for (double t = T; t > tau/2; t -= tau) { /* midpoint rule for S' = (1-2/V) S + 1 */
      double half = S+.5*tau*((1-2/(1+(v-1)*exp(-t)))*S+1);
      S += tau*((1-2/(1+(v-1)*exp(-t+.5*tau)))*half+1);
    }
    for (double at = -10; at < 10; at += .01)
      start += .01*fabs(gauss(at, 0, 1)-gauss(at, 0, V)), back += .01*fabs(gauss(at, 0, S)-gauss(at, 0, v));
    cr_assert(back < start && S != v, "%g from the start, %g at the end", start, back);
  }
}

/* ---- Hermite's series ---------------------------------------------------------------------------------------------------------- */
/* The coefficients as integrals of p h_n(x/sqrt s)/sqrt(n!), by the trapezoidal rule; values of the polynomials grow to 1e3 at the ends of the bulk.
   Tolerance: 1e-12 of one plus the coefficient, the rounding of such integrals. */
Test(mixture, hermite)
{
  enum { K = 20 };
  double b[K+1], scale[3] = {1, .7, 2.5};
  for (int k = 0; k < 3; k++) {
    double s = scale[k], want[K+1] = {0};
    mixture_hermite(b, K, &three, s);
    for (int i = 0; i <= 8000; i++) {
      double at = -16+.004*i, d = .004*density(&three, 1, 0, at), y = at/sqrt(s), h = 1, before = 0;
      for (int n = 0; n <= K; n++) { double next = (y*h-sqrt(n)*before)/sqrt(n+1); want[n] += d*h; before = h, h = next; }
    }
    for (int n = 0; n <= K; n++) near(b[n], want[n], 1e-12*(1+fabs(want[n])));
  }
}

/* The flow of coefficients is the coefficients of the flow, for OU, heat and VE-like growth, at a scale that is not the stationary one.
   Tolerance: 1e-13 of one plus the coefficient, rounding in thirty steps of a recursion. */
Test(mixture, mehler)
{
  enum { K = 30 };
  double b[K+1], want[K+1], a[3] = {.6, 1, .8}, s2[3] = {.64, 2, .1}, w[3], m[3], v[3];
  for (int k = 0; k < 3; k++) for (double first = .8; first < 2; first += .6) {
    double s = first;
    HeatMixture c = {3, 1, w, m, v};
    for (int j = 0; j < 3; j++) w[j] = w3[j], m[j] = a[k]*m3[j], v[j] = a[k]*a[k]*v3[j]+s2[k];
    mixture_hermite(b, K, &three, s);
    mixture_hermite_flow(b, K, &s, a[k], s2[k]);
    near(s, a[k]*a[k]*first+s2[k], 1e-15);
    mixture_hermite(want, K, &c, s);
    for (int n = 0; n <= K; n++) near(b[n], want[n], 1e-13*(1+fabs(want[n])));
  }
}

/* The density to 1e-13 in the 1-norm; for each K the error is below the tail (plus rounding), and the tail is no gross overestimate.
   Tolerance: 1e-13 in the 1-norm for 61 modes, rounding; for fewer the tail plus 2e-15, and not below 1/20 of it. */
Test(mixture, series)
{
  enum { N = 1024, L = 8 };
  double b[101];
  for (int k = 0; k < 2; k++) for (int K = 4; K <= 60; K += 4) {
    const HeatMixture *c = k ? &three : &two;
    double s = 1, off, tail = mixture_hermite_tail(K, c, 1, exp(-.5));
    mixture_hermite(b, K, c, 1), mixture_hermite_flow(b, K, &s, exp(-.5), -expm1(-1));
    mixture_nodes(x, N, L), mixture_hermite_density(p, b, K, s, N+1, x), ou_truth(q, N, L, c, 1);
    off = one_norm(N, L, p, q);
    cr_assert(off <= tail+2e-15, "K=%d: %g, tail %g", K, off, tail);
    if (tail > 1e-13) cr_assert(off > .05*tail, "K=%d: %g, tail %g", K, off, tail);
    if (K == 60) near(off, 0, 1e-13);
  }
  for (double s = 1; s < 3; s += .9) { /* heat flow, moving scale */
    double scale = s, b1[101];
    mixture_hermite(b1, 100, &two, s), mixture_hermite_flow(b1, 100, &scale, 1, 2);
    for (double at = -5; at < 5; at += .9) { double got; mixture_hermite_density(&got, b1, 100, scale, 1, &at); near(got, density(&two, 1, 2, at), 1e-12); }
  }
}

/* ---- the solver ------------------------------------------------------------------------------------------------------------------ */
/* Measured over predicted error tends to 1 with order 2: at h = 1/32 within a thousandth.  In time: the difference of two runs with other
   steps, on one grid, where the space errors cancel to O(h^2 tau^2).
   Tolerance: 0.006 of the error in space, 0.02 of that in time: the next terms, h^2 and tau^2 times a constant. */
Test(mixture, leading)
{
  enum { N = 512, L = 8 };
  SdeProcess ou = sde_ou(.5, 1, 20);
  for (int k = 0; k < 2; k++) for (double t = .5; t < 3; t *= 2) {
    const HeatMixture *c = k ? &three : &two;
    double top = 0, size = 0;
    mixture_nodes(x, N, L);
    mixture_solve(p, N, L, &ou, c, t, 4096), ou_truth(q, N, L, c, t);
    mixture_solver_error(e, c, t, 2.0*L/N, t/4096, N+1, x);
    for (int i = 0; i <= N; i++) top += fabs(p[i]-q[i]-e[i]), size += fabs(e[i]);
    near(top/size, 0, .006); /* h^2 times the next coefficient, largest for the narrow drops at t = 1/2 */
    mixture_solve(p, N, L, &ou, c, t, 64), mixture_solve(q, N, L, &ou, c, t, 4096);
    mixture_solver_error(e, c, t, 0, t/64, N+1, x);
    top = size = 0;
    for (int i = 0; i <= N; i++) top += fabs(p[i]-q[i]-e[i]), size += fabs(e[i]);
    near(top/size, 0, .02); /* tau^2 lambda^2 for the modes that matter, and the coarse run's 1/4096 */
  }
}

/* The rate matrix applied to the functions phi_n at h = 1/16 and 1/32: what is left falls like h^4, and phi_0 stands still.  By the solver, mean
   and E X^2-1 decay with these rates.
   Tolerance: 0.1 in the order of the remainder; 3e-6 in the rates, where h^4 = 1e-6; 1e-13 in the mass. */
Test(mixture, eigenvalues)
{
  enum { N = 512, L = 8 };
  SdeProcess ou = sde_ou(.5, 1, 20);
  double h = 2.0*L/N, f[3], g[3], t = 1;
  for (int n = 0; n <= 8; n++) {
    double b[9] = {0}, left[2] = {0};
    b[n] = 1;
    for (int k = 0; k < 2; k++) {
      int cells = (320<<k)+1; /* on [-10,10], where the walls see nothing */
      double step = 20.0/(320<<k);
      FokkerPlanck *s = fokker_planck_new(cells, -10-.5*step, 10+.5*step, FOKKER_PLANCK_SEALED);
      fokker_planck_linear(s, FOKKER_PLANCK_CHANG_COOPER, -.5, .5);
      mixture_hermite_density(p, b, 8, 1, (size_t)cells, fokker_planck_centres(s));
      fokker_planck_apply(q, s, p);
      for (int i = 0; i < cells; i++) left[k] = fmax(left[k], fabs(q[i]-(-.5*n+n*(n+1)*step*step/24)*p[i]));
      fokker_planck_free(s);
    }
    if (n == 0) near(left[1], 0, 1e-12);
    else near(log2(left[0]/left[1]), 4, .1);
  }
  mixture_nodes(x, N, L);
  ou_truth(p, N, L, &three, 0);
  mixture_solve(q, N, L, &ou, &three, t, 2048);
  for (int n = 0; n < 3; n++) {
    f[n] = g[n] = 0;
    for (int i = 0; i <= N; i++) { double y = n == 0 ? 1 : n == 1 ? x[i] : x[i]*x[i]-1; f[n] += h*y*p[i], g[n] += h*y*q[i]; }
  }
  near(g[0]/f[0], 1, 1e-13); /* the steps of 1/2048 change the rates by n^3 tau^2/96, 1e-8 */
  near(-log(g[1]/f[1]), .5-h*h/12, 3e-6), near(-log(g[2]/f[2]), 1-h*h/4, 3e-6);
}

/* The specification: 3.5e-5 at N = 1024, orders 2.00 +- 0.02 in L1 and maximum, under OU, heat and VP.
   Tolerance: 0.02 in the order, a tenth of what walls half a cell off would do to it. */
Test(mixture, target)
{
  SdeProcess process[3] = {sde_ou(.5, 1, 20), sde_ou(0, 1, 20), sde_vp(.1, 20)};
  double end[3] = {1, 1, .3}, L[3] = {8, 12, 8};
  for (int k = 0; k < 3; k++) {
    double off[3], most[3], a = sde_alpha(process+k, end[k]), s = sde_sigma(process+k, end[k]);
    for (int g = 0; g < 3; g++) {
      int N = (k == 1 ? 384 : 256)<<g;
      mixture_solve(p, N, L[k], process+k, &two, end[k], N);
      for (int i = 0; i <= N; i++) q[i] = density(&two, a, s*s, L[k]*(2.0*i/N-1));
      off[g] = one_norm(N, L[k], p, q), most[g] = 0;
      for (int i = 0; i <= N; i++) most[g] = fmax(most[g], fabs(p[i]-q[i]));
    }
    for (int g = 0; g < 2; g++) near(log2(off[g]/off[g+1]), 2, .02), near(log2(most[g]/most[g+1]), 2, .02);
    if (k == 0) cr_assert(off[2] <= 3.5e-5, "%g", off[2]);
  }
}

/* Polynomials in h^2 are extrapolated exactly, whatever the coefficients; the solver to 1e-9.
   Tolerance: 1e-13 for polynomials, the rounding of weights below 2; 1e-9 in the 1-norm for the solver. */
Test(mixture, richardson)
{
  SdeProcess ou = sde_ou(.5, 1, 20);
  double u[4][65], y[9], *run[3] = {p, q, e}, got[201], want[201];
  for (int levels = 1; levels <= 4; levels++) {
    for (int l = 0; l < levels; l++) for (int i = 0; i <= 8<<l; i++) {
      double z = 1, at = (double)i/(8<<l);
      u[l][i] = sin(at);
      for (int j = 1; j < levels; j++) z *= pow(4, -l), u[l][i] += z*cos(3*at+j);
    }
    const double *const pointer[4] = {u[0], u[1], u[2], u[3]};
    mixture_extrapolate(y, 8, levels, pointer);
    for (int i = 0; i <= 8; i++) near(y[i], sin(i/8.0), 1e-13);
  }
  for (int l = 0; l < 3; l++) mixture_solve(run[l], 200<<l, 8, &ou, &two, 1, 200<<l);
  mixture_extrapolate(got, 200, 3, (const double *const *)run), ou_truth(want, 200, 8, &two, 1);
  cr_assert(one_norm(200, 8, got, want) <= 1e-9, "%g", one_norm(200, 8, got, want));
}

/* Three grids extrapolated; before that, order 2.
   Tolerance: 1e-6 of the time, what three grids must reach; in the order 0.05, then 0.02. */
Test(mixture, merger)
{
  SdeProcess process[2] = {sde_ou(.5, 1, 20), sde_vp(.1, 20)};
  for (int k = 0; k < 2; k++) {
    double T[3], end, time = sde_time(process+k, -log(3.75));
    const double *const level[3] = {T, T+1, T+2};
    for (int l = 0; l < 3; l++) T[l] = mixture_solver_merge(128<<l, 8, process+k, &two, .97*time, 128<<l);
    mixture_extrapolate(&end, 0, 3, level);
    near(end/time, 1, 1e-6);
    near(log2((T[0]-time)/(T[1]-time)), 2, .05), near(log2((T[1]-time)/(T[2]-time)), 2, .02);
  }
}

/* ---- particles --------------------------------------------------------------------------------------------------------------------- */
/* Simpson's rule over each bin (steps of 0.005, error below h^4/2880 times the fourth derivative, (12/0.6)^4 at most: 1e-7 relative); far in the tail too, on both sides alike.
   Tolerance: 1e-7 of each probability, the error of Simpson's rule; 1e-10 between the two tails. */
Test(mixture, cells)
{
  double P[240], sum = 0;
  mixture_cells(P, 240, -12, 12, &three, .6, .6);
  for (int b = 0; b < 240; b++) {
    double want = 0, l = -12+.1*b;
    for (int i = 0; i < 20; i++) {
      double y = l+.005*i;
      want += .005/6*(density(&three, .6, .6, y)+4*density(&three, .6, .6, y+.0025)+density(&three, .6, .6, y+.005));
    }
    near(P[b], want, 1e-7*want);
    sum += P[b];
  }
  near(sum, 1, 1e-14); /* nothing lies beyond 12 */
  mixture_cells(P, 100, -20, 20, &two, .5, .75);
  for (int b = 0; b < 50; b++) near(P[b]/P[99-b], 1, 1e-10);
  cr_assert(P[99] > 0 && P[99] < 1e-60, "%g", P[99]);
}

/* The sum over all outcomes of the binomial law, term by term.
   Tolerance: 1e-11 of the mean, the rounding of 200 factors and of logarithms of factorials. */
Test(mixture, counting)
{
  for (int trial = 0; trial < 60; trial++) {
    int n = 1+(int)(200*own_uniform());
    double P = trial%3 == 0 ? own_uniform()/n : own_uniform(), want = 0, term = exp(n*log1p(-P));
    if (trial == 50) n = 10, P = .5, term = pow(.5, 10); /* n P is an integer */
    for (int j = 0; j <= n; j++) want += term*fabs((double)j/n-P), term *= (double)(n-j)/(j+1)*P/(1-P);
    near(mixture_count(1, &P, n), want, 1e-11*want);
  }
  double two_bins[2] = {.3, 0}; /* a bin without probability adds nothing */
  near(mixture_count(2, two_bins, 50), mixture_count(1, two_bins, 50), 0);
}

/* E|delta+sZ| by quadrature; with Q = P the square-root law; and near the binomial truth for large n (error about 1/(24 n P) + ...).
   Tolerance: 1e-6 of the mean, the kink in the quadrature; 1e-4 from the binomial law with a hundred thousand particles. */
Test(mixture, folded)
{
  for (int trial = 0; trial < 40; trial++) {
    double P = .1+.5*own_uniform(), Q = P+.05*(own_uniform()-.5), n = 400, s = sqrt(Q*(1-Q)/n), want = 0, h = 1e-3;
    for (int i = -9000; i <= 9000; i++) want += h*fabs(Q-P+s*(i+.31)*h)*gauss((i+.31)*h, 0, 1); /* the kink costs h^2 */
    near(mixture_count_normal(1, &P, &Q, n), want, 1e-6*want);
    near(mixture_count_normal(1, &P, &P, n), sqrt(2/PI*P*(1-P)/n), 1e-14);
    near(mixture_count_normal(1, &P, &P, 1e5)/mixture_count(1, &P, 1e5), 1, 1e-4);
  }
  double nowhere = 0, P = .2;
  near(mixture_count_normal(1, &P, &nowhere, 100), .2, 0);
}

/* Particles by Euler's method, 40000 from the symmetric mixture: variance within four standard errors (kurtosis below that of a normal law).
   Closed form: a = (1-tau/2)^M, s2 = (1-a^2)/(1-tau/4); first order in tau; VP against a recursion for mean and second moment.
   Tolerance: four standard errors of a variance of 40000; rounding for the closed forms, 2e-3 for the first order. */
Test(mixture, euler)
{
  enum { n = 40000, M = 5 };
  SdeProcess ou = sde_ou(.5, 1, 20), vp = sde_vp(.1, 20);
  double a, s2, square = 0, mean = 1, moment = 1;
  mixture_euler(&a, &s2, &ou, 0, 2, M);
  near(a, pow(.8, M), 1e-15), near(s2, (1-a*a)/.9, 1e-14);
  for (int i = 0; i < n; i++) {
    double y = (i%2 ? 2 : -2)+.5*own_normal();
    for (int j = 0; j < M; j++) y += -.2*y+sqrt(.4)*own_normal();
    square += y*y/n;
  }
  near(square, 4.25*a*a+s2, 4*sqrt(2.0/n)*(4.25*a*a+s2));
  for (int j = 0; j < 50; j++) { /* from X_0 = 1: E X, E X^2 */
    double t = .01*j, beta = .1+19.9*t;
    moment = (1-.005*beta)*(1-.005*beta)*moment+.01*beta, mean *= 1-.005*beta;
  }
  mixture_euler(&a, &s2, &vp, 0, .5, 50);
  near(a, mean, 1e-13), near(a*a+s2, moment, 1e-13);
  mixture_euler(&a, &s2, &ou, 0, 1, 1000);
  near((a/exp(-.5)-1)/(-1.0/8000), 1, 2e-3);
}
