/* Poisson's equation on the square: sine transform one way and tridiagonal sweeps the other, against FFTW's two-dimensional RODFT00.
   Medians of interleaved repeats, in one run. */
#include <stdio.h>
#include <stdlib.h>
#include <fftw3.h>
#include "base.h"
#include "poisson.h"
#include "bench/timing.h"

enum { REPEATS=15 };

int main(void)
{
  static const int sizes[3] = {127, 255, 511};
  double ours[REPEATS], theirs[REPEATS];
  for (int k=0; k<3; k++) {
    int n = sizes[k], count = 1+4000000/(n*n)/16;
    size_t all = (size_t)n*(size_t)n;
    double *f = base_reals(all), *u = base_reals(all), *w = base_reals(all), *q = base_reals(all), off = 0;
    PoissonSolver *s = poisson_solver_new(n);
    fftw_plan plan = fftw_plan_r2r_2d(n, n, w, w, FFTW_RODFT00, FFTW_RODFT00, FFTW_MEASURE);
    for (int i=0; i<n; i++) for (int j=0; j<n; j++)
      q[i*n+j] = 1/(poisson_eigenvalue(n, j+1, i+1)*4*(n+1.0)*(n+1.0)), f[i*n+j] = (i*37+j*11)%17-8;
    for (int r=0; r<REPEATS; r++) {
      double start = now();
      for (int c=0; c<count; c++) poisson_solve(u, s, f, NULL);
      ours[r] = (now()-start)/count/(double)all, start = now();
      for (int c=0; c<count; c++) {
        for (size_t i=0; i<all; i++) w[i] = f[i];
        fftw_execute(plan);
        for (size_t i=0; i<all; i++) w[i] *= q[i];
        fftw_execute(plan);
      }
      theirs[r] = (now()-start)/count/(double)all;
    }
    for (size_t i=0; i<all; i++) if (u[i]-w[i]>off) off = u[i]-w[i];
    double a = median(ours, REPEATS), b = median(theirs, REPEATS);
    printf("poisson %4d^2: %5.2f ns an unknown, RODFT00 in two dimensions %5.2f, ratio %.2f (largest difference %.0e)\n", n, a, b, a/b, off);
    fftw_destroy_plan(plan), poisson_solver_free(s), free(f), free(u), free(w), free(q);
  }
  return 0;
}
