@* Running time back.
\label{ch:reversal}%
Can a diffusion be undone? Let a drop of ink spread in water, film it, and run the film backwards: it looks wrong at once. Let one grain of the ink be filmed under the microscope, and nobody can tell which way the film runs. Between these two observations lies the idea of diffusion models. The density cannot be run backwards, as
Chapter~\ref{ch:heat} has shown; but the \emph{process} can: its paths, seen from the end, are again the paths of a diffusion, with the same noise and a different drift. What the drift needs to know is the score $\nabla\ln p$ of the density at the time in question. \fig{reversal/back} shows
three humps noised beyond recognition, and particles that find the way back.

\showfig{reversal/back}{Left: eight paths of a variance-preserving diffusion over their density (bright is high). Right: with time running back, $s=1-t$, eight paths of the reversed equation from fresh samples of $p(\cdot,1)$.}

Three equations do it. The first asks what the future will bring on average: Kolmogorov's \emph{backward} equation. The second, of Feynman and Kac, lets the particle pay on its way. The third is Anderson's reversal, and it is the first, divided by a density. After this chapter one can compute expectations by a partial differential equation, or solve the equation by averaging over paths;
write down the reversed process, signs right, and a family with the same densities; run it from noise to data; and tell from the result which factor was forgotten.

\claim{reversal.opening} The price of the return is the score and nothing else: \num{reversal.particles} particles taken back with \num{reversal.steps} steps end with a distribution function that differs from that of the data nowhere by more than \num{reversal.opening}; samples of the data differ by \num{reversal.opening_expected} on average.

@ \emph{Conventions.} $X$ solves $dX=f(X,t)\,dt+G(X,t)\,dW$ in $\RR^d$, $0\le t\le T$, with $a=GG^\top$ and the generator $L_t$ of \eqref{eq:fokker_planck-generator}; $L_t^*$ is its adjoint, the right side of the Fokker--Planck equation \eqref{eq:fokker_planck-d}. We write $\partial_{ij}$ for $\partial_i\partial_j$ and sum over repeated
indices. Subscripts and arguments that can be guessed are left out. In one dimension, and for the processes of Table~\ref{tab:sde}, $L\varphi=fx\,\varphi'+\frac12g^2\varphi''$ with numbers $f(t)$, $g(t)$.
@^notation@>

@*1 The backward equation.
The Fokker--Planck equation follows a cloud from the start and asks where it is. One can also stand at the end. Let a reward $\varphi(X_T)$ be paid at time~$T$; what is it worth now, at $(x,t)$? It is
@^backward equation@>
@^Kolmogorov, Andrey@>
\begin{equation}\label{eq:reversal-u}
  u(x,t)=\EE[\varphi(X_T)\given X_t=x] .
\end{equation}
A density is a function of the point of \emph{arrival}; $u$ is a function of the point of \emph{departure}. It is a different equation.

\begin{theorem}[\citealp{kolmogorov1931}]\label{th:reversal-backward}
  Let $f$ and $G$ be continuous and satisfy the hypotheses of Fact~\ref{th:sde-existence}, let $\varphi$ be continuous, and let $u$, $\partial_iu$ and $\partial_{ij}u$ be continuous and bounded in $\RR^d\times[0,T']$ for every $T'<T$. Then $\partial_tu$ exists for $t<T$, and
  \begin{equation}\label{eq:reversal-backward}
    \partial_tu+L_tu=0,\qquad u(x,T)=\varphi(x) .
  \end{equation}
\end{theorem}
\begin{proof}
  Let $0<t<T$ and $h>0$. The process starts afresh at time~$t$ from wherever it is (the Markov property), so $u(x,t-h)=\EE[u(X_t,t)\given X_{t-h}=x]$. Apply It\^o's formula \eqref{eq:sde-ito-d} on $[t-h,t]$ to the function $u(\cdot,t)$, in which the time is \emph{frozen}. The integral over $dW$ has mean zero, because its integrand $\nabla u\cdot G$ grows
  at most linearly, and
  \[
    \frac{u(x,t-h)-u(x,t)}h=\frac1h\int_{t-h}^t\EE\bigl[(L_ru(\cdot,t))(X_r)\given X_{t-h}=x\bigr]\,dr .
  \]
  As $h\to0$, $X_r\to x$ in mean square; the integrand is continuous and bounded by $C(1+\abs{X_r}^2)$, so the right side tends to $L_tu(x,t)$. Hence $u(x,\cdot)$, which is continuous, has a derivative from the left, and it is $-L_tu$, a continuous function of~$t$. A continuous function with a continuous derivative from the left is
  differentiable: subtract the integral of that derivative, and what remains has left derivative zero, so it is constant.
\end{proof}

In the quotient time runs \emph{down}. That is where the sign comes from, and the name; and an end value at~$T$ belongs to it, not an initial value. In the variable $T-t$ it is a diffusion equation like any other, well posed in its own direction. It smooths: a step is at once a gentle slope.

That $u$ is smooth is a hypothesis. For the linear processes of this book it can be seen: $X_T=\alpha(T,t)\,x+\sqrt{v(T,t)}\,Z$, so $u(\cdot,t)$ is a convolution of~$\varphi$ with a heat kernel, scaled, and has derivatives of every order as soon as $t<T$. In general it holds if $f$, $G$ and $\varphi$ have bounded continuous derivatives up to
the second \citep[Chapter~5]{friedman1975}. With $\varphi$ an approximate point mass at~$y$, \eqref{eq:reversal-u} becomes the transition density $k(y,T\given x,t)$: it satisfies the forward equation in $(y,T)$ and the backward equation in $(x,t)$.
@^transition density@>

\begin{wrong}[The backward equation is not the forward one]
  ``The backward equation is the forward equation with time reversed.'' For $f=0$ and constant~$g$ both are the heat equation, and so the phrase survives. With a drift $-\kappa x$ they are $-\partial_tu=-\kappa x\,\partial_xu+Du''$ and $\partial_tp=+\partial_x(\kappa xp)+Dp''$. Solving the second with its time reversed, $-\partial_tp=\partial_x(\kappa xp)+Dp''$, from the end value~1 gives
  $e^{\kappa(T-t)}$ near the origin, where the answer is~1. \claim{reversal.confused} For $\kappa=T=1$ the program finds \num{reversal.confused} near $x=0$ with the forward equation and \num{reversal.unconfused} with the backward one.
\end{wrong}

@*1 Duality.
The two equations are adjoint; one identity says in which sense. It is used three times in this chapter.
@^duality@>
@^adjoint operator@>

\begin{lemma}[One identity]\label{th:reversal-identity}
  Let $a_{ij}$ be twice, $f_i$ once continuously differentiable in~$x$, $a_{ij}=a_{ji}$, let $p>0$ and $u$ be twice continuously differentiable, and put
  \begin{equation}\label{eq:reversal-drift}
    \bar f_i=-f_i+\frac1p\,\partial_j(a_{ij}p),\qquad\bar L^*q=-\partial_i(\bar f_iq)+\tfrac12\partial_{ij}(a_{ij}q) .
  \end{equation}
  Then
  \begin{equation}\label{eq:reversal-identity}
    p\,Lu-u\,L^*p=\bar L^*(pu) .
  \end{equation}
\end{lemma}
\begin{proof}
  Write $A_{ij}=a_{ij}p$, a symmetric matrix, and expand the right side. The product rule gives $\frac12\partial_{ij}(A_{ij}u)=\frac12u\,\partial_{ij}A_{ij}+\partial_jA_{ij}\,\partial_iu+\frac12A_{ij}\,\partial_{ij}u$, and
  \[
    -\partial_i(\bar f_ipu)=\partial_i(f_ipu)-\partial_i(\partial_jA_{ij}\,u)=u\,\partial_i(f_ip)+pf_i\,\partial_iu-u\,\partial_{ij}A_{ij}-\partial_jA_{ij}\,\partial_iu .
  \]
  In the sum the terms $\partial_jA_{ij}\,\partial_iu$ cancel, and what is left is $p\bigl(f_i\,\partial_iu+\frac12a_{ij}\,\partial_{ij}u\bigr)-u\bigl(-\partial_i(f_ip)+\frac12\partial_{ij}A_{ij}\bigr)$.
\end{proof}

The right side of \eqref{eq:reversal-identity} is a divergence. That is the first use.

\begin{theorem}[Duality]\label{th:reversal-duality}
  Let $p>0$ solve the Fokker--Planck equation and $u$ the backward equation in $0<t<T$, with coefficients and smoothness as in the lemma, and let $\frac12p\,a\nabla u+u\,J$, with the probability flux~$J$ of \eqref{eq:fokker_planck-flux}, vanish at infinity so fast that integrals converge and derivatives pass under them. Then
  \begin{equation}\label{eq:reversal-duality}
    \frac d{dt}\int p\,u\,dx=0 .
  \end{equation}
\end{theorem}
\begin{proof}
  $\partial_t(pu)=u\,L^*p-p\,Lu$, which by the lemma is $-\bar L^*(pu)$: minus the divergence of $-\bar f\,pu+\frac12\partial_j(a_{ij}pu)$, and the $i$th component of this is $\frac12p\,a_{ij}\,\partial_ju+u\,J_i$.
\end{proof}

The constant has two names: $\int p(x,t)\,u(x,t)\,dx=\EE u(X_t,t)=\EE\varphi(X_T)$, the expectation today of what will be expected tomorrow. \fig{reversal/dual} shows $p$ spreading, $u$ spreading in the other direction, and their product with its integral fixed. \claim{reversal.exact_dual} With the exact $p$ (three humps under an Ornstein--Uhlenbeck process) and
the exact~$u$ (the digital reward of the section after next), the integral, by the trapezoidal rule, is constant for $t<T$ to \num{reversal.exact_dual} of itself.

\showfig{reversal/dual}{Left: the density $p$ (blue) at $t=0$, $0.1$ and $1$ of an Ornstein--Uhlenbeck process, the worth $u$ (orange) of the reward $1_{x>1/2}$ at the same times; the thicker, the later. Right: how far $\int pu\,dx$ moves from its value at $t=0$: solver with solver, which is dual by construction; exact with exact; and the solver's $p$ with the exact~$u$, which shows the error of the mesh.}

@*1 A backward solver.
The finite volumes of Chapter~\ref{ch:fokker_planck} turn the forward equation into $\dot p=Ap$ with a matrix of rates. If a discrete duality is to hold, there is only one choice for the backward equation: the transposed matrix, with the potential~$V$ that the next section needs on its diagonal,
@^transposed matrix@>
@^finite volumes@>
\begin{equation}\label{eq:reversal-scheme}
  -\dot u_i=(A^\top u)_i-V_iu_i=\,\uparrow_{i+1}(u_{i+1}-u_i)+\downarrow_i(u_{i-1}-u_i)-V_iu_i .
\end{equation}
It reads as the backward equation should: a hopping particle at~$i$ compares what it has with what it would have next door, and weighs the difference by the rate of going there. At a sealed wall the rate is zero. At an absorbing one, $u_{i\pm1}$ stands for a value beyond the wall and is zero.

\begin{theorem}[The transposed scheme]\label{th:reversal-scheme}
  Let the rates and $V\ge0$ not depend on time, and let $u$ be advanced by backward Euler or Crank--Nicolson with \eqref{eq:reversal-scheme}, $p$ by the same method with $\dot p=(A-V)p$ and the same~$\tau$. \textup{(1)}~$\sum_ip_iu_i$, taken at the same time, is the same at all steps. \textup{(2)}~Under backward Euler $\min(0,\min\varphi)\le u\le\max(0,\max\varphi)$; with sealed walls and $V=0$,
  $\min\varphi\le u\le\max\varphi$. \textup{(3)}~If $D$ is constant and $b$ and~$u$ are smooth, \eqref{eq:reversal-scheme} with Chang and Cooper's weights approximates $b\,u'+Du''-Vu$ in every cell without a wall up to $\bigO{h^2}$.
\end{theorem}
\begin{proof}
  (1)~A step takes $p$ to $Rp$ with a rational function $R$ of $A-V$, and $u$, from the later to the earlier time, to $R^\top u$: $(Rp)^\top u=p^\top(R^\top u)$. (2)~$A-V$ has nonnegative elements beside the diagonal and column sums $\le0$. By Theorem~\ref{th:fokker_planck-positive} $(I-\tau A+\tau V)^{-1}$ has no negative
  element; and since $(1,\dots,1)(I-\tau A+\tau V)\ge(1,\dots,1)$, its column sums are at most~1, and equal to~1 if the walls are sealed and $V=0$. Its transpose has row sums at most~1 (equal to~1): each new value is a weighted mean of old ones, and zero. (3)~Write $\uparrow$ and $\downarrow$ in the form \eqref{eq:fokker_planck-face}:
  \[
    \frac D{h^2}\bigl[\chi_{i+1}(u_{i+1}-u_i)-\chi_i(u_i-u_{i-1})\bigr]+\frac1{2h}\bigl[b_{i+1}(u_{i+1}-u_i)+b_i(u_i-u_{i-1})\bigr] .
  \]
  $\chi=1+\frac1{12}(bh/D)^2+\dots$ at a face. With $\chi=1$ the first bracket is $Du''+\bigO{h^2}$; the rest of $\chi$ contributes $h^2$ times the difference quotient of a smooth function, $\bigO{h^2}$. The second is the mean of $bu'$ at the two faces, $bu'+\bigO{h^2}$.
\end{proof}

Statement (1) has no condition on the mesh. \claim{reversal.dual} In the run of \fig{reversal/dual}, on \num{reversal.dual_cells} cells, $\sum pu$ moves by \num{reversal.dual} of itself, which is rounding; against the exact~$u$ it moves by \num{reversal.dual_mesh}, the error of the mesh. A discrete adjoint that is not the transpose would be accurate to the
second number and consistent with nothing to the first. Gradients of functionals of~$p$ are computed with the transposed matrix for this reason.

@ The interface of the chapter has three parts: a solver, an estimator, and the runs back in time that all later chapters use.

@(reversal.h@>=
#ifndef REVERSAL_H
#define REVERSAL_H
#include <stddef.h>
#include <stdint.h>
#include "heat.h"
#include "sde.h"
@#
@<Interface of the backward solver@>@;
@<Interface of the estimates of Feynman and Kac@>@;
@<Interface of the runs back in time@>@;
@#
#endif

@ The solver mirrors that of the forward equation, and takes the same P\'eclet numbers~$w$ and diffusion constants at the faces, so that the two can be handed the same arrays.

@<Interface of the backward solver@>=
typedef struct ReversalSolver ReversalSolver;
ReversalSolver *reversal_solver_new(int n, double left, double right, int walls);
  /* $n\ge2$ cells on $[|left|,|right|]$; |walls| says which of them absorb, as in |fokker_planck_new| */
void reversal_solver_free(ReversalSolver *s);
const double *reversal_solver_centres(const ReversalSolver *s); /* $x_i$: |n| */
void reversal_solver_rates(ReversalSolver *s, const double *w,@|
  const double *D, const double *V);
  /* |w|, |D>0|: $n+1$ values at the faces, as in |fokker_planck_rates|; |V>=0|: |n| values at the centres; |NULL|: zero */
void reversal_solver_linear(ReversalSolver *s, double slope, double offset,@|
  double D, const double *V); /* the drift $\hbox{|slope|}\cdot x+\hbox{|offset|}$ and constant |D>0| */
void reversal_solver_steps(double *u, ReversalSolver *s, double theta,@|
  double tau, int steps); /* |u|: |n|, in place, from any time $t$ to $t-\hbox{|steps|}\cdot\tau$; |theta| 1: backward Euler, $\frac12$: Crank--Nicolson */
void reversal_solver_start(double *u, ReversalSolver *s, double tau, int steps);
  /* |steps>=2| of Crank--Nicolson, but the first two are replaced by four half steps of backward Euler: for rewards with jumps */

@ @(reversal.c@>=
#include <math.h>
#include <stdlib.h>
#include "base.h"
#include "linalg.h"
#include "rng.h"
#include "stats.h"
#include "fokker_planck.h"
#include "reversal.h"
@#
@<Functions of the backward solver@>@;
@<Functions of the estimates of Feynman and Kac@>@;
@<Functions of the runs back in time@>@;

@ One allocation holds all arrays of a solver, in rows of $n+1$.

@<Functions of the backward solver@>=
struct ReversalSolver {
  int n, walls;
  double left, h;
  double *x, *up, *down, *V; /* centres, rates at the faces, potential */
  double *a, *b, *c, *y; /* the tridiagonal matrix, and a solution */
};
@#
ReversalSolver *reversal_solver_new(int n, double left, double right, int walls)
{
  base_require(n>=2 && left<right && walls>=0 && walls<=3,@|
    "reversal_solver_new: n=%d, [%g,%g], walls=%d", n, left, right, walls);
  ReversalSolver *s = base_new(1, sizeof *s);
  size_t row = (size_t)n+1;
  s->n = n, s->walls = walls, s->left = left, s->h = (right-left)/n;
  s->x = base_reals(8*row), s->up = s->x+row, s->down = s->up+row, s->V = s->down+row;
  s->y = s->V+row, s->a = s->y+row, s->b = s->a+row, s->c = s->b+row;
  for (int i=0; i<n; i++) s->x[i] = left+(i+0.5)*s->h;
  return s;
}
@#
void reversal_solver_free(ReversalSolver *s)
{@+ if (s!=NULL) free(s->x), free(s);@+}
@#
const double *reversal_solver_centres(const ReversalSolver *s)
{@+ return s->x;@+}

@ The rates are those of \eqref{eq:fokker_planck-rates}, from the same function. To an absorbing wall it is half a cell, $D/h^2$ doubles and $w$ halves; and from beyond a wall nobody comes in.

@<Functions of the backward solver@>=
void reversal_solver_rates(ReversalSolver *s, const double *w,@|
  const double *D, const double *V)
{
  int n = s->n;
  for (int k=0; k<=n; k++) {
    int side = k==0 ? FOKKER_PLANCK_LEFT : k==n ? FOKKER_PLANCK_RIGHT : 0;
    double part = side ? 0.5 : 1;
    s->up[k] = s->down[k] = 0;
    if (side && !(s->walls&side)) continue; /* sealed */
    base_require(D[k]>0, "reversal_solver_rates: D[%d]=%g", k, D[k]);
    double c = D[k]/(part*s->h*s->h);
    fokker_planck_pair(&s->up[k], &s->down[k],@| FOKKER_PLANCK_CHANG_COOPER, part*w[k]);
    s->up[k] *= c, s->down[k] *= c;
  }
  s->up[0] = s->down[n] = 0;
  for (int i=0; i<n; i++) {
    s->V[i] = V==NULL ? 0 : V[i];
    base_require(s->V[i]>=0, "reversal_solver_rates: V[%d]=%g", i, s->V[i]);
  }
}
@#
void reversal_solver_linear(ReversalSolver *s, double slope, double offset,@|
  double D, const double *V)
{
  double *w = s->a, *d = s->b; /* rows to spare */
  for (int k=0; k<=s->n; k++)
    w[k] = (slope*(s->left+k*s->h)+offset)*s->h/D, d[k] = D;
  reversal_solver_rates(s, w, d, V);
}

@ As in the forward solver, a step of Crank--Nicolson is half a step of backward Euler, reflected: solve for~$y$, take $2y-u$. Here it is not a mass that must be kept but a constant: $A^\top$ annihilates $(1,\dots,1)$ up to the rounding of its diagonal, and Appendix~\ref{ch:linalg} may factor the matrix.
@^Crank--Nicolson scheme@>

@<Functions of the backward solver@>=
void reversal_solver_steps(double *u, ReversalSolver *s, double theta,@|
  double tau, int steps)
{
  int n = s->n;
  double c = theta*tau;
  base_require((theta==0.5 || theta==1) && tau>0 && steps>=0,@|
    "reversal_solver_steps: theta=%g, tau=%g, steps=%d", theta, tau, steps);
  for (int i=0; i<n; i++) {
    s->a[i] = i>0 ? -c*s->down[i] : 0; /* row |i| of $I-\theta\tau(A^\top-V)$ */
    s->b[i] = 1+c*(s->up[i+1]+s->down[i]+s->V[i]);
    s->c[i] = i+1<n ? -c*s->up[i+1] : 0;
  }
  LinalgTri *matrix = linalg_tri_new(n, s->a, s->b, s->c);
  for (int k=0; k<steps; k++) {
    linalg_tri_solve(s->y, matrix, u);
    for (int i=0; i<n; i++) u[i] = theta==1 ? s->y[i] : 2*s->y[i]-u[i];
  }
  linalg_tri_free(matrix);
}

@ A reward that jumps makes Crank--Nicolson ring (Chapter~\ref{ch:heat}). \citeauthor{rannacher1984}'s start, four half steps of backward Euler, damps what rings and costs no order. We place jumps on faces: then the values at the centres are also the means over the cells, up to $\bigO{h^2}$.
@^Rannacher start@>

@<Functions of the backward solver@>=
void reversal_solver_start(double *u, ReversalSolver *s, double tau, int steps)
{
  base_require(steps>=2, "reversal_solver_start: %d steps", steps);
  reversal_solver_steps(u, s, 1, tau/2, 4);
  reversal_solver_steps(u, s, 0.5, tau, steps-2);
}

@*1 Feynman and Kac.
Now let the particle lose a part $V(X_t,t)\,dt$ of its worth in every moment, as a capital does to interest, or as a particle that may be swallowed at the rate~$V$ on its way. \citet{kac1949} found that Feynman's integral over paths \citep{feynman1948}, with the imaginary unit removed, is a theorem.
@^Feynman--Kac formula@>
@^Feynman, Richard@>
@^Kac, Mark@>
@^potential@>

\begin{theorem}[Feynman and Kac]\label{th:reversal-fk}
  Let $f$, $G$ satisfy the hypotheses of Fact~\ref{th:sde-existence}, let $V$ be continuous and bounded from below, and let $u$ be continuous on $\RR^d\times[0,T]$ with continuous $\partial_tu$, $\partial_iu$, $\partial_{ij}u$ for $t<T$ and $\abs{u}\le C(1+\abs x^m)$, or at least $\EE\sup_r\abs{u(X_r,r)}<\infty$. If
  \begin{equation}\label{eq:reversal-fk}
    \partial_tu+L_tu-Vu=0,\qquad u(x,T)=\varphi(x),
  \end{equation}
  then, with the discount $E_r=\exp\bigl(-\int_t^rV(X_s,s)\,ds\bigr)$,
  \begin{equation}\label{eq:reversal-fk-mean}
    u(x,t)=\EE\bigl[E_T\,\varphi(X_T)\given X_t=x\bigr] .
  \end{equation}
\end{theorem}
\begin{proof}
  Start at $X_t=x$. $E_r$ is differentiable in~$r$, $dE_r=-VE_r\,dr$, so by It\^o's formula and the product rule
  \begin{equation}\label{eq:reversal-martingale}
    d\bigl(E_r\,u(X_r,r)\bigr)=E_r\,(\partial_ru+L_ru-Vu)\,dr+E_r\,\nabla u\cdot G\,dW=E_r\,\nabla u\cdot G\,dW .
  \end{equation}
  Let $\theta_n\le T-\frac1n$ be the first time when $\abs{X_r}\ge n$, or $T-\frac1n$. Up to $\theta_n$ the integrand is bounded and the integral has mean zero: $u(x,t)=\EE E_{\theta_n}u(X_{\theta_n},\theta_n)$. As $n\to\infty$, $\theta_n\to T$ and what stands in the mean tends to $E_T\varphi(X_T)$. It is bounded by a constant times $1+\sup_r\abs{X_r}^m$, which has a finite
  expectation \citep[Chapter~5]{friedman1975}, so the limit and the mean may be exchanged.
\end{proof}
With $V=0$ this is the converse of Theorem~\ref{th:reversal-backward}: a smooth solution of moderate growth \emph{is} the expectation, and so there is only one. Growth must be limited; Chapter~\ref{ch:heat} has Tychonoff's other solution. A jump of $\varphi$ does no harm where $X_T$ meets it with probability zero.

@ \emph{Four closed forms.} Write $\tau=T-t$ for the time to go, $\Phi$ for the normal distribution function and $\phi=\Phi'$.
@^Ornstein--Uhlenbeck process@>
@^digital reward@>

(1)~\emph{Moments.} For $dX=-\kappa X\,dt+g\,dW$, with $\alpha=e^{-\kappa\tau}$ and $v=\frac{g^2}{2\kappa}(1-\alpha^2)$, the reward $x^2$ is worth $u=\alpha^2x^2+v$. (2)~\emph{Digital.} The reward $1_{x>c}$ is worth $u=\Phi\bigl((\alpha x-c)/\sqrt v\bigr)$. Both are \eqref{eq:reversal-u} with the transition of Theorem~\ref{th:sde-linear}.

(3)~\emph{Cameron and Martin.} For Brownian motion and $V=\frac12k^2x^2$, $\varphi=1$,
@^Cameron--Martin formula@>
\begin{equation}\label{eq:reversal-cameron}
  \EE\exp\Bigl(-\tfrac12k^2\!\int_0^\tau(x+W_s)^2\,ds\Bigr)=(\cosh k\tau)^{-1/2}\exp\bigl(-\tfrac12kx^2\tanh k\tau\bigr) .
\end{equation}
\citet{cameron1945} found it with a Sturm--Liouville equation. We check the equation: let $\ell=\ln u=-\frac12\ln\cosh k\tau-\frac12kx^2\tanh k\tau$. Then $\partial_\tau\ell=-\frac12k\tanh k\tau-\frac12k^2x^2(1-\tanh^2k\tau)$, and $\frac12(\ell''+\ell'^2)=-\frac12k\tanh k\tau+\frac12k^2x^2\tanh^2k\tau$. The difference of the two is $-\frac12k^2x^2=-V$, as it should be.

(4)~\emph{Black and Scholes.} Let $X$ be the logarithm of a price, $dX=(\gamma-\frac12\nu^2)\,dt+\nu\,dW$, with the interest $\gamma=V$, and $\varphi=(e^x-1)^+$, the right to buy at the price~1. Then \citep{black1973}
@^Black--Scholes formula@>
\begin{equation}\label{eq:reversal-black}
  u=e^x\,\Phi(d_+)-e^{-\gamma\tau}\,\Phi(d_-),\qquad d_\pm=\frac{x+(\gamma\pm\frac12\nu^2)\tau}{\nu\sqrt\tau} .
\end{equation}
For $X_T=x+(\gamma-\frac12\nu^2)\tau+\nu\sqrt\tau Z$ exceeds~0 when $Z>-d_-$, so the second term is $e^{-\gamma\tau}P(X_T>0)$, and the first is $e^{-\gamma\tau}\EE e^{X_T}1_{Z>-d_-}=e^x\int_{-d_-}^\infty\phi(z-\nu\sqrt\tau)\,dz$, where $-d_--\nu\sqrt\tau=-d_+$.

@ The paths of Chapter~\ref{ch:sde} know these numbers too: average $E_T\varphi(X_T)$ over $n$ of them. The error falls as $n^{-1/2}$, with the standard deviation of the reward in front, and that is where there is something to gain. The proof of Theorem~\ref{th:reversal-fk} names the whole difference between the reward and its mean: by \eqref{eq:reversal-martingale},
@^control variate@>
@^Monte Carlo method@>
\begin{equation}\label{eq:reversal-control}
  E_T\,\varphi(X_T)=u(x,0)+M_T,\qquad M_T=\int_0^TE_t\,\nabla u(X_t,t)\cdot G\,dW .
\end{equation}
The random variable $M_T$ has mean zero and can be computed along the path if $\nabla u$ is known, even roughly. Subtracting it leaves no variance at all. In discrete time a little is left.

\begin{theorem}[Martingale control]\label{th:reversal-control}
  Let $\tilde M=\sum_iE_i\,q(X_i,t_i)\,g\,\Delta W_i$, with $X_i$ and $E_i$ computed from the increments before $\Delta W_i$, and any function~$q$ for which the terms have finite mean squares. Then $\EE\tilde M=0$, so $E_T\varphi(X_T)-\tilde M$ has the same mean as $E_T\varphi(X_T)$. If $dX=fX\,dt+g\,dW$ with constant~$g$, $X_i$ are values of the exact process, $V=0$ and $q=\partial_xu$, its variance is
  \begin{equation}\label{eq:reversal-residual}
    \sum_i\int_{t_i}^{t_{i+1}}\EE\bigl(\partial_xu(X_t,t)-\partial_xu(X_{t_i},t_i)\bigr)^2g^2\,dt .
  \end{equation}
  With $\EE(\partial_xu)^2$ and $\EE(\partial_x^2u)^2$ bounded this is $\bigO h$; for a digital reward under a linear process it is $\bigO{h^{1/2}}$.
\end{theorem}
\begin{proof}
  $\Delta W_i$ is independent of what stands before it. Next, $\varphi(X_T)-\EE\varphi(X_T)-\tilde M$ is the integral of $\bigl(\partial_xu(X_t,t)-\partial_xu(X_{t_i},t_i)\bigr)g$ over~$W$: the isometry. Put $w=\partial_xu$; differentiating the backward equation with drift $fx$, $\partial_tw+Lw+fw=0$, so $dw(X_t,t)=-fw\,dt+g\,\partial_x^2u\,dW$. Over a time~$h$ the mean square of the change is at most
  $2h\int f^2\EE w^2+2\int g^2\EE(\partial_x^2u)^2$. If both functions are bounded, the sum is $\bigO h$. For the digital reward $w=\alpha\,\phi(z)/\sqrt v$ and $\partial_x^2u=-\alpha^2z\,\phi(z)/v$ with $z=(\alpha x-c)/\sqrt v$; both are bounded unless $\tau$ is small, and then $X_t$ has a bounded density, so that $\EE w^2=\bigO{v^{-1/2}}$ and $\EE(\partial_x^2u)^2=\bigO{v^{-3/2}}$, with $v$ of the order of
  $\tau$. So a step that ends at a distance $\tau\ge h$ from~$T$ contributes $\bigO{h^2\tau^{-3/2}}$, their sum is $\bigO{h\cdot h^{-1/2}}$; and the last step at most $2\int_0^h\EE w^2+2h\,\EE w(X_{T-h},T-h)^2=\bigO{h^{1/2}}$.
\end{proof}
The standard deviation falls like $h^{1/2}$ for smooth rewards and like $h^{1/4}$ for the digital one. In the language of finance $M_T$ is the gain of a dealer who has sold the reward and hedges it, and \eqref{eq:reversal-residual} is the risk of hedging now and then; the exponent $\frac14$ is that of \citet{gobet2001}. The kink of Black and Scholes' reward has
$\EE(\partial_x^2u)^2=\bigO{\tau^{-1/2}}$, still integrable, and behaves like a smooth one.
@^hedging@>

@ The estimator asks for the problem as fields. For additive noise a step of Heun's method of Chapter~\ref{ch:sde} has weak order two; the discount uses the trapezoidal rule, of the same order.

@<Interface of the estimates of Feynman and Kac@>=
typedef struct {
  SdeEquation equation; /* drift and diffusion; the noise is additive, the diffusion may depend on $t$ alone */
  SdeField potential, payoff, slope; /* $V(x,t)$; $\varphi(x)$; $\partial_xu(x,t)$; the first and last may be |NULL| */
} ReversalProblem; /* all fields are given |equation.data|, and may be called from several threads */
void reversal_estimate(double value[2], double deviation[2],@|
  const ReversalProblem *problem, double x, double T, int steps, int n,@|
  uint64_t seed, uint64_t stream); /* estimates of $u(x,0)$ and their standard errors, from |n| paths; [0] plain, [1] with the control
     variate of \eqref{eq:reversal-control}, if there is a |slope|; step~|k| reads |n| normals of the stream |stream+k| */

@ The trapezoidal rule takes half of the potential at each end of the step.

@<Functions of the estimates of Feynman and Kac@>=
static void discount(double *E, size_t n, const ReversalProblem *problem,@|
  const double *X, double t, double h, double *V)
{
  if (problem->potential==NULL) return;
  problem->potential(V, n, X, t, problem->equation.data);
  for (size_t i=0; i<n; i++) E[i] *= exp(-0.5*h*V[i]);
}

@ Paths are independent, so threads share them in batches. A path has its own place in each stream, and the sums come afterwards in fixed order: the number of threads changes nothing.
@^threads, results independent of@>

@<Functions of the estimates of Feynman and Kac@>=
enum {@+BATCH=1024@+};
void reversal_estimate(double value[2], double deviation[2],@|
  const ReversalProblem *problem, double x, double T, int steps, int n,@|
  uint64_t seed, uint64_t stream)
{
  base_require(n>=2 && steps>=1 && T>0,@|
    "reversal_estimate: n=%d, steps=%d, T=%g", n, steps, T);
  double *reward = base_reals(2*(size_t)n), *control = reward+n;
#pragma @=omp parallel for schedule(dynamic)@>
  for (int first=0; first<n; first+=BATCH)
    @<Follow a batch of the paths of Feynman and Kac@>@;
  stats_mean(&value[0], &deviation[0], n, reward);
  if (problem->slope!=NULL) {
    for (int i=0; i<n; i++) reward[i] -= control[i];
    stats_mean(&value[1], &deviation[1], n, reward);
  }
  free(reward);
}

@ The control variate must see the state \emph{before} the step, or it loses its mean zero.

@<Follow a batch of the paths of Feynman and Kac@>=
{
  double X[BATCH], dW[BATCH], y[BATCH], E[BATCH], M[BATCH] = {0}, scratch[5*BATCH], h = T/steps;
  size_t m = (size_t)(n-first<BATCH ? n-first : BATCH);
  const void *data = problem->equation.data;
  for (size_t i=0; i<m; i++) X[i] = x, E[i] = 1;
  for (int k=0; k<steps; k++) {
    rng_normal(dW, m, seed, stream+(uint64_t)k, (uint64_t)first);
    for (size_t i=0; i<m; i++) dW[i] *= sqrt(h);
    if (problem->slope!=NULL) @<Add the gain of the step to the control variate@>@;
    discount(E, m, problem, X, k*h, h, y);
    sde_step(X, m, &problem->equation, SDE_HEUN, k*h, h, dW, scratch);
    discount(E, m, problem, X, (k+1)*h, h, y);
  }
  problem->payoff(y, m, X, T, data);
  for (size_t i=0; i<m; i++)
    reward[first+(int)i] = E[i]*y[i], control[first+(int)i] = M[i];
}

@ @<Add the gain of the step to the control variate@>=
{
  problem->slope(y, m, X, k*h, data);
  problem->equation.diffusion(scratch, m, X, k*h, data);
  for (size_t i=0; i<m; i++) M[i] += E[i]*y[i]*scratch[i]*dW[i];
}

@ \fig{reversal/order} compares both methods with the closed forms. \claim{reversal.order} The largest errors of the solver, with $\tau$ proportional to~$h$, fall with the orders \num{reversal.order_moment} (second moment), \num{reversal.order_digital} (digital), \num{reversal.order_cameron} (Cameron and Martin) and \num{reversal.order_black} (Black and Scholes), where theory says~2.
\claim{reversal.estimates} Over all rewards and step sizes (but the largest, where Heun's bias shows) the estimates from \num{reversal.paths} paths, plain and with control variate, lie within \num{reversal.estimates} standard errors of the closed forms. \claim{reversal.control} With \num{reversal.most_steps} steps the control divides the standard error by \num{reversal.gain_moment}, \num{reversal.gain_digital}, \num{reversal.gain_cameron} and
\num{reversal.gain_black}, which is worth the squares of these numbers in paths. The rest falls with the powers \num{reversal.power_moment}, \num{reversal.power_digital}, \num{reversal.power_cameron} and \num{reversal.power_black} of the step; theory says $\frac12$, and $\frac14$ for the digital reward.

\showfig{reversal/order}{Left: largest error of the backward solver, relative to the largest value, against the mesh; the grey line has slope~2. Right: standard error with control over that without, against the step; the lines have the slopes $\frac12$ and $\frac14$.}

@*1 Time reversal.
Let $Y_s=X_{T-s}$. What does $Y$ satisfy? The density is known, $p(\cdot,T-s)$, and one may guess: $\partial_sp=-\partial_tp=\nabla\cdot(fp)-\frac12\Delta(g^2p)$ has the wrong sign in front of the Laplacian, but since $\nabla p=p\,\nabla\ln p$,
@^time reversal@>
@^Anderson, Brian D. O.@>
\[
  \partial_sp=\nabla\cdot(fp)-\tfrac12g^2\Delta p=-\nabla\cdot\bigl[(-f+g^2\nabla\ln p)\,p\bigr]+\tfrac12g^2\Delta p ,
\]
a Fokker--Planck equation of the right sign with the drift $-f+g^2\nabla\ln p$. This is where many texts stop. But it shows only that a diffusion with this drift has the right density at each time; so have many others, as the next section shows. That $Y$ itself is that diffusion is a statement about two times, and needs the
backward equation.

\begin{theorem}[\citealp{anderson1982}]\label{th:reversal-anderson}
  For $0<t<T$ let $X$ have a density $p(x,t)>0$, and for $r<t$ a transition density $k(x,t\given y,r)$. Let $f_i$ be once, $a_{ij}$, $p$ and $k$ (in~$y$) twice continuously differentiable in space, $p$ and $k$ once in time, all jointly continuous, and let $p$ satisfy the Fokker--Planck equation and $k$ the backward equation in $(y,r)$.
  Then $Y_s=X_{T-s}$, $0<s<T$, is a Markov process, and its transition density satisfies the Fokker--Planck equation of
  \begin{equation}\label{eq:reversal-matrix}
    dY=\bar f\,ds+G\,dB,\qquad\bar f=-f+\nabla\cdot a+a\,\nabla\ln p ,
  \end{equation}
  with $a=GG^\top$, $(\nabla\cdot a)_i=\partial_ja_{ij}$, all functions taken at $(Y_s,T-s)$. For every test function~$\varphi$ the process $\varphi(Y_s)-\int\bar L\varphi(Y_s)\,ds$ is a martingale, $\bar L=\bar f\cdot\nabla+\frac12a_{ij}\partial_{ij}$.
\end{theorem}
\begin{proof}
  \emph{Markov.} Past and future of~$X$ are independent once the present is known. This statement is symmetric in time.

  \emph{Transition.} Let $r<t$, and let $Y$ go from $x$ at $s=T-t$ to $y$ at $s'=T-r$. The joint density of $(X_r,X_t)$ at $(y,x)$ is $p(y,r)\,k(x,t\given y,r)$, so the density of the arrival is, by Bayes' rule,
  \begin{equation}\label{eq:reversal-bayes}
    \bar k(y,s'\given x,s)=p(y,r)\,u(y,r),\qquad u(y,r)=\frac{k(x,t\given y,r)}{p(x,t)} .
  \end{equation}
  With $(x,t)$ fixed, $u$ satisfies the backward equation and $p$ the Fokker--Planck equation in the variables $(y,r)$. Hence, by Lemma~\ref{th:reversal-identity},
  \[
    \partial_r(pu)=u\,L^*p-p\,Lu=-\bar L^*(pu),\qquad\partial_{s'}\bar k=-\partial_r(pu)=\bar L^*\bar k ,
  \]
  where \eqref{eq:reversal-drift} is the $\bar f$ of the theorem, as $\frac1p\partial_j(a_{ij}p)=\partial_ja_{ij}+a_{ij}\,\partial_j\ln p$.

  \emph{Martingale.} Multiply by $\varphi$ and integrate over~$y$, by parts, and over the time from $s_1$ to~$s'$:
  \[
    \EE[\varphi(Y_{s'})\given Y_s=x]-\EE[\varphi(Y_{s_1})\given Y_s=x]=\int_{s_1}^{s'}\EE[\bar L\varphi(Y_\rho)\given Y_s=x]\,d\rho .
  \]
  As $s_1\to s$, the second term tends to $\varphi(x)$, because paths are continuous. By the Markov property, knowing $Y$ up to~$s$ is as good as knowing $Y_s$.
\end{proof}
\begin{fact}[\citealp{stroock1979}, Section~4.5]\label{th:reversal-stroock}
  A continuous process for which all $\varphi(Y_s)-\int\bar L\varphi\,ds$ are martingales is a solution of \eqref{eq:reversal-matrix}, with some Brownian motion~$B$, on a larger probability space if $a$ is singular.
\end{fact}
@^martingale problem@>

The Brownian motion $B$ is not $W$ run backwards. An increment of $W$ is independent of the past of~$X$, not of its future; $B$ is what is left of the path, read backwards, once the part has been removed that the present knows of it. For noise $g(t)$ the theorem is $\bar f=-f+g^2\nabla\ln p$.
@^sign of the reversed drift@>

\begin{table}[htbp]\centering\small\tabcolsep5pt\renewcommand\arraystretch{1.4}
\begin{tabular}{@@{}lll@@{}}\toprule
time & equation & Euler's step, $h>0$\\\midrule
$s=T-t$, up & $dY=\bigl[-f+g^2\nabla\ln p\bigr]\,ds+g\,dB$ & $y+(-f+g^2\nabla\ln p)\,h+g\sqrt h\,Z$\\
$t$, down & $dX=\bigl[f-g^2\nabla\ln p\bigr]\,dt+g\,d\bar W$, $dt<0$ & $x-(f-g^2\nabla\ln p)\,h+g\sqrt h\,Z$\\\bottomrule
\end{tabular}
\caption{The two conventions for the reversed equation. They are the same equation, and the same line of code.}\label{tab:reversal}
\end{table}

Table~\ref{tab:reversal} has both conventions. In both, the particle is driven \emph{up} the slope of the density, twice as hard as diffusion, seen as a velocity $-\frac12g^2\nabla\ln p$, drives a cloud down.

@ \emph{Regularity.} The proof wants smooth positive densities. Where does one get them? For the processes of Table~\ref{tab:sde} it is enough that $\sigma(t)>0$: $p$ is a convolution with a Gaussian kernel, smooth and positive for every law of $X_0$, even for a single point. All hypotheses hold on $0<t\le T$; the theorem runs $Y$ up to any $s<T$. What may
fail is the very end. If the data fill $\RR^d$ with a smooth density, $\nabla\ln p$ has a limit as $t\to0$. If they lie on a point, a curve or a sheet, then at distance~$\delta$ from it the score is about $-\delta/\sigma^2$, with $\delta$ of the order of~$\sigma$: it grows like $1/\sigma$, and its derivative like $1/\sigma^2$. The reversed process is drawn in to the data as a
bridge is to its end, and a program stops at some $t_{\min}>0$, having still the noise $\sigma(t_{\min})$.
@^regularity of time reversal@>
@^Haussmann and Pardoux@>

\begin{fact}[\citealp{haussmann1986}]\label{th:reversal-haussmann}
  Let $f$ and $G$ be Lipschitz in~$x$ with linear growth, and let $X_t$ have a density with $\int_{t_0}^T\int_{\abs x<R}\bigl(p^2+\abs{G^\top\nabla p}^2\bigr)\,dx\,dt<\infty$ for all $R$ and $t_0>0$ (as is the case if the initial density is square integrable with the weight $(1+\abs x^k)^{-1}$ for some~$k$, and either $a\ge\epsilon I$ for an $\epsilon>0$ or the second derivatives of~$a$ are bounded). Then $Y$ is a solution of \eqref{eq:reversal-matrix}, where $\frac1p\partial_j(a_{ij}p)$ is taken
  in the sense of distributions, and as zero where $p=0$.
\end{fact}

\begin{wrong}[The divergence in the matrix case]
  \emph{The matrix case.} If the noise depends on~$x$, the reversed drift is not $-f+a\nabla\ln p$: the divergence $\nabla\cdot a$ belongs to it. For the geometric Brownian motion $dX=\mu X\,dt+\nu X\,dW$ with $\ln X_t\sim\normal(m_t,v_t)$ the right drift is $x\,\bigl[-\mu+\nu^2-\nu^2(\ln x-m_t)/v_t\bigr]$ for $ds$; without the divergence it is
  $2\nu^2x$ less, and the mean of $\ln Y$ arrives $2v_0\ln(1+\nu^2T/v_0)$ too low (Exercise~\ref{ex:reversal-gbm}). \claim{reversal.gbm} With $\nu=\num{reversal.gbm_nu}$, $T=1$ and a start of variance \num{reversal.gbm_v0} the mean of $\ln Y$ comes back to \num{reversal.gbm_right} where zero is right; without the divergence to \num{reversal.gbm_wrong}, theory \num{reversal.gbm_theory}.
\end{wrong}

@*1 The family, and the process that is its own reversal.
In Chapter~\ref{ch:fokker_planck} noise was traded for drift with time running forward. The trade works in both directions.
@^family of processes with one density@>
@^probability-flow equation@>

\begin{theorem}[The family, backwards]\label{th:reversal-family}
  Let $p>0$ be a smooth solution of the Fokker--Planck equation for $dX=f\,dt+g(t)\,dW$. For every $\lambda\ge0$, $p(\cdot,T-s)$ solves that of
  \begin{equation}\label{eq:reversal-family}
    dY=\Bigl[-f+\tfrac{1+\lambda^2}2\,g^2\nabla\ln p\Bigr]ds+\lambda g\,dB ,
  \end{equation}
  or, with $dt<0$, of $dX=\bigl[f-\frac{1+\lambda^2}2g^2\nabla\ln p\bigr]dt+\lambda g\,d\bar W$.
\end{theorem}
\begin{proof}
  The flux of \eqref{eq:reversal-family} is $-fp+\frac{1+\lambda^2}2g^2\nabla p-\frac{\lambda^2}2g^2\nabla p=-(fp-\frac12g^2\nabla p)=-J$, for every~$\lambda$, and $\partial_sp=-\partial_tp=\nabla\cdot J$.
\end{proof}

So $\lambda=0$ is the probability flow, run backwards with the same velocity; $\lambda=1$ is Anderson's reversal. Splitting the drift,
@^Langevin's equation@>
\begin{equation}\label{eq:reversal-split}
  dY=\underbrace{\bigl[-f+\tfrac12g^2\nabla\ln p\bigr]ds}_{\text{probability flow}}+\underbrace{\tfrac12\lambda^2g^2\nabla\ln p\,ds+\lambda g\,dB}_{\text{Langevin's equation for }p(\cdot,t)} :
\end{equation}
the flow carries one density to the next, and on top runs a process that has the present density as its stationary state, $\lambda^2$ times as fast as in \eqref{eq:fokker_planck-boltzmann}. It changes nothing as long as the density is right. Where it is not, it repairs; we shall see how much.

All members have the same density at each time. In general only $\lambda=1$ has the same law of the \emph{pair} $(X_t,X_0)$. The Ornstein--Uhlenbeck process shows it best.

\begin{theorem}[Reversible]\label{th:reversal-ou}
  Let $D>0$ be constant, $\pi$ a smooth positive density with $\nabla\ln\pi$ Lipschitz, $f=D\nabla\ln\pi$ and $G=\sqrt{2D}\,I$, and let $X_0$ have the density~$\pi$: detailed balance. Then $\bar f=f$; the reversed process has the law of the process itself. For the family, $Y_s$ has the law of $X_{\lambda^2s}$. In particular, for $f=-\kappa x$ on the line, $\Cov(Y_s,Y_0)=\frac D\kappa e^{-\lambda^2\kappa s}$.
\end{theorem}
\begin{proof}
  $-f+2D\nabla\ln\pi=f$, and $p=\pi$ at all times. With~$\lambda$, $-f+(1+\lambda^2)D\nabla\ln\pi=\lambda^2f$ and the noise is $\lambda\sqrt{2D}$: the equation of $X$ with time multiplied by $\lambda^2$. Lipschitz coefficients have one solution (Fact~\ref{th:sde-existence}), and so they determine its law.
\end{proof}
@^detailed balance@>

A film of a reversible process cannot be told from the film run backwards: the score that time reversal adds is just enough to turn $-f$ around to~$f$. For $\lambda=0$ nothing moves at all: $f-\frac12g^2\nabla\ln\pi=0$.

\showfig{reversal/pairs}{Where did a particle come from? Points: value at $t=\num{reversal.pair_time}$ to the right, value at $t=0$ upwards. Left: forward paths. Middle: the reversed equation from the same distribution at~$t$, which makes the same pairs. Right: probability flow, with the same distributions on both axes, and pairs on a curve.}

\fig{reversal/pairs} shows pairs for the mixture of three humps. \claim{reversal.pairs} The covariance of $X_0$ and $X_t$ is $\alpha(t)\Var X_0=\num{reversal.pair_theory}$. Reversed, it is \num{reversal.pair_1} with $\lambda=1$; it is \num{reversal.pair_0} along the flow, which keeps quantiles and so has the largest covariance that the two distributions allow. \claim{reversal.posterior} Sharper still: all particles started at $X_t=\num{reversal.posterior_x}$ end,
by \eqref{eq:reversal-bayes}, with the posterior density $p_0(y)\,\normal(\num{reversal.posterior_x};\alpha y,\sigma^2)/p(\num{reversal.posterior_x},t)$, a mixture again; the distance $\sqrt n\sup\abs{F_n-F}$ from it, explained below, is \num{reversal.posterior}, a value exceeded by chance with probability \num{reversal.posterior_p}.

@*1 Running it.
The run is Heun's method of Chapter~\ref{ch:sde} with a negative step. There Heun solved Stratonovich's equation; with noise $g(t)$ there is only one. What is its order?
@^Heun method, stochastic@>

\begin{fact}[\citealp{milstein2004}, Chapter~2]\label{th:reversal-heun}
  For additive noise, and coefficients with enough bounded derivatives, Heun's method \eqref{eq:sde-heun} has weak order two.
\end{fact}
For $\lambda=0$ it is Heun's method for ordinary equations, of order two in every sense. Where the score is linear one can watch it. If the data are $\normal(0,v)$, the noised density is $\normal(0,V)$ with $V=\alpha^2v+\sigma^2$ and $\nabla\ln p=-x/V$. The drift is then $A(t)\,x$ with $A=f+c\,g^2/V$, $c=\frac12(1+\lambda^2)$, and a step from $t$ to $t-h$ takes the variance
of the particles, $M$, to
@^Gaussian data@>
\begin{equation}\label{eq:reversal-recursion}
  \begin{gathered}
  M'=R^2M+S^2h,\qquad R=1-\tfrac h2(A+A_-)+\tfrac{h^2}2A\,A_-,\\
  S=\tfrac\lambda2(g+g_-)-\tfrac h2A_-\lambda g ,
  \end{gathered}
\end{equation}
the minus as subscript denoting values at $t-h$: substitute the predictor $x-hAx+\lambda g\,\Delta W$ into the corrector. One step from $M=V$ errs by $\bigO{h^3}$ (Exercise~\ref{ex:reversal-recursion}), so the run by $\bigO{h^2}$, with no sampling error in between; the tests hold runs of few steps, whose error is large, against this recursion.

@<Interface of the runs back in time@>=
typedef struct {
  const SdeProcess *process;
  const HeatMixture *mixture; /* one-dimensional */
} ReversalData;
void reversal_score(double *s, size_t n, const double *x, double t,@|
  const void *data); /* an |SdeField|: the exact score of a mixture noised up to time~|t|; |data| points to a |ReversalData| */
void reversal_run(double *x, size_t n, const SdeProcess *q, SdeField score,@|
  const void *data, double lambda, int steps, const double *times,@|
  uint64_t seed, uint64_t stream);
  /* |n| one-dimensional particles |x|, in place, from |times[0]| down to |times[steps]|, decreasing, by \eqref{eq:reversal-family}: for $dt<0$ drift
     $fx-\frac12(1+\lambda^2)g^2s$ and noise $\lambda g$; |score(s, m, x, t, data)| is asked for at all of the times, from several threads, and at
     most 1024 points at once; step~|k| reads the first |n| normals of the stream |stream+k| */
void reversal_drive(double *x, size_t n, const SdeProcess *q, SdeField score,@|
  const void *data, double c, double lambda, int steps, const double *times,@|
  uint64_t seed, uint64_t stream);
  /* the same with drift $fx-c\,g^2s$ for any~|c|, which is right only for $c=\frac12(1+\lambda^2)$ */

@ The exact score of a noised mixture is that of Chapter~\ref{ch:heat}.

@<Functions of the runs back in time@>=
void reversal_score(double *s, size_t n, const double *x, double t,@|
  const void *data)
{
  const ReversalData *d = data;
  double a, s2;
  base_require(d->mixture->d==1, "reversal_score: a mixture in %d dimensions", d->mixture->d);
  sde_transition(&a, &s2, d->process, 0, t);
  heat_mixture_score(s, d->mixture, a, s2, n, x);
}

@ Drift and noise become fields of an |SdeEquation|. Neither knows the direction of time: with $dt<0$ the formulas are those of the table's second line.

@<Functions of the runs back in time@>=
typedef struct {
  const SdeProcess *q;
  SdeField score;
  const void *data;
  double c, lambda;
} ReversalDrive;
@#
static void drift_back(double *y, size_t n, const double *x, double t, const void *data)
{
  const ReversalDrive *d = data;
  double f = sde_f(d->q, t), g = sde_g(d->q, t);
  d->score(y, n, x, t, d->data);
  for (size_t i=0; i<n; i++) y[i] = f*x[i]-d->c*g*g*y[i];
}
@#
static void noise_back(double *y, size_t n, const double *x, double t, const void *data)
{
  const ReversalDrive *d = data;
  double g = d->lambda*sde_g(d->q, t);
  (void)x;
  for (size_t i=0; i<n; i++) y[i] = g;
}

@ Particles do not meet. A batch of them fits into the first-level cache and runs through all steps before the next one begins. The right factor takes one line.
@^cache@>

@<Functions of the runs back in time@>=
void reversal_drive(double *x, size_t n, const SdeProcess *q, SdeField score,@|
  const void *data, double c, double lambda, int steps, const double *times,@|
  uint64_t seed, uint64_t stream)
{
  const ReversalDrive drive = {q, score, data, c, lambda};
  const SdeEquation equation = {drift_back, noise_back, NULL, &drive};
  base_require(steps>=1 && lambda>=0,@|
    "reversal_drive: %d steps, lambda=%g", steps, lambda);
  for (int k=0; k<steps; k++) base_require(times[k]>times[k+1] && times[k+1]>=0,@|
    "reversal_drive: times[%d]=%g, then %g", k, times[k], times[k+1]);
#pragma @=omp parallel for schedule(dynamic)@>
  for (size_t first=0; first<n; first+=BATCH)
    @<Take a batch of particles back through all steps@>@;
}
@#
void reversal_run(double *x, size_t n, const SdeProcess *q, SdeField score,@|
  const void *data, double lambda, int steps, const double *times,@|
  uint64_t seed, uint64_t stream)
{
  reversal_drive(x, n, q, score, data, 0.5*(1+lambda*lambda), lambda,@|
    steps, times, seed, stream);
}

@ @<Take a batch of particles back through all steps@>=
{
  size_t m = n-first<BATCH ? n-first : BATCH;
  double dW[BATCH] = {0}, scratch[5*BATCH];
  for (int k=0; k<steps; k++) {
    double h = times[k+1]-times[k]; /* negative */
    if (lambda>0) rng_normal(dW, m, seed, stream+(uint64_t)k, first);
    for (size_t i=0; i<m; i++) dW[i] *= sqrt(-h);
    sde_step(x+first, m, &equation, SDE_HEUN, times[k], h, dW, scratch);
  }
}

@ \emph{Has it arrived?} We want one number with known noise. Let $F$ be the distribution function of $p_0$ and $F_n$ that of the $n$ particles. Kolmogorov's statistic \citep{kolmogorov1933}
@^Kolmogorov's statistic@>
@^sampling error@>
\begin{equation}\label{eq:reversal-ks}
  K=\sqrt n\,\sup_x\abs{F_n(x)-F(x)}
\end{equation}
has a law that does not depend on~$F$, since $F(X)$ is uniform.
\begin{fact}[\citealp{kolmogorov1933,smirnov1948}]\label{th:reversal-ks}
  For independent samples from a continuous~$F$, as $n\to\infty$, $P(K>z)\to2\sum_{j\ge1}(-1)^{j-1}e^{-2j^2z^2}$. This law has mean $\sqrt{\pi/2}\ln2=0.869$ and standard deviation $\bigl(\frac{\pi^2}{12}-\frac\pi2\ln^22\bigr)^{1/2}=0.260$; $P(K>1.36)=0.05$ and $P(K>1.95)=0.001$.
\end{fact}
If the method has a bias $b=\sup\abs{F_*-F}$, with $F_*$ the distribution that it would make of infinitely many particles, $K$ moves by at most $\sqrt n\,b$. So we choose the steps such that $\sqrt n\,b$ is well below 0.26. \fig{reversal/steps} shows the choice being made. With few steps $K$ falls like $N^{-2}$ until it sinks into the noise, grey. \claim{reversal.bias} At the three smallest~$N$ the orders
are about \num{reversal.bias_order_0} (flow), \num{reversal.bias_order_half} and \num{reversal.bias_order_1}; extrapolated from there with order two, the bias at $N=\num{reversal.steps}$ shifts $K$ by at most \num{reversal.bias}.

\showfig{reversal/steps}{The statistic $K$ after runs of $N$ steps with \num{reversal.particles} particles, and a line of slope~$-2$. Grey: where 98 per cent of the values lie if the samples are exact.}

\claim{reversal.landed} With $N=\num{reversal.steps}$ steps, from exact samples of $p(\cdot,1)$, the three runs of \fig{reversal/landing} end with $K=\num{reversal.K_0}$ for $\lambda=0$, \num{reversal.K_half} for $\lambda=\frac12$ and \num{reversal.K_1} for $\lambda=1$, to be exceeded by chance with probabilities \num{reversal.p_0}, \num{reversal.p_half} and \num{reversal.p_1}. They have landed, as far as
\num{reversal.particles} particles can tell. The times are $t_k=(1-k/N)^2$: close together near the data, where the humps are narrow.

\showfig{reversal/landing}{The mixture, noised until $t=1$ and brought back by three members of the family: histograms of \num{reversal.particles} particles each (points) and $p_0$ (curve).}

@*1 What goes wrong.
A reverse sampler with a wrong factor does not crash. It makes pictures, and they look plausible. For Gaussian data we can say in advance what each mistake costs.
@^mistakes in time reversal@>

\begin{theorem}[Right and wrong factors]\label{th:reversal-ratio}
  For a linear process with $\sigma(0)=0$ and $n=\sigma^2/\alpha^2$ let the data be $\normal(0,v)$ and $V(t)=\alpha^2v+\sigma^2$. Let $Y$ start at time~$T$ with mean zero and the variance $r_0V(T)$, and follow $dx=[fx-c\,g^2\nabla\ln p]\,dt+\lambda g\,d\bar W$, $dt<0$, with any $c$ and~$\lambda$. At time~$t$ its variance is $rV(t)$, where
  \begin{equation}\label{eq:reversal-ratio}
    \frac{dr}{d\eta}=\lambda^2-(2c-1)\,r,\qquad\eta=\ln\frac{v+n(T)}{v+n(t)} .
  \end{equation}
  Hence $r=1$ is kept if and only if $c=\frac12(1+\lambda^2)$, and then $r-1=(r_0-1)\,e^{-\lambda^2\eta}$.
\end{theorem}
\begin{proof}
  In $s=T-t$ the equation is $dY=-(f+cg^2/V)\,Y\,ds+\lambda g\,dB$, so the variance $M$ has $\dot M=-2(f+cg^2/V)M+\lambda^2g^2$. And $\dot V=-(2fV+g^2)$ by \eqref{eq:sde-clock}. For $r=M/V$ therefore $\dot r=\dot M/V-r\dot V/V=(g^2/V)\bigl[\lambda^2-(2c-1)r\bigr]$: $f$ has dropped out. Finally $V=\alpha^2(v+n)$ and $g^2=\alpha^2\,dn/dt$, so
  $\int(g^2/V)\,dt=\int dn/(v+n)$.
\end{proof}

The new clock $\eta$ runs, from noise to data, up to $\eta_0=\ln\bigl(1+n(T)/v\bigr)$: \num{reversal.eta} for the variance-preserving process with $v=\num{reversal.gauss_v}$. With $N_0=e^{\eta_0}=1+n(T)/v$, and $r_0=1$:
@^noise without drift@>
@^halved score@>

\begin{table}[htbp]\centering\small\tabcolsep4pt\renewcommand\arraystretch{1.3}
\begin{tabular}{@@{}lccccc@@{}}\toprule
what was done & $c$ & $\lambda$ & $r$ at the end & in numbers & measured\\\midrule
noise, the flow's drift (half score) & $\frac12$ & 1 & $1+\eta_0$ & \num{reversal.rt_noise} & \num{reversal.r_noise}\\
the flow, its factor halved & $\frac14$ & 0 & $N_0^{1/2}$ & \num{reversal.rt_half} & \num{reversal.r_half}\\
reversed drift, noise left out & 1 & 0 & $N_0^{-1}$ & \num{reversal.rt_quiet} & \num{reversal.r_quiet}\\
no score & 0 & 1 & $2N_0-1$ & \num{reversal.rt_none} & \num{reversal.r_none}\\
score with the wrong sign & $-1$ & 1 & $\frac13(4N_0^3-1)$ & \num{reversal.rt_sign} & \num{reversal.r_sign}\\
Anderson & 1 & 1 & 1 & \num{reversal.rt_right} & \num{reversal.r_right}\\\bottomrule
\end{tabular}
\caption{The final variance over the right one, for Gaussian data.}\label{tab:reversal-ratio}
\end{table}

\claim{reversal.ratios} Table~\ref{tab:reversal-ratio} compares with runs of \num{reversal.ratio_particles} particles: the measured variances agree with the theorem to \num{reversal.ratio_off} per cent, of which the sampling error explains \num{reversal.ratio_noise}. On the mixture the mistakes look like \fig{reversal/wrong}.

\begin{wrong}[Noise without drift, or half of the score]
  \emph{Noise without drift, or half of the score.} Two formulas stand side by side in every text: $f-g^2\nabla\ln p$ with the noise~$g$, and $f-\frac12g^2\nabla\ln p$ without noise. Taking the factor of the second and the noise of the first is a common mistake, and it is the same as halving the score. The humps come out blurred: \claim{reversal.wrong_noise} on the
  mixture $K=\num{reversal.wrong_K}$, where \num{reversal.ks_mean} is to be expected. For Gaussian data the variance is $1+\eta_0$ times the right one: a logarithm, which grows without bound as $v\to0$. The sharper the data, the worse.
\end{wrong}

\begin{wrong}[Drift without noise]
  \emph{Drift without noise.} Leaving the noise out of the reversed equation, in the hope of cleaner samples, makes them collapse, by $N_0^{-1}$ in the variance. \claim{reversal.wrong_quiet} On the mixture, whose standard deviation is \num{reversal.right_spread}, all particles end within a standard deviation of \num{reversal.wrong_quiet} near the top of \emph{one} hump: while the density still has a single hump, the drift
  gathers them around it, and later there is nothing to divide them. Such samples look \emph{better} than the data, each one likely, and all alike; $K=\num{reversal.quiet_K}$.
\end{wrong}

\begin{wrong}[No score, or the wrong sign]
  \emph{No score, or its sign.} ``To undo $dX=fX\,dt+g\,dW$, run $-f$.'' The drift $-f=\frac12\beta$ pushes away from zero and no force brings anything back. \claim{reversal.wrong_none} The particles end with standard deviation \num{reversal.wrong_none}, where \num{reversal.right_spread} is right. With the sign of the score reversed, $f+g^2\nabla\ln p$ for $dt<0$, the variance of Gaussian data would
  be off by the factor \num{reversal.rt_sign}. These mistakes are loud, and harmless for that reason. The sign rule that cannot be forgotten: whichever way time is counted, in the step that goes towards the data the score \emph{pulls up}, $+h\,g^2\nabla\ln p$.
\end{wrong}

\showfig{reversal/wrong}{Three ways to be wrong on the mixture (grey: $p_0$; red: \num{reversal.particles} particles): the flow's drift with Anderson's noise; Anderson's drift without noise; no score at all, on a wider axis.}

@ \claim{reversal.forget} \fig{reversal/ratio} is the case for noise. The start $\normal(0,1)$ is never quite $p(\cdot,T)$; an error in it, like any error made on the way, is a ratio $r_0\ne1$. The flow hands it on unchanged: twice the variance at the start, \num{reversal.forget_0} times at the end. With noise it fades like $e^{-\lambda^2\eta}$: \num{reversal.forget_half} for $\lambda=\frac12$,
\num{reversal.forget_1} for $\lambda=1$. Against this stand the steps that noise costs; the chapters on samplers weigh the two.

\showfig{reversal/ratio}{Variance over right variance on the way from noise ($\eta=0$) to data, from a start of twice the right variance. Curves: Theorem~\ref{th:reversal-ratio}. Points: particles. Noise forgets the error, the flow keeps it.}

@*1 The program.
The program has two parameters:
\parameters{reversal}
Each experiment is one function with streams of its own: experiment~$k$ uses those from $k\cdot2^{32}$ on. All runs share the mixture of three humps and the variance-preserving process.

@(reversal_main.c@>=
#include <math.h>
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
@#
static int particles, paths;
static const CliParam table[] = {@|
  {"particles", CLI_INT, &particles, 100000, 1000, 1000000, "particles in the runs back in time"},@|
  {"paths", CLI_INT, &paths, 10000, 1000, 1000000, "paths in an estimate of Feynman and Kac"}
};
@#
@<Helpers of the reversal program@>@;
@<Experiments with expectations@>@;
@<Experiments with time reversal@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "reversal", table, 2);
  if (cli_quick()) particles = 4000, paths = 2000;
  vp = sde_vp(0.1, 20);
  cloud = base_reals((size_t)particles), partner = base_reals((size_t)particles);
  go_and_come_back();@+ test_duality();@+ measure_rewards();
  reverse_geometric();@+ compare_pairs();
  choose_steps();@+ follow_ratios();@+ break_factors();
  free(cloud), free(partner);
  return results_end();
}

@ What all experiments share:

@<Helpers of the reversal program@>=
enum {@+STEPS=64, MOST=4096@+}; /* steps of the runs that count; room for curves */
static const char *lambda_key[3] = {"0", "half", "1"};
static const char *lambda_name[3] = {"$λ=0$", "$λ=1/2$", "$λ=1$"};
static const double w[3] = {0.40, 0.35, 0.25}, m[3] = {-1.2, 0.5, 2.0};
static const double v[3] = {0.09, 0.04, 0.16};
static const HeatMixture humps = {3, 1, w, m, v};
static SdeProcess vp;
static const ReversalData truth = {&vp, &humps};
static double *cloud, *partner, x[MOST], y[MOST], u[MOST], p[MOST];
@#
static uint64_t stream(int experiment, int number)
{@+ return ((uint64_t)experiment<<32)+(uint64_t)number;@+}
@#
static void noised(double *cloud, int n, double t, uint64_t s)
{
  double a = sde_alpha(&vp, t), sigma = sde_sigma(&vp, t);
  heat_mixture_sample(cloud, &humps, a, sigma*sigma, (size_t)n, cli_seed(), s, 0);
}
@#
static void times_back(double *t, int N, double T) /* $t_k=T(1-k/N)^2$ */
{@+ for (int k=0; k<=N; k++) t[k] = T*(1-(double)k/N)*(1-(double)k/N);@+}

@ Almost every run goes from exact samples at some time back to the data, with the true score; |take_back| is that run, with any factors. Numbers that belong to one of several cases get its name, and a number that is also a claim is told once.

@<Helpers of the reversal program@>=
static void take_back(double T, int N, double c, double lambda, uint64_t s)
{
  double t[STEPS+1];
  times_back(t, N, T);
  reversal_drive(cloud, (size_t)particles, &vp, reversal_score, &truth, c, lambda,@|
    N, t, cli_seed(), s);
}
@#
static void tell(const char *what, const char *of, double value, const char *format)
{
  char name[64];
  snprintf(name, sizeof name, "reversal.%s_%s", what, of);
  results_number(name, value, format);
}
@#
static void tell_within(const char *name, double value, const char *format,@|
  double low, double high)
{@+ results_number(name, value, format), results_within(name, value, low, high);@+}

@ A cloud is drawn over the density of the data, as dots where it should lie on the curve and as a line where it should not.

@<Helpers of the reversal program@>=
static void draw_cloud(Plot *plot, int panel, const char *title, int colour,@|
  double reach, double top)
{
  int bins = colour==PLOT_BLUE ? 50 : 100;
  double bar[100], spread[100], at[100];
  stats_density(bar, spread, bins, -reach, reach, particles, cloud);
  for (int b=0; b<bins; b++) at[b] = reach*(2*b+1-bins)/bins;
  for (int i=0; i<=400; i++) x[i] = reach*(i-200)/200;
  heat_mixture_density(y, &humps, 1, 0, 401, x);
  plot_panel(plot, panel);
  plot_axes(plot, -reach, reach, 0, top, 0, "$x$", panel ? "" : "density");
  plot_title(plot, title);
  plot_curve(plot, PLOT_GREY, 1.2, 0, "exact", 401, x, y);
  if (colour==PLOT_BLUE) plot_dots(plot, colour, PLOT_CIRCLE, "particles", bins, at, bar);
  else plot_curve(plot, colour, 1, 0, "particles", bins, at, bar);
}

@ Kolmogorov's statistic wants the samples in order. Between two of them $F_n$ is constant, so the distance is largest at one of the samples, on one side or the other. |by_chance| asks how probable a larger value is; for $K<0.2$ the series of Fact~\ref{th:reversal-ks} is slow, and its sum~1 to 12 digits.

@<Helpers of the reversal program@>=
static double normal_below(double z) /* $\Phi$ */
{@+ return 0.5*erfc(-z/sqrt(2));@+}
@#
static int ascending(const void *a, const void *b)
{
  double p = *(const double *)a, q = *(const double *)b;
  return (p>q)-(p<q);
}
@#
static double kolmogorov(const HeatMixture *law) /* $K$ for the cloud, which is sorted */
{
  double most = 0, n = particles;
  qsort(cloud, (size_t)particles, sizeof *cloud, ascending);
  for (int i=0; i<particles; i++) {
    double F = 0;
    for (int k=0; k<law->K; k++)
      F += law->w[k]*normal_below((cloud[i]-law->m[k])/sqrt(law->v[k]));
    most = fmax(most, fmax(F-i/n, (i+1)/n-F));
  }
  return sqrt(n)*most;
}
@#
static double by_chance(double K) /* $P(\hbox{more than }K)$ for exact samples */
{
  double sum = 0;
  for (int j=1; j<=100; j++) sum += (j%2==1 ? 2 : -2)*exp(-2*j*j*K*K);
  return K<0.2 ? 1 : sum;
}

@ \emph{There and back}: the opening figure. The paths that return are made one step at a time.

@<Experiments with time reversal@>=
static void go_and_come_back(void)
{
  enum {@+N=200, SHOWN=8, M=161@+};
  static double picture[2][M*N], trail[2][SHOWN][N+1], t[N+1], back[N+1];
  double z[SHOWN], start[SHOWN], end[SHOWN];
  noised(start, SHOWN, 0, stream(1, 0)), noised(end, SHOWN, 1, stream(1, 1));
  for (int k=0; k<=N; k++) t[k] = (double)k/N, back[k] = 1-t[k];
  for (int k=0; k<=N; k++) {
    for (int i=0; i<SHOWN; i++) trail[0][i][k] = start[i], trail[1][i][k] = end[i];
    if (k==N) break;
    rng_normal(z, SHOWN, cli_seed(), stream(1, 10+k), 0);
    sde_advance(start, SHOWN, &vp, t[k], t[k+1], z);
    reversal_run(end, SHOWN, &vp, reversal_score, &truth, 1, 1, back+k,@|
      cli_seed(), stream(1, 1000+k));
  }
  @<Draw the way there and the way back@>@;
}

@ @<Draw the way there and the way back@>=
for (int j=0; j<M; j++) x[j] = -3+6.0*j/(M-1);
for (int k=0; k<N; k++) {
  double now = (k+0.5)/N, s = sde_sigma(&vp, now);
  heat_mixture_density(y, &humps, sde_alpha(&vp, now), s*s, M, x);
  for (int j=0; j<M; j++)
    picture[0][j*N+k] = picture[1][j*N+N-1-k] = sqrt(fmin(y[j], 1));
}
Plot *plot = plot_new("back", 122, 48);@+ plot_grid(plot, 1, 2);
for (int r=0; r<2; r++) {
  plot_panel(plot, r);
  plot_axes(plot, 0, 1, -3, 3, r ? PLOT_NO_Y : 0, r ? "$s$" : "$t$", r ? "" : "$x$");
  plot_title(plot, r ? "back" : "there");
  plot_image(plot, "density", N, M, picture[r], 0, 1);
  for (int i=0; i<SHOWN; i++) plot_curve(plot, PLOT_WHITE, 0.4, 0, "path", N+1, t, trail[r][i]);
}
plot_end(plot);

@ \emph{Duality.} The jump of the reward lies on a face, so $n$ is a multiple of~32 on $[-8,8]$. The array |worth| holds the solution of the backward solver at all times; the loop that follows integrates against it, and against the closed form.

@<Experiments with expectations@>=
static void test_duality(void)
{
  enum {@+n=640, N=200@+};
  static double worth[N+1][n], off[3][N+1], t[N+1], exact[n];
  const SdeProcess ou = sde_ou(1, sqrt(2), 1);
  double tau = 1.0/N, value[3] = {0}, worst[3] = {0};
  FokkerPlanck *forward = fokker_planck_new(n, -8, 8, FOKKER_PLANCK_SEALED);
  ReversalSolver *backward = reversal_solver_new(n, -8, 8, FOKKER_PLANCK_SEALED);
  const double *at = reversal_solver_centres(backward);
  fokker_planck_linear(forward, FOKKER_PLANCK_CHANG_COOPER, -1, 1);
  reversal_solver_linear(backward, -1, 0, 1, NULL);
  @<Take the end value 1 back by the wrong equation and the right one@>@;
  for (int i=0; i<n; i++) worth[N][i] = at[i]>0.5;
  for (int k=N; k>0; k--) {
    memcpy(worth[k-1], worth[k], sizeof worth[k]);
    reversal_solver_steps(worth[k-1], backward, 0.5, tau, 1);
  }
  heat_mixture_density(p, &humps, 1, 0, n, at);
  Plot *plot = plot_new("dual", 122, 45);@+ plot_grid(plot, 1, 2);
  plot_axes(plot, -4, 4, 0, 1.05, 0, "$x$", "$p$, $u$");
  for (int k=0; k<=N; k++) @<Integrate the products of density and worth at step |k|@>@;
  @<Tell and draw the duality@>@;
  fokker_planck_free(forward), reversal_solver_free(backward);
}

@ The two solvers also serve the box on the wrong equation.

@<Take the end value 1 back by the wrong equation and the right one@>=
for (int i=0; i<n; i++) p[i] = u[i] = 1;
fokker_planck_steps(p, forward, 0.5, tau, N), reversal_solver_steps(u, backward, 0.5, tau, N);
tell_within("reversal.confused", p[n/2], "%.3f", 2.7, 2.73);
results_within("reversal.confused", u[n/2], 1-1e-9, 1+1e-9);
results_number("reversal.unconfused", u[n/2], "%.3f");

@ @<Integrate the products of density and worth at step |k|@>=
{
  double s = sde_sigma(&ou, k*tau), go = 1-k*tau, now[3] = {0};
  heat_mixture_density(y, &humps, sde_alpha(&ou, k*tau), s*s, n, at);
  for (int i=0; i<n; i++) {
    exact[i] = k==N ? at[i]>0.5 : normal_below((exp(-go)*at[i]-0.5)/sqrt(-expm1(-2*go)));
    now[0] += p[i]*worth[k][i], now[1] += y[i]*exact[i], now[2] += p[i]*exact[i];
  }
  if (k==0 || k==N/10 || k==N) {
    plot_curve(plot, PLOT_BLUE, 0.5+0.4*sqrt(10*k/N), 0, "density", n, at, y);
    plot_curve(plot, PLOT_ORANGE, 0.5+0.4*sqrt(10*k/N), 0, "worth", n, at, exact);
  }
  t[k] = k*tau;
  for (int r=0; r<3; r++) {
    if (k==0) value[r] = now[r];
    off[r][k] = fabs(now[r]/value[r]-1);
    if (k<N) worst[r] = fmax(worst[r], off[r][k]);
  }
  if (k<N) fokker_planck_steps(p, forward, 0.5, tau, 1);
}

@ @<Tell and draw the duality@>=
static const int colour[3] = {PLOT_BLUE, PLOT_GREEN, PLOT_VERMILLION};
static const double high[3] = {4e-12, 3e-18, 2e-4};
static const char *name[3] = {"solver with solver", "exact with exact", "solver with exact"};
plot_text(plot, 2.6, 0.93, "c", "$u$");
plot_pen(plot, PLOT_BLUE, 1, 0), plot_text(plot, -2.2, 0.45, "c", "$p$");
plot_panel(plot, 1);
plot_axes(plot, 0, 1, 1e-19, 1e-2, PLOT_LOG_Y, "$t$", "relative change");
for (int r=0; r<3; r++) {
  plot_curve(plot, colour[r], 0.9, 0, name[r], N, t, off[r]);
  plot_text(plot, 0.95, high[r], "r", name[r]);
}
plot_end(plot);
tell("dual", "cells", n, "%.0f"), tell("dual", "mesh", worst[2], "%.0e");
tell_within("reversal.dual", worst[0], "%.0e", 0, 1e-10);
tell_within("reversal.exact_dual", worst[1], "%.0e", 0, 1e-10);

@ \emph{The four rewards} are one type with a kind, so that one set of fields serves all, paths and solver. |worth_of| gives the closed form and its slope.

@<Experiments with expectations@>=
enum {@+MOMENT, DIGITAL, CAMERON, BLACK, REWARDS@+};
typedef struct {
  int kind;
  double slope, offset, g, rate, end, window; /* drift $\hbox{|slope|}\cdot x+\hbox{|offset|}$; |rate|: $k$ or $\gamma$ */
} Reward;
static const Reward reward[REWARDS] = {@|
  {MOMENT, -1, 0, 1, 0, 8, 2}, {DIGITAL, -1, 0, 1, 0, 8, 2},@|
  {CAMERON, 0, 0, 1, 2, 8, 2}, {BLACK, 0, 0.05-0.02, 0.2, 0.05, 1.6, 0.4}
};
static const char *reward_key[REWARDS] = {"moment", "digital", "cameron", "black"};
@#
static double worth_of(const Reward *q, double x, double tau, double *slope)
{
  double a = exp(q->slope*tau), z, value;
  double s = q->g*sqrt(q->slope==0 ? tau : -0.5*expm1(-2*tau));
  switch (q->kind) {
  case MOMENT: *slope = 2*a*a*x;@+ return a*a*x*x+s*s;
  case DIGITAL: z = (a*x-0.5)/s, *slope = a*heat_kernel(1, z*z, 1)/s;@+ return normal_below(z);
  case CAMERON: z = q->rate*tanh(q->rate*tau);
    value = exp(-0.5*x*x*z)/sqrt(cosh(q->rate*tau)), *slope = -x*z*value;@+ return value;
  default: z = (x+q->offset*tau)/s, *slope = exp(x)*normal_below(z+s); /* $z=d_-$ */
    return *slope-exp(-q->rate*tau)*normal_below(z);
  }
}

@ @<Experiments with expectations@>=
static void reward_drift(double *y, size_t n, const double *x, double t, const void *data)
{
  const Reward *q = data;@+ (void)t;
  for (size_t i=0; i<n; i++) y[i] = q->slope*x[i]+q->offset;
}
static void reward_noise(double *y, size_t n, const double *x, double t, const void *data)
{@+ (void)t, (void)x;@+ for (size_t i=0; i<n; i++) y[i] = ((const Reward *)data)->g;@+}
static void reward_potential(double *y, size_t n, const double *x, double t, const void *data)
{
  const Reward *q = data;@+ (void)t;
  for (size_t i=0; i<n; i++) y[i] = q->kind==CAMERON ? 0.5*pow(q->rate*x[i], 2) : q->rate;
}
static void reward_payoff(double *y, size_t n, const double *x, double t, const void *data)
{
  int kind = ((const Reward *)data)->kind;@+ (void)t;
  for (size_t i=0; i<n; i++) y[i] = kind==MOMENT ? x[i]*x[i] : kind==DIGITAL ? x[i]>0.5@|
      : kind==CAMERON ? 1 : fmax(exp(x[i])-1, 0);
}
static void reward_slope(double *y, size_t n, const double *x, double t, const void *data)
{@+ for (size_t i=0; i<n; i++) worth_of(data, x[i], 1-t, &y[i]);@+}

@ The solver takes the same fields. |solve| leaves $u$ at the time to go |tau|, at the centres |x|, and returns the largest error in the window, relative to the largest value there.

@<Experiments with expectations@>=
static double solve(const Reward *q, int n, double tau)
{
  double worst = 0, size = 0, slope;
  ReversalSolver *s = reversal_solver_new(n, -q->end, q->end, FOKKER_PLANCK_SEALED);
  memcpy(x, reversal_solver_centres(s), (size_t)n*sizeof *x);
  reward_potential(y, (size_t)n, x, 0, q), reward_payoff(u, (size_t)n, x, 0, q);
  reversal_solver_linear(s, q->slope, q->offset, 0.5*q->g*q->g, y);
  reversal_solver_start(u, s, 4*tau/n, n/4);
  for (int i=0; i<n; i++) if (fabs(x[i])<q->window) {
    double exact = worth_of(q, x[i], tau, &slope);
    worst = fmax(worst, fabs(u[i]-exact)), size = fmax(size, exact);
  }
  reversal_solver_free(s);
  return worst/size;
}

@ \emph{Orders and gains.} The mesh halves three times; the step of the paths is divided by four three times. They start off the centre, where the slope matters.

@<Experiments with expectations@>=
static void measure_rewards(void)
{
  enum {@+GRIDS=4@+};
  double h[GRIDS], e[REWARDS][GRIDS], step[GRIDS], left[REWARDS][GRIDS], worst = 0, slope;
  double value[2], spread[2], order[REWARDS], power[REWARDS];
  for (int r=0; r<REWARDS; r++) {
    const Reward *q = reward+r;
    const SdeEquation equation = {reward_drift, reward_noise, NULL, q};
    const ReversalProblem problem = {equation, q->rate>0 ? reward_potential : NULL, reward_payoff, reward_slope};
    for (int g=0; g<GRIDS; g++) {
      h[g] = ldexp(1, -g), e[r][g] = solve(q, 128<<g, 1), step[g] = 0.25*ldexp(1, -2*g);
      reversal_estimate(value, spread, &problem, 0.3*q->window, 1, 4<<(2*g), paths,@|
        cli_seed(), stream(5, 1000*(GRIDS*r+g)));
      left[r][g] = spread[1]/spread[0];
      for (int i=0; i<2 && g>0; i++) worst = fmax(worst,@|
        fabs(value[i]-worth_of(q, 0.3*q->window, 1, &slope))/spread[i]);
    }
    order[r] = stats_slope(GRIDS, h, e[r]), power[r] = stats_slope(GRIDS, step, left[r]);
    tell("order", reward_key[r], order[r], "%.2f"), tell("power", reward_key[r], power[r], "%.2f");
    tell("gain", reward_key[r], 1/left[r][GRIDS-1], "%.0f");
  }
  @<Tell and draw orders and gains@>@;
}

@ @<Tell and draw orders and gains@>=
static const int colour[REWARDS] = {PLOT_BLUE, PLOT_VERMILLION, PLOT_GREEN, PLOT_PURPLE};
static const char *label[REWARDS] = {@|"second moment", "digital",@|
  "Cameron–Martin", "Black–Scholes"};
static const double power_of[3] = {2, 0.5, 0.25}, size[3] = {2e-3, 0.3, 0.8};
Plot *plot = plot_new("order", 122, 50);@+ plot_grid(plot, 1, 2);
for (int k=0; k<2; k++) {
  double *across = k ? step : h, trend[GRIDS];
  plot_panel(plot, k);
  plot_axes(plot, k ? 0.003 : 0.09, k ? 0.4 : 1.4, k ? 0.01 : 1e-6, k ? 1 : 0.3, PLOT_LOG_X|PLOT_LOG_Y,@|
    k ? "step" : "$h$ / coarsest $h$", k ? "ratio of standard errors" : "error of the solver");
  for (int i=k; i<=2*k; i++) {
    for (int g=0; g<GRIDS; g++) trend[g] = size[i]*pow(across[g], power_of[i]);
    plot_curve(plot, PLOT_GREY, 0.8, 0, "slope", GRIDS, across, trend);
  }
  for (int r=0; r<REWARDS; r++) {
    plot_dots(plot, colour[r], r, label[r], GRIDS, across, k ? left[r] : e[r]);
    if (k==0) plot_text(plot, 0.1, 0.16/pow(2.8, r), "l", label[r]);
  }
}
plot_end(plot);
results_number("reversal.paths", paths, "%.0f");
tell("most", "steps", 4<<(2*GRIDS-2), "%.0f");
tell_within("reversal.estimates", worst, "%.1f", 0, 4.5);
for (int r=0; r<REWARDS; r++) results_within("reversal.order", order[r], 1.9, 2.1);
for (int r=0; r<REWARDS; r++) {
  double half = r==DIGITAL ? 0.25 : 0.5;
  results_within("reversal.control", power[r], half-0.08, half+0.08);
}

@ \emph{The geometric Brownian motion} reversed, with and without the divergence of~$a$, by Milstein's method in $s=T-t$, from exact samples.
@^geometric Brownian motion@>

@<Experiments with time reversal@>=
static void reverse_geometric(void)
{
  enum {@+N=200@+};
  const double mu = 0.1, nu = 0.5, v0 = 0.1, h = 1.0/N;
  double end[2], spread[2], theory = -2*v0*log1p(nu*nu/v0);
  for (int part=0; part<2; part++) { /* 1: with the divergence */
    rng_normal(cloud, (size_t)particles, cli_seed(), stream(6, 0), 0);
    for (int j=0; j<particles; j++) cloud[j] = exp(mu-0.5*nu*nu+sqrt(v0+nu*nu)*cloud[j]);
    for (int i=0; i<N; i++) {
      double t = 1-i*h, mean = (mu-0.5*nu*nu)*t, var = v0+nu*nu*t;
      rng_normal(partner, (size_t)particles, cli_seed(), stream(6, 1+i), 0);
      for (int j=0; j<particles; j++) {
        double dW = sqrt(h)*partner[j], pull = (log(cloud[j])-mean)/var;
        cloud[j] *= 1+h*(-mu+nu*nu*(2*part-1-pull))+nu*dW+0.5*nu*nu*(dW*dW-h);
      }
    }
    for (int j=0; j<particles; j++) cloud[j] = log(cloud[j]);
    stats_mean(&end[part], &spread[part], particles, cloud);
  }
  tell("gbm", "nu", nu, "%g"), tell("gbm", "v0", v0, "%g"), tell("gbm", "theory", theory, "%.3f");
  tell("gbm", "right", end[1], "%.3f"), tell("gbm", "wrong", end[0], "%.3f");
  for (int part=0; part<2; part++) {
    double right = part ? 0 : theory, margin = 4*spread[part]+0.005;
    results_within("reversal.gbm", end[part], right-margin, right+margin);
  }
}

@ \emph{Pairs.} Forward pairs are sampled exactly, and the runs back start from their second members.

@<Experiments with time reversal@>=
static void compare_pairs(void)
{
  enum {@+DRAWN=700@+};
  const double T = 0.25, a = sde_alpha(&vp, T), s = sde_sigma(&vp, T);
  double cov[3] = {0}, mean = 0, square = 0, centre, theory;
  for (int k=0; k<3; k++) mean += w[k]*m[k], square += w[k]*(m[k]*m[k]+v[k]);
  theory = a*(square-mean*mean);
  Plot *plot = plot_new("pairs", 122, 43);@+ plot_grid(plot, 1, 3);
  noised(cloud, particles, 0, stream(8, 0));
  rng_normal(partner, (size_t)particles, cli_seed(), stream(8, 1), 0);
  for (int i=0; i<particles; i++) partner[i] = a*cloud[i]+s*partner[i];
  centre = stats_sum(particles, partner)/particles;
  for (int r=0; r<3; r++) { /* forward, $\lambda=1$, $\lambda=0$ */
    if (r>0) memcpy(cloud, partner, (size_t)particles*sizeof *cloud);
    if (r>0) take_back(T, STEPS, r==1 ? 1 : 0.5, r==1, stream(8, 1000*r));
    for (int i=0; i<particles; i++)
      cov[r] += cloud[i]*(partner[i]-centre)/(particles-1);
    plot_panel(plot, r);
    plot_axes(plot, -3, 3, -3, 3, r ? PLOT_NO_Y : 0, "$X_t$", r ? "" : "$X_0$");
    plot_title(plot, r==0 ? "forward" : lambda_name[r==1 ? 2 : 0]);
    plot_dots(plot, r==2 ? PLOT_VERMILLION : PLOT_BLUE, PLOT_DOT, "pairs", DRAWN,@|
      partner, cloud);
  }
  plot_end(plot);
  tell("pair", "time", T, "%g"), tell("pair", "theory", theory, "%.3f");
  tell("pair", "1", cov[1], "%.3f"), tell("pair", "0", cov[2], "%.3f");
  results_within("reversal.pairs", cov[1], theory-8/sqrt(particles), theory+8/sqrt(particles));
  results_less("reversal.pairs", 1.1*theory, cov[2]);
  @<Compare one particle's origins with the posterior@>@;
}

@ The posterior of a mixture is a mixture: the weights become $w_k\,\normal(x;\alpha m_k,\alpha^2v_k+\sigma^2)$, normalised, and each component obeys Bayes' rule, $v_k'=1/(1/v_k+\alpha^2/\sigma^2)$ and $m_k'=v_k'(m_k/v_k+\alpha x/\sigma^2)$.
@^posterior of a mixture@>

@<Compare one particle's origins with the posterior@>=
static const double here = 0.6;
double w1[3], m1[3], v1[3], sum = 0, K;
for (int k=0; k<3; k++) {
  double r = here-a*m[k];
  w1[k] = w[k]*heat_kernel(1, r*r, a*a*v[k]+s*s), sum += w1[k];
  v1[k] = 1/(1/v[k]+a*a/(s*s)), m1[k] = v1[k]*(m[k]/v[k]+a*here/(s*s));
}
for (int k=0; k<3; k++) w1[k] /= sum;
const HeatMixture posterior = {3, 1, w1, m1, v1};
for (int i=0; i<particles; i++) cloud[i] = here;
take_back(T, STEPS, 1, 1, stream(8, 5000));
K = kolmogorov(&posterior);
tell("posterior", "x", here, "%g"), tell("posterior", "p", by_chance(K), "%.2f");
tell_within("reversal.posterior", K, "%.2f", 0, 1.95);

@ \emph{How many steps?} $K$ against~$N$. The runs with the most steps are also those of the opening claim and of \fig{reversal/landing}.

@<Experiments with time reversal@>=
static void choose_steps(void)
{
  enum {@+TRIED=6@+}; /* $N=2,\dots,64$ */
  double K[3][TRIED], size[TRIED], bias = 0, order, root = sqrt(particles);
  double mean = sqrt(acos(-1)/2)*log(2); /* of Kolmogorov's law */
  Plot *plot = plot_new("landing", 122, 36);@+ plot_grid(plot, 1, 3);
  for (int r=0; r<3; r++) {
    for (int j=0; j<TRIED; j++) {
      noised(cloud, particles, 1, stream(9, 10000*r+1000*j));
      take_back(1, 2<<j, 0.5*(1+0.25*r*r), 0.5*r, stream(9, 10000*r+1000*j+1));
      K[r][j] = kolmogorov(&humps), size[j] = 2<<j;
      cli_progress("steps", TRIED*r+j+1, 3*TRIED);
    }
    bias = fmax(bias, K[r][2]*pow(size[2]/STEPS, 2));
    order = -stats_slope(3, size, K[r]), tell("bias_order", lambda_key[r], order, "%.1f");
    results_within("reversal.bias", order, 1.6, 2.8);
    tell("K", lambda_key[r], K[r][TRIED-1], "%.2f");
    tell("p", lambda_key[r], by_chance(K[r][TRIED-1]), "%.2f");
    draw_cloud(plot, r, lambda_name[r], PLOT_BLUE, 3.4, 0.8);
  }
  plot_end(plot);
  tell_within("reversal.bias", bias, "%.2f", 0, 0.2);
  results_number("reversal.particles", particles, "%.0f");
  results_number("reversal.steps", STEPS, "%.0f");
  tell("ks", "mean", mean, "%.2f"), tell("opening", "expected", mean/root, "%.4f");
  tell_within("reversal.opening", K[2][TRIED-1]/root, "%.4f", 0, 1.95/root);
  for (int r=0; r<3; r++) results_within("reversal.landed", K[r][TRIED-1], 0, 1.95);
  @<Draw the errors against the number of steps@>@;
}

@ The band is that of the quantiles 0.01 and 0.99 of Kolmogorov's law.

@<Draw the errors against the number of steps@>=
static const int colour[3] = {PLOT_VERMILLION, PLOT_GREEN, PLOT_BLUE};
double ends[2] = {1.5, 100}, low[2] = {0.441, 0.441}, high[2] = {1.628, 1.628}, slope[2];
for (int i=0; i<2; i++) slope[i] = 250/(ends[i]*ends[i]);
plot = plot_new("steps", 80, 40);
plot_axes(plot, 1.5, 100, 0.2, 300, PLOT_LOG_X|PLOT_LOG_Y, "$N$", "$K$");
plot_pen(plot, PLOT_GREY, 1, 0), plot_band(plot, "exact samples", 2, ends, low, high);
plot_curve(plot, PLOT_GREY, 0.8, 0, "slope -2", 2, ends, slope);
for (int r=0; r<3; r++) {
  plot_dots(plot, colour[r], r, lambda_name[r], TRIED, size, K[r]);
  plot_text(plot, 20, 130/pow(2.2, r), "l", lambda_name[r]);
}
plot_end(plot);

@ \emph{The ratios} of Theorem~\ref{th:reversal-ratio}: six rows of Table~\ref{tab:reversal-ratio}, then three right runs from a wrong start. A run of |FINE| steps, equal in~$\eta$, stops eight times on its way; |time_of_ratio| gives the times.

@<Experiments with time reversal@>=
enum {@+MISTAKES=6, RUNS=9, STOPS=8@+};
static const double gauss_v = 0.25, zero[1] = {0}, one[1] = {1};
static double gauss_variance(double t)
{
  double a = sde_alpha(&vp, t), s = sde_sigma(&vp, t);
  return a*a*gauss_v+s*s;
}
@#
static const double factor[RUNS] = {0.5, 1, 0, 0.25, -1, 1, 0.5, 0.625, 1};
static const double lambdas[RUNS] = {1, 0, 1, 0, 1, 1, 0, 0.5, 1};
static double ratio(double c, double lambda, double r0, double eta)
{
  double rate = 2*c-1, settled = lambda*lambda/rate;
  return rate==0 ? r0+lambda*lambda*eta : settled+(r0-settled)*exp(-rate*eta);
}
@#
static double time_of_ratio(double eta)
{
  double n = (gauss_v+exp(-sde_log_snr(&vp, 1)))*exp(-eta)-gauss_v;
  return n<1e-12 ? 0 : eta==0 ? 1 : sde_time(&vp, -log(n));
}

@ @<Experiments with time reversal@>=
static void follow_ratios(void)
{
  enum {@+FINE=512, PART=FINE/STOPS@+};
  static const char *key[RUNS] = {"noise", "quiet", "none", "half", "sign", "right",@|
    "0", "half", "1"};
  const HeatMixture gaussian = {1, 1, one, zero, &gauss_v};
  const ReversalData data = {&vp, &gaussian};
  double t[FINE+1], eta[STOPS+1], r[RUNS][STOPS+1], worst = 0;
  double end = log1p(exp(-sde_log_snr(&vp, 1))/gauss_v), M = floor(particles/4.0);
  double noise = sqrt(2/M); /* relative standard error of a variance */
  for (int k=0; k<=FINE; k++) t[k] = time_of_ratio(end*k/FINE);
  for (int q=0; q<RUNS; q++) {
    double r0 = q<MISTAKES ? 1 : 2, theory = ratio(factor[q], lambdas[q], r0, end);
    rng_normal(cloud, (size_t)M, cli_seed(), stream(11, 10000*q), 0);
    for (int i=0; i<M; i++) cloud[i] *= sqrt(r0*gauss_variance(1));
    for (int j=0; j<=STOPS; j++) {
      if (j>0) reversal_drive(cloud, (size_t)M, &vp, reversal_score, &data,@|
        factor[q], lambdas[q], PART, t+(j-1)*PART,@|
        cli_seed(), stream(11, 10000*q+1000*j));
      eta[j] = end*j/STOPS;
      r[q][j] = stats_variance((int)M, cloud)/gauss_variance(t[j*PART]);
    }
    worst = fmax(worst, fabs(r[q][STOPS]/theory-1));
    if (q<MISTAKES) tell("r", key[q], r[q][STOPS], "%.3g"), tell("rt", key[q], theory, "%.3g");
    else tell("forget", key[q], r[q][STOPS], "%.2f");
  }
  results_number("reversal.eta", end, "%.2f"), tell("gauss", "v", gauss_v, "%g");
  tell("ratio", "particles", M, "%.0f"), tell("ratio", "off", 100*worst, "%.1f");
  tell("ratio", "noise", 100*noise, "%.1f");
  results_within("reversal.ratios", worst/noise, 0, cli_quick() ? 20 : 5);
  results_within("reversal.forget", r[6][STOPS], 1.98-10*noise, 2.02+10*noise);
  results_within("reversal.forget", r[8][STOPS], 1-6*noise, 1+6*noise);
  @<Draw the ratios of the variances@>@;
}

@ @<Draw the ratios of the variances@>=
static const int colour[3] = {PLOT_VERMILLION, PLOT_GREEN, PLOT_BLUE};
static const double across[3] = {11.2, 8.5, 11.2}, up[3] = {2.12, 1.27, 0.9};
Plot *plot = plot_new("ratio", 80, 42);
plot_axes(plot, 0, end, 0.8, 2.3, 0, "$η$", "variance / right variance");
for (int k=0; k<3; k++) {
  for (int i=0; i<=100; i++) x[i] = end*i/100,@|
    y[i] = ratio(factor[MISTAKES+k], lambdas[MISTAKES+k], 2, x[i]);
  plot_curve(plot, PLOT_GREY, 0.8, 0, "theory", 101, x, y);
  plot_dots(plot, colour[k], PLOT_DISC, lambda_name[k], STOPS+1, eta, r[MISTAKES+k]);
  plot_text(plot, across[k], up[k], "r", lambda_name[k]);
}
plot_end(plot);

@ \emph{The mistakes on the mixture}: those that have a box.

@<Experiments with time reversal@>=
static void break_factors(void)
{
  enum {@+WRONG=3@+};
  static const char *mistake[WRONG] = {"noise added", "noise left out", "no score"};
  static const double reach[WRONG] = {4, 4, 600}, top[WRONG] = {0.8, 5, 0.003};
  double K[WRONG], wide[WRONG];
  Plot *plot = plot_new("wrong", 122, 38);@+ plot_grid(plot, 1, WRONG);
  noised(cloud, particles, 0, stream(12, 5000));
  tell("right", "spread", sqrt(stats_variance(particles, cloud)), "%.2f");
  for (int r=0; r<WRONG; r++) {
    noised(cloud, particles, 1, stream(12, 1000*r));
    take_back(1, STEPS, factor[r], lambdas[r], stream(12, 1000*r+1));
    wide[r] = sqrt(stats_variance(particles, cloud)), K[r] = kolmogorov(&humps);
    draw_cloud(plot, r, mistake[r], PLOT_VERMILLION, reach[r], top[r]);
  }
  plot_end(plot);
  tell("wrong", "K", K[0], "%.0f"), tell("quiet", "K", K[1], "%.0f");
  results_within("reversal.wrong_noise", K[0]/sqrt(particles), 0.02, 0.5);
  tell_within("reversal.wrong_quiet", wide[1], "%.3f", 0, 0.15);
  tell_within("reversal.wrong_none", wide[2], "%.0f", 50, 1000);
}

@*1 What was learnt.
\emph{Backwards one may go with functions, and with processes.} The worth of a reward obeys Kolmogorov's backward equation and is dual to the density: with the transposed matrix the integral of their product moved by \num{reversal.dual} of itself. Feynman and Kac's mean over paths is the same number, and a martingale takes out of it all noise but that of the finite step.

\emph{Anderson's reversal} is the backward equation divided by a density; its price is the score, and for noise that depends on the place a divergence. The family of $\lambda$ shares the densities, and $\lambda=1$ alone the pairs. With \num{reversal.steps} steps and the exact score its members land on the mixture, as far as \num{reversal.particles} particles can tell.

\emph{Factors.} The factor of the score is $\frac12(1+\lambda^2)$. The flow's drift with Anderson's noise made the variance of Gaussian data \num{reversal.r_noise} times what it should be; noise forgets a wrong start, the flow keeps it. Where the score comes from if the density is not known, the next chapter asks.

@*1 Checks.
Of the solver: \tested[th:reversal-scheme]{reversal}{transpose} on rough random rates, with either kind of wall, steps of both methods are transposes of those of Chapter~\ref{ch:fokker_planck} to rounding; \tested[th:reversal-scheme]{reversal}{dual} over a whole run, with a potential, $\sum pu$ stays to $10^{-12}$;
\tested[th:reversal-scheme]{reversal}{maximum} backward Euler at any step keeps the bounds, and constants stay; \tested[th:reversal-scheme,th:reversal-backward]{reversal}{order} the four closed forms are met with order two; \tested[th:reversal-backward]{reversal}{oracle} means and variances of an independent table, \.{ou\_transition\_1d.txt}, come out of the rewards $x$ and~$x^2$;
\tested[th:reversal-duality]{reversal}{duality} the exact density of a mixture and the solver's worth of the digital reward have the same integral at all times, the probability of the reward; \tested{reversal}{survival} with an absorbing wall $u$ is the probability of survival \eqref{eq:fokker_planck-absorbed}.

Of Feynman and Kac: \tested[th:reversal-fk]{reversal}{estimates} with and without control the estimates lie within four standard errors of the closed forms, and the error bars shrink as they should; \tested[th:reversal-control]{reversal}{martingale} a wrong slope costs variance and no bias;
\tested[th:reversal-control]{reversal}{hedge} for Brownian motion and the moment and the digital reward the variance that is left is \eqref{eq:reversal-residual}, which can be integrated.

Of the reversal: \tested{reversal}{score} the score is the gradient of the noised log density; \tested{reversal}{recursion} a run on Gaussian data has the variance of \eqref{eq:reversal-recursion} and \tested[th:reversal-family]{reversal}{second} converges with order two to the right point for $\lambda=0$; \tested[th:reversal-family]{reversal}{landing} four members of the family land on the mixture;
\tested[th:reversal-anderson]{reversal}{posterior} from one point, Anderson's member ends with the posterior \eqref{eq:reversal-bayes}; \tested[th:reversal-family]{reversal}{quantiles} the flow keeps quantiles; \tested[th:reversal-ou,th:reversal-anderson]{reversal}{stationary} the stationary Ornstein--Uhlenbeck process has the covariances of the theorem;
\tested[th:reversal-ratio]{reversal}{ratio} wrong factors have the ratios of the theorem, and wrong starts fade as it says; \tested{reversal}{threads} the number of threads changes no bit. These try Anderson's theorem for noise $g(t)$ on the line; for a matrix that depends on~$x$, the program's geometric Brownian motion does.

\untested{th:reversal-identity}{Lemma~\ref{th:reversal-identity} is the product rule, and no program computes with it; its consequences, duality and reversal, are tried.}

@*1 Notes.
\citet{kolmogorov1931} has both equations. Time reversal was studied by \citet{nelson1967}, whose osmotic velocity is $\frac12a\nabla\ln p$, half of what time reversal adds to the drift; \citet{anderson1982} derived the equation for filtering, \citet{haussmann1986} with weak hypotheses. \citet{song2021} brought it into generative modelling, with the probability flow; the family is implicit there.
The martingale control variate is due to \citet{newton1994}.
@^Nelson, Edward@>

@*1 Exercises.
\begin{exercise}[10]\label{ex:reversal-one}
  What does duality say for $\varphi=1$ and $V=0$? What for $\varphi=1$ and $V>0$?
\end{exercise}
\begin{answer}
  $u=1$: the mass of $p$ is constant. With~$V$, the adjoint pair is $\partial_tp=L^*p-Vp$ and \eqref{eq:reversal-fk}; $p$ is the density of the particles not yet swallowed, $u$ the probability of living until~$T$, and $\int pu=\int p(x,T)\,dx$ at every time.
\end{answer}

\begin{exercise}[15]\label{ex:reversal-third}
  For $dX=-\kappa X\,dt+g\,dW$ find the worth of the reward $x^3$ without computing an expectation.
\end{exercise}
\begin{answer}
  $L$ takes polynomials of degree~3 to such polynomials. Try $u=A(\tau)x^3+B(\tau)x$: $\partial_\tau u=Lu$ gives $A'=-3\kappa A$, $B'=-\kappa B+3g^2A$. So $A=e^{-3\kappa\tau}$ and $B=\frac{3g^2}{2\kappa}(e^{-\kappa\tau}-e^{-3\kappa\tau})=3\alpha v$, in agreement with $\EE(\alpha x+\sqrt vZ)^3$.
\end{answer}

\begin{exercise}[15]\label{ex:reversal-hit}
  Let $X$ be stopped when it leaves an interval. Which equation and which boundary values has the expected time until then? Solve it for Brownian motion on $[-1,1]$.
\end{exercise}
\begin{answer}
  Let $u(x,t)=P(\hbox{still inside at }T)$: the backward equation, $u=0$ at the ends, $u=1$ at~$T$. For coefficients without~$t$ it depends on $\tau=T-t$ only, the expected time is $m=\int_0^\infty u\,d\tau$, and $Lm=\int\partial_\tau u\,d\tau=0-1$. For Brownian motion $\frac12m''=-1$, $m=1-x^2$.
\end{answer}

\begin{exercise}[20]\label{ex:reversal-denoiser}
  Let $m(x,t)=\EE[X_0\given X_t=x]$, the best denoiser. Show that $pm$ solves the Fokker--Planck equation, and that $m$ solves the backward equation of the reversed process.
\end{exercise}
\begin{answer}
  $p(x,t)\,m(x,t)=\int y\,p_0(y)\,k(x,t\given y,0)\,dy$ is a superposition of solutions in $(x,t)$. The second is \eqref{eq:reversal-u} for $Y$ and the reward~$y$ at $s=T$: $\partial_sm+\bar Lm=0$, or $\partial_tm=\bar Lm$. For a linear process $m=(x+\sigma^2\nabla\ln p)/\alpha$, by Theorem~\ref{th:heat-score}.
\end{answer}

\begin{exercise}[20]\label{ex:reversal-doob}
  Condition a diffusion to be at $z$ at time~$T$. Use Lemma~\ref{th:reversal-identity} twice, or Bayes' rule once, to find its drift, and compare with Anderson's. What is the result for Brownian motion?
\end{exercise}
\begin{answer}
  Let $h(x,t)=k(z,T\given x,t)$, a solution of the backward equation. The conditioned density is proportional to $ph$ with $p=k(x,t\given y,r)$, and by the product rule $\partial_t(ph)=h\,L^*p-p\,Lh=-\partial_i\bigl((f_i+a_{ij}\partial_j\ln h)\,ph\bigr)+\frac12\partial_{ij}(a_{ij}ph)$: the drift is $f+a\nabla\ln h$, Doob's transform. For Brownian motion $\nabla\ln h=(z-x)/(T-t)$, the bridge. Anderson's reversal of Brownian motion
  that starts at~$z$ is the same bridge: $\nabla\ln p=(z-x)/t$ with $p=k(x,t\given z,0)$, and $t=T-s$ is the time to go.
\end{answer}

\begin{exercise}[20]\label{ex:reversal-recursion}
  Derive \eqref{eq:reversal-recursion}, and show that $M'=V$ up to $\bigO{h^3}$ if $M=V$.
\end{exercise}
\begin{answer}
  Predictor: $\tilde x=x-hAx+\lambda g\,\Delta W$. Corrector: $x'=x-\frac h2(Ax+A_-\tilde x)+\frac\lambda2(g+g_-)\Delta W$; collect $x$ and $\Delta W$. The exact variance over the step is $\rho^2V+q$ with $\rho=e^{-\int A}$ and $q=\lambda^2\int e^{-2\int A}g^2$. By the trapezoidal rule $\int A=\frac h2(A+A_-)+\bigO{h^3}$, so $R=\rho+\bigO{h^3}$; and $S^2h=\lambda^2h\bigl(\frac14(g+g_-)^2-hA_-g\,\frac{g+g_-}2\bigr)+\bigO{h^3}$, where $\frac14(g+g_-)^2h=\int g^2+\bigO{h^3}$
  and $h^2A_-g^2=2\int(\hbox{time since the noise})\,A\,g^2+\bigO{h^3}$: this is~$q$.
\end{answer}

\begin{exercise}[25]\label{ex:reversal-euler}
  Replace Heun's method by that of Euler and Maruyama. How many steps are then needed for the same bias? Build it in, and look how $K$ falls.
\end{exercise}
\begin{answer}
  The weak order is one: to divide the bias by~4 takes four times the steps, where Heun's method takes twice as many; against that, a step of Heun's asks for the score twice. In the quick run of this answer, with fewer particles, $K$ at the three smallest~$N$ falls with the power \num{reversal-1:reversal.bias_order_1} for $\lambda=1$, where Heun has \num{reversal.bias_order_1}; \solution{reversal-1}
\end{answer}

\begin{exercise}[25]\label{ex:reversal-error}
  For Gaussian data let the score be $(1+\varepsilon)$ times the true one. Find the final ratio~$r$ as a function of $\lambda$ for long runs, and say which $\lambda$ is best.
\end{exercise}
\begin{answer}
  In \eqref{eq:reversal-ratio} $2c-1$ becomes $\lambda^2+\varepsilon(1+\lambda^2)$. For $\lambda=0$, $r=N_0^{-\varepsilon}$, which is as bad as one likes if $v$ is small. For $\lambda>0$ and large~$\eta_0$, $r\to\lambda^2/(\lambda^2+\varepsilon(1+\lambda^2))$: $1/(1+2\varepsilon)$ for $\lambda=1$, and $1/(1+\varepsilon)$ for $\lambda\to\infty$, when Langevin's equation equilibrates at each time with the wrong score. More noise is better here, as long as the steps are free.
\end{answer}

\begin{exercise}[30]\label{ex:reversal-gbm}
  Prove what the box on the matrix case says, by It\^o's formula for $\ln Y$.
\end{exercise}
\begin{answer}
  With $a=\nu^2x^2$, $a'=2\nu^2x$ and $(\ln p)'=-1/x-(\ln x-m)/(vx)$, $\bar f=x[-\mu+\nu^2-\nu^2(\ln x-m)/v]$. It\^o subtracts $\frac12\nu^2$: $\delta=\ln Y-m_{T-s}$ has $d\delta=-\nu^2\delta/v\,ds+\nu\,dB$, mean zero. Without $a'$ the mean has $\dot\delta=-2\nu^2-\nu^2\delta/v$; as $\dot v=-\nu^2$, $(\delta/v)^\cdot=-2\nu^2/v$, and $\delta=-2v_0\ln\bigl(v_T/v_0\bigr)$ at the end.
\end{answer}

\begin{exercise}[30]\label{ex:reversal-guess}
  Take $\nabla u$ in \eqref{eq:reversal-control} from the backward solver on a coarse grid, by linear interpolation. How coarse may it be before the gain at \num{reversal.most_steps} steps is halved?
\end{exercise}
\begin{answer}
  By Theorem~\ref{th:reversal-control} nothing can become biased; an error $\delta$ of the slope adds $\int g^2\,\EE\delta^2dt$ to the variance, so the gain halves when this is three times \eqref{eq:reversal-residual}, which is $\frac h2\int g^4\EE(\partial_x^2u)^2dt$ to leading order. For a slope from differences of mesh~$\ell$, $\delta\approx\frac16\ell^2\partial_x^3u$ plus the interpolation's $\frac18\ell^2\partial_x^3u$: so $\ell\sim h^{1/4}$. If $\partial_x^2u$ and $\partial_x^3u$ are of one size and $g=1$,
  this is $3h/2=(7\ell^2/24)^2$, or $\ell\approx\frac12$ of the length over which $u$ changes.
\end{answer}
