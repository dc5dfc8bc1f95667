@* Solvers.
\label{ch:solvers}%
A trained model is a function. With how few evaluations of it can one make a sample? What turns the function into
samples is a numerical method, and it is here that most of the time of a diffusion model is spent: the oldest
sampler evaluates the network a thousand times. The literature offers some twenty methods under as many names. \fig{solvers/first} shows what is at stake. This chapter has one
interface for all, derives them from one formula, proves what order each has, and measures that it has it.
@^sampler@>

\showfig{solvers/first}{Left: one coordinate of particles on their way from noise ($\sigma/\alpha=50$) to the
two moons: six by the probability-flow equation (blue), and three of them by the stochastic one (orange); in the
scaled variable of Theorem~\ref{th:solvers-scaled} the first part of a deterministic path is straight. Right:
median distance from the exact end point
  against the number of evaluations of the exact score.}

After this chapter one can run any of these methods on any model, with any schedule and any prediction, on given
noise; say in advance how its error falls with the number of steps, and recognise an implementation that falls
short; choose the variable in which a method is best applied, which matters more than the method; and mix
stochastic and deterministic steps with a reason for
the place of the change. \claim{solvers.first} For example: with \num{solvers.first_n} evaluations DDIM ends
\num{solvers.first_ddim} from the exact point (the median over \num{solvers.points} starts), Heun's method
\num{solvers.first_heun}, and a second-order method of Adams and Bashforth, from 1883, in the right variable
\num{solvers.first_ab2}.

@ \emph{Notation.} As before, $X=\alpha X_0+\sigma Z$ and $n=\sigma^2/\alpha^2$. We write $\bar x=x/\alpha$,
$\tilde s=\sigma/\alpha=\sqrt n$ and $\ell=-\ln\tilde s$, half the log-SNR; $m(\bar x,\ell)=\EE[X_0\given\bar
X=\bar x]$ is the data prediction, elsewhere called $\hat x_0$, and $e=(\bar x-m)/\tilde s$ the noise prediction
$\hat\varepsilon$. A step leads from $\ell$ to
$\ell+h$, its end is marked by a prime, and $r=\tilde s'/\tilde s=e^{-h}<1$. The letter $\lambda$ is the
strength of noise of Chapter~\ref{ch:reversal}, not the $\lambda$ of the literature, which is our~$\ell$.
@^notation@>

@*1 One formula.
By Theorem~\ref{th:sde-clock} every linear forward process is $\bar X=X_0+W_n$ in its own clock; its density
$p_n$ satisfies $\partial_np=\frac12\Delta p$, and its score is $\nabla\ln p=-e/\tilde s$. The reverse processes
form one family.

\begin{lemma}\label{th:solvers-family}
  Let $\lambda\ge0$, let $m$ be Lipschitz in~$\bar x$, uniformly for $n\ge n'>0$ (as it is for bounded and for normal data), and
  let $\bar X$ start, at some $n>n'$, with the density $p_n$. The process
  \begin{equation}\label{eq:solvers-family}
    d\bar X=(1+\lambda^2)\,(m-\bar X)\,d\ell+\lambda\,\tilde s\sqrt2\,dB_\ell
  \end{equation}
  has the density $p_{n'}$ at~$n'$. For $\lambda=0$ it is $d\bar x/d\tilde s=e$.
\end{lemma}
\begin{proof}
  This is Theorem~\ref{th:reversal-family} in the clock~$\ell$. As $dn=-2n\,d\ell$, the equation of Fokker and Planck for \eqref{eq:solvers-family} is
  $\partial_\ell p=-\nabla\cdot\bigl((1+\lambda^2)(m-\bar x)p\bigr)+\lambda^2n\Delta p$, and $m-\bar
  x=n\nabla\ln p_n$. With $p=p_n$ the right side is $-(1+\lambda^2)n\Delta p+\lambda^2n\Delta p=-n\Delta p$, and
  the left side is $-2n\,\partial_np=-n\Delta p$; with a Lipschitz drift there is no other solution from this start. For $\lambda=0$, $d\bar x=-\tilde se\,d\ell=e\,d\tilde s$.
\end{proof}
@^family of reverse processes@>

The drift is linear in~$\bar X$ but for~$m$, and the linear part can be solved. This is the formula of the chapter.

\begin{theorem}[Variation of constants]\label{th:solvers-exact}
  Let $\rho=1+\lambda^2$. The solution of \eqref{eq:solvers-family} satisfies
  \begin{equation}\label{eq:solvers-exact}
    \bar X_{\ell+h}=e^{-\rho h}\,\bar X_\ell+\rho\int_0^he^{-\rho(h-\tau)}\,m(\bar
    X_{\ell+\tau},\ell+\tau)\,d\tau+\tilde s'\sqrt{1-e^{-2\lambda^2h}}\;Z ,
  \end{equation}
  where $Z\sim\normal(0,I)$ is independent of $\bar X_\ell$ (but not of the integral). For $\lambda=0$ also
  \begin{equation}\label{eq:solvers-exact-noise}
    \bar x_{\ell+h}=\bar x_\ell-\tilde s'\int_0^he^{h-\tau}\,e(\bar x_{\ell+\tau},\ell+\tau)\,d\tau .
  \end{equation}
\end{theorem}
\begin{proof}
  By It\^o's formula $d(e^{\rho\tau}\bar X_{\ell+\tau})=e^{\rho\tau}(\rho m\,d\tau+\lambda\tilde s\sqrt2\,dB)$.
  Integrate, and divide by $e^{\rho h}$. The stochastic integral has a deterministic integrand; it is normal
  with the variance $\int_0^he^{-2\rho(h-\tau)}\,2\lambda^2\tilde s(\tau)^2\,d\tau$. As $\tilde s(\tau)=\tilde
  s'e^{h-\tau}$, this is
  $2\lambda^2\tilde s'^2\int_0^he^{-2\lambda^2u}du=\tilde s'^2(1-e^{-2\lambda^2h})$. The second formula is
  $d\bar x=e\,d\tilde s$ with $d\tilde s=-\tilde s'e^{h-\tau}d\tau$.
\end{proof}
@^variation of constants@>

A method is now a rule for the integral. The simplest rule takes $m$ as constant.

\begin{theorem}[One frozen step]\label{th:solvers-frozen}
  With $m$ frozen at the start of the step, \eqref{eq:solvers-exact} is $\bar x'=r^\rho\,\bar
  x+(1-r^\rho)\,m+\tilde s'\sqrt{1-r^{2\lambda^2}}\,Z$. For $\lambda=0$ this is DDIM. For $\lambda=1$ it is
  DDPM's ancestral step, a draw from the law of $\bar X'$ given $\bar X=\bar x$ and $X_0=m$. For
  $0\le\lambda\le1$ it is the step of J.~Song's family,
  \begin{equation}\label{eq:solvers-eta}
    \bar x'=m+\tilde s'\Bigl(\sqrt{1-\eta^2(1-r^2)}\;e+\eta\sqrt{1-r^2}\;Z\Bigr) ,\qquad
    \eta^2=\frac{1-r^{2\lambda^2}}{1-r^2} .
  \end{equation}
\end{theorem}
\begin{proof}
  $\rho\int_0^he^{-\rho(h-\tau)}d\tau=1-e^{-\rho h}$. Put $\bar x=m+\tilde se$: the deterministic part is
  $m+r^\rho\tilde s\,e=m+\tilde s'r^{\lambda^2}e$. With this~$\eta$, $1-\eta^2(1-r^2)=r^{2\lambda^2}$, so that
  the factors of $e$ and~$Z$ are those of \eqref{eq:solvers-eta}. For $\lambda=1$, $\eta=1$: the mean is
  $r^2\bar x+(1-r^2)m$. And $\bar X'=X_0+W_{n'}$ given $\bar X=X_0+W_n$ is a point of a Brownian bridge, with
  mean
  $X_0+(n'/n)(\bar X-X_0)$ and variance $n'(1-n'/n)$; $n'/n=r^2$.
\end{proof}
@^DDIM@>
@^ancestral sampling@>

So three traditions meet: the posterior of DDPM \citep{ho2020}, the family of DDIM \citep{songj2021}, and
SDE-DPM-Solver++ of order one \citep{luplus2022} are one formula. As $h\to0$, $\eta\to\lambda$; for finite steps
$\eta$ and~$\lambda$ differ unless they are 0 or~1.

\begin{wrong}[The variances of an ancestral step]
  $\eta=1$ gives $x'$ the variance $\tilde\beta=\sigma'^2(1-r^2)$ of the
  posterior, not $\beta=\sigma^2(1-r^2)$; both are in use. Both converge:
  \claim{solvers.wide} on normal data of variance $\frac14$, with \num{solvers.weak_n} steps, the first ends
  with a variance wrong by \num{solvers.wide_narrow} relative, the second by \num{solvers.wide_wide}.
  What does not converge is to scale the noise down (``temperature'') and keep the drift: half the noise leaves
  a quarter of the variance, in the limit, and with these steps an error of \num{solvers.temperature}. Noise of
  strength $\lambda$ belongs to the drift with $1+\lambda^2$.
\end{wrong}
@^temperature@>

@*1 The interface.
A sampler is asked for samples of one model, trained somehow, along a schedule, chosen somehow. What it has to
know about both is little. We call the triple $(t,\alpha,\sigma)$ a \emph{level}; a model is a function of
points and a level, and a grid
is an array of levels, in the order in which they are visited. The time~$t$ is a label that is passed on to the
model: a time, an index, or $\sigma$ itself. Whoever has values of $\alpha$ and~$\sigma$ in a table fills in the
levels and needs nothing else.
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

@ Some methods evaluate the model between the levels of the grid, and these need a \emph{schedule}: $\alpha$ and
$\sigma$ as functions of time. Methods that integrate in time need two derivatives as well, $f=(\ln\alpha)'$ and
the rate $(\ln\tilde s)'=g^2/(2\sigma^2)$. A schedule is made from a process of
Chapter~\ref{ch:sde}, or from any two functions; what is left out is found by bisection and by differences. For
methods that stay on the grid the schedule may be a null pointer.
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

@ Where the levels should lie is the other choice. A \emph{clock} is an increasing function $u(\tilde s)$; a
grid is uniform in a clock. The same clocks are the variables in which the classical methods integrate, and for
these there is a second choice, of the unknown: $x$, $x/\alpha$ or $x/(\alpha\sqrt{\tilde s^2+b^2})$.
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
  /* |N+1| levels, uniform in the clock, from $\tilde s=|high|$ down to |low|; |high>low>=0|; where a grid has a last
     level of zero after the others, make |N-1| steps and add |solvers_level(grid+N, s, 0)| */

@ A method is a small structure, which the reader may fill in at will. Normals come from a callback that fills
|z| for the draw of a given number: from Philox, or from an array of the caller's, so that two programs can be
compared on the same noise.
@^given noise@>

@<Interface of the methods of sampling@>=
typedef enum { SOLVERS_RUNGE_KUTTA, SOLVERS_ADAMS, SOLVERS_MULTISTEP, SOLVERS_SINGLESTEP,@|
  SOLVERS_ANCESTRAL, SOLVERS_EULER_MARUYAMA, SOLVERS_REVERSE } SolversKind;
enum { SOLVERS_MIDPOINT=1, SOLVERS_PUBLISHED=2, SOLVERS_CORRECT=4, SOLVERS_WIDE=8,@|
  SOLVERS_START=16 };
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

@ The \emph{flags}: |SOLVERS_MIDPOINT| replaces $\varphi_2$ by $\frac12\varphi_1$ in formulas of two nodes,
|SOLVERS_PUBLISHED| keeps the coefficient of the published third-order formula, |SOLVERS_CORRECT| adds the
corrector of UniPC, |SOLVERS_WIDE| gives ancestral sampling the larger variance, |SOLVERS_START| starts Adams'
methods with steps of Kutta's. All are explained in their places.
A last level with $\sigma=0$ is allowed: the deterministic methods then end with $\alpha$ times the denoised point.
The adaptive method takes two levels in place of a grid.

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
The file begins with schedules: that of a process wraps the functions of Chapter~\ref{ch:sde}.

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

@ A process knows its inverse and its rates.

@<Schedules of the solvers@>=
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

@ In the schedule of \citet{karras2022} time is noise, and the signal is not scaled.

@<Schedules of the solvers@>=
static double edm_one(double t, const void *data)
{@+ (void)t, (void)data;@+ return 1;@+}
static double edm_same(double t, const void *data)
{@+ (void)data;@+ return t;@+}
@#
SolversSchedule solvers_edm(double T)
{
  return (SolversSchedule){edm_one, edm_same, edm_same, NULL, NULL, T, NULL};
}

@ A schedule without an inverse is inverted by bisection, which asks for nothing but monotonicity; a grid is
made once, and speed is no concern. The interval shrinks to neighbouring numbers. A level beyond the last time
of the schedule is a mistake.
@^bisection@>

@<Schedules of the solvers@>=
static double ratio(const SolversLevel *l)
{@+ return l->sigma/l->alpha;@+}
@#
static double time_of(const SolversSchedule *s, double noise)
{
  double low = 0, high = s->T, t = 0.5*high;
  double top = s->sigma(high, s->data)/s->alpha(high, s->data);
  base_require(noise<=top*(1+1e-9), "solvers: noise level %g beyond %g, the last of the schedule", noise, top);
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

@ The derivatives of $\ln\alpha$ and $\ln\tilde s$, where they are not given, come from the central difference
of order four, with a step of $10^{-3}t$: its error is about $10^{-13}$ relative for schedules that vary on the
scale of~$t$, and rounding contributes $10^{-12}$.
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

@ A clock tells $u$ at a level, the level at~$u$, and $G=d\ln\tilde s/du$. Of two nearly equal numbers in
|SOLVERS_RATIO| the logarithm is taken by |log1p|.

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

@ Its inverse. Only clocks of time ask for $\sigma(t)$; the others compute $\sigma$ as $\tilde s\alpha$, so that
$\tilde s$ is what it should be to the last digit, whatever the accuracy of the inverse of the schedule.

@<Clocks of the solvers@>=
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

@ The rates $G$ are the derivatives of these functions. \fig{solvers/grids} shows what the clocks make of
sixteen steps.

\showfig{solvers/grids}{Sixteen steps from $\tilde s=50$ to $0.01$, uniform in six clocks, for the VP process.
Uniform steps in $t$ leave the last decades of noise to one step; uniform steps in $\ln\tilde s$ spend half of
theirs where the moons have no structure any more.}

@<Clocks of the solvers@>=
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
  \varphi_k(z)=\int_0^1e^{(1-\theta)z}\,\frac{\theta^{k-1}}{(k-1)!}\,d\theta=\sum_{n\ge0}\frac{z^n}{(n+k)!},\qquad
  k\ge1 .
\end{equation}
Integrating by parts, or comparing the series, gives $\varphi_k=1/k!+z\,\varphi_{k+1}$, with $\varphi_0=e^z$.
Read upwards, $\varphi_{k+1}=(\varphi_k-1/k!)/z$, this is how the formulas are usually printed:
$\varphi_1=(e^z-1)/z$, $\varphi_2=(\varphi_1-1)/z$, $\varphi_3=(\varphi_2-\frac12)/z$.
For small~$z$ each division by~$z$ multiplies the rounding error~$\epsilon$ by $1/\abs z$, so that the printed
formula for $\varphi_3$ has a relative error of about $6\epsilon/\abs z^3$: at $z=10^{-4}$ three digits are
left. Read downwards the recursion divides by nothing.
@^phi functions@>
@^cancellation@>

\begin{lemma}[No cancellation]\label{th:solvers-phi}
  For $\abs z\le2$ sum the series of $\varphi_q$ and go down; for $\abs z>2$ go up from $\varphi_1={\rm
  expm1}(z)/z$. With unit roundoff~$\epsilon$, each value for $q\le5$ and $-40\le z\le10$ has a relative error
  of at most a small multiple of~$\epsilon$.
\end{lemma}
\begin{proof}
  \emph{Down.} A relative error~$\eta$ of $\varphi_{k+1}$ becomes an error $\abs z\varphi_{k+1}\eta$ of
  $\varphi_k$, a relative one of $\abs{\varphi_k-1/k!}\,\eta/\varphi_k$. For $z>0$ the factor is below~1. For
  $-2\le z<0$ the numbers $\varphi_k$ decrease in $\abs z$, and the factor is at most
  $(1/k!-\varphi_k(-2))/\varphi_k(-2)$, which is
  $1.32$, $0.77$, $0.55$, $0.43$ for $k=1,\dots,4$. The alternating series itself loses at most the factor
  $\varphi_q(2)/\varphi_q(-2)$, below $7.4$ for $q=1$ and below $3.9$ for $q\ge2$. \emph{Up.} The factor is
  $\varphi_k/\abs{\varphi_k-1/k!}$. Beyond $\abs z=2$ it is largest at $\abs z=2$, where it is at most $1.5$,
  $1.9$, $2.3$, $2.8$ for $k=1,\dots,4$; so $\varphi_3$ loses a factor of about three, $\varphi_5$ of about
  twenty.
\end{proof}

@ Twenty-six terms are enough: $2^{26}/27!<10^{-20}$.

@<Exponential functions and weights@>=
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

@ The integrand of \eqref{eq:solvers-exact} is known at $q$ places $\tau=c_jh$. Replace it by the polynomial
through these values, and integrate: the result is $\rho h\sum_jw_jm_j$, with $z=-\rho h$ and weights that are exact for
$1,\theta,\dots,\theta^{q-1}$,
\begin{equation}\label{eq:solvers-moments}
  \sum_jw_j\,c_j^k=\mu_k ,\qquad \mu_k=\int_0^1e^{(1-\theta)z}\theta^k\,d\theta=k!\,\varphi_{k+1}(z),\qquad 0\le k<q .
\end{equation}
These are \emph{moment conditions}. Every multistep method of this chapter is \eqref{eq:solvers-moments} with
some nodes~$c_j$ and some~$z$: at $z=0$ the moments are $1/(k+1)$, and the method is Adams and Bashforth's of
1883. We solve the conditions with Lagrange's polynomials, whose coefficients are found by multiplying out.
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

@*1 Orders.
Each method has now to be given its order. One theorem carries errors of steps to errors of solutions. It serves
one-step and multistep methods, classical and exponential ones, because it asks for little.
@^order of a method@>

\begin{theorem}[Local to global]\label{th:solvers-global}
  Let $y(u)$ be the exact solution, $u_0,\dots,u_N$ a grid with steps $H_i$, $\abs{H_i}\le H$ and
  $\sum\abs{H_i}=U$. Let a method be
  \[
    y_{i+1}=E_iy_i+H_i\Psi_i(y_i,\dots,y_{i-q+1}) ,\qquad \abs{E_i}\le1+L\abs{H_i} ,
  \]
  with $\abs{\Psi_i(y_i,\dots)-\Psi_i(z_i,\dots)}\le L\max_j\abs{y_j-z_j}$, and let its local errors be
  $d_i=y(u_{i+1})-E_iy(u_i)-H_i\Psi_i(y(u_i),\dots)$. Then for all~$i$
  \begin{equation}\label{eq:solvers-global}
    \abs{y(u_i)-y_i}\le e^{2LU}\Bigl(\max_{j<q}\abs{y(u_j)-y_j}+\sum_j\abs{d_j}\Bigr) .
  \end{equation}
  If $\abs{d_i}\le C\abs{H_i}H^p$, the sum is at most $CUH^p$: the method has order~$p$, provided that its first
  $q-1$ steps are good enough.
\end{theorem}
\begin{proof}
  Let $\varepsilon_i=\max_{j\le i}\abs{y(u_j)-y_j}$. Subtracting the definitions,
  $\varepsilon_{i+1}\le(1+L\abs{H_i})\varepsilon_i+L\abs{H_i}\varepsilon_i+\abs{d_i}$, and
  $\prod(1+2L\abs{H_i})\le e^{2LU}$.
\end{proof}

What is to be Lipschitz is $m$ or~$e$. From $m=\bar x+n\nabla\ln p_n$ one has $\nabla m=\Cov(X_0\given\bar
X=\bar x)/n$ (the second derivative of the exponent under the integral), so $\abs{\nabla m}\le R^2/n$ for data
within radius~$R$; and $m$ is analytic in $\bar x$ and~$n$ as long as $n>0$. So all hypotheses hold down to any
$\tilde s_{\min}>0$,
with constants that are as large as the structure that the noise has still to resolve. The constant~$e^{2LU}$ is
not a figure of speech: a separatrix runs between the moons, and a few starting points next to it end on the
wrong one. We therefore measure medians.
@^separatrix@>

\begin{theorem}[Multistep methods]\label{th:solvers-multistep}
  Take \eqref{eq:solvers-family} without its noise, $d\bar x=\rho(m-\bar x)\,d\ell$ (the probability flow, if
  $\rho=1$), with $m$ Lipschitz, and first steps that are good enough for \eqref{eq:solvers-global}. Let $w_j$ satisfy the moment conditions \eqref{eq:solvers-moments} for $k<q$ at distinct nodes
  $c_j=(\ell_{i-j}-\ell_i)/h$, with $\abs{c_j}$ and $\abs{w_j}$ bounded. If $m$ along the solution is $q$ times
  continuously differentiable in~$\ell$, the step with \eqref{eq:solvers-step} has $d_i=\bigO{h_ih^q}$: the
  method has order~$q$. If instead of the $K$-th moment $\mu_K$, $K<q$, it has the value
  $\tilde\mu_K$, then
  \begin{equation}\label{eq:solvers-defect}
    d_i=\rho h\,\frac{\mu_K-\tilde\mu_K}{K!}\,h^Km^{(K)}+\bigO{h^{K+2}} ,
  \end{equation}
  and if $\mu_K-\tilde\mu_K$ does not tend to zero the order is~$K$, unless the errors \eqref{eq:solvers-defect} cancel when they are
  carried to the end. For $\rho=1$ the same holds for $e$ in place of~$m$, and, with $z=0$, for $dy/du$ in any clock.
\end{theorem}
\begin{proof}
  Expand $m(\tau)=\sum_{k<q}m^{(k)}\tau^k/k!+\bigO{h^q}$, both under the integral in \eqref{eq:solvers-exact}
  and at the nodes $\tau=c_jh$. The term of degree~$k$ contributes $\rho h\cdot h^km^{(k)}\mu_k/k!$ to the
  integral and $\rho h\cdot h^km^{(k)}\bigl(\sum_jw_jc_j^k\bigr)/k!$ to the step; Theorem~\ref{th:solvers-global}
  does the rest.
\end{proof}

\begin{corollary}[UniPC]\label{th:solvers-unipc}
  Let $m$ be smooth. With the corrector the order is $q+1$, if the first steps have errors $\bigO{h^{q+1}}$.
\end{corollary}
\begin{proof}
  The corrector has $q+1$ nodes, so with the exact value of~$m$ at its end the local error is $\bigO{h^{q+2}}$.
  The value used is off by $\nabla m$ times the error of the predictor, $\bigO{h^{q+1}}$ for one step, and
  enters with a factor $hw$. The values of the past are off by as much, since they too were taken at predicted
  points. The composed step is Lipschitz, as its parts are.
\end{proof}
The first corrected step has two nodes and an error $\bigO{h^3}$. For $q=2$ that is enough. For $q=3$ it is not: a run
that starts where $m$ varies has order three. \fig{solvers/orders} has the orders measured on the moons.
@^UniPC@>

@ The theorem decides a question about coefficients in which published codes differ from the theory.

\begin{corollary}[Two coefficients]\label{th:solvers-published}
  (a) Replacing $\varphi_2$ by $\frac12\varphi_1$ in a formula of two nodes keeps its order~2. (b) Replacing the
  third moment $2\varphi_3$ by $\varphi_3$ in a formula of three nodes reduces its order from 3 to~2.
\end{corollary}
\begin{proof}
  (a) $\frac12\varphi_1-\varphi_2=\frac1{12}z+\bigO{z^2}$ with $z=\bigO h$: the difference of the moments tends
  to zero, and adds $\bigO{h^3}$ to the local error. (b) $2\varphi_3-\varphi_3\to\frac16$, and by
  \eqref{eq:solvers-defect} the local error is $\frac1{12}\rho h^3m''$.
\end{proof}

\begin{wrong}[The coefficient of third-order multistep DPM-Solver]
  The formula in circulation, published with the code of
  \citet{luplus2022}, is $h(\varphi_1m_0+\varphi_2D_1+\varphi_3D_2)$ with $D_1=D_1^0+r_0D_2$, $D_2=(D_1^0-D_1^1)/(r_0+r_1)$, where $D_1^0=(m_0-m_1)/r_0$, $D_1^1=(m_1-m_2)/r_1$ and $r_jh$ are the past steps. Newton's second divided
  difference is \emph{half} of a second derivative: $D_2\to\frac12h^2m''$. But
  $\varphi_3$ is the weight of $h^2m''$. So $D_2$ must be doubled, or the weight be $2\varphi_3$, which is our
  moment. \claim{solvers.third} On the moons the formula as published has the measured order
  \num{solvers.order_published}; with the right coefficient, \num{solvers.order_dpmpp3m}. At
  \num{solvers.third_n} steps the errors differ by a factor of \num{solvers.third_gain}.
  \claim{solvers.third_few} With \num{solvers.few_n} steps, however, the published one is the more
  accurate, \num{solvers.few_published} against \num{solvers.few_corrected}: an order is a statement about the
  limit, and at ten or twenty steps a third derivative may be larger than its theory wishes.
\end{wrong}
@^third-order multistep formula@>

\showfig{solvers/orders}{Median error on the moons against the number of steps, for classical methods in the
clock ${\rm asinh}(\tilde s/0.1)$ (left) and exponential ones (right). Grey lines have the slopes that the
theorems give. The published third-order formula leaves its slope of three where the error $\frac1{12}h^3m''$
of each step begins to count.}

\claim{solvers.orders} Measured on the four finest grids, the orders of Euler's, Heun's and Kutta's methods, of DDIM,
DPM-Solver-2 and DPM-Solver++(2M) differ by at most \num{solvers.orders_off} from those of the theorems,
\claim{solvers.higher} and those of the ten other deterministic methods of Table~\ref{tab:solvers} by at most
\num{solvers.higher_off}.

\begin{theorem}[Singlestep methods]\label{th:solvers-singlestep}
  If $m$ (or $e$) is smooth with bounded derivatives, DPM-Solver-2 has order~2, and DPM-Solver-3 with $c=(0,\frac13,\frac23)$ order~3, with
  the last combination over the nodes $0,\frac23$ as well as over all three.
\end{theorem}
\begin{proof}
  Let $\hat m(\tau)$ be $m$ along the exact solution. \emph{Order 2:} the stage at $\frac12h$ is a frozen step,
  off by $\bigO{h^2}$, so its value is $\hat m(\frac12h)+\bigO{h^2}$. The last combination satisfies two moment
  conditions (or one and (a) of the corollary), and the error of the value enters with a factor~$h$:
  $d=\bigO{h^3}$. \emph{Order 3:} the first stage at $\frac13h$ gives $\hat m(\frac13h)+\bigO{h^2}$. The stage
  at
  $\frac23h$ uses two nodes and two moments; its own error is $\bigO{h^3}$, and the error of the value adds
  $h\cdot\bigO{h^2}$. So its value is $\hat m(\frac23h)+\bigO{h^3}$. Over the nodes $0,\frac23$ the weights are
  $w_1=\frac32\varphi_2$ and $w_0=\varphi_1-w_1$, and the next moment is $\frac49w_1=\frac23\varphi_2$, which
  differs from $2\varphi_3$ by $\frac23\cdot\frac12-2\cdot\frac16+\bigO h=\bigO h$: by
  \eqref{eq:solvers-defect} $d=\bigO{h^4}$. Only $c=\frac23$ does this. Over all three nodes the weight of $\hat
  m(\frac13h)$ multiplies an error $\bigO{h^2}$; but this weight is itself $\bigO h$, since at $z=0$ the
  conditions $\sum w=1$, $\sum wc=\frac12$, $\sum wc^2=\frac13$ give $w=(\frac14,0,\frac34)$.
\end{proof}
@^DPM-Solver@>

@*1 One kernel, one run.
Every step of every method is a linear combination of a few arrays: the points, some predictions, the noise. One
kernel computes them all, $2m$ operations for $m$ terms and each array read once. For $10^4$ particles in two
dimensions an array has 160 kilobytes and stays in the second cache; a step of five terms makes
$2\cdot10^5$ operations, where a network of $10^5$ weights makes $2\cdot10^9$. \.{make bench} shows the
proportion in time.
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

@ A model predicts what it was trained for, and a method asks for what it extrapolates. Between them stands
|score_convert| of Chapter~\ref{ch:score}. Noise is active only in the window of the method, which is how
hybrids are made.

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

@ The two sources of noise. A stream of Philox is $2^{64}$ numbers long, and draws have streams of their own, so
that the noise of a particle does not depend on how many particles there are.

@<State of one run of a solver@>=
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

@ Then one loop serves every method. Where the grid ends without noise, there is nothing left to integrate:
$h=\infty$, and all that \eqref{eq:solvers-exact} leaves of a deterministic method is the last denoised point.
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
int kind = (int)method->kind, p = method->order, most = kind==SOLVERS_SINGLESTEP ? 3 : 4;
int exponential_kind = kind==SOLVERS_MULTISTEP || kind==SOLVERS_SINGLESTEP;
base_require(N>=1 && p>=1 && p<=most && (kind!=SOLVERS_RUNGE_KUTTA || p!=3),@|
  "solvers_run: no method %d of order %d, or %d steps", kind, p, N);
base_require(!exponential_kind || method->lambda==0@|
  || (method->extrapolate==SCORE_DATA && kind==SOLVERS_MULTISTEP && !(method->flags&SOLVERS_CORRECT)),@|
  "solvers_run: exponential noise needs multistep data prediction");
for (int i=0; i<=N; i++)
  base_require(grid[i].alpha>0 && (i==N ? grid[i].sigma>=0 : grid[i].sigma>0)@|
    && (i==0 || ratio(grid+i)<ratio(grid+i-1)),@|
    "solvers_run: level %d of the grid: alpha=%g, sigma=%g", i, grid[i].alpha, grid[i].sigma);

@*1 Exponential methods.
One function makes a step of \eqref{eq:solvers-exact} from one level to another with $q$ values at the nodes
$c_j$, in units of the step; multistep and singlestep methods, predictors and correctors all call it. In the
coordinates of the particles,
\begin{equation}\label{eq:solvers-step}
  x'=\frac{\alpha'}{\alpha}\,e^{-\rho h}x+\alpha'\rho h\sum_jw_jm_j ,\qquad
  x'=\frac{\alpha'}\alpha\,x-\sigma'h\sum_jw_je_j ,
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

@ The flags are applied to the moments, as Corollary~\ref{th:solvers-published} describes.

@<Find the moments of the step, and the weights@>=
solvers_phi(moment, q, z);
for (int k=0; k<q; k++) moment[k] *= factorial[k], a[k+1] = value[k];
if (q==2 && flags&SOLVERS_MIDPOINT) moment[1] = 0.5*moment[0];
if (q==3 && flags&SOLVERS_PUBLISHED) moment[2] *= 0.5;
moment_weights(w+1, q, c, moment);
for (int k=1; k<=q; k++) w[k] *= scale;

@ The \emph{multistep} methods take their values from the past, at $c_j=-(\ell_i-\ell_{i-j})/h$; each step costs
one evaluation. The first steps have less of a past, and a lower order; Theorem~\ref{th:solvers-global} shows
what that costs. If the step ends without noise no node but the first is needed.
@^multistep method@>

@<Exponential steps@>=
static void past_nodes(double *c, int q, const SolversLevel *from, const SolversLevel *to)
{
  double h = to->sigma==0 ? 1 : log(ratio(from)/ratio(to));
  for (int j=0; j<q; j++) c[j] = -log(ratio(from-j)/ratio(from))/h;
}
@#
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
  if (lambda>0 && to->sigma>0)
    add_noise(r, r->x, to->sigma*sqrt(-expm1(-2*lambda*lambda*log(ratio(from)/ratio(to)))), 0);
}

@ The \emph{corrector} of UniPC \citep{zhao2023} repeats the last step with one more node, its end, $c=1$, where
the model has just been evaluated at the predicted point. The step gains an order and costs nothing: the
evaluation serves the next step as it is.
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

@ The \emph{singlestep} methods, DPM-Solver-2 and~-3, look ahead instead: half a step for order~2, one and two
thirds for order~3. With the flag |SOLVERS_MIDPOINT| they are the formulas of \citet{lu2022}; without it all
stages enter the last combination with exact moments.
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
In a clock~$u$ the equation is $dy/du=F(y,u)$ for the unknown of our choice. Let $G=d\ln\tilde s/du$, and write
$e$ for the noise prediction at $x=\alpha cy$, where $c=1$ or $c=\sqrt{\tilde s^2+b^2}$. From $d\bar x/d\tilde
s=e$,
\begin{equation}\label{eq:solvers-chart}
  \frac{d\bar x}{du}=\tilde sG\,e ,\qquad
  \frac{d(\bar x/c)}{du}=\frac{\tilde sG}{c}\,e-\frac{\tilde s^2G}{c^2}\,\frac{\bar x}c ,\qquad
  \frac{dx}{du}=\sigma G\,e+\frac{d\ln\alpha}{du}\,x .
\end{equation}
In all three cases $dy/du=Ay+Be$. With $y=x$ and $u=t$ the last one is the probability-flow equation as it is
usually written, $fx-\frac12g^2\nabla\ln p$; with $y=\bar x$ and $u=\tilde s$ the first is that of
\citet{karras2022}.
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

@ A Runge--Kutta step evaluates stages $k_i=F(y+H\sum_{j<i}a_{ij}k_j,\,u+c_iH)$ and combines them. The tables
are Euler's, Heun's and Kutta's of 1901. Stages at the ends of the step use the levels of the grid, so that
Euler's and Heun's methods need no schedule.

\begin{fact}[Butcher; \citealp{hairer1993}, Theorem~II.2.13]\label{th:solvers-butcher}
  A Runge--Kutta method has local errors $\bigO{H^{p+1}}$ for all smooth equations if and only if an algebraic
  condition holds for each rooted tree with at most $p$ nodes. For $p=4$, with $c_i=\sum_ja_{ij}$, they are
  \[
    \begin{gathered}
    \textstyle\sum b_i=1,\quad\sum b_ic_i=\frac12,\quad\sum b_ic_i^2=\frac13,\quad\sum
    b_ia_{ij}c_j=\frac16,\quad\sum b_ic_i^3=\frac14,\\
    \textstyle\sum b_ic_ia_{ij}c_j=\frac18,\quad\sum b_ia_{ij}c_j^2=\frac1{12},\quad\sum
    b_ia_{ij}a_{jk}c_k=\frac1{24}.
    \end{gathered}
  \]
\end{fact}
@^Butcher, John@>
Euler's table satisfies the first, Heun's the first two ($\frac12\cdot1=\frac12$), and Kutta's all eight: with
$Ac=(0,0,\frac14,\frac12)$, $Ac^2=(0,0,\frac18,\frac14)$ and $A\,Ac=(0,0,0,\frac14)$ the last five are
$\frac1{12}+\frac1{12}=\frac16$, $\frac1{24}+\frac1{24}+\frac16=\frac14$, $\frac1{24}+\frac1{12}=\frac18$,
$\frac1{24}+\frac1{24}=\frac1{12}$ and $\frac16\cdot\frac14=\frac1{24}$. By Theorem~\ref{th:solvers-global} the
orders are 1, 2 and~4.
@^Runge--Kutta methods@>
@^Heun method@>
@^Kutta, Wilhelm@>

@ A tableau holds $a$, $b$ and~$c$.

@<Classical steps@>=
typedef struct {
  int stages;
  double a[7][7], b[7], c[7];
} SolversTableau;
static const SolversTableau euler = {1, {{0}}, {1}, {0}};
static const SolversTableau heun = {2, {{0}, {1}}, {0.5, 0.5}, {0, 1}};
static const SolversTableau kutta = {4, {{0}, {0.5}, {0, 0.5}, {0, 0, 1}},@|
  {1/6.0, 1/3.0, 1/3.0, 1/6.0}, {0, 0.5, 0.5, 1}};

@ The first stage may be known already, from the end of the last step: |first| is 1 then.

@<Classical steps@>=
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

@ The particles are changed into the unknown of the method at the beginning of a step, and back at its end.

@<Classical steps@>=
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

@ The methods of Adams and Bashforth are the moment conditions at $z=0$, with the slopes of the past and any
steps. In the clock $\tilde s$ they are the $\rho$AB methods of DEIS \citep{zhang2023}; in the clock
|SOLVERS_RATIO| and the scaled variable, the method of \fig{solvers/first}. The first steps have no past. A step
of Euler's is off by
$\bigO{H^2}$, and by \eqref{eq:solvers-global} that is the order of the whole, however high the order of what
follows; with the flag |SOLVERS_START| the first steps are Kutta's. \claim{solvers.start} In the clock ${\rm
asinh}(\tilde s/0.1)$ the third-order method measures \num{solvers.order_ab3_plain} without the flag and
\num{solvers.order_ab3} with it. (In the exponential methods the defect is too small to be seen: at $\tilde s=50$ the derivatives of~$m$ are small.)
@^Adams--Bashforth methods@>
@^DEIS@>
@^starting a multistep method@>

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
  w[0] = scale = place_of(r, to).scale;
  if (r->method->flags&SOLVERS_START && r->step<r->method->order-1) @<Start with a step of Kutta's, and return@>@;
  for (int j=0; j<q; j++)
    c[j] = (clock_at(clock, from-j)-u)/H, moment[j] = 1.0/(j+1), a[j+1] = r->k[j];
  moment_weights(w+1, q, c, moment);
  for (int j=1; j<=q; j++) w[j] *= scale*H;
  combine(r->x, r->n, q+1, w, a);
}

@ The three further stages of Kutta's step must not overwrite the slopes of the past, which occupy the first
four places.

@<Start with a step of Kutta's, and return@>=
{
  SolversRun s = *r;
  for (int j=1; j<4; j++) s.k[j] = r->k[3+j];
  stages(&s, &kutta, 1, r->before, from, to, u, H);
  for (int j=0; j<4; j++) w[j+1] = scale*H*kutta.b[j], a[j+1] = s.k[j];
  combine(r->x, r->n, 5, w, a);
  r->calls = s.calls;
  return;
}

@*1 Stochastic methods.
\emph{Euler--Maruyama} discretises the family in time: with $D=t-t'>0$, and $g^2/\sigma=2\sigma(\ln\tilde s)'$,
\begin{equation}\label{eq:solvers-em}
  x'=x-D\bigl(fx+\tfrac{1+\lambda^2}2\,g^2\,e/\sigma\bigr)+\lambda g\sqrt D\,Z .
\end{equation}
\emph{Reverse diffusion} \citep{song2021} discretises the forward process first, exactly or not, and reverses
the step: if $x_t=ax_{t'}+\sqrt v\,Z$ then $x'=(2-a)\,x+\frac{1+\lambda^2}2\,v\,\nabla\ln p+\lambda\sqrt v\,Z$.
It needs the levels and no derivative. With $a=\sqrt{1-\beta}$, $v=\beta$ it is the predictor that goes with
DDPM,
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

@ The variance $v=\sigma^2(1-r^2)$ of the forward step is a product, without cancellation for short steps.

@<Stochastic steps@>=
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

@ \emph{Ancestral sampling} is \eqref{eq:solvers-eta}. With the flag |SOLVERS_WIDE| it keeps the posterior mean
and adds noise of variance $v=\sigma^2(1-r^2)$, that of the forward step ($\beta_t$ in DDPM), where the
posterior has $\sigma'^2(1-r^2)$ ($\tilde\beta_t$).
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

@ \emph{Predictor--corrector} methods follow any step by steps of Langevin's equation at the new level,
$x\leftarrow x+\epsilon\nabla\ln p+\sqrt{2\epsilon}\,Z$, which keeps $p$ up to the bias of a finite step. The
size is chosen by a signal-to-noise ratio: $\epsilon=2(\mathrm{snr}\,\abs Z/\abs{\nabla\ln p})^2$, with the
norms averaged over the batch
\citep{song2021}, or, as $\nabla\ln p=-e/\sigma$ and $e$ is of the size of~$Z$, simply
$\epsilon=2(\mathrm{snr}\,\sigma)^2$, which does not couple the particles.
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

@ \emph{Churn} \citep{karras2022}: before a deterministic step, noise is \emph{added}, which lifts the level
from $\tilde s$ to $(1+\gamma)\tilde s$; the step then starts from there. In law this is exact for
every~$\gamma$, since $\bar X_n+\sqrt{\hat n-n}\,Z$ has the density~$p_{\hat n}$. So stochasticity costs no
order.
Each step of length~$h$ adds the variance $2\gamma n$ to first order where the family adds $2\lambda^2hn$: churn
is the family with $\lambda^2=\gamma/h$.
@^churn@>

@<Stochastic steps@>=
static void denoise(SolversRun *r, const SolversLevel *from, const SolversLevel *to)
{
  evaluate(r, r->k[0], r->x, from, SCORE_DATA);
  combine(r->x, r->n, 1, &to->alpha, r->k);
}
@#
static void one_step(SolversRun *r)
{
  const SolversMethod *m = r->method;
  const SolversLevel *from = r->grid+r->step, *to = from+1;
  SolversLevel hat;
  if (m->churn>0 && active(r, 1)>0) @<Lift the particles to a higher level@>@;
  if (to->sigma==0 && m->kind<=SOLVERS_SINGLESTEP && m->kind!=SOLVERS_MULTISTEP) denoise(r, from, to);
  else switch (m->kind) {
  case SOLVERS_MULTISTEP: multistep(r);@+ break;
  case SOLVERS_SINGLESTEP: singlestep(r, from, to);@+ break;
  case SOLVERS_RUNGE_KUTTA: runge_kutta(r, from, to);@+ break;
  case SOLVERS_ADAMS: adams(r, from, to);@+ break;
  case SOLVERS_ANCESTRAL: ancestral(r, from, to);@+ break;
  case SOLVERS_EULER_MARUYAMA: euler_maruyama(r, from, to);@+ break;
  case SOLVERS_REVERSE: reverse_diffusion(r, from, to);@+ break;
  }
}

@ Karras and his coauthors spread the churn evenly over the steps, and never lift by more than a factor of $\sqrt2$.

@<Lift the particles to a higher level@>=
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

@ The methods have names, and are otherwise lines of a table. What can be varied is varied by changing the
structure. Table~\ref{tab:solvers} lists them with their orders.

\begin{table}[tbp]\centering\small\tabcolsep4pt\renewcommand\arraystretch{1.14}
\begin{tabular}{@@{}lllcl@@{}}\toprule
name & what it is & calls & order & measured\\\midrule
\multicolumn5{@@{}l}{\emph{classical methods, in a clock and a variable of choice}}\\
\.{euler} & Euler & 1 & 1 & \num{solvers.order_euler}\\
\.{heun} & Heun; in $\tilde s$: EDM & 2 & 2 & \num{solvers.order_heun}\\
\.{rk4} & Kutta & 4 & 4 & \num{solvers.order_rk4}\\
\.{ab2} & Adams--Bashforth; in $\tilde s$: DEIS & 1 & 2 & \num{solvers.order_ab2}\\
\.{ab3} & the same with \.{SOLVERS\_START} & 1 & 3 & \num{solvers.order_ab3}\\
\multicolumn5{@@{}l}{\emph{exponential methods, in $\ell$}}\\
\.{ddim} & DDIM, DPM-Solver-1 & 1 & 1 & \num{solvers.order_ddim}\\
\.{dpm2} & DPM-Solver-2 & 2 & 2 & \num{solvers.order_dpm2}\\
\.{dpm++2s} & the same with $m$ for $e$ & 2 & 2 & \num{solvers.order_dpmpp2s}\\
\.{dpm3} & DPM-Solver-3 & 3 & 3 & \num{solvers.order_dpm3}\\
\.{dpm2m} & multistep, $e$ & 1 & 2 & \num{solvers.order_dpm2m}\\
\.{dpm3m} & multistep, $e$ & 1 & 3 & \num{solvers.order_dpm3m}\\
\.{dpm++2m} & multistep, $m$ & 1 & 2 & \num{solvers.order_dpmpp2m}\\
\.{dpm++3m} & multistep, $m$, corrected & 1 & 3 & \num{solvers.order_dpmpp3m}\\
\.{dpm++3m-published} & as published & 1 & 2 & \num{solvers.order_published}\\
\.{unipc2} & predictor and corrector, $m$ & 1 & 3 & \num{solvers.order_unipc2}\\
\.{unipc3} & the same & 1 & 4 & \num{solvers.order_unipc3}\\
\multicolumn5{@@{}l}{\emph{stochastic methods (order of the variance, normal data)}}\\
\.{euler-maruyama} & in~$t$ & 1 & 1 & \num{solvers.weak_em}\\
\.{reverse-diffusion} & reversed forward step & 1 & 1 & \num{solvers.weak_reverse}\\
\.{ancestral} & posterior of DDPM, family of DDIM & 1 & 1 & \num{solvers.weak_ancestral}\\
\.{sde-dpm++2m} & multistep, $m$, with noise & 1 & 2 & \num{solvers.weak_sde2m}\\
\.{predictor-corrector} & reverse diffusion and Langevin & 2 & -- & --\\
\.{edm-churn} & noise added before a step of Heun's & 2 & 2 & --\\\bottomrule
\end{tabular}
\caption{The methods by name: evaluations per step, the order that is proved, and the order that is measured on
the exact score of the moons from $\tilde s=50$ to $0.01$, uniform in ${\rm asinh}(\tilde s/0.1)$ (in the
stochastic case on normal data).}\label{tab:solvers}
\end{table}

@<Steps of the solvers@>=
static const SolversMethod one_classical = {SOLVERS_RUNGE_KUTTA, 1,@|
  SCORE_NOISE, 0, 0, 0, 0, {SOLVERS_POWER, 1, 0}, SOLVERS_XBAR, 0, 0, 1, 0, 0, 0}; /* Euler's for $\bar x$ in $\tilde s$ */
@<Table of methods by name@>@;
SolversMethod solvers_named(const char *name)
{
  SolversMethod m = one_classical;
  size_t i = 0, count = sizeof named/sizeof *named;
  while (i<count && strcmp(named[i].name, name)!=0) i++;
  base_require(i<count, "solvers_named: no method is called %s", name);
  m.kind = (SolversKind)named[i].kind, m.order = named[i].order, m.lambda = named[i].lambda;
  m.extrapolate = (ScoreKind)named[i].extrapolate, m.flags = named[i].flags;
  if (strcmp(name, "edm-churn")==0) m.churn = 40;
  if (strcmp(name, "predictor-corrector")==0) m.corrections = 1, m.snr = 0.16;
  return m;
}

@ Short names for the columns: kind, order, extrapolated prediction ($e$ or~$m$), flags and $\lambda$.

@<Table of methods by name@>=
enum { RK=SOLVERS_RUNGE_KUTTA, AB=SOLVERS_ADAMS, MS=SOLVERS_MULTISTEP, SS=SOLVERS_SINGLESTEP,@|
  E=SCORE_NOISE, M=SCORE_DATA, MID=SOLVERS_MIDPOINT, PUB=SOLVERS_PUBLISHED, COR=SOLVERS_CORRECT };
static const struct {@+
  const char *name;@+ int kind, order, extrapolate;@+ unsigned flags;@+ double lambda;@+
} named[] = {@|
  {"euler", RK, 1, E, 0, 0}, {"heun", RK, 2, E, 0, 0}, {"rk4", RK, 4, E, 0, 0},@|
  {"ab2", AB, 2, E, 0, 0}, {"ab3", AB, 3, E, 0, 0}, {"edm-churn", RK, 2, E, 0, 0},@|
  {"ddim", MS, 1, M, 0, 0}, {"dpm2", SS, 2, E, MID, 0}, {"dpm++2s", SS, 2, M, MID, 0},@|
  {"dpm3", SS, 3, E, MID, 0}, {"dpm2m", MS, 2, E, MID, 0}, {"dpm3m", MS, 3, E, MID, 0},@|
  {"dpm++2m", MS, 2, M, MID, 0}, {"dpm++3m", MS, 3, M, MID, 0},@|
  {"dpm++3m-published", MS, 3, M, MID|PUB, 0}, {"unipc2", MS, 2, M, MID|COR, 0},@|
  {"unipc3", MS, 3, M, COR, 0}, {"sde-dpm++2m", MS, 2, M, MID, 1},@|
  {"euler-maruyama", SOLVERS_EULER_MARUYAMA, 1, E, 0, 1},@|
  {"reverse-diffusion", SOLVERS_REVERSE, 1, E, 0, 1},@|
  {"predictor-corrector", SOLVERS_REVERSE, 1, E, 0, 1},@|
  {"ancestral", SOLVERS_ANCESTRAL, 1, M, 0, 1}
};

@*1 What the noise costs.
For normal data every method is linear in the particles and in the noise. So is the variance of the result, and
it can be found without any random number: feed the method a unit start, and a unit for each of its normals in
turn; the sum of the squares of the responses is the variance, exactly. The figure on weak errors was made in this way,
by the code that makes samples.
@^weak error without noise@>

\begin{theorem}[One frozen step, in law]\label{th:solvers-variance}
  Let the data be $\normal(0,vI)$ and $\kappa=n/(v+n)$. The frozen step of Theorem~\ref{th:solvers-frozen}, from
  particles with the exact variance $v+n$, gives the variance
  \begin{equation}\label{eq:solvers-variance}
    v+n'-(1-r^\rho)^2\,\kappa(1-\kappa)\,(v+n) .
  \end{equation}
  With equal steps of length~$h$ in~$\ell$, from $n\to\infty$ to $n\to0$, the relative error of the variance at
  the end is $-\frac12(1+\lambda^2)\,h+\bigO{h^2}$, whatever $v$ is.
\end{theorem}
\begin{proof}
  Here $m=(1-\kappa)\bar x$, so with $g=1-r^\rho$ the deterministic part is $(1-g\kappa)\bar x$, and the new
  variance is $(1-g\kappa)^2(v+n)+n'(1-r^{2\lambda^2})$. Divide by $v+n$, where $n'=r^2n$:
  $1-2g\kappa+g^2\kappa^2+\kappa r^2-\kappa r^{2\rho}$, and $r^{2\rho}=(1-g)^2$. Subtract
  $(v+n')/(v+n)=1-\kappa+\kappa r^2$; what remains is $g^2\kappa^2-g^2\kappa$.
  Now let $\epsilon$ be the relative error of the variance. A step multiplies it by
  $(1-g\kappa)^2(v+n)/(v+n')=1-2\rho h\kappa+2h\kappa+\bigO{h^2}$, which is
  $\bigl((v+n')/(v+n)\bigr)^{\lambda^2}$ to this order, since $d\ln(v+n)=-2\kappa\,d\ell$. With
  $c=1-\kappa=v/(v+n)$ the errors at $c$ reach the end multiplied by~$c^{\lambda^2}$, so
  $\epsilon=-\rho^2h\int\kappa(1-\kappa)\,c^{\lambda^2}d\ell+\bigO{h^2}$. As $dc=2c(1-c)\,d\ell$, this is
  $-\frac12\rho^2h\int_0^1c^{\lambda^2}dc=-\frac12\rho h$.
\end{proof}

The formula \eqref{eq:solvers-variance} is exact, for steps of any length. A stochastic step of order one loses
four times as much variance as a deterministic one, for small~$h$; but later steps forget one half of it, and
the bill at the end is twice that of DDIM. \claim{solvers.half} With \num{solvers.weak_n} steps the measured
errors are
\num{solvers.half_ddim} and \num{solvers.half_ancestral} times their predictions $-\frac12h$ and~$-h$ (\fig{solvers/weak}).

\showfig{solvers/weak}{Relative error of the variance on normal data ($v=\frac14$, VP, from $t=1$ to $\tilde
s=0.03$, uniform in $\ell$), computed without noise from the responses of the methods. Grey:
$\frac12(1+\lambda^2)h$ of Theorem~\ref{th:solvers-variance}.}

\begin{theorem}[Euler--Maruyama and reverse diffusion]\label{th:solvers-weak}
  Let the data be normal, $\alpha$ and $\sigma>0$ smooth on $[t_{\min},T]$, and $D$ the longest step. The variance at
  the end of \eqref{eq:solvers-em} has an error $\bigO{D}$; so has that of reverse diffusion.
\end{theorem}
\begin{proof}
  A step of a method with linear drift $AX$ and noise $\lambda g$ maps a variance~$V$ to
  $(1-DA)^2V+D\lambda^2g^2=V+D(-2AV+\lambda^2g^2)+D^2A^2V$. This is Euler's method for the equation
  $V'=-2AV+\lambda^2g^2$, which the exact variance satisfies, plus $\bigO{D^2}$: the local error is
  $\bigO{D^2}$, and Theorem~\ref{th:solvers-global} applies to~$V$. In reverse diffusion $a=1+fD+\bigO{D^2}$ and
  $v=g^2D+\bigO{D^2}$ change a step by $\bigO{D^2}$.
\end{proof}
For other data this is Fact~\ref{th:sde-talay}.

@ More surprising is what happens at order two. In \emph{SDE-DPM-Solver++(2M)} the derivative of~$m$ is
estimated from two points of a rough path: $m_i-m_{i-1}$ contains $\nabla m$ times the last noise, of size
$h^{1/2}$ and not~$h$. One would expect the extrapolation to spoil everything. It does the opposite.
@^SDE-DPM-Solver++@>

\begin{theorem}[Two-step methods with noise]\label{th:solvers-two-step}
  Let the data be normal, and let the steps from $\ell$ to a fixed end be at most~$h$, with bounded ratios of neighbours. The variance of
  the multistep method of order~2 with noise of strength $\lambda$ has an error $\bigO{h^2}$.
\end{theorem}
\begin{proof}
  Take one dimension. Write a step as $X_{i+1}=P_iX_i+Q_iX_{i-1}+s_iZ_i$, where $s_i^2$ is the variance in
  \eqref{eq:solvers-exact}, and let $S_i$ be the exact deterministic factor from $\ell_i$ to $\ell_{i+1}$.
  Order~2 without noise says $P_iS_{i-1}+Q_i=S_iS_{i-1}+\bigO{h^3}$. With $R_i=X_i-S_{i-1}X_{i-1}$,
  \[
    X_{i+1}=S_iX_i-Q_iS_{i-1}^{-1}R_i+s_iZ_i+\bigO{h^3} .
  \]
  $Q_i=\bigO h$, and $R_i=s_{i-1}Z_{i-1}$ up to an error of size $\bigO{h^{3/2}}$ that is uncorrelated with it
  and whose covariance with $X_i$ is $\bigO{h^2}$; so $\Cov(X_i,R_i)=s_{i-1}^2+\bigO{h^2}$ and
  \begin{equation}\label{eq:solvers-two-step}
    V_{i+1}=S_i^2V_i+s_i^2-2Q_is_{i-1}^2+\bigO{h^3} .
  \end{equation}
  Let $k=1-\kappa$, so that $m=k\bar x$, and $g^2=2\lambda^2n$. After a step $h_-$ the weight of $m_{i-1}$ is $-\rho h\,\varphi_2h/h_-$ and $s_{i-1}^2=g^2h_-+\bigO{h^2}$; the product does not depend on $h_-$, so take $h_-=h$: $Q_i=-\frac12\rho hk+\bigO{h^2}$ and $-2Q_is_{i-1}^2=\rho kg^2h^2+\bigO{h^3}$. The
  exact process has the noise variance $\int_0^hS(h,\tau)^2g^2d\tau$ in place of~$s_i^2$; as
  $S(h,\tau)=e^{-\rho(h-\tau)}\bigl(1+\rho k(h-\tau)\bigr)+\bigO{h^2}$,
  the two differ by $2\rho kg^2\int_0^h(h-\tau)\,d\tau=\rho kg^2h^2$ to this order. So the local error of the
  variance is $\bigO{h^3}$.
\end{proof}

The noise that the extrapolation drags along is correlated with the point where it is used, and the correlation
supplies exactly the term that the frozen noise lacks. \claim{solvers.sde2m} The measured order is
\num{solvers.weak_sde2m}; with \num{solvers.weak_n} steps the error is \num{solvers.sde2m_gain} times smaller
than that of ancestral sampling, at the same cost.

\claim{solvers.weak} The measured orders are \num{solvers.weak_em} for Euler--Maruyama,
\num{solvers.weak_reverse} for reverse diffusion and \num{solvers.weak_ancestral} for ancestral sampling.

@*1 Stochastic first, deterministic after.
If noise costs accuracy, why use it? Because it forgets. A sampler starts from a law that is not quite right,
and on its way uses a model that is not quite right; an ordinary equation carries every such error to the end.
The proof of Theorem~\ref{th:solvers-variance} contains the remedy: noise of strength $\lambda$ multiplies a
relative error of the variance by
$\bigl((v+n')/(v+n)\bigr)^{\lambda^2}$. This is a large gain while $n\gg v$, and none when $n\ll v$: noise
should be used while it dominates, and then be switched off.
@^hybrid sampler@>

\begin{theorem}[The switch]\label{th:solvers-switch}
  Let the data be $\normal(0,vI)$, $c=v/(v+n)$. A variance that is wrong by the relative error $\epsilon_0$ at
  $c_0$ is taken by frozen steps of length~$h$, with $\lambda=1$ until $c_*$ and $\lambda=0$ from there on. At
  the end it is wrong by at most
  \begin{equation}\label{eq:solvers-switch}
    \abs{\epsilon_0}\,\frac{c_0}{c_*}+\tfrac12h\,(1+c_*)
  \end{equation}
  to first order in $\epsilon_0$ and~$h$. This is least at $c_*=\sqrt{2\abs{\epsilon_0}c_0/h}$, or at the end of $[c_0,1]$
  that is nearest to it.
\end{theorem}
\begin{proof}
  The factor of $\epsilon_0$ is $(c_0/c_*)^{\lambda^2}$ up to the switch and 1 after it. The errors of the
  stochastic steps are $-\frac12\rho^2h\int_{c_0}^{c_*}(c/c_*)\,dc\ge-hc_*$ with $\rho=2$, those of the
  deterministic ones $-\frac12h(1-c_*)$. Minimise $\abs{\epsilon_0}c_0/c_*+\frac12hc_*$.
\end{proof}

@ \fig{solvers/hybrid} tries it. The start, at $\tilde s=5$, has four fifths of the variance that it should
have, and there are \num{solvers.hybrid_n} steps. \claim{solvers.hybrid} On normal data with $v=1$ the best
switch is found at $\tilde s=\num{solvers.hybrid_found}$, and predicted at \num{solvers.hybrid_theory}; the
error there is \num{solvers.hybrid_best}, against \num{solvers.hybrid_ode} for the deterministic method and
\num{solvers.hybrid_sde} for the stochastic one. For switches below $\tilde s=2$ the error is within
\num{solvers.hybrid_off} per cent of \eqref{eq:solvers-switch}. The
moons are not normal: their covariance has the mean variance \num{solvers.moons_variance}, and their arcs a
width of $0.1$. \claim{solvers.hybrid_moons} By the sliced Wasserstein distance of \num{solvers.hybrid_points}
samples, the best switch of those tried is at \num{solvers.moons_switch}; the distance is
\num{solvers.moons_best}, against \num{solvers.moons_ode} without noise
and \num{solvers.moons_sde} with noise to the end; two exact samples of this size are \num{solvers.moons_floor} apart.

\showfig{solvers/hybrid}{Noise down to a switch, none below. Left: normal data, relative error of the variance
at the end; dots: the method; curve: \eqref{eq:solvers-switch}; vertical line: the predicted best switch. Right:
the moons from the same wrong start, sliced Wasserstein distance from exact samples.}

@*1 The variable matters more than the method.
Deterministic methods can be applied in any variable, and all have their order in each. The constants differ by
factors of ten and more. Two principles choose the variable. The first: make the solution constant where nothing
happens.

\begin{theorem}[The scaled variable]\label{th:solvers-scaled}
  Let $y=\bar x/\sqrt{n+b^2}$. (a) If the data are $\normal(0,b^2I)$, then $y$ is constant along the probability
  flow: every classical method in this variable is exact with one step. (b) If the data are bounded and symmetric ($X_0\sim-X_0$), then for every starting value~$y_0$ the solution is, for large~$n$, a
  smooth function of $1/n$, and $dy/d(1/n)=\frac12\bigl(\Cov(X_0)-b^2I\bigr)y+\bigO{1/n}$.
\end{theorem}
\begin{proof}
  Let $c=\sqrt{n+b^2}$. By \eqref{eq:solvers-chart} $\tilde s\,dy/d\tilde s=(\bar x-m)/c-ny/c^2$, and $\bar
  x=cy$, so that
  \begin{equation}\label{eq:solvers-scaled}
    \tilde s\,\frac{dy}{d\tilde s}=\frac{b^2y}{n+b^2}-\frac{m}{\sqrt{n+b^2}} .
  \end{equation}
  (a) $m=b^2\bar x/(n+b^2)=b^2y/\sqrt{n+b^2}$. (b) By Bayes' formula
  \[
    m=\frac{\EE\bigl[X_0\,e^{\xi\cdot X_0/\sqrt n-\abs{X_0}^2/2n}\bigr]}{\EE\bigl[e^{\xi\cdot X_0/\sqrt
    n-\abs{X_0}^2/2n}\bigr]} ,\qquad \xi=\frac{\bar x}{\sqrt n}=y\sqrt{1+\frac{b^2}n} .
  \]
  For bounded~$X_0$ both expectations are power series in $1/\sqrt n$ whose coefficients are polynomials
  in~$\xi$; by symmetry the numerator is odd and the denominator even in $1/\sqrt n$, so $\sqrt n\,m$ is a
  smooth function of $\xi$ and~$1/n$, with the value
  $\Cov(X_0)\,\xi$ at $1/n=0$. The left side of \eqref{eq:solvers-scaled} is $-\frac2n\,dy/d(1/n)$. Multiply by
  $-\frac12n$: the right side is smooth in $1/n$ and~$y$, with the limit $-\frac12\bigl(b^2y-\Cov(X_0)y\bigr)$.
\end{proof}

The second principle: step uniformly in a clock in which the solution varies evenly. At the noisy end that is
$1/n$. At the other end, if the data are blurred by $\normal(0,a^2I)$, then $p_n$ depends on $n$ only through
$n+a^2$, and the sharpest features have the scale of~$a$; so $\ln(n+a^2)$ is natural, where $\ln n$ goes on
counting decades in which nothing changes. The clock
|SOLVERS_RATIO|, $u=\frac12\ln\bigl((n+a^2)/(n+b^2)\bigr)$, does both: for $n\gg b^2$ it is
$-\frac12(b^2-a^2)/n$, and uniform steps in it are uniform in~$1/n$. We take $a=0.1$, the blur of the moons, and
$b=4$; the spread of the unknown is $0.8$.
@^scaled variable@>
@^clock, choice of@>

@ This explains the race of \fig{solvers/first}. \claim{solvers.race} With \num{solvers.first_n} evaluations,
Euler's method on such steps in the scaled variable ends \num{solvers.race_euler} from the exact point, where
DDIM on the grid of Karras ends \num{solvers.first_ddim}: a first-order method gains a factor of
\num{solvers.race_gain} from a change of variable and clock. Adams' method of order two ends at \num{solvers.first_ab2},
UniPC-3 at
\num{solvers.race_unipc3}, DPM-Solver++(2M) at \num{solvers.race_dpmpp2m}. UniPC-3 overtakes it from about
\num{solvers.race_cross} evaluations on. RK4 costs four evaluations a step, and still, in the scaled variable,
it is ahead of Heun's method from \num{solvers.race_heun} evaluations on and of all others from
\num{solvers.race_all} on.

Euler's method for $dx/dt=fx-\frac12g^2\nabla\ln p$ of the VP process profits unasked: there $\alpha=1/\sqrt{1+n}$, and
$x=\bar x/\sqrt{1+n}$ is the scaled variable with $b=1$. So it can come before DDIM when the steps are short
(Chapter~\ref{ch:ddim} shows where).
@^Euler method@>

@*1 Adaptive steps.
The pair of \citet{dormand1980} computes seven stages, the last at the end of the step, where it serves as the
first of the next. Two combinations of them have the orders 5 and~4; their difference estimates the error of a
step, and the better one is kept.
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

@ The estimate is of order $H^5$; the next step is $0.9\,\mathrm{err}^{-1/5}$ times this one, between a fifth
and five times. All particles take the same steps, and the worst of them decides. A value that is not finite
counts as an error too large.

@<Adaptive steps of the solvers@>=
static double worst_error(SolversRun *r, const double *y, double H, double tolerance)
{
  double w[7], worst = 0;
  for (int j=0; j<7; j++) w[j] = H*fifth_minus_fourth[j];
  combine(r->scaled, r->n, 7, w, r->k);
  for (size_t i=0; i<r->n; i++) {
    double e = fabs(r->scaled[i])/(tolerance*(1+fabs(y[i])));
    if (!isfinite(e)) return 1e9;
    worst = fmax(worst, e);
  }
  return worst;
}

@ The last stage of an accepted step is the new point, and its slope the first of the next step.

@<Adaptive steps of the solvers@>=
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

@ A rejected step is tried again, shorter; the last one ends on the last level to the bit.

@<Take adaptive steps until the last level@>=
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
  else {
    memcpy(r.k[0], r.k[6], n*sizeof *x), memcpy(r.before, r.point, n*sizeof *x);
    from = to, u = final ? last : u+H, report->noise[++report->accepted] = ratio(&to);
  }
  H *= fmin(5, fmax(0.2, 0.9*pow(fmax(worst, 1e-9), -0.2)));
}
scale = place_of(&r, &from).scale;
combine(x, n, 1, &scale, &r.before);

@ \fig{solvers/adaptive} lets the method choose. \claim{solvers.adaptive} At the tolerance $10^{-6}$ it takes
\num{solvers.adaptive_plain} evaluations for $\bar x$ in the clock ${\rm asinh}(\tilde s/0.1)$, and
\num{solvers.adaptive_scaled} for the scaled variable in |SOLVERS_RATIO|, for a median error of
\num{solvers.adaptive_error}: it confirms the choice of the last section by itself, with steps that grow with
the noise.

\showfig{solvers/adaptive}{The steps in $\ln\tilde s$ that Dormand and Prince's method chooses on the moons at
the tolerance $10^{-6}$, in two variables.}

@*1 The program.
The program runs everything on the exact score. It has three parameters:
\parameters{solvers}

@(solvers_main.c@>=
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "cli.h"
#include "plot.h"
#include "results.h"
#include "stats.h"
#include "solvers.h"
@#
static int points;
static double high, low;
static const CliParam table[] = {@|
  {"points", CLI_INT, &points, 200, 20, 1000, "starting points of the measured orders"},@|
  {"high", CLI_REAL, &high, 50, 10, 100, "noise level at which sampling starts"},@|
  {"low", CLI_REAL, &low, 0.01, 0.005, 0.02, "noise level at which it ends"}
};
@#
@<Helpers of the program on solvers@>@;
@<Experiments on solvers@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "solvers", table, 3);
  if (cli_quick()) points = 40;
  set_out();@+ show_grids();@+ measure_orders();@+ measure_variances();
  show_switch();@+ run_race();@+ show_adaptive();
  return results_end();
}

@ A list of names and their values become numbers of the prose.

@<Helpers of the program on solvers@>=
static void tell(const char *names, const double *value)
{
  char word[40], name[64];
  for (int used=0; sscanf(names, "%39s%n", word, &used)==1; names += used, value++) {
    double v = fabs(*value);
    snprintf(name, sizeof name, "solvers.%s", word);
    results_number(name, *value, v<0.1 ? "%.1e" : v>=10 ? "%.0f" : "%.2f");
  }
}

@ The starting points are exact samples at $\tilde s=50$, and their exact ends come from the adaptive method
with a tolerance of $10^{-12}$.

@<Helpers of the program on solvers@>=
enum {@+MOST=1000, FINEST=8192@+};
static const SolversClock sinh_clock = {SOLVERS_ASINH, 0.1, 0};
static const SolversClock ratio_clock = {SOLVERS_RATIO, 0.1, 4};
static const SolversClock karras = {SOLVERS_POWER, 7, 0};
static const SolversClock log_clock = {SOLVERS_LOG, 0, 0};
static double start[2*MOST], end[2*MOST], x[2*MOST], miss[MOST];
static SolversLevel grid[FINEST+1];
static SolversSchedule edm;
static SolversReport report;
@#
static void moons(double *y, size_t n, const double *z, const SolversLevel *at, const void *data)
{
  (void)data;
  score_moons_score(y, at->alpha, at->sigma, n/2, z);
}
static const SolversModel exact_score = {moons, NULL, SCORE_SCORE};

@ All methods start from these points. A reference that gave up would make every later number worthless.
\claim{solvers.reference} It reaches the last level.

@<Helpers of the program on solvers@>=
static void set_out(void)
{
  edm = solvers_edm(2*high);
  score_moons_sample(start, NULL, NULL, 1, high, MOST, cli_seed(), 1, 0);
  memcpy(end, start, sizeof end);
  int status = solvers_adaptive(end, 2*(size_t)points, &exact_score, &edm,@|
    sinh_clock, SOLVERS_XBAR, 0, high, low, 1e-12, &report);
  results_claim("solvers.reference", status==0);
  results_number("solvers.points", points, "%.0f");
}

@ The error of a method is the median distance of its end points from the exact ones.

@<Helpers of the program on solvers@>=
static double level_of(const SolversLevel *l)
{@+ return l->sigma/l->alpha;@+}
static int ascending(const void *a, const void *b)
{
  double p = *(const double *)a, q = *(const double *)b;
  return (p>q)-(p<q);
}
static double median_miss(int count)
{
  for (int i=0; i<count; i++) miss[i] = hypot(x[2*i]-end[2*i], x[2*i+1]-end[2*i+1]);
  qsort(miss, (size_t)count, sizeof *miss, ascending);
  return 0.5*(miss[(count-1)/2]+miss[count/2]);
}
@#
static double error_of(const SolversMethod *m, SolversClock spacing, int N)
{
  solvers_grid(grid, N, spacing, &edm, high, low);
  memcpy(x, start, 2*(size_t)points*sizeof *x);
  solvers_run(x, 2*(size_t)points, &exact_score, m, &edm, N, grid, NULL);
  return median_miss(points);
}

@ \emph{Grids}, each a row of marks.

@<Experiments on solvers@>=
static void show_grids(void)
{
  enum {@+N=16, KINDS=6@+};
  const SolversClock clock[KINDS] = {{SOLVERS_TIME, 0, 0}, {SOLVERS_QUADRATIC, 0, 0},@|
    karras, log_clock, sinh_clock, ratio_clock};
  static const char *name[KINDS] = {"$t$", "√$t$", "Karras, $ρ=7$", "ln $σ/α$", "asinh", "ratio"};
  SdeProcess vp = sde_vp(0.1, 20);
  SolversSchedule s = solvers_process(&vp);
  double noise[N+1], row[N+1];
  Plot *p = plot_new("grids", 122, 40);
  plot_axes(p, 1e-3, 60, 0.4, 6.6, PLOT_LOG_X|PLOT_NO_Y, "$σ/α$", "");
  for (int k=0; k<KINDS; k++) {
    solvers_grid(grid, N, clock[k], &s, 50, 0.01);
    for (int i=0; i<=N; i++) noise[i] = level_of(grid+i), row[i] = KINDS-k;
    plot_dots(p, k%2==0 ? PLOT_BLUE : PLOT_VERMILLION, PLOT_DISC, name[k], N+1, noise, row);
    plot_text(p, 1.15e-3, KINDS-k, "l", name[k]);
  }
  plot_end(p);
}

@ \emph{Orders.} One row for each line of Table~\ref{tab:solvers}. The slope is taken over the four finest
grids, of 128 to 1024 steps; the two third-order formulas that are to be told apart go on to 8192 steps.

@<Experiments on solvers@>=
enum {@+ROWS=16, GRIDS=10@+};
static const struct {@+
  const char *name, *key;
  int order; unsigned more;@+
} rows[ROWS] = {@|
  {"euler", "order_euler", 1, 0}, {"ddim", "order_ddim", 1, 0},@|
  {"heun", "order_heun", 2, 0}, {"dpm2", "order_dpm2", 2, 0},@|
  {"dpm++2m", "order_dpmpp2m", 2, 0}, {"rk4", "order_rk4", 4, 0},@|
  {"ab2", "order_ab2", 2, 0}, {"dpm++2s", "order_dpmpp2s", 2, 0},@|
  {"dpm2m", "order_dpm2m", 2, 0}, {"dpm3", "order_dpm3", 3, 0},@|
  {"dpm3m", "order_dpm3m", 3, 0}, {"unipc2", "order_unipc2", 3, 0},@|
  {"unipc3", "order_unipc3", 4, 0}, {"ab3", "order_ab3", 3, SOLVERS_START},@|
  {"dpm++3m-published", "order_published", 2, 0}, {"dpm++3m", "order_dpmpp3m", 3, 0}
};

@ The Runge--Kutta and Adams methods are run in the clock of the grid.

@<Experiments on solvers@>=
static void measure_orders(void)
{
  double N[GRIDS], h[GRIDS], e[ROWS][GRIDS], order[ROWS], worst = 0, higher = 0;
  for (int k=0; k<ROWS; k++) {
    SolversMethod m = solvers_named(rows[k].name);
    int last = k<14 ? 7 : GRIDS, used = k<14 ? 4 : 3;
    m.flags |= rows[k].more;
    if (m.kind==SOLVERS_RUNGE_KUTTA || m.kind==SOLVERS_ADAMS) m.clock = sinh_clock;
    for (int i=0; i<last; i++)
      N[i] = 16<<i, h[i] = 1/N[i], e[k][i] = error_of(&m, sinh_clock, 16<<i);
    order[k] = stats_slope(used, h+last-used, e[k]+last-used);
    tell(rows[k].key, order+k);
    if (k<6) worst = fmax(worst, fabs(order[k]-rows[k].order));
    else higher = fmax(higher, fabs(order[k]-rows[k].order));
  }
  results_within("solvers.orders", worst, 0, 0.05);
  results_within("solvers.higher", higher, 0, 0.3);
  results_number("solvers.orders_off", worst, "%.2f");
  results_number("solvers.higher_off", higher, "%.2f");
  @<Tell what the third-order formulas and the start have done@>@;
  @<Draw the orders of the solvers@>@;
}

@ The start is judged by the two finest grids, the third-order formulas by three finer ones.

@<Tell what the third-order formulas and the start have done@>=
SolversMethod plain = solvers_named("ab3");
plain.clock = sinh_clock;
double two[2] = {error_of(&plain, sinh_clock, 512), error_of(&plain, sinh_clock, 1024)};
double told[6] = {log2(two[0]/two[1]), 8192, e[14][9]/e[15][9], 32, e[14][1], e[15][1]};
tell("order_ab3_plain third_n third_gain few_n few_published few_corrected", told);
results_within("solvers.start", told[0], 1.8, 2.2);
results_within("solvers.start", order[13], 2.9, 3.1);
results_less("solvers.start", e[13][6]/two[1], 0.1);
results_within("solvers.third", order[14], 1.9, 2.1);
results_within("solvers.third", order[15], 2.9, 3.1);
results_within("solvers.third", told[2], 8, INFINITY);
results_less("solvers.third_few", e[14][1]/e[15][1], 1);

@ The grey lines go through the last point of each method, with the slope of its theorem.

@<Draw the orders of the solvers@>=
static const int panel[2][5] = {{0, 1, 2, 6, 5}, {3, 4, 14, 15, 12}};
static const int colour[5] = {PLOT_VERMILLION, PLOT_ORANGE, PLOT_BLUE, PLOT_PURPLE, PLOT_GREEN};
static const char *label[2][5] = {{"Euler", "DDIM", "Heun", "Adams–Bashforth 2", "RK4"},@|
  {"DPM-2", "DPM++(2M)", "DPM++(3M), published", "DPM++(3M), corrected", "UniPC-3"}};
Plot *p = plot_new("orders", 122, 68);
plot_grid(p, 1, 2);
for (int k=0; k<2; k++) {
  plot_panel(p, k);
  plot_axes(p, 12, 12000, 1e-12, 3, PLOT_LOG_X|PLOT_LOG_Y, "steps $N$", k==0 ? "median error" : "");
  for (int j=0; j<5; j++) {
    int row = panel[k][j], last = row<14 ? 6 : 9;
    double rise = pow(N[last]/N[2], rows[row].order);
    double at[2] = {N[2], N[last]}, law[2] = {e[row][last]*rise, e[row][last]};
    plot_curve(p, PLOT_GREY, 0.7, 0, "order", 2, at, law);
    plot_dots(p, colour[j], j, label[k][j], last+1, N, e[row]);
    plot_text(p, 14, pow(10, -7.2-0.95*j), "l", label[k][j]);
  }
}
plot_end(p);

@ \emph{Variances without noise.} Particle~0 starts at~1 and meets no noise; particle~$k$ starts at~0 and meets
a unit in draw number $k-1$ alone. The noise that is given to the method is the unit matrix with a column of
zeros before it.

@<Experiments on solvers@>=
static void linear_data(double *y, size_t n, const double *z, const SolversLevel *at, const void *data)
{
  double v = *(const double *)data, c = at->alpha*v/(at->alpha*at->alpha*v+at->sigma*at->sigma);
  for (size_t i=0; i<n; i++) y[i] = c*z[i];
}
@#
static double variance_error(const SolversMethod *m, const SolversSchedule *s, int N, double v,@|
  double first, double amount)
{
  size_t draws = (size_t)(N*(1+m->corrections)), n = draws+1;
  double *response = base_reals(n), *unit = base_reals(n*draws), sum = 0;
  SolversModel model = {linear_data, &v, SCORE_DATA};
  SolversNoise noise = solvers_given(unit);
  response[0] = 1;
  for (size_t k=0; k<draws; k++) unit[k*n+k+1] = amount;
  solvers_run(response, n, &model, m, s, N, grid, &noise);
  for (size_t k=0; k<n; k++) sum += response[k]*response[k]*(k==0 ? first : 1);
  free(response);@+ free(unit);
  return sum/(grid[N].alpha*grid[N].alpha*v+grid[N].sigma*grid[N].sigma)-1;
}

@ Besides the methods of Table~\ref{tab:solvers} there are two variants of ancestral sampling: with the wide
variance, and with the noise halved and the drift kept.

@<Experiments on solvers@>=
static void measure_variances(void)
{
  enum {@+LEVELS=7, KINDS=7@+}; /* 16 to 1024 steps */
  static const char *name[KINDS] = {"euler-maruyama", "reverse-diffusion", "ancestral",@|
    "sde-dpm++2m", "ddim", "ancestral", "ancestral"};
  SdeProcess vp = sde_vp(0.1, 20);
  SolversSchedule s = solvers_process(&vp);
  double e[KINDS][LEVELS], size[KINDS][LEVELS], h[LEVELS], N[LEVELS];
  double v = 0.25, top = sde_sigma(&vp, 1)/sde_alpha(&vp, 1);
  for (int i=0; i<LEVELS; i++) {
    solvers_grid(grid, 16<<i, log_clock, &s, top, 0.03);
    N[i] = 16<<i, h[i] = log(top/0.03)/N[i];
    for (int k=0; k<KINDS; k++) {
      SolversMethod m = solvers_named(name[k]);
      if (k==5) m.flags |= SOLVERS_WIDE;
      double first = grid[0].alpha*grid[0].alpha*v+grid[0].sigma*grid[0].sigma;
      e[k][i] = variance_error(&m, &s, 16<<i, v, first, k==6 ? 0.5 : 1), size[k][i] = fabs(e[k][i]);
    }
  }
  @<Tell the orders in law@>@;
  @<Draw the variances of the methods@>@;
}

@ The last two numbers compare with the limits $-\frac12h$ and $-h$.

@<Tell the orders in law@>=
double order[4], worst = 0;
for (int k=0; k<4; k++) order[k] = stats_slope(3, h+LEVELS-3, size[k]+LEVELS-3);
for (int k=0; k<3; k++) worst = fmax(worst, fabs(order[k]-1));
enum {@+LAST=LEVELS-1@+};
double told[7] = {N[LAST], e[2][LAST], e[5][LAST], e[6][LAST], size[2][LAST]/size[3][LAST],@|
  e[4][LAST]/(-0.5*h[LAST]), e[2][LAST]/-h[LAST]};
tell("weak_em weak_reverse weak_ancestral weak_sde2m", order);
tell("weak_n wide_narrow wide_wide temperature", told);
tell("sde2m_gain half_ddim half_ancestral", told+4);
results_within("solvers.weak", worst, 0, 0.05);
results_within("solvers.sde2m", order[3], 1.95, 2.05);
results_within("solvers.sde2m", told[4], 20, INFINITY);
static const double least[4] = {0, -0.012, 0, -0.76}, most[4] = {0, 0, 0.006, -0.74};
for (int k=1; k<4; k++) results_within("solvers.wide", told[k], least[k], most[k]);
for (int k=5; k<7; k++) results_within("solvers.half", told[k], 0.97, 1.03);

@ The grey lines are $\frac12h$ and~$h$.

@<Draw the variances of the methods@>=
static const int colour[6] = {PLOT_VERMILLION, PLOT_ORANGE, PLOT_BLUE, PLOT_GREEN, PLOT_SKY, PLOT_PURPLE};
static const char *label[6] = {"Euler–Maruyama", "reverse diffusion", "ancestral",@|
  "SDE-DPM++(2M)", "DDIM", "ancestral, wide"};
Plot *p = plot_new("weak", 110, 60);
plot_axes(p, 13, 1300, 1e-5, 1, PLOT_LOG_X|PLOT_LOG_Y, "steps $N$", "relative error of the variance");
for (int k=1; k<=2; k++) {
  double law[LEVELS];
  for (int i=0; i<LEVELS; i++) law[i] = 0.5*k*h[i];
  plot_curve(p, PLOT_GREY, 0.8, 0, "theory", LEVELS, N, law);
}
for (int k=0; k<6; k++) {
  plot_dots(p, colour[k], k%5, label[k], LEVELS, N, size[k]);
  plot_text(p, 15, pow(10, -2.3-0.38*k), "l", label[k]);
}
plot_end(p);

@ \emph{The switch.} Normal data first, by responses; then the moons, by samples that start with four fifths of
their variance.

@<Experiments on solvers@>=
static void show_switch(void)
{
  enum {@+N=40, M=4000, TRIES=11@+};
  double at[N+1], found[N+1], bound[N+1], tried[TRIES], distance[TRIES], v = 1, from = 5;
  double first = 0.8*(v+from*from), c0 = v/(v+from*from), h = log(from/low)/N, off = 0;
  int best = 0, least = 0;
  SolversMethod m = solvers_named("ancestral");
  solvers_grid(grid, N, log_clock, &edm, from, low);
  for (int i=0; i<=N; i++) {
    double s = at[i] = level_of(grid+i), c = v/(v+s*s);
    m.low = s*(1+1e-9); /* step $i$ is the first without noise */
    found[i] = fabs(variance_error(&m, &edm, N, v, first, 1)), bound[i] = 0.2*c0/c+0.5*h*(1+c);
    if (found[i]<found[best]) best = i;
    if (s<2) off = fmax(off, fabs(found[i]/bound[i]-1));
  }
  double c = fmin(1, sqrt(0.4*c0/h)), theory = sqrt(v/c-v);
  @<Try the switch on the moons@>@;
  @<Tell and draw the switch@>@;
}

@ All tries use the same starting points and the same noise, so that their differences are those of the switch.

@<Try the switch on the moons@>=
size_t n = 2*(size_t)M;
double *sample = base_reals(n), *truth = base_reals(n), variance = 0;
SolversPhilox key = {cli_seed(), 1000};
SolversNoise noise = solvers_philox(&key);
score_moons_sample(truth, NULL, NULL, 1, low, n/2, cli_seed(), 2, 0);
for (size_t i=0; i<n; i++) variance += truth[i]*truth[i]/(double)n;
for (int k=0; k<TRIES; k++) {
  tried[k] = at[4*k], m.low = tried[k]*(1+1e-9);
  score_moons_sample(sample, NULL, NULL, 1, from, n/2, cli_seed(), 3, 0);
  for (size_t i=0; i<n; i++) sample[i] *= sqrt(0.8);
  solvers_run(sample, n, &exact_score, &m, &edm, N, grid, &noise);
  distance[k] = stats_sliced(2, M, sample, M, truth, 32);
  if (distance[k]<distance[least]) least = k;
}
score_moons_sample(sample, NULL, NULL, 1, low, n/2, cli_seed(), 4, 0);
double floor_of_moons = stats_sliced(2, M, sample, M, truth, 32);
free(sample);@+ free(truth);

@ The curve is drawn under the dots of the method.

@<Tell and draw the switch@>=
double told[12] = {N, at[best], theory, found[best], found[0], found[N],@|
  variance, tried[least], distance[least], distance[0], distance[TRIES-1], floor_of_moons};
double mark[2] = {theory, theory}, span[2] = {0, 0.3};
tell("hybrid_n hybrid_found hybrid_theory hybrid_best hybrid_ode hybrid_sde", told);
tell("moons_variance moons_switch moons_best moons_ode moons_sde moons_floor", told+6);
results_number("solvers.hybrid_off", 100*off, "%.0f");
results_number("solvers.hybrid_points", M, "%.0f");
results_within("solvers.hybrid", at[best]/theory, 0.5, 2);
results_less("solvers.hybrid", found[best]/fmin(found[0], found[N]), 1);
results_within("solvers.hybrid", off, 0, 0.12);
results_less("solvers.hybrid_moons", distance[least]/distance[0], 0.8);
results_less("solvers.hybrid_moons", distance[least]/distance[TRIES-1], 1);
Plot *p = plot_new("hybrid", 122, 50);
plot_grid(p, 1, 2);
plot_axes(p, 0.008, 6, 0, 0.3, PLOT_LOG_X, "switch $σ/α$", "relative error of the variance");
plot_curve(p, PLOT_GREY, 0.6, PLOT_DASHED, "best", 2, mark, span);
plot_curve(p, PLOT_BLUE, 1, 0, "bound", N+1, at, bound);
plot_dots(p, PLOT_BLACK, PLOT_DOT, "method", N+1, at, found);
plot_panel(p, 1);
plot_axes(p, 0.008, 6, 0, 0.12, PLOT_LOG_X, "switch $σ/α$", "sliced Wasserstein distance");
plot_dots(p, PLOT_VERMILLION, PLOT_DISC, "moons", TRIES, tried, distance);
plot_end(p);

@ \emph{The race.} Methods in the variables and on the grids that suit them, at equal numbers of evaluations.
The exponential methods take the grid of Karras, on which they do best.

@<Experiments on solvers@>=
static SolversMethod scaled(const char *name)
{
  SolversMethod m = solvers_named(name);
  m.clock = ratio_clock, m.variable = SOLVERS_SCALED, m.spread = 0.8;
  return m;
}
static void run_race(void)
{
  enum {@+BUDGETS=9, RUNNERS=8, TWELVE=2@+};
  static const int budget[BUDGETS] = {4, 8, 12, 16, 24, 32, 48, 64, 128};
  SolversMethod runner[RUNNERS] = {solvers_named("ddim"), solvers_named("heun"),@|
    solvers_named("dpm++2m"), solvers_named("unipc3"),@|
    scaled("ab2"), scaled("rk4"), scaled("heun"), scaled("euler")};
  double n[BUDGETS], e[RUNNERS][BUDGETS];
  for (int k=0; k<RUNNERS; k++)
    for (int i=0; i<BUDGETS; i++) {
      int each = runner[k].kind==SOLVERS_RUNGE_KUTTA ? runner[k].order : 1;
      n[i] = budget[i], e[k][i] = error_of(runner+k, k<4 ? karras : ratio_clock, budget[i]/each);
    }
  @<Tell the race@>@;
  @<Draw the opening figure on solvers@>@;
}

@ The crossings are the budgets from which on one method stays ahead of another.

@<Tell the race@>=
int from[3] = {0}; /* UniPC-3 before AB2, RK4 before Heun, RK4 before all others */
for (int i=BUDGETS-1; i>=0 && e[3][i]<e[4][i]; i--) from[0] = budget[i];
for (int i=BUDGETS-1; i>=0 && e[5][i]<e[6][i]; i--) from[1] = budget[i];
for (int i=BUDGETS-1; i>=0 && e[5][i]<fmin(e[4][i], e[3][i]); i--) from[2] = budget[i];
double told[11] = {12, e[0][TWELVE], e[1][TWELVE], e[4][TWELVE], e[7][TWELVE],@|
  e[0][TWELVE]/e[7][TWELVE], e[3][TWELVE], e[2][TWELVE], from[0], from[1], from[2]};
tell("first_n first_ddim first_heun first_ab2 race_euler race_gain", told);
tell("race_unipc3 race_dpmpp2m race_cross race_heun race_all", told+6);
results_less("solvers.first", told[3]/told[1], 0.1);
results_less("solvers.first", told[3]/told[2], 0.1);
results_less("solvers.race", told[4]/told[1], 0.25);
results_less("solvers.race", told[3]/told[4], 0.5);
for (int k=6; k<8; k++) results_less("solvers.race", told[3]/told[k], 0.2);
static const double least[3] = {48, 4, 16}, most[3] = {128, 16, 32};
for (int k=0; k<3; k++) results_within("solvers.race", from[k], least[k], most[k]);

@ The paths are followed step by step: the frozen step has no memory, with noise ($k=1$) and without. The noise
of every step has its own stream.

@<Draw the opening figure on solvers@>=
enum {@+PATHS=6, PATH_STEPS=200@+};
Plot *p = plot_new("first", 122, 62);
SolversPhilox key = {cli_seed(), 5000};
SolversNoise noise = solvers_philox(&key);
plot_grid(p, 1, 2);
plot_axes(p, 0.01, 50, -2.5, 2.5, PLOT_LOG_X, "$σ/α$", "$x_1$, scaled");
solvers_grid(grid, PATH_STEPS, log_clock, &edm, high, low);
for (int k=1; k>=0; k--) {
  double at[PATH_STEPS], path[PATHS][PATH_STEPS];
  SolversMethod frozen = solvers_named("ancestral");
  frozen.lambda = k;
  memcpy(x, start, 2*PATHS*sizeof *x);
  for (int i=0; i<PATH_STEPS; i++, key.stream++) {
    at[i] = level_of(grid+i);
    for (int j=0; j<PATHS; j++) path[j][i] = x[2*j]/hypot(at[i], 0.8);
    solvers_run(x, 2*PATHS, &exact_score, &frozen, &edm, 1, grid+i, &noise);
  }
  for (int j=0; j<(k==0 ? PATHS : 3); j++)
    plot_curve(p, k==0 ? PLOT_BLUE : PLOT_ORANGE, k==0 ? 1 : 0.5, 0,@|
      k==0 ? "deterministic" : "stochastic", PATH_STEPS, at, path[j]);
}
@<Draw the race@>@;
plot_end(p);

@ The right half shows six of the eight runners.

@<Draw the race@>=
static const int colour[6] = {PLOT_ORANGE, PLOT_BLUE, PLOT_PURPLE, PLOT_GREEN, PLOT_VERMILLION, PLOT_SKY};
static const char *label[6] = {"DDIM", "Heun", "DPM++(2M)", "UniPC-3", "AB2, scaled", "RK4, scaled"};
plot_panel(p, 1);
plot_axes(p, 3.5, 150, 1e-7, 3, PLOT_LOG_X|PLOT_LOG_Y, "evaluations", "median error");
for (int j=0; j<6; j++) {
  plot_curve(p, colour[j], 0.6, 0, label[j], BUDGETS, n, e[j]);
  plot_dots(p, colour[j], j%5, label[j], BUDGETS, n, e[j]);
  plot_text(p, 4, pow(10, -3.9-0.5*j), "l", label[j]);
}

@ \emph{Adaptive steps} in two variables, at one tolerance.

@<Experiments on solvers@>=
static void show_adaptive(void)
{
  double at[SOLVERS_STEPS], step[SOLVERS_STEPS], told[3];
  Plot *p = plot_new("adaptive", 92, 44);
  plot_axes(p, 0.01, 50, 0.03, 5, PLOT_LOG_X|PLOT_LOG_Y, "$σ/α$", "step in ln $σ/α$");
  for (int k=0; k<2; k++) {
    memcpy(x, start, sizeof x);
    int status = solvers_adaptive(x, 2*(size_t)points, &exact_score, &edm,@|
      k==0 ? sinh_clock : ratio_clock, k==0 ? SOLVERS_XBAR : SOLVERS_SCALED, 0.8,@|
      high, low, 1e-6, &report);
    base_require(status==0, "solvers: the adaptive method gives up");
    told[k] = (double)report.calls, told[2] = median_miss(points);
    for (int j=0; j<report.accepted; j++)
      at[j] = report.noise[j], step[j] = log(report.noise[j]/report.noise[j+1]);
    plot_dots(p, k==0 ? PLOT_BLUE : PLOT_VERMILLION, k,@|
      k==0 ? "plain" : "scaled", report.accepted, at, step);
    plot_text(p, 0.012, k==0 ? 1.6 : 3, "l", k==0 ? "$x/α$ in asinh" : "scaled, in ratio");
  }
  plot_end(p);
  tell("adaptive_plain adaptive_scaled adaptive_error", told);
  results_less("solvers.adaptive", told[1]/told[0], 0.9);
}

@*1 What was learnt.
All samplers of the literature are rules for one integral, that of variation of constants; DDIM, DDPM's posterior and the
first-order stochastic solvers are its frozen step. Weights follow from moment conditions, and orders from the
moments that are met: the measured orders are those, and the third-order multistep formula in circulation has
\num{solvers.order_published}, and with its coefficient doubled \num{solvers.order_dpmpp3m}. With normal data the variance of a stochastic method
can be computed without a random number: a frozen step of strength~$\lambda$ costs $\frac12(1+\lambda^2)h$, and two-step extrapolation brings
noise to order two. Noise forgets errors while it dominates, so it comes first and is then switched off. The
choice of variable and clock is worth a factor of \num{solvers.race_gain} to Euler's method, more than a change of method; in
the right variable Adams' method of 1883 ends \num{solvers.first_ab2} from the exact point with \num{solvers.first_n}
evaluations.

@*1 Checks.
\emph{The formula.} \tested[th:solvers-exact]{solvers}{exact} Along the exact flow of a mixture both integrals of the variation of constants
return its end, and the factor of~$Z$ squared is the integral that it stands for. \tested[th:solvers-frozen]{solvers}{frozen} A step
is exact for frozen predictions; $\eta$ and $\lambda$ are related as in \eqref{eq:solvers-eta}.
\tested[th:solvers-frozen]{solvers}{posterior} Ancestral
sampling has the coefficients of DDPM's posterior in \.{idiff\_constants.txt}. \tested[th:solvers-phi]{solvers}{phi}
The functions $\varphi_k$ agree with \.{phi\_functions.txt} and with Gauss's quadrature of their integrals. \tested{solvers}{kinds} Models that
predict score, noise, data or~$v$ give the same samples, and so do
\tested{solvers}{processes} the processes VP, sub-VP, VE and EDM in $x/\alpha$.

\emph{Grids.} \tested{solvers}{grids} Four grids agree with \.{kdiff\_sigmas.txt} \citep{karras2022}, and
\tested{solvers}{clocks} nodes are uniform in their clocks. \tested{solvers}{schedule} A schedule without
inverse and derivatives does what one with them does.

\emph{Orders.} \tested[th:solvers-global]{solvers}{global} The global errors of Euler's and of Adams' method stay within
\eqref{eq:solvers-global} at every node of uneven grids. \tested[th:solvers-global,th:solvers-unipc]{solvers}{start} Multistep methods
that start where $m$ varies have the order that their first steps allow, two, and three with the corrector.
\tested[th:solvers-multistep,th:solvers-unipc,
th:solvers-published,th:solvers-singlestep]{solvers}{orders} Every deterministic
method has the order of Table~\ref{tab:solvers} on a mixture, with and without the flag |SOLVERS_MIDPOINT| where it matters;
\tested{solvers}{tableau} the tables of Runge--Kutta integrate
polynomials and exponentials to their order. \tested[th:solvers-multistep,th:solvers-published]{solvers}{published} The defect of the published third-order
formula is \eqref{eq:solvers-defect}. \tested{solvers}{edm} Heun's method on the grid of Karras agrees with \.{edm\_heun.txt} at every call, and
\tested[th:solvers-published]{solvers}{public} the exponential methods have the errors that the code of \citet{lu2022} makes, listed
in \.{dpm\_solver\_order.txt}, for both predictions and both variants.

\emph{In law.} \tested[th:solvers-variance]{solvers}{variance} One frozen step has the variance
\eqref{eq:solvers-variance} exactly, and many have the limit; \tested[th:solvers-family,th:solvers-weak,th:solvers-two-step]{solvers}{weak}
the variance of normal data tends to that of $p_{n'}$, with the orders 1, 1,
1 and~2, for two strengths of the noise. \tested{solvers}{twostep} The stochastic multistep method is that of \citet{luplus2022}, written out again.
\tested[th:solvers-switch]{solvers}{hybrid} The bound \eqref{eq:solvers-switch} holds.
\tested{solvers}{churn} Churn adds the
variance it should; \tested{solvers}{langevin} a Langevin step with measured norms is that of its formula.
\tested{solvers}{noise} Given noise is used in the order that is promised, by the predictor and by Langevin steps of fixed size.

\emph{Variables and ends.} \tested[th:solvers-scaled]{solvers}{scaled} In the scaled variable normal data do not move, and two points
move as part~(b) says. \tested{solvers}{adaptive} The adaptive method meets its tolerance, and says so when it cannot.
\tested{solvers}{denoise} A grid that ends without noise ends with the denoised point.

@*1 Notes.
The exponential integrators are older than the diffusion models \citep{hochbruck2010}; they came to them with
\citet{lu2022} and \citet{zhang2023}. DPM-Solver++ \citep{luplus2022} extrapolates data in place of noise. UniPC
is due to \citet{zhao2023}, and the design of grids and of churn to \citet{karras2022}. Orders of Runge--Kutta
and multistep methods are treated in full by \citet{hairer1993}.

@*1 Exercises.
\begin{exercise}[10]\label{ex:solvers-adams}
  Derive from the moment conditions the weights of the two-step method of Adams and Bashforth for steps $H_0$
  (past) and~$H$.
\end{exercise}
\begin{answer}
  $z=0$, $c=(0,-H_0/H)$: $w_0+w_1=1$ and $-w_1H_0/H=\frac12$. So $w_1=-\frac12H/H_0$, $w_0=1+\frac12H/H_0$; for
  equal steps $\frac32,-\frac12$.
\end{answer}

\begin{exercise}[15]\label{ex:solvers-point}
  The data are a single point. Which methods of Table~\ref{tab:solvers} reach it in one step, and in which
  variable is Euler's method among them?
\end{exercise}
\begin{answer}
  $m$ is constant: DDIM, and all multistep and singlestep methods that extrapolate~$m$; those that
  extrapolate~$e$ too, since $e=(\bar x-m)/\tilde s$ is constant along the solution, a straight line in~$\tilde
  s$. So Euler's, Heun's and Kutta's methods for $\bar x$ in the clock~$\tilde s$ are exact. Ancestral sampling
  reaches it if the last level has $\sigma=0$, and is off by $\tilde s'Z$ otherwise, as it should be.
\end{answer}

\begin{exercise}[15]\label{ex:solvers-chain}
  Composing two frozen steps with the same~$m$ must be one. Check it for the mean and for the variance in
  Theorem~\ref{th:solvers-frozen}. Does \eqref{eq:solvers-eta} with constant~$\eta$ have this property?
\end{exercise}
\begin{answer}
  $r=r_1r_2$. Means: $r_2^\rho r_1^\rho$. Variance: $r_2^{2\rho}\tilde s_1^2(1-r_1^{2\lambda^2})+\tilde
  s_2^2(1-r_2^{2\lambda^2})$ with $\tilde s_1=\tilde s_2/r_2$ is $\tilde
  s_2^2\bigl(r_2^{2\lambda^2}-(r_1r_2)^{2\lambda^2}+1-r_2^{2\lambda^2}\bigr)$, as it must. With constant~$\eta$:
  the square of the factor of $e$ becomes $\prod(1-\eta^2(1-r_i^2))$ against $1-\eta^2(1-r^2)$, equal only for $\eta=0,1$ (for
  two equal steps, the difference is
  $\eta^2(\eta^2-1)(1-r_1^2)^2$). So DDIM's family is not the discretisation of one process, but~$\lambda$'s is.
\end{answer}

\begin{exercise}[20]\label{ex:solvers-half}
  Show that for normal data the probability flow takes $\bar x$ at $\ell$ to $\bar x\sqrt{(v+n')/(v+n)}$, and
  find the leading error of one step of DDIM and of one step of the midpoint formula DPM-Solver++(2S).
\end{exercise}
\begin{answer}
  $d\ln\bar x/d\ell=-\kappa$ and $d\ln(v+n)/d\ell=-2\kappa$. With $c=1-\kappa$, $c'=2c(1-c)$ and $m=c\bar x$
  along the flow; $m'=\bigl(2c(1-c)-c(1-c)\bigr)\bar x=c\kappa\bar x$. By \eqref{eq:solvers-defect} with $K=1$
  DDIM is off by $\frac12h^2c\kappa\bar x$, which agrees with Theorem~\ref{th:solvers-variance}: a relative
  error $h^2c\kappa$ of the variance. 2S has three errors of order~$h^3$: its second moment gives
  $h^2m'(\varphi_2-\frac12\varphi_1)\to\frac1{12}h^3m'$ (with $z=-h$), the third moment
  $h^3m''(\varphi_3-\frac12\cdot\frac14)\to\frac1{24}h^3m''$, and the stage, a frozen half step, $h\cdot
  c\cdot\frac12(\frac h2)^2m'=\frac18ch^3m'$.
\end{answer}

\begin{exercise}[20]\label{ex:solvers-wide}
  Repeat the first part of Theorem~\ref{th:solvers-variance} for ancestral sampling with the wide variance
  $\beta$ in place of~$\tilde\beta$ (VE, $\alpha=1$). For which data is a step exact?
\end{exercise}
\begin{answer}
  The noise is larger by $(n-n')(1-r^2)=n(1-r^2)^2$, so the variance after the step is
  $v+n'+(v+n)(1-r^2)^2\bigl(\kappa-\kappa(1-\kappa)\bigr)=v+n'+(v+n)(1-r^2)^2\kappa^2$. It is exact in the limit
  $v\to\infty$, at fixed~$n$; $\tilde\beta$ is exact for $v=0$, since $1-\kappa=0$. For VP, where data
  $\normal(0,1)$ stay so, a step with the wide variance is exact.
\end{answer}

\begin{exercise}[25]\label{ex:solvers-nonlinear}
  Theorem~\ref{th:solvers-two-step} is about normal data. Let $dX=f(X)\,du+g\,dB$ with constant~$g$ in one
  dimension, $f$ smooth, and $X_{i+1}=X_i+H\bigl(\frac32f(X_i)-\frac12f(X_{i-1})\bigr)+g\,\Delta B_i$. Show that
  $\EE X_i$ and $\EE X_i^2$ have local errors $\bigO{H^3}$ if the last step is taken to be exact.
\end{exercise}
\begin{answer}
  Let $\mathcal Lf=ff'+\frac12g^2f''$. Exactly, $\EE[X_{i+1}-X_i]=H\,\EE f+\frac12H^2\EE\mathcal Lf+\bigO{H^3}$
  at $X_i$. The method has $H\,\EE f(X_i)+\frac12H\,\EE\bigl(f(X_i)-f(X_{i-1})\bigr)$, and $\EE[f(X_i)\given
  X_{i-1}]=f(X_{i-1})+H\mathcal Lf(X_{i-1})+\bigO{H^2}$: the same. For the square, the exact change is
  $H\,\EE\mathcal L\varphi+\frac12H^2\EE\mathcal L^2\varphi$ with $\varphi=x^2$, $\mathcal L\varphi=2xf+g^2$,
  $\mathcal L^2\varphi=2\bigl(f^2+xff'\bigr)+g^2(2f'+xf'')$. The method:
  $\EE\bigl[2X_i\delta+\delta^2\bigr]+g^2H$ with
  $\delta=Hf+\frac12H(f-f_{-})$. $\EE2X_iHf$ and $H^2\EE f^2$ agree. There remains $H\,\EE X_i(f-f_-)$; with
  $X_i=X_-+\Delta$ it is $H\,\EE X_-\,H\mathcal Lf+H\,\EE\Delta(f-f_-)=H^2\EE(xff'+\frac12g^2xf'')+H^2g^2\EE
  f'$, as required.
\end{answer}

\begin{exercise}[25]\label{ex:solvers-four}
  Kutta has a second method of order~4, the three-eighths rule: $c=(0,\frac13,\frac23,1)$,
  $b=(\frac18,\frac38,\frac38,\frac18)$, $a_{21}=\frac13$, $a_{31}=-\frac13$, $a_{32}=1$, $a_{41}=1$,
  $a_{42}=-1$, $a_{43}=1$. Check the eight conditions, put it in place of the other, and compare.
\end{exercise}
\begin{answer}
  $Ac=(0,0,\frac13,\frac13)$, $Ac^2=(0,0,\frac19,\frac13)$, $A\,Ac=(0,0,0,\frac13)$; for instance $\sum
  b_ic_i^3=\frac38\cdot\frac1{27}+\frac38\cdot\frac8{27}+\frac18=\frac14$, and $\frac18\cdot\frac13=\frac1{24}$.
  Built in, it measures the order \num{solvers-1:solvers.order_rk4}; \solution{solvers-1}
\end{answer}

\begin{exercise}[30]\label{ex:solvers-start}
  Start the third-order multistep method at $\tilde s=1$ instead of~$50$ (from exact samples there). Which order
  do you expect, by \eqref{eq:solvers-global}, and how can it be mended without any evaluation outside the grid?
\end{exercise}
\begin{answer}
  The first step is DDIM's, with an error $\frac12h^2m'$ that no longer is small: the order is~2. The corrector
  mends it: after the first step it uses $m$ at both ends, with a local error of order~3, after the second it
  has three nodes. UniPC-2 with exact moments is such a method, and has order~3 from any start.
\end{answer}
