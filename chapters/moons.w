@* Experiment 2: learning the score of two moons.
\label{ch:moons}%
Part~II had everything but the experiment. There is a loss whose minimum is the score
(Chapter~\ref{ch:score}) and a network that can go downhill on it (Chapter~\ref{ch:network}). Does it
arrive? With photographs nobody can say, since nobody knows their score. For the two moons it is known to
ten digits, at every point and every noise level (\fig{moons/field}). So here is one question asked to the end: given samples,
and the width of their blur, how accurately can the score be learnt, and what decides it?
@^two moons@>

\showfig{moons/field}{Density and score of the moons (above) and what a network with \num{moons.weights}
weights has learnt of the score from samples (below), at four noise levels. Arrows have the direction of the
field and the square root of its length. Where there is density the rows cannot be told apart.}

The answer is a number, the mean relative error over eleven noise levels, and the story of this chapter is
how it falls. \claim{moons.story} A recipe from the textbooks, on a budget of \num{moons.ablation_steps}
steps, leaves \num{moons.short11}. On the same budget plain denoising score matching with the choices of
this chapter reaches \num{moons.short0}. After \num{moons.dsm_steps} steps it has
\num{moons.score_error_dsm}, after \num{moons.long_steps} it has \num{moons.score_error_dsm_long}; and a
better target, made of samples alone, needs \num{moons.reference_steps} steps for
\num{moons.score_error_reference}: the score is then right to one or two per cent.

@ \emph{Conventions.} $X_0$ is a point of the moons \eqref{eq:score-moons}, $Z$ standard normal and
independent of it, and $X=X_0+\sigma Z$: the signal is~1, and $\sigma$ stands for what is $\sigma/\alpha$ in
other chapters. $s$ is the score of~$X$, and $m(x)=\EE[X_0\given X=x]=x+\sigma^2s(x)$. A \emph{denoiser} $D$
is a model of~$m$, and $\hat s=(D-x)/\sigma^2$ the score that it implies. The data have the known blur
$\rho=0.1$, and $\tau^2=\rho^2+\sigma^2$. $C_1\ge C_2$ are the eigenvalues of the covariance of~$X_0$.
@^notation@>

@*1 What is to be small.
\begin{definition}
  The \emph{relative error} of $\hat s$ at the level~$\sigma$ is
  \begin{equation}\label{eq:moons-error}
    e(\sigma)=\frac{\EE\abs{\hat s(X)-s(X)}^2}{\EE\abs{s(X)}^2}=\frac{\EE\abs{D(X)-m(X)}^2}{\EE\abs{m(X)-X}^2} .
  \end{equation}
\end{definition}
A model that says zero has $e=1$. Being a quotient, $e$ has no units: at signal~$\alpha$ and noise
$\alpha\sigma$ the score is $s(x/\alpha)/\alpha$, so both expectations are divided by $\alpha^2$. One
function of one variable says all about every schedule. We look at it in eleven places,
\[
  \sigma\in\{0.01,\;0.02,\;0.05,\;0.1,\;0.2,\;0.5,\;1,\;2,\;5,\;10,\;50\},
\]
on fresh points, and call $\bar e$ the mean of the eleven numbers. The square root of $\bar e$ is what one
would call the accuracy: $\bar e=10^{-4}$ means one per cent.
@^relative error of a score@>

\begin{wrong}[The loss shows how a training goes]
  By Theorem~\ref{th:score-dsm} the loss is the error plus a floor. In units in which a noise prediction has
  the loss $\EE\abs{\hat\varepsilon-Z}^2=\EE\abs{D-X_0}^2/\sigma^2$, the floor is
  $\EE\abs{m-X_0}^2/\sigma^2=2-\sigma^2I(p_\sigma)$. \claim{moons.floor} For the first trial below the mean
  over the eleven levels is \num{moons.loss}, of which the floor is \num{moons.floor}: the error is
  \num{moons.excess_percent} per cent of what is printed on the screen. \claim{moons.learning} From step
  \num{moons.curve_first} of the long trial to its end the error falls by a factor of
  \num{moons.curve_factor}, and the loss by \num{moons.curve_percent} per cent (\fig{moons/learning}).
\end{wrong}
@^floor of the loss@>

Who has the exact score can subtract the floor, on the same samples. With $\delta=D-m$,
\begin{equation}\label{eq:moons-excess}
  \frac{\abs{D-X_0}^2}{\sigma^2}-\frac{\abs{m-X_0}^2}{\sigma^2}=\frac{\delta\cdot(\delta+2(m-X_0))}{\sigma^2},
\end{equation}
which is \eqref{eq:score-paired} in other letters; its mean is
$\EE\abs\delta^2/\sigma^2=\sigma^2\EE\abs{\hat s-s}^2$, and it is computed from the right side, which
subtracts nothing that is nearly equal. The form with scores, $\abs{\sigma\hat s+Z}^2-\abs{\sigma s+Z}^2$,
is the same in exact arithmetic; but at $\sigma=50$ the noise $Z$ and $\sigma s\approx-Z$ cancel, and leave
$(m-X_0)/\sigma$, which is fifty times as small.
@^paired differences@>
@^cancellation@>

\showfig{moons/learning}{Loss (circles) and floor (grey) of the long trial, mean over eleven levels,
held-out points, against the number of steps; below, what lies between them, $\EE\abs{D-m}^2/\sigma^2$, for
three targets. What looks converged falls by orders of magnitude.}

@*1 What the network sees.
The levels run over nearly four decades, and a network wants inputs and outputs of size one.
Theorem~\ref{th:network-blur} makes them so: in the eigenbasis of the covariance, and with the blur known,
\begin{equation}\label{eq:moons-denoiser}
  \begin{gathered}
  D=c_{\mathrm{skip}}x+c_{\mathrm{out}}F(c_{\mathrm{in}}x,\tfrac14\ln\sigma),\\
  c_{\mathrm{in}}=\frac1{\sqrt{C_i+\sigma^2}},\qquad c_{\mathrm{skip}}=\frac{C_i}{C_i+\sigma^2},\qquad
  c_{\mathrm{out}}=\frac{\sigma^2}\tau\sqrt{\frac{C_i-\rho^2}{C_i+\sigma^2}} .
  \end{gathered}
\end{equation}
It was derived from what $F$ is asked to imitate. For the answer itself it is a bound.

\begin{corollary}[Size of the answer]\label{th:moons-size}
  Let $X_0=Y+\rho Z'$ with a standard normal $Z'$ independent of~$Y$, $\EE Y=0$, $\EE\abs Y^2<\infty$,
  $\rho\ge0$, and $C_i>\rho^2$. In each coordinate of the eigenbasis the best $F$, the one with $D=m$,
  satisfies $\EE F_*^2\le1$ at every $\sigma>0$. With $\rho=0$ in the coefficients, though the data are
  blurred, it satisfies $\EE F_*^2\le\sigma^2(C_i-\rho^2)/(\tau^2C_i)$, so it tends to zero with~$\sigma$
  if $\rho>0$.
\end{corollary}
\begin{proof}
  By \eqref{eq:network-known} $m=(\rho^2x+\sigma^2\EE[Y\given x])/\tau^2$, and $c_{\mathrm{skip}}x$ is the
  same with $\ell(x)=\frac{C_i-\rho^2}{C_i+\sigma^2}x$, the best linear guess of~$Y$, in place of
  $\EE[Y\given x]$. So $c_{\mathrm{out}}F_*=(\sigma^2/\tau^2)(\EE[Y\given x]-\ell)$. By
  Lemma~\ref{th:score-regression} $\EE(\EE[Y\given
  X]-\ell)^2\le\EE(Y-\ell)^2=(C_i-\rho^2)\bigl(1-\frac{C_i-\rho^2}{C_i+\sigma^2}\bigr)=(C_i-\rho^2)\frac{\tau^2}{C_i+\sigma^2}$.
  Divide by $c_{\mathrm{out}}^2$. With $\rho=0$ in the coefficients
  $c_{\mathrm{out}}^2=\sigma^2C_i/(C_i+\sigma^2)$; divide by this instead.
\end{proof}
@^preconditioning@>
@^blur, known@>

Without the blur the network has to produce, at $\sigma=0.01$, a signal of size $0.1$ next to signals of
size~1 at other levels, and its square errors count for a hundred times as much. The covariance is
elementary: over the half circle $\EE\cos^2=\EE\sin^2=\frac12$, $\EE\sin=2/\pi$, $\EE\cos=\EE\sin\cos=0$, so
\begin{equation}\label{eq:moons-covariance}
  \Cov X_0=\begin{pmatrix}\frac34&\frac18-\frac1\pi\\[2pt]\frac18-\frac1\pi&\frac9{16}-\frac1\pi\end{pmatrix}+\rho^2I .
\end{equation}
@^covariance of the moons@>

@*1 Four targets with one mean.
Training is regression: at the noisy point~$X$ the network sees a target~$T$ with $\EE[T\given X]=m$, and
Lemma~\ref{th:score-regression} does the rest. The plain target is the clean point, $T=X_0$. But every
target with this conditional mean has the same minimiser; they differ in noise.

\emph{The angle.} If the arc and the angle are known, average over the blur. This is
Theorem~\ref{th:score-rao}: with $A$ the point of the arc,
\begin{equation}\label{eq:moons-angle}
  T=\EE[X_0\given X,A]=A+\frac{\rho^2}{\tau^2}(X-A) .
\end{equation}
It uses more than samples, namely where each came from. The next two do not.
@^Rao--Blackwell theorem@>

@ \emph{Pairs.} Draw one clean point and one noise, and use $X_0+\sigma Z$ and $X_0-\sigma Z$ as two rows of
the batch. Both rows are plain denoising score matching, and the expected gradient is the same. Its noise is
not.

\begin{theorem}[Pairs]\label{th:moons-pairs}
  Let $\hat s_\theta$ and $A=\partial_\theta\hat s_\theta$ be bounded, with bounded derivatives up to the
  third order in~$x$, and let $g(Z)=A^T(\hat s_\theta+Z/\sigma)$ at $x=X_0+\sigma Z$: the gradient of
  $\frac12\abs{\hat s_\theta+Z/\sigma}^2$ by~$\theta$. As $\sigma\to0$,
  \begin{equation}\label{eq:moons-pairs}
    \begin{gathered}
    \sigma^2\,\EE\abs{g(Z)-\EE g}^2\to\EE\sum_{ij}A_{ij}(X_0)^2,\\
    \tfrac12\bigl(g(Z)+g(-Z)\bigr)=\partial_\theta\Bigl[\tfrac12\abs{\hat s_\theta}^2+Z\cdot(\nabla\hat s_\theta)Z\Bigr]_{x=X_0}+\bigO{\sigma^2} .
    \end{gathered}
  \end{equation}
  For $\sigma\le1$ the remainder is at most a constant times $\sigma^2(1+\abs Z^4)$; so the mean of the two
  gradients has a bounded variance.
\end{theorem}
\begin{proof}
  By Taylor's formula $A(X_0\pm\sigma Z)=A\pm\sigma A'Z+\frac12\sigma^2A''ZZ+\bigO{\sigma^3\abs Z^3}$, where
  $A'Z$ is the derivative of $A$ in the direction $Z$ and everything on the right is taken at~$X_0$; the
  same holds for~$\hat s_\theta$. So $g(\pm Z)=\pm A^TZ/\sigma+(A'Z)^TZ+A^T\hat s_\theta\pm\sigma
  r(Z)+\bigO{\sigma^2(1+\abs Z^4)}$, where $r$ is odd in~$Z$, since an odd power of $\sigma$ comes with an
  odd power of~$Z$. The first term has the mean zero and the covariance $A^TA/\sigma^2$ given~$X_0$; the
  others are bounded in mean square. In the mean of the two signs the odd terms cancel. What is left of
  order~1 is $A^T\hat s_\theta+(A'Z)^TZ$, and this is the derivative by~$\theta$ of the bracket.
\end{proof}
@^antithetic pairs@>
@^sliced score matching@>

The bracket is the objective of sliced score matching, \eqref{eq:score-ssm}: a pair is its central
difference quotient. So at small noise the pair forgets that there was any noise; what remains is that of
the data and of the direction~$Z$, and the $1/\sigma^2$ of Theorem~\ref{th:score-variance} is gone. At large
noise the two rows are far apart; what they share is the clean point, and nothing is gained.

\emph{References.} Take $M$ clean points instead of one.

\begin{theorem}[The posterior of a sample]\label{th:moons-reference}
  Let $X_1,\dots,X_M$ be independent with the law of the data, $\EE\abs{X_0}^2<\infty$, $J$ uniform on
  $\{1,\dots,M\}$, $Z$ standard normal, all independent, and $X=X_J+\sigma Z$ with $\sigma>0$. Let
  \begin{equation}\label{eq:moons-reference}
    T_M=\sum_kw_kX_k,\qquad w_k=\frac{e^{-\abs{X-X_k}^2/2\sigma^2}}{\sum_je^{-\abs{X-X_j}^2/2\sigma^2}} .
  \end{equation}
  Then $\EE[T_M\given X]=m(X)$ exactly, for every~$M$, and $\EE\abs{T_M-m}^2\le\EE\abs{X_J-m}^2$.
\end{theorem}
\begin{proof}
  Given all the $X_k$ and $X$, Bayes' rule with the uniform prior of $J$ says $P(J=k)=w_k$. So
  $T_M=\EE[X_J\given X,X_1,\dots,X_M]$. The pair $(X_J,X)$ has the law of $(X_0,X_0+\sigma Z)$, so by the
  tower property $\EE[T_M\given X]=\EE[X_J\given X]=m(X)$. So $T_M-m$ is the conditional mean of $X_J-m$,
  and has no larger mean square.
\end{proof}
@^reference set@>
@^posterior mean of a sample@>

\citet{xu2023} introduced such targets, as importance sampling with weights that are normalised by their own
sum, which is biased in general. The theorem says that this case is not, provided that $X_J$ itself, the
point that $X$ came from, is one of the~$M$. It has to be: it is not a typical point, but one that is known
to lie near~$X$.

\begin{wrong}[Leaving the own point out of the reference set]\label{wr:moons-own}
  Statisticians leave it out when they validate. Here $\EE[T\given X]$ is then not~$m$. \claim{moons.own}
  With $M=\num{moons.own_points}$ and $\sigma=\num{moons.own_sigma}$, the coefficient of regression of $T-m$
  on $m-X$, zero for an unbiased target, is \num{moons.own_with} (standard error \num{moons.own_with_error})
  with the own point and \num{moons.own_without} without it.
\end{wrong}
@^bias@>

@ How much is gained? Given $X=x$, the other $M-1$ points are still independent with density~$p_0$. Let
$\sigma$ be small against the scale on which $p_0$ varies, $M$ so large that the own point is one of many,
and $k(u)=e^{-\abs u^2/2\sigma^2}$. In the plane $\sum_jk(x-X_j)\approx Mp_0\int k=2\pi\sigma^2Mp_0$, and
$\sum_jk(x-X_j)(X_j-m)$ has a mean square of about $Mp_0\int k^2\abs u^2du=\pi\sigma^4Mp_0$. So
\begin{equation}\label{eq:moons-effective}
  \EE\abs{T_M-m}^2\approx\frac{\pi\sigma^4Mp_0}{(2\pi\sigma^2Mp_0)^2}=\frac{2\sigma^2}n,\qquad n=8\pi Mp_0\sigma^2\gg1,
\end{equation}
against $2\sigma^2$ for one point: it is as good as averaging $n$ clean points with the same noisy one.
Since $n$ grows like $\sigma^2$, small noise asks for many points. At $\sigma=0.01$, with
$p_0\approx\frac12$ on the moons, $n=80$ asks for $M=65\,000$; but only a few hundred of them are near
enough to matter. We shall sort them into cells.
@^effective sample size@>

@*1 What the weights should be.
How should errors at different levels be weighted? If $F$ were linear in its parameters, Gauss would know.

\begin{theorem}[Aitken]\label{th:moons-aitken}
  Let $T_r=\Phi_r\theta+\eta_r$ with known matrices $\Phi_r$, $\sum_r\Phi_r^T\Phi_r$ invertible, and
  uncorrelated errors $\eta_r$ of mean zero and covariance $V_rI$, $V_r>0$. Among all weights $w_r>0$, the
  estimate $\hat\theta$ that minimises $\sum_rw_r\abs{T_r-\Phi_r\theta}^2$ has the least covariance, in the
  order of symmetric matrices, for $w_r=1/V_r$.
\end{theorem}
\begin{proof}
  For any weights the estimate is $\sum_rB_rT_r$ with $\sum_rB_r\Phi_r=I$, and its covariance is
  $\sum_rV_rB_rB_r^T$. For $w_r=1/V_r$ it has $B^*_r=G^{-1}\Phi_r^T/V_r$ with
  $G=\sum_r\Phi_r^T\Phi_r/V_r$. Let $R_r=B_r-B_r^*$; then $\sum_rR_r\Phi_r=0$, and
  $\sum_rV_rB^*_rR_r^T=G^{-1}\sum_r\Phi_r^TR_r^T=0$. So the covariance is $G^{-1}+\sum_rV_rR_rR_r^T$.
\end{proof}
@^Aitken's theorem@>
@^least squares, weighted@>
@^weights of losses@>

In units of~$F$, and with the factor $(C_i-\rho^2)/(C_i+\sigma^2)$ taken as~1, a plain target has at small
noise the variance
$\sigma^2/c_{\mathrm{out}}^2\approx\tau^2/\sigma^2$ in each coordinate. The weight of \citet{karras2022},
$\lambda=1/\sigma^2+1/C_i$ on $\abs{D-T}^2$, is $c_{\mathrm{out}}^2\lambda\approx\sigma^2/\tau^2$ on
$\abs{F-F_T}^2$: it is Aitken's, for single points. Another target has other weights. The angle leaves a
variance of order~1 at every level, and wants weight~1 on $\abs{F-F_T}^2$. So does a pair, nearly:
Theorem~\ref{th:moons-pairs} promises a limit without saying which, and we take $V=1+\rho^2/20\sigma^2$,
which rises by a factor of six down to $\sigma=0.01$, where a single point's rises by a hundred. For
references we have
\begin{equation}\label{eq:moons-weight}
  V(\sigma)=\frac{\tau^2}{\sigma^2}\Bigl/\Bigl(1+\frac{aM\sigma^2}{1+a\sigma^2}\Bigr),\qquad a=\pi ,
\end{equation}
which is \eqref{eq:moons-effective} with $p_0=\frac18$ (what enters is the mean of $1/p_0$, and at the rims
$p_0$ is small), made to saturate at $1/M$ where all points count. We use $1/(V+0.05)$, since a network has
an error of its own, even where the target has none.

To choose a target is therefore to choose a weight, and Table~\ref{tab:moons-ablation} shows what happens to
those who choose only one.

@*1 The interface.
A \emph{recipe} says everything about a training but the seed.

@(moons.h@>=
#ifndef MOONS_H
#define MOONS_H
#include <stddef.h>
#include <stdint.h>
#include "network.h"
@#
typedef enum { MOONS_POINT, MOONS_PAIR, MOONS_ANGLE, MOONS_REFERENCE,@|
  MOONS_EXACT } MoonsTarget;
  /* |MOONS_EXACT|: $m$ itself */
typedef enum { MOONS_SIMPLE, MOONS_KARRAS, MOONS_UNIT, MOONS_AITKEN } MoonsWeight;
  /* on $\abs{D-T}^2$ in the eigenbasis: $1/\sigma^2$; $1/\sigma^2+1/C_i$;
       $1/c_{\mathrm{out}}^2$; $1/\bigl((V+0.05)c_{\mathrm{out}}^2\bigr)$ */
typedef enum { MOONS_BLUR, MOONS_COVARIANCE, MOONS_VARIANCE, MOONS_NOISE } MoonsForm;
  /* \eqref{eq:moons-denoiser}; the same with $\rho=0$; with the mean of the $C_i$ for both;
       $D=x-\sigma F$ */
typedef struct {
  MoonsTarget target;
  MoonsWeight weight;
  MoonsForm form;
  double power; /* levels $\sigma=0.01\cdot6000^{u^{|power|}}$, $u$ uniform; 0: of uniform $t$ in VP */
  double rate;
  long warmup, steps;
  int rows; /* in a batch; even */
  int sample, largest; /* binary logarithms of the number of clean points, of the largest~$M$ */
  NetworkShape shape;
} MoonsRecipe;
MoonsRecipe moons_recipe(MoonsTarget target, long steps);
  /* the recipe of this chapter for a target */
void moons_axes(double variance[2], float basis[4]);
  /* $C_1\ge C_2$ and the eigenvectors of \eqref{eq:moons-covariance}, as rows */
double moons_weight(const MoonsRecipe *recipe, double sigma, double variance);
  /* the weight for a coordinate with $C_i=|variance|$ */
@#
@<Interface of the training on the moons@>@;
@<Interface of the errors on the moons@>@;
@#
#endif

@ A run can be stopped after any step, saved, loaded into a new run of the same recipe and seed, and
continued. The result is the same to the last bit, whatever the number of threads.

@<Interface of the training on the moons@>=
typedef struct MoonsRun MoonsRun;
MoonsRun *moons_new(MoonsRecipe recipe, uint64_t seed);
void moons_free(MoonsRun *run);
long moons_train(MoonsRun *run, long steps);
  /* returns the steps made: fewer if the loss was not finite */
long moons_steps(const MoonsRun *run); /* steps made in all */
const Network *moons_network(MoonsRun *run, int average);
  /* the weights, or their moving average; owned by the run */
void moons_save(const MoonsRun *run, const char *path);
const char *moons_load(MoonsRun *run, const char *path);
  /* |NULL|, or why the file is refused; the run is then unchanged */
void moons_rows(MoonsRun *run, long step, double sigma, float *x, float *target, float *level);
  /* the batch of a step: noisy points and targets, |rows| by~2, and their |rows| levels; all
       at the level |sigma| if it is positive.
     Reference sets are cut from the points 0, 1, \dots\ that |score_moons_sample| has in stream~6 of the seed */

@ Errors are measured by the chapter itself, for it alone knows the truth; |moons_score| is what
Experiment~3 calls.

@<Interface of the errors on the moons@>=
enum {@+MOONS_LEVELS=11@+};
extern const double moons_level[MOONS_LEVELS]; /* the eleven $\sigma$ */
typedef struct {
  double relative[MOONS_LEVELS]; /* \eqref{eq:moons-error} */
  double loss[MOONS_LEVELS], floor[MOONS_LEVELS];
    /* $\EE\abs{D-X_0}^2/\sigma^2$ and $\EE\abs{m-X_0}^2/\sigma^2$ */
  double excess[MOONS_LEVELS], deviation[MOONS_LEVELS];
    /* \eqref{eq:moons-excess} and the standard error of its mean */
  double distance[MOONS_LEVELS]; /* $\EE\abs{D-m}^2/\sigma^2$ */
  double mean, worst; /* of |relative| */
} MoonsReport;
void moons_measure(MoonsReport *report, const Network *net, MoonsForm form,@|
  int points, uint64_t seed); /* on |points| fresh points a level */
void moons_score(double *score, const Network *net, MoonsForm form,@|
  double a, double s, size_t n, const double *x);
  /* the learnt score in the place of |score_moons_score|, for |s>0|; |x| and |score|: |n|
       by~2 */
double moons_noise(MoonsRun *run, const Network *net, double sigma, int batches);
  /* $\EE\abs{g-\EE g}^2$ times |rows| for batch gradients of the loss $\abs{F-F_T}^2$ at one
       level, from |batches| batches */

@ @(moons.c@>=
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "rng.h"
#include "score.h"
#include "moons.h"
@#
static const double pi = 3.14159265358979323846, blur = 0.01, lowest = 0.01, span = 6000;
@<The form of the denoiser for the moons@>@;
@<Reference sets for the moons@>@;
@<Batches of the moons@>@;
@<Training on the moons@>@;
@<Errors on the moons@>@;

@ The choices that are not explained by theory are these. Levels are denser at low noise, because the errors
are there: with $u^2$ in the exponent half of the rows have $\sigma<0.09$. The learning rate is $10^{-2}$,
which is high, and half of it for long trials: there the noise of the steps themselves is what limits, and a
lower rate averages over more of them. There are four residual blocks of width~64. Low frequencies suffice
for $\frac14\ln\sigma$, which runs from $-1.15$ to $1.02$, since everything depends on $\sigma$ smoothly; a
network that could follow faster changes would only follow the noise.
@^learning rate@>

@<The form of the denoiser for the moons@>=
MoonsRecipe moons_recipe(MoonsTarget target, long steps)
{
  double rate = steps>20000 ? 0.005 : 0.01;
  MoonsRecipe r = {target, MOONS_AITKEN, MOONS_BLUR, 2, rate, 200, steps, 1024, 21, 16,@|
    {2, 0, 2, 64, 4, 8, 0.5, 4, 0}};
  if (target==MOONS_POINT) r.weight = MOONS_KARRAS;
  if (target==MOONS_ANGLE || target==MOONS_EXACT) r.weight = MOONS_UNIT, r.power = 1.5;
  return r;
}
@#
void moons_axes(double variance[2], float basis[4])
{
  double c11 = 0.75+blur, c12 = 0.125-1/pi, c22 = 0.5625-1/pi+blur;
  double turn = 0.5*atan2(2*c12, c11-c22), root = hypot(0.5*(c11-c22), c12);
  variance[0] = 0.5*(c11+c22)+root, variance[1] = 0.5*(c11+c22)-root;
  basis[0] = (float)cos(turn), basis[1] = (float)sin(turn);
  basis[2] = -basis[1], basis[3] = basis[0];
}

@ The forms differ in variances, blur and basis. The last is the noise prediction of the textbooks: the
network sees the point, scaled to unit variance, and says the noise.

@<The form of the denoiser for the moons@>=
typedef struct {
  MoonsForm form;
  double variance[2];
  float basis[4];
} MoonsAxes;
@#
static MoonsAxes axes_of(MoonsForm form)
{
  MoonsAxes a = {@[.form@]=form};
  moons_axes(a.variance, a.basis);
  if (form==MOONS_VARIANCE || form==MOONS_NOISE) {
    a.variance[0] = a.variance[1] = 0.5*(a.variance[0]+a.variance[1]);
    a.basis[0] = a.basis[3] = 1, a.basis[1] = a.basis[2] = 0;
  }
  return a;
}
@#
static void coefficients(float *in, float *skip, float *out, float *noise,@|
  const MoonsAxes *a, size_t n, const float *sigma)
{ /* |in|, |skip|, |out|: |n| by~2 */
  network_precondition(in, skip, out, noise, 2, a->variance, a->form==MOONS_BLUR ? blur : 0,@|
    n, sigma);
  if (a->form==MOONS_NOISE)
    for (size_t i=0; i<2*n; i++) skip[i] = 1, out[i] = -sigma[i/2];
}

@*1 Sorted samples.
Reference targets need, for a noisy point, the clean points of a random sample that are near. Drawing a new
sample for every row would cost far more than the network. But the rows of one batch may share a sample, and
batches far apart may use one again; what is paid for the sharing is that their errors are the same, and
with two million points there are enough to go round. So all points come from one sample of $2^{21}$, drawn
once. For the octave $0.01\cdot2^l\le\sigma<0.01\cdot2^{l+1}$ it is cut into sets of
$M_l=\max(2^{16}/4^l,512)$ points: as $\sigma$ doubles a quarter of the points is as good, and $n$ in
\eqref{eq:moons-effective} starts each octave at about the same value. Each set is sorted into square cells
of side $0.01\cdot2^l$, row by row. The neighbours of a point then are a few rows of cells, and in each row
they are consecutive numbers in memory, which is what vector instructions want. A set of the last octave is
one cell: there every point is a neighbour.
@^cells, sorting into@>
@^nearest neighbours@>

@<Reference sets for the moons@>=
enum {@+OCTAVES=6, LEAST=512, LANE=16@+};
static const float reach = 4, half_width = 2.4f, half_height = 2.2f;
typedef struct {
  int M, sets, columns, lines;
  float side, *x, *y; /* |sets| times |M| points */
  int *start; /* for each set: where each cell begins, and the end */
} MoonsGrid;
@#
static int clamp_cell(float at, int cells)
{@+ return at<0 ? 0 : at>=(float)cells ? cells-1 : (int)at; @+}
@#
static int octave(float sigma)
{
  int l = 0;
  while (l<OCTAVES-1 && sigma>=(float)(2*lowest)*(float)(1<<l)) l++;
  return l;
}
@#
static int set_size(int largest, int l)
{@+ int M = (1<<largest)>>2*l; @+ return M<LEAST ? LEAST : M; @+}

@ Sorting is a counting sort: count the points of each cell, add up, and put each point in its place.

@<Reference sets for the moons@>=
static void sort_set(MoonsGrid *g, int set, int *cell, const double *p)
{ /* |p|: |M| by 2; |cell|: room for |M| */
  int cells = g->columns*g->lines, *start = g->start+(size_t)set*(size_t)(cells+1);
  float *x = g->x+(size_t)set*(size_t)g->M, *y = g->y+(size_t)set*(size_t)g->M;
  for (int i=0; i<g->M; i++) {
    int column = clamp_cell(((float)p[2*i]+half_width)/g->side, g->columns);
    cell[i] = clamp_cell(((float)p[2*i+1]+half_height)/g->side, g->lines)*g->columns+column;
    start[cell[i]+1]++;
  }
  for (int c=0; c<cells; c++) start[c+1] += start[c];
  for (int i=0; i<g->M; i++) {@+ int at = start[cell[i]]++; @+
    x[at] = (float)p[2*i], y[at] = (float)p[2*i+1]; @+}
  for (int c=cells; c>0; c--) start[c] = start[c-1];
  start[0] = 0;
}

@ The octaves are sorted by several threads, each on its own. The sample is drawn in blocks, which are the
same whoever draws them.

@<Reference sets for the moons@>=
static void make_grid(MoonsGrid *g, int l, int sample, int largest, const double *p)
{
  size_t N = (size_t)1<<sample;
  g->M = set_size(largest, l), g->sets = (int)(N/(size_t)g->M);
  g->side = l==OCTAVES-1 ? 2*half_width : (float)lowest*(float)(1<<l);
  g->columns = (int)ceilf(2*half_width/g->side), g->lines = (int)ceilf(2*half_height/g->side);
  g->x = base_new(N+LANE, sizeof(float)), g->y = base_new(N+LANE, sizeof(float));
  g->start = base_new((size_t)g->sets*(size_t)(g->columns*g->lines+1), sizeof(int));
  int *cell = base_new((size_t)g->M, sizeof *cell);
  for (int set=0; set<g->sets; set++) sort_set(g, set, cell, p+2*(size_t)set*(size_t)g->M);
  free(cell);
}
@#
static MoonsGrid *make_grids(int sample, int largest, uint64_t seed, uint64_t stream)
{
  base_require(largest>=9 && largest<=sample && sample<=24,@|
    "moons: sets of 2^%d from 2^%d points", largest, sample);
  MoonsGrid *g = base_new(OCTAVES, sizeof *g);
  long blocks = 1L<<(sample-9);
  double *p = base_reals((size_t)2<<sample);
#pragma @=omp parallel for schedule(static)@>
  for (long b=0; b<blocks; b++) score_moons_sample(p+1024*b, NULL, NULL, 1, 0, 512, seed,@|
    stream, (uint64_t)(512*b));
#pragma @=omp parallel for schedule(dynamic,1)@>
  for (int l=0; l<OCTAVES; l++) make_grid(g+l, l, sample, largest, p);
  free(p);
  return g;
}

@ The sum over the neighbours is the inner loop of the chapter: a few hundred points for each row, each a
dozen operations and one exponential, against \num{moons.multiply_adds} multiply-adds of the network
forwards and twice as many back. The exponential is Taylor's polynomial of degree~5 on an interval of length
$\ln2$ about zero, times a power of two that is written into the exponent; there is no branch in it, and the
compiler makes vectors of the inner loop. The runs are short, so the last vector of a run is filled up with
points that get the weight zero, and sixteen partial sums are added up only at the end. All are offsets
from~$X$, so that nothing cancels: what is added to $X$ in the end is small.
@^exponential, vectorised@>

@<Reference sets for the moons@>=
static inline float fast_exp(float z)
{ /* for $-80\le z\le0$; relative error below $10^{-5}$: the first term left out is
     $2.4\cdot10^{-6}$, the rest rounding of~$z$ */
  union {@+float real;@+ int32_t bits;@+} n, e;
  z = z>-80 ? z : -80;
  n.real = z*0x1.715476p0f+0x1.8p23f;
  float f = z*0x1.715476p0f-(n.real-0x1.8p23f), p = f*1.3333558e-3f+9.6181291e-3f;
  p = p*f+5.5504109e-2f, p = p*f+2.4022651e-1f, p = p*f+6.9314718e-1f;
  e.real = p*f+1, e.bits += (int32_t)((uint32_t)n.bits<<23);
  return e.real;
}
@#
static inline void add_neighbours(float sum[3][LANE], int n, const float *x, const float *y,@|
  float X, float Y, float scale)
{ /* reads up to |LANE-1| points more than |n|, and gives them no weight */
  for (int b=0; b<n; b+=LANE)
#pragma @=omp simd@>
    for (int l=0; l<LANE; l++) {
      float dx = x[b+l]-X, dy = y[b+l]-Y, k = fast_exp(scale*(dx*dx+dy*dy));
      k = b+l<n ? k : 0;
      sum[0][l] += k, sum[1][l] += k*dx, sum[2][l] += k*dy;
    }
}

@ Points further than $4\sigma$ in one of the coordinates are left out, which changes the target by about
$10^{-3}$ of $\sigma^2s$; the own point never is, however large its noise.

@<Reference sets for the moons@>=
static void reference_target(float *x, float *target, const MoonsGrid *grids, float sigma,@|
  const double z[2], double which, double member)
{ /* |which| and |member|, uniform on $(0,1)$, choose the set and its point~$J$ */
  const MoonsGrid *g = grids+octave(sigma);
  int set = (int)(which*g->sets), J = (int)(member*g->M);
  const float *px = g->x+(size_t)set*(size_t)g->M, *py = g->y+(size_t)set*(size_t)g->M;
  const int *start = g->start+(size_t)set*(size_t)(g->columns*g->lines+1);
  float w = sigma*fmaxf(reach, 1.01f*(float)fmax(fabs(z[0]), fabs(z[1]))),@|
    sum[3][LANE] = {{0}};
  x[0] = px[J]+sigma*(float)z[0], x[1] = py[J]+sigma*(float)z[1];
  int left = clamp_cell((x[0]-w+half_width)/g->side, g->columns),@|
    right = clamp_cell((x[0]+w+half_width)/g->side, g->columns);
  int low = clamp_cell((x[1]-w+half_height)/g->side, g->lines),@|
    high = clamp_cell((x[1]+w+half_height)/g->side, g->lines);
  for (int j=low; j<=high; j++) {
    int from = start[j*g->columns+left], to = start[j*g->columns+right+1];
    add_neighbours(sum, to-from, px+from, py+from, x[0], x[1], -0.5f/(sigma*sigma));
  }
  for (int l=1; l<LANE; l++)
    for (int i=0; i<3; i++) sum[i][0] += sum[i][l];
  target[0] = x[0]+sum[1][0]/sum[0][0], target[1] = x[1]+sum[2][0]/sum[0][0];
}

@*1 Batches.
The random numbers of a row are functions of the seed and of the row's number since the beginning of the
training. No order of execution can change them, and a training that is resumed draws what it would have
drawn.
@^counter-based random numbers@>

@<Batches of the moons@>=
enum {@+LEVEL=1, NOISE, CLEAN, MEMBER, SET, SAMPLE, FRESH=64, PIECE=64, GROUP=64, FEW=8@+};
  /* streams; rows at a time; rows that share a reference set */
struct MoonsRun {
  MoonsRecipe recipe; @+ uint64_t seed; @+ MoonsAxes axes; @+ MoonsGrid *grids;
  double fixed; /* a level for all rows; 0: the recipe's */
  float *x, *target, *level, *noise, *in, *skip, *out, *weight;
  NetworkBatch batch; @+ NetworkTrainer *trainer;
};

@ The law of the levels, and the weights of the last section as they enter the loss, on $\abs{D-T}^2$ in one
coordinate of the eigenbasis.

@<Batches of the moons@>=
static float level_of(const MoonsRecipe *r, double u)
{
  double t = 1e-3+(1-1e-3)*u;
  if (r->power>0) return (float)(lowest*pow(span, pow(u, r->power)));
  return (float)sqrt(expm1(0.1*t+9.95*t*t)); /* VP with $\beta=0.1+19.9t$ */
}
@#
double moons_weight(const MoonsRecipe *r, double sigma, double variance)
{
  double v = sigma*sigma, a = pi, M = set_size(r->largest, octave((float)sigma));
  double unit = (blur+v)*(variance+v)/(v*v*(variance-blur)); /* $1/c_{\mathrm{out}}^2$ */
  if (r->weight==MOONS_SIMPLE) return 1/v;
  if (r->weight==MOONS_KARRAS) return 1/v+1/variance;
  if (r->weight==MOONS_UNIT) return unit;
  if (r->target==MOONS_PAIR) return unit/(1.05+blur/(20*v));
  return unit/(0.05+(blur+v)/v/(1+a*M*v/(1+a*v))); /* \eqref{eq:moons-weight} */
}

@ Row $r$ belongs to the pair $\lfloor r/2\rfloor$. With the target |MOONS_PAIR| the two rows of a pair
share level, clean point and noise, but for the sign. They share nothing otherwise, and the numbers of a
pair are then simply those of a row.

@<Batches of the moons@>=
static void draw_piece(MoonsRun *run, long step, int first, int rows)
{ /* at most |PIECE| rows */
  double u[PIECE], z[2*PIECE], x0[2*PIECE], angle[PIECE];
  int arc[PIECE], pairs = run->recipe.target==MOONS_PAIR, share = pairs ? 2 : 1;
  int begin = first/share, count = (first+rows-1)/share-begin+1;
  uint64_t at = (uint64_t)step*(uint64_t)(run->recipe.rows/share)+(uint64_t)begin;
  rng_uniform(u, (size_t)count, run->seed, LEVEL, at);
  rng_normal(z, 2*(size_t)count, run->seed, NOISE, 2*at);
  if (run->grids==NULL) score_moons_sample(x0, angle, arc, 1, 0, (size_t)count, run->seed,@|
    CLEAN, at);
  for (int r=first; r<first+rows; r++) {
    int k = r/share-begin;
    double sign = pairs && r%2 ? -1 : 1,@|
      sigma = (double)(run->level[r] = run->fixed>0 ? (float)run->fixed@|
      : level_of(&run->recipe, u[k]));
    float *x = run->x+2*r, *target = run->target+2*r;
    if (run->grids!=NULL) @<Draw a row from a reference set of the moons@>@;
    else for (int i=0; i<2; i++) target[i] = (float)x0[2*k+i],@|
      x[i] = (float)(x0[2*k+i]+sign*sigma*z[2*k+i]);
    if (run->recipe.target==MOONS_ANGLE) @<Take the mean over the blur, given arc and angle, as target@>@;
    if (run->recipe.target==MOONS_EXACT) @<Take the exact posterior mean of the moons as target@>@;
  }
}

@ Rows that follow each other use the same set, so that its cells are in the cache: 64 of them in the first
octave, whose sets are large and whose points are far apart, eight in the others. Rows with one set have
errors in common, which no averaging over the batch removes; hence not more than eight.
@^cache@>

@<Draw a row from a reference set of the moons@>=
{
  double which, member;
  uint64_t row = (uint64_t)step*(uint64_t)run->recipe.rows+(uint64_t)r;
  rng_uniform(&which, 1, run->seed, SET, row/(octave((float)sigma)<3 ? GROUP : FEW));
  rng_uniform(&member, 1, run->seed, MEMBER, row);
  reference_target(x, target, run->grids, (float)sigma, z+2*k, which, member);
}

@ The arc~$B$ is $-A$.

@<Take the mean over the blur, given arc and angle, as target@>=
{
  double side = arc[k] ? -1 : 1, A[2] = {side*(cos(angle[k])-0.5), side*(sin(angle[k])-0.25)};
  for (int i=0; i<2; i++) /* \eqref{eq:moons-angle} */
    target[i] = (float)(A[i]+blur/(blur+sigma*sigma)*((double)x[i]-A[i]));
}

@ The exact target is for comparison: what would a network reach if the target had no noise? It is computed
at the rounded point that the network sees.

@<Take the exact posterior mean of the moons as target@>=
{
  double X[2] = {(double)x[0], (double)x[1]}, s[2];
  score_moons_score(s, 1, sigma, 1, X);
  for (int i=0; i<2; i++) target[i] = (float)(X[i]+sigma*sigma*s[i]);
}

@ The two functions that the trainer calls. A row's loss is $\sum_iw_iq_i^2$ with $q=B(D-T)$ in the
eigenbasis.

@<Batches of the moons@>=
static void fill(void *data, long step, int first, int rows)
{
  MoonsRun *run = data;
  for (int r=first; r<first+rows; r+=PIECE) {
    int some = first+rows-r<PIECE ? first+rows-r : PIECE;
    draw_piece(run, step, r, some);
    coefficients(run->in+2*r, run->skip+2*r, run->out+2*r, run->noise+r, &run->axes,@|
      (size_t)some, run->level+r);
    for (int i=2*r; i<2*(r+some); i++)
      run->weight[i] = (float)moons_weight(&run->recipe, (double)run->level[i/2],@|
        run->axes.variance[i%2]);
  }
}
@#
static double loss(float *gradient, const float *D, void *data, long step, int first, int rows)
{
  const MoonsRun *run = data;
  const float *B = run->axes.basis, *T = run->target+2*first, *w = run->weight+2*first;
  double sum = 0;
  (void)step;
  for (int r=0; r<rows; r++, D+=2, T+=2, w+=2, gradient+=2) {
    float d[2] = {D[0]-T[0], D[1]-T[1]}, q[2] = {B[0]*d[0]+B[1]*d[1], B[2]*d[0]+B[3]*d[1]};
    sum += (double)(w[0]*q[0]*q[0]+w[1]*q[1]*q[1]);
    for (int i=0; i<2; i++) gradient[i] = 2*(w[0]*q[0]*B[i]+w[1]*q[1]*B[2+i]);
  }
  return sum;
}

@*1 Training.
The chapter on the network did the work: forward and backward passes, Adam, the rate, the average, the file
of a checkpoint. What is left is to own the arrays that a batch points to. The seed that draws the data
draws the initial weights as well, from other streams; with another seed everything is new, which is what a
trial with another seed should mean.

@<Training on the moons@>=
MoonsRun *moons_new(MoonsRecipe recipe, uint64_t seed)
{
  base_require(recipe.rows>=2 && recipe.rows%2==0 && recipe.steps>=1 && recipe.rate>0 &&@|
    recipe.power>=0,@|
    "moons_new: %d rows, %ld steps, rate %g, power %g", recipe.rows, recipe.steps,@|
      recipe.rate, recipe.power);
  MoonsRun *run = base_new(1, sizeof *run);
  size_t n = (size_t)recipe.rows;
  run->recipe = recipe, run->seed = seed, run->axes = axes_of(recipe.form);
  if (recipe.target==MOONS_REFERENCE) run->grids = make_grids(recipe.sample, recipe.largest,@|
    seed, SAMPLE);
  float *f = run->x = base_new(14*n, sizeof *f);
  run->target = f += 2*n, run->in = f += 2*n, run->skip = f += 2*n, run->out = f += 2*n,@|
    run->weight = f += 2*n;
  run->level = f += 2*n, run->noise = f += n;
  run->batch = (NetworkBatch){@[.x@]=run->x, @[.noise@]=run->noise, @[.in@]=run->in,@|
    @[.skip@]=run->skip,
    @[.out@]=run->out, @[.each@]=2, @[.basis@]=run->axes.basis};
  Network *start = network_new(recipe.shape, seed);
  run->trainer = network_trainer_new(start, network_recipe(recipe.rate, recipe.warmup,@|
    recipe.steps), recipe.rows);
  network_free(start);
  return run;
}

@ The functions of the trainer that a caller needs, under names of this chapter. The tests look at batches
through the same door as the trainer.

@<Training on the moons@>=
void moons_free(MoonsRun *run)
{
  if (run==NULL) return;
  if (run->grids!=NULL)
    for (int l=0; l<OCTAVES; l++) free(run->grids[l].x), free(run->grids[l].y),@|
      free(run->grids[l].start);
  free(run->grids), free(run->x), network_trainer_free(run->trainer), free(run);
}
@#
long moons_train(MoonsRun *run, long steps)
{@+ return network_train(run->trainer, steps, &run->batch, fill, loss, run); @+}
long moons_steps(const MoonsRun *run)
{@+ return network_trainer_step(run->trainer); @+}
const Network *moons_network(MoonsRun *run, int average)
{@+ return average ? network_trainer_average(run->trainer) : network_trainer_network(run->trainer); @+}
void moons_save(const MoonsRun *run, const char *path)
{@+ network_trainer_save(run->trainer, path); @+}
const char *moons_load(MoonsRun *run, const char *path)
{@+ return network_trainer_load(run->trainer, path); @+}

@#
void moons_rows(MoonsRun *run, long step, double sigma, float *x, float *target, float *level)
{
  size_t n = (size_t)run->recipe.rows;
  run->fixed = sigma;
  fill(run, step, 0, run->recipe.rows);
  run->fixed = 0;
  memcpy(x, run->x, 2*n*sizeof *x), memcpy(target, run->target, 2*n*sizeof *target),@|
    memcpy(level, run->level, n*sizeof *level);
}

@*1 Errors.
A learnt score is asked at one level for many points; the coefficients are then the same for all of them.

@<Errors on the moons@>=
const double moons_level[MOONS_LEVELS] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 50};
@#
static void denoise(float *D, const Network *net, const MoonsAxes *axes, double sigma,@|
  size_t n, const float *x)
{
  float level = (float)sigma, in[2], skip[2], out[2], noise;
  coefficients(in, skip, out, &noise, axes, 1, &level);
  NetworkBatch batch = {@[.x@]=x, @[.noise@]=&noise, @[.in@]=in, @[.skip@]=skip,@|
    @[.out@]=out, @[.each@]=2, @[.basis@]=axes->basis, @[.same@]=1};
  network_evaluate(D, net, n, &batch);
}
@#
void moons_score(double *score, const Network *net, MoonsForm form,@|
  double a, double s, size_t n, const double *x)
{
  base_require(a>0 && s>0 && isfinite(a) && isfinite(s), "moons_score: a=%g, s=%g", a, s);
  MoonsAxes axes = axes_of(form);
  float *y = base_new(4*n, sizeof *y), *D = y+2*n;
  for (size_t i=0; i<2*n; i++) y[i] = (float)(x[i]/a);
  denoise(D, net, &axes, s/a, n, y);
  for (size_t i=0; i<2*n; i++) score[i] = (double)(D[i]-y[i])*a/(s*s);
  free(y);
}

@ In single precision $D-x$ keeps about $10^{-7}\abs x$, hence $\hat s$ a relative accuracy of $10^{-7}\abs
x/(\sigma^2\abs s)$: at $\sigma=0.01$ about $10^{-4}$, squared in~$e$. The network rounds more. To
measure, we compare $D$ with~$m$ at the rounded points themselves.
@^single precision@>

@<Errors on the moons@>=
void moons_measure(MoonsReport *report, const Network *net, MoonsForm form,@|
  int points, uint64_t seed)
{
  size_t n = (size_t)points;
  MoonsAxes axes = axes_of(form);
  double *x0 = base_reals(6*n), *x = x0+2*n, *s = x+2*n;
  float *y = base_new(4*n, sizeof *y), *D = y+2*n;
  base_require(points>=2, "moons_measure: at least 2 points, not %d", points);
  report->mean = report->worst = 0;
  for (int l=0; l<MOONS_LEVELS; l++) {
    double sigma = moons_level[l], v = sigma*sigma;
    score_moons_sample(x0, NULL, NULL, 1, 0, n, seed, FRESH+2*(uint64_t)l, 0);
    rng_normal(x, 2*n, seed, FRESH+2*(uint64_t)l+1, 0);
    for (size_t i=0; i<2*n; i++) y[i] = (float)(x0[i]+sigma*x[i]), x[i] = (double)y[i];
    score_moons_score(s, 1, sigma, n, x);
    denoise(D, net, &axes, sigma, n, y);
    @<Add up errors, loss and floor on the moons at one level@>@;
  }
  free(x0), free(y);
}

@ The sums of one level. Floor and loss are differences from $X_0$; the excess never subtracts one from the
other.

@<Add up errors, loss and floor on the moons at one level@>=
double off = 0, size = 0, total = 0, floor_sum = 0, excess = 0, square = 0;
for (size_t i=0; i<n; i++) {
  double one = 0;
  for (size_t k=2*i; k<2*i+2; k++) {
    double m = x[k]+v*s[k], delta = (double)D[k]-m, eta = m-x0[k];
    off += delta*delta, size += v*s[k]*v*s[k];
    total += pow((double)D[k]-x0[k], 2), floor_sum += eta*eta;
    one += delta*(delta+2*eta); /* \eqref{eq:moons-excess} */
  }
  excess += one, square += one*one;
}
report->relative[l] = off/size;
report->mean += off/size/MOONS_LEVELS, report->worst = fmax(report->worst, off/size);
report->loss[l] = total/v/points, report->floor[l] = floor_sum/v/points;
report->distance[l] = off/v/points, report->excess[l] = excess/v/points;
report->deviation[l] = sqrt(fmax(square/points-pow(excess/points, 2), 0)/points)/v;

@ The noise of the gradient is a variance between batches. Dividing by the number of batches less one makes
it unbiased.

@<Errors on the moons@>=
double moons_noise(MoonsRun *run, const Network *net, double sigma, int batches)
{
  int rows = run->recipe.rows;
  size_t size = network_size(net), n = (size_t)rows;
  float *D = base_new(4*n, sizeof *D), *dD = D+2*n, *g = base_new(size, sizeof *g);
  double *mean = base_reals(size), square = 0;
  base_require(batches>=2 && sigma>0, "moons_noise: %d batches at sigma=%g", batches, sigma);
  for (int b=0; b<batches; b++) {
    run->fixed = sigma, fill(run, b, 0, rows), run->fixed = 0;
    for (int i=0; i<2*rows; i++) run->weight[i] = 1/(run->out[i]*run->out[i]);
    network_evaluate(D, net, n, &run->batch);
    loss(dD, D, run, b, 0, rows);
    network_gradient(g, net, n, &run->batch, dD);
    for (size_t i=0; i<size; i++) {
      double mine = (double)g[i]/rows, from = mine-mean[i];
      mean[i] += from/(b+1), square += from*(mine-mean[i]);
    }
  }
  free(D), free(g), free(mean);
  return square/(batches-1)*rows;
}

@*1 The trials.
Six long trials and twelve short ones. The first three are one recipe with three seeds: a number that
depends on luck should be shown to.

@(moons_main.c@>=
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base.h"
#include "cli.h"
#include "plot.h"
#include "results.h"
#include "rng.h"
#include "score.h"
#include "stats.h"
#include "moons.h"
@#
static const double pi = 3.14159265358979323846;
@<Parameters of the program for the moons@>@;
@<Plan of the trials on the moons@>@;
@<Run a trial on the moons, with checkpoints@>@;
@<Helpers of the program for the moons@>@;
@<Experiments with the moons@>@;
@<The program for the moons@>@;

@ The trials come first, then everything that is asked of them; but whatever could spoil the end, a missing font or a folder that cannot
be written, is looked for before them. The weights are committed with the figures, and the checkpoints go when all is safe.

@<The program for the moons@>=
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "moons", parameter, sizeof parameter/sizeof *parameter);
  plot_ready();
  const char *weights = base_output(weights_path());
  plan_trials();
  for (MoonsTrial *t=trial; t<trial+TRIALS; t++) run_trial(t);
  tell_long_trials(), tell_ablations(), draw_profile(), draw_learning();
  measure_noise(), measure_own_point();
  draw_field(), draw_map(), look_far_away();
  network_save(trial[REFERENCED].net, weights);
  int status = results_end();
  clean_up(status==0);
  return status;
}

@ The option \.{--resume} is a parameter of the run and not of the result, which is the same with and
without it. So it is set back to its default as soon as it has been read; a run that was resumed then counts
as one with unchanged parameters. The weights go to \.{generated/weights}, where Experiment~3 will look for
them, unless the results go elsewhere.
\parameters{moons}

@<Parameters of the program for the moons@>=
static int plain_steps, long_steps, angle_steps, reference_steps, ablation_steps, resume;
static const CliParam parameter[] = {
  {"plain", CLI_INT, &plain_steps, 12000, 100, 1e7, "steps of a plain trial"},@|
  {"long", CLI_INT, &long_steps, 45000, 100, 1e7, "steps of the long trial"},@|
  {"angle", CLI_INT, &angle_steps, 24000, 100, 1e7, "steps with the angle known"},@|
  {"reference", CLI_INT, &reference_steps, 12000, 100, 1e7, "steps with reference sets"},@|
  {"ablation", CLI_INT, &ablation_steps, 3000, 100, 1e7, "steps of each ablation"},@|
  {"resume", CLI_INT, &resume, 0, 0, 1, "1: go on from the checkpoints of an interrupted run"},
};
static int again; /* what \.{--resume} said */
static int points(void)@+{@+return cli_quick() ? 500 : 4000;@+}
@#
static const char *weights_path(void)
{
  static char elsewhere[4096];
  snprintf(elsewhere, sizeof elsewhere, "%s/moons.safetensors", cli_out());
  if (strcmp(cli_out(), "figures/moons")!=0) return elsewhere;
  base_folder("generated/weights");
  return "generated/weights/moons.safetensors";
}

@ Each short trial but the first changes one thing, and the last changes many. Sizes for \.{--quick} are
such that everything runs and nothing is learnt.

@<Plan of the trials on the moons@>=
enum {@+SEEDS=3, LONG=SEEDS, ANGLE, REFERENCED, BASE, ABLATIONS=12,@|
  TRIALS=BASE+ABLATIONS, MARKS=16@+};
typedef struct {
  const char *name; @+ MoonsRecipe recipe; @+ uint64_t seed;
  int curve; /* whether to look at it on the way */
  Network *net; /* the moving average at the end */
  MoonsReport report, last; /* of the moving average, of the last weights */
} MoonsTrial;
static MoonsTrial trial[TRIALS];
static const char *const trial_name[TRIALS] = {"plain1", "plain2", "plain3", "long",
  "angle", "reference", "base", "single", "singleunit", "pairskarras", "noblur",
  "novariance", "noise", "onefrequency", "rate", "loguniform", "pairsunit", "textbook"};
@#
static void plan_trials(void)
{
  const int steps[BASE] = {plain_steps, plain_steps, plain_steps, long_steps, angle_steps,@|
    reference_steps};
  again = resume, resume = 0;
  for (int i=0; i<TRIALS; i++) {
    MoonsTrial *t = trial+i;
    long n = cli_quick() ? (i<BASE ? 200 : 50) : i<BASE ? steps[i] : ablation_steps;
    t->name = trial_name[i], t->seed = cli_seed()+(i<SEEDS ? (uint64_t)i : 0);
    t->curve = i>=LONG && i<BASE;
    t->recipe = moons_recipe(i==ANGLE ? MOONS_ANGLE : i==REFERENCED ? MOONS_REFERENCE@|
      : MOONS_PAIR, n);
    if (cli_quick())
      t->recipe.rows = 256, t->recipe.warmup = 20, t->recipe.sample = 14,@|
        t->recipe.largest = 12;
  }
  @<Change one thing in each ablation on the moons@>@;
}

@ @<Change one thing in each ablation on the moons@>=
MoonsTrial *a = trial+BASE;
a[1].recipe.target = MOONS_POINT, a[1].recipe.weight = MOONS_KARRAS;
a[2].recipe.target = MOONS_POINT, a[2].recipe.weight = MOONS_UNIT;
a[3].recipe.weight = MOONS_KARRAS, a[4].recipe.form = MOONS_COVARIANCE;
a[5].recipe.form = MOONS_VARIANCE, a[6].recipe.form = MOONS_NOISE;
a[7].recipe.shape.features = 1, a[7].recipe.shape.high = a[7].recipe.shape.low;
a[8].recipe.rate = 1e-3, a[9].recipe.power = 1, a[10].recipe.weight = MOONS_UNIT;
a[11].recipe = a[1].recipe;
a[11].recipe.weight = MOONS_SIMPLE, a[11].recipe.form = MOONS_NOISE;
a[11].recipe.power = 0, a[11].recipe.rate = 1e-3;

@ A checkpoint is the whole state of a trial, in a file beside the results; its name contains what must not
be mixed up. It is written every thousand steps, under another name first, so that Ctrl-C at any time leaves
the last one whole. Finished trials keep theirs until the program has ended well; a resumed program passes
over them. The moving averages for the learning curves are kept in the same way.
@^checkpoints@>
@^signals@>

@<Run a trial on the moons, with checkpoints@>=
static char *trial_path(const MoonsTrial *t, int mark)
{ /* of the checkpoint, or, with |mark>=0|, of the average at a mark */
  char name[100];
  snprintf(name, sizeof name, "%s-%ld-%llu-%d", t->name, t->recipe.steps,@|
    (unsigned long long)t->seed, mark+1);
  return cli_path(name, "checkpoint");
}
@#
static long mark_step(const MoonsTrial *t, int mark)
{ /* 125, 250, 500, \dots, and the last */
  long step = 125L<<mark;
  return step<t->recipe.steps ? step : t->recipe.steps;
}

@ The average at a mark is written before the checkpoint of the same step: where there is a checkpoint, its
marks are there. A loss that is not finite changes no weights (Chapter~\ref{ch:network}), so what is saved
then is the state before.

@<Run a trial on the moons, with checkpoints@>=
static void train_to_the_end(MoonsTrial *t, MoonsRun *run)
{
  long end = t->recipe.steps, slice = cli_quick() ? 25 : 125,@|
    checkpoint = cli_quick() ? 100 : 1000;
  char *path = trial_path(t, -1);
  if (again && access(path, R_OK)==0) {
    const char *why = moons_load(run, path);
    if (why!=NULL) base_fail("%s %s; --resume 0 starts from the beginning", path, why);
  }
  if (moons_steps(run)<end) cli_progress(t->name, 0, (double)end);
  for (long now=moons_steps(run); now<end; ) {
    long next = (now/slice+1)*slice<end ? (now/slice+1)*slice : end;
    int fine = moons_train(run, next-now)==next-now;
    now = moons_steps(run);
    for (int k=0; k<MARKS && t->curve; k++)
      if (mark_step(t, k)==now) {
        char *mark = trial_path(t, k);
        network_save(moons_network(run, 1), mark), free(mark);
      }
    if (now%checkpoint==0 || now==end || !fine) moons_save(run, path);
    if (!fine) base_fail("%s: loss or gradient of step %ld is not finite (rate %g); "@|
        "the last good weights are in %s", t->name, now, t->recipe.rate, path);
    cli_progress(t->name, (double)now, (double)end);
  }
  free(path);
}

@ Seconds are for the terminal: they differ from run to run, and no file of results may contain them.

@<Run a trial on the moons, with checkpoints@>=
static void run_trial(MoonsTrial *t)
{
  time_t from = time(NULL);
  MoonsRun *run = moons_new(t->recipe, t->seed);
  train_to_the_end(t, run);
  t->net = network_copy(moons_network(run, 1));
  moons_measure(&t->report, t->net, t->recipe.form, points(), cli_seed());
  moons_measure(&t->last, moons_network(run, 0), t->recipe.form, points(), cli_seed());
  moons_free(run);
  if (isatty(STDERR_FILENO))
    fprintf(stderr, "%s: %.0f s, mean error %.2e\n", t->name, difftime(time(NULL), from),@|
      t->report.mean);
}
@#
static void clean_up(int remove_checkpoints)
{
  for (MoonsTrial *t=trial; t<trial+TRIALS; t++) {
    for (int k=-1; k<(t->curve ? MARKS : 0) && remove_checkpoints; k++) {
      char *path = trial_path(t, k);
      remove(path), free(path);
    }
    network_free(t->net);
  }
}

@*1 What came out.
Table~\ref{tab:moons} is the answer. \claim{moons.plain} Plain denoising score matching, in pairs, has the
median error \num{moons.score_error_dsm} over three seeds, which differ by a factor of \num{moons.spread}.
\claim{moons.longer} Nearly four times the steps give \num{moons.score_error_dsm_long}, a factor of
\num{moons.long_gain}: an error that comes from the noise of the samples falls with their number, here not
quite in proportion. \claim{moons.rao} Whoever may look at the angle gets \num{moons.score_error_rb}.
\claim{moons.references} And whoever may not, but uses other samples for the target of each, gets
\num{moons.score_error_reference}, in fewer steps and with the same network.
@^denoising score matching@>

\begin{table}[tbp]\centering\small
\begin{tabular}{@@{}lrrcc@@{}}\toprule
trial & steps & evaluations & mean error & largest\\\midrule
plain, seed 1 & \num{moons.dsm_steps} & \num{moons.evaluations0} & \num{moons.mean0} & \num{moons.worst0}\\
plain, seed 2 & \num{moons.dsm_steps} & \num{moons.evaluations1} & \num{moons.mean1} & \num{moons.worst1}\\
plain, seed 3 & \num{moons.dsm_steps} & \num{moons.evaluations2} & \num{moons.mean2} & \num{moons.worst2}\\
plain, long & \num{moons.long_steps} & \num{moons.evaluations3} & \num{moons.mean3} & \num{moons.worst3}\\
angle known & \num{moons.angle_steps} & \num{moons.evaluations4} & \num{moons.mean4} & \num{moons.worst4}\\
references & \num{moons.reference_steps} & \num{moons.evaluations5} & \num{moons.mean5} & \num{moons.worst5}\\\bottomrule
\end{tabular}
\caption{The long trials: mean and largest of the relative errors \eqref{eq:moons-error} at eleven levels,
with the moving average of the weights. An evaluation is one row through the network and back,
\num{moons.multiply_adds} multiply-adds forwards and twice as many backwards; a step has \num{moons.rows}
rows.}\label{tab:moons}
\end{table}

\showfig{moons/profile}{Relative error \eqref{eq:moons-error} against the noise level, for the trials of
Table~\ref{tab:moons} and for the textbook recipe of Table~\ref{tab:moons-ablation}. Towards small noise the
target is all noise, towards large noise the score is that of a normal law.}

@<Helpers of the program for the moons@>=
static void tell(const char *key, int i, double value, const char *format)
{
  char name[60];
  snprintf(name, sizeof name, "moons.%s%d", key, i);
  results_number(name, value, format);
}
@#
static void weigh(const char *claim, double value, double low, double high)
{ /* small sizes claim nothing */
  results_within(claim, value, cli_quick() ? -INFINITY : low, cli_quick() ? INFINITY : high);
}
@#
static double average(const double *x)@+{@+return stats_sum(MOONS_LEVELS, x)/MOONS_LEVELS;@+}

@ The targets were set before the first run: $1.3\cdot10^{-3}$, $6\cdot10^{-4}$ and $3\cdot10^{-4}$ for the
first three, and $3\cdot10^{-4}$ for the last, which was a hope.

@<Experiments with the moons@>=
static void tell_long_trials(void)
{
  static const char *name[4] = {"moons.score_error_dsm", "moons.score_error_dsm_long",@|
    "moons.score_error_rb", "moons.score_error_reference"};
  static const char *steps[4] = {"moons.dsm_steps", "moons.long_steps", "moons.angle_steps",@|
    "moons.reference_steps"};
  static const char *claim[4] = {"moons.plain", "moons.longer", "moons.rao", "moons.references"};
  static const double bound[4] = {1.3e-3, 6e-4, 3e-4, 3e-4};
  const MoonsRecipe *r = &trial[0].recipe;
  double mean[BASE];
  for (int i=0; i<BASE; i++) {
    mean[i] = trial[i].report.mean;
    tell("mean", i, mean[i], "%.1e"), tell("worst", i, trial[i].report.worst, "%.1e");
    tell("evaluations", i, (double)trial[i].recipe.steps*r->rows, "%.2g");
  }
  double low = fmin(fmin(mean[0], mean[1]), mean[2]),@|
    high = fmax(fmax(mean[0], mean[1]), mean[2]);
  double dsm = mean[0]+mean[1]+mean[2]-low-high; /* the median */
  for (int i=0; i<4; i++) {
    double value = i==0 ? dsm : mean[LONG-1+i];
    results_number(name[i], value, "%.1e"), weigh(claim[i], value, 0, bound[i]);
    results_number(steps[i], (double)trial[LONG-1+i].recipe.steps, "%.0f");
  }
  results_number("moons.spread", high/low, "%.2f");
  results_number("moons.long_gain", dsm/mean[LONG], "%.2g");
  results_number("moons.rows", r->rows, "%.0f");
  results_number("moons.weights", (double)network_size(trial[0].net), "%.0f");
  results_number("moons.multiply_adds",@|
    r->shape.width*(2+2*r->shape.features+r->shape.blocks*r->shape.width+2), "%.0f");
  @<Compare loss, floor and error of the first trial on the moons@>@;
}

@ \claim{moons.paired} The paired differences \eqref{eq:moons-excess} agree with the error at every level to
\num{moons.paired_z} standard errors: the identity ``loss is error plus floor'' holds to the accuracy of the
samples.

@<Compare loss, floor and error of the first trial on the moons@>=
double z = 0;
const MoonsReport *first = &trial[0].report;
for (int l=0; l<MOONS_LEVELS; l++)
  z = fmax(z, fabs(first->excess[l]-first->distance[l])/first->deviation[l]);
results_number("moons.paired_z", z, "%.1f");
results_within("moons.paired", z, 0, 5);
results_number("moons.loss", average(first->loss), "%.5f");
results_number("moons.floor", average(first->floor), "%.5f");
results_number("moons.excess_percent", 100*average(first->distance)/average(first->loss),@|
  "%.2g");
weigh("moons.floor", average(first->distance)/average(first->loss), 0, 0.01);

@ \fig{moons/profile} shows where the means come from. In all trials but the textbook's the error lives
below $\sigma=1$; above, the preconditioning alone is almost the answer.

@<Experiments with the moons@>=
static void draw_profile(void)
{
  static const int colour[BASE] = {PLOT_BLUE, PLOT_BLUE, PLOT_BLUE,@|
    PLOT_GREEN, PLOT_PURPLE, PLOT_VERMILLION};
  static const char *label[BASE] = {"plain, three seeds", "", "", "plain, long",@|
    "angle known", "references"};
  const double *textbook = trial[TRIALS-1].report.relative;
  Plot *p = plot_new("profile", 122, 66);
  plot_axes(p, 0.008, 70, 1e-9, 3, PLOT_LOG_X|PLOT_LOG_Y, "$σ$", "relative error");
  plot_curve(p, PLOT_GREY, 0.8, PLOT_DASHED, "textbook", MOONS_LEVELS, moons_level, textbook);
  plot_text(p, 2, 3*textbook[7], "lb", "textbook");
  for (int i=0; i<BASE; i++) {
    const double *e = trial[i].report.relative;
    plot_curve(p, colour[i], 0.8, PLOT_SOLID, trial[i].name, MOONS_LEVELS, moons_level, e);
    plot_dots(p, colour[i], i<SEEDS ? PLOT_CIRCLE : PLOT_DISC, trial[i].name,@|
      MOONS_LEVELS, moons_level, e);
    plot_text(p, 0.012, pow(10, -5.2-0.75*(i<SEEDS ? 0 : i-SEEDS+1)), "l", label[i]);
  }
  plot_end(p);
}

@ Table~\ref{tab:moons-ablation} changes one thing at a time, on a quarter of the budget.
\claim{moons.ablation_pairs} Without pairs the unit weight lets the noise of the lowest levels into
everything, and costs a factor of \num{moons.ratio2}. With Karras' weight, which is right for single points,
it is \num{moons.ratio1}; but the same weight under pairs wastes what they gained, \num{moons.ratio3}.
\claim{moons.ablation_form} A network that has to find out the size of its own answer at small noise is
\num{moons.ratio4} times worse, and as a pure noise prediction \num{moons.ratio6} times; not to know the
axes of the covariance either costs no more. \claim{moons.ablation_rate} The cautious learning rate costs a
factor of \num{moons.ratio8}, levels uniform in $\ln\sigma$ cost \num{moons.ratio9}. \claim{moons.ablation_none} Three
lines show what hardly matters here: one frequency in place of eight; the moving average, at the end of a
cosine; and the weight of pairs, which leans against the lowest level and was chosen for the long trials.
\claim{moons.ablation_book} All cautions together, in the recipe that most introductions give, cost
\num{moons.ratio11}.
@^ablation@>

\begin{table}[tbp]\centering\small
\begin{tabular}{@@{}lccr@@{}}\toprule
& mean error & largest & ratio\\\midrule
pairs, their weight, blur known (the plain recipe) & \num{moons.short0} & \num{moons.shortworst0} & \num{moons.ratio0}\\
\quad without the moving average & \num{moons.short12} & \num{moons.shortworst12} & \num{moons.ratio12}\\
single points, Karras' weight & \num{moons.short1} & \num{moons.shortworst1} & \num{moons.ratio1}\\
single points, unit weight & \num{moons.short2} & \num{moons.shortworst2} & \num{moons.ratio2}\\
pairs, unit weight & \num{moons.short10} & \num{moons.shortworst10} & \num{moons.ratio10}\\
pairs, Karras' weight & \num{moons.short3} & \num{moons.shortworst3} & \num{moons.ratio3}\\
blur not known & \num{moons.short4} & \num{moons.shortworst4} & \num{moons.ratio4}\\
blur not known, one variance for both axes & \num{moons.short5} & \num{moons.shortworst5} & \num{moons.ratio5}\\
noise prediction & \num{moons.short6} & \num{moons.shortworst6} & \num{moons.ratio6}\\
one frequency of the noise level instead of eight & \num{moons.short7} & \num{moons.shortworst7} & \num{moons.ratio7}\\
rate $10^{-3}$ instead of $10^{-2}$ & \num{moons.short8} & \num{moons.shortworst8} & \num{moons.ratio8}\\
levels uniform in $\ln\sigma$ & \num{moons.short9} & \num{moons.shortworst9} & \num{moons.ratio9}\\
textbook & \num{moons.short11} & \num{moons.shortworst11} & \num{moons.ratio11}\\\bottomrule
\end{tabular}
\caption{One thing changed at a time, \num{moons.ablation_steps} steps each, the same seed. The last line
changes many: noise prediction with weight~1, single points, $t$ uniform on $[10^{-3},1]$ with
$\beta=0.1+19.9\,t$, rate $10^{-3}$.}\label{tab:moons-ablation}
\end{table}

\begin{wrong}[Uniform time taken for no choice]
  In the variance-preserving process with $\beta=0.1+19.9t$, only \num{moons.time_share} per cent of the
  times in $[10^{-3},1]$ have $\sigma/\alpha<0.1$, the blur of our data, and \num{moons.time_waste} per cent
  have $\sigma/\alpha>10$, where the score is nearly that of a normal law. ``Uniform'' is a statement about
  a clock, and the clock is a choice.
\end{wrong}
@^sampling of noise levels@>

@<Experiments with the moons@>=
static double time_of(double sigma)
{ /* from $\sigma^2/\alpha^2=e^{0.1t+9.95t^2}-1$ */
  return (sqrt(0.01+4*9.95*log1p(sigma*sigma))-0.1)/(2*9.95);
}
@#
static void tell_ablations(void)
{
  double mean[ABLATIONS+1], ratio[ABLATIONS+2];
  for (int i=0; i<=ABLATIONS; i++) { /* the last: the first, without the moving average */
    const MoonsReport *r = i<ABLATIONS ? &trial[BASE+i].report : &trial[BASE].last;
    mean[i] = r->mean, ratio[i] = mean[i]/mean[0];
    tell("short", i, mean[i], i==11 ? "%.2g" : "%.1e");
    tell("shortworst", i, r->worst, i==11 ? "%.2g" : "%.1e");
    tell("ratio", i, ratio[i], ratio[i]<10 ? "%.2f" : "%.0f");
  }
  results_number("moons.ablation_steps", (double)trial[BASE].recipe.steps, "%.0f");
  @<Weigh the claims about ablations on the moons@>@;
  results_number("moons.time_share", 100*(time_of(0.1)-1e-3)/(1-1e-3), "%.0f");
  results_number("moons.time_waste", 100*(1-time_of(10))/(1-1e-3), "%.0f");
}

@ The bounds are wide: another processor rounds differently, and a training then ends elsewhere.

@<Weigh the claims about ablations on the moons@>=
static const struct {@+ const char *claim;@+ int i;@+ double low, high;@+} row[11] = {
  {"pairs", 2, 1.5, INFINITY}, {"pairs", 1, 1.1, INFINITY}, {"pairs", 3, 1.1, INFINITY},@|
  {"form", 4, 1.2, INFINITY}, {"form", 6, 1.2, INFINITY}, {"form", 13, 0, 1.2},@|
  {"rate", 8, 2, INFINITY}, {"rate", 9, 1.1, INFINITY},@|
  {"none", 7, 0.8, 1.25}, {"none", 10, 0.8, 1.25}, {"none", 12, 0.8, 1.25}};
const double story[5] = {mean[11], mean[0], trial[0].report.mean, trial[LONG].report.mean,@|
  trial[REFERENCED].report.mean};
ratio[13] = ratio[5]/ratio[4];
for (int k=0; k<11; k++) {
  char claim[40];
  snprintf(claim, sizeof claim, "moons.ablation_%s", row[k].claim);
  weigh(claim, ratio[row[k].i], row[k].low, row[k].high);
}
weigh("moons.ablation_book", ratio[11], 10, INFINITY);
for (int k=0; k<4; k++) weigh("moons.story", story[k+1]/story[k], 0, 1);

@ \fig{moons/learning} is drawn from the averages that were kept on the way. The loss is that of one trial,
since the others would lie on top of it.

@<Experiments with the moons@>=
static int read_curve(const MoonsTrial *t, double *step, double *value, double *floor,@|
  double *excess)
{
  int n = 0;
  for (int k=0; k<MARKS && (k==0 || mark_step(t, k-1)<t->recipe.steps); k++, n++) {
    MoonsReport r;
    char *path = trial_path(t, k);
    Network *net = network_load(path, NULL);
    moons_measure(&r, net, t->recipe.form, points(), cli_seed());
    step[n] = (double)mark_step(t, k), value[n] = average(r.loss);
    floor[n] = average(r.floor), excess[n] = average(r.distance);
    network_free(net), free(path);
  }
  return n;
}
@#
static void draw_learning(void)
{
  static const int colour[3] = {PLOT_GREEN, PLOT_PURPLE, PLOT_VERMILLION};
  static const char *label[3] = {"plain", "angle known", "references"};
  double step[MARKS], value[MARKS], floor[MARKS], excess[MARKS];
  Plot *p = plot_new("learning", 110, 62);
  plot_axes(p, 100, 6e4, 3e-5, 4, PLOT_LOG_X|PLOT_LOG_Y, "steps", "loss, and loss minus floor");
  for (int i=2; i>=0; i--) {
    int n = read_curve(trial+LONG+i, step, value, floor, excess);
    plot_curve(p, colour[i], 0.8, PLOT_SOLID, label[i], n, step, excess);
    plot_dots(p, colour[i], PLOT_DISC, label[i], n, step, excess);
    plot_text(p, 130, pow(10, -3-0.5*i), "l", label[i]);
    if (i==0) @<Draw loss and floor of the long trial on the moons@>@;
  }
  plot_end(p);
}

@ @<Draw loss and floor of the long trial on the moons@>=
{
  double fall = excess[0]/excess[n-1], part = 1-value[n-1]/value[0];
  plot_curve(p, PLOT_GREY, 2, PLOT_SOLID, "floor", n, step, floor);
  plot_dots(p, PLOT_GREEN, PLOT_CIRCLE, "loss", n, step, value);
  plot_text(p, 200, 1.5, "lb", "loss");
  results_number("moons.curve_first", step[0], "%.0f");
  results_number("moons.curve_factor", fall, "%.0f"), results_number("moons.curve_percent", 100*part, "%.1g");
  weigh("moons.learning", fall, 100, INFINITY), weigh("moons.learning", part, 0, 0.1);
}

@*1 The noise of the gradient, measured.
\fig{moons/noise} takes the network of the long trial and asks for the gradient of the same loss, in units
of~$F$, with the four targets, one level at a time. \claim{moons.noise} From $\sigma=0.04$ to $0.01$ the
noise of single points grows by \num{moons.noise_single}, where $\tau^2/\sigma^2$ grows by
\num{moons.noise_rule}; that of pairs by \num{moons.noise_pair}, that with the angle by
\num{moons.noise_angle}. \claim{moons.noise_gain} At $\sigma=0.01$ a row of a pair is worth
\num{moons.gain_pair} single rows, and a row with references \num{moons.gain_reference}. At $\sigma=0.64$
pairs gain nothing, since the two ends of a pair are strangers, and references gain most,
\num{moons.gain_far}, since hundreds of points share the work.
@^noise of the gradient@>

\showfig{moons/noise}{Noise of the gradient: $\EE\abs{g-\EE g}^2$ for one row, with the loss $\abs{F-F_T}^2$
in units of the network's answer, by noise level and target, for a trained network. For single points it
grows like $\tau^2/\sigma^2$ (dashed), for pairs it does not. The steps of the reference target come from
the sizes of its sets.}

@<Experiments with the moons@>=
static void measure_noise(void)
{
  enum {@+N=12@+};
  static const MoonsTarget kind[4] = {MOONS_POINT, MOONS_PAIR, MOONS_ANGLE, MOONS_REFERENCE};
  static const char *key[3] = {"moons.noise_single", "moons.noise_pair", "moons.noise_angle"};
  double sigma[N], noise[4][N], rule[N], growth[4];
  for (int k=0; k<4; k++) {
    MoonsRecipe r = moons_recipe(kind[k], 1);
    r.rows = 256;
    if (cli_quick()) r.sample = 14, r.largest = 12;
    MoonsRun *run = moons_new(r, cli_seed()+7);
    for (int i=0; i<N; i++) {
      sigma[i] = 0.01*pow(2, i), rule[i] = 1+0.01/(sigma[i]*sigma[i]);
      noise[k][i] = moons_noise(run, trial[LONG].net, sigma[i], cli_quick() ? 8 : 64);
    }
    growth[k] = noise[k][0]/noise[k][2];
    if (k<3) results_number(key[k], growth[k], "%.2g");
    moons_free(run);
  }
  @<Tell what the targets gain on the moons@>@;
  @<Draw the noise of the gradient on the moons@>@;
}

@ @<Tell what the targets gain on the moons@>=
double pair = noise[0][0]/noise[1][0], reference = noise[0][0]/noise[3][0],@|
  far = noise[0][6]/noise[3][6];
results_number("moons.noise_rule", rule[0]/rule[2], "%.2g"),@|
  results_number("moons.gain_pair", pair, "%.2g");
results_number("moons.gain_reference", reference, "%.2g"),@|
  results_number("moons.gain_far", far, "%.0f");
weigh("moons.noise", growth[0], 9, 25), weigh("moons.noise", growth[1], 0, 4);
weigh("moons.noise", growth[2], 0, 4);
weigh("moons.noise_gain", pair, 3, INFINITY),@|
  weigh("moons.noise_gain", reference, 10, INFINITY);
weigh("moons.noise_gain", noise[0][6]/noise[1][6], 0.5, 1.5);
weigh("moons.noise_gain", far/reference, 1, INFINITY);

@ @<Draw the noise of the gradient on the moons@>=
static const int colour[4] = {PLOT_BLACK, PLOT_BLUE, PLOT_PURPLE, PLOT_VERMILLION};
static const char *label[4] = {"single points", "pairs", "angle known", "references"};
double dash[N];
Plot *p = plot_new("noise", 122, 62);
plot_axes(p, 0.008, 30, 0.3*noise[3][N-1], 4*noise[0][0], PLOT_LOG_X|PLOT_LOG_Y,@|
  "$σ$", "noise of the gradient");
for (int i=0; i<N; i++) dash[i] = noise[0][1]*rule[i]/rule[1];
plot_curve(p, PLOT_GREY, 0.8, PLOT_DASHED, "variance", N, sigma, dash);
for (int k=0; k<4; k++) {
  plot_curve(p, colour[k], 0.8, PLOT_SOLID, label[k], N, sigma, noise[k]);
  plot_dots(p, colour[k], PLOT_DISC, label[k], N, sigma, noise[k]);
  plot_text(p, 1.6, noise[0][0]*pow(2, 1-1.7*k), "l", label[k]);
}
plot_end(p);

@ The regression of the box on page~\pageref{wr:moons-own}: a small set, by brute force. If
$\EE[T\given X]=m$, the product of $T-m$ with any function of~$X$ has the mean zero. We take $m-X$ itself,
so that the coefficient is a relative bias. The own point, number~0, is added last; before, the sums are
those without it. The standard error treats the squares of $m-X$ as known, as they nearly are.

@<Experiments with the moons@>=
static void measure_own_point(void)
{
  enum {@+M=64@+};
  const double sigma = 0.1;
  double product[2] = {0}, square = 0, size = 0; /* with the own point, without */
  for (int t=0; t<(cli_quick() ? 4000 : 100000); t++) {
    double p[2*M], z[2], x[2], s[2], w0 = 0, w1[2] = {0};
    score_moons_sample(p, NULL, NULL, 1, 0, M, cli_seed(), 40, (uint64_t)t*M);
    rng_normal(z, 2, cli_seed(), 41, 2*(uint64_t)t);
    for (int i=0; i<2; i++) x[i] = p[i]+sigma*z[i];
    score_moons_score(s, 1, sigma, 1, x);
    double shift[2] = {sigma*sigma*s[0], sigma*sigma*s[1]}; /* $m-X$ */
    size += shift[0]*shift[0]+shift[1]*shift[1];
    for (int k=M-1; k>=0; k--) {
      double d[2] = {p[2*k]-x[0], p[2*k+1]-x[1]},@|
        w = exp(-0.5*(d[0]*d[0]+d[1]*d[1])/(sigma*sigma));
      w0 += w, w1[0] += w*d[0], w1[1] += w*d[1];
      if (k>1) continue;
      double one = (w1[0]/w0-shift[0])*shift[0]+(w1[1]/w0-shift[1])*shift[1];
      product[k] += one, square += k==0 ? one*one : 0;
    }
  }
  @<Tell what the own point does to the target@>@;
}

@ @<Tell what the own point does to the target@>=
double deviation = sqrt(square)/size, with = product[0]/size, without = product[1]/size;
results_number("moons.own_points", M, "%.0f"), results_number("moons.own_sigma", sigma, "%g");
results_number("moons.own_with", with, "%.3f"),@|
  results_number("moons.own_without", without, "%.3f");
results_number("moons.own_with_error", deviation, "%.3f");
results_within("moons.own", with/deviation, -4.5, 4.5);
results_within("moons.own", fabs(without)/deviation, 10, INFINITY);

@*1 Where the error sits.
All pictures show the network that was trained with references. In \fig{moons/field} the arrows are centred
on their points, and their lengths go with the square root of the score, relative to the longest arrow of
the panel.

@<Helpers of the program for the moons@>=
static double picture(double *density, double *x, int n, double half, double sigma)
{ /* density at the centres |x| of |n| by |n| cells about zero, of half width |half| in all;
     its largest value */
  double top = 0;
  for (int i=0; i<n*n; i++) x[2*i] = half*(2*(i%n)+1-n)/n, x[2*i+1] = half*(2*(i/n)+1-n)/n;
  score_moons_log_density(density, 1, sigma, (size_t)(n*n), x);
  for (int i=0; i<n*n; i++) density[i] = exp(density[i]), top = fmax(top, density[i]);
  return top;
}
@#
static void score(double *s, int exact, double sigma, size_t n, const double *x)
{ /* or the learnt one */
  if (exact) score_moons_score(s, 1, sigma, n, x);
  else moons_score(s, trial[REFERENCED].net, trial[REFERENCED].recipe.form, 1, sigma, n, x);
}

@ Colours stop short of white, so that white arrows can be seen.

@<Experiments with the moons@>=
static void draw_field(void)
{
  enum {@+N=72, A=11@+};
  static const double sigma[4] = {0.05, 0.2, 0.5, 1}, half[4] = {2, 2, 2.5, 3.5};
  static double x[2*N*N], density[N*N], at[2*A*A], unused[A*A], s[2*A*A];
  Plot *p = plot_new("field", 122, 0);
  plot_grid(p, 2, 4);
  for (int i=0; i<8; i++) {
    int k = i%4;
    double top = picture(density, x, N, half[k], sigma[k]), most = 0, u[A*A], v[A*A],@|
      px[A*A], py[A*A];
    char title[40];
    picture(unused, at, A, half[k], sigma[k]);
    score(s, i<4, sigma[k], A*A, at);
    for (int j=0; j<A*A; j++) most = fmax(most, hypot(s[2*j], s[2*j+1]));
    for (int j=0; j<A*A; j++) {
      double scale = 1.7*half[k]/A/sqrt(hypot(s[2*j], s[2*j+1])*most);
      u[j] = s[2*j]*scale, v[j] = s[2*j+1]*scale, px[j] = at[2*j]-0.5*u[j],@|
        py[j] = at[2*j+1]-0.5*v[j];
    }
    plot_panel(p, i);
    plot_axes(p, -half[k], half[k], -half[k], half[k],@|
      PLOT_EQUAL|PLOT_NO_X|PLOT_NO_Y, NULL, NULL);
    plot_image(p, "density", N, N, density, 0, 1.6*top);
    plot_pen(p, PLOT_WHITE, 0.7, PLOT_SOLID), plot_arrows(p, "score", A*A, px, py, u, v, 1);
    snprintf(title, sizeof title, "%s, $σ=%g$", i<4 ? "exact" : "learnt", sigma[k]),@|
      plot_title(p, title);
  }
  plot_end(p);
}

@ \fig{moons/map} shows where the error sits: not on the moons but around them, and between the tips.
\claim{moons.map} Where the density is between a hundredth and a tenth of its largest value, the mean square
error is \num{moons.map0} times what it is where the density is above a half, at $\sigma=0.1$, and
\num{moons.map1} times at $\sigma=0.5$. The loss weighs by the density, and the error is large where few
samples fall.

\showfig{moons/map}{Error of the learnt score, $\abs{\hat s-s}$ over the root mean square of~$s$, by
decades, at two noise levels; white: density, at a half, a tenth and a hundredth of its largest value.}

@<Experiments with the moons@>=
static void draw_map(void)
{
  enum {@+N=110@+};
  static const double sigma[2] = {0.1, 0.5}, half[2] = {2.2, 3};
  static double x[2*N*N], density[N*N], exact[2*N*N], s[2*N*N], off[N*N];
  Plot *p = plot_new("map", 122, 0);
  plot_grid(p, 1, 2);
  for (int i=0; i<2; i++) {
    double top = picture(density, x, N, half[i], sigma[i]),@|
      level[3] = {0.5*top, 0.1*top, 0.01*top};
    double scale = 0, mass = 0, sum[2] = {0}, count[2] = {0};
    score(exact, 1, sigma[i], N*N, x), score(s, 0, sigma[i], N*N, x);
    for (int j=0; j<N*N; j++) {
      double e = hypot(s[2*j]-exact[2*j], s[2*j+1]-exact[2*j+1]),@|
        size = hypot(exact[2*j], exact[2*j+1]);
      int place = density[j]>level[0] ? 0 : density[j]<level[1] &&@|
        density[j]>level[2] ? 1 : -1;
      if (place>=0) sum[place] += e*e, count[place]++;
      mass += density[j], scale += density[j]*size*size, off[j] = log10(e);
    }
    for (int j=0; j<N*N; j++) off[j] -= 0.5*log10(scale/mass);
    @<Draw one map of the error on the moons@>@;
  }
  plot_end(p);
}

@ Four decades of error, and the density as three lines over them.

@<Draw one map of the error on the moons@>=
char title[40];
double times = sum[1]/count[1]/(sum[0]/count[0]);
tell("map", i, times, "%.2g"), weigh("moons.map", times, 1.5, INFINITY);
plot_panel(p, i);
plot_axes(p, -half[i], half[i], -half[i], half[i], PLOT_EQUAL, "$x_1$", i==0 ? "$x_2$" : NULL);
plot_image(p, "error", N, N, off, -4, 0);
plot_pen(p, PLOT_WHITE, 0.8, PLOT_SOLID), plot_contours(p, "density", N, N, density, 3, level);
snprintf(title, sizeof title, "$σ=%g$", sigma[i]), plot_title(p, title);
if (i==1) plot_bar(p, -4, 0, "error, powers of ten");

@*1 Where nobody has been.
What should a score be far from the data, where the network has never seen a sample? There is a law.

\begin{theorem}[Distance over noise]\label{th:moons-far}
  Let $X_0=Y+\rho Z'$ with a standard normal $Z'$ independent of~$Y$, and let the support of the law of $Y$
  be a compact set~$K$. Then for every $x$ and every $\tau>0$
  \begin{equation}\label{eq:moons-far}
    d(x,\operatorname{conv}K)\le\tau^2\abs{s(x)}\le\max_{y\in K}\abs{x-y} .
  \end{equation}
  If $y_*$ is the only point of $K$ nearest to~$x$, then $\tau^2s(x)\to y_*-x$ as $\tau\to0$.
\end{theorem}
\begin{proof}
  $X=Y+\tau Z$ with another standard normal~$Z$, so $\tau^2s(x)=\EE[Y\given X=x]-x$ by Tweedie's formula,
  and the conditional mean lies in the convex hull of~$K$: the left inequality. The right one is
  $\abs{\EE[Y-x\given x]}\le\EE[\abs{Y-x}\given x]$. For the limit let $d=\abs{x-y_*}$ and $U$ a ball around
  $y_*$. On $K\setminus U$, which is compact, $\abs{x-y}^2\ge d^2+2\varepsilon$ for some $\varepsilon>0$;
  near $y_*$ there is a set of mass $c>0$ with $\abs{x-y}^2\le d^2+\varepsilon$. By Bayes' rule $P(Y\notin
  U\given x)\le
  e^{-(d^2+2\varepsilon)/2\tau^2}/\bigl(ce^{-(d^2+\varepsilon)/2\tau^2}\bigr)=e^{-\varepsilon/2\tau^2}/c\to0$.
  As $K$ is bounded and $U$ as small as one likes, the mean tends to $y_*$.
\end{proof}
@^low density@>
@^convex hull@>

Where the density is small the score is large, and it does not know how small the density is: it is the
distance to the data over $\tau^2=\rho^2+\sigma^2$. \fig{moons/far} walks along a ray. \claim{moons.far}
From radius~2 to~6, at $\sigma=0.1$, the ratio of $\tau^2\abs s$ to the distance from the nearest arc lies
between \num{moons.far_low} and \num{moons.far_high}. \claim{moons.far_learnt} The network is another
matter. At $\sigma=0.1$ the farthest of a hundred thousand samples is at radius \num{moons.far_seen}; at
radius~3 the network errs by \num{moons.far_off} per cent and at radius~6 by \num{moons.far_end} per cent.
The loss has no opinion about places where nobody has been. The skip connection of \eqref{eq:moons-denoiser}
knows the way home at large noise, where it is nearly the whole answer; at small noise it pulls with the
force $-x/(C_i+\sigma^2)$, which is too weak by a factor of about $C_i/\tau^2$, and the rest is left to a
network that grows like~$x$. A sampler must therefore come from large noise to small, in steps that keep it
among the places where samples have been. Whether the error is small enough for those steps is the question
of Chapter~\ref{ch:samplers}, which reads the weights.
@^extrapolation@>

\showfig{moons/far}{$\tau^2\abs s$ along the ray at 75 degrees from the $x_1$-axis, exact (lines) and learnt
(circles), at three noise levels, and the distance to the nearest arc (grey). A score far from the data is a
distance.}

@<Helpers of the program for the moons@>=
static double arc_distance(double x, double y)
{ /* from the nearer of the two arcs */
  double best = INFINITY;
  for (int side=-1; side<=1; side+=2) {
    double u = side*x+0.5, v = side*y+0.25;
    best = fmin(best, v>=0 ? fabs(hypot(u, v)-1) : hypot(fabs(u)-1, v));
  }
  return best;
}

@ Exact and learnt scores along the ray, both times $\tau^2$. What has been seen is asked of a hundred
thousand noisy points.

@<Experiments with the moons@>=
static void look_far_away(void)
{
  enum {@+N=121, LEVELS=3, FRESH=100000@+};
  static const double sigma[LEVELS] = {0.1, 0.5, 2};
  static double r[N], x[2*N], s[2*N], tau2_s[2][LEVELS][N], distance[N], fresh[2*FRESH];
    /* exact, learnt */
  double low = INFINITY, high = 0, seen = 0;
  for (int i=0; i<N; i++) {
    r[i] = 0.05*i, x[2*i] = r[i]*cos(75*pi/180), x[2*i+1] = r[i]*sin(75*pi/180);
    distance[i] = arc_distance(x[2*i], x[2*i+1]);
  }
  for (int k=0; k<2*LEVELS; k++) {
    double level = sigma[k/2];
    score(s, k%2==0, level, N, x);
    for (int i=0; i<N; i++) tau2_s[k%2][k/2][i] = (0.01+level*level)*hypot(s[2*i], s[2*i+1]);
  }
  for (int i=40; i<N; i++)
    low = fmin(low, tau2_s[0][0][i]/distance[i]),@|
      high = fmax(high, tau2_s[0][0][i]/distance[i]);
  score_moons_sample(fresh, NULL, NULL, 1, sigma[0], FRESH, cli_seed(), 50, 0);
  for (int i=0; i<FRESH; i++) seen = fmax(seen, hypot(fresh[2*i], fresh[2*i+1]));
  @<Tell how far the score of the moons is a distance@>@;
  @<Draw the score along a ray@>@;
}

@ @<Tell how far the score of the moons is a distance@>=
double off = fabs(tau2_s[1][0][60]/tau2_s[0][0][60]-1),@|
  end = fabs(tau2_s[1][0][N-1]/tau2_s[0][0][N-1]-1);
results_number("moons.far_low", low, "%.3f"), results_number("moons.far_high", high, "%.3f");
results_number("moons.far_seen", seen, "%.2f");
results_number("moons.far_off", 100*off, "%.2g"),@|
  results_number("moons.far_end", 100*end, "%.2g");
results_within("moons.far", fmax(1-low, high-1), 0, 0.1);
weigh("moons.far_learnt", seen, 0, 2.9), weigh("moons.far_learnt", off, 0.02, 10);

@ Every sixth point is a circle.

@<Draw the score along a ray@>=
static const int colour[LEVELS] = {PLOT_BLUE, PLOT_GREEN, PLOT_VERMILLION};
double some_r[N/6+1], some[N/6+1];
Plot *p = plot_new("far", 100, 58);
plot_axes(p, 0, 6, 0, 6, 0, "radius", "$τ^2$ times length of the score");
plot_curve(p, PLOT_GREY, 2.4, PLOT_SOLID, "distance", N, r, distance);
for (int k=0; k<LEVELS; k++) {
  char label[30];
  snprintf(label, sizeof label, "$σ=%g$", sigma[k]);
  plot_curve(p, colour[k], 1, PLOT_SOLID, label, N, r, tau2_s[0][k]);
  for (int i=0; i<=N/6; i++) some_r[i] = r[6*i], some[i] = tau2_s[1][k][6*i];
  plot_dots(p, colour[k], PLOT_CIRCLE, label, N/6+1, some_r, some);
  plot_text(p, 0.4, 5.4-0.5*k, "l", label);
}
plot_end(p);

@*1 What was learnt.
\emph{The loss does not show the error.} With an exact score one can subtract the floor; of the loss of the
first trial the error was \num{moons.excess_percent} per cent.

\emph{All targets with the conditional mean $m$ have one minimum, and differ in noise.} Pairs remove the
$1/\sigma^2$ (Theorem~\ref{th:moons-pairs}), and made a row at $\sigma=0.01$ worth \num{moons.gain_pair}
rows; the posterior mean of a sample is unbiased if the own point is in it
(Theorem~\ref{th:moons-reference}), and brought the error down to \num{moons.score_error_reference}.

\emph{A weight belongs to a target.} It is the inverse variance of what is regressed on
(Theorem~\ref{th:moons-aitken}); with the weight of another target the same network lost factors from
\num{moons.ratio3} to \num{moons.ratio2}, and with all textbook choices together \num{moons.ratio11}.

\emph{Far from the data the score is a distance} (Theorem~\ref{th:moons-far}), which the network does not
know: at radius~3 it was off by \num{moons.far_off} per cent.

@*1 Checks.
The data and the form: \tested{moons}{axes} variances and axes against a quadrature over the arcs;
\tested[th:moons-size]{moons}{size} the bounds of Corollary~\ref{th:moons-size} by quadrature over the
plane; \tested{moons}{score} the learnt score of a network with zero output weights is that of a normal law,
also in other units. The batches: \tested{moons}{levels} the levels have the law that the recipe says;
\tested{moons}{pairs} pairs share what they should and nothing else, and no step repeats another.

The targets: \tested{moons}{exact} the exact one is the posterior mean; \tested{moons}{angle} the angle's
has the same conditional mean in seven moments, and less noise by the amount of Theorem~\ref{th:score-rao};
\tested[th:moons-reference]{moons}{reference} so has that of references (Theorem~\ref{th:moons-reference}),
with the noise of \eqref{eq:moons-effective} within a factor of two; \tested{moons}{reference\_sum} the sum
over sorted cells is the sum over the whole set. \tested[th:moons-pairs]{moons}{sliced} With the rows of the
chapter and a model whose gradient is known, both lines of \eqref{eq:moons-pairs} hold, the second with
order two; \tested[th:moons-pairs]{moons}{pair\_noise} the noise of a network's gradient grows like
$\tau^2/\sigma^2$ for single points and not for pairs. \tested{moons}{weights} The weights are the inverse
variances they claim to be, and \tested[th:moons-aitken]{moons}{aitken} in a linear model no power of them
does better (Theorem~\ref{th:moons-aitken}).

The measurement: \tested{moons}{floor} error and floor against quadrature; \tested{moons}{identity} loss is
floor plus excess, row by row; \tested[th:moons-far]{moons}{far} the bounds of Theorem~\ref{th:moons-far}
(how near its limit is at $\sigma=0.1$ the program weighs). The training: \tested{moons}{learn} every form
learns; \tested{moons}{resume} a training that is stopped and resumed, or run with another number of
threads, gives the same weights to the last bit; \tested{moons}{refuse} impossible recipes are refused.
\.{make check-long} trains all the long trials with three seeds each and holds them to the targets, and
interrupts the program three times while it runs: its files are those of an undisturbed run.

@*1 Notes.
The recipe in its outlines, noise levels in place of times, preconditioning and a weight to fit, is that of
\citet{karras2022}; that the blur of the data belongs into the preconditioning, and that the weight follows
from the variance of the target, is worked out here. Antithetic variates are due to \citet{hammersley1956},
sliced score matching, to which pairs lead, to \citet{song2019sliced}. Targets from reference batches are
those of \citet{xu2023}; \citet{aitken1936} has the theorem on weights. Noise levels as such entered the
subject with \citet{song2019}.

The experiment is small, and its conclusions are about what it contains: two dimensions, data without end, a
score known everywhere. With photographs nobody knows $p_0$, a reference set has no near neighbours at small
noise, and the blur is not known. What carries over is the way of asking: which noise does a target have,
what is its floor, and what would the weight be if the answer were linear in the parameters?

@*1 Exercises.
\begin{exercise}[10]\label{ex:moons-shrink}
  What is the relative error of $\hat s=cs$? Of the score of the next noise level, $\sigma'=1.1\,\sigma$,
  when the data is a single point?
\end{exercise}
\begin{answer}
  $(1-c)^2$. For a point $s=-x/\sigma^2$, so $c=1/1.21$ and $e=0.030$: an error of ten per cent in the noise
  level is one of seventeen in the score.
\end{answer}

\begin{exercise}[20]\label{ex:moons-linear}
  One dimension, $X_0\sim\normal(0,c)$, $D=\theta x$, loss $\frac12(D-X_0)^2$. Compute the variance of the
  gradient for a single row and for the mean of a pair at the optimal $\theta$. What is the gain as
  $\sigma\to0$, and as $\sigma\to\infty$?
\end{exercise}
\begin{answer}
  $g=(\theta X-X_0)X=(\theta-1)X_0^2+\theta\sigma^2Z^2+(2\theta-1)\sigma X_0Z$, three uncorrelated terms;
  the pair loses the last. So the variances are $2(\theta-1)^2c^2+2\theta^2\sigma^4$ and the same plus
  $(2\theta-1)^2c\sigma^2$. With $\theta=c/(c+\sigma^2)$ the pair has $4c^2\sigma^4/(c+\sigma^2)^2$ and the
  single row adds $c\sigma^2(c-\sigma^2)^2/(c+\sigma^2)^2$. Against one row a pair has the gain
  $1+(c-\sigma^2)^2/4c\sigma^2$, half of that against two: $c/4\sigma^2$ for $\sigma\to0$, and
  $\sigma^2/4c$ for $\sigma\to\infty$; at $\sigma^2=c$ none, and there a pair is worse than two independent
  rows. (At large noise a network gains nothing, \fig{moons/noise}: for features that are even in~$x$ the
  clean point, which the two rows share, does not cancel but counts twice.)
\end{answer}

\begin{exercise}[20]\label{ex:moons-angle}
  Show that the target \eqref{eq:moons-angle} has, at small noise and in units of~$F$, a variance of about 1
  in the direction along the arc, and much less across.
\end{exercise}
\begin{answer}
  $T-m=(\sigma^2/\tau^2)(A-\EE[A\given X])$. Along the arc the posterior of $A$ is nearly normal with the
  variance of the noise that hides it, $\tau^2$; across, the arc bends by $\tau^2/2$ only. So the variance
  is $\sigma^4/\tau^2$ along the arc, and $c_{\mathrm{out}}^2\approx\sigma^4/\tau^2$ up to the factor
  $(C_i-\rho^2)/(C_i+\sigma^2)$.
\end{answer}

\begin{exercise}[20]\label{ex:moons-weighted}
  Let the $X_k$ be drawn from another density $q$, with known ratios $r_k=p_0(X_k)/q(X_k)$, and $J$ with
  probability $r_k/\sum_jr_j$. Is $T=\sum r_kw_kX_k/\sum r_kw_k$ still unbiased?
\end{exercise}
\begin{answer}
  Given the $X_k$ and $X$ it is still $\EE[X_J\given\cdot]$; but $X_J$ has no longer the density $p_0$,
  since the sum that normalises is random. Its law tends to $p_0$ as $M\to\infty$, with an error of order
  $1/M$: here Xu's bias is real. For $r_k=1$ it vanishes.
\end{answer}

\begin{exercise}[25]\label{ex:moons-strata}
  Let the levels of a batch be stratified: row $r$ of $R$ gets $u=(r+\xi_r)/R$ with $\xi_r$ uniform. Which
  part of the gradient's variance disappears? Build it in.
\end{exercise}
\begin{answer}
  $\Var g=\EE\Var[g\given u]+\Var\EE[g\given u]$, and only the second part, the one between the levels, is
  reduced, to order $R^{-3}$ for a smooth dependence. But near the minimum $\EE[g\given u]$ is small for
  every $u$, and $\Var[g\given u]$, the noise of the targets, is not; so one gains early and nothing at the
  end; \solution{moons-1} It is small: in the sizes of \.{--quick} the first trial ends with the error
  \num{moons-1:moons.mean0}.
\end{answer}

\begin{exercise}[25]\label{ex:moons-memory}
  Train for ever with one reference set of $N$ points, used in all steps. To which field does the network
  tend if it can represent everything? What do samplers then produce, and what does the Fisher divergence
  say?
\end{exercise}
\begin{answer}
  To the minimiser for the data $\frac1N\sum\delta_{X_k}$: the score of the kernel density estimate
  $\frac1N\sum_k\normal(x;X_k,\sigma^2I)$. As $\sigma\to0$ a sampler returns the points $X_k$. The
  divergence from the score of $p_\sigma$ is small as long as $n\gg1$ in \eqref{eq:moons-effective}, and
  grows without bound below that level. Our sets change from group to group, and $2^{21}$ points keep
  $n>2000$ at $\sigma=0.01$.
\end{answer}

\begin{exercise}[30]\label{ex:moons-curl}
  The learnt field need not be a gradient. Measure its rotation, $\partial_1\hat s_2-\partial_2\hat s_1$,
  against the size of $\nabla s$, by |network_jacobian|. Could the error be reduced by removing it?
\end{exercise}
\begin{answer}
  The Jacobian of $D$ is $I+\sigma^2\nabla\hat s$, so the rotation is $(J_{21}-J_{12})/\sigma^2$. A field in
  the plane has two degrees of freedom, of which a gradient has one; an error without preference has half of
  its square in each. Helmholtz' decomposition with weight~$p$, that is solving
  $\nabla\cdot(p\nabla\phi)=\nabla\cdot(p\hat s)$, removes the other half. As a network it is $D=\nabla_x$
  of a scalar, and a gradient of a gradient in training: about three times the work for half of the error.
\end{answer}

\begin{exercise}[35]\label{ex:moons-odd}
  The moons are symmetric: $p(-x)=p(x)$. Who knows this can make $D$ odd. In what ways, and what should each
  gain?
\end{exercise}
\begin{answer}
  (1) Average: $\frac12(D(x)-D(-x))$, after the training. If the errors of the two are independent it
  halves~$\bar e$. (2) Train with it: every row is worth two, for twice the work. (3) Put $x$ and $-x$ into
  one batch with targets $T$ and $-T$: pairs of another kind, which make the even part of the network fall
  to zero without noise. (4) Add the points $-X_k$ to a reference set: nothing is gained where there are
  enough. All of them halve at best; a symmetry of order two is a factor of two.
\end{answer}

\begin{exercise}[40]\label{ex:moons-project}
  With references the lowest level dominates the mean error. Combine the two: a pair whose targets are both
  taken from references. What does Theorem~\ref{th:moons-pairs} become, and what do you measure?
\end{exercise}
\begin{answer}
  The difference of the two targets is now $m_M(x_+)-m_M(x_-)$, and only the part that the two reference
  means have in common cancels. For $n\ll1$ the own point dominates both and the theorem holds; for $n\gg1$
  the two means err independently, at distances beyond $\sigma$, and a pair is two rows. So one expects a
  gain where $n\approx1$, that is with smaller sets: less work for the same noise at $\sigma=0.01$. The
  measurement is yours.
\end{answer}
