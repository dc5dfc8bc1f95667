@* Experiment 1: a mixture of Gaussians diffusing in one dimension.
\label{ch:mixture}%
\def\mixtureoutcome#1#2{\par\nobreak{\parskip0pt\vskip1pt\small\setbox0\hbox{\textsf{measured}\ \ #2}\ifdim\wd0<.38\linewidth
  \noindent\hbox to.6\linewidth{\hss\textsf{predicted}\ \ #1}\hskip.02\linewidth\box0 \else\centering\textsf{predicted}\ \ #1\qquad\box0 \fi\par\vskip1pt}}%
Two heaps of sand on a table that shakes. They slump, run into each other, and at a certain moment the dip between
them is gone: two humps have become one. Which moment? \fig{mixture/map} shows it. A formula says when, and so does a partial
differential equation, solved on three grids and extrapolated; they differ by less than one part in a million.
That is the manner of this chapter. Part~I has a theory, and the theory says numbers. We write them down first, as
\emph{predictions}: theorems that end in a number. Then we run the Fokker--Planck solver, a spectral method and a
million particles, and compare; under each theorem, or where its run is described, a line says what was predicted and
what was measured.
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
@<Interface of closed forms for a diffusing mixture@>@;
@<Interface of Hermite's series for a mixture@>@;
@<Interface of the finite-volume runs from a mixture@>@;
@<Interface of what particles do to a mixture@>@;
@#
#endif

@ @<Interface of closed forms for a diffusing mixture@>=
void mixture_moments(double *mean, double *variance, const HeatMixture *data,@|
  double a, double s2); /* \eqref{eq:mixture-moments} */
int mixture_modes(double *at, int most, const HeatMixture *data, double a, double s2);
  /* number of humps, and in |at| their positions in ascending order; at most |most| */
double mixture_merge(double mu, double v); /* noise clock at which the humps of
     $\frac12\normal(-\mu,v)+\frac12\normal(\mu,v)$ become one, \eqref{eq:mixture-merge};
     negative if there never were two */
int mixture_folds(double *n, int most, const HeatMixture *data);
  /* noise clocks $0<n\le R^2$, ascending, at which a mixture loses humps,
     to about $2\cdot10^{-6}$; $2R$ is the distance of the outermost means; returns how many, at most |most| */
double mixture_entropy(const HeatMixture *data, double a, double s2);
  /* $\KL(p\,\Vert\,\normal(0,1))$ */
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
\begin{theorem}[Density]\label{th:mixture-density}
  Under each of the three flows $p_t=\sum_kw_k\,\normal(\alpha m_k,\alpha^2v_k+\sigma^2)$ with $\alpha$, $\sigma$ from
  Table~\ref{tab:sde}. In particular, for \eqref{eq:mixture-flow}, $\alpha=e^{-t/2}$ and
  $\sigma^2=1-e^{-t}$. Mass is~1, and mean and variance are
  \begin{equation}\label{eq:mixture-moments}
    M_t=\alpha M_0,\qquad V_t=\alpha^2V_0+\sigma^2,\qquad V_0=\sum_kw_k(v_k+m_k^2)-M_0^2,
  \end{equation}
  which are $0$ and $4.25$ at $t=0$ for the symmetric mixture.
\end{theorem}
\begin{proof}
  Theorems~\ref{th:heat-mixture} and~\ref{th:sde-linear}, and $\EE X^2=\sum_kw_k(v_k+m_k^2)$.
\end{proof}

It can be tried without using that a Gaussian convolved with a Gaussian is one:
Theorem~\ref{th:mixture-hermite} finds the same density from the moments of the data alone.
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
\begin{theorem}[Merging]\label{th:mixture-merge}
  Let $m\ge0$ and $V>0$. The density $\frac12\normal(-m,V)+\frac12\normal(m,V)$ has one local maximum, at zero, if
  $V\ge m^2$, and two if $V<m^2$: at $\pm x$, where $x>0$ solves
  \begin{equation}\label{eq:mixture-tanh}
    x=m\tanh\frac{mx}V .
  \end{equation}
  Under a linear forward process the humps of $\frac12\normal(-\mu,v)+\frac12\normal(\mu,v)$ with $0<v<\mu^2$
  therefore become one when the noise clock reads
  \begin{equation}\label{eq:mixture-merge}
    n=\mu^2-v,
  \end{equation}
  and never part again. For \eqref{eq:mixture-flow} this is at $t=\ln(1+\mu^2-v)$, for the heat equation at
  $t=(\mu^2-v)/2D$; for VP it is the time when $\int_0^t\beta\,ds=\ln(1+\mu^2-v)$.
\end{theorem}
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

\begin{wrong}[When two humps can be seen]
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
@#
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
to about $2\cdot10^{-6}$. We march to~$R^2$, with $R$ half the distance of the outermost means. If the $v_k$ are equal,
these are all folds: for $V=v+n\ge R^2$ the density is log-concave, since $(\ln p)''$ is $-1/V$ plus the variance of
the means under the responsibilities, which is at most $R^2$, over~$V^2$. For other mixtures the count at~$R^2$ tells.
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

\begin{theorem}[Entropy]\label{th:mixture-entropy}
  For \eqref{eq:mixture-flow} and every $t\ge0$, with $M$, $V$ from \eqref{eq:mixture-moments}, $m_k$, $V_k$ the means and
  variances of the components at time~$t$, and $G(M,V)=\frac12(M^2+V-1-\ln V)$,
  \begin{equation}\label{eq:mixture-sandwich}
    G(M,V)\le\KL(p_t\,\Vert\,\pi)\le\sum_kw_k\,G(m_k,V_k) .
  \end{equation}
  If all $v_k<2$, then for $t\to\infty$
  \begin{equation}\label{eq:mixture-rate}
    \KL(p_t\,\Vert\,\pi)\sim\begin{cases}\tfrac12M_0^2\,e^{-t}&\text{if }M_0\ne0,\\\tfrac14(V_0-1)^2e^{-2t}&\text{if
    }M_0=0,\;V_0\ne1 .\end{cases}
  \end{equation}
\end{theorem}
\begin{proof}
  \emph{Bounds.} A direct computation gives $\KL(\normal(M,V)\,\Vert\,\pi)=G(M,V)$. Let $q=\normal(M,V)$ have the
  moments of~$p=p_t$. The logarithm of $q/\pi$ is a polynomial of degree two, which has the same mean under $p$ and
  $q$; so
  \[
    \KL(p\,\Vert\,\pi)=\int p\ln\frac pq\,dx+\int p\ln\frac q\pi\,dx=\KL(p\,\Vert\,q)+\KL(q\,\Vert\,\pi)\ge G(M,V).
  \]
  Above, $r\ln r$ is convex, so $\KL(\sum_kw_kp_k\,\Vert\,\pi)\le\sum_kw_k\KL(p_k\,\Vert\,\pi)$.

  \emph{Limit.} Let $\rho=p_t/\pi$ and $s=\rho-1\ge-1$, with $\int s\,\pi\,dx=0$. We show in
  Theorem~\ref{th:mixture-hermite} that $\int s^2\pi\,dx=\sum_{n\ge1}b_n^2e^{-nt}<\infty$ with $b_1=M_0$, and
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

So centred data approach the normal law at twice the guaranteed rate, and if they are scaled to
variance~1 as well, faster still (Exercise~\ref{ex:mixture-whiten}): the usual preparation of data is worth a factor
in time. The lower bound becomes exact in the limit (\fig{mixture/entropy}).
\mixtureoutcome{symmetric: rate 2, constant
\num{mixture.kl_constant}}{\claim{mixture.rates}\num{mixture.kl_rate},
\num{mixture.kl_constant_found}}
\mixtureoutcome{three drops: rate 1, constant \num{mixture.kl_constant3}}{\num{mixture.kl_rate3},
\num{mixture.kl_constant_found3}}
\claim{mixture.sandwich} At all \num{mixture.kl_times} times, for both mixtures, the entropy of the computed density
lies between the bounds \eqref{eq:mixture-sandwich} and below \eqref{eq:mixture-bakry}, up to one part in a thousand.
The constants and rates are read from the exact density near $t=\num{mixture.kl_late}$.

\showfig{mixture/entropy}{Relative entropy to $\normal(0,1)$ from the solver (points) and from the exact density
(line), the bounds of Theorem~\ref{th:mixture-entropy} (grey), and the bound $e^{-t}$ (dashed). Left: the symmetric
mixture, whose mean is zero, falls at the rate~2. Right: the three drops begin like that, and are slowed by their
mean.}

\begin{wrong}[How long a schedule must be]
  ``The entropy falls like $e^{-t}$, with $t=\int\beta$, so at the end of the VP schedule it is $e^{-10.05}$ times
  what it was.'' That is a bound. For centred data the factor is $e^{-20.1}$. \claim{mixture.kl_end} The symmetric
  mixture ends at \num{mixture.kl_vp}, and the bound promises only \num{mixture.kl_vp_bound}. For such data a schedule
  chosen by the bound runs, on the clock $\int\beta$, twice as long as it has to.
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

\begin{theorem}[Origin]\label{th:mixture-origin}
  Let $X_0$ come from the component $+\mu$ or $-\mu$, each with probability~$\frac12$ and variance~$v$, and let the
  forward process be linear. The best guess from $X_t$ is the sign; it is right with probability
  \begin{equation}\label{eq:mixture-origin}
    \Phi\Bigl(\frac{m}{\sqrt V}\Bigr),\qquad m=\alpha\mu,\quad
    V=\alpha^2v+\sigma^2,\qquad\Phi(z)=\int_{-\infty}^z\normal(y;0,1)\,dy .
  \end{equation}
  At the moment when the humps merge this is $\Phi(1)=\num{mixture.origin_merge}$, whatever the flow, $\mu$ and~$v$.
\end{theorem}
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
with a scale $s>0$ and $\sum_nh_n(y)\,\xi^n/n!=e^{\xi y-\xi^2/2}$. If $p=\sum_nb_n\varphi_n$, then $b_n=\EE h_n(X/\sqrt s)/\sqrt{n!}$: the coefficients are moments,
$b_0=1$ is the mass.

\begin{theorem}[Hermite's series]\label{th:mixture-hermite}
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
\end{theorem}
\begin{proof}
  (1)~Everything is in the generating function $F(\xi)=\EE e^{\xi Y-\xi^2/2}=\sum_n\EE h_n(Y)\,\xi^n/n!$ of $Y=m+\sqrt
  vZ$. It is $e^{\xi m+\xi^2(v-1)/2}$, so $F'=(m+\xi(v-1))F$. Compare the coefficients of $\xi^n/n!$: $\EE
  h_{n+1}=m\,\EE h_n+n(v-1)\,\EE h_{n-1}$. Divide by $\sqrt{(n+1)!}$.

  (2)~$p^2/\pi_s$ decays like $e^{-x^2/v_k+x^2/2s}$, so it is integrable; the $\varphi_n$ are orthonormal in this norm
  and complete \citep[section~5.5]{risken1989}. The second claim is the Cauchy--Schwarz inequality for $\abs
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
neglected modes.

@<Interface of Hermite's series for a mixture@>=
void mixture_hermite(double *b, int K, const HeatMixture *data, double s);
  /* $b_0,\dots,b_K$ of \eqref{eq:mixture-recursion} in the basis of scale |s|, at $t=0$ */
void mixture_hermite_flow(double *b, int K, double *s, double a, double s2);
  /* the coefficients of $aX+\sqrt{s_2}\,Z$, in place, \eqref{eq:mixture-mehler};
     |*s| becomes the new scale */
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

\begin{theorem}[Error of the solver]\label{th:mixture-solver}
  Let $p_0$ be a mixture with all $v_k<2$, and $t>0$ fixed, a multiple of~$\tau$. Chang and Cooper's scheme for
  \eqref{eq:mixture-flow} with steps~$\tau$ of Crank--Nicolson has at time~$t$, for $h,\tau\to0$, the error
  \begin{equation}\label{eq:mixture-error}
    \begin{aligned}
    p_h-p&=\frac t{12}\bigl[h^2\,(2\partial_t^2-\partial_t)+\tau^2\,\partial_t^3\bigr]\,p+\bigO{h^4+\tau^4}\\
    &=t\sum_{n\ge1}\Bigl(\frac{n(n+1)}{24}h^2-\frac{n^3}{96}\tau^2\Bigr)b_ne^{-nt/2}\varphi_n+\bigO{h^4+\tau^4}
    \end{aligned}
  \end{equation}
  in the norm $\norm\cdot_*$, hence in $\norm\cdot_1$, without any bound on~$\tau/h^2$, up to what the walls
  contribute. In particular its mass is exact, its mean is too large by the factor $1+\frac1{12}h^2t$, and $\EE X^2-1$
  by the factor $1+\frac14h^2t$, for small~$\tau$.
\end{theorem}
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

So with 1024 intervals on $[-8,8]$ and 1024 steps to $t=1$ we should find:
\mixtureoutcome{$\norm{p_h-p}_1=\num{mixture.law_1024}$}{\claim{mixture.l1_1024}\num{mixture.l1_1024}}
\mixtureoutcome{share of the error in time \num{mixture.time_share_predicted} per
cent}{\claim{mixture.time_share}\num{mixture.time_share} per cent}
\mixtureoutcome{mean (drops), times $1+\num{mixture.mean_predicted}$}{\claim{mixture.mean}$1+\num{mixture.mean_found}$}
\mixtureoutcome{$\EE X^2-1$, times $1+\num{mixture.square_predicted}$}{$1+\num{mixture.square_found}$}
\mixtureoutcome{mass unchanged}{\claim{mixture.mass}\num{mixture.mass_error}, relative}
\claim{mixture.sign} The step is twice the bound \eqref{eq:fokker_planck-cn-limit} up to which Crank--Nicolson
promises positive values; of the smooth density no value came out below $-10^{-12}$. \fig{mixture/errors} has the
other grids, \claim{mixture.tail} and beside them the errors of Hermite's series: all lie below \eqref{eq:mixture-tail}.

\showfig{mixture/errors}{Errors predicted (grey) and measured (marks). Left: the solver at $t=1$, against the finest
mesh used, for the symmetric mixture (discs) and the three drops (squares); circles and crosses: two and three grids
extrapolated. Right: Hermite's series with modes up to~$K$, and its bound, until rounding stops it.}

@ The sum in \eqref{eq:mixture-error} is a Hermite series like any other.

@<Functions for the finite-volume runs from a mixture@>=
void mixture_solver_error(double *e, const HeatMixture *data,@|
  double t, double h, double tau, size_t n, const double *x)
{
  enum {@+K=600@+};
  double b[K+1];
  mixture_hermite(b, K, data, 1);
  for (int j=0; j<=K; j++)
    b[j] *= t*exp(-0.5*j*t)*(j*(j+1.0)*h*h/24-pow(j, 3)*tau*tau/96);
  mixture_hermite_density(e, b, K, 1, n, x);
}

@ @<Interface of the finite-volume runs from a mixture@>=
void mixture_solver_error(double *e, const HeatMixture *data,@|
  double t, double h, double tau, size_t n, const double *x); /* \eqref{eq:mixture-error} at |n| points,
     for the Ornstein--Uhlenbeck process of rate $\frac12$; $\max\abs{1-v_k}\,e^{-t}<0.9$ */
void mixture_nodes(double *x, int N, double L); /* $x_i=-L+2Li/N$, $0\le i\le N$ */
void mixture_solve(double *p, int N, double L, const SdeProcess *q,@|
  const HeatMixture *data, double end, int steps);
  /* densities at these nodes at time |end| from |data| at time 0,
     by Chang--Cooper and Crank--Nicolson */
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

The proof of Theorem~\ref{th:mixture-solver} can be continued: each further term of the error solves the same
equation with a source that is a smooth mixture times a polynomial, and only even powers occur, since
\eqref{eq:mixture-flux} is even in~$h$ and Crank--Nicolson is symmetric in time. With $\tau$ proportional to~$h$ and
grids of 200, 400 and 800 intervals the three-level extrapolate should
have an error of sixth order.
\mixtureoutcome{a factor of about 64 when $h$ is halved}{\claim{mixture.sixth}\num{mixture.richardson_factor}}
\mixtureoutcome{at most $10^{-9}$ in $\norm\cdot_1$, from 200, 400, 800}{\claim{mixture.l1_richardson}\num{mixture.l1_richardson}}

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

\begin{theorem}[Histogram]\label{th:mixture-count}
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
\end{theorem}
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
In a bin that expects less than 0.27 particles the square root is too large; that is why the approximation needs
$n\gg400$.

@<Interface of what particles do to a mixture@>=
void mixture_cells(double *P, int bins, double low, double high,@|
  const HeatMixture *data, double a, double s2); /* probabilities of equal bins */
double mixture_count(int bins, const double *P, double n);
  /* $\EE\sum_b\abs{N_b/n-P_b}$, \eqref{eq:mixture-demoivre} */
double mixture_count_normal(int bins, const double *P, const double *Q, double n);
  /* the same for particles with probabilities |Q|, approximately;
     |Q==P| is allowed, \eqref{eq:mixture-folded} */
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
    sum += s>0 ? sqrt(2/pi)*s*exp(-0.5*off*off/(s*s))@|
      +off*erf(off/(sqrt(2)*s)) : fabs(off); // \eqref{eq:mixture-folded}
  }
  return sum;
}

@*1 The bias of Euler's method.
Particles that move by Euler--Maruyama are not particles of law~$p_t$. Usually one knows the order of their bias and
measures the rest. For a linear equation the whole law is known, and \eqref{eq:mixture-folded} adds it to the noise.
@^Euler--Maruyama method@>
@^bias@>

\begin{theorem}[Euler's law]\label{th:mixture-euler}
  Steps $X'=(1+f\tau)X+g\sqrt\tau\,Z$ with the values of $f$, $g$ at the beginning of each step lead from a mixture to
  the mixture with signal $a$ and noise variance $s_2$, where from $a=1$, $s_2=0$
  \begin{equation}\label{eq:mixture-euler}
    a\leftarrow(1+f\tau)\,a,\qquad s_2\leftarrow(1+f\tau)^2s_2+g^2\tau .
  \end{equation}
  For \eqref{eq:mixture-flow} and $M$ steps $a=(1-\frac12\tau)^M$ and $s_2=(1-a^2)/(1-\frac14\tau)$; with $t=M\tau$
  fixed, $a=\alpha\,(1-\frac18t\tau)+\bigO{\tau^2}$. The stationary variance is $1/(1-\frac14\tau)$.
\end{theorem}
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
sampling and for Euler's method with 16 steps and with~4: measured, and predicted by \eqref{eq:mixture-folded} without a free
constant.}

\begin{wrong}[The chain is not Euler's method]
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

\begin{theorem}[Reverse run]\label{th:mixture-reverse}
  Let $p_0$ be a mixture with positive variances, and $\tilde p_0$ the law at time~0 of the exact reversal of a linear
  forward process with stationary law~$\pi$, with any~$\lambda$, started at~$T$ from
  $\pi=\normal(0,1)$ in place of~$p_T$. Then
  \begin{equation}\label{eq:mixture-start}
    \norm{\tilde p_0-p_0}_1\le\norm{\pi-p_T}_1\le\bigl(2\KL(p_T\,\Vert\,\pi)\bigr)^{1/2}.
  \end{equation}
\end{theorem}
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
The program has three parameters:
\parameters{mixture}
Each prediction has a function that makes its run. They share the two mixtures, the three processes and some arrays.

@(mixture_main.c@>=
#include <complex.h>
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
#include "fokker_planck.h"
#include "reversal.h"
#include "mixture.h"
@#
static const double pi = 3.14159265358979323846;
@<Data and processes of the mixture program@>@;
@<Helpers of the mixture program@>@;
@<Experiments of the mixture program@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "mixture", table, 3);
  ou = sde_ou(0.5, 1, 40), heat = sde_ou(0, 1, 100), vp = sde_vp(0.1, 20);
  merge(), draw_map(), approach(), origin(), spectral(), grids();
  moments(), extrapolate(), snapshots(), count(), euler(), back();
  return results_end();
}

@ The order is that of the predictions. Arrays serve all experiments, one after the other.

@<Data and processes of the mixture program@>=
static const double two_w[2] = {0.5, 0.5}, two_m[2] = {-2, 2}, two_v[2] = {0.25, 0.25};
static const double three_w[3] = {0.40, 0.35, 0.25}, three_m[3] = {-1.2, 0.5, 2.0};
static const double three_v[3] = {0.09, 0.04, 0.36};
static const HeatMixture data[2] = {{2, 1, two_w, two_m, two_v},@|
  {3, 1, three_w, three_m, three_v}};
static SdeProcess ou, heat, vp; /* the last has $\int_0^t\beta\,ds=-2\ln\alpha$ */
static int particles, replicates, reverse_steps;
static const CliParam table[] = {@|
  {"particles", CLI_INT, &particles, 1000000, 10000, 4000000, "largest number of particles"},@|
  {"replicates", CLI_INT, &replicates, 200, 10, 1000, "histograms per mean error"},@|
  {"steps", CLI_INT, &reverse_steps, 400, 100, 2000, "steps of the reverse run"}
};
enum {@+MOST=4000000, NODES=8193, BINS=400, FINE=101@+};
static double x[NODES], p[NODES], exact[NODES], e[NODES], cloud[MOST], kick[MOST];
static double P[BINS], Q[BINS], bar[BINS];

@ Results are handed over several at a time. Those of the table have names made on the spot, as \.{mixture.kl3\_1024},
where the~3 stands for the three drops.

@<Helpers of the mixture program@>=
static void tell(const char *format, int n, ...) /* |n| pairs: key, value */
{
  va_list pair;
  char name[64];
  va_start(pair, n);
  for (int i=0; i<n; i++) {
    snprintf(name, sizeof name, "mixture.%.40s", va_arg(pair, const char *));
    results_number(name, va_arg(pair, double), format);
  }
  va_end(pair);
}
static void enter(const char *stem, int which, int size, double value, const char *format)
{
  char key[40];
  snprintf(key, sizeof key, "%.20s%s_%d", stem, which ? "3" : "", size);
  tell(format, 1, key, value);
}
static double one_norm(int N, double L, const double *u, const double *v)
{
  double off = 0;
  for (int i=0; i<=N; i++) off += fabs(u[i]-v[i]);
  return off*2*L/N;
}
static void truth(int N, double L, const SdeProcess *q, int which, double t)
{ /* nodes in |x|, densities in |exact| */
  double sigma = sde_sigma(q, t);
  mixture_nodes(x, N, L);
  heat_mixture_density(exact, data+which, sde_alpha(q, t), sigma*sigma, (size_t)N+1, x);
}

@ \emph{Merging.} Heat spreads to the variance~4 around $\pm2$ and needs a wider interval.

@<Experiments of the mixture program@>=
static void merge(void)
{
  static const char *name[3] = {"merge_ou_found", "merge_heat_found", "merge_vp_found"};
  const SdeProcess *const q[3] = {&ou, &heat, &vp};
  double n = mixture_merge(2, 0.25), T[3], end, worst = 0, plain = 0;
  const double *const levels[3] = {T, T+1, T+2};
  for (int k=0; k<3; k++) {
    double time = sde_time(q[k], -log(n));
    for (int l=0; l<3; l++)
      T[l] = mixture_solver_merge((k==1 ? 600 : 200)<<l, k==1 ? 24 : 8,@|
        q[k], data, 1.01*time, 200<<l);
    mixture_extrapolate(&end, 0, 3, levels);
    worst = fmax(worst, fabs(end/time-1)), plain = fmax(plain, fabs(T[2]/time-1));
    tell("%.9f", 1, name[k], end);
  }
  tell("%.9f", 2, "merge_ou_long", log1p(n), "merge_vp", sde_time(&vp, -log(n)));
  tell("%.0e", 2, "merge_time_error", worst, "merge_time_plain", plain);
  results_within("mixture.merge", worst, 0, 1e-6);
  @<Tell about wrong mergers, and the folds of the three drops@>@;
}

@ @<Tell about wrong mergers, and the folds of the three drops@>=
double clock[4], uneven_w[2] = {0.6, 0.4}, here[8];
HeatMixture uneven = {2, 1, uneven_w, two_m, two_v};
int folds = mixture_folds(clock, 4, &uneven), grew = 0, last = 9;
tell("%.3f", 2, "wrong_distance", log1p(16-0.25), "wrong_variance", log1p(4));
tell("%.3f", 2, "merge_ou", log1p(n), "unequal", log1p(clock[0]));
results_within("mixture.unequal", folds, 1, 1);
results_less("mixture.unequal", log1p(clock[0]), log1p(n)-0.2);
folds = mixture_folds(clock, 4, data+1);
tell("%.4f", 2, "fold_first", log1p(clock[0]), "fold_second", log1p(clock[1]));
for (int i=0; i<400; i++) {
  int humps = mixture_modes(here, 8, data+1, 1, clock[1]*1.2*i/400);
  grew += humps>last, last = humps;
}
results_within("mixture.folds", folds, 2, 2), results_within("mixture.folds", grew, 0, 0);
results_within("mixture.folds", last, 1, 1);

@ \emph{The map}: the density from the solver in colours, every fourth node, with the humps of the exact density over it,
drawn as so many points that they make curves.

@<Experiments of the mixture program@>=
static void draw_humps(Plot *f, int which, double end, int colour)
{
  enum {@+some=500@+};
  double humps[4], at[4] = {0};
  plot_pen(f, colour, 1, 0);
  for (int i=0; i<some; i++) {
    double a = exp(-0.5*end*i/some);
    int found = mixture_modes(humps, 4, data+which, a, 1-a*a);
    for (int k=0; k<found; k++) at[k] = end*i/some;
    plot_points(f, "humps", found, at, humps, PLOT_DOT);
  }
}
@#
static void draw_map(void)
{
  enum {@+N=1280, rows=150, columns=160@+};
  static double picture[columns*rows];
  Plot *f = plot_new("map", 122, 56);
  plot_grid(f, 1, 2);
  for (int which=0; which<2; which++) {
    double end = which ? 0.6 : 2.4;
    for (int k=0; k<rows; k++) {
      mixture_solve(p, N, 8, &ou, data+which, end*(k+0.5)/rows, 4*k+2);
      for (int i=0; i<columns; i++) picture[i*rows+k] = p[N/4+2+4*i];
    }
    plot_panel(f, which);
    plot_axes(f, 0, end, -4, 4, which ? PLOT_NO_Y : 0, "$t$", which ? "" : "$x$");
    plot_image(f, "density", rows, columns, picture, 0, which ? 0.75 : 0.42);
    draw_humps(f, which, end, PLOT_WHITE);
  }
  plot_end(f);
}

@ \emph{Entropy} of the computed density, of the exact one, and the bounds. The error of the solver is of relative
size $h^2$; where bound and value agree to that accuracy the computed value may cross, so one part in a thousand is
allowed.

@<Experiments of the mixture program@>=
static double divergence(int N, double L, const double *u, const double *v)
{ /* $\int u\ln(u/v)-u+v$, termwise nonnegative */
  double sum = 0;
  for (int i=0; i<=N; i++) if (v[i]>0) {
    double s = (u[i]-v[i])/v[i];
    sum += s>-1 ? v[i]*((1+s)*log1p(s)-s) : v[i];
  }
  return sum*2*L/N;
}
@#
static void approach(void)
{
  enum {@+N=1024, count=81, points=21@+};
  static double t[count], H[2][count], low[2][count], high[2][count], bakry[2][count];
  double found[2][points], when[points], worst = 0;
  for (int which=0; which<2; which++) for (int k=0; k<count; k++) {
    double a = exp(-0.05*k), s2 = 1-a*a;
    t[k] = 0.1*k, H[which][k] = mixture_entropy(data+which, a, s2);
    bakry[which][k] = H[which][0]*a*a;
    mixture_entropy_bounds(low[which]+k, high[which]+k, data+which, a, s2);
    if (k%4) continue;
    truth(N, 8, &ou, which, 0), memcpy(p, exact, sizeof p), when[k/4] = t[k];
    if (k>0) mixture_solve(p, N, 8, &ou, data+which, t[k], 100*k);
    for (int i=0; i<=N; i++) e[i] = heat_kernel(1, x[i]*x[i], 1);
    double h = found[which][k/4] = divergence(N, 8, p, e);
    worst = fmax(worst, fmax(low[which][k]/h, fmax(h/high[which][k], h/bakry[which][k])));
  }
  results_within("mixture.sandwich", worst, 0, 1.001);
  @<Tell the rates of the entropy@>@;
  @<Draw the entropies of the mixtures@>@;
}

@ Rate and constant from two times, half a unit apart.

@<Tell the rates of the entropy@>=
double late = 9, want[2] = {pow(3.25, 2)/4, pow(0.195, 2)/2}, a = sde_alpha(&vp, 1), last;
for (int which=0; which<2; which++) {
  const char *const key[2][3] = {{"kl_constant", "kl_rate", "kl_constant_found"},@|
    {"kl_constant3", "kl_rate3", "kl_constant_found3"}};
  double h0 = mixture_entropy(data+which, exp(-late/2), -expm1(-late)), n = which ? 1 : 2;
  double h1 = mixture_entropy(data+which, exp(-late/2-0.25), -expm1(-late-0.5));
  double rate = log(h0/h1)/0.5, constant = h0*exp(late*n);
  tell("%.4f", 3, key[which][0], want[which], key[which][1], rate, key[which][2], constant);
  results_within("mixture.rates", rate, n-0.01, n+0.01);
  results_within("mixture.rates", constant/want[which], 0.99, 1.01);
}
tell("%.0f", 2, "kl_late", late, "kl_times", (double)points);
last = mixture_entropy(data, a, 1-a*a);
tell("%.0e", 2, "kl_vp", last, "kl_vp_bound", H[0][0]*a*a);
results_less("mixture.kl_end", last, 1e-3*H[0][0]*a*a);

@ @<Draw the entropies of the mixtures@>=
Plot *f = plot_new("entropy", 122, 50);
plot_grid(f, 1, 2);
for (int k=0; k<2; k++) {
  plot_panel(f, k);
  plot_axes(f, 0, 8, 1e-7, 10, PLOT_LOG_Y|(k ? PLOT_NO_Y : 0), "$t$",@|
    k ? "" : "relative entropy");
  plot_title(f, k ? "three drops" : "symmetric");
  plot_curve(f, PLOT_GREY, 0.8, PLOT_DASHED, "e^-t", count, t, bakry[k]);
  plot_curve(f, PLOT_GREY, 1, 0, "below", count, t, low[k]);
  plot_curve(f, PLOT_GREY, 1, 0, "above", count, t, high[k]);
  plot_curve(f, PLOT_BLUE, 1, 0, "exact", count, t, H[k]);
  plot_dots(f, PLOT_VERMILLION, PLOT_CIRCLE, "solver", points, when, found[k]);
  plot_pen(f, PLOT_GREY, 1, 0), plot_text(f, 5, 0.9, "c", "upper bounds");
}
plot_end(f);

@ \emph{Origin.} Half of the particles begin in each hump, the odd ones in the upper; an exact step takes them from
one time to another.

@<Experiments of the mixture program@>=
static double guess(double t) /* \eqref{eq:mixture-origin} */
{
  double a = exp(-t/2);
  return 0.5*erfc(-2*a/sqrt(2*(0.25*a*a+1-a*a)));
}
static double move(int M, double from, double to, uint64_t stream)
{ /* returns the share of the |cloud| whose sign tells the origin */
  int good = 0;
  rng_normal(kick, (size_t)M, cli_seed(), stream, 0);
  if (from==0) for (int i=0; i<M; i++) cloud[i] = two_m[i%2]+0.5*kick[i];
  if (from==0) rng_normal(kick, (size_t)M, cli_seed(), stream+1, 0);
  if (to>from) sde_advance(cloud, (size_t)M, &ou, from, to, kick);
  for (int i=0; i<M; i++) good += (cloud[i]>0)==(i%2);
  return (double)good/M;
}
@#
static void origin(void)
{
  enum {@+count=17, paths=60@+};
  static double t[count], right[count], law_t[FINE], law[FINE], trail[paths][FINE];
  int M = cli_quick() ? 10000 : particles;
  double at = log1p(mixture_merge(2, 0.25)), found = move(M, 0, at, 10);
  for (int k=0; k<count; k++)
    t[k] = 0.25*k, right[k] = move(M/10, 0, t[k], 100+2*(uint64_t)k);
  for (int k=0; k<FINE; k++) {
    law_t[k] = 4.0*k/(FINE-1), law[k] = guess(law_t[k]);
    move(paths, k==0 ? 0 : law_t[k-1], law_t[k], 200+2*(uint64_t)k);
    for (int i=0; i<paths; i++) trail[i][k] = cloud[i];
  }
  tell("%.4f", 2, "origin_merge", guess(at), "origin_found", found);
  tell("%.0f", 1, "particles", (double)M);
  results_within("mixture.origin", (found-guess(at))/sqrt(0.1335/M), -4, 4);
  @<Draw the paths of the mixture@>@;
}

@ @<Draw the paths of the mixture@>=
Plot *f = plot_new("paths", 122, 52);
double corner_t[3] = {0, at, at}, corner[3] = {guess(at), guess(at), 0.6};
plot_grid(f, 1, 2);
plot_axes(f, 0, 4, -4, 4, 0, "$t$", "$x$");
for (int i=0; i<paths; i++)
  plot_curve(f, i%2 ? PLOT_ORANGE : PLOT_SKY, 0.4, 0, "path", FINE, law_t, trail[i]);
draw_humps(f, 0, 4, PLOT_BLACK);
plot_panel(f, 1);
plot_axes(f, 0, 4, 0.6, 1, 0, "$t$", "guessed right");
plot_curve(f, PLOT_GREY, 0.8, PLOT_DOTTED, "merger", 3, corner_t, corner);
plot_curve(f, PLOT_BLUE, 1, 0, "predicted", FINE, law_t, law);
plot_dots(f, PLOT_VERMILLION, PLOT_CIRCLE, "counted", count, t, right);
plot_end(f);

@ \emph{Hermite and Fourier.} Errors for even $K$ up to~90 at three times are kept for a picture, and $K=60$ at $t=1$
for the prediction.

@<Helpers of the mixture program@>=
enum {@+ORDERS=45@+};
static double hermite_off[3][ORDERS], hermite_bound[3][ORDERS], hermite_order[ORDERS];
static double hermite_run(double *bound, int which, int K, double t)
{
  double b[128], s = 1;
  mixture_hermite(b, K, data+which, 1);
  mixture_hermite_flow(b, K, &s, exp(-t/2), -expm1(-t));
  truth(1024, 8, &ou, which, t);
  mixture_hermite_density(p, b, K, s, 1025, x);
  *bound = mixture_hermite_tail(K, data+which, 1, exp(-t/2));
  return one_norm(1024, 8, p, exact);
}

@ On the circle of length $2R=40$ the variable is $y=\pi x/R$, so $D$ becomes $\frac12(\pi/R)^2$; the coefficients are
values of the characteristic function. At time~1 they are at most $e^{-Dk^2}/2\pi$, and each $k$ stands for two waves
on the length $2\pi$.

@<Experiments of the mixture program@>=
static void spectral(void)
{
  enum {@+N=1024, K=60, F=48@+};
  static const double when[3] = {0.25, 1, 3};
  double slack = 0, worst = 0, most = 0, bound, fourier = 0, sum = 0, scale = pi/20;
  for (int i=0; i<3; i++) for (int k=0; k<ORDERS; k++) {
    hermite_order[k] = 2*k+2;
    hermite_off[i][k] = hermite_run(hermite_bound[i]+k, 0, 2*k+2, when[i]);
    slack = fmax(slack, (hermite_off[i][k]-2e-15)/hermite_bound[i][k]);
  }
  for (int which=0; which<2; which++) {
    worst = fmax(worst, hermite_run(&bound, which, K, 1)), most = fmax(most, bound);
    @<Solve the heat equation with Fourier modes on a large circle@>@;
  }
  for (int k=F+1; k<200; k++) sum += 2*exp(-0.5*k*k*scale*scale);
  tell("%.0f", 2, "hermite_modes", (double)K, "fourier_modes", (double)F);
  tell("%.0e", 2, "hermite_bound", most, "hermite_error", worst);
  tell("%.0e", 2, "fourier_bound", sum, "fourier_error", fourier);
  results_within("mixture.galerkin", fmax(worst, fourier), 0, 1e-13);
  results_within("mixture.tail", slack, 0, 1); /* rounding taken off */
}

@ @<Solve the heat equation with Fourier modes on a large circle@>=
double complex c[F+1] = {0}, none[1] = {0};
for (int k=0; k<=F; k++) for (int j=0; j<data[which].K; j++)
  c[k] += data[which].w[j]/(2*pi)@|
    *cexp(-I*k*scale*data[which].m[j]-0.5*pow(k*scale, 2)*data[which].v[j]);
fokker_planck_galerkin(c, F, none, 0, 0.5*scale*scale, 1, 1);
truth(N, 20, &heat, which, 1);
for (int i=0; i<=N; i++) {
  p[i] = scale*creal(c[0]);
  for (int k=1; k<=F; k++) p[i] += 2*scale*creal(c[k]*cexp(I*k*scale*x[i]));
}
fourier = fmax(fourier, one_norm(N, 20, p, exact));

@ \emph{The grids}, one after the other, for both mixtures, with as many steps to $t=1$ as intervals. The order on a
line of the table is the logarithm, to the base~2, of the ratio to the line above.

@<Experiments of the mixture program@>=
static void grids(void)
{
  enum {@+GRIDS=6@+};
  static const char *stem[3] = {"l1", "linf", "kl"};
  static const char *order_stem[3] = {"l1_order", "linf_order", "kl_order"};
  double h[GRIDS], off[2][3][GRIDS], law[2][GRIDS], wrong[3] = {0}, astray = 0;
  for (int which=0; which<2; which++) for (int g=0; g<GRIDS; g++) {
    int N = 128<<g;
    @<Run one grid, and take its errors in three senses@>@;
    if (g==0) continue;
    for (int j=0; j<3; j++) {
      double order = log2(off[which][j][g-1]/off[which][j][g]);
      enter(stem[j], which, N, off[which][j][g], "%.2e");
      enter(order_stem[j], which, N, order, "%.3f");
      if (g>=2) wrong[j] = fmax(wrong[j], fabs(order-(j==2 ? 4 : 2)));
    }
    enter("law", which, N, law[which][g], "%.2e");
    astray = fmax(astray, fabs(law[which][g]/off[which][0][g]-1));
  }
  results_within("mixture.orders", fmax(wrong[0], wrong[1]), 0, 0.02);
  results_within("mixture.order_kl", wrong[2], 0, 0.1);
  results_within("mixture.l1_1024", off[0][0][3], 0, 3.5e-5);
  tell("%.2f", 1, "predicted_off", 100*astray);
  results_within("mixture.predicted", astray, 0, 0.005);
  @<Tell of time and mass on the grid of the experiment@>@;
  @<Draw the errors of the mixtures@>@;
}

@ At $t=1$ no component has a standard deviation above $0.88$ or a mean beyond $2e^{-1/2}$, so at the walls $p<10^{-13}$
and what they do is not seen.

@<Run one grid, and take its errors in three senses@>=
truth(N, 8, &ou, which, 1);
mixture_solve(p, N, 8, &ou, data+which, 1, N);
mixture_solver_error(e, data+which, 1, 16.0/N, 1.0/N, (size_t)N+1, x);
h[g] = 16.0/N, off[which][1][g] = law[which][g] = 0;
off[which][0][g] = one_norm(N, 8, p, exact), off[which][2][g] = divergence(N, 8, exact, p);
for (int i=0; i<=N; i++) {
  off[which][1][g] = fmax(off[which][1][g], fabs(p[i]-exact[i]));
  law[which][g] += fabs(e[i])*h[g];
}

@ The error in time is the difference to a run with eight times as many steps, which has $\frac1{64}$ of it.

@<Tell of time and mass on the grid of the experiment@>=
double share, mass = 0, start = 0, low = 0, predicted = 0;
mixture_solve(p, 1024, 8, &ou, data, 1, 1024), mixture_solve(e, 1024, 8, &ou, data, 1, 8192);
share = one_norm(1024, 8, p, e)*64/63/off[0][0][3];
truth(1024, 8, &ou, 0, 0);
for (int i=0; i<=1024; i++) mass += p[i], start += exact[i], low = fmin(low, p[i]);
mixture_solver_error(e, data, 1, 0, 1.0/1024, 1025, x);
for (int i=0; i<=1024; i++) predicted += fabs(e[i])/64/off[0][0][3];
tell("%.2f", 2, "time_share", 100*share, "time_share_predicted", 100*predicted);
tell("%.0e", 1, "mass_error", fabs(mass/start-1));
results_within("mixture.sign", low, -1e-12, 0);
results_within("mixture.time_share", share, 0, 0.01);
results_within("mixture.mass", fabs(mass/start-1), 0, 1e-13);

@ @<Draw the errors of the mixtures@>=
static const int palette[3] = {PLOT_VERMILLION, PLOT_BLUE, PLOT_GREEN};
static const double text_x[3] = {70, 36, 20}, text_y[3] = {1e-6, 2e-10, 1e-13};
static const char *const text[3] = {"$t$ = 1/4", "$t$ = 1", "$t$ = 3"};
Plot *f = plot_new("errors", 122, 54);
plot_grid(f, 1, 2);
plot_axes(f, 3e-3, 0.25, 1e-13, 0.1, PLOT_LOG_X|PLOT_LOG_Y, "$h$", "error in the 1-norm");
for (int k=0; k<2; k++) {
  plot_curve(f, PLOT_GREY, 1, 0, "predicted", GRIDS, h, law[k]);
  plot_dots(f, palette[1-k], k ? PLOT_SQUARE : PLOT_DISC, "one grid", GRIDS, h, off[k][0]);
}
plot_pen(f, PLOT_BLUE, 1, 0), plot_text(f, 0.022, 4e-4, "r", "one grid");
@<Draw the extrapolated errors@>@;
plot_panel(f, 1);
plot_axes(f, 0, 92, 1e-16, 10, PLOT_LOG_Y, "$K$", "");
for (int i=0; i<3; i++) {
  plot_curve(f, PLOT_GREY, 1, 0, "bound", ORDERS, hermite_order, hermite_bound[i]);
  plot_dots(f, palette[i], i, "series", ORDERS, hermite_order, hermite_off[i]);
  plot_text(f, text_x[i], text_y[i], "l", text[i]);
}
plot_end(f);

@ @<Draw the extrapolated errors@>=
for (int two=1; two>=0; two--) {
  double finest[5], left[5];
  int levels = 3-two, n = 7-levels;
  for (int g=0; g<n; g++)
    finest[g] = 16.0/(50<<(g+levels-1)), left[g] = richardson(50<<g, levels, 0);
  plot_dots(f, PLOT_BLUE, two ? PLOT_CIRCLE : PLOT_CROSS, "extrapolated", n, finest, left);
  plot_text(f, finest[n-1]*(two ? 0.85 : 1.2), left[n-1],@|
    two ? "r" : "l", two ? "two" : "three");
}

@ \emph{Moments.} The factors by which mean and $\EE X^2-1$ are off.

@<Experiments of the mixture program@>=
static void moments(void)
{
  enum {@+N=1024@+};
  double h = 16.0/N, mean, square[2], M, V;
  for (int which=0; which<2; which++) {
    mixture_nodes(x, N, 8);
    mixture_solve(p, N, 8, &ou, data+which, 1, 4*N);
    mixture_moments(&M, &V, data+which, exp(-0.5), -expm1(-1));
    mean = square[which] = 0;
    for (int i=0; i<=N; i++) mean += h*x[i]*p[i], square[which] += h*(x[i]*x[i]-1)*p[i];
    square[which] = square[which]/(V+M*M-1)-1;
  }
  tell("%.3e", 2, "mean_predicted", h*h/12, "mean_found", mean/M-1);
  tell("%.3e", 2, "square_predicted", h*h/4, "square_found", square[0]);
  results_within("mixture.mean", (mean/M-1)/(h*h/12), 0.99, 1.01);
  for (int which=0; which<2; which++)
    results_within("mixture.mean", square[which]/(h*h/4), 0.99, 1.01);
}

@ \emph{Extrapolation} with $N$, $2N$, $4N$, \dots\ intervals and as many steps; and the solver under the two other flows.

@<Helpers of the mixture program@>=
static double richardson(int N, int levels, int which)
{
  static double u[3][NODES];
  const double *const run[3] = {u[0], u[1], u[2]};
  for (int l=0; l<levels; l++) mixture_solve(u[l], N<<l, 8, &ou, data+which, 1, N<<l);
  mixture_extrapolate(p, N, levels, run);
  truth(N, 8, &ou, which, 1);
  return one_norm(N, 8, p, exact);
}

@ @<Experiments of the mixture program@>=
static void extrapolate(void)
{
  double off = richardson(200, 3, 0), coarse = richardson(100, 3, 0);
  tell("%.1e", 2, "l1_richardson", off, "l1_richardson3", richardson(200, 3, 1));
  tell("%.0f", 1, "richardson_factor", coarse/off);
  results_within("mixture.l1_richardson", off, 0, 1e-9);
  results_within("mixture.sixth", coarse/off, 40, 90);
  for (int k=0; k<2; k++) {
    const SdeProcess *q = k ? &vp : &heat;
    double end = k ? sde_time(&vp, -log(expm1(1))) : 1, L = k ? 8 : 16, found[2];
    for (int g=0; g<2; g++) {
      int N = (k ? 512 : 1024)<<g;
      mixture_solve(p, N, L, q, data, end, N), truth(N, L, q, 0, end);
      found[g] = one_norm(N, L, p, exact);
    }
    double order = log2(found[0]/found[1]);
    tell("%.2e", 1, k ? "vp" : "heat", found[1]);
    tell("%.3f", 1, k ? "vp_order" : "heat_order", order);
    results_within("mixture.flows", order, 1.98, 2.02);
  }
}

@ \emph{Snapshots}: exact, solver and histogram, at four times, for both mixtures.

@<Experiments of the mixture program@>=
static void snapshots(void)
{
  enum {@+N=256, bins=80, few=33@+};
  static const char *title[4] = {"$t$ = 0", "$t$ = 0.3", "$t$ = 1.558", "$t$ = 4"};
  double when[4] = {0, 0.3, log1p(3.75), 4}, edge[bins+1], few_x[few], shown[few];
  int M = cli_quick() ? 10000 : 100000;
  Plot *f = plot_new("snapshots", 122, 64);
  plot_grid(f, 2, 4), tell("%.0f", 1, "snapshot_particles", (double)M);
  for (int k=0; k<8; k++) {
    double t = when[k%4], a = exp(-t/2);
    plot_panel(f, k);
    plot_axes(f, -4, 4, 0, k<4 ? 0.45 : 0.8, (k%4 ? PLOT_NO_Y : 0)|(k<4 ? PLOT_NO_X : 0),@|
      k<4 ? "" : "$x$", k%4 ? "" : "$p$");
    if (k<4) plot_title(f, title[k]);
    heat_mixture_sample(cloud, data+k/4, a, 1-a*a, (size_t)M, cli_seed(), 700+(uint64_t)k, 0);
    stats_density(bar, NULL, bins, -4, 4, M, cloud);
    for (int b=0; b<=bins; b++) edge[b] = -4+8.0*b/bins;
    plot_pen(f, PLOT_GREY, 0.5, 0), plot_histogram(f, "particles", bins, edge, bar);
    truth(N, 8, &ou, k/4, t), memcpy(p, exact, sizeof p);
    if (t>0) mixture_solve(p, N, 8, &ou, data+k/4, t, 1000);
    plot_curve(f, PLOT_BLUE, 1, 0, "exact", N/2+1, x+N/4, exact+N/4);
    for (int i=0; i<few; i++) few_x[i] = x[N/4+4*i], shown[i] = p[N/4+4*i];
    plot_dots(f, PLOT_VERMILLION, PLOT_DISC, "solver", few, few_x, shown);
  }
  plot_end(f);
}

@ \emph{Counting} and \emph{Euler's bias.} Clouds of particles, sampled exactly or taken there in steps, and the mean
distance of their histograms from the probabilities~|P|; every replicate has its own streams.

@<Experiments of the mixture program@>=
static double histogram_error(int bins, double end, int M)
{
  double off = 0;
  stats_density(bar, NULL, bins, -end, end, M, cloud);
  for (int b=0; b<bins; b++) off += fabs(bar[b]*2*end/bins-P[b]);
  return off;
}
@#
static double cloud_error(int bins, int M, int replicates, int steps, uint64_t stream)
{
  double mean = 0, tau = 1.0/steps, s2 = -expm1(-1);
  for (int r=0; r<replicates; r++, stream+=20) {
    heat_mixture_sample(cloud, data, steps ? 1 : exp(-0.5), steps ? 0 : s2, (size_t)M,@|
      cli_seed(), stream, 0);
    for (int j=0; j<steps; j++) {
      rng_normal(kick, (size_t)M, cli_seed(), stream+1+(uint64_t)j, 0);
      for (int l=0; l<M; l++) cloud[l] += -0.5*tau*cloud[l]+sqrt(tau)*kick[l];
    }
    mean += histogram_error(bins, 5, M)/replicates;
    cli_progress("histograms", r+1, replicates);
  }
  return mean;
}
@#
static void count(void)
{
  int R = cli_quick() ? 10 : replicates, M = 1000;
  double worst = 0, found;
  mixture_cells(P, BINS, -5, 5, data, exp(-0.5), -expm1(-1));
  for (int power=3; power<=(cli_quick() ? 4 : 5); power++, M *= 10) {
    found = cloud_error(BINS, M, R, 0, (uint64_t)(100000*power));
    worst = fmax(worst, fabs(found/mixture_count(BINS, P, M)-1));
    enter("count", 0, power, found/mixture_count(BINS, P, M), "%.3f");
    enter("normal", 0, power, found/mixture_count_normal(BINS, P, P, M), "%.3f");
  }
  tell("%.0f", 1, "replicates", (double)R);
  results_within("mixture.counting", worst, 0, cli_quick() ? 0.08 : 0.03);
}

@ @<Experiments of the mixture program@>=
static void euler(void)
{
  enum {@+bins=100, SIZES=7, LAW=61@+};
  static const int steps[3] = {0, 16, 4};
  double n[SIZES], off[3][SIZES], law_n[LAW], law[3][LAW], bias[3] = {0}, want[3], a, s2;
  int sizes = 0;
  mixture_cells(P, bins, -5, 5, data, exp(-0.5), -expm1(-1));
  for (double m=1000; m<=(cli_quick() ? 10001 : particles*1.001) && sizes<SIZES; m*=sqrt(10))
    n[sizes++] = floor(m+0.5);
  for (int k=0; k<3; k++) {
    a = exp(-0.5), s2 = -expm1(-1);
    if (k>0) mixture_euler(&a, &s2, &ou, 0, 1, steps[k]);
    mixture_cells(Q, bins, -5, 5, data, a, s2);
    for (int b=0; b<bins; b++) bias[k] += fabs(Q[b]-P[b]);
    for (int i=0; i<LAW; i++)
      law_n[i] = pow(10, 3+i/15.0), law[k][i] = mixture_count_normal(bins, P, Q, law_n[i]);
    want[k] = mixture_count_normal(bins, P, Q, n[sizes-1]);
    for (int i=0; i<sizes; i++)
      off[k][i] = cloud_error(bins, (int)n[i], n[i]<20000 ? 40 : n[i]<200000 ? 10 : 3,@|
        steps[k], 20000+1000*(uint64_t)k);
  }
  @<Tell and draw the bias of Euler's method@>@;
}

@ @<Tell and draw the bias of Euler's method@>=
static const char *label[3] = {"exact sampling", "16 steps", "4 steps"};
static const int palette[3] = {PLOT_BLUE, PLOT_GREEN, PLOT_VERMILLION};
static const double text_x[3] = {7e4, 7e5, 7e5}, text_y[3] = {0.012, 0.019, 0.058};
double worst = 0, gain = off[2][sizes>2 ? 2 : 0]/off[2][sizes-1];
Plot *f = plot_new("particles", 122, 48);
plot_axes(f, 800, 1.3e6, 4e-3, 0.4, PLOT_LOG_X|PLOT_LOG_Y, "$n$", "error of the histogram");
for (int k=0; k<3; k++) {
  worst = fmax(worst, fabs(off[k][sizes-1]/want[k]-1));
  enter("euler", 0, steps[k], off[k][sizes-1], "%.4f");
  enter("euler_law", 0, steps[k], want[k], "%.4f");
  enter("bias", 0, steps[k], bias[k], "%.4f");
  plot_curve(f, PLOT_GREY, 1, 0, "predicted", LAW, law_n, law[k]);
  plot_dots(f, palette[k], k, label[k], sizes, n, off[k]);
  plot_text(f, text_x[k], text_y[k], "c", label[k]);
}
plot_end(f);
results_within("mixture.particles", worst, 0, 0.1);
tell("%.1f", 1, "euler4_gain", gain), results_within("mixture.useless", gain, 0.9, 3);
@#
double chain = pow(1-1.0/16, 8), signal = exp(-0.5);
mixture_euler(&a, &s2, &ou, 0, 1, 16); /* and the chain's 16 steps */
tell("%.4f", 2, "chain_signal", chain/signal-1, "euler_signal", a/signal-1);
tell("%.4f", 1, "chain_clock", -16*log1p(-1.0/16));
results_within("mixture.chain", (chain/signal-1)/(a/signal-1), 1.8, 2.2);
mixture_euler(&a, &s2, &ou, 0, 40, 640), tell("%.4f", 1, "euler_variance", s2);

@ \emph{Back.} The steps grow with the time, $t_k=(1-k/S)^{3/2}$, and are short where $p_0$ has its detail.

@<Experiments of the mixture program@>=
static void exact_score(double *y, size_t n, const double *at, double t, const void *what)
{
  double sigma = sde_sigma(&vp, t);
  heat_mixture_score(y, what, sde_alpha(&vp, t), sigma*sigma, n, at);
}
@#
static void back(void)
{
  enum {@+paths=24, bins=100, most=2000, kept=100@+};
  static double t[most+1], shown[2][bins];
  int M = cli_quick() ? 10000 : particles/5, S = reverse_steps;
  double off[2], want, a = sde_alpha(&vp, 1);
  for (int k=0; k<=S; k++) t[k] = pow(1-(double)k/S, 1.5);
  mixture_cells(P, bins, -4, 4, data, 1, 0), want = mixture_count(bins, P, M);
  for (int lambda=0; lambda<2; lambda++) {
    rng_normal(cloud, (size_t)M, cli_seed(), 40000, 0);
    reversal_run(cloud, (size_t)M, &vp, exact_score, data, lambda, S, t, cli_seed(), 41000);
    off[lambda] = histogram_error(bins, 4, M);
  }
  memcpy(shown[1], bar, sizeof shown[1]);
  truth(1024, 8, &vp, 0, 1);
  for (int i=0; i<=1024; i++) e[i] = heat_kernel(1, x[i]*x[i], 1);
  tell("%.0e", 1, "start_l1", one_norm(1024, 8, exact, e));
  tell("%.0e", 1, "start_bound", sqrt(2*mixture_entropy(data, a, 1-a*a)));
  tell("%.0f", 2, "reverse_steps", (double)S, "reverse_particles", (double)M);
  tell("%.4f", 2, "reverse_predicted", want, "reverse_flow_found", off[0]);
  tell("%.4f", 1, "reverse_found", off[1]);
  results_within("mixture.reverse", fmax(off[0], off[1])/want, 0.7, 1.4);
  @<Draw the reverse run beside the forward one@>@;
}

@ Paths are drawn from a few particles that make the same run, and are shown at |kept| of its times: |place[0]| is the
time of the forward paths, |place[1]| that of the backward ones.

@<Follow some paths forward and back@>=
heat_mixture_sample(cloud, data, 1, 0, paths, cli_seed(), 60000, 0);
rng_normal(e, paths, cli_seed(), 50000, 0);
for (int k=0; k<=kept; k++) {
  int now = k*S/kept, next = (k+1)*S/kept;
  place[0][k] = t[S-now], place[1][k] = 1-t[now];
  for (int i=0; i<paths; i++) trail[0][i][k] = cloud[i], trail[1][i][k] = e[i];
  if (k==kept) break;
  rng_normal(kick, paths, cli_seed(), 60001+(uint64_t)k, 0);
  sde_advance(cloud, paths, &vp, t[S-now], t[S-next], kick);
  reversal_run(e, paths, &vp, exact_score, data, 1, next-now, t+now,@|
    cli_seed(), 50001+(uint64_t)now);
}

@ @<Draw the reverse run beside the forward one@>=
double at[bins/2], some[bins/2], shape[201], along[201];
double place[2][kept+1], trail[2][paths][kept+1];
Plot *f = plot_new("reverse", 122, 50);
plot_grid(f, 1, 4);
for (int i=0; i<=200; i++) along[i] = i/25.0-4;
for (int b=0; b<bins/2; b++) at[b] = -4+(2*b+0.5)*8/bins; /* every second bin is drawn */
heat_mixture_density(shape, data, 1, 0, 201, along);
heat_mixture_sample(cloud, data, 1, 0, (size_t)M, cli_seed(), 70000, 0);
stats_density(shown[0], NULL, bins, -4, 4, M, cloud);
@<Follow some paths forward and back@>@;
for (int side=0; side<2; side++) {
  plot_panel(f, side ? 2 : 1);
  plot_axes(f, 0, 1, -4, 4, PLOT_NO_Y, side ? "$1-t$" : "$t$", "");
  plot_title(f, side ? "back" : "forward");
  for (int i=0; i<paths; i++) {
    int colour = trail[side][i][side ? kept : 0]>0 ? PLOT_ORANGE : PLOT_SKY;
    plot_curve(f, colour, 0.5, 0, "path", kept+1, place[side], trail[side][i]);
  }
  plot_panel(f, side ? 3 : 0);
  plot_axes(f, 0, 0.5, -4, 4, side ? PLOT_NO_Y : 0, "$p$", side ? "" : "$x$");
  plot_title(f, side ? "what came back" : "data");
  plot_curve(f, PLOT_BLUE, 1, 0, "exact", 201, shape, along);
  for (int b=0; b<bins/2; b++) some[b] = shown[side][2*b];
  plot_dots(f, PLOT_VERMILLION, PLOT_DISC, "particles", bins/2, some, at);
}
plot_end(f);

@*1 What came out.
Table~\ref{tab:mixture} has the errors of the solver in three senses: in $\norm\cdot_1$, in the maximum, and as the
relative entropy of the exact density with respect to the computed one. \claim{mixture.orders} All orders in the first
two are within $0.02$ of~2, from 512 intervals on. \claim{mixture.order_kl} In relative entropy the order is~4, for
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

\claim{mixture.flows} Under the two other flows the order is the same: \num{mixture.vp_order} for VP at
$\int\beta=1$, \num{mixture.heat_order} for the heat flow.

@*1 What was learnt.
A theory that predicts can be wrong, and this one was not. Humps merge when the noise clock reads $\mu^2-v$, on every
flow; under \eqref{eq:mixture-flow} at $t=\num{mixture.merge_ou}$, when the origin of a path is still guessed with
probability \num{mixture.origin_found}. Relative entropy falls at the rate~\num{mixture.kl_rate} if the mean is zero,
and \num{mixture.kl_rate3} if not. The error of the solver is known to \num{mixture.predicted_off} per cent before it is
run. A million particles that make 4 steps of Euler's method leave an error of \num{mixture.euler_4}, and a bias of
\num{mixture.bias_4} was predicted.

Table~\ref{tab:mixture-methods} puts the methods side by side, each with what was predicted for it. A spectral method
that knows the eigenfunctions is beyond comparison, for the problem it knows. The solver needs no such knowledge, and
three of its runs, extrapolated, leave \num{mixture.l1_richardson}. Particles pay for each digit with a hundred times their number; but they alone would not
mind if the line became a space of a million dimensions.

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
\caption{Errors in $\norm\cdot_1$ for the symmetric mixture at $t=1$ (Hermite and Fourier: the larger of both mixtures), unless the line says otherwise. For particles it
is the sum over the bins.}\label{tab:mixture-methods}
\end{table}

@*1 Checks.
\tested[th:mixture-density]{mixture}{moments} Mean and variance are integrals of the density.
\tested[th:mixture-merge]{mixture}{modes} Humps satisfy \eqref{eq:mixture-tanh}, their number agrees with a count on a
fine grid; \tested[th:mixture-merge]{mixture}{merge} it changes at \eqref{eq:mixture-merge}, for four processes.
\tested{mixture}{folds} The count changes by one at each fold and nowhere else, and for two unequal humps where
Exercise~\ref{ex:mixture-unequal} says. \tested{mixture}{entropy} Relative entropy has the closed form for one
Gaussian, and the derivative of the H-theorem; \tested[th:mixture-entropy]{mixture}{bounds} it keeps the bounds on a
hundred random mixtures, and has its limits. \tested[th:mixture-origin]{mixture}{origin} The better guess,
integrated over the line, is right as often as predicted.

\tested[th:mixture-hermite]{mixture}{hermite} Coefficients are integrals against the polynomials;
\tested[th:mixture-hermite]{mixture}{mehler} they flow as \eqref{eq:mixture-mehler} says, also for heat and for a scale
that is not stationary; \tested[th:mixture-density,th:mixture-hermite]{mixture}{series} the series gives the density to
$10^{-13}$, and its tail bounds the error. \tested[th:mixture-modes]{mixture}{eigenvalues} The rate matrix misses
\eqref{eq:mixture-modes} by $\bigO{h^4}$ for $n\le8$, and mean and variance decay so;
\tested[th:mixture-solver]{mixture}{leading} the error of the solver divided by \eqref{eq:mixture-error} tends to~1, in
space and time separately. \tested{mixture}{target} On 1024 intervals it meets the bound $3.5\cdot10^{-5}$, with orders
$2.00\pm0.02$; \tested[th:mixture-richardson]{mixture}{richardson} extrapolation removes $h^2$ and $h^4$ from
polynomials, and brings the solver below $10^{-9}$; \tested[th:mixture-merge]{mixture}{merger} its mergers are right to
$10^{-6}$.

\tested{mixture}{cells} Probabilities of bins are integrals of the density, in the tails too;
\tested[th:mixture-count]{mixture}{counting} \eqref{eq:mixture-demoivre} is the sum over all binomial outcomes;
\tested[th:mixture-count]{mixture}{folded} \eqref{eq:mixture-folded} is the mean over a normal law, and near the
binomial one. \tested[th:mixture-euler]{mixture}{euler} Euler's law is met by particles within four standard errors, and
has the closed form. \tested[th:mixture-reverse]{mixture}{reverse} Carried back by the probability flow, the normal law
keeps its distance from the mixture, which Pinsker's bound covers; with noise it comes nearer.

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
  The reversal of Theorem~\ref{th:mixture-reverse} is started from $\normal(0,V_T)$ with the right variance $V_T$
  of the data's $p_T$. How small is \eqref{eq:mixture-start} then? When is it worth while to estimate the variance?
\end{exercise}
\begin{answer}
  In the basis of scale $s=V_T$ the coefficient $b_2$ vanishes as well as $b_1$ (if $M_0=0$); for a symmetric law the
  first is $b_4$. So $\norm{p_T-\normal(0,V_T)}_1\le\norm\cdot_*\approx\abs{b_4}$ is proportional to $\alpha^4$
  instead of $\alpha^2$: squared, at no cost. With $\alpha^2=4\cdot10^{-5}$ nobody needs it; a schedule that stops at
  $\alpha^2=0.01$ gains two digits.
\end{answer}
