@* Experiment 3: the samplers compared.
\label{ch:samplers}%
The network of Chapter~\ref{ch:moons} knows the score of the two moons with a relative mean square error of \num{moons.score_error_reference}. Which sampler should use it? Tables of samplers usually compare one number for pictures that nobody knows the density of. Here the density is known, so that everything can be said: how far a sampler's law is from the
data; which part of that distance is the fault of the network, which of the solver, which of the first noise; and what each of the usual measures fails to see. \fig{samplers/gallery} is what one sees without asking: at 128 evaluations the samplers look alike.

\showfig{samplers/gallery}{Samples of the learned model, \num{samplers.shown} each, by method (rows) and number of network evaluations (columns), from the same noise where the method allows. Grey: the level line of the density that holds nearly all of the data. Points beyond the frame are not drawn: with few evaluations Heun and Runge--Kutta throw almost all there.}

The experiment has a claim of the article \citep{chen} to test. It reports that Euler--Maruyama gives the most random samples but needs more steps; that Heun and Runge--Kutta are deterministic and similar, the latter slightly better; and that all are reasonable. We state these sentences as predictions and add those of the theory.
@^claims of the article@>

\begin{enumerate}\itemsep0pt
\item[A1] Euler--Maruyama needs more evaluations than the deterministic methods.
\item[A2] Its samples are the most random.
\item[A3] The method of order four is slightly better than Heun's.
\item[T1] Orders on the exact flow: 1 for DDIM, 2 for Heun and DPM-Solver++(2M), 4 for Runge--Kutta; for the third-order multistep formula 2 as published and 3 as corrected (Chapter~\ref{ch:solvers}).
\item[T2] A method that is exact for Gaussian data, with its steps where the data are not Gaussian, needs the fewest evaluations.
\item[T3] With the prior far out, at $\tilde s=50$, the error of the first noise is $\tr C^2/(4\tilde s^4)$, \eqref{eq:ddim-prior}, and can be forgotten; noise in the early steps would forget it anyway.
\end{enumerate}

@*1 A law for every deterministic sampler.
A deterministic sampler with $N$ steps is a map $T$ from the first noise to a sample. Its law has a density: that of the noise, divided by the Jacobian determinant of~$T$. For a flow followed exactly the determinant is the exponential of an integral (Theorem~\ref{th:ddim-likelihood}); for the sampler as it is, with few and long steps, it is the determinant of the discrete map, and can be had exactly as well.
@^density of a sampler@>
@^tangent vectors@>

\begin{theorem}[The tangent of a sampler is a run of the sampler]\label{th:samplers-tangent}
  Let a deterministic sampler form each new state as a linear combination of earlier states and data predictions $D$, with coefficients that depend on the levels only, and let $D$ be differentiable at each level. Apply it to the enlarged state $(x,v)$ with the prediction $(D(x),D'(x)\,v)$. Then $x$ is what it was, and if $v=w$ at the start, then $v=T'(x)\,w$ at the end.
\end{theorem}
\begin{proof}
  Let $y_0=x,y_1,\dots$ be the states, $y_{k+1}=\sum_{j\le k}(a_{kj}y_j+b_{kj}D_j(y_j))$. Differentiate in the direction~$w$: the derivatives $v_k$ of $y_k$ satisfy $v_{k+1}=\sum_{j\le k}(a_{kj}v_j+b_{kj}D_j'(y_j)v_j)$, which is the same recursion with the enlarged prediction, and $v_0=w$.
\end{proof}

All deterministic methods of Chapter~\ref{ch:solvers} on a fixed grid are of this kind, whatever they predict, since score, noise, data and $v$ are linear in each other and in~$x$. So in two dimensions a particle carries two tangent vectors, and $\ln\abs{\det T'}$ costs one Jacobian of the network an evaluation. Let $q$ be the density of the first noise, $p$ that of the data, and $T$ one to one with $\det T'\ne0$. At $x=T(z)$
\begin{equation}\label{eq:samplers-d}
  \ln p_\theta(x)=\ln q(z)-\ln\abs{\det T'(z)} ,\qquad d=\ln p_\theta(x)-\ln p(x) .
\end{equation}

\begin{lemma}[Two relative entropies from samples of the model]\label{th:samplers-kl}
  Let $T$ be differentiable, one to one and onto, with $\det T'\ne0$, let $q>0$ and $p>0$ everywhere, and let $x$ have the density $p_\theta$. Then
  \begin{equation}\label{eq:samplers-kl}
    \KL(p\,\Vert\,p_\theta)=\EE\bigl[1-(1+d)\,e^{-d}\bigr] ,\qquad \KL(p_\theta\,\Vert\,p)=\EE\bigl[e^{-d}-1+d\bigr] .
  \end{equation}
  Both integrands are nonnegative, and vanish only where the densities agree.
\end{lemma}
\begin{proof}
  By the hypotheses $p_\theta>0$ everywhere. So $\EE e^{-d}=\int p_\theta\,(p/p_\theta)\,dx=1$ and $\EE[-d\,e^{-d}]=\int p\ln(p/p_\theta)\,dx$; add. Likewise $\EE d=\KL(p_\theta\Vert p)$. With $r=e^{-d}$ the integrands are $r\ln r-r+1$ and $r-1-\ln r$, both convex in $r$ with minimum~0 at $r=1$ only.
\end{proof}

Adding terms of mean zero that make an integrand nonnegative is a control variate: near agreement $d$ itself has a standard deviation of $\sqrt{2\KL}$, the integrands of order~$\KL$. So an entropy of $10^{-7}$ can be measured with a few thousand points.
@^control variate@>

@ The interface has the models, the measures, and the entropies.

@(samplers.h@>=
#ifndef SAMPLERS_H
#define SAMPLERS_H
#include <stddef.h>
#include <stdint.h>
#include "network.h"
#include "solvers.h"
@#
SolversModel samplers_exact(int tangents);
  /* data prediction of the moons; with |tangents| a particle is $(x,v,w)$, six coordinates */
SolversModel samplers_learned(const Network *net, int tangents);
  /* the same from a network of the chapter on moons */
@#
@<Interface of the quality of samples@>@;
@<Interface of the entropies of samplers@>@;
#endif

@ The exact data prediction is Tweedie's, $D=(x+\sigma^2s)/\alpha$, and its derivative $(I+\sigma^2s')/\alpha$. The score itself runs on all threads.

@(samplers.c@>=
#include <math.h>
#include <stdlib.h>
#include "base.h"
#include "rng.h"
#include "heat.h"
#include "score.h"
#include "stats.h"
#include "moons.h"
#include "samplers.h"
@#
static void exact(double *y, size_t n, const double *x,@|
  const SolversLevel *at, const void *data)
{
  (void)data;
  score_moons_score(y, at->alpha, at->sigma, n/2, x);
  for (size_t i=0; i<n; i++) y[i] = (x[i]+at->sigma*at->sigma*y[i])/at->alpha;
}
@#
@<Predictions that carry tangent vectors@>@;
@<Measures of the quality of samples@>@;
@<Entropies of deterministic samplers@>@;

@ With tangents, the points have to be gathered from their six-fold records, and two products with a symmetric matrix added.

@<Predictions that carry tangent vectors@>=
static void spread(double *y, size_t m, const double *x, const double *D, const double *J)
{ /* $D$: |m| by 2, $J=D'$: |m| by 4 */
  for (size_t i=0; i<m; i++, y += 6, x += 6, D += 2, J += 4) {
    y[0] = D[0], y[1] = D[1];
    for (int v=2; v<6; v+=2) {
      y[v] = J[0]*x[v]+J[1]*x[v+1];
      y[v+1] = J[2]*x[v]+J[3]*x[v+1];
    }
  }
}
@#
static double *gather(size_t m, const double *x) /* the points among records of six */
{
  double *p = base_reals(2*m);
  for (size_t i=0; i<m; i++) p[2*i] = x[6*i], p[2*i+1] = x[6*i+1];
  return p;
}

@ For the moons the Jacobian is symmetric: three numbers of the score's make four of~$D'$.
@^Jacobian of the prediction@>

@<Predictions that carry tangent vectors@>=
static void exact_tangents(double *y, size_t n, const double *x,@|
  const SolversLevel *at, const void *data)
{
  size_t m = n/6;
  double *p = gather(m, x), *D = base_reals(2*m), *S = base_reals(3*m), *J = base_reals(4*m);
  double s2 = at->sigma*at->sigma;
  exact(D, 2*m, p, at, data);
  score_moons_jacobian(S, at->alpha, at->sigma, m, p);
  for (size_t i=0; i<m; i++) {
    J[4*i] = (1+s2*S[3*i])/at->alpha, J[4*i+3] = (1+s2*S[3*i+2])/at->alpha;
    J[4*i+1] = J[4*i+2] = s2*S[3*i+1]/at->alpha;
  }
  spread(y, m, x, D, J);
  free(p), free(D), free(S), free(J);
}
@#
SolversModel samplers_exact(int tangents)
{@+ return (SolversModel){tangents ? exact_tangents : exact, NULL, SCORE_DATA};@+}

@ The network sees $\bar x=x/\alpha$ at the level $\tilde s=\sigma/\alpha$, with the preconditioning of Chapter~\ref{ch:moons}: the axes and variances of the data, and the blur that is known.

@<Predictions that carry tangent vectors@>=
static void ask_network(double *D, double *J, const Network *net,@|
  size_t n, const double *bar, double level)
{ /* $D$: |n| by 2; $J$, |NULL| or |n| by 4: the derivative by $\bar x$ */
  float in[2], skip[2], out[2], noise, basis[4], at = (float)level;
  float *x = base_new(8*n, sizeof *x);
  double variance[2], blur = 0.01;
  NetworkBatch batch = {@[.x@]=x, @[.noise@]=&noise, @[.in@]=in, @[.skip@]=skip, @[.out@]=out,@|
    @[.each@]=2, @[.basis@]=basis, @[.same@]=1};
  moons_axes(variance, basis);
  network_precondition(in, skip, out, &noise, 2, variance, blur, 1, &at);
  for (size_t i=0; i<2*n; i++) x[i] = (float)bar[i];
  if (J) network_jacobian(x+2*n, x+4*n, net, n, &batch);
  else network_evaluate(x+2*n, net, n, &batch);
  for (size_t i=0; i<2*n; i++) D[i] = (double)x[2*n+i];
  if (J) for (size_t i=0; i<4*n; i++) J[i] = (double)x[4*n+i];
  free(x);
}

@ The derivative by $x$ has the factor $1/\alpha$.

@<Predictions that carry tangent vectors@>=
static void learned(double *y, size_t n, const double *x,@|
  const SolversLevel *at, const void *net)
{
  double *bar = base_reals(n);
  for (size_t i=0; i<n; i++) bar[i] = x[i]/at->alpha;
  ask_network(y, NULL, net, n/2, bar, at->sigma/at->alpha);
  free(bar);
}
@#
static void learned_tangents(double *y, size_t n, const double *x,@|
  const SolversLevel *at, const void *net)
{
  size_t m = n/6;
  double *p = gather(m, x), *D = base_reals(2*m), *J = base_reals(4*m);
  for (size_t i=0; i<2*m; i++) p[i] /= at->alpha;
  ask_network(D, J, net, m, p, at->sigma/at->alpha);
  for (size_t i=0; i<4*m; i++) J[i] /= at->alpha;
  spread(y, m, x, D, J);
  free(p), free(D), free(J);
}
@#
SolversModel samplers_learned(const Network *net, int tangents)
{@+ return (SolversModel){tangents ? learned_tangents : learned, net, SCORE_DATA};@+}

@*1 Three measures on samples, and what they miss.
For stochastic samplers there is no map, and we need measures that take samples. All compare with the exact density $p$ at the last level, $\tilde s=\num{samplers.low}$, whose blur is part of the truth; the network was trained no lower, and a last denoising step would hide the difference.
@^measures of sample quality@>

\emph{Sliced Wasserstein distance} to fresh data, \eqref{eq:stats-sliced}. It moves mass, so it sees a wrong share of the two classes and outliers far away; fine structure across the arcs it hardly notices.

\emph{Likelihood under the truth.} The mean of $-\ln p(x)$ over the samples less the entropy $H$ of~$p$, called the \emph{excess}. It sees outliers at once, as $-\ln p$ grows like the distance squared over the blur squared. It has a sign: samples that cling to the ridge of the density score \emph{better} than data. And a sampler that returns the mode alone would look perfect but for the sign.

\emph{Chi-square} over the cells of a grid of the plane. It sees everything within its cells' size that $n$ samples can show, and nothing beyond; all outliers are one cell.

@ The chi-square statistic uses 40 by 40 cells on $[-2,2]\times[-\frac32,\frac32]$ and one for the rest of the plane; cells that expect fewer than five samples are put with the rest. Under the truth $(\chi^2-k)/\sqrt{2k}$ is nearly standard normal, $k$ the number of cells less one. If the samples have the law $p_\theta$ instead,
its mean is about $n\sum(p_i^\theta-p_i)^2/p_i/\sqrt{2k}\approx2n\KL/\sqrt{2k}$: an entropy of $\sqrt{2k}/(2n)$ moves it by one standard deviation.
@^chi-square test@>

@<Interface of the quality of samples@>=
enum {@+SAMPLERS_CELLS=40@+};
typedef struct {
  double sigma; /* the level, with $\alpha=1$ */
  double entropy; /* of the moons there */
  double cell[SAMPLERS_CELLS*SAMPLERS_CELLS]; /* their probabilities, row by row from below */
} SamplersTruth;
typedef struct {
  double sliced, likelihood, chi; /* as in the text; the last one normalised */
} SamplersQuality;
void samplers_truth(SamplersTruth *t, double sigma);
void samplers_quality(SamplersQuality *q, const SamplersTruth *t, int n, const double *x,@|
  uint64_t seed, uint64_t stream);
  /* of the samples |x|, |n| by 2; the sliced distance is to |n| fresh data from the |stream| */

@ Cells and entropy come from one sum over a grid of 16 points a cell in each direction. The density is smooth at the scale of its blur, a tenth, and the sum over equidistant points is exact for the entropy but for the tails outside the box, of the order of $10^{-7}$; for a cell it is the midpoint rule, right to about $10^{-4}$ of it.
@^trapezoidal rule@>

@<Measures of the quality of samples@>=
static const double left = -2, right = 2, bottom = -1.5, top = 1.5;
@#
void samplers_truth(SamplersTruth *t, double sigma)
{
  enum {@+C=SAMPLERS_CELLS, FINE=16, ROW=C*FINE@+};
  double *x = base_reals(2*ROW), *log_p = base_reals(ROW);
  double area = (right-left)*(top-bottom)/(ROW*(double)ROW);
  t->sigma = sigma, t->entropy = 0;
  for (int i=0; i<C*C; i++) t->cell[i] = 0;
  for (int j=0; j<ROW; j++) {
    for (int i=0; i<ROW; i++) {
      x[2*i] = left+(right-left)*(i+0.5)/ROW;
      x[2*i+1] = bottom+(top-bottom)*(j+0.5)/ROW;
    }
    score_moons_log_density(log_p, 1, sigma, ROW, x);
    for (int i=0; i<ROW; i++) {
      double p = exp(log_p[i])*area;
      t->cell[j/FINE*C+i/FINE] += p, t->entropy -= p*log_p[i];
    }
  }
  free(x), free(log_p);
}

@ A cell that expects too few is not counted here, and so belongs to the rest.

@<Measures of the quality of samples@>=
static double chi_square(const SamplersTruth *t, int n, const double *x)
{
  enum {@+C=SAMPLERS_CELLS@+};
  static int count[C*C];
  double rest = n, expected_rest = n, chi = 0;
  int cells = 1;
  for (int i=0; i<C*C; i++) count[i] = 0;
  for (int i=0; i<n; i++) {
    double u = floor((x[2*i]-left)/(right-left)*C), v = floor((x[2*i+1]-bottom)/(top-bottom)*C);
    if (u>=0 && u<C && v>=0 && v<C) count[(int)v*C+(int)u]++;
  }
  for (int i=0; i<C*C; i++) {
    double expected = n*t->cell[i];
    if (expected<5) continue;
    chi += (count[i]-expected)*(count[i]-expected)/expected;
    rest -= count[i], expected_rest -= expected, cells++;
  }
  chi += (rest-expected_rest)*(rest-expected_rest)/expected_rest;
  return (chi-(cells-1))/sqrt(2*(cells-1.0));
}

@ A sample that is not a number has no likelihood; the measures are then infinite rather than silently wrong.
@^NaN@>

@<Measures of the quality of samples@>=
void samplers_quality(SamplersQuality *q, const SamplersTruth *t, int n, const double *x,@|
  uint64_t seed, uint64_t stream)
{
  double *y = base_reals(2*(size_t)n), *log_p = base_reals((size_t)n);
  int finite = 1;
  for (int i=0; i<2*n; i++) finite = finite && isfinite(x[i]);
  if (finite) {
    score_moons_sample(y, NULL, NULL, 1, t->sigma, (size_t)n, seed, stream, 0);
    q->sliced = stats_sliced(2, n, x, n, y, 64);
    score_moons_log_density(log_p, 1, t->sigma, (size_t)n, x);
    q->likelihood = -stats_sum(n, log_p)/n-t->entropy;
    q->chi = chi_square(t, n, x);
  }
  else q->sliced = q->likelihood = q->chi = INFINITY;
  free(y), free(log_p);
}

@*1 The entropies.
A run with tangents gives both entropies of \eqref{eq:samplers-kl}. The first points are noise, $\normal(0,\tilde s^2I)$, or, to take the prior out of the account, exact samples of $p$ at that level.

@<Interface of the entropies of samplers@>=
typedef struct {
  double kl, deviation; /* $\KL(p\Vert p_\theta)$ and its standard error */
  double reverse; /* $\KL(p_\theta\Vert p)$ */
  long calls; /* evaluations of the model for a point */
} SamplersEntropy;
void samplers_entropy(SamplersEntropy *e, const SolversModel *tangents,@|
  const SolversMethod *method, int N, const SolversLevel *grid, int exact_start, int n, uint64_t seed, uint64_t stream);
  /* for the method on the |grid| of the schedule |solvers_edm|, from |n| points; |tangents| as
     returned by the functions above */

@ The tangents start as the two unit vectors, and the determinant is that of the two at the end.
@^Jacobian determinant@>

@<Entropies of deterministic samplers@>=
void samplers_entropy(SamplersEntropy *e, const SolversModel *tangents,@|
  const SolversMethod *method, int N, const SolversLevel *grid, int exact_start, int n, uint64_t seed, uint64_t stream)
{
  size_t m = (size_t)n;
  double *x = base_reals(6*m), *z = base_reals(2*m), *start = base_reals(m);
  double *d = base_reals(m), s = grid[0].sigma;
  SolversSchedule schedule = solvers_edm(2*s);
  @<Draw the first points |z| and their log densities |start|@>@;
  for (size_t i=0; i<m; i++) {
    double *X = x+6*i;
    X[0] = z[2*i], X[1] = z[2*i+1], X[2] = X[5] = 1, X[3] = X[4] = 0;
  }
  e->calls = solvers_run(x, 6*m, tangents, method, &schedule, N, grid, NULL);
  for (size_t i=0; i<m; i++) {
    const double *X = x+6*i;
    z[2*i] = X[0], z[2*i+1] = X[1];
    start[i] -= log(fabs(X[2]*X[5]-X[3]*X[4])); // \eqref{eq:samplers-d}
  }
  score_moons_log_density(d, 1, grid[N].sigma, m, z);
  @<Average the integrands of both entropies@>@;
  free(x), free(z), free(start), free(d);
}

@ The kernel at zero is the normalisation of the noise's density.

@<Draw the first points |z| and their log densities |start|@>=
if (exact_start) {
  score_moons_sample(z, NULL, NULL, 1, s, m, seed, stream, 0);
  score_moons_log_density(start, 1, s, m, z);
}
else {
  rng_normal(z, 2*m, seed, stream, 0);
  for (size_t i=0; i<m; i++) {
    z[2*i] *= s, z[2*i+1] *= s;
    start[i] = log(heat_kernel(2, 0, s*s))-0.5*(z[2*i]*z[2*i]+z[2*i+1]*z[2*i+1])/(s*s);
  }
}

@ Where $d$ is small, $1-(1+d)e^{-d}$ is $d^2/2$ and must not be computed as it stands; with $\mathop{\rm expm1}$ it is $-d\,e^{-d}-\mathop{\rm expm1}(-d)$, whose two terms cancel to half the digits, which is still enough for entropies above $10^{-14}$.
@^cancellation@>

@<Average the integrands of both entropies@>=
for (size_t i=0; i<m; i++) d[i] = start[i]-d[i];
for (size_t i=0; i<m; i++) start[i] = expm1(-d[i])+d[i];
e->reverse = stats_sum(n, start)/n;
for (size_t i=0; i<m; i++) start[i] = -d[i]*exp(-d[i])-expm1(-d[i]); // \eqref{eq:samplers-kl}
stats_mean(&e->kl, &e->deviation, n, start);

@*1 Orders.
T1 needs no network. Table~\ref{tab:solvers} has the orders on the moons, with the exact score, in one clock; here each method has the levels on which it is used below, equal ratios for the multistep formulas, $0.1\sinh$ of a uniform grid for the others. \claim{samplers.orders} From 200 to 800 steps the median distance of \num{samplers.order_points} end points from those of a much finer run falls with the order \num{samplers.order_ddim} for DDIM, \num{samplers.order_heun} for Heun's method, \num{samplers.order_dpmpp2m} for
DPM-Solver++(2M) and \num{samplers.order_rk4} for Runge and Kutta's; for the third-order multistep formula it is \num{samplers.order_3m_published} as published and \num{samplers.order_3m_corrected} as corrected. All are within \num{samplers.order_margin} of T1.
@^order, observed@>

@*1 Quality against evaluations.
\fig{samplers/quality} is the comparison that one would make without the density. \claim{samplers.a1} A1 holds, if only just where a method of order one is its rival: at the floor of all three measures Euler--Maruyama arrives with \num{samplers.floor_em} evaluations, DDIM with \num{samplers.floor_ddim}, Heun's method with \num{samplers.floor_heun}, Runge--Kutta's with \num{samplers.floor_rk4},
DPM-Solver++(2M) with \num{samplers.floor_2m}. \claim{samplers.floor} The Adams--Bashforth method of Chapter~\ref{ch:solvers} in the scaled variable needs \num{samplers.floor_nfe}, the fewest of all. That is T2.

\showfig{samplers/quality}{The learned model by three measures on \num{samplers.samples} samples, against the number of evaluations of the network: shift of the sliced Wasserstein distance, of the excess of $-\ln p$, and of chi-square, in absolute value, from what exact samples show. Grey: less than two standard deviations of the measure.}

\begin{wrong}[The luck of the first noises]
  Deterministic samplers that start from the same noises end, as they improve, at the same points: one sample of the data, with the luck of any sample. Compared with the mean over fresh data, all good samplers then seem to share a fault, or a virtue. The exact flow itself, from our \num{samplers.samples} first noises, has a chi-square of \num{samplers.luck_chi} standard deviations; every good method inherits it. We subtract the luck, and compare what is left with
  the standard deviation of the measure. More seeds would do as well, and cost more.
\end{wrong}
@^common random numbers@>

@ Why so few? For Gaussian data of variance $b^2$ the scaled variable $y=\bar x/\sqrt{\tilde s^2+b^2}$ does not move at all (Theorem~\ref{th:solvers-scaled}). For other data it moves only between the levels at which the data's finest structure, the blur $a=0.1$, and their extent, $b\approx1$, are resolved: above, the density is nearly the normal one with the data's covariance; below, each point sees a nearly normal ridge of its own. The clock
$\frac12\ln\frac{\tilde s^2+a^2}{\tilde s^2+b^2}$ has its range there, and is flat outside.
@^scaled variable@>@^ratio clock@>

\begin{center}\small\begin{tabular}{@@{}lcc@@{}}
\toprule
12 evaluations, exact score: $\KL(p_\theta\Vert p)$ of Adams--Bashforth & in $\bar x$ & scaled\\
\midrule
levels of equal ratio & \num{samplers.ab_x_log} & \num{samplers.ab_y_log}\\
levels $0.1\sinh$ of uniform & \num{samplers.ab_x_asinh} & \num{samplers.ab_y_asinh}\\
Karras, $\rho=7$ & \num{samplers.ab_x_karras} & \num{samplers.ab_y_karras}\\
ratio clock, $a=0.1$, $b=4$ & \num{samplers.ab_x_four} & \num{samplers.ab_y_four}\\
ratio clock, $a=0.1$, $b=1$ & \num{samplers.ab_x_one} & \num{samplers.ab_y_one}\\
\bottomrule
\end{tabular}\end{center}
\claim{samplers.clock} Variable and clock belong together: the narrow window is the best choice in the scaled variable and the worst in~$\bar x$, which must cross the levels above the window in a step or two. From the best entry of the first column to the best of the second the entropy falls by a factor of \num{samplers.clock_gain}, and the choice $b=1$, the extent of the data, is \num{samplers.b_gain} times better than $b=4$.

@ A3 is about what four evaluations a step are worth. \claim{samplers.a3} In $\bar x$ with levels $0.1\sinh$, the entropy of Runge--Kutta is \num{samplers.rk4_16} at 16 evaluations, that of Heun \num{samplers.heun_16}; at 128 they are \num{samplers.rk4_128} and \num{samplers.heun_128}. ``Slightly'' is the wrong word, and becomes more so with the budget, as orders say. In the scaled variable on the window, with twelve evaluations, they are
\num{samplers.rk4_scaled} for three steps of Runge--Kutta and \num{samplers.heun_scaled} for six of Heun: a factor of \num{samplers.a3_gain}, far less than the variable gained. But it is no comparison that one would want to win: the multistep method with twelve steps on the same levels has \num{samplers.ab_scaled}, and it can be stopped at any number of evaluations, not only at multiples of four.

@ A2, ``the most random'', has a precise sense: fresh noise in every step makes two samples from the same first noise differ. It has no sense as a quality: by Lemma~\ref{th:solvers-family} all samplers aim at the same law, and the deterministic ones are as random as their first noise. \claim{samplers.a2} The correlation of two runs of Euler--Maruyama with 256 evaluations from the same first noises is \num{samplers.correlation} to two places (of the first coordinate), where that of a deterministic
sampler is one: as far as a correlation tells, the first noise is forgotten. The law is no nearer to the data for it.
@^randomness of samples@>

@*1 Entropy, the most telling measure.
\fig{samplers/entropy} shows what samples hide. Ten thousand samples see an entropy of about $10^{-3}$; here are seven decades. \claim{samplers.kl_exact} With the exact score and \num{samplers.kl_steps} evaluations of Adams--Bashforth of order four the entropy is \num{samplers.kl_exact}, and the prior's share of it is \num{samplers.kl_prior} by \eqref{eq:ddim-prior}: nearly all, which is the first half of T3. \claim{samplers.kl_learned} With the
learned score, same method and steps, it is \num{samplers.kl_learned} with standard error \num{samplers.kl_learned_error}: the error of the network.
@^prior, error of@>

\showfig{samplers/entropy}{$\KL(p\Vert p_\theta)$ of deterministic samplers against the number of evaluations: exact score (left), learned (right). The dashed line is the prior's share \eqref{eq:ddim-prior}; on the right all curves end at the share of the network.}

Where $d$ is large at all points the first integrand is~1, whatever the entropy: an estimate near~1 says only that the laws hardly overlap. (The table of clocks therefore has the other entropy.) And where $d$ is large and negative, the model is thin and the data are not: such points are rare in the model's samples and weigh $e^{-d}$. The integrands of samplers with few steps have heavy tails, and entropies are told from five times as many points as the curves.
@^heavy tails@>

\emph{What each measure missed.} \claim{samplers.missed} At 12 evaluations the sliced distance can tell neither DPM-Solver++(2M) nor Adams--Bashforth from fresh data: its floor is \num{samplers.sliced_floor}, and it looks at marginals. Their entropies differ by a factor of \num{samplers.missed_ratio}. The likelihood's sign says in which direction a law is wrong: \claim{samplers.sign} with 8 evaluations DDIM has an excess of \num{samplers.ddim_sign}, samples beside the ridge. Entropy is blind to nothing in the law, but it needs a
deterministic sampler, a truth, and a map that is one to one and onto.

@ \emph{The error split.} Three ingredients can be exchanged for exact ones, one at a time: the network for the exact score, the solver's twelve evaluations for \num{samplers.kl_steps}, the normal prior for the exact density at $\tilde s=50$. What is left, with its standard error:
@^error split@>

\begin{center}\small\begin{tabular}{@@{}lll@@{}}
\toprule
wrong & $\KL(p\Vert p_\theta)$ & standard error\\
\midrule
all three & \num{samplers.split_all} & \num{samplers.split_all_error}\\
the network alone & \num{samplers.split_network} & \num{samplers.split_network_error}\\
the twelve steps alone & \num{samplers.split_solver} & \num{samplers.split_solver_error}\\
the prior alone & \num{samplers.split_prior} & \num{samplers.split_prior_error}\\
\bottomrule
\end{tabular}\end{center}
\claim{samplers.split} The prior can be forgotten; all three errors together give \num{samplers.split_ratio} times the sum of the single ones. Entropies of independent small errors add, since each is quadratic in $d$ and cross terms average out (Exercise~\ref{ex:samplers-additive}); those of a network and of a solver that steps through its score need not be independent, and here they are not.

@*1 Noise first, then none.
The second half of T3 is about bad starts. By Theorem~\ref{th:ddim-gauss} noise costs a factor $(1+\eta^2)^2$ in the local error, weighted by $c^2/q^2$, $q(\tilde s)=c^2+\tilde s^2$, and buys the forgetting of earlier errors. The price is paid where $\tilde s$ is near $c$; the purchase is made far above it. So noise should be on while it dominates and off before the data appear, \fig{solvers/hybrid}. Theorem~\ref{th:solvers-switch} says where for exact steps; for DDIM's, with $\eta=1$ above a switch
$\tilde s_*$ and~0 below, an early relative error~$r$ of the variance is reduced to $r\,q_*/q(\tilde s_{\rm start})$, $q_*=q(\tilde s_*)$, and the additional price is, by \eqref{eq:ddim-price} with steps $h=\delta\tilde s$, in which $4$ and the factor $q_*/q$ replace $1$ above the switch,
\begin{equation}\label{eq:samplers-switch}
  \int_{\tilde s_*}^\infty\delta\,\tilde s\,\frac{c^2}{q^2}\Bigl(\frac{4q_*}q-1\Bigr)d\tilde s=\frac\delta2\,\frac{c^2}{q_*} .
\end{equation}
Both errors have the same sign if the first noise has too little variance. Their sum is least where its derivative in $q_*$ vanishes: $q_*=c\,\sqrt{q(\tilde s_{\rm start})\,\delta/(2r)}$. But for the root, a switch at the geometric mean of the data's size and the start.
@^hybrid sampler@>@^switch@>

\claim{samplers.switch} With $c=0.7$, a first noise that has a fifth too little variance and \num{samplers.switch_steps} steps of equal ratio, the recursion \eqref{eq:ddim-recursion} has its smallest error at $\tilde s_*=\num{samplers.switch_best}$, the formula says \num{samplers.switch_theory}; with no noise the error is \num{samplers.switch_none}, with noise to the end \num{samplers.switch_all}, at the best switch \num{samplers.switch_least}. With a good start there is nothing to forget, and no noise is best.

@*1 The program.
The program has two parameters:
\parameters{samplers}
It reads the weights that the experiment of Chapter~\ref{ch:moons} has written. Experiment~$k$ uses the streams from $k\cdot2^{32}$ on.

@(samplers_main.c@>=
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "base.h"
#include "cli.h"
#include "rng.h"
#include "results.h"
#include "plot.h"
#include "stats.h"
#include "score.h"
#include "ddim.h"
#include "moons.h"
#include "samplers.h"
@#
static int samples, points;
static const CliParam table[] = {@|
  {"samples", CLI_INT, &samples, 10000, 2000, 100000, "number of samples in the measures of quality"},@|
  {"points", CLI_INT, &points, 2000, 100, 100000, "number of points in the entropies"}@t\2@>
};
@<Data and helpers of the program on samplers@>@;
@<Experiments on samplers@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "samplers", table, 2);
  if (cli_quick()) samples = 2000, points = 100;
  const char *weights = "generated/weights/moons.safetensors", *why;
  if ((net = network_load(weights, &why))==NULL) base_fail("%s %s; in the top folder of the book, run moons first", weights, why);
  samplers_truth(&truth, LOW);
  results_number("samplers.low", LOW, "%g");
  results_number("samplers.samples", samples, "%.0f");
  measure_orders(), show_gallery(), measure_quality(), compare_clocks(), compare_stages();
  measure_entropies(), split_errors(), place_switch(), forget_noise();
  network_free(net);
  return results_end();
}

@ Methods are told apart by a name, a colour and a grid. The evaluations that a budget allows are divided by those of a step.

@<Data and helpers of the program on samplers@>=
static const double HIGH = 50, LOW = 0.01;
static double extent = 0.8; /* $b$ of the scaled variable */
static Network *net;
static SamplersTruth truth;
static const SolversClock ratios = {SOLVERS_LOG, 0, 0}, karras = {SOLVERS_POWER, 7, 0},@|
  knee = {SOLVERS_ASINH, 0.1, 0}, window = {SOLVERS_RATIO, 0.1, 1},@|
  wide = {SOLVERS_RATIO, 0.1, 4};
typedef struct {
  const char *label, *method;
  int each; /* evaluations a step */
  const SolversClock *grid, *clock; /* of the levels; of a classical method */
  int scaled, colour;
} Entry;
enum {@+EULER, DDIM, HEUN, KUTTA, DPM, ADAMS, ENTRIES@+};
static const Entry entry[ENTRIES] = {@|
  {"Euler–Maruyama", "euler-maruyama", 1, &karras, NULL, 0, PLOT_VERMILLION},@|
  {"DDIM", "ddim", 1, &ratios, NULL, 0, PLOT_SKY},@|
  {"Heun", "heun", 2, &knee, &knee, 0, PLOT_BLUE},@|
  {"Runge–Kutta", "rk4", 4, &knee, &knee, 0, PLOT_GREEN},@|
  {"DPM++(2M)", "dpm++2m", 1, &ratios, NULL, 0, PLOT_PURPLE},@|
  {"Adams–Bashforth", "ab2", 1, &window, &window, 1, PLOT_BLACK}@t\2@>
};

@ One function makes the method of an entry and its grid; another a sampler's run on particles in the plane.

@<Data and helpers of the program on samplers@>=
static SolversMethod make(SolversLevel *grid, int N, const Entry *e)
{
  SolversMethod m = solvers_named(e->method);
  SolversSchedule schedule = solvers_edm(2*HIGH);
  if (e->clock) {
    m.clock = *e->clock, m.spread = extent;
    m.variable = e->scaled ? SOLVERS_SCALED : SOLVERS_XBAR;
  }
  solvers_grid(grid, N, *e->grid, &schedule, HIGH, LOW);
  return m;
}
@#
static double *start_noise(int n, uint64_t stream)
{
  double *x = base_reals(2*(size_t)n);
  rng_normal(x, 2*(size_t)n, cli_seed(), stream, 0);
  for (int i=0; i<2*n; i++) x[i] *= HIGH;
  return x;
}
@#
static void sample(double *x, int n, const SolversModel *model,@|
  const Entry *e, int budget, uint64_t stream)
{
  int N = budget/e->each;
  SolversLevel *grid = base_new((size_t)N+1, sizeof *grid);
  SolversMethod m = make(grid, N, e);
  SolversSchedule schedule = solvers_edm(2*HIGH);
  SolversPhilox philox = {cli_seed(), stream};
  SolversNoise noise = solvers_philox(&philox);
  solvers_run(x, 2*(size_t)n, model, &m, &schedule, N, grid, &noise);
  free(grid);
}
@#
static uint64_t stream(int experiment, int number)
{@+ return ((uint64_t)experiment<<32)+(uint64_t)number;@+}

@ \emph{Orders} by medians, against a fine run. The multistep formulas of the literature step in $\ln\tilde s$, and are measured on its grid.

@<Experiments on samplers@>=
static int ascending(const void *a, const void *b)
{@+ double x = *(const double *)a, y = *(const double *)b;@+ return (x>y)-(x<y);@+}
@#
static double median_error(const Entry *e, int N, const double *end, int n)
{
  double *x = start_noise(n, stream(1, 0)), median;
  SolversModel model = samplers_exact(0);
  sample(x, n, &model, e, N*e->each, 0);
  for (int i=0; i<n; i++) x[i] = hypot(x[2*i]-end[2*i], x[2*i+1]-end[2*i+1]);
  qsort(x, (size_t)n, sizeof *x, ascending), median = x[n/2];
  free(x);
  return median;
}

@ The sentences of T1 make a table.

@<Experiments on samplers@>=
static void measure_orders(void)
{
  enum {@+KINDS=6, GRIDS=3@+};
  static const struct { Entry entry;@+ const char *key;@+ double order; } kind[KINDS] = {@|
    {{"", "ddim", 1, &knee, NULL, 0, 0}, "samplers.order_ddim", 1},@|
    {{"", "heun", 2, &knee, &knee, 0, 0}, "samplers.order_heun", 2},@|
    {{"", "dpm++2m", 1, &ratios, NULL, 0, 0}, "samplers.order_dpmpp2m", 2},@|
    {{"", "rk4", 4, &knee, &knee, 0, 0}, "samplers.order_rk4", 4},@|
    {{"", "dpm++3m-published", 1, &ratios, NULL, 0, 0}, "samplers.order_3m_published", 2},@|
    {{"", "dpm++3m", 1, &ratios, NULL, 0, 0}, "samplers.order_3m_corrected", 3}@t\2@>
  };
  int n = cli_quick() ? 21 : 201;
  double worst = 0, *end = start_noise(n, stream(1, 0));
  SolversModel model = samplers_exact(0);
  sample(end, n, &model, &entry[KUTTA], 4*4000, 0);
  for (int k=0; k<KINDS; k++) {
    double h[GRIDS], off[GRIDS], order;
    for (int g=0; g<GRIDS; g++) {
      int N = 200<<g;
      h[g] = 1.0/N, off[g] = median_error(&kind[k].entry, N, end, n);
    }
    order = stats_slope(GRIDS, h, off), worst = fmax(worst, fabs(order-kind[k].order));
    results_number(kind[k].key, order, "%.2f"), cli_progress("orders", k+1, KINDS);
  }
  free(end);
  results_number("samplers.order_points", n, "%.0f");
  results_number("samplers.order_margin", worst, "%.2f");
  results_within("samplers.orders", worst, 0, 0.15);
}

@ \emph{The gallery}: four budgets, six methods, the learned model, over a level line of the density.

@<Experiments on samplers@>=
static void outline(Plot *p) /* where the moons are */
{
  enum {@+NX=52, NY=39@+};
  static double at[2*NX*NY], log_p[NX*NY];
  const double level = -4;
  for (int k=0; k<NX*NY; k++)
    at[2*k] = 2*((2*(k%NX)+1.0)/NX-1), at[2*k+1] = 1.5*((2*(k/NX)+1.0)/NY-1);
  score_moons_log_density(log_p, 1, LOW, NX*NY, at);
  plot_pen(p, PLOT_GREY, 0.6, 0), plot_contours(p, "log density", NX, NY, log_p, 1, &level);
}
@#
static void show_gallery(void)
{
  enum {@+SHOWN=180, COLUMNS=4@+};
  static const int budget[COLUMNS] = {8, 16, 32, 128};
  SolversModel model = samplers_learned(net, 0);
  Plot *p = plot_new("gallery", 122, 0);
  plot_grid(p, ENTRIES, COLUMNS);
  for (int k=0; k<ENTRIES; k++)
    for (int b=0; b<COLUMNS; b++) {
      double *x = start_noise(SHOWN, stream(2, 0)), px[SHOWN], py[SHOWN];
      char title[64];
      sample(x, SHOWN, &model, &entry[k], budget[b], stream(2, 10));
      for (int i=0; i<SHOWN; i++) px[i] = x[2*i], py[i] = x[2*i+1];
      plot_panel(p, k*COLUMNS+b);
      plot_axes(p, -2, 2, -1.5, 1.5, PLOT_EQUAL|PLOT_NO_X|PLOT_NO_Y, NULL, NULL);
      snprintf(title, sizeof title, "%s, %d", entry[k].label, budget[b]), plot_title(p, title);
      outline(p), plot_dots(p, entry[k].colour, PLOT_DOT, "samples", SHOWN, px, py);
      free(x);
    }
  plot_end(p);
  results_number("samplers.shown", SHOWN, "%.0f");
}

@ \emph{Quality.} The floor of each measure comes from fresh data: mean and standard deviation over twenty sets. A sampler is at the floor if all three are shifted by less than two standard deviations, a shift that samples of this size can just see. Budgets double; only Euler--Maruyama goes beyond 256.

@<Experiments on samplers@>=
enum {@+BUDGETS=10, MEASURES=3, SETS=20@+};
static const int budgets[BUDGETS] = {4, 8, 12, 16, 32, 64, 128, 256, 512, 1024};
static double quality[ENTRIES][BUDGETS][MEASURES], usual[MEASURES], spread[MEASURES];
@#
static void take(double *value, int n, const double *x)
{
  SamplersQuality q;
  samplers_quality(&q, &truth, n, x, cli_seed(), stream(3, 1));
  value[0] = q.sliced, value[1] = q.likelihood, value[2] = q.chi;
}
@#
static int at_floor(const double *value)
{
  int fine = 1;
  for (int m=0; m<MEASURES; m++) fine = fine && fabs(value[m])<2*spread[m];
  return fine;
}
@#
static void measure_quality(void)
{
  SolversModel model = samplers_learned(net, 0);
  @<Measure the floor on fresh data and the luck of the first noises@>@;
  for (int k=0; k<ENTRIES; k++)
    for (int b=0; b<BUDGETS; b++) {
      double *x = start_noise(samples, stream(3, 0)), *value = quality[k][b];
      if (budgets[b]>256 && k>0) value[0] = value[1] = value[2] = NAN;
      else {
        sample(x, samples, &model, &entry[k], budgets[b], stream(3, 1000));
        take(value, samples, x);
      }
      for (int m=0; m<MEASURES; m++) value[m] -= k ? luck[m] : usual[m];
      free(x), cli_progress("quality", BUDGETS*k+b+1, ENTRIES*BUDGETS);
    }
  @<Tell at which budget each sampler is at the floor@>@;
  @<Draw quality against evaluations@>@;
}

@ The luck is that of the exact score and a fine run.

@<Measure the floor on fresh data and the luck of the first noises@>=
double seen[MEASURES][SETS], value[MEASURES], deviation;
for (int i=0; i<SETS; i++) {
  double *x = base_reals(2*(size_t)samples);
  score_moons_sample(x, NULL, NULL, 1, LOW, (size_t)samples, cli_seed(), stream(3, 100+i), 0);
  take(value, samples, x), free(x);
  for (int m=0; m<MEASURES; m++) seen[m][i] = value[m];
}
for (int m=0; m<MEASURES; m++) {
  stats_mean(&usual[m], &deviation, SETS, seen[m]);
  spread[m] = sqrt(stats_variance(SETS, seen[m]));
}
results_number("samplers.sliced_floor", usual[0], "%.4f");
double luck[MEASURES], *lucky = start_noise(samples, stream(3, 0));
SolversModel truly = samplers_exact(0);
sample(lucky, samples, &truly, &entry[ADAMS], 256, 0);
take(luck, samples, lucky), free(lucky);
results_number("samplers.luck_chi", luck[2], "%.1f");

@ A sampler that never arrives is given twice the largest budget. The least ratio in each claim is that of the closest rival.

@<Tell at which budget each sampler is at the floor@>=
static const char *key[ENTRIES] = {"samplers.floor_em", "samplers.floor_ddim",@|
  "samplers.floor_heun", "samplers.floor_rk4", "samplers.floor_2m", "samplers.floor_nfe"};
double reached[ENTRIES], slow = INFINITY, fast = INFINITY;
for (int k=0; k<ENTRIES; k++) {
  reached[k] = 2048;
  for (int b=BUDGETS-1; b>=0; b--)
    if (at_floor(quality[k][b])) reached[k] = budgets[b];
    else if (!isnan(quality[k][b][0])) break;
  results_number(key[k], reached[k], "%.0f");
}
for (int k=1; k<ENTRIES; k++) slow = fmin(slow, reached[EULER]/reached[k]);
for (int k=0; k<ADAMS; k++) fast = fmin(fast, reached[k]/reached[ADAMS]);
results_within("samplers.a1", slow, 1, INFINITY);
results_within("samplers.floor", reached[ADAMS], 1, 16);
results_within("samplers.floor", fast, 2, INFINITY);
results_number("samplers.ddim_sign", quality[DDIM][1][1], "%.2f");
results_within("samplers.sign", quality[DDIM][1][1]/spread[1], 4, INFINITY);

@ @<Draw quality against evaluations@>=
static const char *title[MEASURES] = {"sliced distance", "excess of $−$ln $p$", "chi-square"};
static const double low[MEASURES] = {1e-4, 1e-4, 1e-2}, high[MEASURES] = {100, 30, 3e3};
static const int rank[ENTRIES] = {1, 5, 4, 2, 3, 0}; /* of the labels: the longest on top */
Plot *p = plot_new("quality", 122, 58);
plot_grid(p, 1, MEASURES);
for (int m=0; m<MEASURES; m++) {
  double ends[2] = {3, 1500}, below[2] = {low[m], low[m]};
  double above[2] = {2*spread[m], 2*spread[m]};
  plot_panel(p, m);
  plot_axes(p, 3, 1500, low[m], high[m], PLOT_LOG_X|PLOT_LOG_Y, "evaluations", NULL);
  plot_title(p, title[m]);
  plot_pen(p, PLOT_GREY, 1, 0), plot_band(p, "fresh data", 2, ends, below, above);
  for (int k=0; k<ENTRIES; k++) {
    const Entry *e = &entry[k];
    double n[BUDGETS], y[BUDGETS];
    for (int b=0; b<BUDGETS; b++) n[b] = budgets[b], y[b] = fabs(quality[k][b][m]);
    plot_curve(p, e->colour, 0.9, 0, e->label, BUDGETS, n, y);
    plot_dots(p, e->colour, k%5, e->label, BUDGETS, n, y);
    if (m==0) plot_text(p, 1400, high[m]*pow(0.37, rank[k]+0.7), "r", e->label);
  }
}
plot_end(p);

@ \emph{Variables and clocks}, and all that follows, compare entropies. What the text tells is measured on |MANY| times as many points as what a curve shows.

@<Experiments on samplers@>=
enum {@+MANY=5@+};
static SamplersEntropy entropy(const Entry *e, int order, int budget,@|
  const SolversModel *model, int exact_start, int n)
{
  SamplersEntropy result;
  int N = budget/e->each;
  SolversLevel *grid = base_new((size_t)N+1, sizeof *grid);
  SolversMethod m = make(grid, N, e);
  if (order) m.order = order;
  samplers_entropy(&result, model, &m, N, grid, exact_start, n,@|
    cli_seed(), stream(4, exact_start));
  free(grid);
  return result;
}

@ Twelve evaluations of Adams--Bashforth on the exact score, in two variables on five sets of levels.

@<Experiments on samplers@>=
static double gain[2]; /* of the scaled variable; there of Runge--Kutta over Heun */
static void compare_clocks(void)
{
  enum {@+CLOCKS=5@+};
  static const SolversClock *clock[CLOCKS] = {&ratios, &knee, &karras, &wide, &window};
  static const char *name[CLOCKS] = {"log", "asinh", "karras", "four", "one"};
  SolversModel model = samplers_exact(1);
  double kl[2][CLOCKS], least[2] = {INFINITY, INFINITY}, most = 0;
  for (int v=0; v<2; v++)
    for (int k=0; k<CLOCKS; k++) {
      Entry e = {"", "ab2", 1, clock[k], clock[k], v, 0};
      char key[64];
      kl[v][k] = entropy(&e, 0, 12, &model, 0, MANY*points).reverse;
      snprintf(key, sizeof key, "samplers.ab_%s_%s", v ? "y" : "x", name[k]);
      results_number(key, kl[v][k], "%.1e"), least[v] = fmin(least[v], kl[v][k]);
      if (v==0) most = fmax(most, kl[v][k]);
    }
  gain[0] = least[0]/least[1];
  results_number("samplers.clock_gain", gain[0], "%.0f");
  results_number("samplers.b_gain", kl[1][3]/kl[1][4], "%.1f");
  results_within("samplers.clock", gain[0], 30, INFINITY);
  results_within("samplers.clock", kl[1][3]/kl[1][4], 1.5, INFINITY);
  results_within("samplers.clock", kl[1][4]/least[1], 1, 1);
  results_within("samplers.clock", kl[0][4]/most, 1, 1);
}

@ \emph{Stages}: the two Runge--Kutta methods, in $\bar x$ and $\mathop{\rm asinh}$, and on the window; and the scaled variable with another extent.

@<Experiments on samplers@>=
static double tell(const char *key, const Entry *e, int budget)
{
  SolversModel model = samplers_exact(1);
  double kl = entropy(e, 0, budget, &model, 0, MANY*points).kl;
  results_number(key, kl, "%.1e");
  return kl;
}
@#
static void compare_stages(void)
{
  Entry h = entry[HEUN], r = entry[KUTTA];
  double heun16 = tell("samplers.heun_16", &h, 16), rk16 = tell("samplers.rk4_16", &r, 16);
  double heun128 = tell("samplers.heun_128", &h, 128);
  double rk128 = tell("samplers.rk4_128", &r, 128);
  SolversModel model = samplers_exact(1);
  double ddim128 = entropy(&entry[DDIM], 0, 128, &model, 0, MANY*points).kl;
  h.grid = h.clock = r.grid = r.clock = &window, h.scaled = r.scaled = 1;
  double heun = tell("samplers.heun_scaled", &h, 12);
  double rk4 = tell("samplers.rk4_scaled", &r, 12);
  double adams = tell("samplers.ab_scaled", &entry[ADAMS], 12);
  gain[1] = heun/rk4, results_number("samplers.a3_gain", gain[1], "%.1f");
  results_less("samplers.a3", rk16/heun16, 1);
  results_less("samplers.a3", rk128/heun128, 0.1);
  results_within("samplers.a3", gain[1], 1, gain[0]/10);
  results_within("samplers.a3", rk4/adams, 1./3, 3);
  results_number("samplers.hidden", ddim128/rk128, "%.0e");
  results_within("samplers.hidden", ddim128/rk128, 1000, INFINITY);
  extent = 0.4, tell("samplers.extent_half", &entry[ADAMS], 12);
  extent = 1.6, tell("samplers.extent_twice", &entry[ADAMS], 12);
  extent = 0.8;
}

@ \emph{Entropies} against the budget.

@<Experiments on samplers@>=
enum {@+STEPS=256@+};
static SamplersEntropy fine[2]; /* of a fine run, exact and learned score */
static void measure_entropies(void)
{
  enum {@+GRIDS=8, ROWS=6@+};
  static const int budget[GRIDS] = {8, 12, 16, 24, 32, 64, 128, 256};
  static const struct { int entry, order, colour;@+ const char *label; } row[ROWS] = {@|
    {DDIM, 0, PLOT_SKY, "DDIM"}, {HEUN, 0, PLOT_BLUE, "Heun"},@|
    {KUTTA, 0, PLOT_GREEN, "Runge–Kutta"}, {DPM, 0, PLOT_PURPLE, "DPM++(2M)"},@|
    {ADAMS, 0, PLOT_BLACK, "Adams 2"}, {ADAMS, 4, PLOT_ORANGE, "Adams 4"}@t\2@>
  };
  double n[GRIDS], kl[2][ROWS][GRIDS];
  for (int l=0; l<2; l++) {
    SolversModel model = l ? samplers_learned(net, 1) : samplers_exact(1);
    for (int k=0; k<ROWS; k++)
      for (int g=0; g<GRIDS; g++) {
        const Entry *e = &entry[row[k].entry];
        n[g] = budget[g];
        kl[l][k][g] = entropy(e, row[k].order, budget[g], &model, 0, points).kl;
        cli_progress("entropies", GRIDS*(ROWS*l+k)+g+1, 2*ROWS*GRIDS);
      }
    fine[l] = entropy(&entry[ADAMS], 4, STEPS, &model, 0, MANY*points);
  }
  @<Tell the entropies of fine runs@>@;
  @<Draw the entropies against evaluations@>@;
}

@ The prior's share needs the covariance of the moons, whose arcs have the means $\frac1\pi\int_0^\pi\sin^2=\frac12$, $\frac1\pi\int_0^\pi\sin=\frac2\pi$.

@<Tell the entropies of fine runs@>=
const double pi = 3.14159265358979323846, b2 = 0.01;
double one = 0.75+b2, two = 0.5625-1/pi+b2, mixed = 0.125-1/pi;
double prior = (one*one+2*mixed*mixed+two*two)/(4*pow(HIGH, 4));
results_number("samplers.kl_steps", STEPS, "%.0f");
results_number("samplers.kl_prior", prior, "%.1e");
results_number("samplers.kl_exact", fine[0].kl, "%.1e");
results_number("samplers.kl_learned", fine[1].kl, "%.1e");
results_number("samplers.kl_learned_error", fine[1].deviation, "%.0e");
results_number("samplers.missed_ratio", kl[1][3][1]/kl[1][4][1], "%.0f");
results_within("samplers.kl_exact", fine[0].kl/prior, 0.7, 1.4);
results_within("samplers.kl_learned", fine[1].kl, 1e-4, 1e-3);
results_less("samplers.missed", fabs(quality[DPM][2][0])/(2*spread[0]), 1);
results_less("samplers.missed", fabs(quality[ADAMS][2][0])/(2*spread[0]), 1);
results_within("samplers.missed", kl[1][3][1]/kl[1][4][1], 4, INFINITY);
results_less("samplers.network", kl[0][4][3]/fine[1].kl, 1);

@ @<Draw the entropies against evaluations@>=
double ends[2] = {6, 400}, share[2] = {prior, prior};
Plot *p = plot_new("entropy", 122, 60);
plot_grid(p, 1, 2);
for (int l=0; l<2; l++) {
  plot_panel(p, l);
  plot_axes(p, 6, 400, 1e-8, 10, PLOT_LOG_X|PLOT_LOG_Y|(l ? PLOT_NO_Y : 0),@|
    "evaluations", l ? NULL : "entropy");
  plot_title(p, l ? "learned score" : "exact score");
  plot_curve(p, PLOT_GREY, 1, PLOT_DASHED, "prior", 2, ends, share);
  for (int k=0; k<ROWS; k++) {
    plot_curve(p, row[k].colour, 0.9, 0, row[k].label, GRIDS, n, kl[l][k]);
    plot_dots(p, row[k].colour, (row[k].entry+(row[k].order>0))%5, row[k].label,@|
      GRIDS, n, kl[l][k]);
    if (l==1) plot_text(p, 7, 3e-4*pow(0.2, k), "l", row[k].label);
  }
}
plot_end(p);

@ \emph{The error split}: all errors together, and each alone. The fine run stands for an exact solver.

@<Experiments on samplers@>=
static void split_errors(void)
{
  static const char *name[4] = {"all", "network", "solver", "prior"};
  SolversModel exact = samplers_exact(1), learned = samplers_learned(net, 1);
  const Entry *e = &entry[ADAMS];
  SamplersEntropy part[4];
  part[0] = entropy(e, 0, 12, &learned, 0, MANY*points);
  part[1] = entropy(e, 4, STEPS, &learned, 1, MANY*points);
  part[2] = entropy(e, 0, 12, &exact, 1, MANY*points), part[3] = fine[0];
  for (int k=0; k<4; k++) {
    char key[64];
    snprintf(key, sizeof key, "samplers.split_%s", name[k]);
    results_number(key, part[k].kl, "%.1e");
    snprintf(key, sizeof key, "samplers.split_%s_error", name[k]);
    results_number(key, part[k].deviation, "%.0e");
  }
  double ratio = part[0].kl/(part[1].kl+part[2].kl+part[3].kl);
  results_number("samplers.split_ratio", ratio, "%.1f");
  results_less("samplers.split", part[3].kl/part[1].kl, 1e-3);
  results_within("samplers.split", ratio, 1, 3);
}

@ \emph{The switch}: the recursion of Theorem~\ref{th:ddim-gauss}, with $\eta=1$ above each of 41 places.

@<Experiments on samplers@>=
static void place_switch(void)
{
  enum {@+N=64, PLACES=41@+};
  double sigma[N+1], at[PLACES], off[PLACES], c2 = 0.49, r = 0.2, delta = log(HIGH/LOW)/N;
  int best = 0;
  for (int k=0; k<=N; k++) sigma[k] = HIGH*exp(-delta*k);
  for (int j=0; j<PLACES; j++) {
    int noisy = N*j/(PLACES-1);
    double V = ddim_gaussian(c2, 1, noisy, sigma, (1-r)*(c2+HIGH*HIGH));
    V = ddim_gaussian(c2, 0, N-noisy, sigma+noisy, V);
    at[j] = sigma[noisy], off[j] = fabs(V/(c2+LOW*LOW)-1);
    if (off[j]<off[best]) best = j;
  }
  @<Tell where the best switch is@>@;
}

@ The place that is |wanted| makes $q_*$ what \eqref{eq:samplers-switch} leads to.

@<Tell where the best switch is@>=
double wanted = sqrt(sqrt(c2*(c2+HIGH*HIGH)*delta/(2*r))-c2);
results_number("samplers.switch_steps", N, "%.0f");
results_number("samplers.switch_best", at[best], "%.1f");
results_number("samplers.switch_theory", wanted, "%.1f");
results_number("samplers.switch_none", off[0], "%.2f");
results_number("samplers.switch_all", off[PLACES-1], "%.2f");
results_number("samplers.switch_least", off[best], "%.2f");
results_within("samplers.switch", at[best]/wanted, 0.75, 1.3);
results_less("samplers.switch", off[best]/off[0], 0.6);
results_less("samplers.switch", off[best]/off[PLACES-1], 0.9);

@ \emph{Randomness}: two runs from the same first noises with other noise in the steps, and their correlation.

@<Experiments on samplers@>=
static void forget_noise(void)
{
  SolversModel model = samplers_learned(net, 0);
  double *x[2], sum[3] = {0, 0, 0};
  for (int k=0; k<2; k++) {
    x[k] = start_noise(samples, stream(8, 0));
    sample(x[k], samples, &model, &entry[EULER], 256, stream(8, 1000+2000*k));
  }
  for (int i=0; i<2*samples; i+=2) {
    double a = x[0][i], b = x[1][i];
    sum[0] += a*a, sum[1] += a*b, sum[2] += b*b;
  }
  free(x[0]), free(x[1]);
  double correlation = sum[1]/sqrt(sum[0]*sum[2]);
  results_number("samplers.correlation", correlation, "%.2f");
  results_within("samplers.a2", correlation, -0.1, 0.1);
}

@*1 What was learnt.
The article's sentences come out as follows. A1 is true. A2 is true of single samples and says nothing about quality. A3 is true, also at equal cost, and an understatement for long runs. \claim{samplers.hidden} That all are reasonable is true of what one sees with 128 evaluations (the last column of the gallery), and hides, with the exact score, a factor of \num{samplers.hidden} between the entropies of DDIM and Runge--Kutta.

T1 and T2 hold: orders are as predicted, and Adams--Bashforth in the scaled variable needs \num{samplers.floor_nfe} evaluations where the others need \num{samplers.floor_rk4} and more. T3 holds: at $\tilde s=50$ the prior's share is \num{samplers.kl_prior}. \claim{samplers.network} From 24 evaluations on the network, whose share is \num{samplers.kl_learned}, and not the solver decides the quality, provided that the solver works in the right variable on the right levels. These are chosen by asking for which data a step
is exact, and where the data differ from those: numerical analysis, and not a property of neural networks.

@*1 Checks.
\tested[th:samplers-tangent]{samplers}{tangents} Tangent vectors of a run agree with central differences of its end points, for three methods and the exact score. \tested{samplers}{exact} The exact prediction and its derivative are those of a sum over the arcs, at any $\alpha$ and $\sigma$; \tested{samplers}{learned} those of a network agree with differences, and depend on $x/\alpha$ and $\sigma/\alpha$ only.
\tested[th:samplers-kl]{samplers}{entropy} From an exact start a fine run has no entropy; from a normal start at $\tilde s=2$ both entropies are those of two densities in the plane, by quadrature. \tested{samplers}{truth} Cells sum to one, and the entropy of the moons is that of a sample. \tested{samplers}{fresh} Fresh data pass all three measures; \tested{samplers}{seen} each measure sees what it should: a wrong share of the arcs, one outlier, many, a blur, a number that is none.

@*1 Notes.
The samplers and their sources are in Chapters~\ref{ch:ddpm} to~\ref{ch:solvers}. \citet{karras2022} separated the choice of levels, variables and methods from training. The density of a deterministic sampler by an integral along its path is in \citet{song2021}; that of the discrete map, by the product of Jacobians, is what normalising flows compute. Comparisons by entropy are rare, because the data's density is.
@^normalising flows@>

@*1 Exercises.
\begin{exercise}[15]\label{ex:samplers-sign}
  Why can the excess of $-\ln p$ be negative, and what does a sampler do that makes it so?
\end{exercise}
\begin{answer}
  $\EE_\theta[-\ln p]-H(p)$ is $\KL(p_\theta\Vert p)+H(p_\theta)-H(p)$. A sampler that contracts too much has less entropy than the data; DDIM contracts, by Theorem~\ref{th:ddim-gauss}; but with few steps its relative entropy is larger still, and the excess is positive.
\end{answer}

\begin{exercise}[15]\label{ex:samplers-power}
  How many samples does the chi-square test need to see an entropy of $10^{-5}$ with $k=500$ cells?
\end{exercise}
\begin{answer}
  Two standard deviations are $2n\KL/\sqrt{2k}=2$, so $n=\sqrt{1000}/10^{-5}\approx3\cdot10^6$.
\end{answer}

\begin{exercise}[20]\label{ex:samplers-fold}
  With few steps the map $T$ may fold: two noises with one image. What do \eqref{eq:samplers-d} and \eqref{eq:samplers-kl} then compute?
\end{exercise}
\begin{answer}
  $q/\abs{\det T'}$ at one of the pre-images, a lower bound of $p_\theta$, which is the sum over all. So $e^{-d}$ is too large at folds, $\EE e^{-d}>1$, and the estimate is no longer the entropy; the mean of $e^{-d}$ less 1 measures how much folds.
\end{answer}

\begin{exercise}[20]\label{ex:samplers-additive}
  Let $d=d_1+d_2$ with small independent parts, each the logarithm of a ratio of densities. Show that the entropies add to leading order.
\end{exercise}
\begin{answer}
  $\KL\approx\frac12\EE d^2=\frac12(\EE d_1^2+\EE d_2^2)+\EE d_1d_2$, and $\EE d_i=\bigO{\EE d_i^2}$ because the densities are normalised; so the cross term is of fourth order if the parts are uncorrelated.
\end{answer}

\begin{exercise}[20]\label{ex:samplers-window}
  For one Gaussian component of variance $a^2$ far from the others, and all data of variance $b^2$, sketch where $y=\bar x/\sqrt{\tilde s^2+b^2}$ moves along the probability flow. Where does the ratio clock run fastest?
\end{exercise}
\begin{answer}
  Above $b$ the flow is that of $\normal(0,b^2)$ and $y$ rests; below the separation it is that of the component, $\bar x-\mu\propto\sqrt{\tilde s^2+a^2}$, which moves until $\tilde s\ll a$. The clock $\frac12\ln\frac{\tilde s^2+a^2}{\tilde s^2+b^2}$ has the derivative $\frac{\tilde s^2}{\tilde s^2+a^2}-\frac{\tilde s^2}{\tilde s^2+b^2}$ in $\ln\tilde s$, largest at $\tilde s=\sqrt{ab}$.
\end{answer}

\begin{exercise}[25]\label{ex:samplers-three}
  Run the experiment with the spread $b$ of the scaled variable at half and at twice its value. Is the choice critical?
\end{exercise}
\begin{answer}
  The entropy at twelve evaluations in the window $a=0.1$, $b=1$ is \num{samplers.ab_scaled} with 0.8, \num{samplers.extent_half} with half and \num{samplers.extent_twice} with twice that. Of the order of the data's extent is good enough: the linear part need not be removed exactly, only its size.
\end{answer}

\begin{exercise}[30]\label{ex:samplers-tangent}
  Extend Theorem~\ref{th:samplers-tangent} to stochastic samplers: what is the determinant of the map from all noises to the sample good for?
\end{exercise}
\begin{answer}
  For fixed later noises the map from the first noise is still linear in predictions, so the tangents run along. Its determinant gives the density conditional on the later noises; the law of the sampler is the mean over them, an expectation of densities rather than of logarithms, so by Jensen's inequality the mean logarithm only bounds the entropy.
\end{answer}

\begin{exercise}[40]\label{ex:samplers-optimal}
  Choose all twelve levels to minimise the entropy with the exact score. How much better than the window clock is the best grid?
\end{exercise}
\begin{answer}
  The entropy with tangents is a smooth function of the levels; coordinate descent on $\ln\tilde s_i$ from the window grid is a few thousand runs of a thousand points. We have not done it; the local error analysis of Exercise~\ref{ex:ddim-flat} predicts levels with density proportional to the cube root of the third derivative of $y$, averaged over the data.
\end{answer}
