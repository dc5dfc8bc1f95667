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
#include "oracle.h"

static void near_at(double got, double want, double tolerance, int line)
{
  cr_assert(fabs(got-want) <= tolerance, "line %d: got %.17g, want %.17g, tolerance %g", line, got, want, tolerance);
}
#define near(got, want, tolerance) near_at(got, want, tolerance, __LINE__)

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
Test(solvers, phi) /* the table, made with many digits: a few units of the last place */
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
}

Test(solvers, grids) /* four grids of public code, 1e-13 relative; the VP one passes through the inverse of the process, 1e-11 */
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

Test(solvers, clocks) /* nodes are uniform in the clock, by formulas written out again; ends are as asked for */
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

/* A schedule given by alpha and sigma alone finds its inverse to the last digits and its derivatives to 1e-9 (fourth-order differences with
   steps of a thousandth of t, rounding 1e-12 of a logarithm). */
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
Test(solvers, edm) /* Heun's method in sigma on Karras's grid, as the public sampler computes it: 1e-11 relative, stages too */
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

Test(solvers, public) /* errors of public code on the same problem: multistep 1 to 3 (2 and 3 as published), fixed singlestep, corrected third order */
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

/* ---- orders ---------------------------------------------------------------------------------------------------------------------------- */
Test(solvers, zzz)
{
  double v = 1, y[1], x[1] = {1};
  SolversLevel l = {1, 1, 1};
  normal_data(y, 1, x, &l, &v);
}
