@* The score.
\label{ch:score}%
To know a density is to know how much of it there is at each point. To move towards more of it, less is needed: the direction and
the steepness of the climb. The vector field
\[
  s(x)=\nabla\ln p(x)
\]
is the \emph{score} of~$p$. In Chapter~\ref{ch:heat} it appeared as the mean of the noise that had been added, in
Chapter~\ref{ch:fokker_planck} as the drift that keeps a density in balance, and the reversal of a diffusion asks for it at every
time. It is what a diffusion model learns; it is all that it learns.
@^score@>

\showfig{score/moons}{The two moons, the data of Experiment~2, at three noise levels: density (colour; each panel by its own largest
value) and score (arrows, their lengths compressed by a square root). At the left the arrows point at the nearest arc, at the right
at the centre of all.}

\fig{score/moons} shows densities in the plane with their scores. How can such a field be found if nothing is given but samples?
That it can be found, by one line of code and without an approximation, is the subject of this chapter. After it one can
say what the score knows of a density and to what it is blind; compute it
exactly for two families of data; turn it into a denoiser, into a prediction of the noise, and back; derive four objectives that are
minimal at the score, and say which number separates each from the error; tell how far above its floor a loss is; and bound the
error of a sampler by the error of its score.

@ \emph{Conventions.} $X_0$ is the data in $\RR^d$, $Z$ is independent of it with law $\normal(0,I)$, and $X=\alpha X_0+\sigma Z$ is
the noisy data at some time, with $\alpha>0$; a subscript of~$p$ names the noise. What a model predicts wears a hat: $\hat s$ is any
field that stands for~$s$. $\nabla s$ is the matrix of the derivatives $\partial_is_j$, which is symmetric for
a score, and $\nabla\cdot s$ its trace. All expectations are over the noisy data, unless said otherwise.

@*1 What the score knows.
Densities are often known up to a factor only. Statistical mechanics gives $e^{-V(x)/T}$, Bayes' rule a likelihood times a prior,
and the factor is an integral over all of space, out of reach in a hundred dimensions. The score does without it.
@^normalising constant@>

\begin{theorem}[What the score keeps]\label{th:score-closed}
  Let all densities here be positive and continuously differentiable on $\RR^d$. \textup{(1)}~The scores of $p$ and of $cp$, $c>0$,
  are equal; two densities that have the same score are equal. \textup{(2)}~If $Y=AX+b$ with an invertible matrix~$A$, then
  $s_Y(y)=A^{-T}s_X\bigl(A^{-1}(y-b)\bigr)$.
  \textup{(3)}~If the components of $X$ are independent, the score of~$X$ is the row of their scores. \textup{(4)}~$\normal(m,C)$
  with invertible~$C$ has the score $-C^{-1}(x-m)$. \textup{(5)}~A mixture $p=\sum_kw_kp_k$ with weights $w_k>0$ has the score
  $\sum_kr_ks_k$, with $r_k=w_kp_k/p$.
\end{theorem}
\begin{proof}
  (1)~$\nabla\ln(cp)=\nabla\ln p$. If $\nabla(\ln p-\ln q)=0$ on $\RR^d$, then $p=cq$, and $c=1$ since both integrate to~1. (2)~$\ln
  p_Y(y)=\ln p_X(A^{-1}(y-b))-\ln\abs{\det A}$; apply the chain rule. (3)~The logarithm of a product is a sum. (4)~$\ln
  p=-\frac12(x-m)\cdot C^{-1}(x-m)+\text{const}$. (5)~$\nabla p/p=\sum_kw_k\nabla p_k/p$ and $\nabla p_k=p_ks_k$.
\end{proof}

So with $Y=aX$ the score is $\frac1as_X(y/a)$: it is measured in the inverse of a length. For a mixture of isotropic normal
components (5) is \eqref{eq:heat-mixture-score}, which |heat_mixture_score| computes.
@^mixture, score of a@>

@ The second sentence of (1) is true and dangerous. If two densities have nearly the same score \emph{wherever there is mass}, they
need not be close.
@^blindness of the score@>
The distance that fits the score is the \emph{relative Fisher information}, or \emph{Fisher divergence},
\begin{equation}\label{eq:score-fisher}
  I(p\,\Vert\,q)=\int\abs{s_p-s_q}^2p\,dx .
\end{equation}
@^Fisher divergence@>
\fig{score/blind} takes two mixtures of two normal components, which differ in nothing but their weights, $0.9$ and $0.1$ against a
half each, and moves the components apart. Between them $s_p$ and $s_q$ differ; but nobody is there.

\showfig{score/blind}{Left: the scores of two mixtures with components $\normal(\pm\mu,1)$, $\mu=\num{score.blind_shown}$, and the
weights $(0.9,0.1)$ and $(0.5,0.5)$; below, their densities (scaled). Right: relative entropy and Fisher divergence against~$\mu$.
The first tends to $\num{score.blind_limit}$, the second to zero.}

\begin{wrong}[A small score error, a good model]
  ``A small score error means a good model.'' \claim{score.blind} At $\mu=\num{score.blind_far}$ the Fisher divergence of the two
  mixtures is \num{score.blind_fisher} and their relative entropy \num{score.blind_kl}: a sampler that believed the wrong score
  would produce the wrong fractions for ever. \citet{wenliang2020} call it the blindness of score-based methods. What
  heals it is noise. At a noise level at which the components overlap the score does see the weights, and we shall find in
  Theorem~\ref{th:score-contraction} that the divergences of \emph{all} noise levels together are exactly the relative entropy.
\end{wrong}

@ Integration by parts gives what is true of every score. We need that nothing is lost at infinity.

\begin{lemma}[Parts]\label{th:score-parts}
  Let $F$ be a continuously differentiable vector field on $\RR^d$ for which $\abs F$ and $\nabla\cdot F$ are integrable. Then
  $\int\nabla\cdot F\,dx=0$.
\end{lemma}
\begin{proof}
  Over the ball of radius~$r$ the integral is $\int_{\abs x=r}F\cdot n\,dS$, at most $h(r)=\int_{\abs x=r}\abs F\,dS$ in absolute
  value. As $\int_0^\infty h(r)\,dr=\int\abs F\,dx$ is finite, $h(r)\to0$ along some sequence $r\to\infty$. Along it the left side
  tends to $\int\nabla\cdot F\,dx$.
\end{proof}

\begin{theorem}[Stein's identity]\label{th:score-stein}
  Let $p>0$ be continuously differentiable with score~$s$, and let $v$ be a continuously differentiable field such that $\abs v$,
  $s\cdot v$ and $\nabla\cdot v$ have expectations under~$p$. Then
  \begin{equation}\label{eq:score-stein}
    \EE\bigl[s(X)\cdot v(X)+\nabla\cdot v(X)\bigr]=0 .
  \end{equation}
  In particular, when the expectations exist, $\EE s=0$; $\EE[s_i(X_j-m_j)]=-\delta_{ij}$ for any $m$; and, if $s$ is continuously differentiable, $\EE\abs s^2=-\EE\nabla\cdot s$.
\end{theorem}
\begin{proof}
  $\nabla\cdot(pv)=p\,(s\cdot v+\nabla\cdot v)$; the lemma with $F=pv$. The particular cases are $v=e_i$, $v=(x_j-m_j)\,e_i$ and $v=s$.
\end{proof}
@^Stein's identity@>

\citet{stein1981} had it for normal laws, where it reads $\EE[Z\cdot v(Z)]=\EE\nabla\cdot v(Z)$. The third case gives the
\emph{Fisher information} two faces: $I(p)=\EE\abs s^2$ is the mean square of the slope of $\ln p$, and minus the mean of its
curvature. It measures how finely structured $p$ is, in inverse squares of lengths.
@^Fisher information@>

\begin{corollary}\label{th:score-cramer}
  Let $p>0$ be continuously differentiable, and $\EE\abs{X-m}^2<\infty$ for $m=\EE X$. Then $I(p)\ge d^2/\EE\abs{X-m}^2$. Equality
  holds for $\normal(m,cI)$ only.
\end{corollary}
\begin{proof}
  Let $I(p)$ be finite. $d=-\EE[s\cdot(X-m)]\le I(p)^{1/2}(\EE\abs{X-m}^2)^{1/2}$ by \eqref{eq:score-stein}, Cauchy and Schwarz, with
  equality only if $s$ is a multiple of $x-m$.
\end{proof}
@^Cram\'er--Rao inequality@>

The hypotheses matter: the exponential law on $x>0$ has the score $-1$, whose mean is not zero. Where $p$ is positive and smooth on
all of $\RR^d$ and falls off with its derivatives, as every density in this book does after the least noise, there is nothing to fear.

@*1 Noise, and the mean of what it hides.
Now let $X=\alpha X_0+\sigma Z$, for data $X_0$ of any law, even one that has no density: points, curves. Its density is
$p(x)=\EE\normal(x;\alpha X_0,\sigma^2I)$, positive and smooth. Theorem~\ref{th:heat-score} found the posterior mean; the next
derivative yields the covariance.
@^Tweedie's formula@>

\begin{theorem}[Tweedie's formula]\label{th:score-tweedie}
  Let $\EE\abs{X_0}^2<\infty$ and $\alpha,\sigma>0$. The score of~$X$ is the mean of the score of the kernel,
  \begin{equation}\label{eq:score-kernel}
    s(x)=\EE\Bigl[\frac{\alpha X_0-x}{\sigma^2}\Bigm\vert X=x\Bigr]=-\frac{\EE[Z\given X=x]}\sigma ,
  \end{equation}
  and
  \begin{equation}\label{eq:score-tweedie}
    \EE[X_0\given X=x]=\frac{x+\sigma^2s(x)}\alpha,\qquad\Cov[X_0\given X=x]=\frac{\sigma^2}{\alpha^2}\bigl(I+\sigma^2\nabla s(x)\bigr) .
  \end{equation}
\end{theorem}
\begin{proof}
  Write $T=(\alpha X_0-x)/\sigma^2$, and let $k(x)=\normal(x;\alpha X_0,\sigma^2I)$; then $\nabla k=Tk$ and $\nabla T=-I/\sigma^2$.
  On bounded sets of~$x$, $k$ and its first two derivatives are bounded, uniformly in $X_0$; so $p=\EE k$ may be differentiated
  under the expectation, and $\EE[\,\cdot\given X=x]=\EE[\,\cdot\;k(x)]/p(x)$ by Bayes' rule. First, $\nabla p=\EE Tk$; divide
  by~$p$.
  Second, $\nabla\nabla p=\EE[(TT^\top-I/\sigma^2)\,k]$, hence
  \[
    \nabla s=\frac{\nabla\nabla p}p-ss^\top=\EE[TT^\top\given x]-ss^\top-\frac I{\sigma^2}=\Cov[T\given x]-\frac I{\sigma^2} .
  \]
  Given $x$, $X_0=(x+\sigma^2T)/\alpha$; take mean and covariance.
\end{proof}
\citet{robbins1956} published the first formula and credits Maurice Tweedie. It needs no prior, only the density of what is observed.
@^Tweedie, Maurice@>

\showfig{score/tweedie}{One dimension, $\alpha=1$, $\sigma=\num{score.tweedie_sigma}$, a mixture of two components. Curve and band:
$\EE[X_0\given X=x]$ and one standard deviation, from the score and its derivative by \eqref{eq:score-tweedie}. Points: mean and
deviation of $X_0$ among \num{score.tweedie_points} samples whose $X$ fell into each of 24 bins. The line is $x$.}

\fig{score/tweedie} asks the samples. \claim{score.tweedie} In every bin with more than a hundred samples the mean of $X_0$ agrees
with the mean of $\EE[X_0\given X]$ to \num{score.tweedie_z} standard errors. The posterior variance is largest half way between the
components, where one observation cannot tell from which it came.

@ Four consequences. (1)~A covariance is nonnegative, so $\nabla s\ge-I/\sigma^2$ as a symmetric matrix: after noise $\sigma$ no
density falls off faster than a normal one. (2)~If $\abs{X_0}\le R$, then by \eqref{eq:score-kernel}
\begin{equation}\label{eq:score-far}
  \Bigl\lvert s(x)+\frac x{\sigma^2}\Bigr\rvert\le\frac{\alpha R}{\sigma^2} :
\end{equation}
far from the data the score is the distance over the square of the noise, and it points home. (3)~With $\Sigma(x)=\Cov[X_0\given
X=x]$ the trace of the second formula has the expectation, by Stein's identity,
\begin{equation}\label{eq:score-mmse}
  I(p_\sigma)=\EE\abs s^2=\frac d{\sigma^2}-\frac{\alpha^2}{\sigma^4}\,\EE\tr\Sigma(X) .
\end{equation}
$\EE\tr\Sigma$ is the least mean square error with which $X_0$ can be estimated from~$X$: Fisher information and estimation are one
subject. (4)~Let the data lie on a smooth curve in the plane, and let $\sigma/\alpha$ be small against its radii of curvature. Along
the curve, the noise hides where the point was: the posterior has the variance $\sigma^2/\alpha^2$ in this
direction and almost none across. So $\EE\tr\Sigma\approx\sigma^2/\alpha^2$ and $\sigma^2\EE\abs s^2\approx2-1$. In general
$\sigma^2\EE\abs s^2$ counts the directions in which there is no data: $d$ for a point, $d-k$ for a surface of dimension~$k$.
@^mean square error, least@>

\showfig{score/magnitude}{$\sigma^2\,\EE\abs s^2$ for the moons ($\alpha=1$; points), and $\sigma^2$ times the value of $\EE\abs s^2$
at $\sigma=0$ (line). From right to left: data seen as a
point, $\sigma^2\EE\abs s^2=2$; as two curves, the shoulder near~1; and, when the noise is smaller than their blur of 0.1, as a
smooth density.}

\fig{score/magnitude} shows the moons of Experiment~2 passing through three such regimes. They are blurred, so in the end the score
stays finite; for data on a point, a curve or a surface it grows like $1/\sigma$ for ever. It is the reason why samplers stop at
some $t_{\min}>0$. \claim{score.magnitude} At $\sigma=\num{score.magnitude_low}$ the value lies $\num{score.magnitude_off}$ per cent below the line, at
$\sigma=\num{score.magnitude_high}$ it lies $\num{score.magnitude_top}$ below~2.

@*1 Four names of one thing.
Networks are trained to output the score; or the noise that was added, $\hat\varepsilon\approx\EE[Z\given x]$; or the clean point,
$\hat x_0\approx\EE[X_0\given x]$; or $\hat v\approx\EE[V\given x]$ with $V=\alpha Z-\sigma X_0$ \citep{salimans2022}. By
\eqref{eq:score-kernel} and \eqref{eq:score-tweedie} these are the same knowledge. To pass from one to another, note that each is a
linear form in the pair $(X_0,Z)$, and that $x=\alpha X_0+\sigma Z$ is one more.
@^noise prediction@>

\begin{theorem}[Conversion]\label{th:score-convert}
  Let $Y_k=u_kX_0+w_kZ$ and $\Delta_k=\alpha w_k-\sigma u_k$ for two kinds $k=i,j$ of prediction, with $\Delta_i\ne0$. Their
  posterior means satisfy
  \begin{equation}\label{eq:score-convert}
    \hat y_j=\frac{\Delta_j\,\hat y_i+(u_jw_i-u_iw_j)\,x}{\Delta_i} .
  \end{equation}
  So errors at a given $x$ are multiples of each other, $\delta\hat y_j=(\Delta_j/\Delta_i)\,\delta\hat y_i$. The kinds have
  \begin{center}\rm\small\begin{tabular}{@@{}lcccc@@{}}\toprule
    & $\sigma\hat s$ & $\hat\varepsilon$ & $\hat x_0$ & $\hat v$\\\midrule
    $(u,w)$ & $(0,-1)$ & $(0,1)$ & $(1,0)$ & $(-\sigma,\alpha)$\\
    $\Delta$ & $-\alpha$ & $\alpha$ & $-\sigma$ & $\alpha^2+\sigma^2$\\\bottomrule
  \end{tabular}\end{center}
\end{theorem}
\begin{proof}
  Means are linear, so $x=\alpha\hat x_0+\sigma\hat\varepsilon$ and $\hat y_i=u_i\hat x_0+w_i\hat\varepsilon$. Cramer's rule solves
  these for $\hat x_0=(w_ix-\sigma\hat y_i)/\Delta_i$ and $\hat\varepsilon=(\alpha\hat y_i-u_ix)/\Delta_i$. Insert them into $\hat
  y_j=u_j\hat x_0+w_j\hat\varepsilon$, and collect.
\end{proof}

For instance $\hat x_0=(x-\sigma\hat\varepsilon)/\alpha$ and $\hat s=-\hat\varepsilon/\sigma$. The table says also when a name is
useless: $\Delta=0$, the noise at $\alpha=0$ and the clean point at $\sigma=0$. There $\hat y$ says nothing that $x$ does not. Only
$v$ never fails: with $\alpha^2+\sigma^2=1$ its $\Delta$ is~1 at all times.

@ The squared errors differ by factors that depend on time. Whoever adds up errors of $\hat\varepsilon$ over the noise levels, without
a weight, has weighted those of the score by~$\sigma^2$:
\begin{equation}\label{eq:score-weights}
  \abs{\delta\hat\varepsilon}^2=\sigma^2\abs{\delta\hat s}^2,\qquad\abs{\delta\hat x_0}^2=\frac{\sigma^4}{\alpha^2}\abs{\delta\hat
  s}^2,\qquad\abs{\delta\hat v}^2=\frac{\sigma^2(\alpha^2+\sigma^2)^2}{\alpha^2}\abs{\delta\hat s}^2 .
\end{equation}
To choose what a network outputs is to choose weights, unless one weights on purpose. For small $\sigma$ the factors go to zero, for
$\alpha\to0$ the last two to infinity; what the weights ought to be is the question of a later section.

@ Here is the interface of the chapter, in three parts.

@(score.h@>=
#ifndef SCORE_H
#define SCORE_H
#include <stddef.h>
#include <stdint.h>
#include "heat.h"
@#
@<Interface of the four names of the score@>@;
@<Interface of the objectives of score matching@>@;
@<Interface of the two moons@>@;
@#
#endif

@ @<Interface of the four names of the score@>=
typedef enum { SCORE_SCORE, SCORE_NOISE, SCORE_DATA, SCORE_V } ScoreKind;
  /* $\hat s$, $\hat\varepsilon$, $\hat x_0$, $\hat v=\alpha\hat\varepsilon-\sigma\hat x_0$ */
void score_convert(double *y, ScoreKind to, const double *prediction, ScoreKind from,@|
  double alpha, double sigma, size_t n, const double *x);
  /* \eqref{eq:score-convert} for each of |n| numbers |x|; |y| may be |prediction|. Needs $\alpha,\sigma\ge0$ with $\Delta\ne0$ for |from|, and
     $\sigma>0$ if either is the score */
double score_weight(ScoreKind kind, double alpha, double sigma);
  /* the factor of $\abs{\delta\hat s}^2$ in \eqref{eq:score-weights}, 1 for the score itself; $\alpha,\sigma>0$ */
void score_mixture_jacobian(double *J, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x);
  /* $\nabla s$ of a mixture with |d<=16|: |n| by $d(d+1)/2$, the upper triangle by rows; |a|, |s2|, |x| as for |heat_mixture_score| */
void score_covariance(double *cov, double alpha, double sigma, int d, size_t n, const double *J);
  /* $\Cov[X_0\given X=x]$ of \eqref{eq:score-tweedie} from $\nabla s$, both packed like |J|; |cov| may be |J| */

@ @(score.c@>=
#include <math.h>
#include <string.h>
#include "base.h"
#include "rng.h"
#include "score.h"
@#
static const double pi = 3.14159265358979323846;
@#
@<Functions for the names of the score@>@;
@<Functions for the objectives of score matching@>@;
@<Functions for the two moons@>@;

@ The conversion keeps $\sigma\hat s$ in the place of $\hat s$, so that no coefficient is infinite.

@<Functions for the names of the score@>=
static double determinant(double u[4], double w[4], ScoreKind k, double alpha, double sigma)
{
  u[SCORE_SCORE] = 0, w[SCORE_SCORE] = -1, u[SCORE_NOISE] = 0, w[SCORE_NOISE] = 1;
  u[SCORE_DATA] = 1, w[SCORE_DATA] = 0, u[SCORE_V] = -sigma, w[SCORE_V] = alpha;
  return alpha*w[k]-sigma*u[k];
}
@#
void score_convert(double *y, ScoreKind to, const double *prediction, ScoreKind from,@|
  double alpha, double sigma, size_t n, const double *x)
{
  double u[4], w[4], out = determinant(u, w, to, alpha, sigma), in = determinant(u, w, from, alpha, sigma);
  double before = from==SCORE_SCORE ? sigma : 1, after = to==SCORE_SCORE ? sigma : 1;
  base_require(alpha>=0 && sigma>=0 && in!=0 && before>0 && after>0,@|
    "score_convert: kind %d to kind %d with alpha=%g, sigma=%g", (int)from, (int)to, alpha, sigma);
  double own = out/in*before/after, shared = (u[to]*w[from]-u[from]*w[to])/in/after;
  for (size_t i=0; i<n; i++) y[i] = own*prediction[i]+shared*x[i];
}
@#
double score_weight(ScoreKind kind, double alpha, double sigma)
{
  double u[4], w[4], delta = determinant(u, w, kind, alpha, sigma);
  base_require(alpha>0 && sigma>0, "score_weight: alpha=%g, sigma=%g", alpha, sigma);
  return kind==SCORE_SCORE ? 1 : pow(sigma*delta/alpha, 2);
}

@ For the covariance of a mixture we need $\nabla s$. Differentiate $\sum_kr_ks_k$ once more. With $s_k=(am_k-x)/V_k$ and $\nabla
r_k=r_k(s_k-s)$,
\begin{equation}\label{eq:score-mixture-jacobian}
  \nabla s=\sum_kr_k\Bigl(s_ks_k^\top-\frac I{V_k}\Bigr)-ss^\top .
\end{equation}
The responsibilities come from $\ell_k-\ell_*$ as in \eqref{eq:heat-logsumexp}. The difference of squares is best taken around~$s$,
as $\sum_kr_k(s_k-s)(s_k-s)^\top$: of two large numbers that nearly cancel none is ever formed.
@^cancellation@>

@<Functions for the names of the score@>=
@<Find the responsibilities and the score at one point@>@;
void score_mixture_jacobian(double *J, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x)
{
  int d = mixture->d, K = mixture->K, packed = d*(d+1)/2;
  base_require(K>=1 && K<=MOST && d>=1 && d<=WIDEST && s2>=0,@|
    "score_mixture_jacobian: K=%d, d=%d, s2=%g", K, d, s2);
  memset(J, 0, n*(size_t)packed*sizeof *J);
  for (size_t i=0; i<n; i++, x += d, J += packed) {
    double r[MOST], s[WIDEST], g[WIDEST];
    responsibilities(r, s, mixture, a, s2, x);
    for (int k=0; k<K; k++) {
      double V = a*a*mixture->v[k]+s2;
      for (int j=0; j<d; j++) g[j] = (a*mixture->m[k*d+j]-x[j])/V-s[j];
      for (int j=0, q=0; j<d; j++)
        for (int l=j; l<d; l++, q++) J[q] += r[k]*(g[j]*g[l]-(j==l)/V);
    }
  }
}

@ @<Find the responsibilities and the score at one point@>=
enum {@+MOST=64, WIDEST=16@+}; /* components, dimensions */
static void responsibilities(double *r, double *s, const HeatMixture *mixture,@|
  double a, double s2, const double *x)
{
  int d = mixture->d, K = mixture->K;
  double top = -INFINITY, sum = 0;
  for (int k=0; k<K; k++) {
    double V = a*a*mixture->v[k]+s2, q = 0;
    base_require(V>0, "score: component %d has variance %g", k, V);
    for (int j=0; j<d; j++) q += pow(x[j]-a*mixture->m[k*d+j], 2)/V;
    r[k] = log(mixture->w[k])-0.5*(q+d*log(V));
    top = fmax(top, r[k]);
  }
  for (int k=0; k<K; k++) sum += r[k] = exp(r[k]-top);
  for (int j=0; j<d; j++) s[j] = 0;
  for (int k=0; k<K; k++) {
    r[k] /= sum;
    for (int j=0; j<d; j++) s[j] += r[k]*(a*mixture->m[k*d+j]-x[j])/(a*a*mixture->v[k]+s2);
  }
}

@ @<Functions for the names of the score@>=
void score_covariance(double *cov, double alpha, double sigma, int d, size_t n, const double *J)
{
  double unit = sigma*sigma/(alpha*alpha);
  base_require(alpha>0 && sigma>=0 && d>=1, "score_covariance: alpha=%g, sigma=%g, d=%d", alpha, sigma, d);
  for (size_t i=0, at=0; i<n; i++)
    for (int j=0; j<d; j++)
      for (int l=j; l<d; l++, at++) cov[at] = unit*((j==l)+sigma*sigma*J[at]);
}
@*1 Score matching.
How far is a model $\hat s$ from~$s$? The natural measure is half the mean square, \emph{explicit score matching},
\begin{equation}\label{eq:score-esm}
  \mathrm{ESM}(\hat s)=\tfrac12\EE\abs{\hat s(X)-s(X)}^2 ,
\end{equation}
which nobody can compute, since it contains the unknown~$s$. Three objectives can be computed, and differ from it by a constant that
does not depend on the model. So they have the same minimum and the same gradient. Multiply out:
\begin{equation}\label{eq:score-cross}
  \mathrm{ESM}(\hat s)=\tfrac12\EE\abs{\hat s}^2-\EE[s\cdot\hat s]+\tfrac12\EE\abs s^2 .
\end{equation}
The last term is a constant. Everything is about the middle one, the only one in which the model meets the unknown.
@^explicit score matching@>

\begin{theorem}[Implicit score matching, \citealp{hyvarinen2005}]\label{th:score-ism}
  Let $p>0$ and $\hat s$ be continuously differentiable, let $I(p)$, $\EE\abs{\hat s}^2$ and $\EE\abs{\nabla\cdot\hat s}$ be finite. Then
  \begin{equation}\label{eq:score-ism}
    \mathrm{ESM}(\hat s)=\mathrm{ISM}(\hat s)+\tfrac12I(p),\qquad\mathrm{ISM}(\hat s)=\EE\bigl[\tfrac12\abs{\hat
    s}^2+\nabla\cdot\hat s\bigr] .
  \end{equation}
\end{theorem}
\begin{proof}
  $\abs{\hat s}$ and $s\cdot\hat s$ have expectations, so Stein's identity \eqref{eq:score-stein} applies to $v=\hat s$:
  $-\EE[s\cdot\hat s]=\EE\nabla\cdot\hat s$. Insert this into \eqref{eq:score-cross}.
\end{proof}
@^implicit score matching@>
@^Hyv\"arinen, Aapo@>

The first term wants the field to be small, the second wants it to converge on the samples: $\nabla\cdot\hat s<0$ where the arrows
run together. On finitely many samples the bargain can be cheated, since a model that is steep enough at just these points makes
$\nabla\cdot\hat s$ as negative as it likes; with fresh noise it cannot.

\begin{wrong}[The boundary term of implicit score matching]
  \emph{The boundary term.} On a region $\Omega$ Gauss' theorem leaves $\int_{\partial\Omega}p\,\hat s\cdot n\,dS$, and ISM is right
  only if it vanishes: on $\RR^d$ under the hypotheses above, on a region only if $p\,\hat s\cdot n=0$ at its edge. For the
  exponential law on $x>0$ and the models $\hat s=-c$, $\mathrm{ESM}=\frac12(c-1)^2$ is least at $c=1$, but
  $\mathrm{ISM}=\frac12c^2$ at $c=0$: it reports a flat density. The difference is $\frac12-c$, and no constant.
  \citet{hyvarinen2007} mends it by a weight that vanishes at the edge.
\end{wrong}
@^boundary term@>

@ A divergence costs $d$ derivatives of the network at every sample, one for each coordinate. One derivative in a random direction is
enough.

\begin{theorem}[Sliced score matching, \citealp{song2019sliced}]\label{th:score-ssm}
  Let $\xi\in\RR^d$ be independent of~$X$ with $\EE\xi\xi^\top=I$. Under the hypotheses of Theorem~\ref{th:score-ism}, with
  $\EE\abs{\nabla\hat s}<\infty$,
  \begin{equation}\label{eq:score-ssm}
    \mathrm{ISM}(\hat s)=\mathrm{SSM}(\hat s)=\EE\bigl[\tfrac12\abs{\hat s}^2+\xi\cdot(\nabla\hat
    s)\,\xi\bigr]=\EE\bigl[\tfrac12(\xi\cdot\hat s)^2+\xi\cdot(\nabla\hat s)\,\xi\bigr] .
  \end{equation}
  Given $x$, let $A=\frac12(\nabla\hat s+\nabla\hat s^\top)$. The variance of $\xi\cdot(\nabla\hat s)\,\xi$ is $2\sum_{i,j}a_{ij}^2$
  for normal $\xi$, and $2\sum_{i\ne j}a_{ij}^2$ if the components are independent signs.
\end{theorem}
\begin{proof}
  $\EE[\xi\cdot B\,\xi]=\sum_{ij}B_{ij}\EE\xi_i\xi_j=\tr B$ with $B=\nabla\hat s(x)$, and with $B=\hat s\hat s^\top$ it is $\abs{\hat
  s}^2$. For the variance replace $B$ by~$A$, which gives the same form. Signs: $\xi\cdot A\xi-\tr A=2\sum_{i<j}a_{ij}\xi_i\xi_j$,
  whose terms are orthogonal with square mean~1 but for the factors: $4\sum_{i<j}a_{ij}^2$. Normal: in the basis of the eigenvectors
  of~$A$ the components of $\xi$ are again independent and normal, the form is $\sum_i\lambda_i\xi_i^2$, and its variance
  $2\sum_i\lambda_i^2=2\sum_{ij}a_{ij}^2$.
\end{proof}
The estimate of a trace by signs is Hutchinson's \citeyearpar{hutchinson1990}; samplers that need $\nabla\cdot\hat s$ along a path
use it as well.
@^sliced score matching@>
@^Hutchinson's estimator@>

@ The third objective needs no derivative at all. It rests on the most useful lemma of statistics.

\begin{lemma}[Regression]\label{th:score-regression}
  Let $\EE\abs Y^2<\infty$ and $y(x)=\EE[Y\given X=x]$. For every function~$f$ with $\EE\abs{f(X)}^2<\infty$
  \begin{equation}\label{eq:score-regression}
    \EE\abs{f(X)-Y}^2=\EE\abs{f(X)-y(X)}^2+\EE\tr\Cov[Y\given X] .
  \end{equation}
\end{lemma}
\begin{proof}
  $f-Y=(f-y)+(y-Y)$. Given $X$, the first bracket is fixed and the second has mean zero, so the mixed term vanishes; and
  $\EE[\abs{y-Y}^2\given X]=\tr\Cov[Y\given X]$.
\end{proof}
@^regression@>

So to learn a conditional expectation one need not know it: one regresses on what it is the expectation of. And the score of noisy
data \emph{is} a conditional expectation, by \eqref{eq:score-kernel}, of something that is known as soon as the noise has been
drawn.

\begin{theorem}[Denoising score matching, \citealp{vincent2011}]\label{th:score-dsm}
  Let $X=\alpha X_0+\sigma Z$ with $\alpha,\sigma>0$ and $\EE\abs{X_0}^2<\infty$, let $s$ be the score of~$X$, and $\EE\abs{\hat
  s}^2<\infty$. Then
  \begin{equation}\label{eq:score-dsm}
    \begin{gathered}
    \mathrm{DSM}(\hat s):=\tfrac12\EE\Bigl\lvert\hat s(X)+\frac Z\sigma\Bigr\rvert^2=\mathrm{ESM}(\hat s)+C,\\
    C=\frac12\EE\tr\Cov\Bigl[\frac Z\sigma\Bigm\vert X\Bigr]=\frac12\Bigl(\frac
    d{\sigma^2}-I(p_\sigma)\Bigr)=\frac{\alpha^2}{2\sigma^4}\EE\tr\Sigma(X) .
    \end{gathered}
  \end{equation}
\end{theorem}
\begin{proof}
  The lemma with $Y=-Z/\sigma$ and $y=s$. For the constant, $\EE\tr\Cov[Y\given X]=\EE\abs Y^2-\EE\abs s^2$, and \eqref{eq:score-mmse}.
\end{proof}
@^denoising score matching@>

There is hardly a hypothesis on the data, no boundary term, and no derivative of the model. In one line of code: draw a clean point, draw
noise, ask the network at the sum, and compare with the noise. The target $-Z/\sigma=(\alpha
X_0-X)/\sigma^2=\nabla_x\ln\normal(x;\alpha X_0,\sigma^2I)$ points from the noisy point to \emph{its} clean one. It is wrong nearly
every time, and right on average.

\begin{wrong}[Sign, noise and constant of denoising]
  Three slips, each of which trains without complaint. \emph{The sign}: the target is $-(x-\alpha x_0)/\sigma^2$, the gradient in
  the noisy variable; a network trained on $+Z/\sigma$ learns $-s$, and its samples flee the data. \emph{The noise}: DSM learns the
  score of $p_\sigma$, not of the data. \claim{score.noisy} For the moons at $\sigma=\num{score.table_sigma}$ the mean square of
  their difference is $\num{score.noisy}$ times that of the first. \emph{The constant}: a DSM loss of $\num{score.dsm_least}$ is not
  bad. There it is the least possible value.
\end{wrong}

@ \emph{The same constant for every model.} Table~\ref{tab:score} tries the theorems on the moons at $\sigma=\num{score.table_sigma}$
and four models of which no two resemble each other: a linear field; the exact score at another noise level; the score of two Gaussians; and the exact score with a
rotation $\frac12(-x_2,x_1)$ added, which is the gradient of nothing. ESM and ISM are integrals over the plane by
the trapezoidal rule, the others means over the same \num{score.table_points} samples. \claim{score.constant} The differences
ESM\,$-$\,ISM agree with each other and with $\frac12I(p_\sigma)=\num{score.half_fisher}$ to \num{score.constant_spread}.
\claim{score.table} In the other two columns, which should be $\frac12I$ and $-C=\num{score.minus_c}$, no entry is further off
than \num{score.table_z} standard errors.

\begin{table}[tbp]\centering\small
\begin{tabular}{@@{}lcccc@@{}}\toprule
model & ESM & ESM\,$-$\,ISM & ESM\,$-$\,SSM & ESM\,$-$\,DSM\\\midrule
linear & \num{score.esm0} & \num{score.ism0} & $\num{score.ssm0}\pm\num{score.ssm_error0}$ & $\num{score.dsm0}\pm\num{score.dsm_error0}$\\
other noise & \num{score.esm1} & \num{score.ism1} & $\num{score.ssm1}\pm\num{score.ssm_error1}$ &
$\num{score.dsm1}\pm\num{score.dsm_error1}$\\
two Gaussians & \num{score.esm2} & \num{score.ism2} & $\num{score.ssm2}\pm\num{score.ssm_error2}$ &
$\num{score.dsm2}\pm\num{score.dsm_error2}$\\
rotated & \num{score.esm3} & \num{score.ism3} & $\num{score.ssm3}\pm\num{score.ssm_error3}$ &
$\num{score.dsm3}\pm\num{score.dsm_error3}$\\\bottomrule
\end{tabular}
\caption{Four models of the score of the moons, four objectives. ESM varies; the differences do not. Errors are standard errors of
the means.}\label{tab:score}
\end{table}

@ The objectives are sums over arrays, with weights for quadrature or without for samples.

@<Interface of the objectives of score matching@>=
/* In the following |model| is $\hat s$ at |n| points: |n| by |d|, row-major; |w|: |n| weights, or |NULL| for $1/n$ each */
double score_explicit(int d, size_t n, const double *w, const double *model, const double *score);
  /* \eqref{eq:score-esm}; |score|: $s$, |n| by |d| */
double score_implicit(int d, size_t n, const double *w, const double *model, const double *divergence);
  /* \eqref{eq:score-ism}; |divergence|: $\nabla\cdot\hat s$, |n| values */
double score_sliced(int d, size_t n, const double *w, const double *model,@|
  const double *direction, const double *slope);
  /* \eqref{eq:score-ssm}, first form; |direction|, |slope|: $\xi$ and $(\nabla\hat s)\,\xi=\nabla(\xi\cdot\hat s)$; |n| by |d| */
double score_denoising(int d, size_t n, const double *w, const double *model,@|
  double sigma, const double *z); /* \eqref{eq:score-dsm}; |z|: $Z$, |n| by |d| */

@ @<Functions for the objectives of score matching@>=
static double half_square(int d, size_t n, const double *w, const double *model,@|
  double factor, const double *other) /* mean of $\frac12\abs{|model|+|factor|\cdot|other|}^2$ */
{
  double sum = 0;
  base_require(d>=1 && n>=1, "score matching: d=%d, n=%zu", d, n);
  for (size_t i=0; i<n; i++) {
    double square = 0;
    for (size_t j=i*(size_t)d; j<(i+1)*(size_t)d; j++)
      square += pow(model[j]+(other==NULL ? 0 : factor*other[j]), 2);
    sum += 0.5*square*(w==NULL ? 1/(double)n : w[i]);
  }
  return sum;
}
@#
double score_explicit(int d, size_t n, const double *w, const double *model, const double *score)
{@+ return half_square(d, n, w, model, -1, score);@+ }
@#
double score_denoising(int d, size_t n, const double *w, const double *model,@|
  double sigma, const double *z)
{
  base_require(sigma>0, "score_denoising: sigma=%g", sigma);
  return half_square(d, n, w, model, 1/sigma, z);
}

@ @<Functions for the objectives of score matching@>=
double score_implicit(int d, size_t n, const double *w, const double *model, const double *divergence)
{
  double sum = half_square(d, n, w, model, 0, NULL);
  for (size_t i=0; i<n; i++) sum += divergence[i]*(w==NULL ? 1/(double)n : w[i]);
  return sum;
}
@#
double score_sliced(int d, size_t n, const double *w, const double *model,@|
  const double *direction, const double *slope)
{
  double sum = half_square(d, n, w, model, 0, NULL);
  for (size_t i=0; i<n; i++)
    for (size_t j=i*(size_t)d; j<(i+1)*(size_t)d; j++)
      sum += direction[j]*slope[j]*(w==NULL ? 1/(double)n : w[i]);
  return sum;
}

@*1 The floor.
A loss of zero is out of reach: $\mathrm{DSM}\ge C$, and $C=\frac12(d/\sigma^2-I(p_\sigma))$ is the \emph{floor}, what is left when
the model is perfect. As $\sigma\to0$, with data that have a smooth density, $I(p_\sigma)\to I(p_0)$ is finite and the floor grows
like $d/2\sigma^2$. The regression target becomes pure noise about a finite signal.
@^floor of the loss@>

\begin{theorem}[Signal and noise of the target]\label{th:score-variance}
  Under the hypotheses of Theorem~\ref{th:score-dsm} let $\eta=-Z/\sigma-s(X)$ be the error of the target. Then $\EE[\eta\given X]=0$,
  $\EE\abs\eta^2=2C$, and for a model $\hat s=s+e$
  \begin{equation}\label{eq:score-paired}
    \tfrac12\Bigl\lvert\hat s+\frac Z\sigma\Bigr\rvert^2-\tfrac12\Bigl\lvert s+\frac Z\sigma\Bigr\rvert^2=\tfrac12\abs e^2-e\cdot\eta .
  \end{equation}
  Its mean is $\mathrm{ESM}(\hat s)$, and its variance, if $\EE\abs e^4$ and $\EE(e\cdot\eta)^2$ are finite, is
  $\Var\frac12\abs e^2+\EE(e\cdot\eta)^2$. If $\sigma\to0$ and $I(p_\sigma)$ stays bounded, $\sigma^2\cdot2C\to d$, and
  $2\,\mathrm{DSM}(\hat s)=\bigl(1+\bigO{\sigma^2}\bigr)d/\sigma^2$ for every bounded model, good or bad.
\end{theorem}
\begin{proof}
  $\hat s+Z/\sigma=e-\eta$ and $s+Z/\sigma=-\eta$; take squares. $\EE[e\cdot\eta\given X]=0$, hence the mean; and $e\cdot\eta$ is
  orthogonal to every function of $X$ alone, hence the variance. The rest is \eqref{eq:score-dsm}.
\end{proof}

Three lessons. First, the weight: $\sigma^2\,\mathrm{DSM}$, which is the plain squared error $\frac12\EE\abs{\hat\varepsilon-Z}^2$
of a noise prediction, has a target of variance~1 at each level, and a floor between zero and~$\frac12d$. Second, measuring: whoever
wants to know the \emph{error} of a model, and not its loss, should subtract the loss of the exact score \emph{on the same samples}.
Where $e$ is small, \eqref{eq:score-paired} has the standard deviation of $e\cdot\eta$, which is proportional to~$e$; the loss alone
has the standard deviation of $\frac12\abs\eta^2$, which is not.

\showfig{score/floor}{The moons, \num{score.floor_points} samples at each level, and a model that believes the data to be 1 per cent
smaller and the noise 1 per cent stronger than they are. Left: loss and floor, weighted by $\sigma^2$, cannot be told apart but at
the largest noise; far below, the error. Right: the error exactly (line), as loss minus floor with the exact constant (circles; missing where negative),
and by paired differences with two standard errors.}

@ \fig{score/floor} shows it on the moons. \claim{score.paired} At all eleven levels the paired difference agrees with the error to
\num{score.paired_z} standard errors, and \claim{score.unpaired} loss minus exact floor agrees to \num{score.unpaired_z} of its own,
which are up to \num{score.floor_gain} times as large, and at \num{score.floor_lost} of the levels larger than the error itself.
@^paired differences@>

The third lesson is that a target can be improved. Any random vector with the conditional mean $s(x)$ will do, and the floor is half
of its conditional variance, in the mean. If something more than $x$ is known about the origin of a sample, average over the rest.

\begin{theorem}[Rao and Blackwell]\label{th:score-rao}
  Let $U$ be a random variable, $s_U(x)=\EE[-Z/\sigma\given X=x,U]$. Then $\EE[s_U\given X]=s$, and
  $\EE\abs{s_U-s}^2\le\EE\abs{-Z/\sigma-s}^2$, the difference being $\EE\tr\Cov[Z/\sigma\given X,U]$. If $Z$ is independent of the
  pair $(X_0,U)$, and $X_0$ has given $U$ the law $\normal(m_U,vI)$, then $s_U(x)=(\alpha m_U-x)/(\alpha^2v+\sigma^2)$, and the
  difference is
  $d\,\alpha^2v/\bigl(\sigma^2(\alpha^2v+\sigma^2)\bigr)$.
\end{theorem}
\begin{proof}
  The tower property gives the mean. Lemma~\ref{th:score-regression}, with $(X,U)$ in place of $X$, $Y=-Z/\sigma$, and $f=s$, which
  is a function of $X$ alone, gives the difference. For the normal law $s_U$ is the score of $\normal(\alpha m_U,(\alpha^2v+\sigma^2)I)$, of Fisher
  information $d/(\alpha^2v+\sigma^2)$, and by \eqref{eq:score-dsm}, given~$U$, the difference is
  $d/\sigma^2-d/(\alpha^2v+\sigma^2)$.
\end{proof}
@^Rao--Blackwell theorem@>

For the moons $U$ is the arc and the angle on it, and $v=0.01$. \claim{score.rao} At $\sigma=0.01$ the floor falls from
\num{score.floor_plain} to \num{score.floor_rao}, weighted by~$\sigma^2$, a factor of \num{score.rao_gain}; at $\sigma=1$ only from
\num{score.floor_plain1} to \num{score.floor_rao1}, since there the uncertainty is about the angle. Real data do not come with a~$U$.
But the theorem says what every trick that reduces the variance does: a mean over several data points weighted by their posterior probability, as in \citet{xu2023}, is one
more conditional expectation, and one without bias if the point's own origin is among them (Chapter~\ref{ch:moons}).

@*1 Contraction, and the weight that the likelihood wants.
Which weights should the noise levels have? We have seen $1$, $\sigma^2$ and others, with no reason for any but convenience. The
Fokker--Planck equation has a reason. Let $p_t$ and $q_t$ be the densities of one forward process $dX=f(t)X\,dt+g(t)\,dW$, begun in
$p_0$ and in~$q_0$.

\begin{theorem}[Relative entropy is score error, summed]\label{th:score-contraction}
  Let the hypotheses of Theorem~\ref{th:fokker_planck-h} hold for $0<t<T$, and let $\KL(p_t\,\Vert\,q_t)$ be continuous on $[0,T]$. Then
  \begin{equation}\label{eq:score-contraction}
    \begin{gathered}
    \frac d{dt}\KL(p_t\,\Vert\,q_t)=-\tfrac12g(t)^2\,I(p_t\,\Vert\,q_t),\\
    \KL(p_0\,\Vert\,q_0)=\KL(p_T\,\Vert\,q_T)+\tfrac12\int_0^Tg^2\,I(p_t\,\Vert\,q_t)\,dt .
    \end{gathered}
  \end{equation}
\end{theorem}
\begin{proof}
  \eqref{eq:fokker_planck-h} with $a=g^2I$ is the first; integrate.
\end{proof}
@^contraction of relative entropy@>
If the model is a family of densities of one diffusion, with $\hat s_t=\nabla\ln q_t$,
then explicit score matching at every time, with the weight $g^2$, \emph{is} maximum likelihood: $\int
g^2\,\mathrm{ESM}\,dt=\KL(p_0\,\Vert\,q_0)-\KL(p_T\,\Vert\,q_T)$, and the last term is tiny, since noise makes everything alike.

\begin{corollary}[No schedule]\label{th:score-schedule}
  With the noise clock $n=\sigma^2/\alpha^2$,
  \begin{equation}\label{eq:score-schedule}
    \tfrac12\int_0^Tg^2\,\EE\abs{\hat s-s}^2dt=\tfrac12\int\EE\abs{\hat\varepsilon-\varepsilon}^2\,d\ln n ,
  \end{equation}
  where $\varepsilon=\EE[Z\given X]$ and $\hat\varepsilon$ is a function of $X/\alpha$ and~$n$. The right side, taken over the same range of~$n$, does not depend on the schedule.
\end{corollary}
\begin{proof}
  By \eqref{eq:sde-clock}, $g^2=\alpha^2n'$, so $g^2/\sigma^2=n'/n$; and $\hat\varepsilon-\varepsilon=-\sigma(\hat s-s)$. Two
  processes with the same~$n$ differ by the factor~$\alpha$ in~$X$, and $\varepsilon$ as a function of $X/\alpha$ is the same.
\end{proof}
So the likelihood's weight has a simple name: the error of the noise prediction, \emph{uniform in the logarithm of the
signal-to-noise ratio}. All else is a choice of sampling density for $\ln n$ \citep{kingma2021}.
@^log-SNR@>

\showfig{score/contraction}{Two pairs of mixtures. Left: relative entropy against the noise clock, from the densities (lines) and as
the sum of the score errors at all higher noise levels (points). Right: the density of that sum, $\frac12n\,I(p_n\,\Vert\,q_n)$ per
unit of $\ln n$. The pair that differs in its weights alone is told apart only where the noise bridges the gap.}

@ \fig{score/contraction} measures both sides for two pairs in one dimension. \claim{score.contraction} From $n=10^{-6}$ to $10^4$ the
entropies $\KL=\num{score.kl0}$ and $\num{score.kl1}$ are recovered from the scores up to \num{score.contraction_off}. The second
pair is of the kind of \fig{score/blind}: narrow components at $\pm1$ with the weights $(0.9,0.1)$ and $(\frac12,\frac12)$.
\claim{score.seen} Below $\sigma=0.3$ its score errors contribute \num{score.seen_low} per cent of the whole: blind at each of these
levels, the score is not blind in sum.

A trained $\hat s$ is not the score of any diffusing density. What then? The sampler starts from some $q_T$ and runs the reversed
process with $\hat s$ in place of~$s$. Recall the family of reversals with parameter $\lambda>0$: with time $\tau=T-t$ it has the
drift $-fx+\frac12(1+\lambda^2)g^2s$ and the noise~$\lambda g$, and carries $p_T$ to~$p_0$.

\begin{theorem}[Bound for a sampler]\label{th:score-bound}
  Let $\lambda>0$, and let $q_t$ be the density at time $T-\tau=t$ of the process with drift $-fx+\frac12(1+\lambda^2)g^2\hat s$ and noise $\lambda g$,
  started from~$q_T$. Under the regularity of Theorem~\ref{th:fokker_planck-h},
  \begin{equation}\label{eq:score-bound}
    \KL(p_0\,\Vert\,q_0)\le\KL(p_T\,\Vert\,q_T)+\Bigl(\frac{1+\lambda^2}{2\lambda}\Bigr)^2\,\frac12\int_0^Tg^2\,\EE\abs{\hat s-s}^2\,dt .
  \end{equation}
  The factor is least, namely~1, for $\lambda=1$.
\end{theorem}
\begin{proof}
  In the time $\tau$, $\partial_\tau p=-\nabla\cdot J_p$ with $J_p=bp-\frac12\lambda^2g^2\nabla p$,
  $b=-fx+\frac12(1+\lambda^2)g^2s$; for $q$ the drift is $b+e$ with $e=\frac12(1+\lambda^2)g^2(\hat s-s)$. As in the proof of
  Theorem~\ref{th:fokker_planck-h},
  \[
    \frac d{d\tau}\KL(p\,\Vert\,q)=\int\nabla\ln\frac pq\cdot\Bigl(J_p-\frac pqJ_q\Bigr)dx ,\qquad J_p-\frac
    pqJ_q=-ep-\tfrac12\lambda^2g^2\,p\,\nabla\ln\frac pq .
  \]
  With $y=\nabla\ln(p/q)$ the rate is $\EE[-e\cdot y-\frac12\lambda^2g^2\abs y^2]\le\EE\abs e^2/(2\lambda^2g^2)$, since $-e\cdot
  y-\frac12k\abs y^2=\frac1{2k}\abs e^2-\frac k2\abs{y+e/k}^2$. Insert~$e$ and integrate. And $1+\lambda^2\ge2\lambda$.
\end{proof}
@^bound on the relative entropy@>

For $\lambda=1$ this is the bound of \citet{song2021mle}, who use Girsanov's theorem; it holds with equality when $\hat s=\nabla\ln
q_t$, which is Theorem~\ref{th:score-contraction} again. For $\lambda\to0$, the probability-flow equation, the factor is infinite: a
small score error, in the mean square, does not bound the error of the deterministic sampler. Noise forgets mistakes; an ordinary
differential equation carries them along. \fig{score/bound} has a case where everything can be computed.
@^Girsanov's theorem@>

\showfig{score/bound}{Data $\normal(0,\frac14)$ under VP, and a model that is wrong by the factor $1+c$, $c=\num{score.bound_c}$:
the reversed processes stay normal, and their variance solves a linear equation. Line: $\KL(p_0\,\Vert\,q_0)$ against~$\lambda$.
Dashed: the bound \eqref{eq:score-bound}.}

\claim{score.bound} At $\lambda=1$ the relative entropy is \num{score.bound_kl}, the bound \num{score.bound_one}; over all $\lambda$
shown, their ratio is never above \num{score.bound_ratio}. \claim{score.bound_ode} For this model $\lambda=0$ gives
\num{score.bound_ode}, \num{score.bound_worse} times the value at $\lambda=1$. Up to $\lambda=1$ the example has the tendency of the
bound; \claim{score.bound_more} beyond, more noise still helps, to \num{score.bound_three} at $\lambda=3$, and the bound is pessimistic.

\begin{wrong}[The weight of the DDPM loss]
  ``The DDPM loss is score matching.'' It is, with the weight $\sigma^2=1-\bar\alpha_t$ and not~1 \citep{ho2020}; the likelihood's
  weight is $g^2$, that is $n'/n$ on the error of the noise. For the VP process and the first mixture of \fig{score/contraction}, with $t$
  uniform on $[10^{-3},1]$, \claim{score.weight_one} the floor with weight~1 has \num{score.share_one} per cent of its integral at
  $t<0.05$; with $\sigma^2$, \num{score.share_noise} per cent; with $g^2$, \num{score.share_likelihood} per cent. With the weights 1
  and $g^2$ the gradient is mostly the noise of the smallest~$t$, which is why \citet{song2021mle} sample $t$ in proportion to
  $g^2/\sigma^2$.
\end{wrong}
@^weight of the likelihood@>
@*1 The two moons.
Experiment~2 needs data that are not a mixture, with a score that is known everywhere. Let
$A(\theta)=(\cos\theta-\frac12,\sin\theta-\frac14)$ for $0\le\theta\le\pi$, a half circle open below, let $B=-A$ be its mirror image, and
@^two moons@>
\begin{equation}\label{eq:score-moons}
  X_0=\pm A(\theta)+0.1\,Z',
\end{equation}
with $\theta$ uniform on $[0,\pi]$, either sign with probability~$\frac12$, and $Z'$ of law $\normal(0,I)$, all independent. Adding
noise to $aX_0$ makes $aX_0+sZ$, and in the units of $y=x/a$ the blur has the variance $v=0.01+(s/a)^2$. So at every noise level the
density is one integral over each arc.

\begin{theorem}[Moons by one integral]\label{th:score-moons}
  With the centre of the arc $A$ as origin, let $y=(r\cos\varphi,r\sin\varphi)-(\frac12,\frac14)$ and $\kappa=r/v$. The density of
  $X/a$ at $y$ is $\frac12(p_A+p_B)$ with $p_B(y)=p_A(-y)$,
  \begin{equation}\label{eq:score-arc}
    p_A(y)=\frac{e^{-(r-1)^2/2v}}{2\pi v}\,M_0,\qquad M_g=\frac1\pi\int_0^\pi g(\theta)\,e^{\kappa(\cos(\theta-\varphi)-1)}\,d\theta .
  \end{equation}
  Given that the point came from~$A$, $M_g/M_0$ is the conditional mean of $g(\theta)$. With $m$ and $\Sigma$ the mean and
  covariance of $\pm A(\theta)$ given~$y$, over both arcs,
  \begin{equation}\label{eq:score-moons-score}
    s(x)=\frac{m-y}{av},\qquad\nabla s(x)=\frac1{a^2v}\Bigl(\frac\Sigma v-I\Bigr) .
  \end{equation}
\end{theorem}
\begin{proof}
  $\abs{y-A(\theta)}^2=r^2+1-2r\cos(\theta-\varphi)=(r-1)^2-2r\bigl(\cos(\theta-\varphi)-1\bigr)$ in $\normal(y;A,vI)$. The law of
  $\theta$ given $y$ is by Bayes' rule proportional to the integrand. The last line is Tweedie's formula for $Y=\pm A+\sqrt vZ$,
  solved for the score, and Theorem~\ref{th:score-closed}~(2).
\end{proof}

@ Over the full circle $M_0$ would be the Bessel function $2e^{-\kappa}I_0(\kappa)$; over the half circle we need a rule. \emph{Gauss
and Legendre's} with $n$~nodes is exact for polynomials of degree $2n-1$, and for an entire function like ours it converges faster
than any geometric sequence, once the nodes resolve it. The nodes are the zeros of Legendre's polynomial
$P_n$, which Newton's method finds from $\cos\bigl(\pi(i+\frac34)/(n+\frac12)\bigr)$ in five steps; the recurrence
$(k+1)P_{k+1}=(2k+1)xP_k-kP_{k-1}$ gives $P_n$, and $(x^2-1)P_n'=n(xP_n-P_{n-1})$ the slope. The weights are
$2/\bigl((1-x^2)P_n'(x)^2\bigr)$.
@^Gauss--Legendre quadrature@>

@<Functions for the two moons@>=
void score_gauss_legendre(double *t, double *w, int n)
{
  base_require(n>=1 && n<=1000, "score_gauss_legendre: n=%d", n);
  for (int i=0; i<n; i++) {
    double x = cos(pi*(i+0.75)/(n+0.5)), p = 1, before, slope = 1;
    for (int step=0; step<6; step++) {
      if (step>0) x -= p/slope;
      p = 1, before = 0;
      for (int k=0; k<n; k++) {
        double next = ((2*k+1)*x*p-k*before)/(k+1);
        before = p, p = next;
      }
      slope = n*(x*p-before)/(x*x-1);
    }
    t[i] = x, w[i] = 2/((1-x*x)*slope*slope);
  }
}

@ How many nodes? The integrand is a peak of width $\kappa^{-1/2}$. In the middle of the half circle the nodes of a rule are
$\pi^2/2n$ apart; so it is right to rounding up to some~$\kappa$, of the order of $n^2/50$, and then, abruptly, useless. With a
fixed rule one has to know the largest $\kappa$ that will come, and pay for it always. Instead we narrow the window with the peak.

\begin{lemma}[Window]\label{th:score-window}
  Let $L>0$, let $e(\theta)=\kappa\cos(\theta-\varphi)$ and $c=\cos\varphi$, $s=\sin\varphi$. Outside an interval of length
  $2\delta$ in $[0,\pi]$ we have $e(\theta)\le\max e-L$ if \textup{(1)}~$s\ge0$ and $\kappa(1-\cos\delta)\ge L$, for the interval
  centred at~$\varphi$, moved into $[0,\pi]$; \textup{(2)}~$s<0$, $2\abs c\kappa\ge L$ and
  $2\kappa\sin\delta\,(\abs c\sin\delta-s\cos\delta)\ge L$, for the interval at the end where $\cos\theta$ has the sign of~$c$.
\end{lemma}
\begin{proof}
  (1)~$\max e=\kappa$, and outside $\abs{\theta-\varphi}\ge\delta$. (2)~Reflect, if need be, so that $c\ge0$, and
  $-\frac\pi2\le\varphi<0$. On $[0,\pi]$ the argument $\theta-\varphi$ runs from $\abs\varphi\le\frac\pi2$ to $\pi+\abs\varphi$; its
  cosine falls to $-1$ and rises again to $-c$. So the maximum is $\kappa c$, at $\theta=0$, and on $[2\delta,\pi]$ the maximum is
  at an end. There
  $c-\cos(2\delta-\varphi)=c(1-\cos2\delta)-s\sin2\delta=2\sin\delta\,(c\sin\delta-s\cos\delta)$ and $c-(-c)=2c$.
\end{proof}

We take $L=30$, $e^{-30}\approx10^{-13}$. The half widths $\delta$ are $\frac\pi2 2^{-l/2}$, so that nodes, sines and cosines are
tabulated once and for all: with $\theta=\theta_m+\delta t_j$ and $\psi=\theta_m-\varphi$,
\begin{equation}\label{eq:score-node}
  \cos(\theta-\varphi)=\cos\psi+\cos\psi\,(\cos\delta t_j-1)-\sin\psi\,\sin\delta t_j ,
\end{equation}
two multiply-adds a node. Where no window is narrow enough to be allowed, 48 nodes on the whole half circle have to do: if $s<0$ and
$2\abs c\kappa<30$, the point sees both ends of~$A$ from outside, at nearly the same distance; such points are much nearer to $B$,
or else $\kappa$ is small.

@<Functions for the two moons@>=
enum {@+NODES=48, WHOLE=5, RULES=WHOLE+32@+};
static const double cut = 30; /* $L$ of Lemma~\ref{th:score-window} */
typedef struct {
  double delta, cosine, sine; /* $\delta$, $\cos\delta$, $\sin\delta$ */
  double from; /* the least $\kappa$ that it serves */
  int n; /* number of nodes */
  double C[NODES], S[NODES], w[NODES]; /* $\cos\delta t_j-1$, $\sin\delta t_j$, $\delta w_j/\pi$ */
} ScoreRule;
static ScoreRule rule[RULES];
@#
static void make_rules(void)
{
  static const int n[WHOLE] = {16, 24, 32, 40, NODES};
  static const double from[WHOLE] = {0, 2.5, 8, 18, 33};
  double t[NODES];
  for (int l=0; l<RULES; l++) {
    ScoreRule *r = rule+l;
    int whole = l<WHOLE;
    r->n = whole ? n[l] : NODES, r->delta = 0.5*pi*(whole ? 1 : pow(2, -0.5*(l-WHOLE+1)));
    r->cosine = whole ? 0 : cos(r->delta), r->sine = sin(r->delta);
    r->from = whole ? from[l] : cut/(1-r->cosine);
    score_gauss_legendre(t, r->w, r->n);
    @<Tabulate the nodes of a rule on the arc@>@;
  }
}

@ The difference $\cos\delta t_j-1$ is formed without cancellation.

@<Tabulate the nodes of a rule on the arc@>=
for (int j=0; j<r->n; j++) {
  double h = sin(0.5*r->delta*t[j]);
  r->C[j] = -2*h*h, r->S[j] = sin(r->delta*t[j]), r->w[j] *= r->delta/pi;
}

@ The tables are made at the first call, by one thread, also if several call at once.

@<Functions for the two moons@>=
static void prepare(void)
{
  static int ready;
  int seen;
#pragma @=omp atomic read seq_cst@>
  seen = ready;
  if (seen) return;
#pragma @=omp critical@>
  {
    if (!ready) make_rules();
#pragma @=omp atomic write seq_cst@>
    ready = 1;
  }
}

@ The choice of a rule is Lemma~\ref{th:score-window}: the whole half circle with as many nodes as $\kappa$ needs, then the narrowest
window allowed.

@<Functions for the two moons@>=
static inline const ScoreRule *choose(double kappa, double c, double s)
{
  int l = 0;
  while (l+1<WHOLE && kappa>=rule[l+1].from) l++;
  if (l+1<WHOLE) return rule+l;
  if (s>=0) while (l+1<RULES && kappa>=rule[l+1].from) l++;
  else if (2*fabs(c)*kappa>=cut)
    while (l+1<RULES && 2*kappa*rule[l+1].sine*(fabs(c)*rule[l+1].sine-s*rule[l+1].cosine)>=cut) l++;
  return rule+l;
}

@ What is left is the exponential, the only expensive part. The compiler turns a loop into vector instructions only if all of it is
arithmetic, so the exponential must be arithmetic too. Write $x=k\ln2+r$ with an integer~$k$ and $\abs r\le\frac12\ln2$. Then
$e^x=2^ke^r$; the power of two is made by adding $k$ to the exponent of the number, and $e^r$ by Taylor's polynomial of
degree~13, whose remainder is below $(\frac12\ln2)^{14}/14!<5\cdot10^{-18}$. To round $x/\ln2$ to an integer, add $1.5\cdot2^{52}$:
a double of this size has no bits for fractions, and its lowest bits are~$k$. The constant $\ln2$ is split in two, of which the
first has eleven zeros at its end, so that $k$ times it is exact. Below $-708$, where the result leaves the normal range, it is set
to zero.
@^exponential function, vectorised@>

@<Functions for the two moons@>=
static inline double vector_exp(double x) /* for $x\le0$ */
{
  union {@+double real;@+ int64_t bits;@+} k, e;
  double top = x>-708 ? x : -708, n, r, p;
  k.real = top*0x1.71547652b82fep0+0x1.8p52; /* $x/\ln2$, rounded, in the low bits */
  n = k.real-0x1.8p52;
  r = top-n*0x1.62e42fefa3800p-1-n*0x1.ef35793c76730p-45; /* $x-k\ln2$ */
  @<Sum the series of the exponential at |r| into |p|@>@;
  e.real = p, e.bits += (int64_t)((uint64_t)k.bits<<52);
  return x>-708 ? e.real : 0;
}
@#
void score_exp(double *y, size_t n, const double *x)
{
#pragma @=omp simd@>
  for (size_t i=0; i<n; i++) y[i] = vector_exp(x[i]);
}

@ @<Sum the series of the exponential at |r| into |p|@>=
p = 1/6227020800.0;
p = 1/479001600.0+r*p;@+ p = 1/39916800.0+r*p;@+ p = 1/3628800.0+r*p;
p = 1/362880.0+r*p;@+ p = 1/40320.0+r*p;@+ p = 1/5040.0+r*p;
p = 1/720.0+r*p;@+ p = 1/120.0+r*p;@+ p = 1/24.0+r*p;
p = 1/6.0+r*p;@+ p = 0.5+r*p;@+ p = 1+r*p;@+ p = 1+r*p;

@ One pass over the nodes of an arc gathers six sums: $M_g$ for $g=1$, and the first and second moments of $\cos\delta t-1$ and
$\sin\delta t$, that is of the point on the circle as seen from the middle of the window. Here the variances come out as
differences, but of small numbers, since the window is as narrow as the peak.

@<Functions for the two moons@>=
typedef struct {
  double top, mass; /* the part of the arc in the density is $e^{|top|}\,|mass|/4\pi v$ */
  double mean[2], cov[3]; /* of $(\cos\theta,\sin\theta)$, given $y$ and the arc */
} ScoreArc;
@#
__attribute__((always_inline))
static inline ScoreArc over_arc(double v, double x, double y) /* relative to the centre */
{
  ScoreArc m;
  double r = sqrt(x*x+y*y), kappa = r/v, c = r>0 ? x/r : 1, s = r>0 ? y/r : 0;
  const ScoreRule *q = choose(kappa, c, s);
  int inside = s>=0 && fabs(c)<=q->cosine;
  double cm = inside ? c : copysign(q->cosine, c), sm = inside ? s : q->sine; /* $\theta_m$ */
  double A = inside ? 1 : cm*c+sm*s, B = inside ? 0 : sm*c-cm*s; /* $\cos\psi$, $\sin\psi$ */
  double s0 = 0, s1 = 0, s2 = 0, s11 = 0, s12 = 0, s22 = 0;
  @<Sum over the nodes of the arc@>@;
  m.top = -0.5*(s>=0 ? (r-1)*(r-1) : (fabs(x)-1)*(fabs(x)-1)+y*y)/v, m.mass = s0;
  @<Turn the sums into mean and covariance on the circle@>@;
  return m;
}

@ The exponent is counted from its maximum on the arc, which is $\kappa$ if $s\ge0$, and else $\kappa\abs c$ at one of the ends; |top|
takes the rest, minus the squared distance from the arc over $2v$. Nothing overflows, and far from the data nothing vanishes.
@^underflow@>

@<Sum over the nodes of the arc@>=
double e0 = kappa*(A-(s>=0 ? 1 : fabs(c))), e1 = kappa*A, e2 = kappa*B;
int n = q->n;
#pragma @=omp simd reduction(+:s0,s1,s2,s11,s12,s22)@>
for (int j=0; j<n; j++) {
  double C = q->C[j], S = q->S[j], p = q->w[j]*vector_exp(e0+e1*C-e2*S); /* \eqref{eq:score-node} */
  s0 += p, s1 += p*C, s2 += p*S, s11 += p*C*C, s12 += p*C*S, s22 += p*S*S;
}

@ Seen from the middle of the window the point is $(1+C,S)$; a rotation by $\theta_m$ brings it to its place.

@<Turn the sums into mean and covariance on the circle@>=
double one = 1/s0;
s1 *= one, s2 *= one, s11 = s11*one-s1*s1, s12 = s12*one-s1*s2, s22 = s22*one-s2*s2, s1 += 1;
m.mean[0] = cm*s1-sm*s2, m.mean[1] = sm*s1+cm*s2;
m.cov[0] = cm*cm*s11-2*cm*sm*s12+sm*sm*s22;
m.cov[1] = cm*sm*(s11-s22)+(cm*cm-sm*sm)*s12;
m.cov[2] = sm*sm*s11+2*cm*sm*s12+cm*cm*s22;

@ Both arcs together are a mixture of two. A covariance over both is the mean of the covariances plus that of the means.

@<Functions for the two moons@>=
__attribute__((always_inline))
static inline void moon(double *log_p, double score[2], double J[3], double v, double x, double y)
{
  ScoreArc A = over_arc(v, x+0.5, y+0.25), B = over_arc(v, 0.5-x, 0.25-y);
  double top = A.top>B.top ? A.top : B.top;
  double wa = A.mass*vector_exp(A.top-top), wb = B.mass*vector_exp(B.top-top), sum = wa+wb;
  double d[2] = {A.mean[0]+B.mean[0]-1, A.mean[1]+B.mean[1]-0.5}; /* between the means */
  if (log_p!=NULL) *log_p = top+log(sum/(4*pi*v));
  wa /= sum, wb /= sum;
  score[0] = (wa*(A.mean[0]-0.5)-wb*(B.mean[0]-0.5)-x)/v; /* \eqref{eq:score-moons-score} with $a=1$ */
  score[1] = (wa*(A.mean[1]-0.25)-wb*(B.mean[1]-0.25)-y)/v;
  for (int i=0; i<3; i++)
    J[i] = (wa*A.cov[i]+wb*B.cov[i]+wa*wb*d[i/2]*d[(i+1)/2])/(v*v)-(i==1 ? 0 : 1/v);
}

@ The interface of the moons. Everything is exact, at any noise level and at any point, up to rounding and the choices above. Points
are shared out among the threads; each is computed alone, so that neither their number nor its neighbours change it by a bit.

@<Interface of the two moons@>=
void score_gauss_legendre(double *t, double *w, int n);
  /* nodes in $(-1,1)$, descending, and weights of the rule with |n<=1000| nodes */
void score_exp(double *y, size_t n, const double *x);
  /* $e^x$ for |n| numbers $x\le0$, to two units in the last place; zero below $-708$; |y| may be |x| */
@#
/* In the following $p$ is the density of $X=aX_0+sZ$ with $X_0$ as in \eqref{eq:score-moons}, |a>0|, |s>=0|; |x| is |n| by 2,
   row-major, $\abs x<10^8a$; relative accuracy at least $10^{-10}$ ($10^{-9}$ for derivatives), at any point */
void score_moons_log_density(double *log_p, double a, double s, size_t n, const double *x);
  /* $\ln p$: |n| values */
void score_moons_score(double *score, double a, double s, size_t n, const double *x); /* $\nabla\ln p$: |n| by 2 */
void score_moons_jacobian(double *J, double a, double s, size_t n, const double *x);
  /* $\nabla\nabla\ln p$: |n| by 3, the elements 11, 12, 22 */
void score_moons_sample(double *x, double *angle, int *arc, double a, double s, size_t n,@|
  uint64_t seed, uint64_t stream, uint64_t index);
  /* |x|: |n| by 2, points |index..index+n-1| of a fixed infinite sequence of independent points of density $p$; |angle|, |arc|: $\theta$, and 0
     for~$A$ or 1 for~$B$, or |NULL|; reads the streams |stream| and $|stream|+2^{63}$ of |seed| */
void score_moons_conditional(double *score, double a, double s, size_t n, const double *x,@|
  const double *angle, const int *arc); /* $s_U$ of Theorem~\ref{th:score-rao} with $U=(\theta,|arc|)$: |n| by 2 */

@ @<Functions for the two moons@>=
static double blur(double a, double s) /* $v$ */
{
  base_require(a>0 && s>=0 && isfinite(a) && isfinite(s), "score_moons: a=%g, s=%g", a, s);
  prepare();
  return 0.01+(s/a)*(s/a);
}
@#
void score_moons_log_density(double *log_p, double a, double s, size_t n, const double *x)
{
  double v = blur(a, s), shift = 2*log(a);
#pragma @=omp parallel for schedule(static) if(n>=256)@>
  for (size_t i=0; i<n; i++) {
    double score[2], J[3];
    moon(log_p+i, score, J, v, x[2*i]/a, x[2*i+1]/a);
    log_p[i] -= shift;
  }
}

@ @<Functions for the two moons@>=
void score_moons_score(double *score, double a, double s, size_t n, const double *x)
{
  double v = blur(a, s);
#pragma @=omp parallel for schedule(static) if(n>=256)@>
  for (size_t i=0; i<n; i++) {
    double t[2], J[3];
    moon(NULL, t, J, v, x[2*i]/a, x[2*i+1]/a);
    score[2*i] = t[0]/a, score[2*i+1] = t[1]/a;
  }
}
@#
void score_moons_jacobian(double *J, double a, double s, size_t n, const double *x)
{
  double v = blur(a, s);
#pragma @=omp parallel for schedule(static) if(n>=256)@>
  for (size_t i=0; i<n; i++) {
    double score[2], t[3];
    moon(NULL, score, t, v, x[2*i]/a, x[2*i+1]/a);
    for (size_t k=0; k<3; k++) J[3*i+k] = t[k]/(a*a);
  }
}

@ Samples are drawn as they are defined. One uniform number chooses the arc by its upper half and the angle by the rest.

@<Functions for the two moons@>=
void score_moons_sample(double *x, double *angle, int *arc, double a, double s, size_t n,@|
  uint64_t seed, uint64_t stream, uint64_t index)
{
  enum {@+BATCH=256@+};
  double u[BATCH], deviation = a*sqrt(blur(a, s));
  for (size_t first=0; first<n; first+=BATCH) {
    size_t m = n-first<BATCH ? n-first : BATCH;
    double *y = x+2*first;
    rng_uniform(u, m, seed, stream, index+first);
    rng_normal(y, 2*m, seed, stream+((uint64_t)1<<63), 2*(index+first));
    for (size_t i=0; i<m; i++) {
      int second = u[i]>=0.5;
      double theta = pi*(2*u[i]-second), sign = second ? -1 : 1;
      y[2*i] = a*sign*(cos(theta)-0.5)+deviation*y[2*i];
      y[2*i+1] = a*sign*(sin(theta)-0.25)+deviation*y[2*i+1];
      if (angle!=NULL) angle[first+i] = theta;
      if (arc!=NULL) arc[first+i] = second;
    }
  }
}

@ @<Functions for the two moons@>=
void score_moons_conditional(double *score, double a, double s, size_t n, const double *x,@|
  const double *angle, const int *arc)
{
  double variance = a*a*blur(a, s);
  for (size_t i=0; i<n; i++) {
    double sign = arc[i] ? -1 : 1;
    score[2*i] = (a*sign*(cos(angle[i])-0.5)-x[2*i])/variance;
    score[2*i+1] = (a*sign*(sin(angle[i])-0.25)-x[2*i+1])/variance;
  }
}

@ The limits in the table of rules were found by comparison with many more nodes, and a test keeps them. The work is 16 to 48 nodes an
arc, each of about 30 operations, of which 20 are the exponential.

@*1 The program.
The program has one parameter:
\parameters{score}
Integrals over the line and over the plane are sums by the trapezoidal rule on equidistant points. For functions that are analytic
and vanish at both ends of the range
no rule is better: its error falls like $e^{-2\pi b/h}$, where $b$ is the distance of the nearest singularity from the line
\citep{trefethen2014}. Experiment~$k$ uses the random
streams from $k\cdot2^{32}$ on.
@^trapezoidal rule@>

@(score_main.c@>=
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
#include "sde.h"
#include "score.h"
@#
static int points;
static const CliParam table[] = {@|
  {"points", CLI_INT, &points, 20000, 1000, 1000000, "samples at each noise level"}
};
@#
@<Helpers of the program on the score@>@;
@<Experiments on the score@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "score", table, 1);
  if (cli_quick()) points = 4000;
  show_moons();@+ show_blindness();@+ measure_tweedie();@+ measure_magnitude();
  measure_table();@+ measure_floor();@+ measure_contraction();@+ measure_bound();
  measure_shares();
  return results_end();
}

@ The line and the plane. |lay_line| puts |LINE| points between minus and plus |half|, with the weights and the score of a
mixture~$p$; |compare| adds a second one and returns $\KL(p\,\Vert\,q)$.

@<Helpers of the program on the score@>=
static const double w_p[2] = {0.6, 0.4}, m_p[2] = {-1.5, 1.2}, v_p[2] = {0.09, 0.16};
static const HeatMixture data = {2, 1, w_p, m_p, v_p}; /* of all experiments on the line */
enum {@+LINE=4001@+};
static double xs[LINE], weights[LINE], sp[LINE], sq[LINE], lp[LINE], lq[LINE];
@#
static void lay_line(double half, const HeatMixture *p, double a, double s2)
{
  for (int i=0; i<LINE; i++) xs[i] = 2*half/(LINE-1)*(i-LINE/2);
  heat_mixture_log_density(lp, p, a, s2, LINE, xs);
  heat_mixture_score(sp, p, a, s2, LINE, xs);
  for (int i=0; i<LINE; i++) weights[i] = 2*half/(LINE-1)*exp(lp[i]);
}
@#
static double compare(double half, const HeatMixture *p, const HeatMixture *q, double s2)
{
  double kl = 0;
  lay_line(half, p, 1, s2);
  heat_mixture_log_density(lq, q, 1, s2, LINE, xs);
  heat_mixture_score(sq, q, 1, s2, LINE, xs);
  for (int i=0; i<LINE; i++) kl += weights[i]*(lp[i]-lq[i]);
  return kl;
}

@ On the plane the step is a third of the blur, and the range nine times the blur beyond the arcs.

@<Helpers of the program on the score@>=
enum {@+PLANE=161*161@+};
static double plane[2*PLANE], mass[PLANE], field[2*PLANE], guess[2*PLANE], J[3*PLANE];
@#
static size_t lay_plane(double s) /* number of points; |mass| is $p$ times the area of a cell */
{
  double b = sqrt(0.01+s*s), h = b/3;
  int m = (int)ceil((1.6+9*b)/h);
  size_t n = 0;
  base_require((2*m+1)*(2*m+1)<=PLANE, "a grid of %d by %d points", 2*m+1, 2*m+1);
  for (int i=-m; i<=m; i++)
    for (int j=-m; j<=m; j++, n++) plane[2*n] = i*h, plane[2*n+1] = j*h;
  score_moons_log_density(mass, 1, s, n, plane);
  score_moons_score(field, 1, s, n, plane);
  for (size_t i=0; i<n; i++) mass[i] = exp(mass[i])*h*h;
  return n;
}
@#
static double mean_square(int d, size_t n, const double *w, const double *y) /* $\EE\abs y^2$ */
{
  double sum = 0;
  for (size_t i=0; i<n*(size_t)d; i++) sum += w[i/(size_t)d]*y[i]*y[i];
  return sum;
}
enum {@+CURVE=401@+};
static void stretch(double *x, double low, double high) /* |CURVE| points for a curve */
{@+ for (int i=0; i<CURVE; i++) x[i] = low+(high-low)*i/(CURVE-1);@+ }
static uint64_t stream(int experiment, int number)
{@+ return ((uint64_t)experiment<<32)+(uint64_t)number;@+}
static void label(Plot *p, int colour, double x, double y, const char *anchor, const char *text)
{@+ plot_pen(p, colour, 1, 0);@+ plot_text(p, x, y, anchor, text);@+}

@ \emph{The opening figure.} The arrows are shortened to the square root of their lengths, or those at the left would be invisible or
enormous.

@<Experiments on the score@>=
static void show_moons(void)
{
  static const double s[3] = {0.02, 0.3, 1};
  enum {@+NX=88, NY=64, AX=11, AY=8, ARROWS=AX*AY@+};
  static double image[NX*NY], at[2*NX*NY], arrow[2*ARROWS];
  double x[ARROWS], y[ARROWS], u[ARROWS], v[ARROWS];
  Plot *p = plot_new("moons", 122, 37);@+ plot_grid(p, 1, 3);
  for (int k=0; k<3; k++) {
    char title[32];
    double top = -INFINITY, longest = 0;
    for (int i=0; i<NX*NY; i++)
      at[2*i] = 2.2*((i%NX+0.5)*2/NX-1), at[2*i+1] = 1.6*((i/NX+0.5)*2/NY-1);
    score_moons_log_density(image, 1, s[k], NX*NY, at);
    for (int i=0; i<NX*NY; i++) top = fmax(top, image[i]);
    for (int i=0; i<NX*NY; i++) image[i] = exp(image[i]-top);
    for (int i=0; i<ARROWS; i++)
      at[2*i] = x[i] = 0.4*(i%AX)-2, at[2*i+1] = y[i] = 0.4*(i/AX)-1.4;
    score_moons_score(arrow, 1, s[k], ARROWS, at);
    for (int i=0; i<ARROWS; i++) {
      double length = sqrt(hypot(arrow[2*i], arrow[2*i+1]));
      u[i] = arrow[2*i]/length, v[i] = arrow[2*i+1]/length, longest = fmax(longest, length);
    }
    plot_panel(p, k);
    plot_axes(p, -2.2, 2.2, -1.6, 1.6, PLOT_EQUAL|(k>0 ? PLOT_NO_Y : 0), "$x_1$",@|
      k>0 ? "" : "$x_2$");
    snprintf(title, sizeof title, "$σ=%g$", s[k]);
    plot_title(p, title);@+ plot_image(p, "density", NX, NY, image, 0, 1);
    plot_pen(p, PLOT_WHITE, 0.6, 0);
    plot_arrows(p, "score", ARROWS, x, y, u, v, 0.5/longest);
  }
  plot_end(p);
}

@ \emph{Blindness}: two mixtures with components $\normal(\pm\mu,1)$ and different weights.

@<Experiments on the score@>=
static const double uneven[2] = {0.9, 0.1}, even[2] = {0.5, 0.5};
static void show_blindness(void)
{
  enum {@+COUNT=25, FAR=COUNT-1, SHOWN=12@+};
  double mu[COUNT], kl[COUNT], fisher[COUNT], m[2], v[2] = {1, 1};
  const HeatMixture pair[2] = {{2, 1, uneven, m, v}, {2, 1, even, m, v}};
  Plot *plot = plot_new("blind", 122, 44);@+ plot_grid(plot, 1, 2);
  for (int k=0; k<COUNT; k++) {
    mu[k] = 0.25*k, m[0] = -mu[k], m[1] = mu[k];
    kl[k] = compare(18, pair, pair+1, 0);
    fisher[k] = 2*score_explicit(1, LINE, weights, sp, sq);
    if (k==SHOWN) @<Draw the scores of the two mixtures@>@;
  }
  results_number("score.blind_shown", mu[SHOWN], "%g");
  results_number("score.blind_far", mu[FAR], "%g");
  results_number("score.blind_fisher", fisher[FAR], "%.1e");
  results_number("score.blind_kl", kl[FAR], "%.3f");
  results_number("score.blind_limit", 0.9*log(1.8)+0.1*log(0.2), "%.3f");
  results_less("score.blind", fisher[FAR], 1e-5);
  results_within("score.blind", kl[FAR], 0.36, 0.369);
  plot_panel(plot, 1);@+ plot_axes(plot, 0, 6, 1e-7, 1, PLOT_LOG_Y, "$μ$", "");
  plot_curve(plot, PLOT_BLACK, 1.2, 0, "relative entropy", FAR, mu+1, kl+1);
  plot_text(plot, 3.1, 0.12, "l", "relative entropy");
  plot_curve(plot, PLOT_GREEN, 1.2, 0, "Fisher divergence", FAR, mu+1, fisher+1);
  plot_text(plot, 3.7, 4e-4, "r", "Fisher divergence");
  plot_end(plot);
}

@ @<Draw the scores of the two mixtures@>=
{
  static const char *text[2] = {"$p$: weights 0.9, 0.1", "$q$: weights 0.5, 0.5"};
  double x[CURVE], y[CURVE];
  plot_axes(plot, -6, 6, -4, 4, 0, "$x$", "score");
  stretch(x, -6, 6);
  for (int j=0; j<2; j++) {
    int colour = j==0 ? PLOT_VERMILLION : PLOT_BLUE;
    heat_mixture_score(y, pair+j, 1, 0, CURVE, x);
    plot_curve(plot, colour, 1.2, j, "score", CURVE, x, y);
    heat_mixture_density(y, pair+j, 1, 0, CURVE, x);
    for (int i=0; i<CURVE; i++) y[i] = 4*y[i]-4;
    plot_curve(plot, colour, 0.8, j, "density", CURVE, x, y);
    label(plot, colour, 1.6, 3.2-0.8*j, "l", text[j]);
  }
}

@ \emph{Tweedie's formula}, in bins. A bin remembers the number of its samples and the first two moments of their $X_0$; and, for the
comparison, the sum of $\EE[X_0\given X]$ over them, so that mean and prediction see the same~$x$.

@<Experiments on the score@>=
static void measure_tweedie(void)
{
  enum {@+BINS=24@+};
  const double sigma = 0.7, low = -3, width = 0.25;
  double count[BINS] = {0}, sum[BINS] = {0}, square[BINS] = {0}, told[BINS] = {0};
  double x0[256], z[256], x[256], m[256];
  int n = 10*points/256*256;
  for (int first=0; first<n; first+=256) {
    heat_mixture_sample(x0, &data, 1, 0, 256, cli_seed(), stream(1, 0), (uint64_t)first);
    rng_normal(z, 256, cli_seed(), stream(1, 1), (uint64_t)first);
    for (int i=0; i<256; i++) x[i] = x0[i]+sigma*z[i];
    heat_mixture_score(m, &data, 1, sigma*sigma, 256, x);
    score_convert(m, SCORE_DATA, m, SCORE_SCORE, 1, sigma, 256, x);
    for (int i=0; i<256; i++) {
      int b = (int)floor((x[i]-low)/width);
      if (b<0 || b>=BINS) continue;
      count[b]++, sum[b] += x0[i], square[b] += x0[i]*x0[i], told[b] += m[i];
    }
  }
  @<Compare the bins with Tweedie's formula, and draw@>@;
}

@ @<Compare the bins with Tweedie's formula, and draw@>=
double centre[BINS], spread[BINS], worst = 0;
double at[CURVE], curve[CURVE], band[CURVE], up[CURVE], down[CURVE];
for (int b=0; b<BINS; b++) {
  centre[b] = low+width*(b+0.5), sum[b] /= count[b];
  spread[b] = sqrt(fmax(square[b]/count[b]-sum[b]*sum[b], 0));
  double z = fabs(sum[b]-told[b]/count[b])/spread[b]*sqrt(count[b]);
  if (count[b]>100) worst = fmax(worst, z);
}
results_number("score.tweedie_sigma", sigma, "%g");
results_number("score.tweedie_points", n, "%.0f");
results_number("score.tweedie_z", worst, "%.1f");
results_within("score.tweedie", worst, 0, 4.5);
stretch(at, -3.2, 3.2);
heat_mixture_score(curve, &data, 1, sigma*sigma, CURVE, at);
score_convert(curve, SCORE_DATA, curve, SCORE_SCORE, 1, sigma, CURVE, at);
score_mixture_jacobian(band, &data, 1, sigma*sigma, CURVE, at);
score_covariance(band, 1, sigma, 1, CURVE, band);
for (int i=0; i<CURVE; i++) up[i] = curve[i]+sqrt(band[i]), down[i] = curve[i]-sqrt(band[i]);
Plot *p = plot_new("tweedie", 90, 42);
plot_axes(p, -3.2, 3.2, -2.6, 2.6, 0, "$x$", "$x_0$");
plot_pen(p, PLOT_SKY, 0.5, 0);@+ plot_band(p, "one deviation", CURVE, at, down, up);
plot_curve(p, PLOT_GREY, 0.6, 0, "x", CURVE, at, at);
plot_curve(p, PLOT_BLUE, 1.2, 0, "posterior mean", CURVE, at, curve);
plot_dots(p, PLOT_BLACK, PLOT_DISC, "samples", BINS, centre, sum);
plot_pen(p, PLOT_BLACK, 0.6, 0);@+ plot_errors(p, "samples", BINS, centre, sum, spread);
plot_end(p);

@ \emph{The magnitude of the score} of the moons at 41 noise levels, by sums over the plane.

@<Experiments on the score@>=
static void measure_magnitude(void)
{
  enum {@+COUNT=41, LAST=COUNT-1@+};
  double sigma[COUNT], y[COUNT], smooth[COUNT], information = mean_square(2, lay_plane(0), mass, field);
  for (int k=0; k<COUNT; k++) {
    double s2 = pow(10, 0.25*k-6);
    sigma[k] = sqrt(s2), smooth[k] = s2*information;
    y[k] = s2*mean_square(2, lay_plane(sigma[k]), mass, field);
  }
  results_number("score.magnitude_low", sigma[0], "%g");
  results_number("score.magnitude_off", 100*(1-y[0]/smooth[0]), "%.1g");
  results_number("score.magnitude_high", sigma[LAST], "%g");
  results_number("score.magnitude_top", 2-y[LAST], "%.1g");
  results_within("score.magnitude", 1-y[0]/smooth[0], 0, 1e-3);
  results_within("score.magnitude", 2-y[LAST], 0, 1e-3);
  Plot *p = plot_new("magnitude", 90, 42);
  plot_axes(p, 1e-3, 1e2, 1e-3, 4, PLOT_LOG_X|PLOT_LOG_Y, "$σ$", "$σ^2E|s|^2$");
  for (int d=1; d<=2; d++) {
    double ends[2] = {1e-3, 1e2}, level[2] = {d, d};
    plot_curve(p, PLOT_GREY, 0.6, PLOT_DOTTED, "directions", 2, ends, level);
    plot_text(p, 1.3e-3, d==1 ? 0.8 : 2, d==1 ? "lt" : "lb", d==1 ? "1, a curve" : "2, a point");
  }
  plot_curve(p, PLOT_GREY, 1, 0, "smooth", COUNT, sigma, smooth);
  plot_dots(p, PLOT_BLUE, PLOT_DISC, "moons", COUNT, sigma, y);
  label(p, PLOT_BLACK, 1.2e-2, 4e-3, "l", "a density: $σ^2I(p_0)$");
  plot_end(p);
}

@ \emph{Four models of the score of the moons.} Model~3 adds the rotation, which has no divergence, to the exact score. The derivative
of a model is symmetric but for the rotation, whose antisymmetric part drops out of $\xi\cdot(\nabla\hat s)\,\xi$.

@<Experiments on the score@>=
static const double table_sigma = 0.2;
static void model(double *m, double *D, int kind, size_t n, const double *x)
{
  static const double centre[4] = {-0.5, 0.4, 0.5, -0.4}, v[2] = {0.4, 0.4};
  const HeatMixture two = {2, 2, even, centre, v};
  double s = kind==1 ? 0.3 : table_sigma;
  if (kind==0)
    for (size_t i=0; i<n; i++)
      m[2*i] = -x[2*i]/0.8, m[2*i+1] = -x[2*i+1]/0.4,
      D[3*i] = -1/0.8, D[3*i+1] = 0, D[3*i+2] = -1/0.4;
  else if (kind==2)
    heat_mixture_score(m, &two, 1, s*s, n, x), score_mixture_jacobian(D, &two, 1, s*s, n, x);
  else
    score_moons_score(m, 1, s, n, x), score_moons_jacobian(D, 1, s, n, x);
  for (size_t i=0; i<n && kind==3; i++) m[2*i] -= 0.5*x[2*i+1], m[2*i+1] += 0.5*x[2*i];
}
@#
static void tell(const char *stem, int k, double value, const char *format)
{
  char name[64];
  snprintf(name, sizeof name, "%s%d", stem, k);
  results_number(name, value, format);
}

@ @<Experiments on the score@>=
static void measure_table(void)
{
  size_t cells = lay_plane(table_sigma);
  int blocks = points/100;
  double half = 0.5*mean_square(2, cells, mass, field), C = 1/(table_sigma*table_sigma)-half;
  double worst = 0, spread = 0;
  static double trace[PLANE];
  for (int k=0; k<4; k++) {
    model(guess, J, k, cells, plane);
    for (size_t i=0; i<cells; i++) trace[i] = J[3*i]+J[3*i+2];
    double esm = score_explicit(2, cells, mass, guess, field);
    double gap = esm-score_implicit(2, cells, mass, guess, trace);
    spread = fmax(spread, fabs(gap-half));
    tell("score.esm", k, esm, "%.3f");@+ tell("score.ism", k, gap, "%.6f");
    @<Sample the sliced and the denoising objective of model |k|@>@;
  }
  results_number("score.table_sigma", table_sigma, "%g");
  results_number("score.table_points", 1000.0*blocks, "%.0f");
  score_moons_score(guess, 1, 0, cells, plane);
  double noisy = score_explicit(2, cells, mass, guess, field)/half;
  results_number("score.noisy", noisy, "%.1f");
  results_within("score.noisy", noisy, 2, 50);
  results_number("score.dsm_least", C, "%.1f");
  results_number("score.minus_c", -C, "%.3f");
  results_number("score.half_fisher", half, "%.6f");
  results_number("score.constant_spread", fmax(spread, 1e-13), "%.0e");
  results_within("score.constant", spread, 0, 1e-9);
  results_number("score.table_z", worst, "%.1f");
  results_within("score.table", worst, 0, 4.5);
}

@ The samples come in blocks of a thousand, and the standard error from the scatter of the means of the blocks. The directions are signs.

@<Sample the sliced and the denoising objective of model |k|@>=
enum {@+BLOCK=1000@+};
static double x[2*BLOCK], z[2*BLOCK], u[2*BLOCK], slope[2*BLOCK];
double *gaps = base_reals(2*(size_t)blocks), mean, deviation;
for (int b=0; b<blocks; b++) {
  score_moons_sample(x, NULL, NULL, 1, 0, BLOCK, cli_seed(), stream(4, 0), (uint64_t)b*BLOCK);
  rng_normal(z, 2*BLOCK, cli_seed(), stream(4, 1), (uint64_t)b*2*BLOCK);
  rng_uniform(u, 2*BLOCK, cli_seed(), stream(4, 2), (uint64_t)b*2*BLOCK);
  for (int i=0; i<2*BLOCK; i++) x[i] += table_sigma*z[i], u[i] = u[i]<0.5 ? -1 : 1;
  model(guess, J, k, BLOCK, x);
  for (int i=0; i<BLOCK; i++)
    slope[2*i] = J[3*i]*u[2*i]+J[3*i+1]*u[2*i+1],
    slope[2*i+1] = J[3*i+1]*u[2*i]+J[3*i+2]*u[2*i+1];
  gaps[b] = esm-score_sliced(2, BLOCK, NULL, guess, u, slope);
  gaps[blocks+b] = esm-score_denoising(2, BLOCK, NULL, guess, table_sigma, z);
}
for (int j=0; j<2; j++) {
  stats_mean(&mean, &deviation, blocks, gaps+j*blocks);
  worst = fmax(worst, fabs(mean-(j==0 ? half : -C))/deviation);
  tell(j==0 ? "score.ssm" : "score.dsm", k, mean, "%.3f");
  tell(j==0 ? "score.ssm_error" : "score.dsm_error", k, deviation, "%.3f");
}
free(gaps);

@ \emph{The floor}, at the eleven noise levels of Experiment~2. The exact error and the exact floor come from the plane, everything
else from samples.

@<Experiments on the score@>=
enum {@+LEVELS=11@+};
static void measure_floor(void)
{
  static const double level[LEVELS] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 50};
  double truth[LEVELS], least[LEVELS], loss[LEVELS], bar[LEVELS], pair[LEVELS], pair_bar[LEVELS];
  double plain[LEVELS], worst[2] = {0, 0}, gain = 0;
  int lost = 0;
  for (int k=0; k<LEVELS; k++) {
    double s = level[k], s2 = s*s;
    size_t cells = lay_plane(s), n = 10*(size_t)points;
    score_moons_score(guess, 0.99, 1.01*s, cells, plane);
    truth[k] = s2*score_explicit(2, cells, mass, guess, field);
    least[k] = 1-0.5*s2*mean_square(2, cells, mass, field);
    @<Measure loss and paired difference at level |k|@>@;
    worst[0] = fmax(worst[0], fabs(pair[k]-truth[k])/pair_bar[k]);
    worst[1] = fmax(worst[1], fabs(plain[k]-truth[k])/bar[k]);
    gain = fmax(gain, bar[k]/pair_bar[k]), lost += bar[k]>truth[k];
  }
  @<Tell what was measured about the floor@>@;
  @<Draw loss, floor and error@>@;
}

@ @<Measure loss and paired difference at level |k|@>=
double *x = base_reals(2*n), *z = base_reals(2*n), *m = base_reals(2*n), *y = base_reals(2*n);
score_moons_sample(x, NULL, NULL, 1, 0, n, cli_seed(), stream(5, k), 0);
rng_normal(z, 2*n, cli_seed(), stream(6, k), 0);
for (size_t i=0; i<2*n; i++) x[i] += s*z[i];
score_moons_score(m, 0.99, 1.01*s, n, x);@+ score_moons_score(x, 1, s, n, x);
for (size_t i=0; i<n; i++) {
  y[i] = s2*score_denoising(2, 1, NULL, m+2*i, s, z+2*i);
  y[n+i] = y[i]-s2*score_denoising(2, 1, NULL, x+2*i, s, z+2*i);
}
stats_mean(&loss[k], &bar[k], (int)n, y);@+ stats_mean(&pair[k], &pair_bar[k], (int)n, y+n);
plain[k] = loss[k]-least[k];
free(x);@+ free(z);@+ free(m);@+ free(y);

@ @<Tell what was measured about the floor@>=
results_number("score.floor_points", 10.0*points, "%.0f");
results_number("score.paired_z", worst[0], "%.1f");
results_within("score.paired", worst[0], 0, 4.5);
results_number("score.unpaired_z", worst[1], "%.1f");
results_within("score.unpaired", worst[1], 0, 4.5);
results_number("score.floor_gain", gain, "%.0f");
results_number("score.floor_lost", lost, "%.0f");
double rao[2]; /* by Theorem~\ref{th:score-rao}, times $\frac12\sigma^2$, at $\sigma=0.01$ and 1 */
for (int j=0; j<2; j++) rao[j] = least[6*j]-0.01/(0.01+level[6*j]*level[6*j]);
results_number("score.floor_plain", least[0], "%.4f");
results_number("score.floor_rao", rao[0], "%.4f");
results_number("score.floor_plain1", least[6], "%.4f");
results_number("score.floor_rao1", rao[1], "%.4f");
results_number("score.rao_gain", least[0]/rao[0], "%.0f");
results_within("score.rao", least[0]/rao[0], 20, 1e4);
results_within("score.rao", least[6]/rao[1], 1, 1.2);

@ @<Draw loss, floor and error@>=
Plot *p = plot_new("floor", 122, 46);@+ plot_grid(p, 1, 2);
for (int k=0; k<2; k++) {
  plot_panel(p, k);
  plot_axes(p, 5e-3, 100, 1e-6, k==0 ? 3 : 0.1, PLOT_LOG_X|PLOT_LOG_Y, "$σ$",@|
    k==0 ? "times $σ^2$" : "");
  plot_curve(p, PLOT_BLACK, 1.2, 0, "error", LEVELS, level, truth);
  if (k==0) plot_curve(p, PLOT_VERMILLION, 1.2, 0, "floor", LEVELS, level, least);
  plot_dots(p, PLOT_VERMILLION, PLOT_CIRCLE, k==0 ? "loss" : "loss minus floor",@|
    LEVELS, level, k==0 ? loss : plain);
}
for (int k=0; k<LEVELS; k++) pair_bar[k] *= 2;
plot_dots(p, PLOT_BLUE, PLOT_DISC, "paired", LEVELS, level, pair);
plot_pen(p, PLOT_BLUE, 0.8, 0);@+ plot_errors(p, "paired", LEVELS, level, pair, pair_bar);
plot_text(p, 0.1, 8e-6, "l", "paired difference");
label(p, PLOT_VERMILLION, 0.1, 3e-2, "l", "loss minus floor");
plot_panel(p, 0);@+ label(p, PLOT_VERMILLION, 0.007, 0.2, "l", "loss and floor");
label(p, PLOT_BLACK, 0.1, 8e-6, "l", "error");
plot_end(p);

@ \emph{Contraction}: relative entropy and its rate, on a logarithmic grid of the noise clock with $\alpha=1$. The line is as long as
the densities are wide.

@<Experiments on the score@>=
static void measure_contraction(void)
{
  enum {@+CLOCK=401, SOME=21@+};
  static const double w[2] = {0.3, 0.7}, m[2] = {-1, 1.6}, v[2] = {0.2, 0.09};
  static const double ones[2] = {-1, 1}, narrow[2] = {0.01, 0.01};
  const HeatMixture first[2] = {data, {2, 1, uneven, ones, narrow}};
  const HeatMixture second[2] = {{2, 1, w, m, v}, {2, 1, even, ones, narrow}};
  static double n[CLOCK], kl[2][CLOCK], rate[2][CLOCK], sum[2][CLOCK];
  double step = log(1e10)/(CLOCK-1), off = 0, low = 0;
  for (int k=0; k<2; k++) {
    for (int i=0; i<CLOCK; i++) {
      n[i] = 1e-6*exp(step*i), kl[k][i] = compare(4+9*sqrt(1+n[i]), first+k, second+k, n[i]);
      rate[k][i] = n[i]*score_explicit(1, LINE, weights, sq, sp);
    }
    sum[k][CLOCK-1] = kl[k][CLOCK-1];
    for (int i=CLOCK-1; i>0; i--) {
      sum[k][i-1] = sum[k][i]+0.5*step*(rate[k][i]+rate[k][i-1]);
      if (k==1 && n[i]<=0.09) low += 0.5*step*(rate[k][i]+rate[k][i-1]);
    }
    off = fmax(off, fabs(sum[k][0]-kl[k][0]));
  }
  @<Tell and draw the contraction of relative entropy@>@;
}

@ @<Tell and draw the contraction of relative entropy@>=
static const int colour[2] = {PLOT_BLUE, PLOT_VERMILLION};
results_number("score.kl0", kl[0][0], "%.3f");
results_number("score.kl1", kl[1][0], "%.3f");
results_number("score.contraction_off", off, "%.0e");
results_within("score.contraction", off, 0, 1e-6);
results_number("score.seen_low", 100*low/kl[1][0], "%.1f");
results_within("score.seen", low/kl[1][0], 0, 0.01);
Plot *p = plot_new("contraction", 122, 44);@+ plot_grid(p, 1, 2);
plot_axes(p, 1e-6, 1e4, 0, 1.25, PLOT_LOG_X, "$n$", "relative entropy");
for (int k=0; k<2; k++) {
  double some[SOME], clock[SOME];
  for (int i=0; i<SOME; i++) clock[i] = n[20*i], some[i] = sum[k][20*i];
  plot_curve(p, colour[k], 1.2, 0, "relative entropy", CLOCK, n, kl[k]);
  plot_dots(p, colour[k], PLOT_CIRCLE, "sum of score errors", SOME, clock, some);
  plot_text(p, 3e-6, kl[k][0]+0.05, "lb", k==0 ? "generic pair" : "weights differ");
}
plot_panel(p, 1);
plot_axes(p, 1e-6, 1e4, 0, 0.25, PLOT_LOG_X, "$n$", "rate per unit of ln $n$");
for (int k=0; k<2; k++) plot_curve(p, colour[k], 1.2, 0, "rate", CLOCK, n, rate[k]);
plot_end(p);

@ \emph{The bound.} For data $\normal(0,v_0)$, $v_t=\alpha^2v_0+\sigma^2$, and $\hat s=-(1+c)x/v_t$ the reversed process is linear,
and the variance of its density~$q_t$ satisfies
\[
  \frac{dV}{d\tau}=\Bigl(-2f-(1+\lambda^2)\,g^2\,\frac{1+c}{v_t}\Bigr)V+\lambda^2g^2,\qquad V(0)=v_T .
\]
A step of the implicit midpoint rule is one division.
$\KL\bigl(\normal(0,v)\,\Vert\,\normal(0,V)\bigr)=\frac12\bigl(v/V-1-\ln(v/V)\bigr)$, and in the bound $\EE\abs{\hat
s-s}^2=c^2/v_t$.

@<Experiments on the score@>=
static double reversed_entropy(double *bound, double lambda, double c)
{
  enum {@+STEPS=4000@+};
  const SdeProcess vp = sde_vp(0.1, 20);
  double h = 1.0/STEPS, v0 = 0.25, V = v0*pow(sde_alpha(&vp, 1), 2)+pow(sde_sigma(&vp, 1), 2);
  double sum = 0, l2 = lambda*lambda;
  for (int i=0; i<STEPS; i++) {
    double t = 1-(i+0.5)*h, g2 = pow(sde_g(&vp, t), 2);
    double v = v0*pow(sde_alpha(&vp, t), 2)+pow(sde_sigma(&vp, t), 2);
    double rate = -2*sde_f(&vp, t)-(1+l2)*g2*(1+c)/v;
    V = ((1+0.5*h*rate)*V+h*l2*g2)/(1-0.5*h*rate), sum += 0.5*h*g2*c*c/v;
  }
  *bound = sum*pow((1+l2)/(2*lambda), 2);
  return 0.5*(v0/V-1-log(v0/V));
}

@ @<Experiments on the score@>=
static void measure_bound(void)
{
  enum {@+COUNT=31@+};
  const double c = 0.1;
  double lambda[COUNT], kl[COUNT], bound[COUNT], ratio = 0, step = 0;
  for (int k=0; k<COUNT; k++) {
    lambda[k] = 0.1*k, kl[k] = reversed_entropy(&bound[k], lambda[k], c);
    if (k>0) ratio = fmax(ratio, kl[k]/bound[k]), step = fmax(step, kl[k]/kl[k-1]);
  }
  results_number("score.bound_c", c, "%g");
  results_number("score.bound_kl", kl[10], "%.4f");
  results_number("score.bound_one", bound[10], "%.4f");
  results_number("score.bound_ratio", ratio, "%.2f");
  results_within("score.bound", ratio, 0, 1);
  results_number("score.bound_ode", kl[0], "%.4f");
  results_number("score.bound_worse", kl[0]/kl[10], "%.0f");
  results_within("score.bound_ode", kl[0]/kl[10], 10, 1e3);
  results_number("score.bound_three", kl[30], "%.4f");
  results_less("score.bound_more", step, 1);
  Plot *p = plot_new("bound", 80, 38);
  plot_axes(p, 0, 3, 1e-4, 1, PLOT_LOG_Y, "$λ$", "relative entropy");
  plot_curve(p, PLOT_BLACK, 1, PLOT_DASHED, "bound", COUNT-1, lambda+1, bound+1);
  plot_text(p, 1.5, 1.6*bound[15], "rb", "bound");
  plot_curve(p, PLOT_BLUE, 1.2, 0, "relative entropy", COUNT, lambda, kl);
  plot_text(p, 1.5, 0.7*kl[15], "lt", "relative entropy");
  plot_end(p);
}

@ \emph{Where the floor of the loss lies} in time, for three weights: by the midpoint rule in $\ln t$.

@<Experiments on the score@>=
static void measure_shares(void)
{
  enum {@+COUNT=300@+};
  static const struct {@+ const char *name; @+ double low, high; @+} share[3] = {@|
    {"score.share_one", 0.9, 1}, {"score.share_noise", 0, 0.25},@|
    {"score.share_likelihood", 0.5, 1}@+};
  const SdeProcess vp = sde_vp(0.1, 20);
  double early[3] = {0}, all[3] = {0}, step = log(1e3)/COUNT;
  for (int i=0; i<COUNT; i++) {
    double t = 1e-3*exp(step*(i+0.5)), s2 = pow(sde_sigma(&vp, t), 2);
    double w[3] = {1, s2, pow(sde_g(&vp, t), 2)};
    lay_line(9, &data, sde_alpha(&vp, t), s2);
    for (int k=0; k<3; k++) {
      double part = w[k]*(1/s2-mean_square(1, LINE, weights, sp))*t*step;
      all[k] += part, early[k] += t<0.05 ? part : 0;
    }
  }
  for (int k=0; k<3; k++) {
    results_number(share[k].name, 100*early[k]/all[k], "%.0f");
    results_within("score.weight_one", early[k]/all[k], share[k].low, share[k].high);
  }
}

@*1 What was learnt.
The score determines a density, and can be nearly blind to it: at $\mu=\num{score.blind_far}$ two mixtures with a relative entropy of
\num{score.blind_kl} have scores that differ by \num{score.blind_fisher} in the mean square. Over all noise levels together nothing is
lost, and $\KL$ comes back up to \num{score.contraction_off}. After noise the score is a conditional expectation, of $-Z/\sigma$, and its
derivative is the posterior covariance; score, noise, clean point and velocity are one thing, their errors multiples of each other.
Implicit, sliced and denoising score matching differ from the true error by constants, for four models of the moons by
\num{score.half_fisher} and \num{score.minus_c}.

The denoising loss has a floor, which is far above the error except at large noise. Paired differences against the exact score measure the error with up to
\num{score.floor_gain} times less noise; a better target lowers the floor, at $\sigma=0.01$ by the factor \num{score.rao_gain}. With the
weight $g^2$, which is uniform in $\ln n$ for the noise prediction, the score error bounds the relative entropy of a sampler with noise.
The deterministic sampler has no such bound; in our example its relative entropy is \num{score.bound_worse} times as large.

@*1 Checks.
What has a closed form is held against it. \tested[th:score-closed]{score}{closed} The score of the moons, integrated along
a line, gives the difference of their log-densities; a common factor of the weights changes nothing; score and derivative of what is
stretched and turned, of a product, and of one component are those of the theorem. \tested[th:score-closed,th:score-tweedie]{score}{oracle} Score, its derivative, posterior mean and
covariance of a mixture in the plane agree to $10^{-12}$ with the table \.{gmm2d\_score.txt} among the oracles, at eight noise levels.
\tested[th:score-parts,th:score-stein,th:score-cramer]{score}{stein} The integrals of $\nabla\cdot(pv)$ vanish on the line, for three
mixtures and four fields, and the bound of Corollary~\ref{th:score-cramer} holds, with equality for one component.
\tested[th:score-tweedie]{score}{tweedie} Posterior mean and variance agree with integrals over $x_0$, for a mixture and for data at two
points. \tested[th:score-convert]{score}{convert} All sixteen conversions agree with the definitions, also when
$\alpha^2+\sigma^2\ne1$, in place, and at $\alpha=0$ or $\sigma=0$ where they exist; \tested{score}{refuse} where they do not, the call
is refused. \tested[th:score-convert]{score}{weights} The factors \eqref{eq:score-weights} are those by which errors change under
conversion.

\tested[th:score-ism,th:score-regression,th:score-dsm]{score}{constants} $\mathrm{ESM}-\mathrm{ISM}$ is $\frac12I$ and
$\mathrm{DSM}-\mathrm{ESM}$ is~$C$ for four models on the line, DSM by a double integral, and $C$ is the mean of the posterior variance;
\tested{score}{boundary} for the exponential law the first depends on the model, by exactly $\frac12-c$.
\tested[th:score-ssm]{score}{sliced} Both forms of SSM have the mean of ISM, and for signs and normal directions the first has the
variances of Theorem~\ref{th:score-ssm}. \tested[th:score-variance,th:score-dsm]{score}{floor} On the moons loss minus floor is the score
error to sampling error, the variance of the paired difference is that of Theorem~\ref{th:score-variance}, and $2\sigma^2C$ tends to~2.
\tested[th:score-rao]{score}{rao} The conditional target has the score as its mean and a floor that is lower by the stated amount.
\tested[th:score-contraction]{score}{contraction} $\frac d{dt}\KL=-g^2\,\mathrm{ESM}$ by difference quotients, and its integral, for
three processes; \tested[th:score-schedule]{score}{schedule} the integral of the weighted noise error is the same for all three.
\tested[th:score-bound]{score}{bound} The bound \eqref{eq:score-bound} holds for normal data and wrong models, with equality where it
should.

The moons: \tested{score}{legendre} nodes and weights integrate all powers up to $2n-1$; \tested{score}{exponential} the exponential
is within two units in the last place of the one of extended precision; \tested{score}{moments} the density has
mass~1, mean zero and the covariance that the definition gives; \tested[th:score-moons,th:score-window]{score}{quadrature} density, score
and derivative agree with 3200 nodes in extended precision on whole arcs, of which no window is cut out, and Lemma~\ref{th:score-window}
holds for 2000 random triples $\kappa$, $\varphi$, $\delta$; \tested[th:score-moons]{score}{derivatives} they are each other's difference
quotients, for several~$a$; \tested{score}{far} the bound \eqref{eq:score-far} holds out to $10^6$;
\tested[th:score-stein]{score}{sample} samples have the moments of the density, satisfy Stein's identity, and lie about their angles as
they should; \tested{score}{same} neither blocks nor threads change a bit.

@*1 Notes.
\citet{hyvarinen2005} invented score matching for models whose normalising constant is unknown. \citet{vincent2011} saw that a
denoising autoencoder does it, and \citet{song2019} that it should be done at many noise levels at once. The formula of Tweedie is in
\citet{robbins1956}; \citet{efron2011} tells its story. That Fisher information links noise and entropy is older \citep{stam1959};
\citet{guo2005} have the formula of Exercise~\ref{ex:score-immse}. The fall of relative entropy at the rate of the Fisher divergence
was related to score matching by \citet{lyu2009}.

@*1 Exercises.
\begin{exercise}[10]\label{ex:score-laplace}
  Find the scores of $\frac12e^{-\abs x}$, of Student's law $p\propto(1+x^2/\nu)^{-(\nu+1)/2}$, and of the uniform law on a ball.
  Which of them has mean zero under its law for the reason that Theorem~\ref{th:score-stein} gives?
\end{exercise}
\begin{answer}
  $-\mathrm{sign}\,x$; $-(\nu+1)x/(\nu+x^2)$; zero inside, and undefined elsewhere. The first has a corner, but $p$ is absolutely
  continuous, which is enough for the lemma; the second satisfies the hypotheses. For the third the mean is zero, but
  $\EE[s_i(X_j-m_j)]=0\ne-\delta_{ij}$: the boundary term.
\end{answer}

\begin{exercise}[15]\label{ex:score-marginal}
  Let $(X,Y)$ have a smooth positive density. Show that the score of~$X$ is $\EE[\partial_x\ln p(x,Y)\given X=x]$. Where did this
  chapter use it?
\end{exercise}
\begin{answer}
  $p_X'=\int\partial_xp(x,y)\,dy=\int\partial_x\ln p(x,y)\,p(x,y)\,dy$; divide by $p_X$. With $Y=X_0$ it is \eqref{eq:score-kernel},
  with $Y=(X_0,U)$ Theorem~\ref{th:score-rao}, with $Y$ the component of a mixture Theorem~\ref{th:score-closed}~(5).
\end{answer}

\begin{exercise}[20]\label{ex:score-stam}
  Let $X$, $Y$ be independent in $\RR^d$ with finite Fisher information. Show that the score of $X+Y$ is $\EE[\lambda
  s_X(X)+(1-\lambda)s_Y(Y)\given X+Y]$ for every real $\lambda$, and conclude that $1/I(X+Y)\ge1/I(X)+1/I(Y)$.
\end{exercise}
\begin{answer}
  The density of the sum is $\int p_X(x)\,p_Y(w-x)\,dx$. Its gradient in~$w$ may fall on $p_Y$ or, after the substitution $x\to
  w-x$, on $p_X$: so $s(w)=\EE[s_Y(Y)\given w]=\EE[s_X(X)\given w]$, and every mean of both. By Jensen's inequality
  $I(X+Y)\le\lambda^2I(X)+(1-\lambda)^2I(Y)$, the mixed term being the product of two zero means. The best $\lambda$ is
  $I(Y)/(I(X)+I(Y))$, and the value $I(X)I(Y)/(I(X)+I(Y))$ \citep{stam1959}.
\end{answer}

\begin{exercise}[20]\label{ex:score-linear}
  Minimise ISM over all linear models $\hat s=-Ax+b$ with a matrix~$A$, for a law with mean $m$ and covariance~$C$. What is learnt
  if the data are not normal? And by DSM at noise~$\sigma$?
\end{exercise}
\begin{answer}
  $\mathrm{ISM}=\frac12\EE\abs{Ax-b}^2-\tr A$. For fixed~$A$ take $b=Am$; then $\frac12\tr(ACA^\top)-\tr A$ has the derivative $AC-I$,
  so $A=C^{-1}$: the score of the normal law with the same moments, and by \eqref{eq:score-ism} the nearest linear field to the true
  score. DSM finds the same for the noisy data, $A=(\alpha^2C+\sigma^2I)^{-1}$.
\end{answer}

\begin{exercise}[20]\label{ex:score-cheat}
  On the samples $x_1,\dots,x_n$ of the line consider $\hat s(x)=-k\sum_i\tanh\bigl(K(x-x_i)\bigr)$. Show that the mean of
  $\frac12\hat s^2+\hat s'$ over the samples is not bounded from below as $k$ and~$K$ vary. Why can the same model not cheat DSM?
\end{exercise}
\begin{answer}
  At the samples $\hat s'\to-kK$ as $K\to\infty$, up to exponentially small terms, while $\abs{\hat s}\le kn$: for fixed~$k$ the
  mean tends to $-\infty$. The empirical DSM loss is a mean of squares, so nonnegative; with fresh noise at every step it is the DSM
  loss of the smooth density $\frac1n\sum_i\normal(\alpha x_i,\sigma^2)$. (What it then learns is the score of this density, which
  is a way of cheating too.)
\end{answer}

\begin{exercise}[25]\label{ex:score-immse}
  Let $Y=\sqrt\gamma X_0+Z$. Show that the mutual information $H(Y)-H(Z)$ has the derivative $\frac12\EE\tr\Cov[X_0\given Y]$ in the
  signal-to-noise ratio~$\gamma$.
\end{exercise}
\begin{answer}
  $Y/\sqrt\gamma=X_0+\gamma^{-1/2}Z$ has the density of the heat equation with $2Dt=1/\gamma$, and $H(Y)=H(Y/\sqrt\gamma)+\frac
  d2\ln\gamma$. De~Bruijn's identity (Theorem~\ref{th:heat-debruijn}) says $dH/d(1/\gamma)=\frac12I$, so $dH(Y)/d\gamma=\frac
  d{2\gamma}-\frac1{2\gamma^2}I$, and by \eqref{eq:score-mmse} with $\alpha=1$, $\sigma^2=1/\gamma$,
  $I=d\gamma-\gamma^2\EE\tr\Sigma$.
\end{answer}

\begin{exercise}[25]\label{ex:score-third}
  Show that the third central moments of $X_0$ given $x$ are $(\sigma^6/\alpha^3)\,\partial_i\partial_js_k$, and find the general rule.
\end{exercise}
\begin{answer}
  As $\normal(x;\alpha X_0,\sigma^2I)\,e^{\theta\cdot\alpha X_0/\sigma^2}=\normal(x+\theta;\alpha
  X_0,\sigma^2I)\,e^{(\abs{x+\theta}^2-\abs x^2)/2\sigma^2}$,
  \[
    \EE\bigl[e^{\theta\cdot\alpha X_0/\sigma^2}\bigm\vert X=x\bigr]=e^{(\abs{x+\theta}^2-\abs x^2)/2\sigma^2}\,\frac{p(x+\theta)}{p(x)} .
  \]
  So the cumulants of $\alpha X_0/\sigma^2$ given~$x$ are the derivatives of $\abs x^2/2\sigma^2+\ln p$ at~$x$: the first $x/\sigma^2+s$,
  the second $I/\sigma^2+\nabla s$, all further ones derivatives of~$s$. A
  third cumulant is a third central moment.
\end{answer}

\begin{exercise}[25]\label{ex:score-directions}
  In Table~\ref{tab:score} replace the random signs of SSM by normal directions. What becomes of the standard errors, for the
  linear model and for the rotated one?
\end{exercise}
\begin{answer}
  For the linear model $A$ is diagonal, and signs have no variance from the directions at all; normal directions add $2\sum
  a_{ii}^2$. There the standard error of the sliced column rises to \num{score-1:score.ssm_error0}; for the rotated model, where the
  variance of $\frac12\abs{\hat s}^2+\nabla\cdot\hat s$ itself counts most, to \num{score-1:score.ssm_error3} (with a fifth of the
  samples, so both are larger by $\sqrt5$). As a program:
  \solution{score-1}.
\end{answer}

\begin{exercise}[30]\label{ex:score-ode}
  For the probability-flow equation ($\lambda=0$) show that $\frac d{d\tau}\KL(p\,\Vert\,q)=-\EE[e\cdot\nabla\ln(p/q)]$ with
  $e=\frac12g^2(\hat s-s)$. Give a family of models whose score error tends to zero while $\KL(p_0\,\Vert\,q_0)$ does not.
\end{exercise}
\begin{answer}
  It is the proof of Theorem~\ref{th:score-bound} without the quadratic term. Let the exact drift be zero, for simplicity (else move
  with its flow), and take $e=\eta\sin(x/\eta^2)$ during a unit of time: a score error of mean square $\bigO{\eta^2}$. In
  $y=x/\eta^2$ the equation is $dy/d\tau=\eta^{-1}\sin y$, which draws all points to odd multiples of~$\pi$ at the rate $1/\eta$. So
  $q_0$ becomes a comb of peaks, of relative width $e^{-1/\eta}$, and $\KL(p_0\,\Vert\,q_0)$ tends to infinity like $1/\eta$. In the
  formula the small~$e$ meets the huge $\nabla\ln(p/q)$. With $\lambda>0$ diffusion fills such ripples as they form.
\end{answer}
