/* The speed of the transforms: what FFTW_ESTIMATE costs against FFTW_MEASURE, what a spectral step costs beside its two transforms, and what
   reflection gains over FFTW's own sine transform. Medians of interleaved repeats, in one run. */
#include <complex.h>
#include <fftw3.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "base.h"
#include "fourier.h"
#include "bench/timing.h"

enum { REPEATS=21, ROWS=8 };
static double measured[ROWS][REPEATS], middle[ROWS];

#define MEASURE(row, count, points, statement) do { \
  double start=now(); \
  for (int z=0; z<(count); z++) { statement; } \
  measured[row][k] = (now()-start)/(count)/(points); } while (0)

static void medians(int rows)
{
  for (int i=0; i<rows; i++) middle[i] = median(measured[i], REPEATS);
}

static void periodic(int m, int n)
{
  size_t all=(size_t)m*n, half=(size_t)m*(n/2+1);
  int count=(int)(1000000/all)+1, rank = m==1 ? 1 : 2, size[2]={m, n}, *shape=size+2-rank;
  double *x=base_reals(all), *u=base_reals(all), *symbol=base_reals(half);
  double complex *y=base_new(half, sizeof *y);
  fftw_plan plan[4]={
    fftw_plan_dft_r2c(rank, shape, x, y, FFTW_ESTIMATE), fftw_plan_dft_c2r(rank, shape, y, u, FFTW_ESTIMATE),
    fftw_plan_dft_r2c(rank, shape, x, y, FFTW_MEASURE), fftw_plan_dft_c2r(rank, shape, y, u, FFTW_MEASURE)};
  FourierReal *f=fourier_real_new(m, n);
  for (size_t i=0; i<all; i++) x[i] = sin((double)i);
  for (size_t i=0; i<half; i++) symbol[i] = exp(-1e-3*(double)(i%(n/2+1)));
  for (int k=0; k<REPEATS; k++) {
    MEASURE(0, count, all, fftw_execute(plan[0]); fftw_execute(plan[1]));
    MEASURE(1, count, all, fftw_execute(plan[2]); fftw_execute(plan[3]));
    MEASURE(2, count, all, fourier_real_forward(y, f, x); fourier_real_inverse(u, f, y));
    MEASURE(3, count, all, fourier_real_forward(y, f, x);
      for (size_t i=0; i<half; i++) y[i] *= symbol[i];
      fourier_real_inverse(u, f, y));
  }
  medians(4);
  printf("%5d x %-6d %10.2f %10.2f %8.2f %10.2f %10.2f %8.2f\n", m, n, middle[0], middle[1], middle[0]/middle[1], middle[2], middle[3], middle[3]/middle[0]);
  for (int i=0; i<4; i++) fftw_destroy_plan(plan[i]);
  fourier_real_free(f);
  free(x), free(y), free(u), free(symbol);
}

/* forward transforms of all the rows (columns 0), or of rows and columns (columns 1) */
static void sines(int m, int n, int columns)
{
  size_t all=(size_t)m*n;
  int count=(int)(1000000/all)+1, size[2]={m, n};
  fftw_r2r_kind kind[2]={FFTW_RODFT00, FFTW_RODFT00};
  double *x=base_reals(all), *y=base_reals(all);
  fftw_plan plan = columns ? fftw_plan_r2r_2d(m, n, x, y, kind[0], kind[1], FFTW_ESTIMATE) :
    fftw_plan_many_r2r(1, size+1, m, x, NULL, 1, n, y, NULL, 1, n, kind, FFTW_ESTIMATE);
  FourierTrig *f=fourier_trig_new(m, n, columns ? FOURIER_SINE : FOURIER_NONE, FOURIER_SINE);
  int p = columns ? m+1 : m, q=n+1; /* powers of two for the midpoints */
  FourierTrig *g=fourier_trig_new(p, q, columns ? FOURIER_MIDPOINT : FOURIER_NONE, FOURIER_MIDPOINT);
  double *v=base_reals((size_t)p*q);
  for (size_t i=0; i<all; i++) x[i] = v[i] = sin((double)i);
  for (int k=0; k<REPEATS; k++) {
    MEASURE(0, count, all, fftw_execute(plan));
    MEASURE(1, count, all, fourier_trig_forward(y, f, x));
    MEASURE(2, count, (double)p*q, fourier_trig_forward(v, g, v));
  }
  medians(3);
  printf("%5d x %-6d %-14s %10.2f %10.2f %8.1f %10.2f\n", m, n, columns ? "both ways" : "rows", middle[0], middle[1], middle[0]/middle[1], middle[2]);
  fftw_destroy_plan(plan);
  fourier_trig_free(f), fourier_trig_free(g);
  free(x), free(y), free(v);
}

int main(void)
{
  puts("Fourier transforms, one thread, ns a point. Real data, forward and inverse:");
  printf("%-14s %10s %10s %8s %10s %10s %8s\n", "grid", "estimated", "measured", "ratio", "ours", "step", "step/two");
  const int line[]={64, 128, 256, 1024, 4096, 65536}, square[]={64, 256, 512};
  for (int i=0; i<6; i++) periodic(1, line[i]);
  for (int i=0; i<3; i++) periodic(square[i], square[i]);
  puts("(step: forward, one factor a wave, inverse; step/two: against the two transforms alone, at most 1.3)");
  puts("\nSine transforms of inner nodes, forward; and cosine transforms of midpoints:");
  printf("%-14s %-14s %10s %10s %8s %10s\n", "grid", "", "RODFT00", "ours", "gain", "midpoint");
  for (int n=64; n<=4096; n*=4) sines(64, n-1, 0);
  for (int n=64; n<=1024; n*=2) sines(n-1, n-1, 1);
  return 0;
}
