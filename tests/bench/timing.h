/* timing.h: the clock and the median of every bench */
#ifndef TIMING_H
#define TIMING_H
#include <stdlib.h>
#include <time.h>

static inline double now(void) /* nanoseconds */
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static inline int timing_order(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static inline double median(double *x, int n) /* sorts the n values */
{
  qsort(x, (size_t)n, sizeof *x, timing_order);
  return x[n / 2];
}
#endif
