@* Stochastic differential equations.
\label{ch:sde}%
The heat equation says what becomes of the density of ink. It does not say what a grain does. This chapter follows the grain. Its path is continuous, has no
velocity at any time and infinite length between any two; and yet one can write a differential equation for it, with a calculus of its own, whose chain rule has one more term
than Leibniz's. That term is the Laplacian of Chapter~\ref{ch:heat}, seen from below.

Diffusion models are written in this calculus. The noise that is added to a photograph is the solution of
\begin{equation}\label{eq:sde-linear}
  dX=f(t)\,X\,dt+g(t)\,dW ,
\end{equation}
a \emph{linear stochastic differential equation}: the first term lets the photograph fade, the second shakes it. \fig{sde/forward} shows a photograph of one pixel. The later chapters run this picture backwards, from right to left.

\showfig{sde/forward}{Thirty paths of a variance-preserving diffusion, coloured by the component of the mixture from which they start, and the exact density of all paths: at the end the origin of a path can no longer be told.}

After this chapter one can build a Brownian path to any resolution; integrate against it, and say why the value depends on the end of the interval at which the integrand is taken; prove It\^o's formula; solve
every equation of the form \eqref{eq:sde-linear} and move between signal, noise and coefficients; and compute paths of equations that have no solution in closed form, knowing the order of the method both for single paths and for
averages.

@ \emph{Conventions.} $W$ is a Brownian motion, $Z$ a standard normal variable, $\norm{X}=(\EE\abs X^2)^{1/2}$ the mean square norm of a random variable. In this chapter there is no grid in space, and $h$ is a step in time. $\mathcal F_t$ denotes what is known at time~$t$:
the events that depend on $W_s$ for $s\le t$ and on an initial value independent of~$W$. A process~$H$ is \emph{adapted} if $H_t$ is known at time~$t$, for every~$t$. We work in one dimension wherever the second changes nothing.

@*1 Brownian motion.
\begin{definition}
  A \emph{Brownian motion} is a family of random variables $W_t$, $t\ge0$, with $W_0=0$; with increments $W_t-W_s\sim\normal(0,t-s)$ for $s<t$, those over disjoint intervals being independent; and such that $t\mapsto W_t$ is continuous.
\end{definition}

The density of $W_t$ is the heat kernel with $D=\frac12$. But are the three requirements compatible? L\'evy answered by drawing the
path as one draws a coast: first the ends, then the middle, then the middles of the halves (\fig{sde/levy}). On an interval of length~$\ell$ with known ends, the midpoint is put at
@^Brownian motion@>
@^L\'evy, Paul@>
\begin{equation}\label{eq:sde-midpoint}
  W_{\mathrm{mid}}=\tfrac12(W_{\mathrm{left}}+W_{\mathrm{right}})+\tfrac12\sqrt\ell\,Z
\end{equation}
with a new $Z$ for every midpoint.

\begin{theorem}[L\'evy's construction]\label{th:sde-levy}
  Let $W^0$ be the straight line on $[0,1]$ from $0$ to a standard normal value, and let $W^j$ be piecewise linear through the values of $W^{j-1}$ at the nodes $k2^{-(j-1)}$ and the values \eqref{eq:sde-midpoint} at their midpoints, all $Z$ independent. With
  probability~1 the $W^j$ converge uniformly, and the limit is a Brownian motion on $[0,1]$.
\end{theorem}
\begin{proof}
  \emph{Increments at the nodes.} By induction, the increments of $W^j$ over the intervals of length $2^{-j}$ are independent with law $\normal(0,2^{-j})$. For $j=0$ this is the choice of the end. If $\Delta\sim\normal(0,\ell)$ is the increment over an interval, its
  halves get $\frac12\Delta\pm\frac12\sqrt\ell\,Z$. These are jointly normal, have the variance $\frac14\ell+\frac14\ell=\frac12\ell$ and the covariance $\frac14\ell-\frac14\ell=0$; so they are independent, and independent of those in other intervals.

  \emph{Convergence.} $W^j-W^{j-1}$ is a row of $2^{j-1}$ tents of heights $\frac12\,2^{-(j-1)/2}\abs{Z}$. Since $P(\abs{Z}>x)\le2e^{-x^2/2}$, the probability that one of their $Z$ exceeds $2\sqrt j$ is at most $2^{j-1}\cdot2e^{-2j}=(2/e^2)^j$. The sum over~$j$ is finite, so by the lemma of
  Borel and Cantelli, with probability~1, from some~$j$ on $\max\abs{W^j-W^{j-1}}\le2^{-(j-1)/2}\sqrt j$, which is summable. So $W^j$ converges uniformly, and the limit~$W$ is continuous. At the nodes of level~$j$ it has the values of $W^j$.

  \emph{All times.} Choose nodes $s_n\to s$, $t_n\to t$. Increments of~$W$ between nodes are sums of those of the first step: normal, with the length as variance, and independent over disjoint intervals. By continuity $W_{t_n}-W_{s_n}\to W_t-W_s$, and likewise for finitely many disjoint intervals
  at once; their joint characteristic functions $\prod e^{-k^2(t_n-s_n)/2}$ converge to $\prod e^{-k^2(t-s)/2}$.
\end{proof}

The last inequality on $Z$ is Chernoff's: $P(Z>x)\le e^{-x\cdot x}\,\EE e^{xZ}=e^{-x^2/2}$. For times up to~$T$ one scales, which the next theorem allows; for all times one strings independent pieces together.
@^Borel--Cantelli lemma@>

\showfig{sde/levy}{Top: L\'evy's construction after 1, 3 and 12 levels; each level keeps the values of the one before (circles). Bottom: the path on $[0,1]$, $[0,\frac1{16}]$ and $[0,\frac1{256}]$, magnified 16 times in time and 4 times in space from panel to panel. No panel looks smoother than another.}

@ The interface of the chapter has three parts. The first two make paths and integrals over them.

@(sde.h@>=
#ifndef SDE_H
#define SDE_H
#include <stddef.h>
#include <stdint.h>
@#
void sde_brownian(double *W, int levels, double T, uint64_t seed, uint64_t stream);
  /* L\'evy's construction: values at the times $kT/n$, $0\le k\le n=2^{|levels|}$, |levels<=30|; another number of levels gives the
     same path, finer or coarser; one path a stream */
double sde_integral(int n, const double *H, const double *W, double theta);
  /* $\sum_{i<n}\bigl((1-\theta)H_i+\theta H_{i+1}\bigr)(W_{i+1}-W_i)$, |n+1| values each; |theta| 0 for It\^o's sum, 1/2 for Stratonovich's */
@#
@<Interface of the signal and noise schedules@>@;
@<Interface of the methods for general equations@>@;
@#
#endif

@ The random numbers of a path are numbered as the nodes of a heap: number~0 for the end, and the numbers $2^{j-1}$ to $2^j-1$ for the midpoints of level~$j$ from left to right. So a path does not depend on how far it is refined, and two
methods that use different steps can be driven by the same path. All strong errors of this chapter rest on that.

@(sde.c@>=
#include <math.h>
#include "base.h"
#include "rng.h"
#include "sde.h"
@#
static const double pi = 3.14159265358979323846;
@#
void sde_brownian(double *W, int levels, double T, uint64_t seed, uint64_t stream)
{
  size_t n;
  base_require(levels>=0 && levels<=30 && T>0,@|
    "sde_brownian: 0 to 30 levels and T>0, not %d and %g", levels, T);
  n = (size_t)1<<levels, W[0] = 0;
  rng_normal(W+n, 1, seed, stream, 0);
  W[n] *= sqrt(T);
  for (size_t nodes=1, stride=n; nodes<n; nodes *= 2, stride /= 2)
    @<Put the midpoints between |nodes+1| known values, |stride| apart@>@;
}
@#
@<Functions of stochastic calculus@>@;

@ The normal numbers come in blocks, so that no memory is asked for.

@<Put the midpoints between |nodes+1| known values, |stride| apart@>=
{
  enum {@+BLOCK=256@+};
  double z[BLOCK], scale = 0.5*sqrt(T/(double)nodes); /* $\frac12\sqrt\ell$ of \eqref{eq:sde-midpoint} */
  for (size_t first=0; first<nodes; first+=BLOCK) {
    size_t m = nodes-first<BLOCK ? nodes-first : BLOCK;
    rng_normal(z, m, seed, stream, nodes+first);
    for (size_t i=0; i<m; i++) {
      double *left = W+(first+i)*stride;
      left[stride/2] = 0.5*(left[0]+left[stride])+scale*z[i];
    }
  }
}

@ How does a path look under a magnifying glass? Like a path (\fig{sde/levy}, bottom).

\begin{theorem}[Scaling]\label{th:sde-scaling}
  If $W$ is a Brownian motion, so are $-W_t$, $W_{s+t}-W_s$ for fixed~$s$, and $c^{-1/2}W_{ct}$ for fixed $c>0$.
\end{theorem}
\begin{proof}
  Each starts at~0, is continuous, and has independent normal increments over disjoint intervals. For the last one their variance over $[s,t]$ is $c^{-1}(ct-cs)$.
\end{proof}

A differentiable function would become a straight line. What a path has in place of a slope is a speed in the square.
@^quadratic variation@>

\begin{theorem}[Quadratic variation]\label{th:sde-variation}
  Let $0=t_0<\dots<t_n=t$ with $t_{i+1}-t_i\le h$, let $\Delta_i=t_{i+1}-t_i$, $\Delta W_i=W_{t_{i+1}}-W_{t_i}$ and $Q=\sum_i\Delta W_i^2$. Then
  \begin{equation}\label{eq:sde-variation}
    \EE Q=t ,\qquad \Var Q=2\sum_i\Delta_i^2\le2ht .
  \end{equation}
  So $Q\to t$ in mean square as $h\to0$; along the partitions into $2^n$ equal parts it converges with probability~1, and the \emph{total variation} $\sum_i\abs{\Delta W_i}$ tends to infinity.
\end{theorem}
\begin{proof}
  $\Delta W_i^2=\Delta_iZ_i^2$ with independent $Z_i$; $\EE Z^2=1$ and $\Var Z^2=\EE Z^4-1=2$. For $2^n$ equal parts Chebyshev's inequality gives $P(\abs{Q-t}>\varepsilon)\le2\cdot2^{-n}t^2/\varepsilon^2$, a summable sequence, so that $\abs{Q-t}>\varepsilon$ happens finitely often. Finally
  $Q\le\max_i\abs{\Delta W_i}\sum_i\abs{\Delta W_i}$. On the left is a sequence that tends to $t>0$; the maximum tends to zero, since $W$ is uniformly continuous on $[0,t]$. So the sum tends to infinity.
\end{proof}

\begin{theorem}[No derivative anywhere]\label{th:sde-nowhere}
  With probability~1 there is no $s\in[0,1)$ at which $W$ has a right derivative.
\end{theorem}
\begin{proof}
  Let $h=2^{-n}$, and let $m_n$ be the minimum over $k$ of the largest of the three quotients $\abs{W_{(k+i)h}-W_{(k+i-1)h}}/h$, $i=1,2,3$, with $k+3\le2^n$. Suppose that $\abs{W_u-W_s}\le M(u-s)$ for $s\le u\le s+\delta$. If $(k-1)h\le s<kh$ and $4h\le\delta$, $s+4h\le1$, then
  \[
    \abs{W_{(k+i)h}-W_{(k+i-1)h}}\le M(i+1)h+Mih\le7Mh\qquad(i=1,2,3),
  \]
  so $m_n\le7M$ for all large~$n$. But an increment $\normal(0,h)$ has a density below $1/\sqrt{2\pi h}$, so that $P(m_n\le7M)\le2^n\bigl(14Mh/\sqrt{2\pi h}\bigr)^3=C\,2^{n-3n/2}$. This is summable: with probability~1, $m_n>7M$ from some~$n$ on. Take $M=1,2,3,\dots$
\end{proof}
The proof says how to see it: look for the flattest place (\fig{sde/variation}, right).
@^nowhere differentiable@>

\showfig{sde/variation}{Of the three ways to measure how a path varies, the quadratic one converges. Left: squared increments of one path, summed up to~$t$, for $2^5$, $2^8$ and $2^{14}$ steps, and the line~$t$. Right: means over
  \num{sde.variation_paths} paths; the lines have the slopes $\frac12$, $\frac16$ and~0.}

\claim{sde.variation} Over the \num{sde.variation_paths} paths the quadratic variation with $2^{12}$ steps scatters about~1 with standard deviation \num{sde.variation_sd}, where \eqref{eq:sde-variation} says \num{sde.variation_sd_theory}; the total variation grows like $n^{1/2}$, measured
\num{sde.variation_order}. \claim{sde.flattest} Even at the flattest place the slope grows: the power is \num{sde.flattest_order}, where the proof suggests $\frac16$ (among $n$ triples the least probable event has probability $1/n$, so $(m_nh^{1/2})^3\approx1/n$).

@*1 It\^o's integral.
We want $\int_0^tH\,dW$, the gain of a gambler who holds $H_s$ units of a stock whose price is~$W_s$. As the path has infinite total variation, Stieltjes' integral does not exist. But the gambler's gain does if he changes his holding only now and then. Call $H$ \emph{simple} if there are times $0=t_0<\dots<t_n=T$ and random variables $H_i$, known at
time~$t_i$, with $\EE H_i^2<\infty$ and $H_t=H_i$ for $t_i\le t<t_{i+1}$. Then
@^It\^o integral@>
\begin{equation}\label{eq:sde-simple}
  \int_0^TH\,dW=\sum_{i<n}H_i\,\Delta W_i ,
\end{equation}
and $\int_0^t$ is the integral of the process that is set to zero from~$t$ on. The holding is chosen \emph{before} the price moves. Everything follows from that.

\begin{theorem}[Mean, isometry, martingale]\label{th:sde-isometry}
  For simple~$H$ and $0\le s\le t\le T$,
  \begin{equation}\label{eq:sde-isometry}
    \begin{gathered}
    \EE\int_0^tH\,dW=0 ,\qquad \EE\Bigl(\int_0^tH\,dW\Bigr)^2=\int_0^t\EE H_r^2\,dr ,\\
    \EE\Bigl[\int_0^tH\,dW\Bigm\vert\mathcal F_s\Bigr]=\int_0^sH\,dW .
    \end{gathered}
  \end{equation}
\end{theorem}
\begin{proof}
  Add $s$ and~$t$ to the times. $\Delta W_i$ is independent of what is known at~$t_i$, so $\EE[H_i\,\Delta W_i\given\mathcal F_{t_i}]=H_i\,\EE\Delta W_i=0$. Sum over $t_i\ge s$: the third claim, and with $s=0$ the first. In the square, a product with $i<j$ has
  $\EE[H_i\Delta W_iH_j\Delta W_j\given\mathcal F_{t_j}] =H_i\,\Delta W_i\,H_j\,\EE\Delta W_j=0$; what is left is $\sum_i\EE H_i^2\,\EE\Delta W_i^2=\sum_i\EE H_i^2\,\Delta_i$.
\end{proof}

The isometry is what makes the integral an integral: it says that $H\mapsto\int H\,dW$ preserves distances, from the norm $(\int_0^T\norm{H_t}^2dt)^{1/2}$ of processes to the mean square norm of random variables. So it can be extended by continuity.
@^martingale@>

\begin{theorem}[It\^o's integral]\label{th:sde-integral}
  Let $H$ be adapted, and $t\mapsto H_t$ continuous in mean square on $[0,T]$. The sums $\sum_iH_{t_i}\Delta W_i$ converge in mean square as the mesh $h$ tends to zero, and their limit $\int_0^TH\,dW$ satisfies \eqref{eq:sde-isometry}.
\end{theorem}
\begin{proof}
  Let $H^h_t=H_{t_i}$ for $t_i\le t<t_{i+1}$: a simple process. On a compact interval $H$ is uniformly continuous in mean square, so $\omega(h)=\sup_{\abs{s-t}\le h}\norm{H_s-H_t}\to0$. For two partitions of mesh at most~$h$ the isometry, applied to the difference of two simple processes, gives
  $\norm{\int H^h\,dW-\int H^{h'}dW}^2=\int\norm{H^h_t-H^{h'}_t}^2dt\le4T\omega(h)^2$. So the sums are a Cauchy sequence, and the space of square integrable random variables is complete. The three statements are continuous in mean square.
\end{proof}
\begin{fact}[Continuity; \citealp{oksendal2003}, Theorem~3.2.5]
  The integrals $\int_0^tH\,dW$, $0\le t\le T$, can be chosen to be continuous in~$t$.
\end{fact}

@ For instance $\int W\,dW$. From $W_{i+1}^2-W_i^2=2W_i\,\Delta W_i+\Delta W_i^2$ we get $\sum_iW_i\,\Delta W_i=\frac12(W_T^2-Q)$, and by Theorem~\ref{th:sde-variation}
\begin{equation}\label{eq:sde-wdw}
  \int_0^TW\,dW=\tfrac12W_T^2-\tfrac12T .
\end{equation}
Calculus would have had the first term only. The second makes the mean zero.
@^Stratonovich integral@>

\begin{theorem}[The end matters]\label{th:sde-theta}
  Let $\tau_i=t_i+\theta\Delta_i$ with $0\le\theta\le1$. Then $\sum_iW_{\tau_i}\Delta W_i\to\frac12W_T^2+(\theta-\frac12)T$ in mean square.
\end{theorem}
\begin{proof}
  The sum is $\sum_iW_{t_i}\Delta W_i+\sum_iA_i(A_i+B_i)$, with $A_i=W_{\tau_i}-W_{t_i}$, $B_i=W_{t_{i+1}}-W_{\tau_i}$ independent. The second sum has the mean $\sum_i\theta\Delta_i=\theta T$ and, as $\Var A^2=2\theta^2\Delta^2$, $\Var AB=\theta(1-\theta)\Delta^2$ and $\Cov(A^2,AB)=0$, a variance of at most $2hT$.
\end{proof}

The mean of the end values, $\sum_i\frac12(W_i+W_{i+1})\Delta W_i=\frac12W_T^2$, gives the ordinary calculus. It defines \emph{Stratonovich's} integral, written $\int H\circ dW$: the limit in probability of $\sum_i\frac12(H_i+H_{i+1})\Delta W_i$. Why not always use it? Because its integrand
looks into the future, by half a step: $\frac12(H_i+H_{i+1})$ is not independent of $\Delta W_i$, and mean zero, isometry and martingale, on which all estimates rest, are lost. Diffusion models need It\^o's: a sampler draws its noise after it has computed the drift, and the expectation over the noise is taken with everything before
it fixed. Stratonovich's is the right one where white noise is an idealisation of a smooth force. The two differ by a term that can be computed.

\begin{theorem}[Correction]\label{th:sde-correction}
  Let $f$ have two bounded continuous derivatives. Then
  \begin{equation}\label{eq:sde-correction}
    \int_0^Tf(W)\circ dW=\int_0^Tf(W)\,dW+\frac12\int_0^Tf'(W_t)\,dt .
  \end{equation}
\end{theorem}
\begin{proof}
  $\frac12(f(W_{i+1})+f(W_i))\Delta W_i=f(W_i)\Delta W_i+\frac12f'(W_i)\Delta W_i^2+r_i$ with $\abs{r_i}\le\frac14\sup\abs{f''}\abs{\Delta W_i}^3$, and $\EE\sum\abs{\Delta W_i}^3\le\EE\abs{Z}^3h^{1/2}T\to0$. In $\sum_if'(W_i)(\Delta W_i^2-\Delta_i)$ the terms are orthogonal, as in the proof of the isometry, so that its square has
  the expectation $\sum_i\EE f'(W_i)^2\cdot2\Delta_i^2\le2\sup\abs{f'}^2hT\to0$. What remains is a Riemann sum of a continuous function.
\end{proof}

\showfig{sde/integral}{Three sums for $\int_0^tW\,dW$ in \num{sde.integral_steps} steps, with the integrand at the left end, in the mean, and at the right end. Left: along one path, and the limits $\frac12W_t^2+(\theta-\frac12)t$. Right: their means over
  \num{sde.isometry_paths} paths, and the lines $\theta t$. Only the first is a martingale.}

@ \fig{sde/integral} shows the sums for $\theta=0,\frac12,1$; in code each is one loop. \claim{sde.isometry} For the left sums the isometry says $\EE(\int_0^tW\,dW)^2=\int_0^tr\,dr=\frac12t^2$, and for the sums on a grid the corresponding sum. At all times shown mean and mean square agree with it; the largest deviation is \num{sde.isometry_worst} standard
errors, among \num{sde.isometry_count} comparisons.

@<Functions of stochastic calculus@>=
double sde_integral(int n, const double *H, const double *W, double theta)
{
  double sum = 0;
  for (int i=0; i<n; i++) sum += ((1-theta)*H[i]+theta*H[i+1])*(W[i+1]-W[i]);
  return sum;
}

@*1 It\^o's formula.
An \emph{It\^o process} is $X_t=X_0+\int_0^ta\,ds+\int_0^tb\,dW$, or in short $dX=a\,dt+b\,dW$. What is $df(X)$? Taylor's formula gives $f'\,dX+\frac12f''\,dX^2$; and by Theorem~\ref{th:sde-variation} $dW^2$ is not of second order: it is $dt$.
@^It\^o's formula@>

\begin{theorem}[It\^o's formula]\label{th:sde-ito}
  Let $dX=a\,dt+b\,dW$ with $a$ and $b$ adapted, continuous and at most~$K$ in absolute value, and let $f(x,t)$ have bounded continuous derivatives $\partial_tf$, $\partial_xf$, $\partial_x^2f$. Then
  \begin{equation}\label{eq:sde-ito}
    f(X_T,T)-f(X_0,0)=\int_0^T\bigl(\partial_tf+a\,\partial_xf+\tfrac12b^2\,\partial_x^2f\bigr)\,dt+\int_0^Tb\,\partial_xf\,dW ,
  \end{equation}
  the derivatives being taken at $(X_t,t)$.
\end{theorem}

The proof needs that $M=\int b\,dW$ over a short interval is small in the fourth power.

\begin{lemma}\label{th:sde-fourth}
  If $\abs{b}\le K$, then $\EE\bigl(\int_0^tb\,dW\bigr)^4\le3K^4t^2$.
\end{lemma}
\begin{proof}
  Let $b$ be simple and $M_k$ the integral up to~$t_k$. Odd powers of $\Delta W_k$ have mean zero given $\mathcal F_{t_k}$, so
  $\EE M_{k+1}^4=\EE M_k^4+6\,\EE M_k^2b_k^2\Delta_k+3\,\EE b_k^4\Delta_k^2\le\EE M_k^4+3K^4(2t_k\Delta_k+\Delta_k^2)$, where $\EE M_k^2\le K^2t_k$ by the isometry. The bracket is $t_{k+1}^2-t_k^2$; add up. For continuous~$b$ use the sums of Theorem~\ref{th:sde-integral}, a subsequence of which converges with probability~1, and Fatou's lemma.
\end{proof}

\begin{proof}[Proof of the theorem]
  On a partition of mesh~$h$ the left side is the sum over~$i$ of
  \[
    \underbrace{\partial_tf(X_{i+1},\tau_i)\,\Delta_i}_{(1)}+\underbrace{\partial_xf(X_i,t_i)\,\Delta X_i}_{(2)}+\underbrace{\tfrac12\partial_x^2f(\xi_i,t_i)\,\Delta X_i^2}_{(3)} ,
  \]
  with $\tau_i$ in the interval and $\xi_i$ between $X_i$ and $X_{i+1}$. We let $h\to0$. A path of~$X$ is continuous, so it stays in a compact set, where the derivatives are uniformly continuous.

  (1) is a Riemann sum, up to an error that tends to zero with $\max\abs{\Delta X_i}$.

  (2) is $\int H^ha\,dt+\int H^hb\,dW$ with $H^h_t=\partial_xf(X_i,t_i)$ for $t_i\le t<t_{i+1}$. As $h\to0$, $H^h_t\to\partial_xf(X_t,t)$, boundedly. So the first integral converges, and the second in mean square, since by the isometry the error is $\int\EE(H^h_t-\partial_xf)^2b^2\,dt$.

  (3) First, $\xi_i$ may be replaced by $X_i$: the error is at most $\max_i\abs{\partial_x^2f(\xi_i,t_i)-\partial_x^2f(X_i,t_i)}\cdot\sum\Delta X_i^2$; the first factor tends to zero, and the second has an expectation of at most $2K^2(hT+T)$. Let $F_i=\partial_x^2f(X_i,t_i)$, $\abs{F_i}\le F$, and $\Delta X_i=A_i+M_i$ with
  $A_i=\int_{t_i}^{t_{i+1}}a\,dt$ and $M_i=\int_{t_i}^{t_{i+1}}b\,dW$. Second, $A_i$ may be dropped: $\abs{\Delta X_i^2-M_i^2}\le A_i^2+2\abs{A_iM_i}$, and $\abs{A_i}\le K\Delta_i$, $\EE\abs{M_i}\le K\Delta_i^{1/2}$, so that the error has an expectation of at most $F(K^2hT+2K^2h^{1/2}T)$. Third,
  $\EE[M_i^2-\int_{t_i}^{t_{i+1}}b^2dt\given\mathcal F_{t_i}]=0$. So in $\sum_iF_i(M_i^2-\int b^2dt)$ the terms are orthogonal, and its square has an expectation of at most $\sum_iF^2\cdot2(\EE M_i^4+K^4\Delta_i^2)\le8F^2K^4hT$. What remains is $\frac12\sum_iF_i\int_{t_i}^{t_{i+1}}b^2dt$, which tends to
  $\frac12\int\partial_x^2f\,b^2\,dt$.
\end{proof}
\begin{fact}[Localisation; \citealp{oksendal2003}, Section~4.1]\label{th:sde-local}
  \eqref{eq:sde-ito} holds for every $f$ with continuous derivatives $\partial_tf,\partial_x^2f$ and every It\^o process with adapted continuous coefficients: stop the process when it, $a$ or~$b$ leaves $[-n,n]$, apply the theorem, let $n\to\infty$. The integral over $W$ may then cease to have mean zero.
\end{fact}

In $\RR^d$ with independent Brownian motions $W^1,\dots,W^m$ and $dX=a\,dt+G\,dW$, $G$ a matrix of $d$ by $m$, the formula reads
\begin{equation}\label{eq:sde-ito-d}
  df=\bigl(\partial_tf+a\cdot\nabla f+\tfrac12\tr(GG^{\top}\nabla^2f)\bigr)dt+\nabla f\cdot G\,dW .
\end{equation}
The proof is the same but for the products $\Delta W^i\Delta W^j$, $i\ne j$, whose sums tend to zero: $(W^i\pm W^j)/\sqrt2$ are Brownian motions too, and $\Delta W^i\Delta W^j$ is half the difference of their squares.
The operator $\mathcal L f=a\cdot\nabla f+\frac12\tr(GG^\top\nabla^2f)$ is the \emph{generator}. For $X=\sqrt{2D}\,W$ it is $D\,\Delta$: take expectations in \eqref{eq:sde-ito}, and $\frac{d}{dt}\EE f(X_t)=\EE D\,\Delta f(X_t)$, the heat equation of Chapter~\ref{ch:heat} tested with~$f$.
@^generator@>

@ On a grid the formula leaves a residual: \fig{sde/formula} shows it for $f=\cos$. Its leading term is $\frac12\sum_if''(W_i)(\Delta W_i^2-\Delta_i)$, orthogonal terms, so that its norm is $\bigl(\frac12h\int_0^T\EE\cos^2W_t\,dt\bigr)^{1/2}$.
\claim{sde.formula} The measured order is \num{sde.formula_order}, the size at the smallest step \num{sde.formula_ratio} times the prediction. Without the term $\frac12f''dt$ the residual stays at \num{sde.formula_without}.

\showfig{sde/formula}{What It\^o's formula leaves of $\cos W_1$ on a grid, root mean square against the step (discs), on the line that the isometry predicts. Without the second-order term (triangles) it does not tend to zero.}

@*1 Equations.
\begin{fact}[Existence and uniqueness; \citealp{oksendal2003}, Theorem~5.2.1]\label{th:sde-existence}
  Let $a(x,t)$ and $b(x,t)$ be measurable on $\RR^d\times[0,T]$ and let a constant~$K$ exist with
  \[
    \begin{gathered}
    \abs{a(x,t)}+\abs{b(x,t)}\le K(1+\abs x),\\
    \abs{a(x,t)-a(y,t)}+\abs{b(x,t)-b(y,t)}\le K\abs{x-y} ;
    \end{gathered}
  \]
  let $X_0$ be independent of~$W$ with $\EE\abs{X_0}^2<\infty$. Then $dX=a(X,t)\,dt+b(X,t)\,dW$ has one and only one continuous adapted solution with $\int_0^T\EE\abs{X_t}^2dt<\infty$.
\end{fact}
The proof is Picard's iteration, with the isometry in place of the triangle inequality. Both hypotheses are needed, as for ordinary equations: $dX=X^2\,dt$ explodes, and $dX=3X^{1/3}dt+3X^{2/3}dW$ has, from $X_0=0$, the solutions $0$ and $W^3$. A score that grows like $1/\sigma$ near the data violates them at $t=0$; that is why samplers stop
a little before.

Two equations can be solved by hand. \emph{Geometric Brownian motion}, $dX=\mu X\,dt+\nu X\,dW$: by It\^o's formula $d\ln X=dX/X-\frac12\nu^2dt$, so
@^geometric Brownian motion@>
\begin{equation}\label{eq:sde-gbm}
  X_T=X_0\,e^{(\mu-\nu^2/2)T+\nu W_T} ,\qquad \EE X_T=X_0\,e^{\mu T} .
\end{equation}
Read in Stratonovich's sense, the same symbols mean $X_0e^{\mu T+\nu W_T}$, because $\circ$ obeys the ordinary chain rule. By the reasoning of Theorem~\ref{th:sde-correction}, with $g(X_{i+1})-g(X_i)\approx g'(X_i)\,g(X_i)\,\Delta W_i$,
\begin{equation}\label{eq:sde-strat}
  dX=f\,dt+g(X)\circ dW\quad\text{is}\quad dX=\bigl(f+\tfrac12g\,g'\bigr)dt+g(X)\,dW .
\end{equation}
For noise $g(t)$ that does not depend on~$x$, as in all forward processes of this book, $g'=0$ and the two agree.

@ The other equation is the subject of the rest of the book.

\begin{theorem}[Linear equations]\label{th:sde-linear}
  Let $f,g$ be continuous on $[0,T]$, $dX=f(t)X\,dt+g(t)\,dW$, and for $s\le t$
  \begin{equation}\label{eq:sde-transition}
    \alpha(t,s)=e^{\int_s^tf\,dr} ,\qquad v(t,s)=\int_s^t\alpha(t,r)^2g(r)^2\,dr .
  \end{equation}
  Then
  \[
    X_t=\alpha(t,s)X_s+\int_s^t\alpha(t,r)\,g(r)\,dW_r ,
  \]
  and given $X_s$ the law of $X_t$ is $\normal\bigl(\alpha(t,s)X_s,v(t,s)I\bigr)$.
\end{theorem}
\begin{proof}
  Let $Y_t=X_t/\alpha(t,s)$. The function $x/\alpha(t,s)$ is linear in~$x$, so \eqref{eq:sde-ito} has no second-order term: $dY=-fY\,dt+(fX\,dt+g\,dW)/\alpha=(g/\alpha)\,dW$. Integrate from~$s$, and multiply by $\alpha(t,s)$; $\alpha(t,s)/\alpha(r,s)=\alpha(t,r)$. The integral is a limit in mean square of sums
  $\sum_iH_i\,\Delta W_i$ with \emph{numbers} $H_i$. They are normal with mean zero; a mean square limit of normal variables is normal, and its variance is given by the isometry. It is independent of $\mathcal F_s$.
\end{proof}

Write $\alpha(t)=\alpha(t,0)$ and $\sigma^2(t)=v(t,0)$: $X_t=\alpha X_0+\sigma Z$ in law, the \emph{signal} $\alpha$ and the \emph{noise}~$\sigma$. In Chapter~\ref{ch:heat} we wrote $a$ and $s_2=\sigma^2$, and the score of a Gaussian mixture under such noise is known. From the data $(f,g)$ we came to $(\alpha,\sigma)$. The way back is as short, and it unifies what follows.
@^signal and noise@>
@^noise clock@>

\begin{theorem}[The noise clock]\label{th:sde-clock}
  Let $n(t)=\sigma^2(t)/\alpha^2(t)$. Under the hypotheses of Theorem~\ref{th:sde-linear}, $n'=g^2/\alpha^2$ and
  \begin{equation}\label{eq:sde-clock}
    v(t,s)=\alpha^2(t)\,\bigl(n(t)-n(s)\bigr),\quad f=\alpha'/\alpha ,\quad g^2=\alpha^2\,n'=(\sigma^2)'-2f\sigma^2 .
  \end{equation}
  Conversely, every pair of continuously differentiable functions $\alpha>0$ and $n$, with $\alpha(0)=1$, $n(0)=0$, $n'\ge0$, comes from these $f$ and~$g$. In law, $X_t/\alpha(t)=X_0+W_{n(t)}$ for all~$t$ jointly.
\end{theorem}
\begin{proof}
  $\alpha(t,r)=\alpha(t)/\alpha(r)$ turns \eqref{eq:sde-transition} into $v(t,s)=\alpha^2(t)\int_s^tg^2/\alpha^2\,dr$. With $s=0$ this is $n'=g^2/\alpha^2$; with any~$s$, the first formula. $\alpha'=f\alpha$ is the definition, and $(\sigma^2)'=(\alpha^2n)'=2f\sigma^2+\alpha^2n'$. The converse reads the same lines upwards. By the last
  proof, $X_t/\alpha(t)-X_0$ has independent normal increments with variances $\int_s^tg^2/\alpha^2dr=n(t)-n(s)$, as $W_{n(t)}$ has.
\end{proof}

So every linear forward process is the heat equation in disguise: its density is $u(\cdot,n)$, the solution of $\partial_nu=\frac12\Delta u$ at the ``time'' $n(t)$, rescaled by~$\alpha(t)$. What distinguishes one process from another is the rate at which the clock runs, and the shrinking of the picture. The logarithm of
$1/n$, $\ln(\alpha^2/\sigma^2)$, is called the \emph{log-SNR} \citep{kingma2021}; it falls from infinity, and two processes that start from the same data have the same density at the same log-SNR, up to scale.
@^log-SNR@>

@*1 The forward processes of diffusion models.
Five choices of $f$ and $g$ are in use (\fig{sde/schedules}). Let $\beta(t)=\beta_0+(\beta_1-\beta_0)t$ and $B(t)=\int_0^t\beta\,ds=\beta_0t+\frac12(\beta_1-\beta_0)t^2$. With $f=-\frac12\beta$ the signal is $\alpha=e^{-B/2}$, and the question is the noise.
@^variance preserving process@>
@^variance exploding process@>
@^sub-VP process@>
@^cosine schedule@>
@^Ornstein--Uhlenbeck process@>

\emph{VP}, variance preserving: $g^2=\beta$. Then $n'=\beta e^B$, so $n=e^B-1$ and $\sigma^2=1-e^{-B}=1-\alpha^2$: data of variance~1 keep variance~1. \claim{sde.forward} With the usual $\beta(t)=0.1+19.9\,t$ the fraction \num{sde.vp_alpha} of the signal is left at $t=1$, and noise of standard deviation \num{sde.vp_sigma}: these follow from one integral, and no path was simulated for them. The density of \fig{sde/forward} then differs from $\normal(0,1)$ by the area \num{sde.forward_l1}.

\emph{Cosine}: VP in structure, but chosen by its signal, $\alpha=\cos\phi(t)/\cos\phi(0)$ with $\phi(t)=\frac\pi2(t+s)/(1+s)$ and a small offset $s$, usually $0.008$. Hence $f=-\phi'\tan\phi$, $\phi'=\frac\pi2/(1+s)$, and $g^2=-2f$. The tangent is infinite at $t=1$; like \citet{lu2022} we stop at $T=0.9946$.

\emph{Sub-VP}: the noise is switched on more slowly, $g^2=\beta(1-e^{-2B})$. Then $n'=\beta(e^B-e^{-B})$, so $n=e^B+e^{-B}-2=4\sinh^2(B/2)$, and $\sigma=2e^{-B/2}\sinh(B/2)=1-e^{-B}$: the square of the VP variance, and no square root.

\emph{VE}, variance exploding: no drift, and the noise level $\sigma_0r^t$ grows geometrically, $r=\sigma_1/\sigma_0$. From $n'=g^2=(\sigma_0^2r^{2t})'$ we get $g=\sigma_0r^t\sqrt{2\ln r}$, and $n(t)-n(0)=\sigma_0^2(r^{2t}-1)$.

\emph{Ornstein--Uhlenbeck}: constants $f=-\theta$ and~$g$. It is VP with $\beta=2\theta$ when $g^2=2\theta$, and Brownian motion for $\theta=0$.

\begin{table}[tbp]\centering\small\tabcolsep4.2pt\renewcommand\arraystretch{1.35}
\begin{tabular}{@@{}lcccccc@@{}}\toprule
& $f$ & $g^2$ & $\alpha$ & $\sigma^2$ & $n=\sigma^2/\alpha^2$ & limit law\\\midrule
VP & $-\frac12\beta$ & $\beta$ & $e^{-B/2}$ & $1-e^{-B}$ & $e^B-1$ & $\normal(0,1)$, kept\\
cosine & $-\phi'\tan\phi$ & $2\phi'\tan\phi$ & $\frac{\cos\phi}{\cos\phi_0}$ & $1-\alpha^2$ & $\frac{\cos^2\phi_0}{\cos^2\phi}-1$ & $\normal(0,1)$, kept\\
sub-VP & $-\frac12\beta$ & $\beta(1-e^{-2B})$ & $e^{-B/2}$ & $(1-e^{-B})^2$ & $4\sinh^2\frac B2$ & $\normal(0,1)$\\
VE & 0 & $2\sigma_0^2r^{2t}\ln r$ & 1 & $\sigma_0^2(r^{2t}-1)$ & $\sigma_0^2(r^{2t}-1)$ & none\\
OU & $-\theta$ & $g^2$ & $e^{-\theta t}$ & $\frac{g^2}{2\theta}(1-e^{-2\theta t})$ & $\frac{g^2}{2\theta}(e^{2\theta t}-1)$ & $\normal(0,\frac{g^2}{2\theta})$, kept\\\bottomrule
\end{tabular}
\caption{The forward processes. Drift coefficient, diffusion coefficient squared, signal (the mean is $\alpha X_0$), variance, noise clock (the log-SNR is $-\ln n$), and the law to which $X_t$ tends. Where it is kept, it is stationary; sub-VP does not keep it, since it starts from $g=0$.}\label{tab:sde}
\end{table}

Table~\ref{tab:sde} lists them. The law $\normal(0,v)$ is \emph{kept} if $2fv+g^2=0$ for all~$t$, by \eqref{eq:sde-clock}. The limit law is what is left of the signal when $\alpha\to0$. Two more lines follow from Theorem~\ref{th:sde-clock} and two identities, $\cos^2\phi_s-\cos^2\phi_t=\sin(\phi_t-\phi_s)\sin(\phi_t+\phi_s)$ and
\begin{equation}\label{eq:sde-subvp}
  (1-e^{-B_t})^2-e^{-(B_t-B_s)}(1-e^{-B_s})^2
  =(1-e^{-(B_t-B_s)})(1-e^{-(B_s+B_t)}) :
\end{equation}
they are $v(t,s)$ for the cosine and the sub-VP processes, as products. (To prove \eqref{eq:sde-subvp}, put $q=e^{-(B_t-B_s)}$, $E=e^{-B_s}$: both sides are $(1-q)(1-qE^2)$.)

\showfig{sde/schedules}{Signal, noise and log-SNR of four processes with the usual parameters. Sub-VP has the signal of VP and less noise; VE keeps the signal and drowns it. The cosine schedule spends more time at middle signal-to-noise ratios, where there is something to learn.}

@ One small type holds them all. Later chapters take their $\alpha$, $\sigma$, $f$ and $g$ from here.

@<Interface of the signal and noise schedules@>=
typedef enum { SDE_VP, SDE_COSINE, SDE_VE, SDE_SUBVP, SDE_OU } SdeKind;
typedef struct {
  SdeKind kind;
  double a, b; /* $\beta_0,\beta_1$ (VP, sub-VP); $s,0$ (cosine); $\sigma_0,\sigma_1$ (VE); $\theta,g$ (OU) */
  double T; /* last time */
} SdeProcess;
SdeProcess sde_vp(double beta0, double beta1); /* $0\le\beta_0\le\beta_1$, usually 0.1 and 20; $T=1$ */
SdeProcess sde_cosine(double offset); /* usually 0.008; $T=0.9946$ */
SdeProcess sde_ve(double low, double high); /* $0<\sigma_0<\sigma_1$, usually 0.01 and 50; $T=1$ */
SdeProcess sde_subvp(double beta0, double beta1);
SdeProcess sde_ou(double theta, double g, double T); /* |theta| of any sign, |g>0| */
@<Functions of a schedule, declared@>@;

@ @<Functions of a schedule, declared@>=
double sde_f(const SdeProcess *p, double t); /* drift coefficient: the drift is $f(t)\,x$ */
double sde_g(const SdeProcess *p, double t); /* diffusion coefficient, not its square */
double sde_alpha(const SdeProcess *p, double t); /* signal $\alpha(t)$ */
double sde_sigma(const SdeProcess *p, double t); /* standard deviation $\sigma(t)$ of the noise */
void sde_transition(double *a, double *variance, const SdeProcess *p, double s, double t);
  /* $\alpha(t,s)$ and $v(t,s)$ of \eqref{eq:sde-transition}, $0\le s\le t\le T$, with full relative accuracy also for $t\to s$ */
double sde_log_snr(const SdeProcess *p, double t); /* $\ln(\alpha^2/\sigma^2)$; infinite at $t=0$ */
double sde_time(const SdeProcess *p, double log_snr); /* its inverse */
double sde_limit(const SdeProcess *p); /* variance of the limit law; |INFINITY| if none */
void sde_advance(double *x, size_t n, const SdeProcess *p, double s, double t, const double *z);
  /* exact sampling: |n| numbers |x| at time |s| become numbers at time |t|; |z|: |n| standard normals */

@ Parameters are checked once, where a process is made.

@<Functions of stochastic calculus@>=
static SdeProcess process(SdeKind kind, double a, double b, double T, int valid)
{
  base_require(valid && isfinite(a) && isfinite(b) && T>0,@|
    "sde: kind %d with parameters %g, %g, T=%g", (int)kind, a, b, T);
  return (SdeProcess){kind, a, b, T};
}
@#
SdeProcess sde_vp(double b0, double b1)
{@+ return process(SDE_VP, b0, b1, 1, b0>=0 && b1>=b0 && b1>0);@+}
SdeProcess sde_subvp(double b0, double b1)
{@+ return process(SDE_SUBVP, b0, b1, 1, b0>=0 && b1>=b0 && b1>0);@+}
SdeProcess sde_cosine(double s)
{@+ return process(SDE_COSINE, s, 0, 0.9946, s>=0 && s<1);@+}
SdeProcess sde_ve(double low, double high)
{@+ return process(SDE_VE, low, high, 1, low>0 && high>low);@+}
SdeProcess sde_ou(double theta, double g, double T)
{@+ return process(SDE_OU, theta, g, T, g>0);@+}

@ Near $t=0$ the noise of a VP process is $\sqrt{\beta_0t}$, and near the data is where a sampler works hardest. Computed as $1-e^{-B}$ it loses the digits of~$B$ below $2^{-53}$; so every difference of exponentials is left to |expm1|, and every difference of
cosines is the product of sines above. The same for $v(t,s)$, which must not be computed as $\sigma_t^2-\alpha^2\sigma_s^2$. For the cosine schedule, $\cos\phi(t)=\sin\bigl(\frac\pi2(1-t)/(1+s)\bigr)$ keeps the digits at the other end.
@^cancellation@>

@<Functions of stochastic calculus@>=
static double beta(const SdeProcess *p, double t)
{@+ return p->a+t*(p->b-p->a);@+}
@#
static double beta_integral(const SdeProcess *p, double s, double t) /* $B(t)-B(s)$ */
{@+
  return (t-s)*(p->a+(p->b-p->a)*0.5*(s+t));@+
}
@#
static double angle(const SdeProcess *p, double t) /* $\phi(t)$ */
{@+
  return 0.5*pi*(t+p->a)/(1+p->a);@+
}
@#
static double angle_cosine(const SdeProcess *p, double t) /* $\cos\phi(t)$ */
{@+ return sin(0.5*pi*(1-t)/(1+p->a));@+}

@ The transition is Table~\ref{tab:sde} in code, with two times in place of one.

@<Functions of stochastic calculus@>=
void sde_transition(double *a, double *variance, const SdeProcess *p, double s, double t)
{
  double B, r;
  base_require(s>=0 && s<=t && t<=p->T*(1+1e-12), "sde: times %g, %g", s, t);
  *a = 1, *variance = 0;
  switch (p->kind) {
  case SDE_VP: case SDE_SUBVP: B = beta_integral(p, s, t);
    *a = exp(-0.5*B), *variance = -expm1(-B);
    if (p->kind==SDE_SUBVP) *variance *= -expm1(-B-2*beta_integral(p, 0, s)); /* \eqref{eq:sde-subvp} */
    break;
  case SDE_COSINE: r = angle_cosine(p, s), *a = angle_cosine(p, t)/r;
    *variance = sin(0.5*pi*(t-s)/(1+p->a))*sin(angle(p, s)+angle(p, t))/(r*r);@+ break;
  case SDE_VE: r = 2*log(p->b/p->a);
    *variance = p->a*p->a*exp(r*s)*expm1(r*(t-s));@+ break;
  case SDE_OU: r = 2*p->a*(t-s), *a = exp(-0.5*r);
    *variance = p->b*p->b*(p->a==0 ? t-s : -expm1(-r)/(2*p->a));@+ break;
  }
}

@ The rest follows from it: signal and noise are the transition from time zero.

@<Functions of stochastic calculus@>=
double sde_alpha(const SdeProcess *p, double t)
{@+ double a, v;@+ sde_transition(&a, &v, p, 0, t);@+ return a;@+}
@#
double sde_sigma(const SdeProcess *p, double t)
{@+ double a, v;@+ sde_transition(&a, &v, p, 0, t);@+ return sqrt(v);@+}
@#
double sde_log_snr(const SdeProcess *p, double t)
{@+ double a, v;@+ sde_transition(&a, &v, p, 0, t);@+ return 2*log(a)-log(v);@+}
@#
void sde_advance(double *x, size_t n, const SdeProcess *p, double s, double t, const double *z)
{
  double a, v;
  sde_transition(&a, &v, p, s, t);
  v = sqrt(v);
  for (size_t i=0; i<n; i++) x[i] = a*x[i]+v*z[i];
}

@ The coefficients are the first two columns of the table. VP, its noise chosen by the signal or by~$\beta$, has $g^2=-2f$.

@<Functions of stochastic calculus@>=
double sde_f(const SdeProcess *p, double t)
{
  switch (p->kind) {
  case SDE_VP: case SDE_SUBVP: return -0.5*beta(p, t);
  case SDE_COSINE: return -0.5*pi/(1+p->a)*sin(angle(p, t))/angle_cosine(p, t);
  case SDE_OU: return -p->a;
  default: return 0;
  }
}
@#
double sde_g(const SdeProcess *p, double t)
{
  double r;
  switch (p->kind) {
  case SDE_VE: r = p->b/p->a;
    return p->a*pow(r, t)*sqrt(2*log(r));
  case SDE_SUBVP: return sqrt(-beta(p, t)*expm1(-2*beta_integral(p, 0, t)));
  case SDE_OU: return p->b;
  default: return sqrt(-2*sde_f(p, t));
  }
}

@ Solvers like to step in the log-SNR, and ask for the time at which it has a given value. Let $n=e^{-\text{log-SNR}}$; the last line of the table is solved for $B$, for~$t$, or for~$\phi$. A quadratic $\beta_0t+\frac12(\beta_1-\beta_0)t^2=B$ is solved in the form that does not cancel,
$t=2B/\bigl(\beta_0+\sqrt{\beta_0^2+2(\beta_1-\beta_0)B}\bigr)$. For the cosine, $\sin(\phi-\phi_0)\sin(\phi+\phi_0)=\sigma^2\cos^2\phi_0$ with $\sigma^2=n/(1+n)$ gives $\sin^2\phi=\sin^2\phi_0+\sigma^2\cos^2\phi_0$, and then $\phi-\phi_0$ without a subtraction.

@<Functions of stochastic calculus@>=
double sde_time(const SdeProcess *p, double log_snr)
{
  double n = exp(-log_snr), B, c, q, phi;
  switch (p->kind) {
  case SDE_VP: case SDE_SUBVP:
    B = p->kind==SDE_VP ? log1p(n) : 2*asinh(0.5*sqrt(n));
    return 2*B/(p->a+sqrt(p->a*p->a+2*(p->b-p->a)*B));
  case SDE_COSINE: c = cos(angle(p, 0)), q = c*c*n/(1+n);
    phi = atan2(sqrt(1-c*c+q), c/sqrt(1+n));
    phi = phi<pi/4 ? asin(q/sin(phi+angle(p, 0))) : phi-angle(p, 0);
    return phi*(1+p->a)/(0.5*pi);
  case SDE_VE: return 0.5*log1p(n/(p->a*p->a))/log(p->b/p->a);
  default: n /= p->b*p->b;
    return p->a==0 ? n : log1p(2*p->a*n)/(2*p->a);
  }
}
@#
double sde_limit(const SdeProcess *p)
{
  if (p->kind==SDE_VE || (p->kind==SDE_OU && p->a<=0)) return INFINITY;
  return p->kind==SDE_OU ? p->b*p->b/(2*p->a) : 1;
}

@ \begin{wrong}[The noise of VE and of sub-VP]
  \emph{VE.} The standard deviation of $X_t$ given $X_0$ is quoted as $\sigma_0r^t$. That is the noise of a process which had the noise $\sigma_0$ at $t=0$ already; the equation, started from the data, gives $\sigma_0\sqrt{r^{2t}-1}$. \emph{Sub-VP.} The \emph{standard deviation} is $1-e^{-B}$; taking it for the variance,
  because it is the variance of VP, puts the noise of VP into sub-VP. \claim{sde.kernels} Simulated with \num{sde.kernel_paths} paths until $t=0.1$, both equations meet the exact formulas within \num{sde.kernel_exact} per cent; the quoted one for VE is \num{sde.kernel_ve} per cent too large there (and at small times without bound), and the square root in
  sub-VP makes the noise \num{sde.kernel_subvp} times too large.
\end{wrong}

@*1 Methods.
With a nonlinear drift (a score, for instance) there is no integrating factor, and we compute. Let $dX=f(X)\,dt+g(X)\,dW$ from now on, with $t$ not written though it may be there. On a step of length~$h$, freezing the coefficients gives the method of Euler and Maruyama; keeping one more term, that of
Milstein:
@^Euler--Maruyama method@>
@^Milstein method@>
\begin{align}
  Y_{n+1}&=Y_n+f(Y_n)\,h+g(Y_n)\,\Delta W_n ,\label{eq:sde-euler}\\
  Y_{n+1}&=Y_n+f(Y_n)\,h+g(Y_n)\,\Delta W_n+\tfrac12(gg')(Y_n)\,(\Delta W_n^2-h) .\label{eq:sde-milstein}
\end{align}
The additional term is \eqref{eq:sde-wdw} at work: in the step, $g(X_s)\approx g+g'g\,(W_s-W_{t_n})$, and $\int(W_s-W_{t_n})\,dW_s=\frac12(\Delta W_n^2-h)$.

How good are they? There are two questions. A method has \emph{strong order}~$p$ if $\norm{X_T-Y_N}=\bigO{h^p}$, where $Y$ is driven by the \emph{same} path~$W$ as~$X$. It has \emph{weak order}~$p$ if $\EE\varphi(X_T)-\EE\varphi(Y_N)=\bigO{h^p}$ for smooth~$\varphi$. A diffusion model wants samples
of the right law: weak. An encoder wants the same point back, a convergence proof wants paths: strong.
@^strong order@>
@^weak order@>

@ One theorem handles all strong orders of this chapter. It is the mean square form of ``consistency and stability give convergence'' and due to Milstein \citep[Section~1.1]{milstein2004}. The point is that errors of mean zero accumulate like a random walk, with the square root of their number; so they may be larger, by $h^{-1/2}$, than those with a mean.
@^fundamental theorem of strong convergence@>

\begin{theorem}[Local to global]\label{th:sde-global}
  Let one step of a method be $Y_{n+1}=\Phi(Y_n,\Delta W_n)$, $Nh=T$, $h\le1$, and write $\delta(x,y)=\Phi(x,\Delta W)-\Phi(y,\Delta W)-(x-y)$. Suppose that constants $L,C,p$ exist with
  \begin{align}
    \abs{\EE\delta(x,y)}\le Lh\,\abs{x-y} ,\qquad&\EE\,\delta(x,y)^2\le Lh\,\abs{x-y}^2 ,\label{eq:sde-stable}\\
    \norm{\EE[d_n\given\mathcal F_{t_n}]}\le Ch^{p+1} ,\qquad&\norm{d_n}\le Ch^{p+1/2} ,\label{eq:sde-local}
  \end{align}
  where $d_n=X_{t_{n+1}}-\Phi(X_{t_n},\Delta W_n)$ is the error of one step from the exact solution. Then $\norm{X_{t_n}-Y_n}\le C'h^p$ for $n\le N$, if $Y_0=X_0$.
\end{theorem}
\begin{proof}
  Let $e_n=X_{t_n}-Y_n$ and $\delta_n=\delta(X_{t_n},Y_n)$: $e_{n+1}=e_n+\delta_n+d_n$. As $\Delta W_n$ is independent of $\mathcal F_{t_n}$, \eqref{eq:sde-stable} holds conditionally, and
  \[
    \EE(e_n+\delta_n)^2=\EE e_n^2+2\,\EE e_n\EE[\delta_n\given\mathcal F_{t_n}]+\EE\delta_n^2\le(1+3Lh)\,\norm{e_n}^2 .
  \]
  The mixed term splits: $\EE(e_n+\delta_n)d_n=\EE e_n\EE[d_n\given\mathcal F_{t_n}]+\EE\delta_nd_n\le\norm{e_n}\,Ch^{p+1}+\sqrt{Lh}\,\norm{e_n}\,Ch^{p+1/2}=C(1+\sqrt L)\,h^{p+1}\norm{e_n}$. Twice this is at most $C(1+\sqrt L)(h\norm{e_n}^2+h^{2p+1})$. Altogether, with some constant~$A$,
  \[
    \norm{e_{n+1}}^2\le(1+Ah)\norm{e_n}^2+Ah^{2p+1} ,
  \]
  so $\norm{e_n}^2\le h^{2p}\bigl((1+Ah)^n-1\bigr)\le h^{2p}e^{AT}$.
\end{proof}

\begin{theorem}[Strong orders]\label{th:sde-strong}
  Let $f$ and $g$ be bounded with bounded continuous derivatives up to the second. Euler--Maruyama has strong order $\frac12$, and order~$1$ if $g$ does not depend on~$x$. Milstein's method has strong order~$1$.
\end{theorem}
\begin{proof}
  \emph{Stability.} \[
    \delta=h\,\bigl(f(x)-f(y)\bigr)+\Delta W\,\bigl(g(x)-g(y)\bigr)+\tfrac12(\Delta W^2-h)\bigl((gg')(x)-(gg')(y)\bigr),
  \]
  without the last term for Euler--Maruyama. The three random factors have the means $h,0,0$, and mean products zero; their mean squares are $h^2$, $h$, $\frac12h^2$. As $f$, $g$, $gg'$ are Lipschitz, \eqref{eq:sde-stable} follows.

  \emph{Local errors.} Start at $x=X_{t_n}$, and let time begin there. By It\^o's formula $f(X_s)-f(x)=\int_0^s\mathcal L f\,dr+\int_0^sgf'\,dW$, the integrands being bounded; so its conditional mean is at most~$cs$, and its mean square at most~$cs$ for $s\le1$, with some constant~$c$. The same holds for~$g$. For Euler--Maruyama
  \[
    d=\int_0^h\bigl(f(X_s)-f(x)\bigr)\,ds+\int_0^h\bigl(g(X_s)-g(x)\bigr)\,dW .
  \]
  The first integral has a conditional mean of at most $ch^2$ and a mean square of at most $h\int_0^hcs\,ds=\frac12ch^3$. The second has conditional mean zero and the mean square $\int_0^hcs\,ds=\frac12ch^2$. So \eqref{eq:sde-local} holds with $p=\frac12$. If $g$ does not depend on~$x$, the second integral is absent, and $p=1$. For Milstein's method the second integrand is
  $g(X_s)-g(x)-(gg')(x)(W_s-W_0)=\int_0^s\mathcal L g\,dr+\int_0^s\bigl((gg')(X_r)-(gg')(x)\bigr)dW$. Its first part is bounded by $cs$; its second has by the isometry a mean square of at most $\int_0^sc\,\EE\abs{X_r-x}^2dr\le c's^2$. So the second integral has a mean square of at most $\int_0^hc''s^2ds=\bigO{h^3}$, and $p=1$.
\end{proof}

If $g$ depends on time, and is Lipschitz, $\int(g(s)-g(t_n))\,dW$ joins the local error with a mean square of order~$h^3$: nothing changes. The forward processes of the table have additive noise; for them Euler--Maruyama \emph{is} Milstein's method. (Only the $g$ of sub-VP starts like $\beta_0\sqrt{2t}$ and is not Lipschitz: on the first step that mean square is of order $h^2$, on the step from~$t_n$ of order $h^3/t_n$, and the error of order $h\sqrt{\ln(1/h)}$.) Linear coefficients are not bounded, but the same estimates hold with moments of~$X$ as factors; for the
geometric Brownian motion we can even compute the error exactly, before the experiment.

\begin{theorem}[The mean square error, exactly]\label{th:sde-exact}
  Let $dX=\mu X\,dt+\nu X\,dW$, $X_0=Y_0=1$, and $\epsilon=0$ for Euler--Maruyama, $\epsilon=1$ for Milstein. Then
  \[
    \begin{gathered}
    \norm{X_T-Y_N}^2=E^N-2C^N+S^N ,\qquad E=e^{(2\mu+\nu^2)h} ,\\
    C=e^{\mu h}\bigl(1+\mu h+\nu^2h+\tfrac12\epsilon\,\nu^4h^2\bigr) ,\qquad
    S=(1+\mu h)^2+\nu^2h+\tfrac12\epsilon\,\nu^4h^2 .
    \end{gathered}
  \]
\end{theorem}
\begin{proof}
  $X_T$ and $Y_N$ are products of independent factors $R=e^{(\mu-\nu^2/2)h+\nu\Delta}$ and $\rho=1+\mu h+\nu\Delta+\frac12\epsilon\nu^2(\Delta^2-h)$, $\Delta\sim\normal(0,h)$. $\EE R^2=E$ and $\EE\rho^2=S$, as $\Delta$ and $\Delta^2-h$ are uncorrelated with variances $h$, $2h^2$. Completing the square in the exponent, $\EE e^{\nu\Delta-\nu^2h/2}\varphi(\Delta)=\EE\varphi(\Delta+\nu h)$;
  so $\EE R\rho=e^{\mu h}\,\EE\rho(\Delta+\nu h)=e^{\mu h}\bigl(1+\mu h+\nu^2h+\frac12\epsilon\nu^2\cdot\nu^2h^2\bigr)=C$.
\end{proof}

@ \emph{Heun's} method averages over predictor and corrector, as it does for ordinary equations:
@^Heun method, stochastic@>
\begin{equation}\label{eq:sde-heun}
  \begin{aligned}
  \tilde Y&=Y+f(Y)h+g(Y)\Delta W ,\\
  Y_{n+1}&=Y+\tfrac12\bigl(f(Y)+f(\tilde Y)\bigr)h+\tfrac12\bigl(g(Y)+g(\tilde Y)\bigr)\Delta W .
  \end{aligned}
\end{equation}

\begin{theorem}[Heun is Stratonovich]\label{th:sde-heun}
  Let $f,g$ be bounded with bounded continuous derivatives up to the third. Then \eqref{eq:sde-heun} converges with strong order~1 to the solution of $dX=f\,dt+g\circ dW$.
\end{theorem}
\begin{proof}
  With $\eta=fh+g\,\Delta W$, Taylor's formula gives $g(\tilde Y)=g+g'\eta+\frac12g''\eta^2+\bigO{\abs\eta^3}$, so
  \[
    Y_{n+1}=Y+\bigl(f+\tfrac12gg'\bigr)h+g\,\Delta W+\tfrac12gg'(\Delta W^2-h)+\rho ,
  \]
  which is Milstein's step for the It\^o drift $f+\frac12gg'$ of \eqref{eq:sde-strat}, plus a rest. $\rho$ consists of $\frac12(f'g+fg')\,h\,\Delta W+\frac14g''g^2\Delta W^3$, of mean zero and mean square $\bigO{h^3}$, and of terms of norm $\bigO{h^2}$. So $\rho$ satisfies \eqref{eq:sde-local} with $p=1$, as does Milstein's local error. The increment over $Y$ in \eqref{eq:sde-heun} is, as a function of~$Y$, a sum of $h$ and of powers of $\Delta W$ times Lipschitz
  functions, whence \eqref{eq:sde-stable}: the factor of $\Delta W$ is $\frac12(g+g(\tilde Y))$, its difference at two points is $g(x)-g(y)$ up to $\bigO{\abs{\Delta W}+h}\abs{x-y}$.
\end{proof}

@ The interface of the methods takes the coefficients as functions of whole arrays. A point in $\RR^d$, or many points, are $n$ coordinates, each with its own noise.

@<Interface of the methods for general equations@>=
typedef void (*SdeField)(double *y, size_t n, const double *x, double t, const void *data);
  /* values |y| of a coefficient at the |n| coordinates |x|, at time |t| */
typedef struct {
  SdeField drift, diffusion, slope; /* $f_i$, $g_i$, $\partial g_i/\partial x_i$; |slope| is needed by Milstein only */
  const void *data; /* passed on to the fields */
} SdeEquation;
typedef enum { SDE_EULER, SDE_MILSTEIN, SDE_HEUN } SdeMethod;
void sde_step(double *x, size_t n, const SdeEquation *equation, SdeMethod method,@|
  double t, double h, const double *dW, double *scratch);
  /* one step from |t| to |t+h| (|h<0| runs back), in place; |dW|: |n| increments of variance $\abs h$; |scratch|: |5*n| numbers; Euler and Milstein solve It\^o's equation, Heun Stratonovich's */

@ @<Functions of stochastic calculus@>=
void sde_step(double *x, size_t n, const SdeEquation *equation, SdeMethod method,@|
  double t, double h, const double *dW, double *scratch)
{
  double *f = scratch, *g = f+n, *slope = g+n, *y = slope+n, *f1 = y+n, *g1 = slope;
  equation->drift(f, n, x, t, equation->data);
  equation->diffusion(g, n, x, t, equation->data);
  for (size_t i=0; i<n; i++) y[i] = x[i]+f[i]*h+g[i]*dW[i]; /* \eqref{eq:sde-euler} */
  if (method==SDE_MILSTEIN) {
    @<Find the slope of the diffusion at |x|@>@;
    for (size_t i=0; i<n; i++) y[i] += 0.5*g[i]*slope[i]*(dW[i]*dW[i]-fabs(h));
  } else if (method==SDE_HEUN) {
    equation->drift(f1, n, y, t+h, equation->data);
    equation->diffusion(g1, n, y, t+h, equation->data);
    for (size_t i=0; i<n; i++) y[i] = x[i]+0.5*(f[i]+f1[i])*h+0.5*(g[i]+g1[i])*dW[i];
  }
  for (size_t i=0; i<n; i++) x[i] = y[i];
}

@ @<Find the slope of the diffusion at |x|@>=
equation->slope(slope, n, x, t, equation->data);

@*1 Strong and weak errors, measured.
The experiment takes $\mu=\num{sde.mu}$, $\nu=\num{sde.nu}$, $T=1$, and $\num{sde.strong_paths}$ paths, each refined to $2^{\num{sde.strong_levels}}$ steps and used by all methods at all step sizes. The additive case is the Ornstein--Uhlenbeck process $dX=-X\,dt+dW$ from $X_0=1$. Its exact solution on the same path needs $I=\int_0^\eta e^{-(\eta-s)}\,dW_s$ on each of the
finest steps, of length~$\eta$. Given $\Delta W$ over that step, $I$ is normal: with the covariance $c=1-e^{-\eta}$ of $I$ and $\Delta W$, $I=(c/\eta)\,\Delta W+\bigl(v-c^2/\eta\bigr)^{1/2}Z$. No reference solution is needed, and there is no reference error.
@^exact sampling@>

\showfig{sde/strong}{Errors at $T=1$ against the step. Strong: root mean square over \num{sde.strong_paths} common paths (points) on the exact values (lines), from Theorem~\ref{th:sde-exact} and, for additive noise, from a recursion of second moments. Weak: the mean of Euler--Maruyama by its recursion (dashed), and sampled, with two standard errors. Nothing is fitted.}

\claim{sde.strong} The measured orders are \num{sde.order_euler} for Euler--Maruyama, \num{sde.order_milstein} for Milstein, \num{sde.order_heun} for Heun (against Stratonovich's solution), and \num{sde.order_additive} for Euler--Maruyama with additive noise; the theorems say $\frac12$, 1, 1,~1. \claim{sde.predicted} Over all methods with a
prediction and all step sizes, measured and exact error differ by at most \num{sde.strong_off} per cent. The exact curves themselves have the slopes \num{sde.exact_euler} and \num{sde.exact_milstein} over the same range.

\begin{wrong}[The strong order of Euler--Maruyama]
  ``Euler--Maruyama has strong order $\frac12$'' is true of multiplicative noise only. With $g(t)$, as in every forward process and every sampler of this book, it is~1: measured \num{sde.order_additive}. A step of one hundredth then costs an error of a hundredth of the right scale, not of a tenth.
\end{wrong}

@ \begin{wrong}[It\^o, Stratonovich and Fick]
  \emph{It\^o or Stratonovich.} For $g(t)$ there is no difference. For $g(x)$ the choice of the method is a choice of the equation. \claim{sde.strat} On $dX=X\,dW$, $X_0=1$, Euler--Maruyama ends with the mean \num{sde.strat_euler} (It\^o: 1), Heun with \num{sde.strat_heun} (Stratonovich: $e^{1/2}$ is \num{sde.strat_theory}), at the same step and on the same \num{sde.strat_paths} paths:
  refining the step takes them no closer. \emph{Fick or It\^o.} In the same way, $\partial_x(D\,\partial_xu)$ is not the equation of $dX=\sqrt{2D(X)}\,dW$; Chapter~\ref{ch:heat} measured that. Fick's law needs the drift $D'(X)$ in addition, of which Stratonovich's reading supplies one half.
\end{wrong}
@^It\^o or Stratonovich@>

@ \emph{Weak errors} are smaller than strong ones because the leading part of the strong error has mean zero. For linear equations the moments of Euler--Maruyama follow exact recursions, with no sampling error at all.

\begin{theorem}[Weak order of Euler--Maruyama, linear case]\label{th:sde-weak}
  For the geometric Brownian motion with $X_0=Y_0=1$ and $c=2\mu+\nu^2$,
  \begin{equation}\label{eq:sde-weak}
    \begin{aligned}
    \EE Y_N-\EE X_T&=-\tfrac12\mu^2T\,e^{\mu T}\,h+\bigO{h^2},\\
    \EE Y_N^2-\EE X_T^2&=\bigl(\mu^2-\tfrac12c^2\bigr)T\,e^{cT}\,h+\bigO{h^2}.
    \end{aligned}
  \end{equation}
\end{theorem}
\begin{proof}
  $\EE Y_N=(1+\mu h)^N$ and $\EE Y_N^2=(1+ch+\mu^2h^2)^N$, since $\Delta W_n$ is independent of $Y_n$. Now $N\ln(1+\mu h)=\mu T-\frac12\mu^2Th+\bigO{h^2}$ and $N\ln(1+ch+\mu^2h^2)=cT+(\mu^2-\frac12c^2)Th+\bigO{h^2}$; take exponentials, and compare with $\EE X_T=e^{\mu T}$, $\EE X_T^2=e^{cT}$.
\end{proof}
\begin{fact}[\citealp{talay1990}]\label{th:sde-talay}
  For coefficients and a function~$\varphi$ with bounded derivatives of every order ($\varphi$ may grow like a polynomial), $\EE\varphi(Y_N)-\EE\varphi(X_T)=C_\varphi h+\bigO{h^2}$ for Euler--Maruyama.
\end{fact}
The expansion, and not only the order, matters: it allows Richardson's extrapolation. \claim{sde.weak} The recursions have the observed orders \num{sde.weak_mean} and \num{sde.weak_square} for $h=2^{-5}$ to $2^{-9}$, and at the smallest step the errors are \num{sde.weak_lead_mean} and \num{sde.weak_lead_square} times the leading terms \eqref{eq:sde-weak}. \claim{sde.weak_sampled} Sampled on
\num{sde.strong_paths} paths, with $X_T$ on the same path as a control variate, the errors of the mean (\fig{sde/strong}) lie within \num{sde.weak_z} standard errors of the recursions. Without the control variate the standard error of the mean would be \num{sde.weak_gain} times as large at the smallest step.
@^control variate@>

@*1 The program.
Four parameters; the experiments follow in the order of the figures. Experiment~$k$ has the streams of random numbers from $k\cdot2^{32}$ on, one a path or one a step.
\parameters{sde}

@(sde_main.c@>=
#include <math.h>
#include "base.h"
#include "cli.h"
#include "rng.h"
#include "results.h"
#include "plot.h"
#include "stats.h"
#include "heat.h"
#include "sde.h"
@#
static double mu, nu;
static int paths, strong_paths;
static const CliParam table[] = {@|
  {"mu", CLI_REAL, &mu, 0.5, 0.1, 1, "drift of the geometric Brownian motion"},@|
  {"nu", CLI_REAL, &nu, 0.6, 0.1, 0.8, "its diffusion coefficient"},@|
  {"paths", CLI_INT, &paths, 20000, 1000, 100000, "paths in the averages"},@|
  {"strong-paths", CLI_INT, &strong_paths, 20000, 1000, 1000000, "paths in the strong and weak errors"}
};
@#
@<Helpers of the program on stochastic equations@>@;
@<Experiments on stochastic equations@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "sde", table, 4);
  if (cli_quick()) paths = 2000, strong_paths = 2000;
  show_forward();@+ show_construction();@+ measure_variation();@+ measure_integrals();
  measure_formula();@+ show_schedules();@+ move_particles();@+ measure_errors();
  return results_end();
}

@ A panel is at most 122 millimetres wide, and a path of 512 points looks there like one of 262144: what is drawn is thinned. A number that the text compares with theory is told and weighed in one call.

@<Helpers of the program on stochastic equations@>=
enum {@+MOST=1<<18@+};
static double W[MOST+1], x[MOST+1], y[MOST+1], tt[MOST+1], scratch[5*MOST];
@#
static uint64_t stream(int experiment, int number)
{@+ return ((uint64_t)experiment<<32)+(uint64_t)number;@+}
@#
static void trace(Plot *p, int colour, double width, int n, double T, const double *u)
{
  int stride = n>512 ? n/512 : 1; /* $u_0,\dots,u_n$ are the values at equal steps of $[0,T]$ */
  for (int i=0; i*stride<=n; i++) tt[i] = T*i*stride/n, y[i] = u[i*stride];
  plot_curve(p, colour, width, PLOT_SOLID, "path", n/stride+1, tt, y);
}
@#
static void weigh(const char *claim, const char *key, const char *format,@|
  double value, double low, double high)
{@+ results_number(key, value, format);@+ results_within(claim, value, low, high);@+}

@ The opening figure moves a mixture by exact steps of the VP process. The density beside the paths is not estimated from them: it is the mixture of Chapter~\ref{ch:heat} at the same signal and noise.

@<Experiments on stochastic equations@>=
static void show_forward(void)
{
  enum {@+N=150, PATHS=30, M=121@+};
  static const double w[2] = {0.6, 0.4}, m[2] = {-1.8, 1.6}, v[2] = {0.06, 0.15};
  const HeatMixture data = {2, 1, w, m, v};
  const SdeProcess vp = sde_vp(0.1, 20);
  static double image[M*N];
  double z[N], area = 0, a = sde_alpha(&vp, 1), sigma = sde_sigma(&vp, 1);
  Plot *p = plot_new("forward", 122, 46);@+ plot_grid(p, 1, 2);
  plot_axes(p, 0, 1, -3.6, 3.6, 0, "$t$", "$X_t$");
  for (int k=0; k<PATHS; k++) {
    heat_mixture_sample(x, &data, 1, 0, 1, cli_seed(), stream(1, 0), (uint64_t)k);
    rng_normal(z, N, cli_seed(), stream(1, k+1), 0);
    for (int i=0; i<N; i++)
      x[i+1] = x[i], sde_advance(x+i+1, 1, &vp, (double)i/N, (i+1.0)/N, z+i);
    trace(p, x[0]<0 ? PLOT_BLUE : PLOT_VERMILLION, 0.4, N, 1, x);
  }
  @<Draw the density of the mixture as it fades@>@;
  results_number("sde.forward_l1", area, "%.1e");
  results_number("sde.vp_alpha", a, "%.5f");@+ results_number("sde.vp_sigma", sigma, "%.5f");
  results_less("sde.forward", fabs(a-exp(-0.5*10.05)), 1e-12);
  results_less("sde.forward", fabs(sigma-sqrt(1-exp(-10.05))), 1e-12);
  results_less("sde.forward", area, 0.02);
}

@ @<Draw the density of the mixture as it fades@>=
for (int j=0; j<M; j++) x[j] = -3.6+7.2*j/(M-1);
for (int i=0; i<N; i++) {
  double t = (i+0.5)/N, s = sde_sigma(&vp, t);
  heat_mixture_density(y, &data, sde_alpha(&vp, t), s*s, M, x);
  for (int j=0; j<M; j++) image[j*N+i] = sqrt(fmin(y[j], 1));
}
plot_panel(p, 1);@+ plot_axes(p, 0, 1, -3.6, 3.6, 0, "$t$", "$x$");
plot_image(p, "square root of the density", N, M, image, 0, 1);@+ plot_end(p);
heat_mixture_density(y, &data, a, sigma*sigma, M, x);
for (int j=0; j<M; j++) area += 7.2/(M-1)*fabs(y[j]-heat_kernel(1, x[j]*x[j], 1));

@ One path, at three levels and at three magnifications.

@<Experiments on stochastic equations@>=
static void show_construction(void)
{
  static const int level[3] = {1, 3, 12}, part[3] = {1, 16, 256};
  static const char *title[3] = {"1 level", "3 levels", "12 levels"};
  Plot *p = plot_new("levy", 122, 62);@+ plot_grid(p, 2, 3);
  for (int k=0; k<3; k++) {
    sde_brownian(W, level[k], 1, cli_seed(), stream(2, 3));@+ plot_panel(p, k);
    plot_axes(p, 0, 1, -0.6, 1.2, 0, "$t$", k==0 ? "$W_t$" : "");@+ plot_title(p, title[k]);
    trace(p, PLOT_BLUE, 0.6, 1<<level[k], 1, W);
    if (k<2) plot_dots(p, PLOT_BLACK, PLOT_CIRCLE, "nodes", (1<<level[k])+1, tt, W);
  }
  sde_brownian(W, 18, 1, cli_seed(), stream(2, 3));
  for (int k=0; k<3; k++) {
    double top = 2.0/sqrt(part[k]);@+ plot_panel(p, 3+k);
    plot_axes(p, 0, 1.0/part[k], -0.4*top, top, 0, "$t$", k==0 ? "$W_t$" : "");
    trace(p, PLOT_BLUE, 0.5, (1<<18)/part[k], 1.0/part[k], W);
  }
  plot_end(p);
}

@ Variation is measured at the levels 4 to 16 of each path. Total variation, flattest place and quadratic variation are the rows of one table. The least slope over three neighbouring intervals needs the two quotients before the present one, and no more.

@<Experiments on stochastic equations@>=
static void measure_variation(void)
{
  enum {@+LOW=4, HIGH=16, COUNT=HIGH-LOW+1@+};
  int M = cli_quick() ? 40 : 400;
  double n[COUNT], seen[3][COUNT] = {{0}}, spread = 0;
  for (int k=0; k<M; k++)
    for (int l=LOW; l<=HIGH; l++) {
      double now[3] = {0, INFINITY, 0}, before[2] = {INFINITY, INFINITY};
      sde_brownian(W, l, 1, cli_seed(), stream(3, k));
      for (int i=0; i<1<<l; i++) {
        double step = fabs(W[i+1]-W[i]), quotient = ldexp(step, l);
        now[0] += step, now[2] += step*step;
        now[1] = fmin(now[1], fmax(quotient, fmax(before[0], before[1])));
        before[i%2] = quotient;
      }
      n[l-LOW] = ldexp(1, l);
      for (int r=0; r<3; r++) seen[r][l-LOW] += now[r]/M;
      if (l==12) spread += (now[2]-1)*(now[2]-1)/M;
    }
  @<Tell and draw the variation of the paths@>@;
}

@ @<Tell and draw the variation of the paths@>=
static const int level[3] = {5, 8, 14}, colour[3] = {PLOT_VERMILLION, PLOT_ORANGE, PLOT_BLUE};
double sd = sqrt(spread), theory = sqrt(2/4096.0), total = stats_slope(COUNT, n, seen[0]);
double flattest = stats_slope(COUNT-4, n+4, seen[1]+4), ends[2] = {0, 1};
results_number("sde.variation_paths", M, "%.0f");
results_number("sde.variation_sd", sd, "%.4f");
results_number("sde.variation_sd_theory", theory, "%.4f");
results_within("sde.variation", sd/theory, 1-5/sqrt(2.0*M), 1+5/sqrt(2.0*M));
weigh("sde.variation", "sde.variation_order", "%.3f", total, 0.49, 0.51);
weigh("sde.flattest", "sde.flattest_order", "%.2f", flattest, 1/6.0-0.06, 1/6.0+0.06);
results_within("sde.flattest", seen[1][COUNT-1]/seen[1][0], 2, INFINITY);
Plot *p = plot_new("variation", 122, 44);@+ plot_grid(p, 1, 2);
plot_axes(p, 0, 1, 0, 1.5, 0, "$t$", "sum of squares");
plot_curve(p, PLOT_GREY, 1.6, 0, "t", 2, ends, ends);
for (int k=0; k<3; k++) {
  sde_brownian(W, level[k], 1, cli_seed(), stream(3, 1));@+ x[0] = 0;
  for (int i=0; i<1<<level[k]; i++) x[i+1] = x[i]+(W[i+1]-W[i])*(W[i+1]-W[i]);
  trace(p, colour[k], 0.8, 1<<level[k], 1, x);
}
@<Draw the three variations against the number of steps@>@;
plot_end(p);

@ The grey lines have the slopes of the theory and pass through the points at $2^{12}$ steps.

@<Draw the three variations against the number of steps@>=
static const double power[3] = {0.5, 1/6.0, 0}, at[3][2] = {{800, 70}, {3e4, 13}, {3e4, 0.55}};
static const char *name[3] = {"total variation", "flattest place", "quadratic variation"};
plot_panel(p, 1);
plot_axes(p, 10, 1e5, 0.3, 1000, PLOT_LOG_X|PLOT_LOG_Y, "number of steps", "");
for (int r=0; r<3; r++) {
  for (int l=0; l<COUNT; l++) x[l] = seen[r][8]*pow(n[l]/n[8], power[r]);
  plot_curve(p, PLOT_GREY, 1, 0, "power", COUNT, n, x);
  plot_dots(p, colour[2-r], r, name[r], COUNT, n, seen[r]);
  plot_text(p, at[r][0], at[r][1], "r", name[r]);
}

@ Three sums are gathered over the same paths, with $W$ at the left end, in the mean, and at the right end. For the first one the isometry holds exactly, with $\EE W_t^2=t$ summed over the grid.

@<Experiments on stochastic equations@>=
static void measure_integrals(void)
{
  enum {@+LEVEL=7, STEPS=1<<LEVEL, SHOWN=8, PIECE=STEPS/SHOWN@+};
  double mean[3][SHOWN+1] = {{0}}, square[SHOWN+1] = {0}, fourth[SHOWN+1] = {0}, worst = 0;
  for (int k=0; k<paths; k++) {
    sde_brownian(W, LEVEL, 1, cli_seed(), stream(5, k));
    for (int r=0; r<3; r++)
      for (int j=1; j<=SHOWN; j++) {
        double I = sde_integral(j*PIECE, W, W, 0.5*r);
        mean[r][j] += I/paths;
        if (r==0) square[j] += I*I/paths, fourth[j] += I*I*I*I/paths;
      }
  }
  for (int j=1; j<=SHOWN; j++) {
    double n = j*PIECE, exact = 0.5*n*(n-1)/(STEPS*STEPS);
    worst = fmax(worst, fabs(mean[0][j])/sqrt(exact/paths));
    worst = fmax(worst, fabs(square[j]-exact)/sqrt((fourth[j]-square[j]*square[j])/paths));
  }
  results_number("sde.isometry_paths", paths, "%.0f");
  results_number("sde.isometry_count", 2*SHOWN, "%.0f");
  weigh("sde.isometry", "sde.isometry_worst", "%.1f", worst, 0, 4);
  @<Draw three sums along a path, and their means@>@;
}

@ On the left, the curves have sixteen times as many points as the sums.

@<Draw three sums along a path, and their means@>=
static const int colour[3] = {PLOT_BLUE, PLOT_GREEN, PLOT_VERMILLION};
static const char *name[3] = {"left", "mean", "right"};
double s[2*SHOWN+1], u[2*SHOWN+1];
Plot *p = plot_new("integral", 122, 40);@+ plot_grid(p, 1, 2);
sde_brownian(W, LEVEL+4, 1, cli_seed(), stream(4, 4));
plot_axes(p, 0, 1, -0.6, 1.6, 0, "$t$", "sums of $W dW$");
for (int r=0; r<3; r++) {
  for (int i=0; i<=16*STEPS; i++) x[i] = 0.5*W[i]*W[i]+0.5*(r-1)*i/(16.0*STEPS);
  trace(p, PLOT_GREY, 0.6, 16*STEPS, 1, x);
  for (int i=0; i<=STEPS; i++) y[i] = W[16*i];
  for (int i=0; i<=2*SHOWN; i++) s[i] = 0.5*i/SHOWN, u[i] = sde_integral(i*PIECE/2, y, y, 0.5*r);
  plot_dots(p, colour[r], r, name[r], 2*SHOWN+1, s, u);
}
plot_panel(p, 1);@+ plot_axes(p, 0, 1, -0.6, 1.6, 0, "$t$", "their means");
for (int r=0; r<3; r++) {
  for (int j=0; j<=SHOWN; j++) s[j] = (double)j/SHOWN, u[j] = 0.5*r*s[j];
  plot_curve(p, PLOT_GREY, 0.8, 0, "theory", SHOWN+1, s, u);
  plot_dots(p, colour[r], r, name[r], SHOWN+1, s, mean[r]);
  plot_text(p, r==2 ? 0.6 : 0.95, r==2 ? 0.72 : 0.36*r-0.08, r==2 ? "r" : "rt", name[r]);
}
plot_end(p);@+ results_number("sde.integral_steps", STEPS, "%.0f");

@ The residual for $f=\cos$ is $\cos W_1-1+\int\sin W\,dW+\frac12\int\cos W\,dt$, with left sums.

@<Experiments on stochastic equations@>=
static void measure_formula(void)
{
  enum {@+FIRST=4, LEVELS=7@+};
  int M = paths/4;
  double h[LEVELS], residual[LEVELS] = {0}, without[LEVELS] = {0}, leading[LEVELS], order, ratio;
  for (int k=0; k<M; k++)
    for (int l=0; l<LEVELS; l++) {
      int n = 1<<(FIRST+l);@+ double second = 0, r;
      sde_brownian(W, FIRST+l, 1, cli_seed(), stream(6, k));
      for (int i=0; i<=n; i++) x[i] = -sin(W[i]);
      for (int i=0; i<n; i++) second -= 0.5*cos(W[i])/n;
      r = cos(W[n])-1-sde_integral(n, x, W, 0);
      without[l] += r*r/M, residual[l] += (r-second)*(r-second)/M;
    }
  for (int l=0; l<LEVELS; l++) {
    h[l] = ldexp(1, -FIRST-l), leading[l] = sqrt(0.5*h[l]*(0.5+0.25*(1-exp(-2))));
    residual[l] = sqrt(residual[l]), without[l] = sqrt(without[l]);
  }
  @<Tell and draw what is left of It\^o's formula@>@;
}

@ @<Tell and draw what is left of It\^o's formula@>=
order = stats_slope(LEVELS, h, residual), ratio = residual[LEVELS-1]/leading[LEVELS-1];
weigh("sde.formula", "sde.formula_order", "%.2f", order, 0.45, 0.55);
weigh("sde.formula", "sde.formula_ratio", "%.2f", ratio, 0.9, 1.1);
weigh("sde.formula", "sde.formula_without", "%.2f", without[LEVELS-1], 0.3, INFINITY);
Plot *p = plot_new("formula", 80, 36);
plot_axes(p, 5e-4, 0.2, 1e-2, 1, PLOT_LOG_X|PLOT_LOG_Y, "$h$", "residual");
plot_curve(p, PLOT_GREY, 0.8, 0, "leading term", LEVELS, h, leading);
plot_dots(p, PLOT_BLUE, PLOT_DISC, "with the second-order term", LEVELS, h, residual);
plot_dots(p, PLOT_VERMILLION, PLOT_TRIANGLE, "without", LEVELS, h, without);
plot_text(p, 0.006, 0.2, "c", "without $½f'' dt$");
plot_text(p, 0.008, 0.03, "l", "Itô's formula");@+ plot_end(p);

@ The schedules are drawn, not simulated. Two numbers are for Exercise~\ref{ex:sde-equal}.

@<Experiments on stochastic equations@>=
static void show_schedules(void)
{
  enum {@+N=200@+};
  static const int colour[4] = {PLOT_BLUE, PLOT_GREEN, PLOT_ORANGE, PLOT_VERMILLION};
  static const char *name[4] = {"VP", "cosine", "sub-VP", "VE"};
  static double (*const what[3])(const SdeProcess *, double) = {sde_alpha, sde_sigma, sde_log_snr};
  static const double low[3] = {0, 0.005, -15}, high[3] = {1.1, 100, 20};
  static const char *label[3] = {"$α$", "$σ$", "ln($α^2/σ^2$)"};
  SdeProcess process[4] = {sde_vp(0.1, 20), sde_cosine(0.008), sde_subvp(0.1, 20), sde_ve(0.01, 50)};
  Plot *p = plot_new("schedules", 122, 42);@+ plot_grid(p, 1, 3);
  results_number("sde.vp_end_noise", exp(-0.5*sde_log_snr(process, 1)), "%.1f");
  results_number("sde.meet_time", sde_time(process, sde_log_snr(process+3, 1)), "%.3f");
  for (int j=0; j<3; j++) {
    plot_panel(p, j);
    plot_axes(p, 0, 1, low[j], high[j], j==1 ? PLOT_LOG_Y : 0, "$t$", label[j]);
    for (int k=0; k<4; k++) {
      for (int i=0; i<N; i++)
        x[i] = (i+1)*process[k].T/N, y[i] = fmax(fmin(what[j](process+k, x[i]), high[j]), low[j]);
      plot_curve(p, colour[k], 1, k==2 ? PLOT_DASHED : PLOT_SOLID, name[k], N, x, y);
      if (j==2) plot_text(p, 0.97, 19-3*k, "rt", name[k]);
    }
  }
  plot_end(p);
}

@ Two experiments move many particles at once, as coordinates of one point: the kernels, whose equations are those of a process, and the two readings of $dX=X\,dW$. The equations of the second, and of the strong errors, are $dX=c_0X\,dt+(c_1X+c_2)\,dW$.

@<Helpers of the program on stochastic equations@>=
static void linear_drift(double *f, size_t n, const double *u, double t, const void *data)
{@+ for (size_t i=0; i<n; i++) f[i] = sde_f(data, t)*u[i];@+}
static void linear_noise(double *g, size_t n, const double *u, double t, const void *data)
{@+ (void)u;@+ for (size_t i=0; i<n; i++) g[i] = sde_g(data, t);@+}
static void affine_drift(double *f, size_t n, const double *u, double t, const void *data)
{@+ const double *c = data;@+ (void)t;@+ for (size_t i=0; i<n; i++) f[i] = c[0]*u[i];@+}
static void affine_noise(double *g, size_t n, const double *u, double t, const void *data)
{@+ const double *c = data;@+ (void)t;@+ for (size_t i=0; i<n; i++) g[i] = c[1]*u[i]+c[2];@+}
static void affine_slope(double *g, size_t n, const double *u, double t, const void *data)
{@+ const double *c = data;@+ (void)t;@+ (void)u;@+ for (size_t i=0; i<n; i++) g[i] = c[1];@+}
@#
static void march(double *u, int M, const SdeEquation *e, SdeMethod method,@|
  int steps, double h, int experiment)
{
  for (int i=0; i<steps; i++) {
    rng_normal(W, (size_t)M, cli_seed(), stream(experiment, i), 0);
    for (int j=0; j<M; j++) W[j] *= sqrt(h);
    sde_step(u, (size_t)M, e, method, i*h, h, W, scratch);
  }
}

@ The kernels start from $X_0=0$ and run until $t=0.1$; the two readings start from~1. Euler--Maruyama takes the noise at the beginning of a step, so the variance of a kernel lacks about $\frac12h\bigl(g^2(t)-g^2(0)\bigr)$: half a per cent of it for VE, and nearly one for sub-VP.

@<Experiments on stochastic equations@>=
static void move_particles(void)
{
  static const char *key[4] = {"sde.kernel_ve", "sde.kernel_subvp", "sde.strat_euler", "sde.strat_heun"};
  const SdeProcess process[2] = {sde_ve(0.01, 50), sde_subvp(0.1, 20)};
  const double c[3] = {0, 1, 0}, quoted[2] = {0.01*pow(5000, 0.1), sqrt(sde_sigma(process+1, 0.1))};
  double few = 2*paths, many = cli_quick() ? 20000 : 200000;
  double mean[4], spread[4], off = 0;
  for (int k=0; k<4; k++) {
    SdeEquation kernel = {linear_drift, linear_noise, NULL, process+k};
    const SdeEquation readings = {affine_drift, affine_noise, affine_slope, c};
    int M = (int)(k<2 ? few : many);
    for (int j=0; j<M; j++) x[j] = k<2 ? 0 : 1;
    if (k<2) march(x, M, &kernel, SDE_EULER, 200, 0.1/200, 7+k);
    else march(x, M, &readings, k==2 ? SDE_EULER : SDE_HEUN, 64, 1.0/64, 12);
    stats_mean(mean+k, spread+k, M, x);@+ spread[k] *= sqrt(M);
    cli_progress("particles", k+1, 4);
  }
  @<Tell what the particles have done@>@;
}

@ @<Tell what the particles have done@>=
for (int k=0; k<2; k++) {
  double ratio = quoted[k]/spread[k];
  off = fmax(off, fabs(spread[k]/sde_sigma(process+k, 0.1)-1));
  results_number(key[k], k==0 ? 100*(ratio-1) : ratio, k==0 ? "%.0f" : "%.1f");
  results_within("sde.kernels", ratio, k==0 ? 1.05 : 2.5, k==0 ? 1.16 : 4);
}
results_less("sde.kernels", off, 0.02+4/sqrt(2*few));
results_number("sde.kernel_exact", 100*off, "%.1f");@+ results_number("sde.kernel_paths", few, "%.0f");
for (int k=2; k<4; k++) {
  double theory = k==2 ? 1 : exp(0.5), bound = k==2 ? 4*1.4/sqrt(many) : 0.02+4*2.4/sqrt(many);
  weigh("sde.strat", key[k], "%.2f", mean[k], theory-bound, theory+bound);
}
results_number("sde.strat_theory", exp(0.5), "%.2f");@+ results_number("sde.strat_paths", many, "%.0f");

@ Strong errors compare two numbers on the same path: the end of the method, on increments that are sums of the finest, and the end of the exact solution.

@<Helpers of the program on stochastic equations@>=
enum {@+COARSE=4, FINE=9, FINEST=1<<FINE, GRIDS=FINE-COARSE+1@+};
enum {@+CASES=4@+}; /* three methods on geometric Brownian motion, and additive noise */
static double path[FINEST+1], h[GRIDS], strong[CASES][GRIDS], weak[GRIDS];
@#
static double solve(int kind, int grid) /* the end of a method on the path */
{
  static const SdeMethod method[CASES] = {SDE_EULER, SDE_MILSTEIN, SDE_HEUN, SDE_EULER};
  const double gbm[3] = {mu, nu, 0}, ou[3] = {-1, 0, 1};
  const SdeEquation e = {affine_drift, affine_noise, affine_slope, kind<3 ? gbm : ou};
  int steps = 1<<(COARSE+grid), stride = FINEST/steps;@+ double u = 1;
  for (int i=0; i<steps; i++) {
    double dW = path[(i+1)*stride]-path[i*stride];
    sde_step(&u, 1, &e, method[kind], (double)i/steps, 1.0/steps, &dW, scratch);
  }
  return u;
}
@#
static void exact_ends(double end[CASES], int number) /* on a new path */
{
  double eta = 1.0/FINEST, c = -expm1(-eta), v = -0.5*expm1(-2*eta), z[FINEST], X = 1;
  sde_brownian(path, FINE, 1, cli_seed(), stream(10, number));
  rng_normal(z, FINEST, cli_seed(), stream(11, number), 0);
  for (int i=0; i<FINEST; i++)
    X = exp(-eta)*X+c/eta*(path[i+1]-path[i])+sqrt(v-c*c/eta)*z[i];
  end[0] = end[1] = exp(mu-0.5*nu*nu+nu*path[FINEST]), end[2] = exp(mu+nu*path[FINEST]), end[3] = X;
}

@ The weak error of Euler--Maruyama is the mean, over the same paths, of the difference from the exact solution on the path: this is the control variate.

@<Experiments on stochastic equations@>=
static void measure_errors(void)
{
  double M = strong_paths, end[CASES];
  for (int g=0; g<GRIDS; g++) h[g] = ldexp(1, -COARSE-g);
  for (int number=0; number<strong_paths; number++) {
    exact_ends(end, number);
    for (int kind=0; kind<CASES; kind++)
      for (int g=0; g<GRIDS; g++) {
        double d = end[kind]-solve(kind, g);
        strong[kind][g] += d*d/M;
        if (kind==0) weak[g] += d/M;
      }
    if (number%1000==999) cli_progress("paths", number+1, strong_paths);
  }
  @<Compare the strong errors with theory@>@;
  @<Compare the weak errors with theory@>@;
  @<Draw the strong and the weak errors@>@;
}

@ Theory is Theorem~\ref{th:sde-exact}. In the additive case, with $q=e^{-h}$, the exact step and that of the method share the increment, and so $\EE X^2$, $\EE XY$ and $\EE Y^2$ follow linear recursions.

@<Helpers of the program on stochastic equations@>=
static double strong_theory(int kind, double h)
{
  double n = round(1/h), e = kind==1, XX = 1, XY = 1, YY = 1, q = exp(-h);
  if (kind<2) {
    double E = exp((2*mu+nu*nu)*h), S = (1+mu*h)*(1+mu*h)+nu*nu*h+0.5*e*pow(nu, 4)*h*h;
    double C = exp(mu*h)*(1+mu*h+nu*nu*h+0.5*e*pow(nu, 4)*h*h);
    return sqrt(pow(E, n)-2*pow(C, n)+pow(S, n));
  }
  for (int i=0; i<(int)n; i++)
    XX = q*q*XX-0.5*expm1(-2*h), XY = q*(1-h)*XY-expm1(-h), YY = (1-h)*(1-h)*YY+h;
  return sqrt(XX-2*XY+YY);
}

@ @<Compare the strong errors with theory@>=
static const char *key[CASES] = {"sde.order_euler", "sde.order_milstein", "sde.order_heun", "sde.order_additive"};
double theory[CASES][GRIDS], off = 0;
for (int kind=0; kind<CASES; kind++) {
  double order, right = kind==0 ? 0.5 : 1;
  for (int g=0; g<GRIDS; g++) {
    strong[kind][g] = sqrt(strong[kind][g]), theory[kind][g] = strong_theory(kind, h[g]);
    if (kind!=2) off = fmax(off, fabs(strong[kind][g]/theory[kind][g]-1));
  }
  order = stats_slope(GRIDS, h, strong[kind]);
  weigh("sde.strong", key[kind], "%.2f", order, right-0.05, right+0.05);
}
results_number("sde.strong_off", 100*off, "%.1f");
results_within("sde.predicted", off, 0, 12/sqrt(M));
results_number("sde.exact_euler", stats_slope(GRIDS, h, theory[0]), "%.2f");
results_number("sde.exact_milstein", stats_slope(GRIDS, h, theory[1]), "%.2f");
results_number("sde.mu", mu, "%g");@+ results_number("sde.nu", nu, "%g");
results_number("sde.strong_paths", M, "%.0f");@+ results_number("sde.strong_levels", FINE, "%.0f");

@ Here |bias| is $\EE X-\EE Y$ for the mean and the second moment, from the recursions in the proof of Theorem~\ref{th:sde-weak}, and |lead| the factor of~$h$ in its leading term, all positive. Without the control variate the mean of $Y$ would have the standard error of~$X_T$, nearly.

@<Compare the weak errors with theory@>=
double c = 2*mu+nu*nu, lead[2] = {0.5*mu*mu*exp(mu), (0.5*c*c-mu*mu)*exp(c)};
double bias[2][GRIDS], bar[GRIDS], worst = 0;
for (int g=0; g<GRIDS; g++) {
  double spread = sqrt((strong[0][g]*strong[0][g]-weak[g]*weak[g])/M);
  bias[0][g] = exp(mu)-pow(1+mu*h[g], 1/h[g]);
  bias[1][g] = exp(c)-pow(1+c*h[g]+mu*mu*h[g]*h[g], 1/h[g]);
  bar[g] = 2*spread, worst = fmax(worst, fabs(weak[g]-bias[0][g])/spread);
}
for (int i=0; i<2; i++) {
  double order = stats_slope(GRIDS-1, h+1, bias[i]+1), ratio = bias[i][GRIDS-1]/(lead[i]*h[GRIDS-1]);
  weigh("sde.weak", i==0 ? "sde.weak_mean" : "sde.weak_square", "%.3f", order, 0.95, 1.05);
  weigh("sde.weak", i==0 ? "sde.weak_lead_mean" : "sde.weak_lead_square", "%.3f", ratio, 0.98, 1.02);
}
weigh("sde.weak_sampled", "sde.weak_z", "%.1f", worst, 0, 4);
results_number("sde.weak_gain", 2*sqrt((exp(c)-exp(2*mu))/M)/bar[GRIDS-1], "%.0f");

@ @<Draw the strong and the weak errors@>=
static const int colour[CASES] = {PLOT_VERMILLION, PLOT_BLUE, PLOT_GREEN, PLOT_PURPLE};
static const char *name[CASES] = {"Euler, strong", "Milstein", "Heun", "Euler, additive"};
Plot *p = plot_new("strong", 122, 56);
plot_axes(p, 5e-4, 0.12, 2e-4, 0.3, PLOT_LOG_X|PLOT_LOG_Y, "$h$", "error");
for (int kind=0; kind<CASES; kind++) {
  if (kind!=2) plot_curve(p, PLOT_GREY, 0.8, 0, "exact", GRIDS, h, theory[kind]);
  plot_dots(p, colour[kind], kind<2 ? kind : 5-kind, name[kind], GRIDS, h, strong[kind]);
  if (kind==2) plot_text(p, 1.1*h[0], strong[kind][0], "l", name[kind]);
  else plot_text(p, 0.9*h[GRIDS-1], strong[kind][GRIDS-1], "r", name[kind]);
}
plot_curve(p, PLOT_BLACK, 0.8, PLOT_DASHED, "recursion", GRIDS, h, bias[0]);
plot_errors(p, "weak, sampled", GRIDS, h, weak, bar);
plot_text(p, 0.9*h[GRIDS-1], 0.85*bias[0][GRIDS-1], "r", "Euler, weak");
plot_end(p);

@*1 What was learnt.
A Brownian path has the quadratic variation~$t$ and no slope: over \num{sde.variation_paths} paths the sum of squares scattered about~1 by \num{sde.variation_sd}, as it should, and even the flattest place grew like $n^{\num{sde.flattest_order}}$. From this one fact follow the choice of the left end in It\^o's integral, the
isometry, and the second derivative in It\^o's formula. Without that term the formula for the cosine is off by \num{sde.formula_without}, however fine the grid.

Every linear forward process is one Brownian motion, run by the clock $n=\sigma^2/\alpha^2$ and rescaled by~$\alpha$. Signal, noise, coefficients and transitions of five processes are known in closed form, and computed without cancellation. Two of these forms are often misquoted: VE by \num{sde.kernel_ve} per cent at $t=0.1$, sub-VP by a factor of \num{sde.kernel_subvp}.

Euler--Maruyama has the strong order $\frac12$ if the noise depends on the state (measured \num{sde.order_euler}) and~1 if it does not (\num{sde.order_additive}), Milstein's and Heun's methods have~1 (\num{sde.order_milstein}, \num{sde.order_heun}), and in the weak sense Euler--Maruyama has order~1 always. Heun's method solves another equation: it ends with the mean \num{sde.strat_heun} where
Euler--Maruyama has \num{sde.strat_euler}.

@*1 Checks.
\emph{Paths and integrals.} \tested[th:sde-levy]{sde}{levy} At the nodes the path of the construction has the covariance $\min(s,t)$, and the same values whatever the number of levels; \tested[th:sde-scaling]{sde}{scaling} mirrored, restarted and magnified it has the same covariance and fourth moments; \tested[th:sde-variation]{sde}{variation} the mean and variance of its quadratic variation and the mean of the total variation
are those of the theorem. \tested{sde}{sums} On any path the sums for $\int W\,dW$ satisfy the identities behind \eqref{eq:sde-wdw}; \tested[th:sde-theta]{sde}{theta} at five places~$\theta$ the distance from the limit has the mean square $\frac12(\theta^2+(1-\theta)^2)hT$. \tested[th:sde-isometry]{sde}{isometry} Integrals have mean zero, the mean square of the isometry, and increments orthogonal to the past;
\tested[th:sde-integral]{sde}{mesh} sums on two grids differ by what the isometry says; \tested[th:sde-correction]{sde}{correction} It\^o's and Stratonovich's sums for $\sin W$ differ by the correction; \tested[th:sde-fourth]{sde}{fourth} the bound of the lemma is attained by the sign of~$W$. \tested[th:sde-ito]{sde}{bounded} The residual of It\^o's formula has the mean and the mean square of $\int b\,\partial_xf\,dW$ for bounded coefficients, \tested{sde}{formula} and for $x^3$ along an Ornstein--Uhlenbeck process.

\emph{Schedules.} \tested[th:sde-linear]{sde}{marginal} Signal, noise, $f$ and $g$ of VP, sub-VP and VE agree with \.{tests/oracles/score\_sde\_marginal.txt}, \tested[th:sde-linear]{sde}{ou} the Ornstein--Uhlenbeck process with \.{tests/oracles/ou\_transition\_1d.txt}, \tested{sde}{cosine} the cosine schedule with the definition
of \citet{nichol2021}. \tested[th:sde-clock]{sde}{rates} All five satisfy \eqref{eq:sde-clock} under differences; \tested[th:sde-clock]{sde}{compose} transitions compose, and their variances are differences of the clock; \tested{sde}{small} short transitions have the variance $g^2h$ to full accuracy; \tested{sde}{inverse} times are recovered from the log-SNR; \tested{sde}{limit} the limit laws are kept; \tested[th:sde-linear]{sde}{advance} exact sampling has the moments of the transition.

\emph{Methods.} \tested{sde}{step} Single steps are those of the formulas, also backwards; \tested[th:sde-exact,th:sde-strong]{sde}{strong} errors on common paths have the exact values and the orders for multiplicative noise, \tested[th:sde-strong]{sde}{additive} and for additive; \tested[th:sde-heun]{sde}{heun} Heun's method solves Stratonovich's equation with order~1; \tested{sde}{weak} the mean of Euler--Maruyama satisfies its recursion, \tested[th:sde-weak]{sde}{moments} and the weak errors of both moments, without
sampling error, have the leading terms of the theorem.

\emph{Proved, not tried.} \untested{th:sde-nowhere}{No finite number of values shows that a path has no derivative; the program follows the flattest place over twelve halvings of the step.} \untested{th:sde-global}{The passage from local to global errors is general; only its consequences for three methods are tried.}

@*1 Notes.
Brown saw the motion in 1827. Bachelier in 1900 and \citet{einstein1905} described it, \citet{wiener1923} proved that it exists, and the construction by midpoints is that of \citet{levy1948}. That no path has a derivative anywhere is due to \citet{paley1933}; the proof above to \citet{dvoretzky1961}. The integral, the formula and the existence theorem are It\^o's \citep{ito1944}, the other
integral that of \citet{stratonovich1966}; \citet{wong1965} showed that smooth approximations of the noise lead to it. \citet{oksendal2003} is the text to read next, \citet{higham2002} a first course in the methods.
@^Brown, Robert@>
@^Wiener, Norbert@>
@^It\^o, Kiyosi@>
@^Stratonovich, Ruslan@>

That Euler's method converges for stochastic equations is shown by \citet{maruyama1955}. Milstein's method is of 1974; the paper cited is its translation \citep{milstein1974}. His theorem on local and global errors is in \citet{milstein2004}. Heun's method for stochastic equations is analysed by \citet{rumelin1982}, and the expansion of weak errors is that of \citet{talay1990}. The forward processes are much younger, but for that of \citet{uhlenbeck1930}: VP \citep{sohl2015,ho2020}, VE \citep{song2019}, the cosine \citep{nichol2021}; \citet{song2021} wrote them as stochastic equations and added sub-VP.

@*1 Exercises.
\begin{exercise}[15]\label{ex:sde-inversion}
  Show that $B_t=t\,W_{1/t}$ (with $B_0=0$) is a Brownian motion, but for continuity at zero. Which statement about $W$ is continuity at zero?
\end{exercise}
\begin{answer}
  $\Cov(B_s,B_t)=st\min(1/s,1/t)=\min(s,t)$, and the values are jointly normal. $B_t\to0$ for $t\to0$ says $W_u/u\to0$ for $u\to\infty$: the law of large numbers.
\end{answer}

\begin{exercise}[15]\label{ex:sde-w3}
  Compute $\int_0^tW^2\,dW$ by It\^o's formula, and check its mean square by the isometry.
\end{exercise}
\begin{answer}
  From $d(W^3)=3W^2dW+3W\,dt$, $\int_0^tW^2dW=\frac13W_t^3-\int_0^tW\,ds$. Isometry: $\int_0^t3s^2ds=t^3$. Directly: $\frac19\EE W_t^6=\frac{15}9t^3$; $\frac23\int_0^t\EE W_t^3W_s\,ds=\frac23\int_0^t3ts\,ds=t^3$; $\EE(\int W)^2=\frac13t^3$. And $\frac53-1+\frac13=1$.
\end{answer}

\begin{exercise}[20]\label{ex:sde-moments}
  Derive from It\^o's formula the equations $m'=fm$ and $V'=2fV+g^2$ for mean and variance under \eqref{eq:sde-linear}. For which $g$ does the VP drift $-\frac12\beta$ keep a given variance~$v$?
\end{exercise}
\begin{answer}
  Take expectations in $dX=fX\,dt+g\,dW$ and in $d(X^2)=(2fX^2+g^2)\,dt+2gX\,dW$; the integrals over $W$ have mean zero. $V=\EE X^2-m^2$ then has $V'=2f\EE X^2+g^2-2fm^2$. $V'=0$ with $V=v$ needs $g^2=\beta v$: another~$g$ for each~$v$, and the usual one for $v=1$.
\end{answer}

\begin{exercise}[20]\label{ex:sde-bridge}
  Let $X$ be a linear process and $r<s<t$. Find the law of $X_s$ given $X_r$ and~$X_t$, and L\'evy's midpoint as a special case.
\end{exercise}
\begin{answer}
  By Theorem~\ref{th:sde-clock} it is enough to know it for $U=X/\alpha$, a Brownian motion in the clock~$n$. For it $U_s-\bigl(U_r+\frac{n_s-n_r}{n_t-n_r}(U_t-U_r)\bigr)$ has zero covariance with $U_r$ and $U_t-U_r$, so is independent of both, and its variance is $(n_s-n_r)(n_t-n_s)/(n_t-n_r)$. Multiply by $\alpha_s$, respectively $\alpha_s^2$. For $\alpha=1$, $n=t$ and the
  midpoint of an interval of length~$\ell$, the variance is $\ell/4$.
\end{answer}

\begin{exercise}[20]\label{ex:sde-equal}
  Two processes have the signals $\alpha,\tilde\alpha$ and the clocks $n,\tilde n$. Show that $\tilde X_{\tilde t}=\bigl(\tilde\alpha(\tilde t)/\alpha(t)\bigr)X_t$ in law, where $\tilde n(\tilde t)=n(t)$. At which time does VE ($0.01$ to $50$) show what VP ($0.1$ to $20$) shows at $t=1$?
\end{exercise}
\begin{answer}
  Both sides are $\tilde\alpha(\tilde t)(X_0+W_n)$. VP ends with $n=e^{10.05}-1$, which is a noise of $\sqrt n=\num{sde.vp_end_noise}$ over a signal of~1: never, as VE ends at~50. VP shows at $t=\num{sde.meet_time}$ what VE shows at the end.
\end{answer}

\begin{exercise}[25]\label{ex:sde-uniform}
  Show that Euler--Maruyama is exact for a linear process in the variables $U=X/\alpha$ and~$n$, the clock in place of time. Why is it not exact for $X$ and~$t$?
\end{exercise}
\begin{answer}
  In these variables $dU=dW_n$, and a step adds a normal number of variance $n(t)-n(s)$: nothing is frozen that moves. In~$t$ the step freezes $f(t)X$, and replaces $e^{\int f}$ by $1+fh$, the integral of $\alpha(t,r)^2g^2$ by $g^2h$. Methods that step exactly through the linear part are called exponential; Chapter~\ref{ch:solvers} lives on them.
\end{answer}

\begin{exercise}[25]\label{ex:sde-derivative-free}
  Milstein's method wants $g'$. Show that replacing $(gg')(Y)$ by $\bigl(g(Y+g(Y)\sqrt h)-g(Y)\bigr)/\sqrt h$ keeps strong order~1, and build it in.
\end{exercise}
\begin{answer}
  By Taylor's formula the quotient is $gg'+\frac12\sqrt h\,g''g^2$ with $g''$ at some point between, so the step changes by $\frac14\sqrt h\,g''g^2(\Delta W^2-h)$. If $g''$ is taken at the point between, it is known at time $t_n$: the change has conditional mean zero, and the norm $\bigO{h^{3/2}}$. So \eqref{eq:sde-local} holds with $p=1$. Built in, it measures the order
  \num{sde-1:sde.order_milstein}; \solution{sde-1}
\end{answer}

\begin{exercise}[30]\label{ex:sde-coin}
  Replace the increments of Euler--Maruyama by $\pm\sqrt h$, each with probability $\frac12$. Show that in Theorem~\ref{th:sde-weak} nothing changes. What can no longer be asked?
\end{exercise}
\begin{answer}
  The recursions use only $\EE\Delta=0$ and $\EE\Delta^2=h$. In general weak order~1 needs three moments to be right up to $\bigO{h^2}$, and a coin has $\EE\Delta^3=0$ too. Strong convergence loses its sense: the coins come from no Brownian path. Random bits are cheaper than normal numbers, and FTCS of Chapter~\ref{ch:heat} with $\lambda=\frac12$ is this method, its law computed exactly.
\end{answer}
