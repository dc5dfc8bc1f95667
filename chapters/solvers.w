@* Solvers.
\label{ch:solvers}%
@*1 The interface.
A sampler is asked for samples of one model, trained somehow, along a schedule, chosen somehow. What it has to know about both is little. We call the triple $(t,\alpha,\sigma)$ a \emph{level}; a model is a function of points and a level, and a grid
is an array of levels, in the order in which they are visited. The time~$t$ is a label that is passed on to the model: a time, an index, or $\sigma$ itself. Whoever has values of $\alpha$ and~$\sigma$ in a table fills in the levels and needs nothing else.
@^level@>

@(solvers.h@>=
#ifndef SOLVERS_H
#define SOLVERS_H
#include <stddef.h>
#include <stdint.h>
#include "sde.h"
#include "score.h"
@#
typedef struct {
  double t, alpha, sigma; /* $X=\alpha X_0+\sigma Z$ */
} SolversLevel;
typedef void (*SolversField)(double *y, size_t n, const double *x,@|
  const SolversLevel *at, const void *data);
  /* a prediction |y| at the |n| coordinates |x| (particles by dimensions, row-major) */
typedef struct {
  SolversField predict;
  const void *data; /* passed on to |predict| */
  ScoreKind kind; /* what it predicts: score, noise, data or $v$ */
} SolversModel;
@#
@<Interface of schedules and clocks@>@;
@<Interface of the methods of sampling@>@;
void solvers_phi(double *phi, int q, double z);
  /* $\varphi_1(z),\dots,\varphi_q(z)$ of \eqref{eq:solvers-phi}, $1\le q\le5$, without cancellation; $\abs z\le700$ */
@#
#endif

@ Some methods evaluate the model between the levels of the grid, and these need a \emph{schedule}: $\alpha$ and $\sigma$ as functions of time. Methods that integrate in time need two derivatives as well, $f=(\ln\alpha)'$ and the rate $(\ln\tilde s)'=g^2/(2\sigma^2)$. A schedule is made from a process of
Chapter~\ref{ch:sde}, or from any two functions; what is left out is found by bisection and by differences. For methods that stay on the grid the schedule may be a null pointer.
@^schedule, as functions@>

@<Interface of schedules and clocks@>=
typedef double (*SolversFunction)(double t, const void *data);
typedef struct {
  SolversFunction alpha, sigma; /* on $[0,T]$; $\sigma/\alpha$ increases from 0 */
  SolversFunction time; /* $t$ from $\tilde s$; |NULL|: bisection */
  SolversFunction drift, rate; /* $(\ln\alpha)'$, $(\ln\tilde s)'$; |NULL|: differences, and $\alpha$, $\sigma$ must exist a little beyond~$T$ */
  double T;
  const void *data;
} SolversSchedule;
SolversSchedule solvers_process(const SdeProcess *p); /* |p| must outlive it */
SolversSchedule solvers_edm(double T); /* $\alpha=1$, $\sigma=t$ \citep{karras2022} */
void solvers_level(SolversLevel *l, const SolversSchedule *s, double noise);
  /* the level at which $\sigma/\alpha$ is |noise>=0| */
@<Interface of clocks and grids@>@;

@ Where the levels should lie is the other choice. A \emph{clock} is an increasing function $u(\tilde s)$; a grid is uniform in a clock. The same clocks are the variables in which the classical methods integrate, and for these there is a second choice, of the unknown: $x$, $x/\alpha$ or $x/(\alpha\sqrt{\tilde s^2+b^2})$.
@^clock@>
@^grid of noise levels@>

@<Interface of clocks and grids@>=
typedef enum {
  SOLVERS_TIME, /* $t$ */
  SOLVERS_QUADRATIC, /* $\sqrt t$ */
  SOLVERS_LOG, /* $\ln\tilde s$, minus half the log-SNR */
  SOLVERS_POWER, /* $\tilde s^{1/a}$; Karras: $a=7$; $\tilde s$ itself: $a=1$ */
  SOLVERS_ASINH, /* $\mathop{\rm asinh}(\tilde s/a)$ */
  SOLVERS_RATIO, /* $\frac12\ln\bigl((\tilde s^2+a^2)/(\tilde s^2+b^2)\bigr)$, $0\le a<b$ */
  SOLVERS_LOG_POWER /* $\bigl(\ln(\tilde s/b)\bigr)^{1/a}$, for grids that end at $b$ */
} SolversClockKind;
typedef struct {
  SolversClockKind kind;
  double a, b;
} SolversClock;
typedef enum { SOLVERS_X, SOLVERS_XBAR, SOLVERS_SCALED } SolversVariable;
void solvers_grid(SolversLevel *grid, int N, SolversClock clock,@|
  const SolversSchedule *s, double high, double low);
  /* |N+1| levels, uniform in the clock, from $\tilde s=|high|$ down to |low|; |high>low>=0| */

@ A method is a small structure, which the reader may fill in at will. Normals come from a callback that fills |z| for the draw of a given number: from Philox, or from an array of the caller's, so that two programs can be compared on the same noise.
@^given noise@>

@<Interface of the methods of sampling@>=
typedef enum { SOLVERS_RUNGE_KUTTA, SOLVERS_ADAMS, SOLVERS_MULTISTEP, SOLVERS_SINGLESTEP,@|
  SOLVERS_ANCESTRAL, SOLVERS_EULER_MARUYAMA, SOLVERS_REVERSE } SolversKind;
enum { SOLVERS_MIDPOINT=1, SOLVERS_PUBLISHED=2, SOLVERS_CORRECT=4, SOLVERS_WIDE=8 };
typedef struct {
  SolversKind kind;
  int order; /* Runge--Kutta 1, 2, 4; Adams and multistep 1 to 4; singlestep 1 to 3 */
  ScoreKind extrapolate; /* multistep, singlestep: |SCORE_NOISE| or |SCORE_DATA| */
  unsigned flags;
  double lambda; /* strength of the noise; for |SOLVERS_ANCESTRAL| it is $\eta$ */
  double low, high; /* noise only where $|low|\le\tilde s\le|high|$; |high==0|: no bound */
  SolversClock clock;@+ SolversVariable variable;@+ double spread; /* Runge--Kutta and Adams */
  double churn, inflate; /* EDM's $S_{\rm churn}$ and $S_{\rm noise}$ */
  int corrections;@+ double snr; /* Langevin steps after each step */
  int d; /* dimension of a particle, if the norms of the Langevin steps are measured */
} SolversMethod;
@<Interface of a run of a solver@>@;

@ The \emph{flags}: |SOLVERS_MIDPOINT| replaces $\varphi_2$ by $\frac12\varphi_1$ in formulas of two nodes, |SOLVERS_PUBLISHED| keeps the coefficient of the published third-order formula, |SOLVERS_CORRECT| adds the corrector of UniPC, |SOLVERS_WIDE| gives ancestral sampling the larger variance. All are explained in their places.
A last level with $\sigma=0$ is allowed: the deterministic methods then end with $\alpha$ times the denoised point.

@<Interface of a run of a solver@>=
typedef struct {
  void (*draw)(double *z, size_t n, int k, const void *data); /* |n| standard normals, draw |k| */
  const void *data;
} SolversNoise;
typedef struct {@+ uint64_t seed, stream;@+ } SolversPhilox;
SolversNoise solvers_philox(const SolversPhilox *p); /* draw |k| from the stream |p->stream+k| */
SolversNoise solvers_given(const double *z); /* draw |k| is |z[k*n]| to |z[k*n+n-1]| */
long solvers_run(double *x, size_t n, const SolversModel *model, const SolversMethod *method,@|
  const SolversSchedule *schedule, int N, const SolversLevel *grid, const SolversNoise *noise);
  /* takes the |n| coordinates |x| from |grid[0]| to |grid[N]|, and returns the number of evaluations of the model; step |i| uses draw
     |i*(1+corrections)|, its Langevin steps the next ones; |schedule|, |noise| may be |NULL| where they are not needed */
SolversMethod solvers_named(const char *name); /* as in Table~\ref{tab:solvers} */
@<Interface of the adaptive solver@>@;

@ The adaptive method takes two levels in place of a grid.

@<Interface of the adaptive solver@>=
enum { SOLVERS_STEPS=4096 };
typedef struct {
  int accepted, rejected;
  long calls;
  double noise[SOLVERS_STEPS+1]; /* $\tilde s$ at the ends of the accepted steps */
} SolversReport;
int solvers_adaptive(double *x, size_t n, const SolversModel *model,@|
  const SolversSchedule *schedule, SolversClock clock, SolversVariable variable, double spread,@|
  double high, double low, double tolerance, SolversReport *report);
  /* Dormand and Prince 5(4) from $\tilde s=|high|$ to |low>0|, every local error at most |tolerance*(1+fabs(y))|; returns 0, or 1 if it needs more than |SOLVERS_STEPS|
     steps or the model returns no finite numbers */

@*1 Levels, clocks and grids.
We begin with the schedule of a process, and that of \citet{karras2022}, where time is noise.

@(solvers.c@>=
#include <math.h>
#include <string.h>
#include <stdlib.h>
#include "base.h"
#include "rng.h"
#include "solvers.h"
@#
@<Schedules of the solvers@>@;
@<Clocks of the solvers@>@;
@<Exponential functions and weights@>@;
@<State of one run of a solver@>@;
@<Steps of the solvers@>@;
@<Adaptive steps of the solvers@>@;

@ @<Schedules of the solvers@>=
static double process_alpha(double t, const void *p)
{@+ return sde_alpha(p, t);@+}
static double process_sigma(double t, const void *p)
{@+ return sde_sigma(p, t);@+}
static double process_time(double noise, const void *p)
{@+ return fmin(sde_time(p, -2*log(noise)), ((const SdeProcess *)p)->T);@+}
static double process_drift(double t, const void *p)
{@+ return sde_f(p, t);@+}
static double process_rate(double t, const void *p)
{@+ double g = sde_g(p, t)/sde_sigma(p, t);@+ return 0.5*g*g;@+}
@#
SolversSchedule solvers_process(const SdeProcess *p)
{
  return (SolversSchedule){process_alpha, process_sigma, process_time,@|
    process_drift, process_rate, p->T, p};
}

@ @<Schedules of the solvers@>=
static double edm_one(double t, const void *data)
{@+ (void)t, (void)data;@+ return 1;@+}
static double edm_zero(double t, const void *data)
{@+ (void)t, (void)data;@+ return 0;@+}
static double edm_same(double t, const void *data)
{@+ (void)data;@+ return t;@+}
static double edm_inverse(double t, const void *data)
{@+ (void)data;@+ return 1/t;@+}
@#
SolversSchedule solvers_edm(double T)
{
  return (SolversSchedule){edm_one, edm_same, edm_same, edm_zero, edm_inverse, T, NULL};
}

@ A schedule without an inverse is inverted by bisection, which asks for nothing but monotonicity; a grid is made once, and speed is no concern. The interval shrinks to neighbouring numbers.
@^bisection@>

@<Schedules of the solvers@>=
static double ratio(const SolversLevel *l)
{@+ return l->sigma/l->alpha;@+}
@#
static double time_of(const SolversSchedule *s, double noise)
{
  double low = 0, high = s->T, t = 0.5*high;
  if (s->time!=NULL) return s->time(noise, s->data);
  for (int i=0; i<200 && low<t && t<high; i++) {
    if (s->sigma(t, s->data)<noise*s->alpha(t, s->data)) low = t;
    else high = t;
    t = 0.5*(low+high);
  }
  return t;
}
@#
void solvers_level(SolversLevel *l, const SolversSchedule *s, double noise)
{
  base_require(s!=NULL && noise>=0,@|
    "solvers: this needs a schedule, and a noise level %g of at least 0", noise);
  l->t = noise==0 ? 0 : time_of(s, noise);
  l->alpha = s->alpha(l->t, s->data), l->sigma = noise*l->alpha;
}

@ The derivatives of $\ln\alpha$ and $\ln\tilde s$, where they are not given, come from the central difference of order four, with a step of $10^{-3}t$: its error is about $10^{-13}$ relative for schedules that vary on the scale of~$t$, and rounding contributes $10^{-12}$.
@^numerical differentiation@>

@<Schedules of the solvers@>=
static double logarithm(const SolversSchedule *s, double t, int of_ratio)
{
  double a = s->alpha(t, s->data);
  return log(of_ratio ? s->sigma(t, s->data)/a : a);
}
@#
static double derivative(const SolversSchedule *s, double t, int of_ratio)
{
  double h = 1e-3*t, F[4];
  SolversFunction exact = of_ratio ? s->rate : s->drift;
  if (exact!=NULL) return exact(t, s->data);
  for (int i=0; i<4; i++) F[i] = logarithm(s, t+(i<2 ? i-2 : i-1)*h, of_ratio);
  return (8*(F[2]-F[1])-(F[3]-F[0]))/(12*h);
}

@ A clock tells $u$ at a level, the level at~$u$, and $G=d\ln\tilde s/du$.

@<Clocks of the solvers@>=
static double clock_at(const SolversClock *c, const SolversLevel *l)
{
  double s = ratio(l), a = c->a, b = c->b;
  switch (c->kind) {
  case SOLVERS_TIME: return l->t;
  case SOLVERS_QUADRATIC: return sqrt(l->t);
  case SOLVERS_LOG: return log(s);
  case SOLVERS_POWER: return pow(s, 1/a);
  case SOLVERS_ASINH: return asinh(s/a);
  case SOLVERS_RATIO: return 0.5*log1p(-(b-a)*(b+a)/(s*s+b*b));
  default: return pow(fmax(0, log(s/b)), 1/a);
  }
}

@ @<Clocks of the solvers@>=
static void clock_level(SolversLevel *l, const SolversClock *c, const SolversSchedule *s, double u)
{
  double a = c->a, b = c->b, E;
  base_require(s!=NULL, "solvers: levels between those of the grid need a schedule");
  switch (c->kind) {
  case SOLVERS_TIME: case SOLVERS_QUADRATIC: l->t = c->kind==SOLVERS_TIME ? u : u*u;
    l->alpha = s->alpha(l->t, s->data), l->sigma = s->sigma(l->t, s->data);@+ return;
  case SOLVERS_LOG: solvers_level(l, s, exp(u));@+ return;
  case SOLVERS_POWER: solvers_level(l, s, pow(u, a));@+ return;
  case SOLVERS_ASINH: solvers_level(l, s, a*sinh(u));@+ return;
  case SOLVERS_RATIO: E = exp(2*u);
    solvers_level(l, s, sqrt(fmax(0, (E*b*b-a*a)/-expm1(2*u))));@+ return;
  default: solvers_level(l, s, b*exp(pow(u, a)));
  }
}

@ @<Clocks of the solvers@>=
static double clock_rate(const SolversClock *c, const SolversSchedule *s, const SolversLevel *l)
{
  double r = ratio(l), a = c->a, b = c->b;
  switch (c->kind) {
  case SOLVERS_TIME: case SOLVERS_QUADRATIC:
    base_require(s!=NULL, "solvers: integration in time needs a schedule");
    return derivative(s, l->t, 1)*(c->kind==SOLVERS_TIME ? 1 : 2*sqrt(l->t));
  case SOLVERS_LOG: return 1;
  case SOLVERS_POWER: return a*pow(r, -1/a);
  case SOLVERS_ASINH: return sqrt(r*r+a*a)/r;
  case SOLVERS_RATIO: return (r*r+a*a)*(r*r+b*b)/(r*r*(b-a)*(b+a));
  default: return a*pow(log(r/b), 1-1/a);
  }
}
@#
void solvers_grid(SolversLevel *grid, int N, SolversClock clock,@|
  const SolversSchedule *s, double high, double low)
{
  base_require(N>=1 && high>low && low>=0, "solvers_grid: %d steps from %g to %g", N, high, low);
  solvers_level(grid, s, high), solvers_level(grid+N, s, low);
  double u = clock_at(&clock, grid), v = clock_at(&clock, grid+N);
  for (int i=1; i<N; i++) clock_level(grid+i, &clock, s, u+(v-u)*i/N);
}
@*1 Exponential weights.
All methods that step exactly through the linear part need the integrals
\begin{equation}\label{eq:solvers-phi}
  \varphi_k(z)=\int_0^1e^{(1-\theta)z}\,\frac{\theta^{k-1}}{(k-1)!}\,d\theta=\sum_{n\ge0}\frac{z^n}{(n+k)!},\qquad k\ge1 .
\end{equation}
Integrating by parts, or comparing the series, gives $\varphi_k=1/k!+z\,\varphi_{k+1}$, with $\varphi_0=e^z$. Read upwards, $\varphi_{k+1}=(\varphi_k-1/k!)/z$, this is how the formulas are usually printed: $\varphi_1=(e^z-1)/z$, $\varphi_2=(\varphi_1-1)/z$, $\varphi_3=(\varphi_2-\frac12)/z$.
For small~$z$ each division by~$z$ multiplies the rounding error by $1/\abs z$. \claim{solvers.phi} At $z=10^{-4}$ the printed formula for $\varphi_3$ is wrong by \num{solvers.phi_naive} relative, and \fig{solvers/phi} shows the law $\abs z^{-3}$. Read downwards the recursion divides by nothing.
@^phi functions@>
@^cancellation@>

\begin{lemma}[No cancellation]\label{th:solvers-phi}
  For $\abs z\le2$ sum the series of $\varphi_q$ and go down; for $\abs z>2$ go up from $\varphi_1={\rm expm1}(z)/z$. With unit roundoff~$\epsilon$, each value for $q\le5$ and $-40\le z\le10$ has a relative error of at most a small multiple of~$\epsilon$.
\end{lemma}
\begin{proof}
  \emph{Down.} A relative error~$\eta$ of $\varphi_{k+1}$ becomes an error $\abs z\varphi_{k+1}\eta$ of $\varphi_k$, that is, a relative one of $\abs{\varphi_k-1/k!}\,\eta/\varphi_k$. For $z>0$ the factor is below~1. For $-2\le z<0$ the numbers $\varphi_k$ decrease in $\abs z$, and the factor is at most $(1/k!-\varphi_k(-2))/\varphi_k(-2)$, which is $1.32$, $0.76$, $0.54$, $0.41$ for $k=1,\dots,4$: the product is below~1. The alternating series itself loses at most the
  factor $\varphi_k(2)/\varphi_k(-2)<4.7$ for $k\ge2$. \emph{Up.} For $z<-2$ the error of the numerator is at most $\epsilon/k!$ plus that of $\varphi_k$, and the numerator is at least $1/k!-\varphi_k(-2)$; for $z>2$ it is $z\varphi_{k+1}$, at least $0.6$ of~$\varphi_k$ for $k=1$, and at least $0.31$ for $k=4$. The factors multiply to less than a hundred in the worst case, at $\abs z=2$, $k=5$, and to less than ten for $k\le3$.
\end{proof}

@ @<Exponential functions and weights@>=
static const double factorial[6] = {1, 1, 2, 6, 24, 120};
@#
void solvers_phi(double *phi, int q, double z)
{
  double term;
  base_require(q>=1 && q<=5 && fabs(z)<=700, "solvers_phi: %d functions at %g", q, z);
  if (fabs(z)>2) {
    phi[0] = expm1(z)/z;
    for (int k=1; k<q; k++) phi[k] = (phi[k-1]-1/factorial[k])/z;
    return;
  }
  phi[q-1] = term = 1/factorial[q]; /* the series */
  for (int n=1; n<26; n++) term *= z/(n+q), phi[q-1] += term;
  for (int k=q-1; k>0; k--) phi[k-1] = 1/factorial[k]+z*phi[k];
}

@ The integrand of \eqref{eq:solvers-exact} is known at $q$ places $\tau=c_jh$. Replace it by the polynomial through these values, and integrate: the result is $z\sum_jw_jm_j$ with weights that are exact for $1,\theta,\dots,\theta^{q-1}$,
\begin{equation}\label{eq:solvers-moments}
  \sum_jw_j\,c_j^k=\mu_k ,\qquad \mu_k=\int_0^1e^{(1-\theta)z}\theta^k\,d\theta=k!\,\varphi_{k+1}(z),\qquad 0\le k<q .
\end{equation}
These are \emph{moment conditions}. Every multistep method of this chapter is \eqref{eq:solvers-moments} with some nodes~$c_j$ and some~$z$: at $z=0$ the moments are $1/(k+1)$, and the method is Adams and Bashforth's of 1883. We solve the conditions with Lagrange's polynomials, whose coefficients are found by multiplying out.
@^moment conditions@>
@^Adams, John Couch@>
@^Lagrange polynomials@>

@<Exponential functions and weights@>=
static void moment_weights(double *w, int q, const double *c, const double *moment)
{
  for (int j=0; j<q; j++) {
    double p[6] = {1}, scale = 1; /* coefficients of $\prod_{i\ne j}(\theta-c_i)$ */
    int degree = 0;
    for (int i=0; i<q; i++) if (i!=j) {
      scale *= c[j]-c[i], p[++degree] = 0;
      for (int k=degree; k>0; k--) p[k] = p[k-1]-c[i]*p[k];
      p[0] *= -c[i];
    }
    w[j] = 0;
    for (int k=0; k<q; k++) w[j] += p[k]*moment[k]/scale;
  }
}

@*1 One kernel, one run.
Every step of every method is a linear combination of a few arrays: the points, some predictions, the noise. One kernel computes them all, $2m$ operations for $m$ terms and each array read once. For $10^4$ particles in two dimensions an array has 160 kilobytes and stays in the second cache; a step of five terms takes
some ten microseconds, where a network of $10^5$ weights takes some ten thousand.
@^cost of a solver@>

@<State of one run of a solver@>=
static void combine(double *y, size_t n, int terms, const double *w, double *const *a)
{
  enum {@+BLOCK=512@+};
  double sum[BLOCK];
  for (size_t first=0; first<n; first+=BLOCK) {
    size_t m = n-first<BLOCK ? n-first : BLOCK;
    for (size_t i=0; i<m; i++) sum[i] = w[0]*a[0][first+i];
    for (int j=1; j<terms; j++)
      for (size_t i=0; i<m; i++) sum[i] += w[j]*a[j][first+i];
    memcpy(y+first, sum, m*sizeof *y);
  }
}

@ The state of a run is allocated once, before the first step.

@<State of one run of a solver@>=
enum {@+PLACES=8@+};
typedef struct {
  size_t n;
  double *x, *all; /* the particles; the memory */
  double *k[PLACES]; /* predictions or slopes; in multistep methods |k[0]| is the latest */
  double *before, *point, *scaled, *z; /* particles before the step, in a stage, times their scale; normals */
  const SolversModel *model;@+ const SolversMethod *method;
  const SolversSchedule *schedule;@+ const SolversNoise *noise;
  const SolversLevel *grid;@+ int N;
  int step;@+ long calls;
} SolversRun;
@#
static void run_begin(SolversRun *r)
{
  double *a = r->all = base_reals((PLACES+4)*r->n);
  for (int j=0; j<PLACES; j++) r->k[j] = a, a += r->n;
  r->before = a, r->point = a+r->n, r->scaled = a+2*r->n, r->z = a+3*r->n;
}

@ A model predicts what it was trained for, and a method asks for what it extrapolates. Between them stands |score_convert| of Chapter~\ref{ch:score}. Noise is active only in the window of the method, which is how hybrids are made.

@<State of one run of a solver@>=
static void evaluate(SolversRun *r, double *out, const double *x, const SolversLevel *at, ScoreKind as)
{
  const SolversModel *m = r->model;
  m->predict(out, r->n, x, at, m->data), r->calls++;
  if (m->kind!=as) score_convert(out, as, out, m->kind, at->alpha, at->sigma, r->n, x);
}
@#
static double active(const SolversRun *r, double strength)
{
  const SolversMethod *m = r->method;
  double s = ratio(r->grid+r->step);
  return s>=m->low && (m->high==0 || s<=m->high) ? strength : 0;
}
@#
static void add_noise(SolversRun *r, double *x, double amount, int k) /* draw |k| of the step */
{
  double w[2] = {1, amount}, *a[2] = {x, r->z};
  if (amount==0) return;
  base_require(r->noise!=NULL, "solvers: this method needs noise");
  r->noise->draw(r->z, r->n, r->step*(1+r->method->corrections)+k, r->noise->data);
  combine(x, r->n, 2, w, a);
}

@ @<State of one run of a solver@>=
static void philox_draw(double *z, size_t n, int k, const void *data)
{
  const SolversPhilox *p = data;
  rng_normal(z, n, p->seed, p->stream+(uint64_t)k, 0);
}
static void given_draw(double *z, size_t n, int k, const void *data)
{@+ memcpy(z, (const double *)data+(size_t)k*n, n*sizeof *z);@+}
@#
SolversNoise solvers_philox(const SolversPhilox *p)
{@+ return (SolversNoise){philox_draw, p};@+}
SolversNoise solvers_given(const double *z)
{@+ return (SolversNoise){given_draw, z};@+}

@ Then one loop serves every method. Where the grid ends without noise, there is nothing left to integrate: $h=\infty$, and all that \eqref{eq:solvers-exact} leaves of a deterministic method is the last denoised point.
@^denoising, last step@>

@<Steps of the solvers@>=
@<Exponential steps@>@;
@<Classical steps@>@;
@<Stochastic steps@>@;
long solvers_run(double *x, size_t n, const SolversModel *model, const SolversMethod *method,@|
  const SolversSchedule *schedule, int N, const SolversLevel *grid, const SolversNoise *noise)
{
  SolversRun r = {0};
  r.n = n, r.x = x, r.model = model, r.method = method;
  r.schedule = schedule, r.noise = noise, r.grid = grid, r.N = N;
  @<Check the method and the grid@>@;
  run_begin(&r);
  for (; r.step<N; r.step++) {
    one_step(&r);
    for (int k=1; k<=method->corrections && grid[r.step+1].sigma>0; k++) langevin_step(&r, k);
  }
  free(r.all);
  return r.calls;
}

@ A caller's mistakes are caught here, before anything is allocated.

@<Check the method and the grid@>=
int kind = (int)method->kind, p = method->order;
base_require(N>=1 && (kind!=SOLVERS_RUNGE_KUTTA || p==1 || p==2 || p==4)@|
  && (kind!=SOLVERS_SINGLESTEP || (p>=1 && p<=3))@|
  && ((kind!=SOLVERS_ADAMS && kind!=SOLVERS_MULTISTEP) || (p>=1 && p<=4)),@|
  "solvers_run: no method %d of order %d, or %d steps", kind, p, N);
base_require(method->extrapolate==SCORE_DATA || method->lambda==0@|
  || (kind!=SOLVERS_MULTISTEP && kind!=SOLVERS_SINGLESTEP),@|
  "solvers_run: exponential methods with noise extrapolate the data prediction");
base_require(!(method->flags&SOLVERS_CORRECT) || method->lambda==0,@|
  "solvers_run: the corrector is for deterministic methods");
for (int i=0; i<=N; i++)
  base_require(grid[i].alpha>0 && (i==N ? grid[i].sigma>=0 : grid[i].sigma>0)@|
    && (i==0 || ratio(grid+i)<ratio(grid+i-1)),@|
    "solvers_run: level %d of the grid: alpha=%g, sigma=%g", i, grid[i].alpha, grid[i].sigma);

@ One function makes a step of \eqref{eq:solvers-exact} from one level to another with $q$ values at the nodes $c_j$, in units of the step; multistep and singlestep methods, predictors and correctors all call it. In the coordinates of the particles,
\begin{equation}\label{eq:solvers-step}
  x'=\frac{\alpha'}{\alpha}\,e^{-\rho h}x+\alpha'\rho h\sum_jw_jm_j ,\qquad x'=\frac{\alpha'}\alpha\,x-\sigma'h\sum_jw_je_j ,
\end{equation}
with $z=-\rho h$ for data and $z=h$ for noise predictions; primes denote the end of the step.

@<Exponential steps@>=
static void exponential(SolversRun *r, double *out, double *x,@|
  const SolversLevel *from, const SolversLevel *to, double lambda,@|
  int q, const double *c, double *const *value, unsigned flags)
{
  int data = r->method->extrapolate==SCORE_DATA;
  double h = log(ratio(from)/ratio(to)), z = data ? -(1+lambda*lambda)*h : h;
  double w[6], moment[5], scale = data ? -to->alpha*z : -to->sigma*z, *a[6] = {x, value[0]};
  w[0] = to->alpha/from->alpha;
  if (to->sigma==0) { /* $h$ is infinite: the denoised point */
    w[1] = data ? to->alpha : -w[0]*from->sigma;@+ if (data) w[0] = 0;
    combine(out, r->n, 2, w, a);@+ return;
  }
  @<Find the moments of the step, and the weights@>@;
  if (data) w[0] *= exp(z);
  combine(out, r->n, q+1, w, a);
}

@ The flags are applied to the moments. Section~\ref{sec:solvers-third} explains both.

@<Find the moments of the step, and the weights@>=
solvers_phi(moment, q, z);
for (int k=0; k<q; k++) moment[k] *= factorial[k], a[k+1] = value[k];
if (q==2 && flags&SOLVERS_MIDPOINT) moment[1] = 0.5*moment[0];
if (q==3 && flags&SOLVERS_PUBLISHED) moment[2] *= 0.5;
moment_weights(w+1, q, c, moment);
for (int k=1; k<=q; k++) w[k] *= scale;

@ The \emph{multistep} methods take their values from the past, at $c_j=-(\ell_i-\ell_{i-j})/h$; each step costs one evaluation. The first steps have less of a past, and a lower order. (Theorem~\ref{th:solvers-global} shows what that costs.)
@^multistep method@>

@<Exponential steps@>=
@<Find the nodes of the past@>@;
static void multistep(SolversRun *r)
{
  const SolversMethod *m = r->method;
  const SolversLevel *from = r->grid+r->step, *to = from+1;
  int q = r->step<m->order ? r->step+1 : m->order;
  double lambda = active(r, m->lambda), c[5], *latest = r->k[PLACES-1];
  for (int j=PLACES-1; j>0; j--) r->k[j] = r->k[j-1];
  r->k[0] = latest;
  evaluate(r, latest, r->x, from, m->extrapolate);
  if (m->flags&SOLVERS_CORRECT && r->step>0) @<Correct the point that was predicted@>@;
  memcpy(r->before, r->x, r->n*sizeof *r->x);
  past_nodes(c, q, from, to);
  exponential(r, r->x, r->x, from, to, lambda, q, c, r->k, m->flags);
  add_noise(r, r->x, to->sigma*sqrt(-expm1(-2*lambda*lambda*log(ratio(from)/ratio(to)))), 0);
}

@ @<Find the nodes of the past@>=
static void past_nodes(double *c, int q, const SolversLevel *from, const SolversLevel *to)
{
  double h = to->sigma==0 ? 1 : log(ratio(from)/ratio(to)); /* no node is needed if $\sigma'=0$ */
  for (int j=0; j<q; j++) c[j] = -log(ratio(from-j)/ratio(from))/h;
}

@ The \emph{corrector} of UniPC \citep{zhao2023} repeats the last step with one more node, its end, $c=1$, where the model has just been evaluated at the predicted point. The step gains an order and costs nothing: the evaluation serves the next step as it is.
@^UniPC@>
@^predictor and corrector@>

@<Correct the point that was predicted@>=
{
  int past = r->step<m->order ? r->step : m->order;
  double *value[5];
  past_nodes(c, past, from-1, from);
  for (int j=0; j<past; j++) value[j] = r->k[j+1];
  c[past] = 1, value[past] = latest;
  exponential(r, r->x, r->before, from-1, from, 0, past+1, c, value, m->flags&SOLVERS_MIDPOINT);
}

@ The \emph{singlestep} methods, DPM-Solver-2 and~-3, look ahead instead: half a step for order~2, one and two thirds for order~3. With the flag |SOLVERS_MIDPOINT| they are the formulas of \citet{lu2022}; without it all stages enter the last combination with exact moments.
@^singlestep method@>
@^DPM-Solver@>

@<Exponential steps@>=
static void singlestep(SolversRun *r, const SolversLevel *from, const SolversLevel *to)
{
  static const double place[4][3] = {{0}, {0}, {0, 0.5}, {0, 1/3.0, 2/3.0}};
  const SolversMethod *m = r->method;
  const double *c = place[m->order];
  double relative[2] = {0, 0.5}, h = log(ratio(from)/ratio(to)), last[2] = {0, 2/3.0}, *two[2];
  SolversLevel at;
  evaluate(r, r->k[0], r->x, from, m->extrapolate);
  for (int j=1; j<m->order; j++) {
    solvers_level(&at, r->schedule, ratio(from)*exp(-c[j]*h));
    exponential(r, r->point, r->x, from, &at, 0, j, relative, r->k, 0);
    evaluate(r, r->k[j], r->point, &at, m->extrapolate);
  }
  two[0] = r->k[0], two[1] = r->k[2];
  if (m->order==3 && m->flags&SOLVERS_MIDPOINT) exponential(r, r->x, r->x, from, to, 0, 2, last, two, 0);
  else exponential(r, r->x, r->x, from, to, 0, m->order, c, r->k, m->flags);
}
@*1 Classical methods.
In a clock~$u$ the equation is $dy/du=F(y,u)$ for the unknown of our choice. Let $G=d\ln\tilde s/du$, and write $e$ for the noise prediction at $x=\alpha cy$, where $c=1$ or $c=\sqrt{\tilde s^2+b^2}$. From $d\bar x/d\tilde s=e$,
\begin{equation}\label{eq:solvers-chart}
  \frac{d\bar x}{du}=\tilde sG\,e ,\qquad
  \frac{d(\bar x/c)}{du}=\frac{\tilde sG}{c}\,e-\frac{\tilde s^2G}{c^2}\,\frac{\bar x}c ,\qquad
  \frac{dx}{du}=\sigma G\,e+\frac{d\ln\alpha}{du}\,x .
\end{equation}
In all three cases $dy/du=Ay+Be$. With $y=x$ and $u=t$ the last one is the probability-flow equation as it is usually written, $fx-\frac12g^2\nabla\ln p$; with $y=\bar x$ and $u=\tilde s$ the first is that of \citet{karras2022}.
@^probability-flow equation@>

@<Classical steps@>=
typedef struct {@+ double scale, A, B;@+} SolversPlace; /* $x=|scale|\cdot y$ and $dy/du=Ay+Be$ */
static SolversPlace place_of(const SolversRun *r, const SolversLevel *at)
{
  const SolversMethod *m = r->method;
  double G = clock_rate(&m->clock, r->schedule, at), s = ratio(at), c = sqrt(s*s+m->spread*m->spread);
  if (m->variable==SOLVERS_XBAR) return (SolversPlace){at->alpha, 0, s*G};
  if (m->variable==SOLVERS_SCALED) return (SolversPlace){at->alpha*c, -s*s*G/(c*c), s*G/c};
  base_require(r->schedule!=NULL, "solvers: integration of x itself needs a schedule");
  return (SolversPlace){1, G*derivative(r->schedule, at->t, 0)/derivative(r->schedule, at->t, 1),@|
    at->sigma*G};
}
@#
static void slope(SolversRun *r, double *k, double *y, const SolversLevel *at)
{
  SolversPlace p = place_of(r, at);
  double w[2] = {p.A, p.B}, *a[2] = {y, k};
  combine(r->scaled, r->n, 1, &p.scale, &y);
  evaluate(r, k, r->scaled, at, SCORE_NOISE);
  combine(k, r->n, 2, w, a);
}

@ A Runge--Kutta step evaluates stages $k_i=F(y+H\sum_{j<i}a_{ij}k_j,\,u+c_iH)$ and combines them. The tables are Euler's, Heun's and Kutta's of 1901. Stages at the ends of the step use the levels of the grid, so that Euler's and Heun's methods need no schedule.
@^Runge--Kutta methods@>
@^Heun method@>
@^Kutta, Wilhelm@>

@<Classical steps@>=
typedef struct {
  int stages;
  double a[7][7], b[7], c[7];
} SolversTableau;
static const SolversTableau euler = {1, {{0}}, {1}, {0}};
static const SolversTableau heun = {2, {{0}, {1}}, {0.5, 0.5}, {0, 1}};
static const SolversTableau kutta = {4, {{0}, {0.5}, {0, 0.5}, {0, 0, 1}},@|
  {1/6.0, 1/3.0, 1/3.0, 1/6.0}, {0, 0.5, 0.5, 1}};
@#
@<Evaluate the stages of a tableau@>@;

@ The first stage may be known already, from the end of the last step: |first| is 1 then.

@<Evaluate the stages of a tableau@>=
static void stages(SolversRun *r, const SolversTableau *t, int first, double *y,@|
  const SolversLevel *from, const SolversLevel *to, double u, double H)
{
  double w[8] = {1}, *a[8] = {y};
  SolversLevel between;
  for (int i=first; i<t->stages; i++) {
    const SolversLevel *at = t->c[i]==0 ? from : t->c[i]==1 ? to : &between;
    if (at==&between) clock_level(&between, &r->method->clock, r->schedule, u+t->c[i]*H);
    for (int j=0; j<i; j++) w[j+1] = H*t->a[i][j], a[j+1] = r->k[j];
    combine(r->point, r->n, i+1, w, a);
    slope(r, r->k[i], r->point, at);
  }
}

@ @<Classical steps@>=
static void runge_kutta(SolversRun *r, const SolversLevel *from, const SolversLevel *to)
{
  int p = r->method->order;
  const SolversTableau *t = p==1 ? &euler : p==2 ? &heun : &kutta;
  const SolversClock *clock = &r->method->clock;
  double u = clock_at(clock, from), H = clock_at(clock, to)-u;
  double w[5], *a[5] = {r->before}, scale = 1/place_of(r, from).scale;
  combine(r->before, r->n, 1, &scale, &r->x);
  stages(r, t, 0, r->before, from, to, u, H);
  w[0] = scale = place_of(r, to).scale;
  for (int i=0; i<t->stages; i++) w[i+1] = scale*H*t->b[i], a[i+1] = r->k[i];
  combine(r->x, r->n, t->stages+1, w, a);
}

@ The methods of Adams and Bashforth are the moment conditions at $z=0$, with the slopes of the past and any steps. In the clock $\tilde s$ they are the $\rho$AB methods of DEIS \citep{zhang2023}; in the clock |SOLVERS_RATIO| and the scaled variable, the method that Section~\ref{sec:solvers-race} will recommend.
@^Adams--Bashforth methods@>
@^DEIS@>

@<Classical steps@>=
static void adams(SolversRun *r, const SolversLevel *from, const SolversLevel *to)
{
  const SolversClock *clock = &r->method->clock;
  int q = r->step<r->method->order ? r->step+1 : r->method->order;
  double u = clock_at(clock, from), H = clock_at(clock, to)-u, c[5], moment[5], w[6];
  double *a[6] = {r->before}, *latest = r->k[PLACES-1], scale = 1/place_of(r, from).scale;
  for (int j=PLACES-1; j>0; j--) r->k[j] = r->k[j-1];
  r->k[0] = latest;
  combine(r->before, r->n, 1, &scale, &r->x);
  slope(r, latest, r->before, from);
  for (int j=0; j<q; j++)
    c[j] = (clock_at(clock, from-j)-u)/H, moment[j] = 1.0/(j+1), a[j+1] = r->k[j];
  moment_weights(w+1, q, c, moment);
  w[0] = scale = place_of(r, to).scale;
  for (int j=1; j<=q; j++) w[j] *= scale*H;
  combine(r->x, r->n, q+1, w, a);
}
@*1 Stochastic methods.
\emph{Euler--Maruyama} discretises the family in time: with $D=t-t'>0$, and $g^2/\sigma=2\sigma(\ln\tilde s)'$,
\begin{equation}\label{eq:solvers-em}
  x'=x-D\bigl(fx+\tfrac{1+\lambda^2}2\,g^2\,e/\sigma\bigr)+\lambda g\sqrt D\,Z .
\end{equation}
\emph{Reverse diffusion} \citep{song2021} discretises the forward process first, exactly or not, and reverses the step: if $x_t=ax_{t'}+\sqrt v\,Z$ then $x'=(2-a)\,x+\frac{1+\lambda^2}2\,v\,\nabla\ln p+\lambda\sqrt v\,Z$. It needs the levels and no derivative. With $a=\sqrt{1-\beta}$, $v=\beta$ it is the predictor that goes with DDPM,
with $a=1$ that of VE.
@^Euler--Maruyama method@>
@^reverse diffusion@>

@<Stochastic steps@>=
static void euler_maruyama(SolversRun *r, const SolversLevel *from, const SolversLevel *to)
{
  double lambda = active(r, r->method->lambda), D = from->t-to->t, rate, w[2], *a[2] = {r->x, r->k[0]};
  base_require(r->schedule!=NULL && D>0,@|
    "solvers: Euler-Maruyama needs a schedule and decreasing times");
  rate = derivative(r->schedule, from->t, 1);
  evaluate(r, r->k[0], r->x, from, SCORE_NOISE);
  w[0] = 1-D*derivative(r->schedule, from->t, 0);
  w[1] = -(1+lambda*lambda)*D*from->sigma*rate;
  combine(r->x, r->n, 2, w, a);
  add_noise(r, r->x, lambda*from->sigma*sqrt(2*rate*D), 0);
}

@ @<Stochastic steps@>=
static void reverse_diffusion(SolversRun *r, const SolversLevel *from, const SolversLevel *to)
{
  double lambda = active(r, r->method->lambda), q = ratio(to)/ratio(from);
  double v = from->sigma*from->sigma*(1-q)*(1+q), w[2], *a[2] = {r->x, r->k[0]};
  evaluate(r, r->k[0], r->x, from, SCORE_NOISE);
  w[0] = 2-from->alpha/to->alpha;
  w[1] = -0.5*(1+lambda*lambda)*v/from->sigma; /* $\nabla\ln p=-e/\sigma$ */
  combine(r->x, r->n, 2, w, a);
  add_noise(r, r->x, lambda*sqrt(v), 0);
}

@ \emph{Ancestral sampling} is \eqref{eq:solvers-eta}. With the flag |SOLVERS_WIDE| it keeps the posterior mean and adds noise of variance $v=\sigma^2(1-r^2)$, that of the forward step ($\beta_t$ in DDPM), where the posterior has $\sigma'^2(1-r^2)$ ($\tilde\beta_t$).
@^ancestral sampling@>

@<Stochastic steps@>=
static void ancestral(SolversRun *r, const SolversLevel *from, const SolversLevel *to)
{
  const SolversMethod *m = r->method;
  double q = ratio(to)/ratio(from), part = (1-q)*(1+q), eta = active(r, m->lambda);
  double keep = sqrt(fmax(0, 1-eta*eta*part)), w[2], *a[2] = {r->x, r->k[0]};
  double amount = to->sigma*eta*sqrt(part);
  evaluate(r, r->k[0], r->x, from, SCORE_DATA);
  w[0] = to->sigma*keep/from->sigma, w[1] = to->alpha*(1-q*keep);
  if (m->flags&SOLVERS_WIDE) {
    w[0] = to->alpha/from->alpha*q*q, w[1] = to->alpha*part;
    amount = eta*from->sigma*sqrt(part);
  }
  combine(r->x, r->n, 2, w, a);
  add_noise(r, r->x, amount, 0);
}

@ \emph{Predictor--corrector} methods follow any step by steps of Langevin's equation at the new level, $x\leftarrow x+\epsilon\nabla\ln p+\sqrt{2\epsilon}\,Z$, which keeps $p$ up to the bias of a finite step. The size is chosen by a signal-to-noise ratio: $\epsilon=2(\mathrm{snr}\,\abs Z/\abs{\nabla\ln p})^2$, with the norms averaged over the batch
\citep{song2021}, or, as $\nabla\ln p=-e/\sigma$ and $e$ is of the size of~$Z$, simply $\epsilon=2(\mathrm{snr}\,\sigma)^2$, which does not couple the particles.
@^predictor--corrector sampling@>
@^Langevin equation@>

@<Stochastic steps@>=
static double mean_norm(const double *x, size_t n, int d)
{
  double sum = 0;
  for (size_t i=0; i<n; i += (size_t)d) {
    double square = 0;
    for (int j=0; j<d; j++) square += x[i+(size_t)j]*x[i+(size_t)j];
    sum += sqrt(square);
  }
  return sum*d/(double)n;
}
@#
static void langevin_step(SolversRun *r, int k)
{
  const SolversMethod *m = r->method;
  const SolversLevel *at = r->grid+r->step+1;
  double q = m->snr*at->sigma, w[3] = {1}, *a[3] = {r->x, r->k[PLACES-1], r->z};
  base_require(r->noise!=NULL && m->snr>0, "solvers: Langevin steps need noise, and snr>0");
  evaluate(r, a[1], r->x, at, SCORE_SCORE);
  r->noise->draw(r->z, r->n, r->step*(1+m->corrections)+k, r->noise->data);
  if (m->d>0) q = m->snr*mean_norm(r->z, r->n, m->d)/mean_norm(a[1], r->n, m->d);
  w[1] = 2*q*q, w[2] = 2*q;
  combine(r->x, r->n, 3, w, a);
}

@ \emph{Churn} \citep{karras2022}: before a deterministic step, noise is \emph{added}, which lifts the level from $\tilde s$ to $(1+\gamma)\tilde s$; the step then starts from there. In law this is exact for every~$\gamma$, since $\bar X_n+\sqrt{\hat n-n}\,Z$ has the density~$p_{\hat n}$. So stochasticity costs no order.
Each step of length~$h$ adds the variance $2\gamma n$ to first order where the family adds $2\lambda^2hn$: churn is the family with $\lambda^2=\gamma/h$.
@^churn@>

@<Stochastic steps@>=
static void one_step(SolversRun *r)
{
  const SolversMethod *m = r->method;
  const SolversLevel *from = r->grid+r->step, *to = from+1;
  SolversLevel hat;
  if (m->churn>0 && active(r, 1)>0) @<Lift the particles to a higher level@>@;
  switch (m->kind) {
  case SOLVERS_MULTISTEP: multistep(r);@+ break;
  case SOLVERS_SINGLESTEP: if (to->sigma==0) denoise(r, from, to);
    else singlestep(r, from, to);
    break;
  case SOLVERS_RUNGE_KUTTA: if (to->sigma==0) denoise(r, from, to);
    else runge_kutta(r, from, to);
    break;
  case SOLVERS_ADAMS: if (to->sigma==0) denoise(r, from, to);
    else adams(r, from, to);
    break;
  case SOLVERS_ANCESTRAL: ancestral(r, from, to);@+ break;
  case SOLVERS_EULER_MARUYAMA: euler_maruyama(r, from, to);@+ break;
  case SOLVERS_REVERSE: reverse_diffusion(r, from, to);@+ break;
  }
}

@ @<Lift the particles to a higher level@>=
{
  double s = ratio(from), gamma = fmin(m->churn/r->N, sqrt(2)-1), w;
  base_require(m->kind==SOLVERS_RUNGE_KUTTA || m->kind==SOLVERS_SINGLESTEP,@|
    "solvers: churn goes with Runge-Kutta and singlestep methods");
  solvers_level(&hat, r->schedule, s*(1+gamma));
  w = hat.alpha/from->alpha;
  combine(r->x, r->n, 1, &w, &r->x);
  add_noise(r, r->x, m->inflate*hat.alpha*s*sqrt(gamma*(2+gamma)), 0);
  from = &hat;
}

@ @<Classical steps@>=
static void denoise(SolversRun *r, const SolversLevel *from, const SolversLevel *to)
{
  evaluate(r, r->k[0], r->x, from, SCORE_DATA);
  combine(r->x, r->n, 1, &to->alpha, r->k);
}
@ The methods have names, and are otherwise lines of a table. What can be varied is varied by changing the structure.

@<Steps of the solvers@>=
static const SolversMethod one_classical = {SOLVERS_RUNGE_KUTTA, 1, SCORE_NOISE, 0, 0, 0, 0,@|
  {SOLVERS_POWER, 1, 0}, SOLVERS_XBAR, 0, 0, 1, 0, 0, 0};
@<Table of methods by name@>@;
SolversMethod solvers_named(const char *name)
{
  SolversMethod m = one_classical;
  size_t i = 0, count = sizeof named/sizeof *named;
  while (i<count && strcmp(named[i].name, name)!=0) i++;
  base_require(i<count, "solvers_named: no method is called %s", name);
  m.kind = named[i].kind, m.order = named[i].order, m.flags = named[i].flags;
  m.extrapolate = named[i].extrapolate, m.lambda = named[i].lambda;
  m.corrections = named[i].corrections, m.snr = 0.16*(m.corrections>0);
  m.churn = named[i].churn;
  return m;
}

@ @<Table of methods by name@>=
static const struct {
  const char *name;
  SolversKind kind;
  int order;
  ScoreKind extrapolate;
  unsigned flags;
  double lambda, churn;
  int corrections;
} named[] = {@|
  {"euler-maruyama", SOLVERS_EULER_MARUYAMA, 1, SCORE_NOISE, 0, 1, 0, 0},@|
  {"reverse-diffusion", SOLVERS_REVERSE, 1, SCORE_NOISE, 0, 1, 0, 0},@|
  {"predictor-corrector", SOLVERS_REVERSE, 1, SCORE_NOISE, 0, 1, 0, 1},@|
  {"ancestral", SOLVERS_ANCESTRAL, 1, SCORE_DATA, 0, 1, 0, 0},@|
  {"sde-dpm++2m", SOLVERS_MULTISTEP, 2, SCORE_DATA, SOLVERS_MIDPOINT, 1, 0, 0},@|
  {"edm-churn", SOLVERS_RUNGE_KUTTA, 2, SCORE_NOISE, 0, 0, 40, 0},@|
  {"euler", SOLVERS_RUNGE_KUTTA, 1, SCORE_NOISE, 0, 0, 0, 0},@|
  {"heun", SOLVERS_RUNGE_KUTTA, 2, SCORE_NOISE, 0, 0, 0, 0},@|
  {"rk4", SOLVERS_RUNGE_KUTTA, 4, SCORE_NOISE, 0, 0, 0, 0},@|
  {"ab2", SOLVERS_ADAMS, 2, SCORE_NOISE, 0, 0, 0, 0},@|
  {"ab3", SOLVERS_ADAMS, 3, SCORE_NOISE, 0, 0, 0, 0},@|
  @<Exponential methods by name@>@t\2@>
};

@ @<Exponential methods by name@>=
  {"ddim", SOLVERS_MULTISTEP, 1, SCORE_DATA, 0, 0, 0, 0},@|
  {"dpm2", SOLVERS_SINGLESTEP, 2, SCORE_NOISE, SOLVERS_MIDPOINT, 0, 0, 0},@|
  {"dpm3", SOLVERS_SINGLESTEP, 3, SCORE_NOISE, SOLVERS_MIDPOINT, 0, 0, 0},@|
  {"dpm2m", SOLVERS_MULTISTEP, 2, SCORE_NOISE, SOLVERS_MIDPOINT, 0, 0, 0},@|
  {"dpm3m", SOLVERS_MULTISTEP, 3, SCORE_NOISE, SOLVERS_MIDPOINT, 0, 0, 0},@|
  {"dpm++2s", SOLVERS_SINGLESTEP, 2, SCORE_DATA, SOLVERS_MIDPOINT, 0, 0, 0},@|
  {"dpm++2m", SOLVERS_MULTISTEP, 2, SCORE_DATA, SOLVERS_MIDPOINT, 0, 0, 0},@|
  {"dpm++3m", SOLVERS_MULTISTEP, 3, SCORE_DATA, SOLVERS_MIDPOINT, 0, 0, 0},@|
  {"dpm++3m-published", SOLVERS_MULTISTEP, 3, SCORE_DATA, SOLVERS_MIDPOINT|SOLVERS_PUBLISHED, 0, 0, 0},@|
  {"unipc2", SOLVERS_MULTISTEP, 2, SCORE_DATA, SOLVERS_MIDPOINT|SOLVERS_CORRECT, 0, 0, 0},@|
  {"unipc3", SOLVERS_MULTISTEP, 3, SCORE_DATA, SOLVERS_CORRECT, 0, 0, 0}
@*1 Adaptive steps.
The pair of \citet{dormand1980} computes seven stages, the last at the end of the step, where it serves as the first of the next. Two combinations of them have the orders 5 and~4; their difference estimates the error of a step, and the better one is kept.
@^Dormand--Prince method@>
@^adaptive step@>

@<Adaptive steps of the solvers@>=
static const SolversTableau dormand_prince = {7, {{0}, {1/5.0}, {3/40.0, 9/40.0},@|
  {44/45.0, -56/15.0, 32/9.0},@|
  {19372/6561.0, -25360/2187.0, 64448/6561.0, -212/729.0},@|
  {9017/3168.0, -355/33.0, 46732/5247.0, 49/176.0, -5103/18656.0},@|
  {35/384.0, 0, 500/1113.0, 125/192.0, -2187/6784.0, 11/84.0}},@|
  {35/384.0, 0, 500/1113.0, 125/192.0, -2187/6784.0, 11/84.0},@|
  {0, 1/5.0, 3/10.0, 4/5.0, 8/9.0, 1, 1}};
static const double fifth_minus_fourth[7] = {71/57600.0, 0, -71/16695.0, 71/1920.0,@|
  -17253/339200.0, 22/525.0, -1/40.0};

@ The estimate is of order $H^5$; the next step is $0.9\,\mathrm{err}^{-1/5}$ times this one, between a fifth and five times. All particles take the same steps, and the worst of them decides. A value that is not finite counts as an error too large.

@<Adaptive steps of the solvers@>=
static double worst_error(SolversRun *r, const double *y, double H, double tolerance)
{
  double w[7], worst = 0;
  for (int j=0; j<7; j++) w[j] = H*fifth_minus_fourth[j];
  combine(r->scaled, r->n, 7, w, r->k);
  for (size_t i=0; i<r->n; i++) {
    double e = fabs(r->scaled[i])/(tolerance*(1+fabs(y[i])));
    if (!(e<=worst)) worst = e;
  }
  return isfinite(worst) ? worst : 1e9;
}

@ @<Adaptive steps of the solvers@>=
int solvers_adaptive(double *x, size_t n, const SolversModel *model,@|
  const SolversSchedule *schedule, SolversClock clock, SolversVariable variable, double spread,@|
  double high, double low, double tolerance, SolversReport *report)
{
  SolversMethod method = one_classical;
  SolversRun r = {0};
  SolversLevel from, to, end;
  double u, H, last, worst, scale;
  base_require(high>low && low>0 && tolerance>0,@|
    "solvers_adaptive: from %g to %g with tolerance %g", high, low, tolerance);
  method.clock = clock, method.variable = variable, method.spread = spread;
  r.n = n, r.x = x, r.model = model, r.schedule = schedule, r.method = &method;
  solvers_level(&from, schedule, high), solvers_level(&end, schedule, low);
  u = clock_at(&clock, &from), last = clock_at(&clock, &end), H = 0.01*(last-u);
  @<Take adaptive steps until the last level@>@;
  free(r.all);
  report->calls = r.calls;
  return u==last ? 0 : 1;
}

@ @<Take adaptive steps until the last level@>=
run_begin(&r);
*report = (SolversReport){0};
report->noise[0] = high, scale = 1/place_of(&r, &from).scale;
combine(r.before, n, 1, &scale, &x);
slope(&r, r.k[0], r.before, &from);
while (u!=last && report->accepted+report->rejected<SOLVERS_STEPS) {
  int final = fabs(H)>=fabs(last-u)*(1-1e-12);
  if (final) H = last-u, to = end;
  else clock_level(&to, &clock, schedule, u+H);
  stages(&r, &dormand_prince, 1, r.before, &from, &to, u, H);
  worst = worst_error(&r, r.before, H, tolerance);
  if (worst>1) report->rejected++;
  else @<Accept the adaptive step@>@;
  H *= fmin(5, fmax(0.2, 0.9*pow(fmax(worst, 1e-9), -0.2)));
}
scale = place_of(&r, &from).scale;
combine(x, n, 1, &scale, &r.before);

@ The last stage of the tableau is the new point, and its slope the first of the next step.

@<Accept the adaptive step@>=
{
  double *swap = r.k[0];
  r.k[0] = r.k[6], r.k[6] = swap;
  swap = r.before, r.before = r.point, r.point = swap;
  from = to, u = final ? last : u+H;
  report->noise[++report->accepted] = ratio(&to);
}

@ @(solvers_main.c@>=
#include "cli.h"
#include "results.h"
#include "solvers.h"
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "solvers", NULL, 0);
  return results_end();
}
