@* Running time back.
\label{ch:reversal}%

@ @(reversal.h@>=
#ifndef REVERSAL_H
#define REVERSAL_H
#include <stddef.h>
#include <stdint.h>
#include "heat.h"
#include "sde.h"
@#
@<Interface of the backward solver@>@;
@<Interface of the estimates of Feynman and Kac@>@;
@<Interface of the runs back in time@>@;
@#
#endif

@ @<Interface of the backward solver@>=
typedef struct ReversalSolver ReversalSolver;
ReversalSolver *reversal_solver_new(int n, double left, double right, int walls);
  /* $n\ge2$ cells on $[|left|,|right|]$; |walls| says which of them absorb, as in |fokker_planck_new| */
void reversal_solver_free(ReversalSolver *s);
const double *reversal_solver_centres(const ReversalSolver *s); /* $x_i$: |n| */
void reversal_solver_rates(ReversalSolver *s, const double *w, const double *D, const double *V);
  /* |w|, |D|: $n+1$ values at the faces, as in |fokker_planck_rates|; |V|: potential at the |n| centres, may be |NULL| */
void reversal_solver_linear(ReversalSolver *s, double slope, double offset, double D, const double *V);
  /* the rates of the drift $\hbox{|slope|}\cdot x+\hbox{|offset|}$ and constant |D>0| */
void reversal_solver_steps(double *u, ReversalSolver *s, double theta, double tau, int steps);
  /* |u|: |n|, in place, from a time $t$ to $t-|steps|\cdot|tau|$; |theta| 1: backward Euler, $\frac12$: Crank--Nicolson */
void reversal_solver_start(double *u, ReversalSolver *s, double tau, int steps);
  /* |steps>=2| of Crank--Nicolson, the first two replaced by four half steps of backward Euler: for data with jumps and kinks */

@ @<Interface of the estimates of Feynman and Kac@>=
typedef struct {
  SdeEquation equation; /* drift and diffusion, additive noise */
  SdeField potential, payoff, slope; /* $V(x,t)$; $\varphi(x)$; $\partial_xu(x,t)$; the first and the last may be |NULL| */
} ReversalProblem; /* the fields are given |equation.data| */
void reversal_estimate(double value[2], double error[2], const ReversalProblem *problem,@|
  double x, double T, int steps, int n, uint64_t seed, uint64_t stream);
  /* estimates of $u(x,0)$ and their standard errors from |n| paths; [0] plain, [1] with the control variate, if there is a |slope| */

@ @<Interface of the runs back in time@>=
typedef struct {
  const SdeProcess *process;
  const HeatMixture *mixture; /* one-dimensional */
} ReversalData;
void reversal_score(double *s, size_t n, const double *x, double t, const void *data);
  /* |SdeField|: exact score of the mixture noised up to time~|t|; |data| points to a |ReversalData| */
void reversal_run(double *x, size_t n, const SdeProcess *q, SdeField score, const void *data,@|
  double lambda, int steps, const double *times, uint64_t seed, uint64_t stream);
  /* |n| one-dimensional particles |x|, in place, from |times[0]| down to |times[steps]| (decreasing), drift $fx-\frac12(1+\lambda^2)g^2s$
     for $dt<0$, noise $\lambda g$; step |k| reads the first |n| normal numbers of the stream |stream+k|; the score is asked for at |times[steps]| too */
void reversal_drive(double *x, size_t n, const SdeProcess *q, SdeField score, const void *data,@|
  double c, double lambda, int steps, const double *times, uint64_t seed, uint64_t stream);
  /* the same with drift $fx-c\,g^2s$ for any~|c|, right or wrong */

@ @(reversal.c@>=
#include <math.h>
#include <stdlib.h>
#include "base.h"
#include "linalg.h"
#include "rng.h"
#include "stats.h"
#include "fokker_planck.h"
#include "reversal.h"
@#
@<Functions of the backward solver@>@;
@<Functions of the estimates of Feynman and Kac@>@;
@<Functions of the runs back in time@>@;

@ @<Functions of the backward solver@>=
struct ReversalSolver {
  int n, walls;
  double left, h;
  double *x, *up, *down, *V; /* centres (|n|), rates at the faces ($n+1$ each), potential (|n|) */
  double *a, *b, *c, *y; /* |n| each */
};
@#
ReversalSolver *reversal_solver_new(int n, double left, double right, int walls)
{
  base_require(n>=2 && left<right && walls>=0 && walls<=3,@|
    "reversal_solver_new: n=%d, [%g,%g], walls=%d", n, left, right, walls);
  ReversalSolver *s = base_new(1, sizeof *s);
  size_t stride = (size_t)n+1;
  s->n = n, s->walls = walls, s->left = left, s->h = (right-left)/n;
  s->x = base_reals(8*stride);
  s->up = s->x+stride, s->down = s->up+stride, s->V = s->down+stride, s->y = s->V+stride;
  s->a = s->y+stride, s->b = s->a+stride, s->c = s->b+stride;
  for (int i=0; i<n; i++) s->x[i] = left+(i+0.5)*s->h;
  return s;
}
@#
void reversal_solver_free(ReversalSolver *s)
{@+ if (s!=NULL) free(s->x), free(s);@+}
@#
const double *reversal_solver_centres(const ReversalSolver *s)
{@+ return s->x;@+}

@ @<Functions of the backward solver@>=
void reversal_solver_rates(ReversalSolver *s, const double *w, const double *D, const double *V)
{
  int n = s->n;
  for (int k=0; k<=n; k++) {
    int wall = k==0 || k==n;
    double c = wall ? 2 : 1; /* half a cell to a wall */
    s->up[k] = s->down[k] = 0;
    if (wall && !(s->walls & (k==0 ? FOKKER_PLANCK_LEFT : FOKKER_PLANCK_RIGHT))) continue;
    base_require(D[k]>0, "reversal_solver_rates: D[%d]=%g", k, D[k]);
    fokker_planck_pair(&s->up[k], &s->down[k], FOKKER_PLANCK_CHANG_COOPER, w[k]/c);
    s->up[k] *= c*D[k]/(s->h*s->h), s->down[k] *= c*D[k]/(s->h*s->h);
  }
  s->down[n] = s->up[0] = 0; /* nobody comes in */
  for (int i=0; i<n; i++) s->V[i] = V==NULL ? 0 : V[i];
}
@#
void reversal_solver_linear(ReversalSolver *s, double slope, double offset, double D, const double *V)
{
  double *w = s->a, *d = s->c; /* |n+1| each: the scratch arrays lie side by side */
  for (int k=0; k<=s->n; k++)
    w[k] = (slope*(s->left+k*s->h)+offset)*s->h/D, d[k] = D;
  reversal_solver_rates(s, w, d, V);
}

@ @<Functions of the backward solver@>=
void reversal_solver_steps(double *u, ReversalSolver *s, double theta, double tau, int steps)
{
  int n = s->n;
  double c = theta*tau;
  base_require((theta==0.5 || theta==1) && tau>0 && steps>=0,@|
    "reversal_solver_steps: theta=%g, tau=%g, steps=%d", theta, tau, steps);
  for (int i=0; i<n; i++) {
    s->a[i] = i>0 ? -c*s->down[i] : 0;
    s->b[i] = 1+c*(s->up[i+1]+s->down[i]+s->V[i]);
    s->c[i] = i+1<n ? -c*s->up[i+1] : 0;
  }
  LinalgTri *matrix = linalg_tri_new(n, s->a, s->b, s->c);
  for (int k=0; k<steps; k++) {
    linalg_tri_solve(s->y, matrix, u);
    for (int i=0; i<n; i++) u[i] = theta==1 ? s->y[i] : 2*s->y[i]-u[i];
  }
  linalg_tri_free(matrix);
}
@#
void reversal_solver_start(double *u, ReversalSolver *s, double tau, int steps)
{
  base_require(steps>=2, "reversal_solver_start: %d steps", steps);
  reversal_solver_steps(u, s, 1, tau/2, 4);
  reversal_solver_steps(u, s, 0.5, tau, steps-2);
}

@ @<Functions of the estimates of Feynman and Kac@>=
enum {@+BATCH=1024@+};
void reversal_estimate(double value[2], double error[2], const ReversalProblem *problem,@|
  double x, double T, int steps, int n, uint64_t seed, uint64_t stream)
{
  int kinds = problem->slope==NULL ? 1 : 2;
  double *plain = base_reals(2*(size_t)n), *control = plain+n;
  base_require(n>=2 && steps>=1 && T>0, "reversal_estimate: n=%d, steps=%d, T=%g", n, steps, T);
#pragma @=omp parallel for schedule(dynamic)@>
  for (int first=0; first<n; first+=BATCH)
    @<Follow the paths of Feynman and Kac from |first| on@>@;
  for (int k=0; k<kinds; k++) {
    if (k==1) for (int i=0; i<n; i++) plain[i] -= control[i];
    stats_mean(&value[k], &error[k], n, plain);
  }
  free(plain);
}

@ @<Follow the paths of Feynman and Kac from |first| on@>=
{
  double X[BATCH], dW[BATCH], V[BATCH], D[BATCH], M[BATCH] = {0}, scratch[5*BATCH], h = T/steps;
  size_t m = (size_t)(n-first<BATCH ? n-first : BATCH);
  const void *data = problem->equation.data;
  for (size_t i=0; i<m; i++) X[i] = x, D[i] = 1;
  for (int k=0; k<steps; k++) {
    rng_normal(dW, m, seed, stream+(uint64_t)k, (uint64_t)first);
    for (size_t i=0; i<m; i++) dW[i] *= sqrt(h);
    if (problem->slope!=NULL) @<Add the step to the control variate@>@;
    @<Discount over half of the step from |k*h|@>@;
    sde_step(X, m, &problem->equation, SDE_HEUN, k*h, h, dW, scratch);
    @<Discount over the other half of the step@>@;
  }
  problem->payoff(V, m, X, T, data);
  for (size_t i=0; i<m; i++) plain[first+(int)i] = D[i]*V[i], control[first+(int)i] = M[i];
}

@ @<Add the step to the control variate@>=
{
  problem->slope(V, m, X, k*h, data);
  problem->equation.diffusion(scratch, m, X, k*h, data);
  for (size_t i=0; i<m; i++) M[i] += D[i]*V[i]*scratch[i]*dW[i];
}

@ @<Discount over half of the step from |k*h|@>=
if (problem->potential!=NULL) {
  problem->potential(V, m, X, k*h, data);
  for (size_t i=0; i<m; i++) D[i] *= exp(-0.5*h*V[i]);
}

@ @<Discount over the other half of the step@>=
if (problem->potential!=NULL) {
  problem->potential(V, m, X, (k+1)*h, data);
  for (size_t i=0; i<m; i++) D[i] *= exp(-0.5*h*V[i]);
}

@ @<Functions of the runs back in time@>=
void reversal_score(double *s, size_t n, const double *x, double t, const void *data)
{
  const ReversalData *d = data;
  double a, s2;
  sde_transition(&a, &s2, d->process, 0, t);
  heat_mixture_score(s, d->mixture, a, s2, n, x);
}
@#
typedef struct {
  const SdeProcess *q;
  SdeField score;
  const void *data;
  double c, lambda;
} ReversalDrive;
@#
static void drive_drift(double *y, size_t n, const double *x, double t, const void *data)
{
  const ReversalDrive *d = data;
  double f = sde_f(d->q, t), g = sde_g(d->q, t);
  d->score(y, n, x, t, d->data);
  for (size_t i=0; i<n; i++) y[i] = f*x[i]-d->c*g*g*y[i];
}
@#
static void drive_noise(double *y, size_t n, const double *x, double t, const void *data)
{
  const ReversalDrive *d = data;
  double g = d->lambda*sde_g(d->q, t);
  (void)x;
  for (size_t i=0; i<n; i++) y[i] = g;
}

@ @<Functions of the runs back in time@>=
void reversal_drive(double *x, size_t n, const SdeProcess *q, SdeField score, const void *data,@|
  double c, double lambda, int steps, const double *times, uint64_t seed, uint64_t stream)
{
  const ReversalDrive drive = {q, score, data, c, lambda};
  const SdeEquation equation = {drive_drift, drive_noise, NULL, &drive};
  base_require(steps>=1 && lambda>=0, "reversal_drive: %d steps, lambda=%g", steps, lambda);
  for (int k=0; k<steps; k++)
    base_require(times[k]>times[k+1], "reversal_drive: times[%d]=%g is not above the next", k, times[k]);
  size_t blocks = (n+BATCH-1)/BATCH;
#pragma @=omp parallel for schedule(dynamic)@>
  for (size_t b=0; b<blocks; b++)
    @<Take block |b| of the particles through all steps back@>@;
}
@#
void reversal_run(double *x, size_t n, const SdeProcess *q, SdeField score, const void *data,@|
  double lambda, int steps, const double *times, uint64_t seed, uint64_t stream)
{
  reversal_drive(x, n, q, score, data, 0.5*(1+lambda*lambda), lambda, steps, times, seed, stream);
}

@ @<Take block |b| of the particles through all steps back@>=
{
  size_t first = b*BATCH, m = n-first<BATCH ? n-first : BATCH;
  double dW[BATCH] = {0}, scratch[5*BATCH];
  for (int k=0; k<steps; k++) {
    double h = times[k+1]-times[k]; /* negative */
    if (lambda>0) rng_normal(dW, m, seed, stream+(uint64_t)k, first);
    for (size_t i=0; i<m; i++) dW[i] *= sqrt(-h);
    sde_step(x+first, m, &equation, SDE_HEUN, times[k], h, dW, scratch);
  }
}

@ @(reversal_main.c@>=
#include "cli.h"
#include "results.h"
#include "reversal.h"
@#
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "reversal", NULL, 0);
  return results_end();
}
