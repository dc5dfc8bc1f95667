/* Tests of the chapter on solvers.  The models are exact: a Gaussian mixture in the plane, and normal or constant data, for which a step
   can be written down.  Tables of other origin hold the classical samplers; where they are silent, formulas are written out again. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "heat.h"
#include "sde.h"
#include "score.h"
#include "solvers.h"
#include "near.h"
#include "oracle.h"

/* ---- models ------------------------------------------------------------------------------------------------------------------ */
/* the mixture of tests/oracles/gmm2d.txt: isotropic components, so that the score is a softmax, written out here */
static double w_[3], m_[6], v_[3], latent[12];
static void read_mixture(void)
{
  FILE *f = oracle_open("gmm2d");
  double row[5];
  int k = 0, l = 0;
  while (oracle_row(f, 5, row) > 0)
    if (row[0] == 1) w_[k] = row[1], m_[2*k] = row[2], m_[2*k+1] = row[3], v_[k++] = row[4]*row[4];
    else if (row[0] == 2) latent[2*l] = row[1], latent[2*l++ +1] = row[2];
  fclose(f);
  cr_assert(k == 3 && l == 6);
}
static void mixture(double *y, size_t n, const double *x, const SolversLevel *at, const void *data)
{
  HeatMixture gmm = {3, 2, w_, m_, v_};
  (void)data;
  heat_mixture_score(y, &gmm, at->alpha, at->sigma*at->sigma, n/2, x);
}
static const SolversModel exact = {mixture, NULL, SCORE_SCORE};

/* normal data N(0, v): E[X_0|x] = alpha v x/(alpha^2 v+sigma^2) */
static void normal_data(double *y, size_t n, const double *x, const SolversLevel *at, const void *data)
{
  double v = *(const double *)data, c = at->alpha*v/(at->alpha*at->alpha*v+at->sigma*at->sigma);
  for (size_t i = 0; i < n; i++) y[i] = c*x[i];
}
static double worst_difference(int n, const double *a, const double *b)
{
  double worst = 0;
  for (int i = 0; i < n; i++) worst = fmax(worst, fabs(a[i]-b[i]));
  return worst;
}
static void truth(double *x, int n, double high, double low, const SolversSchedule *s)
{
  static SolversReport report;
  cr_assert(solvers_adaptive(x, (size_t)n, &exact, s, (SolversClock){SOLVERS_ASINH, .1, 0}, SOLVERS_XBAR, 0, high, low, 1e-12, &report) == 0);
}

/* ---- functions and grids ------------------------------------------------------------------------------------------------------- */
/* The table, made with many digits, and all five integrals by Gauss's formula of five points on 160 panels: their integrands are positive, so
   nothing cancels, and the formula errs by less than the rounding.  Tolerance: 2e-15 relative for the table, 4e-15 for the quadrature. */
static double phi_integral(int k, double z)
{
  static const double node[3] = {0, .53846931010568309, .90617984593866399}, weight[3] = {128/225., .47862867049936647, .23692688505618909};
  double sum = 0;
  for (int i = 0; i < 160; i++)
    for (int j = -2; j <= 2; j++) {
      double u = (i+.5+(j < 0 ? -.5 : .5)*node[abs(j)])/160;
      sum += weight[abs(j)]/320*exp((1-u)*z)*pow(u, k-1)/tgamma(k);
    }
  return sum;
}
Test(solvers, phi)
{
  FILE *f = oracle_open("phi_functions");
  double row[5], phi[5], three[3];
  int rows = 0;
  while (oracle_row(f, 5, row) == 5) {
    solvers_phi(phi, 5, row[0]);
    solvers_phi(three, 3, row[0]);
    for (int k = 0; k < 3; k++) near(phi[k], row[k+1], 2e-15*row[k+1]), near(three[k], row[k+1], 2e-15*row[k+1]);
    for (int k = 0; k < 4; k++) { /* the recursion, as a residual; the factorial of k+1 */
      double f = k == 0 ? 1 : k == 1 ? 2 : k == 2 ? 6 : 24;
      near(phi[k], 1/f+row[0]*phi[k+1], 4e-16*(1/f+fabs(row[0])*phi[k+1]));
    }
    rows++;
  }
  fclose(f);
  cr_assert(rows == 20);
  for (double z = -40; z <= 10; z += .23) {
    solvers_phi(phi, 5, z);
    for (int k = 1; k <= 5; k++) near(phi[k-1], phi_integral(k, z), 4e-15*phi[k-1]);
  }
}

/* Four grids of public code; the VP one passes through the inverse of the process.  Tolerance: 1e-13 relative, 1e-11 for VP. */
Test(solvers, grids)
{
  FILE *f = oracle_open("kdiff_sigmas");
  SdeProcess vp = sde_vp(.1, 20);
  SolversSchedule edm = solvers_edm(200), s = solvers_process(&vp);
  SolversLevel grid[4][15];
  SolversClock clock[3] = {{SOLVERS_POWER, 7, 0}, {SOLVERS_LOG, 0, 0}, {SOLVERS_LOG_POWER, 1.5, .02}};
  double row[4];
  for (int k = 0; k < 3; k++) solvers_grid(grid[k], 14, clock[k], &edm, 80, .02);
  double high = sde_sigma(&vp, 1)/sde_alpha(&vp, 1), low = sde_sigma(&vp, 1e-3)/sde_alpha(&vp, 1e-3);
  solvers_grid(grid[3], 14, (SolversClock){SOLVERS_TIME, 0, 0}, &s, high, low);
  int rows = 0;
  while (oracle_row(f, 4, row) == 4) {
    int k = (int)row[0]-1, i = (int)row[1];
    if (i == 15) continue; /* the zero that is appended */
    near(grid[k][i].sigma/grid[k][i].alpha, row[3], (k == 3 ? 1e-11 : 1e-13)*row[3]);
    rows++;
  }
  fclose(f);
  cr_assert(rows == 60);
}

/* Nodes are uniform in the clock, by formulas written out again; ends are as asked for.
   Tolerance: 1e-11 of the span of the clock, the rounding of the inverse of the process. */
Test(solvers, clocks)
{
  SdeProcess vp = sde_vp(.1, 20);
  SolversSchedule s = solvers_process(&vp);
  SolversClock clock[4] = {{SOLVERS_ASINH, .1, 0}, {SOLVERS_RATIO, .1, 4}, {SOLVERS_QUADRATIC, 0, 0}, {SOLVERS_POWER, 1, 0}};
  for (int k = 0; k < 4; k++) {
    SolversLevel g[9];
    double u[9];
    solvers_grid(g, 8, clock[k], &s, 50, .01);
    for (int i = 0; i <= 8; i++) {
      double r = g[i].sigma/g[i].alpha;
      u[i] = k == 0 ? log(r/.1+sqrt(1+r*r/.01)) : k == 1 ? log((r*r+.01)/(r*r+16)) : k == 2 ? sqrt(g[i].t) : r;
      near(sde_alpha(&vp, g[i].t), g[i].alpha, 1e-12*g[i].alpha);
      near(sde_sigma(&vp, g[i].t), g[i].sigma, 1e-11*g[i].sigma);
    }
    near(g[0].sigma/g[0].alpha, 50, 1e-12), near(g[8].sigma/g[8].alpha, .01, 1e-14);
    for (int i = 1; i < 8; i++) near(u[i], u[0]+(u[8]-u[0])*i/8, 1e-11*fabs(u[0]-u[8]));
  }
}

/* A schedule given by alpha and sigma alone finds its inverse to the last digits and its derivatives by differences of order four with steps of
   a thousandth of t.  Tolerance: 1e-12 for the levels, 1e-8 for the ends, rounding over the step of a difference. */
static double plain_alpha(double t, const void *p) { (void)p; return exp(-.25*t*t*19.9-.05*t); }
static double plain_sigma(double t, const void *p) { (void)p; return sqrt(-expm1(-.5*t*t*19.9-.1*t)); }
Test(solvers, schedule)
{
  SdeProcess vp = sde_vp(.1, 20);
  SolversSchedule given = solvers_process(&vp), plain = {plain_alpha, plain_sigma, NULL, NULL, NULL, 1, NULL};
  SolversLevel a[21], b[21];
  double x[12], y[12];
  read_mixture();
  solvers_grid(a, 20, (SolversClock){SOLVERS_LOG, 0, 0}, &given, 30, .05);
  solvers_grid(b, 20, (SolversClock){SOLVERS_LOG, 0, 0}, &plain, 30, .05);
  for (int i = 0; i <= 20; i++) near(a[i].t, b[i].t, 1e-12), near(a[i].alpha, b[i].alpha, 1e-12), near(a[i].sigma, b[i].sigma, 1e-12);
  SolversMethod m = solvers_named("rk4");
  m.clock = (SolversClock){SOLVERS_TIME, 0, 0}, m.variable = SOLVERS_X;
  memcpy(x, latent, sizeof x), memcpy(y, latent, sizeof y);
  cr_assert(solvers_run(x, 12, &exact, &m, &given, 20, a, NULL) == 80);
  solvers_run(y, 12, &exact, &m, &plain, 20, b, NULL);
  near(worst_difference(12, x, y), 0, 1e-8);
}

/* ---- against tables of other origin ------------------------------------------------------------------------------------------------ */
typedef struct { int calls; double seen[200][3]; } Seen;
static void watched(double *y, size_t n, const double *x, const SolversLevel *at, const void *data)
{
  Seen *s = *(Seen *const *)data;
  s->seen[s->calls][0] = x[0], s->seen[s->calls][1] = x[1], s->seen[s->calls++][2] = at->sigma;
  mixture(y, n, x, at, NULL);
}
/* Heun's method in sigma on Karras's grid, as the public sampler computes it, every call of the model included.
   Tolerance: 1e-11 relative for the calls, 1e-10 for the ends, the rounding of 80 calls. */
Test(solvers, edm)
{
  FILE *f = oracle_open("edm_heun");
  double row[7];
  static double x[3][12];
  static SolversLevel grid[3][201];
  int of[3] = {4, 18, 40}, rows = 0, more = 0;
  SolversSchedule edm = solvers_edm(80);
  SolversMethod heun = solvers_named("heun");
  static Seen seen;
  Seen *pointer = &seen;
  SolversModel watch = {watched, &pointer, SCORE_SCORE};
  read_mixture();
  for (int k = 0; k < 3; k++) {
    int N = of[k];
    solvers_grid(grid[k], N-1, (SolversClock){SOLVERS_POWER, 7, 0}, &edm, 80, .002);
    solvers_level(grid[k]+N, &edm, 0);
    for (int i = 0; i < 12; i++) x[k][i] = 80*latent[i];
    seen.calls = 0;
    cr_assert(solvers_run(x[k], 12, N == 18 ? &watch : &exact, &heun, &edm, N, grid[k], NULL) == 2*N-1);
    if (N != 18) continue;
    FILE *g = oracle_open("edm_heun");
    while (oracle_row(g, 7, row) > 0) if (row[0] == 3 && row[1] == 18) {
      for (int j = 0; j < 3; j++) near(seen.seen[(int)row[2]][j], row[3+j], 1e-11*(1+fabs(row[3+j])));
      more++;
    }
    fclose(g);
  }
  while (oracle_row(f, 7, row) > 0)
    for (int k = 0; k < 3; k++) {
      if ((int)row[1] != of[k]) continue;
      if (row[0] == 1) near(grid[k][(int)row[2]].sigma, row[3], 1e-13*(1+row[3])), rows++;
      if (row[0] == 2) for (int j = 0; j < 2; j++) near(x[k][2*(int)row[2]+j], row[3+j], 1e-10*(1+fabs(row[3+j]))), rows++;
    }
  fclose(f);
  cr_assert(more == 35 && rows == 4+18+40+3+36, "%d %d", more, rows);
}

/* The errors of public code on the same problem: multistep 1 to 3 (2 and 3 as published), fixed singlestep, corrected third order.
   Tolerance: one per cent of each error, the width of the table's reference solution. */
Test(solvers, public)
{
  FILE *f = oracle_open("dpm_solver_order");
  SdeProcess vp = sde_vp(.1, 20);
  SolversSchedule s = solvers_process(&vp);
  double row[7], exact_end[12], x[12], high = sde_sigma(&vp, 1)/sde_alpha(&vp, 1), low = sde_sigma(&vp, 1e-3)/sde_alpha(&vp, 1e-3);
  static SolversLevel grid[1537];
  int rows = 0;
  read_mixture();
  memcpy(exact_end, latent, sizeof x);
  truth(exact_end, 12, high, low, &s);
  while (oracle_row(f, 6, row) == 6) {
    int data = row[0] == 2, taylor = row[1] == 2, method = (int)row[2], order = (int)row[3], N = (int)row[4];
    if (method == 2 || N > 400) continue; /* 2 mixes orders to spend exactly N evaluations */
    SolversMethod m = solvers_named(method == 3 ? "dpm2" : "dpm2m");
    int steps = method == 3 ? N/order : N;
    m.order = order, m.extrapolate = data ? SCORE_DATA : SCORE_NOISE;
    m.flags = (taylor ? 0 : SOLVERS_MIDPOINT)|(method == 1 ? SOLVERS_PUBLISHED : 0); /* all flags are without effect on Taylor formulas of order 2 */
    solvers_grid(grid, steps, (SolversClock){SOLVERS_LOG, 0, 0}, &s, high, low);
    memcpy(x, latent, sizeof x);
    solvers_run(x, 12, &exact, &m, &s, steps, grid, NULL);
    double e = worst_difference(12, x, exact_end);
    cr_assert(fabs(e/row[5]-1) < .01, "%g %g %g %g %g: got %g, want %g", row[0], row[1], row[2], row[3], row[4], e, row[5]);
    rows++;
  }
  fclose(f);
  cr_assert(rows == 26*5);
}

/* DDPM's posterior: coefficients of x_0 and x_t and the variance, for levels from the table's abar_t and abar_{t-1} = abar_t/(1-beta_t).  The
   coefficients are read off by unit inputs.  Tolerance: 1e-11, since 1-abar for t = 1 has lost four digits in the table. */
static void constant_data(double *y, size_t n, const double *x, const SolversLevel *at, const void *data)
{
  (void)x, (void)at;
  for (size_t i = 0; i < n; i++) y[i] = ((const double *)data)[i];
}
Test(solvers, posterior)
{
  FILE *f = oracle_open("idiff_constants");
  double row[11];
  int rows = 0;
  SolversMethod m = solvers_named("ancestral");
  while (oracle_row(f, 11, row) > 4) {
    if (row[1] == 0) continue;
    double b = row[2], abar = row[3], before = abar/(1-b);
    SolversLevel g[2] = {{1, sqrt(abar), sqrt(1-abar)}, {0, sqrt(before), sqrt(1-before)}};
    double x[3] = {0, 1, 0}, m0[3] = {1, 0, 0}, z[3] = {0, 0, 1};
    SolversModel model = {constant_data, m0, SCORE_DATA};
    SolversNoise noise = solvers_given(z);
    m.flags = 0;
    solvers_run(x, 3, &model, &m, NULL, 1, g, &noise);
    near(x[0], row[6], 1e-11), near(x[1], row[7], 1e-11), near(x[2]*x[2], row[4], 1e-11*row[4]);
    double y[3] = {0, 1, 0};
    m.flags = SOLVERS_WIDE;
    solvers_run(y, 3, &model, &m, NULL, 1, g, &noise);
    near(y[0], row[6], 1e-11), near(y[1], row[7], 1e-11), near(y[2]*y[2], b, 1e-11*b);
    rows++;
  }
  fclose(f);
  cr_assert(rows > 20, "%d", rows);
}

/* SDE-DPM-Solver++(2M) by its own formula, step by step, for strengths 0, 0.6 and 1; an uneven grid.
   Tolerance: 1e-12, the rounding of six steps from points of size 40. */
Test(solvers, twostep)
{
  SdeProcess vp = sde_vp(.1, 20);
  SolversSchedule s = solvers_process(&vp);
  enum { N = 6 };
  SolversLevel g[N+1];
  double z[N*12];
  read_mixture();
  solvers_grid(g, N, (SolversClock){SOLVERS_TIME, 0, 0}, &s, 40, .1);
  for (int i = 0; i < N*12; i++) z[i] = sin(1.7*i)+.3*cos(5.1*i);
  for (int k = 0; k < 3; k++) {
    double lambda = k == 0 ? 0 : k == 1 ? .6 : 1, x[12], y[12], m[12], old[12], h0 = 0, c = lambda*lambda;
    SolversMethod method = solvers_named("sde-dpm++2m");
    SolversNoise noise = solvers_given(z);
    method.lambda = lambda;
    memcpy(x, latent, sizeof x), memcpy(y, latent, sizeof y);
    cr_assert(solvers_run(x, 12, &exact, &method, NULL, N, g, &noise) == N);
    for (int i = 0; i < N; i++) {
      double a = g[i].alpha, b = g[i].sigma, a1 = g[i+1].alpha, b1 = g[i+1].sigma, h = log(a1/b1)-log(a/b);
      mixture(m, 12, y, g+i, NULL);
      for (int j = 0; j < 12; j++) {
        m[j] = (y[j]+b*b*m[j])/a;
        double D = i == 0 ? m[j] : m[j]+.5*h/h0*(m[j]-old[j]);
        y[j] = b1/b*exp(-c*h)*y[j]+a1*(1-exp(-(1+c)*h))*D+b1*sqrt(1-exp(-2*c*h))*z[12*i+j];
      }
      memcpy(old, m, sizeof m), h0 = h;
    }
    near(worst_difference(12, x, y), 0, 1e-12);
  }
}

/* ---- one interface ------------------------------------------------------------------------------------------------------------------------ */
static void as_kind(double *y, size_t n, const double *x, const SolversLevel *at, const void *data)
{
  mixture(y, n, x, at, NULL);
  double a = at->alpha, b = at->sigma;
  for (size_t i = 0; i < n; i++) {
    double e = -b*y[i], m = (x[i]-b*e)/a;
    switch (*(const ScoreKind *)data) {
    case SCORE_SCORE: break;
    case SCORE_NOISE: y[i] = e; break;
    case SCORE_DATA: y[i] = m; break;
    case SCORE_V: y[i] = a*e-b*m; break;
    }
  }
}
static const char *all[] = {"euler-maruyama", "reverse-diffusion", "predictor-corrector", "ancestral", "sde-dpm++2m", "edm-churn", "euler",
  "heun", "rk4", "ab2", "ab3", "ddim", "dpm2", "dpm3", "dpm2m", "dpm3m", "dpm++2s", "dpm++2m", "dpm++3m", "dpm++3m-published", "unipc2", "unipc3"};
enum { ALL = sizeof all/sizeof *all };

/* Score, noise, data, v: the same samples by every method.  Tolerance: 1e-10, the rounding of the conversions at small noise. */
Test(solvers, kinds)
{
  SdeProcess vp = sde_vp(.1, 20);
  SolversSchedule s = solvers_process(&vp);
  SolversLevel g[13];
  SolversPhilox key = {3, 7};
  SolversNoise noise = solvers_philox(&key);
  read_mixture();
  solvers_grid(g, 12, (SolversClock){SOLVERS_ASINH, .1, 0}, &s, 30, .05);
  for (int k = 0; k < (int)ALL; k++) {
    SolversMethod m = solvers_named(all[k]);
    double x[4][12];
    for (int kind = 0; kind < 4; kind++) {
      ScoreKind as = (ScoreKind)kind;
      SolversModel model = {as_kind, &as, as};
      memcpy(x[kind], latent, sizeof x[kind]);
      solvers_run(x[kind], 12, &model, &m, &s, 12, g, &noise);
      near(worst_difference(12, x[kind], x[0]), 0, 1e-10);
    }
    cr_assert(isfinite(x[0][0]) && fabs(x[0][0]) < 10, "%s", all[k]);
  }
}

/* In x/alpha the grid of noise levels is all that matters: VP, sub-VP, VE and EDM end at the same points, by every method that does not
   integrate in time (Euler-Maruyama) or discretise alpha (reverse diffusion); Tolerance: 1e-9, the rounding of the inverse schedules. */
Test(solvers, processes)
{
  SdeProcess p[3] = {sde_vp(.1, 20), sde_subvp(.1, 20), sde_ve(.01, 50)};
  SolversSchedule s[4] = {solvers_process(p), solvers_process(p+1), solvers_process(p+2), solvers_edm(50)};
  SolversPhilox key = {3, 7};
  SolversNoise noise = solvers_philox(&key);
  SolversLevel g[4][13];
  read_mixture();
  for (int j = 0; j < 4; j++) solvers_grid(g[j], 12, (SolversClock){SOLVERS_RATIO, .1, 4}, s+j, 30, .05);
  for (int k = 3; k < (int)ALL; k++) {
    SolversMethod m = solvers_named(all[k]);
    double x[4][12];
    for (int j = 0; j < 4; j++) {
      for (int i = 0; i < 12; i++) x[j][i] = 30*latent[i]*g[j][0].alpha;
      solvers_run(x[j], 12, &exact, &m, s+j, 12, g[j], &noise);
      for (int i = 0; i < 12; i++) x[j][i] /= g[j][12].alpha;
      near(worst_difference(12, x[j], x[0]), 0, 1e-9);
    }
  }
}

/* Draw k of a step is where the interface says; philox draws are streams; a window switches noise off.
   Tolerance: none between the two sources of noise; 1e-13 against the steps by hand, their rounding. */
Test(solvers, noise)
{
  SolversSchedule s = solvers_edm(10);
  SolversLevel g[4];
  double v = 1, x[2] = {1, -1}, y[2] = {1, -1}, z[12], w[2];
  SolversModel model = {normal_data, &v, SCORE_DATA};
  SolversMethod m = solvers_named("predictor-corrector"), one = solvers_named("reverse-diffusion");
  SolversPhilox key = {5, 100};
  SolversNoise drawn = solvers_philox(&key), given = solvers_given(z);
  for (int k = 0; k < 6; k++) drawn.draw(z+2*k, 2, k, drawn.data);
  solvers_grid(g, 3, (SolversClock){SOLVERS_LOG, 0, 0}, &s, 5, .1);
  cr_assert(solvers_run(x, 2, &model, &m, NULL, 3, g, &drawn) == 6);
  solvers_run(y, 2, &model, &m, NULL, 3, g, &given);
  near(worst_difference(2, x, y), 0, 0);
  for (int k = 0; k < 2; k++) { /* by hand: predictor with draw 2i, corrector with draw 2i+1 */
    double c = k == 0 ? 1 : -1;
    for (int i = 0; i < 3; i++) {
      double n0 = g[i].sigma*g[i].sigma, n1 = g[i+1].sigma*g[i+1].sigma, q = .16*g[i+1].sigma;
      c += -(n0-n1)*c/(v+n0)+sqrt(n0-n1)*z[4*i+k];
      c += -2*q*q*c/(v+n1)+2*q*z[4*i+2+k];
    }
    near(x[k], c, 1e-13);
  }
  one.low = 6, one.high = 7; /* no level lies in the window: nothing is drawn, and noise may be missing */
  memcpy(w, y, sizeof w);
  solvers_run(w, 2, &model, &one, NULL, 3, g, NULL);
}

/* ---- exact steps ------------------------------------------------------------------------------------------------------------------------------ */
/* Constant data prediction: one step of any length is exact for methods that extrapolate data, and for those in sigma-tilde.  Composition: two
   frozen steps are one.  eta from lambda: the same coefficients.  Tolerance: 1e-13, the rounding of two steps. */
Test(solvers, frozen)
{
  SolversLevel g[3] = {{2, .5, 2}, {1, .7, .6}, {.5, .9, .1}}, direct[2] = {{2, .5, 2}, {.5, .9, .1}};
  double m0[3] = {.7, -1.3, .2}, x0[3] = {3, -2, .4}, x[3];
  SolversModel model = {constant_data, m0, SCORE_DATA};
  const char *name[] = {"ddim", "dpm++2m", "dpm++3m", "unipc3", "dpm2m", "euler", "heun", "ab2"};
  for (int k = 0; k < 8; k++) {
    SolversMethod m = solvers_named(name[k]);
    memcpy(x, x0, sizeof x);
    solvers_run(x, 3, &model, &m, NULL, 2, g, NULL);
    for (int i = 0; i < 3; i++) near(x[i]/.9, m0[i]+(.1/.9)/(2/.5)*(x0[i]/.5-m0[i]), 1e-13);
  }
  for (int k = 0; k < 3; k++) {
    double lambda = .3+.35*k, z[6] = {1.1, -.4, .8, 0, 0, 0}, y[3], r = (.1/.9)/4;
    SolversMethod data = solvers_named("sde-dpm++2m"), eta = solvers_named("ancestral");
    SolversNoise noise = solvers_given(z);
    data.lambda = lambda, data.order = 1, eta.lambda = sqrt((1-pow(r, 2*lambda*lambda))/(1-r*r));
    memcpy(x, x0, sizeof x), memcpy(y, x0, sizeof y);
    solvers_run(x, 3, &model, &data, NULL, 1, direct, &noise);
    solvers_run(y, 3, &model, &eta, NULL, 1, direct, &noise);
    near(worst_difference(3, x, y), 0, 1e-14);
    for (int i = 0; i < 3; i++)
      near(x[i]/.9, pow(r, 1+lambda*lambda)*x0[i]/.5+(1-pow(r, 1+lambda*lambda))*m0[i]+.1/.9*sqrt(1-pow(r, 2*lambda*lambda))*z[i], 1e-13);
  }
}

/* Variation of constants.  Without noise: along the exact flow of the mixture the two integrals of the theorem, by Simpson's rule with 200
   intervals, return its end.  With noise: the square of the coefficient of Z that a step has is the integral of exp(-2 rho (h-tau)) 2 lambda^2
   s(tau)^2, by Simpson's rule as well.  Tolerance: 1e-8, the error of Simpson's rule. */
Test(solvers, exact)
{
  enum { N = 200 };
  SolversSchedule edm = solvers_edm(100);
  double high = 4, low = 1, h = log(high/low), x[12], start[12], m_sum[12] = {0}, e_sum[12] = {0}, s = high;
  read_mixture();
  for (int i = 0; i < 12; i++) x[i] = start[i] = high*latent[i];
  for (int j = 0; j <= N; j++) {
    double tau = h*j/N, at = high*exp(-tau), score[12], w = h/N/3*(j == 0 || j == N ? 1 : j%2 ? 4 : 2);
    SolversLevel here = {at, 1, at};
    if (j) truth(x, 12, s, at, &edm);
    s = at;
    mixture(score, 12, x, &here, NULL);
    for (int i = 0; i < 12; i++) m_sum[i] += w*exp(tau-h)*(x[i]+at*at*score[i]), e_sum[i] += w*exp(h-tau)*-at*score[i];
  }
  for (int i = 0; i < 12; i++) near(x[i], exp(-h)*start[i]+m_sum[i], 1e-8), near(x[i], start[i]-low*e_sum[i], 1e-8);
  for (int k = 1; k <= 4; k++) {
    double lambda = .3*k, rho = 1+lambda*lambda, zero = 0, z = 1, y = 0, sum = 0;
    SolversLevel g[2] = {{high, 1, high}, {low, 1, low}};
    SolversModel model = {constant_data, &zero, SCORE_DATA};
    SolversMethod method = solvers_named("sde-dpm++2m");
    SolversNoise noise = solvers_given(&z);
    method.lambda = lambda;
    solvers_run(&y, 1, &model, &method, NULL, 1, g, &noise);
    for (int j = 0; j <= 2*N; j++) {
      double tau = h*j/(2*N), at = high*exp(-tau);
      sum += h/(2*N)/3*(j == 0 || j == 2*N ? 1 : j%2 ? 4 : 2)*exp(-2*rho*(h-tau))*2*lambda*lambda*at*at;
    }
    near(y*y, sum, 1e-8*sum);
  }
}

/* A last level without noise: alpha times the denoised point, by all deterministic methods.  Tolerance: 1e-14, rounding. */
Test(solvers, denoise)
{
  SolversLevel g[2] = {{2, .5, 2}, {0, .8, 0}};
  double v = 2, x[1];
  SolversModel model = {normal_data, &v, SCORE_DATA};
  for (int k = 6; k < (int)ALL; k++) {
    SolversMethod m = solvers_named(all[k]);
    x[0] = 3;
    solvers_run(x, 1, &model, &m, NULL, 1, g, NULL);
    near(x[0], .8*.5*v*3/(.25*v+4), 1e-14);
  }
}

/* Tables of Runge and Kutta: e a polynomial in sigma-tilde (quadrature of degree p-1), and e = x (the series of exp to degree p), with one
   long step.  Tolerance: 1e-13, rounding. */
static void polynomial(double *y, size_t n, const double *x, const SolversLevel *at, const void *data)
{
  int p = *(const int *)data;
  for (size_t i = 0; i < n; i++) y[i] = p < 0 ? x[i] : (p+1)*pow(at->sigma, p);
}
Test(solvers, tableau)
{
  SolversSchedule s = solvers_edm(10);
  SolversLevel g[2] = {{2, 1, 2}, {.5, 1, .5}};
  const char *name[] = {"euler", "heun", "rk4"};
  int order[] = {1, 2, 4}, exponential = -1;
  for (int k = 0; k < 3; k++) {
    SolversMethod m = solvers_named(name[k]);
    for (int p = 0; p < order[k]; p++) {
      double x = 1;
      SolversModel model = {polynomial, &p, SCORE_NOISE};
      solvers_run(&x, 1, &model, &m, &s, 1, g, NULL);
      near(x, 1+pow(.5, p+1)-pow(2, p+1), 1e-13);
    }
    double x = 1, h = -1.5, sum = 1, term = 1;
    SolversModel model = {polynomial, &exponential, SCORE_NOISE};
    for (int j = 1; j <= order[k]; j++) term *= h/j, sum += term;
    solvers_run(&x, 1, &model, &m, &s, 1, g, NULL);
    near(x, sum, 1e-14);
  }
}

/* Normal data do not move in the scaled variable, by any classical method and any step.  Two points at -1 and 1: the prediction is tanh(x/n);
   the flow, computed for x itself, has the derivative (1-b^2) y/2 in 1/n at the noisy end, up to terms in 1/n and not in its root.
   Tolerance: 1e-13 for normal data, rounding; twice 1/n, relative, for the two points. */
static void two_points(double *y, size_t n, const double *x, const SolversLevel *at, const void *data)
{
  (void)data;
  for (size_t i = 0; i < n; i++) y[i] = tanh(x[i]/(at->sigma*at->sigma));
}
Test(solvers, scaled)
{
  SolversSchedule s = solvers_edm(100);
  SolversLevel g[4];
  double v = .64;
  SolversModel model = {normal_data, &v, SCORE_DATA};
  const char *name[] = {"euler", "heun", "rk4", "ab2"};
  SolversClock clock[2] = {{SOLVERS_RATIO, .1, 4}, {SOLVERS_LOG, 0, 0}};
  for (int k = 0; k < 4; k++) for (int c = 0; c < 2; c++) {
    SolversMethod m = solvers_named(name[k]);
    double x = 7;
    m.clock = clock[c], m.variable = SOLVERS_SCALED, m.spread = .8;
    solvers_grid(g, 3, clock[c], &s, 50, .02);
    solvers_run(&x, 1, &model, &m, &s, 3, g, NULL);
    near(x, 7*sqrt((v+.02*.02)/(v+2500)), 1e-13);
  }
  SolversModel two = {two_points, NULL, SCORE_DATA};
  SolversSchedule wide = solvers_edm(2e3);
  static SolversReport report;
  for (int k = 0; k < 3; k++) {
    double high = 1e3, low = 10<<k, y0 = .5+.7*k, x = y0*sqrt(high*high+v), u = 1/(low*low)-1/(high*high);
    cr_assert(solvers_adaptive(&x, 1, &two, &wide, (SolversClock){SOLVERS_LOG, 0, 0}, SOLVERS_XBAR, 0, high, low, 1e-12, &report) == 0);
    near((x/sqrt(low*low+v)-y0)/u/(.5*(1-v)*y0), 1, 2/(low*low));
  }
}

/* ---- orders --------------------------------------------------------------------------------------------------------------------------------------- */
/* Local to global, on dx/ds = sin x, whose solution is known (tan(x/2) grows like exp s) and whose slope has the Lipschitz constant 1: Euler's
   method and Adams and Bashforth's of two steps on uneven grids.  The local errors come from their definition with the weights of uneven steps
   written out, the constant L of the two-step weights is 1+H/H', and the error at every node is within the bound.
   Tolerance: none, an inequality; 1e-14 for rounding. */
static double sine_flow(double s) { return 2*atan(tan(.5)*exp(s-1)); } /* x(1) = 1 */
static void sine(double *y, size_t n, const double *x, const SolversLevel *at, const void *data)
{
  (void)at, (void)data;
  for (size_t i = 0; i < n; i++) y[i] = sin(x[i]);
}
Test(solvers, global)
{
  SolversModel model = {sine, NULL, SCORE_NOISE};
  for (int q = 1; q <= 2; q++)
    for (int N = 10; N <= 160; N *= 2) {
      SolversLevel g[161];
      double start = 0, sum = 0, L = q == 1 ? 1 : 0, U = .5;
      SolversMethod m = solvers_named(q == 1 ? "euler" : "ab2");
      for (int i = 0; i <= N; i++) g[i].alpha = 1, g[i].t = g[i].sigma = 1-U*(i+.3*sin(i))/(N+.3*sin(N));
      for (int i = 0; q == 2 && i < N-1; i++)
        L = fmax(L, 1+(g[i+1].sigma-g[i+2].sigma)/(g[i].sigma-g[i+1].sigma));
      for (int n = 1; n <= N; n++) {
        double x = 1, s = g[n-1].sigma, H = g[n].sigma-s, past = n > 1 ? s-g[n-2].sigma : H;
        double w = q == 2 && n > 1 ? .5*H/past : 0;
        solvers_run(&x, 1, &model, &m, NULL, n, g, NULL);
        double d = sine_flow(s+H)-sine_flow(s)-H*((1+w)*sin(sine_flow(s))-w*sin(sine_flow(s-past)));
        double e = fabs(x-sine_flow(g[n].sigma));
        if (q == 2 && n == 1) start = e; /* the one step that is not the method's */
        else sum += fabs(d);
        cr_assert(e <= exp(2*L*U)*(start+sum)+1e-14, "order %d, %d of %d steps: %g, bound %g", q, n, N, e, exp(2*L*U)*(start+sum));
      }
    }
}

/* Every deterministic method on the mixture, VP, almost three decades of noise; the observed order over the last doubling of a sequence (in t
   for Euler, Heun and RK4 in x itself as well), singlestep formulas with exact moments and with the shorter ones.
   Tolerance: 0.1 for orders 1 and 2, 0.3 for 3 and 4, which are still approaching theirs; 0.15 in t. */
static double ends_of(const SolversMethod *m, const SolversSchedule *s, SolversClock spacing, int N, const double *exact_end, double high, double low)
{
  static SolversLevel g[1025];
  double x[12];
  solvers_grid(g, N, spacing, s, high, low);
  for (int i = 0; i < 12; i++) x[i] = g[0].alpha*high*latent[i];
  solvers_run(x, 12, &exact, m, s, N, g, NULL);
  return worst_difference(12, x, exact_end);
}
Test(solvers, orders)
{
  static const struct { const char *name; int order; unsigned more; } row[] = {{"euler", 1, 0}, {"ddim", 1, 0}, {"heun", 2, 0}, {"rk4", 4, 0},
    {"ab2", 2, 0}, {"ab3", 3, SOLVERS_START}, {"dpm2", 2, 0}, {"dpm3", 3, 0}, {"dpm2m", 2, 0}, {"dpm3m", 3, 0}, {"dpm++2s", 2, 0}, {"dpm++2m", 2, 0},
    {"dpm++3m", 3, 0}, {"unipc2", 3, 0}, {"unipc3", 4, 0},
    {"dpm2", 2, SOLVERS_MIDPOINT}, {"dpm++2s", 2, SOLVERS_MIDPOINT}, {"dpm3", 3, SOLVERS_MIDPOINT}}; /* |more| is exchanged */
  SdeProcess vp = sde_vp(.1, 20);
  SolversSchedule s = solvers_process(&vp);
  double end[12], high = 20, low = .05;
  SolversLevel first;
  read_mixture();
  solvers_level(&first, &s, high);
  for (int i = 0; i < 12; i++) end[i] = first.alpha*high*latent[i];
  truth(end, 12, high, low, &s);
  for (int k = 0; k < 18; k++) {
    SolversMethod m = solvers_named(row[k].name);
    m.flags ^= row[k].more;
    SolversClock clock = {SOLVERS_ASINH, .1, 0};
    if (m.kind == SOLVERS_RUNGE_KUTTA || m.kind == SOLVERS_ADAMS) m.clock = clock;
    int N = row[k].order == 4 ? 256 : 512;
    double order = log2(ends_of(&m, &s, clock, N/2, end, high, low)/ends_of(&m, &s, clock, N, end, high, low));
    cr_assert(fabs(order-row[k].order) < (row[k].order < 3 ? .1 : .3), "%s: %g", row[k].name, order);
    if (m.kind != SOLVERS_RUNGE_KUTTA) continue;
    m.clock = (SolversClock){SOLVERS_QUADRATIC, 0, 0}, m.variable = SOLVERS_X;
    order = log2(ends_of(&m, &s, m.clock, N/2, end, high, low)/ends_of(&m, &s, m.clock, N, end, high, low));
    cr_assert(fabs(order-row[k].order) < .15, "%s in time: %g", row[k].name, order);
  }
}

/* What the first steps cost, from s = 1, where the prediction varies: one step of order one leaves order two to whatever follows; the corrector
   makes the first step one of order two, and the whole of order three; with steps of Kutta's Adams' method keeps its order.
   Tolerance: 0.15 of the order, at 512 steps. */
Test(solvers, start)
{
  static const struct { const char *name; int order; unsigned more; } row[] = {{"dpm3m", 2, 0}, {"dpm++3m", 2, 0}, {"ab3", 2, 0},
    {"ab3", 3, SOLVERS_START}, {"unipc2", 3, 0}, {"unipc3", 3, 0}};
  SolversSchedule edm = solvers_edm(10);
  double end[12], high = 1, low = .05;
  read_mixture();
  for (int i = 0; i < 12; i++) end[i] = latent[i];
  truth(end, 12, high, low, &edm);
  for (int k = 0; k < 6; k++) {
    SolversMethod m = solvers_named(row[k].name);
    SolversClock clock = {SOLVERS_LOG, 0, 0};
    m.flags |= row[k].more;
    if (m.kind == SOLVERS_ADAMS) m.clock = clock;
    double order = log2(ends_of(&m, &edm, clock, 256, end, high, low)/ends_of(&m, &edm, clock, 512, end, high, low));
    cr_assert(fabs(order-row[k].order) < .15, "%s: %g", row[k].name, order);
  }
}

/* Data prediction m = exp(-l) in the place of a model: one step of the three-node formulas after exact history.  The defect of the published
   formula is h^3 m''/12 (1+O(h)); of the corrected one O(h^4).  Tolerance: 3 per cent of the defect at h = 0.002; 0.2 of the order. */
static void exponential_data(double *y, size_t n, const double *x, const SolversLevel *at, const void *data)
{
  (void)x, (void)data;
  for (size_t i = 0; i < n; i++) y[i] = pow(at->sigma/at->alpha, 2);
}
Test(solvers, published)
{
  for (int k = 0; k < 2; k++) {
    SolversMethod m = solvers_named(k ? "dpm++3m" : "dpm++3m-published");
    SolversModel model = {exponential_data, NULL, SCORE_DATA};
    double end[2], h = .004;
    for (int i = 0; i < 2; i++) { /* the last of three steps, isolated by starting it from the exact point */
      SolversLevel g[4];
      double x = 0, l0 = 0;
      for (int j = 0; j < 4; j++) g[j] = (SolversLevel){j, 1, exp(-l0-h*j)};
      solvers_run(&x, 1, &model, &m, NULL, 3, g, NULL);
      double y = 0; /* the same without the last step */
      solvers_run(&y, 1, &model, &m, NULL, 2, g, NULL);
      /* exact: x' = e^{-h} x + int_0^h e^{-(h-u)} e^{-2(l+u)} du with l = 2h */
      double exact_end = exp(-h)*y+exp(-4*h-h)*(1-exp(-h));
      end[i] = exact_end-x, h /= 2;
    }
    if (k) cr_assert(fabs(log2(end[0]/end[1])-4) < .2, "%g", log2(end[0]/end[1]));
    else near(end[1]/(pow(.002, 3)*4*exp(-.008)/12), 1, .03); /* m'' = 4 e^{-2l} */
  }
}

/* ---- in law --------------------------------------------------------------------------------------------------------------------------------------------- */
static double end_variance(const SolversMethod *m, const SolversSchedule *s, int N, const SolversLevel *g, double v, double first)
{
  size_t draws = (size_t)(N*(1+m->corrections)), n = draws+1;
  double *x = calloc(n, sizeof *x), *z = calloc(n*draws, sizeof *z), sum = 0;
  SolversModel model = {normal_data, &v, SCORE_DATA};
  SolversNoise noise = solvers_given(z);
  x[0] = 1;
  for (size_t k = 0; k < draws; k++) z[k*n+k+1] = 1;
  solvers_run(x, n, &model, m, s, N, g, &noise);
  for (size_t k = 0; k < n; k++) sum += x[k]*x[k]*(k ? 1 : first);
  free(x), free(z);
  return sum;
}
/* One step exactly, for any length; many steps: the limit -(1+lambda^2) h/2.
   Tolerance: 1e-13 for one step, rounding; 2h relative for many, the next term. */
Test(solvers, variance)
{
  for (int k = 0; k < 12; k++) {
    double lambda = .5*(k%3), s0 = .3+k, s1 = .1+.2*k, v = .7, r = s1/s0, g = 1-pow(r, 1+lambda*lambda), kappa = s0*s0/(v+s0*s0);
    SolversLevel two[2] = {{1, 1, s0}, {0, 1, s1}};
    SolversMethod m = solvers_named("sde-dpm++2m");
    m.order = 1, m.lambda = lambda;
    double got = end_variance(&m, NULL, 1, two, v, v+s0*s0);
    near(got, v+s1*s1-g*g*kappa*(1-kappa)*(v+s0*s0), 1e-13*(v+s0*s0));
  }
  SolversSchedule edm = solvers_edm(1e3);
  static SolversLevel grid[513];
  for (int k = 0; k < 6; k++) {
    double lambda = .5*(k%3), v = k < 3 ? .2 : 1.5, high = 500, low = 5e-4, h = log(high/low)/512;
    SolversMethod m = solvers_named("sde-dpm++2m");
    m.order = 1, m.lambda = lambda;
    solvers_grid(grid, 512, (SolversClock){SOLVERS_LOG, 0, 0}, &edm, high, low);
    double got = end_variance(&m, &edm, 512, grid, v, v+high*high)/(v+low*low)-1;
    near(got/(-.5*(1+lambda*lambda)*h), 1, 2*h);
  }
}

/* Orders in law on VP, uniform in log-SNR, strengths 1 and 0.5, from the last doubling; the limit is the exact variance of the data with noise.
   Tolerance: 0.1 of the order, at 512 steps. */
Test(solvers, weak)
{
  SdeProcess vp = sde_vp(.1, 20);
  SolversSchedule s = solvers_process(&vp);
  static SolversLevel g[513];
  static const struct { const char *name; double order; } row[4] = {{"euler-maruyama", 1}, {"reverse-diffusion", 1}, {"ancestral", 1}, {"sde-dpm++2m", 2}};
  for (int k = 0; k < 4; k++) for (int j = 0; j < 2; j++) {
    double e[2], v = .25, high = 20, low = .1;
    SolversMethod m = solvers_named(row[k].name);
    m.lambda = j ? .5 : 1;
    for (int i = 0; i < 2; i++) {
      solvers_grid(g, 256<<i, (SolversClock){SOLVERS_LOG, 0, 0}, &s, high, low);
      double a = g[0].alpha, b = g[0].sigma, a1 = g[256<<i].alpha, b1 = g[256<<i].sigma;
      e[i] = fabs(end_variance(&m, &s, 256<<i, g, v, a*a*v+b*b)/(a1*a1*v+b1*b1)-1);
    }
    cr_assert(fabs(log2(e[0]/e[1])-row[k].order) < .1, "%s %g: %g", row[k].name, m.lambda, log2(e[0]/e[1]));
  }
}

/* The bound holds to first order, and the best switch is near the predicted one.
   Tolerance: 2 per cent above the bound and 15 below, the next order at h = 0.08; a factor 1.65 of c for the switch. */
Test(solvers, hybrid)
{
  enum { N = 80 };
  SolversSchedule edm = solvers_edm(10);
  SolversLevel g[N+1];
  double v = 1, from = 5, low = .01, h = log(from/low)/N, c0 = v/(v+from*from), error0 = .3, best = 1, where = 0;
  solvers_grid(g, N, (SolversClock){SOLVERS_LOG, 0, 0}, &edm, from, low);
  for (int i = 0; i <= N; i++) {
    SolversMethod m = solvers_named("ancestral");
    double s = g[i].sigma, c = v/(v+s*s);
    m.low = s*(1+1e-9);
    double e = fabs(end_variance(&m, &edm, N, g, v, (1-error0)*(v+from*from))/(v+low*low)-1), bound = error0*c0/c+.5*h*(1+c);
    cr_assert(e < 1.02*bound && (s > 1.5 || e > .85*bound), "switch %g: %g, bound %g", s, e, bound);
    if (e < best) best = e, where = c;
  }
  near(log(where/sqrt(2*error0*c0/h)), 0, .5);
}

/* One churned step of Euler's, by hand: up by gamma, noise with the factor, then down; gamma is capped at sqrt(2)-1.
   Tolerance: 1e-13, rounding. */
Test(solvers, churn)
{
  SolversSchedule edm = solvers_edm(100);
  SolversLevel g[2] = {{2, 1, 2}, {1, 1, 1}};
  double v = 1, z = .7;
  SolversModel model = {normal_data, &v, SCORE_DATA};
  SolversNoise noise = solvers_given(&z);
  for (int k = 0; k < 2; k++) {
    SolversMethod m = solvers_named("euler");
    double x = 3, gamma = k ? sqrt(2)-1 : .1, hat = 2*(1+gamma), y = x+1.02*sqrt(hat*hat-4)*z;
    m.churn = k ? 5 : .1, m.inflate = 1.02;
    solvers_run(&x, 1, &model, &m, &edm, 1, g, &noise);
    near(x, y+(1-hat)*hat*y/(v+hat*hat), 1e-13);
    m.low = 3, x = 3; /* outside the window: plain Euler */
    solvers_run(&x, 1, &model, &m, &edm, 1, g, NULL);
    near(x, 3-1*2*3/(v+4), 1e-13);
  }
}

/* Size 2(snr |z|/|s|)^2 with mean norms over two particles in the plane.  Tolerance: 1e-13, rounding. */
Test(solvers, langevin)
{
  SolversLevel g[2] = {{2, 1, 2}, {1, 1, 1}};
  double v = 1, z[8] = {0, 0, 0, 0, .3, -.4, 1.2, .5}, x[4] = {1, 2, -1, .5}, y[4], s[4];
  SolversModel model = {normal_data, &v, SCORE_DATA};
  SolversNoise noise = solvers_given(z);
  SolversMethod m = solvers_named("predictor-corrector");
  m.d = 2, m.snr = .2;
  for (int i = 0; i < 4; i++) y[i] = x[i]*(1-3/(v+4)), s[i] = -y[i]/(v+1);
  double q = .2*(.5+1.3)/(hypot(s[0], s[1])+hypot(s[2], s[3]));
  for (int i = 0; i < 4; i++) y[i] += 2*q*q*s[i]+2*q*z[4+i];
  cr_assert(solvers_run(x, 4, &model, &m, NULL, 1, g, &noise) == 2);
  near(worst_difference(4, x, y), 0, 1e-13);
}

/* ---- adaptive ----------------------------------------------------------------------------------------------------------------------------------------------- */
static void sick(double *y, size_t n, const double *x, const SolversLevel *at, const void *data)
{
  (void)data, (void)x;
  for (size_t i = 0; i < n; i++) y[i] = at->sigma < 1 ? NAN : 1;
}
/* Normal data have a closed flow; the error follows the tolerance asked for; a model without finite numbers is reported; one step integrates
   polynomials of degree four.  Tolerance: a hundred times the tolerance asked for, and 1e-12 for polynomials, rounding. */
Test(solvers, adaptive)
{
  static SolversReport report;
  SolversSchedule edm = solvers_edm(100);
  double e[2], v = .49;
  SolversModel model = {normal_data, &v, SCORE_DATA}, bad = {sick, NULL, SCORE_NOISE};
  for (int i = 0; i < 2; i++) { /* normal data: x is proportional to sqrt(v+n); the error goes with the tolerance */
    double x = 50;
    cr_assert(solvers_adaptive(&x, 1, &model, &edm, (SolversClock){SOLVERS_ASINH, .1, 0}, SOLVERS_XBAR, 0, 50, .01, i ? 1e-9 : 1e-6, &report) == 0);
    e[i] = fabs(x/(50*sqrt((v+1e-4)/(v+2500)))-1);
    cr_assert(e[i] < (i ? 1e-7 : 1e-4) && report.noise[0] == 50 && fabs(report.noise[report.accepted]-.01) < 1e-15);
    cr_assert(report.calls == 1+6L*(report.accepted+report.rejected));
  }
  cr_assert(e[1] < .02*e[0], "%g %g", e[0], e[1]);
  double x = 1;
  cr_assert(solvers_adaptive(&x, 1, &bad, &edm, (SolversClock){SOLVERS_POWER, 1, 0}, SOLVERS_XBAR, 0, 50, .01, 1e-6, &report) == 1);
  /* the fifth order: polynomials of degree four are integrated exactly, whatever the tolerance */
  int p = 4;
  SolversModel quartic = {polynomial, &p, SCORE_NOISE};
  double y = 0;
  cr_assert(solvers_adaptive(&y, 1, &quartic, &edm, (SolversClock){SOLVERS_POWER, 1, 0}, SOLVERS_XBAR, 0, 2, .5, 1e3, &report) == 0);
  near(y, pow(.5, 5)-32, 1e-12);
}
