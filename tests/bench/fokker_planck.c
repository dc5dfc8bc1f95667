/* What Chapter 3 costs: a step of the 1-D solver beside the bare sweep, and plane steps beside LAPACK line by line.
   Medians of interleaved repeats, in one run. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xmmintrin.h>
#include <lapacke.h>
#include <omp.h>
#include "base.h"
#include "linalg.h"
#include "fokker_planck.h"
#include "bench/timing.h"

enum { REPEATS = 21, CASES = 8, N = 65536, SIDE = 512, STEPS = 20, PLANE = 4 };
static const char *name[CASES] = {"bare tridiagonal sweep, N = 65536", "backward Euler step, N = 65536", "Crank-Nicolson step, N = 65536",
  "step with new rates (VP), N = 65536", "split sweep of linalg, N = 65536", "dgttrs line by line, 512 x 512", "plane, one thread, 512 x 512", "plane, two threads, 512 x 512"};

int main(void)
{
  static double t[CASES][REPEATS];
  for (int k = 1; k <= 2; k++) {
    omp_set_num_threads(k);
#pragma omp parallel
    _mm_setcsr(_mm_getcsr() | 0x8040); /* as in the programs: subnormal numbers are zero */
  }
  double *p = base_reals(N), *a = base_reals(N), *b = base_reals(N), *c = base_reals(N), h = 16./N, tau = 1e-3;
  SdeProcess vp = sde_vp(.1, 20);
  FokkerPlanck *s = fokker_planck_new(N, -8, 8, FOKKER_PLANCK_SEALED);
  for (int i = 0; i < N; i++) {
    double l = tau/(h*h);
    a[i] = c[i] = -l, b[i] = 1+2*l;
    p[i] = exp(-fokker_planck_centres(s)[i]*fokker_planck_centres(s)[i]);
  }
  LinalgTri *bare = linalg_tri_new(N, a, b, c);
  LinalgSplit *split = linalg_split_new(N, a, b, c);
  size_t cells = (size_t)SIDE*SIDE;
  double *u = base_reals(cells), *w = base_reals(2*cells+2*SIDE), *dl = base_reals(SIDE), *d = base_reals(SIDE), *du = base_reals(SIDE), *du2 = base_reals(SIDE);
  int pivot[SIDE];
  for (int i = 0; i < SIDE; i++) d[i] = 3, dl[i] = du[i] = -1;
  LAPACKE_dgttrf(SIDE, dl, d, du, du2, pivot);
  for (size_t i = 0; i < 2*cells+2*SIDE; i++) w[i] = sin(.001*(double)i);
  for (size_t i = 0; i < cells; i++) u[i] = 1;
  FokkerPlanckPlane *plane[2];
  for (int k = 0; k < 2; k++) {
    omp_set_num_threads(k+1);
    plane[k] = fokker_planck_plane_new(SIDE, SIDE, .02, .02, w, w+cells+SIDE, .5, 1e-4);
  }
  for (int r = 0; r < REPEATS; r++)
    for (int k = 0; k < CASES; k++) {
      if (k == 1) fokker_planck_linear(s, FOKKER_PLANCK_CHANG_COOPER, -1, .5), fokker_planck_steps(p, s, 1, tau, 1);
      if (k == 2) fokker_planck_steps(p, s, .5, tau, 1); /* factored before it is timed */
      if (k < 5) for (int i = 0; i < N; i++) p[i] = exp(-fokker_planck_centres(s)[i]*fokker_planck_centres(s)[i]);
      else for (size_t i = 0; i < cells; i++) u[i] = 1;
      double start = now();
      switch (k) {
      case 0: for (int i = 0; i < STEPS; i++) linalg_tri_solve(p, bare, p); break;
      case 1: fokker_planck_steps(p, s, 1, tau, STEPS); break;
      case 2: fokker_planck_steps(p, s, .5, tau, STEPS); break;
      case 3: fokker_planck_forward(p, s, &vp, 0, 1e-4, STEPS); break;
      case 4: for (int i = 0; i < STEPS; i++) linalg_split_solve(p, split, p); break;
      case 5:
        for (int i = 0; i < PLANE*4; i++)
          for (int j = 0; j < SIDE; j++) LAPACKE_dgttrs_work(LAPACK_COL_MAJOR, 'N', SIDE, 1, dl, d, du, du2, pivot, u+(size_t)j*SIDE, SIDE);
        break;
      default: fokker_planck_plane_steps(u, plane[k-6], PLANE);
      }
      t[k][r] = (now()-start)/(k < 5 ? (double)STEPS*N : PLANE*4.*(double)cells); /* the plane: a solve in one direction */
    }
  for (int k = 0; k < CASES; k++) median(t[k], REPEATS);
  printf("%-40s %10s %10s\n", "fokker_planck", "ns a cell", "ratio");
  for (int k = 0; k < CASES; k++)
    printf("%-40s %10.3f %10.2f%s\n", name[k], t[k][REPEATS/2], k < 5 ? t[k][REPEATS/2]/t[0][REPEATS/2] : t[5][REPEATS/2]/t[k][REPEATS/2],
      k < 5 ? "  times the bare sweep" : "  times as fast as dgttrs (a solve in one direction)");
  fokker_planck_free(s), fokker_planck_plane_free(plane[0]), fokker_planck_plane_free(plane[1]), linalg_tri_free(bare), linalg_split_free(split);
  free(p), free(a), free(b), free(c), free(u), free(w), free(dl), free(d), free(du), free(du2);
  return 0;
}
