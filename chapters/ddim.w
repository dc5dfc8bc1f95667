@* Implicit models and the probability flow.
\label{ch:ddim}%
Must a sampler take the thousand steps for which its network was trained? That of the last chapter must, because it was built to undo a thousand small additions of noise. \citet{songj2021} noticed that nothing in the training knows about
the thousand. The loss sees one noisy point at a time, at one noise level; it fixes the law of $X_t$ for every~$t$, and is silent about the joint law at two times. So there is a whole family of processes that share these laws, one for every amount
$\eta$ of fresh noise in a step, and each of them can be run backward with the network that was trained for one. \fig{ddim/paths} shows three members.

\showfig{ddim/paths}{From the same noise to the two moons, with \num{ddim.paths_steps} steps and the exact score. No fresh noise (left), half of it (middle), all of it (right). Points are the ends of \num{ddim.paths} paths, of which all or six are drawn; coordinates are scaled to unit size at every noise level. Without noise the way is a
  curve that can be travelled in both directions.}
@^DDIM@>
@^Song, Jiaming@>

After this chapter one can take steps of any length with any $\eta$, and say what $\eta$ costs; recognise in the member without noise a first-order method for an ordinary differential equation, the same for VP, VE, sub-VP and every other
schedule; compute with that equation the exact likelihood of a point; invert a sample to the noise that it came from; and walk between two samples through the space of noise.

@ \emph{Notation.} A forward process leaves $X_t=\alpha X_0+\sigma Z$ at time~$t$. It was a lesson of Chapter~\ref{ch:sde} that a schedule is only a way of writing: after division by the signal all processes are one Brownian motion, run by the clock $n=\sigma^2/\alpha^2$ (Theorem~\ref{th:sde-clock}). We write
\begin{equation}\label{eq:ddim-bar}
  \bar x=x/\alpha ,\qquad \tilde s=\sigma/\alpha=\sqrt n ,
\end{equation}
and use $\tilde s$ in place of time wherever we can. At the level $\tilde s$ the density of $\bar X=X_0+\tilde s Z$ is $p(\bar x;\tilde s)$, a heat flow started from the data. The network, or the exact formula, gives the \emph{noise prediction}
$\hat\varepsilon=\EE[Z\given\bar X=\bar x]=-\tilde s\,\nabla\ln p$ and with it the \emph{data prediction} $\hat x_0=\bar x-\tilde s\hat\varepsilon=\EE[X_0\given\bar X=\bar x]$. An index $t$ means the noisier of two levels and $s$ the cleaner, $\tilde s_s<\tilde s_t$.
@^noise prediction@>
@^data prediction@>

@*1 A family with the same marginals.
Fix $x_0$ for a moment. Choose levels $\tilde s_0<\tilde s_1<\dots<\tilde s_N$ and for every step down, from $t$ to~$s$, a number $\varsigma$ with $0\le\varsigma\le\sigma_s$. Let $X_N=\alpha_Nx_0+\sigma_NZ$ and
\begin{equation}\label{eq:ddim-family}
  X_s=\alpha_sx_0+\sqrt{\sigma_s^2-\varsigma^2}\;\frac{X_t-\alpha_tx_0}{\sigma_t}+\varsigma Z ,
\end{equation}
with a new $Z\sim\normal(0,I)$ in every step.

\begin{theorem}[Marginals are kept]\label{th:ddim-kept}
  Given~$x_0$, every $X_s$ of \eqref{eq:ddim-family} has the law $\normal(\alpha_sx_0,\sigma_s^2I)$, whatever the $\varsigma$.
\end{theorem}
\begin{proof}
  True for $s=N$. If it is true for~$t$, the fraction in \eqref{eq:ddim-family} is $\normal(0,I)$ and independent of the new~$Z$; so $X_s-\alpha_sx_0$ is normal with variance $\sigma_s^2-\varsigma^2+\varsigma^2=\sigma_s^2$.
\end{proof}

In words: the old noise is kept in part, and topped up with new noise to what the level demands. A denoising network is trained on pairs $(X_t,Z)$ at single times, so it cannot tell the members apart.
@^marginals, not joint laws@>

\begin{theorem}[The Markov member]\label{th:ddim-markov}
  Let $v=\sigma_t^2-(\alpha_t/\alpha_s)^2\sigma_s^2$, the variance of the forward transition from $s$ to~$t$. With
  \begin{equation}\label{eq:ddim-posterior}
    \varsigma^2=\frac{\sigma_s^2}{\sigma_t^2}\,v
  \end{equation}
  for every step, \eqref{eq:ddim-family} is the forward process of Chapter~\ref{ch:sde}, described from its end. With any other $\varsigma$, and $\sigma_s>0$, the law of $X_t$ given $X_s$ depends on~$x_0$.
\end{theorem}
\begin{proof}
  Given $x_0$, all $X$ are jointly normal, so covariances decide. In the forward process $X_t=(\alpha_t/\alpha_s)X_s+\sqrt vZ$, hence $\Cov(X_s,X_t\given x_0)=(\alpha_t/\alpha_s)\sigma_s^2$. In \eqref{eq:ddim-family} it is $\sigma_t\sqrt{\sigma_s^2-\varsigma^2}$. They agree if
  $\sigma_t^2(\sigma_s^2-\varsigma^2)=(\alpha_t/\alpha_s)^2\sigma_s^4=(\sigma_t^2-v)\sigma_s^2$, which is \eqref{eq:ddim-posterior}. Then the whole chain agrees, since both are Markov chains in the order of falling noise: \eqref{eq:ddim-family} by construction, the forward process because a Markov chain is one in either direction. Conversely,
  if the law of $X_t$ given $X_s$ does not depend on~$x_0$, then neither does its mean, which is $\alpha_tx_0+\bigl(\Cov(X_s,X_t\given x_0)/\sigma_s^2\bigr)(X_s-\alpha_sx_0)$; so the covariance is $(\alpha_t/\alpha_s)\sigma_s^2$.
\end{proof}

@ One parameter scales the amount: $\varsigma=\eta\,\sqrt v\,\sigma_s/\sigma_t$. For VP, where $\alpha^2=\bar\alpha$ and $\sigma^2=1-\bar\alpha$,
\begin{equation}\label{eq:ddim-eta}
  \varsigma^2=\eta^2\,\frac{1-\bar\alpha_s}{1-\bar\alpha_t}\Bigl(1-\frac{\bar\alpha_t}{\bar\alpha_s}\Bigr) ,
\end{equation}
and $\eta=1$ is the posterior variance $\tilde\beta_t$ of DDPM. In the clock it is $\omega^2=\varsigma^2/\alpha_s^2=\eta^2\,n_s(n_t-n_s)/n_t$, $\eta^2$ times the variance of a Brownian bridge (Exercise~\ref{ex:sde-bridge}). The sampler does not know $x_0$ and puts the prediction in its place: \emph{denoise, then noise again, in part with the old noise},
@^Brownian bridge@>
\begin{equation}\label{eq:ddim-step}
  x_s=\alpha_s\hat x_0+\sqrt{\sigma_s^2-\varsigma^2}\;\hat\varepsilon+\varsigma z ,\qquad \hat x_0=(x_t-\sigma_t\hat\varepsilon)/\alpha_t .
\end{equation}

@(ddim.h@>=
#ifndef DDIM_H
#define DDIM_H
#include <stddef.h>
#include <stdint.h>
#include "heat.h"
#include "sde.h"
@#
double ddim_noise(double eta, double alpha_t, double sigma_t,@| double alpha_s, double sigma_s);
  /* the fresh noise $\varsigma$ of a step from level $t$ to a cleaner level~$s$; $0\le\eta\le1$ */
void ddim_step(double *x, size_t n, const double *eps, double eta,@|
  double alpha_t, double sigma_t, double alpha_s, double sigma_s,@| const double *z);
  /* \eqref{eq:ddim-step} on |n| coordinates in place; |z|: |n| standard normals, |NULL| if |eta==0|; with |eta==0| level~$s$ may
     also be the noisier one */
@<Interface of the probability flow@>@;
@<Interface of the exact results on samplers of Gaussian and one-dimensional data@>@;
#endif

@ The variance $v$ is a difference of nearly equal numbers when the step is short. In the form $\sigma_t^2-(\alpha_t\sigma_s/\alpha_s)^2=(\sigma_t-\alpha_t\tilde s_s)(\sigma_t+\alpha_t\tilde s_s)$ the subtraction happens once, before the squares.
@^cancellation@>

@(ddim.c@>=
#include <math.h>
#include <stdlib.h>
#include "base.h"
#include "rng.h"
#include "score.h"
#include "ddim.h"
@#
double ddim_noise(double eta, double alpha_t, double sigma_t,@| double alpha_s, double sigma_s)
{
  double old = alpha_t/alpha_s*sigma_s, v = (sigma_t-old)*(sigma_t+old);
  base_require(eta>=0 && eta<=1, "ddim_noise: eta from 0 to 1, not %g", eta);
  base_require(v>=0, "ddim_noise: a step to a noisier level takes no noise out");
  return sigma_t>0 ? eta*sigma_s/sigma_t*sqrt(v) : 0;
}
@#
void ddim_step(double *x, size_t n, const double *eps, double eta,@|
  double alpha_t, double sigma_t, double alpha_s, double sigma_s,@| const double *z)
{
  double fresh = eta==0 ? 0 : ddim_noise(eta, alpha_t, sigma_t, alpha_s, sigma_s);
  double a = alpha_s/alpha_t, kept = sqrt(fmax(0, sigma_s*sigma_s-fresh*fresh));
  double b = kept-a*sigma_t; /* the two terms that contain $\hat\varepsilon$ */
  base_require(fresh==0 || z!=NULL, "ddim_step: fresh noise is wanted, and none given");
  if (fresh==0) for (size_t i=0; i<n; i++) x[i] = a*x[i]+b*eps[i];
  else for (size_t i=0; i<n; i++) x[i] = a*x[i]+b*eps[i]+fresh*z[i]; // \eqref{eq:ddim-step}
}
@#
@<Functions of the probability flow@>@;

@ \begin{wrong}[Full noise and DDPM]
  ``$\eta=1$ is DDPM.'' It is the DDPM whose reverse variance is $\tilde\beta_t$; the other one in use, with variance $\beta_t$, is no member of the family, for it keeps the mean of $\eta=1$ and adds more noise than belongs to it. When levels are skipped, the variance is \eqref{eq:ddim-eta} with
  the two levels in it, not the $\tilde\beta_t$ of one step. \claim{ddim.skipped} On the linear schedule of a thousand levels, from level 1000 to level 900, the one is \num{ddim.skipped} times the other.
\end{wrong}
@^eta of DDIM@>

@*1 An exact step of a linear equation.
What is the member without noise? Divide \eqref{eq:ddim-step} with $\varsigma=0$ by $\alpha_s$:
\begin{equation}\label{eq:ddim-euler}
  \bar x_s=\hat x_0+\tilde s_s\hat\varepsilon=\bar x_t+(\tilde s_s-\tilde s_t)\,\hat\varepsilon(\bar x_t;\tilde s_t) .
\end{equation}
This is Euler's method, with $\tilde s$ as time. The equation behind it is an old acquaintance.

\begin{theorem}[One equation for all schedules]\label{th:ddim-one}
  Let $dX=fX\,dt+g\,dW$ have the signal $\alpha$ and the noise $\sigma$ with the hypotheses of Theorem~\ref{th:sde-clock}, and $n'>0$ for $t>0$. There, in the variables $\bar x=x/\alpha$ and $\tilde s$ its probability-flow equation $\dot x=fx-\frac12g^2\nabla\ln p_t$ is
  \begin{equation}\label{eq:ddim-ode}
    \frac{d\bar x}{d\tilde s}=\hat\varepsilon(\bar x;\tilde s)=-\tilde s\,\nabla\ln p(\bar x;\tilde s) ,
  \end{equation}
  which contains the data and nothing else.
\end{theorem}
\begin{proof}
  The score in $x$ is $-\hat\varepsilon/\sigma$, so $\dot x=fx+g^2\hat\varepsilon/(2\sigma)$. With $\alpha'=f\alpha$, $\frac d{dt}(x/\alpha)=g^2\hat\varepsilon/(2\sigma\alpha)$. By \eqref{eq:sde-clock} the clock has $n'=g^2/\alpha^2$, and $n'=2\tilde s\tilde s'$; so $g^2/(2\sigma\alpha)=\tilde s\tilde s'\alpha/\sigma=\tilde s'$.
\end{proof}

VP, VE, sub-VP, cosine, and the $\alpha=1$, $\sigma=t$ of \citet{karras2022}: one equation, traversed at different speeds and shown through different magnifying glasses. A solver that works in $(\bar x,\tilde s)$ does not notice which of them was used in training. \fig{ddim/one} shows it.
@^probability-flow equation@>
@^schedules, equivalence of@>

\showfig{ddim/one}{Left: the probability flow of a one-dimensional mixture in the variables of four processes, each in its own time; the five starting points correspond. Right: the same twenty paths, as $\bar x$ against $\tilde s$, on an axis that is linear near~0 and logarithmic beyond (a straight line looks bent there). There are five.}

@ \claim{ddim.one} The \num{ddim.one_paths} paths of the left half were computed each in its own time, by the classical Runge--Kutta method; brought to the variables of the right half they differ by \num{ddim.one_off} at most. In these variables the paths are nearly straight where $\tilde s$ is large: there $\hat x_0$ is nearly the mean of the data, and
$\bar x\approx\hat x_0+\tilde s\hat\varepsilon$ with $\hat\varepsilon$ constant. A straight line is what Euler's method integrates without error. This is why the step \eqref{eq:ddim-euler} can be long.

\begin{theorem}[Frozen noise]\label{th:ddim-frozen}
  With $\varsigma=0$ the step \eqref{eq:ddim-step} is the exact solution of $\dot x=fx+\frac{g^2}{2\sigma}\,e$ over the step, for the constant $e=\hat\varepsilon(x_t,t)$.
\end{theorem}
\begin{proof}
  With a constant $e$ in place of $\hat\varepsilon$, the proof of Theorem~\ref{th:ddim-one} gives $d\bar x/d\tilde s=e$, so $\bar x_s=\bar x_t+(\tilde s_s-\tilde s_t)e$.
\end{proof}
Methods that treat the linear part exactly and freeze only the rest are called \emph{exponential integrators}; this is the first of them, and Chapter~\ref{ch:solvers} has those of higher order.
@^exponential integrator@>

\showfig{ddim/euler}{Distance from the exact transport of a one-dimensional mixture, root mean square over \num{ddim.quantiles} equally spaced starts, with steps uniform in the time of a VP process: the same equation, the same levels, and the same number of network evaluations.}

@ How far are the computed ends from the true ones? On the line we know the truth without solving the equation. By Corollary~\ref{th:fokker_planck-quantile} the flow keeps the distribution function: the point with a fraction~$q$ of the mass to its left stays that point. So the exact flow maps quantiles to quantiles.
@^quantile transport@>

\begin{wrong}[Euler's method in which variable]
  ``DDIM is Euler's method for the probability flow.'' It is, in $\tilde s$; not in~$t$. \fig{ddim/euler} compares the two at the same levels. \claim{ddim.euler} Both have order one in the end, measured \num{ddim.order_ddim} and \num{ddim.order_euler}. With \num{ddim.euler_few} steps Euler's method in~$t$ is \num{ddim.euler_factor} times as far off: its step times the rate $\frac12\beta\le10$ of the linear part is not small, and DDIM is
  exact there. With \num{ddim.euler_many} steps it is DDIM that is \num{ddim.euler_late} times as far off. The exponential step is good for long steps; it has no better order, and not always the better constant. (For VP $x=\bar x/\sqrt{1+\tilde s^2}$, the variable in which normal data of variance~1 stand still: Theorem~\ref{th:solvers-scaled}.)
\end{wrong}
@^Euler's method@>

@*1 What noise costs, and what it buys.
As the steps become short, a member of the family becomes a stochastic equation.

\begin{theorem}[The limit]\label{th:ddim-limit}
  Let $h=\tilde s_t-\tilde s_s$, and $h\to0$ at a fixed $\tilde s_t>0$. In the variables $(\bar x,\tilde s)$ the step \eqref{eq:ddim-step} is
  \begin{equation}\label{eq:ddim-limit}
    \bar x_s=\bar x_t-\bigl((1+\eta^2)\,h+\bigO{h^2}\bigr)\hat\varepsilon+\eta\bigl(\sqrt{2\tilde s_th}+\bigO{h^{3/2}}\bigr)z ,
  \end{equation}
  to leading order the Euler--Maruyama step of the member $\lambda=\eta$ of the reverse family \eqref{eq:reversal-family}.
\end{theorem}
\begin{proof}
  With $y=\tilde s_t$, $n_s=(y-h)^2$ and the fresh variance $\omega^2=\eta^2n_s(n_t-n_s)/n_t$ we have $n_t-n_s=2yh-h^2$, so
  \[
    \begin{aligned}
    \omega^2&=\eta^2(2yh-5h^2)+\bigO{h^3} ,\\
    n_s-\omega^2&=y^2-2(1+\eta^2)yh+(1+5\eta^2)h^2+\bigO{h^3} .
    \end{aligned}
  \]
  The root of the second is $y-(1+\eta^2)h+\bigO{h^2}$; subtract $y$ to get the factor of~$\hat\varepsilon$. Per unit of $-\tilde s$ the original process has the variance $dn/d\tilde s=2\tilde s$, and the drift of that family is $\frac12(1+\lambda^2)\cdot2\tilde s\,\nabla\ln p=-(1+\lambda^2)\hat\varepsilon$.
\end{proof}

So $\eta$ chooses among samplers that all have the right law in the limit. Which is best at a finite number of steps? For Gaussian data every step is linear and the law of the sampler is known exactly.
@^lambda family@>

\begin{theorem}[The price of noise]\label{th:ddim-gauss}
  Let the data be $\normal(0,c^2)$ and the score exact, $q(\tilde s)=c^2+\tilde s^2$. One step maps the variance $V_t$ of $\bar x$ to
  \begin{equation}\label{eq:ddim-recursion}
    V_s=A^2V_t+\omega^2 ,\qquad A=\frac{c^2+\tilde s_t\sqrt{n_s-\omega^2}}{c^2+n_t} .
  \end{equation}
  Let the levels run between fixed ends $\tilde s_{\mathrm{start}}>\tilde s_{\mathrm{end}}>0$. Started with $V=q$ the recursion ends at $\tilde s_{\mathrm{end}}$ with the relative error
  \begin{equation}\label{eq:ddim-price}
    \frac Vq-1=-(1+\eta^2)^2\sum_{\mathrm{steps}}h^2\,\frac{c^2}{q^2}\Bigl(\frac{q_{\mathrm{end}}}{q}\Bigr)^{\eta^2}+\dots ,
  \end{equation}
  the dots standing for terms that are smaller by a factor which tends to zero with $\max h/\tilde s_t$; and a small relative error at the start is multiplied, to leading order, by $(q_{\mathrm{end}}/q_{\mathrm{start}})^{\eta^2}$.
\end{theorem}
\begin{proof}
  $\hat x_0=c^2\bar x/q$ and $\hat\varepsilon=\tilde s\bar x/q$ give \eqref{eq:ddim-recursion}. With $y=\tilde s_t$ and one more term in the root of the last proof,
  \[
    \sqrt{n_s-\omega^2}=y-(1+\eta^2)h+\frac{3\eta^2-\eta^4}{2y}h^2+\bigO{h^3} ,
  \]
  since the coefficient of $h^2/(2y)$ is $(1+5\eta^2)-(1+\eta^2)^2$. So $A=1-(1+\eta^2)\frac{hy}q+\frac{3\eta^2-\eta^4}2\frac{h^2}q+\dots$, and from $V_t=q$
  \[
    V_s=q-2(1+\eta^2)hy+(1+\eta^2)^2\frac{h^2y^2}q+(3\eta^2-\eta^4)h^2+2\eta^2hy-5\eta^2h^2+\dots
  \]
  The right value is $q-2hy+h^2$. Subtract: $h^2\bigl((1+\eta^2)^2y^2/q-1-2\eta^2-\eta^4\bigr)=-(1+\eta^2)^2h^2c^2/q$, and divide by~$q$. A relative error $r$ is carried to $rA^2q_t/q_s=r\bigl(1-2\eta^2hy/q+\dots\bigr)$, and $2hy/q$ is the decrease of $\ln q$ in the step: the factors multiply to $(q_{\mathrm{end}}/q)^{\eta^2}$. What was left out in a step is at most a constant times $h^3/(\tilde s_tq)$, relative to~$q$, since $\sqrt{n_s-\omega^2}$ is $\tilde s_t$ times a smooth function of $h/\tilde s_t\in[0,1]$; between fixed ends $1/q$ is at most a constant times $c^2/q^2$.
\end{proof}

@ The square $(1+\eta^2)^2$ is the cost: with full noise a step errs four times as much, since it has twice the drift. The power $\eta^2$ is the purchase: noise forgets errors made early, of the start, of the network or of the solver, while the deterministic flow carries every one of them to the end. Two grids bring out the balance.

\begin{corollary}[Two grids]\label{th:ddim-grids}
  Let $\tilde s_{\mathrm{start}}\gg c$. To leading order the relative error of the variance at the end is $-\frac hc\,\frac{\sqrt\pi}2\,(1+\eta^2)^2\,\Gamma(\frac32+\eta^2)/\Gamma(2+\eta^2)$ for equal steps $h$ down to $\tilde s=0$, and $-\frac12\delta\,(1+\eta^2)$ for equal steps $\delta$ in $\ln\tilde s$ down to $\tilde s_{\mathrm{end}}\ll c$.
\end{corollary}
\begin{proof}
  In \eqref{eq:ddim-price} put $h^2=h\,dy$ with constant~$h$, $q_{\mathrm{end}}=c^2$: $c^{2+2\eta^2}\int_0^\infty(c^2+y^2)^{-2-\eta^2}dy=\frac1c\cdot\frac{\sqrt\pi}2\Gamma(\frac32+\eta^2)/\Gamma(2+\eta^2)$, a Beta integral. For the other grid $h=\delta y$, and $\int_0^\infty(c^2+y^2)^{-2-\eta^2}y\,dy=\frac12c^{-2-2\eta^2}/(1+\eta^2)$. Equal steps are not short beside the last levels; but what is left out there, a constant times $h^3/(\tilde s_tc^2)$ a step, sums to the order $h^2\ln(1/h)$.
\end{proof}
@^Beta integral@>

\showfig{ddim/gaussian}{Error in the variance of the samples for Gaussian data ($c=\num{ddim.gauss_c}$, from $\tilde s=50$), against the number of steps: equal steps in $\tilde s$ (left) and in $\ln\tilde s$ (right). Points: the exact law of the sampler. Lines: \eqref{eq:ddim-price}.}

\claim{ddim.price} \fig{ddim/gaussian} shows recursion and theorem. With \num{ddim.gauss_steps} steps in $\ln\tilde s$ the ratios of error to prediction are \num{ddim.gauss_ratio0}, \num{ddim.gauss_ratio1} and \num{ddim.gauss_ratio2} for $\eta=0,\frac12,1$; full noise errs \num{ddim.gauss_log} times as much as none, predicted~2, and for the same accuracy needs as many times the steps. With equal
steps in $\tilde s$ the factor is \num{ddim.gauss_uniform} at \num{ddim.gauss_steps} steps and \num{ddim.gauss_limit} at \num{ddim.gauss_most}; in the limit it is~3.

@ Moons are not Gaussian, and the ranking of the samplers stands. \claim{ddim.few} With \num{ddim.few_steps} steps on the levels $0.1\sinh$ of a uniform grid and the exact score, \num{ddim.few_samples} samples with full noise are \num{ddim.few_eta2} from as many fresh data in energy distance, those without noise \num{ddim.few_eta0}, those with half of it \num{ddim.few_eta1}. Two samples of one law would show a standard deviation of \num{ddim.few_floor}, so the last two cannot be told apart. With a perfect score there is nothing to forget but the solver's errors. Chapter~\ref{ch:samplers} repeats the experiment with a network that errs.

@ The functions work on any model that predicts noise in the variables \eqref{eq:ddim-bar}.

@<Interface of the probability flow@>=
typedef struct {
  int d; /* dimension of a point */
  void (*noise)(double *eps, double *divergence, size_t n,@| const double *x, double sigma, const double *probe, const void *data);
    /* $\hat\varepsilon(\bar x;\tilde s)$ at |n| points, |eps| and |x|: |n| by |d|. If |divergence!=NULL|, also $\nabla\cdot\hat\varepsilon$ at each point, or, with a
       |probe| $z$ (|n| by |d|), the quadratic form $z\cdot(\nabla\hat\varepsilon)z$ */
  const void *data;
} DdimModel;
void ddim_moons_noise(double *eps, double *divergence, size_t n,@| const double *x, double sigma, const double *probe, const void *data);
  /* the exact prediction for the two moons, $d=2$; |data| is not used */
void ddim_mixture_noise(double *eps, double *divergence, size_t n,@| const double *x, double sigma, const double *probe, const void *data);
  /* the same for a |const HeatMixture *| on the line */
@#
void ddim_grid(double *sigma, int steps, double from, double to, double scale);
  /* |steps+1| levels, |scale| times $\sinh$ of a uniform grid: equal steps below |scale|, constant ratios above; |scale==INFINITY|: uniform */
void ddim_run(double *x, size_t n, const DdimModel *model, double eta,@| int steps, const double *sigma, uint64_t seed, uint64_t stream);
  /* the sampler \eqref{eq:ddim-step} in $\bar x$, from |sigma[0]| to |sigma[steps]|; with |eta==0| upward too; step |k| takes its
     normals from the stream |stream+k|, coordinate by coordinate */
@<More of the interface of the probability flow@>@;

@ Both models are a line or two on the functions of earlier chapters. For a two-dimensional point the quadratic form is $z_1^2\partial_1\hat\varepsilon_1+2z_1z_2\,\partial_1\hat\varepsilon_2+z_2^2\partial_2\hat\varepsilon_2$, as the Jacobian of a score is symmetric; with $z_1z_2$ replaced by~0 and the squares by~1 it is the divergence.

@<Functions of the probability flow@>=
void ddim_moons_noise(double *eps, double *divergence, size_t n,@| const double *x, double sigma, const double *probe, const void *data)
{
  (void)data;
  score_moons_score(eps, 1, sigma, n, x);
  for (size_t i=0; i<2*n; i++) eps[i] *= -sigma;
  if (divergence==NULL) return;
  double *J = base_reals(3*n);
  score_moons_jacobian(J, 1, sigma, n, x);
  for (size_t i=0; i<n; i++) {
    const double *j = J+3*i, *z = probe==NULL ? j : probe+2*i;
    divergence[i] = probe==NULL ? -sigma*(j[0]+j[2])@|
      : -sigma*(z[0]*z[0]*j[0]+2*z[0]*z[1]*j[1]+z[1]*z[1]*j[2]);
  }
  free(J);
}

@ On the line $(\ln p)''=p''/p-s^2$, and the chapter on heat has all three.

@<Functions of the probability flow@>=
void ddim_mixture_noise(double *eps, double *divergence, size_t n,@| const double *x, double sigma, const double *probe, const void *data)
{
  const HeatMixture *m = data;
  base_require(m->d==1, "ddim_mixture_noise: a mixture on the line, not in %d dimensions", m->d);
  heat_mixture_score(eps, m, 1, sigma*sigma, n, x);
  if (divergence!=NULL) {
    double *p = base_reals(n);
    heat_mixture_density(p, m, 1, sigma*sigma, n, x);
    heat_mixture_laplacian(divergence, m, 1, sigma*sigma, n, x);
    for (size_t i=0; i<n; i++)
      divergence[i] = -sigma*(divergence[i]/p[i]-eps[i]*eps[i])*(probe==NULL ? 1 : probe[i]*probe[i]);
    free(p);
  }
  for (size_t i=0; i<n; i++) eps[i] *= -sigma;
}
@#
void ddim_grid(double *sigma, int steps, double from, double to, double scale)
{
  base_require(steps>=1 && from>=0 && to>=0 && scale>0,@|
    "ddim_grid: at least one step, levels and scale not negative");
  for (int k=0; k<=steps; k++) {
    double u = (double)k/steps;
    sigma[k] = isinf(scale) ? from+(to-from)*u@|
      : scale*sinh(asinh(from/scale)+(asinh(to/scale)-asinh(from/scale))*u);
  }
  sigma[0] = from, sigma[steps] = to;
}

@ In these variables $\alpha=1$, and the sampler is a loop.

@<Functions of the probability flow@>=
void ddim_run(double *x, size_t n, const DdimModel *model, double eta,@| int steps, const double *sigma, uint64_t seed, uint64_t stream)
{
  size_t m = n*(size_t)model->d;
  double *eps = base_reals(m), *z = eta>0 ? base_reals(m) : NULL;
  for (int k=0; k<steps; k++) {
    model->noise(eps, NULL, n, x, sigma[k], NULL, model->data);
    if (eta>0) rng_normal(z, m, seed, stream+(uint64_t)k, 0);
    ddim_step(x, m, eps, eta, 1, sigma[k], 1, sigma[k+1], z);
  }
  free(eps), free(z);
}

@*1 Likelihood.
A flow that is followed exactly carries densities with it. So the deterministic sampler is not only a sampler: it evaluates the density of the model at any point.
@^likelihood@>
@^instantaneous change of variables@>

\begin{theorem}[Instantaneous change of variables]\label{th:ddim-likelihood}
  Let $p(\bar x;\tilde s)$ be the heat flow of the data and $\bar x(\tilde s)$ a solution of \eqref{eq:ddim-ode}. For $\tilde s_0,\tilde s_1>0$, and also down to $\tilde s_0=0$ if the data themselves have a smooth positive density,
  \begin{equation}\label{eq:ddim-likelihood}
    \ln p\bigl(\bar x(\tilde s_0);\tilde s_0\bigr)=\ln p\bigl(\bar x(\tilde s_1);\tilde s_1\bigr)+\int_{\tilde s_0}^{\tilde s_1}\nabla\cdot\hat\varepsilon\bigl(\bar x(\tilde s);\tilde s\bigr)\,d\tilde s .
  \end{equation}
  The same holds for any smooth velocity field in place of $\hat\varepsilon$ and the positive densities that its flow transports.
\end{theorem}
\begin{proof}
  Transport means $\partial_{\tilde s}p+\nabla\cdot(p\hat\varepsilon)=0$; for $\hat\varepsilon=-\tilde s\nabla\ln p$ it is the heat equation $\partial_{\tilde s}p=\tilde s\Delta p$. Along the path
  $\frac d{d\tilde s}\ln p=\bigl(\partial_{\tilde s}p+\hat\varepsilon\cdot\nabla p\bigr)/p=-\nabla\cdot\hat\varepsilon$. Integrate.
\end{proof}

The formula is due in this form to \citet{chen2018}; for diffusion models \citet{song2021} use it with a network in place of $\hat\varepsilon$, and then it gives the density of what the exact flow of that network produces, which is the fair meaning of ``likelihood of the model''. Three errors enter in practice:
that of the solver, that of the density assumed at the noisy end, and that of the divergence.

@ The solver integrates $\bar x$ and the logarithm of the volume together. Three methods suffice here, Euler's, Heun's and the classical one of order four; Chapter~\ref{ch:solvers} is about methods.

@<More of the interface of the probability flow@>=
typedef enum { DDIM_EULER=1, DDIM_HEUN=2, DDIM_RK4=4 } DdimMethod; /* their orders; also evaluations a step */
void ddim_flow(double *x, double *growth, size_t n, const DdimModel *model,@|
  DdimMethod method, int steps, const double *sigma, const double *probe);
  /* \eqref{eq:ddim-ode} from |sigma[0]| to |sigma[steps]|, up or down; |growth| (|n|, may be |NULL|): the integral of $\nabla\cdot\hat\varepsilon$
     over the way, or its estimate with a |probe| (|n| by |d|) that is kept along the path */
void ddim_log_likelihood(double *log_p, size_t n, const DdimModel *model,@|
  int steps, double from, double to, const double *x, const double *probe);
  /* \eqref{eq:ddim-likelihood} at level |from| by |DDIM_RK4| on the grid with scale 0.1, with the density $\normal(0,\tilde s_1^2I)$ at |to| */
void ddim_flow_time(double *x, size_t n, const SdeProcess *q, const DdimModel *model,@|
  int steps, double t0, double t1);
  /* $\dot x=fx+g^2\hat\varepsilon/(2\sigma)$ in the time of |q|, |steps| equal steps of |DDIM_RK4| */

@ A Runge--Kutta step of these three kinds evaluates slopes at $x+c_ihk_{i-1}$ and adds them with weights~$b_i$; each stage needs only the slope before it. The tables are
\[
  \begin{array}{l@@{\qquad}l@@{\qquad}l}
  \text{Euler:}&c=0&b=1\\
  \text{Heun:}&c=0,1&b=\frac12,\frac12\\
  \text{Kutta:}&c=0,\frac12,\frac12,1&b=\frac16,\frac13,\frac13,\frac16 .
  \end{array}
\]
The slope is a function of point and time; |slope| hides whether time is $\tilde s$ or~$t$.
@^Runge--Kutta method@>
@^Heun's method@>

@<Functions of the probability flow@>=
typedef void Slope(double *k, double *kd, size_t n, const double *x, double t,@| const double *probe, const void *what);
@#
static void runge_kutta(double *x, double *growth, size_t n, size_t m, Slope *slope,@|
  const void *what, int method, double t, double h, const double *probe, double *work)
{
  static const double c[5][4] = {{0}, {0}, {0,1}, {0}, {0,0.5,0.5,1}};
  static const double b[5][4] = {{0}, {1}, {0.5,0.5}, {0}, {1.0/6,1.0/3,1.0/3,1.0/6}};
  double *k = work, *y = k+m, *sum = y+m, *kd = growth ? sum+m : NULL;
  for (size_t i=0; i<m; i++) sum[i] = 0;
  for (int stage=0; stage<method; stage++) {
    double ch = c[method][stage]*h, bh = b[method][stage]*h;
    for (size_t i=0; i<m; i++) y[i] = stage==0 ? x[i] : x[i]+ch*k[i];
    slope(k, kd, n, y, t+ch, probe, what);
    for (size_t i=0; i<m; i++) sum[i] += bh*k[i];
    if (growth) for (size_t i=0; i<n; i++) growth[i] += bh*kd[i];
  }
  for (size_t i=0; i<m; i++) x[i] += sum[i];
}

@ @<Functions of the probability flow@>=
static void slope_sigma(double *k, double *kd, size_t n, const double *x, double sigma,@| const double *probe, const void *what)
{
  const DdimModel *model = what;
  model->noise(k, kd, n, x, sigma, probe, model->data);
}
@#
void ddim_flow(double *x, double *growth, size_t n, const DdimModel *model,@|
  DdimMethod method, int steps, const double *sigma, const double *probe)
{
  size_t m = n*(size_t)model->d;
  double *work = base_reals(3*m+n);
  base_require(method==DDIM_EULER || method==DDIM_HEUN || method==DDIM_RK4, "ddim_flow: no method %d", (int)method);
  if (growth) for (size_t i=0; i<n; i++) growth[i] = 0;
  for (int k=0; k<steps; k++)
    runge_kutta(x, growth, n, m, slope_sigma, model, method, sigma[k], sigma[k+1]-sigma[k], probe, work);
  free(work);
}

@ In the time of a process the point has to be divided by the signal before the model sees it.

@<Functions of the probability flow@>=
typedef struct { const SdeProcess *q; const DdimModel *model; } InTime;
@#
static void slope_time(double *k, double *kd, size_t n, const double *x, double t,@| const double *probe, const void *what)
{
  const InTime *w = what;@+ size_t m = n*(size_t)w->model->d;
  double alpha = sde_alpha(w->q, t), sigma = sde_sigma(w->q, t), g = sde_g(w->q, t), f = sde_f(w->q, t);
  double *bar = base_reals(m);
  (void)kd, (void)probe;
  for (size_t i=0; i<m; i++) bar[i] = x[i]/alpha;
  w->model->noise(k, NULL, n, bar, sigma/alpha, NULL, w->model->data);
  for (size_t i=0; i<m; i++) k[i] = f*x[i]+g*g/(2*sigma)*k[i];
  free(bar);
}
@#
void ddim_flow_time(double *x, size_t n, const SdeProcess *q, const DdimModel *model,@|
  int steps, double t0, double t1)
{
  size_t m = n*(size_t)model->d;
  double *work = base_reals(3*m), h = (t1-t0)/steps;@+ InTime what = {q, model};
  for (int k=0; k<steps; k++)
    runge_kutta(x, NULL, n, m, slope_time, &what, DDIM_RK4, t0+k*h, h, NULL, work);
  free(work);
}

@ The likelihood is one run upward and one normal density.

@<Functions of the probability flow@>=
void ddim_log_likelihood(double *log_p, size_t n, const DdimModel *model,@|
  int steps, double from, double to, const double *x, const double *probe)
{
  size_t d = (size_t)model->d;
  double *y = base_reals(n*d), *sigma = base_reals((size_t)steps+1);
  for (size_t i=0; i<n*d; i++) y[i] = x[i];
  ddim_grid(sigma, steps, from, to, 0.1);
  ddim_flow(y, log_p, n, model, DDIM_RK4, steps, sigma, probe);
  for (size_t i=0; i<n; i++) {
    double r2 = 0;
    for (size_t j=0; j<d; j++) r2 += y[i*d+j]*y[i*d+j];
    log_p[i] += log(heat_kernel((int)d, 0, to*to))-0.5*r2/(to*to);
  }
  free(y), free(sigma);
}

@ \emph{The noisy end.} The density of $\bar X$ at the last level is not the normal one that we put there. Averaged over the data, what the likelihood loses is the relative entropy of the two, and for a large last level it has a simple form.

\begin{theorem}[A normal end]\label{th:ddim-prior}
  Let the data have mean zero and covariance~$C$, and $p$ be the density of $X_0+\tilde s Z$. If the data are normal, then for $\tilde s\to\infty$
  \begin{equation}\label{eq:ddim-prior}
    \KL\bigl(p\,\Vert\,\normal(0,\tilde s^2I)\bigr)=\frac{\tr C^2}{4\tilde s^4}+\bigO{\tilde s^{-6}} .
  \end{equation}
  For bounded data of mean zero, also if blurred by an independent normal vector, the same is true.
\end{theorem}
\begin{proof}
  \emph{Normal data.} With the eigenvalues $c_i$ of~$C$ the relative entropy is $\frac12\sum_i\bigl(c_i/\tilde s^2-\ln(1+c_i/\tilde s^2)\bigr)$, and $a-\ln(1+a)=\frac12a^2+\bigO{a^3}$. \emph{Bounded data.} Let $\epsilon=1/\tilde s$. The ratio of the densities at $\tilde s z$ is $r=\EE e^{\epsilon z\cdot X_0-\epsilon^2\abs{X_0}^2/2}$, the expectation
  over $X_0$ alone. Its expansion in~$\epsilon$ has the Hermite polynomials of~$z$ as coefficients, $r=1+\frac{\epsilon^2}2\sum_{ij}C_{ij}(z_iz_j-\delta_{ij})+\epsilon^3R$, without a linear term since the mean vanishes; as $\abs{X_0}$ is bounded, $R$ is bounded by a polynomial times $e^{\epsilon c\abs z}$. Under
  $\normal(0,I)$ the relative entropy is $\EE r\ln r$; with $\EE r=1$ and $r\ln r=(r-1)+\frac12(r-1)^2+\bigO{\abs{r-1}^3}$ it is $\frac12\EE(r-1)^2+\bigO{\epsilon^6}=\frac{\epsilon^4}8\EE\bigl(z\cdot Cz-\tr C\bigr)^2+\bigO{\epsilon^6}$ (terms in $\epsilon^5$ pair polynomials of degrees two and three, which are orthogonal), and
  $\Var(z\cdot Cz)=2\tr C^2$. For bounded data plus an independent normal vector, as for the moons, the bound is a polynomial times $e^{\epsilon c\abs z+\epsilon^2c\abs z^2}$, and the rest is the same.
\end{proof}
@^prior, error of@>

\showfig{ddim/likelihood}{What a normal density at the last level loses in log-likelihood, averaged over the two moons: measured (points, with two standard errors) and by \eqref{eq:ddim-prior} (line).}

@ \claim{ddim.likelihood} With \num{ddim.like_steps} steps of order four from the data to $\tilde s=50$ and the exact density there, the log density of \num{ddim.like_points} points is reproduced within \num{ddim.like_error}; the observed order is \num{ddim.like_order}. \claim{ddim.prior} With a normal density at the end (\fig{ddim/likelihood}) the mean loss at
$\tilde s=\num{ddim.prior_at}$ is \num{ddim.prior_seen}, predicted \num{ddim.prior_theory}; at $\tilde s=50$ the prediction is \num{ddim.prior_50}. This error has nothing to do with the solver, and refining the grid does not reduce it.

@ \emph{The divergence} of a network in $d$ dimensions costs $d$ derivatives. \citet{hutchinson1990} estimates it by a quadratic form: if $\EE z=0$ and $\EE zz^{\mathsf T}=I$, then $\EE z\cdot Mz=\tr M$, which one derivative in the direction~$z$ gives. \citet{grathwohl2019} keep one $z$ along the whole path.
@^Hutchinson's estimator@>

\begin{theorem}[Variance of the estimate]\label{th:ddim-hutchinson}
  Let $M=\int\nabla\hat\varepsilon\,d\tilde s$ along a path, a symmetric matrix. The estimate $z\cdot Mz$ of $\tr M$ has the variance $2\sum_{ij}M_{ij}^2$ for $z\sim\normal(0,I)$, and $2\sum_{i\ne j}M_{ij}^2$ for independent signs $z_i=\pm1$.
\end{theorem}
\begin{proof}
  $\Cov(z_iz_j,z_kz_l)$ for $i\ne j$ is 1 if $\{k,l\}=\{i,j\}$ and else~0. For $i=j$ it is $\Var z_i^2$ if $k=l=i$, else~0: 2 for normal numbers, 0 for signs. Sum $M_{ij}M_{kl}$ times the covariance.
\end{proof}
Signs are never worse. In two dimensions $z\cdot Mz=\tr M\pm2M_{12}$ takes two values, and a pair of probes $(1,1)$, $(1,-1)$ gives the exact trace. \claim{ddim.hutchinson} On the moons the standard deviation of the log density, root mean square over points, is \num{ddim.hutch_normal} with a normal probe (predicted \num{ddim.hutch_normal_theory}) and
\num{ddim.hutch_sign} with signs (predicted \num{ddim.hutch_sign_theory}). These are errors of single points; they are unbiased and average out over a data set, and over repeated probes. They do not average out in $e^{\ln p}$, whose mean is too large.

@*1 Inversion.
Since \eqref{eq:ddim-ode} has a unique solution through every point, a sample can be followed back to the noise that made it: run the same method with the levels in the other order. Editing an image by changing its noise rests on this.
@^inversion@>

\begin{theorem}[Round trip]\label{th:ddim-roundtrip}
  Let $\hat\varepsilon$ be twice continuously differentiable with bounded derivatives on the strip of levels considered. A step $h$ of Euler's method up, followed by the step down, moves $\bar x$ by
  \begin{equation}\label{eq:ddim-roundtrip}
    -h^2\bigl(\partial_{\tilde s}\hat\varepsilon+(\nabla\hat\varepsilon)\hat\varepsilon\bigr)+\bigO{h^3} .
  \end{equation}
  So the round trip over a fixed range has an error of order $h$, the longest step. For a smooth one-step method of order~$p$, and $\hat\varepsilon$ with bounded derivatives up to the order $p+2$, it is of order $h^p$ if $p$ is odd, and of order $h^{p+1}$ if $p$ is even.
\end{theorem}
\begin{proof}
  Up: $y=x+h\hat\varepsilon(x;\tilde s)$. Down: $y-h\hat\varepsilon(y;\tilde s+h)=x+h\bigl(\hat\varepsilon(x;\tilde s)-\hat\varepsilon(x+h\hat\varepsilon;\tilde s+h)\bigr)$; expand. In general, let $\phi_h$ be the exact flow and $\Phi_h=\phi_h+h^{p+1}C+\bigO{h^{p+2}}$ the step, with a smooth~$C$; the same formula with $-h$ is the step down. Since $\phi_{-h}$ is the identity up to $\bigO h$,
  \[
    \begin{aligned}
    \Phi_{-h}(\Phi_h(x))&=\phi_{-h}\bigl(\phi_h(x)+h^{p+1}C\bigr)+(-h)^{p+1}C+\bigO{h^{p+2}}\\
    &=x+\bigl(1+(-1)^{p+1}\bigr)h^{p+1}C+\bigO{h^{p+2}} .
    \end{aligned}
  \]
  For even~$p$ the two errors cancel. A round trip of $N$ steps is a nest of such pairs: the innermost moves the point at its level, the next adds to that, and the flow carries these moves down, multiplying them by a bounded factor.
\end{proof}

\showfig{ddim/inversion}{From data to noise and back, the same method both ways: median distance from the starting point, over \num{ddim.trip_points} points of the moons, against the number of network evaluations one way.}

\begin{wrong}[Inversion is not exact]
  ``DDIM can be inverted exactly.'' The equation can; the method cannot, unless its steps tend to zero. \claim{ddim.inversion} \fig{ddim/inversion}: a round trip of DDIM with \num{ddim.trip_few} steps each way misses by \num{ddim.trip_ddim} (median), on data whose arcs are a tenth wide. The observed orders are \num{ddim.trip_order1} for DDIM and, one more than their order each, \num{ddim.trip_order2} for Heun's method and \num{ddim.trip_order4} for
  that of order four: a good round trip flatters the method, whose noise is still off by its own order. Exercise~\ref{ex:ddim-implicit} makes the trip exact in floating-point arithmetic.
\end{wrong}

@*1 Interpolation.
Two samples have noises $z_1$ and $z_2$. A path between the noises becomes, through the flow, a path between the samples. Which path? The straight one, $(1-u)z_1+uz_2$, leaves the law. \fig{ddim/interpolation} shows one that stays.
@^interpolation@>
@^slerp@>

\begin{theorem}[Circles, not chords]\label{th:ddim-circle}
  Let $z_1,z_2\sim\normal(0,I)$ be independent. Then $az_1+bz_2\sim\normal(0,(a^2+b^2)I)$. So every point of $\cos\varphi\,z_1+\sin\varphi\,z_2$ is as good a start as $z_1$ itself: its image under any flow has the law of the image of~$z_1$; while the middle of the straight segment has half the variance.
\end{theorem}
\begin{proof}
  A sum of independent normal vectors is normal, and the covariances add.
\end{proof}

In high dimension $z_1$ and $z_2$ are nearly orthogonal and of nearly the same length $\sqrt d$, and the circle is nearly the \emph{spherical interpolation} $\bigl(\sin((1-u)\theta)\,z_1+\sin(u\theta)\,z_2\bigr)/\sin\theta$ with $\theta$ the angle between them, which is what programs offer. Of the two only the circle has a theorem. In two dimensions, where the angle may be near~$\pi$ and the
denominator near zero, the spherical one leaves the law badly.

\showfig{ddim/interpolation}{Between pairs of samples, the images of quarter circles in noise space (blue) bend along the arcs; straight segments between the samples (vermillion) do not. Grey: data.}

@ The function for the circle through both, and the one that practice uses.

@<Interface of the exact results on samplers of Gaussian and one-dimensional data@>=
void ddim_circle(double *z, size_t n, const double *a, const double *b, double phi); /* $\cos\varphi\,a+\sin\varphi\,b$, |n| coordinates */
void ddim_slerp(double *z, size_t n, int d, const double *a, const double *b, double u);
  /* spherical interpolation of |n| pairs of points in |d| dimensions; a chord where the two are parallel; |z| may not be |a| or~|b| */

@ @<Functions of the probability flow@>=
void ddim_circle(double *z, size_t n, const double *a, const double *b, double phi)
{
  double c = cos(phi), s = sin(phi);
  for (size_t i=0; i<n; i++) z[i] = c*a[i]+s*b[i];
}
@#
void ddim_slerp(double *z, size_t n, int d, const double *a, const double *b, double u)
{
  for (size_t i=0; i<n; i++, a += d, b += d, z += d) {
    double aa = 0, ab = 0, bb = 0, theta, p = 1-u, q = u;
    for (int j=0; j<d; j++) aa += a[j]*a[j], ab += a[j]*b[j], bb += b[j]*b[j];
    theta = acos(fmax(-1, fmin(1, ab/sqrt(aa*bb))));
    if (sin(theta)>1e-9) p = sin((1-u)*theta)/sin(theta), q = sin(u*theta)/sin(theta);
    for (int j=0; j<d; j++) z[j] = p*a[j]+q*b[j];
  }
}

@ \claim{ddim.circle} With \num{ddim.circle_samples} pairs, the images of the middles of circles are \num{ddim.circle_distance} from as many fresh data in energy distance, in units of the standard deviation that two samples of one law would show (the estimate is unbiased, so negative at times); those of chords \num{ddim.chord_distance}, those of spherical interpolation \num{ddim.slerp_distance}. \claim{ddim.low} Between samples of the same arc, the log density along the straight segment falls on average to
\num{ddim.low_straight} at its lowest, along the image of the circle to \num{ddim.low_circle}: the flow bends the path along the arc. Between samples of different arcs every continuous path crosses the gap, whatever the model; there the numbers are \num{ddim.gap_straight} and \num{ddim.gap_circle}.

@*1 The exact laws, as functions.
Two results serve as references for programs and tests: the recursion of Theorem~\ref{th:ddim-gauss} with its leading term, and the exact transport on the line.

@<Interface of the exact results on samplers of Gaussian and one-dimensional data@>=
double ddim_gaussian(double c2, double eta, int steps, const double *sigma, double V);
  /* \eqref{eq:ddim-recursion}: the variance at |sigma[steps]| of the sampler for data of variance |c2>0|, started at |sigma[0]| with variance |V| */
double ddim_gaussian_leading(double c2, double eta, int steps, const double *sigma); /* the sum in \eqref{eq:ddim-price} with its sign */
void ddim_transport(double *x, size_t n, const HeatMixture *mixture, double s2, double to);
  /* the points of level $\tilde s^2=|s2|$ with the same quantiles at $\tilde s^2=|to|$; $d=1$; by bisection, to the last place */

@ The sum takes $q$ and $h^2$ at the middle of each step; any point of it would serve to leading order, and this one leaves the next term smallest.

@<Functions of the probability flow@>=
double ddim_gaussian(double c2, double eta, int steps, const double *sigma, double V)
{
  for (int k=0; k<steps; k++) {
    double t = sigma[k], s = sigma[k+1], w = eta==0 ? 0 : ddim_noise(eta, 1, t, 1, s);
    double A = (c2+t*sqrt(fmax(0, s*s-w*w)))/(c2+t*t); // \eqref{eq:ddim-recursion}
    V = A*A*V+w*w;
  }
  return V;
}
@#
double ddim_gaussian_leading(double c2, double eta, int steps, const double *sigma)
{
  double e = eta*eta, end = c2+sigma[steps]*sigma[steps], sum = 0;
  for (int k=0; k<steps; k++) {
    double h = sigma[k+1]-sigma[k], y = 0.5*(sigma[k]+sigma[k+1]), q = c2+y*y;
    sum += h*h*c2/(q*q)*pow(end/q, e);
  }
  return -(1+e)*(1+e)*sum; // \eqref{eq:ddim-price}
}

@ The distribution function of a mixture is a sum of error functions. In the right tail it is near~1 and knows little about where it is; so the bisection compares the smaller tail of the two, upper with upper and lower with lower. It starts from a bracket that reaches forty standard deviations beyond the outermost components, where a tail underflows.
@^tails@>

@<Functions of the probability flow@>=
static double tail(const HeatMixture *m, double s2, double x, int upper)
{
  double sum = 0;
  for (int k=0; k<m->K; k++) {
    double z = (x-m->m[k])/sqrt(2*(m->v[k]+s2));
    sum += m->w[k]*0.5*erfc(upper ? z : -z);
  }
  return sum;
}
@#
void ddim_transport(double *x, size_t n, const HeatMixture *mixture, double s2, double to)
{
  base_require(mixture->d==1, "ddim_transport: a mixture on the line");
  for (size_t i=0; i<n; i++) {
    int upper = tail(mixture, s2, x[i], 1)<0.5;
    double q = tail(mixture, s2, x[i], upper), low, high;
    low = INFINITY, high = -INFINITY;
    for (int k=0; k<mixture->K; k++) {
      double reach = 40*sqrt(mixture->v[k]+to);
      low = fmin(low, mixture->m[k]-reach), high = fmax(high, mixture->m[k]+reach);
    }
    for (int k=0; k<200 && low<high; k++) {
      double mid = low+0.5*(high-low);
      if (mid<=low || mid>=high) break;
      if ((tail(mixture, to, mid, upper)>q)==upper) low = mid;@+ else high = mid;
    }
    x[i] = low+0.5*(high-low);
  }
}

@*1 The program.
The program has two parameters:
\parameters{ddim}
Data on the line are the mixture of Figure~\ref{fig:sde/forward}, data in the plane the moons. Experiment~$k$ uses the streams from $k\cdot2^{32}$ on.

@(ddim_main.c@>=
#include <math.h>
#include <stdlib.h>
#include "base.h"
#include "cli.h"
#include "rng.h"
#include "results.h"
#include "plot.h"
#include "stats.h"
#include "score.h"
#include "ddpm.h"
#include "ddim.h"
@#
static double c;
static int points;
static const CliParam table[] = {@|
  {"c", CLI_REAL, &c, 0.7, 0.1, 3, "spread of the Gaussian data"},@|
  {"points", CLI_INT, &points, 1000, 100, 100000, "points of the moons in averages"}
};
@<Data and helpers of the program on implicit models@>@;
@<Experiments on implicit models@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "ddim", table, 2);
  if (cli_quick()) points = 200;
  skip_levels();@+ draw_paths();@+ compare_schedules();@+ compare_euler();@+ price_of_noise();
  few_steps();@+ likelihood();@+ end_density();@+ random_divergence();@+ round_trips();@+ interpolate();@+ middles();
  return results_end();
}

@ The level at which we start, $\tilde s=50$, is far enough for everything but the likelihood with a normal end.

@<Data and helpers of the program on implicit models@>=
static const double weights[2] = {0.6, 0.4}, means[2] = {-1.8, 1.6}, variances[2] = {0.06, 0.15};
static const HeatMixture humps = {2, 1, weights, means, variances};
static const DdimModel moons = {2, ddim_moons_noise, NULL}, mixture = {1, ddim_mixture_noise, &humps};
static const double pi = 3.14159265358979323846, START = 50, KNEE = 0.1; /* the first level; the grid's scale */
static const int eta_colour[3] = {PLOT_BLUE, PLOT_GREEN, PLOT_VERMILLION};
static const char *eta_name[3] = {"$η=0$", "$η=1/2$", "$η=1$"};
static const double etas[3] = {0, 0.5, 1};
enum { PATHS=24, STEPS=100, KINDS=4, LINES=5, PIECES=60, Q=99, GRIDS=6, DOUBLINGS=9, LEVELS=5,@|
  PAIRS=200, SHOWN=7, ALONG=41, FINE=120 }; /* sizes of the experiments */
@#
static uint64_t stream(int experiment, int number)
{@+ return ((uint64_t)experiment<<32)+(uint64_t)number;@+}
@#
static double *noise_at_start(int n, uint64_t from) /* |n| points $\tilde s Z$ in the plane */
{
  double *x = base_reals(2*(size_t)n);
  rng_normal(x, 2*(size_t)n, cli_seed(), from, 0);
  for (int i=0; i<2*n; i++) x[i] *= START;
  return x;
}
@#
static double *data_points(int n, uint64_t from)
{
  double *x = base_reals(2*(size_t)n);
  score_moons_sample(x, NULL, NULL, 1, 0, (size_t)n, cli_seed(), from, 0);
  return x;
}

@ The box on skipped levels needs the schedule of \citet{ho2020}.

@<Experiments on implicit models@>=
static double fresh_variance(const double *bar, int t, int s) /* with $\eta=1$ */
{@+ return pow(ddim_noise(1, sqrt(bar[t]), sqrt(1-bar[t]), sqrt(bar[s]), sqrt(1-bar[s])), 2);@+}
@#
static void skip_levels(void)
{
  DdpmSchedule *q = ddpm_linear(1000, 1e-4, 0.02);
  double ratio = fresh_variance(q->alpha_bar, 1000, 900)/fresh_variance(q->alpha_bar, 1000, 999);
  ddpm_free(q);
  results_number("ddim.skipped", ratio, "%.0f"), results_within("ddim.skipped", ratio, 20, 100);
}

@ \emph{The opening figure} scales a point of level $\tilde s$ by $1/\sqrt{1+\tilde s^2}$, so that the way from noise to data fits in one picture. Every step has a stream of its own, as in one call of |ddim_run|.

@<Experiments on implicit models@>=
static void draw_paths(void)
{
  double sigma[STEPS+1], px[PATHS][STEPS+1], py[PATHS][STEPS+1], ex[PATHS], ey[PATHS];
  Plot *p = plot_new("paths", 122, 0);
  plot_grid(p, 1, 3);
  ddim_grid(sigma, STEPS, START, 0, KNEE);
  for (int k=0; k<3; k++) {
    double *x = noise_at_start(PATHS, stream(1, 0));
    for (int j=0; j<=STEPS; j++) {
      double scale = 1/sqrt(1+sigma[j]*sigma[j]);
      for (int i=0; i<PATHS; i++) {
        px[i][j] = scale*x[2*i], py[i][j] = scale*x[2*i+1];
        ex[i] = px[i][j], ey[i] = py[i][j];
      }
      if (j<STEPS) ddim_run(x, PATHS, &moons, etas[k], 1, sigma+j, cli_seed(), stream(1, 1+j));
    }
    plot_panel(p, k);
    plot_axes(p, -2.4, 2.4, -2.4, 2.4, PLOT_EQUAL|(k>0 ? PLOT_NO_Y : 0), NULL, NULL);
    plot_title(p, eta_name[k]);
    for (int i=0; i<(k==0 ? PATHS : 6); i++) plot_curve(p, eta_colour[k], 0.4, 0, "path", STEPS+1, px[i], py[i]);
    plot_dots(p, PLOT_BLACK, PLOT_DISC, "ends", PATHS, ex, ey);
    free(x);
  }
  plot_end(p);
  results_number("ddim.paths_steps", STEPS, "%.0f"), results_number("ddim.paths", PATHS, "%.0f");
}

@ \emph{One equation.} Four processes, each in its own time between the times at which $\tilde s$ is 10 and $0.05$. The paths are cut into pieces between levels of a common grid, so that they can be compared there.

@<Experiments on implicit models@>=
static void compare_schedules(void)
{
  static const double start[LINES] = {-1.3, -0.5, 0.1, 0.6, 1.4};
  static const int colour[KINDS] = {PLOT_BLUE, PLOT_VERMILLION, PLOT_GREEN, PLOT_PURPLE};
  static const char *name[KINDS] = {"VP", "VE", "sub-VP", "cosine"};
  static double t[PIECES+1], w[PIECES+1], x[KINDS][LINES][PIECES+1], bar[KINDS][LINES][PIECES+1];
  const SdeProcess q[KINDS] = {sde_vp(0.1, 20), sde_ve(0.01, 50), sde_subvp(0.1, 20), sde_cosine(0.008)};
  double sigma[PIECES+1], off = 0;
  Plot *p = plot_new("one", 122, 56);
  plot_grid(p, 1, 2);
  ddim_grid(sigma, PIECES, 10, 0.05, KNEE);
  for (int j=0; j<=PIECES; j++) w[j] = asinh(sigma[j]/KNEE);
  plot_panel(p, 0), plot_axes(p, 0, 1, -15, 15, 0, "$t$", "$x$");
  for (int k=0; k<KINDS; k++) @<Follow the five paths of process |k|, and draw them in its time@>@;
  @<Draw all paths in the common variables, and tell how far they differ@>@;
}

@ @<Follow the five paths of process |k|, and draw them in its time@>=
{
  double y[LINES];
  for (int j=0; j<=PIECES; j++) {
    t[j] = sde_time(&q[k], -2*log(sigma[j]));
    double alpha = sde_alpha(&q[k], t[j]);
    if (j==0) for (int i=0; i<LINES; i++) y[i] = 10*start[i]*alpha;
    else ddim_flow_time(y, LINES, &q[k], &mixture, PIECES, t[j-1], t[j]);
    for (int i=0; i<LINES; i++) x[k][i][j] = y[i], bar[k][i][j] = y[i]/alpha;
  }
  for (int i=0; i<LINES; i++) plot_curve(p, colour[k], 0.8, k==2 ? PLOT_DASHED : 0, name[k], PIECES+1, t, x[k][i]);
  for (int i=0; i<LINES; i++)
    for (int j=0; j<=PIECES; j++) off = fmax(off, fabs(bar[k][i][j]-bar[0][i][j]));
}

@ @<Draw all paths in the common variables, and tell how far they differ@>=
plot_pen(p, colour[1], 1, 0), plot_text(p, 0.72, 12, "r", "VE");
plot_pen(p, colour[0], 1, 0), plot_text(p, 0.12, -6, "l", "VP, sub-VP,");
plot_pen(p, colour[3], 1, 0), plot_text(p, 0.12, -8.5, "l", "cosine");
plot_panel(p, 1), plot_axes(p, 0, 5.4, -15, 15, 0, "asinh$(10σ/α)$", "$x/α$");
for (int k=0; k<KINDS; k++)
  for (int i=0; i<LINES; i++)
    plot_curve(p, colour[k], k==0 ? 2.4 : k==1 ? 1.2 : 0.6, 0, name[k], PIECES+1, w, bar[k][i]);
plot_end(p);
results_number("ddim.one_paths", KINDS*LINES, "%.0f");
results_number("ddim.one_off", off, "%.0e");
results_within("ddim.one", off, 0, 1e-10);

@ \emph{Euler in the wrong variable.} Both methods take the levels of steps uniform in the time of VP, from $t=1$ to $t=0.001$. The starts are equally spaced within one and a half standard deviations; the exact transport carries them down.

@<Experiments on implicit models@>=
static void compare_euler(void)
{
  static const int steps[GRIDS] = {10, 20, 40, 80, 160, 320};
  const SdeProcess vp = sde_vp(0.1, 20);
  double n[GRIDS], h[GRIDS], off[2][GRIDS], first[Q], last[Q], x[Q];
  double top = sde_sigma(&vp, 1)/sde_alpha(&vp, 1), bottom = sde_sigma(&vp, 0.001)/sde_alpha(&vp, 0.001);
  for (int i=0; i<Q; i++) first[i] = last[i] = top*1.5*((i+1)/(0.5*(Q+1))-1);
  ddim_transport(last, Q, &humps, top*top, bottom*bottom);
  for (int g=0; g<GRIDS; g++)
    for (int k=0; k<2; k++) {
      for (int i=0; i<Q; i++) x[i] = k==0 ? first[i] : first[i]*sde_alpha(&vp, 1);
      @<Take |steps[g]| steps in the time of VP, by DDIM or by Euler's method@>@;
      for (int i=0; i<Q; i++) x[i] -= last[i], x[i] *= x[i];
      off[k][g] = sqrt(stats_sum(Q, x)/Q), n[g] = steps[g], h[g] = 1.0/steps[g];
    }
  @<Tell and draw the errors of DDIM and of Euler's method in time@>@;
}

@ @<Take |steps[g]| steps in the time of VP, by DDIM or by Euler's method@>=
for (int j=0; j<steps[g]; j++) {
  double t = 1-0.999*j/steps[g], s = 1-0.999*(j+1)/steps[g], eps[Q], bar[Q];
  double at = sde_alpha(&vp, t), st = sde_sigma(&vp, t), as = sde_alpha(&vp, s), ss = sde_sigma(&vp, s);
  for (int i=0; i<Q; i++) bar[i] = k==0 ? x[i] : x[i]/at;
  ddim_mixture_noise(eps, NULL, Q, bar, st/at, NULL, &humps);
  if (k==0) ddim_step(x, Q, eps, 0, 1, st/at, 1, ss/as, NULL);
  else {
    double f = sde_f(&vp, t), g2 = sde_g(&vp, t)*sde_g(&vp, t);
    for (int i=0; i<Q; i++) x[i] += (s-t)*(f*x[i]+g2/(2*st)*eps[i]);
    if (j==steps[g]-1) for (int i=0; i<Q; i++) x[i] /= as;
  }
}

@ @<Tell and draw the errors of DDIM and of Euler's method in time@>=
double order[2] = {stats_slope(3, h+3, off[0]+3), stats_slope(3, h+3, off[1]+3)};
results_number("ddim.order_ddim", order[0], "%.2f");
results_number("ddim.order_euler", order[1], "%.2f");
results_number("ddim.euler_factor", off[1][2]/off[0][2], "%.1f");
results_number("ddim.euler_late", off[0][GRIDS-1]/off[1][GRIDS-1], "%.1f");
results_number("ddim.euler_few", steps[2], "%.0f"), results_number("ddim.euler_many", steps[GRIDS-1], "%.0f");
results_number("ddim.quantiles", Q, "%.0f");
results_within("ddim.euler", order[0], 0.9, 1.1), results_within("ddim.euler", order[1], 0.8, 1.2);
results_within("ddim.euler", off[1][2]/off[0][2], 3, INFINITY);
results_within("ddim.euler", off[0][GRIDS-1]/off[1][GRIDS-1], 1.2, INFINITY);
Plot *p = plot_new("euler", 84, 46);
plot_axes(p, 8, 400, 1e-3, 1, PLOT_LOG_X|PLOT_LOG_Y, "steps", "error");
for (int k=0; k<2; k++) {
  static const char *name[2] = {"DDIM", "Euler in $t$"};
  plot_curve(p, eta_colour[2*k], 0.8, 0, name[k], GRIDS, n, off[k]);
  plot_dots(p, eta_colour[2*k], PLOT_DISC, name[k], GRIDS, n, off[k]);
  plot_text(p, n[4-2*k], off[k][4-2*k]*1.6, "lb", name[k]);
}
plot_end(p);

@ \emph{The price of noise}, from the recursion alone: no sample is drawn.

@<Experiments on implicit models@>=
static void price_of_noise(void)
{
  double *sigma = base_reals((64<<(DOUBLINGS-1))+1), n[DOUBLINGS], seen[2][3][DOUBLINGS], theory[2][3][DOUBLINGS], c2 = c*c;
  for (int grid=0; grid<DOUBLINGS; grid++) {
    int steps = 64<<grid;
    n[grid] = steps;
    for (int kind=0; kind<2; kind++) {
      double end = kind==0 ? 0 : 0.01*c;
      if (kind==0) ddim_grid(sigma, steps, START, 0, INFINITY);
      else ddim_grid(sigma, steps, START, end, 1e-9);
      for (int k=0; k<3; k++) {
        double V = ddim_gaussian(c2, etas[k], steps, sigma, c2+START*START);
        seen[kind][k][grid] = 1-V/(c2+end*end);
        theory[kind][k][grid] = -ddim_gaussian_leading(c2, etas[k], steps, sigma);
      }
    }
  }
  free(sigma);
  @<Tell and draw what noise costs@>@;
}

@ @<Tell and draw what noise costs@>=
static const char *ratio[3] = {"ddim.gauss_ratio0", "ddim.gauss_ratio1", "ddim.gauss_ratio2"};
double logarithmic = seen[1][2][4]/seen[1][0][4], uniform = seen[0][2][DOUBLINGS-1]/seen[0][0][DOUBLINGS-1];
for (int k=0; k<3; k++) {
  double r = seen[1][k][4]/theory[1][k][4];
  results_number(ratio[k], r, "%.3f"), results_within("ddim.price", r, 0.98, 1.02);
}
results_number("ddim.gauss_c", c, "%g"), results_number("ddim.gauss_steps", n[4], "%.0f");
results_number("ddim.gauss_log", logarithmic, "%.2f");
results_number("ddim.gauss_uniform", seen[0][2][4]/seen[0][0][4], "%.2f");
results_number("ddim.gauss_limit", uniform, "%.2f"), results_number("ddim.gauss_most", n[DOUBLINGS-1], "%.0f");
results_within("ddim.price", logarithmic, 1.98, 2.02), results_within("ddim.price", uniform, 2.7, 3.3);
Plot *p = plot_new("gaussian", 122, 54);
plot_grid(p, 1, 2);
for (int kind=0; kind<2; kind++) {
  plot_panel(p, kind);
  plot_axes(p, 50, 20000, 1e-4, 3, PLOT_LOG_X|PLOT_LOG_Y|(kind ? PLOT_NO_Y : 0), "steps", kind ? NULL : "1 − variance / exact");
  plot_title(p, kind ? "equal steps in ln$(σ/α)$" : "equal steps in $σ/α$");
  for (int k=0; k<3; k++) {
    plot_curve(p, eta_colour[k], 0.8, 0, "theory", DOUBLINGS, n, theory[kind][k]);
    plot_dots(p, eta_colour[k], k, eta_name[k], DOUBLINGS, n, seen[kind][k]);
    if (kind==1) plot_text(p, n[2+2*k], seen[1][k][2+2*k]*(k==0 ? 0.6 : 1.8), k==0 ? "rt" : "lb", eta_name[k]);
  }
}
plot_end(p);

@ \emph{Few steps on the moons}, with the same starts and the same data for all.

@<Experiments on implicit models@>=
static void few_steps(void)
{
  static const char *key[3] = {"ddim.few_eta0", "ddim.few_eta1", "ddim.few_eta2"};
  int n = cli_quick() ? 200 : 3000;
  double far[3], floor = 0, sigma[17], *y = data_points(n, stream(6, 0));
  ddim_grid(sigma, 16, START, 0, KNEE);
  for (int k=0; k<3; k++) {
    double *x = noise_at_start(n, stream(6, 1));
    ddim_run(x, (size_t)n, &moons, etas[k], 16, sigma, cli_seed(), stream(6, 10));
    stats_energy(&far[k], &floor, 2, n, x, n, y);
    results_number(key[k], far[k], "%.1e"), free(x);
  }
  free(y);
  results_number("ddim.few_steps", 16, "%.0f"), results_number("ddim.few_floor", floor, "%.0e");
  results_number("ddim.few_samples", n, "%.0f");
  for (int k=0; k<2; k++) results_within("ddim.few", (far[2]-far[k])/floor, 3, INFINITY);
  results_within("ddim.few", (far[1]-far[0])/floor, -3, 3);
}

@ \emph{Likelihood.} The exact density at both ends; between them the flow.

@<Experiments on implicit models@>=
static void likelihood(void)
{
  double h[GRIDS], worst[GRIDS], order, *truth = base_reals((size_t)points), *growth = base_reals((size_t)points);
  double *last = base_reals((size_t)points), sigma[801], *x = data_points(points, stream(7, 0));
  score_moons_log_density(truth, 1, 0, (size_t)points, x), free(x);
  for (int g=0; g<GRIDS; g++) {
    int steps = 25<<g;
    x = data_points(points, stream(7, 0));
    ddim_grid(sigma, steps, 0, START, KNEE);
    ddim_flow(x, growth, (size_t)points, &moons, DDIM_RK4, steps, sigma, NULL);
    score_moons_log_density(last, 1, START, (size_t)points, x);
    worst[g] = 0, h[g] = 1.0/steps;
    for (int i=0; i<points; i++) worst[g] = fmax(worst[g], fabs(last[i]+growth[i]-truth[i]));
    free(x), cli_progress("likelihood", g+1, GRIDS);
  }
  free(truth), free(growth), free(last);
  results_number("ddim.like_points", points, "%.0f"), results_number("ddim.like_steps", 25<<(GRIDS-1), "%.0f");
  results_number("ddim.like_error", worst[GRIDS-1], "%.0e");
  order = stats_slope(3, h+2, worst+2), results_number("ddim.like_order", order, "%.2f");
  results_within("ddim.likelihood", worst[GRIDS-1], 0, 1e-6), results_within("ddim.likelihood", order, 3.5, 4.8);
}

@ \emph{The normal end}: the mean over the data of $\ln p-\ln\normal$ at the last level. Its standard error at $\tilde s=1$ is small beside it; for large $\tilde s$ the mean drowns in the noise of the sample, so we stop at 5. The covariance of the moons follows from the moments of $\cos\theta$ and $\sin\theta$:
$\frac34+b^2$, $\frac9{16}-\frac1\pi+b^2$ and, off the diagonal, $\frac18-\frac1\pi$, with $b=0.1$.

@<Experiments on implicit models@>=
static void end_density(void)
{
  static const double level[LEVELS] = {0.5, 1, 2, 3, 5};
  int n = cli_quick() ? 4000 : 200000;
  double C[3] = {0.75+0.01, 0.125-1/pi, 0.5625-1/pi+0.01}, trace = C[0]*C[0]+2*C[1]*C[1]+C[2]*C[2];
  double seen[LEVELS], bar[LEVELS], theory[LEVELS], *log_p = base_reals((size_t)n), *x = base_reals(2*(size_t)n);
  for (int k=0; k<LEVELS; k++) {
    double s2 = level[k]*level[k];
    score_moons_sample(x, NULL, NULL, 1, level[k], (size_t)n, cli_seed(), stream(8, k), 0);
    score_moons_log_density(log_p, 1, level[k], (size_t)n, x);
    for (int i=0; i<n; i++)
      log_p[i] -= log(heat_kernel(2, x[2*i]*x[2*i]+x[2*i+1]*x[2*i+1], s2));
    stats_mean(&seen[k], &bar[k], n, log_p);
    theory[k] = trace/(4*s2*s2), bar[k] *= 2;
  }
  free(x), free(log_p);
  results_number("ddim.prior_at", level[3], "%g");
  results_number("ddim.prior_seen", seen[3], "%.4f"), results_number("ddim.prior_theory", theory[3], "%.4f");
  results_number("ddim.prior_50", trace/(4*pow(START, 4)), "%.1e");
  double margin = 2*bar[3]+0.15*theory[3]; /* four standard errors, and the next term */
  results_within("ddim.prior", seen[3], theory[3]-margin, theory[3]+margin);
  Plot *p = plot_new("likelihood", 80, 44);
  plot_axes(p, 0.4, 7, 1e-4, 10, PLOT_LOG_X|PLOT_LOG_Y, "last level $σ/α$", "mean loss");
  double fine[2] = {0.4, 7}, power[2] = {trace/4*pow(0.4, -4), trace/4*pow(7, -4)};
  plot_curve(p, PLOT_GREY, 0.8, 0, "theory", 2, fine, power);
  plot_pen(p, PLOT_VERMILLION, 0.8, 0);
  plot_errors(p, "two standard errors", LEVELS, level, seen, bar);
  plot_dots(p, PLOT_VERMILLION, PLOT_DISC, "measured", LEVELS, level, seen);
  plot_end(p);
}

@ \emph{Random divergence.} The matrix $M$ of Theorem~\ref{th:ddim-hutchinson} comes from three probes: $(1,0)$ and $(0,1)$ give its diagonal, $(1,1)$ the rest.

@<Experiments on implicit models@>=
static void random_divergence(void)
{
  size_t n = (size_t)points;
  double sigma[STEPS+1], *z = base_reals(2*n), *M[5], sum[4] = {0}; /* estimates less the truth, squared; the variances */
  ddim_grid(sigma, STEPS, 0, START, KNEE);
  for (int k=0; k<5; k++) { /* the three parts, normal numbers, signs */
    double *x = data_points(points, stream(9, 0));
    M[k] = base_reals(n);
    if (k>=3) rng_normal(z, 2*n, cli_seed(), stream(9, 1), 0);
    for (size_t i=0; i<2*n; i++)
      if (k==4) z[i] = z[i]<0 ? -1 : 1;
      else if (k<3) z[i] = k==2 || (int)(i%2)==k;
    ddim_flow(x, M[k], n, &moons, DDIM_RK4, STEPS, sigma, z);
    free(x), cli_progress("divergence", k+1, 5);
  }
  static const char *name[4] = {"ddim.hutch_normal", "ddim.hutch_sign", "ddim.hutch_normal_theory", "ddim.hutch_sign_theory"};
  for (size_t i=0; i<n; i++) {
    double m11 = M[0][i], m22 = M[1][i], m12 = 0.5*(M[2][i]-m11-m22);
    for (int k=0; k<2; k++) sum[k] += (M[3+k][i]-m11-m22)*(M[3+k][i]-m11-m22)/points;
    sum[2] += 2*(m11*m11+2*m12*m12+m22*m22)/points, sum[3] += 4*m12*m12/points;
  }
  for (int k=0; k<4; k++) results_number(name[k], sqrt(sum[k]), "%.2f");
  double margin = 5*4/sqrt(points); /* five standard errors */
  results_within("ddim.hutchinson", sum[1]/sum[3], 1-1e-6, 1+1e-6);
  results_within("ddim.hutchinson", sum[0]/sum[2], 1-margin, 1+margin);
  results_less("ddim.hutchinson", sum[3], sum[2]);
  for (int k=0; k<5; k++) free(M[k]);
  free(z);
}

@ \emph{Round trips}, up and down with the same method and the same levels. The median ignores the few points near the gap between the moons, where the flow stretches.

@<Experiments on implicit models@>=
static int ascending(const void *a, const void *b)
{@+ double x = *(const double *)a, y = *(const double *)b;@+ return (x>y)-(x<y);@+}
@#
static double round_trip(DdimMethod method, int steps)
{
  double *x = data_points(points, stream(10, 0)), *y = data_points(points, stream(10, 0));
  double *up = base_reals((size_t)steps+1), *down = base_reals((size_t)steps+1), miss;
  ddim_grid(up, steps, 0, START, KNEE), ddim_grid(down, steps, START, 0, KNEE);
  ddim_flow(x, NULL, (size_t)points, &moons, method, steps, up, NULL);
  ddim_flow(x, NULL, (size_t)points, &moons, method, steps, down, NULL);
  for (int i=0; i<points; i++) x[i] = hypot(x[2*i]-y[2*i], x[2*i+1]-y[2*i+1]);
  qsort(x, (size_t)points, sizeof *x, ascending), miss = x[points/2];
  free(x), free(y), free(up), free(down);
  return miss;
}

@ @<Experiments on implicit models@>=
static void round_trips(void)
{
  static const DdimMethod method[3] = {DDIM_EULER, DDIM_HEUN, DDIM_RK4};
  static const char *name[3] = {"DDIM", "Heun", "order four"}, *key[3] = {"ddim.trip_order1", "ddim.trip_order2", "ddim.trip_order4"};
  static const double margin[3] = {0.1, 0.2, 0.5};
  double cost[GRIDS], h[GRIDS], miss[3][GRIDS], order[3];
  Plot *p = plot_new("inversion", 84, 48);
  plot_axes(p, 15, 1000, 1e-10, 1, PLOT_LOG_X|PLOT_LOG_Y, "evaluations", "median distance");
  for (int k=0; k<3; k++) {
    for (int g=0; g<GRIDS; g++) {
      int steps = (20<<g)/(int)method[k];
      cost[g] = 20<<g, h[g] = 1.0/steps, miss[k][g] = round_trip(method[k], steps);
    }
    order[k] = stats_slope(3, h+3, miss[k]+3), results_number(key[k], order[k], "%.2f");
    plot_curve(p, eta_colour[k], 0.8, 0, name[k], GRIDS, cost, miss[k]);
    plot_dots(p, eta_colour[k], k, name[k], GRIDS, cost, miss[k]);
    plot_text(p, cost[4]*1.15, fmax(miss[k][4], 2e-10)*1.6, "lb", name[k]);
  }
  plot_end(p);
  results_number("ddim.trip_points", points, "%.0f"), results_number("ddim.trip_few", 20, "%.0f");
  results_number("ddim.trip_ddim", miss[0][0], "%.2g");
  for (int k=0; k<3; k++) results_within("ddim.inversion", order[k], 2*k+1-margin[k], 2*k+1+margin[k]);
  results_within("ddim.inversion", miss[0][0], 0.05, INFINITY);
}

@ \emph{Interpolation.} Pairs of data points go up to the start; quarter circles between their noises come down. Along both kinds of path we look for the lowest density, apart for pairs from one arc (0) and from two~(1).

@<Experiments on implicit models@>=
static void interpolate(void)
{
  double up[FINE+1], down[FINE+1], low[2][2] = {{0}}, z[2*PAIRS], *end[2], *noise[2];
  int arc[2][PAIRS], count[2] = {0};
  double *path = base_reals(2*PAIRS*ALONG), *log_p = base_reals(PAIRS*ALONG);
  Plot *p = plot_new("interpolation", 76, 56);
  ddim_grid(up, FINE, 0, START, KNEE), ddim_grid(down, FINE, START, 0, KNEE);
  for (int k=0; k<2; k++) {
    end[k] = data_points(PAIRS, stream(11, k)), noise[k] = base_reals(2*PAIRS);
    score_moons_sample(noise[k], NULL, arc[k], 1, 0, PAIRS, cli_seed(), stream(11, k), 0);
    ddim_flow(noise[k], NULL, PAIRS, &moons, DDIM_RK4, FINE, up, NULL);
  }
  for (int i=0; i<PAIRS; i++) count[arc[0][i]!=arc[1][i]]++;
  plot_axes(p, -2, 2, -1.5, 1.5, PLOT_EQUAL, "$x_1$", "$x_2$");
  for (int k=0; k<2; k++) {
    double ex[PAIRS], ey[PAIRS];
    for (int i=0; i<PAIRS; i++) ex[i] = end[k][2*i], ey[i] = end[k][2*i+1];
    plot_dots(p, PLOT_GREY, PLOT_DOT, "data", PAIRS, ex, ey);
  }
  for (int kind=0; kind<2; kind++) @<Lay the paths of one kind, find their lowest density, draw some@>@;
  plot_end(p);
  results_number("ddim.low_straight", low[0][0], "%.1f"), results_number("ddim.low_circle", low[1][0], "%.1f");
  results_number("ddim.gap_straight", low[0][1], "%.1f"), results_number("ddim.gap_circle", low[1][1], "%.1f");
  results_within("ddim.low", low[1][0]-low[0][0], 1, INFINITY);
  for (int k=0; k<2; k++) free(end[k]), free(noise[k]);
  free(path), free(log_p);
}

@ @<Lay the paths of one kind, find their lowest density, draw some@>=
{
  for (int j=0; j<ALONG; j++) {
    double u = (double)j/(ALONG-1);
    if (kind==1) ddim_circle(z, 2*PAIRS, noise[0], noise[1], 0.5*pi*u);
    else for (int i=0; i<2*PAIRS; i++) z[i] = (1-u)*end[0][i]+u*end[1][i];
    for (int i=0; i<PAIRS; i++) path[2*(i*ALONG+j)] = z[2*i], path[2*(i*ALONG+j)+1] = z[2*i+1];
  }
  if (kind==1) ddim_flow(path, NULL, PAIRS*ALONG, &moons, DDIM_RK4, FINE, down, NULL);
  score_moons_log_density(log_p, 1, 0, PAIRS*ALONG, path);
  for (int i=0; i<PAIRS; i++) {
    double worst = INFINITY, px[ALONG], py[ALONG];
    int apart = arc[0][i]!=arc[1][i];
    for (int j=0; j<ALONG; j++) {
      worst = fmin(worst, log_p[i*ALONG+j]);
      px[j] = path[2*(i*ALONG+j)], py[j] = path[2*(i*ALONG+j)+1];
    }
    low[kind][apart] += worst/count[apart];
    if (i<SHOWN) plot_curve(p, kind ? PLOT_BLUE : PLOT_VERMILLION, 1, 0, kind ? "circle" : "straight", ALONG, px, py);
  }
}

@ \emph{Middles} of circles, of spherical interpolation and of chords, all from the same noises, against the same data.

@<Experiments on implicit models@>=
static void middles(void)
{
  static const char *key[3] = {"ddim.circle_distance", "ddim.slerp_distance", "ddim.chord_distance"};
  size_t n = cli_quick() ? 400 : 4000;
  double down[FINE+1], far[3], floor, *x = base_reals(2*n), *y = data_points((int)n, stream(12, 0));
  double *z1 = noise_at_start((int)n, stream(12, 1)), *z2 = noise_at_start((int)n, stream(12, 2));
  ddim_grid(down, FINE, START, 0, KNEE);
  for (int kind=0; kind<3; kind++) {
    if (kind==0) ddim_circle(x, 2*n, z1, z2, 0.25*pi);
    else if (kind==1) ddim_slerp(x, n, 2, z1, z2, 0.5);
    else for (size_t i=0; i<2*n; i++) x[i] = 0.5*(z1[i]+z2[i]);
    ddim_flow(x, NULL, n, &moons, DDIM_RK4, FINE, down, NULL);
    stats_energy(&far[kind], &floor, 2, (int)n, x, (int)n, y);
    results_number(key[kind], far[kind]/floor, kind==0 ? "%.1f" : "%.0f");
    results_within("ddim.circle", far[kind]/floor, kind==0 ? -5 : 10, kind==0 ? 5 : INFINITY);
    cli_progress("middles", kind+1, 3);
  }
  results_number("ddim.circle_samples", (double)n, "%.0f");
  free(x), free(y), free(z1), free(z2);
}

@*1 What was learnt.
One network, trained at single levels, serves a family of samplers, one for every amount $\eta$ of fresh noise. In the variables $\bar x$ and $\tilde s$ the member without noise is Euler's method for an equation that contains the data and nothing of the schedule. In these variables the step can be long: with \num{ddim.euler_few} steps
it is \num{ddim.euler_factor} times as close as Euler's method in~$t$, though the order is the same.

Fresh noise multiplies the local error by $(1+\eta^2)^2$, and lets early errors be forgotten with the power $\eta^2$; on Gaussian data the balance is a factor of 2 for full noise with equal ratios of levels, measured \num{ddim.gauss_log}, and 3 with equal steps. Without noise the flow gives the likelihood of a point, to \num{ddim.like_error} with \num{ddim.like_steps} steps, if the density at the noisy end is the right one;
a normal density there costs $\tr C^2/(4\tilde s^4)$. The way back to the noise is exact for the equation and of first order for DDIM, which misses by \num{ddim.trip_ddim} after \num{ddim.trip_few} steps each way. Between two samples the circle in noise space keeps the law; the chord and, in two dimensions, the spherical interpolation of practice do not.

@*1 Checks.
The family: \tested[th:ddim-kept]{ddim}{kept} chains of \eqref{eq:ddim-family} with fixed $x_0$ keep mean and variance; \tested[th:ddim-markov]{ddim}{posterior} $\eta=1$ gives $\tilde\beta$ of the linear schedule, as the literature tabulates it, the covariances of the forward process at three times, and smaller $\eta$ a mean of $X_t$ given $X_s$ that contains~$x_0$; \tested[th:ddim-frozen]{ddim}{frozen} the deterministic step solves the equation with frozen noise, integrated independently in the time of three processes;
\tested[th:ddim-limit]{ddim}{limit} its difference from \eqref{eq:ddim-limit} is of second order.

The flow: \tested[th:ddim-one]{ddim}{one} four processes give one path to $10^{-10}$, and \tested[th:ddim-one]{ddim}{transport} it keeps quantiles; methods have the orders 1, 2 and~4 against the exact transport. \tested[th:ddim-likelihood]{ddim}{likelihood} The log density of mixture and moons is reproduced to $10^{-6}$, and the growth along $\dot x=-x^3$ is that of its solution by hand; \tested[th:ddim-hutchinson]{ddim}{hutchinson} random probes have the variances of the theorem, with $M$ by differences,
and sign probes in two dimensions average to the exact value; \tested[th:ddim-prior]{ddim}{prior} for normal data and for the moons a normal end loses what \eqref{eq:ddim-prior} says. \tested[th:ddim-roundtrip]{ddim}{roundtrip} A step up and down misses by \eqref{eq:ddim-roundtrip}, and round trips with methods of the orders 1, 2 and~4 have the orders 1, 3 and~5.

Samplers: \tested[th:ddim-gauss]{ddim}{gaussian} the recursion has the variance that particles show; \tested[th:ddim-gauss,th:ddim-grids]{ddim}{price} its leading term and the closed forms on the two grids are right within a few per cent, and their ratios are 2 and~3; \tested[th:ddim-gauss]{ddim}{forgotten} an error of the start is forgotten with the power $\eta^2$. \tested[th:ddim-circle]{ddim}{circle} Circles keep the law, chords do not, slerp keeps ends and length;
\tested{ddim}{grid} levels have their ends and ratios.

@*1 Notes.
The family, the deterministic sampler, its inversion and spherical interpolation are in \citet{songj2021}; the continuous view, with the probability-flow equation and its likelihood, in \citet{song2021}, after the normalising flows of \citet{chen2018} and \citet{grathwohl2019}. \citet{karras2022} plead for $\tilde s$ as time. That the deterministic sampler is an exponential integrator was used by \citet{lu2022} and \citet{zhang2023} to build better
ones. The trace estimate with signs is due to \citet{hutchinson1990}. Theorem~\ref{th:ddim-gauss} we have not seen elsewhere.

@*1 Exercises.
\begin{exercise}[20]\label{ex:ddim-point}
  Let the data be one point~$a$. Show that one step of any length, with any $\eta$, gives a sample of the exact law at the new level. Why does Theorem~\ref{th:ddim-gauss} agree?
\end{exercise}
\begin{answer}
  $\hat x_0=a$ and $\hat\varepsilon=(\bar x-a)/\tilde s\sim\normal(0,I)$: \eqref{eq:ddim-step} is \eqref{eq:ddim-family} with the true $x_0$. The error has the factor $c^2$, which is zero. For the same reason all solvers are good where $\tilde s$ is large beside the data's spread.
\end{answer}

\begin{exercise}[20]\label{ex:ddim-flat}
  In Theorem~\ref{th:ddim-gauss} choose the steps for $\eta=0$: which grid with $N$ steps from $\infty$ to~0 makes the leading error smallest?
\end{exercise}
\begin{answer}
  With steps $h=\rho(y)^{-1}$ where $\rho$ is the density of levels, minimise $\int\frac1\rho\,\frac{c^2}{q^2}dy$ under $\int\rho\,dy=N$: $\rho\propto c/q$, so $\arctan(y/c)$ should be uniform. The error is then $-\frac1N\bigl(\int\frac cq\,dy\bigr)^2=-\frac1N\cdot\frac{\pi^2}4$, whatever~$c$.
\end{answer}

\begin{exercise}[20]\label{ex:ddim-entropy}
  Derive from \eqref{eq:ddim-likelihood} the identity of de Bruijn for the heat flow, $\frac d{dn}H=\frac12I$.
\end{exercise}
\begin{answer}
  Take expectations over data: $-H(\tilde s_0)=-H(\tilde s_1)+\int\EE\nabla\cdot\hat\varepsilon\,d\tilde s$, so $dH/d\tilde s=\EE\nabla\cdot\hat\varepsilon=-\tilde s\EE\Delta\ln p=\tilde s I$, by parts. And $dn=2\tilde s\,d\tilde s$.
\end{answer}

\begin{exercise}[25]\label{ex:ddim-expmean}
  The estimate of $\ln p$ by Hutchinson's method is unbiased. By what factor is the mean of its exponential too large, for a normal probe and small~$M$?
\end{exercise}
\begin{answer}
  With eigenvalues $m_i$ of $M$: $\EE e^{z\cdot Mz}=\prod(1-2m_i)^{-1/2}$ for $m_i<\frac12$, against $e^{\tr M}$. The logarithm of the factor is $\sum\bigl(-\frac12\ln(1-2m_i)-m_i\bigr)=\sum m_i^2+\dots$: half the variance, as always for nearly normal exponents. For $m_i\ge\frac12$ the mean is infinite.
\end{answer}

\begin{exercise}[25]\label{ex:ddim-implicit}
  Make the inversion of a deterministic step exact in floating-point arithmetic: on the way up solve $y=x+h\hat\varepsilon(y;\tilde s+h)$ for~$y$, the end of the step, by iteration. When does it converge? Build it in.
\end{exercise}
\begin{answer}
  The step down from~$y$ is $y-h\hat\varepsilon(y;\tilde s+h)=x$, exactly the inverse of the implicit step up. The iteration contracts if $h\norm{\nabla\hat\varepsilon}<1$. For normal data of standard deviation~$b$ this is $h\tilde s/(b^2+\tilde s^2)<1$, which holds on the grid that we use. Built into Euler's method for rising levels with thirty iterations, it lets the median round trip with 20 steps fall from \num{ddim.trip_ddim} to \num{ddim-1:ddim.trip_ddim}, a rounding error; the price is thirty evaluations a step; \solution{ddim-1}
\end{answer}

\begin{exercise}[30]\label{ex:ddim-second}
  The next term. Let $\eta=0$. Find the method that uses $\hat\varepsilon$ at the last two levels (two-step Adams--Bashforth in~$\tilde s$, steps of any length) and its local error. For Gaussian data, when is it smaller than that of DDIM to leading order, with equal steps and with equal ratios?
\end{exercise}
\begin{answer}
  With steps $h'$ before and $h$ now, $\bar x_s=\bar x_t-h\bigl((1+\frac h{2h'})\hat\varepsilon_t-\frac h{2h'}\hat\varepsilon_{t'}\bigr)$; the local error is $\frac{h^2(2h+3h')}{12}\hat\varepsilon''+\dots$, derivatives along the path, against $\frac12h^2\hat\varepsilon'$. On the path of normal data $\hat\varepsilon$ is proportional to $\tilde s/\sqrt q$, so $\hat\varepsilon''=-3\tilde s\hat\varepsilon'/q$, and the
  ratio of the errors is $(2h+3h')\tilde s/(2q)$ in size. With equal steps it is at most $5h/(4c)$, at $\tilde s=c$: better for $h<\frac45c$. With equal ratios, $h\approx h'\approx\delta\tilde s$, it is at most $\frac52\delta$: better for $\delta<\frac25$. Chapter~\ref{ch:solvers} develops the method in the logarithm of $\tilde s$.
\end{answer}
