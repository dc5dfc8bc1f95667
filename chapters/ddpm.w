@* Denoising diffusion probabilistic models.
\label{ch:ddpm}%
Take a point, shrink it a little towards the origin, add a little noise, and repeat a thousand times. Nothing
is left of the point. Now suppose
that each of the thousand steps could be undone, roughly and at random, by a Gaussian step whose mean is
computed by a network. Then one could start
from noise, undo a thousand steps, and have a new point that looks like the data. That is a \emph{denoising
diffusion probabilistic model}, DDPM
for short \citep{sohl2015,ho2020}. \fig{ddpm/chain} shows one, trained by the program of this chapter.
@^denoising diffusion probabilistic model@>
@^DDPM@>

\showfig{ddpm/chain}{Above: the forward chain of \num{ddpm.steps} steps on \num{ddpm.shown} points of the two
moons. Below, from right to left: the learned chain on as many points, from pure noise back to new points of the
moons. Columns show the same step; a pair of panels that looks alike is what training is for.}

The construction needs no stochastic differential equation: it is a Markov chain with
Gaussian steps in both directions, trained
like any model of latent variables, by a lower bound on the likelihood. For this book it is
more: a numerical method whose
equation was recognised only later. The equation appears twice, as the limit of the forward
chain and as that of the reverse one; and the method has an order, which is lost in some places.

After this chapter one can skip through a forward chain with any schedule of noise, derive the variational bound term
by term, say what a loss weighs, choose the variance of the reverse step, and train, sample and tell a likelihood.

@ \emph{Conventions.} The chain has $N$ steps, numbered by~$k$; subscripts $j<k$ are steps, and time is kept
for the limits, where step~$k$ stands at
$t_k=k/N$. The literature writes $t$ for our~$k$, $T$ for~$N$ and $\alpha_t$ for $1-\beta_k$. In this book
$\alpha$ is the signal, so we write
$1-\beta_k$, and keep only the usual name $\bar\alpha_k$ for their product: $\sqrt{\bar\alpha_k}$ is the
signal $\alpha(t_k)$ of
Chapter~\ref{ch:sde}, and $1-\bar\alpha_k$ the noise variance $\sigma^2(t_k)$. The law of the chain is
called~$q$, that of the model~$p_\theta$; $p_k$ is the density of $X_k$ under~$q$, $s_k=\nabla\ln p_k$ its
score. $Z,Z_1,Z_2,\dots$ are independent standard normal vectors in~$\RR^d$. Entropies are in nats; bits are
nats divided by $\ln2$.
@^notation@>

@*1 The forward chain.
Let $0<\beta_k<1$ be given, for $1\le k\le N$. Starting from data $X_0$ with density~$p_0$ the \emph{forward
chain} is
@^forward chain@>
\begin{equation}\label{eq:ddpm-forward}
  X_k=\sqrt{1-\beta_k}\,X_{k-1}+\sqrt{\beta_k}\,Z_k .
\end{equation}
If the coordinates of $X_{k-1}$ have variance~1, so have those of $X_k$: $(1-\beta_k)\cdot1+\beta_k=1$. Let
\begin{equation}\label{eq:ddpm-alphabar}
  \bar\alpha_k=\prod_{i=1}^k(1-\beta_i) ,\qquad\bar\alpha_0=1
  ,\qquad\beta_{j,k}=1-\frac{\bar\alpha_k}{\bar\alpha_j}\quad(j<k) .
\end{equation}

\begin{theorem}[Closed form]\label{th:ddpm-closed}
  For $0\le j<k\le N$, given $X_j$ the law of $X_k$ is $\normal\bigl(\sqrt{1-\beta_{j,k}}\,X_j,\
  \beta_{j,k}I\bigr)$. In particular, given $X_0$ it is
  $\normal\bigl(\sqrt{\bar\alpha_k}\,X_0,(1-\bar\alpha_k)I\bigr)$; and $\beta_{k-1,k}=\beta_k$.
\end{theorem}
\begin{proof}
  For $k=j+1$ this is \eqref{eq:ddpm-forward}. If it holds for~$k$, then
  \[
    X_{k+1}=\sqrt{1-\beta_{k+1}}\Bigl(\sqrt{1-\beta_{j,k}}\,X_j+\sqrt{\beta_{j,k}}\,Z\Bigr)+\sqrt{\beta_{k+1}}\,Z_{k+1}
    .
  \]
  The factor of $X_j$ is the square root of
  $(1-\beta_{k+1})\bar\alpha_k/\bar\alpha_j=\bar\alpha_{k+1}/\bar\alpha_j=1-\beta_{j,k+1}$. The two noises are
  independent, and
  their sum is normal with the variance
  \begin{equation}\label{eq:ddpm-compose}
    (1-\beta_{k+1})\,\beta_{j,k}+\beta_{k+1}=1-(1-\beta_{k+1})(1-\beta_{j,k})=\beta_{j,k+1} .\qedhere
  \end{equation}
\end{proof}
@^closed form of the forward chain@>

So any step of the chain can be sampled at once, which makes training cheap; and a chain that is looked at
only now and then is a chain of the same kind.
\begin{corollary}[Skipped steps]\label{th:ddpm-skip}
  Let $0=k_0<k_1<\dots<k_n\le N$. Then $X_{k_0},X_{k_1},\dots,X_{k_n}$ is a forward chain with the variances
  $\beta_{k_{i-1},k_i}$.
\end{corollary}
\begin{proof}
  It is a Markov chain, as a part of one, and its steps have the law of the theorem.
\end{proof}
@^skipped steps@>
@^effective beta@>

The quantity to look at is again the noise clock of Chapter~\ref{ch:sde}. Let
\begin{equation}\label{eq:ddpm-clock}
  n_k=\frac{1-\bar\alpha_k}{\bar\alpha_k}=\frac1{\bar\alpha_k}-1 ,\qquad U_k=\frac{X_k}{\sqrt{\bar\alpha_k}} .
\end{equation}
Dividing \eqref{eq:ddpm-forward} by $\sqrt{\bar\alpha_k}$ gives
$U_k=U_{k-1}+\sqrt{\beta_k/\bar\alpha_k}\,Z_k$, and
$\beta_k/\bar\alpha_k=1/\bar\alpha_k-1/\bar\alpha_{k-1}=n_k-n_{k-1}$. So $U_k=X_0+W_{n_k}$ for a Brownian
motion~$W$: the chain is the heat equation, looked at at the
$N$ times $n_1<\dots<n_N$. Its density $p_k$ is known for every mixture of Gaussians and for the moons.
@^noise clock@>

@ What is a good schedule $\beta_1,\dots,\beta_N$? It should begin gently, so that the last step of sampling
has little to do, and end with $\bar\alpha_N$ so
small that $X_N$ can be replaced by noise. Four families are in use.
@^schedules of a chain@>
@^linear schedule@>
@^cosine schedule@>

\emph{Linear} \citep{ho2020}: $\beta_k$ runs linearly from $10^{-4}$ to $0.02$ in $N=1000$ steps. For another
number of steps we multiply by $1000/N$, so that
$\sum\beta_k$, and with it the end of the chain, stays roughly the same.

\emph{Quadratic}: $\sqrt{\beta_k}$ runs linearly between the roots of two bounds, as in latent diffusion
\citep{rombach2022}.

\emph{Cosine} \citep{nichol2021}: chosen by the signal; $\bar\alpha_k$ is $\cos^2\phi(k/N)$ over
$\cos^2\phi(0)$, where
$\phi(t)=\frac\pi2(t+s)/(1+s)$ and $s=0.008$. The last $\beta_N$ would be~1; all are cut at $0.999$.

\emph{Given noise levels}: a list $\sigma_1<\dots<\sigma_N$ of standard deviations of the noise in~$U$, that
is, $n_k=\sigma_k^2$. Among such lists are the geometric one of the VE process, and
the powers of \citet{karras2022}, where $\sigma_k^{1/\rho}$ runs linearly, $\rho=7$.
@^Karras levels@>

Every process of Chapter~\ref{ch:sde} belongs here as well: stopped at times $t_0=0<t_1<\dots<t_N$ and
rescaled so that signal squared and noise squared add to~1, it has the
clock $n_k=n(t_k)$, and is \emph{exactly} a forward chain. There is no error of discretisation in it. We shall
come back to this.
@^VP-SDE, embedded chain@>

\showfig{ddpm/schedules}{Four schedules with $N=1000$. Left: the signal $\sqrt{\bar\alpha_k}$. Right: $\beta_k$. The
cosine spends its steps where signal and noise are comparable; the levels of Karras (from 0.002 to 80, $\rho=7$), meant
for deterministic solvers, where there is hardly any noise.}

@ \claim{ddpm.schedules} In \fig{ddpm/schedules} the linear chain has \num{ddpm.signal_left} of the signal left after
two thirds of the steps, and the levels of Karras, taken as a chain, spend \num{ddpm.karras_share} per cent of the steps
on noise of less than $0.1$. Some numbers of the linear schedule: $\bar\alpha_{100}=\num{ddpm.abar100}$,
$\bar\alpha_{300}=\num{ddpm.abar300}$, and at the end
$\bar\alpha_{1000}=\num{ddpm.abar1000}$. One may ask whether that is small enough. The model replaces $p_N$ by
$\normal(0,I)$, and the price is the first term of the bound, below; for the
moons and this schedule it is \num{ddpm.prior_linear} nats; for the cosine schedule it is
\num{ddpm.prior_cosine}.

@ The interface of the chapter begins with the chain. Index~0 stands for the data, so that arrays have |N+1|
entries.

@(ddpm.h@>=
#ifndef DDPM_H
#define DDPM_H
#include <stddef.h>
#include <stdint.h>
#include "sde.h"
#include "score.h"
@#
@<Interface of the forward chain of a DDPM@>@;
@<Interface of the posterior and the reverse step@>@;
@<Interface of the variational bound and its weights@>@;
@#
#endif

@ A chain carries its three arrays with it; they are for reading.

@<Interface of the forward chain of a DDPM@>=
typedef struct {
  int N; /* number of steps */
  double *beta, *alpha_bar, *noise; /* $\beta_k$, $\bar\alpha_k$, $1-\bar\alpha_k$ for $0\le k\le N$; $\beta_0=0$ */
  int *step; /* number that step~$k$ has in the chain from which this one was thinned; $k$ itself at first */
} DdpmSchedule;
@#
DdpmSchedule *ddpm_new(int N, const double *beta); /* from |N| numbers $\beta_1,\dots,\beta_N$ between 0 and 1 */
DdpmSchedule *ddpm_linear(int N, double low, double high);
  /* $\beta$ from |low| to |high| for a thousand steps, times $1000/N$; usually $10^{-4}$ and $0.02$; $N\ge2$ */
DdpmSchedule *ddpm_quadratic(int N, double low, double high); /* the same, linear in $\sqrt\beta$ */
DdpmSchedule *ddpm_cosine(int N, double offset, double most); /* usually 0.008 and 0.999 */
DdpmSchedule *ddpm_from_levels(int N, const double *sigma); /* ascending noise levels $\sigma_k=\sqrt{n_k}>0$ */
DdpmSchedule *ddpm_from_process(int N, const SdeProcess *p, const double *times);
  /* a process at |N+1| ascending times from |times[0]==0|, scaled to $\alpha^2+\sigma^2=1$ */
DdpmSchedule *ddpm_skip(const DdpmSchedule *q, int n, const int *kept);
  /* the chain at |n| ascending steps |kept[i]| between 1 and $N$ only, Corollary~\ref{th:ddpm-skip} */
void ddpm_free(DdpmSchedule *q);
@<Functions of a forward chain, declared@>@;

@ The levels come apart from the chain, since solvers want them too.

@<Functions of a forward chain, declared@>=
void ddpm_levels_karras(double *sigma, int n, double low, double high, double rho);
  /* |n>=2| ascending levels, linear in $\sigma^{1/\rho}$ */
void ddpm_levels_exponential(double *sigma, int n, double low, double high, double rho);
  /* $\ln\sigma_i=\ln\textit{low}+(i/(n-1))^\rho\ln(\textit{high}/\textit{low})$; geometric for |rho==1| */
double ddpm_beta(const DdpmSchedule *q, int j, int k); /* $\beta_{j,k}$ for $j<k$, to full accuracy; $k-j$ operations */
void ddpm_forward(double *x, size_t n, const DdpmSchedule *q, int j, int k, const double *z);
  /* |n| coordinates |x| at step~|j| become coordinates at step~|k|; |z|: |n| standard normals */

@ Near the data $1-\bar\alpha_k$ is small, and one minus a product loses its digits: with $\beta_1=10^{-4}$
four of them, with the first $\beta$ of a cosine schedule of ten thousand
steps five. By \eqref{eq:ddpm-compose} with $j=0$ there is no need to subtract,
\begin{equation}\label{eq:ddpm-noise}
  1-\bar\alpha_k=(1-\beta_k)(1-\bar\alpha_{k-1})+\beta_k :
\end{equation}
a sum of positive numbers. The same recursion from~$j$ gives $\beta_{j,k}$. At the other end
$1-\beta_{j,k}$ is small, and is taken as $\bar\alpha_k/\bar\alpha_j$.
@^cancellation@>

@(ddpm.c@>=
#include <math.h>
#include <stdlib.h>
#include "base.h"
#include "rng.h"
#include "ddpm.h"
@#
static const double pi = 3.14159265358979323846;
@#
DdpmSchedule *ddpm_new(int N, const double *beta)
{
  base_require(N>=1, "ddpm_new: a chain has at least one step, not %d", N);
  DdpmSchedule *q = base_new(1, sizeof *q);
  @<Give the new chain of |N| steps its arrays@>@;
  for (int k=1; k<=N; k++) {
    double b = beta[k-1];
    base_require(b>0 && b<1, "ddpm_new: beta %g at step %d is not between 0 and 1", b, k);
    q->beta[k] = b, q->step[k] = k;
    q->alpha_bar[k] = (1-b)*q->alpha_bar[k-1];
    q->noise[k] = (1-b)*q->noise[k-1]+b; /* \eqref{eq:ddpm-noise} */
  }
  return q;
}
@#
@<Functions of denoising diffusion models@>@;

@ One piece of memory holds the three arrays; step~0 is the data, without noise.

@<Give the new chain of |N| steps its arrays@>=
size_t length = (size_t)N+1;
q->N = N, q->beta = base_reals(3*length);
q->alpha_bar = q->beta+length, q->noise = q->alpha_bar+length;
q->step = base_new(length, sizeof *q->step);
q->beta[0] = 0, q->alpha_bar[0] = 1, q->noise[0] = 0, q->step[0] = 0;

@ Noise is added with its standard deviation: the square root of the variance of \eqref{eq:ddpm-forward}.

@<Functions of denoising diffusion models@>=
void ddpm_free(DdpmSchedule *q)
{
  if (q==NULL) return;
  free(q->beta);@+ free(q->step);@+ free(q);
}
@#
double ddpm_beta(const DdpmSchedule *q, int j, int k)
{
  double b = 0;
  base_require(0<=j && j<k && k<=q->N,@|
    "ddpm_beta: steps %d and %d of a chain of %d", j, k, q->N);
  for (int i=j+1; i<=k; i++) b = (1-q->beta[i])*b+q->beta[i];
  return b;
}
@#
void ddpm_forward(double *x, size_t n, const DdpmSchedule *q, int j, int k, const double *z)
{
  double b = sqrt(ddpm_beta(q, j, k)), a = sqrt(q->alpha_bar[k]/q->alpha_bar[j]);
  for (size_t i=0; i<n; i++) x[i] = a*x[i]+b*z[i];
}

@ A schedule is a rule that fills the array of $\beta$, and |finish| makes the chain of it.

@<Functions of denoising diffusion models@>=
static DdpmSchedule *finish(int N, double *beta)
{
  DdpmSchedule *q = ddpm_new(N, beta);
  free(beta);
  return q;
}
@#
static DdpmSchedule *between(int N, double low, double high, int power)
{ /* from |low| to |high|, linear in the root of index |power| */
  base_require(N>=2 && low>0 && high>=low,@|
    "ddpm: %d steps with beta from %g to %g", N, low, high);
  double *beta = base_reals((size_t)N), a = pow(low, 1.0/power), b = pow(high, 1.0/power);
  for (int k=0; k<N; k++)
    beta[k] = 1000.0/N*pow(a+(b-a)*k/(N-1), power);
  return finish(N, beta);
}
@#
DdpmSchedule *ddpm_linear(int N, double low, double high)
{@+ return between(N, low, high, 1);@+}
DdpmSchedule *ddpm_quadratic(int N, double low, double high)
{@+ return between(N, low, high, 2);@+}

@ For the cosine schedule $\beta_k=1-\cos^2\phi_k/\cos^2\phi_{k-1}$, and as in Chapter~\ref{ch:sde} the
difference of two squares of cosines is a product of sines:
$\beta_k=\sin(\phi_k-\phi_{k-1})\sin(\phi_k+\phi_{k-1})/\cos^2\phi_{k-1}$. For levels,
$\bar\alpha_k=1/(1+\sigma_k^2)$, so
$\beta_k=1-\bar\alpha_k/\bar\alpha_{k-1}=(\sigma_k^2-\sigma_{k-1}^2)/(1+\sigma_k^2)$.

@<Functions of denoising diffusion models@>=
DdpmSchedule *ddpm_cosine(int N, double offset, double most)
{
  base_require(N>=1 && offset>=0 && most>0 && most<1,@|
    "ddpm_cosine: %d steps, offset %g, at most %g", N, offset, most);
  double *beta = base_reals((size_t)N), unit = 0.5*pi/(1+offset);
  for (int k=1; k<=N; k++) {
    double a = unit*((k-1.0)/N+offset), b = unit*((double)k/N+offset), c = sin(unit*(N-k+1)/N);
    beta[k-1] = fmin(most, sin(unit/N)*sin(a+b)/(c*c)); /* $c=\cos\phi_{k-1}$ */
  }
  return finish(N, beta);
}
@#
DdpmSchedule *ddpm_from_levels(int N, const double *sigma)
{
  base_require(N>=1, "ddpm_from_levels: %d levels", N);
  double *beta = base_reals((size_t)N), last = 0;
  for (int k=0; k<N; k++) {
    base_require(sigma[k]>last, "ddpm_from_levels: level %d is not above the last one", k+1);
    beta[k] = (sigma[k]-last)*(sigma[k]+last)/(1+sigma[k]*sigma[k]), last = sigma[k];
  }
  return finish(N, beta);
}

@ For a process, $n(t_k)-n(t_{k-1})=v(t_k,t_{k-1})/\alpha^2(t_k)$ with the variance~$v$ of the transition,
which is known without cancellation; and
$1+n=(\alpha^2+\sigma^2)/\alpha^2$. So $\beta_k=v/(\alpha^2+\sigma^2)$.

@<Functions of denoising diffusion models@>=
DdpmSchedule *ddpm_from_process(int N, const SdeProcess *p, const double *times)
{
  base_require(N>=1 && times[0]==0,@|
    "ddpm_from_process: %d steps from time %g, not from 0", N, times[0]);
  double *beta = base_reals((size_t)N);
  for (int k=1; k<=N; k++) {
    double a, v, alpha = sde_alpha(p, times[k]), sigma = sde_sigma(p, times[k]);
    base_require(times[k]>times[k-1], "ddpm_from_process: time %d is not above the last", k);
    sde_transition(&a, &v, p, times[k-1], times[k]);
    beta[k-1] = v/(alpha*alpha+sigma*sigma);
  }
  return finish(N, beta);
}

@ A thinned chain copies the marginals of the kept steps rather than multiply them up again, and passes on the
numbers
that they have in the full chain.

@<Functions of denoising diffusion models@>=
DdpmSchedule *ddpm_skip(const DdpmSchedule *q, int n, const int *kept)
{
  base_require(n>=1, "ddpm_skip: %d steps are kept", n);
  double *beta = base_reals((size_t)n);
  for (int i=0; i<n; i++) beta[i] = ddpm_beta(q, i==0 ? 0 : kept[i-1], kept[i]);
  DdpmSchedule *thin = finish(n, beta);
  for (int i=1; i<=n; i++) {
    int k = kept[i-1];
    thin->step[i] = q->step[k], thin->alpha_bar[i] = q->alpha_bar[k], thin->noise[i] = q->noise[k];
  }
  return thin;
}

@ Two rules for levels. The first is linear in a root, the second in the logarithm or a power of it.

@<Functions of denoising diffusion models@>=
void ddpm_levels_karras(double *sigma, int n, double low, double high, double rho)
{
  base_require(n>=2 && low>0 && high>low && rho>0,@|
    "ddpm_levels_karras: %d levels from %g to %g, rho %g", n, low, high, rho);
  double a = pow(low, 1/rho), b = pow(high, 1/rho);
  for (int i=0; i<n; i++) sigma[i] = pow(a+(b-a)*i/(n-1), rho);
}
@#
void ddpm_levels_exponential(double *sigma, int n, double low, double high, double rho)
{
  base_require(n>=2 && low>0 && high>low && rho>0,@|
    "ddpm_levels_exponential: %d levels from %g to %g, rho %g", n, low, high, rho);
  for (int i=0; i<n; i++)
    sigma[i] = low*exp(pow((double)i/(n-1), rho)*log(high/low));
}

@*1 The posterior.
Going back from $X_k$ to $X_j$ is hard, since it needs the density of the data. Going back \emph{if $X_0$ is
known} is easy, since everything is Gaussian.
@^posterior of a step@>

\begin{theorem}[Posterior]\label{th:ddpm-posterior}
  Let $0<j<k$ and $\beta=\beta_{j,k}$. Given $X_0=x_0$ and $X_k=x_k$ the law of $X_j$ is
  $\normal(\tilde\mu,\tilde\beta_{j,k}I)$ with
  \begin{equation}\label{eq:ddpm-posterior}
    \tilde\mu=\frac{\sqrt{\bar\alpha_j}\;\beta}{1-\bar\alpha_k}\,x_0+\frac{\sqrt{1-\beta}\,(1-\bar\alpha_j)}{1-\bar\alpha_k}\,x_k
    ,\qquad
    \tilde\beta_{j,k}=\frac{1-\bar\alpha_j}{1-\bar\alpha_k}\,\beta .
  \end{equation}
  With the noise $\epsilon=(x_k-\sqrt{\bar\alpha_k}\,x_0)/\sqrt{1-\bar\alpha_k}$ in place of $x_0$,
  \begin{equation}\label{eq:ddpm-mean-noise}
    \tilde\mu=\frac1{\sqrt{1-\beta}}\Bigl(x_k-\frac{\beta}{\sqrt{1-\bar\alpha_k}}\,\epsilon\Bigr) .
  \end{equation}
\end{theorem}
\begin{proof}
  By Bayes' rule, and since the chain is Markov, the density of $X_j$ given both is, as a function of $x_j$,
  proportional to
  \[
    q(x_j\given x_0)\,q(x_k\given x_j)\propto
    \exp\Bigl(-\frac{\abs{x_j-\sqrt{\bar\alpha_j}\,x_0}^2}{2(1-\bar\alpha_j)}-\frac{\abs{x_k-\sqrt{1-\beta}\,x_j}^2}{2\beta}\Bigr)
    .
  \]
  The exponent is a quadratic in $x_j$: $-\frac12A\abs{x_j}^2+B\cdot x_j$ and a constant, with
  \[
    A=\frac1{1-\bar\alpha_j}+\frac{1-\beta}\beta ,\qquad
    B=\frac{\sqrt{\bar\alpha_j}}{1-\bar\alpha_j}\,x_0+\frac{\sqrt{1-\beta}}\beta\,x_k .
  \]
  This is the normal law with variance $1/A$ and mean $B/A$. Now
  \[
    A=\frac{\beta+(1-\beta)(1-\bar\alpha_j)}{(1-\bar\alpha_j)\,\beta}=\frac{1-(1-\beta)\bar\alpha_j}{(1-\bar\alpha_j)\,\beta}=\frac{1-\bar\alpha_k}{(1-\bar\alpha_j)\,\beta}
    ,
  \]
  because $(1-\beta)\bar\alpha_j=\bar\alpha_k$; and \eqref{eq:ddpm-posterior} follows. For the second form put
  $x_0=(x_k-\sqrt{1-\bar\alpha_k}\,\epsilon)/\sqrt{\bar\alpha_k}$, with
  $\sqrt{\bar\alpha_k}=\sqrt{1-\beta}\sqrt{\bar\alpha_j}$. The coefficient of~$\epsilon$ is
  $-\beta/\bigl(\sqrt{1-\beta}\sqrt{1-\bar\alpha_k}\bigr)$. That of $x_k$ is
  \[
    \frac{\beta}{(1-\bar\alpha_k)\sqrt{1-\beta}}+\frac{\sqrt{1-\beta}\,(1-\bar\alpha_j)}{1-\bar\alpha_k}
    =\frac{\beta+(1-\beta)(1-\bar\alpha_j)}{(1-\bar\alpha_k)\sqrt{1-\beta}}=\frac1{\sqrt{1-\beta}} .\qedhere
  \]
\end{proof}

In the clock the theorem has no algebra left. $U_j=X_0+W_{n_j}$ with both ends known is a Brownian bridge:
its mean lies on the chord, $u_0+\frac{n_j}{n_k}(u_k-u_0)$, and its variance is $n_j(n_k-n_j)/n_k$
(Exercise~\ref{ex:sde-bridge}). Multiply by $\sqrt{\bar\alpha_j}$, respectively $\bar\alpha_j$, and put in
\eqref{eq:ddpm-clock}.
@^Brownian bridge@>

For $j=0$ the formulas give $\tilde\beta_{0,k}=0$ and $\tilde\mu=x_0$, as they must. We write
$\tilde\beta_k=\tilde\beta_{k-1,k}$, so that $\tilde\beta_1=0$, and note $\tilde\beta_k<\beta_k$.
\claim{ddpm.ratios} For the linear schedule of a thousand steps
$\tilde\beta_k/\beta_k$ is \num{ddpm.ratio2} at $k=2$, \num{ddpm.ratio3} at $k=3$, \num{ddpm.ratio10} at
$k=10$ and \num{ddpm.ratio100} at $k=100$: the two differ near the data only.

@ Now the step that has to be learnt. Its mean and its covariance are known if the score is. The mean is
Tweedie's formula for one step of the chain; the covariance takes
one more derivative.
@^Tweedie's formula@>

\begin{theorem}[The reverse step]\label{th:ddpm-reverse}
  Let $0\le j<k$, $\beta=\beta_{j,k}$, and $\EE\abs{X_0}^2<\infty$. Then
  \begin{equation}\label{eq:ddpm-reverse}
    \EE[X_j\given X_k]=\frac{X_k+\beta s_k(X_k)}{\sqrt{1-\beta}} ,\qquad
    \Cov[X_j\given X_k]=\frac\beta{1-\beta}\bigl(I+\beta\,\nabla s_k(X_k)\bigr) .
  \end{equation}
  Also, with the noise $\epsilon$ that leads from $X_0$ to $X_k$,
  \begin{equation}\label{eq:ddpm-noise-mean}
    \EE[\epsilon\given X_k]=-\sqrt{1-\bar\alpha_k}\;s_k(X_k) ,
  \end{equation}
  so that the mean in \eqref{eq:ddpm-reverse} is \eqref{eq:ddpm-mean-noise} with $\epsilon$ replaced by its
  expectation.
\end{theorem}
\begin{proof}
  $X_k=Y+\sqrt\beta\,Z$ with $Y=\sqrt{1-\beta}\,X_j$, so $p_k(x)=\EE\varphi(x-Y)$ with the density~$\varphi$
  of $\normal(0,\beta I)$. As
  $\nabla\varphi(z)=-\frac z\beta\varphi(z)$ and $\nabla^2\varphi=\bigl(\frac{zz^\top}{\beta^2}-\frac
  I\beta\bigr)\varphi$ are bounded, we may differentiate under the expectation. Divide by $p_k$; by Bayes'
  rule
  the law of $Y$ given $X_k=x$ has the density $\varphi(x-y)/p_k(x)$ with respect to that of~$Y$. So
  \[
    \begin{aligned}
    \beta\,\frac{\nabla p_k}{p_k}(x)&=\EE[Y-x\given X_k=x] ,\\
    \beta^2\,\frac{\nabla^2p_k}{p_k}(x)&=\EE[(Y-x)(Y-x)^\top\given X_k=x]-\beta I .
    \end{aligned}
  \]
  The first is $\beta s_k$. With $\nabla^2p/p=\nabla s+ss^\top$ the second gives
  $\Cov[Y\given X_k]=\beta I+\beta^2(\nabla s_k+s_ks_k^\top)-\beta s_k(\beta s_k)^\top=\beta I+\beta^2\nabla
  s_k$. Divide by $1-\beta$. The last statement is the case $j=0$ of the mean:
  $\EE[\epsilon\given X_k]=(X_k-\sqrt{\bar\alpha_k}\,\EE[X_0\given X_k])/\sqrt{1-\bar\alpha_k}$ and
  $\sqrt{\bar\alpha_k}\,\EE[X_0\given X_k]=X_k+(1-\bar\alpha_k)s_k$.
\end{proof}

The law of $X_j$ given $X_k$ itself is not Gaussian, but it becomes so for small~$\beta$: in the density
$p_j(x_j)\,\varphi$ of it the second factor is narrow, and $\ln p_j$ is nearly linear where
that is not small. That is the whole reason for a thousand steps. \fig{ddpm/reverse} shows how far one can go.

\showfig{ddpm/reverse}{The law of $X_j$ given $X_k=0.3$ for a mixture of two Gaussians on the line, with the
Gaussian of the same mean and variance (dashed), for a small, a middle and a large step back from
$\bar\alpha_k=\num{ddpm.reverse_abar}$. For the small step they cannot be
  told apart; the relative entropy between them is \num{ddpm.reverse_kl0}, \num{ddpm.reverse_kl1} and
  \num{ddpm.reverse_kl2} nats.}

@ The posterior is three numbers, since mean and variance are the same in all coordinates.

@<Interface of the posterior and the reverse step@>=
typedef struct { double x0, xk, variance; } DdpmPosterior; /* mean $=\textit{x0}\;x_0+\textit{xk}\;x_k$ */
DdpmPosterior ddpm_posterior(const DdpmSchedule *q, int j, int k);
  /* \eqref{eq:ddpm-posterior} for $0\le j<k\le N$ */
@<Variances of the reverse step, declared@>@;
@<Ancestral sampling, declared@>@;

@ In these terms $(1-\bar\alpha_j)/(1-\bar\alpha_k)$ is the share of the noise that was there at step~$j$.

@<Functions of denoising diffusion models@>=
DdpmPosterior ddpm_posterior(const DdpmSchedule *q, int j, int k)
{
  double beta = ddpm_beta(q, j, k), share = q->noise[j]/q->noise[k];
  DdpmPosterior p;
  p.x0 = sqrt(q->alpha_bar[j])*beta/q->noise[k];
  p.xk = sqrt(q->alpha_bar[k]/q->alpha_bar[j])*share;
  p.variance = beta*share;
  return p;
}

@*1 The variance of a step.
The model is a chain in the other direction. It begins with noise, $p(x_N)=\normal(x_N;0,I)$, and its steps are
\begin{equation}\label{eq:ddpm-model}
  \begin{aligned}
  p_\theta(x_{k-1}\given x_k)&=\normal\bigl(x_{k-1};\,\mu_\theta(x_k,k),\,v_kI\bigr) ,\\
  \mu_\theta(x_k,k)&=\frac1{\sqrt{1-\beta_k}}\Bigl(x_k-\frac{\beta_k}{\sqrt{1-\bar\alpha_k}}\,\epsilon_\theta(x_k,k)\Bigr)
  ,
  \end{aligned}
\end{equation}
with a network $\epsilon_\theta$ that sees $x_k$ and~$k$ and predicts the noise. By
Theorem~\ref{th:ddpm-reverse} the mean is right if
$\epsilon_\theta=-\sqrt{1-\bar\alpha_k}\,s_k$. And the variance~$v_k$? \citet{ho2020} offer $\beta_k$ and
$\tilde\beta_k$. There is a best answer, and it is between the two.
@^variance of the reverse step@>
@^optimal variance@>

\begin{theorem}[Optimal variance]\label{th:ddpm-variance}
  Let $\EE\abs{X_0}^2<\infty$, $I_k=\EE\abs{s_k(X_k)}^2$, the Fisher information of $p_k$, and
  \begin{equation}\label{eq:ddpm-optimal}
    \beta^*_k=\frac{\beta_k}{1-\beta_k}\Bigl(1-\frac{\beta_kI_k}d\Bigr) .
  \end{equation}
  {\rm(a)} Of all Gaussians with a scalar variance, $-\EE\ln p_\theta(X_{k-1}\given X_k)$ is least for
  $\mu_\theta=\EE[X_{k-1}\given X_k]$ and $v_k=\beta^*_k$. For any other choice it is larger by
  \begin{equation}\label{eq:ddpm-excess}
    \frac d2(\rho-1-\ln\rho)+\frac1{2v_k}\,\EE\bigl\lvert\mu_\theta(X_k)-\EE[X_{k-1}\given X_k]\bigr\rvert^2
    ,\qquad\rho=\frac{\beta^*_k}{v_k} .
  \end{equation}
  {\rm(b)} $\tilde\beta_k\le\beta^*_k$, with equality only if the data are a single point. {\rm(c)} If the
  coordinates of $X_0$ have a mean variance of at most~1, $\beta^*_k\le\beta_k$, with equality only if
  $X_0\sim\normal(m,I)$.
\end{theorem}
\begin{proof}
  (a) Write $m=\EE[X_{k-1}\given X_k]$. The quantity is $\frac d2\ln(2\pi
  v)+\frac1{2v}\EE\abs{X_{k-1}-\mu_\theta}^2$, and
  $\EE\abs{X_{k-1}-\mu_\theta}^2=\EE\abs{X_{k-1}-m}^2+\EE\abs{m-\mu_\theta}^2$, since given $X_k$ the
  difference
  $X_{k-1}-m$ has mean zero. By \eqref{eq:ddpm-reverse}
  $\EE\abs{X_{k-1}-m}^2=\frac{\beta_k}{1-\beta_k}(d+\beta_k\EE\tr\nabla s_k)$, and $\EE\tr\nabla s_k=\int
  (\Delta p_k-\abs{\nabla p_k}^2/p_k)=-I_k$, as $p_k$ is a convolution with a Gaussian and so $\int\Delta
  p_k=0$. So it is $d\beta^*_k$, and what is left is
  $\frac d2\bigl(\ln(2\pi v)+\beta^*_k/v\bigr)$, which is least at $v=\beta^*_k$, and larger by $\frac
  d2(\rho-1-\ln\rho)$ elsewhere.

  (b) The law of $X_{k-1}$ given $X_k$ is a mixture over $X_0$ of the posteriors \eqref{eq:ddpm-posterior}, so
  with $c=\sqrt{\bar\alpha_{k-1}}\,\beta_k/(1-\bar\alpha_k)$ the covariance is
  $\tilde\beta_kI+c^2\Cov[X_0\given X_k]$, and
  \begin{equation}\label{eq:ddpm-law-of-variance}
    \beta^*_k=\tilde\beta_k+\frac{\bar\alpha_{k-1}\,\beta_k^2}{(1-\bar\alpha_k)^2}\cdot\frac{\EE\bigl\lvert
    X_0-\EE[X_0\given X_k]\bigr\rvert^2}d .
  \end{equation}
  The last expectation is zero only if $X_0$ is a function of $X_k$. But the noise leads from any two points
  to any $x_k$, so then $X_0$ is constant.

  (c) Let $w_i$ be the eigenvalues of $\Cov X_0$. The conditional expectation errs no more than any linear
  estimate; the best of these has the error
  $\sum_iw_i(1-\bar\alpha_k)/(\bar\alpha_kw_i+1-\bar\alpha_k)$. As a function of $w_i$ each term is concave,
  increasing, and equal to $1-\bar\alpha_k$ at $w_i=1$; so by Jensen's inequality the sum is at most
  $d(1-\bar\alpha_k)$ if the mean of the $w_i$ is at most~1. Then
  \[
    \beta^*_k\le\frac{(1-\bar\alpha_{k-1})\beta_k+\bar\alpha_{k-1}\beta_k^2}{1-\bar\alpha_k}=\beta_k\,\frac{1-\bar\alpha_{k-1}(1-\beta_k)}{1-\bar\alpha_k}=\beta_k
    .
  \]
  Equality needs $w_i=1$ for all~$i$, and a linear conditional expectation. By \eqref{eq:ddpm-noise-mean} the
  score is then linear, so $p_k$ is normal. Its characteristic function is that of $\sqrt{\bar\alpha_k}X_0$
  times a Gaussian, so $X_0$ is normal too.
\end{proof}

So $\beta_k$ is right for $\normal(0,I)$ and $\tilde\beta_k$ for a single point, and everything else is
between. That $\beta^*_k$ can be had from the mean square of a score network, after the training, is the idea
of
Analytic-DPM \citep{bao2022}. \fig{ddpm/variance} shows where the moons lie.
@^Analytic-DPM@>

\showfig{ddpm/variance}{Variances of the reverse step as fractions of $\beta_k$, for the linear chain thinned
to 50 steps: $\tilde\beta_k$, right for a single point; $\beta_k$, right for $\normal(0,I)$; and between them
$\beta^*_k$ of the moons, by \eqref{eq:ddpm-optimal}. Where the noise is below the
finest structure of the data, the right variance is nearly~$\beta_k$, and $\tilde\beta_k$ is far off.}

\claim{ddpm.variance} The moons are blurred by $0.1$, which the noise of the full chain of a
thousand steps needs many steps to reach: there, at $k=2$, their optimal variance is \num{ddpm.star2} of
$\beta_2$, while $\tilde\beta_2$ is \num{ddpm.ratio2} of it.

@ A network can also learn the variance. \citet{nichol2021} let it interpolate,
$v_k=\exp\bigl(w\ln\beta_k+(1-w)\ln\tilde\beta_k\bigr)$ with $0\le w\le1$, in which $\tilde\beta_1=0$ is
replaced by~$\tilde\beta_2$; by Theorem~\ref{th:ddpm-variance} the optimum lies in the range for $k\ge2$ whenever the data
are not wider than $\normal(0,I)$. A variance that depends on the point can do better than a constant
(Exercise~\ref{ex:ddpm-pointwise}), and a matrix $\Cov[X_{k-1}\given X_k]$ better still.
@^learned variance@>

@<Variances of the reverse step, declared@>=
double ddpm_optimal(const DdpmSchedule *q, int k, double fisher); /* $\beta^*_k$; |fisher|: $I_k/d$ */
double ddpm_interpolated(const DdpmSchedule *q, int k, double w);
  /* $\beta_k^w\,\tilde\beta_k^{1-w}$ with $\tilde\beta_2$ in place of $\tilde\beta_1=0$, as is usual; $N\ge2$ if |k==1| */

@ The information comes per dimension, as the mean square of one coordinate of the score.

@<Functions of denoising diffusion models@>=
double ddpm_optimal(const DdpmSchedule *q, int k, double fisher)
{
  base_require(1<=k && k<=q->N, "ddpm_optimal: step %d of %d", k, q->N);
  return q->beta[k]/(1-q->beta[k])*(1-q->beta[k]*fisher);
}
@#
double ddpm_interpolated(const DdpmSchedule *q, int k, double w)
{
  base_require(1<=k && k<=q->N && q->N>=2,@|
    "ddpm_interpolated: step %d of %d", k, q->N);
  int i = k==1 ? 2 : k;
  double tilde = q->beta[i]*q->noise[i-1]/q->noise[i];
  return exp(w*log(q->beta[k])+(1-w)*log(tilde));
}

@*1 Ancestral sampling.
To sample from the model one draws $x_N\sim\normal(0,I)$, and then $x_{k-1}$ from \eqref{eq:ddpm-model} for
$k=N,\dots,1$: \emph{ancestral sampling}, parents before children. One step is
@^ancestral sampling@>
\begin{equation}\label{eq:ddpm-ancestral}
  x_{k-1}=\frac1{\sqrt{1-\beta_k}}\Bigl(x_k-\frac{\beta_k}{\sqrt{1-\bar\alpha_k}}\,\epsilon_\theta(x_k,k)\Bigr)+\sqrt{v_k}\,z_k
  .
\end{equation}
Often the last step is taken without noise, $v_1=0$: a picture looks better so. The law is then that of the
mean of the last step, which is a little narrower.

@<Ancestral sampling, declared@>=
typedef void (*DdpmNoise)(double *eps, size_t n, const double *x, int k, const void *data);
  /* predicted noise of |n| points |x| at step~$k$ of the full chain; |x|, |eps|: $n$ by $d$, row-major */
void ddpm_step(double *x, size_t n, const DdpmSchedule *q, int k,@|
  const double *eps, double variance, const double *z);
  /* \eqref{eq:ddpm-ancestral} for |n| coordinates; |z|: |n| standard normals, not used if |variance==0| */
void ddpm_sample(double *x, size_t n, int d, const DdpmSchedule *q, DdpmNoise noise,@|
  const void *data, const double *variance, uint64_t seed, uint64_t stream);
  /* |x|: $n$ by $d$, at step~$N$ on entry and 0 on return; |variance|: $v_1,\dots,v_N$ at the indices 1 to $N$; step~$k$
     draws from the random stream |stream+k|, so that a point does not depend on |n| */

@ The sampler owns no model: it asks for the noise of all points at a step, and draws its own.

@<Functions of denoising diffusion models@>=
void ddpm_step(double *x, size_t n, const DdpmSchedule *q, int k,@|
  const double *eps, double variance, const double *z)
{
  base_require(1<=k && k<=q->N && variance>=0,@|
    "ddpm_step: step %d of %d with variance %g", k, q->N, variance);
  double a = sqrt(q->alpha_bar[k-1]/q->alpha_bar[k]), c = a*q->beta[k]/sqrt(q->noise[k]), g = sqrt(variance);
  if (variance==0) for (size_t i=0; i<n; i++) x[i] = a*x[i]-c*eps[i];
  else for (size_t i=0; i<n; i++) x[i] = a*x[i]-c*eps[i]+g*z[i];
}
@#
void ddpm_sample(double *x, size_t n, int d, const DdpmSchedule *q, DdpmNoise noise,@|
  const void *data, const double *variance, uint64_t seed, uint64_t stream)
{
  size_t m = n*(size_t)d;
  double *eps = base_reals(m), *z = base_reals(m);
  for (int k=q->N; k>=1; k--) {
    noise(eps, n, x, q->step[k], data);
    if (variance[k]>0) rng_normal(z, m, seed, stream+(uint64_t)k, 0);
    ddpm_step(x, m, q, k, eps, variance[k], z);
  }
  free(eps);@+ free(z);
}

@ To sample in fewer steps than the network was trained with, one takes the chain of
Corollary~\ref{th:ddpm-skip}: the network does not notice, since the law of $X_{k_i}$ is the same, but all
$\beta$ must be
the effective ones. That the function above works on a thinned chain without a change is the point of
|ddpm_skip|.
@^skipped steps@>

For Gaussian data the outcome can be computed instead of simulated.
\begin{theorem}[Sampling Gaussian data]\label{th:ddpm-gaussian}
  Let $d=1$, $X_0\sim\normal(0,w)$, $w_k=\bar\alpha_kw+1-\bar\alpha_k$. With the exact score and variances
  $v_k$, the sample $x_k$ is normal with mean zero and variance $V_k$, where $V_N=1$ and
  \begin{equation}\label{eq:ddpm-gaussian}
    V_{k-1}=c_k^2V_k+v_k ,\qquad c_k=\frac{1-\beta_k/w_k}{\sqrt{1-\beta_k}} .
  \end{equation}
  For $v_k=\beta^*_k$, $V_k-w_k=(V_N-w_N)\prod_{i>k}c_i^2$: the reverse chain has no error but that of its
  start. For $w=1$ and $v_k=\beta_k$, $V_k=1$.
\end{theorem}
\begin{proof}
  $s_k(x)=-x/w_k$, so the mean of a step is $c_kx_k$, by \eqref{eq:ddpm-reverse}. The true reverse chain
  satisfies the same recursion with $w_k$ for $V_k$ and $v_k=\Var[X_{k-1}\given X_k]=\beta^*_k$; subtract. For
  $w=1$ all $w_k=1$, $c_k=\sqrt{1-\beta_k}$.
\end{proof}

\begin{wrong}[The noise of a skipped step]
  The $\beta$ of a skipped chain are not those of the full chain at the kept steps, nor
  these times the number of steps that one replaces; they are $1-\bar\alpha_k/\bar\alpha_j$. \claim{ddpm.skip_wrong} For
  $X_0\sim\normal(0,\frac14)$, the linear schedule, and every tenth step kept,
  the effective $\beta$ with $v=\beta^*$ give the standard deviation \num{ddpm.skip_right} at the end. The
  $\beta_k$ of the kept steps as they are give \num{ddpm.skip_raw}; ten times these, \num{ddpm.skip_ten}. The
  right value is $\frac12$.
\end{wrong}

@*1 The variational bound.
How likely is a point under the model? $p_\theta(x_0)=\int p(x_N)\prod_kp_\theta(x_{k-1}\given
x_k)\,dx_1\cdots dx_N$ is an integral in a thousand times $d$ dimensions. But it has a bound which is an
expectation, and a sum.
@^variational bound@>
@^evidence lower bound@>

\begin{theorem}[The bound, term by term]\label{th:ddpm-bound}
  Let $v_k>0$ for all~$k$. For every $x_0$, $-\ln p_\theta(x_0)\le L(x_0)$ with
  \begin{equation}\label{eq:ddpm-bound}
    \begin{aligned}
    L(x_0)={}&\underbrace{\KL\bigl(q(x_N\given x_0)\,\Vert\,p(x_N)\bigr)}_{\text{prior }L_N}
    +\sum_{k=2}^N\underbrace{\EE\KL\bigl(q(x_{k-1}\given X_k,x_0)\,\Vert\,p_\theta(x_{k-1}\given
    X_k)\bigr)}_{\text{steps }L_{k-1}}\\
    &\underbrace{{}-\EE\ln p_\theta(x_0\given X_1)}_{\text{decoder }L_0} ,
    \end{aligned}
  \end{equation}
  the expectations being over the forward chain from $x_0$. In terms of the noise,
  \begin{align}
    L_N&=\tfrac12\bigl(\bar\alpha_N(\abs{x_0}^2-d)-d\ln(1-\bar\alpha_N)\bigr) ,\label{eq:ddpm-prior}\\
    L_{k-1}&=\frac d2\Bigl(\frac{\tilde\beta_k}{v_k}-1-\ln\frac{\tilde\beta_k}{v_k}\Bigr)
      +\frac{\beta_k^2}{2v_k(1-\beta_k)(1-\bar\alpha_k)}\,\EE\abs{\epsilon-\epsilon_\theta(X_k,k)}^2
      ,\label{eq:ddpm-step}\\
    L_0&=\frac d2\ln(2\pi
    v_1)+\frac{\beta_1^2}{2v_1(1-\beta_1)(1-\bar\alpha_1)}\,\EE\abs{\epsilon-\epsilon_\theta(X_1,1)}^2
    .\label{eq:ddpm-decoder}
  \end{align}
\end{theorem}
\begin{proof}
  By definition $p_\theta(x_0)=\EE\bigl[p_\theta(x_0,X_1,\dots,X_N)/q(X_1,\dots,X_N\given x_0)\bigr]$ over the
  forward chain from $x_0$, and $-\ln$ is convex: Jensen's inequality gives
  \[
    -\ln p_\theta(x_0)\le\EE\Bigl[-\ln\frac{p(X_N)\prod_{k=1}^Np_\theta(X_{k-1}\given
    X_k)}{\prod_{k=1}^Nq(X_k\given X_{k-1})}\Bigr] ,\qquad X_0=x_0 .
  \]
  Now turn the denominator round. For $k\ge2$, as the chain is Markov, and by Bayes' rule given $x_0$,
  \[
    q(x_k\given x_{k-1})=q(x_k\given x_{k-1},x_0)=q(x_{k-1}\given x_k,x_0)\,\frac{q(x_k\given
    x_0)}{q(x_{k-1}\given x_0)} .
  \]
  In the product over $k=2,\dots,N$ the fractions telescope to $q(x_N\given x_0)/q(x_1\given x_0)$, whose
  denominator cancels the factor $k=1$. So the denominator is $q(x_N\given x_0)\prod_{k\ge2}q(x_{k-1}\given
  x_k,x_0)$, and the logarithm splits into the three
  kinds of terms. In the step terms take the expectation over $X_{k-1}$ first, given $X_k$ and $x_0$: this
  makes each of them a relative entropy.

  For two Gaussians in $\RR^d$,
  \begin{equation}\label{eq:ddpm-kl}
    \KL\bigl(\normal(m,uI)\,\Vert\,\normal(m',vI)\bigr)=\frac d2\Bigl(\frac uv-1-\ln\frac
    uv\Bigr)+\frac{\abs{m-m'}^2}{2v} ,
  \end{equation}
  as one sees by taking the expectation of the difference of the two exponents. With
  $m=\sqrt{\bar\alpha_N}x_0$, $u=1-\bar\alpha_N$, $v=1$ this is \eqref{eq:ddpm-prior}. With
  \eqref{eq:ddpm-mean-noise} and \eqref{eq:ddpm-model},
  $\tilde\mu-\mu_\theta=-\beta_k(\epsilon-\epsilon_\theta)/\sqrt{(1-\beta_k)(1-\bar\alpha_k)}$, and
  \eqref{eq:ddpm-step} follows. For $k=1$, \eqref{eq:ddpm-mean-noise} holds with $\tilde\mu=x_0$, so that
  $x_0-\mu_\theta(X_1,1)$ has the same form.
\end{proof}
@^Jensen's inequality@>
@^telescoping sum@>

For pictures with integer values the decoder is a discrete law. Our data are real vectors, and the decoder is
one more Gaussian step, with the same weight on the noise as the others. So the bound
bounds a density, not a probability: it can be negative, and it changes if the unit of length does. Its
natural zero is the entropy of the data.
@^decoder@>

\begin{theorem}[What the bound loses]\label{th:ddpm-gap}
  Let $H_k$ be the entropy of $p_k$. Over data with a density $p_0$ of finite entropy and finite second moments,
  \begin{equation}\label{eq:ddpm-gap}
    \EE L(X_0)-H_0=\KL\bigl(p_N\,\Vert\,\normal(0,I)\bigr)+\sum_{k=1}^N\EE\KL\bigl(q(x_{k-1}\given
    X_k)\,\Vert\,p_\theta(x_{k-1}\given X_k)\bigr) .
  \end{equation}
  If $\epsilon_\theta$ is exact, that is $-\sqrt{1-\bar\alpha_k}\,s_k$, the term~$k$ is $D_k+\frac
  d2(\rho_k-1-\ln\rho_k)$ with $\rho_k=\beta^*_k/v_k$ and
  \begin{equation}\label{eq:ddpm-dk}
    D_k=\frac d2\ln\frac{\beta^*_k}{\beta_k}+H_k-H_{k-1}\ge0 .
  \end{equation}
\end{theorem}
\begin{proof}
  By the proof above $\EE L(X_0)$ is the expectation of $\ln\bigl(q(X_1,\dots,X_N\given
  X_0)/p_\theta(X_0,\dots,X_N)\bigr)$. With $-H_0=\EE\ln p_0(X_0)$ we get on the left the relative entropy of
  the laws of the two whole chains. Write $q$ backwards too, as
  $p_N(x_N)\prod_kq(x_{k-1}\given x_k)$, a Markov chain remaining one when it is read backwards; the logarithm
  of the quotient is then a sum, and each term has the expectation on the right.

  Let $v_k=\beta^*_k$ and $\mu_\theta$ exact. Then $-\EE\ln p_\theta(X_{k-1}\given X_k)=\frac d2\ln(2\pi
  e\beta^*_k)$, so
  $D_k=\frac d2\ln(2\pi e\beta^*_k)-H(X_{k-1}\given X_k)$ with the conditional entropy. And $H(X_{k-1}\given
  X_k)=H(X_k\given X_{k-1})+H_{k-1}-H_k$ with $H(X_k\given X_{k-1})=\frac d2\ln(2\pi e\beta_k)$.
  $D_k$ is a mean of relative entropies, so not negative. For other variances add \eqref{eq:ddpm-excess}.
\end{proof}

@ So with the exact score the whole bound is known if the Fisher information $I_k$ along the chain is; no path
need be simulated. And \eqref{eq:ddpm-dk} has a meaning. In the clock of \eqref{eq:ddpm-clock}, let $I(n)$ be
the Fisher information of $U=X_0+W_n$.
De Bruijn's identity (Theorem~\ref{th:heat-debruijn}) says that the entropy of~$U$ grows at the rate
$\frac12I(n)$.
@^de Bruijn's identity@>
@^rectangle rule@>

\begin{theorem}[The bound is a rectangle rule]\label{th:ddpm-rectangle}
  With $\Delta_k=n_k-n_{k-1}$,
  \begin{equation}\label{eq:ddpm-rectangle}
    D_k=\frac12\int_{n_{k-1}}^{n_k}I(n)\,dn+\frac d2\ln\Bigl(1-\frac{\Delta_kI(n_k)}d\Bigr) .
  \end{equation}
  Let $p_0$ be a mixture of Gaussians with positive covariances, and let $s$ be the score of~$U$. Then
  \begin{equation}\label{eq:ddpm-leading}
    D_k=\tfrac14\Delta_k^2\,V(n_k)+\bigO{\Delta_k^3} ,\qquad V=\EE\tr(\nabla s)^2-\tfrac1d(\EE\tr\nabla
    s)^2\ge0 ,
  \end{equation}
  and $V(n)=0$, for any one~$n$, only for $p_0=\normal(m,wI)$. If $n_k=n(t_k)$ for a smooth function~$n$ on $[0,1]$ with $n(0)=0$,
  the steps lose together $\frac1{4N}\int_0^1n'(t)^2\,V(n(t))\,dt+\bigO{N^{-2}}$.
\end{theorem}
\begin{proof}
  $X_k=\sqrt{\bar\alpha_k}\,U_k$, so $H_k=H(U_k)+\frac d2\ln\bar\alpha_k$ and $I_k=I(n_k)/\bar\alpha_k$. Hence
  $H_k-H_{k-1}=\frac12\int I\,dn+\frac d2\ln(1-\beta_k)$, and as $\beta_k/\bar\alpha_k=\Delta_k$,
  $\frac d2\ln(\beta^*_k/\beta_k)=\frac d2\ln(1-\Delta_kI(n_k)/d)-\frac d2\ln(1-\beta_k)$.

  \emph{The derivative of~$I$.} Let $u$ be the density of~$U$ and $\ell=\ln u$; from
  $\partial_nu=\frac12\Delta u$, $\partial_n\ell=\frac12(\Delta\ell+\abs{\nabla\ell}^2)$. For a mixture of
  Gaussians with positive covariances $\ell$ and its derivatives grow
  at most like polynomials, and $u$ decays like a Gaussian, so that we can differentiate under the integral
  and integrate by parts freely. With $I=-\int u\,\Delta\ell\,dx$,
  \[
    \begin{aligned}
    I'&=-\tfrac12\int\Delta u\,\Delta\ell\,dx-\tfrac12\int
    u\,\Delta\bigl(\Delta\ell+\abs{\nabla\ell}^2\bigr)dx\\
    &=-\int u\,\Delta\Delta\ell\,dx-\tfrac12\int u\,\Delta\abs{\nabla\ell}^2dx .
    \end{aligned}
  \]
  Here $\int u\,\Delta\Delta\ell=-\int u\,\nabla\ell\cdot\nabla\Delta\ell$, and
  $\frac12\Delta\abs{\nabla\ell}^2=\tr(\nabla^2\ell)^2+\nabla\ell\cdot\nabla\Delta\ell$, as one sees by
  writing out the second derivatives of $\sum_i(\partial_i\ell)^2$. So
  $I'=-\EE\tr(\nabla^2\ell)^2=-\EE\tr(\nabla s)^2$.

  \emph{Expansion.} At the right end, $\frac12\int I\,dn=\frac12\Delta I-\frac14\Delta^2I'+\bigO{\Delta^3}$
  and $\frac d2\ln(1-\Delta I/d)=-\frac12\Delta I-\frac14\Delta^2I^2/d+\bigO{\Delta^3}$, and $I=-\EE\tr\nabla
  s$. The sum is \eqref{eq:ddpm-leading}. For a symmetric matrix, such as $\nabla s$, $\tr(\nabla
  s)^2\ge\frac1d(\tr\nabla s)^2$, and
  $\EE(\tr\nabla s)^2\ge(\EE\tr\nabla s)^2$; equality in both means that $\nabla s$ is a constant multiple of
  the unit matrix, so that the density is an isotropic Gaussian. Finally $\Delta_k=n'(t_k)/N+\bigO{N^{-2}}$,
  and the sum over~$k$ is a Riemann sum.
\end{proof}
@^Fisher information, derivative of@>

Thus the bound with the exact score is, but for the prior term, as good as one wishes: the loss of the steps is of order $1/N$, and the constant
measures how far the data are from a single round Gaussian. The order is one because the variance is one
number a step. On the line a variance that depends on the point makes it two (Exercise~\ref{ex:ddpm-pointwise}).

What do the usual variances cost? With $v_k=\beta_k$, \eqref{eq:ddpm-optimal} gives $\rho_k=1+\bigO{\beta_k}$,
and $\rho-1-\ln\rho\approx\frac12(\rho-1)^2$: again a loss of order $1/N$. With $v_k=\tilde\beta_k$ there is a
surprise.
\begin{theorem}[The price of $\tilde\beta$]\label{th:ddpm-euler}
  Let $\beta_k=h\,\beta(t_k)+\bigO{h^2}$, $h=1/N$, with $\beta(t)$ continuous and positive on $[0,1]$, and let
  $p_0$ have finite second moments and a finite Fisher information. With the exact score, $v_k=\tilde\beta_k$ for $k\ge2$ loses as
  $h\to0$, beside $\sum D_k$,
  \begin{equation}\label{eq:ddpm-euler}
    \sum_{k=2}^N\frac d2(\rho_k-1-\ln\rho_k)\to\frac d2\,\gamma
    ,\qquad\gamma=\lim_{M\to\infty}\Bigl(\sum_{m=1}^M\frac1m-\ln M\Bigr)=0.5772\dots
  \end{equation}
\end{theorem}
\begin{proof}
  $\rho_k=\frac{\beta^*_k}{\beta_k}\cdot\frac{1-\bar\alpha_k}{1-\bar\alpha_{k-1}}$. The score of $X_0+W_n$ at
  that point is the mean of $\nabla\ln p_0(X_0)$ given the point (integrate by parts in the convolution), so
  by Jensen's inequality $I(n)\le I(0)$. Hence $I_k\le I(0)/\bar\alpha_k$ is bounded, and the first factor is
  $1+\bigO h$, uniformly. The second is $1+r_k$, $r_k=\beta_k\bar\alpha_{k-1}/(1-\bar\alpha_{k-1})$. As
  $\beta_k\le Ch$ and
  $1-\bar\alpha_{k-1}\ge1-(1-ch)^{k-1}\ge c'h(k-1)$ for $k\le N$, $r_k\le C'/(k-1)$; and $h\le1/(k-1)$. So
  $\abs{\rho_k-1}\le C''/(k-1)$, and $\rho_k\ge\frac12$ for small~$h$; there $\rho-1-\ln\rho\le(\rho-1)^2$.
  The terms are at most
  $\frac d2C''^2/(k-1)^2$, whatever~$h$: a convergent series, and we may let $h\to0$ in each term. For
  fixed~$k$, $1-\bar\alpha_k\sim kh\beta(0)$, so $\rho_k\to k/(k-1)$. With $m=k-1$ the limit is
  $\frac d2\sum_m\bigl(\frac1m-\ln\frac{m+1}m\bigr)$, and $\sum_{m\le M}\ln\frac{m+1}m=\ln(M+1)$.
\end{proof}
@^Euler's constant@>

Euler's constant, in the likelihood of a diffusion model: \num{ddpm.euler_bits} bits per dimension are lost in
the first few steps, however many steps there are. There the noise is below the finest structure of the data,
the law of $X_{k-1}$ given $X_k$ has the variance $\beta_k$, and a model with $\tilde\beta_k$ promises an
accuracy
that it does not have.

\showfig{ddpm/bound}{What the bound loses with the exact score, $\EE L-H_0$ without the prior term, against
the number of steps, for a mixture on the line and VP chains with $\beta(t)=0.1+19.9\,t$. Points: from the
Fisher information. Line: the leading term of Theorem~\ref{th:ddpm-rectangle}. With $\tilde\beta$ (and
$v_1=\beta_1$) the loss tends
  to $\frac12\gamma$ (dashed).}

@ \claim{ddpm.bound_order} In \fig{ddpm/bound} the loss with $\beta^*$ falls with the power
\num{ddpm.bound_order} of~$N$; at the largest $N=\num{ddpm.bound_most}$ it is \num{ddpm.bound_ratio} times the
leading term of Theorem~\ref{th:ddpm-rectangle}. With $\beta$ the power is \num{ddpm.bound_order_beta}.
\claim{ddpm.euler} With $\tilde\beta$ the loss
at the largest~$N$ is \num{ddpm.bound_tilde}, where $\frac12\gamma=\num{ddpm.euler_nats}$.

\begin{wrong}[The posterior variance for the reverse variance]
  ``The posterior variance $\tilde\beta_k$ is the variance of the reverse
  step'' confuses two laws: $\tilde\beta_k$ is the variance if $X_0$ is known. The right variance is larger by
  what is not known of $X_0$, \eqref{eq:ddpm-law-of-variance}. Public implementations split between the two
  choices; for samples it
  matters less the longer the chain, as samples will show, for the likelihood it matters always: \claim{ddpm.wrong_tilde} on the moons with the exact score and
  $N=1000$ the bound is \num{ddpm.bits_exact} bits per dimension with $\beta^*$, \num{ddpm.moons_beta} with
  $\beta$, and \num{ddpm.moons_tilde} with $\tilde\beta$ (in the first step $\tilde\beta_2$, as is usual); the
  entropy is \num{ddpm.entropy_bits}. What $\tilde\beta$ costs here is more than Euler's
  \num{ddpm.euler_bits}, since the linear schedule begins gently (Exercise~\ref{ex:ddpm-zero}). Also, $\tilde\beta_1=0$: as a variance of the decoder it makes the bound infinite.
\end{wrong}

@ The bound in C is three small functions. The error of the noise comes from outside, from quadrature,
simulation or a network.

@<Interface of the variational bound and its weights@>=
double ddpm_prior(const DdpmSchedule *q, int d, double square);
  /* \eqref{eq:ddpm-prior} with |square|: $\abs{x_0}^2$ or its mean; nats */
double ddpm_term(const DdpmSchedule *q, int d, int k, double variance, double square);
  /* $L_{k-1}$, \eqref{eq:ddpm-step} and for |k==1| \eqref{eq:ddpm-decoder}, with |square|: $\EE\abs{\epsilon-\epsilon_\theta}^2$, all coordinates */
@<Weights of the losses, declared@>@;

@ Two differences are left to |log1p|: at the end of the chain $1-\bar\alpha_N$ is nearly~1, and a term has to
keep its digits where $\tilde\beta_k/v_k$ is.
@^cancellation@>

@<Functions of denoising diffusion models@>=
double ddpm_prior(const DdpmSchedule *q, int d, double square)
{
  double a = q->alpha_bar[q->N];
  return 0.5*(a*(square-d)-d*log1p(-a));
}
@#
double ddpm_term(const DdpmSchedule *q, int d, int k, double variance, double square)
{
  base_require(variance>0, "ddpm_term: variance %g at step %d", variance, k);
  double weighted = ddpm_weight(q, DDPM_BOUND, k, variance)*square;
  if (k==1) return 0.5*d*log(2*pi*variance)+weighted;
  double r = q->beta[k]*q->noise[k-1]/(q->noise[k]*variance)-1;
  return 0.5*d*(r-log1p(r))+weighted;
}

@*1 The simple loss is score matching.
\citet{ho2020} train with none of the weights in the bound. Their \emph{simple loss} is
@^simple loss@>
@^score matching, weighted@>
\begin{equation}\label{eq:ddpm-simple}
  L_{\rm
  simple}=\frac1N\sum_{k=1}^N\EE\abs{\epsilon-\epsilon_\theta(\sqrt{\bar\alpha_k}X_0+\sqrt{1-\bar\alpha_k}\,\epsilon,\
  k)}^2 ,\qquad\epsilon\sim\normal(0,I) .
\end{equation}
In practice $k$ is drawn at random, once for every point of a batch. What does this learn?

\begin{theorem}[Noise prediction is weighted score matching]\label{th:ddpm-weights}
  Let $s_\theta=-\epsilon_\theta/\sqrt{1-\bar\alpha_k}$, $\sigma^2=1-\bar\alpha_k$ and
  $x_k=\sqrt{\bar\alpha_k}x_0+\sigma\epsilon$. For each $k$ with $\EE\abs{\epsilon_\theta}^2<\infty$
  \begin{equation}\label{eq:ddpm-split}
    \begin{aligned}
    \EE\abs{\epsilon-\epsilon_\theta}^2&=\sigma^2\,\EE\bigl\lvert s_\theta(X_k)-\nabla_{x_k}\ln q(X_k\given
    X_0)\bigr\rvert^2\\
    &=\sigma^2\,\EE\abs{s_\theta(X_k)-s_k(X_k)}^2+d-\sigma^2I_k ,
    \end{aligned}
  \end{equation}
  where $d-\sigma^2I_k$ does not depend on the model. If $\epsilon_\theta$ is changed by $\delta$ at a fixed
  $x_k$, the predicted $x_0$, $v=\sqrt{\bar\alpha_k}\,\epsilon-\sigma x_0$ and score change by
  \begin{equation}\label{eq:ddpm-four}
    \delta x_0=-\frac{\sigma}{\sqrt{\bar\alpha_k}}\,\delta ,\qquad\delta v=\frac1{\sqrt{\bar\alpha_k}}\,\delta
    ,\qquad\delta s=-\frac1\sigma\,\delta .
  \end{equation}
\end{theorem}
\begin{proof}
  $\ln q(x_k\given x_0)=-\abs{x_k-\sqrt{\bar\alpha_k}x_0}^2/2\sigma^2$ and a constant, so $\nabla_{x_k}\ln
  q=-\epsilon/\sigma$: the first line. With $\epsilon^*=\EE[\epsilon\given X_k]=-\sigma s_k(X_k)$,
  $\EE\abs{\epsilon-\epsilon_\theta}^2=\EE\abs{\epsilon-\epsilon^*}^2+\EE\abs{\epsilon^*-\epsilon_\theta}^2$,
  as the mixed term has mean zero given $X_k$. The second is $\sigma^2\EE\abs{s_k-s_\theta}^2$; the first is
  $\EE\abs\epsilon^2-\EE\abs{\epsilon^*}^2=d-\sigma^2I_k$.
  Finally $x_0=(x_k-\sigma\epsilon)/\sqrt{\bar\alpha_k}$ and $v=\sqrt{\bar\alpha_k}\,\epsilon-\sigma x_0$, so
  $\delta v=(\sqrt{\bar\alpha_k}+\sigma^2/\sqrt{\bar\alpha_k})\,\delta$, and $\bar\alpha_k+\sigma^2=1$.
\end{proof}

The first line is the denoising score matching of Chapter~\ref{ch:score}, with the weight~$\sigma^2$. So all
losses in use are one loss with different weights on the steps. Table~\ref{tab:ddpm} has them in all four
forms. With $v_k=\tilde\beta_k$ the weight of the bound on the predicted data is half the fall of the
signal-to-noise ratio in the step
\citep{kingma2021}:
@^Kingma, Diederik P.@>
\begin{equation}\label{eq:ddpm-snr}
  \frac{\beta_k}{2(1-\beta_k)(1-\bar\alpha_{k-1})}\cdot\frac{\bar\alpha_k}{1-\bar\alpha_k}
  =\frac12\Bigl(\frac{\bar\alpha_{k-1}}{1-\bar\alpha_{k-1}}-\frac{\bar\alpha_k}{1-\bar\alpha_k}\Bigr) ,
\end{equation}
since the bracket is $(\bar\alpha_{k-1}-\bar\alpha_k)/\bigl((1-\bar\alpha_{k-1})(1-\bar\alpha_k)\bigr)$ and
$\bar\alpha_{k-1}-\bar\alpha_k=\bar\alpha_k\beta_k/(1-\beta_k)$. Where $\beta_k\ll1-\bar\alpha_k$, all choices of $v_k$ in
the bound have the same limit, $\frac12\beta_k\abs{s_\theta-s_k}^2$: the likelihood weight $\frac12g^2$ of
Chapter~\ref{ch:score}, a rectangle rule for
$\frac12\int g^2\,\EE\abs{s_\theta-s}^2dt$.
@^likelihood weighting@>

\begin{table}[tbp]\centering\small\renewcommand\arraystretch{1.5}\tabcolsep5pt
\begin{tabular}{@@{}lcccc@@{}}\toprule
loss & $\abs{\epsilon-\epsilon_\theta}^2$ & $\abs{s-s_\theta}^2$ & $\abs{x_0-x_\theta}^2$ &
$\abs{v-v_\theta}^2$\\\midrule
simple & $1$ & $\sigma^2$ & $\bar\alpha/\sigma^2$ & $\bar\alpha$\\
score, unweighted & $1/\sigma^2$ & $1$ & $\bar\alpha/\sigma^4$ & $\bar\alpha/\sigma^2$\\
data & $\sigma^2/\bar\alpha$ & $\sigma^4/\bar\alpha$ & $1$ & $\sigma^2$\\
velocity & $1/\bar\alpha$ & $\sigma^2/\bar\alpha$ & $1/\sigma^2$ & $1$\\
bound & $\dfrac{\beta^2}{2v(1-\beta)\sigma^2}$ & $\dfrac{\beta^2}{2v(1-\beta)}$ &
$\dfrac{\beta^2\bar\alpha}{2v(1-\beta)\sigma^4}$ & $\dfrac{\beta^2\bar\alpha}{2v(1-\beta)\sigma^2}$\\
likelihood & $\beta/2\sigma^2$ & $\beta/2$ & $\beta\bar\alpha/2\sigma^4$ &
$\beta\bar\alpha/2\sigma^2$\\\bottomrule
\end{tabular}
\caption{What each loss weighs at step~$k$, on the error of each of the four predictions;
$\sigma^2=1-\bar\alpha_k$, $\beta=\beta_k$, and $v=v_k$ is the variance of the reverse step. Each row is one
loss in four forms; each column is the first times $\sigma^2$, $\bar\alpha/\sigma^2$, and
$\bar\alpha$.}\label{tab:ddpm}
\end{table}

@ The table in C is the product of a row and a column. The names of the predictions are those of
Chapter~\ref{ch:score}.

@<Weights of the losses, declared@>=
typedef enum { DDPM_SIMPLE, DDPM_SCORE, DDPM_DATA, DDPM_VELOCITY, DDPM_BOUND, DDPM_LIKELIHOOD } DdpmLoss;
double ddpm_weight(const DdpmSchedule *q, DdpmLoss loss, int k, double variance);
  /* first column of Table~\ref{tab:ddpm} at $1\le k\le N$; |variance|: $v_k$, used by the bound only */
double ddpm_form(const DdpmSchedule *q, ScoreKind form, int k);
  /* the factor of the column: $\abs{\epsilon-\epsilon_\theta}^2$ is |ddpm_form| times the square of the error in that form */

@ Here |a| is $\bar\alpha_k$ and |s2| is $\sigma^2=1-\bar\alpha_k$.

@<Functions of denoising diffusion models@>=
double ddpm_weight(const DdpmSchedule *q, DdpmLoss loss, int k, double variance)
{
  base_require(1<=k && k<=q->N, "ddpm_weight: step %d of %d", k, q->N);
  double beta = q->beta[k], a = q->alpha_bar[k], s2 = q->noise[k];
  switch (loss) {
  case DDPM_SCORE: return 1/s2;
  case DDPM_DATA: return s2/a;
  case DDPM_VELOCITY: return 1/a;
  case DDPM_BOUND: return beta*beta/(2*variance*(1-beta)*s2);
  case DDPM_LIKELIHOOD: return beta/(2*s2);
  default: return 1;
  }
}

@ The columns of the table are powers of $\bar\alpha$ and $\sigma^2$, the squares of the factors in
\eqref{eq:ddpm-four}.

@<Functions of denoising diffusion models@>=
double ddpm_form(const DdpmSchedule *q, ScoreKind form, int k)
{
  base_require(1<=k && k<=q->N, "ddpm_form: step %d of %d", k, q->N);
  double a = q->alpha_bar[k], s2 = q->noise[k];
  switch (form) {
  case SCORE_SCORE: return s2;
  case SCORE_DATA: return a/s2;
  case SCORE_V: return a;
  default: return 1;
  }
}

@ \begin{wrong}[The weight of the simple loss]
  ``The simple loss is score matching with weight~1'' is wrong by $\sigma^2$, and ``the simple
  loss is the bound without constants'' by a factor that is anything but constant. \claim{ddpm.weight_span}
  For the linear chain $\sigma_k^2$ runs from \num{ddpm.weight_first} to~1; the weight of the bound with
  $v=\beta$, relative to the simple loss, is
  \num{ddpm.weight_span} times as large at $k=1$ as at its least. The first tenth of the steps, where a
  picture looks finished, has \num{ddpm.weight_share} per cent of its sum. The simple loss gives it ten.
\end{wrong}

@*1 The chain as a numerical method.
Now let the steps become small. Put $h=1/N$ and $\beta_k=h\,\beta(t_k)$ with a smooth positive
function~$\beta$. Since $\sqrt{1-\beta_k}=1-\frac12\beta_k+\bigO{h^2}$, the forward chain
\eqref{eq:ddpm-forward} is
@^VP-SDE@>
@^discretisation of the VP-SDE@>
\[
  X_k=X_{k-1}-\tfrac12\beta(t_k)\,X_{k-1}\,h+\sqrt{\beta(t_k)}\,\sqrt h\,Z_k+\bigO{h^2} ,
\]
which looks like Euler--Maruyama for the VP process $dX=-\frac12\beta X\,dt+\sqrt\beta\,dW$, but is not quite.

\begin{theorem}[First limit: forward]\label{th:ddpm-forward}
  Let $\beta$ be constant on the step and $\beta h=b<1$. The exact transition of the VP process, the chain,
  and Euler--Maruyama multiply $X$ by
  \[
    e^{-b/2} ,\qquad\sqrt{1-b}=e^{-b/2}-\tfrac14b^2+\bigO{b^3} ,\qquad1-\tfrac
    b2=e^{-b/2}-\tfrac18b^2+\bigO{b^3} ,
  \]
  and add noise of variance $1-e^{-b}=b-\frac12b^2+\bigO{b^3}$, $b$ and~$b$. Over many steps the variance~1 is
  kept by the first two, exactly; Euler--Maruyama tends to $1/(1-b/4)$ instead. For smooth $\beta(t)$ with
  $\beta_k=h\,\beta(t_k)$
  \begin{equation}\label{eq:ddpm-forward-error}
    \ln\bar\alpha_k-\ln\alpha^2(t_k)=-\frac
    h2\Bigl(\beta(t_k)-\beta(0)+\int_0^{t_k}\beta^2\,dt\Bigr)+\bigO{h^2} .
  \end{equation}
  Driven by the same Brownian motion, from data with finite second moments, chain and process differ by $\bigO h$ in the
  mean square norm.
\end{theorem}
\begin{proof}
  $e^{-b/2}=1-\frac b2+\frac{b^2}8-\cdots$ and $\sqrt{1-b}=1-\frac b2-\frac{b^2}8-\cdots$. The variance of
  Euler--Maruyama satisfies $w\leftarrow(1-\frac b2)^2w+b$, with the fixed point $b/(b-b^2/4)$. Next,
  $\ln(1-\beta_k)=-h\beta(t_k)-\frac12h^2\beta(t_k)^2+\bigO{h^3}$; summed, the second part is $-\frac
  h2\int\beta^2$, and the first a rectangle rule at right
  ends, $\sum_ih\beta(t_i)=\int_0^{t_k}\beta\,dt+\frac h2(\beta(t_k)-\beta(0))+\bigO{h^2}$. Finally, let
  $Z_k=\Delta W/\sqrt h$. The chain differs from Euler--Maruyama by $\bigO{h^2}X$, a term that satisfies
  \eqref{eq:sde-local} with $p=1$, and so, as for Euler--Maruyama with additive noise, does the whole local
  error. Theorem~\ref{th:sde-global} applies.
\end{proof}

So with the usual linear $\beta$ the chain is a method of first order for the VP process. But there is no
reason to care: with $\beta_k=1-\alpha^2(t_k)/\alpha^2(t_{k-1})$ in place of $h\beta(t_k)$ it has no error at
all, since by Theorem~\ref{th:ddpm-closed} it then has the law of the process at the times~$t_k$. The forward
direction is an exact method with a schedule. The error is all in the way back.

\begin{theorem}[Second limit: reverse]\label{th:ddpm-backward}
  Let $p_0$ be a mixture of Gaussians on the line, or in $\RR^d$ with a common covariance, not degenerate; let
  $\beta(t)$ be positive with a continuous derivative, $\beta_k=h\beta(t_k)+\bigO{h^2}$ and
  $v_k=\beta_k+\bigO{h^2}$ uniformly in~$k$. Then ancestral sampling \eqref{eq:ddpm-ancestral} with the exact
  score is a method of strong order~1 for the
  reversed process of Chapter~\ref{ch:reversal}
  @^strong order@>
  @^Anderson's reversed process@>
  \begin{equation}\label{eq:ddpm-anderson}
    dY=\bigl(\tfrac12\beta\,Y+\beta\,\nabla\ln p_t(Y)\bigr)d\tau+\sqrt\beta\,dB ,\qquad t=1-\tau .
  \end{equation}
\end{theorem}
\begin{proof}
  In \eqref{eq:ddpm-ancestral} $-\epsilon/\sqrt{1-\bar\alpha_k}=s_k$, so the step is
  \[
    Y+h\bigl(\tfrac12\beta Y+\beta s\bigr)+\sqrt\beta\,\Delta B+R ,\qquad
    R=\bigO{h^2}\bigl(Y+s_k(Y)\bigr)+\bigl(\sqrt{v_k}-\sqrt{h\beta}\bigr)Z ,
  \]
  with $\beta=\beta(t_k)$ and $\Delta B=\sqrt h\,Z$, because $1/\sqrt{1-\beta_k}=1+\frac12\beta_k+\bigO{h^2}$
  and $\bar\alpha_k=\alpha^2(t_k)+\bigO h$, in which $s_k$ is smooth. Without $R$ this is Euler--Maruyama for
  \eqref{eq:ddpm-anderson}. The score of such a mixture has bounded derivatives (far out, one component is
  left, or the scores of the components differ by constants), and the noise does not depend on~$Y$; so
  Euler--Maruyama has strong order~1 here (Theorem~\ref{th:sde-strong} and the remarks after it), with
  \eqref{eq:sde-local} for $p=1$. The first part of~$R$ is $\bigO{h^2}$ in mean square; the second has mean
  zero given~$Y$, and as $\sqrt{h\beta+\bigO{h^2}}-\sqrt{h\beta}=\bigO{h^{3/2}}$, the norm
  $\bigO{h^{3/2}}$. So $R$ satisfies \eqref{eq:sde-local} with $p=1$, and being Lipschitz in~$Y$ it does not
  disturb \eqref{eq:sde-stable}.
\end{proof}

The hypothesis on $v_k$ is true of $\beta_k$ and of $\beta^*_k=\beta_k(1+\bigO h)$. It is \emph{not} true of
$\tilde\beta_k=\beta_k(1-\bar\alpha_{k-1})/(1-\bar\alpha_k)$ near the data, where
$\tilde\beta_k\approx\beta_k(k-1)/k$. The missing noise $\sum_k(\sqrt{\beta_k}-\sqrt{\tilde\beta_k})Z_k$ has
the mean square
\begin{equation}\label{eq:ddpm-half}
  h\,\beta(0)\sum_k\bigl(1-\sqrt{1-1/k}\,\bigr)^2(1+o(1))=\bigO h ,
\end{equation}
so the strong order drops to $\frac12$. The law suffers less. The variance that is lacking,
$\sum_k(\beta_k-\tilde\beta_k)\approx h\beta(0)\sum1/k$, is $\bigO{h\ln N}$.
@^order, lost@>

\showfig{ddpm/order}{Strong error at the data of the reverse chain with the exact score, for a mixture on the
line and
$\beta(t)=4+12\,t$, on \num{ddpm.order_paths} common paths, against the step. Lines: slopes 1 and~$\frac12$.
Only the variance
differs.}

\claim{ddpm.order} The measured orders of the reverse chain (\fig{ddpm/order}) are \num{ddpm.order_beta} with
$v=\beta$ and \num{ddpm.order_tilde} with $\tilde\beta$. \claim{ddpm.local} The constants forwards are those of
Theorem~\ref{th:ddpm-forward}: in one step of $b=10^{-3}$ the factor of the chain is off by \num{ddpm.local_chain}
times $b^2$, that of Euler--Maruyama by \num{ddpm.local_euler}.

\begin{wrong}[The chain is not Euler--Maruyama]
  The chain is often called Euler--Maruyama, and is not. It shrinks by $\sqrt{1-\beta_k}$, which
  is \emph{twice} as far from the exact factor as $1-\frac12\beta_k$ is, to leading order; and it keeps the
  variance~1, which Euler--Maruyama does not. \claim{ddpm.em} Run with the linear $\beta_k$ for a thousand
  steps from data of variance~1, Euler--Maruyama ends
  with variance $1+\num{ddpm.em_excess}$, in 50 steps of the same total length with $1+\num{ddpm.em_coarse}$,
  the chain with~1.
\end{wrong}

@*1 A model of the moons.
Now we train one. The data are the two moons of Chapter~\ref{ch:score}, known only by samples; the chain is
the linear one with $N=\num{ddpm.steps}$; the loss is the simple one; the network that of
Chapter~\ref{ch:network}, with \num{ddpm.width} units in \num{ddpm.blocks} residual blocks, \num{ddpm.weights}
weights in all.
It is told the step by $\frac14\ln\sqrt{n_k}$, a quarter of the logarithm of the noise level.
@^training of a DDPM@>

A network that predicts noise should not have to learn what is linear. If the coordinates of the data have the
mean variance~$w$, then $\Cov(\epsilon,X_k)/\Var X_k=\sigma_k/(\bar\alpha_kw+\sigma_k^2)$; so the best linear
prediction of $\epsilon$ and what it leaves are
\begin{equation}\label{eq:ddpm-precondition}
  \epsilon_\theta=\frac{\sigma_k}{\bar\alpha_kw+\sigma_k^2}\,x_k+\sqrt{\frac{\bar\alpha_kw}{\bar\alpha_kw+\sigma_k^2}}\;F_\theta\Bigl(\frac{x_k}{\sqrt{\bar\alpha_kw+\sigma_k^2}},k\Bigr)
  ,
\end{equation}
where $F_\theta$, the network proper, sees inputs and targets of variance~1 at every step:
$\Var\epsilon-\Cov^2/\Var X_k=\bar\alpha_kw/(\bar\alpha_kw+\sigma_k^2)$. This is the preconditioning of
\citet{karras2022} in the $\epsilon$ form. For the moons $w\approx\frac12$, which one would take from the
samples.
@^preconditioning@>

@ After \num{ddpm.train_steps} steps on batches of \num{ddpm.batch} points the simple loss is
\num{ddpm.simple}. \claim{ddpm.simple} That looks like a large error, but nearly all of it is the floor
$\frac1N\sum_k(d-\sigma_k^2I_k)=\num{ddpm.floor}$ of Theorem~\ref{th:ddpm-weights}, which no network can go
below; the excess is \num{ddpm.excess}. It is measured as
$\EE\abs{\epsilon_\theta-\epsilon^*}^2$ with the exact $\epsilon^*=-\sigma_ks_k$, since the noise of the floor
would hide it.
@^floor of the loss@>

Now the bound. The exact entropy of the moons is \num{ddpm.entropy_bits} bits per dimension,
by quadrature in the plane. With the exact score and $v_k=\beta^*_k$ the bound is \num{ddpm.bits_exact}; the
learned model, with $\beta^*_k$ computed from the network's own mean square in place of~$I_k$, has
\num{ddpm.bits}. \claim{ddpm.shares} So the \num{ddpm.steps} Gaussian steps are worth \num{ddpm.bits_steps} bits of
error, and the network \num{ddpm.bits_network}. \claim{ddpm.bits} Measured naively, by the mean of all terms on
\num{ddpm.eval_points} fresh points a step, it is \num{ddpm.bits_direct} with a standard error of
\num{ddpm.bits_se}. \fig{ddpm/terms} shows where the bits are lost.

\showfig{ddpm/terms}{What step~$k$ of the bound loses for the moons, linear chain, $v=\beta^*$: $D_k$, lost by any
model with a scalar variance (line), and what the network adds (points). The network loses in the first steps,
where the simple loss does not look.}

\claim{ddpm.terms} Half of what the network loses is lost in the first \num{ddpm.loss_half} steps. So one
might train with the weights of the bound instead. \claim{ddpm.retrained} Trained with as many batches, in
which $k$ is drawn with a
probability proportional to the likelihood weight of Table~\ref{tab:ddpm}, the same network loses
\num{ddpm.network_likelihood} bits per dimension instead of \num{ddpm.bits_network}
(Exercise~\ref{ex:ddpm-importance} compares drawing with weighting).

@ Samples. \fig{ddpm/chain} shows them; \fig{ddpm/skip} measures them, by the sliced Wasserstein distance
(Appendix~\ref{ch:stats}) to fresh points, for chains thinned to 5 and more steps. In the last step $\beta$
and $\tilde\beta$ add no noise, as is usual; $\beta^*$ does.
@^skipped steps@>

\showfig{ddpm/skip}{Sliced Wasserstein-2 distance of \num{ddpm.samples} samples from three times as many fresh
points of the moons, against the number of steps kept, with the variances $\beta$, $\tilde\beta$ and $\beta^*$
of the thinned chain. Points: the network; lines: the exact score. Grey: the distances of eight sets of as
many fresh
points.}

\claim{ddpm.skip} With the full chain and $\beta^*$ the distance is \num{ddpm.sw_full} for the network
and \num{ddpm.sw_exact} for the exact score with the same noise, where eight sets of fresh points have between
\num{ddpm.sw_low} and \num{ddpm.sw_high}. Such distances scatter, since the share of each arc does; that the two agree says
more than their size. A hundred steps are enough by
this measure: with each of the three variances the distance is then at most \num{ddpm.skip_hundred} times the largest of the
eight. \claim{ddpm.skip_variance} With 20 steps it is \num{ddpm.sw_beta20} for $\beta$ and \num{ddpm.sw_star20} for
$\beta^*$, but \num{ddpm.sw_tilde20} for $\tilde\beta$.
The variances matter when the chain is short, for then $\beta_{j,k}$ is no longer small and $\tilde\beta$ is
too small at all steps. \claim{ddpm.skip_network} Points and lines agree, within a factor of
\num{ddpm.skip_network} everywhere: what is seen is the discretisation, not the network.

@*1 The program of the chain.
The program has four parameters:
\parameters{ddpm}
Nearly all of its time goes into the two trainings and into drawing samples by network and exact score.
Random streams are numbered by experiment, as in Chapter~\ref{ch:sde}: experiment~$i$ has those from
$i\cdot2^{32}$ on.

@(ddpm_main.c@>=
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "base.h"
#include "cli.h"
#include "rng.h"
#include "results.h"
#include "plot.h"
#include "stats.h"
#include "heat.h"
#include "score.h"
#include "network.h"
#include "ddpm.h"
@#
@<Parameters of the program on chains@>@;
@<Data of the program on chains@>@;
@<Integrals over the line and over the moons@>@;
@<Experiments on chains with exact scores@>@;
@<The model of the moons, trained and measured@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "ddpm", table, 4);
  if (cli_quick()) train = 200, samples = 500, paths = 100;
  show_chain_schedules();@+ show_reverse();@+ measure_variance();@+ measure_bound();
  compare_weights();@+ measure_orders();@+ compare_euler();@+ skip_wrongly();
  measure_moons();
  ddpm_free(linear);
  return results_end();
}

@ Fewer steps of training make a worse model; fewer samples, a higher floor of the distance.

@<Parameters of the program on chains@>=
static int N, train, samples, paths;
static const CliParam table[] = {@|
  {"steps", CLI_INT, &N, 1000, 100, 4000, "steps of the chain"},@|
  {"train", CLI_INT, &train, 6000, 100, 1000000, "steps of training"},@|
  {"samples", CLI_INT, &samples, 10000, 500, 100000, "points in the measure of quality"},@|
  {"paths", CLI_INT, &paths, 2000, 100, 20000, "common paths in the strong errors"}
};

@ The mixture on the line has two components; \fig{ddpm/order} uses a milder one, whose modes are not separated.

@<Data of the program on chains@>=
enum {@+MOST=4001@+};
static const double pi = 3.14159265358979323846;
static const double weight[2] = {0.6, 0.4}, centre[2] = {-0.7, 1.1}, width[2] = {0.04, 0.09};
static const double mild_centre[2] = {-0.5, 0.7}, mild_width[2] = {0.16, 0.25};
static const HeatMixture mixture = {2, 1, weight, centre, width};
static const HeatMixture mild = {2, 1, weight, mild_centre, mild_width};
static DdpmSchedule *linear; /* the linear chain of |N| steps */
static double moons_information[MOST], moons_entropy[MOST]; /* $I_k$ and $H_k$ of the moons along it */
@#
static uint64_t stream(int experiment, int number)
{@+ return ((uint64_t)experiment<<32)+(uint64_t)number;@+}

@ Numbers go to the prose under the name of the chapter, and labels of curves have the curves' colours.

@<Data of the program on chains@>=
static void tell(const char *key, double value, const char *format) /* a number \.{ddpm.}|key| of the prose */
{
  char name[64];
  snprintf(name, sizeof name, "ddpm.%s", key);
  results_number(name, value, format);
}
@#
static void label(Plot *p, int colour, double x, double y, const char *anchor, const char *text)
{@+ plot_pen(p, colour, 1, 0);@+ plot_text(p, x, y, anchor, text);@+}
@#
static double normal_density(double x, double m, double v)
{@+ return exp(-(x-m)*(x-m)/(2*v))/sqrt(2*pi*v);@+}

@ All exact statements rest on a few integrals, done by trapezoidal sums, which are as good as exact for
analytic densities (Chapter~\ref{ch:heat}). On the line: $I$, $H$, and $V$ of \eqref{eq:ddpm-leading} from
$s'=p''/p-s^2$.
@^trapezoidal rule@>

@<Integrals over the line and over the moons@>=
typedef struct {@+ double information, entropy, V;@+} DdpmIntegrals;
static DdpmIntegrals on_the_line(double alpha_bar, double noise)
{
  enum {@+M=341@+};
  static double x[M], p[M], s[M], second[M];
  double a = sqrt(alpha_bar), I = 0, H = 0, m1 = 0, m2 = 0, h = 0.05;
  for (int i=0; i<M; i++) x[i] = h*(i-M/2);
  heat_mixture_density(p, &mixture, a, noise, M, x);
  heat_mixture_score(s, &mixture, a, noise, M, x);
  heat_mixture_laplacian(second, &mixture, a, noise, M, x);
  for (int i=0; i<M; i++) {
    if (p[i]<1e-200) continue;
    double slope = second[i]/p[i]-s[i]*s[i];
    I += h*p[i]*s[i]*s[i], H -= h*p[i]*log(p[i]);
    m1 += h*p[i]*slope, m2 += h*p[i]*slope*slope;
  }
  return (DdpmIntegrals){I, H, m2-m1*m1};
}

@ In the plane the same. The moons at signal~$a$ and noise~$s$ are smooth on the scale of
$b=\sqrt{0.01a^2+s^2}$, so nodes at a distance of $0.6\,b$ will do (the error is $e^{-2\pi^2/0.36}$); the arcs
lie in $\abs{x_1}\le\frac32a$, $\abs{x_2}\le\frac34a$, with a margin of~$7b$.
The moons are symmetric about the origin, and half of the plane is enough.

@<Integrals over the line and over the moons@>=
static DdpmIntegrals over_the_moons(double alpha_bar, double noise)
{
  enum {@+POINTS=4000@+};
  static double x[2*POINTS], log_p[POINTS], s[2*POINTS];
  double a = sqrt(alpha_bar), b = sqrt(0.01*alpha_bar+noise), h = 0.6*b, I = 0, H = 0;
  int n = 0, columns = (int)ceil((1.5*a+7*b)/h), rows = (int)ceil((0.75*a+7*b)/h);
  for (int i=0; i<columns; i++)
    for (int j=-rows; j<=rows; j++) x[2*n] = h*(i+0.5), x[2*n+1] = h*j, n++;
  base_require(n<=POINTS, "ddpm: %d nodes of quadrature", n);
  score_moons_log_density(log_p, a, sqrt(noise), (size_t)n, x);
  score_moons_score(s, a, sqrt(noise), (size_t)n, x);
  for (int i=0; i<n; i++) {
    double p = 2*h*h*exp(log_p[i]);
    I += p*(s[2*i]*s[2*i]+s[2*i+1]*s[2*i+1]), H -= p*log_p[i];
  }
  return (DdpmIntegrals){I, H, 0};
}

@ \emph{Schedules}, and the numbers of the linear one that others have published. The moons' mean square is
that of the arcs and the blur, $1+\frac5{16}-\frac1\pi+0.02$ by integration over the angle.
A curve of 50~mm needs no more than two hundred nodes.

@<Experiments on chains with exact scores@>=
static void show_chain_schedules(void)
{
  static const int colour[4] = {PLOT_BLUE, PLOT_GREEN, PLOT_ORANGE, PLOT_VERMILLION};
  static const char *name[4] = {"linear", "quadratic", "cosine", "Karras"};
  static double level[MOST];
  enum {@+NODES=201@+};
  double at[NODES], y[NODES];
  int quiet = 0; /* levels of Karras below 0.1 */
  linear = ddpm_linear(N, 1e-4, 0.02), ddpm_levels_karras(level, N, 0.002, 80, 7);
  DdpmSchedule *q[4] = {linear, ddpm_quadratic(N, 1e-4, 0.02),@|
    ddpm_cosine(N, 0.008, 0.999), ddpm_from_levels(N, level)};
  Plot *p = plot_new("schedules", 122, 48);@+ plot_grid(p, 1, 2);
  while (quiet<N && level[quiet]<0.1) quiet++;
  for (int panel=0; panel<2; panel++) {
    static const double left[4] = {0.28, 0.44, 0.64, 0.37}, height[4] = {0.38, 0.16, 0.72, 0.98};
    plot_panel(p, panel);
    if (panel==0) plot_axes(p, 0, N, 0, 1.05, 0, "step $k$", "signal");
    else plot_axes(p, 0, N, 1e-6, 2, PLOT_LOG_Y, "step $k$", "$β_k$");
    for (int i=0; i<4; i++) {
      for (int l=0; l<NODES; l++) {
        int k = panel+(N-panel)*l/(NODES-1);
        at[l] = k, y[l] = panel==0 ? sqrt(q[i]->alpha_bar[k]) : q[i]->beta[k];
      }
      plot_curve(p, colour[i], 1, 0, name[i], NODES, at, y);
      if (panel==0) label(p, colour[i], left[i]*N, height[i], i<2 ? "r" : "l", name[i]);
    }
  }
  plot_end(p);
  double square = 1.3125-1/pi+0.02, prior[2] = {ddpm_prior(linear, 2, square), ddpm_prior(q[2], 2, square)};
  tell("steps", N, "%.0f");@+ tell("abar100", linear->alpha_bar[100], "%.6f");
  tell("abar300", linear->alpha_bar[N>=300 ? 300 : N], "%.6f");
  tell("abar1000", linear->alpha_bar[N], "%.5e");@+ tell("prior_linear", prior[0], "%.1e");
  tell("prior_cosine", prior[1], "%.1e");
  tell("signal_left", sqrt(linear->alpha_bar[2*N/3]), "%.2f");@+ tell("karras_share", 100.0*quiet/N, "%.0f");
  results_within("ddpm.schedules", sqrt(linear->alpha_bar[2*N/3]), 0.1, 0.112);
  results_within("ddpm.schedules", 100.0*quiet/N, 20.5, 21.5);
  results_within("ddpm.schedules", linear->alpha_bar[100], 0.897017, 0.897019);
  results_less("ddpm.schedules", prior[1], prior[0]);
  for (int i=1; i<4; i++) ddpm_free(q[i]);
}

@ \emph{The reverse law} $p_j(x_j)\,\normal(x_k;\sqrt{1-\beta}\,x_j,\beta)/p_k(x_k)$, by Bayes' rule, and its relative
entropy to the Gaussian of \eqref{eq:ddpm-reverse}.

@<Experiments on chains with exact scores@>=
static void show_reverse(void)
{
  enum {@+M=801@+};
  static double x[M], p[M], gauss[M];
  static const char *title[3] = {"$j = k - 5$", "$j = k - 100$", "$j = 0$"};
  static const char *key[3] = {"reverse_kl0", "reverse_kl1", "reverse_kl2"};
  int k = N/4, from[3] = {k-5, k-100, 0};
  double xk = 0.3, h = 4.0/(M-1), s, p_k;
  Plot *plot = plot_new("reverse", 122, 42);@+ plot_grid(plot, 1, 3);
  for (int i=0; i<M; i++) x[i] = -2+h*i;
  heat_mixture_density(&p_k, &mixture, sqrt(linear->alpha_bar[k]), linear->noise[k], 1, &xk);
  heat_mixture_score(&s, &mixture, sqrt(linear->alpha_bar[k]), linear->noise[k], 1, &xk);
  for (int panel=0; panel<3; panel++) {
    int j = from[panel] > 0 ? from[panel] : 0;
    double beta = ddpm_beta(linear, j, k), m = (xk+beta*s)/sqrt(1-beta), v = 0, kl = 0, top = 0;
    heat_mixture_density(p, &mixture, sqrt(linear->alpha_bar[j]), linear->noise[j], M, x);
    for (int i=0; i<M; i++) {
      p[i] *= normal_density(xk, sqrt(1-beta)*x[i], beta)/p_k;
      v += h*p[i]*(x[i]-m)*(x[i]-m);
    }
    for (int i=0; i<M; i++) {
      gauss[i] = normal_density(x[i], m, v), top = fmax(top, fmax(p[i], gauss[i]));
      if (p[i]>1e-100 && gauss[i]>1e-100) kl += h*p[i]*log(p[i]/gauss[i]);
    }
    plot_panel(plot, panel);
    plot_axes(plot, -1.8, 2, 0, 1.1*top, 0, "$x_j$", panel==0 ? "density" : "");
    plot_title(plot, title[panel]);
    plot_curve(plot, PLOT_BLUE, 1.2, 0, "law of the step back", M, x, p);
    plot_curve(plot, PLOT_VERMILLION, 1, PLOT_DASHED, "Gaussian", M, x, gauss);
    tell(key[panel], kl, "%.1e");
  }
  plot_end(plot);@+
  tell("reverse_abar", linear->alpha_bar[k], "%.2f");
}

@ \emph{Variances.} Information and entropy of the moons along the chain are computed here, once; half of the
bounds of this chapter hang on these two arrays. The ratios of the full chain are those that others have published.

@<Experiments on chains with exact scores@>=
static void measure_variance(void)
{
  enum {@+THIN=50@+};
  double curve[2][THIN+1], axis[THIN+1];
  int kept[THIN];
  moons_entropy[0] = over_the_moons(1, 0).entropy;
  for (int k=1; k<=N; k++) {
    DdpmIntegrals moons = over_the_moons(linear->alpha_bar[k], linear->noise[k]);
    moons_information[k] = moons.information, moons_entropy[k] = moons.entropy;
    if (k%50==0) cli_progress("information of the moons", k, N);
  }
  for (int i=0; i<THIN; i++) kept[i] = (i+1)*N/THIN;
  DdpmSchedule *q = ddpm_skip(linear, THIN, kept);
  for (int k=1; k<=THIN; k++) {
    axis[k] = k, curve[0][k] = ddpm_posterior(q, k-1, k).variance/q->beta[k];
    curve[1][k] = ddpm_optimal(q, k, moons_information[q->step[k]]/2)/q->beta[k];
  }
  static const int step[4] = {2, 3, 10, 100};
  static const char *key[4] = {"ratio2", "ratio3", "ratio10", "ratio100"};
  double ratio[4], ends[2] = {0.9, 60}, one[2] = {1, 1};
  Plot *p = plot_new("variance", 100, 54);
  plot_axes(p, 0.9, 60, 0, 1.08, PLOT_LOG_X, "step $k$ of 50", "variance / $β_k$");
  plot_curve(p, PLOT_GREY, 1, 0, "normal law", 2, ends, one);
  plot_curve(p, PLOT_BLACK, 1, 0, "a point", THIN, axis+1, curve[0]+1);
  plot_curve(p, PLOT_BLUE, 1, 0, "moons", THIN, axis+1, curve[1]+1);
  label(p, PLOT_BLACK, 3, 0.37, "l", "a single point: the posterior variance");
  label(p, PLOT_BLUE, 1.1, 0.75, "l", "moons");@+ label(p, PLOT_GREY, 1.1, 0.95, "l", "$N(0, I)$");
  plot_end(p);
  for (int i=0; i<4; i++) {
    ratio[i] = ddpm_posterior(linear, step[i]-1, step[i]).variance/linear->beta[step[i]];
    tell(key[i], ratio[i], "%.6f");
  }
  double star2 = ddpm_optimal(linear, 2, moons_information[2]/2)/linear->beta[2];
  tell("star2", star2, "%.3f");@+ results_within("ddpm.variance", star2, 0.99, 1);
  results_within("ddpm.ratios", ratio[0], 0.454735, 0.454737);
  results_within("ddpm.ratios", ratio[3], 0.98, 1);
  ddpm_free(q);
}

@ \emph{The loss of the bound} on the line, for chains from 16 to 65536 steps embedded in the VP process.

@<Data of the program on chains@>=
static DdpmSchedule *embedded(int n, double beta0, double beta1) /* the VP process at |n| equal steps */
{
  SdeProcess p = sde_vp(beta0, beta1);
  double *times = base_reals((size_t)n+1);
  for (int k=0; k<=n; k++) times[k] = (double)k/n;
  DdpmSchedule *q = ddpm_from_process(n, &p, times);
  free(times);
  return q;
}

@ In the leading constant of Theorem~\ref{th:ddpm-rectangle}, $n'^2V$ is $\beta^2V$ with the score of~$X$.

@<Experiments on chains with exact scores@>=
static void measure_bound(void)
{
  enum {@+COUNT=7@+};
  static const double euler = 0.57721566490153286;
  const int count = cli_quick() ? COUNT-2 : COUNT;
  double n[COUNT], loss[3][COUNT] = {{0}}, lead = 0, first = on_the_line(1, 0).entropy;
  const SdeProcess vp = sde_vp(0.1, 20);
  for (int i=0; i<1000; i++) { /* the leading constant, by quadrature in time */
    double t = (i+0.5)/1000, a = sde_alpha(&vp, t), sigma = sde_sigma(&vp, t), g = sde_g(&vp, t);
    lead += 0.25*pow(g, 4)*on_the_line(a*a, sigma*sigma).V/1000;
  }
  for (int i=0; i<count; i++) {
    DdpmSchedule *q = embedded(16<<2*i, 0.1, 20);
    n[i] = q->N;
    for (int k=1; k<=q->N; k++) {
      DdpmIntegrals here = on_the_line(q->alpha_bar[k], q->noise[k]);
      double star, tilde = ddpm_posterior(q, k-1, k).variance;
      @<Add what step |k| of the line's chain loses for this mixture@>@;
      if (k==q->N) for (int kind=0; kind<3; kind++) loss[kind][i] += here.entropy-first;
    }
    ddpm_free(q);@+ cli_progress("chains on the line", i+1, count);
  }
  @<Draw and tell what the bound loses@>@;
}

@ In \eqref{eq:ddpm-dk} the entropies telescope, so that only the logarithms are summed.

@<Add what step |k| of the line's chain loses for this mixture@>=
star = ddpm_optimal(q, k, here.information);@+
double d = 0.5*log(star/q->beta[k]), rho = star/q->beta[k];
loss[0][i] += d, loss[1][i] += d+0.5*(rho-1-log(rho));
if (k>1) rho = star/tilde;
loss[2][i] += d+0.5*(rho-1-log(rho));

@ The orders are those of the three longest chains.

@<Draw and tell what the bound loses@>=
static const int colour[3] = {PLOT_BLUE, PLOT_GREEN, PLOT_VERMILLION};
static const char *name[3] = {"$v = β^*$", "$v = β$", "posterior variance"};
double leading[COUNT], limit[2] = {0.5*euler, 0.5*euler}, ends[2] = {10, 1e5}, order[2];
Plot *p = plot_new("bound", 100, 62);
plot_axes(p, 10, 1e5, 1e-5, 5, PLOT_LOG_X|PLOT_LOG_Y, "number of steps $N$", "loss of the bound, nats");
for (int i=0; i<count; i++) leading[i] = lead/n[i];
plot_curve(p, PLOT_GREY, 0.8, 0, "leading term", count, n, leading);
plot_curve(p, PLOT_GREY, 0.8, PLOT_DASHED, "Euler", 2, ends, limit);
for (int i=0; i<3; i++) plot_dots(p, colour[i], i, name[i], count, n, loss[i]);
for (int i=0; i<2; i++) order[i] = stats_slope(3, n+count-3, loss[i]+count-3);
label(p, colour[2], 6000, 1.2, "c", "posterior variance");@+ label(p, colour[1], 800, 0.03, "l", "$v = β$");
label(p, colour[0], 300, 2e-3, "r", "optimal variance");@+ label(p, PLOT_GREY, 7e4, 0.17, "r", "$γ/2$");
plot_end(p);
tell("bound_order", order[0], "%.3f");@+ tell("bound_order_beta", order[1], "%.3f");
tell("bound_ratio", loss[0][count-1]/leading[count-1], "%.4f");@+ tell("bound_most", n[count-1], "%.0f");
tell("bound_tilde", loss[2][count-1], "%.4f");@+ tell("euler_nats", 0.5*euler, "%.4f");
tell("euler_bits", 0.5*euler/log(2), "%.3f");
for (int i=0; i<2; i++) results_within("ddpm.bound_order", order[i], -1.03, -0.97);
results_within("ddpm.bound_order", loss[0][count-1]/leading[count-1], 0.98, 1.02);
results_within("ddpm.euler", loss[2][count-1]-0.5*euler, -0.02, 0.03);

@ \emph{Weights.} How uneven are those of the bound on the error of the noise?

@<Experiments on chains with exact scores@>=
static void compare_weights(void)
{
  double sum = 0, least = INFINITY, early = 0, first = ddpm_weight(linear, DDPM_BOUND, 1, linear->beta[1]);
  for (int k=1; k<=N; k++) {
    double w = ddpm_weight(linear, DDPM_BOUND, k, linear->beta[k]);
    sum += w, least = fmin(least, w);
    if (k<=N/10) early += w;
  }
  tell("weight_first", linear->noise[1], "%.0e");@+ tell("weight_span", first/least, "%.0f");
  tell("weight_share", 100*early/sum, "%.0f");
  results_within("ddpm.weight_span", first/least, 100, 101.5);
  results_within("ddpm.weight_span", early/sum, 0.37, 0.38);
}

@ \emph{Orders}, backward. A Brownian path is built on the finest level, and each coarser chain uses its
increments over its own steps, scaled to variance~1. The reference has $2^{13}$ steps and the
variance~$\beta$. We take $\beta(t)=4+12t$: the usual $\beta(0)=0.1$ is so small that the asymptotic regime of
\eqref{eq:ddpm-half} begins only after thousands of steps.
@^common random numbers@>

@<Experiments on chains with exact scores@>=
enum {@+GRIDS=5, LEVEL=13@+};
static void run_back(double *x, int n, int tilde, const double *W)
{ /* from |paths| normal numbers |x|; |W|: |paths| Brownian paths with |(1<<LEVEL)+1| values each */
  DdpmSchedule *q = embedded(n, 4, 16);
  double *eps = base_reals((size_t)paths), *z = base_reals((size_t)paths);
  size_t length = ((size_t)1<<LEVEL)+1, stride = ((size_t)1<<LEVEL)/(size_t)n;
  for (int k=n; k>=1; k--) {
    double s2 = q->noise[k], v = tilde ? ddpm_posterior(q, k-1, k).variance : q->beta[k];
    heat_mixture_score(eps, &mild, sqrt(q->alpha_bar[k]), s2, (size_t)paths, x);
    for (int i=0; i<paths; i++) {
      const double *w = W+(size_t)i*length+(size_t)(n-k)*stride;
      eps[i] *= -sqrt(s2), z[i] = (w[stride]-w[0])*sqrt(n);
    }
    ddpm_step(x, (size_t)paths, q, k, eps, v, z);
  }
  free(eps);@+ free(z);@+ ddpm_free(q);
}

@ All chains start from the same points, and each kind is compared with the one reference.

@<Experiments on chains with exact scores@>=
static void measure_strong(double (*strong)[GRIDS], double *h) /* with $\beta$, with $\tilde\beta$ */
{
  size_t length = ((size_t)1<<LEVEL)+1, m = (size_t)paths;
  double *W = base_reals(m*length), *reference = base_reals(m), *x = base_reals(m), *start = base_reals(m);
  rng_normal(start, m, cli_seed(), stream(8, 0), 0);
  for (int i=0; i<paths; i++) {
    sde_brownian(W+(size_t)i*length, LEVEL, 1, cli_seed(), stream(9, i));
    reference[i] = start[i];
  }
  run_back(reference, 1<<LEVEL, 0, W);
  for (int kind=0; kind<2; kind++)
    for (int g=0; g<GRIDS; g++) {
      double sum = 0;
      for (int i=0; i<paths; i++) x[i] = start[i];
      run_back(x, 64<<g, kind, W);
      for (int i=0; i<paths; i++) sum += (x[i]-reference[i])*(x[i]-reference[i])/paths;
      strong[kind][g] = sqrt(sum), h[g] = 1.0/(64<<g);
    }
  free(W);@+ free(reference);@+ free(x);@+ free(start);
}

@ The orders are fitted to all steps; forwards we need the local errors only, of one step of length $b=10^{-3}$.

@<Experiments on chains with exact scores@>=
static void measure_orders(void)
{
  double strong[2][GRIDS], back[GRIDS];
  measure_strong(strong, back);
  static const char *name[2] = {"$v = β$", "posterior variance"}, *key[2] = {"order_beta", "order_tilde"};
  double order[2], b = 1e-3;
  double chain = (exp(-b/2)-sqrt(1-b))/(b*b), euler = (exp(-b/2)-1+b/2)/(b*b);
  Plot *p = plot_new("order", 90, 54);
  plot_axes(p, 6e-4, 0.03, 1e-3, 0.6, PLOT_LOG_X|PLOT_LOG_Y, "$h = 1/N$", "strong error at the data");
  for (int kind=0; kind<2; kind++) {
    int colour = kind==0 ? PLOT_BLUE : PLOT_VERMILLION;
    double fit[GRIDS];
    for (int g=0; g<GRIDS; g++) fit[g] = strong[kind][2]*pow(back[g]/back[2], kind==0 ? 1 : 0.5);
    plot_curve(p, PLOT_GREY, 0.8, 0, "power", GRIDS, back, fit);
    plot_dots(p, colour, 2*kind, name[kind], GRIDS, back, strong[kind]);
    label(p, colour, kind==0 ? 0.005 : 0.002, kind==0 ? 5e-3 : 0.22, kind==0 ? "l" : "c", name[kind]);
    order[kind] = stats_slope(GRIDS, back, strong[kind]);
    tell(key[kind], order[kind], "%.2f");
  }
  plot_end(p);
  tell("order_paths", paths, "%.0f");
  results_within("ddpm.order", order[0], 0.88, 1.12);@+ results_within("ddpm.order", order[1], 0.4, 0.6);
  tell("local_chain", chain, "%.3f");@+ tell("local_euler", euler, "%.3f");
  results_within("ddpm.local", chain, 0.249, 0.251);@+ results_within("ddpm.local", euler, 0.124, 0.126);
}

@ \emph{Euler--Maruyama and the chain}, by the recursion of the variance: $(1-\beta/2)^2w+\beta$ against
$(1-\beta)w+\beta$.

@<Experiments on chains with exact scores@>=
static void compare_euler(void)
{
  double excess[2];
  for (int i=0; i<2; i++) {
    DdpmSchedule *q = ddpm_linear(i==0 ? 1000 : 50, 1e-4, 0.02);
    double w = 1;
    for (int k=1; k<=q->N; k++) w = pow(1-0.5*q->beta[k], 2)*w+q->beta[k];
    excess[i] = w-1;
    ddpm_free(q);
  }
  tell("em_excess", excess[0], "%.4f");@+ tell("em_coarse", excess[1], "%.3f");
  results_within("ddpm.em", excess[0], 0.0047, 0.0048);@+ results_within("ddpm.em", excess[1], 0.106, 0.107);
}

@ \emph{Skipping wrongly}, by the recursion of Theorem~\ref{th:ddpm-gaussian} with the marginals of the kept
steps and three choices of~$\beta$: the effective one, that of the kept step as it is, and ten times it.

@<Experiments on chains with exact scores@>=
static void skip_wrongly(void)
{
  static const char *key[3] = {"skip_right", "skip_raw", "skip_ten"};
  double end[3];
  for (int kind=0; kind<3; kind++) {
    double V = 1;
    for (int k=N/10*10; k>=10; k-=10) {
      double beta = kind==0 ? ddpm_beta(linear, k-10, k) : (kind==1 ? 1 : 10)*linear->beta[k];
      double w = linear->alpha_bar[k]*0.25+linear->noise[k];
      V = (V*(1-beta/w)*(1-beta/w)+beta*(1-beta/w))/(1-beta);
    }
    end[kind] = sqrt(V);
    tell(key[kind], end[kind], "%.4f");
  }
  results_within("ddpm.skip_wrong", end[0], 0.4999, 0.5001);
  results_within("ddpm.skip_wrong", end[1], 0.87, 0.89);@+ results_within("ddpm.skip_wrong", end[2], 0.489, 0.493);
}

@ \emph{The model of the moons.} A batch is filled in pieces, by several threads; row~$i$ of step~$m$ has the
number $mB+i$ in every random stream, so the batch depends on nothing else. The step~$k$ of a row is drawn by
bisection in the table of the cumulative weights.
@^batch of noisy points@>

@<The model of the moons, trained and measured@>=
enum {@+BATCH=1024@+};
static float at_k[4][MOST]; /* |noise|, |in|, |skip|, |out| of the network at step~$k$, \eqref{eq:ddpm-precondition} */
static double share[MOST]; /* $P(\hbox{step}\le k)$ */
static float x_rows[2*BATCH], eps_rows[2*BATCH], row[4][BATCH];
@#
static int drawn_step(double u) /* $k$ with |share[k-1]<u<=share[k]| */
{
  int low = 0, high = N;
  while (high-low>1) {
    int k = (low+high)/2;
    if (share[k]<u) low = k;@+ else high = k;
  }
  return high;
}
@#
static void fill_rows(void *data, long step, int first, int rows)
{
  double x[2*BATCH], u[BATCH];
  uint64_t index = (uint64_t)step*BATCH+(uint64_t)first;
  (void)data;
  score_moons_sample(x, NULL, NULL, 1, 0, (size_t)rows, cli_seed(), stream(10, 0), index);
  rng_uniform(u, (size_t)rows, cli_seed(), stream(11, 0), index);
  rng_normal_float(eps_rows+2*first, 2*(size_t)rows, cli_seed(), stream(12, 0), 2*index);
  for (int i=0; i<rows; i++) {
    int r = first+i, k = drawn_step(u[i]);
    float a = (float)sqrt(linear->alpha_bar[k]), sigma = (float)sqrt(linear->noise[k]);
    for (int j=2*i; j<2*i+2; j++) x_rows[2*first+j] = a*(float)x[j]+sigma*eps_rows[2*first+j];
    for (int j=0; j<4; j++) row[j][r] = at_k[j][k];
  }
}

@ A loss with weights $w_k$ can be had in two ways: with $w_k$ as a factor of the gradient, or by drawing $k$
with a probability proportional to $w_k$ and no factor.
The mean of the gradient is the same; the second way has less variance when the weights are uneven
(Exercise~\ref{ex:ddpm-importance}), and we take it.
@^importance sampling of steps@>

@<The model of the moons, trained and measured@>=
static double noise_loss(float *gradient, const float *D, void *data, long step, int first, int rows)
{
  double sum = 0;
  (void)data, (void)step;
  for (int i=0; i<2*rows; i++) {
    float e = D[i]-eps_rows[2*first+i];
    sum += e*e, gradient[i] = 2*e;
  }
  return sum;
}
@#
static Network *train_moons(DdpmLoss loss, long steps)
{
  const NetworkShape shape = {2, 0, 2, 64, 4, 8, 0.5, 8, 0};
  const NetworkBatch batch = {x_rows, NULL, row[0], row[1], row[2], row[3], 1, NULL, 0};
  for (int k=1; k<=N; k++) share[k] = share[k-1]+ddpm_weight(linear, loss, k, linear->beta[k]);
  for (int k=1; k<=N; k++) share[k] /= share[N];
  Network *start = network_new(shape, cli_seed()), *net;
  NetworkTrainer *trainer = network_trainer_new(start, network_recipe(1e-2, 200, steps), BATCH);
  for (long made=0; made<steps; made=network_trainer_step(trainer)) {
    long piece = steps-made<100 ? steps-made : 100;
    if (network_train(trainer, piece, &batch, fill_rows, noise_loss, NULL)<piece)
      base_fail("ddpm: the loss is not finite at step %ld", network_trainer_step(trainer));
    cli_progress("training", (double)network_trainer_step(trainer), (double)steps);
  }
  net = network_copy(network_trainer_average(trainer));
  network_free(start);@+ network_trainer_free(trainer);
  return net;
}

@ The model as the sampler sees it: noise at one step for many points, from the network or exact. On the way
it can keep copies of the points, for \fig{ddpm/chain}.

@<The model of the moons, trained and measured@>=
enum {@+SHOTS=5@+};
static const int shot[SHOTS] = {0, 50, 150, 300, 1000}; /* thousandths of the chain */
typedef struct {@+ const Network *net;@+ double *album;@+} DdpmModel; /* no network: the exact score; |album|: |SHOTS| times |n| by 2, or |NULL| */
static int shot_step(int i) {@+ return (int)((double)shot[i]*N/1000+0.5);@+ }
@#
static void predict(double *eps, size_t n, const double *x, int k, const void *data)
{
  const DdpmModel *model = data;
  for (int i=1; i<SHOTS; i++)
    if (model->album!=NULL && k==shot_step(i))
      for (size_t j=0; j<2*n; j++) model->album[2*n*(size_t)i+j] = x[j];
  if (model->net!=NULL) { /* in single precision */
    float *in = base_new(2*n, sizeof *in), *out = base_new(2*n, sizeof *out);
    const NetworkBatch batch = {in, NULL, at_k[0]+k, at_k[1]+k, at_k[2]+k, at_k[3]+k, 1, NULL, 1};
    for (size_t j=0; j<2*n; j++) in[j] = (float)x[j];
    network_evaluate(out, model->net, n, &batch);
    for (size_t j=0; j<2*n; j++) eps[j] = out[j];
    free(in);@+ free(out);
  } else {
    score_moons_score(eps, sqrt(linear->alpha_bar[k]), sqrt(linear->noise[k]), n, x);
    for (size_t j=0; j<2*n; j++) eps[j] *= -sqrt(linear->noise[k]);
  }
}

@ The whole measurement. The coefficients \eqref{eq:ddpm-precondition} are filled in with $w=\frac12$.

@<The model of the moons, trained and measured@>=
@<Measure the errors of a model of the moons@>@;
@<Draw the moons forward and back@>@;
@<Measure samples of the moons@>@;
static void measure_moons(void)
{
  for (int k=1; k<=N; k++) {
    double a2 = linear->alpha_bar[k], s2 = linear->noise[k], scale = 0.5*a2+s2;
    at_k[0][k] = (float)(0.125*log(s2/a2)), at_k[1][k] = (float)(1/sqrt(scale));
    at_k[2][k] = (float)(sqrt(s2)/scale), at_k[3][k] = (float)sqrt(0.5*a2/scale);
  }
  Network *net = train_moons(DDPM_SIMPLE, train), *other = train_moons(DDPM_LIKELIHOOD, train);
  tell("weights", (double)network_size(net), "%.0f");
  tell("width", network_shape(net).width, "%.0f");
  tell("blocks", network_shape(net).blocks, "%.0f");@+ tell("train_steps", train, "%.0f");
  tell("batch", BATCH, "%.0f");
  tell_bounds(net, other);
  draw_chain(net);
  measure_samples(net);
  network_free(net);@+ network_free(other);
}

@ For each step, fresh points with known clean points and noise. We need four means: the squared error against
the noise that was added (noisy), against the exact prediction (precise), the mean square of the prediction,
for $\beta^*$, and the standard error of the first.

@<Measure the errors of a model of the moons@>=
typedef struct {@+ double direct[MOST], se[MOST], precise[MOST], square[MOST];@+} DdpmErrors;
static void measure_errors(DdpmErrors *e, const Network *net, int m, int number)
{
  double *x = base_reals(10*(size_t)m), *z = x+2*m, *eps = z+2*m, *exact = eps+2*m, *each = exact+2*m;
  const DdpmModel learned = {net, NULL}, truth = {NULL, NULL};
  for (int k=1; k<=N; k++) {
    score_moons_sample(x, NULL, NULL, 1, 0, (size_t)m, cli_seed(), stream(number, 0), (uint64_t)k*(uint64_t)m);
    rng_normal(z, 2*(size_t)m, cli_seed(), stream(number, 1), 2*(uint64_t)k*(uint64_t)m);
    ddpm_forward(x, 2*(size_t)m, linear, 0, k, z);
    predict(eps, (size_t)m, x, k, &learned), predict(exact, (size_t)m, x, k, &truth);
    e->precise[k] = e->square[k] = 0;
    for (int i=0; i<m; i++) each[i] = 0;
    for (int j=0; j<2*m; j++) {
      e->precise[k] += (eps[j]-exact[j])*(eps[j]-exact[j])/m, e->square[k] += eps[j]*eps[j]/m;
      each[j/2] += (eps[j]-z[j])*(eps[j]-z[j]);
    }
    stats_mean(&e->direct[k], &e->se[k], m, each);
    if (k%50==0) cli_progress("bound of the moons", k, N);
  }
  free(x);
}

@ The bound with the exact score needs no samples. For the learned model the error of the noise is the floor
plus the precise excess; its variances come from its own mean square.

@<Measure the errors of a model of the moons@>=
static void tell_bounds(const Network *net, const Network *other)
{
  static DdpmErrors e, e2;
  static double lost[MOST], added[MOST];
  const int m = cli_quick() ? 200 : 2000;
  const double bits = 1/(2*log(2)), prior = ddpm_prior(linear, 2, 1.3125-1/pi+0.02), H = moons_entropy[0];
  double exact = prior, kind[2] = {prior, prior}, learned = prior, direct = prior, variance = 0;
  double floor = 0, excess = 0, second = 0, all = 0, half = 0;
  int middle = 0;
  measure_errors(&e, net, m, 13), measure_errors(&e2, other, m, 14);
  for (int k=1; k<=N; k++) @<Add the terms of step |k| to the bounds of the moons@>@;
  while (half<0.5*all) half += added[++middle];
  @<Tell the bounds of the moons@>@;
  @<Draw the terms of the bound of the moons@>@;
}

@ Five bounds are summed at once: exact with three variances, learned, and learned from the noisy loss.

@<Add the terms of step |k| to the bounds of the moons@>=
{
  double s2 = linear->noise[k], base = 2-s2*moons_information[k];
  double star = ddpm_optimal(linear, k, moons_information[k]/2), v = ddpm_optimal(linear, k, e.square[k]/(2*s2));
  double v2 = ddpm_optimal(linear, k, e2.square[k]/(2*s2)), w = ddpm_weight(linear, DDPM_BOUND, k, v);
  double best = ddpm_term(linear, 2, k, star, base), term = ddpm_term(linear, 2, k, v, base+e.precise[k]);
  kind[0] += ddpm_term(linear, 2, k, linear->beta[k], base);
  kind[1] += ddpm_term(linear, 2, k, ddpm_interpolated(linear, k, 0), base);
  exact += best, learned += term;
  direct += ddpm_term(linear, 2, k, v, e.direct[k]), variance += pow(w*e.se[k], 2);
  second += ddpm_term(linear, 2, k, v2, base+e2.precise[k])-best;
  lost[k] = log(star/linear->beta[k])+moons_entropy[k]-moons_entropy[k-1];
  added[k] = term-best, all += added[k];
  floor += base/N, excess += e.precise[k]/N;
}

@ @<Tell the bounds of the moons@>=
const struct {@+const char *key;@+ double nats;@+} told[9] = {@|
  {"entropy_bits", H}, {"bits_exact", exact}, {"bits", learned}, {"bits_steps", exact-H},@|
  {"bits_network", learned-exact}, {"network_likelihood", second}, {"bits_direct", direct},@|
  {"moons_beta", kind[0]}, {"moons_tilde", kind[1]}};
for (int i=0; i<9; i++) tell(told[i].key, told[i].nats*bits, "%.4f");
tell("bits_se", sqrt(variance)*bits, "%.4f");@+ tell("eval_points", m, "%.0f");
tell("simple", floor+excess, "%.4f");@+ tell("floor", floor, "%.4f");
tell("excess", excess, "%.1e");@+ tell("loss_half", middle, "%.0f");
results_less("ddpm.shares", H*bits, exact*bits);@+ results_less("ddpm.shares", exact*bits, learned*bits);
results_less("ddpm.shares", (learned-exact)*bits, 0.07);
results_within("ddpm.simple", excess/floor, 0, 0.01);
results_within("ddpm.bits", fabs(direct-learned)/sqrt(variance), 0, 4.5);
results_less("ddpm.wrong_tilde", exact*bits, kind[0]*bits);
results_within("ddpm.wrong_tilde", (kind[1]-kind[0])*bits, 0.76, 0.78);
results_within("ddpm.terms", middle, 1, 100);
results_within("ddpm.retrained", second/(learned-exact), 0.1, 1);

@ @<Draw the terms of the bound of the moons@>=
double shown[2][40], at[40];
int count = 0;
for (double k=1; k<N+0.5 && count<40; k=fmax(k+1, 1.25*k), count++)
  at[count] = (int)k, shown[0][count] = lost[(int)k], shown[1][count] = added[(int)k];
Plot *p = plot_new("terms", 90, 50);
plot_axes(p, 1, N, 1e-8, 0.1, PLOT_LOG_X|PLOT_LOG_Y, "step $k$", "loss in the step, nats");
plot_curve(p, PLOT_GREY, 1.2, 0, "one scalar variance", count, at, shown[0]);
plot_dots(p, PLOT_VERMILLION, PLOT_DISC, "network", count, at, shown[1]);
label(p, PLOT_VERMILLION, 2.5, 3e-3, "l", "network");@+ label(p, PLOT_GREY, 3, 5e-6, "l", "scalar variance");
plot_end(p);

@ \emph{The opening figure.} The forward points are one chain, looked at five times; the backward points are those
that |predict| has put into its album.

@<Draw the moons forward and back@>=
static void draw_chain(const Network *net)
{
  enum {@+POINTS=700@+};
  static double x[2*POINTS], y[2*POINTS], z[2*POINTS], u[2*POINTS], album[SHOTS*2*POINTS], v[MOST];
  static const char *title[SHOTS] = {"step 0", "50", "150", "300", "1000"};
  const DdpmModel model = {net, album};
  score_moons_sample(x, NULL, NULL, 1, 0, POINTS, cli_seed(), stream(15, 0), 0);
  rng_normal(y, 2*POINTS, cli_seed(), stream(16, 0), 0);
  for (int k=1; k<=N; k++) v[k] = ddpm_optimal(linear, k, moons_information[k]/2);
  ddpm_sample(y, POINTS, 2, linear, predict, &model, v, cli_seed(), stream(16, 0));
  for (int j=0; j<2*POINTS; j++) album[j] = y[j];
  Plot *p = plot_new("chain", 122, 52);@+ plot_grid(p, 2, SHOTS);
  for (int i=0; i<SHOTS; i++) {
    rng_normal(z, 2*POINTS, cli_seed(), stream(15, 10+i), 0);
    if (i>0) ddpm_forward(x, 2*POINTS, linear, shot_step(i-1), shot_step(i), z);
    for (int side=0; side<2; side++) {
      const double *shown = side==0 ? x : album+2*POINTS*i;
      plot_panel(p, i+side*SHOTS);
      plot_axes(p, -2.6, 2.6, -2.6, 2.6, PLOT_EQUAL|PLOT_NO_X|PLOT_NO_Y, "",@|
        i>0 ? "" : side==0 ? "data to noise" : "noise to data");
      if (side==0) plot_title(p, title[i]);
      for (int j=0; j<POINTS; j++) u[j] = shown[2*j], u[POINTS+j] = shown[2*j+1];
      plot_dots(p, side==0 ? PLOT_BLUE : PLOT_GREEN, PLOT_DOT, "points", POINTS, u, u+POINTS);
    }
  }
  plot_end(p);
  tell("shown", POINTS, "%.0f");
}

@ \emph{Skipping.} A thinned chain keeps the steps $iN/n$. Its optimal variances come from the same
information, with the effective~$\beta$.

@<Measure samples of the moons@>=
static void sample_moons(double *x, const Network *net, int steps, int kind, int number)
{
  static int kept[MOST];
  static double v[MOST];
  const DdpmModel model = {net, NULL};
  for (int i=1; i<=steps; i++) kept[i-1] = (int)((double)i*N/steps+0.5);
  DdpmSchedule *q = ddpm_skip(linear, steps, kept);
  for (int k=1; k<=steps; k++) {
    double star = ddpm_optimal(q, k, moons_information[q->step[k]]/2);
    v[k] = kind==0 ? q->beta[k] : kind==1 ? ddpm_posterior(q, k-1, k).variance : star;
  }
  if (kind==0) v[1] = 0; /* no noise in the last step */
  rng_normal(x, 2*(size_t)samples, cli_seed(), stream(17, number), 0);
  ddpm_sample(x, (size_t)samples, 2, q, predict, &model, v, cli_seed(), stream(number, 0));
  ddpm_free(q);
}

@ The full chain is run with $\beta^*$ only.

@<Measure samples of the moons@>=
static void measure_samples(const Network *net)
{
  enum {@+COUNT=6, SLICES=32@+};
  static const int steps[COUNT] = {5, 10, 20, 50, 100, 1000};
  const int m = 3*samples;
  double distance[2][3][COUNT], n[COUNT], low = INFINITY, high = 0, *x = base_reals(8*(size_t)samples), *fresh = x+2*samples;
  score_moons_sample(fresh, NULL, NULL, 1, 0, (size_t)m, cli_seed(), stream(18, 0), 0);
  for (int i=0; i<8; i++) {
    score_moons_sample(x, NULL, NULL, 1, 0, (size_t)samples, cli_seed(), stream(19, i), 0);
    double floor = stats_sliced(2, samples, x, m, fresh, SLICES);
    low = fmin(low, floor), high = fmax(high, floor);
  }
  for (int i=0; i<COUNT; i++) {
    n[i] = steps[i]<N ? steps[i] : N;
    for (int kind=steps[i]>100 ? 2 : 0; kind<3; kind++)
      for (int exact=0; exact<2; exact++) {
        sample_moons(x, exact ? NULL : net, (int)n[i], kind, 20+3*i+kind);
        distance[exact][kind][i] = stats_sliced(2, samples, x, m, fresh, SLICES);
      }
    cli_progress("samples of the moons", i+1, COUNT);
  }
  free(x);
  @<Draw and tell the quality of the samples of the moons@>@;
}

@ @<Draw and tell the quality of the samples of the moons@>=
static const int colour[3] = {PLOT_BLUE, PLOT_VERMILLION, PLOT_GREEN};
static const char *name[3] = {"$β$", "posterior variance", "optimal variance"};
static const char *key[3] = {"sw_beta20", "sw_tilde20", "sw_star20"};
double ends[2] = {4, 1200}, below[2] = {low, low}, above[2] = {high, high};
Plot *p = plot_new("skip", 122, 60);
plot_axes(p, 4, 1200, 5e-3, 1, PLOT_LOG_X|PLOT_LOG_Y, "steps kept", "sliced Wasserstein-2 distance");
plot_pen(p, PLOT_GREY, 1, 0);@+ plot_band(p, "fresh data", 2, ends, below, above);
for (int kind=0; kind<3; kind++) {
  int count = kind<2 ? COUNT-1 : COUNT;
  plot_curve(p, colour[kind], 0.8, 0, "exact score", count, n, distance[1][kind]);
  plot_dots(p, colour[kind], kind, name[kind], count, n, distance[0][kind]);
  label(p, colour[kind], 200, kind==0 ? 0.6 : kind==1 ? 0.4 : 0.27, "l", name[kind]);
}
label(p, PLOT_GREY, 5, 0.85*low, "lt", "fresh data");@+
plot_end(p);
tell("samples", samples, "%.0f");@+ tell("sw_low", low, "%.4f");@+ tell("sw_high", high, "%.4f");
tell("sw_full", distance[0][2][COUNT-1], "%.4f");@+ tell("sw_exact", distance[1][2][COUNT-1], "%.4f");
for (int kind=0; kind<3; kind++) tell(key[kind], distance[0][kind][2], "%.3f");
double hundred = fmax(fmax(distance[0][0][4], distance[0][1][4]), distance[0][2][4])/high;
results_within("ddpm.skip", fmax(distance[0][2][COUNT-1], distance[1][2][COUNT-1])/high, 0, 4);
results_within("ddpm.skip", hundred, 0, 2);@+ tell("skip_hundred", hundred, "%.2f");
double apart = 1;
for (int kind=0; kind<3; kind++)
  for (int i=0; i<COUNT-1; i++)
    apart = fmax(apart, exp(fabs(log(distance[0][kind][i]/distance[1][kind][i]))));
tell("skip_network", apart, "%.1f");
results_within("ddpm.skip_network", apart, 1, 2.5);
results_less("ddpm.skip_variance", fmax(distance[0][0][2], distance[0][2][2]), distance[0][1][2]);

@*1 What was learnt.
A forward chain is the heat equation, looked at at $N$ times; embedded in a process it has no error at all. The
error is in the way back, where each step is one Gaussian. Its best mean needs the score; its best scalar variance
$\beta^*$ needs the Fisher information too, and lies between $\tilde\beta$, right for a point, and $\beta$, right
for $\normal(0,I)$.

With exact score and $\beta^*$ the variational bound is a rectangle rule for de Bruijn's identity: what it loses
falls like $1/N$ (measured power \num{ddpm.bound_order}), with a constant that is zero for round Gaussians only.
The posterior variance loses \num{ddpm.euler_bits} bits per dimension in the first steps, however many there are,
and half an order in the strong sense (\num{ddpm.order_tilde}, against \num{ddpm.order_beta} with~$\beta$).

Every loss in use is score matching with weights, and the weights decide where the model errs: trained on the simple
loss, the network loses \num{ddpm.bits_network} bits per dimension, trained with those of the likelihood
\num{ddpm.network_likelihood}; the \num{ddpm.steps} Gaussian steps lose \num{ddpm.bits_steps}. With few steps it is
the steps that err, not the network. Chapters~\ref{ch:ddim} and~\ref{ch:solvers} are
about doing better with the same network.

@*1 Checks.
For the chain: \tested{ddpm}{constants} schedules, posteriors and clipped variances of the linear and the
cosine chain with 1000 and 50 steps agree with published ones (\.{tests/oracles/}\penalty0\.{idiff\_constants.txt}); \tested{ddpm}{quadratic}
roots of the quadratic schedule are equally spaced; \tested{ddpm}{levels} levels
agree with those of \.{kdiff\_sigmas.txt} there, and chains made of them have them; \tested{ddpm}{embedded}
chains embedded in five processes have
their marginals. \tested{ddpm}{small} Tiny steps keep all digits. \tested[th:ddpm-skip]{ddpm}{skip} Thinned chains
have the marginals of the full one, \tested[th:ddpm-closed]{ddpm}{forward} and samples taken in one jump or in many
steps the same moments. \tested[th:ddpm-forward]{ddpm}{limit} Towards the VP process the error of $\ln\bar\alpha_N$
has the constant of \eqref{eq:ddpm-forward-error}, and the distance in mean square the order one.

For the way back: \tested[th:ddpm-posterior]{ddpm}{posterior} the posterior is the regression in the joint normal
law; \tested[th:ddpm-reverse]{ddpm}{reverse} mean and variance of a step are those of Bayes' rule, by quadrature;
\tested[th:ddpm-variance]{ddpm}{optimal} $\beta^*$ is the mean of that variance, with the
two bounds of the theorem; \tested{ddpm}{interpolated} interpolated variances have the
right ends. \tested[th:ddpm-gaussian]{ddpm}{ancestral} Samples of Gaussian data on a thinned chain have the variance
of the recursion, and do not depend on their number;
\tested[th:ddpm-backward]{ddpm}{strong} the strong orders are 1 with $\beta$ and $\frac12$ with $\tilde\beta$.

For the bound: \tested[th:ddpm-bound]{ddpm}{term} each kind of term is a relative entropy, or a density, by
quadrature; \tested[th:ddpm-bound]{ddpm}{bound} their sum is the mean of one logarithm along simulated chains;
\tested[th:ddpm-bound]{ddpm}{pointwise} at single points it is $-\ln p_\theta$ for a model of $\normal(0,I)$, and
above it for a mixture. \tested[th:ddpm-gap,th:ddpm-variance]{ddpm}{gap} Its distance from the entropy is \eqref{eq:ddpm-gap}, and each
term \eqref{eq:ddpm-dk}, with \eqref{eq:ddpm-excess} where $v=\beta$, by double integrals;
\tested[th:ddpm-rectangle]{ddpm}{rectangle} that is the rectangle rule, with the leading constant;
\tested[th:ddpm-euler]{ddpm}{euler} and $\tilde\beta$ adds half of Euler's constant.
\tested[th:ddpm-weights]{ddpm}{weights} A prediction and the truth, turned into each form by the definitions, have
the errors and the weights of Table~\ref{tab:ddpm}, \tested{ddpm}{telescope} and those of the bound telescope;
\tested[th:ddpm-weights]{ddpm}{split} the split \eqref{eq:ddpm-split} is seen in a simulation, with a wrong score for
the model.

@*1 Notes.
\citet{sohl2015} proposed the chain, the bound, and the two bounds on the entropy of a reverse step that belong to $\tilde\beta$ and~$\beta$; \citet{ho2020} the prediction of noise,
the simple loss and its relation to denoising score matching; \citet{nichol2021} the cosine, learned variances
and skipped steps; \citet{kingma2021} the signal-to-noise ratio as the variable in which the bound is
simple; \citet{bao2022} the optimal variance. That the chain discretises a stochastic equation is in
\citet{song2021}. Theorems~\ref{th:ddpm-rectangle} and~\ref{th:ddpm-euler} were found while this chapter was
written; we know no source for them.
@^history of diffusion models@>

@*1 Exercises.
\begin{exercise}[10]\label{ex:ddpm-sum}
  Show $\bar\alpha_N\le e^{-\sum\beta_k}$. For the linear schedule $\sum\beta_k=10.05$: how far is
  $\bar\alpha_{1000}$ from $e^{-10.05}$, and why?
\end{exercise}
\begin{answer}
  $\ln(1-\beta)\le-\beta$. The next term of the logarithm is $-\frac12\sum\beta_k^2$, about
  $-\frac12\cdot1000\cdot\frac13(0.02)^2=-0.067$: the quotient is $0.93$.
\end{answer}

\begin{exercise}[15]\label{ex:ddpm-scale}
  The data are multiplied by~$c$. What happens to $H_0$, and to the best bound of a model that rescales its
  samples? Why are bits per dimension of real data comparable only in the same unit?
\end{exercise}
\begin{answer}
  Both grow by $d\ln c$: a density is divided by $c^d$. Bits per dimension change by $\log_2c$, and can have
  any sign.
\end{answer}

\begin{exercise}[15]\label{ex:ddpm-rho}
  To what do the levels of Karras tend as $\rho\to\infty$?
\end{exercise}
\begin{answer}
  $\sigma^{1/\rho}=1+\frac1\rho\ln\sigma+\bigO{\rho^{-2}}$, so $\ln\sigma_i$ becomes linear: the geometric
  levels of the VE process.
\end{answer}

\begin{exercise}[20]\label{ex:ddpm-snr}
  Let $N\to\infty$ with $v=\tilde\beta$. Write the limit of the step terms as an integral over the
  signal-to-noise ratio $\mathrm{snr}$ of $\EE\abs{X_0-x_\theta}^2$. On what of the schedule does it depend
  \citep{kingma2021}?
\end{exercise}
\begin{answer}
  By \eqref{eq:ddpm-snr} the sum of the terms is
  $\frac12\sum(\mathrm{snr}_{k-1}-\mathrm{snr}_k)\,\EE\abs{X_0-x_\theta}^2$, with the limit
  $\frac12\int\EE\abs{X_0-x_\theta}^2d\,\mathrm{snr}$: on the end points only, if the model is given as a
  function of the ratio. The schedule changes the variance of the estimate. (With $\tilde\beta$ the
  first of the two parts of \eqref{eq:ddpm-step} vanishes; that is paid for by Theorem~\ref{th:ddpm-euler}.)
\end{answer}

\begin{exercise}[20]\label{ex:ddpm-importance}
  A loss $\sum_kw_k\ell_k$ is estimated by $w_k\ell_k/\pi_k$ with $k$ drawn with probability $\pi_k$, and
  $\ell_k$ by one sample with mean square $m_k$. Which $\pi_k$ has the least variance? When is $\pi_k\propto
  w_k$ better than $\pi_k=1/N$?
\end{exercise}
\begin{answer}
  The mean square is $\sum w_k^2m_k/\pi_k$, least for $\pi_k\propto w_k\sqrt{m_k}$ by the inequality of Cauchy
  and Schwarz. For equal $m_k$ it is $m(\sum w_k)^2$ with $\pi\propto w$ and $mN\sum w_k^2$ with $\pi=1/N$,
  never less. For the likelihood weights of the linear chain the quotient is about~6.
\end{answer}

\begin{exercise}[20]\label{ex:ddpm-matrix}
  Let the variance of a step be a matrix that does not depend on the point. What is the optimum, and what
  becomes of $V$ in Theorem~\ref{th:ddpm-rectangle}? For which data is it then zero?
\end{exercise}
\begin{answer}
  $\EE\Cov[X_{k-1}\given X_k]=\frac\beta{1-\beta}(I+\beta\EE\nabla s)$. In \eqref{eq:ddpm-rectangle} $\frac
  d2\ln(1-\Delta I/d)$ becomes $\frac12\ln\det(I+\Delta\EE\nabla s)$, so $V=\EE\tr(\nabla s)^2-\tr(\EE\nabla
  s)^2$, which is zero if $\nabla s$ is constant: for all Gaussians.
\end{answer}

\begin{exercise}[25]\label{ex:ddpm-zero}
  In Theorem~\ref{th:ddpm-euler} let $\beta(t)=ct$, so that $\beta(0)=0$. What does $\tilde\beta$ cost now?
\end{exercise}
\begin{answer}
  $\beta_k\approx ch^2k$ and $1-\bar\alpha_k\approx\frac12ch^2k(k+1)$, so $\rho_k\to(k+1)/(k-1)$. With
  $m=k-1$, $\frac d2\sum_m\bigl(\frac2m-\ln\frac{m+2}m\bigr)$, and $\sum_{m\le
  M}\ln\frac{m+2}m=\ln\frac{(M+1)(M+2)}2$: the cost is $d\,(\gamma+\frac12\ln2)$, more than three times as
  much. A gentle beginning makes $\tilde\beta$ worse.
\end{answer}

\begin{exercise}[25]\label{ex:ddpm-pointwise}
  Let $d=1$ and let the variance of the model depend on the point, $v_k(x)=\Var[X_{k-1}\given X_k=x]$. Show
  that the loss of the bound is then of order $N^{-2}$, and build it into \fig{ddpm/bound}.
\end{exercise}
\begin{answer}
  Given $X_k=x$ the loss is the relative entropy between the law of $Y=\sqrt{1-\beta}X_{k-1}$ and the Gaussian
  of its mean and variance. One more derivative in the proof of Theorem~\ref{th:ddpm-reverse} gives the third
  cumulant $\beta^3s''(x)$. In units of the standard deviation $\beta^{1/2}$ it is $\beta^{3/2}s''$, the
  relative entropy is its square over~12 to leading order, $\frac1{12}\beta^3s''^2$, and the sum of $N$ such
  terms is $\bigO{N^{-2}}$. Exactly, $\frac12\ln(\beta^*/\beta)$ in \eqref{eq:ddpm-dk} becomes
  $\frac12\EE\ln\frac{1+\beta s'}{1-\beta}$. Built in, the power is \num{ddpm-1:ddpm.bound_order} instead of
  \num{ddpm.bound_order}; \solution{ddpm-1}
\end{answer}

\begin{exercise}[30]\label{ex:ddpm-half}
  The strong order with $\tilde\beta$ is $\frac12$, but laws suffer only $\bigO{h\ln N}$. Prove the second for
  $X_0\sim\normal(0,w)$ by Theorem~\ref{th:ddpm-gaussian}.
\end{exercise}
\begin{answer}
  $V_k-w_k$ satisfies $e_{k-1}=c_k^2e_k+(\tilde\beta_k-\beta^*_k)$. The $c_k^2$ are $1+\bigO h$, so their
  products are bounded, and $\abs{e_0}\le C\bigl(\abs{e_N}+\sum_k\abs{\beta^*_k-\tilde\beta_k}\bigr)$;
  $\beta^*_k-\tilde\beta_k\le C'h/k+C'h^2$ as in the proof of Theorem~\ref{th:ddpm-euler}, with the sum
  $\bigO{h\ln N}$.
\end{answer}
