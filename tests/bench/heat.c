/* What Chapter 1 costs: nanoseconds a point, medians of interleaved repeats. */
#include <stdio.h>
#include <stdlib.h>
#include "base.h"
#include "fourier.h"
#include "heat.h"
#include "linalg.h"
#include "bench/timing.h"

enum { REPEATS = 15, CASES = 7, SMALL = 1024, LARGE = 1 << 22, POINTS = 100000 };
static const double w[3] = {.3, .5, .2}, m[6] = {1.5, .5, -1, 1, .2, -1.3}, var[3] = {.09, .2025, .0625};
static const HeatMixture line = {3, 1, w, m, var}, plane = {3, 2, w, m, var};
static const char *name[CASES] = {"FTCS step, 1024 points (cache)", "FTCS step, 4M points (memory)", "mixture density, d=1, K=3",
  "mixture score, d=1, K=3", "mixture score, d=2, K=3", "mixture Laplacian, d=2, K=3", "mixture sample, d=2, K=3"};

static double run(int which, double *x, double *y) /* nanoseconds a point */
{
  double t = now();
  switch (which) {
  case 0: heat_ftcs(x, y, SMALL, .4, 2000); return (now()-t)/2000/SMALL;
  case 1: heat_ftcs(x, y, LARGE, .4, 2); return (now()-t)/2/LARGE;
  case 2: heat_mixture_density(y, &line, 1, .1, POINTS, x); break;
  case 3: heat_mixture_score(y, &line, 1, .1, POINTS, x); break;
  case 4: heat_mixture_score(y, &plane, 1, .1, POINTS, x); break;
  case 5: heat_mixture_laplacian(y, &plane, 1, .1, POINTS, x); break;
  default: heat_mixture_sample(y, &plane, 1, .1, POINTS, 1, 1, 0);
  }
  return (now()-t)/POINTS;
}

/* A spectral step beside its two transforms alone, and a Crank-Nicolson step beside its solve: ratios of medians in one run */
static void pairs(int m, int n)
{
  static double t[4][REPEATS];
  size_t all = (size_t)m*(size_t)n;
  int count = (int)(1000000/all)+1;
  double *u = base_reals(all), *a = base_reals(all), *b = base_reals(all);
  double complex *y = base_new((size_t)m*(size_t)(n/2+1), sizeof *y);
  HeatSpectral *s = heat_spectral_new(m, n, 1, HEAT_CIRCLE, 1e-9);
  FourierReal *f = fourier_real_new(m, n);
  HeatImplicit *c = m == 1 ? heat_implicit_new(n, HEAT_CIRCLE, 2, .5) : NULL;
  for (size_t i = 0; i < all; i++) u[i] = 2+(double)(i%1000)*.001, a[i] = -1, b[i] = 3;
  LinalgCyclic *l = m == 1 ? linalg_cyclic_new(n, a, b, a) : NULL;
  for (int r = 0; r < REPEATS; r++)
    for (int k = 0; k < (m == 1 ? 4 : 2); k++) {
      double start = now();
      for (int z = 0; z < count; z++) {
        if (k == 0) fourier_real_forward(y, f, u), fourier_real_inverse(u, f, y);
        else if (k == 1) heat_spectral_step(u, s);
        else if (k == 2) linalg_cyclic_solve(a, l, u);
        else heat_implicit_steps(u, c, 1);
      }
      t[k][r] = (now()-start)/count/(double)all;
    }
  for (int k = 0; k < 4; k++) median(t[k], REPEATS);
  double *mid[4];
  for (int k = 0; k < 4; k++) mid[k] = t[k]+REPEATS/2;
  printf("%5d x %-6d %10.3f %10.3f %8.2f", m, n, *mid[0], *mid[1], *mid[1]/ *mid[0]);
  if (m == 1) printf(" %10.3f %10.3f %8.2f", *mid[2], *mid[3], *mid[3]/ *mid[2]);
  puts("");
  if (m == 1) heat_implicit_free(c), linalg_cyclic_free(l);
  heat_spectral_free(s), fourier_real_free(f);
  free(u); free(a); free(b); free(y);
}
int main(void)
{
  static double t[CASES][REPEATS];
  double *x = base_reals(LARGE), *y = base_reals(LARGE);
  for (int r = 0; r < REPEATS; r++)
    for (int c = 0; c < CASES; c++) {
      for (int i = 0; i < LARGE; i++) x[i] = (i%1000)*.004-2;
      t[c][r] = run(c, x, y);
    }
  printf("%-34s %10s\n", "heat", "ns a point");
  for (int c = 0; c < CASES; c++) {
    median(t[c], REPEATS);
    printf("%-34s %10.3f\n", name[c], t[c][REPEATS/2]);
  }
  free(x); free(y);
  printf("\n%-14s %10s %10s %8s %10s %10s %8s\n", "ns a point", "two FFTs", "step", "ratio", "solve", "CN step", "ratio");
  for (int n = 128; n <= 65536; n *= n < 1024 ? 2 : 8) pairs(1, n);
  pairs(256, 256), pairs(512, 512);
  puts("(a spectral step should cost at most 1.3 times its two transforms)");
  return 0;
}
