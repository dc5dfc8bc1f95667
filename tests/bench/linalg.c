/* The speed of the tridiagonal solves, beside the limits that the appendix predicts: medians of interleaved repeats, in one run. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <lapacke.h>
#include "base.h"
#include "linalg.h"
#include "bench/timing.h"

enum { REPEATS=25, ROWS=16 };
static const char *label[ROWS];
static double measured[ROWS][REPEATS], middle[ROWS];

#define MEASURE(row, name, count, unknowns, statement) do { \
  label[row] = name; \
  double start=now(); \
  for (int z=0; z<(count); z++) { statement; } \
  measured[row][k] = (now()-start)/(count)/(unknowns); } while (0)

static void medians(int rows)
{
  for (int i=0; i<rows; i++) middle[i] = median(measured[i], REPEATS);
}

/* the limit of a sweep: two dependent multiply-adds an unknown and nothing else */
static __attribute__((noinline)) double chain(int n, double p, double q, double y)
{
  for (int i=0; i<n; i++) y = fma(q, fma(p, y, q), p);
  return y;
}

/* the limit of the transposing copies: eight lines into a panel and out again, no arithmetic, all in the cache */
static __attribute__((noinline)) void transpose(double *x, int n, double *t, const double *d)
{
  for (int i=0; i<n; i++) for (int j=0; j<8; j++) t[i*8+j] = d[j*n+i];
  for (int i=0; i+8<=n; i+=8)
    for (int j=0; j<8; j++) for (int k=0; k<8; k++) x[j*n+i+k] = t[(i+k)*8+j];
}

/* the limit of many columns: the bytes of a sweep down (read d, write x) and a sweep up (read x, write x) */
static __attribute__((noinline)) void stream(double *x, size_t n, const double *d)
{
#pragma omp simd
  for (size_t i=0; i<n; i++) x[i] = 0.5*d[i];
#pragma omp simd
  for (size_t i=n; i>0; i--) x[i-1] *= 0.5;
}

/* the same for a matrix each: r, p and q as well */
static __attribute__((noinline)) void stream_own(double *x, size_t n, const double *d, const double *r, const double *p, const double *q)
{
#pragma omp simd
  for (size_t i=0; i<n; i++) x[i] = fma(r[i], d[i], p[i]);
#pragma omp simd
  for (size_t i=n; i>0; i--) x[i-1] *= q[i-1];
}

/* and for a partitioned line whose coefficients vary: five factors, and the panel between */
static __attribute__((noinline)) void stream_split(double *x, size_t n, double *t, const double *d, const double *f)
{
#pragma omp simd
  for (size_t i=0; i<n; i++) t[i] = d[i];
#pragma omp simd
  for (size_t i=0; i<n; i++) t[i] = fma(f[i], t[i], f[n+i]*f[2*n+i]);
#pragma omp simd
  for (size_t i=n; i>0; i--) x[i-1] = fma(f[3*n+i-1], t[i-1], f[4*n+i-1]);
}

static volatile double sink;

static void one_line(int n, int head)
{
  int count=400000/n+1, *pivot=malloc(n*sizeof *pivot);
  double *a=base_reals(n), *b=base_reals(n), *c=base_reals(n), *d=base_reals(n), *x=base_reals(n), *t=base_reals(n+64);
  double *l=base_reals(n), *m=base_reals(n), *u=base_reals(n), *u2=base_reals(n);
  for (int i=0; i<n; i++) a[i] = c[i] = l[i] = u[i] = -0.4, b[i] = m[i] = 1.8, d[i] = sin(i);
  LAPACKE_dgttrf(n, l, m, u, u2, pivot);
  LinalgTri *tri=linalg_tri_new(n, a, b, c);
  LinalgSplit *split=linalg_split_new(n, a, b, c);
  LinalgCyclic *cyclic=linalg_cyclic_new(n, a, b, c);
  double *f=base_reals(5*(size_t)n);
  for (int i=0; i<n; i++) b[i] = 1.8+0.1*sin(i);
  LinalgSplit *vary=linalg_split_new(n, a, b, c);
  for (int k=0; k<REPEATS; k++) {
    MEASURE(0, "two dependent multiply-adds", count, n, sink = chain(n, 0.3, 0.4, sink));
    MEASURE(1, "factored sweep", count, n, linalg_tri_solve(x, tri, d));
    MEASURE(2, "transposing copies alone", count, n, transpose(x, n/8, t, d));
    MEASURE(3, "partitioned sweep", count, n, linalg_split_solve(x, split, d));
    MEASURE(4, "circle", count, n, linalg_cyclic_solve(x, cyclic, d));
    MEASURE(7, "partitioned, coefficients vary", count, n, linalg_split_solve(x, vary, d));
    MEASURE(8, "its 88 bytes, streamed", count, n, stream_split(x, n, t, d, f));
    MEASURE(5, "LAPACKE_dgttrs", count, n, memcpy(x, d, n*sizeof *x);
      LAPACKE_dgttrs(LAPACK_COL_MAJOR, 'N', n, 1, l, m, u, u2, pivot, x, n));
    MEASURE(6, "the same, no search for NaN", count, n, memcpy(x, d, n*sizeof *x);
      LAPACKE_dgttrs_work(LAPACK_COL_MAJOR, 'N', n, 1, l, m, u, u2, pivot, x, n));
  }
  medians(9);
  double busy=middle[0]/8+middle[2], limit[9]={0, middle[0], 0, busy, busy, 0, 0, fmax(busy, middle[8]), 0};
  if (head) printf("\n%-30s %8s %12s %8s %8s\n", "one line", "n", "ns/unknown", "limit", "share");
  for (int i=0; i<9; i++) {
    printf("%-30s %8d %12.2f", label[i], n, middle[i]);
    if (limit[i]>0) printf(" %8.2f %7.0f%%", limit[i], 100*limit[i]/middle[i]);
    putchar('\n');
  }
  printf("  sweep/limit %.2f (at most 1.2); dgttrs/sweep %.1f (at least 5), without its search %.1f; sweep/partitioned %.1f (at least 2)\n",
    middle[1]/middle[0], middle[5]/middle[1], middle[6]/middle[1], middle[1]/middle[3]);
  linalg_tri_free(tri), linalg_split_free(split), linalg_split_free(vary), linalg_cyclic_free(cyclic);
  free(a), free(b), free(c), free(d), free(x), free(t), free(l), free(m), free(u), free(u2), free(f), free(pivot);
}

static void many_lines(int n, int head)
{
  size_t all=(size_t)n*n;
  int count=(int)(2000000/all)+1;
  double *a=base_reals(all), *b=base_reals(all), *c=base_reals(all), *d=base_reals(all), *x=base_reals(all), *t=base_reals(8*(size_t)n+64);
  for (size_t i=0; i<all; i++) a[i] = c[i] = -0.4, b[i] = 1.8, d[i] = sin((double)i);
  LinalgLines *columns=linalg_lines_same(LINALG_COLUMNS, n, n, a, b, c), *rows=linalg_lines_same(LINALG_ROWS, n, n, a, b, c);
  LinalgLines *columns_own=linalg_lines_new(LINALG_COLUMNS, n, n, a, b, c), *rows_own=linalg_lines_new(LINALG_ROWS, n, n, a, b, c);
  for (int k=0; k<REPEATS; k++) {
    MEASURE(0, "chain", 1, 4096, sink = chain(4096, 0.3, 0.4, sink));
    MEASURE(1, "bytes of two sweeps", count, all, stream(x, all, d));
    MEASURE(2, "transposing copies alone", count, all, for (int j=0; j+8<=n; j+=8) transpose(x+(size_t)j*n, n, t, d+(size_t)j*n));
    MEASURE(3, "columns, one matrix", count, all, linalg_lines_solve(x, columns, d));
    MEASURE(4, "rows, one matrix", count, all, linalg_lines_solve(x, rows, d));
    MEASURE(5, "columns, a matrix each", count, all, linalg_lines_solve(x, columns_own, d));
    MEASURE(6, "rows, a matrix each", count, all, linalg_lines_solve(x, rows_own, d));
    MEASURE(7, "bytes with a matrix each", count, all, stream_own(x, all, d, a, b, c));
  }
  medians(8);
  double busy=middle[0]/8+middle[2], limit[8]={0, 0, 0, middle[1], busy, middle[7], fmax(busy, middle[7]), 0};
  if (head) printf("\n%-30s %8s %12s %8s %8s\n", "many lines (n by n)", "n", "ns/unknown", "limit", "share");
  for (int i=1; i<8; i++) {
    printf("%-30s %8d %12.2f", label[i], n, middle[i]);
    if (limit[i]>0) printf(" %8.2f %7.0f%%", limit[i], 100*limit[i]/middle[i]);
    putchar('\n');
  }
  linalg_lines_free(columns), linalg_lines_free(rows), linalg_lines_free(columns_own), linalg_lines_free(rows_own);
  free(a), free(b), free(c), free(d), free(x), free(t);
}

int main(void)
{
  puts("Tridiagonal systems, one thread; limit: what the appendix predicts, measured in the same run.");
  const int line[]={256, 1024, 4096, 65536}, square[]={64, 256, 512, 1024, 2000};
  for (int i=0; i<4; i++) one_line(line[i], i==0);
  for (int i=0; i<5; i++) many_lines(square[i], i==0);
  return 0;
}
