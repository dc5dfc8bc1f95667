/* Tests of the chapter on time reversal.  Truth is a closed form, an identity, an observed order, the solver of the chapter before, or an
   oracle; random results are held against their expectation with at least four standard errors, with fixed seeds. */
#include <criterion/criterion.h>
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "fokker_planck.h"
#include "reversal.h"
#include "near.h"
#include "oracle.h"

enum { MOST = 1025, N = 40000 };
static double w[MOST], D[MOST], V[MOST], p[MOST], u[MOST], q[MOST], x[N], y[N], z[N];
static const double w3[3] = {.3, .45, .25}, m3[3] = {-1.5, .3, 1.7}, v3[3] = {.08, .05, .2};
static const HeatMixture three = {3, 1, w3, m3, v3};

static double Phi(double s) { return .5*erfc(-s/sqrt(2)); }
static double dot(int n, const double *a, const double *b)
{
  long double s = 0;
  for (int i = 0; i < n; i++) s += (long double)a[i]*b[i];
  return (double)s;
}
static double variance(int n, const double *a)
{
  double m = 0, s = 0;
  for (int i = 0; i < n; i++) m += a[i]/n;
  for (int i = 0; i < n; i++) s += (a[i]-m)*(a[i]-m)/(n-1);
  return s;
}

/* ---- the solver ------------------------------------------------------------------------------------------------------------- */
/* Random rates over two decades and Peclet numbers up to 5, for all four choices of walls: <Rp, u> of the forward solver equals
   <p, R'u> of the backward one.
   Tolerance: 1e-12 of the product, far above the rounding of three well conditioned solves. */
Test(reversal, transpose)
{
  enum { n = 65 };
  for (int walls = 0; walls < 4; walls++)
    for (int half = 0; half < 2; half++) {
      double theta = half ? .5 : 1, tau = .01, p0[n], u0[n];
      FokkerPlanck *f = fokker_planck_new(n, -1, 2, walls);
      ReversalSolver *b = reversal_solver_new(n, -1, 2, walls);
      for (int k = 0; k <= n; k++) D[k] = pow(10, 2*own_uniform()-1), w[k] = 10*own_uniform()-5;
      fokker_planck_rates(f, FOKKER_PLANCK_CHANG_COOPER, w, D);
      reversal_solver_rates(b, w, D, NULL);
      for (int i = 0; i < n; i++) {
        near(fokker_planck_centres(f)[i], reversal_solver_centres(b)[i], 1e-15);
        p0[i] = p[i] = own_uniform(), u0[i] = u[i] = own_uniform();
      }
      fokker_planck_steps(p, f, theta, tau, 3);
      reversal_solver_steps(u, b, theta, tau, 3);
      near(dot(n, p, u0)/dot(n, p0, u), 1, 1e-12);
      fokker_planck_free(f), reversal_solver_free(b);
    }
}

/* A forward process that is swallowed at the rate V, advanced by a dense elimination of the test's own, is dual over 50 steps. */
static void dense_step(int n, double a[n][n], double *b) /* Gauss, no pivoting: the matrix is column dominant */
{
  for (int k = 0; k < n; k++)
    for (int i = k+1; i < n; i++) {
      double f = a[i][k]/a[k][k];
      if (f == 0) continue;
      for (int j = k; j < n; j++) a[i][j] -= f*a[k][j];
      b[i] -= f*b[k];
    }
  for (int k = n-1; k >= 0; k--) {
    for (int j = k+1; j < n; j++) b[k] -= a[k][j]*b[j];
    b[k] /= a[k][k];
  }
}
/* Tolerance: 1e-12 of the product, the rounding of 50 solves and of as many eliminations. */
Test(reversal, dual)
{
  enum { n = 24, steps = 50 };
  double A[n][n], M[n][n], worth[steps+1][n], e[n], tau = .004, first = 0;
  FokkerPlanck *f = fokker_planck_new(n, -3, 3, FOKKER_PLANCK_LEFT);
  ReversalSolver *b = reversal_solver_new(n, -3, 3, FOKKER_PLANCK_LEFT);
  fokker_planck_linear(f, FOKKER_PLANCK_CHANG_COOPER, -1.3, .7);
  for (int i = 0; i < n; i++) V[i] = 5*own_uniform(), p[i] = own_uniform(), worth[steps][i] = own_uniform()-.3;
  reversal_solver_linear(b, -1.3, 0, .7, V);
  for (int j = 0; j < n; j++) { /* the matrix of rates, column by column */
    memset(e, 0, sizeof e), e[j] = 1;
    fokker_planck_apply(q, f, e);
    for (int i = 0; i < n; i++) A[i][j] = q[i]-(i == j ? V[i] : 0);
  }
  for (int k = steps; k > 0; k--) {
    memcpy(worth[k-1], worth[k], sizeof worth[k]);
    reversal_solver_steps(worth[k-1], b, .5, tau, 1);
  }
  for (int k = 0; k <= steps; k++) {
    if (k == 0) first = dot(n, p, worth[0]);
    near(dot(n, p, worth[k])/first, 1, 1e-12);
    for (int i = 0; i < n; i++) {
      q[i] = p[i]+.5*tau*dot(n, A[i], p);
      for (int j = 0; j < n; j++) M[i][j] = (i == j)-.5*tau*A[i][j];
    }
    dense_step(n, M, q);
    memcpy(p, q, n*sizeof *p);
  }
  fokker_planck_free(f), reversal_solver_free(b);
}

/* Bounds under backward Euler for steps up to 1e4 times those of the explicit scheme; a constant is kept by both methods to rounding, of
   which a step makes tau times the diagonal units; with V = 2 it falls like the scheme's own factor.
   Tolerance: 1e-11 beyond the bounds, 1e-10 on constants, for rounding times the largest diagonal. */
Test(reversal, maximum)
{
  enum { n = 101 };
  for (int round = 0; round < 20; round++) {
    double tau = pow(10, 4*own_uniform()-4);
    ReversalSolver *s = reversal_solver_new(n, 0, 1, round%4);
    for (int k = 0; k <= n; k++) D[k] = pow(10, 2*own_uniform()-2), w[k] = 60*(own_uniform()-.5);
    for (int i = 0; i < n; i++) V[i] = 3*own_uniform(), u[i] = 2*own_uniform()-1, q[i] = 1;
    reversal_solver_rates(s, w, D, round%2 ? V : NULL);
    for (int k = 0; k < 5; k++) {
      reversal_solver_steps(u, s, 1, tau, 1);
      for (int i = 0; i < n; i++) cr_assert(fabs(u[i]) <= 1+1e-11, "%g at %d", u[i], i);
    }
    for (int i = 0; i < n; i++) V[i] = 2;
    for (int half = 0; half < 2 && round%4 == 0; half++) {
      reversal_solver_rates(s, w, D, V);
      for (int i = 0; i < n; i++) q[i] = 1;
      reversal_solver_steps(q, s, half ? .5 : 1, .01, 4);
      for (int i = 0; i < n; i++) near(q[i], half ? pow(.99/1.01, 4) : pow(1.02, -4), 1e-10);
    }
    reversal_solver_free(s);
  }
}

/* Survival of dX = -X dt + sqrt 2 dW at an absorbing wall in zero: erf(m/sqrt(2V)), m = x e^-T, V = 1-e^-2T; second order.
   Tolerance: an order of 2.0 within 0.1, the next term of the error, and an error below 1e-3. */
Test(reversal, survival)
{
  double e[3], T = .7, most = 0;
  for (int g = 0; g < 3; g++) {
    int n = 100<<g;
    ReversalSolver *s = reversal_solver_new(n, 0, 7, FOKKER_PLANCK_LEFT);
    const double *at = reversal_solver_centres(s);
    reversal_solver_linear(s, -1, 0, 1, NULL);
    for (int i = 0; i < n; i++) u[i] = 1;
    reversal_solver_start(u, s, T/n, n);
    e[g] = 0;
    for (int i = 0; at[i] < 3; i++) e[g] = fmax(e[g], fabs(u[i]-erf(at[i]*exp(-T)/sqrt(-2*expm1(-2*T)))));
    most = fmax(most, e[g]);
    reversal_solver_free(s);
  }
  cr_assert(most < 1e-3);
  near(log2(e[0]/e[1]), 2, .1);
  near(log2(e[1]/e[2]), 2, .1);
}

/* The exact density of a mixture under dX = -X dt + sqrt 2 dW, and the solver's worth of the reward 1 above c: their integral, by the midpoint rule,
   is the probability of the reward at every time.
   Tolerance: 5e-6 of a probability, five times the error of a mesh of 1280 cells. */
Test(reversal, duality)
{
  enum { n = 1280, stops = 5 };
  const double c = .5, dt = .2, at_end = exp(-stops*dt);
  double P = 0;
  static double big[n];
  ReversalSolver *s = reversal_solver_new(n, -8, 8, 0);
  const double *at = reversal_solver_centres(s);
  for (int k = 0; k < 3; k++) P += w3[k]*Phi((at_end*m3[k]-c)/sqrt(at_end*at_end*v3[k]+1-at_end*at_end));
  reversal_solver_linear(s, -1, 0, 1, NULL);
  for (int i = 0; i < n; i++) big[i] = at[i] > c;
  for (int j = stops; j >= 0; j--) {
    double a = exp(-j*dt), sum = 0;
    for (int i = 0; i < n; i++)
      for (int k = 0; k < 3; k++) {
        double var = a*a*v3[k]+1-a*a;
        sum += big[i]*w3[k]*exp(-.5*pow(at[i]-a*m3[k], 2)/var)/sqrt(6.283185307179586*var)*16/n;
      }
    near(sum, P, 5e-6);
    if (j == stops) reversal_solver_start(big, s, dt/100, 100);
    else if (j > 0) reversal_solver_steps(big, s, .5, dt/100, 100);
  }
  reversal_solver_free(s);
}

/* ---- the closed forms: worth of a reward and its slope, with time tau to go; f = a x + b, noise g ----------------------------- */
typedef struct { int kind; double a, b, g, rate, end, window; } Case;
static const Case cases[4] = {{0, -1.2, 0, .9, 0, 8, 1.5}, {1, -1.2, 0, .9, 0, 8, 1.5}, {2, 0, 0, 1, 1.5, 8, 1.5}, {3, 0, .04-.045, .3, .04, 2.4, .5}};
static double exact(const Case *c, double s, double tau, double *slope)
{
  double e = exp(c->a*tau), sd = c->g*sqrt(c->a == 0 ? tau : expm1(2*c->a*tau)/(2*c->a)), r, value;
  if (c->kind == 0) { *slope = 2*e*e*s; return e*e*s*s+sd*sd; }
  if (c->kind == 1) { r = (e*s-.25)/sd, *slope = e/sd*exp(-r*r/2)/sqrt(6.283185307179586); return Phi(r); }
  if (c->kind == 2) { r = c->rate*tanh(c->rate*tau), value = exp(-r*s*s/2)/sqrt(cosh(c->rate*tau)), *slope = -r*s*value; return value; }
  r = (s+c->b*tau)/sd, *slope = exp(s)*Phi(r+sd);
  return *slope-exp(-c->rate*tau)*Phi(r);
}
static double reward(const Case *c, double s) { return c->kind == 0 ? s*s : c->kind == 1 ? s > .25 : c->kind == 2 ? 1 : fmax(exp(s)-1, 0); }
static double swallow(const Case *c, double s) { return c->kind == 2 ? .5*c->rate*c->rate*s*s : c->rate; }
static double skew = 1; /* the slope that the control variate is given is this times the right one */
static void f_drift(double *r, size_t n, const double *s, double t, const void *d) { (void)t; const Case *c = d; for (size_t i = 0; i < n; i++) r[i] = c->a*s[i]+c->b; }
static void f_noise(double *r, size_t n, const double *s, double t, const void *d) { (void)t, (void)s; const Case *c = d; for (size_t i = 0; i < n; i++) r[i] = c->g; }
static void f_potential(double *r, size_t n, const double *s, double t, const void *d) { (void)t; for (size_t i = 0; i < n; i++) r[i] = swallow(d, s[i]); }
static void f_payoff(double *r, size_t n, const double *s, double t, const void *d) { (void)t; for (size_t i = 0; i < n; i++) r[i] = reward(d, s[i]); }
static void f_slope(double *r, size_t n, const double *s, double t, const void *d) { for (size_t i = 0; i < n; i++) exact(d, s[i], 1-t, &r[i]), r[i] *= skew; }

/* Four rewards, jumps and kinks on faces, tau proportional to h, Rannacher's start, from 256 to 512 and to 1024 cells.
   Tolerance: an order of 2.0 within 0.1, the next term of the error; 1e-3 of the largest value at 512. */
Test(reversal, order)
{
  double e[3], slope;
  for (int k = 0; k < 4; k++) {
    const Case *c = cases+k;
    for (int g = 0; g < 3; g++) {
      int n = 256<<g;
      double size = 0;
      ReversalSolver *s = reversal_solver_new(n, -c->end, c->end, 0);
      const double *at = reversal_solver_centres(s);
      for (int i = 0; i < n; i++) V[i] = swallow(c, at[i]), u[i] = reward(c, at[i]);
      reversal_solver_linear(s, c->a, c->b, .5*c->g*c->g, V);
      reversal_solver_start(u, s, 4.0/n, n/4);
      e[g] = 0;
      for (int i = 0; i < n; i++) if (fabs(at[i]) < c->window) {
        double right = exact(c, at[i], 1, &slope);
        e[g] = fmax(e[g], fabs(u[i]-right)), size = fmax(size, right);
      }
      e[g] /= size;
      reversal_solver_free(s);
    }
    cr_assert(e[1] < 1e-3, "reward %d: %g", k, e[1]);
    near(log2(e[0]/e[1]), 2, .1);
    near(log2(e[1]/e[2]), 2, .1);
  }
}

/* dX = theta(mu-X) dt + sigma dW: the rewards x and x^2 at T give mean and variance from x0; polynomials of degree two are differenced with
   no error but that of the weights, D (bh/D)^2/12, and of time, O(tau^2).
   Tolerance: 2e-4 of the scale of the mean, 5e-4 of the variance, the error of 1025 cells and 400 steps. */
Test(reversal, oracle)
{
  enum { n = 1025 }; /* odd: x0 is a centre */
  FILE *f = oracle_open("ou_transition_1d");
  double row[11], got[2];
  int rows = 0;
  while (oracle_row(f, 11, row) >= 8) {
    double theta = row[0], mu = row[1], sigma = row[2], t = row[3], x0 = row[4], mean = row[6], var = row[7];
    if (t < .01 || t > 1.5 || fabs(theta) > 3 || var > 2 || fabs(x0) > 3) continue;
    double reach = fabs(mean-x0)+8*sqrt(var)+.5;
    ReversalSolver *s = reversal_solver_new(n, x0-reach, x0+reach, 0);
    const double *at = reversal_solver_centres(s);
    for (int j = 0; j < 2; j++) {
      for (int i = 0; i < n; i++) u[i] = j ? (at[i]-mean)*(at[i]-mean) : at[i]-mean;
      reversal_solver_linear(s, -theta, theta*mu, .5*sigma*sigma, NULL);
      reversal_solver_steps(u, s, .5, t/400, 400);
      got[j] = u[n/2];
    }
    near(got[0], 0, 2e-4*(1+fabs(mean)));
    near(got[1], var, 5e-4*var);
    rows++;
    reversal_solver_free(s);
  }
  fclose(f);
  cr_assert(rows >= 4, "%d rows", rows);
}

/* ---- Feynman and Kac -------------------------------------------------------------------------------------------------------- */
/* Plain and controlled estimates against the closed forms.  The controlled error is at most 0.4 of the plain one for the digital reward, 0.2
   for the others (measured 0.32 and at most 0.13).
   Tolerance: four standard errors of 20000 paths, and 1e-4 of the value for the bias of 64 steps. */
Test(reversal, estimates)
{
  double value[2], error[2], slope;
  skew = 1;
  for (int k = 0; k < 4; k++) {
    const Case *c = cases+k;
    ReversalProblem problem = {{f_drift, f_noise, NULL, c}, c->rate > 0 ? f_potential : NULL, f_payoff, f_slope};
    double from = .3*c->window, right = exact(c, from, 1, &slope);
    reversal_estimate(value, error, &problem, from, 1, 64, 20000, 5, 100*(uint64_t)k);
    for (int i = 0; i < 2; i++) near(value[i], right, 4*error[i]+1e-4*right);
    cr_assert(error[1] < (k == 1 ? .4 : .2)*error[0], "reward %d: %g, %g", k, error[1], error[0]);
    double plain = value[0], bar = error[0];
    problem.slope = NULL, value[1] = -7;
    reversal_estimate(value, error, &problem, from, 1, 64, 20000, 5, 100*(uint64_t)k);
    cr_assert(value[0] == plain && error[0] == bar && value[1] == -7);
  }
}

/* Half of the right slope still has mean zero; the variance is then about a quarter of the plain one plus the rest.
   Tolerance: four standard errors and 1e-4 for the bias; a ratio of the errors of 0.5 within 0.05. */
Test(reversal, martingale)
{
  double value[2], error[2], slope;
  const Case *c = cases;
  ReversalProblem problem = {{f_drift, f_noise, NULL, c}, NULL, f_payoff, f_slope};
  skew = .5;
  reversal_estimate(value, error, &problem, .8, 1, 64, N, 6, 0);
  skew = 1;
  near(value[1], exact(c, .8, 1, &slope), 4*error[1]+1e-4);
  near(error[1]/error[0], .5, .05);
}

/* Brownian motion, the moment and the digital reward: the variance left by the control is that of the theorem.  The slope is a martingale there, so the
   integrand is F(t)-F(t_i) with F the mean square of the slope: 4 (x^2+t), or a Gaussian integral; the integral of F is the variance of the reward.
   Tolerance: 8 per cent of a variance, four standard errors for a kurtosis up to 16. */
Test(reversal, hedge)
{
  static const Case brown[2] = {{0, 0, 0, 1, 0, 8, 1.5}, {1, 0, 0, 1, 0, 8, 1.5}};
  double value[2], error[2], slope, from = .6;
  skew = 1;
  for (int k = 0; k < 2; k++)
    for (int steps = 8; steps <= 128; steps *= 4) {
      ReversalProblem problem = {{f_drift, f_noise, NULL, brown+k}, NULL, f_payoff, f_slope};
      double u1 = exact(brown+k, from, 1, &slope), left = k ? u1*(1-u1) : 4*from*from+2;
      for (int i = 0; i < steps; i++) {
        double t = (double)i/steps, tau = 1-t;
        left -= (k ? exp(-pow(from-.25, 2)/(1+t))/(6.283185307179586*sqrt(tau*(1+t))) : 4*(from*from+t))/steps;
      }
      reversal_estimate(value, error, &problem, from, 1, steps, N, 11, 1000*(uint64_t)(3*k)+(uint64_t)steps*10);
      near(error[1]*error[1]*N/left, 1, .08);
    }
}

/* ---- back in time ----------------------------------------------------------------------------------------------------------- */
static SdeProcess vp;
static ReversalData truth;
static void prepare(void) { vp = sde_vp(.1, 20), truth = (ReversalData){&vp, &three}; }
static void times_back(double *t, int steps, double T) { for (int k = 0; k <= steps; k++) t[k] = T*(1-(double)k/steps)*(1-(double)k/steps); }
static void noised(double t) /* the mixture at time t, by the test's own random numbers */
{
  double a = sde_alpha(&vp, t), s = sde_sigma(&vp, t);
  for (int i = 0; i < N; i++) {
    double r = own_uniform();
    int k = r < w3[0] ? 0 : r < w3[0]+w3[1] ? 1 : 2;
    y[i] = m3[k]+sqrt(v3[k])*own_normal(), x[i] = a*y[i]+s*own_normal();
  }
}
static int ascending(const void *a, const void *b) { double r = *(const double *)a-*(const double *)b; return (r > 0)-(r < 0); }
static double below(double s, int K, const double *wk, const double *mk, const double *vk)
{
  double F = 0;
  for (int k = 0; k < K; k++) F += wk[k]*Phi((s-mk[k])/sqrt(vk[k]));
  return F;
}
static double kolmogorov(double *a, const double *wk, const double *mk, const double *vk)
{
  double most = 0;
  qsort(a, N, sizeof *a, ascending);
  for (int i = 0; i < N; i++) {
    double F = below(a[i], 3, wk, mk, vk);
    most = fmax(most, fmax(F-(double)i/N, (i+1.0)/N-F));
  }
  return sqrt(N)*most;
}

/* The score is the gradient of the log density of the test's own mixture, by central differences.
   Tolerance: 1e-5 of the score, for differences of 1e-4 and the rounding of logarithms. */
Test(reversal, score)
{
  prepare();
  for (int j = 0; j < 6; j++) {
    double t = .01+.19*j, a = sde_alpha(&vp, t), s2 = sde_sigma(&vp, t)*sde_sigma(&vp, t), at[41], got[41];
    for (int i = 0; i < 41; i++) at[i] = -3+.15*i;
    reversal_score(got, 41, at, t, &truth);
    for (int i = 0; i < 41; i++) {
      double l[2], h = 1e-4;
      for (int side = 0; side < 2; side++) {
        double sum = 0, r = at[i]+(side ? h : -h);
        for (int k = 0; k < 3; k++) sum += w3[k]*exp(-.5*(r-a*m3[k])*(r-a*m3[k])/(a*a*v3[k]+s2))/sqrt(a*a*v3[k]+s2);
        l[side] = log(sum);
      }
      near(got[i], (l[1]-l[0])/(2*h), 1e-5*(1+fabs(got[i])));
    }
  }
}

static const double one[1] = {1}, zero[1] = {0}, gauss[1] = {.3};
static const HeatMixture gaussian = {1, 1, one, zero, gauss};
static double gauss_variance(double t) { double a = sde_alpha(&vp, t), s = sde_sigma(&vp, t); return a*a*gauss[0]+s*s; }

static double iterate(double lambda, int steps, double *product) /* the recursion of the variance, and the product of the R */
{
  static double t[2049];
  double c = .5*(1+lambda*lambda), M = gauss_variance(1);
  times_back(t, steps, 1), *product = 1;
  for (int k = 0; k < steps; k++) {
    double h = t[k]-t[k+1], g = sde_g(&vp, t[k]), g1 = sde_g(&vp, t[k+1]);
    double A = sde_f(&vp, t[k])+c*g*g/gauss_variance(t[k]), A1 = sde_f(&vp, t[k+1])+c*g1*g1/gauss_variance(t[k+1]);
    double R = 1-h/2*(A+A1)+h*h/2*A*A1, S = lambda/2*(g+g1)-h/2*A1*lambda*g;
    M = R*R*M+S*S*h, *product *= R;
  }
  return M;
}

/* The recursion itself converges with order two to the right variance.  The variance after 16 coarse steps is that of the recursion, which is far from the right one; 
   for lambda = 0 each particle is multiplied by the product of the R.
   Tolerance: four standard errors sqrt(2/N) of a variance; 1e-12 without noise; an order within 0.1 of 2. */
Test(reversal, recursion)
{
  prepare();
  ReversalData data = {&vp, &gaussian};
  double t[17];
  times_back(t, 16, 1);
  for (int r = 0; r < 4; r++) {
    double lambda = .5*r, product, M = iterate(lambda, 16, &product), off[3];
    for (int j = 0; j < 3; j++) off[j] = fabs(iterate(lambda, 512<<j, &product)/gauss[0]-1);
    for (int j = 0; j < 2; j++) near(log2(off[j]/off[j+1]), 2, .1);
    iterate(lambda, 16, &product);
    for (int i = 0; i < N; i++) z[i] = x[i] = sqrt(gauss_variance(1))*own_normal();
    reversal_run(x, N, &vp, reversal_score, &data, lambda, 16, t, 3, 100*(uint64_t)r);
    near(variance(N, x)/M, 1, 4*sqrt(2.0/N));
    for (int i = 0; i < N && r == 0; i++) near(x[i], product*z[i], 1e-12*(1+fabs(z[i])));
  }
}

/* lambda = 0 from one point on Gaussian data ends at x sqrt(V(0)/V(T)); order 2.  From t = 0.3 on uniform steps: no sign change of the error.
   Tolerance: an order of 2.0 within 0.12, the next term of the error. */
Test(reversal, second)
{
  prepare();
  ReversalData data = {&vp, &gaussian};
  double e[4], t[257], T = .3;
  for (int g = 0; g < 4; g++) {
    int n = 32<<g;
    double end = 1.3;
    for (int k = 0; k <= n; k++) t[k] = T*(n-k)/n;
    reversal_run(&end, 1, &vp, reversal_score, &data, 0, n, t, 0, 0);
    e[g] = fabs(end-1.3*sqrt(gauss_variance(0)/gauss_variance(T)));
  }
  for (int g = 0; g < 3; g++) near(log2(e[g]/e[g+1]), 2, .12);
}

/* Kolmogorov's statistic of 40000 particles; the bias at 64 steps shifts it by less than 0.1.
   Tolerance: 1.95, which exact samples exceed with probability 0.001. */
Test(reversal, landing)
{
  prepare();
  double t[65];
  times_back(t, 64, 1);
  for (int r = 0; r < 4; r++) {
    noised(1);
    reversal_run(x, N, &vp, reversal_score, &truth, .5*r, 64, t, 4, 100*(uint64_t)r);
    double K = kolmogorov(x, w3, m3, v3);
    cr_assert(K < 1.95, "lambda %g: K = %g", .5*r, K);
  }
}

/* From X_t = x, Anderson's member ends with the posterior, the flow in one point.
   Tolerance: Kolmogorov's statistic below 1.95, which exact samples exceed with probability 0.001. */
Test(reversal, posterior)
{
  prepare();
  double t[65], T = .2, here = -.4, a = sde_alpha(&vp, T), s2 = pow(sde_sigma(&vp, T), 2), w1[3], m1[3], v1[3], sum = 0, r[2] = {here, here};
  for (int k = 0; k < 3; k++) {
    double c = a*a*v3[k]+s2;
    w1[k] = w3[k]*exp(-.5*pow(here-a*m3[k], 2)/c)/sqrt(c), sum += w1[k];
    v1[k] = v3[k]*s2/c, m1[k] = m3[k]+a*v3[k]/c*(here-a*m3[k]);
  }
  for (int k = 0; k < 3; k++) w1[k] /= sum;
  times_back(t, 64, T);
  for (int i = 0; i < N; i++) x[i] = here;
  reversal_run(x, N, &vp, reversal_score, &truth, 1, 64, t, 8, 0);
  double K = kolmogorov(x, w1, m1, v1);
  cr_assert(K < 1.95, "K = %g", K);
  reversal_run(r, 2, &vp, reversal_score, &truth, 0, 64, t, 8, 0);
  cr_assert(r[0] == r[1]);
}

/* F_0 at the end of the flow is F_t at its beginning; error of Heun with 256 steps, measured 2e-5.
   Tolerance: 2e-4 of a probability, ten times the error of 256 steps. */
Test(reversal, quantiles)
{
  prepare();
  double t[257], T = .5, s[15], a = sde_alpha(&vp, T), s2 = pow(sde_sigma(&vp, T), 2), mt[3], vt[3];
  for (int k = 0; k < 3; k++) mt[k] = a*m3[k], vt[k] = a*a*v3[k]+s2;
  times_back(t, 256, T);
  for (int i = 0; i < 15; i++) s[i] = -2.1+.3*i;
  reversal_run(s, 15, &vp, reversal_score, &truth, 0, 256, t, 0, 0);
  for (int i = 0; i < 15; i++) near(below(s[i], 3, w3, m3, v3), below(-2.1+.3*i, 3, w3, mt, vt), 2e-4);
}

/* Stationary Ornstein-Uhlenbeck, kappa = 1.5, D = .6: variance D/kappa, covariance with the start e^{-lambda^2 kappa T} times it; a mean of N
   products has a standard error of at most sqrt(2/N) times the variance.
   Tolerance: four standard errors of a mean of 40000 products; 1e-13 where nothing moves. */
Test(reversal, stationary)
{
  double kappa = 1.5, diffusion = .6, T = .8, v[1] = {diffusion/kappa}, t[65];
  SdeProcess ou = sde_ou(kappa, sqrt(2*diffusion), T);
  HeatMixture law = {1, 1, one, zero, v};
  ReversalData data = {&ou, &law};
  for (int k = 0; k <= 64; k++) t[k] = T*(64-k)/64;
  for (int r = 0; r < 4; r++) {
    double lambda = .5*r, cov = 0;
    for (int i = 0; i < N; i++) z[i] = x[i] = sqrt(v[0])*own_normal();
    reversal_run(x, N, &ou, reversal_score, &data, lambda, 64, t, 9, 100*(uint64_t)r);
    for (int i = 0; i < N; i++) cov += x[i]*z[i]/N;
    near(cov/v[0], exp(-lambda*lambda*kappa*T), 4*sqrt(2.0/N));
    near(variance(N, x)/v[0], 1, 4*sqrt(2.0/N));
    for (int i = 0; i < N && r == 0; i++) near(x[i], z[i], 1e-13);
  }
}

/* Wrong factors, and wrong starts, on Gaussian data from T = .4: the ratios of the theorem.
   Tolerance: four standard errors of a variance, and 0.002 for the bias of 256 steps. */
Test(reversal, ratio)
{
  prepare();
  ReversalData data = {&vp, &gaussian};
  static const double c[9] = {.5, .25, 1, 0, -1, .8, .5, .625, 1}, lambda[9] = {1, 0, 0, 1, 1, .6, 0, .5, 1};
  double t[257], T = .4, N0 = 1+exp(-sde_log_snr(&vp, T))/gauss[0];
  times_back(t, 256, T);
  for (int r = 0; r < 9; r++) {
    double start = r < 6 ? 1 : 3, rate = 2*c[r]-1, l2 = lambda[r]*lambda[r], want = rate == 0 ? start+l2*log(N0) : l2/rate+(start-l2/rate)*pow(N0, -rate);
    for (int i = 0; i < N; i++) x[i] = sqrt(start*gauss_variance(T))*own_normal();
    reversal_drive(x, N, &vp, reversal_score, &data, c[r], lambda[r], 256, t, 10, 1000*(uint64_t)r);
    near(variance(N, x)/gauss[0]/want, 1, 4*sqrt(2.0/N)+.002);
  }
}

/* One thread and three give the same bits; the first particles of a larger run are those of a smaller one; no two that start alike share
   their noise.  Tolerance: none, equality to the bit. */
Test(reversal, threads)
{
  prepare();
  double t[9], value[2][2], error[2][2];
  ReversalProblem problem = {{f_drift, f_noise, NULL, cases+2}, f_potential, f_payoff, f_slope};
  times_back(t, 8, 1);
  for (int i = 0; i < N; i++) x[i] = y[i] = z[i] = 2*own_uniform()-1;
  for (int k = 0; k < 2; k++) {
    omp_set_num_threads(k ? 3 : 1);
    reversal_run(k ? y : x, 5000, &vp, reversal_score, &truth, 1, 8, t, 7, 0);
    reversal_estimate(value[k], error[k], &problem, .2, 1, 8, 5000, 7, 0);
  }
  reversal_run(z, 1500, &vp, reversal_score, &truth, 1, 8, t, 7, 0);
  cr_assert(memcmp(x, y, 5000*sizeof *x) == 0);
  cr_assert(memcmp(x, z, 1500*sizeof *x) == 0);
  cr_assert(memcmp(value[0], value[1], sizeof value[0]) == 0 && memcmp(error[0], error[1], sizeof error[0]) == 0);
  for (int i = 0; i < 5000; i++) x[i] = .3;
  reversal_run(x, 5000, &vp, reversal_score, &truth, 1, 8, t, 7, 0);
  qsort(x, 5000, sizeof *x, ascending);
  for (int i = 1; i < 5000; i++) cr_assert(x[i] > x[i-1]);
}
