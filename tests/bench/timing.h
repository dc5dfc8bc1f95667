/* timing.h: the clocks and the median of every bench, and the multiply-add rate of a core */
#ifndef TIMING_H
#define TIMING_H
#include <stdio.h>
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

static inline double own(void) /* nanoseconds of this thread on a processor: neighbours who want the core do not count */
{
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

#if defined __AVX512F__
enum { LANES = 16 };
#elif defined __AVX__
enum { LANES = 8 };
#else
enum { LANES = 4 };
#endif
typedef __attribute__((vector_size(4 * LANES))) float Vec;

static inline double peak(void) /* multiply-adds a nanosecond in registers: 12 chains hide the latency */
{
  enum { CHAINS = 12, LOOPS = 200000 };
  Vec a[CHAINS], b = {0}, c = {0};
  b += .5f, c += .25f;
  for (int i = 0; i < CHAINS; i++) a[i] = b;
  double t = own();
  for (int k = 0; k < LOOPS; k++) {
#pragma GCC unroll 12
    for (int i = 0; i < CHAINS; i++) a[i] = a[i] * b + c;
#if defined __x86_64__
    __asm__ volatile("" : "+x"(b)); /* or the loop would be worked out in advance */
#endif
  }
  t = own() - t;
  for (int i = 1; i < CHAINS; i++) a[0] += a[i];
  if (a[0][0] < 0) puts(""); /* so that the sums are wanted */
  return (double)CHAINS * LOOPS * LANES / t;
}
#endif
