@* Summary and outlook.
\label{ch:outlook}%
What has been shown fits on one page, and this chapter begins with it. Then come four sentences that we would keep if all others were lost, each with a number that backs it. The rest looks ahead: what has grown from the same root, with its key equation and the place where the book has a piece of it, or the word that it has none; and one such piece worked
out, the generation of a random field from coarse to fine by the Fourier modes of the heat flow itself (\fig{outlook/fields}).

\showfig{outlook/fields}{A random field generated in three ways, from left to right as the noise falls: all modes on one clock (above), coarse modes first by the clock of the heat flow (middle), all modes at the same ratio of noise to signal (below). The ends have the same law.}

@*1 The map.
The book in one table:
\begin{center}\small\renewcommand\arraystretch{1.2}
\begin{tabular}{@@{}p{14mm}>{\raggedright}p{31mm}>{\raggedright}p{31mm}>{\raggedright\arraybackslash}p{31mm}@@{}}
\toprule
& particles & densities & what is computed\\
\midrule
forward & $dX=fX\,dt+g\,dW$, \eqref{eq:sde-linear}; all are one Brownian motion in the clock $n=\sigma^2/\alpha^2$ (Theorem~\ref{th:sde-clock}) & Fokker--Planck, \eqref{eq:fokker_planck-1d}; in the clock the heat equation, \eqref{eq:heat} & exact kernels, \eqref{eq:sde-transition}; finite volumes (Theorem~\ref{th:fokker_planck-weights}); \mbox{Experiment~1}\\
learning & $\hat x_0=\EE[X_0\given X_t]$, Tweedie \eqref{eq:score-tweedie} & $s=\nabla\ln p_t$; relative entropy is score error, summed \eqref{eq:score-contraction} & denoising loss \eqref{eq:score-dsm}, the DDPM bound \eqref{eq:ddpm-bound}; \mbox{Experiment~2}\\
back & the $\lambda$ family, \eqref{eq:reversal-family} & Anderson's reversal (Theorem~\ref{th:reversal-anderson}); one flow for all schedules, \eqref{eq:ddim-ode} & DDPM \eqref{eq:ddpm-ancestral}, DDIM \eqref{eq:ddim-step}, exponential integrators \eqref{eq:solvers-exact}; \mbox{Experiment~3}\\
at rest & Langevin, \eqref{eq:langevin} & stationary density; entropy decays, \eqref{eq:langevin-lsi} & unadjusted, adjusted, annealed steps\\
given & conditional score by Bayes, \eqref{eq:poisson-bayes} & posterior $p(x\given y)$ & conditioning by input, guidance, projection; \mbox{Experiment~4}\\
\bottomrule
\end{tabular}
\end{center}

A row reads: an equation for a path, the equation of its density, and the numerical methods. Every arrow between the columns is a theorem of the book, and every entry of the last column a program.

@*1 Four sentences.
\emph{Adding noise is a partial differential equation, and a solved one.} It has an exact kernel, and what a solver computes can be held against it: a finite-volume scheme of order two gives the density of a diffusing mixture to \num{mixture.l1_1024} in the 1-norm, three grids together to \num{mixture.l1_richardson}.

\emph{Learning the score is regression on a conditional mean.} So it has a floor that can be computed, targets with less noise and the same minimum, and an error that adds up over the noise levels to a relative entropy. A network with the relative error \num{moons.score_error_reference} in the score of the moons produces, followed exactly, a law at the relative entropy \num{samplers.kl_learned} from the data.

\emph{Sampling is numerical integration.} Orders are observed (\num{samplers.order_rk4} for Runge and Kutta's method, \num{samplers.order_3m_published} where the published coefficient promised~3), constants are predicted, and the choice of variable and levels, made by asking for which data a step is exact, brought the cost of a sample on the network down to \num{samplers.floor_nfe} evaluations.

\emph{A constraint that is met says nothing about the law.} Projection brings the residual of Poisson's equation to \num{poisson.residual_projected} and leaves the law as it was; guidance meets the equation as well, to \num{poisson.dps_residual}, but leaves \num{poisson.dps_trace} of the posterior's variance, and its 90 per cent intervals hold the truth in \num{poisson.dps_c90} per cent of the cases; samples pressed onto the readings meet even these exactly, and move the probabilities of the hidden causes by \num{poisson.pressed_class_tv} in total variation. Only a comparison with the posterior tells the two apart.

@*1 What lies beyond.
\emph{The score has an equation of its own.} The gradient of the Fokker--Planck equation for $\ln p$ is a nonlinear equation in which $p$ does not occur.
@^score Fokker--Planck equation@>

\begin{theorem}[Score Fokker--Planck equation]\label{th:outlook-score}
  Let $p>0$ be a smooth solution of the Fokker--Planck equation of $dX=f(t)X\,dt+g(t)\,dW$ in $\RR^d$. Then $s=\nabla\ln p$ satisfies
  \begin{equation}\label{eq:outlook-score}
    \partial_ts=\nabla\Bigl[\tfrac12g^2\bigl(\nabla\cdot s+\abs s^2\bigr)-f\,x\cdot s\Bigr] .
  \end{equation}
\end{theorem}
\begin{proof}
  $\partial_tp=-\nabla\cdot(fxp)+\frac12g^2\Delta p$. Divide by~$p$: $\partial_t\ln p=-fd-fx\cdot s+\frac12g^2\Delta p/p$, and $\Delta p/p=\nabla\cdot s+\abs s^2$. Take the gradient; $fd$ does not depend on~$x$.
\end{proof}
A network $\hat s(x,t)$ that is trained level by level need not satisfy \eqref{eq:outlook-score}; the residual measures how far its levels contradict each other, and can be a loss \citep{lai2023}. In one dimension $\hat s$ may even be found by solving \eqref{eq:outlook-score} on a grid, Burgers' equation in disguise. We check the identity, and train no network with it.

\emph{Flow matching} \citep{lipman2023,liu2023,albergo2023} learns a velocity: along $x_t=(1-t)x_0+tz$ regress $z-x_0$ on $x_t$, then integrate $\dot x=v$.
@^flow matching@>

\begin{theorem}[Flow matching is the probability flow]\label{th:outlook-flow}
  For any signal and noise $\alpha,\sigma$ with derivatives, let $v(x,t)=\EE[\alpha'X_0+\sigma'Z\given X_t=x]$, $X_t=\alpha X_0+\sigma Z$. Where $\alpha>0$ and $n=\sigma^2/\alpha^2$ increases, $v=fx-\frac12g^2s$ with $f=\alpha'/\alpha$ and $g^2=\alpha^2n'$. The choice $\alpha=1-t$, $\sigma=t$ is flow matching along straight lines.
\end{theorem}
\begin{proof}
  $v=\alpha'\hat x_0+\sigma'\hat\varepsilon$, and $x=\alpha\hat x_0+\sigma\hat\varepsilon$, so $v=fx+(\sigma'-f\sigma)\hat\varepsilon$. With $\sigma=\alpha\sqrt n$, $\sigma'-f\sigma=\alpha(\sqrt n)'=\alpha n'/(2\sqrt n)=g^2/(2\sigma)$, and $\hat\varepsilon=-\sigma s$.
\end{proof}
So it is one more schedule, and one more name for the prediction; by Theorem~\ref{th:ddim-one} its exact flow has the paths of all the others. What is new is the freedom to join two arbitrary laws. Of all processes that do so, the one nearest to a given diffusion~$Q$ in relative entropy, $\min\KL(P\,\Vert\,Q)$ under $P_0=\mu$, $P_T=\nu$, is Schr\"odinger's \emph{bridge}
\citep{schrodinger1931,debortoli2021}: two potentials, one solving Kolmogorov's backward equation \eqref{eq:reversal-backward} and one the forward, whose product is the density. It is not implemented here.
@^Schr\"odinger bridge@>
@^optimal transport@>

\emph{Maximum likelihood.} With the weight $g^2$ the score error bounds the relative entropy, \eqref{eq:score-bound}; \citet{song2021mle} train with it. Chapter~\ref{ch:score} proves the bound, Chapter~\ref{ch:ddpm} measures what the weight does to training.
@^maximum likelihood@>

\emph{Latent diffusion} \citep{rombach2022} diffuses $z=E(x)$ for an encoder $E$ and decodes: $p(x)=\int p(x\given z)\,p(z)\,dz$. Experiment~4 does so with the simplest encoder there is, the first 64 sine coefficients.

\emph{Image to image} \citep{saharia2022} gives the known image $c$ to the network as an input: the loss $\EE\abs{\hat x_0(X_t,t,c)-X_0}^2$ has the minimum $\EE[X_0\given X_t,c]$, by the same theorem as without~$c$. It is what the network of Experiment~4 does with boundary data.

\emph{Inverse problems} have $y=Ax+\text{noise}$ and want $\nabla\ln p_t(x\given y)=\nabla\ln p_t(x)+\nabla\ln p_t(y\given x)$. The second term is an integral over $x_0$, and all practical methods approximate it. Chapter~\ref{ch:poisson} shows what that costs where the truth is known.

\emph{Distillation} \citep{song2023consistency} learns the map from a noisy point to the end of its path, $F(x_t,t)=x_0$, by the identity that $F$ is constant along the flow, $\partial_tF+\nabla F\cdot\dot x=0$: a transport equation for the map, solved by regression. Not implemented; Exercise~\ref{ex:outlook-map} has it on the line.
@^consistency model@>
@^distillation@>

@*1 From coarse to fine.
Pictures have more power in long waves than in short ones. Let $u$ be a Gaussian random field on the torus, with independent Fourier coefficients of variance $S(k)$. White noise added to all modes alike drowns the short waves first; running back, they come last. \citet{rissanen2023} and \citet{hoogeboom2023} make this explicit: let the forward process be the heat equation itself, with noise, so that
\begin{equation}\label{eq:outlook-modes}
  \hat u_k(t)=\alpha_k\hat u_k+\sigma_kz_k ,\qquad n_k=\sigma_k^2/\alpha_k^2 .
\end{equation}
Each mode is a diffusion with a clock of its own, and everything in Chapters~\ref{ch:sde} to~\ref{ch:solvers} applies mode by mode. Three clocks, in terms of a noise level $\nu$ that falls:
@^multi-scale generation@>
@^random field@>
\begin{align}
  n_k&=\nu^2 &&\text{white: one clock for all modes};\label{eq:outlook-white}\\
  n_k&=\nu^2e^{2\abs k^2\tau(\nu)} &&\text{heat: blurred by the heat flow up to the time $\tau(\nu)$};\label{eq:outlook-heat}\\
  n_k&=\nu^2S(k) &&\text{matched: the same ratio of noise to signal in every mode}.\label{eq:outlook-matched}
\end{align}
What do they cost?

\begin{theorem}[The cost of many scales]\label{th:outlook-cost}
  Let the deterministic sampler \eqref{eq:ddim-step} with exact scores start each mode with the variance $S(k)+n_k$ and take levels of $\sqrt{n_k}$ with the ratio $e^{-\delta}$ from step to step. The relative error of the variance of mode~$k$ at the end is, to leading order in~$\delta$,
  \begin{equation}\label{eq:outlook-cost}
    -\frac\delta2\Bigl[\frac{S}{S+n_{\rm end}}-\frac S{S+n_{\rm start}}\Bigr] .
  \end{equation}
  For the white clock, to end every mode with $n_{\rm end}\le\epsilon^2S$ and to start it with $n_{\rm start}\ge S/\epsilon^2$ takes $N=\frac1\delta\bigl(2\ln\frac1\epsilon+\frac12\ln\frac{\max S}{\min S}\bigr)$ steps; for the matched clock $N=\frac2\delta\ln\frac1\epsilon$.
\end{theorem}
\begin{proof}
  \eqref{eq:ddim-price} with $\eta=0$, $c^2=S$, $h=\delta y$: $-\delta\int S\,y\,dy/(S+y^2)^2=\frac\delta2\bigl[S/(S+y^2)\bigr]$ between the levels, with the sign stated. White: $\nu$ must run from $\sqrt{\max S}/\epsilon$ to $\epsilon\sqrt{\min S}$. Matched: from $1/\epsilon$ to~$\epsilon$.
\end{proof}
So the number of scales costs logarithmically, half of $\ln(\max S/\min S)$ over the step, and the matched clock does not pay it: whitening the data (Exercise~\ref{ex:mixture-whiten}) is the best preconditioner here as everywhere (\fig{outlook/spectrum}). The heat clock lies between: it brings the order of the scales, coarse first, and its cost is that of the fastest mode.

\showfig{outlook/spectrum}{Left: power spectra of the field after \num{outlook.steps} steps by the three clocks, and the exact one (line). Right: largest relative error of the spectrum over all modes against the number of steps.}

@ The interface gives the clocks, the exact spectrum of the sampler, and fields.

@(outlook.h@>=
#ifndef OUTLOOK_H
#define OUTLOOK_H
#include <stddef.h>
#include <stdint.h>
#include "heat.h"
#include "sde.h"
@#
typedef enum { OUTLOOK_WHITE, OUTLOOK_HEAT, OUTLOOK_MATCHED } OutlookClock;
double outlook_power(double k2); /* $S(k)=(1+\abs k^2)^{-2}$, the spectrum of this chapter */
double outlook_level(OutlookClock clock, double k2, double u);
  /* $\sqrt{n_k}$ at the place $0\le u\le1$ of the way: 0 the start, 1 the end; falling in |u| */
double outlook_variance(OutlookClock clock, double k2, int steps);
  /* the exact variance of a mode after |steps| steps of \eqref{eq:ddim-step}, $\eta=0$, uniform in |u|, divided by $S(k)+n_k$ at the end */
void outlook_field(double *u, OutlookClock clock, int n, int steps, int taken,@| uint64_t seed, uint64_t stream);
  /* the field $\alpha_ku_k+\sigma_kz_k$ on |n| by |n| points, |n| even, after |taken| of |steps| steps from the noise of the |stream|; $\alpha_k=1$ but for the heat clock */
double outlook_score_residual(double *rate, const HeatMixture *data,@| const SdeProcess *q, double t, double x);
  /* left less right side of \eqref{eq:outlook-score} for a mixture on the line, by central differences; |rate| is the left side */
double outlook_velocity(const HeatMixture *data, const SdeProcess *q, double t, double x);
  /* $v$ of Theorem~\ref{th:outlook-flow} on the line, from conditional means and differences of $\alpha$, $\sigma$ */
#endif

@ The range of $\abs k^2$ is that of a field of 64 by 64 points, at most $2\cdot32^2$. With $\epsilon=0.05$ the white clock starts at $\nu=1/\epsilon$ and ends at $\epsilon\sqrt{\min S}$. The heat clock takes $\nu$ from $1/\epsilon$ to~$\epsilon$ and lets the blur end with it in such a way that the last level of the shortest wave is $\epsilon\sqrt{\min S}$ there too: $\tau=\tau_1(1-u)$ with $\tau_1=\frac14$ blurs all but the longest waves, and
$\nu$ alone falls to $\epsilon\sqrt{\min S}$ at $u=1$.

@(outlook.c@>=
#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include "base.h"
#include "rng.h"
#include "fourier.h"
#include "ddim.h"
#include "outlook.h"
@#
static const double epsilon = 0.05, most = 2*32*32, blur = 0.25;
@#
double outlook_power(double k2)
{
  return 1/((1+k2)*(1+k2));
}
@#
double outlook_level(OutlookClock clock, double k2, double u)
{
  double first = 1/epsilon, last = clock==OUTLOOK_MATCHED ? epsilon : epsilon*sqrt(outlook_power(most));
  double nu = first*pow(last/first, u);
  base_require(u>=0 && u<=1, "outlook_level: u from 0 to 1, not %g", u);
  if (clock==OUTLOOK_HEAT) return nu*exp(fmin(blur*(1-u)*k2, 300)); // \eqref{eq:outlook-heat}
  return clock==OUTLOOK_MATCHED ? nu*sqrt(outlook_power(k2)) : nu;
}
@#
@<Functions of modes and fields@>@;
@<Functions that check two identities of the outlook@>@;

@ The spectrum of the sampler is exact, by the recursion of Theorem~\ref{th:ddim-gauss}: no field is drawn for it.

@<Functions of modes and fields@>=
double outlook_variance(OutlookClock clock, double k2, int steps)
{
  double *level = base_reals((size_t)steps+1), S = outlook_power(k2), V;
  for (int i=0; i<=steps; i++) level[i] = outlook_level(clock, k2, (double)i/steps);
  V = ddim_gaussian(S, 0, steps, level, S+level[0]*level[0])/(S+level[steps]*level[steps]);
  free(level);
  return V;
}

@ A real field wants coefficients with $\hat u_{-k}=\overline{\hat u_k}$. White noise on the grid has them: we transform it, scale each coefficient, and transform back. A deterministic step multiplies the coefficient by the factor $A$ of \eqref{eq:ddim-recursion}, so a sample is noise times a product, which is the root of a quotient of variances.
The forward transform of |fourier.h| divides by the number of points $n^2$, so its coefficients of white noise have the variance $1/n^2$; the scale supplies what lacks.

@<Functions of modes and fields@>=
void outlook_field(double *u, OutlookClock clock, int n, int steps, int taken,@| uint64_t seed, uint64_t stream)
{
  size_t all = (size_t)n*(size_t)n;
  double complex *x = base_new(all, sizeof *x), *y = base_new(all, sizeof *y);
  double *z = base_reals(all), *level = base_reals((size_t)steps+1);
  FourierComplex *plan = fourier_complex_new(n, n);
  base_require(taken>=0 && taken<=steps, "outlook_field: %d of %d steps", taken, steps);
  rng_normal(z, all, seed, stream, 0);
  for (size_t i=0; i<all; i++) x[i] = z[i]*n;
  fourier_complex_forward(y, plan, x);
  for (int j=0; j<n; j++)
    for (int i=0; i<n; i++) @<Multiply mode $(i,j)$ of the field by the root of its variance@>@;
  fourier_complex_inverse(x, plan, y);
  for (size_t i=0; i<all; i++) u[i] = creal(x[i]);
  fourier_complex_free(plan), free(x), free(y), free(z), free(level);
}

@ @<Multiply mode $(i,j)$ of the field by the root of its variance@>=
{
  double a = fourier_mode(i, n), b = fourier_mode(j, n), k2 = a*a+b*b, S = outlook_power(k2);
  for (int l=0; l<=taken; l++) level[l] = outlook_level(clock, k2, (double)l/steps);
  y[j*n+i] *= sqrt(ddim_gaussian(S, 0, taken, level, S+level[0]*level[0]));
  if (clock==OUTLOOK_HEAT) y[j*n+i] *= exp(-blur*(1-(double)taken/steps)*k2); /* $\alpha_k$ */
}

@ \emph{Two identities.} On the line \eqref{eq:outlook-score} has $\nabla\cdot s+s^2=p''/p$. The differences have an error of the order of the square of their step, $2\cdot10^{-4}$ in~$x$ and in~$t$.

@<Functions that check two identities of the outlook@>=
static double right_side(const HeatMixture *data, const SdeProcess *q, double t, double x)
{
  double a = sde_alpha(q, t), s2 = sde_sigma(q, t)*sde_sigma(q, t), g = sde_g(q, t), p, s, l;
  heat_mixture_density(&p, data, a, s2, 1, &x);
  heat_mixture_score(&s, data, a, s2, 1, &x);
  heat_mixture_laplacian(&l, data, a, s2, 1, &x);
  return 0.5*g*g*l/p-sde_f(q, t)*x*s;
}
@#
double outlook_score_residual(double *rate, const HeatMixture *data,@| const SdeProcess *q, double t, double x)
{
  double h = 2e-4, s[2];
  for (int i=0; i<2; i++) {
    double at = t+(i ? h : -h), sigma = sde_sigma(q, at);
    heat_mixture_score(&s[i], data, sde_alpha(q, at), sigma*sigma, 1, &x);
  }
  *rate = (s[1]-s[0])/(2*h);
  return *rate-(right_side(data, q, t, x+h)-right_side(data, q, t, x-h))/(2*h);
}

@ The velocity as flow matching defines it uses no score of the process and neither $f$ nor~$g$: the conditional means of $X_0$ and~$Z$ come from the posterior of the mixture's components.

@<Functions that check two identities of the outlook@>=
double outlook_velocity(const HeatMixture *data, const SdeProcess *q, double t, double x)
{
  double h = 1e-4, a = sde_alpha(q, t), s = sde_sigma(q, t), total = 0, mean = 0;
  double da = (sde_alpha(q, t+h)-sde_alpha(q, t-h))/(2*h), ds = (sde_sigma(q, t+h)-sde_sigma(q, t-h))/(2*h);
  for (int k=0; k<data->K; k++) {
    double m = data->m[k], v = data->v[k], V = a*a*v+s*s, w = data->w[k]*exp(-0.5*(x-a*m)*(x-a*m)/V)/sqrt(V);
    total += w, mean += w*(m+a*v/V*(x-a*m)); /* $\EE[X_0\given x]$ under component~|k| */
  }
  mean /= total;
  return da*mean+ds*(x-a*mean)/s;
}

@*1 The program.
It has no parameters of its own. Fields are 64 by 64; the spectrum is followed for wave numbers along the diagonal and the axis.

@(outlook_main.c@>=
#include <math.h>
#include <stdlib.h>
#include "base.h"
#include "cli.h"
#include "results.h"
#include "plot.h"
#include "stats.h"
#include "outlook.h"
@#
static const OutlookClock clocks[3] = {OUTLOOK_WHITE, OUTLOOK_HEAT, OUTLOOK_MATCHED};
static const char *clock_name[3] = {"white", "heat", "matched"};
static const int clock_colour[3] = {PLOT_BLUE, PLOT_VERMILLION, PLOT_GREEN};
enum { SIDE=64, HALF=SIDE/2 };
@<Experiments of the outlook@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "outlook", NULL, 0);
  show_fields();@+ compare_spectra();@+ check_identities();
  return results_end();
}

@ \emph{Fields on their way}, five stages a clock, all from one noise. Each is drawn in units of its own standard deviation, since noise of level 20 and a field of level~1 do not go on one scale.

@<Experiments of the outlook@>=
static void show_fields(void)
{
  enum { STAGES=5, STEPS=100 };
  static const int stage[STAGES] = {0, 40, 55, 75, 100};
  static double u[SIDE*SIDE];
  Plot *p = plot_new("fields", 122, 0);
  plot_grid(p, 3, STAGES);
  for (int c=0; c<3; c++)
    for (int i=0; i<STAGES; i++) {
      outlook_field(u, clocks[c], SIDE, STEPS, stage[i], cli_seed(), 1);
      double scale = sqrt(stats_variance(SIDE*SIDE, u));
      for (int j=0; j<SIDE*SIDE; j++) u[j] /= scale;
      plot_panel(p, STAGES*c+i);
      plot_axes(p, 0, 1, 0, 1, PLOT_EQUAL|PLOT_NO_X|PLOT_NO_Y, NULL, NULL);
      if (i==0) plot_title(p, clock_name[c]);
      plot_image(p, clock_name[c], SIDE, SIDE, u, -2.5, 2.5);
    }
  plot_end(p);
}

@ The largest error over all modes needs only the values of $\abs k^2$ that occur; we take those on the axis and the diagonal, which reach from the smallest to the largest.

@<Experiments of the outlook@>=
static double worst_error(OutlookClock clock, int steps)
{
  double worst = 0;
  for (int k=0; k<=HALF; k++)
    for (int d=1; d<=2; d++) worst = fmax(worst, fabs(outlook_variance(clock, (double)d*k*k, steps)-1));
  return worst;
}
@#
static void compare_spectra(void)
{
  enum { GRIDS=7, SHOWN=64 };
  double n[GRIDS], h[GRIDS], worst[3][GRIDS], wave[HALF], exact[HALF], power[3][HALF], quotient, cost;
  for (int g=0; g<GRIDS; g++) {
    n[g] = 16<<g, h[g] = 1/n[g];
    for (int c=0; c<3; c++) worst[c][g] = worst_error(clocks[c], 16<<g);
  }
  for (int k=1; k<=HALF; k++) {
    wave[k-1] = k, exact[k-1] = outlook_power((double)k*k);
    for (int c=0; c<3; c++) {
      double last = outlook_level(clocks[c], (double)k*k, 1);
      power[c][k-1] = outlook_variance(clocks[c], (double)k*k, SHOWN)*(exact[k-1]+last*last);
    }
  }
  @<Tell what the scales cost@>@;
  @<Draw the spectra and their errors@>@;
}

@ The prediction of Theorem~\ref{th:outlook-cost} for the quotient of the steps is the quotient of the ranges of $\ln\sqrt n$; that of the errors at equal numbers of steps is the same.

@<Tell what the scales cost@>=
double end = 0.05, S = outlook_power(2.0*HALF*HALF);
quotient = worst[0][GRIDS-1]/worst[2][GRIDS-1], cost = (2*log(1/end)-0.5*log(S))/(2*log(1/end));
results_number("outlook.steps", SHOWN, "%.0f");
results_number("outlook.order_white", stats_slope(3, h+GRIDS-3, worst[0]+GRIDS-3), "%.2f");
results_number("outlook.quotient", quotient, "%.2f"), results_number("outlook.cost", cost, "%.2f");
results_number("outlook.white", 100*worst[0][2], "%.1f"), results_number("outlook.matched", 100*worst[2][2], "%.1f");
results_number("outlook.heat", 100*worst[1][2], "%.1f");
results_within("outlook.cost", quotient/cost, 0.97, 1.03);
results_less("outlook.between", worst[2][2], worst[0][2]);
results_less("outlook.between", worst[0][2], worst[1][2]);

@ @<Draw the spectra and their errors@>=
Plot *p = plot_new("spectrum", 122, 56);
plot_grid(p, 1, 2), plot_panel(p, 0);
plot_axes(p, 0.9, 40, 1e-7, 1, PLOT_LOG_X|PLOT_LOG_Y, "wave number", "power");
plot_curve(p, PLOT_GREY, 1, 0, "exact", HALF, wave, exact);
for (int c=0; c<3; c++) plot_dots(p, clock_colour[c], c, clock_name[c], HALF, wave, power[c]);
plot_panel(p, 1);
plot_axes(p, 12, 3000, 1e-4, 1, PLOT_LOG_X|PLOT_LOG_Y, "steps", "largest relative error");
for (int c=0; c<3; c++) {
  plot_curve(p, clock_colour[c], 0.8, 0, clock_name[c], GRIDS, n, worst[c]);
  plot_dots(p, clock_colour[c], c, clock_name[c], GRIDS, n, worst[c]);
  plot_text(p, n[3], worst[c][3]*(c==0 ? 1.5 : 0.6), c==0 ? "lb" : c==1 ? "lt" : "rt", clock_name[c]);
}
plot_end(p);

@ \claim{outlook.cost} With many steps the error of the white clock is \num{outlook.quotient} times that of the matched one, predicted \num{outlook.cost}: this is the price of the range of scales, paid in steps. \claim{outlook.between} With \num{outlook.steps} steps the largest errors are \num{outlook.white} per cent (white), \num{outlook.heat} (heat) and \num{outlook.matched} (matched), and the order is
\num{outlook.order_white}. The heat clock has the most beautiful way and the largest error: its short waves race, $e^{\abs k^2\tau}$ through many orders of magnitude, with the same number of steps. Multi-scale generation is a matter of which scales a \emph{network} has to know at a given level, not one of accuracy.

@ The two identities, at a few hundred points of a mixture under the VP process.

@<Experiments of the outlook@>=
static void check_identities(void)
{
  static const double w[2] = {0.6, 0.4}, m[2] = {-1.8, 1.6}, v[2] = {0.06, 0.15};
  const HeatMixture data = {2, 1, w, m, v};
  const SdeProcess q = sde_vp(0.1, 20);
  double score = 0, flow = 0;
  for (int i=0; i<=40; i++)
    for (int j=1; j<=9; j++) {
      double x = -3+0.15*i, t = 0.1*j, sigma = sde_sigma(&q, t), g = sde_g(&q, t), s;
      heat_mixture_score(&s, &data, sde_alpha(&q, t), sigma*sigma, 1, &x);
      double rate, off = outlook_score_residual(&rate, &data, &q, t, x);
      score = fmax(score, fabs(off)/(1+fabs(rate)));
      flow = fmax(flow, fabs(outlook_velocity(&data, &q, t, x)-(sde_f(&q, t)*x-0.5*g*g*s)));
    }
  results_number("outlook.score_residual", score, "%.0e"), results_number("outlook.flow_residual", flow, "%.0e");
  results_less("outlook.identities", flow, 1e-4);
  results_less("outlook.identities", score, 1e-2);
}

@ \claim{outlook.identities} At 369 points and times the velocity of flow matching and that of the probability flow agree within \num{outlook.flow_residual}, and the two sides of \eqref{eq:outlook-score} within \num{outlook.score_residual} of one plus their size: errors of the differences.

@*1 What was learnt.
The score solves an equation in which its density does not occur, and flow matching is a schedule. A field of many scales costs the logarithm of their range, in steps; a clock for each scale that keeps the ratio of noise to signal does not pay it, and the order in which scales appear, coarse first, is bought with accuracy, not rewarded by it.

@*1 Checks.
\tested[th:outlook-score]{outlook}{score} The residual of \eqref{eq:outlook-score} is small against its terms for three processes; \tested[th:outlook-flow]{outlook}{flow} the velocity of flow matching is that of the probability flow for four processes, from the score. \tested[th:outlook-cost]{outlook}{clocks} Levels fall, begin and end where Theorem~\ref{th:outlook-cost} wants them, and agree in the mode zero of heat and white; \tested[th:outlook-cost]{outlook}{cost} relative errors of the variance are \eqref{eq:outlook-cost} within a per cent;
\tested{outlook}{field} fields are real draws with the sampler's spectrum, by Parseval's sum over many of them, and repeat.

@*1 Notes.
The equation of the score was made a loss by \citet{lai2023}. Flow matching was found three times in one autumn \citep{lipman2023,liu2023,albergo2023}. \citet{schrodinger1931} asked which way a cloud of Brownian particles most probably took between two surprising densities; \citet{debortoli2021} made of it an algorithm for data. Blurring as a forward process is due to
\citet{rissanen2023}, its reading as a diffusion with one clock for each mode to \citet{hoogeboom2023}. Theorem~\ref{th:outlook-cost} is a corollary of Chapter~\ref{ch:ddim}.

@*1 Exercises.
\begin{exercise}[15]\label{ex:outlook-burgers}
  Show that for $f=0$, $g=1$ in one dimension $w=-s$ solves Burgers' equation $\partial_tw+w\,\partial_xw=\frac12\partial_x^2w$, and name the substitution that makes it linear.
\end{exercise}
\begin{answer}
  \eqref{eq:outlook-score} reads $\partial_ts=\frac12\partial_x^2s+s\,\partial_xs$; put $s=-w$. Hopf and Cole's substitution $w=-\partial_x\ln p$ leads back to the heat equation.
\end{answer}

\begin{exercise}[15]\label{ex:outlook-straight}
  Are the paths of flow matching straight? When are they?
\end{exercise}
\begin{answer}
  The lines $x_t=(1-t)x_0+tz$ are; the flow of their mean velocity is not, unless $\EE[z-x_0\given x_t]$ is constant along it: for a single data point, or after the coupling of $x_0$ and $z$ has been changed so that lines do not cross.
\end{answer}

\begin{exercise}[20]\label{ex:outlook-map}
  On the line, give the consistency map $F(x,t)$ of a law with distribution functions $F_t$ in closed form, and check $\partial_tF+\dot x\,\partial_xF=0$.
\end{exercise}
\begin{answer}
  By Corollary~\ref{th:fokker_planck-quantile} it is $F_0^{-1}(F_t(x))$, the exact transport of Chapter~\ref{ch:ddim}. The identity says that $F_t(x(t))$ is constant.
\end{answer}

\begin{exercise}[20]\label{ex:outlook-whiten}
  A field has the covariance operator $C$. Show that diffusing $C^{-1/2}u$ with white noise is the matched clock, and say what a network would have to undo.
\end{exercise}
\begin{answer}
  $C^{-1/2}u$ has unit variance in every mode, so the white clock is $n=\nu^2$ for it; multiplied back, the noise has the spectrum $\nu^2S$. The network then sees short waves amplified by $S^{-1/2}$, and an error in them counts as much as one in the long waves.
\end{answer}

\begin{exercise}[30]\label{ex:outlook-bridge}
  Derive the equations of Schr\"odinger's bridge between $\normal(0,a)$ and $\normal(0,b)$ over Brownian motion in the time~$T$, and solve them.
\end{exercise}
\begin{answer}
  The density is $\varphi\hat\varphi$ with $\partial_t\varphi=-\frac12\varphi''$, $\partial_t\hat\varphi=\frac12\hat\varphi''$. With Gaussian factors the variance is a quadratic in time, $v(t)=a(1-\frac tT)^2+b(\frac tT)^2+\bigl(2\rho+T\bigr)\frac tT(1-\frac tT)$, a mixture of bridges whose ends have the covariance $\rho$; least relative entropy makes the coupling $\propto e^{x_0x_T/T}$ times functions of one variable, so that $\rho/(ab-\rho^2)=1/T$, $\rho=\frac12\bigl(\sqrt{T^2+4ab}-T\bigr)$.
\end{answer}
