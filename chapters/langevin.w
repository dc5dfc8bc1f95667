@* Langevin dynamics.
\label{ch:langevin}%
We know the score of a density at every point, and nothing else: not the density, whose normalising constant is out of reach, and no sample. Can we
draw from it? Let a particle climb the score, and shake it as it climbs. In the long run the shaking and the
climbing balance, and they balance at the density we want. This is Langevin's dynamics. It needs the score and a source of normal numbers, it is four
lines of code, and Chapter~\ref{ch:fokker_planck} contains the proof.

It also fails. \fig{langevin/first} shows a density with two separate modes, one four times as heavy as the other. \claim{langevin.first} The
particles on the left ran for \num{langevin.plain_steps} steps from a uniform start; each mode has been filled, but the heavy one has
\num{langevin.plain_weight} of the particles,
where \num{langevin.weight_truth} would be right. Hardly a particle can have crossed: by the spectral gap that we shall compute, the weights need some \num{langevin.crossing_steps} steps to forget
their start. On the right the same number of
steps was spent on a sequence of blurred versions of the density, from much blur to little: \num{langevin.annealed_weight}, with a standard error of
\num{langevin.weight_error}. Between the two pictures lies the discovery from which modern
diffusion models came \citep{song2019}.
@^Langevin dynamics@>

\showfig{langevin/first}{A density with two modes (contours of $\ln p$), and \num{langevin.shown} particles after \num{langevin.plain_steps} steps
from a uniform start. Left: Langevin steps on the density itself. Right: the same steps, distributed over \num{langevin.levels} levels of blur. In
each panel the share of the upper mode; it should be
  \num{langevin.weight_truth}.}

After this chapter one can derive the equation, and say how fast it forgets where it started and what the speed depends on; choose a step and predict
the error it causes, or remove the error altogether; compute the time that a crossing takes, exactly and by formula; and explain, with a theorem, why
a sequence of blurs
repairs what fails, why the steps have to be proportional to the square of the blur, and what a ``corrector'' corrects. All scores are exact: what is
measured here are the methods, not a network.

@ \emph{Conventions.} $\pi$ is the density we want, on $\RR^d$, and $U=-\ln\pi$ its \emph{potential}, up to a constant that nobody needs;
$s=\nabla\ln\pi=-\nabla U$ is the score. $h$ is a step in time, as there is no grid in space but in the numerical checks; its mesh is then called
$\delta$. A potential $V$ with diffusion constant $D$ in Chapter~\ref{ch:fokker_planck} is
$U=V/D$ here, and our time is $D$ times that one. $\sigma$ is the standard deviation of a blur, $p_\sigma=\pi*\normal(0,\sigma^2I)$. We assume
throughout that $\pi$ is positive and as smooth as is needed, that derivatives may be taken under integrals, and that boundary terms at infinity
vanish.
@^notation@>

@*1 The equation.
Which noisy motion has $\pi$ at rest? We know what the density of every motion does, so we need only solve for the drift.

\begin{theorem}[The drift is the score]\label{th:langevin-drift}
  Let $dX=f(X)\,dt+\sqrt2\,dW$ with continuously differentiable~$f$. \textup{(1)}~The flux of $\pi$ is zero everywhere if and only if
  $f=\nabla\ln\pi$. \textup{(2)}~$\pi$ is stationary if and only if $f=\nabla\ln\pi+r$ with $\nabla\cdot(r\pi)=0$. \textup{(3)}~In the first case the
  stationary process looks the same
  in both directions of time: for all test functions $\EE\varphi(X_0)\,\psi(X_t)=\EE\psi(X_0)\,\varphi(X_t)$ if $X_0$ has the density~$\pi$.
\end{theorem}
\begin{proof}
  By \eqref{eq:fokker_planck-flux} with $a=2I$ the flux is $J=f\pi-\nabla\pi=(f-\nabla\ln\pi)\,\pi$. This is (1), and (2) is $\nabla\cdot J=0$. For
  (3) let $\rho^\varphi_t\,\pi$ be the solution that starts from $\varphi\pi$; by Theorem~\ref{th:fokker_planck-symmetry}
  $\partial_t\rho^\varphi=L\rho^\varphi$, with an $L$ that is symmetric in the inner product with
  weight~$\pi$. So
  \[
    \frac d{dr}\int\rho^\varphi_r\,\rho^\psi_{t-r}\,\pi\,dx=\int\bigl(L\rho^\varphi_r\;\rho^\psi_{t-r}-\rho^\varphi_r\;L\rho^\psi_{t-r}\bigr)\pi\,dx=0
    .
  \]
  At $r=t$ the integral is $\int\rho^\varphi_t\,\psi\,\pi\,dx=\EE\varphi(X_0)\psi(X_t)$, and at $r=0$ it is $\EE\psi(X_0)\varphi(X_t)$.
\end{proof}
@^detailed balance@>
@^reversible process@>

The process of (1),
\begin{equation}\label{eq:langevin}
  dX=\nabla\ln\pi(X)\,dt+\sqrt2\,dW ,
\end{equation}
is the \emph{overdamped Langevin equation}. \citet{langevin1908} wrote Newton's law for a grain in a liquid, $m\dot v=-\zeta v+F+{}$noise; where
friction is so strong that $m\dot v$ can be left out, velocity is proportional to force, and with a force $-\nabla U$ and suitable units this is
\eqref{eq:langevin}. As a way of sampling it was proposed by \citet{parisi1981}.
Only $\nabla\ln\pi$ enters, so the normalising constant does not. A clock that runs $c$ times as fast, $dX=c\,s\,dt+\sqrt{2c}\,dW$, has the same
stationary state. Statement (2) leaves room for methods that stir, with $r\ne0$; statement (3) is what they give up.
@^Langevin, Paul@>
@^overdamped limit@>

Each step of a computer is one of Euler and Maruyama:
\begin{equation}\label{eq:langevin-ula}
  X'=X+h\,s(X)+\sqrt{2h}\,Z .
\end{equation}
@^Euler--Maruyama method@>
@^unadjusted Langevin algorithm@>

\begin{wrong}[The factors of drift and noise]
  The factors in \eqref{eq:langevin-ula} belong together. Three well-known papers write $x+\frac\alpha2s+\sqrt\alpha z$ \citep{song2019}, $x+\alpha
  s+\sqrt{2\alpha}z$ \citep{song2020} and $x+\varepsilon s+\sqrt{2\varepsilon}z$ \citep{song2021}; all are right, with $\alpha=2h$ in the first.
  Mixed, they are wrong. \claim{langevin.factors} On $\normal(0,1)$ with $h=0.1$ the stationary variance of
  \eqref{eq:langevin-ula} is \num{langevin.factor_right}. Drift $h$ with noise $\sqrt h$ has \num{langevin.factor_cold}: it samples $\pi^2$, and its
  pictures look sharp. Drift $h/2$ with noise $\sqrt{2h}$ has \num{langevin.factor_hot}: it samples $\sqrt\pi$.
\end{wrong}

@*1 How fast it forgets.
By the H-theorem of Chapter~\ref{ch:fokker_planck} the law $p_t$ of \eqref{eq:langevin} has
\begin{equation}\label{eq:langevin-h}
  \frac d{dt}\KL(p_t\,\Vert\,\pi)=-I(p_t\,\Vert\,\pi),\qquad I(p\,\Vert\,\pi)=\int p\,\Bigl\lvert\nabla\ln\frac p\pi\Bigr\rvert^2dx .
\end{equation}
If entropy can be bounded by its own derivative, it decays exponentially.

\begin{definition}
  $\pi$ satisfies a \emph{logarithmic Sobolev inequality} with constant $\kappa>0$ if for all densities~$p$
  \begin{equation}\label{eq:langevin-lsi}
    \KL(p\,\Vert\,\pi)\le\frac1{2\kappa}\,I(p\,\Vert\,\pi) .
  \end{equation}
\end{definition}
@^logarithmic Sobolev inequality@>

\begin{theorem}[Exponential convergence]\label{th:langevin-decay}
  \textup{(1)}~The inequality \eqref{eq:langevin-lsi} holds if and only if $\KL(p_t\,\Vert\,\pi)\le e^{-2\kappa t}\,\KL(p_0\,\Vert\,\pi)$ for all
  initial densities and all $t\ge0$. \textup{(2)}~If it holds, the spectral gap of $\pi$ is at least~$\kappa$. \textup{(3)}~For $\pi=\normal(0,v)$ and
  $p_0=\normal(m,V_0)$ on the line,
  \begin{equation}\label{eq:langevin-gauss}
    \KL(p_t\,\Vert\,\pi)=\frac{m^2}{2v}\,e^{-2t/v}+\tfrac12\,\bigl(q-1-\ln q\bigr),\qquad q=1+\Bigl(\frac{V_0}v-1\Bigr)e^{-2t/v} ,
  \end{equation}
  so that for $V_0=v$ the entropy falls at exactly the rate $2/v$.
\end{theorem}
\begin{proof}
  (1)~With \eqref{eq:langevin-lsi}, \eqref{eq:langevin-h} says $\frac d{dt}\KL\le-2\kappa\KL$; multiply by $e^{2\kappa t}$ and integrate. Conversely,
  both sides of the claim are equal at $t=0$, so their derivatives there are ordered: $-I\le-2\kappa\KL$. (2)~Put $p=(1+\varepsilon\varphi)\,\pi$ with
  a bounded $\varphi$ of mean zero. As $(1+y)\ln(1+y)=y+\frac12y^2+\bigO{y^3}$, the
  two sides of \eqref{eq:langevin-lsi} are $\frac12\varepsilon^2\int\varphi^2\pi\,dx$ and
  $\frac1{2\kappa}\varepsilon^2\int\abs{\nabla\varphi}^2\pi\,dx$, up to $\bigO{\varepsilon^3}$. Divide by $\varepsilon^2$: this is the definition of a
  gap of at least~$\kappa$. (3)~The equation is that of Ornstein and Uhlenbeck, $m_t=me^{-t/v}$ and $V_t=v+(V_0-v)e^{-2t/v}$. For Gaussians
  $\KL(\normal(m,V)\,\Vert\,\normal(0,v))=\EE\bigl[-\frac12\ln\frac Vv-\frac{(X-m)^2}{2V}+\frac{X^2}{2v}\bigr]=\frac12\bigl(\frac{m^2}v+\frac
  Vv-1-\ln\frac Vv\bigr)$.
\end{proof}
@^spectral gap@>

@ Which densities satisfy the inequality? Convex potentials do, and Chapter~\ref{ch:fokker_planck} quoted it as a fact. Here is the proof:
differentiate once more.

\begin{theorem}[Bakry and \'Emery]\label{th:langevin-bakry}
  If all eigenvalues of the matrix $\nabla^2U$ are at least $\kappa>0$ everywhere, then \eqref{eq:langevin-lsi} holds with this~$\kappa$. Along
  \eqref{eq:langevin}, with $g=\ln(p_t/\pi)$ and $\abs{\nabla^2g}^2=\sum_{ij}(\partial_i\partial_jg)^2$,
  \begin{equation}\label{eq:langevin-bakry}
    \frac d{dt}I(p_t\,\Vert\,\pi)=-2\int p_t\,\bigl(\abs{\nabla^2g}^2+\nabla g\cdot\nabla^2U\,\nabla g\bigr)\,dx .
  \end{equation}
\end{theorem}
\begin{proof}
  The ratio $\rho=e^g$ obeys $\partial_t\rho=L\rho$ with $L\varphi=\Delta\varphi-\nabla U\cdot\nabla\varphi$, so that $\partial_tg=Lg+\abs{\nabla
  g}^2$. Put $G=\abs{\nabla g}^2$. As $L$ is the generator, $\frac d{dt}\int Gp\,dx=\int(\partial_tG+LG)\,p\,dx$, and $\partial_tG=2\nabla
  g\cdot\nabla(Lg+G)$. Two identities are needed. The first is \emph{Bochner's}: because
  $\partial_iL\varphi=L\,\partial_i\varphi-\sum_j(\partial_i\partial_jU)\,\partial_j\varphi$ and $L(\varphi^2)=2\varphi
  L\varphi+2\abs{\nabla\varphi}^2$,
  \[
    LG=\sum_iL(\partial_ig)^2=2\,\nabla g\cdot\nabla Lg+2\,\nabla g\cdot\nabla^2U\,\nabla g+2\,\abs{\nabla^2g}^2 .
  \]
  The second is \eqref{eq:fokker_planck-dirichlet}: as $p\nabla g=\pi\nabla\rho$, $\int p\,\nabla g\cdot\nabla G\,dx=\int\nabla\rho\cdot\nabla
  G\,\pi\,dx=-\int\rho\,LG\,\pi\,dx=-\int p\,LG\,dx$. Together
  $\frac d{dt}I=\int p\,(2\,\nabla g\cdot\nabla Lg-2LG+LG)\,dx=\int p\,(2\,\nabla g\cdot\nabla Lg-LG)\,dx$, and Bochner's identity makes this
  \eqref{eq:langevin-bakry}.

  If $\nabla^2U\ge\kappa$, then $\frac d{dt}I\le-2\kappa I$, so $I_t\le e^{-2\kappa t}I_0$ tends to zero, and $\KL(p_t\,\Vert\,\pi)$ to zero with
  it\footnote{That $I_t\to0$ implies $\KL_t\to0$ is plain when the initial ratio $\rho$ is bounded above and below, since then $\rho_t$ keeps the
  bounds, converges in $L^2(\pi)$ to a constant, as $L$ is symmetric and only constants have $L\varphi=0$, and $\KL_t$ is continuous there. General
  $p$ are approximated by such.}. Hence $\KL(p_0\,\Vert\,\pi)=\int_0^\infty I_t\,dt\le I_0/2\kappa$.
\end{proof}
@^Bakry, Dominique@>
@^\'Emery, Michel@>
@^Bochner's identity@>

A bounded change of the potential cannot destroy the inequality, but it can ruin the constant.

\begin{theorem}[Holley and Stroock; \citealp{holley1987}]\label{th:langevin-holley}
  Let $\mu$ satisfy \eqref{eq:langevin-lsi} with constant~$\kappa$, and let $A\le\pi/\mu\le B$. Then $\pi$ satisfies it with the constant $\kappa
  A/B$.
\end{theorem}
\begin{proof}
  Write $p=\rho\,\pi$ and $\phi(r)=r\ln r$. For $c>0$ the function $\phi(\rho)-\phi(c)-\phi'(c)(\rho-c)$ is nonnegative by convexity, and its integral
  over any probability measure is smallest when $c$ is the mean of~$\rho$, since the derivative in~$c$ is $\phi''(c)(c-\text{mean})$. For $\pi$ the
  mean is~1 and the integral $\KL(p\,\Vert\,\pi)$. Take instead for $c$ the mean over~$\mu$:
  \begin{align*}
    \KL(p\,\Vert\,\pi)&\le\int\bigl[\phi(\rho)-\phi(c)-\phi'(c)(\rho-c)\bigr]\,\pi\,dx\le B\int\bigl[\cdots\bigr]\,\mu\,dx\\
    &\le\frac B{2\kappa}\int\frac{\abs{\nabla\rho}^2}\rho\,\mu\,dx\le\frac B{2\kappa A}\int\frac{\abs{\nabla\rho}^2}\rho\,\pi\,dx=\frac{B}{2\kappa
    A}\,I(p\,\Vert\,\pi) .
  \end{align*}
  In the middle the inequality for $\mu$ was applied to the density $\rho\mu/c$, and multiplied by~$c$.
\end{proof}
@^Holley, Richard@>
@^Stroock, Daniel@>

\begin{corollary}[The double well]\label{th:langevin-well}
  Let $U=B(x^2-1)^2$ on the line, with a barrier of height $B$ between its wells. The constant $\kappa$ and the gap $\lambda$ satisfy
  $2\,e^{-1-1/4B}\,e^{-B}\le\kappa\le\lambda$.
\end{corollary}
\begin{proof}
  For $c>1$ replace $U$ on $x^2<c$ by the parabola $B\bigl(2(c-1)x^2+1-c^2\bigr)$, which meets $U$ at $x^2=c$ with the same slope. The new potential
  has a second derivative of at least $4B(c-1)$ everywhere, since $12x^2-4\ge4(c-1)$ for $x^2\ge c$ (its jumps at $x^2=c$ may be
  smoothed without lowering that bound). The two differ by $B(x^2-c)^2$ on $x^2<c$, so
  the quotient of the bounds in Theorem~\ref{th:langevin-holley} is at most $e^{Bc^2}$, and $\kappa\ge4B(c-1)e^{-Bc^2}$.
  Take $c=1+1/2B$. The second inequality is Theorem~\ref{th:langevin-decay}~(2).
\end{proof}

\showfig{langevin/decay}{Relative entropy against time, by the solver of Chapter~\ref{ch:fokker_planck}, in the convex potential
$U=\frac12x^2+\frac14x^4$ (dashed: the bound with $\kappa=1$) and in double wells with barriers $B=1,2,3,4$ (dashed: the slope $-2\lambda$ that the
  gap predicts).}

@ \fig{langevin/decay} shows the rates, without a random number. \claim{langevin.convex_rate} In the convex potential the bound with $\kappa=1$ holds and is not sharp: the rate is
\num{langevin.rate_convex}. \claim{langevin.well_rate} In the double wells entropy falls fast to the value $\ln2=\num{langevin.log2}$ that belongs
to one half of the right density, and then creeps: at $B=4$ it is \num{langevin.well_early} at $t=\frac18$, its later rate
\num{langevin.rate_well}, and twice the gap \num{langevin.twice_gap}; the lower bound of the corollary is \num{langevin.twice_bound}. What remains of
this chapter deals with the two things that \fig{langevin/decay} hides: a computer cannot follow \eqref{eq:langevin} but in steps, and $e^{-B}$ is not
a small trouble.

@ Here is the interface. A \emph{target} is anything that has a score at every level of blur; only what accepts and rejects will ask for the density
as well.

@(langevin.h@>=
#ifndef LANGEVIN_H
#define LANGEVIN_H
#include <stddef.h>
#include <stdint.h>
#include "heat.h"
#include "fokker_planck.h"
@#
enum {@+LANGEVIN_MOST=16@+}; /* largest dimension */
typedef struct {
  int d;
  void (*score)(double *s, size_t n, const double *x, double sigma, const void *data);
    /* $\nabla\ln p_\sigma$ at |n| points; |s|, |x|: |n| by |d|, row-major */
  void (*log_density)(double *log_p, size_t n, const double *x, double sigma,@|
    const void *data); /* $\ln p_\sigma$ up to a constant: |n| values; or |NULL| */
  const void *data;
} LangevinTarget;
LangevinTarget langevin_mixture(const HeatMixture *mixture); /* which is kept, not copied */
@#
@<Interface of the Langevin steps@>@;
@<Interface of annealing and of correctors@>@;
@<Interface of laws, passages and gaps@>@;
@#
#endif

@ @<Interface of the Langevin steps@>=
void langevin_steps(double *x, size_t n, const LangevinTarget *q, double sigma,@|
  double h, int steps, uint64_t seed, uint64_t stream); /* steps \eqref{eq:langevin-ula} on $p_\sigma$ of |n|
     independent particles, |x|: |n| by |d|, in place; step |k| reads the stream $|stream|+k$ */
double langevin_log_ratio(int d, const double *x, const double *y,@|
  const double *score_x, const double *score_y, double rise, double h);
  /* $\ln A(x,y)$ of \eqref{eq:langevin-ratio}; |rise| is $\ln\pi(y)-\ln\pi(x)$ */
double langevin_adjusted(double *x, size_t n, const LangevinTarget *q, double sigma,@|
  double h, int steps, uint64_t seed, uint64_t stream); /* the same with acceptance; returns the fraction
     accepted; reads $2\cdot|steps|$ streams */

@ All steps of this chapter are of one form, $X'=X+aS+\sqrt b\,Z$, and one function makes them. Particles are independent, so a block of them can make
all of its steps before the next block begins: position, score and noise of |BLOCK| particles stay in the first level of the cache, and blocks are
shared out to the threads.
The random numbers are numbered by particle and step, and the result does not depend on how.
@^threads@>
@^common random numbers@>

@(langevin.c@>=
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "rng.h"
#include "langevin.h"
@#
enum {@+BLOCK=128@+};
@#
static void block_of_steps(double *x, size_t first, size_t m, const LangevinTarget *q,@|
  double sigma, double a, double b, int steps, uint64_t seed, uint64_t stream)
{
  size_t d = (size_t)q->d, size = m*d;
  double s[BLOCK*LANGEVIN_MOST], z[BLOCK*LANGEVIN_MOST], root = sqrt(b);
  for (int k=0; k<steps; k++) {
    q->score(s, m, x, sigma, q->data);
    rng_normal(z, size, seed, stream+(uint64_t)k, first*d);
    for (size_t i=0; i<size; i++) x[i] += a*s[i]+root*z[i];
  }
}
@#
@<Functions of Langevin dynamics@>@;

@ If the step is too long for the target, a particle can leave the range of numbers (Theorem~\ref{th:langevin-ula} says when). That is the caller's
mistake, and is told as one.
@^NaN@>

@<Functions of Langevin dynamics@>=
static void walk(double *x, size_t n, const LangevinTarget *q, double sigma,@|
  double a, double b, int steps, uint64_t seed, uint64_t stream)
{
  size_t d = (size_t)q->d;
  base_require(q->d>=1 && q->d<=LANGEVIN_MOST && a>0 && b>0 && steps>=0,@|
    "langevin: d=%d, a step of %g with variance %g, %d steps", q->d, a, b, steps);
#pragma @=omp parallel for schedule(static)@>
  for (size_t first=0; first<n; first+=BLOCK) {
    size_t m = n-first<BLOCK ? n-first : BLOCK;
    block_of_steps(x+first*d, first, m, q, sigma, a, b, steps, seed, stream);
  }
  for (size_t i=0; i<n*d; i++)
    base_require(fabs(x[i])<1e100, "langevin: a particle is at %g; the step %g is too long", x[i], a);
}
@#
void langevin_steps(double *x, size_t n, const LangevinTarget *q, double sigma,@|
  double h, int steps, uint64_t seed, uint64_t stream)
{
  walk(x, n, q, sigma, h, 2*h, steps, seed, stream);
}

@ The target of all our experiments is the mixture of Chapter~\ref{ch:heat}, whose score is known at every level.

@<Functions of Langevin dynamics@>=
static void mixture_score(double *s, size_t n, const double *x, double sigma, const void *data)
{
  heat_mixture_score(s, data, 1, sigma*sigma, n, x);
}
static void mixture_log_density(double *log_p, size_t n, const double *x, double sigma, const void *data)
{
  heat_mixture_log_density(log_p, data, 1, sigma*sigma, n, x);
}
LangevinTarget langevin_mixture(const HeatMixture *mixture)
{
  LangevinTarget q = {mixture->d, mixture_score, mixture_log_density, mixture};
  return q;
}

@*1 The bias of a step.
The \emph{unadjusted Langevin algorithm} takes the steps \eqref{eq:langevin-ula} for what they are not. For a Gaussian the damage can be computed.

\begin{theorem}[Bias on a Gaussian]\label{th:langevin-ula}
  Let $\pi=\normal(0,\Sigma)$ with eigenvalues $v_i$ of $\Sigma$. If $h<2\min v_i$, the law of the chain \eqref{eq:langevin-ula} tends to the normal
  law with the same eigenvectors and the variances
  \begin{equation}\label{eq:langevin-bias}
    \hat v_i=\frac{v_i}{1-h/2v_i} .
  \end{equation}
  In the direction~$i$ the mean and the deviation of the variance are multiplied in each step by $1-h/v_i$ and $(1-h/v_i)^2$. If $h\ge2\min v_i$ the
  chain has no stationary law. The stationary law has $\KL(\hat\pi\,\Vert\,\pi)=\frac12\sum_i(\hat v_i/v_i-1-\ln(\hat
  v_i/v_i))=\frac{h^2}{16}\sum_iv_i^{-2}+\bigO{h^3}$.
\end{theorem}
\begin{proof}
  In the eigenvector's coordinate $X'=(1-h/v)X+\sqrt{2h}\,Z$. So the mean is multiplied by $1-h/v$, and the variance obeys $V'=(1-h/v)^2V+2h$, whose
  fixed point is $2h/(1-(1-h/v)^2)=2h\big/\bigl(\frac{2h}v-\frac{h^2}{v^2}\bigr)$, which is \eqref{eq:langevin-bias}; subtract it from both sides. For
  $\abs{1-h/v}\ge1$ the variance grows without bound. The entropy is
  \eqref{eq:langevin-gauss}, with $q-1-\ln q\approx\frac12(q-1)^2$ and $q-1\approx h/2v$.
\end{proof}
@^stiffness@>

A narrow direction limits the step, a wide one needs $v_{\max}/h$ steps: sampling is as stiff as solving the heat equation. \claim{langevin.variance}
\fig{langevin/bias} confirms \eqref{eq:langevin-bias} with \num{langevin.variance_particles} particles at seven steps; the largest deviation is
\num{langevin.variance_z} standard errors. At $h=1$ the variance is twice what it should be, and from $h=2$ on it grows without bound.
The next theorem says what happens to a density that is not normal.

\begin{theorem}[Bias in general]\label{th:langevin-bias}
  Let the chain \eqref{eq:langevin-ula} have for small $h$ a stationary law $\hat\pi_h$ with moments bounded uniformly in~$h$, let $s$ and its
  derivatives grow at most polynomially, and let $\varphi$ be such that $-L\psi=\varphi-\int\varphi\,\pi\,dx$ has a solution with six derivatives of
  at most polynomial growth, and the same for $A\psi$ in the proof in place of~$\varphi$. Then
  \begin{equation}\label{eq:langevin-first-order}
    \begin{gathered}
    \int\varphi\,\hat\pi_h\,dx=\int\varphi\,\pi\,(1+h\,r)\,dx+\bigO{h^2},\\
    r=\tfrac14\abs s^2+\tfrac12\nabla\cdot s+\tfrac14\int\abs s^2\pi\,dx .
    \end{gathered}
  \end{equation}
\end{theorem}
\begin{proof}
  Expand $\EE\psi(X')$ at $X=x$ in $\xi=hs+\sqrt{2h}Z$. The moments $\EE\xi_i=hs_i$, $\EE\xi_i\xi_j=2h\delta_{ij}+h^2s_is_j$,
  $\EE\xi_i\xi_j\xi_k=2h^2(s_i\delta_{jk}+s_j\delta_{ik}+s_k\delta_{ij})+\bigO{h^3}$ and
  $\EE\xi_i\xi_j\xi_k\xi_l=4h^2(\delta_{ij}\delta_{kl}+\delta_{ik}\delta_{jl}+\delta_{il}\delta_{jk})+\bigO{h^3}$ give
  \[
    \EE\psi(X')=\psi+hL\psi+\tfrac12h^2A\psi+\bigO{h^3},\quad A\psi=\sum_{ij}s_is_j\,\partial_i\partial_j\psi+2\,s\cdot\nabla\Delta\psi+\Delta^2\psi .
  \]
  In the stationary law $\EE\psi(X')=\EE\psi(X)$, so $\int(\varphi-\int\varphi\pi)\,\hat\pi_h=-\int L\psi\,\hat\pi_h=\frac h2\int
  A\psi\,\hat\pi_h+\bigO{h^2}$. The same with $A\psi$ for $\varphi$ shows that here $\hat\pi_h$ can be replaced by~$\pi$. It remains to compute $\int
  A\psi\,\pi$. As $\int L(\cdot)\,\pi=0$, we may subtract $L^2\psi$, where $L=s\cdot\nabla+\Delta$:
  \[
    L^2\psi-A\psi=(s\cdot\nabla s+\Delta s)\cdot\nabla\psi+2\sum_{ij}\partial_js_i\,\partial_i\partial_j\psi .
  \]
  Since $s$ is a gradient, $s\cdot\nabla s=\frac12\nabla\abs s^2$ and $\Delta s=\nabla(\nabla\cdot s)$. Integrate the last sum by parts, moving
  $\partial_j$: $\int\pi\,\partial_js_i\,\partial_i\partial_j\psi=-\int\pi\,(\Delta s+s\cdot\nabla s)\cdot\nabla\psi$, summed. With $R=\frac12\abs
  s^2+\nabla\cdot s$ therefore $\int(L^2-A)\psi\,\pi=-\int\nabla R\cdot\nabla\psi\,\pi=\int R\,L\psi\,\pi$ and
  $\frac12\int A\psi\,\pi=-\frac12\int R\,L\psi\,\pi=\int\frac12R\,(\varphi-\int\varphi\pi)\,\pi$. The mean of $\frac12R$ is $\frac14\int\abs
  s^2\pi-\frac12\int\abs s^2\pi$, since $\int\pi\,\nabla\cdot s=-\int\abs s^2\pi$; subtracting it changes nothing, and gives~$r$.
\end{proof}
The method of proof is that of \citet{talay1990}. For $\normal(0,1)$ we find $r=\frac14(x^2-1)$, which raises the variance by $\frac h4(3-1)=h/2$, as
it should. Where the score is large, in the tails, $r$ is positive, and where the density is most curved, at its sharpest mode, negative:
the unadjusted chain is too hot, and too much of it is in the wide modes. \claim{langevin.bias_linear} On the mixture of \fig{langevin/bias} the measured order of the error is
\num{langevin.bias_order}.
@^bias@>

\showfig{langevin/bias}{Above, on $\normal(0,1)$ against the step: variance, by \eqref{eq:langevin-bias} and of particles, unadjusted (discs) and
adjusted (circles); fraction accepted, by \eqref{eq:langevin-acceptance} and of particles. Below, on a mixture of two Gaussians: relative error of the
stationary density over~$h$, by \eqref{eq:langevin-first-order} (curve) and
  of the exact law of the chain for $h=0.08$ (dotted) and $0.04$ (dashed); error in the 1-norm against~$h$, where the adjusted chain has none but
  rounding.}

\begin{fact}[\citealp{vempala2019}]\label{th:langevin-vempala}
  Let $\pi$ satisfy \eqref{eq:langevin-lsi}, let $\nabla s$ have norm at most $\ell$ everywhere, and $0<h\le\kappa/4\ell^2$. Then after $k$ steps
  $\KL(p_k\,\Vert\,\pi)\le e^{-\kappa hk}\KL(p_0\,\Vert\,\pi)+8hd\ell^2/\kappa$.
\end{fact}

@*1 Metropolis' correction.
The chain can be told to keep $\pi$ exactly, by refusing some of its steps. The idea is that of \citet{metropolis1953}, the general form that of
\citet{hastings1970}; on Langevin steps it was used by \citet{rossky1978} and \citet{besag1994}, and \citet{roberts1996} named it \emph{MALA}, the
Metropolis-adjusted Langevin algorithm.
@^Metropolis--Hastings algorithm@>
@^MALA@>

\begin{theorem}[Metropolis and Hastings]\label{th:langevin-mala}
  From $x$ propose $y$ with the density $k(x,y)>0$; accept it with the probability $\min(1,A)$, where $A(x,y)=\pi(y)\,k(y,x)/\pi(x)\,k(x,y)$, and else
  stay at~$x$. This chain is in detailed balance with~$\pi$: if $X\sim\pi$, then $(X,X')$ and $(X',X)$ have the same law. In particular $\pi$ is
  stationary. For the proposal \eqref{eq:langevin-ula}
  \begin{equation}\label{eq:langevin-ratio}
    \ln A=\ln\frac{\pi(y)}{\pi(x)}-\tfrac12\bigl(s(x)+s(y)\bigr)\cdot(y-x)-\tfrac h4\bigl(\abs{s(y)}^2-\abs{s(x)}^2\bigr) .
  \end{equation}
\end{theorem}
\begin{proof}
  A move from $x$ to another point $y$ has the density
  \[
    \pi(x)\,k(x,y)\min\bigl(1,A(x,y)\bigr)=\min\bigl(\pi(x)\,k(x,y),\;\pi(y)\,k(y,x)\bigr),
  \]
  which is symmetric. Staying is symmetric too. So $\EE\varphi(X)\,\psi(X')$ does not change if the bounded functions $\varphi$ and $\psi$ are exchanged; with $\psi=1$ this says $\EE\varphi(X')=\EE\varphi(X)$. For \eqref{eq:langevin-ratio}, up to a constant $-\ln k(x,y)$ is $\frac1{4h}\abs{y-x-hs(x)}^2$ and $-\ln k(y,x)$ is $\frac1{4h}\abs{x-y-hs(y)}^2$; subtract, and the squares of $y-x$ cancel.
\end{proof}
@^detailed balance@>

The first two terms of \eqref{eq:langevin-ratio} are the error of the trapezoidal rule for $\ln\pi(y)-\ln\pi(x)=\int s\cdot dx$. It is of third order
in $y-x\approx\sqrt{2h}Z$, and the last term of order $h\cdot\sqrt h$: so $\ln A=\bigO{h^{3/2}}$, and few steps are refused. For a Gaussian we can say
how many.

\begin{theorem}[Acceptance]\label{th:langevin-acceptance}
  If $X\sim\pi$ and $A\ne1$ with probability~1, a proposal is accepted with probability $2P(A>1)$. For $\normal(0,1)$ and the step~$h$ this is (with
  $\pi$ the number)
  \begin{equation}\label{eq:langevin-acceptance}
    \frac2\pi\arctan\Bigl(\frac2h\Bigr)^{3/2}=1-\frac{h^{3/2}}{\sqrt2\,\pi}+\bigO{h^{9/2}} .
  \end{equation}
\end{theorem}
\begin{proof}
  The probability is $\iint\min(\pi(x)k(x,y),\pi(y)k(y,x))\,dx\,dy$. Where $A>1$ the minimum is $\pi(x)k(x,y)$, and this part gives $P(A>1)$. Where
  $A<1$ it is $\pi(y)k(y,x)$; exchange the names, and as $A(y,x)=1/A(x,y)$ this gives $P(A>1)$ again. For $s=-x$ the first three terms of
  \eqref{eq:langevin-ratio} cancel, and $\ln A=-\frac h4(y^2-x^2)$. So $A>1$ means that $\eta=y-x$ and $\zeta=y+x$ have opposite
  signs. With $y=(1-h)x+\sqrt{2h}z$ they are jointly normal, with variances $h^2+2h$ and $(2-h)^2+2h$ and the covariance $\EE y^2-\EE
  x^2=(1-h)^2+2h-1=h^2$. Two normal variables of correlation $\rho$ have opposite signs with the probability $\frac1\pi\arccos\rho$: they are
  projections of a vector of random direction on two axes at the angle $\arccos\rho$. Here
  \[
    \rho=\frac{h^2}{\sqrt{h(h+2)(h^2-2h+4)}}=\frac{h^{3/2}}{\sqrt{h^3+8}},\qquad\arccos\rho=\arctan\sqrt{8/h^3} .\qedhere
  \]
\end{proof}

@ \claim{langevin.acceptance} \fig{langevin/bias} compares: with \num{langevin.variance_particles} particles the acceptance differs from
\eqref{eq:langevin-acceptance} by at most \num{langevin.acceptance_z} standard errors; at $h=1$ it is \num{langevin.accept_one}.
\claim{langevin.unbiased} The variance of the adjusted chain is 1 at every step, to
\num{langevin.adjusted_z} standard errors, even at $h=2.5$, where the unadjusted one explodes. On the mixture the stationary law, computed on a grid,
is $\pi$ up to \num{langevin.mala_off}.

Nothing is free. The adjusted chain needs $\pi$ up to a constant, and a learnt score comes without one: from its values at $x$ and~$y$ the trapezoidal rule is all that is known of
$\ln\pi(y)-\ln\pi(x)$, and with it the first two terms of \eqref{eq:langevin-ratio} are zero. This is why diffusion models live with
\eqref{eq:langevin-first-order}. And in many dimensions small errors add up (Exercise~\ref{ex:langevin-dimension}).

@<Functions of Langevin dynamics@>=
double langevin_log_ratio(int d, const double *x, const double *y,@|
  const double *score_x, const double *score_y, double rise, double h)
{
  double sum = rise;
  for (int i=0; i<d; i++)
    sum -= 0.5*(score_x[i]+score_y[i])*((y[i]-x[i])+0.5*h*(score_y[i]-score_x[i])); // \eqref{eq:langevin-ratio}
  return sum;
}

@ The two terms have been drawn together, as $\abs{s(y)}^2-\abs{s(x)}^2=(s(y)+s(x))\cdot(s(y)-s(x))$. Score and density are computed once a proposal
and kept if it is accepted.

@<Functions of Langevin dynamics@>=
static long block_adjusted(double *x, size_t first, size_t m, const LangevinTarget *q,@|
  double sigma, double h, int steps, uint64_t seed, uint64_t stream)
{
  enum {@+SIZE=BLOCK*LANGEVIN_MOST@+};
  size_t d = (size_t)q->d, row = d*sizeof(double);
  double y[SIZE], s[SIZE], t[SIZE], l[BLOCK], r[BLOCK], u[BLOCK];
  long accepted = 0;
  q->score(s, m, x, sigma, q->data);
  q->log_density(l, m, x, sigma, q->data);
  for (int k=0; k<steps; k++) {
    rng_normal(y, m*d, seed, stream+2*(uint64_t)k, first*d);
    for (size_t i=0; i<m*d; i++) y[i] = x[i]+h*s[i]+sqrt(2*h)*y[i];
    q->score(t, m, y, sigma, q->data);
    q->log_density(r, m, y, sigma, q->data);
    rng_uniform(u, m, seed, stream+2*(uint64_t)k+1, first);
    @<Accept or refuse the proposals of a Langevin block@>@;
  }
  return accepted;
}

@ @<Accept or refuse the proposals of a Langevin block@>=
for (size_t i=0; i<m; i++) {
  double *at = x+i*d, *to = y+i*d;
  if (log(u[i])<langevin_log_ratio(q->d, at, to, s+i*d, t+i*d, r[i]-l[i], h)) {
    memcpy(at, to, row), memcpy(s+i*d, t+i*d, row);
    l[i] = r[i], accepted++;
  }
}

@ Counts are whole numbers, so their sum is the same in any order.

@<Functions of Langevin dynamics@>=
double langevin_adjusted(double *x, size_t n, const LangevinTarget *q, double sigma,@|
  double h, int steps, uint64_t seed, uint64_t stream)
{
  long accepted = 0;
  base_require(q->d>=1 && q->d<=LANGEVIN_MOST && q->log_density!=NULL && h>0 && n>0 && steps>0,@|
    "langevin_adjusted: d=%d, h=%g, %d steps, and a density", q->d, h, steps);
#pragma @=omp parallel for schedule(static) reduction(+:accepted)@>
  for (size_t first=0; first<n; first+=BLOCK) {
    size_t m = n-first<BLOCK ? n-first : BLOCK;
    accepted += block_adjusted(x+first*(size_t)q->d, first, m, q, sigma, h, steps, seed, stream);
  }
  return (double)accepted/((double)n*steps);
}

@*1 Laws without particles.
A bias of one per cent takes ten thousand particles to see, and of a tenth of a per cent a million (Theorem~\ref{th:fokker_planck-counting}). On the
line we can do better. One step sends the density $p$ to
\begin{equation}\label{eq:langevin-law}
  p'(y)=\int p(x)\,\normal\bigl(y;\,x+a\,s(x),\,b\bigr)\,dx ,
\end{equation}
and where $p$ is wide compared with $\sqrt b$ the trapezoidal rule errs by $2e^{-2\pi^2b/\delta^2}$ of the density on a mesh~$\delta$: with $\sqrt
b=\delta$ already eight digits. So the law of the chain, not of the equation it approximates, is a vector times a matrix for each step. We scale the
rows of the matrix to the sum~1, so that mass is exact, and keep only what lies within nine standard deviations.
With the acceptance built in, the matrix is in detailed balance to rounding, since on a grid too Theorem~\ref{th:langevin-mala} holds.
@^trapezoidal rule@>
@^law of the chain@>

@<Interface of laws, passages and gaps@>=
void langevin_law(double *p, int n, double left, double right, const double *drift,@|
  double variance, const double *log_pi, int steps);
  /* law after |steps| steps \eqref{eq:langevin-law}; |p|: density at $|left|+(i+\frac12)\delta$, $\delta=(|right|-|left|)/n$; |drift|: $a\,s$ there;
     |variance| at least $\delta^2$; |log_pi|: if not |NULL|, steps are accepted or refused to keep this $\pi$ */
double langevin_passage(double (*U)(double x, const void *data), const void *data,@|
  double low, double from, double to); /* $M$ of \eqref{eq:langevin-passage}, $|low|\le|from|\le|to|$; |low| stands for $-\infty$ */
double langevin_gap(FokkerPlanck *s, int n, double guess);
  /* smallest positive eigenvalue of the |n| cells, all walls sealed; |guess>0|, at most of the size of the second eigenvalue; NaN if 1000 iterations do not suffice */

@ Row~$i$ of the matrix is stored from the column |start[i]|, of which some may lie outside the grid; they are left zero. A row is a Gaussian at equal
distances, $g_j=e^{-(e+j\delta)^2/2b}$ with the distance~$e$ of the middle cell from the mean. So the quotient $g_{j+1}/g_j$ is itself multiplied by
the constant $e^{-\delta^2/b}$ from one cell to the next, and a row costs four
exponentials and two products for each element. Rounding errors grow outwards, where the elements are small.
@^Gaussian by recurrence@>

@<Functions of Langevin dynamics@>=
typedef struct {
  int n, width, *start;
  double *k, *stay; /* |n| rows of |width|; probability to stay after a refusal: |n| */
} LangevinKernel;
static void fill_row(double *row, int half, double e, double delta, double b)
{
  double fall = exp(-delta*delta/b);
  row[half] = exp(-e*e/(2*b));
  for (int side=-1; side<=1; side+=2) {
    double g = row[half], quotient = exp(-(side*2*e*delta+delta*delta)/(2*b));
    for (int j=1; j<=half; j++) {
      row[half+side*j] = g *= quotient;
      quotient *= fall;
    }
  }
}

@ @<Functions of Langevin dynamics@>=
static LangevinKernel kernel_new(int n, double left, double h, const double *drift, double variance)
{
  int half = (int)ceil(9*sqrt(variance)/h)+1;
  LangevinKernel a = {n, 2*half+1, base_new((size_t)n, sizeof *a.start),@|
    base_reals((size_t)n*(2*(size_t)half+1)), base_reals((size_t)n)};
  for (int i=0; i<n; i++) {
    double x = left+(i+0.5)*h, mean = x+drift[i], sum = 0, *row = a.k+(size_t)i*a.width;
    double cell = floor((mean-left)/h);
    base_require(cell>-half && cell<n+half, "langevin_law: the drift leaves the grid at %g", x);
    a.start[i] = (int)cell-half;
    fill_row(row, half, left+(cell+0.5)*h-mean, h, variance);
    for (int j=0; j<a.width; j++) {
      if (a.start[i]+j<0 || a.start[i]+j>=n) row[j] = 0;
      sum += row[j];
    }
    for (int j=0; j<a.width; j++) row[j] /= sum;
  }
  return a;
}

@ Acceptance treats each pair of cells once. What a row loses stays where it was.

@<Functions of Langevin dynamics@>=
static double *element(const LangevinKernel *a, int i, int j) /* or |NULL|, where the element is zero */
{
  int at = j-a->start[i];
  return at<0 || at>=a->width ? NULL : a->k+(size_t)i*a->width+at;
}
static void kernel_adjust(LangevinKernel *a, const double *log_pi)
{
  for (int i=0; i<a->n; i++) {
    double sum = 0;
    for (int j=0; j<a->n; j++) {
      double *there = element(a, i, j), *back = element(a, j, i);
      if (j>i && there!=NULL) {
        double q = *there, r = back!=NULL ? *back : 0, l = log_pi[j]-log_pi[i];
        *there = r>0 ? fmin(q, r*exp(l)) : 0;
        if (back!=NULL) *back = fmin(r, q*exp(-l));
      } else if (j>i && back!=NULL) *back = 0;
      if (there!=NULL) sum += *there;
    }
    a->stay[i] = 1-sum;
  }
}

@ @<Functions of Langevin dynamics@>=
void langevin_law(double *p, int n, double left, double right, const double *drift,@|
  double variance, const double *log_pi, int steps)
{
  double h = (right-left)/n, *y = base_reals((size_t)n);
  base_require(n>=2 && h>0 && variance>=h*h && steps>=0,@|
    "langevin_law: %d cells of %g, variance %g", n, h, variance);
  LangevinKernel a = kernel_new(n, left, h, drift, variance);
  if (log_pi!=NULL) kernel_adjust(&a, log_pi);
  for (int k=0; k<steps; k++) {
    for (int i=0; i<n; i++) y[i] = a.stay[i]*p[i];
    for (int i=0; i<n; i++) {
      int low = a.start[i]<0 ? -a.start[i] : 0, high = n-a.start[i]<a.width ? n-a.start[i] : a.width;
      double *to = y+a.start[i], *row = a.k+(size_t)i*a.width, mass = p[i];
      for (int j=low; j<high; j++) to[j] += mass*row[j];
    }
    memcpy(p, y, (size_t)n*sizeof *y);
  }
  free(a.k), free(a.start), free(a.stay), free(y);
}

@*1 Between two wells.
Why do the wells of \fig{langevin/decay} mix so slowly, and how slowly exactly? On the line the mean time of a passage has a formula.
@^mean first passage time@>
@^double well@>

\begin{theorem}[Mean passage time]\label{th:langevin-passage}
  Let $d=1$, $\int e^{-U}dx=z<\infty$, and $a<b$. The process \eqref{eq:langevin} from~$a$ reaches $b$ for the first time after the mean time
  \begin{equation}\label{eq:langevin-passage}
    M(a\to b)=\int_a^b e^{U(y)}\int_{-\infty}^ye^{-U(x)}\,dx\,dy .
  \end{equation}
  If $U$ is even, $M(-b\to b)=z\int_0^be^U\,dy$.
\end{theorem}
\begin{proof}
  Let $F(y)=\int_{-\infty}^ye^{-U}dx$ and $w(x)=\int_x^be^UF\,dy$. Then $w'=-e^UF$ and $Lw=w''-U'w'=-1$. For $l<a$ let $\tau$ be the first time at $l$
  or~$b$. By It\^o's formula $w(X_t)+t$ is, up to~$\tau$, a constant plus an integral over $dW$ with a bounded integrand, so $w(a)=\EE
  w(X_\tau)+\EE\tau=w(l)\,P(X_\tau=l)+\EE\tau$. (The mean of $\tau$ is finite as $w$ is bounded
  on $[l,b]$.) The function $S(x)=\int_x^be^U$ has $LS=0$, and the same argument gives $P(X_\tau=l)=S(a)/S(l)$. Now let $l\to-\infty$. By Cauchy and
  Schwarz $(b-l)^2\le S(l)\int e^{-U}dx$, so $S(l)\to\infty$. And $w(l)/S(l)$ is the mean of $F$ on $(l,b)$ with the weight $e^U$, which has more and
  more of its mass where $F$ is small: it tends to zero. So $\EE\tau\to w(a)$. For even~$U$,
  $F(y)+F(-y)=z$.
\end{proof}

\begin{theorem}[Kramers' formula for the well]\label{th:langevin-kramers}
  For $U=B(x^2-1)^2$ and $B\to\infty$
  \begin{equation}\label{eq:langevin-kramers}
    M(-1\to1)=\frac{\pi}{2\sqrt2\,B}\,e^B\Bigl(1+\frac3{8B}+\bigO{B^{-2}}\Bigr).
  \end{equation}
\end{theorem}
\begin{proof}
  Near $x=1$, with $x=1+\xi$, $U=B(4\xi^2+4\xi^3+\xi^4)$. Expand $e^{-4B\xi^3-B\xi^4}$ under the Gaussian of variance $v=1/8B$:
  $1-B\cdot3v^2+\frac12(4B)^2\cdot15v^3=1+\frac{-3+15}{64B}$, up to $\bigO{B^{-2}}$. So each well contributes $\sqrt{\pi/4B}\,(1+\frac3{16B})$ to~$z$.
  At the top $U=B(1-2y^2+y^4)$, and with $v=1/4B$ the expansion is $1+B\cdot3v^2=1+\frac3{16B}$, so
  $\int_0^1e^U=\frac12e^B\sqrt{\pi/2B}\,(1+\frac3{16B})$. Parts of the integrals away from these points are exponentially small (Laplace's method).
  Multiply.
\end{proof}
@^Kramers' formula@>
@^Laplace's method@>
@^Eyring, Henry@>

This is $\frac{2\pi}{\sqrt{U''(-1)\,\abs{U''(0)}}}\,e^B$ with $U''(\pm1)=8B$ and $U''(0)=-4B$: the formula of \citet{eyring1935} and
\citet{kramers1940}. In more dimensions $U''$ at well and pass become determinants \citep{bovier2004}. The passage is rare because the density at the
ridge is small, and not because the climb is long: a crossing, when it happens, is quick.

The gap of Chapter~\ref{ch:fokker_planck} and the passage time say nearly the same.

\begin{theorem}[Gap and passage]\label{th:langevin-sandwich}
  Let $U$ be even with $\int e^{-U}dx=z<\infty$, $b>0$, $M=M(-b\to b)$, $w(\infty)=\int_0^\infty e^{U(y)}\int_y^\infty e^{-U(x)}dx\,dy$ the mean time to come to~0 from infinity (which may be infinite),
  $\varphi(x)=\int_0^xe^U\big/\int_0^be^U$ on $[-b,b]$ and $\pm1$ outside, and $m=\int\varphi^2\pi\,dx$. Then
  \begin{equation}\label{eq:langevin-sandwich}
    \frac1{w(\infty)}\le\lambda\le\frac2{m\,M} .
  \end{equation}
\end{theorem}
\begin{proof}
  \emph{Above.} $\varphi$ is odd, so has mean zero, and with $S=\int_0^be^U$ we have $\int\varphi'^2\pi\,dx=\frac1{zS^2}\int_{-b}^be^{2U-U}dx=\frac2{zS}=\frac2M$. The gap is at most the quotient
  $\int\varphi'^2\pi\big/\int\varphi^2\pi$.

  \emph{Below.} Let $w(x)$ be the mean time from $\abs x$ to~0; for $x>0$ $w''-U'w'=-1$, $w>0$ and $w\le w(\infty)$. Let $\chi$ be a function with
  $\chi(0)=0$, and write $\chi=w\,\theta$ on $x>0$ (a bounded $\theta$, as $w'(0)>0$). Then $\chi'^2=w^2\theta'^2+w'\,(w\,\theta^2)'$, and by parts
  \begin{align*}
    \int_0^\infty\!\chi'^2\pi\,dx&\ge\int_0^\infty\!w'\,(w\,\theta^2)'\,\pi\,dx=-\int_0^\infty\!(w''-U'w')\,w\,\theta^2\,\pi\,dx\\
    &=\int_0^\infty\!\frac{\chi^2}w\,\pi\,dx\ge\frac1{w(\infty)}\int_0^\infty\!\chi^2\pi\,dx ;
  \end{align*}
  likewise on $x<0$. For any $\varphi$ of mean zero put $\chi=\varphi-\varphi(0)$:
  $\int\varphi'^2\pi\ge\frac1{w(\infty)}\int(\varphi-\varphi(0))^2\pi\ge\frac1{w(\infty)}\int\varphi^2\pi$.
\end{proof}
For the double well both bounds are asymptotic to $2/M$, since a particle comes from infinity to the well in a bounded time, and $\varphi^2\to1$
except on the ridge. So Fact~\ref{th:fokker_planck-kramers}, $\lambda\sim\frac{4\sqrt2}\pi B\,e^{-B}$, is now proved for this well.
@^Rayleigh quotient@>

\showfig{langevin/barrier}{The double well $U=B(x^2-1)^2$. Left: mean passage time from $-1$ to~1 against the barrier: exact
\eqref{eq:langevin-passage} (curve), particles with two standard errors (bars), twice the inverse gap of the Fokker--Planck generator (crosses).
Right: passage
  times over the leading term of \eqref{eq:langevin-kramers}; dashed: with the next term, $1+3/8B$.}

@ The integrals \eqref{eq:langevin-passage} go over $e^U$ and $e^{-U}$, which overflow and underflow long before their product does. Their combination
$G(y)=e^{U(y)}\int_{-\infty}^ye^{-U}dx$ does neither: it obeys $G(y+\delta)=e^{U(y+\delta)-U(y)}G(y)+\int_y^{y+\delta}e^{U(y+\delta)-U(x)}dx$. We use
Simpson's rule on each small interval, with a value of $G$ in the
middle that comes from the parabola through the three values of the integrand.
@^overflow@>
@^Simpson's rule@>

@<Functions of Langevin dynamics@>=
static double sweep(double *G, double (*U)(double, const void *), const void *data,@|
  double from, double to) /* $\int G$; |*G|: value at |from|, then at |to| */
{
  enum {@+PARTS=20000@+};
  double delta = (to-from)/PARTS, integral = 0, u0 = U(from, data);
  for (int k=0; k<PARTS; k++) {
    double um = U(from+(k+0.5)*delta, data), u1 = U(from+(k+1)*delta, data), e = exp(um-u0);
    double middle = e*(*G)+delta/24*(5*e+8-exp(um-u1));
    double next = exp(u1-u0)*(*G)+delta/6*(exp(u1-u0)+4*exp(u1-um)+1);
    integral += delta/6*(*G+4*middle+next);
    *G = next, u0 = u1;
  }
  return integral;
}
double langevin_passage(double (*U)(double x, const void *data), const void *data,@|
  double low, double from, double to)
{
  double G = 0;
  base_require(low<=from && from<=to, "langevin_passage: %g, %g, %g", low, from, to);
  sweep(&G, U, data, low, from);
  return sweep(&G, U, data, from, to);
}

@ For the gap we let the solver of Chapter~\ref{ch:fokker_planck} do the work. A step of backward Euler multiplies the part of a density that belongs
to the eigenvalue $\mu$ of $-A$ by $1/(1+\tau\mu)$. Take the stationary part away, and what decays slowest is the gap's eigenfunction: \emph{inverse
iteration}. With $\tau=1/{}$|guess| two eigenvalues that differ much are separated in a few
steps, and the quotient of Rayleigh, in the inner product with weight $1/\pi$ in which $A$ is symmetric, has twice the digits of the vector. Cells
with hardly any probability are left out of it.
@^inverse iteration@>

@<Functions of Langevin dynamics@>=
double langevin_gap(FokkerPlanck *s, int n, double guess)
{
  const double *x = fokker_planck_centres(s);
  double *pi = base_reals(3*(size_t)n), *p = pi+n, *old = p+n, h = x[1]-x[0], found = 0, mean = 0;
  fokker_planck_stationary(pi, s);
  for (int i=0; i<n; i++) mean += h*x[i]*pi[i];
  for (int i=0; i<n; i++) p[i] = pi[i]*(x[i]-mean);
  for (int k=0; k<1000; k++) {
    double before = found, top = 0, bottom = 0;
    @<Take the stationary part away from the Langevin density@>@;
    memcpy(old, p, (size_t)n*sizeof *p);
    fokker_planck_steps(p, s, 1, 1/guess, 1);
    for (int i=0; i<n; i++) if (pi[i]>1e-200)
      top += p[i]*(old[i]/pi[i]), bottom += old[i]*(old[i]/pi[i]);
    found = guess*(bottom/top-1);
    if (k>0 && fabs(found-before)<=1e-13*found+1e-15*guess) break;
    if (k==999) found = NAN;
  }
  free(pi);
  return found;
}

@ @<Take the stationary part away from the Langevin density@>=
double mass = 0, size = 0;
for (int i=0; i<n; i++) mass += h*p[i];
for (int i=0; i<n; i++) p[i] -= mass*pi[i], size += h*fabs(p[i]);
for (int i=0; i<n; i++) p[i] /= size;

@ \claim{langevin.passage} \fig{langevin/barrier} compares. With \num{langevin.passages} particles for each barrier the measured times
differ from the exact ones by at most \num{langevin.passage_z} standard errors (and an allowance of one per cent for the step).
\claim{langevin.gap_passage} At $B=\num{langevin.top_barrier}$ the gap of the generator is \num{langevin.gap_top}, and $\lambda M/2=\num{langevin.gap_times}$. \claim{langevin.kramers} Kramers'
formula is \num{langevin.kramers_low} of the exact time there, and \num{langevin.kramers_next} with the next term. For $B=10$ the mean passage takes \num{langevin.passage_ten} units of time, which is \num{langevin.steps_ten} steps of $h=0.1/U''(1)$, and for $B=20$ it takes \num{langevin.steps_twenty} of them.

@ \emph{What the score does not say.} There is a second way to see the failure, and it also concerns those who learn scores. Far apart, the weights of
two modes leave no trace in the score.
@^mode weights@>

\begin{theorem}[Blindness]\label{th:langevin-blind}
  On the line let $\pi_w=w\,\normal(m,1)+(1-w)\,\normal(-m,1)$ with $m>0$, $0<w<1$ and $c_w=\frac12\ln\frac w{1-w}$. Then $\nabla\ln\pi_w=-x+m\tanh(mx+c_w)$
  and, for all $w,w'$,
  \begin{equation}\label{eq:langevin-blind}
    I(\pi_w\,\Vert\,\pi_{w'})\le\sqrt{\tfrac8\pi w\,(1-w)}\;m\,\sinh^2(c_w-c_{w'})\,e^{-m^2/2} ,
  \end{equation}
  while $\KL(\pi_w\,\Vert\,\pi_{w'})\to w\ln\frac w{w'}+(1-w)\ln\frac{1-w}{1-w'}$ as $m\to\infty$.
\end{theorem}
\begin{proof}
  With $\phi$ the standard normal density, $\pi_w=e^{-m^2/2}\phi(x)\,(we^{mx}+(1-w)e^{-mx})=2\sqrt{w(1-w)}\,e^{-m^2/2}\,\phi(x)\cosh(mx+c_w)$; take
  the logarithm and differentiate. The difference of two hyperbolic tangents is $\sinh(c_w-c_{w'})/\cosh(mx+c_w)\cosh(mx+c_{w'})$. Square it, multiply
  by $m^2\pi_w$, and use $\cosh(mx+c_w)\ge1$, $\phi\le1/\sqrt{2\pi}$ and
  $\int dx/\cosh^2(mx+c_{w'})=2/m$. For the entropy, $\ln(\pi_w/\pi_{w'})$ is bounded, and tends to $\ln\frac w{w'}$ on the right half and
  $\ln\frac{1-w}{1-w'}$ on the left.
\end{proof}

\showfig{langevin/blind}{Two mixtures of $\normal(\pm m,1)$ with $m=4$, with the weights $\frac15,\frac45$ and $\frac12,\frac12$. Left: densities.
Middle: scores; they differ only on the narrow ridge, where there are no data. Right: relative entropy and relative Fisher information of the two
against~$m$, with the bound \eqref{eq:langevin-blind}.}

\claim{langevin.blind} At $m=4$, in \fig{langevin/blind}, the two densities differ by \num{langevin.blind_kl} in relative entropy and by
\num{langevin.blind_fisher} in relative Fisher information. Score matching minimises the second; a network that has the weights wrong loses next to nothing by
it \citep{wenliang2020}. With \eqref{eq:langevin-lsi} the theorem shows once more that no useful inequality
can hold: $\kappa\le I/2\KL$.

@*1 Annealing.
A blurred density is easier. Convolution with $\normal(0,\sigma^2I)$ fills the valley between two modes, and for large $\sigma$ what remains is nearly
one Gaussian, which Langevin's steps sample in no time. Take the result as the start for a little less blur; and so on, down to hardly any.
\citet{song2019} called it \emph{annealed Langevin dynamics}: at the levels
$\sigma_1>\sigma_2>\dots>\sigma_L$ make $k$ steps each on $p_{\sigma_i}$, with the step
@^annealed Langevin dynamics@>
@^Song, Yang@>
\begin{equation}\label{eq:langevin-anneal}
  h_i=\eta\,\sigma_i^2 .
\end{equation}
The name recalls annealing by temperature, where $\pi^\beta$ takes the place of~$p_\sigma$. But heating changes the weights of the modes, for a wide
mode gains; blurring keeps them: by Theorem~\ref{th:heat-mixture} a mixture stays a mixture with the same weights. It remains to see what the steps
\eqref{eq:langevin-anneal} do, and for this we need to know how Langevin's dynamics follows a moving target.
@^annealing by temperature@>

\begin{theorem}[Moving target]\label{th:langevin-moving}
  Let $p_t>0$ be densities with $\partial_tp=-\nabla\cdot(v\,p)$ for some velocity $v(x,t)$, let $s=\nabla\ln p_t$ and $c(t)>0$. \textup{(1)}~$p_t$
  solves the Fokker--Planck equation of
  \begin{equation}\label{eq:langevin-carried}
    dX=(v+c\,s)\,dt+\sqrt{2c}\,dW ,
  \end{equation}
  and every other solution $q$ has $\frac d{dt}\KL(q\,\Vert\,p)=-c\,I(q\,\Vert\,p)$. \textup{(2)}~For the law $q$ of $dX=c\,s\,dt+\sqrt{2c}\,dW$,
  which is not carried along,
  \begin{equation}\label{eq:langevin-lag}
    \begin{aligned}
    \frac d{dt}\KL(q\,\Vert\,p)&=-c\,I(q\,\Vert\,p)-\int q\;v\cdot\nabla\ln\frac qp\,dx\\
    &\le-\frac c2\,I(q\,\Vert\,p)+\frac1{2c}\int q\,\abs v^2dx ,
    \end{aligned}
  \end{equation}
  so that $\frac d{dt}\KL\le-c\,\kappa_t\KL+\frac1{2c}\int q\,\abs v^2dx$ if $p_t$ satisfies \eqref{eq:langevin-lsi} with~$\kappa_t$.
\end{theorem}
\begin{proof}
  (1)~The flux is $vp+csp-c\nabla p=vp$, and the H-theorem (Theorem~\ref{th:fokker_planck-h}) with $a=2cI$ gives the rate. (2)~Now
  $\partial_tq=\nabla\cdot(c\,q\,\nabla\ln\frac qp)$, and as the mass of $q$ stays
  \begin{align*}
    \frac d{dt}\int q\ln\frac qp\,dx&=\int\ln\frac qp\;\partial_tq\,dx-\int\frac qp\;\partial_tp\,dx\\
    &=-c\,I+\int\frac qp\,\nabla\cdot(vp)\,dx=-c\,I-\int\nabla\frac qp\cdot v\,p\,dx ,
  \end{align*}
  with $\nabla(q/p)\,p=q\nabla\ln(q/p)$. The inequality is $-ab\le\frac c2a^2+\frac1{2c}b^2$ under the integral.
\end{proof}

@ For blurred densities let time run with $\ln(1/\sigma)$. From $\partial_{\sigma^2}p=\frac12\Delta p$ we have $\partial_tp=-\sigma^2\Delta
p=-\nabla\cdot(\sigma^2s\,p)$: the target moves with the velocity $v=\sigma^2s$. Steps \eqref{eq:langevin-anneal}, made $N$ times while $\sigma$ falls
by a factor of~$e$, are a clock $c=C\sigma^2$ with $C=\eta N$. Then the two terms
of \eqref{eq:langevin-lag} are, with $q\approx p$ in the second,
@^lag@>
\begin{equation}\label{eq:langevin-balance}
  -C\,\sigma^2\kappa_\sigma\KL\qquad\text{and}\qquad\frac{\sigma^2}{2C}\int p_\sigma\abs s^2dx\le\frac d{2C} ,
\end{equation}
since the Fisher information of $p_\sigma$ is at most that of the blur, $d/\sigma^2$ (its score is a conditional mean of $-Z/\sigma$, by
Theorem~\ref{th:heat-score}). Here is the reason for the square in \eqref{eq:langevin-anneal}. For a Gaussian of variance~$v_0$,
$\kappa_\sigma=1/(v_0+\sigma^2)$ and $\int p_\sigma\abs s^2=d/(v_0+\sigma^2)$: both terms carry the factor $\sigma^2/(v_0+\sigma^2)$, and balance at
$\KL=d/2C^2$, \emph{the same at all levels}. A constant step would waste its time on the first levels or explode at the last.

For two modes $\sigma^2\kappa_\sigma$ is of order one while the blur is larger than their distance, and exponentially small when it is not. Once
$C\sigma^2\lambda_\sigma\ll1$ nothing crosses any more and the weights are frozen; but they are frozen at a level where they were right. The later
levels only sharpen each mode, which needs no crossing. Plain Langevin asks the last level to do everything.
\fig{langevin/levels} shows it at work.
@^freezing of mode weights@>

\showfig{langevin/levels}{The two modes of \fig{langevin/first}, along the line that joins them, with the blur falling from right to left. Left: the
spectral gap of $p_\sigma$ times $\sigma^2$, which is what a step $h=\eta\sigma^2$ can use. Right: the probability of the right half under $p_\sigma$
(curve), under the exact law of the annealed chain
  after each level (points), and under plain Langevin (line below).}

\claim{langevin.levels} The scaled gap falls from \num{langevin.gap_first} at the first level to \num{langevin.gap_last} at the last. The law of the
chain follows $p_\sigma$ to \num{langevin.follow} until $\sigma=2$, and ends with \num{langevin.law_weight} on the right.

@ \claim{langevin.steps_needed} How many steps a level? \fig{langevin/anneal} has two answers, an exact one from \eqref{eq:langevin-law} and one from
\num{langevin.anneal_particles} particles in the plane, for which only the projection on the line matters, as the mixture is a product in the
coordinates along and across. With \num{langevin.levels} levels and a single step each, the weight ends at \num{langevin.weight_one}, with 4 at
\num{langevin.weight_four}, with 64 at \num{langevin.weight_many}. The
truth at $\sigma_L$ is \num{langevin.weight_sigma}. Half the number of levels with twice the steps does nearly as well: \num{langevin.weight_half}
with 8. It is the total that counts, as in \eqref{eq:langevin-balance}. \claim{langevin.finer} What is missing in the end is in part lag and in part the bias of the steps: a
quarter of $\eta$ with four times \num{langevin.k_first} steps gives \num{langevin.weight_fine}. \claim{langevin.annealed_sampled} The particles agree
with their exact law to \num{langevin.anneal_z} standard errors. \claim{langevin.plain_law} Plain steps, as many in all, end with
\num{langevin.plain_law}, and this does not improve with their number.

\showfig{langevin/anneal}{Weight of the upper mode after annealing against the number of steps at each level: exact law (curves), particles with two
standard errors. Dashed: the truth. Below: plain Langevin with the same total number of steps as for \num{langevin.levels} levels.}

How closely must the levels follow each other? \citet{song2020} answered for data at a single point, the worst case, where the width at all levels is
governed by one recursion.

\begin{theorem}[Annealing on a point]\label{th:langevin-point}
  Let $\pi$ be concentrated at a point, $\sigma_i/\sigma_{i+1}=\gamma$ for all~$i$, and let $k$ steps \eqref{eq:langevin-anneal} be made at each
  level, $0<\eta<2$. If $\rho_i\sigma_i^2$ is the variance of the particles after level~$i$, then with $\theta=(1-\eta)^{2k}$ and
  $\hat\rho=1/(1-\eta/2)$
  \begin{equation}\label{eq:langevin-point}
    \rho_{i+1}=\theta\gamma^2\rho_i+(1-\theta)\,\hat\rho .
  \end{equation}
  If $\gamma\abs{1-\eta}^k<1$ this converges to $\rho=\hat\rho\,(1-\theta)/(1-\theta\gamma^2)$; otherwise the particles fall behind without limit.
\end{theorem}
\begin{proof}
  $p_\sigma=\normal(\cdot,\sigma^2I)$. By Theorem~\ref{th:langevin-ula} with $v=\sigma_{i+1}^2$ and $h=\eta v$ the limit of the variance is
  $\hat\rho\,\sigma_{i+1}^2$, and the deviation from it is multiplied by $(1-\eta)^2$ a step. At the start of level $i+1$ the variance is
  $\rho_i\sigma_i^2=\gamma^2\rho_i\,\sigma_{i+1}^2$.
\end{proof}
The excess has two parts: $\hat\rho-1\approx\eta/2$ is the bias of the step, and $(1-\theta)/(1-\theta\gamma^2)$ is the lag. \claim{langevin.point}
For \num{langevin.levels} levels from $\sigma_1=6$ to $0.1$ with $\eta=0.2$ and \num{langevin.k_first} steps, $\rho=\num{langevin.rho}$, all of it
bias; for half of the levels with one step each the condition fails, $\gamma(1-\eta)=\num{langevin.rho_one}$.
\citet{song2020} also ask that $\sigma_1$ be about the largest distance between data, so that the first level has no barrier.

\begin{wrong}[One step for all levels]
  It is tempting to use one step for all levels, as for any other chain; it must then be one that the last level permits, $\eta\sigma_L^2$. \claim{langevin.wrong_step} With this step, and the same number of steps, the weight
  ends at \num{langevin.weight_constant}: the first levels, which should do the mixing, have no time.
\end{wrong}

@ The functions are short, as they should be: annealing is a loop.

@<Interface of annealing and of correctors@>=
void langevin_anneal(double *x, size_t n, const LangevinTarget *q, int levels,@|
  const double *sigma, double eta, int steps, uint64_t seed, uint64_t stream);
  /* |steps| steps \eqref{eq:langevin-anneal} at each of the |levels| values of |sigma|; reads $|levels|\cdot|steps|$ streams */
void langevin_predict_correct(double *x, size_t n, const LangevinTarget *q, int levels,@|
  const double *sigma, double eta, int steps, uint64_t seed, uint64_t stream);
  /* from |sigma[0]| to |sigma[levels-1]|, decreasing: a step \eqref{eq:langevin-predict} to each next level, then |steps>=0| steps
     \eqref{eq:langevin-anneal} there; reads $(|levels|-1)(|steps|+1)$ streams */

@ @<Functions of Langevin dynamics@>=
void langevin_anneal(double *x, size_t n, const LangevinTarget *q, int levels,@|
  const double *sigma, double eta, int steps, uint64_t seed, uint64_t stream)
{
  for (int i=0; i<levels; i++) {
    double h = eta*sigma[i]*sigma[i];
    walk(x, n, q, sigma[i], h, 2*h, steps, seed, stream+(uint64_t)i*(uint64_t)steps);
  }
}

@*1 Predictor and corrector.
Theorem~\ref{th:langevin-moving} says more than why annealing works. Its lag comes from $v$, the motion of the target. Why not move the particles
along? In the clock $\sigma^2$, run downwards, the velocity is $v=\frac12s$; with $c=\frac12$ the equation \eqref{eq:langevin-carried} reads
$dX=s\,dt+dW$, and its Euler step from $\sigma$ to $\sigma'<\sigma$ is
@^predictor-corrector method@>
\begin{equation}\label{eq:langevin-predict}
  X'=X+(\sigma^2-\sigma'^2)\,s_\sigma(X)+\sqrt{\sigma^2-\sigma'^2}\,Z .
\end{equation}
This is Anderson's reversal of the variance-exploding diffusion, one step of a \emph{predictor}. It carries the law from level to level, with an error
of its step. \citet{song2021} let it be followed by Langevin steps at the new level, the \emph{corrector}: whatever the predictor did wrong, the
corrector diminishes, since $p_{\sigma'}$ is its stationary law.
@^Anderson, B. D. O.@>

\begin{corollary}[What a corrector is]\label{th:langevin-corrector}
  As the levels become dense, a predictor \eqref{eq:langevin-predict} with $k$ corrector steps of length $\frac12\zeta\,(\sigma^2-\sigma'^2)$ tends to
  \eqref{eq:langevin-carried} with $c=\frac12(1+k\zeta)$ in the clock~$\sigma^2$. It has the law $p_\sigma$ for every $\zeta$, and forgets errors of
  its start at the rate $c\,I$.
\end{corollary}
\begin{proof}
  In the time $\Delta=\sigma^2-\sigma'^2$ the drifts add up to $\Delta s+k\frac12\zeta\Delta s=\Delta\,(v+cs)$ with $v=\frac12s$, the variances to
  $\Delta+k\zeta\Delta=2c\Delta$; so all is one Euler step of \eqref{eq:langevin-carried}, up to the change of $s$ within it, which is of higher
  order. The rest is Theorem~\ref{th:langevin-moving}~(1).
\end{proof}
So a corrector adds noise together with the drift that belongs to it: it is the free parameter of Theorem~\ref{th:fokker_planck-family},
$\lambda^2=2c$, chosen in a second step. What differs is the case of few levels, where a corrector step of fixed $\eta$ is long in comparison.

\citet{song2021} set its length by a ``signal-to-noise ratio'' $r$: $h=2r^2\abs Z^2/\abs s^2$, with norms averaged over a batch. With $\abs Z^2\approx
d$ and $\abs s^2\approx d/\sigma^2$ this is \eqref{eq:langevin-anneal} with $\eta=2r^2$, and their $r=0.16$ is $\eta=0.05$. A step that depends on its
own noise, or on $s$ at the particle, would not keep $\pi$ even for small~$h$; that is why one averages.
@^signal-to-noise ratio@>

\showfig{langevin/pc}{Error in the 1-norm at $\sigma=0.2$ against the number of score evaluations, computed without particles: predictor alone,
predictor and one corrector step a level ($\eta=0.2$), annealed Langevin with one step a level. Left: from the exact law at $\sigma_1=6$. Right: from
$\normal(0,\sigma_1^2)$; Langevin steps forget more of the wrong start than the predictor does.}

@ @<Functions of Langevin dynamics@>=
void langevin_predict_correct(double *x, size_t n, const LangevinTarget *q, int levels,@|
  const double *sigma, double eta, int steps, uint64_t seed, uint64_t stream)
{
  for (int i=1; i<levels; i++) {
    double b = sigma[i-1]*sigma[i-1]-sigma[i]*sigma[i], h = eta*sigma[i]*sigma[i];
    base_require(b>0, "langevin_predict_correct: the levels %g, %g do not decrease", sigma[i-1], sigma[i]);
    walk(x, n, q, sigma[i-1], b, b, 1, seed, stream);
    if (steps>0) walk(x, n, q, sigma[i], h, 2*h, steps, seed, stream+1);
    stream += (uint64_t)steps+1;
  }
}

@ \fig{langevin/pc} counts evaluations of the score. \claim{langevin.pc_order} On the left all methods start from the exact law at $\sigma=6$. The
predictor alone converges with the order \num{langevin.pc_order_p}. \claim{langevin.pc_few} With \num{langevin.pc_evaluations} evaluations it has the
error \num{langevin.pc_error_p}; half of the levels with a corrector have
\num{langevin.pc_error_pc}, annealed Langevin \num{langevin.pc_error_c}. \claim{langevin.pc_many} With \num{langevin.pc_most} the predictor has
\num{langevin.pc_last_p} and the pair \num{langevin.pc_last_pc}: here the corrector only spends evaluations, and adds the bias of its own step. That is what exact scores and an exact start make of it; comparisons with learnt scores concern the other case.

\claim{langevin.pc_naive} On the right is the other case. The start is $\normal(0,\sigma_1^2)$, as in practice, which is not quite $p_{\sigma_1}$. The
predictor has $c=\frac12$ (Corollary~\ref{th:langevin-corrector} with $k=0$) and repairs a part of this, until the weights freeze: its error has stopped falling, at \num{langevin.pc_naive_p}.
The pair forgets the start and has \num{langevin.pc_naive_pc}, as much as from the right one. An error in the score at
large $\sigma$ acts like a wrong start for all smaller ones, and is repaired in the same way; an error in the score at the last levels is not, for the
corrector believes it.

@*1 The program.
The parameters:
\parameters{langevin}
Each experiment is one function and has its own streams of random numbers, experiment~$k$ those from $k\cdot2^{32}$ on. Names of numbers are completed
by |say|, several of one format at once, and a curve is drawn together with its label.

@(langevin_main.c@>=
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "cli.h"
#include "rng.h"
#include "results.h"
#include "plot.h"
#include "stats.h"
#include "langevin.h"
@#
static const double number_pi = 3.14159265358979323846;
static int particles, passages;
static double eta;
static const CliParam table[] = {@|
  {"particles", CLI_INT, &particles, 40000, 1000, 10000000, "particles for a variance"},@|
  {"passages", CLI_INT, &passages, 2000, 100, 100000, "passages for each barrier"},@|
  {"eta", CLI_REAL, &eta, 0.2, 0.01, 0.5, "step of annealing, in units of $\\sigma^2$"}
};
@<Helpers of the Langevin program@>@;
@<Experiments on Langevin dynamics@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "langevin", table, 3);
  if (cli_quick()) particles = 4000, passages = 200;
  mix_factors();@+ decay();@+ biases();@+ barriers();@+ blindness();
  two_modes();@+ follow_levels();@+ count_steps();@+ correctors();
  return results_end();
}

@ @<Helpers of the Langevin program@>=
static uint64_t stream(int experiment, int number)
{@+ return ((uint64_t)experiment<<32)+(uint64_t)number;@+}
static void say(const char *format, const char *keys, ...) /* one |double| for each key */
{
  char name[64] = "langevin.";
  int used = 0;
  va_list values;
  va_start(values, keys);
  for (; sscanf(keys, "%40s%n", name+9, &used)==1; keys+=used)
    results_number(name, va_arg(values, double), format);
  va_end(values);
}
static void curve(Plot *f, int colour, int dash, int n, const double *x, const double *y,@|
  const char *name, double at_x, double at_y, const char *anchor)
{
  plot_curve(f, colour, 1, dash, name, n, x, y);
  plot_pen(f, colour, 1, 0);
  if (anchor!=NULL) plot_text(f, at_x, at_y, anchor, name);
}

@ Most experiments happen on a grid on the line. The score there is that of a mixture at a level of blur, and |law| is what a chain makes of its
start, to be compared with |p|.

@<Helpers of the Langevin program@>=
enum {@+MOST=4096@+};
static const double one[1] = {1}, zero[1] = {0};
static const HeatMixture normal = {1, 1, one, zero, one};
static double at[MOST], s[MOST], drift[MOST], p[MOST], law[MOST], w[MOST+1], D[MOST+1], mesh;
static void grid(int n, double left, double right)
{
  mesh = (right-left)/n;
  for (int i=0; i<n; i++) at[i] = left+(i+0.5)*mesh;
}
static void steps_on_grid(int n, const HeatMixture *q, double sigma, double a, double b,@|
  const double *log_pi, int steps)
{
  heat_mixture_score(s, q, 1, sigma*sigma, (size_t)n, at);
  for (int i=0; i<n; i++) drift[i] = a*s[i];
  langevin_law(law, n, at[0]-mesh/2, at[n-1]+mesh/2, drift, b, log_pi, steps);
}
static double distance(int n) /* in the 1-norm */
{
  double sum = 0;
  for (int i=0; i<n; i++) sum += mesh*fabs(law[i]-p[i]);
  return sum;
}

@ \emph{Factors.} Three pairs of factors on $\normal(0,1)$, as laws.

@<Experiments on Langevin dynamics@>=
static void mix_factors(void)
{
  enum {@+n=600@+};
  const double h = 0.1, a[3] = {h, h, h/2}, b[3] = {2*h, h, 2*h};
  const double want[3] = {1/(1-h/2), 1/(2-h), 2/(1-h/4)};
  double v[3] = {0};
  grid(n, -9, 9);
  for (int k=0; k<3; k++) {
    for (int i=0; i<n; i++) law[i] = heat_kernel(1, at[i]*at[i], 1);
    steps_on_grid(n, &normal, 0, a[k], b[k], NULL, 400);
    for (int i=0; i<n; i++) v[k] += mesh*at[i]*at[i]*law[i];
  }
  say("%.3f", "factor_right factor_cold factor_hot", v[0], v[1], v[2]);
  for (int k=0; k<3; k++) results_within("langevin.factors", v[k]-want[k], -1e-6, 1e-6);
}

@ \emph{Entropy in time.} The solver of Chapter~\ref{ch:fokker_planck} in a potential, with its stationary state in~|p|.

@<Helpers of the Langevin program@>=
static double well(double x, const void *B)
{@+ return *(const double *)B*(x*x-1)*(x*x-1);@+}
static double convex(double x, const void *data)
{@+ (void)data;@+ return x*x/2+x*x*x*x/4;@+}
static FokkerPlanck *in_potential(double (*U)(double, const void *), const void *data,@|
  int n, double end)
{
  FokkerPlanck *f = fokker_planck_new(n, -end, end, FOKKER_PLANCK_SEALED);
  grid(n, -end, end);
  for (int k=1; k<n; k++) w[k] = U(at[k-1], data)-U(at[k], data), D[k] = 1;
  fokker_planck_rates(f, FOKKER_PLANCK_CHANG_COOPER, w, D);
  fokker_planck_stationary(p, f);
  return f;
}

@ @<Helpers of the Langevin program@>=
enum {@+CELLS=500, TIMES=81@+};
static double times[TIMES];
static double follow(double *H, double (*U)(double, const void *), double B, double end,@|
  double mean, double variance) /* entropy from $t=0$ to 10; returns the gap */
{
  FokkerPlanck *f = in_potential(U, &B, CELLS, end);
  double gap = langevin_gap(f, CELLS, 2);
  for (int i=0; i<CELLS; i++)
    law[i] = heat_kernel(1, (at[i]-mean)*(at[i]-mean), variance);
  for (int k=0; k<TIMES; k++) {
    times[k] = 10.0*k/(TIMES-1), H[k] = 0;
    for (int i=0; i<CELLS; i++)
      if (law[i]>0 && p[i]>0) H[k] += mesh*law[i]*log(law[i]/p[i]);
    fokker_planck_steps(law, f, 0.5, 10.0/(TIMES-1)/40, 40);
  }
  fokker_planck_free(f);
  return gap;
}
static double rate(const double *H, int from, int to)
{@+ return log(H[from]/H[to])/(times[to]-times[from]);@+}

@ The dashed lines of the wells go through the last point, with the slope of the gap; that of the convex potential is the bound.

@<Experiments on Langevin dynamics@>=
static void decay(void)
{
  static const int colour[5] = {0, PLOT_BLUE, PLOT_GREEN, PLOT_ORANGE, PLOT_VERMILLION};
  static const int where[5] = {0, 36, 46, 66, 54};
  static const char *label[5] = {"convex", "$B$ = 1", "$B$ = 2", "$B$ = 3", "$B$ = 4"};
  double h[TIMES], dashed[TIMES], gap = 0, fast = 0, most = 0, bound = 4*exp(-1-1/16.0-4);
  Plot *f = plot_new("decay", 122, 48);
  plot_axes(f, 0, 10, 1e-5, 5, PLOT_LOG_Y, "$t$", "relative entropy");
  for (int k=0; k<5; k++) {
    gap = follow(h, k ? well : convex, k, k ? 2.6 : 4, k ? -1 : 1.5, k ? 0.02 : 0.1);
    for (int i=0; i<TIMES; i++)
      dashed[i] = k ? h[TIMES-1]*exp(-2*gap*(times[i]-10)) : h[0]*exp(-2*times[i]);
    for (int i=8; k==0 && i<32; i++) most = fmax(most, h[i]/dashed[i]);
    if (k==0) fast = rate(h, 16, 32);
    plot_curve(f, PLOT_GREY, 0.8, PLOT_DASHED, "predicted", TIMES, times, dashed);
    curve(f, colour[k], 0, TIMES, times, h, label[k],@|
      k ? times[where[k]] : 2.1, k ? h[where[k]]*1.2 : 1e-3, k ? "lb" : "l");
  }
  plot_end(f);
  double slow = rate(h, 40, 80);
  say("%.2f", "rate_convex", fast);
  say("%.3f", "log2 well_early", log(2), h[1]);
  say("%.4f", "rate_well twice_gap twice_bound", slow, 2*gap, bound);
  results_within("langevin.convex_rate", fast, 2, 6);
  results_less("langevin.convex_rate", most, 1);
  results_within("langevin.well_rate", h[1], 0.6, 0.72);
  results_within("langevin.well_rate", slow/(2*gap), 0.9, 1.1);
  results_less("langevin.well_rate", bound, 2*gap);
}

@ \emph{Steps on the normal law}, from the exact start, so that only the bias moves the variance.

@<Helpers of the Langevin program@>=
enum {@+SIZES=8@+};
static const double size[SIZES] = {0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2.5};
static double plain[SIZES], kept[SIZES], accepted[SIZES], worst[3]; /* in standard errors */
static double acceptance(double h)
{@+ return 2/number_pi*atan(pow(2/h, 1.5));@+} // \eqref{eq:langevin-acceptance}
static double square_mean(size_t n, const double *x)
{
  double sum = 0;
  for (size_t i=0; i<n; i++) sum += x[i]*x[i];
  return sum/(double)n;
}

@ The acceptance is averaged over 20 steps. Successive
steps of a particle are correlated; as a standard error we take that of the particles alone, which is too large by at most $\sqrt{20}$.

@<Helpers of the Langevin program@>=
static void gaussian_steps(double h, int k)
{
  LangevinTarget q = langevin_mixture(&normal);
  size_t M = (size_t)particles;
  double *x = base_reals(M), a = acceptance(h), m = (double)M;
  rng_normal(x, M, cli_seed(), stream(1, k), 0);
  if (h<2) langevin_steps(x, M, &q, 0, h, 60, cli_seed(), stream(2, 1000*k));
  plain[k] = square_mean(M, x);
  if (h<2) worst[0] = fmax(worst[0], fabs(plain[k]*(1-h/2)-1)/sqrt(2/m));
  rng_normal(x, M, cli_seed(), stream(3, k), 0);
  accepted[k] = langevin_adjusted(x, M, &q, 0, h, 20, cli_seed(), stream(4, 1000*k));
  kept[k] = square_mean(M, x);
  worst[1] = fmax(worst[1], fabs(kept[k]-1)/sqrt(2/m));
  worst[2] = fmax(worst[2], fabs(accepted[k]-a)/sqrt(a*(1-a)/m));
  free(x);
}

@ \emph{Bias on a mixture}, as the law of the chain. The function $r$ of \eqref{eq:langevin-first-order} needs $s'=p''/p-s^2$, which
Chapter~\ref{ch:heat} has. The last of the numbers belong to Exercise~\ref{ex:langevin-dimension}.

@<Experiments on Langevin dynamics@>=
static void biases(void)
{
  enum {@+n=700, N=6@+};
  static const double weight[2] = {0.7, 0.3}, m[2] = {-1, 1}, v[2] = {0.2, 0.3};
  const HeatMixture q = {2, 1, weight, m, v};
  static double r[n], log_p[n], ratio[2][n];
  double h[N], off[N], left[N], fisher = 0, most = 0;
  for (int k=0; k<SIZES; k++) gaussian_steps(size[k], k), cli_progress("steps", k+1, SIZES);
  grid(n, -6, 6);
  heat_mixture_density(p, &q, 1, 0, n, at), heat_mixture_log_density(log_p, &q, 1, 0, n, at);
  heat_mixture_score(s, &q, 1, 0, n, at), heat_mixture_laplacian(r, &q, 1, 0, n, at);
  for (int i=0; i<n; i++) fisher += mesh*p[i]*s[i]*s[i];
  for (int i=0; i<n; i++) r[i] = 0.25*s[i]*s[i]+0.5*(r[i]/p[i]-s[i]*s[i])+0.25*fisher;
  for (int k=0; k<N; k++) {
    h[k] = ldexp(0.08, -k);
    for (int adjust=0; adjust<2; adjust++) {
      memcpy(law, p, sizeof p);
      steps_on_grid(n, &q, 0, h[k], 2*h[k], adjust ? log_p : NULL, adjust ? 200 : (int)(20/h[k]));
      (adjust ? left : off)[k] = distance(n);
      for (int i=0; !adjust && k<2 && i<n; i++) ratio[k][i] = (law[i]/p[i]-1)/h[k];
    }
    most = fmax(most, left[k]);
  }
  @<Tell the biases@>@;
  @<Draw the biases@>@;
}

@ @<Tell the biases@>=
double best = 0, best_y = 0, order = stats_slope(N, h, off);
for (double y=0.01; y<3; y+=0.001)
  if (pow(y, 2/3.0)*erfc(y/sqrt(2))>best) best_y = y, best = pow(y, 2/3.0)*erfc(y/sqrt(2));
say("%.2f", "best_y bias_order", best_y, order);
say("%.3f", "best_acceptance accept_one", erfc(best_y/sqrt(2)), accepted[4]);
say("%.0f", "variance_particles", (double)particles);
say("%.1f", "variance_z adjusted_z acceptance_z", worst[0], worst[1], worst[2]);
say("%.0e", "mala_off", most);
results_within("langevin.variance", worst[0], 0, 4.5);
results_within("langevin.acceptance", worst[2], 0, 4);
results_within("langevin.bias_linear", order, 0.9, 1.15);
results_less("langevin.unbiased", worst[1], 4.5);
results_less("langevin.unbiased", most, 1e-10);

@ @<Draw the biases@>=
double hs[100], variance[100], rates[100];
Plot *f = plot_new("bias", 122, 80);@+ plot_grid(f, 2, 2);
for (int i=0; i<100; i++)
  hs[i] = 0.03*(i+1), variance[i] = hs[i]<1.7 ? 1/(1-hs[i]/2) : NAN, rates[i] = acceptance(hs[i]);
plot_axes(f, 0, 3, 0.5, 4.5, 0, "$h$", "variance");
plot_curve(f, PLOT_GREY, 1, 0, "exact", 100, hs, variance);
plot_dots(f, PLOT_VERMILLION, PLOT_DISC, "unadjusted", SIZES-1, size, plain);
plot_dots(f, PLOT_BLUE, PLOT_CIRCLE, "adjusted", SIZES, size, kept);
plot_panel(f, 1);
plot_axes(f, 0, 3, 0, 1, 0, "$h$", "fraction accepted");
plot_curve(f, PLOT_GREY, 1, 0, "exact", 100, hs, rates);
plot_dots(f, PLOT_BLUE, PLOT_CIRCLE, "particles", SIZES, size, accepted);
plot_panel(f, 2);
plot_axes(f, -2.2, 2.2, -2.5, 4, 0, "$x$", "error/($h π$)");
curve(f, PLOT_ORANGE, PLOT_DOTTED, n, at, ratio[0], "$h$ = 0.08", 0, 0, NULL);
curve(f, PLOT_VERMILLION, PLOT_DASHED, n, at, ratio[1], "$h$ = 0.04", 0, 0, NULL);
curve(f, PLOT_BLACK, 0, n, at, r, "theory", 0, 0, NULL);
plot_panel(f, 3);
plot_axes(f, 2e-3, 0.1, 1e-16, 1, PLOT_LOG_X|PLOT_LOG_Y, "$h$", "error in the 1-norm");
plot_dots(f, PLOT_VERMILLION, PLOT_DISC, "unadjusted", N, h, off);
plot_text(f, 0.014, 1e-3, "ct", "unadjusted");
plot_dots(f, PLOT_BLUE, PLOT_CIRCLE, "adjusted", N, h, left);
plot_text(f, 0.014, 2e-13, "cb", "adjusted");
plot_end(f);

@ \emph{Barriers.} Each passage is one particle with a stream of its own, so that it can stop when it arrives. The step $h=0.02/U''(1)$ makes the bias
small.

@<Helpers of the Langevin program@>=
static double one_passage(double B, uint64_t id)
{
  enum {@+CHUNK=256@+};
  double z[CHUNK], h = 0.02/(8*B), x = -1, root = sqrt(2*h);
  for (uint64_t k=0; ; k+=CHUNK) {
    rng_normal(z, CHUNK, cli_seed(), id, k);
    for (int i=0; i<CHUNK; i++) {
      x += -4*B*h*x*(x*x-1)+root*z[i];
      if (x>=1) return h*(double)(k+(uint64_t)i+1);
    }
  }
}
static void measure_passages(double *mean, double *spread, double B, int number)
{
  double *t = base_reals((size_t)passages);
#pragma @=omp parallel for schedule(dynamic, 16)@>
  for (int i=0; i<passages; i++) t[i] = one_passage(B, stream(7, (number<<20)+i));
  stats_mean(mean, spread, passages, t);
  free(t);
}

@ @<Experiments on Langevin dynamics@>=
static void barriers(void)
{
  enum {@+N=9, n=800@+};
  double B[N], M[N], mean[N], spread[N], gap[N], lead[N], far = 0;
  for (int k=0; k<N; k++) {
    B[k] = 1+0.5*k, lead[k] = number_pi/(2*sqrt(2)*B[k])*exp(B[k]);
    M[k] = langevin_passage(well, B+k, -4, -1, 1);
    FokkerPlanck *f = in_potential(well, B+k, n, 2.6);
    gap[k] = langevin_gap(f, n, 2);
    fokker_planck_free(f);
    measure_passages(mean+k, spread+k, B[k], k);
    far = fmax(far, (fabs(mean[k]-M[k])-0.01*M[k])/spread[k]);
    cli_progress("barriers", k+1, N);
  }
  @<Tell what was found about the passages@>@;
  @<Draw the passages@>@;
}

@ @<Tell what was found about the passages@>=
double top = B[N-1], end = M[N-1], ten = 10, twenty = 20, next = lead[N-1]*(1+0.375/top);
double t10 = langevin_passage(well, &ten, -3, -1, 1), t20 = langevin_passage(well, &twenty, -2.5, -1, 1);
say("%.0f", "passages top_barrier passage_ten", (double)passages, top, t10);
say("%.1f", "passage_z", fmax(far, 0));
say("%.5f", "gap_top", gap[N-1]);
say("%.3f", "gap_times kramers_low kramers_next",@|
  gap[N-1]*end/2, lead[N-1]/end, next/end);
say("%.0e", "steps_ten steps_twenty", t10*80/0.1, t20*160/0.1);
results_less("langevin.passage", far, 4);
results_within("langevin.gap_passage", gap[N-1]*end/2, 0.97, 1.05);
results_less("langevin.kramers", fabs(next/end-1), 0.5*fabs(lead[N-1]/end-1));

@ @<Draw the passages@>=
double bar[N], twice[N], over[4][N];
Plot *f = plot_new("barrier", 122, 50);@+ plot_grid(f, 1, 2);
for (int k=0; k<N; k++) {
  bar[k] = 2*spread[k], twice[k] = 2/gap[k];
  over[0][k] = M[k]/lead[k], over[1][k] = mean[k]/lead[k];
  over[2][k] = bar[k]/lead[k], over[3][k] = 1+0.375/B[k];
}
plot_axes(f, 0.7, 5.3, 2, 60, PLOT_LOG_Y, "$B$", "time");
curve(f, PLOT_BLACK, 0, N, B, M, "passage", 3.1, 13, "rb");
plot_dots(f, PLOT_VERMILLION, PLOT_CROSS, "2/gap", N, B, twice);
plot_pen(f, PLOT_BLUE, 1, 0);@+ plot_errors(f, "measured", N, B, mean, bar);
plot_panel(f, 1);
plot_axes(f, 0.7, 5.3, 0.9, 1.5, 0, "$B$", "passage over leading term");
curve(f, PLOT_BLACK, 0, N, B, over[0], "exact", 1.6, 1.16, "lt");
curve(f, PLOT_GREY, PLOT_DASHED, N, B, over[3], "next term", 1.15, 1.4, "l");
plot_pen(f, PLOT_BLUE, 1, 0);@+ plot_errors(f, "measured", N, B, over[1], over[2]);
plot_end(f);

@ \emph{Blindness.} Densities and scores are drawn for $m=4$.

@<Experiments on Langevin dynamics@>=
static void blindness(void)
{
  enum {@+n=1200, N=15@+};
  static double score[2][n], density[2][n];
  static const double v[2] = {1, 1}, weight[2][2] = {{0.2, 0.8}, {0.5, 0.5}};
  double ms[N], kl[N], fisher[N], bound[N], most = 0;
  Plot *f = plot_new("blind", 122, 46);@+ plot_grid(f, 1, 3);
  grid(n, -12, 12);
  for (int k=0; k<N; k++) {
    ms[k] = 0.5+0.25*(k+1), kl[k] = fisher[k] = 0;
    double m[2] = {ms[k], -ms[k]}, c = 0.5*log(4), b = sqrt(8/number_pi*0.16);
    for (int j=0; j<2; j++) {
      HeatMixture q = {2, 1, weight[j], m, v};
      heat_mixture_density(density[j], &q, 1, 0, n, at), heat_mixture_score(score[j], &q, 1, 0, n, at);
    }
    for (int i=0; i<n; i++) {
      double difference = score[0][i]-score[1][i], mass = mesh*density[0][i];
      fisher[k] += mass*difference*difference, kl[k] += mass*log(density[0][i]/density[1][i]);
    }
    bound[k] = b*ms[k]*pow(sinh(c), 2)*exp(-ms[k]*ms[k]/2); // \eqref{eq:langevin-blind}
    most = fmax(most, fisher[k]/bound[k]);
    if (k==13) @<Draw densities and scores of the two mixtures@>@;
  }
  plot_panel(f, 2);
  plot_axes(f, 0.5, 4.5, 1e-5, 3, PLOT_LOG_Y, "$m$", "");
  plot_curve(f, PLOT_GREY, 0.8, PLOT_DASHED, "bound", N, ms, bound);
  curve(f, PLOT_BLACK, 0, N, ms, kl, "KL", 4.4, 0.3, "rb");
  curve(f, PLOT_GREEN, 0, N, ms, fisher, "$I$", 2.9, 1e-3, "r");
  plot_end(f);
  say("%.3f", "blind_kl", kl[13]);
  say("%.1e", "blind_fisher", fisher[13]);
  results_less("langevin.blind", most, 1), results_within("langevin.blind", kl[13], 0.15, 0.25);
  results_less("langevin.blind", fisher[13], 1e-2*kl[13]);
}

@ @<Draw densities and scores of the two mixtures@>=
for (int j=0; j<4; j++) {
  plot_panel(f, j/2);
  if (j%2==0) plot_axes(f, -8, 8, j ? -4.5 : 0, j ? 4.5 : 0.35, 0, "$x$", j ? "score" : "density");
  plot_curve(f, j%2 ? PLOT_BLUE : PLOT_VERMILLION, 1, j%2 ? PLOT_DASHED : 0,@|
    j%2 ? "equal" : "unequal", n, at, j<2 ? density[j] : score[j-2]);
}

@ \emph{Two modes} in the plane, and on the line through them: there they lie at $\pm2\sqrt2$, and the uniform law on the square becomes a tent.

@<Helpers of the Langevin program@>=
enum {@+LEVELS=20, STEPS=100, GRID=2176@+};
static const double share[2] = {0.2, 0.8}, plane_means[4] = {-2, -2, 2, 2};
static const double line_means[2] = {-2.8284271247461903, 2.8284271247461903}, blur[2] = {0.25, 0.25};
static const HeatMixture plane = {2, 2, share, plane_means, blur};
static const HeatMixture axis = {2, 1, share, line_means, blur};
static void geometric(double *sigma, int n, double last)
{
  for (int i=0; i<n; i++) sigma[i] = 6*pow(last/6, (double)i/(n-1));
}
static void uniform_start(double *x, int n, int experiment)
{
  rng_uniform(x, 2*(size_t)n, cli_seed(), stream(experiment, 0), 0);
  for (int i=0; i<2*n; i++) x[i] = 8*x[i]-4;
}
static double upper(int n, const double *x) /* fraction above the middle line */
{
  int count = 0;
  for (int i=0; i<n; i++) count += x[2*i]+x[2*i+1]>0;
  return (double)count/n;
}

@ @<Experiments on Langevin dynamics@>=
static void two_modes(void)
{
  const int n = cli_quick() ? 1000 : 10000, shown = cli_quick() ? 500 : 800;
  double *x = base_reals(2*(size_t)n), sigma[LEVELS], found[2];
  LangevinTarget q = langevin_mixture(&plane);
  Plot *f = plot_new("first", 122, 0);@+ plot_grid(f, 1, 2);
  geometric(sigma, LEVELS, 0.1);
  for (int k=0; k<2; k++) {
    uniform_start(x, n, 9);
    if (k==0) langevin_steps(x, (size_t)n, &q, 0.1, 0.025, LEVELS*STEPS, cli_seed(), stream(10, 0));
    else langevin_anneal(x, (size_t)n, &q, LEVELS, sigma, eta, STEPS, cli_seed(), stream(11, 0));
    found[k] = upper(n, x);
    @<Draw particles over the two modes@>@;
  }
  plot_end(f);
  say("%.0f", "plain_steps levels shown",@|
    1.0*LEVELS*STEPS, (double)LEVELS, (double)shown);
  say("%.3f", "plain_weight annealed_weight weight_error",@|
    found[0], found[1], sqrt(found[1]*(1-found[1])/n));
  say("%g", "weight_truth", share[1]);
  results_within("langevin.first", found[0], 0.42, 0.58);
  results_within("langevin.first", found[1], 0.74, 0.86);
  free(x);
}

@ @<Draw particles over the two modes@>=
enum {@+C=60@+};
static double field[C*C], place[2*C*C], across[800], along[800];
static const double levels[5] = {-12, -9, -6, -4, -2};
char text[32];
for (int i=0; i<C*C; i++) place[2*i] = -4+8*(i%C+0.5)/C, place[2*i+1] = -4+8*(i/C+0.5)/C;
heat_mixture_log_density(field, &plane, 1, 0.01, C*C, place);
for (int i=0; i<shown; i++) across[i] = x[2*i], along[i] = x[2*i+1];
plot_panel(f, k);
plot_axes(f, -4, 4, -4, 4, PLOT_EQUAL|(k ? PLOT_NO_Y : 0), "$x_1$", k ? "" : "$x_2$");
plot_title(f, k ? "annealed" : "on the density itself");
plot_pen(f, PLOT_GREY, 0.6, 0);
plot_contours(f, "ln p", C, C, field, 5, levels);
plot_dots(f, k ? PLOT_BLUE : PLOT_VERMILLION, PLOT_DOT, "particles", shown, across, along);
snprintf(text, sizeof text, "%.0f%% above", 100*found[k]);
plot_pen(f, PLOT_BLACK, 1, 0);
plot_text(f, -3.7, 3.6, "lt", text);

@ \emph{Level by level.} The chain's exact law on the line starts from the tent; its probability of the right half is what counts. A step is |step| times the power |power| of~$\sigma$.

@<Helpers of the Langevin program@>=
static double blurred(double x, const void *sigma)
{
  double l, v = *(const double *)sigma;
  heat_mixture_log_density(&l, &axis, 1, v*v, 1, &x);
  return -l;
}
static double right_half(double sigma) /* of $p_\sigma$ */
{
  double c = line_means[1]/sqrt(2*(blur[0]+sigma*sigma));
  return 0.5*(1+(share[1]-share[0])*erf(c));
}
static double annealed_law(double last, int levels, int steps, double step,@|
  double power, double *after)
{
  double sigma[64], right = 0, end = 4*sqrt(2);
  for (int i=0; i<GRID; i++) law[i] = fmax(0, 1-fabs(at[i])/end)/end;
  if (levels==1) sigma[0] = last;
  else geometric(sigma, levels, last);
  for (int i=0; i<levels; i++) {
    double h = step*pow(sigma[i], power);
    steps_on_grid(GRID, &axis, sigma[i], h, 2*h, NULL, steps), right = 0;
    for (int j=GRID/2; j<GRID; j++) right += mesh*law[j];
    if (after!=NULL) after[i] = right;
  }
  return right;
}

@ The gap of $p_\sigma$ is found on 800 cells that reach as far as the density.

@<Experiments on Langevin dynamics@>=
static void follow_levels(void)
{
  double sigma[LEVELS], scaled[LEVELS], target[LEVELS], after[LEVELS];
  double off = 0, level[2], ends[2] = {0.08, 8};
  geometric(sigma, LEVELS, 0.1);
  for (int k=0; k<LEVELS; k++) {
    double V = sigma[k]*sigma[k], width = sqrt(blur[0]+V);
    FokkerPlanck *g = in_potential(blurred, sigma+k, 800, line_means[1]+6*width);
    scaled[k] = V*langevin_gap(g, 800, 1/(blur[0]+V));
    fokker_planck_free(g);
    target[k] = right_half(sigma[k]);
  }
  grid(GRID, -34, 34);
  annealed_law(0.1, LEVELS, STEPS, eta, 2, after);
  for (int k=0; k<LEVELS; k++) if (sigma[k]>2) off = fmax(off, fabs(after[k]-target[k]));
  level[0] = level[1] = annealed_law(0.1, 1, LEVELS*STEPS, 0.025, 0, NULL);
  say("%.0e", "crossing_steps gap_last",@|
    0.01/(0.025*scaled[LEVELS-1]), scaled[LEVELS-1]);
  say("%.2f", "gap_first", scaled[0]);
  say("%.3f", "follow law_weight", off, after[LEVELS-1]);
  results_within("langevin.levels", scaled[0], 0.3, 1);
  results_less("langevin.levels", scaled[LEVELS-1], 1e-6);
  results_less("langevin.levels", off, 0.05);
  Plot *f = plot_new("levels", 122, 46);@+ plot_grid(f, 1, 2);
  plot_axes(f, 0.08, 8, 1e-8, 3, PLOT_LOG_X|PLOT_LOG_Y, "$σ$", "$σ^2$ × gap");
  plot_curve(f, PLOT_BLACK, 1, 0, "scaled gap", LEVELS, sigma, scaled);
  plot_panel(f, 1);
  plot_axes(f, 0.08, 8, 0.4, 0.9, PLOT_LOG_X, "$σ$", "right half");
  curve(f, PLOT_BLACK, 0, LEVELS, sigma, target, "$p_σ$", 0.1, 0.82, "lb");
  plot_dots(f, PLOT_BLUE, PLOT_DISC, "annealed", LEVELS, sigma, after);
  plot_text(f, 0.1, 0.76, "lt", "annealed");
  curve(f, PLOT_VERMILLION, 0, 2, ends, level, "plain", 0.1, 0.53, "lb");
  plot_end(f);
}

@ \emph{How many steps.} The particles are those of the plane.

@<Experiments on Langevin dynamics@>=
static void count_steps(void)
{
  enum {@+N=7@+};
  const int n = cli_quick() ? 400 : 4000;
  double steps[N], end[3][N], seen[N], bar[N], far = 0, sigma[LEVELS], *x = base_reals(2*(size_t)n);
  LangevinTarget q = langevin_mixture(&plane);
  geometric(sigma, LEVELS, 0.1);
  for (int k=0; k<N; k++) {
    int each = 1<<k;
    steps[k] = each;
    for (int j=0; j<2; j++) end[j][k] = annealed_law(0.1, j ? LEVELS/2 : LEVELS, each, eta, 2, NULL);
    end[2][k] = annealed_law(0.1, 1, LEVELS*each, 0.025, 0, NULL);
    uniform_start(x, n, 12+k);
    langevin_anneal(x, (size_t)n, &q, LEVELS, sigma, eta, each, cli_seed(), stream(20+k, 0));
    seen[k] = upper(n, x), bar[k] = 2*sqrt(seen[k]*(1-seen[k])/n);
    far = fmax(far, 2*fabs(seen[k]-end[0][k])/bar[k]);
    cli_progress("annealing", k+1, N);
  }
  free(x);
  @<Tell how many steps annealing needs@>@;
  @<Draw the weight against the steps@>@;
}

@ @<Tell how many steps annealing needs@>=
double gamma = sigma[0]/sigma[1], wide = pow(60, 1.0/(LEVELS/2-1));
double theta = pow(1-eta, 2*STEPS), rho = (1-theta)/(1-eta/2)/(1-theta*gamma*gamma);
double truth = right_half(0.1), last = end[2][N-1];
double constant = annealed_law(0.1, LEVELS, STEPS, eta*0.01, 0, NULL);
double fine = annealed_law(0.1, LEVELS, 4*STEPS, eta/4, 2, NULL);
say("%.0f", "anneal_particles k_first", (double)n, (double)STEPS);
say("%.3f", "weight_one weight_four weight_half plain_law weight_constant rho",@|
  end[0][0], end[0][2], end[1][3], last, constant, rho);
say("%.4f", "weight_many weight_sigma weight_fine", end[0][6], truth, fine);
say("%.1f", "anneal_z", far);
say("%.2f", "rho_one", wide*(1-eta));
results_less("langevin.steps_needed", end[0][0], end[0][2]);
results_less("langevin.steps_needed", end[0][2], end[0][6]);
results_within("langevin.steps_needed", end[0][6]-truth, -0.02, 0.02);
results_within("langevin.steps_needed", end[1][3]-end[0][2], -0.05, 0.05);
results_within("langevin.finer", (truth-fine)/(truth-end[0][6]), -0.6, 0.6);
results_within("langevin.annealed_sampled", far, 0, 4);
results_within("langevin.plain_law", last, 0.45, 0.55);
results_within("langevin.plain_law", last-end[2][2], -0.02, 0.02);
results_within("langevin.wrong_step", constant, 0.4, 0.65);
results_less("langevin.point", 1, wide*(1-eta));
results_less("langevin.point", theta*gamma*gamma, 1);
results_within("langevin.point", rho*(1-eta/2), 0.999, 1.001);

@ @<Draw the weight against the steps@>=
double ends[2] = {0.8, 80}, level[2] = {truth, truth};
Plot *f = plot_new("anneal", 122, 44);
plot_axes(f, 0.8, 80, 0.4, 0.9, PLOT_LOG_X, "steps at each level", "weight");
plot_curve(f, PLOT_GREY, 0.8, PLOT_DASHED, "truth", 2, ends, level);
curve(f, PLOT_GREEN, 0, N, steps, end[1], "10 levels", 2.1, end[1][1]-0.02, "lt");
curve(f, PLOT_BLUE, 0, N, steps, end[0], "20 levels", 1.9, end[0][1]+0.03, "rb");
plot_errors(f, "particles", N, steps, seen, bar);
curve(f, PLOT_VERMILLION, 0, N, steps, end[2], "plain", 20, 0.53, "b");
plot_end(f);

@ \emph{Predictor and corrector}, between the levels 6 and 0.2, as laws: kind~0 only predicts, kind~1 does both, kind~2 only corrects.

@<Helpers of the Langevin program@>=
static double corrected(int kind, int evaluations, int naive) /* error in the 1-norm */
{
  double sigma[300];
  int n = kind==1 ? evaluations/2 : evaluations;
  geometric(sigma, n+1, 0.2);
  heat_mixture_density(law, &axis, 1, 36, GRID, at);
  for (int i=0; naive && i<GRID; i++) law[i] = heat_kernel(1, at[i]*at[i], 36);
  for (int i=0; i<n; i++) {
    double b = sigma[i]*sigma[i]-sigma[i+1]*sigma[i+1], h = eta*sigma[i+1]*sigma[i+1];
    if (kind<2) steps_on_grid(GRID, &axis, sigma[i], b, b, NULL, 1);
    if (kind>0) steps_on_grid(GRID, &axis, sigma[i+1], h, 2*h, NULL, 1);
  }
  heat_mixture_density(p, &axis, 1, 0.04, GRID, at);
  return distance(GRID);
}

@ @<Experiments on Langevin dynamics@>=
static void correctors(void)
{
  enum {@+N=5, KINDS=3@+};
  static const int colour[KINDS] = {PLOT_BLUE, PLOT_GREEN, PLOT_VERMILLION};
  static const char *name[KINDS] = {"predictor", "and corrector", "annealed"};
  double count[N], e[2][KINDS][N];
  Plot *f = plot_new("pc", 122, 48);@+ plot_grid(f, 1, 2);
  for (int naive=0; naive<2; naive++) {
    plot_panel(f, naive);
    plot_axes(f, 12, 330, 4e-3, 2, PLOT_LOG_X|PLOT_LOG_Y,@|
      "score evaluations", naive ? "" : "error in the 1-norm");
    plot_title(f, naive ? "from $N(0, σ_1^2)$" : "from the exact law");
    for (int kind=0; kind<KINDS; kind++) {
      for (int k=0; k<N; k++) count[k] = 16<<k, e[naive][kind][k] = corrected(kind, 16<<k, naive);
      curve(f, colour[kind], 0, N, count, e[naive][kind], name[kind],@|
        kind==0 ? 14 : kind==1 ? 100 : 36, kind==2 ? 0.5 : 0.032, naive ? NULL : "l");
      plot_dots(f, colour[kind], kind, name[kind], N, count, e[naive][kind]);
    }
  }
  plot_end(f);
  double order = -stats_slope(3, count+2, e[0][0]+2);
  say("%.2f", "pc_order_p", order);
  say("%.0f", "pc_evaluations pc_most", count[1], count[N-1]);
  say("%.3f", "pc_error_p pc_error_pc pc_error_c pc_naive_p pc_naive_pc",@|
    e[0][0][1], e[0][1][1], e[0][2][1], e[1][0][N-1], e[1][1][N-1]);
  say("%.4f", "pc_last_p pc_last_pc", e[0][0][N-1], e[0][1][N-1]);
  results_within("langevin.pc_order", order, 0.8, 1.3);
  results_less("langevin.pc_few", e[0][0][1], e[0][1][1]);
  results_less("langevin.pc_few", 2*e[0][1][1], e[0][2][1]);
  results_less("langevin.pc_many", e[0][0][N-1], 0.8*e[0][1][N-1]);
  results_less("langevin.pc_naive", e[1][1][N-1], 0.6*e[1][0][N-1]);
  results_within("langevin.pc_naive", e[1][0][N-2]/e[1][0][N-1], 0.7, 1.4);
  results_within("langevin.pc_naive", e[1][1][N-1]/e[0][1][N-1], 0.8, 1.25);
}

@*1 What was learnt.
Of all drifts with constant noise one has $\pi$ at rest without a flux, and it is the score (Theorem~\ref{th:langevin-drift}); so the score is enough
to sample. How long that takes is the constant of a logarithmic Sobolev inequality: the curvature of $U$ where $U$ is convex, and $e^{-B}$ where
there is a barrier of height~$B$ between two modes. At $B=10$ a passage takes \num{langevin.steps_ten} steps.

A step of length $h$ has a bias $h\,r$ that is known in advance, first order in~$h$: too hot, too much weight for wide modes. Metropolis' rule removes
it, but it needs the density. The unadjusted chain gets by with the score.

What the score cannot say is how much each of two distant modes weighs: \num{langevin.plain_weight} for the heavy one after
\num{langevin.plain_steps} plain steps in \fig{langevin/first}, where \num{langevin.weight_truth} is right. Blur, and less and less of it, with steps
$\eta\sigma^2$, gives \num{langevin.annealed_weight}: the weights are settled at levels where the modes overlap, and kept. The lag behind the moving
target is what remains; moving the particles along with it is a predictor, and the Langevin steps, now called a corrector, let errors of the start
fade. With exact scores the predictor alone has the smallest error for its price, \num{langevin.pc_last_p} with \num{langevin.pc_most} evaluations
against \num{langevin.pc_last_pc}; from a start that is not quite right, the corrector has: \num{langevin.pc_naive_pc} against
\num{langevin.pc_naive_p}.

@*1 Checks.
\tested{langevin}{target} At every blur, score and density agree with those of an independent table, \.{gmm2d\_score.txt}. \tested{langevin}{step} Steps
are those of \eqref{eq:langevin-ula}, written out again from the same random numbers; \tested{langevin}{threads} nothing depends on the
number of threads or of particles. \tested[th:langevin-drift]{langevin}{drift} A force that stirs, $\nabla\cdot(r\pi)=0$, leaves $\pi$ at rest, and
takes away the symmetry in time that is there without it. \tested[th:langevin-ula]{langevin}{gaussian} On a Gaussian, mean and variance
follow the recursions of Theorem~\ref{th:langevin-ula}. \tested[th:langevin-mala]{langevin}{ratio} The ratio \eqref{eq:langevin-ratio} is that of
the densities, and the flow it makes is symmetric; \tested[th:langevin-mala]{langevin}{invariant} exact samples keep their law;
\tested[th:langevin-acceptance]{langevin}{acceptance} the acceptance is \eqref{eq:langevin-acceptance}, \tested{langevin}{dimension} and in three
dimensions what an independent sum gives.

Laws on a grid: \tested{langevin}{law} normal laws stay normal with the right moments; \tested[th:langevin-bias]{langevin}{bias} the bias has the
density $r$ of \eqref{eq:langevin-first-order}; \tested[th:langevin-mala]{langevin}{reversible} with acceptance $\pi$ is kept, reached, and in detailed
balance; \tested[th:langevin-decay,th:langevin-bakry]{langevin}{decay} entropy falls as \eqref{eq:langevin-gauss} says, and within the bound of Bakry
and \'Emery; \tested[th:langevin-bakry, th:langevin-holley, th:langevin-well]{langevin}{sobolev} Fisher information falls at the rate
\eqref{eq:langevin-bakry}, in a convex potential and in a double well, and on the way entropy and information keep \eqref{eq:langevin-lsi}, in the well
with the constant that Holley and Stroock leave.

\tested[th:langevin-passage]{langevin}{passage} Passage times have their closed forms for $U=\abs x$ and $\frac12x^2$;
\tested[th:langevin-kramers]{langevin}{kramers} the next term of \eqref{eq:langevin-kramers} is right; \tested{langevin}{gap}
the gap is that of all eigenvalues, by another algorithm; \tested[th:langevin-sandwich,th:langevin-well]{langevin}{sandwich} it lies between the bounds
of Theorem~\ref{th:langevin-sandwich} and above that of Corollary~\ref{th:langevin-well}; \tested[th:langevin-blind]{langevin}{blind} score, bound and
limit are those of Theorem~\ref{th:langevin-blind}. \tested[th:langevin-moving]{langevin}{lag} Entropy changes at the rates of
Theorem~\ref{th:langevin-moving}, with the target and behind it; \tested[th:langevin-point]{langevin}{point} annealing on a point follows
\eqref{eq:langevin-point}; \tested{langevin}{predict} predictor and corrector are written out again;
\tested[th:langevin-corrector]{langevin}{carried} the predictor carries $p_\sigma$ along with order one, alone and with correctors, and correctors make
it forget.

@*1 Notes.
An additional force $r$ with $\nabla\cdot(r\pi)=0$, inertia, and preconditioning all speed up Langevin's dynamics by factors; none removes
$e^B$. What does is to change the density: by temperature, as in simulated annealing and the importance sampling of \citet{neal2001}, or by blur.
\citet{song2019} learnt the scores of blurred densities because those of the sharp one cannot be learnt where there are no data, and found
annealing on the way. \citet{song2021} saw that with ever more levels annealing becomes a stochastic equation with moving target, and that
\citet{ho2020} had discretised another one. From there on the predictor took the lead, and the step that moves the particles along with the target is
the subject of Part~III.

@*1 Exercises.
\begin{exercise}[10]\label{ex:langevin-units}
  The score of a density in metres is measured in 1/m. What is the unit of $h$ in \eqref{eq:langevin-ula}? What becomes of the step if all lengths are
  given in millimetres? Compare \eqref{eq:langevin-anneal}.
\end{exercise}
\begin{answer}
  $hs$ and $\sqrt h$ are lengths, so $h$ is in m$^2$, and its number grows by $10^6$. A step that is right in all units is a pure number times the
  square of a length that the problem offers: $\eta v$ for a Gaussian, $\eta\sigma^2$ for a blur.
\end{answer}

\begin{exercise}[15]\label{ex:langevin-exact}
  The step $X'=e^{-h}X+\sqrt{1-e^{-2h}}\,Z$ has no bias on $\normal(0,1)$. Why does one not use it?
\end{exercise}
\begin{answer}
  It is the exact solution of \eqref{eq:langevin} over the time~$h$, for this density alone; it needs the answer. Split a general score as
  $s=-x+(s+x)$ and one obtains methods that are exact for the first part: exponential integrators, which Part~III uses for the linear drift of a
  forward process.
\end{answer}

\begin{exercise}[15]\label{ex:langevin-barker}
  Show that accepting with the probability $A/(1+A)$ is in detailed balance, too. Which rule moves more? Build it in.
\end{exercise}
\begin{answer}
  $\pi(x)k(x,y)\,A/(1+A)=ab/(a+b)$ with $a=\pi(x)k(x,y)$ and $b=\pi(y)k(y,x)$: symmetric. Always $A/(1+A)<\min(1,A)$, so Metropolis' rule moves more
  often, from every point to every other. On $\normal(0,1)$ with $h=1$ the acceptance falls from \num{langevin.accept_one} to
  \num{langevin-2:langevin.accept_one}; \solution{langevin-2}
\end{answer}

\begin{exercise}[20]\label{ex:langevin-kinetic}
  Give the particle inertia: $dX=V\,dt$, $dV=(s(X)-\gamma V)\,dt+\sqrt{2\gamma}\,dW$. Show that $\pi(x)\,\normal(v;0,I)$ is stationary. For
  $\pi=\normal(0,1)$, which friction $\gamma$ makes the means decay fastest?
\end{exercise}
\begin{answer}
  The flux in $x$ is $v\,P$, in $v$ it is $(s-\gamma v)P-\gamma\nabla_vP=s\,P$ with $P=\pi\,\normal(v;0,I)$. The divergence is
  $v\cdot\nabla\pi\,\normal+s\cdot(-v)\,\pi\,\normal=0$: stationary, and not in detailed balance. The means obey $\dot x=v$, $\dot v=-x-\gamma v$ with
  the eigenvalues $\frac12(-\gamma\pm\sqrt{\gamma^2-4})$. The slower one is fastest at $\gamma=2$, critical damping, with the rate~1; smaller
  $\gamma$ oscillates and decays like $e^{-\gamma t/2}$. \citet{dockhorn2022} use it as the forward process of a diffusion model; its score is needed
  for $v$ only.
\end{answer}

\begin{exercise}[20]\label{ex:langevin-box}
  A particle diffuses freely, $U=0$, between a reflecting wall at $-L$ and a goal at $L$, from $-L$. How long does it take? What does
  Theorem~\ref{th:langevin-passage} say, and why is no exponential in it?
\end{exercise}
\begin{answer}
  $M=\int_{-L}^L(y+L)\,dy=2L^2$, with $-L$ in place of $-\infty$, where $w'=0$. There is no barrier: time is distance squared, as for every diffusion.
  Blurring two modes makes their passage one of this kind.
\end{answer}

\begin{exercise}[20]\label{ex:langevin-denoise}
  After annealing down to $\sigma_L$ particles have the law $p_{\sigma_L}$, not~$\pi$. Some add a last step $X+\sigma_L^2s(X)$ without noise. Examine
  it for $\pi=\normal(0,v)$.
\end{exercise}
\begin{answer}
  By Theorem~\ref{th:heat-score} the step gives $\EE[X_0\given X]$, whose variance is smaller than that of $X_0$. Here $X$ has $v+\sigma^2$, and the
  last step multiplies by $v/(v+\sigma^2)$: $v^2/(v+\sigma^2)\approx v-\sigma^2$. The variance was too large by $\sigma^2$ and is now too small by as
  much. The pictures look better, because the eye forgives missing detail and not grain.
\end{answer}

\begin{exercise}[20]\label{ex:langevin-product}
  Show that if $\pi_1$ and $\pi_2$ satisfy \eqref{eq:langevin-lsi} with $\kappa$, so does the product $\pi_1(x)\pi_2(y)$. (Sampling does not become
  slower with the number of independent coordinates.)
\end{exercise}
\begin{answer}
  Write $p(x,y)=p_1(x)\,p(y\given x)$. Then
  \[
    \KL(p\,\Vert\,\pi)=\KL(p_1\,\Vert\,\pi_1)+\int p_1\KL(p(\cdot\given x)\,\Vert\,\pi_2)\,dx .
  \] The second
  part is at most $\frac1{2\kappa}\int p\,\abs{\nabla_y\ln(p/\pi)}^2$, as $p_1$ does not depend on~$y$. The first is at most $\frac1{2\kappa}\int
  p_1\abs{\nabla\ln(p_1/\pi_1)}^2$, and $\nabla\ln(p_1/\pi_1)$ at $x$ is the mean of
  $\nabla_x\ln(p/\pi)$ over $p(y\given x)$, because $\int p(y\given x)\nabla_x\ln p(y\given x)\,dy=0$. By Jensen its square is at most the mean of the
  squares. Add.
\end{answer}

\begin{exercise}[25]\label{ex:langevin-matthews}
  \citet{leimkuhler2013} replace $Z_k$ in the $k$-th step by $\frac12(Z_k+Z_{k+1})$, so that each random number is used twice. Show that on
  $\normal(0,1)$ the stationary variance is exactly~1, for every $h<2$. Build it in.
\end{exercise}
\begin{answer}
  Put $X_k=P_k+\sqrt{h/2}\,Z_k$. Then $X_{k+1}=(1-h)X_k+\sqrt{h/2}\,(Z_k+Z_{k+1})$ becomes $P_{k+1}=(1-h)P_k+(2-h)\sqrt{h/2}\,Z_k$, where $P_k$ is
  independent of $Z_k$. The stationary variance of $P$ is $\frac{(2-h)^2h/2}{1-(1-h)^2}=1-\frac h2$, and $\Var X=1-\frac h2+\frac h2$. Built in, the
  variances of the left part of \fig{langevin/bias} agree with~1 within \num{langevin-1:langevin.variance_z} standard
  errors. The mean still decays by $1-h$ a step, and in general the bias is of second order; \solution{langevin-1}
\end{answer}

\begin{exercise}[25]\label{ex:langevin-dimension}
  MALA on $\normal(0,I)$ in $d$ dimensions. Show that with $h=\ell\,d^{-1/3}$ the acceptance tends to $2\Phi(-\frac12\sqrt{\ell^3/2})$ for
  $d\to\infty$, where $\Phi$ is the normal distribution function. Which acceptance makes the progress $h\cdot{}$acceptance largest?
\end{exercise}
\begin{answer}
  $\ln A=-\frac h4\sum_i(Y_i^2-X_i^2)$ is a sum of independent terms, with the mean $-\frac14h\cdot h^2d=-\ell^3/4$ (proof of
  Theorem~\ref{th:langevin-acceptance}) and, as $Y^2-X^2\approx2\sqrt{2h}XZ$, the variance $\frac1{16}h^2\cdot8h\,d=\ell^3/2$. So it tends to a normal
  law whose mean is minus half of its variance~$u$, as $\EE A=1$ requires, and $2P(\ln A>0)=2\Phi(-\frac12\sqrt u)$. With $y=\frac12\sqrt u$,
  $\ell\propto y^{2/3}$; the maximum of
  $y^{2/3}\,\Phi(-y)$ is at $y=\num{langevin.best_y}$, where the acceptance is \num{langevin.best_acceptance}: the rule of \citet{roberts1998}. The
  number of steps grows like $d^{1/3}$.
\end{answer}

\begin{exercise}[30]\label{ex:langevin-temperature}
  Anneal by temperature instead: $\pi^\beta$, with $\beta$ rising to~1. Take two modes of equal weight, one $\normal(-m,v)$ and one $\normal(m,4v)$.
  Which weight has the wide mode at $\beta\to0$, if $m$ is large? Where does it freeze? What does blurring do?
\end{exercise}
\begin{answer}
  Near a mode $\pi^\beta\approx(\frac12)^\beta\normal^\beta$, with the mass $(\frac12)^\beta(2\pi v)^{(1-\beta)/2}\beta^{-1/2}$, times the same with
  $4v$: the ratio of the masses is $2^{1-\beta}$, so the wide mode has $\frac23$ at first and $\frac12$ only at $\beta=1$. If the weights freeze at
  $\beta_*$ with $\frac29\beta_*m^2/v$, the height of the ridge, about $\ln$(number of steps), their ratio stays near $2^{1-\beta_*}$, wrong. Blurred modes keep the mass $\frac12$ each at
  every level: what
  is frozen is right.
\end{answer}
