/* What Chapter 1 costs: nanoseconds a point, medians of interleaved repeats. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "base.h"
#include "heat.h"

enum { REPEATS = 15, CASES = 7, SMALL = 1024, LARGE = 1 << 22, POINTS = 100000 };
static const double w[3] = {.3, .5, .2}, m[6] = {1.5, .5, -1, 1, .2, -1.3}, var[3] = {.09, .2025, .0625};
static const HeatMixture line = {3, 1, w, m, var}, plane = {3, 2, w, m, var};
static const char *name[CASES] = {"FTCS step, 1024 points (cache)", "FTCS step, 4M points (memory)", "mixture density, d=1, K=3",
  "mixture score, d=1, K=3", "mixture score, d=2, K=3", "mixture Laplacian, d=2, K=3", "mixture sample, d=2, K=3"};

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e9*(double)t.tv_sec+(double)t.tv_nsec;
}
static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y)-(x < y);
}
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
    qsort(t[c], REPEATS, sizeof t[c][0], ascending);
    printf("%-34s %10.3f\n", name[c], t[c][REPEATS/2]);
  }
  free(x); free(y);
  return 0;
}
