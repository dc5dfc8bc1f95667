/* What sampling costs: evaluations of a network of width 128 on 10^4 points as a share of the multiply-add rate of a core, also inside 500
   steps of Euler-Maruyama; a solver's own arithmetic against its evaluations; drift and exact divergence against the drift alone.  One
   thread and processor time, so that neighbours do not count; contestants take turns, medians of several. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#if defined _OPENMP
#include <omp.h>
#endif
#include "base.h"
#include "network.h"
#include "rng.h"
#include "samplers.h"
#include "solvers.h"
#include "bench/timing.h"

enum { N = 10000, WIDTH = 128, BLOCKS = 2, FEATURES = 16, TURNS = 7, STEPS = 500 };

static float x[2*N], D[2*N], divergence[N];
static void predict(double *y, size_t n, const double *p, const SolversLevel *at, const void *net)
{
  float noise = (float)(0.25*log(at->sigma));
  NetworkBatch batch = {.x = x, .noise = &noise, .same = 1};
  for (size_t i = 0; i < n; i++) x[i] = (float)p[i];
  network_evaluate(D, net, n/2, &batch);
  for (size_t i = 0; i < n; i++) y[i] = (double)D[i];
}
static void nothing(double *y, size_t n, const double *p, const SolversLevel *at, const void *net)
{
  (void)at, (void)net;
  for (size_t i = 0; i < n; i++) y[i] = 0.5*p[i];
}

int main(void)
{
  static const char *name[6] = {"euler-maruyama", "ddim", "heun", "rk4", "dpm++2m", "ab2"};
  static double p[2*N];
  NetworkShape shape = {.inputs = 2, .outputs = 2, .width = WIDTH, .blocks = BLOCKS, .features = FEATURES, .low = .5, .high = 20};
  Network *net = network_new(shape, 1);
  float noise = 0.1f;
  NetworkBatch batch = {.x = x, .noise = &noise, .same = 1};
  double rate[TURNS], one[TURNS], two[TURNS], ratio[TURNS], work = (double)N*(2.0*WIDTH+2.0*BLOCKS*WIDTH*WIDTH+2*WIDTH);
#if defined _OPENMP
  omp_set_num_threads(1);
#endif
  rng_normal_float(x, 2*N, 1, 1, 0);
  network_evaluate(D, net, N, &batch);
  for (int k = 0; k < TURNS; k++) {
    double t = own();
    rate[k] = peak(), t = own();
    network_evaluate(D, net, N, &batch), one[k] = own()-t, t = own();
    network_divergence(D, divergence, net, N, &batch), two[k] = (own()-t)/one[k];
    one[k] = work/one[k]/rate[k];
  }
  printf("samplers: an evaluation, width %d, %d residual blocks, %d points: %.0f%% of the multiply-add rate\n", WIDTH, BLOCKS, N, 100*median(one, TURNS));
  printf("samplers: drift and exact divergence over drift: %.2f (at most 3 wanted)\n", median(two, TURNS));
  SolversSchedule schedule = solvers_edm(100);
  SolversLevel *grid = base_new(STEPS+1, sizeof *grid);
  SolversPhilox philox = {1, 2};
  SolversNoise normals = solvers_philox(&philox);
  SolversModel model = {predict, net, SCORE_DATA}, empty = {nothing, NULL, SCORE_DATA};
  for (int m = 0; m < 6; m++) {
    SolversMethod method = solvers_named(name[m]);
    int steps = m == 0 ? STEPS : 40;
    solvers_grid(grid, steps, (SolversClock){SOLVERS_LOG, 0, 0}, &schedule, 50, 0.01);
    for (int k = 0; k < (m == 0 ? 3 : TURNS); k++) {
      long calls;
      rng_normal(p, 2*N, 1, 3, 0);
      double t = own(), bare, full;
      calls = solvers_run(p, 2*N, &empty, &method, &schedule, steps, grid, &normals), bare = own()-t;
      rng_normal(p, 2*N, 1, 3, 0), t = own();
      calls = solvers_run(p, 2*N, &model, &method, &schedule, steps, grid, &normals), full = own()-t;
      ratio[k] = bare/(full-bare), two[k] = (double)calls*work/full/rate[k];
    }
    int turns = m == 0 ? 3 : TURNS;
    printf("samplers: %-15s own arithmetic%s over evaluations %.1f%%; whole run %.0f%% of the multiply-add rate\n", name[m], m == 0 ? " and normals" : "",
      100*median(ratio, turns), 100*median(two, turns));
  }
  network_free(net), free(grid);
  return 0;
}
