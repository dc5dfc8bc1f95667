@* Experiment 1: a mixture of Gaussians diffusing in one dimension.
\label{ch:mixture}%
\ifdefined\forecast\else\theoremstyle{plain}\newtheorem{forecast}{Prediction}[chapter]\fi
\def\mixtureoutcome#1#2{\par\nobreak{\parskip0pt\centering\small\textsf{predicted}\ \ #1\qquad\textsf{measured}\ \ #2\par}}%
Two heaps of sand on a table that shakes. They slump, run into each other, and at a certain moment the dip between
them is gone: two humps have become one. Which moment? \fig{mixture/map} gives it from a formula and from a partial
differential equation solved on a grid; the two answers differ by less than one part in a million.
That is the manner of this chapter. Part~I has a theory, and the theory says numbers. We write them down first, as
\emph{predictions}, each a theorem with its proof; then we run the Fokker--Planck solver, a spectral method and a
million particles, and compare. A prediction ends in a line that says what was predicted and what was measured.
@^predictions@>

\showfig{mixture/map}{Two mixtures under the Ornstein--Uhlenbeck flow \eqref{eq:mixture-flow}: density over space
(upwards) and time, from the solver, bright where it is high. White: the positions of the humps, from the exact
density. On the left two become one at $t=\num{mixture.merge_ou}$; on the right three become two and then one.}

After this chapter one can say of a diffusion of a mixture when it loses its humps and when it loses its memory, which
is not the same; how fast relative entropy falls, with the constant; how large the error of the finite-volume scheme
will be, before running it, to three digits; and how many particles it takes until not their number but the
step of Euler's method is what limits a histogram. Errors that can be predicted can be told from mistakes.

\emph{Two initial densities.} The symmetric one and an unsymmetric one, the three drops of Chapter~\ref{ch:heat}:
@^Gaussian mixture@>
\begin{equation}\label{eq:mixture-data}
  \begin{gathered}
  \tfrac12\,\normal(-2,\tfrac14)+\tfrac12\,\normal(2,\tfrac14),\\
  0.4\,\normal(-1.2,0.09)+0.35\,\normal(0.5,0.04)+0.25\,\normal(2,0.36).
  \end{gathered}
\end{equation}
\emph{Three flows.} The heat equation with $D=\frac12$; the variance-preserving process with $\beta$ from $0.1$
to~$20$, as in the image models; and the same process with $\beta=1$, which is an Ornstein--Uhlenbeck process of
rate~$\frac12$ with the stationary law $\pi=\normal(0,1)$,
\begin{equation}\label{eq:mixture-flow}
  dX=-\tfrac12X\,dt+dW,\qquad\partial_tp=\tfrac12\,\partial_x(xp)+\tfrac12\,\partial_x^2p=:L^*p .
\end{equation}
By Theorem~\ref{th:sde-clock} all three are one flow, seen with other clocks: at the same $n=\sigma^2/\alpha^2$ the
densities agree up to the scale~$\alpha$. We predict with \eqref{eq:mixture-flow}, where $n=e^t-1$, and translate.
\fig{mixture/snapshots} shows what we are talking about.
@^Ornstein--Uhlenbeck process@>
@^noise clock@>

\showfig{mixture/snapshots}{Exact density (line), solver (points) and histogram of \num{mixture.snapshot_particles}
particles (grey) at four times under \eqref{eq:mixture-flow}: above the symmetric mixture, for which the third time is
that of the merger, below the three drops.}

@ The interface shows what will be computed. Everything is one-dimensional; |data| is a mixture with |d==1|, |a| and
|s2| are signal and noise variance as in Chapter~\ref{ch:heat}.

@(mixture.h@>=
#ifndef MIXTURE_H
#define MIXTURE_H
#include "heat.h"
#include "sde.h"
@#
@<Interface of what is known exactly of a diffusing mixture@>@;
@<Interface of Hermite's series for a mixture@>@;
@<Interface of the finite-volume runs from a mixture@>@;
@<Interface of what particles do to a mixture@>@;
@#
#endif

@ The first part is closed forms, and a count.

@<Interface of what is known exactly of a diffusing mixture@>=
void mixture_moments(double *mean, double *variance, const HeatMixture *data,@|
  double a, double s2); /* \eqref{eq:mixture-moments} */
int mixture_modes(double *at, int most, const HeatMixture *data, double a, double s2);
  /* number of humps, and in |at| their positions in ascending order; at most |most| */
double mixture_merge(double mu, double v); /* noise clock at which the humps of
     $\frac12\normal(-\mu,v)+\frac12\normal(\mu,v)$ become one, \eqref{eq:mixture-merge}; negative if there never were two */
int mixture_folds(double *n, int most, const HeatMixture *data);
  /* noise clocks |n>0|, ascending, at which a mixture loses humps, to about $10^{-6}$; returns how many, at most |most| */
double mixture_entropy(const HeatMixture *data, double a, double s2); /* $\KL(p\,\Vert\,\normal(0,1))$ */
void mixture_entropy_bounds(double *low, double *high, const HeatMixture *data,@|
  double a, double s2); /* \eqref{eq:mixture-sandwich} */

@ @(mixture.c@>=
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "fokker_planck.h"
#include "mixture.h"
@#
static const double pi = 3.14159265358979323846;
@#
@<Functions for what is known exactly of a diffusing mixture@>@;
@<Functions for Hermite's series of a mixture@>@;
@<Functions for the finite-volume runs from a mixture@>@;
@<Functions for what particles do to a mixture@>@;

@*1 The density and its moments.
\begin{forecast}[Density]\label{th:mixture-density}
  Under each of the three flows $p_t=\sum_kw_k\,\normal(\alpha m_k,\alpha^2v_k+\sigma^2)$ with $\alpha$, $\sigma$ from
  the table of Chapter~\ref{ch:sde}. In particular, for \eqref{eq:mixture-flow}, $\alpha=e^{-t/2}$ and
  $\sigma^2=1-e^{-t}$. Mass is~1, and mean and variance are
  \begin{equation}\label{eq:mixture-moments}
    M_t=\alpha M_0,\qquad V_t=\alpha^2V_0+\sigma^2,\qquad V_0=\sum_kw_k(v_k+m_k^2)-M_0^2,
  \end{equation}
  which are $0$ and $4.25$ at $t=0$ for the symmetric mixture.
\end{forecast}
\begin{proof}
  Theorems~\ref{th:heat-mixture} and~\ref{th:sde-linear}, and $\EE X^2=\sum_kw_k(v_k+m_k^2)$.
\end{proof}

The prediction can be tried without using that a Gaussian convolved with a Gaussian is one:
Prediction~\ref{th:mixture-hermite} finds the same density from the moments of the data alone.
\mixtureoutcome{no difference}{\num{mixture.hermite_error} in $\norm\cdot_1$, for both mixtures at $t=1$}
Mean and variance will be met again as those of the computed density.
@^convolution@>

@<Functions for what is known exactly of a diffusing mixture@>=
void mixture_moments(double *mean, double *variance, const HeatMixture *data,@|
  double a, double s2)
{
  double m = 0, square = 0;
  base_require(data->d==1, "mixture: dimension %d", data->d);
  for (int k=0; k<data->K; k++) m += data->w[k]*data->m[k];
  for (int k=0; k<data->K; k++)
    square += data->w[k]*(data->v[k]+(data->m[k]-m)*(data->m[k]-m));
  *mean = a*m, *variance = a*a*square+s2;
}

@*1 Two humps become one.
\begin{forecast}[Merging]\label{th:mixture-merge}
  Let $m\ge0$ and $V>0$. The density $\frac12\normal(-m,V)+\frac12\normal(m,V)$ has one local maximum, at zero, if
  $V\ge m^2$, and two if $V<m^2$: at $\pm x$, where $x>0$ solves
  \begin{equation}\label{eq:mixture-tanh}
    x=m\tanh\frac{mx}V .
  \end{equation}
  Under a linear forward process the humps of $\frac12\normal(-\mu,v)+\frac12\normal(\mu,v)$ therefore become one when
  the noise clock reads
  \begin{equation}\label{eq:mixture-merge}
    n=\mu^2-v,
  \end{equation}
  and never part again. For \eqref{eq:mixture-flow} this is at $t=\ln(1+\mu^2-v)$, for the heat equation at
  $t=(\mu^2-v)/2D$; for VP it is the time when $\int_0^t\beta\,ds=\ln(1+\mu^2-v)$.
\end{forecast}
\begin{proof}
  With $r_\pm$ for the responsibilities of \eqref{eq:heat-logsumexp}, the score is $(m(r_+-r_-)-x)/V$, and
  $r_+-r_-=\tanh(mx/V)$, since $r_+/r_-=e^{2mx/V}$. Where $p$ is stationary, \eqref{eq:mixture-tanh} holds. On $x>0$
  its right side is strictly concave, zero at zero, and has there the slope $m^2/V$. If that is at most~1, the graph
  stays below
  the diagonal: the score is negative for $x>0$, positive for $x<0$. If it is larger than~1, the graph starts above
  the diagonal, and being concave and bounded crosses it once: the score is positive before and negative after.

  At noise clock~$n$, $m=\alpha\mu$ and $V=\alpha^2(v+n)$. So $V\ge m^2$ if and only if $n\ge\mu^2-v$. The clock does
  not run back. Its readings are $e^t-1$, $2Dt$ and $e^{\int\beta}-1$.
\end{proof}
@^bimodality@>
@^humps, merging of@>

The scale dropped out: merging is a matter of the log-SNR alone, which is here $-\ln(\mu^2-v)$ for every forward
process. Just before, with $r=m^2/V$ slightly above~1 and $y=mx/V$, \eqref{eq:mixture-tanh} reads $y=r\tanh y\approx
r(y-\frac13y^3)$, so $y\approx\sqrt{3(r-1)}$: the white curve of \fig{mixture/map} ends like a parabola lying on its
side.

@<Functions for what is known exactly of a diffusing mixture@>=
double mixture_merge(double mu, double v)
{
  base_require(v>0, "mixture_merge: variance %g", v);
  return mu*mu-v; // \eqref{eq:mixture-merge}
}

@ To see the prediction fulfilled we let the solver of Chapter~\ref{ch:fokker_planck} run for a time~$T$ in a fixed
number of steps, and ask for which~$T$ the computed density has no curvature at the middle, $p_{-1}-2p_0+p_1=0$. The
answer $T_h$ is a smooth function of the mesh~$h$, because the step is $T/\hbox{steps}$ and not cut off anywhere.
Three grids are
then extrapolated to $h=0$ (Lemma~\ref{th:mixture-richardson}).
\mixtureoutcome{OU $\ln4.75=\num{mixture.merge_ou_long}$}{\num{mixture.merge_ou_found}}
\mixtureoutcome{heat $\phantom{\ln}3.75$}{\num{mixture.merge_heat_found}}
\mixtureoutcome{VP $\phantom{\ln}\num{mixture.merge_vp}$}{\num{mixture.merge_vp_found}}
\claim{mixture.merge} The largest of the three relative differences is \num{mixture.merge_time_error}; before
extrapolation, on the finest grid, it was \num{mixture.merge_time_plain}.

\begin{wrong}
  ``The humps separate as soon as the peaks are farther apart than the standard deviations, $2m>\sqrt V$.'' The
  condition is $m>\sqrt V$: the distance must exceed \emph{two} standard deviations. Between the two the mixture is
  wider than a Gaussian, but has one hump; the wrong criterion puts the merger of our mixture at
  $t=\num{mixture.wrong_distance}$ instead of
  \num{mixture.merge_ou}. A second mistake forgets that the variance starts from~$v$: $\mu^2=\sigma^2/\alpha^2$ gives
  \num{mixture.wrong_variance}. And the formula is for equal weights. \claim{mixture.unequal} With weights $0.6$ and
  $0.4$ the smaller hump is gone at $t=\num{mixture.unequal}$.
\end{wrong}

@ What of the unsymmetric mixture? Diffusion makes no humps.

\begin{fact}\label{th:mixture-sturm}
  If $u$ solves the heat equation on the line, for a mixture of Gaussians at $t=0$, the number of sign changes of
  $\partial_xu$ does not grow with~$t$, so neither does the number of local maxima \citep{sturm1836,silverman1981}. By
  the noise clock this holds for all linear forward processes.
\end{fact}
@^Sturm, Charles@>
@^Silverman, Bernard@>

The fact is used by nothing below; we count the humps at each time and see. Away from symmetry a hump disappears by
meeting a valley, at a \emph{fold}, where $p'$ has a double zero. \claim{mixture.folds} The three drops become two at
$t=\num{mixture.fold_first}$ and one at $t=\num{mixture.fold_second}$, and at 400 times before and after the number of
humps never grows. The curves of \fig{mixture/map} end there.
@^fold@>

Humps lie between the outermost means, since beyond them the score points inwards. We look for changes of its sign on
a grid a little wider, and bisect.

@<Functions for what is known exactly of a diffusing mixture@>=
static double zero_of_score(const HeatMixture *data, double a, double s2,@|
  double low, double high)
{
  for (int i=0; i<52; i++) {
    double middle = 0.5*(low+high), s;
    heat_mixture_score(&s, data, a, s2, 1, &middle);
    if (s>0) low = middle;
    else high = middle;
  }
  return 0.5*(low+high);
}

@ @<Functions for what is known exactly of a diffusing mixture@>=
int mixture_modes(double *at, int most, const HeatMixture *data, double a, double s2)
{
  enum {@+n=1200@+};
  double x[n+1], s[n+1], low = INFINITY, high = -INFINITY;
  int found = 0;
  base_require(data->d==1 && a>0, "mixture_modes: d=%d, a=%g", data->d, a);
  for (int k=0; k<data->K; k++) {
    double m = a*data->m[k], edge = 0.01*sqrt(a*a*data->v[k]+s2);
    low = fmin(low, m-edge), high = fmax(high, m+edge);
  }
  for (int i=0; i<=n; i++) x[i] = low+(high-low)*i/n;
  heat_mixture_score(s, data, a, s2, n+1, x);
  for (int i=0; i<n; i++) if (s[i]>0 && s[i+1]<=0) {
    base_require(found<most, "mixture_modes: more than %d", most);
    at[found++] = zero_of_score(data, a, s2, x[i], x[i+1]);
  }
  return found;
}

@ A march through $n$ sees where the count falls, and bisection narrows the interval until the grid can no longer tell
hump and valley apart: near a fold they are $\bigO{\sqrt{\delta n}}$ apart, so a grid of 1200 points knows the clock
to about $10^{-6}$. If the $v_k$ are equal to~$v$ and $v+n\ge R^2$, with $R$ half the distance of the outermost means,
$\ln p$ is
concave, for $(\ln p)''$ is $-1/V$ plus the variance of the means under the responsibilities, which is at most $R^2$,
over~$V^2$; we march to~$R^2$.
@^log-concave density@>

@<Functions for what is known exactly of a diffusing mixture@>=
int mixture_folds(double *n, int most, const HeatMixture *data)
{
  enum {@+MARCH=300, MODES=32@+};
  double at[MODES], R = 0, step;
  int found = 0;
  for (int j=0; j<data->K; j++)
    for (int k=0; k<j; k++) R = fmax(R, fabs(data->m[j]-data->m[k])/2);
  step = R*R/MARCH;
  for (int i=0; i<MARCH && R>0; i++) {
    double low = i*step, high = low+step;
    int before = mixture_modes(at, MODES, data, 1, low);
    if (mixture_modes(at, MODES, data, 1, high)>=before) continue;
    base_require(found<most, "mixture_folds: more than %d", most);
    for (int j=0; j<40; j++) {
      double middle = 0.5*(low+high);
      if (mixture_modes(at, MODES, data, 1, middle)<before) high = middle;
      else low = middle;
    }
    n[found++] = low;
  }
  return found;
}

@*1 The approach to the normal law.
Relative entropy with respect to $\pi=\normal(0,1)$ falls, and Fact~\ref{th:fokker_planck-bakry} with
$\kappa=D=\frac12$ gives a rate:
\begin{equation}\label{eq:mixture-bakry}
  \KL(p_t\,\Vert\,\pi)\le e^{-t}\,\KL(p_0\,\Vert\,\pi).
\end{equation}
It holds for all initial densities, and for most it is too pessimistic. For mixtures we can do better.
@^relative entropy@>

\begin{forecast}[Entropy]\label{th:mixture-entropy}
  For \eqref{eq:mixture-flow} and every $t$, with $M$, $V$ from \eqref{eq:mixture-moments}, $m_k$, $V_k$ the means and
  variances of the components at time~$t$, and $G(M,V)=\frac12(M^2+V-1-\ln V)$,
  \begin{equation}\label{eq:mixture-sandwich}
    G(M,V)\le\KL(p_t\,\Vert\,\pi)\le\sum_kw_k\,G(m_k,V_k) .
  \end{equation}
  If all $v_k<2$, then for $t\to\infty$
  \begin{equation}\label{eq:mixture-rate}
    \KL(p_t\,\Vert\,\pi)\sim\begin{cases}\tfrac12M_0^2\,e^{-t}&\text{if }M_0\ne0,\\\tfrac14(V_0-1)^2e^{-2t}&\text{if
    }M_0=0,\;V_0\ne1 .\end{cases}
  \end{equation}
\end{forecast}
\begin{proof}
  \emph{Bounds.} A direct computation gives $\KL(\normal(M,V)\,\Vert\,\pi)=G(M,V)$. Let $q=\normal(M,V)$ have the
  moments of~$p=p_t$. The logarithm of $q/\pi$ is a polynomial of degree two, which has the same mean under $p$ and
  $q$; so
  \[
    \KL(p\,\Vert\,\pi)=\int p\ln\frac pq\,dx+\int p\ln\frac q\pi\,dx=\KL(p\,\Vert\,q)+\KL(q\,\Vert\,\pi)\ge G(M,V).
  \]
  Above, $r\ln r$ is convex, so $\KL(\sum_kw_kp_k\,\Vert\,\pi)\le\sum_kw_k\KL(p_k\,\Vert\,\pi)$.

  \emph{Limit.} Let $\rho=p_t/\pi$ and $s=\rho-1\ge-1$, with $\int s\,\pi\,dx=0$. We show in
  Prediction~\ref{th:mixture-hermite} that $\int s^2\pi\,dx=\sum_{n\ge1}b_n^2e^{-nt}<\infty$ with $b_1=M_0$, and
  $b_2=(V_0-1)/\sqrt2$ if $M_0=0$. The function $\psi(s)=(1+s)\ln(1+s)-s$ is at most $\frac12s^2$ for $s\ge0$, and at
  most $\frac12s^2+\frac12\abs s^3$ for $-1\le s<0$, because there $\psi(s)=\sum_{j\ge2}\abs s^j/j(j-1)$ and
  $\sum_{j\ge3}1/j(j-1)=\frac12$. Integrate:
  \[
    \KL(p_t\,\Vert\,\pi)=\int\psi(s)\,\pi\,dx\le\tfrac12\sum_{n\ge1}b_n^2e^{-nt}+\tfrac12\int_{s<0}\abs s^3\pi\,dx .
  \]
  Let $n_0$ be the first $n\ge1$ with $b_n\ne0$. Times $e^{n_0t}$ the sum tends to $b_{n_0}^2$. So does $e^{n_0t}\int
  s^2\pi\,dx$; in fact $e^{n_0t/2}s$ converges in the mean square with weight~$\pi$, to a fixed function, while
  $s\to0$; so $e^{n_0t}\int_{s<0}s^2\min(\abs s,1)\,\pi\,dx\to0$. This is an upper bound of
  $\frac12b_{n_0}^2e^{-n_0t}$, up to lower order.
  Below, $G(M,V)\ge\frac12M^2=\frac12M_0^2e^{-t}$, and if $M=0$, $G(0,V)=\frac14(V-1)^2+\bigO{\abs{V-1}^3}$ with
  $V-1=e^{-t}(V_0-1)$. The two agree.
\end{proof}
@^Pythagoras, for relative entropy@>

So data that have been centred approach the normal law at twice the guaranteed rate, and if they are scaled to
variance~1 as well, faster still (Exercise~\ref{ex:mixture-whiten}): the usual preparation of data is worth a factor
in time. The lower bound becomes exact in the limit. \fig{mixture/entropy} shows entropy and bounds.
\mixtureoutcome{symmetric: rate 2, constant
$\frac14(3.25)^2=\num{mixture.kl_constant}$}{\claim{mixture.rates}\num{mixture.kl_rate},
\num{mixture.kl_constant_found}}
\mixtureoutcome{three drops: rate 1, constant $\frac12(0.195)^2=\num{mixture.kl_constant3}$}{\num{mixture.kl_rate3},
\num{mixture.kl_constant_found3}}
\claim{mixture.sandwich} At all \num{mixture.kl_times} times, for both mixtures, the entropy of the computed density
lies between the bounds \eqref{eq:mixture-sandwich} and below \eqref{eq:mixture-bakry}. The constants and rates are
read from the exact density near $t=\num{mixture.kl_late}$.

\showfig{mixture/entropy}{Relative entropy to $\normal(0,1)$ from the solver (points) and from the exact density
(line), the bounds of Prediction~\ref{th:mixture-entropy} (grey), and the bound $e^{-t}$ (dashed). Left: the symmetric
mixture, whose mean is zero, falls at the rate~2. Right: the three drops begin like that, and are slowed by their
mean.}

\begin{wrong}
  ``The entropy falls like $e^{-t}$, with $t=\int\beta$, so at the end of the VP schedule it is $e^{-10.05}$ times
  what it was.'' That is a bound. For centred data it is $e^{-20.1}$ in entropy: the symmetric mixture ends at
  \num{mixture.kl_vp}, and the bound promises only \num{mixture.kl_vp_bound}. A schedule that was chosen by the bound
  runs twice as long as it has to.
\end{wrong}

@ The integral for the entropy is $\int\psi(\rho-1)\,\pi\,dx$ with $\psi(\rho-1)=\rho\ln\rho-(\rho-1)$, where nothing
is negative, so nothing cancels between one place and another; the trapezoidal rule again.
@^cancellation@>

@<Functions for what is known exactly of a diffusing mixture@>=
double mixture_entropy(const HeatMixture *data, double a, double s2)
{
  enum {@+n=4000@+};
  double end = 10, sum = 0;
  for (int k=0; k<data->K; k++)
    end = fmax(end, fabs(a*data->m[k])+12*sqrt(a*a*data->v[k]+s2));
  base_require(end<35, "mixture_entropy: the mixture reaches to %g", end);
  for (int i=0; i<=n; i++) {
    double x = end*(2.0*i/n-1), l, normal = heat_kernel(1, x*x, 1);
    heat_mixture_log_density(&l, data, a, s2, 1, &x);
    double ratio = l+0.5*x*x+0.5*log(2*pi); /* $\ln\rho$ */
    sum += exp(l)*ratio-normal*expm1(ratio);
  }
  return sum*2*end/n;
}
@#
static double gaussian_entropy(double M, double V)
{
  return 0.5*(M*M+(V-1)-log1p(V-1)); /* $G(M,V)$ */
}
@#
void mixture_entropy_bounds(double *low, double *high, const HeatMixture *data,@|
  double a, double s2)
{
  double M, V;
  mixture_moments(&M, &V, data, a, s2);
  *low = gaussian_entropy(M, V), *high = 0;
  for (int k=0; k<data->K; k++)
    *high += data->w[k]*gaussian_entropy(a*data->m[k], a*a*data->v[k]+s2);
}

@*1 The memory of the origin.
Merging is not forgetting. Colour each path by the hump from which it starts (\fig{mixture/paths}) and let someone
guess the colour from the position at time~$t$.
@^memory of the initial state@>

\begin{forecast}[Origin]\label{th:mixture-origin}
  Let $X_0$ come from the component $+\mu$ or $-\mu$, each with probability~$\frac12$ and variance~$v$. The best guess
  from $X_t$ is the sign; it is right with probability
  \begin{equation}\label{eq:mixture-origin}
    \Phi\Bigl(\frac{m}{\sqrt V}\Bigr),\qquad m=\alpha\mu,\quad
    V=\alpha^2v+\sigma^2,\qquad\Phi(z)=\int_{-\infty}^z\normal(y;0,1)\,dy .
  \end{equation}
  At the moment when the humps merge this is $\Phi(1)=\num{mixture.origin_merge}$, whatever the flow, $\mu$ and~$v$.
\end{forecast}
\begin{proof}
  To guess the more probable colour is best, and $r_+>r_-$ if and only if $x>0$. From $+\mu$ the position is $m+\sqrt
  VZ$; it is positive with probability $P(Z>-m/\sqrt V)=\Phi(m/\sqrt V)$. At the merger $V=m^2$.
\end{proof}
\mixtureoutcome{$\Phi(1)=\num{mixture.origin_merge}$}{\claim{mixture.origin}\num{mixture.origin_found} of
\num{mixture.particles} paths}
When the eye sees one hump, one still knows five times out of six where a path came from. A network that is trained to
denoise has something to learn long after the picture has become one blur.

\showfig{mixture/paths}{Left: sixty paths of \eqref{eq:mixture-flow}, coloured by the hump from which they start; the
humps themselves are the dark curve. Right: the probability to guess the origin of a path from its position, predicted
and counted. The dotted lines mark the merger, where it is $\Phi(1)$.}

@*1 Hermite's series, or Galerkin without error.
Galerkin's principle (Chapter~\ref{ch:fokker_planck}) needs a basis; the Fourier modes used there belong to the
circle. On the line we take the eigenfunctions of Theorem~\ref{th:fokker_planck-gap}: let
@^Hermite polynomials@>
@^Galerkin method@>
@^Mehler's formula@>
\begin{equation}\label{eq:mixture-basis}
  \varphi_n(x)=\pi_s(x)\,\frac{h_n(x/\sqrt
  s)}{\sqrt{n!}},\qquad\pi_s=\normal(0,s),\qquad\int\frac{\varphi_m\varphi_n}{\pi_s}\,dx=\delta_{mn},
\end{equation}
with a scale $s>0$. If $p=\sum_nb_n\varphi_n$, then $b_n=\EE h_n(X/\sqrt s)/\sqrt{n!}$: the coefficients are moments,
$b_0=1$ is the mass.

\begin{forecast}[Hermite's series]\label{th:mixture-hermite}
  \textup{(1)}~For $X=\sqrt s(m+\sqrt v\,Z)$ the coefficients obey
  \begin{equation}\label{eq:mixture-recursion}
    b_0=1,\quad b_1=m,\quad b_{n+1}=\frac{m\,b_n+(v-1)\sqrt n\,b_{n-1}}{\sqrt{n+1}} ,
  \end{equation}
  and those of a mixture are the averages with the weights~$w_k$. \textup{(2)}~For a mixture with $v_k<2s$ the series
  converges in the norm $\norm p_*=(\int p^2/\pi_s\,dx)^{1/2}$, and $\norm p_1\le\norm p_*$. \textup{(3)}~Let
  $X'=aX+\sqrt{s_2}\,Z'$. In the basis with the scale $s'=a^2s+s_2$ its coefficients are
  \begin{equation}\label{eq:mixture-mehler}
    b_n'=r^nb_n,\qquad r=a\sqrt{s/s'} .
  \end{equation}
  So Galerkin's method with the modes $0,\dots,K$ computes these modes without any error, and what it neglects is
  known beforehand:
  \begin{equation}\label{eq:mixture-tail}
    \norm{p_t-p_t^K}_1\le\Bigl(\sum_{n>K}r^{2n}b_n^2\Bigr)^{1/2}.
  \end{equation}
\end{forecast}
\begin{proof}
  (1)~Everything is in the generating function $F(\xi)=\EE e^{\xi Y-\xi^2/2}=\sum_n\EE h_n(Y)\,\xi^n/n!$ of $Y=m+\sqrt
  vZ$. It is $e^{\xi m+\xi^2(v-1)/2}$, so $F'=(m+\xi(v-1))F$. Compare the coefficients of $\xi^n/n!$: $\EE
  h_{n+1}=m\,\EE h_n+n(v-1)\,\EE h_{n-1}$. Divide by $\sqrt{(n+1)!}$.

  (2)~$p^2/\pi_s$ decays like $e^{-x^2/v_k+x^2/2s}$, so it is integrable; the $\varphi_n$ are orthonormal in this norm
  and complete \citep[section~5.5]{risken1989}. The second claim is Cauchy's and Schwarz's inequality for $\abs
  p/\sqrt{\pi_s}$ and $\sqrt{\pi_s}$.

  (3)~With $Y=X/\sqrt s$ we have $X'/\sqrt{s'}=rY+\sqrt{1-r^2}\,Z'$. Its generating function, by the independence of
  $Z'$, is $\EE e^{\xi rY}e^{\xi^2(1-r^2)/2-\xi^2/2}=F(r\xi)$. Finally, with $s'=s=1$, $a=e^{-t/2}$ we have
  $r=e^{-t/2}$ and $\dot b_n=-\frac n2b_n$: in this basis $L^*$ is diagonal, its projection onto $K+1$ modes couples
  nothing, and
  \eqref{eq:mixture-tail} is (2) for the rest of the series.
\end{proof}

The scale $s'$ moves with the flow; the heat equation, where $a=1$ and $r=\sqrt{s/(s+2Dt)}$, is served as well as
\eqref{eq:mixture-flow}. For one component with $v<s$ the coefficients decay like $\abs{1-v/s}^{n/2}$, and time helps
by $r^n$.
\mixtureoutcome{at most \num{mixture.hermite_bound}}{\claim{mixture.galerkin}\num{mixture.hermite_error} (Hermite,
$K=\num{mixture.hermite_modes}$, $t=1$)}
\mixtureoutcome{at most \num{mixture.fourier_bound}}{\num{mixture.fourier_error} (Fourier,
$K=\num{mixture.fourier_modes}$, heat flow, $t=1$)}
For the second line the heat flow was put on a circle of length~40, so large that nothing reaches its antipode, and
solved by the Fourier--Galerkin method of Chapter~\ref{ch:fokker_planck} with drift zero. Its bound is the sum of the
neglected modes. \fig{mixture/errors}, right, compares \eqref{eq:mixture-tail} with the truth for every~$K$.

@<Interface of Hermite's series for a mixture@>=
void mixture_hermite(double *b, int K, const HeatMixture *data, double s);
  /* $b_0,\dots,b_K$ of \eqref{eq:mixture-recursion} in the basis of scale |s|, at $t=0$ */
void mixture_hermite_flow(double *b, int K, double *s, double a, double s2);
  /* the coefficients of $aX+\sqrt{s_2}\,Z$, in place, \eqref{eq:mixture-mehler}; |*s| becomes the new scale */
void mixture_hermite_density(double *p, const double *b, int K, double s,@|
  size_t n, const double *x); /* $\sum_{j\le K}b_j\varphi_j$ at |n| points */
double mixture_hermite_tail(int K, const HeatMixture *data, double s, double r);
  /* the right side of \eqref{eq:mixture-tail}; $\abs{1-v_k/s}\,r^2\le0.98$ */

@ @<Functions for Hermite's series of a mixture@>=
void mixture_hermite(double *b, int K, const HeatMixture *data, double s)
{
  base_require(data->d==1 && K>=1 && s>0, "mixture_hermite: K=%d, s=%g", K, s);
  memset(b, 0, ((size_t)K+1)*sizeof *b);
  for (int k=0; k<data->K; k++) {
    double m = data->m[k]/sqrt(s), v = data->v[k]/s, before = 0, now = 1;
    for (int n=0; n<=K; n++) {
      double next = (m*now+(v-1)*sqrt(n)*before)/sqrt(n+1); // \eqref{eq:mixture-recursion}
      b[n] += data->w[k]*now;
      before = now, now = next;
    }
  }
}
@#
void mixture_hermite_flow(double *b, int K, double *s, double a, double s2)
{
  double r, power = 1, after = a*a*(*s)+s2;
  base_require(after>0, "mixture_hermite_flow: a=%g, s2=%g", a, s2);
  r = a*sqrt(*s/after);
  for (int n=0; n<=K; n++, power*=r) b[n] *= power; // \eqref{eq:mixture-mehler}
  *s = after;
}

@ Far out the polynomials are large and the weight is small. We carry their product, which is at most of the size of
$\sqrt{\pi_s}$, through the recursion of the orthonormal polynomials.
@^recursion, three-term@>

@<Functions for Hermite's series of a mixture@>=
void mixture_hermite_density(double *p, const double *b, int K, double s,@|
  size_t n, const double *x)
{
  for (size_t i=0; i<n; i++) {
    double y = x[i]/sqrt(s), before = 0, now = heat_kernel(1, x[i]*x[i], s);
    p[i] = 0;
    for (int j=0; j<=K; j++) {
      double next = (y*now-sqrt(j)*before)/sqrt(j+1);
      p[i] += b[j]*now;
      before = now, now = next;
    }
  }
}
@#
double mixture_hermite_tail(int K, const HeatMixture *data, double s, double r)
{
  int last = K+2000;
  double *b = base_reals((size_t)last+1), sum = 0;
  mixture_hermite(b, last, data, s);
  for (int n=last; n>K; n--) sum += pow(b[n]*pow(r, n), 2); /* smallest first */
  free(b);
  return sqrt(sum);
}

@*1 The solver's error, before it is run.
Theorem~\ref{th:fokker_planck-order} says that the finite-volume scheme is of second order. How large is its error? In
general that takes another run to find out. For the Ornstein--Uhlenbeck process there is a surprise: the leading error
of Chang and Cooper's scheme commutes with the equation.
@^Chang--Cooper scheme@>
@^modified equation@>

\begin{lemma}\label{th:mixture-modes}
  Let $A$ be the rate matrix of Chang and Cooper's scheme for \eqref{eq:mixture-flow} on the grid of the multiples
  of~$h$, and let $\varphi_n$ be the basis \eqref{eq:mixture-basis} with $s=1$. On the grid, for $h\to0$,
  \begin{equation}\label{eq:mixture-modes}
    A\varphi_n=\Bigl(-\frac n2+\frac{n(n+1)}{24}\,h^2\Bigr)\varphi_n+\bigO{h^4}.
  \end{equation}
\end{lemma}
\begin{proof}
  Write $p=\rho\,\pi$. At the face~$x$ the P\'eclet number is $w=-xh$, and Theorem~\ref{th:fokker_planck-weights}
  gives with $B(\mp w)$ and $\pi(x\mp\frac12h)=\pi(x)\,e^{\pm xh/2-h^2/8}$ the flux
  \begin{equation}\label{eq:mixture-flux}
    J_h=-\tfrac12\,\pi(x)\,e^{-h^2/8}\,\frac{xh/2}{\sinh(xh/2)}\;\frac{\rho(x+\frac h2)-\rho(x-\frac h2)}h ,
  \end{equation}
  since $B(xh)\,e^{xh/2}=B(-xh)\,e^{-xh/2}=\frac{xh}{2\sinh(xh/2)}$. Taylor's formula, with $y/\sinh
  y=1-\frac16y^2+\dots$, turns it into
  $J_h=-\frac12\pi\rho'-\frac{h^2}2\pi\bigl(\frac1{24}\rho'''-\frac1{24}x^2\rho'-\frac18\rho'\bigr)+\bigO{h^4}$. For
  $\rho=h_n$ we have $h_n'=nh_{n-1}$, $h_n'''=n(n-1)(n-2)h_{n-3}$, and by the recursion, twice,
  $x^2h_{n-1}=h_{n+1}+(2n-1)h_{n-1}+(n-1)(n-2)h_{n-3}$. The terms with $h_{n-3}$ cancel, and
  \[
    J_h=-\tfrac n2\,\pi h_{n-1}+\tfrac{nh^2}{48}\,\pi\,\bigl(h_{n+1}+2(n+1)h_{n-1}\bigr)+\bigO{h^4}.
  \]
  The scheme takes the difference of $J_h$ over a cell, which is $-J_h'-\frac{h^2}{24}J_h'''$ up to $\bigO{h^4}$, and
  $(\pi h_m)'=-\pi h_{m+1}$. So $-J_h'=-\frac n2\pi h_n+\frac{nh^2}{48}\pi\,(h_{n+2}+2(n+1)h_n)$ and
  $-\frac{h^2}{24}J_h'''=-\frac{nh^2}{48}\pi h_{n+2}$. The terms with $h_{n+2}$ cancel too. What is left is the claim,
  divided by $\sqrt{n!}$.
\end{proof}

The number $n(n+1)=(2\cdot\frac n2)^2+2\cdot\frac n2$ is a polynomial in the eigenvalue $-\frac n2$ of~$L^*$. A
differential operator with polynomial coefficients is determined by its values on the $\pi h_n$; so
\eqref{eq:mixture-modes} says $A=L^*+\frac{h^2}{12}(2L^{*2}-L^*)+\bigO{h^4}$ on smooth densities. And Crank--Nicolson
replaces the factor
$e^{-\lambda\tau}$ of a mode by $\frac{1-\lambda\tau/2}{1+\lambda\tau/2}=e^{-\lambda\tau-\lambda^3\tau^3/12+\dots}$,
which is to add $\frac{\tau^2}{12}L^{*3}$. On a solution $L^*=\partial_t$.

\begin{forecast}[Error of the solver]\label{th:mixture-solver}
  Let $p_0$ be a mixture with all $v_k<2$. Chang and Cooper's scheme with steps~$\tau$ of Crank--Nicolson has at
  time~$t$ the error
  \begin{equation}\label{eq:mixture-error}
    \begin{aligned}
    p_h-p&=\frac t{12}\bigl[h^2\,(2\partial_t^2-\partial_t)+\tau^2\,\partial_t^3\bigr]\,p+\bigO{h^4+\tau^4}\\
    &=t\sum_{n\ge1}\Bigl(\frac{n(n+1)}{24}h^2-\frac{n^3}{96}\tau^2\Bigr)b_ne^{-nt/2}\varphi_n+\bigO{h^4+\tau^4}
    \end{aligned}
  \end{equation}
  in the norm $\norm\cdot_*$, hence in $\norm\cdot_1$, without any bound on~$\tau/h^2$, up to what the walls
  contribute. In particular its mass is exact, its mean is too large by the factor $1+\frac1{12}h^2t$, and $\EE X^2-1$
  by the factor $1+\frac14h^2t$, for small~$\tau$.
\end{forecast}
\begin{proof}
  Let $q=p+\frac{h^2t}{12}(2L^{*2}-L^*)p+\frac{\tau^2t}{12}L^{*3}p$. These operators commute with $L^*=\partial_t$
  on~$p$, so
  $\partial_tq=L^*q+\frac{h^2}{12}(2L^{*2}-L^*)p+\frac{\tau^2}{12}L^{*3}p=Aq+\frac{\tau^2}{12}L^{*3}p+\bigO{h^4+\tau^4}$
  on the grid. By Taylor's formula around the middle of a step,
  \begin{align*}
    \frac{q(t+\tau)-q(t)}\tau-A\,\frac{q(t+\tau)+q(t)}2&=\partial_tq-Aq+\tau^2\Bigl(\frac1{24}\partial_t^3q-\frac18L^*\partial_t^2q\Bigr)+\dots\\
    &=\bigO{h^4+\tau^4},
  \end{align*}
  because $\frac1{24}-\frac18=-\frac1{12}$. In \eqref{eq:mixture-flux} $A$ is seen to be symmetric and nonpositive in
  the inner product with weight $1/\pi$, in the manner of Theorem~\ref{th:fokker_planck-symmetry}:
  $\sum_ih\,p_i(Ap)_i/\pi_i=-\sum_k\kappa_k(\rho_k-\rho_{k-1})^2$ with $\kappa_k>0$. A step of Crank--Nicolson
  multiplies each eigenvector by a number in $(-1,1]$, so it enlarges
  no $\norm\cdot_*$, and neither does $(I-\frac12\tau A)^{-1}$. The residuals add up to $t\,\bigO{h^4+\tau^4}$. For
  $v_k<2$ they are finite in this norm: $q$ and its derivatives are mixtures times polynomials. In the sum, $n=0$
  gives the mass, $n=1$ the mean, $n=2$ is $(\EE X^2-1)/\sqrt2$.
\end{proof}

So with 1024 intervals on $[-8,8]$ and 1024 steps to $t=1$ it should be
\mixtureoutcome{$\norm{p_h-p}_1=\num{mixture.law_1024}$}{\claim{mixture.l1_1024}\num{mixture.l1_1024}}
\mixtureoutcome{share of the error in time \num{mixture.time_share_predicted} per
cent}{\claim{mixture.time_share}\num{mixture.time_share} per cent}
\mixtureoutcome{mean (drops), times $1+\num{mixture.mean_predicted}$}{\claim{mixture.mean}$1+\num{mixture.mean_found}$}
\mixtureoutcome{$\EE X^2-1$, times $1+\num{mixture.square_predicted}$}{$1+\num{mixture.square_found}$}
\mixtureoutcome{mass: no change}{\claim{mixture.mass}\num{mixture.mass_error} of it}
\claim{mixture.sign} The step is far beyond the bound \eqref{eq:fokker_planck-cn-limit} up to which Crank--Nicolson
promises positive values; of the smooth density no value came out below $-10^{-12}$. \fig{mixture/errors} has the
other grids.

\showfig{mixture/errors}{Left: error of the solver at $t=1$ against the finest mesh used, predicted (grey) and
measured, symmetric (discs) and three drops (squares); circles and crosses: two and three grids extrapolated. Right:
error of Hermite's series with modes up to~$K$ at three times, and the bound \eqref{eq:mixture-tail} (grey); it falls
until rounding stops it.}

@ The sum in \eqref{eq:mixture-error} is a Hermite series like any other.

@<Functions for the finite-volume runs from a mixture@>=
void mixture_solver_error(double *e, const HeatMixture *data, double t, double h,@|
  double tau, size_t n, const double *x)
{
  enum {@+K=600@+};
  double b[K+1];
  mixture_hermite(b, K, data, 1);
  for (int j=0; j<=K; j++)
    b[j] *= t*exp(-0.5*j*t)*(j*(j+1.0)*h*h/24-pow(j, 3)*tau*tau/96); // \eqref{eq:mixture-error}
  mixture_hermite_density(e, b, K, 1, n, x);
}

@ @<Interface of the finite-volume runs from a mixture@>=
void mixture_solver_error(double *e, const HeatMixture *data, double t, double h,@|
  double tau, size_t n, const double *x); /* \eqref{eq:mixture-error} at |n| points,
     for the Ornstein--Uhlenbeck process of rate $\frac12$; $\max\abs{1-v_k}\,e^{-t}<0.9$ */
void mixture_nodes(double *x, int N, double L); /* $x_i=-L+2Li/N$, $0\le i\le N$ */
void mixture_solve(double *p, int N, double L, const SdeProcess *q,@|
  const HeatMixture *data, double end, int steps);
  /* densities at these nodes at time |end|, by Chang--Cooper and Crank--Nicolson from |data| at time 0 */
double mixture_solver_merge(int N, double L, const SdeProcess *q,@|
  const HeatMixture *data, double guess, int steps);
  /* the end for which the computed curvature at zero vanishes; |N| even, |data| symmetric */
void mixture_extrapolate(double *y, int n, int levels, const double *const *u);
  /* Lemma~\ref{th:mixture-richardson} at |n+1| common nodes; |u[l]| has |(n<<l)+1| values */

@ The centres of $N$ cells and those of $2N$ cells have no point in common. For Richardson's extrapolation they
should; so we let the nodes $x_i=-L+2Li/N$ be the \emph{centres} of $N+1$ cells, whose walls are half a cell farther
out.
@^grids with common nodes@>

@<Functions for the finite-volume runs from a mixture@>=
void mixture_nodes(double *x, int N, double L)
{
  for (int i=0; i<=N; i++) x[i] = L*(2.0*i/N-1);
}
@#
void mixture_solve(double *p, int N, double L, const SdeProcess *q,@|
  const HeatMixture *data, double end, int steps)
{
  double wall = L*(1+1.0/N), g = sde_g(q, 0);
  base_require(N>=2 && steps>=1 && end>0, "mixture_solve: N=%d, %d steps", N, steps);
  FokkerPlanck *s = fokker_planck_new(N+1, -wall, wall, FOKKER_PLANCK_SEALED);
  heat_mixture_density(p, data, 1, 0, (size_t)N+1, fokker_planck_centres(s));
  if (q->kind==SDE_OU) { /* coefficients without time: factors are kept */
    fokker_planck_linear(s, FOKKER_PLANCK_CHANG_COOPER, sde_f(q, 0), g*g/2);
    fokker_planck_steps(p, s, 0.5, end/steps, steps);
  }
  else fokker_planck_forward(p, s, q, 0, end, steps);
  fokker_planck_free(s);
}

@ The secant method finds the end at which the curvature vanishes; every trial is a whole run.
@^secant method@>

@<Functions for the finite-volume runs from a mixture@>=
static double curvature_at(double T, double *p, int N, double L,@|
  const SdeProcess *q, const HeatMixture *data, int steps)
{
  mixture_solve(p, N, L, q, data, T, steps);
  return p[N/2-1]-2*p[N/2]+p[N/2+1];
}
@#
double mixture_solver_merge(int N, double L, const SdeProcess *q,@|
  const HeatMixture *data, double guess, int steps)
{
  double *p = base_reals((size_t)N+1), T = guess, before = 0.98*guess;
  double c = curvature_at(T, p, N, L, q, data, steps);
  double old = curvature_at(before, p, N, L, q, data, steps);
  base_require(N%2==0, "mixture_solver_merge: N=%d is odd", N);
  for (int i=0; i<12 && fabs(T-before)>1e-11*T && c!=old; i++) {
    double next = T-c*(T-before)/(c-old);
    before = T, old = c, T = next;
    c = curvature_at(T, p, N, L, q, data, steps);
  }
  free(p);
  return T;
}

@ An error that is known to be a series in $h^2$ can be removed term by term \citep{richardson1911}.
@^Richardson extrapolation@>

\begin{lemma}\label{th:mixture-richardson}
  Let $u_l=u+c_14^{-l}+\dots+c_{k-1}4^{-(k-1)l}+\bigO{4^{-kl}\,\varepsilon}$ for $l=0,\dots,k-1$. Then
  \begin{equation}\label{eq:mixture-richardson}
    \sum_{l<k}\gamma_lu_l=u+\bigO\varepsilon,\qquad\gamma_l=\prod_{j\ne l}\frac{4^l}{4^l-4^j};
  \end{equation}
  for $k=3$ the sum is $\frac1{45}(u_0-20u_1+64u_2)$.
\end{lemma}
\begin{proof}
  $u_l$ is up to the remainder the value at $z=4^{-l}$ of a polynomial of degree $k-1$ whose value at $z=0$ is~$u$.
  Lagrange's formula for it has the weights $\prod_{j\ne l}(0-z_j)/(z_l-z_j)=\prod_{j\ne l}4^{-j}/(4^{-j}-4^{-l})$,
  which is \eqref{eq:mixture-richardson}.
\end{proof}

The proof of Prediction~\ref{th:mixture-solver} can be continued: each further term of the error solves the same
equation with a source that is a smooth mixture times a polynomial, and only even powers occur, since
\eqref{eq:mixture-flux} is even in~$h$ and Crank--Nicolson is symmetric in time. With $\tau$ proportional to~$h$ and
grids of 200, 400 and 800 intervals the three-level extrapolate should
have an error of sixth order.
\mixtureoutcome{sixth order: a factor of about 64 when $h$ is halved}{\claim{mixture.sixth}\num{mixture.richardson_factor}}
\mixtureoutcome{at most $10^{-9}$ in $\norm\cdot_1$, from 200, 400, 800
intervals}{\claim{mixture.l1_richardson}\num{mixture.l1_richardson}}

@<Functions for the finite-volume runs from a mixture@>=
void mixture_extrapolate(double *y, int n, int levels, const double *const *u)
{
  base_require(levels>=1 && levels<=8, "mixture_extrapolate: %d levels", levels);
  memset(y, 0, ((size_t)n+1)*sizeof *y);
  for (int l=0; l<levels; l++) {
    double weight = 1;
    for (int j=0; j<levels; j++)
      if (j!=l) weight *= ldexp(1, 2*l)/(ldexp(1, 2*l)-ldexp(1, 2*j));
    for (int i=0; i<=n; i++) y[i] += weight*u[l][(size_t)i<<l];
  }
}

@*1 Counting particles.
Theorem~\ref{th:fokker_planck-counting} predicts the distance of a histogram of $n$ particles from the exact
probabilities $P_b$ of its bins, asymptotically. For every~$n$ the mean of $\abs{N_b/n-P_b}$ was found by de~Moivre.
@^de Moivre, Abraham@>
@^histogram, error of@>

\begin{forecast}[Histogram]\label{th:mixture-count}
  For $n$ independent particles from~$p$, with $\nu_b=\lfloor nP_b\rfloor+1$ and $0<P_b<1$,
  \begin{equation}\label{eq:mixture-demoivre}
    \begin{aligned}
    \EE\sum_b\Bigl\lvert\frac{N_b}n-P_b\Bigr\rvert&=\frac2n\sum_b\nu_b\binom n{\nu_b}P_b^{\nu_b}(1-P_b)^{n-\nu_b+1}\\
    &\approx\sqrt{\frac2{\pi n}}\,\sum_b\sqrt{P_b(1-P_b)} .
    \end{aligned}
  \end{equation}
  If the particles come from another law with the probabilities $Q_b$, then approximately, with $\delta_b=Q_b-P_b$,
  $s_b^2=Q_b(1-Q_b)/n$,
  \begin{equation}\label{eq:mixture-folded}
    \EE\Bigl\lvert\frac{N_b}n-P_b\Bigr\rvert\approx\sqrt{\frac2\pi}\,s_b\,e^{-\delta_b^2/2s_b^2}+\delta_b\,\mathrm{erf}\frac{\delta_b}{\sqrt2\,s_b}
    .
  \end{equation}
\end{forecast}
\begin{proof}
  Let $N$ be binomial with $n$, $P$, and $g_j=\binom njP^j(1-P)^{n-j}$. As $\EE(N-nP)=0$, the mean of $\abs{N-nP}$ is
  $2\sum_{j\ge\nu}(j-nP)\,g_j$, where $\nu$ is the first integer above~$nP$. Put $T_j=j(1-P)g_j$. From
  $(j+1)(1-P)g_{j+1}=(n-j)Pg_j$ we have $T_j-T_{j+1}=\bigl(j(1-P)-(n-j)P\bigr)g_j=(j-nP)\,g_j$; the sum telescopes
  to~$2T_\nu$.
  The approximations replace $N$ by a normal variable of the same mean and variance: for $Y=\delta+sZ$ one integrates
  $\EE\abs Y=\int\abs{\delta+sz}\,\normal(z;0,1)\,dz$, and with $u=\delta/s$ gets
  $s\,(2\normal(u;0,1)+u\,(2\Phi(u)-1))$.
\end{proof}

With 400 bins on $[-5,5]$, at $t=1$, the ratio of measured to predicted error, as a mean over \num{mixture.replicates}
replicates, should be~1:
\mixtureoutcome{ratio 1 at $n=10^3,10^4,10^5$}{\claim{mixture.counting}\num{mixture.count_3}, \num{mixture.count_4},
\num{mixture.count_5}}
\mixtureoutcome{ratio 1 by the approximation}{\num{mixture.normal_3}, \num{mixture.normal_4}, \num{mixture.normal_5}}
In a bin that expects less than one particle the square root is too large; that is why the approximation needs $n\gg400$.

@<Interface of what particles do to a mixture@>=
void mixture_cells(double *P, int bins, double low, double high,@|
  const HeatMixture *data, double a, double s2); /* probabilities of equal bins */
double mixture_count(int bins, const double *P, double n);
  /* $\EE\sum_b\abs{N_b/n-P_b}$, exactly, \eqref{eq:mixture-demoivre} */
double mixture_count_normal(int bins, const double *P, const double *Q, double n);
  /* the same for particles with probabilities |Q|, approximately, \eqref{eq:mixture-folded}; |Q==P| is allowed */
void mixture_euler(double *a, double *s2, const SdeProcess *q,@|
  double t, double end, int steps); /* \eqref{eq:mixture-euler} */

@ A probability of a bin is a difference of values of $\Phi$. On the right both are close to~1 and would cancel; there
we take differences of $1-\Phi$.
@^cancellation@>

@<Functions for what particles do to a mixture@>=
static double between(double z0, double z1) /* $\Phi(z_1)-\Phi(z_0)$, $z_0\le z_1$ */
{
  return z0>0 ? 0.5*(erfc(z0/sqrt(2))-erfc(z1/sqrt(2)))@|
    : 0.5*(erfc(-z1/sqrt(2))-erfc(-z0/sqrt(2)));
}
@#
void mixture_cells(double *P, int bins, double low, double high,@|
  const HeatMixture *data, double a, double s2)
{
  base_require(data->d==1 && bins>=1 && low<high, "mixture_cells: %d bins", bins);
  for (int b=0; b<bins; b++) {
    double x0 = low+(high-low)*b/bins, x1 = low+(high-low)*(b+1)/bins;
    P[b] = 0;
    for (int k=0; k<data->K; k++) {
      double root = sqrt(a*a*data->v[k]+s2), m = a*data->m[k];
      P[b] += data->w[k]*between((x0-m)/root, (x1-m)/root);
    }
  }
}

@ The binomial coefficient overflows; its logarithm does not. A bin of probability zero contributes nothing.

@<Functions for what particles do to a mixture@>=
double mixture_count(int bins, const double *P, double n)
{
  double sum = 0;
  for (int b=0; b<bins; b++) if (P[b]>0 && P[b]<1) {
    double nu = floor(n*P[b])+1;
    double l = lgamma(n+1)-lgamma(nu+1)-lgamma(n-nu+1)@|
      +nu*log(P[b])+(n-nu+1)*log1p(-P[b]);
    sum += 2*nu/n*exp(l); // \eqref{eq:mixture-demoivre}
  }
  return sum;
}
@#
double mixture_count_normal(int bins, const double *P, const double *Q, double n)
{
  double sum = 0;
  for (int b=0; b<bins; b++) {
    double s = sqrt(Q[b]*(1-Q[b])/n), off = Q[b]-P[b];
    if (s>0) sum += sqrt(2/pi)*s*exp(-0.5*off*off/(s*s))+off*erf(off/(sqrt(2)*s)); // \eqref{eq:mixture-folded}
    else sum += fabs(off);
  }
  return sum;
}

@*1 The bias of Euler's method.
Particles that move by Euler--Maruyama are not particles of law~$p_t$. Usually one knows the order of their bias and
measures the rest. For a linear equation the whole law is known, and \eqref{eq:mixture-folded} adds it to the noise.
@^Euler--Maruyama method@>
@^bias@>

\begin{forecast}[Euler's law]\label{th:mixture-euler}
  Steps $X'=(1+f\tau)X+g\sqrt\tau\,Z$ with the values of $f$, $g$ at the beginning of each step lead from a mixture to
  the mixture with signal $a$ and noise variance $s_2$, where from $a=1$, $s_2=0$
  \begin{equation}\label{eq:mixture-euler}
    a\leftarrow(1+f\tau)\,a,\qquad s_2\leftarrow(1+f\tau)^2s_2+g^2\tau .
  \end{equation}
  For \eqref{eq:mixture-flow} and $M$ steps $a=(1-\frac12\tau)^M$ and $s_2=(1-a^2)/(1-\frac14\tau)$; with $t=M\tau$
  fixed, $a=\alpha\,(1-\frac18t\tau)+\bigO{\tau^2}$. The stationary variance is $1/(1-\frac14\tau)$.
\end{forecast}
\begin{proof}
  A step is of the form of Theorem~\ref{th:heat-mixture}; compose: $(1+f\tau)(aX_0+\sqrt{s_2}Z)+g\sqrt\tau Z'$. With
  constants, $s_2$ is the geometric sum $\tau\sum_{j<M}q^{j}=\tau\,(1-q^{M})/(1-q)$ with
  $q=(1-\frac12\tau)^2=1-\tau+\frac14\tau^2$. The logarithm of~$a$ is
  $M\ln(1-\frac12\tau)=-\frac12t-\frac18t\tau+\dots$ Let $M\to\infty$.
\end{proof}

With a million particles and 100 bins at $t=1$ the histogram's error is
\mixtureoutcome{exact sampling \num{mixture.euler_law_0}}{\claim{mixture.particles}\num{mixture.euler_0}}
\mixtureoutcome{16 steps of Euler \num{mixture.euler_law_16}}{\num{mixture.euler_16}, of which bias \num{mixture.bias_16}}
\mixtureoutcome{4 steps of Euler \num{mixture.euler_law_4}}{\num{mixture.euler_4}, of which bias \num{mixture.bias_4}}
\fig{mixture/particles} shows how the curves leave the line $n^{-1/2}$. \claim{mixture.useless} With 4 steps, going
from ten thousand particles to a million brings a factor of \num{mixture.euler4_gain}, where sampling alone would
bring ten.

\showfig{mixture/particles}{Error of a histogram with 100 bins at $t=1$ against the number of particles, for exact
sampling and for Euler's method with two steps: measured, and predicted by \eqref{eq:mixture-folded} without a free
constant.}

\begin{wrong}
  ``The chain $X'=\sqrt{1-\beta}\,X+\sqrt\beta\,Z$ of the diffusion models is Euler's method for the VP equation.''
  Euler has $1-\frac12\beta$ for $\sqrt{1-\beta}$; they agree up to $\bigO{\beta^2}$. But
  $\sqrt{1-\beta}=e^{-\tau'/2}$ with $\tau'=-\ln(1-\beta)$: the chain is an \emph{exact} step of
  \eqref{eq:mixture-flow}, under a clock that
  is a little fast. Euler's law is the law of no time at all: its signal and its noise belong to different times.
  \claim{mixture.chain} With 16 steps and $\beta=\tau=\frac1{16}$ the signal at $t=1$ is off by the fraction
  \num{mixture.chain_signal} in the chain, which stands at $t=\num{mixture.chain_clock}$, and by
  \num{mixture.euler_signal} in Euler's method; after a long time the chain's variance is~1, and Euler's
  \num{mixture.euler_variance}.
\end{wrong}
@^DDPM chain@>

@<Functions for what particles do to a mixture@>=
void mixture_euler(double *a, double *s2, const SdeProcess *q,@|
  double t, double end, int steps)
{
  double tau = (end-t)/steps;
  base_require(steps>=1 && end>t, "mixture_euler: %d steps", steps);
  *a = 1, *s2 = 0;
  for (int k=0; k<steps; k++) {
    double g = sde_g(q, t+k*tau), factor = 1+tau*sde_f(q, t+k*tau);
    *a *= factor, *s2 = factor*factor*(*s2)+g*g*tau; // \eqref{eq:mixture-euler}
  }
}

@*1 And back.
Run the VP process to its end, forget everything, take fresh particles of law $\normal(0,1)$ and run time back with
the exact score, by the method of Chapter~\ref{ch:reversal}. What should come out?

\begin{forecast}[Reverse run]\label{th:mixture-reverse}
  Let $\tilde p_0$ be the law at time~0 of the exact reversal, with any~$\lambda$, started at~$T$ from
  $\pi=\normal(0,1)$ in place of~$p_T$. Then
  \begin{equation}\label{eq:mixture-start}
    \norm{\tilde p_0-p_0}_1\le\norm{\pi-p_T}_1\le\bigl(2\KL(p_T\,\Vert\,\pi)\bigr)^{1/2}.
  \end{equation}
\end{forecast}
\begin{proof}
  Both laws are carried by the same Markov process. Its transition law is a kernel $\kappa(x\given y)\ge0$ with
  $\int\kappa\,dx=1$ (for $\lambda=0$, a map), and $\int\abs{\int\kappa\,(\pi-p_T)\,dy}\,dx\le\int\abs{\pi-p_T}\,dy$;
  for a map, a set and its preimage have the same mass. The second inequality is Pinsker's
  (Exercise~\ref{ex:mixture-pinsker}).
\end{proof}

The start costs nothing here: $\norm{\pi-p_T}_1=\num{mixture.start_l1}$, and Pinsker's bound is
\num{mixture.start_bound}. What remains is the step and the counting, and with \num{mixture.reverse_steps} steps the
histogram of \num{mixture.reverse_particles} particles in 100 bins should be as good as one of fresh data.
\fig{mixture/reverse} shows the two runs side by side.
\mixtureoutcome{$\lambda=1$: \num{mixture.reverse_predicted}}{\claim{mixture.reverse}\num{mixture.reverse_found}}
\mixtureoutcome{$\lambda=0$: \num{mixture.reverse_predicted}}{\num{mixture.reverse_flow_found}}

\showfig{mixture/reverse}{From left to right: a histogram of \num{mixture.reverse_particles} data (points) with the
exact density (line); 24 paths of the VP process; 24 paths of its reversal with $\lambda=1$, started from fresh noise;
the histogram of what came back. Colours: the side of the line on which a path is at $t=0$.}
@*1 The program.
The parameters:
\parameters{langevin}
Each experiment is one function and has its own streams of random numbers, experiment~$k$ those from $k\cdot2^{32}$
on. Names of numbers are completed by |say|, and a curve is drawn together with its label.

@(langevin_main.c@>=
#include <math.h>
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
  {"eta", CLI_REAL, &eta, 0.2, 0.01, 0.5, "step of annealing, in units of $\\sigma^2$"}@t\2@>
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
static void say(const char *key, double value, const char *format)
{
  char name[64];
  snprintf(name, sizeof name, "langevin.%s", key);
  results_number(name, value, format);
}
static void curve(Plot *f, int colour, int dash, int n, const double *x, const double *y,@|
  const char *name, double at_x, double at_y, const char *anchor)
{
  plot_curve(f, colour, 1, dash, name, n, x, y);
  plot_pen(f, colour, 1, 0);
  if (anchor!=NULL) plot_text(f, at_x, at_y, anchor, name);
}

@ Most experiments happen on a grid on the line. The score there is that of a mixture at a level of blur, and |law| is
what a chain makes of its start, to be compared with |p|.

@<Helpers of the Langevin program@>=
enum {@+MOST=4096@+};
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
static const double one[1] = {1}, zero[1] = {0};
static const HeatMixture normal = {1, 1, one, zero, one};
static void mix_factors(void)
{
  enum {@+n=600@+};
  const double h = 0.1, a[3] = {h, h, h/2}, b[3] = {2*h, h, 2*h};
  double v[3] = {0};
  grid(n, -9, 9);
  for (int k=0; k<3; k++) {
    for (int i=0; i<n; i++) law[i] = heat_kernel(1, at[i]*at[i], 1);
    steps_on_grid(n, &normal, 0, a[k], b[k], NULL, 400);
    for (int i=0; i<n; i++) v[k] += mesh*at[i]*at[i]*law[i];
  }
  say("factor_right", v[0], "%.3f"), say("factor_cold", v[1], "%.3f"), say("factor_hot", v[2], "%.3f");
  results_claim("langevin.factors", fabs(v[0]-1/(1-h/2))<1e-6@|
    && fabs(v[1]-1/(2-h))<1e-6 && fabs(v[2]-2/(1-h/4))<1e-6);
}

@ \emph{Entropy in time.} The solver of Chapter~\ref{ch:fokker_planck} in a potential, with its stationary state in~|p|.

@<Helpers of the Langevin program@>=
static double well(double x, const void *B)
{@+ return *(const double *)B*(x*x-1)*(x*x-1);@+}
static double convex(double x, const void *data)
{@+ (void)data;@+ return x*x/2+x*x*x*x/4;@+}
static double harmonic(double x, const void *data)
{@+ (void)data;@+ return x*x/2;@+}
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
  double T, double mean, double variance) /* entropy at the times; returns the gap */
{
  FokkerPlanck *f = in_potential(U, &B, CELLS, end);
  double gap = langevin_gap(f, CELLS, 2);
  for (int i=0; i<CELLS; i++)
    law[i] = heat_kernel(1, (at[i]-mean)*(at[i]-mean), variance);
  for (int k=0; k<TIMES; k++) {
    times[k] = T*k/(TIMES-1), H[k] = 0;
    for (int i=0; i<CELLS; i++)
      if (law[i]>0 && p[i]>0) H[k] += mesh*law[i]*log(law[i]/p[i]);
    fokker_planck_steps(law, f, 0.5, T/(TIMES-1)/40, 40);
  }
  fokker_planck_free(f);
  return gap;
}
static double rate(const double *H, int from, int to)
{@+ return log(H[from]/H[to])/(times[to]-times[from]);@+}

@ First the two Gaussians, with the closed form under the points.

@<Experiments on Langevin dynamics@>=
static void decay(void)
{
  static const char *name[2] = {"displaced", "too narrow"};
  double H[2][TIMES], exact[TIMES], t[17], y[17], off = 0;
  Plot *f = plot_new("decay", 122, 60);@+ plot_grid(f, 1, 2);
  plot_axes(f, 0, 4, 1e-5, 5, PLOT_LOG_Y, "$t$", "relative entropy");
  for (int k=0; k<2; k++) {
    double m = k ? 0 : 2, V = k ? 0.1 : 1;
    follow(H[k], harmonic, 0, 8, 4, m, V);
    for (int i=0; i<TIMES; i++) {
      double e = exp(-2*times[i]), q = 1+(V-1)*e;
      exact[i] = m*m/2*e+0.5*(q-1-log(q)); // \eqref{eq:langevin-gauss}
      if (i%5==0) t[i/5] = times[i], y[i/5] = H[k][i];
      if (i%20==0) off = fmax(off, fabs(H[k][i]/exact[i]-1));
    }
    plot_curve(f, PLOT_GREY, 1, 0, "exact", TIMES, times, exact);
    plot_dots(f, k ? PLOT_VERMILLION : PLOT_BLUE, k, name[k], 17, t, y);
    plot_text(f, k ? 1.4 : 2, k ? 2e-4 : 0.12, k ? "r" : "l", name[k]);
  }
  say("rate_mean", rate(H[0], 40, 80), "%.3f"), say("rate_variance", rate(H[1], 40, 80), "%.2f");
  say("gauss_off", off, "%.0e");
  results_claim("langevin.gauss_rate", fabs(rate(H[0], 40, 80)-2)<0.01@|
    && fabs(rate(H[1], 40, 80)-4)<0.1 && off<0.02);
  @<Follow the entropy in the convex potential and the wells@>@;
  plot_end(f);
}

@ The dashed lines of the wells go through the last point, with the slope of the gap; that of the convex potential is
the bound.

@<Follow the entropy in the convex potential and the wells@>=
static const int colour[5] = {PLOT_BLACK, PLOT_BLUE, PLOT_GREEN, PLOT_ORANGE, PLOT_VERMILLION};
static const char *label[5] = {"convex", "$B$ = 1", "$B$ = 2", "$B$ = 3", "$B$ = 4"};
double h[TIMES], line[TIMES], gap = 0, fast = 0;
plot_panel(f, 1);
plot_axes(f, 0, 10, 1e-5, 5, PLOT_LOG_Y, "$t$", "");
for (int k=0; k<5; k++) {
  gap = follow(h, k ? well : convex, k, k ? 2.6 : 4, 10, k ? -1 : 1.5, k ? 0.02 : 0.1);
  for (int i=0; i<TIMES; i++)
    line[i] = k ? h[TIMES-1]*exp(-2*gap*(times[i]-10)) : h[0]*exp(-2*times[i]);
  if (k==0) fast = rate(h, 16, 32);
  plot_curve(f, PLOT_GREY, 0.8, PLOT_DASHED, "predicted", TIMES, times, line);
  curve(f, colour[k], 0, TIMES, times, h, label[k],@|
    k ? times[30+6*k] : 0.2, k ? h[30+6*k]*1.3 : 1e-4, k ? "lb" : "l");
}
double slow = rate(h, 40, 80), bound = 4*exp(-1-1/16.0-4);
say("rate_convex", fast, "%.2f"), say("log2", log(2), "%.3f"), say("rate_well", slow, "%.4f");
say("twice_gap", 2*gap, "%.4f"), say("twice_bound", bound, "%.4f");
results_within("langevin.convex_rate", fast, 2, 6);
results_claim("langevin.well_rate", fabs(slow/(2*gap)-1)<0.1 && bound<2*gap);

@ \emph{Steps on the normal law}, from the exact start, so that only the bias moves the variance. The acceptance is
averaged over 20 steps. Successive steps of a particle are correlated; as a standard error we take that of the
particles alone, which is too large by at most $\sqrt{20}$.

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
static void gaussian_steps(double h, int k)
{
  const HeatMixture unit = {1, 1, (const double *)&unit_number, (const double *)&no_number, (const double *)&unit_number};
  LangevinTarget q = langevin_mixture(&unit);
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

@ \emph{Bias on a mixture}, as the law of the chain. The function $r$ of \eqref{eq:langevin-first-order} needs
$s'=p''/p-s^2$, which Chapter~\ref{ch:heat} has. The last of the numbers belong to
Exercise~\ref{ex:langevin-dimension}.

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
say("best_y", best_y, "%.2f"), say("best_acceptance", erfc(best_y/sqrt(2)), "%.3f");
say("variance_particles", particles, "%.0f"), say("variance_z", worst[0], "%.1f");
say("adjusted_z", worst[1], "%.1f"), say("acceptance_z", worst[2], "%.1f");
say("accept_one", accepted[4], "%.3f"), say("mala_off", most, "%.0e"), say("bias_order", order, "%.2f");
results_within("langevin.variance", worst[0], 0, 4.5);
results_within("langevin.acceptance", worst[2], 0, 4);
results_within("langevin.bias_linear", order, 0.9, 1.15);
results_claim("langevin.unbiased", worst[1]<4.5 && most<1e-10);

@ @<Draw the biases@>=
double hs[100], variance[100], rates[100];
Plot *f = plot_new("bias", 122, 88);@+ plot_grid(f, 2, 2);
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

@ \emph{Barriers.} Each passage is one particle with a stream of its own, so that it can stop when it arrives. The
step $h=0.02/U''(1)$ makes the bias small.

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

@ The halving time starts from $2\pi$ on the left. Backward Euler with 2000 steps in the time that is expected has an
error of $\lambda\tau/2\approx10^{-4}$. The mass $m$ of Theorem~\ref{th:langevin-sandwich} is summed for $b=1$.

@<Helpers of the Langevin program@>=
static double halving(FokkerPlanck *f, int n, double lambda)
{
  double tau = log(2)/lambda/2000, before = 1;
  for (int i=0; i<n; i++) law[i] = at[i]<0 ? 2*p[i] : 0;
  for (int k=1; k<4000; k++) {
    fokker_planck_steps(law, f, 1, tau, 1);
    double now = distance(n);
    if (now<0.5) return tau*(k-1+(before-0.5)/(before-now));
    before = now;
  }
  return NAN;
}
static double committed(double B)
{
  double climb = 0, part = 0, mass = 0, total = 0, d = 1e-4;
  for (double x=d/2; x<1; x+=d) total += exp(well(x, &B));
  for (double x=d/2; x<3; x+=d) {
    double u = exp(-well(x, &B)), phi = x<1 ? (climb+0.5/u)/total : 1;
    if (x<1) climb += 1/u;
    mass += u, part += u*phi*phi;
  }
  return part/mass;
}

@ @<Experiments on Langevin dynamics@>=
static void barriers(void)
{
  enum {@+N=9, n=800@+};
  double B[N], M[N], mean[N], spread[N], gap[N], half[N], lead[N], far = 0, off = 0;
  for (int k=0; k<N; k++) {
    B[k] = 1+0.5*k, lead[k] = number_pi/(2*sqrt(2)*B[k])*exp(B[k]);
    M[k] = langevin_passage(well, B+k, -4, -1, 1);
    FokkerPlanck *f = in_potential(well, B+k, n, 2.6);
    gap[k] = langevin_gap(f, n, 2);
    half[k] = halving(f, n, gap[k]);
    if (B[k]>=3) off = fmax(off, fabs(half[k]*gap[k]/log(2)-1));
    fokker_planck_free(f);
    measure_passages(mean+k, spread+k, B[k], k);
    far = fmax(far, (fabs(mean[k]-M[k])-0.01*M[k])/spread[k]);
    cli_progress("barriers", k+1, N);
  }
  @<Tell what was found about the passages@>@;
  @<Draw the passages@>@;
}

@ The lower bound adds to $w(4)$ the time from infinity to~4, $\int_4^\infty dx/U'$ up to a smaller term.

@<Tell what was found about the passages@>=
double top = B[N-1], end = M[N-1], m = committed(top), ten = 10, twenty = 20, next = lead[N-1]*(1+0.375/top);
double low = 1/(langevin_passage(well, &top, -4, -4, 0)+log(16/15.0)/(8*top)), high = 2/(m*end);
double t10 = langevin_passage(well, &ten, -3, -1, 1), t20 = langevin_passage(well, &twenty, -2.5, -1, 1);
say("passages", passages, "%.0f"), say("passage_z", fmax(far, 0), "%.1f");
say("top_barrier", top, "%.0f"), say("gap_top", gap[N-1], "%.5f"), say("gap_low", low, "%.5f");
say("gap_high", high, "%.5f"), say("gap_times", gap[N-1]*end/2, "%.3f");
say("kramers_low", lead[N-1]/end, "%.3f"), say("kramers_next", next/end, "%.3f");
say("mixing_off", off, "%.2f"), say("passage_ten", t10, "%.0f");
say("steps_ten", t10*80/0.1, "%.0e"), say("steps_twenty", t20*160/0.1, "%.0e");
results_within("langevin.passage", far, -100, 4);
results_claim("langevin.gap_passage", low<gap[N-1]*1.001 && gap[N-1]<1.001*high);
results_claim("langevin.kramers", fabs(next/end-1)<0.5*fabs(lead[N-1]/end-1));
results_within("langevin.mixing", off, 0, 0.05);

@ @<Draw the passages@>=
double bar[N], twice[N], line[N], over[4][N];
Plot *f = plot_new("barrier", 122, 54);@+ plot_grid(f, 1, 2);
for (int k=0; k<N; k++) {
  bar[k] = 2*spread[k], twice[k] = 2/gap[k], line[k] = log(2)/gap[k];
  over[0][k] = M[k]/lead[k], over[1][k] = mean[k]/lead[k];
  over[2][k] = bar[k]/lead[k], over[3][k] = 1+0.375/B[k];
}
plot_axes(f, 0.7, 5.3, 0.5, 60, PLOT_LOG_Y, "$B$", "time");
curve(f, PLOT_BLACK, 0, N, B, M, "passage", 3.1, 13, "rb");
plot_curve(f, PLOT_GREY, 1, 0, "ln 2/gap", N, B, line);
plot_dots(f, PLOT_VERMILLION, PLOT_CROSS, "2/gap", N, B, twice);
plot_dots(f, PLOT_GREEN, PLOT_SQUARE, "halving", N, B, half);
plot_text(f, 3.4, 2.4, "l", "halving");
plot_pen(f, PLOT_BLUE, 1, 0);@+ plot_errors(f, "measured", N, B, mean, bar);
plot_panel(f, 1);
plot_axes(f, 0.7, 5.3, 0.9, 1.5, 0, "$B$", "passage over leading term");
curve(f, PLOT_BLACK, 0, N, B, over[0], "exact", 4.1, 1.17, "lb");
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
  double ms[N], kl[N], fisher[N], bound[N], least = 1;
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
    least = fmin(least, bound[k]-fisher[k]);
    if (k==13) @<Draw densities and scores of the two mixtures@>@;
  }
  @<Draw entropy and Fisher information of the two mixtures@>@;
}

@ @<Draw densities and scores of the two mixtures@>=
for (int j=0; j<4; j++) {
  plot_panel(f, j/2);
  if (j%2==0) plot_axes(f, -8, 8, j ? -4.5 : 0, j ? 4.5 : 0.35, 0, "$x$", j ? "score" : "density");
  plot_curve(f, j%2 ? PLOT_BLUE : PLOT_VERMILLION, 1, j%2 ? PLOT_DASHED : 0,@|
    j%2 ? "equal" : "unequal", n, at, j<2 ? density[j] : score[j-2]);
}

@ @<Draw entropy and Fisher information of the two mixtures@>=
plot_panel(f, 2);
plot_axes(f, 0.5, 4.5, 1e-5, 3, PLOT_LOG_Y, "$m$", "");
plot_curve(f, PLOT_GREY, 0.8, PLOT_DASHED, "bound", N, ms, bound);
curve(f, PLOT_BLACK, 0, N, ms, kl, "KL", 4.4, 0.3, "rb");
curve(f, PLOT_GREEN, 0, N, ms, fisher, "$I$", 2.9, 1e-3, "r");
plot_end(f);
say("blind_kl", kl[13], "%.3f"), say("blind_fisher", fisher[13], "%.1e");
results_claim("langevin.blind", least>0 && kl[13]>0.15 && fisher[13]<1e-2*kl[13]);

@ \emph{Two modes} in the plane, and on the line through them: there they lie at $\pm2\sqrt2$, and the uniform law on
the square becomes a tent.

@<Helpers of the Langevin program@>=
enum {@+LEVELS=20, STEPS=100, GRID=2176@+};
static const double share[2] = {0.2, 0.8}, plane_means[4] = {-2, -2, 2, 2};
static const double line_means[2] = {-2.8284271247461903, 2.8284271247461903}, blur[2] = {0.25, 0.25};
static const HeatMixture plane = {2, 2, share, plane_means, blur};
static const HeatMixture line = {2, 1, share, line_means, blur};
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
  const int n = cli_quick() ? 1000 : 10000, shown = cli_quick() ? 500 : 2000;
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
  say("plain_steps", LEVELS*STEPS, "%.0f"), say("levels", LEVELS, "%.0f"), say("shown", shown, "%.0f");
  say("plain_weight", found[0], "%.3f"), say("annealed_weight", found[1], "%.3f");
  say("weight_error", sqrt(found[1]*(1-found[1])/n), "%.3f"), say("weight_truth", share[1], "%g");
  results_claim("langevin.first", fabs(found[0]-0.5)<0.08 && fabs(found[1]-0.8)<0.06);
  free(x);
}

@ @<Draw particles over the two modes@>=
enum {@+C=120@+};
static double field[C*C], place[2*C*C], across[2000], along[2000];
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

@ \emph{Level by level.} The chain's exact law on the line starts from the tent; its probability of the right half is
what counts. The steps are $h={}$|step|${}\cdot\sigma^{|power|}$.

@<Helpers of the Langevin program@>=
static double blurred(double x, const void *sigma)
{
  double l, v = *(const double *)sigma;
  heat_mixture_log_density(&l, &line, 1, v*v, 1, &x);
  return -l;
}
static double right_half(double sigma) /* of $p_\sigma$ */
{
  double c = line_means[1]/sqrt(2*(blur[0]+sigma*sigma));
  return 0.5*(1+(share[1]-share[0])*erf(c));
}
static double annealed_law(double last, int levels, int steps, double step, double power, double *after)
{
  double sigma[64], right = 0, end = 4*sqrt(2);
  for (int i=0; i<GRID; i++) law[i] = fmax(0, 1-fabs(at[i])/end)/end;
  if (levels==1) sigma[0] = last;
  else geometric(sigma, levels, last);
  for (int i=0; i<levels; i++) {
    double h = step*pow(sigma[i], power);
    steps_on_grid(GRID, &line, sigma[i], h, 2*h, NULL, steps), right = 0;
    for (int j=GRID/2; j<GRID; j++) right += mesh*law[j];
    if (after!=NULL) after[i] = right;
  }
  return right;
}

@ The gap of $p_\sigma$ is found on 800 cells that reach as far as the density.

@<Experiments on Langevin dynamics@>=
static void follow_levels(void)
{
  double sigma[LEVELS], scaled[LEVELS], target[LEVELS], after[LEVELS], off = 0, level[2], ends[2] = {0.08, 8};
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
  say("gap_first", scaled[0], "%.2f"), say("gap_last", scaled[LEVELS-1], "%.0e");
  say("follow", off, "%.3f"), say("law_weight", after[LEVELS-1], "%.3f");
  results_claim("langevin.levels", scaled[0]>0.3 && scaled[LEVELS-1]<1e-6 && off<0.05);
  @<Draw the levels@>@;
}

@ @<Draw the levels@>=
Plot *f = plot_new("levels", 122, 50);@+ plot_grid(f, 1, 2);
plot_axes(f, 0.08, 8, 1e-8, 3, PLOT_LOG_X|PLOT_LOG_Y, "$σ$", "$σ^2$ × gap");
plot_curve(f, PLOT_BLACK, 1, 0, "scaled gap", LEVELS, sigma, scaled);
plot_panel(f, 1);
plot_axes(f, 0.08, 8, 0.4, 0.9, PLOT_LOG_X, "$σ$", "right half");
curve(f, PLOT_BLACK, 0, LEVELS, sigma, target, "$p_σ$", 0.1, 0.82, "lb");
plot_dots(f, PLOT_BLUE, PLOT_DISC, "annealed", LEVELS, sigma, after);
plot_text(f, 0.1, 0.76, "lt", "annealed");
curve(f, PLOT_VERMILLION, 0, 2, ends, level, "plain", 0.1, 0.53, "lb");
plot_end(f);

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
double theta = pow(1-eta, 2*STEPS), truth = right_half(0.1), last = end[2][N-1];
double constant = annealed_law(0.1, LEVELS, STEPS, eta*0.01, 0, NULL);
double fine = annealed_law(0.1, LEVELS, 4*STEPS, eta/4, 2, NULL);
say("anneal_particles", n, "%.0f"), say("weight_one", end[0][0], "%.3f"), say("weight_four", end[0][2], "%.3f");
say("weight_many", end[0][6], "%.4f"), say("weight_half", end[1][3], "%.3f"), say("anneal_z", far, "%.1f");
say("weight_sigma", truth, "%.4f"), say("weight_fine", fine, "%.4f"), say("plain_law", last, "%.3f");
say("weight_constant", constant, "%.3f"), say("k_first", STEPS, "%.0f"), say("rho_one", wide*(1-eta), "%.2f");
say("rho", 1/(1-eta/2)*(1-theta)/(1-theta*gamma*gamma), "%.3f");
results_claim("langevin.steps_needed", end[0][0]<end[0][2] && end[0][2]<truth+0.02@|
  && fabs(end[0][6]-truth)<0.02 && fabs(end[1][3]-end[0][2])<0.1);
results_within("langevin.finer", (truth-fine)/(truth-end[0][6]), -0.6, 0.6);
results_within("langevin.annealed_sampled", far, 0, 4);
results_claim("langevin.plain_law", fabs(last-end[2][2])<0.02 && fabs(last-0.5)<0.05);
results_within("langevin.wrong_step", constant, 0.4, 0.65);
results_claim("langevin.point", wide*(1-eta)>1 && theta*gamma*gamma<1);

@ @<Draw the weight against the steps@>=
double ends[2] = {0.8, 80}, level[2] = {truth, truth};
Plot *f = plot_new("anneal", 122, 48);
plot_axes(f, 0.8, 80, 0.4, 0.9, PLOT_LOG_X, "steps at each level", "weight");
plot_curve(f, PLOT_GREY, 0.8, PLOT_DASHED, "truth", 2, ends, level);
curve(f, PLOT_GREEN, 0, N, steps, end[1], "10 levels", 2.1, end[1][1]-0.02, "lt");
curve(f, PLOT_BLUE, 0, N, steps, end[0], "20 levels", 1.9, end[0][1]+0.03, "rb");
plot_errors(f, "particles", N, steps, seen, bar);
curve(f, PLOT_VERMILLION, 0, N, steps, end[2], "plain", 20, 0.53, "b");
plot_end(f);

@ \emph{Predictor and corrector}, between the levels 6 and 0.2, as laws: kind~0 only predicts, kind~1 does both,
kind~2 only corrects.

@<Helpers of the Langevin program@>=
static double corrected(int kind, int evaluations, int naive) /* error in the 1-norm */
{
  double sigma[300];
  int n = kind==1 ? evaluations/2 : evaluations;
  geometric(sigma, n+1, 0.2);
  heat_mixture_density(law, &line, 1, 36, GRID, at);
  for (int i=0; naive && i<GRID; i++) law[i] = heat_kernel(1, at[i]*at[i], 36);
  for (int i=0; i<n; i++) {
    double b = sigma[i]*sigma[i]-sigma[i+1]*sigma[i+1], h = eta*sigma[i+1]*sigma[i+1];
    if (kind<2) steps_on_grid(GRID, &line, sigma[i], b, b, NULL, 1);
    if (kind>0) steps_on_grid(GRID, &line, sigma[i+1], h, 2*h, NULL, 1);
  }
  heat_mixture_density(p, &line, 1, 0.04, GRID, at);
  return distance(GRID);
}

@ @<Experiments on Langevin dynamics@>=
static void correctors(void)
{
  enum {@+N=5, KINDS=3@+};
  static const int colour[KINDS] = {PLOT_BLUE, PLOT_GREEN, PLOT_VERMILLION};
  static const char *name[KINDS] = {"predictor", "and corrector", "annealed"};
  double count[N], e[2][KINDS][N];
  Plot *f = plot_new("pc", 122, 52);@+ plot_grid(f, 1, 2);
  for (int naive=0; naive<2; naive++) {
    plot_panel(f, naive);
    plot_axes(f, 12, 330, 4e-3, 2, PLOT_LOG_X|PLOT_LOG_Y, "score evaluations", naive ? "" : "error in the 1-norm");
    plot_title(f, naive ? "from $N(0, σ_1^2)$" : "from the exact law");
    for (int kind=0; kind<KINDS; kind++) {
      for (int k=0; k<N; k++) count[k] = 16<<k, e[naive][kind][k] = corrected(kind, 16<<k, naive);
      curve(f, colour[kind], 0, N, count, e[naive][kind], name[kind], kind==0 ? 14 : kind==1 ? 100 : 36,@|
        kind==2 ? 0.5 : 0.032, naive ? NULL : "l");
      plot_dots(f, colour[kind], kind, name[kind], N, count, e[naive][kind]);
    }
  }
  plot_end(f);
  @<Tell the errors of the correctors@>@;
}

@ @<Tell the errors of the correctors@>=
double order = -stats_slope(3, count+2, e[0][0]+2);
say("pc_order_p", order, "%.2f"), say("pc_evaluations", count[1], "%.0f"), say("pc_most", count[N-1], "%.0f");
say("pc_error_p", e[0][0][1], "%.3f"), say("pc_error_pc", e[0][1][1], "%.3f"), say("pc_error_c", e[0][2][1], "%.3f");
say("pc_last_p", e[0][0][N-1], "%.4f"), say("pc_last_pc", e[0][1][N-1], "%.4f");
say("pc_naive_p", e[1][0][N-1], "%.3f"), say("pc_naive_pc", e[1][1][N-1], "%.3f");
results_within("langevin.pc_order", order, 0.8, 1.3);
results_claim("langevin.pc_few", e[0][2][1]>2*e[0][0][1] && e[0][1][1]>e[0][0][1]);
results_claim("langevin.pc_many", e[0][0][N-1]<0.8*e[0][1][N-1]);
results_claim("langevin.pc_naive", e[1][1][N-1]<0.6*e[1][0][N-1]);


@*1 What came out.
Table~\ref{tab:mixture} has the errors of the solver in three senses: in $\norm\cdot_1$, in the maximum, and as the
relative entropy of the exact density with respect to the computed one. \claim{mixture.orders} All orders in the first
two are within $0.02$ of~2, from the third grid on. \claim{mixture.order_kl} In relative entropy the order is~4, for
$\KL$ is quadratic in a small difference: $\KL(p\,\Vert\,p+\varepsilon)\approx\frac12\int\varepsilon^2/p\,dx$.
\claim{mixture.predicted} The column ``predicted'' is the 1-norm of \eqref{eq:mixture-error}; over all these lines it
is right to within \num{mixture.predicted_off} per cent.

\begin{table}[tbp]\centering\small\tabcolsep4.6pt
\begin{tabular}{@@{}rccccccc@@{}}\toprule
$N$ & 1-norm & predicted & order & maximum & order & $\KL$ & order\\\midrule
\multicolumn{8}{@@{}l}{\emph{symmetric}}\\
256 & \num{mixture.l1_256} & \num{mixture.law_256} & \num{mixture.l1_order_256} & \num{mixture.linf_256} & \num{mixture.linf_order_256} & \num{mixture.kl_256} & \num{mixture.kl_order_256}\\
512 & \num{mixture.l1_512} & \num{mixture.law_512} & \num{mixture.l1_order_512} & \num{mixture.linf_512} & \num{mixture.linf_order_512} & \num{mixture.kl_512} & \num{mixture.kl_order_512}\\
1024 & \num{mixture.l1_1024} & \num{mixture.law_1024} & \num{mixture.l1_order_1024} & \num{mixture.linf_1024} & \num{mixture.linf_order_1024} & \num{mixture.kl_1024} & \num{mixture.kl_order_1024}\\
2048 & \num{mixture.l1_2048} & \num{mixture.law_2048} & \num{mixture.l1_order_2048} & \num{mixture.linf_2048} & \num{mixture.linf_order_2048} & \num{mixture.kl_2048} & \num{mixture.kl_order_2048}\\
4096 & \num{mixture.l1_4096} & \num{mixture.law_4096} & \num{mixture.l1_order_4096} & \num{mixture.linf_4096} & \num{mixture.linf_order_4096} & \num{mixture.kl_4096} & \num{mixture.kl_order_4096}\\
\multicolumn{8}{@@{}l}{\emph{three drops}}\\
256 & \num{mixture.l13_256} & \num{mixture.law3_256} & \num{mixture.l1_order3_256} & \num{mixture.linf3_256} & \num{mixture.linf_order3_256} & \num{mixture.kl3_256} & \num{mixture.kl_order3_256}\\
512 & \num{mixture.l13_512} & \num{mixture.law3_512} & \num{mixture.l1_order3_512} & \num{mixture.linf3_512} & \num{mixture.linf_order3_512} & \num{mixture.kl3_512} & \num{mixture.kl_order3_512}\\
1024 & \num{mixture.l13_1024} & \num{mixture.law3_1024} & \num{mixture.l1_order3_1024} & \num{mixture.linf3_1024} & \num{mixture.linf_order3_1024} & \num{mixture.kl3_1024} & \num{mixture.kl_order3_1024}\\
2048 & \num{mixture.l13_2048} & \num{mixture.law3_2048} & \num{mixture.l1_order3_2048} & \num{mixture.linf3_2048} & \num{mixture.linf_order3_2048} & \num{mixture.kl3_2048} & \num{mixture.kl_order3_2048}\\
4096 & \num{mixture.l13_4096} & \num{mixture.law3_4096} & \num{mixture.l1_order3_4096} & \num{mixture.linf3_4096} & \num{mixture.linf_order3_4096} & \num{mixture.kl3_4096} & \num{mixture.kl_order3_4096}\\\bottomrule
\end{tabular}
\caption{Chang--Cooper with Crank--Nicolson for \eqref{eq:mixture-flow} on $[-8,8]$ at $t=1$, with $N$ intervals and
$N$ steps.}\label{tab:mixture}
\end{table}

@ Table~\ref{tab:mixture-methods} puts the methods side by side, each with what was predicted for it. A spectral
method that knows the eigenfunctions is beyond comparison, for the problem it knows. The solver needs no such
knowledge, and three of its runs, extrapolated, come close. Particles pay for each digit with a hundred times their
number;
but they alone would not mind if the line became a space of a million dimensions.

\begin{table}[tbp]\centering\small\tabcolsep4.5pt
\begin{tabular}{@@{}llcc@@{}}\toprule
method & size & predicted & measured\\\midrule
Hermite--Galerkin & \num{mixture.hermite_modes} modes & $\le\num{mixture.hermite_bound}$ & \num{mixture.hermite_error}\\
Fourier--Galerkin (heat) & \num{mixture.fourier_modes} modes & $\le\num{mixture.fourier_bound}$ & \num{mixture.fourier_error}\\
Chang--Cooper, three grids & 200, 400, 800 intervals & $\le10^{-9}$ & \num{mixture.l1_richardson}\\
\quad three drops & the same & & \num{mixture.l1_richardson3}\\
Chang--Cooper & 1024 intervals & \num{mixture.law_1024} & \num{mixture.l1_1024}\\
\quad VP, at $\int\beta=1$ & 1024 intervals & order 2 & \num{mixture.vp}, \num{mixture.vp_order}\\
\quad heat flow on $[-16,16]$ & 2048 intervals & order 2 & \num{mixture.heat}, \num{mixture.heat_order}\\
particles, exact & \num{mixture.particles}, 100 bins & \num{mixture.euler_law_0} & \num{mixture.euler_0}\\
particles, 16 steps of Euler & \num{mixture.particles}, 100 bins & \num{mixture.euler_law_16} & \num{mixture.euler_16}\\
particles, 4 steps of Euler & \num{mixture.particles}, 100 bins & \num{mixture.euler_law_4} & \num{mixture.euler_4}\\\bottomrule
\end{tabular}
\caption{Errors in $\norm\cdot_1$ for the symmetric mixture at $t=1$, unless the line says otherwise. For particles it
is the sum over the bins.}\label{tab:mixture-methods}
\end{table}

@*1 Checks.
\tested{mixture}{moments} Mean and variance are integrals of the density, which is compared with
\.{tests/oracles/heat\_gmm.txt} and with a convolution by quadrature. \tested{mixture}{modes} Humps satisfy
\eqref{eq:mixture-tanh}, their number agrees with a count on a fine grid; \tested{mixture}{merge} it changes at
\eqref{eq:mixture-merge}, for four processes.
\tested{mixture}{folds} The count changes by one at each fold and nowhere else, and for two unequal humps where
Exercise~\ref{ex:mixture-unequal} says. \tested{mixture}{entropy} Relative entropy has the closed form for one
Gaussian, and the derivative of the H-theorem; \tested{mixture}{bounds} it keeps the bounds of
Prediction~\ref{th:mixture-entropy} on a hundred random mixtures, and has its limits.
\tested{mixture}{hermite} Coefficients are integrals against the polynomials; \tested{mixture}{mehler} they flow as
\eqref{eq:mixture-mehler} says, also for heat and for a scale that is not stationary; \tested{mixture}{series} the
series gives the density to $10^{-13}$, and its tail bounds the error. \tested{mixture}{leading} The error of the
solver divided by \eqref{eq:mixture-error} tends to~1, in space and
time separately; \tested{mixture}{eigenvalues} its first modes have the eigenvalues \eqref{eq:mixture-modes}.
\tested{mixture}{target} On 1024 intervals it meets the bound $3.5\cdot10^{-5}$, with orders $2.00\pm0.02$;
\tested{mixture}{richardson} extrapolation removes $h^2$ and $h^4$ from polynomials, and brings the solver below
$10^{-9}$; \tested{mixture}{merger} the solver's mergers are right to $10^{-6}$.
\tested{mixture}{cells} Probabilities of bins are integrals of the density, in the tails too;
\tested{mixture}{counting} \eqref{eq:mixture-demoivre} is the sum over all binomial outcomes; \tested{mixture}{folded}
\eqref{eq:mixture-folded} is the mean over a normal law, and near the binomial one. \tested{mixture}{euler} Euler's
law is met by particles within four standard errors, and has the closed form.

Mutants: a variance without the spread of the means; valleys taken for humps; humps that merge as if they had started
from points; a fold bisected once; a normal law whose logarithm has lost a half; a Gaussian's entropy without its
variance; Hermite's recursion with $v+1$; a scale that stays behind; a tail that begins too late; the solver's error
with $n^2$ for $n(n+1)$, or twice as large in time; walls at the
outermost nodes; central differences, which are of second order too; backward Euler; extrapolation for an error of
first order; differences of $\Phi$ that cancel; de~Moivre's $\nu$ one too small; a folded normal law without its
shift; Euler's variance with the factor unsquared.

@*1 Notes.
The effect of diffusion on the number of maxima is as old as \citet{sturm1836}, and came into statistics with
\citet{silverman1981}, who tested for the number of modes by the smallest bandwidth at which a kernel estimate has so
many: a kernel estimate is a mixture under heat flow. De~Moivre gave the mean deviation of the binomial law in 1730;
\citet{diaconis1991} tell the
story. That error expansions can be read as equations that the scheme solves better is the method of modified
equations \citep{warming1974}. \citet{kingma2021} made the log-SNR the variable of diffusion models.
@^modified equation@>
@^kernel estimate@>

@*1 Exercises.
\begin{exercise}[10]\label{ex:mixture-snr}
  At which log-SNR do the humps of $\frac12\normal(-3,1)+\frac12\normal(3,1)$ merge? At which time under
  \eqref{eq:mixture-flow}, and under VE with $\sigma_0r^t=0.01\cdot5000^t$?
\end{exercise}
\begin{answer}
  $n=8$, so $-\ln8$; $t=\ln9$; and $\sigma_0^2(r^{2t}-1)=8$ gives $t=\frac12\ln80001/\ln5000=0.663$.
\end{answer}

\begin{exercise}[15]\label{ex:mixture-whiten}
  Let the data be scaled so that $M_0=0$ and $V_0=1$. How fast does relative entropy fall now, and with which
  constant? And for the symmetric mixture, scaled?
\end{exercise}
\begin{answer}
  The first coefficient that does not vanish is $b_3=\EE h_3(X)/\sqrt6=\EE X^3/\sqrt6$; if it is not zero, the upper
  bound in the proof gives $\frac1{12}(\EE X^3)^2e^{-3t}$, and $\KL\sim\frac12\chi^2$ holds since
  $\psi(s)=\frac12s^2+\bigO{\abs s^3}$. A symmetric law has $b_3=0$, and $b_4=(\EE X^4-3)/\sqrt{24}$: rate~4, constant
  $(\EE X^4-3)^2/48$.
\end{answer}

\begin{exercise}[20]\label{ex:mixture-pinsker}
  Prove Pinsker's inequality, $\norm{p-q}_1^2\le2\KL(p\,\Vert\,q)$, by reducing it to laws on two points.
\end{exercise}
\begin{answer}
  Let $a=\int_Ap$, $b=\int_Aq$ for $A=\{p>q\}$. Then $\norm{p-q}_1=2(a-b)$, and by Jensen's inequality on $A$ and on
  its complement $\KL(p\,\Vert\,q)\ge k(b)=a\ln\frac ab+(1-a)\ln\frac{1-a}{1-b}$. Both $k(b)$ and $2(a-b)^2$ vanish at
  $b=a$; their derivatives in~$b$ are $(b-a)/b(1-b)$ and $4(b-a)$, and $b(1-b)\le\frac14$. So $k\ge2(a-b)^2$.
\end{answer}

\begin{exercise}[20]\label{ex:mixture-three}
  Three equal humps at $-m$, $0$, $m$, with the common variance~$V$. Show that the one in the middle is always a maximum.
\end{exercise}
\begin{answer}
  With $r=m^2/V$, $p''(0)$ is a positive number times $-1+2(r-1)e^{-r/2}$. The function $e^{r/2}-2(r-1)$ is smallest
  at $r=2\ln4$, where it is $4-2(2\ln4-1)=0.455$. It is positive, so $p''(0)<0$. The outer humps vanish, together, in
  two folds.
\end{answer}

\begin{exercise}[20]\label{ex:mixture-heat}
  Find the leading error of the scheme for the heat equation $\partial_tp=\frac12\partial_x^2p$, as in
  \eqref{eq:mixture-error}.
\end{exercise}
\begin{answer}
  $A=\frac12\partial_x^2+\frac{h^2}{24}\partial_x^4+\dots=L+\frac{h^2}6L^2+\dots$ with $L=\frac12\partial_x^2$. Hence
  $p_h-p=\frac t{12}\bigl(2h^2\partial_t^2+\tau^2\partial_t^3\bigr)p$, up to higher order.
\end{answer}

\begin{exercise}[20]\label{ex:mixture-cancel}
  Choose $\tau/h$ so that the leading error of $\EE X^2$ vanishes. Try it.
\end{exercise}
\begin{answer}
  With $n=2$ in \eqref{eq:mixture-error}: $\frac14h^2=\frac1{12}\tau^2$, $\tau=\sqrt3\,h$. On 1024 intervals these are
  37 steps to $t=1$ in place of 4096. The factor of $\EE X^2-1$ is then $1+\num{mixture-1:mixture.square_found}$,
  where many more steps gave $1+\num{mixture.square_found}$; \solution{mixture-1}
\end{answer}

\begin{exercise}[25]\label{ex:mixture-central}
  What becomes of Lemma~\ref{th:mixture-modes} for central differences? Show that they keep the mean without the error
  $\frac1{12}h^2t$. What do they lose?
\end{exercise}
\begin{answer}
  $\chi=1$ removes from the flux the term $-\frac{h^2}{24}x^2p'$; so
  $A=L^*+h^2\partial_x\bigl[\frac1{12}xp''+\frac1{24}p'''+\frac1{24}p'\bigr]+\dots$ Against~$x$ the bracket integrates
  to zero. On $\pi h_n$ the bracket is $\frac1{24}\pi\,\bigl(h_{n+3}+(2n+3)h_{n+1}\bigr)$, and the matrix is no longer
  diagonal: for $n=0$ it gives $-\frac1{24}\pi(h_4+3h_2)\ne0$. The stationary state is lost.
\end{answer}

\begin{exercise}[25]\label{ex:mixture-bins}
  A histogram on $[-L,L]$ is to estimate a smooth density~$p$ itself, not the probabilities of bins. With $n$
  particles, how many bins are best in the 1-norm?
\end{exercise}
\begin{answer}
  In a bin of width~$w$ the density differs from its mean by about $p'y$, $\abs y\le\frac w2$, in the mean by $\frac
  w4\abs{p'}$. The noise is $\sqrt{2/\pi n}\sum_b\sqrt{P_b}\approx\sqrt{2/\pi nw}\int\sqrt p\,dx$. As an estimate,
  $\frac w4\int\abs{p'}+\sqrt{2/\pi nw}\int\sqrt p$ is smallest for $w^{3/2}=2\sqrt{2/\pi n}\int\sqrt
  p\,/\int\abs{p'}$: the number of bins grows like $n^{1/3}$,
  and the error falls like $n^{-1/3}$, not $n^{-1/2}$.
\end{answer}

\begin{exercise}[25]\label{ex:mixture-unequal}
  Let the humps at $\pm m$, of variance~$V$, have the weights $w$ and $1-w$. Show that there are two maxima if and
  only if $m^2>V$ and $\abs{\ln\frac w{1-w}}<2\bigl(\sqrt{r(r-1)}-\mathrm{artanh}\sqrt{1-1/r}\bigr)$, $r=m^2/V$.
\end{exercise}
\begin{answer}
  With $y=mx/V$ and $c=\frac12\ln\frac w{1-w}$ ($w$ belonging to $+m$) stationary points satisfy $y=r\tanh(y+c)$, or
  with $z=y+c$, $c=z-r\tanh z=:\eta(z)$. For $r\le1$ $\eta$ increases, and there is one. For $r>1$ its derivative
  $1-r/\cosh^2z$ vanishes where $\tanh^2z=1-1/r$, with the extreme values
  $\mp\bigl(r\sqrt{1-1/r}-\mathrm{artanh}\sqrt{1-1/r}\bigr)$; there are three solutions, two of them maxima, if and
  only if $c$ lies between.
\end{answer}

\begin{exercise}[30]\label{ex:mixture-sharp}
  The reversal of Prediction~\ref{th:mixture-reverse} is started from $\normal(0,V_T)$ with the right variance $V_T$
  of the data's $p_T$. How small is \eqref{eq:mixture-start} then? When is it worth while to estimate the variance?
\end{exercise}
\begin{answer}
  In the basis of scale $s=V_T$ the coefficient $b_2$ vanishes as well as $b_1$ (if $M_0=0$); for a symmetric law the
  first is $b_4$. So $\norm{p_T-\normal(0,V_T)}_1\le\norm\cdot_*\approx\abs{b_4}$ is proportional to $\alpha^4$
  instead of $\alpha^2$: squared, at no cost. With $\alpha^2=4\cdot10^{-5}$ nobody needs it; a schedule that stops at
  $\alpha^2=0.01$ gains two digits.
\end{answer}
