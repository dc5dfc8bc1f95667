@* Experiment 4: generation constrained by Poisson's equation.
\label{ch:poisson}%
A plate is heated from inside and held at given temperatures along its edge. The temperature settles to the solution
of Poisson's equation
\begin{equation}\label{eq:poisson}
  -\Delta u=f\quad\text{in }\Omega=(0,1)^2,\qquad u=g\quad\text{on the edge}.
\end{equation}
We know $g$, and five thermometers tell $u$ at five places, with errors. We do not know $f$: it is a random field,
plus one of four burners, and nobody says which one is on. What can be said about $u$ and~$f$? Not one answer but a
\emph{law} (\fig{poisson/gallery}): the conditional law of $(u,f)$ given what was measured. To draw from it is
conditional generation, the use of diffusion models that engineers ask for most; and the pair must satisfy an
equation, which no pixel of a cat has to.
@^Poisson's equation@>
@^conditional generation@>
@^inverse problem@>

\showfig{poisson/gallery}{Temperatures for three boundary conditions, one a row: the truth, with the five thermometers, and three fields that the trained network draws from $(g,y)$ alone. They share edge and readings, and differ where nothing was measured.}

The experiment is made so that the truth is known. The law is a mixture of four Gaussians in \num{poisson.state}
dimensions with computable weights, means and covariance; so we can say of every method how far its samples are from
the right ones, and not merely that they look well. After this chapter one can solve \eqref{eq:poisson} in a few
operations a point; write down the exact answer to a linear inverse problem; condition a diffusion model in three
ways, by input, by guidance and by projection; and say what each way does to the law. The lesson is in one sentence: a
residual is easy to make small, and a small residual says nothing about the law.

\claim{poisson.lesson} Three numbers to begin with. Samples of the method called DPS satisfy the equation to
\num{poisson.dps_residual}, and miss the covariance of the law by \num{poisson.dps_covariance}, relative to its size,
where as many exact draws miss it by \num{poisson.few_covariance}. And who returns one and the same solution a
thousand times satisfies the equation to \num{poisson.single_residual}.

@ \emph{Conventions.} In this chapter $h=1/(n+1)$ is the mesh of the square, $n$ the number of inner points in a
direction, $D$ the denoiser (not a diffusion constant), and $\lambda$ an eigenvalue. Points are $(x,y)$ with indices
from~1; readings are called $y$ too, which no formula confuses. Noise is added as in Chapter~\ref{ch:network},
$x=x_0+\sigma Z$.
@^notation@>

@*1 The equation.
Multiply \eqref{eq:poisson} by a function $\phi$ that vanishes on the edge, and integrate by parts:
\begin{equation}\label{eq:poisson-weak}
  \int_\Omega\nabla u\cdot\nabla\phi\,dx=\int_\Omega f\phi\,dx .
\end{equation}
This is the \emph{weak form}: it asks for one derivative of~$u$ only, and it says what $u$ is good for.
@^weak form@>

\begin{theorem}[Weak form and least energy]\label{th:poisson-weak}
  Let $f$ be continuous on the closed square, $u$ twice continuously differentiable there, and $u=g$ on the edge. The
  following are equivalent: $-\Delta u=f$; equation \eqref{eq:poisson-weak} for all continuously differentiable $\phi$
  that vanish on the edge; $u$ has the least energy $E(w)=\int\frac12\abs{\nabla w}^2-fw\,dx$ among all continuously
  differentiable~$w$ with $w=g$ on the edge. There is at most one such~$u$.
\end{theorem}
\begin{proof}
  By the divergence theorem $\int\nabla u\cdot\nabla\phi=-\int\phi\,\Delta u$, so the second statement says
  $\int(\Delta u+f)\phi=0$ for all~$\phi$. A continuous function whose integrals against all $\phi$ vanish is zero: if
  it were positive at a point, it would be so on a small disc; take $\phi$ positive there and zero elsewhere. For the
  third, with $w=u+\phi$,
  \[
    E(u+\phi)=E(u)+\int(\nabla u\cdot\nabla\phi-f\phi)\,dx+\tfrac12\int\abs{\nabla\phi}^2dx .
  \]
  If the middle term vanishes for all~$\phi$, then $E(w)\ge E(u)$, with equality only for $\nabla\phi=0$, that is,
  $\phi=0$; which also gives uniqueness, since two solutions would both have the least energy. If it is $c\ne0$ for
  some~$\phi$, then $E(u+\epsilon\phi)=E(u)+\epsilon c+\bigO{\epsilon^2}$ falls below $E(u)$ for a small $\epsilon$ of
  the right sign.
\end{proof}

@ The second tool is a comparison of heights. It is what makes the equation stable, and its discrete twin gives the
error of the scheme.
@^maximum principle@>

\begin{theorem}[Maximum principle]\label{th:poisson-maximum}
  Let $u$ be continuous on the closed square and twice continuously differentiable inside. If $-\Delta u\le0$, then
  $u$ takes its maximum on the edge. Hence, if $f$ is bounded, such a solution of \eqref{eq:poisson} satisfies
  \begin{equation}\label{eq:poisson-bound}
    \max\abs u\le\max\abs g+\tfrac18\max\abs f .
  \end{equation}
\end{theorem}
\begin{proof}
  Let $w=u+\epsilon\abs x^2$, so $\Delta w\ge4\epsilon>0$. At an inner maximum both second derivatives of~$w$ would be
  at most zero. So $w$ has its maximum on the edge, and $\max u\le\max_{\text{edge}}u+2\epsilon$; let $\epsilon\to0$.
  For the bound take $\psi(x)=\frac14\bigl(\frac12-\abs{x-c}^2\bigr)$ with $c$ the centre: $-\Delta\psi=1$ and
  $0\le\psi\le\frac18$ on the square. With $F=\max\abs f$ the functions $\pm u-F\psi$ satisfy the hypothesis, so $\pm
  u\le F\psi+\max_{\text{edge}}(\pm u-F\psi)\le\frac18F+\max\abs g$.
\end{proof}

@ What does the heat equation have to do with it? Hold the edge at zero, put in the heat $f$ once and watch it flow
out: $P_tf$. Put it in at every moment, and what is there in the end is the sum of what is left of all that came
before.
@^Green's function@>
@^heat kernel, absorbed at the walls@>

\begin{theorem}[Green's function]\label{th:poisson-green}
  Let $e_{kl}=\sin k\pi x\,\sin l\pi y$, $\lambda_{kl}=\pi^2(k^2+l^2)$, and $f=\sum f_{kl}e_{kl}$ with
  $\sum\abs{f_{kl}}<\infty$. Let $P_tf=\sum e^{-\lambda_{kl}t}f_{kl}e_{kl}$ be the solution of
  $\partial_tw=\Delta w$ with $w=0$ on the edge and $w=f$ at $t=0$. Then
  \begin{equation}\label{eq:poisson-green}
    u=\int_0^\infty P_tf\,dt=\sum_{k,l}\frac{f_{kl}}{\lambda_{kl}}\,e_{kl}
  \end{equation}
  solves $-\Delta u=f$, $u=0$ on the edge, and
  $\abs{u-\int_0^TP_tf\,dt}\le\frac1{2\pi^2}e^{-2\pi^2T}\sum\abs{f_{kl}}$. In terms of kernels, $u(x)=\int
  G(x,\xi)f(\xi)\,d\xi$ with $G=\int_0^\infty p_t\,dt$, where $p_t$ is the heat kernel of the square with absorbing
  edge.
\end{theorem}
\begin{proof}
  $\int_0^Te^{-\lambda t}dt=(1-e^{-\lambda T})/\lambda$, and $\lambda\ge2\pi^2$: the series can be integrated term by
  term, and the tail is as stated. Each second derivative of $e_{kl}/\lambda_{kl}$ is at most~1, so the series of~$u$
  may be differentiated twice term by term, which gives $-\Delta u=f$. For the kernels, $p_t\ge0$ and $\int
  p_t(x,\xi)\,d\xi$ is at most~1 and falls like $e^{-2\pi^2t}$, as its sine series says. So $\int_0^\infty\!\int
  p_t\abs f\,d\xi\,dt<\infty$, for any bounded~$f$, and by Fubini's theorem the two integrals may be exchanged.
\end{proof}
A grain of Chapter~\ref{ch:sde} that starts at~$x$ with $dX=\sqrt2\,dW$ and dies at the edge has at time~$t$ the
density $p_t(x,\cdot)$. So $u(x)=\EE\int_0^{\mathrm{death}}f(X_t)\,dt$, and $G(x,\xi)\,d\xi$ is the mean time that
the grain spends near~$\xi$. With $f=1$, $u(x)$ is the expected time of death.
@^exit time@>

@ \fig{poisson/green} watches the integral fill up. For its computation two expressions of the one-dimensional kernel
on $[0,1]$ are at hand, images for short times and sines for long ones, and $p_t$ is a product of two. For $G$ itself
the double series over $e_{kl}$ converges badly. It is better to use sines in one direction only. With $G=\sum_k2\sin
k\pi\xi\,\sin k\pi x\;w_k(y)$, each $w_k$ solves $-w''+k^2\pi^2w=\delta_\eta$ with $w(0)=w(1)=0$: two hyperbolic
sines, joined at $\eta$ with a jump of $-1$ in the slope,
\begin{equation}\label{eq:poisson-series}
  G(x,y;\xi,\eta)=\sum_{k\ge1}2\sin k\pi x\,\sin k\pi\xi\;\frac{\sinh k\pi y_<\,\sinh k\pi(1-y_>)}{k\pi\sinh k\pi},
\end{equation}
where $y_<$ and $y_>$ are the smaller and the larger of $y$ and~$\eta$. The jump is $w'(\eta^+)-w'(\eta^-)=-[\sinh
k\pi\eta\cosh k\pi(1-\eta)+\cosh k\pi\eta\sinh k\pi(1-\eta)]/\sinh k\pi=-1$ by the addition theorem. The terms decay
like $e^{-k\pi\abs{y-\eta}}$. Sines in one direction, a two-point problem in the other: that is also how we shall
solve the equation on a grid. \claim{poisson.green} The integral over time, taken to $t=10$, differs from
\eqref{eq:poisson-series} by \num{poisson.green_off}.

\showfig{poisson/green}{The integral of the heat kernel up to the times at the curves (dashed: $t=10$), along the line $y=0.55$ for heat put in at $(0.4,0.5)$. It tends to Green's function (black), computed by \eqref{eq:poisson-series}, which knows nothing of time.}

@ The interface of this chapter comes in four parts: the equation, the model of the experiment, its exact laws, and
what the experiment does.

@(poisson.h@>=
#ifndef POISSON_H
#define POISSON_H
#include <stddef.h>
#include <stdint.h>
#include "network.h"
#include "solvers.h"
@#
@<Interface of Poisson's equation on a grid@>@;
@<Interface of the model of plates@>@;
@<Interface of the exact laws of plates@>@;
@<Interface of the methods of conditional generation@>@;
@#
#endif

@ The edge carries $4(n+1)$ nodes, numbered counterclockwise from the corner $(0,0)$; the five-point scheme does not
see the corners.

@<Interface of Poisson's equation on a grid@>=
/* grids: |n| by |n| inner points, row-major, the point of row $i$ and column~$j$ (from 0) is $((j+1)h,(i+1)h)$ with $h=1/(n+1)$ */
typedef struct PoissonSolver PoissonSolver;
PoissonSolver *poisson_solver_new(int n); /* $1\le n\le4096$ */
void poisson_solver_free(PoissonSolver *s);
void poisson_solve(double *u, PoissonSolver *s, const double *f, const double *g);
  /* $Au=f+Bg$, \eqref{eq:poisson-discrete}; |f| or |g| may be |NULL| for zero; |u| may be |f|; |f==NULL| gives the harmonic lift of |g| */
void poisson_residual(double *r, int n, const double *u, const double *f, const double *g);
  /* $Au-Bg-f$; |g| may be |NULL| for zero; |r| is neither |u| nor |f| */
double poisson_eigenvalue(int n, int k, int l); /* $\lambda^h_{kl}$, \eqref{eq:poisson-eigenvalues}, $1\le k,l\le n$ */
double poisson_green(double x, double y, double xi, double eta); /* $G$ by \eqref{eq:poisson-series}; $y\ne\eta$ */
double poisson_killed(double x, double xi, double t);
  /* heat kernel of $\partial_tw=\partial_x^2w$ on $[0,1]$ with $w=0$ at the ends, $t>0$ */

@ Images serve for $t<\frac14$, sines above; either way a few terms give sixteen digits.
@^images, method of@>

@<Functions of Poisson's equation@>=
double poisson_killed(double x, double xi, double t)
{
  double sum=0;
  base_require(t>0, "poisson_killed: the time must be positive");
  if (t<0.25) {
    for (int m=-4; m<=4; m++)
      sum += exp(-(x-xi-2*m)*(x-xi-2*m)/(4*t))-exp(-(x+xi-2*m)*(x+xi-2*m)/(4*t));
    return sum/sqrt(4*pi*t);
  }
  for (int k=1; k<=5; k++) sum += 2*sin(k*pi*x)*sin(k*pi*xi)*exp(-k*k*pi*pi*t);
  return sum;
}

@ In \eqref{eq:poisson-series} the hyperbolic sines overflow for large~$k$; written with $e^{-k\pi\abs{y-\eta}}$ in
front they do not.
@^overflow@>

@<Functions of Poisson's equation@>=
double poisson_green(double x, double y, double xi, double eta)
{
  double low=fmin(y, eta), high=fmax(y, eta), sum=0, size=1;
  base_require(high>low, "poisson_green: the series needs y!=eta");
  for (int k=1; size>1e-17; k++) {
    double a=k*pi;
    size = exp(-a*(high-low))/a;
    sum += sin(a*x)*sin(a*xi)*size*expm1(-2*a*low)*expm1(-2*a*(1-high))/(-expm1(-2*a));
  }
  return sum;
}

@*1 The five-point scheme.
Replace each second derivative by the second difference of Chapter~\ref{ch:heat}. At the inner point $(x_j,y_i)$
\begin{equation}\label{eq:poisson-discrete}
  \frac{4u_{ij}-u_{i,j-1}-u_{i,j+1}-u_{i-1,j}-u_{i+1,j}}{h^2}=f_{ij},\qquad\text{or}\quad Au=f+Bg,
\end{equation}
where the values beyond the outer ring are those of~$g$ and have been moved to the right: $A$ acts on the $n^2$ inner
values, and $Bg$ is $g/h^2$ beside an edge, two such terms beside a corner, zero elsewhere.
@^five-point scheme@>

\begin{theorem}[Order of the scheme]\label{th:poisson-order}
  If $Au-Bg\le0$ at all inner points, then $u$ is at most the largest value of~$g$. Hence $A$ is invertible,
  $A^{-1}\ge0$, and $\max\abs{u}\le\max\abs g+\frac18\max\abs f$. If the solution $u$ of \eqref{eq:poisson} has
  continuous fourth derivatives on the closed square, then the grid function $u^h$ of \eqref{eq:poisson-discrete}
  satisfies at the nodes
  \begin{equation}\label{eq:poisson-error}
    \max\abs{u^h-u}\le\frac{h^2}{96}\bigl(\max\abs{\partial_x^4u}+\max\abs{\partial_y^4u}\bigr) .
  \end{equation}
\end{theorem}
\begin{proof}
  $Au-Bg\le0$ says that each inner value is at most the mean of its four neighbours. If the largest inner value
  exceeded all of~$g$, all its neighbours would have the same value, and theirs, until the edge is reached: a
  contradiction. So $f=0$, $g=0$ forces $u=0$ and $A$ is invertible; $f\ge0$, $g=0$ forces $-u\le0$. The function
  $\psi$ of Theorem~\ref{th:poisson-maximum} is quadratic, so the scheme has $A\psi-B\psi=1$ exactly, and the bound
  follows as it did there. By Taylor's formula the second difference is
  $\partial_x^2u+\frac{h^2}{12}\partial_x^4u(\xi)$, so the error $e=u^h-u$, which is zero on the edge, satisfies
  $\abs{Ae}\le\frac{h^2}{12}(\max\abs{\partial_x^4u}+\max\abs{\partial_y^4u})$.
\end{proof}

@ On the grid, as in the square, products of sines are eigenvectors: from $\sin(k\pi(x+h))+\sin(k\pi(x-h))=2\cos k\pi
h\,\sin k\pi x$,
\begin{equation}\label{eq:poisson-eigenvalues}
  Ae_{kl}=\lambda^h_{kl}e_{kl},\qquad\lambda^h_{kl}=\frac4{h^2}\Bigl(\sin^2\frac{k\pi h}2+\sin^2\frac{l\pi h}2\Bigr),\qquad1\le k,l\le n .
\end{equation}
@^eigenvalues of the five-point scheme@>

@<Functions of Poisson's equation@>=
double poisson_eigenvalue(int n, int k, int l)
{
  double h=1.0/(n+1), s=sin(0.5*pi*k*h), c=sin(0.5*pi*l*h);
  return 4*(s*s+c*c)/(h*h);
}

@ The residual visits the edge through four little functions of place, which are the only ones that know the
numbering.

@<Functions of Poisson's equation@>=
static size_t below(int n, int j)@+{@+(void)n;@+return (size_t)(j+1);@+}
static size_t right(int n, int i)@+{@+return (size_t)(n+1+i+1);@+}
static size_t above(int n, int j)@+{@+return (size_t)(2*(n+1)+n-j);@+}
static size_t left(int n, int i)@+{@+return (size_t)(3*(n+1)+n-i);@+}
@#
void poisson_residual(double *r, int n, const double *u, const double *f, const double *g)
{
  double scale=(n+1.0)*(n+1.0);
  for (int i=0; i<n; i++)
    for (int j=0; j<n; j++) {
      size_t at=(size_t)i*n+j;
      double around = (j>0 ? u[at-1] : g ? g[left(n, i)] : 0)+(j<n-1 ? u[at+1] : g ? g[right(n, i)] : 0);
      around += (i>0 ? u[at-n] : g ? g[below(n, j)] : 0)+(i<n-1 ? u[at+n] : g ? g[above(n, j)] : 0);
      r[at] = scale*(4*u[at]-around)-f[at];
    }
}

@*1 A fast solver.
Expanding all of $u$ in $e_{kl}$ and dividing by $\lambda^h_{kl}$ solves the equation with two transforms in either
direction. Half of them can be saved. Transform along the rows only, $u_{ij}=\sum_l\hat u_{il}\sin l\pi x_j$. For
every wave number~$l$ remains the tridiagonal system
@^fast Poisson solver@>
@^sine transform@>
\begin{equation}\label{eq:poisson-lines}
  -\hat u_{i-1,l}+\Bigl(2+4\sin^2\frac{l\pi h}2\Bigr)\hat u_{il}-\hat u_{i+1,l}=h^2\bigl(\hat f+\widehat{Bg}\bigr)_{il},\qquad1\le i\le n,
\end{equation}
with zeros at the ends: the two-point problem behind \eqref{eq:poisson-series}. The unknowns of one~$l$ form a column,
all columns are swept at once, and neighbours in a row are neighbours in memory: this is the vectorised elimination of
Appendix~\ref{ch:linalg}. The diagonals dominate, so by Theorem~\ref{th:linalg-stable} no pivot is small. The
transforms are those of Appendix~\ref{ch:fourier}.

@<Functions of Poisson's equation@>=
struct PoissonSolver {
  int n;
  FourierTrig *sine; /* along rows */
  LinalgLines *lines; /* \eqref{eq:poisson-lines}, one column a wave number */
};
@#
PoissonSolver *poisson_solver_new(int n)
{
  base_require(n>=1 && n<=4096, "poisson_solver_new: 1 to 4096 points in a direction, not %d", n);
  size_t all=(size_t)n*n;
  double *band=base_reals(2*all), *off=band+all;
  PoissonSolver *s=base_new(1, sizeof *s);
  for (int l=0; l<n; l++) {
    double c=sin(0.5*pi*(l+1)/(n+1));
    for (int i=0; i<n; i++) band[(size_t)i*n+l] = 2+4*c*c, off[(size_t)i*n+l] = -1;
  }
  s->n = n, s->sine = fourier_trig_new(n, n, FOURIER_NONE, FOURIER_SINE);
  s->lines = linalg_lines_new(LINALG_COLUMNS, n, n, off, band, off);
  free(band);
  return s;
}
@#
void poisson_solver_free(PoissonSolver *s)
{@+if (s) fourier_trig_free(s->sine), linalg_lines_free(s->lines), free(s);@+}

@ The right-hand side is put together in |u| itself; the rest is three calls.

@<Functions of Poisson's equation@>=
void poisson_solve(double *u, PoissonSolver *s, const double *f, const double *g)
{
  int n=s->n;
  size_t all=(size_t)n*n;
  double h2=1/((n+1.0)*(n+1.0));
  if (f) for (size_t i=0; i<all; i++) u[i] = h2*f[i];
  else memset(u, 0, all*sizeof *u);
  if (g) for (int j=0; j<n; j++) {
    u[j] += g[below(n, j)];@+ u[all-n+j] += g[above(n, j)];
    u[(size_t)j*n] += g[left(n, j)];
    u[(size_t)j*n+n-1] += g[right(n, j)];
  }
  fourier_trig_forward(u, s->sine, u);@+ linalg_lines_solve(u, s->lines, u);
  fourier_trig_inverse(u, s->sine, u);
}

@ \claim{poisson.orders} \fig{poisson/order} shows the error for $u=\sin\pi x\sin2\pi y$ and for the harmonic
$u=e^x\sin y$, whose $f$ is zero and which is all edge: the orders are \num{poisson.order_sine} and
\num{poisson.order_harmonic}. The third curve is $f=1$, $g=0$, the torsion of a square bar, where $f$ is not zero in
the corners, so that second derivatives of~$u$ are not continuous there and \eqref{eq:poisson-error} says nothing; the
order at the centre is \num{poisson.order_torsion} all the same. \claim{poisson.centre} With
$n=\num{poisson.torsion_n}$ and one extrapolation $u(\frac12,\frac12)=\num{poisson.torsion}$.
@^torsion@>
@^Richardson extrapolation@>

\showfig{poisson/order}{Largest errors of the five-point scheme; for the torsion problem the error at the centre. Dots are measured; the upper line is \eqref{eq:poisson-error}'s bound for the first problem.}

\claim{poisson.residual_solver} For a random source and $n=255$ the solver leaves a relative residual of
\num{poisson.solver_residual}. For a smooth one, whose $u$ is some twentieth of~$f$, none can be as small: merely to
round $u$ is to change $Au$ by about $2^{-53}\cdot8h^{-2}\abs u$. A complex transform of double length does two lines,
so one line costs about $5(n+1)\log_2(2n+2)$ operations each way; with the five operations an unknown of elimination
that makes about $10\log_2(2n+2)+5$ an unknown in all, where the two-dimensional transform needs twice the logarithms.
\.{make bench} compares the times.
@^rounding error@>

@ If $f=0$, the solution $Lg=A^{-1}Bg$ is the \emph{harmonic lift} of the boundary data: $\max\abs{Lg}\le\max\abs g$,
by Theorem~\ref{th:poisson-order}. By linearity every solution splits,
@^harmonic lift@>
\begin{equation}\label{eq:poisson-split}
  u=v+Lg,\qquad Av=f,
\end{equation}
into a part that depends on $f$ alone and a part that depends on $g$ alone. Of the two the lift is the solved part: it
is known as soon as $g$ is.

@(poisson.c@>=
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "fourier.h"
#include "linalg.h"
#include "rng.h"
#include "poisson.h"
@#
static const double pi = 3.14159265358979323846;
enum {@+M=POISSON_MODES, S=POISSON_STATE, J=POISSON_SOURCES, K=POISSON_SENSORS@+};
static void condition_on_readings(PoissonModel *m);
@#
@<Functions of Poisson's equation@>@;
@<Functions of the model of plates@>@;
@<Functions of the exact laws of plates@>@;
@<Functions of conditional generation@>@;

@*1 Random plates.
A \emph{Gaussian random field} on the square with zero edge is a sine series with independent normal coefficients,
$f=\sum c_{kl}Z_{kl}e_{kl}$. Its law is in its \emph{spectrum} $c_{kl}^2$: since $\int e_{kl}^2=\frac14$,
@^Gaussian random field@>
@^spectrum of a random field@>
\begin{equation}\label{eq:poisson-field}
  \EE\int f^2\,dx=\tfrac14\sum c_{kl}^2,\qquad\Cov\bigl(f(x),f(x')\bigr)=\sum c_{kl}^2e_{kl}(x)e_{kl}(x') .
\end{equation}
If $c_{kl}^2$ decays like $\abs k^{-2s}$, a field has, in mean square, all derivatives of order below $s-1$: the sum
of $\abs k^{2m}c_{kl}^2$ over the plane converges for $2m-2s<-2$. Solving divides $c_{kl}$ by $\lambda_{kl}$, which
makes $s$ larger by two: $u$ is smoother than~$f$ by two derivatives, and its spectrum falls by four more powers
of~$\abs k$ (\fig{poisson/spectra}).

Our plates are these. The source of heat is
\begin{equation}\label{eq:poisson-model}
  f=\sum_{1\le k,l\le8}c_{kl}Z_{kl}e_{kl}+P\,25\,e^{-\abs{x-x_S}^2/2(0.1)^2},\qquad c_{kl}^2\propto\bigl(\pi^2(k^2+l^2)+9\bigr)^{-3/2},
\end{equation}
with root mean square 12 of the field. The burner is at one of four places, $x_S=(0.3\text{ or }0.7,\,0.3\text{ or
}0.7)$, each with probability $\frac14$, and $P$ projects onto the same 64~modes. The temperature on the edge is a
periodic field with standard deviation $0.6$: in the arc length $s\in[0,4)$, waves $\cos\frac12\pi ks$ and
$\sin\frac12\pi ks$ with $0\le k\le16$ and variances proportional to $\bigl(\frac14\pi^2k^2+9\bigr)^{-3/2}$, the same
law in one dimension. The equation is solved on $16\times16$ inner points. Five thermometers read
\begin{equation}\label{eq:poisson-reading}
  y_i=u(x_i)+\eta_i,\qquad\eta_i\sim\normal(0,s^2),
\end{equation}
at the grid points $(4,4)$, $(12,5)$, $(8,8)$, $(5,12)$, $(11,12)$; $s$ is a tenth of the root mean square standard
deviation of $u$ there, which makes it \num{poisson.noise}. So much is known: $g$ and~$y$.
@^thermometers@>
@^burners@>

\showfig{poisson/spectra}{Root mean square of the sine coefficients along the diagonal $k=l$, of $f$ and of $v=u-Lg$. Lines: exact, $s_{kl}$ and $s_{kl}/\lambda^h_{kl}$. The network's \num{poisson.spectrum_draws} samples, each for readings of its own, have the spectra of as many plates.}

@ The \emph{state} of the generative model consists of the coefficients of $v=u-Lg$ and of~$f$, each divided by its
root mean square: $f_{kl}=s_{kl}q_{kl}$ and $v_{kl}=s_{kl}p_{kl}/\lambda^h_{kl}$, with $s_{kl}^2=\EE f_{kl}^2$. So a
state is a point $(p,q)\in\RR^{128}$, all of whose components have mean square~1. In these variables the equation is
@^state of a plate@>
\begin{equation}\label{eq:poisson-constraint}
  p=q ,
\end{equation}
64 linear constraints. A model that knew them would have half as many unknowns, and its residual would vanish by
construction. We do not tell: that samples satisfy an equation is what we want to see learnt, and measured. For a
state with $p\ne q$ the residual is $Au-f-Bg=\sum s_{kl}(p_{kl}-q_{kl})e_{kl}$.

@<Interface of the model of plates@>=
enum {@+POISSON_SIDE=8, POISSON_MODES=64, POISSON_STATE=128, POISSON_SENSORS=5, POISSON_SOURCES=4, POISSON_WAVES=16@+};
typedef struct {
  int n; /* inner points in a direction; $n+1$ is a multiple of~17 */
  PoissonSolver *solver;
  double *sine; /* |n| by 8: $\sin k\pi x_j$ */
  double lambda[POISSON_MODES], scale[POISSON_MODES]; /* $\lambda^h_{kl}$, $s_{kl}$ at the index $8(l-1)+k-1$ */
  double mean[POISSON_SOURCES][POISSON_MODES], variance[POISSON_MODES]; /* of $w=p=q$, given the burner */
  int node[POISSON_SENSORS]; /* numbers of the grid points with thermometers */
  double reading[POISSON_SENSORS][POISSON_MODES]; /* $S$: $v(x_i)=(Sp)_i$ */
  double noise; /* $s$ */
  double *gain, *covariance, *basis, *spread; /* of the conditional law, see |PoissonLaw| */
  double *evidence; /* Cholesky factor of $SCS^T+s^2I$, 5 by 5 */
} PoissonModel;
PoissonModel *poisson_model_new(int n);
void poisson_model_free(PoissonModel *m);
void poisson_edge(double *g, int n, uint64_t seed, uint64_t stream); /* a draw of the edge's field, $4(n+1)$ nodes */
void poisson_read(double *r, const PoissonModel *m, const double *x, uint64_t seed, uint64_t stream);
  /* $r=Sp+\eta$ for one state |x|: the readings less the lift, \eqref{eq:poisson-reduced} */
void poisson_fields(double *u, double *f, const PoissonModel *m, const double *x, const double *lift);
  /* the grid functions of one state; |lift| or |f| may be |NULL| */

@ The coefficients of the burners come from their values at the nodes of the $16\times16$ grid, whatever~$n$ is, so
that a finer grid shows the same plates.

@<Functions of the model of plates@>=
static double field_variance(int k, int l)@+{@+return pow(pi*pi*(k*k+l*l)+9, -1.5);@+}
@#
static void statistics_of_states(PoissonModel *m)
{
  double total=0, raw[J][M];
  for (int k=1; k<=8; k++)
    for (int l=1; l<=8; l++) total += 0.25*field_variance(k, l);
  for (int a=0; a<M; a++) {
    int k=a%8+1, l=a/8+1;
    double c2=144*field_variance(k, l)/total, square=c2;
    for (int j=0; j<J; j++) {
      @<Expand burner |j| in the sine of numbers |k| and |l|@>@;
      square += raw[j][a]*raw[j][a]/J;
    }
    m->scale[a] = sqrt(square), m->variance[a] = c2/square;
    m->lambda[a] = poisson_eigenvalue(m->n, k, l);
    for (int j=0; j<J; j++) m->mean[j][a] = raw[j][a]/m->scale[a];
  }
}

@ A burner is a product of two functions of one variable, and so is its coefficient, $(\frac2{17}\sum_i\sin k\pi
x_i\,e^{-(x_i-c)^2/0.02})$ times the like.

@<Expand burner |j| in the sine of numbers |k| and |l|@>=
double x=0, y=0, cx = j%2 ? 0.7 : 0.3, cy = j/2 ? 0.7 : 0.3;
for (int i=1; i<17; i++) {
  double at=i/17.0;
  x += 2/17.0*sin(k*pi*at)*exp(-(at-cx)*(at-cx)/0.02);
  y += 2/17.0*sin(l*pi*at)*exp(-(at-cy)*(at-cy)/0.02);
}
raw[j][a] = 25*x*y;

@ The edge's waves serve twice: for drawing, and for the variance of the lift at the thermometers, which is a sum over
the 33 lifts of single waves.

@<Functions of the model of plates@>=
static double wave_deviation(int k)
{
  double total=0;
  for (int i=0; i<=POISSON_WAVES; i++) total += pow(0.25*pi*pi*i*i+9, -1.5);
  return 0.6*sqrt(pow(0.25*pi*pi*k*k+9, -1.5)/total);
}
@#
static double wave(int a, int i, int n) /* wave |a| of 33 at node~|i|, with its deviation */
{
  double s=i/(n+1.0), phase=0.5*pi*((a+1)/2)*s;
  return wave_deviation((a+1)/2)*(a%2==1 ? sin(phase) : cos(phase));
}
@#
void poisson_edge(double *g, int n, uint64_t seed, uint64_t stream)
{
  double z[2*POISSON_WAVES+1];
  rng_normal(z, 2*POISSON_WAVES+1, seed, stream, 0);
  for (int i=0; i<4*(n+1); i++) {
    g[i] = 0;
    for (int a=0; a<=2*POISSON_WAVES; a++) g[i] += z[a]*wave(a, i, n);
  }
}

@ The thermometers see $v$ through the rows of~$S$. The variance of $Sw$ is that of the field, and that between the
burners, and at the end that of the lift, wave by wave.

@<Functions of the model of plates@>=
static void place_thermometers(PoissonModel *m)
{
  static const int at[K][2] = {{4, 4}, {12, 5}, {8, 8}, {5, 12}, {11, 12}};
  int n=m->n, fine=(n+1)/17;
  double *g=base_reals(4*((size_t)n+1)), *lift=base_reals((size_t)n*n), total=0;
  for (int i=0; i<K; i++) {
    int x=fine*at[i][0]-1, y=fine*at[i][1]-1;
    double mean[J]={0}, all=0;
    m->node[i] = y*n+x;
    for (int a=0; a<M; a++) {
      double e=m->sine[8*x+a%8]*m->sine[8*y+a/8]*m->scale[a]/m->lambda[a];
      m->reading[i][a] = e, total += e*e*m->variance[a];
      for (int j=0; j<J; j++) mean[j] += e*m->mean[j][a];
    }
    for (int j=0; j<J; j++) all += mean[j]/J;
    for (int j=0; j<J; j++) total += (mean[j]-all)*(mean[j]-all)/J;
  }
  for (int a=0; a<=2*POISSON_WAVES; a++) {
    for (int i=0; i<4*(n+1); i++) g[i] = wave(a, i, n);
    poisson_solve(lift, m->solver, NULL, g);
    for (int i=0; i<K; i++) total += lift[m->node[i]]*lift[m->node[i]];
  }
  m->noise = 0.1*sqrt(total/K);@+ free(g), free(lift);
}

@ @<Functions of the model of plates@>=
PoissonModel *poisson_model_new(int n)
{
  base_require(n>=16 && (n+1)%17==0, "poisson_model_new: n+1 must be a multiple of 17, not %d", n+1);
  PoissonModel *m=base_new(1, sizeof *m);
  m->n = n, m->solver = poisson_solver_new(n), m->sine = base_reals(8*(size_t)n);
  for (int i=0; i<n; i++)
    for (int k=0; k<8; k++) m->sine[8*i+k] = sin((k+1)*pi*(i+1)/(n+1));
  statistics_of_states(m);@+ place_thermometers(m);
  m->gain = base_reals(M*K), m->spread = base_reals(M);
  m->covariance = base_reals(M*M), m->basis = base_reals(M*M);
  m->evidence = base_reals(K*K);@+ condition_on_readings(m);
  return m;
}
@#
void poisson_model_free(PoissonModel *m)
{
  if (m==NULL) return;
  poisson_solver_free(m->solver), free(m->sine);
  free(m->gain), free(m->covariance), free(m->basis), free(m->spread), free(m->evidence), free(m);
}

@ From a state to grid functions leads a sine sum, one direction after the other.

@<Functions of the model of plates@>=
static void sine_sum(double *z, const PoissonModel *m, const double *c)
{
  double part[8];
  for (int i=0; i<m->n; i++) {
    for (int k=0; k<8; k++) {
      part[k] = 0;
      for (int l=0; l<8; l++) part[k] += m->sine[8*i+l]*c[8*l+k];
    }
    for (int j=0; j<m->n; j++) {
      double sum=0;
      for (int k=0; k<8; k++) sum += m->sine[8*j+k]*part[k];
      z[i*m->n+j] = sum;
    }
  }
}

@ A state holds $p$ and~$q$ in units of their root mean squares; the temperature also has the lift.

@<Functions of the model of plates@>=
void poisson_fields(double *u, double *f, const PoissonModel *m, const double *x, const double *lift)
{
  double c[M];
  for (int a=0; a<M; a++) c[a] = m->scale[a]/m->lambda[a]*x[a];
  sine_sum(u, m, c);
  if (lift) for (int i=0; i<m->n*m->n; i++) u[i] += lift[i];
  for (int a=0; a<M; a++) c[a] = m->scale[a]*x[M+a];
  if (f) sine_sum(f, m, c);
}

@ A reading of a state less the lift is $Sp$ and an error. Readings of a state with $p\ne q$ look at~$p$, the
temperature.

@<Functions of the model of plates@>=
void poisson_read(double *r, const PoissonModel *m, const double *x, uint64_t seed, uint64_t stream)
{
  rng_normal(r, K, seed, stream, 0);
  for (int i=0; i<K; i++) {
    r[i] *= m->noise;
    for (int a=0; a<M; a++) r[i] += m->reading[i][a]*x[a];
  }
}

@*1 The exact answer.
What does one know after reading five thermometers? For Gaussian quantities the answer is one of the oldest in
statistics, and it needs one idea: subtract from $X$ the multiple of~$Y$ that leaves nothing correlated with~$Y$.
@^Schur complement@>
@^conditional law, Gaussian@>

\begin{theorem}[Gaussian conditioning]\label{th:poisson-schur}
  Let $X\sim\normal(m,C)$ in $\RR^d$ and $Y=SX+\eta$ with $\eta\sim\normal(0,s^2I)$ independent of~$X$. Then, given
  $Y=y$, $X$ has the law $\normal(m+K(y-Sm),\,\Sigma)$ with
  \begin{equation}\label{eq:poisson-schur}
    K=CS^T(SCS^T+s^2I)^{-1},\qquad\Sigma=C-KSC ,
  \end{equation}
  and $Y$ has the law $\normal(Sm,\,SCS^T+s^2I)$. Here $s=0$ is allowed if $SCS^T$ is invertible.
\end{theorem}
\begin{proof}
  $\Cov(X,Y)=CS^T$ and $\Cov(Y)=SCS^T+s^2I$. Let $R=X-K(Y-Sm)$. Then $\Cov(R,Y)=CS^T-K(SCS^T+s^2I)=0$. As $R$ and~$Y$
  are jointly normal, they are independent. So given $Y=y$ the law of $X=R+K(y-Sm)$ is that of $R$, shifted; $R$ has
  mean~$m$ and covariance $\Cov(R,X)=C-K\Cov(Y,X)=C-KSC$.
\end{proof}
In the joint covariance matrix of $(Y,X)$, $\Sigma$ is what remains in the block of~$X$ when the block of~$Y$ has been
eliminated: the \emph{Schur complement}. It does not depend on~$y$. If $X$ is a mixture, each component is
conditioned, and each is judged by how well it foretold~$y$.

\begin{theorem}[The conditional law of a plate]\label{th:poisson-law}
  The readings enter through
  \begin{equation}\label{eq:poisson-reduced}
    r=y-(Lg)(x_1,\dots,x_5)=Sw+\eta ,\qquad w=p=q ,
  \end{equation}
  alone: the law of $w$ given $(g,y)$ is that of $w$ given~$r$. With $C=\operatorname{diag}(c_{kl}^2/s_{kl}^2)$ and
  the four means $m_j$ of $w$, it is the mixture
  \begin{equation}\label{eq:poisson-law}
    \sum_j\pi_j\,\normal(\nu_j,\Sigma),\qquad\nu_j=m_j+K(r-Sm_j),\qquad\pi_j\propto\normal(r;\,Sm_j,\,SCS^T+s^2I) .
  \end{equation}
\end{theorem}
\begin{proof}
  $(w,\eta)$ is independent of~$g$, and $(g,y)$ and $(g,r)$ are functions of each other. So the law of $w$ given
  $(g,r)$ is that given~$r$: the joint density is a product of a function of~$g$ and one of $(w,r)$. Write $J$ for the
  number of the burner. $P(w\in\cdot,J=j\given r)=P(J=j\given r)\,P(w\in\cdot\given r,J=j)$; the second factor is
  Theorem~\ref{th:poisson-schur} for $\normal(m_j,C)$, the first is Bayes' formula with equal prior probabilities.
\end{proof}
@^sufficient statistic@>

Five numbers carry all that 68 values on the edge and five readings say about $v$ and~$f$: the harmonic lift does the
rest. This is the good fortune of a linear equation, and we make use of it: the network will be conditioned on~$r$.

@ And diffusion? The denoiser of such a mixture is in closed form too, at every noise level. A noisy state is
$x=(w,w)+\sigma Z$. In the coordinates $\bar w=(p+q)/2$ and $p-q$ the first is $w$ with noise of variance
$\tau^2=\sigma^2/2$, the second is noise and nothing else, independent of the first. In the eigenvectors of~$\Sigma$
all is diagonal, and with eigenvalues $v_a$, coordinates $z_a$ of~$\bar w$, and $c_a=v_a/(v_a+\tau^2)$,
@^denoiser, exact@>
\begin{equation}\label{eq:poisson-denoise}
  \EE[w_a\given x]=c_az_a+(1-c_a)\bar\nu_a,\quad\bar\nu=\sum_j\rho_j\nu_j,\quad\rho_j\propto\pi_j\exp\Bigl(-\sum_a\frac{(z_a-\nu_{ja})^2}{2(v_a+\tau^2)}\Bigr) .
\end{equation}
This is Theorem~\ref{th:poisson-schur} again, with $S=I$: each component pulls $z_a$ towards its mean, and they are
averaged with their probabilities. The denoiser of the whole state is $D=(\hat w,\hat w)$. By
Lemma~\ref{th:poisson-jacobian} below, for $\bar w$ with its noise~$\tau$, the Jacobian is the conditional covariance
over~$\tau^2$,
\begin{equation}\label{eq:poisson-pull}
  \frac{\partial\hat w}{\partial\bar w}=\frac1{\tau^2}\Cov(w\given x)=\operatorname{diag}(c_a)+\frac1{\tau^2}\sum_j\rho_j\,\delta_j\delta_j^T,\qquad\delta_{ja}=(1-c_a)(\nu_{ja}-\bar\nu_a) .
\end{equation}

\begin{lemma}\label{th:poisson-jacobian}
  Let $x=x_0+\sigma Z$ with any law of $x_0$ that has second moments, and $D(x)=\EE[x_0\given x]$. Then $\partial
  D/\partial x=\Cov(x_0\given x)/\sigma^2$.
\end{lemma}
\begin{proof}
  The conditional law of $x_0$ has the density $e^{x\cdot x_0/\sigma^2-\abs{x_0}^2/2\sigma^2}/M(x)$ with respect to
  that of $x_0$, with $M$ the integral of the numerator. So $D=\sigma^2\nabla\ln M$, and differentiating once more,
  $\partial D/\partial x=\sigma^2\nabla\nabla^T\ln M$, where $\nabla\nabla^T\ln M=\EE[x_0x_0^T\given
  x]/\sigma^4-DD^T/\sigma^4$. The exponentials are dominated near any~$x$, which allows to differentiate under the
  integral.
\end{proof}

@ One structure serves for the prior and for all conditional laws.

@<Interface of the exact laws of plates@>=
typedef struct {
  const PoissonModel *model;
  const double *basis, *spread; /* eigenvectors of the covariance, one a row (|NULL|: the axes), and eigenvalues $v$ */
  const double *covariance; /* $\Sigma$; |NULL| if it is diagonal */
  double weight[POISSON_SOURCES]; /* $\pi_j$ */
  double mean[POISSON_SOURCES][POISSON_MODES], turned[POISSON_SOURCES][POISSON_MODES]; /* $\nu_j$, and in the basis */
} PoissonLaw;
void poisson_prior(PoissonLaw *law, const PoissonModel *m); /* of $w$, when nothing is known */
void poisson_posterior(PoissonLaw *law, const PoissonModel *m, const double *r); /* \eqref{eq:poisson-law} */
void poisson_draw(double *x, int *source, size_t n, const PoissonLaw *law, uint64_t seed, uint64_t stream);
  /* |n| states, |n| by 128, and their burners (may be |NULL|); streams |stream| and |stream+1| */
void poisson_denoise(double *D, double sigma, size_t n, const double *x, const PoissonLaw *law);
  /* \eqref{eq:poisson-denoise}, $|sigma|>0$; |D|, |x|: |n| by 128 */
void poisson_pull(double *y, double sigma, size_t n,@|
  const double *x, const PoissonLaw *law, const double *b);
  /* $(\partial D/\partial x)^Tb$, |n| by 128 */
void poisson_classes(double *rho, size_t n, const double *x, const PoissonLaw *law);
  /* probabilities of the four burners given the whole state, |n| by 4; of a state with $p\ne q$ the mean counts */
void poisson_moments(double *mean, double *covariance, const PoissonLaw *law); /* of $w$: 64, and 64 by 64 */
double poisson_mass(const PoissonLaw *law, const double *e, double low, double high);
  /* probability of $|low|\le e\cdot w\le|high|$ for a vector |e| of 64 numbers */

@ The conditional covariance is the same for all readings, so it is computed and turned to its axes once.

@<Functions of the exact laws of plates@>=
static void condition_on_readings(PoissonModel *m)
{
  double seen[K*K], CS[M*K]; /* $SCS^T+s^2I$; $CS^T$ */
  for (int i=0; i<K; i++)
    for (int a=0; a<M; a++) CS[a*K+i] = m->variance[a]*m->reading[i][a];
  for (int i=0; i<K; i++)
    for (int k=0; k<K; k++) {
      seen[i*K+k] = i==k ? m->noise*m->noise : 0;
      for (int a=0; a<M; a++) seen[i*K+k] += m->reading[i][a]*CS[a*K+k];
    }
  base_require(linalg_cholesky(m->evidence, K, seen)==0, "poisson: the readings' covariance is not positive");
  linalg_cholesky_solve(m->gain, K, m->evidence, M, CS); /* rows of $K$ */
  for (int a=0; a<M; a++)
    for (int b=0; b<M; b++) {
      double sum = a==b ? m->variance[a] : 0;
      for (int i=0; i<K; i++) sum -= m->gain[a*K+i]*CS[b*K+i];
      m->covariance[a*M+b] = sum;
    }
  base_require(linalg_eigen(m->spread, m->basis, M, m->covariance)==0, "poisson: no eigenvectors");
}

@ All laws keep their means in two systems of coordinates; for the prior, whose covariance is diagonal, they are one.

@<Functions of the exact laws of plates@>=
static void turn(double *z, const double *basis, const double *w)
{ /* coordinates of |w| in the basis */
  for (int a=0; a<M; a++) {
    double sum=0;
    if (basis) for (int b=0; b<M; b++) sum += basis[a*M+b]*w[b];
    z[a] = basis ? sum : w[a];
  }
}
@#
static void turn_back(double *w, const double *basis, const double *z)
{
  if (basis==NULL) {@+memcpy(w, z, M*sizeof *w);@+return;@+}
  for (int b=0; b<M; b++) w[b] = 0;
  for (int a=0; a<M; a++)
    for (int b=0; b<M; b++) w[b] += basis[a*M+b]*z[a];
}
@#
void poisson_prior(PoissonLaw *law, const PoissonModel *m)
{
  law->model = m, law->basis = law->covariance = NULL, law->spread = m->variance;
  memcpy(law->mean, m->mean, sizeof law->mean), memcpy(law->turned, m->mean, sizeof law->turned);
  for (int j=0; j<J; j++) law->weight[j] = 1.0/J;
}

@ In the weights $\pi_j$ the quadratic form $(r-Sm_j)^T(SCS^T+s^2I)^{-1}(r-Sm_j)$ stands in the exponent; its smallest
value is subtracted before the exponential is taken.
@^overflow@>

@<Functions of the exact laws of plates@>=
static void normalise(double *weight, const double *exponent)
{ /* |weight[j]| in proportion to |weight[j]*exp(-exponent[j])| */
  double least=exponent[0], sum=0;
  for (int j=1; j<J; j++) least = fmin(least, exponent[j]);
  for (int j=0; j<J; j++) sum += weight[j] *= exp(least-exponent[j]);
  for (int j=0; j<J; j++) weight[j] /= sum;
}

@ The four means move by the gain times the surprise $r-Sm_j$, and the same surprise decides about the weights.

@<Functions of the exact laws of plates@>=
void poisson_posterior(PoissonLaw *law, const PoissonModel *m, const double *r)
{
  double e[K], solved[K], exponent[J];
  poisson_prior(law, m);
  law->basis = m->basis, law->covariance = m->covariance, law->spread = m->spread;
  for (int j=0; j<J; j++) {
    for (int i=0; i<K; i++) {
      e[i] = r[i];
      for (int a=0; a<M; a++) e[i] -= m->reading[i][a]*m->mean[j][a];
    }
    for (int a=0; a<M; a++)
      for (int i=0; i<K; i++) law->mean[j][a] += m->gain[a*K+i]*e[i];
    linalg_cholesky_solve(solved, K, m->evidence, 1, e);@+ exponent[j] = 0;
    for (int i=0; i<K; i++) exponent[j] += 0.5*e[i]*solved[i];
    turn(law->turned[j], law->basis, law->mean[j]);
  }
  normalise(law->weight, exponent);
}

@ Denoising, pulling back, and asking for the burner have the first half in common: the coordinates $z$, the
probabilities $\rho$ and the mean~$\bar\nu$. With $\tau=0$ they are those of the noiseless state.

@<Functions of the exact laws of plates@>=
static void judge(double *z, double *rho, double *mean,@|
  double tau2, const double *x, const PoissonLaw *law)
{
  double w[M], exponent[J];
  for (int a=0; a<M; a++) w[a] = 0.5*(x[a]+x[M+a]);
  turn(z, law->basis, w);
  for (int j=0; j<J; j++) {
    double sum=0;
#pragma @=omp simd reduction(+:sum)@>
    for (int a=0; a<M; a++)
      sum += (z[a]-law->turned[j][a])*(z[a]-law->turned[j][a])/(law->spread[a]+tau2);
    rho[j] = law->weight[j], exponent[j] = 0.5*sum;
  }
  normalise(rho, exponent);
  for (int a=0; a<M; a++) {
    mean[a] = 0;
    for (int j=0; j<J; j++) mean[a] += rho[j]*law->turned[j][a];
  }
}
@#
void poisson_classes(double *rho, size_t n, const double *x, const PoissonLaw *law)
{
  double z[M], mean[M];
  for (size_t i=0; i<n; i++) judge(z, rho+J*i, mean, 0, x+S*i, law);
}

@ The denoiser is then one line a coordinate. Rows are independent, and are shared among the threads.

@<Functions of the exact laws of plates@>=
void poisson_denoise(double *D, double sigma, size_t n, const double *x, const PoissonLaw *law)
{
  double tau2=0.5*sigma*sigma;
  base_require(sigma>0, "poisson_denoise: the noise level must be positive");
#pragma @=omp parallel for schedule(static) if(n>64)@>
  for (size_t i=0; i<n; i++) {
    double z[M], rho[J], mean[M];
    judge(z, rho, mean, tau2, x+S*i, law);
    for (int a=0; a<M; a++) {
      double c=law->spread[a]/(law->spread[a]+tau2);
      z[a] = c*z[a]+(1-c)*mean[a]; // \eqref{eq:poisson-denoise}
    }
    turn_back(D+S*i, law->basis, z);@+ memcpy(D+S*i+M, D+S*i, M*sizeof *D);
  }
}

@ The Jacobian of $D$ has four equal blocks, each half of \eqref{eq:poisson-pull}, since $\bar w$ takes half of $p$
and half of~$q$.

@<Functions of the exact laws of plates@>=
static void pull_one(double *y, double tau2, const double *x, const PoissonLaw *law, const double *b)
{
  double z[M], rho[J], mean[M], both[M], t[M];
  judge(z, rho, mean, tau2, x, law);
  for (int a=0; a<M; a++) both[a] = 0.5*(b[a]+b[M+a]);
  turn(t, law->basis, both);
  for (int a=0; a<M; a++) z[a] = law->spread[a]/(law->spread[a]+tau2)*t[a];
  for (int j=0; j<J; j++) {
    double delta[M], dot=0;
    for (int a=0; a<M; a++) {
      delta[a] = tau2/(law->spread[a]+tau2)*(law->turned[j][a]-mean[a]);
      dot += delta[a]*t[a];
    }
    for (int a=0; a<M; a++) z[a] += rho[j]/tau2*dot*delta[a]; // \eqref{eq:poisson-pull}
  }
  turn_back(y, law->basis, z);@+ memcpy(y+M, y, M*sizeof *y);
}
@#
void poisson_pull(double *y, double sigma, size_t n,@|
  const double *x, const PoissonLaw *law, const double *b)
{
  base_require(sigma>0, "poisson_pull: the noise level must be positive");
#pragma @=omp parallel for schedule(static) if(n>64)@>
  for (size_t i=0; i<n; i++)
    pull_one(y+S*i, 0.5*sigma*sigma, x+S*i, law, b+S*i);
}

@ Direct draws need no diffusion at all: choose a burner, and add normal numbers along the axes. They are the
yardstick for everything else, because they show the error that a finite sample has by chance.

@<Functions of the exact laws of plates@>=
void poisson_draw(double *x, int *source, size_t n, const PoissonLaw *law, uint64_t seed, uint64_t stream)
{
  for (size_t i=0; i<n; i++) {
    double choice, z[M], sum=0;
    int j=0;
    rng_uniform(&choice, 1, seed, stream, i);@+ rng_normal(z, M, seed, stream+1, M*i);
    while (j<J-1 && choice>=(sum += law->weight[j])) j++;
    for (int a=0; a<M; a++) z[a] = law->turned[j][a]+sqrt(law->spread[a])*z[a];
    turn_back(x+S*i, law->basis, z);@+ memcpy(x+S*i+M, x+S*i, M*sizeof *x);
    if (source) source[i] = j;
  }
}

@ The mixture's moments: between the components there is covariance as well. And any linear function of~$w$, the
temperature at a point for instance, has a mixture of four normal laws on the line, with means $e\cdot\nu_j$ and the
variance $e^T\Sigma e$.

@<Functions of the exact laws of plates@>=
void poisson_moments(double *mean, double *covariance, const PoissonLaw *law)
{
  for (int a=0; a<M; a++) {
    mean[a] = 0;
    for (int j=0; j<J; j++) mean[a] += law->weight[j]*law->mean[j][a];
  }
  for (int a=0; a<M; a++)
    for (int b=0; b<M; b++) {
      double sum = law->covariance ? law->covariance[a*M+b] : a==b ? law->spread[a] : 0;
      for (int j=0; j<J; j++) sum += law->weight[j]*(law->mean[j][a]-mean[a])*(law->mean[j][b]-mean[b]);
      covariance[a*M+b] = sum;
    }
}
@#
double poisson_mass(const PoissonLaw *law, const double *e, double low, double high)
{
  double variance=0, sum=0;
  for (int a=0; a<M; a++)
    if (law->covariance) for (int b=0; b<M; b++) variance += e[a]*e[b]*law->covariance[a*M+b];
    else variance += e[a]*e[a]*law->spread[a];
  for (int j=0; j<J; j++) {
    double mean=0, scale=sqrt(2*variance);
    for (int a=0; a<M; a++) mean += e[a]*law->mean[j][a];
    sum += 0.5*law->weight[j]*(erf((high-mean)/scale)-erf((low-mean)/scale));
  }
  return sum;
}

@*1 Three ways to condition.
By Bayes' formula the score of the conditional law at noise level~$\sigma$ is
\begin{equation}\label{eq:poisson-bayes}
  \begin{gathered}
  \nabla\ln p_\sigma(x\given r)=\nabla\ln p_\sigma(x)+\nabla\ln p_\sigma(r\given x),\\
  p_\sigma(r\given x)=\int p(r\given x_0)\,p(x_0\given x)\,dx_0 ,
  \end{gathered}
\end{equation}
where all gradients are in~$x$ and $p(x_0\given x)$ is the law of the data given the noisy state. There are three
things one can do.
@^Bayes' formula@>
@^conditional score@>

\emph{By input.} Learn the left side: a denoiser $D_\theta(x,\sigma;r)$ that is shown $r$ in training. The function
that minimises $\EE\abs{D(x,\sigma;r)-x_0}^2$ over all functions of $x$ and~$r$ is $\EE[x_0\given x,r]$, so nothing of
Chapter~\ref{ch:score} changes. A network trained so serves one kind of measurement.

\emph{By guidance.} Learn the score of the prior, and add the second term of \eqref{eq:poisson-bayes}, computed from
the measurement at hand. The same model then serves all measurements. But the integral is over a law that one does not
have.
@^guidance@>

\emph{By projection.} If the condition is a constraint $Ax_0=b$, generate without it and move the sample onto it.
@^projection@>

@ \emph{Diffusion posterior sampling} \citep{chung2023} puts the mean in place of the law: $p_\sigma(r\given x)\approx
p(r\given x_0=D(x))$, a normal density with the variance of the instrument alone. Where $x_0$ is uncertain given~$x$,
that is, at all but the lowest noise levels, it is far too sure. For one Gaussian number the whole process can be
solved.
@^DPS@>
@^diffusion posterior sampling@>

\begin{theorem}[DPS on a normal number]\label{th:poisson-dps}
  Let $X_0\sim\normal(0,1)$ and $r=X_0+s\eta$, so that given~$r$ the law is
  $\normal\bigl(r/(1+s^2),\,s^2/(1+s^2)\bigr)$. Run the reverse process with noise $\theta=\sigma^2$ from
  $\theta=\Theta$ with $x\sim\normal(0,1+\Theta)$ down to~0, in continuous time, with the exact prior score and the
  guidance $\nabla\ln\normal\bigl(r;D(x),s^2\bigr)$. As $\Theta\to\infty$ it ends, for the stochastic process of
  Anderson, with
  \begin{equation}\label{eq:poisson-dps-sde}
    \text{mean }r\bigl(1-e^{-1/s^2}\bigr),\qquad\text{variance }\tfrac12s^2\bigl(1-e^{-2/s^2}\bigr),
  \end{equation}
  and for the probability-flow equation with
  \begin{equation}\label{eq:poisson-dps-ode}
    \text{mean }\frac r{2s^2}\int_0^1\frac{e^{-w/2s^2}}{\sqrt{1-w}}\,dw,\qquad\text{variance }e^{-1/s^2}.
  \end{equation}
\end{theorem}
\begin{proof}
  $D=x/(1+\theta)$, the prior score is $-x/(1+\theta)$, and the guidance is $\frac1{(1+\theta)s^2}\bigl(r-\frac
  x{1+\theta}\bigr)$. In the clock~$\theta$ the forward process is $dX=dB$, and the family of time reversals of Part~I
  has the drift $c=\frac12(1+\lambda^2)$ times the score, and noise~$\lambda$, for decreasing~$\theta$. So
  \[
    dx=c\Bigl[\frac x{1+\theta}+\frac x{(1+\theta)^2s^2}-\frac r{(1+\theta)s^2}\Bigr]d\theta+\lambda\,dB ,
  \]
  a linear equation. With $w=\theta/(1+\theta)$, $dw=d\theta/(1+\theta)^2$, what is added at level~$\theta$ has shrunk
  at level~0 by the factor $(1+\theta)^{-c}e^{-cw/s^2}$. Thus the initial variance contributes
  $(1+\Theta)^{1-2c}e^{-2cW/s^2}$ with $W\to1$: for $\lambda=0$, $c=\frac12$ this tends to $e^{-1/s^2}$, for $c=1$ to
  zero. The noise contributes, for $\lambda=c=1$, $\int(1+\theta)^{-2}e^{-2w/s^2}d\theta=\int_0^1e^{-2w/s^2}dw$. The
  mean is $\frac{cr}{s^2}\int(1+\theta)^{-1-c}e^{-cw/s^2}d\theta=\frac{cr}{s^2}\int_0^1(1-w)^{c-1}e^{-cw/s^2}dw$.
\end{proof}

For an accurate instrument, $s\to0$, the variance is half of the right one for the stochastic process, and for the
deterministic one it is $e^{-1/s^2}$: with $s=\frac13$, $\num{poisson.ode_third}$ in place of
\num{poisson.right_third} (\fig{poisson/dps}). The mean is not pulled from the reading towards the prior, to
$r/(1+s^2)$, as it should be; in the deterministic process it ends beyond the reading, for $s=\frac13$ at
\num{poisson.ode_third_mean}\,$r$. The exact guidance divides by $s^2+\theta/(1+\theta)$, the variance of the reading
given~$x$, where DPS divides by~$s^2$. So DPS is too strong by the factor $1+\theta/(s^2(1+\theta))$, which is greatest
at high noise, where everything that is discrete is decided: nearly $1+s^{-2}$.

\begin{wrong}[Guidance by the residual alone]
  In \citet{chung2023} the step is $\zeta/\abs\rho$ times $\nabla\abs\rho^2$, where $\rho=r-SD(x)$, which is
  $2\zeta\nabla\abs\rho$; widely used code takes $\nabla\abs\rho$, half of it. Neither has anything to do with the
  accuracy of the instrument, so neither samples the conditional law, though both are often said to.
  \claim{poisson.dps_wrong} Of the three steps tried, $\zeta=\num{poisson.dps_zeta}$, for residuals in units of~$s$, is
  best for the burners; the total variance is \num{poisson.dps_trace} times the right one and the covariance is off by
  \num{poisson.dps_covariance}, where as many direct draws show \num{poisson.few_covariance}. With half of it, the
  other reading of the formula, they are \num{poisson.half_trace} and \num{poisson.half_covariance}; with
  $\zeta=\num{poisson.strong_zeta}$, \num{poisson.strong_trace} and \num{poisson.strong_covariance}.
  \claim{poisson.likely_wrong} With the likelihood's own weight, where nothing is left to tune, the variance is
  \num{poisson.likely_trace} times the right one, and the probabilities of the burners are off by
  \num{poisson.likely_class_tv} in total variation, the floor being \num{poisson.few_class_tv}.
\end{wrong}

\showfig{poisson/dps}{Variance after guided sampling of one normal number, against the accuracy $s$ of the reading: the right one, and those of \eqref{eq:poisson-dps-sde} and \eqref{eq:poisson-dps-ode}.}

@ Projection has a theorem of its own.
@^orthogonal projection@>
@^Matheron's rule@>

\begin{theorem}[When projection conditions]\label{th:poisson-projection}
  Let $X\sim\normal(m,C)$ with invertible~$C$, let $A$ have independent rows, and $\Pi x=x-A^T(AA^T)^{-1}(Ax-b)$ be
  the nearest point with $Ax=b$. For every~$b$, $\Pi X$ has the law of $X$ given $AX=b$ if and only if $C$ maps the
  row space of~$A$ into itself. For any~$C$ the oblique projection $x-CA^T(ACA^T)^{-1}(Ax-b)$ has that law.
\end{theorem}
\begin{proof}
  The last statement is the proof of Theorem~\ref{th:poisson-schur} with $s=0$: the oblique projection of $X$ is
  $R+K(b-Am)$ with $R$ independent of~$AX$. The mean of $\Pi X$ depends on $b$ through $A^T(AA^T)^{-1}b$, the
  conditional mean through $CA^T(ACA^T)^{-1}b$. If the laws agree for all~$b$, then $CA^T=A^T(AA^T)^{-1}ACA^T$, and
  the columns of $CA^T$ are in the row space. Conversely, if $CA^T=A^TM$, then $ACA^T=AA^TM$, and
  $CA^T(ACA^T)^{-1}=A^T(AA^T)^{-1}$: the two projections are the same.
\end{proof}

For the equation, $A=(I,-I)$ and $b=0$: projection replaces $p$ and $q$ by their mean. A model that has learnt the law
has $p-q$ small and nearly independent of $p+q$, and the projection moves each sample by $\abs{p-q}/\sqrt2$ only; no
statistic can change by more than such a shift allows. For exact readings, $A=S$, and already the covariance $C$ of a
single burner does not map the span of the five rows of $S$ into itself: the nearest plate that fits the readings is
not a random plate that does.

@ The interface of the methods. Denoisers are given to the solvers of Chapter~\ref{ch:solvers} as fields.

@<Interface of the methods of conditional generation@>=
typedef struct {
  const Network *net;
  const PoissonModel *model;
  const double *r; /* the condition */
} PoissonNetwork;
void poisson_exact_field(double *D, size_t n, const double *x, const SolversLevel *at, const void *law);
void poisson_network_field(double *D, size_t n, const double *x, const SolversLevel *at, const void *network);
  /* two fields of solvers.h of kind |SCORE_DATA|, |n| coordinates; their data are a |PoissonLaw| and a |PoissonNetwork| */
void poisson_levels(SolversLevel *grid, int steps); /* |steps+1| levels from $\sigma=40$ to $0.005$ */
void poisson_sample(double *x, size_t n, SolversField field, const void *data, int steps, uint64_t seed, uint64_t stream);
  /* |n| states along |poisson_levels|, by the method \.{dpm3m} of solvers.h, one evaluation a step and one more */
void poisson_project(double *x, size_t n); /* onto $p=q$ */
void poisson_press(double *x, size_t n, const PoissonModel *m, const double *r); /* states with $p=q$, onto $Sp=r$ orthogonally */
void poisson_dps(double *x, size_t n, const PoissonLaw *prior, const double *r, int steps, double zeta, uint64_t seed, uint64_t stream);
  /* DPS with the exact prior; |zeta>0|: the published step, in units of |noise|; |zeta==0|: the likelihood's own weight */
void poisson_dps_moments(double *mean, double *variance, double s2, int stochastic);
  /* where DPS ends on a normal number read as $r=1$ with variance |s2|: \eqref{eq:poisson-dps-sde} or \eqref{eq:poisson-dps-ode} */
@#
Network *poisson_train(const PoissonModel *m, int rows, long steps, uint64_t seed, void (*report)(long step, double loss));
  /* a network trained on plates from the model; |report| is called now and then and may be |NULL| */
@#
@<Interface of the measures of conditional generation@>@;

@ Theorem~\ref{th:poisson-dps} in numbers. In the deterministic mean $w=1-y^2$ takes the root away.

@<Functions of conditional generation@>=
void poisson_dps_moments(double *mean, double *variance, double s2, int stochastic)
{
  enum {@+N=4000@+};
  base_require(s2>0, "poisson_dps_moments: the variance must be positive");
  *mean = stochastic ? -expm1(-1/s2) : 0;
  *variance = stochastic ? -0.5*s2*expm1(-2/s2) : exp(-1/s2);
  if (!stochastic) for (int i=0; i<N; i++) {
    double y=(i+0.5)/N;
    *mean += exp(-0.5*(1-y*y)/s2)/(s2*N);
  }
}

@ The fields, and the levels: those of Chapter~\ref{ch:solvers} with exponent~7, down to a noise of half a per cent.

@<Functions of conditional generation@>=
void poisson_exact_field(double *D, size_t n, const double *x, const SolversLevel *at, const void *law)
{
  poisson_denoise(D, at->sigma, n/S, x, law);
}
@#
void poisson_levels(SolversLevel *grid, int steps)
{
  SolversSchedule s=solvers_edm(100);
  solvers_grid(grid, steps, @[(SolversClock){SOLVERS_POWER, 7, 0}@], &s, 40, 0.005);
}

@ Sampling follows the probability flow by the third-order multistep method of Chapter~\ref{ch:solvers}, with the
corrected coefficient: one evaluation a step, because the network is the cost. At the last level a noise of $0.005$ is
left, half a per cent of a component, and one more evaluation takes it away.

@<Functions of conditional generation@>=
void poisson_sample(double *x, size_t n, SolversField field, const void *data, int steps, uint64_t seed, uint64_t stream)
{
  SolversLevel *grid=base_new((size_t)steps+1, sizeof *grid);
  SolversSchedule s=solvers_edm(100);
  SolversMethod method=solvers_named("dpm3m");
  SolversModel model={field, data, SCORE_DATA};
  poisson_levels(grid, steps);@+ rng_normal(x, n*S, seed, stream, 0);
  for (size_t i=0; i<n*S; i++) x[i] *= grid[0].sigma;
  solvers_run(x, n*S, &model, &method, &s, steps, grid, NULL);
  double *D=base_reals(n*S);
  field(D, n*S, x, &grid[steps], data);@+ memcpy(x, D, n*S*sizeof *x);
  free(grid), free(D);
}

@ Two projections: onto $p=q$, and of such states to the readings, for which the five multipliers
$(SS^T)^{-1}(r-Sp)$ are to be found.

@<Functions of conditional generation@>=
void poisson_project(double *x, size_t n)
{
  for (size_t i=0; i<n; i++)
    for (int a=0; a<M; a++) {
      double *p=x+S*i+a, mean=0.5*(p[0]+p[M]);
      p[0] = p[M] = mean;
    }
}
@#
void poisson_press(double *x, size_t n, const PoissonModel *m, const double *r)
{
  double gram[K*K], e[K];
  for (int i=0; i<K; i++)
    for (int k=0; k<K; k++) {
      gram[i*K+k] = 0;
      for (int a=0; a<M; a++) gram[i*K+k] += m->reading[i][a]*m->reading[k][a];
    }
  base_require(linalg_cholesky(gram, K, gram)==0, "poisson_press: the readings are dependent");
  for (size_t i=0; i<n; i++, x+=S) {
    for (int k=0; k<K; k++) {
      e[k] = r[k];
      for (int a=0; a<M; a++) e[k] -= m->reading[k][a]*x[a];
    }
    linalg_cholesky_solve(e, K, gram, 1, e);
    for (int a=0; a<M; a++)
      for (int k=0; k<K; k++) x[a] += m->reading[k][a]*e[k];
    memcpy(x+M, x, M*sizeof *x);
  }
}

@ A step of DPS is an ancestral step of the prior, by Chapter~\ref{ch:ddim}
$x'=D+(\sigma'/\sigma)^2(x-D)+\sigma'\sqrt{1-(\sigma'/\sigma)^2}\,Z$, and a step down $\abs\rho$. The published one is
in the variable $\alpha x$ of a variance-preserving process, $\alpha^2=1/(1+\sigma^2)$; a step $\zeta$ down a gradient
in $\alpha x$ is a step $\zeta/\alpha^2$ down one in~$x$, if the $\alpha$ of two neighbouring levels are not told apart. With the likelihood's own weight, $D+\sigma^2\nabla\ln p$
takes the place of~$D$. The levels are geometric, because in this clock the guidance is stiff around $\sigma=1$ only.
@^ancestral sampling@>
@^stiffness@>

@<Functions of conditional generation@>=
void poisson_dps(double *x, size_t n, const PoissonLaw *prior, const double *r, int steps, double zeta, uint64_t seed, uint64_t stream)
{
  const PoissonModel *m=prior->model;
  double *D=base_reals(3*n*S), *b=D+n*S, *pull=b+n*S, sigma=40;
  rng_normal(x, n*S, seed, stream, 0);
  for (size_t i=0; i<n*S; i++) x[i] *= sigma;
  for (int step=1; step<=steps; step++) {
    double next = 40*pow(0.005/40, step/(double)steps), ratio=next/sigma;
    poisson_denoise(D, sigma, n, x, prior);
    @<Pull the misfit of the readings back to the states of plates@>@;
    rng_normal(b, n*S, seed, stream+(uint64_t)step, 0);
    for (size_t i=0; i<n*S; i++) {
      double guided = zeta>0 ? D[i] : D[i]+sigma*sigma*pull[i];
      x[i] = guided+ratio*ratio*(x[i]-guided)+next*sqrt(1-ratio*ratio)*b[i]+(zeta>0 ? pull[i] : 0);
    }
    sigma = next;
  }
  poisson_denoise(x, sigma, n, x, prior);@+ free(D);
}

@ With $\rho$ in units of the noise, $-\nabla\frac12\abs\rho^2=(\partial D/\partial x)^TS^T\rho/s$ where $S^T$ acts on
the components~$p$; the published step is twice that, times $\zeta/\abs\rho$.

@<Pull the misfit of the readings back to the states of plates@>=
for (size_t i=0; i<n; i++) {
  double rho[K], square=0, weight;
  for (int k=0; k<K; k++) {
    rho[k] = r[k];
    for (int a=0; a<M; a++) rho[k] -= m->reading[k][a]*D[S*i+a];
    rho[k] /= m->noise, square += rho[k]*rho[k];
  }
  weight = (zeta>0 ? 2*zeta*(1+sigma*sigma)/sqrt(square) : 1)/m->noise;
  memset(b+S*i, 0, S*sizeof *b);
  for (int a=0; a<M; a++)
    for (int k=0; k<K; k++) b[S*i+a] += weight*m->reading[k][a]*rho[k];
}
poisson_pull(pull, sigma, n, x, prior, b);

@*1 The network.
The denoiser is the network of Chapter~\ref{ch:network} with 128 inputs and as many outputs, five conditions, and the
preconditioning for components of variance~1. Within a component of the mixture the right answer is linear in $x$
and~$r$, with coefficients that depend on $\sigma$; what is nonlinear are the four probabilities. The gated linear
branch is for the first, the layers beside it are for the second.
@^gated branch@>

Each row of a batch is a new plate at a noise level of its own, uniform in $\ln\sigma$ from $0.003$ to~$60$ and
\emph{stratified}: row~$i$ of $N$ takes its level from the $i$-th of $N$ equal intervals, which takes one source of
noise out of the gradient. A row needs $64+128+5$ normals and two uniform numbers.
@^stratified noise levels@>

@<Functions of conditional generation@>=
struct lesson {
  const PoissonModel *model;
  uint64_t seed;
  int rows;
  float *x, *clean, *condition, *sigma, *in, *skip, *out, *noise;
  float condition_scale[K];
};
@#
static void condition_scales(float *scale, const PoissonModel *m)
{ /* one over the root mean square of $r_i$ */
  for (int i=0; i<K; i++) {
    double square=m->noise*m->noise;
    for (int a=0; a<M; a++) square += m->reading[i][a]*m->reading[i][a]*m->variance[a];
    for (int j=0; j<J; j++) {
      double mean=0;
      for (int a=0; a<M; a++) mean += m->reading[i][a]*m->mean[j][a];
      square += mean*mean/J;
    }
    scale[i] = (float)(1/sqrt(square));
  }
}

@ The library asks for rows in pieces, from several threads; what a row contains depends on its number and the step
alone.

@<Functions of conditional generation@>=
static void fill_lesson(void *data, long step, int first, int rows)
{
  enum {@+EACH=200, PIECE=16@+};
  struct lesson *s=data;
  const PoissonModel *m=s->model;
  double unit=1;
  for (int start=first; start<first+rows; start+=PIECE) {
    int some = first+rows-start<PIECE ? first+rows-start : PIECE;
    float z[EACH*PIECE], choice[2*PIECE];
    rng_normal_float(z, (size_t)(EACH*some), s->seed, 2*(uint64_t)step, (uint64_t)start*EACH);
    rng_uniform_float(choice, (size_t)(2*some), s->seed, 2*(uint64_t)step+1, (uint64_t)start*2);
    for (int i=0; i<some; i++) {
      size_t row=(size_t)(start+i);
      int j=(int)(4*choice[2*i]);
      float *x=s->x+S*row, *clean=s->clean+S*row, *r=s->condition+K*row;
      s->sigma[row] = 0.003f*powf(2e4f, ((float)row+choice[2*i+1])/(float)s->rows);
      @<Make one plate for the lesson, with its readings and its noise@>@;
    }
  }
  network_precondition(s->in+first, s->skip+first, s->out+first, s->noise+first, 1, &unit, 0, (size_t)rows, s->sigma+first);
}

@ @<Make one plate for the lesson, with its readings and its noise@>=
const float *n=z+EACH*i;
for (int a=0; a<M; a++)
  clean[a] = clean[M+a] = (float)(m->mean[j][a]+sqrt(m->variance[a])*n[a]);
for (int k=0; k<K; k++) {
  double sum=m->noise*n[M+S+k];
  for (int a=0; a<M; a++) sum += m->reading[k][a]*clean[a];
  r[k] = (float)sum*s->condition_scale[k];
}
for (int a=0; a<S; a++) x[a] = clean[a]+s->sigma[row]*n[M+a];

@ The loss of a row is $\abs{D-x_0}^2/128c_{\mathrm{out}}^2$, with which all levels weigh alike.

@<Functions of conditional generation@>=
static double lesson_loss(float *gradient, const float *D, void *data, long step, int first, int rows)
{
  const struct lesson *s=data;
  double sum=0;
  (void)step;
  for (int i=0; i<rows; i++) {
    float weight=1/(s->out[first+i]*s->out[first+i]*S), part=0;
    const float *clean=s->clean+S*(size_t)(first+i);
    for (int a=0; a<S; a++) {
      float e=D[S*i+a]-clean[a];
      part += weight*e*e, gradient[S*i+a] = 2*weight*e;
    }
    sum += part;
  }
  return sum;
}

@ Training is Chapter~\ref{ch:network}'s, with a rate that rises for a twentieth of the steps and then falls to zero.
The moving average of the weights is what is kept.

@<Functions of conditional generation@>=
Network *poisson_train(const PoissonModel *m, int rows, long steps, uint64_t seed, void (*report)(long step, double loss))
{
  enum {@+PER_CALL=100@+};
  NetworkShape shape={S, K, S, 192, 2, 8, 1, 10, 1};
  NetworkRecipe recipe=network_recipe(3e-3, steps/20+1, steps);
  Network *start=network_new(shape, seed), *result;
  struct lesson s=@[{.model=m, .seed=seed+1, .rows=rows}@];
  size_t R=(size_t)rows;
  s.x = base_new(R*(2*S+K+5), sizeof(float));
  s.clean = s.x+R*S, s.condition = s.clean+R*S, s.sigma = s.condition+R*K;
  s.in = s.sigma+R, s.skip = s.in+R, s.out = s.skip+R, s.noise = s.out+R;
  condition_scales(s.condition_scale, m);
  NetworkBatch batch=@[{.x=s.x, .condition=s.condition, .noise=s.noise, .in=s.in, .skip=s.skip, .out=s.out, .each=1}@];
  NetworkTrainer *t=network_trainer_new(start, recipe, rows);
  while (network_trainer_step(t)<steps) {
    long left=steps-network_trainer_step(t), now = left<PER_CALL ? left : PER_CALL;
    if (network_train(t, now, &batch, fill_lesson, lesson_loss, &s)<now) base_fail("poisson_train: the training diverged");
    if (report) report(network_trainer_step(t), network_trainer_loss(t));
  }
  result = network_copy(network_trainer_average(t));
  network_trainer_free(t), network_free(start), free(s.x);
  return result;
}

@ In use all rows have one noise level and one condition.

@<Functions of conditional generation@>=
void poisson_network_field(double *D, size_t n, const double *x, const SolversLevel *at, const void *network)
{
  const PoissonNetwork *p=network;
  size_t rows=n/S;
  float *in=base_new(2*n+rows*K, sizeof *in), *out=in+n, *condition=out+n, scale[K];
  float sigma=(float)at->sigma, c[4];
  double unit=1;
  network_precondition(c, c+1, c+2, c+3, 1, &unit, 0, 1, &sigma);
  condition_scales(scale, p->model);
  for (size_t i=0; i<n; i++) in[i] = (float)x[i];
  for (size_t i=0; i<rows*K; i++) condition[i] = (float)p->r[i%K]*scale[i%K];
  network_evaluate(out, p->net, rows, &@[(NetworkBatch){.x=in, .condition=condition, .noise=c+3,@| .in=c, .skip=c+1, .out=c+2, .each=1, .same=1}@]);
  for (size_t i=0; i<n; i++) D[i] = out[i];
  free(in);
}

@*1 What to measure.
One number is never enough, and the residual least of all. For each condition we draw many samples and ask eight
questions. Does each sample satisfy the equation (\emph{residual}: $\abs{Au-Bg-f}/\abs f$, root mean square over
samples) and the boundary condition (\emph{edge}: the edge values with which the equations beside the edge would hold,
minus the given ones, relative to $0.6$; this is $h^2$ times the residual there)? Do the readings fit (\emph{misfit}:
$\abs{Sp-r}/s\sqrt5$, which for the right law is 1 in root mean square over all conditions)? Is the mean right
(\emph{mean}: $\norm{\bar u-\EE u}$ over the root of the total variance of~$u$)? Is the covariance (\emph{covariance}:
$\norm{\hat\Gamma-\Gamma}_F/\norm\Gamma_F$, with $\Gamma$ the covariance of $u$ under the whole mixture), and the
total variance, which is the \emph{diversity} (\emph{trace}: the ratio)? Are the four burners as probable as they
should be (\emph{burners}: the total variation $\frac12\sum\abs{\hat\pi_j-\pi_j}$, where $\hat\pi_j$ is the mean of
$\rho_j$ over the samples)? And are intervals \emph{calibrated}? At 64~points of the plate we take the central
interval that holds 50 (or 90) per cent of the sampled temperatures and ask what probability it has under the exact
law: its \emph{coverage}.
@^calibration@>
@^coverage@>
@^diversity@>

All of these have a floor, what exact draws show by chance: for $N$ samples the mean has $1/\sqrt N$, the covariance
about $\bigl((1+(\tr\Gamma)^2/\norm\Gamma_F^2)/N\bigr)^{1/2}$, which is exact for a normal law.

@<Interface of the measures of conditional generation@>=
enum {@+POISSON_LEVELS=9@+};
typedef struct {
  double residual, edge, misfit, mean, covariance, trace, classes;
  double coverage[POISSON_LEVELS]; /* of central intervals with 10, 20, \dots, 90 per cent of the samples */
} PoissonScore;
void poisson_measure(PoissonScore *s, const PoissonLaw *law, const double *r, const double *g, size_t n, const double *x);
  /* |n>=2| states |x| against the exact |law| given |r|, with the edge data |g| */

@ @<Functions of conditional generation@>=
void poisson_measure(PoissonScore *s, const PoissonLaw *law, const double *r, const double *g, size_t n, const double *x)
{
  const PoissonModel *m=law->model;
  memset(s, 0, sizeof *s);
  @<Measure residual, edge and misfit of all plates@>@;
  @<Measure mean, covariance and trace of the plates@>@;
  double share[J]={0}, rho[J];
  for (size_t i=0; i<n; i++) {
    poisson_classes(rho, 1, x+S*i, law);
    for (int j=0; j<J; j++) share[j] += rho[j]/n;
  }
  for (int j=0; j<J; j++) s->classes += 0.5*fabs(share[j]-law->weight[j]);
  @<Measure the coverage of the plates' intervals@>@;
}

@ @<Measure residual, edge and misfit of all plates@>=
size_t all=(size_t)m->n*m->n;
double *lift=base_reals(4*all), *u=lift+all, *f=u+all, *e=f+all;
poisson_solve(lift, m->solver, NULL, g);
for (size_t i=0; i<n; i++) {
  double top=0, bottom=0, ring=0, misfit=0;
  poisson_fields(u, f, m, x+S*i, lift);@+ poisson_residual(e, m->n, u, f, g);
  for (size_t k=0; k<all; k++) top += e[k]*e[k], bottom += f[k]*f[k];
  for (int k=1; k<m->n-1; k++) {
    double ends[4]={e[k], e[all-m->n+k], e[(size_t)k*m->n], e[(size_t)k*m->n+m->n-1]};
    for (int q=0; q<4; q++) ring += ends[q]*ends[q];
  }
  for (int k=0; k<K; k++) misfit += pow(u[m->node[k]]-lift[m->node[k]]-r[k], 2);
  s->residual += top/bottom/n, s->misfit += misfit/(K*m->noise*m->noise)/n;
  s->edge += ring/(4*(m->n-2))/n;
}
s->residual = sqrt(s->residual), s->misfit = sqrt(s->misfit);
s->edge = sqrt(s->edge)/((m->n+1.0)*(m->n+1.0)*0.6);@+ free(lift);

@ Distances are taken in~$u$, that is, between $p_as_a/\lambda_a$.

@<Measure mean, covariance and trace of the plates@>=
double mean[M], own[M]={0}, *exact=base_reals(2*M*M), *C=exact+M*M, off=0, total=0, size=0, trace=0;
poisson_moments(mean, exact, law);
for (size_t i=0; i<n; i++)
  for (int a=0; a<M; a++) own[a] += x[S*i+a]/n;
for (size_t i=0; i<n; i++)
  for (int a=0; a<M; a++)
    for (int b=0; b<M; b++) C[a*M+b] += (x[S*i+a]-own[a])*(x[S*i+b]-own[b])/(n-1.0);
for (int a=0; a<M; a++) {
  double da=m->scale[a]/m->lambda[a];
  off += da*da*(own[a]-mean[a])*(own[a]-mean[a]), total += da*da*exact[a*M+a], trace += da*da*C[a*M+a];
  for (int b=0; b<M; b++) {
    double w=da*m->scale[b]/m->lambda[b];
    s->covariance += w*w*pow(C[a*M+b]-exact[a*M+b], 2), size += w*w*exact[a*M+b]*exact[a*M+b];
  }
}
s->mean = sqrt(off/total), s->trace = trace/total, s->covariance = sqrt(s->covariance/size);
free(exact);

@ The end of an interval lies between two samples: with the fractional rank $q(n+1)-1$ among the sorted values, counted
from~0, the mean mass below it is~$q$ for right samples, up to the curvature of their distribution function between two
of them (Exercise~\ref{ex:poisson-rank}).
@^quantiles@>

@<Measure the coverage of the plates' intervals@>=
double *column=base_reals(n), e64[M];
for (int point=0; point<64; point++) {
  int row=(2*(point/8)+1)*m->n/16, at=(2*(point%8)+1)*m->n/16;
  for (int a=0; a<M; a++) e64[a] = m->sine[8*at+a%8]*m->sine[8*row+a/8]*m->scale[a]/m->lambda[a];
  for (size_t i=0; i<n; i++) {
    column[i] = 0;
    for (int a=0; a<M; a++) column[i] += e64[a]*x[S*i+a];
  }
  qsort(column, n, sizeof *column, ascending);
  for (int l=0; l<POISSON_LEVELS; l++)
    s->coverage[l] += poisson_mass(law, e64, quantile(column, n, 0.45-0.05*l), quantile(column, n, 0.55+0.05*l))/64;
}
free(column);

@ Between two sorted samples we interpolate.

@<Functions of the exact laws of plates@>=
static int ascending(const void *a, const void *b)
{
  double x=*(const double *)a, y=*(const double *)b;
  return (x>y)-(x<y);
}
@#
static double quantile(const double *sorted, size_t n, double q)
{
  double at=fmin(fmax(q*((double)n+1)-1, 0), (double)n-1.000001), low=floor(at);
  return sorted[(size_t)low]+(at-low)*(sorted[(size_t)low+1]-sorted[(size_t)low]);
}

@*1 The program.
It draws what the theory says, trains the network, puts eleven methods to the same \num{poisson.conditions} conditions
with \num{poisson.samples} samples each (\num{poisson.few} for the slow ones), and fills the table.
\parameters{poisson}

@(poisson_main.c@>=
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "cli.h"
#include "plot.h"
#include "results.h"
#include "rng.h"
#include "stats.h"
#include "poisson.h"
@#
enum {@+MOST=1000, S=POISSON_STATE, M=POISSON_MODES, K=POISSON_SENSORS, J=POISSON_SOURCES,@|
  FINE=67, AREA=FINE*FINE@+};
static const double pi = 3.14159265358979323846;
static int conditions=20, samples=MOST, train=20000, rows=512, guide=500;
static CliParam table[] = {
  {"conditions", CLI_INT, &conditions, 20, 1, 1000, "edge data and readings to measure on"},
  {"samples", CLI_INT, &samples, MOST, 10, MOST, "samples for each of them"},
  {"train", CLI_INT, &train, 20000, 10, 1000000, "steps of training"},
  {"rows", CLI_INT, &rows, 512, 16, 65536, "plates in a step"},
  {"guide", CLI_INT, &guide, 500, 10, 100000, "steps of DPS, twice that for the likelihood"}
};
static PoissonModel *model, *fine; /* on $16^2$ points, and on $67^2$ for pictures */
static PoissonLaw prior;
static Network *net;
static double x[MOST*S];
@#
@<Helpers of the program on plates@>@;
@<Experiments on Poisson's equation@>@;
@<Experiments on plates@>@;
@<A reader's own boundary data@>@;

@ @(poisson_main.c@>=
int main(int argc, char **argv)
{
  const char *file=take_boundary(argc, argv);
  cli_begin(argc, argv, "poisson", table, 5);
  if (cli_quick()) conditions = 2, samples = 60, train = 60, rows = 64, guide = 50;
  model = poisson_model_new(16), fine = poisson_model_new(FINE);
  poisson_prior(&prior, model);
  if (file) own_boundary(file);
  else {
    watch_green();@+ measure_order();@+ draw_guidance();@+ teach();
    compare_methods();@+ draw_spectra();@+ draw_gallery();
    draw_moments();@+ draw_wrong();
  }
  network_free(net), poisson_model_free(model), poisson_model_free(fine);
  return results_end();
}

@ \emph{Green's function}, by the trapezium rule in $\ln t$, in which the integrand dies off at both ends faster than
any exponential.
@^trapezium rule@>

@<Experiments on Poisson's equation@>=
static void watch_green(void)
{
  enum {@+N=121@+};
  static const double until[4]={0.003, 0.01, 0.03, 10};
  static const char *const name[3]={"0.003", "0.01", "0.03"};
  static const int colour[4]={PLOT_SKY, PLOT_BLUE, PLOT_PURPLE, PLOT_VERMILLION};
  double at[N], part[N], exact[N], off=0;
  Plot *p=plot_new("green", 100, 40);
  plot_axes(p, 0, 1, 0, 0.45, 0, "$x$", "heat");
  for (int i=0; i<N; i++) at[i] = i/(N-1.0), exact[i] = poisson_green(at[i], 0.55, 0.4, 0.5);
  plot_curve(p, PLOT_BLACK, 2, 0, "G", N, at, exact), plot_text(p, 0.5, 0.34, "l", "$G$");
  for (int k=0; k<4; k++) {
    for (int i=0; i<N; i++) {
      part[i] = 0;
      for (double l=-14; l<=log(until[k]); l+=0.02) {
        double t=exp(l);
        part[i] += 0.02*t*poisson_killed(at[i], 0.4, t)*poisson_killed(0.55, 0.5, t);
      }
      if (k==3) off = fmax(off, fabs(part[i]-exact[i]));
    }
    plot_curve(p, colour[k], 1, k==3 ? PLOT_DASHED : 0, "integral", N, at, part);
    if (k<3) plot_text(p, 0.4, part[48]+0.008, "cb", name[k]);
  }
  plot_end(p);@+ results_number("poisson.green_off", off, "%.0e");
  results_within("poisson.green", off, 0, 1e-8);
}

@ \emph{The order of the scheme}, on the two solutions of the tests and for torsion, where the value at the centre is
returned. The fourth kind is a random source, of which the relative residual is wanted.

@<Helpers of the program on plates@>=
static double smooth(double a, double b)@+{@+return sin(pi*a)*sin(2*pi*b);@+}
static double harmonic(double a, double b)@+{@+return exp(a)*sin(b);@+}
@#
static double error_of_scheme(int n, int kind) /* 0: sines; 1: harmonic; 2: torsion; 3: see above */
{
  size_t all=(size_t)n*n;
  double *f=base_reals(3*all+4*((size_t)n+1)), *u=f+all, *r=u+all, *g=r+all, h=1.0/(n+1), off=0;
  PoissonSolver *s=poisson_solver_new(n);
  for (int i=0; i<n; i++)
    for (int j=0; j<n; j++)
      f[i*n+j] = kind==0 ? 5*pi*pi*smooth((j+1)*h, (i+1)*h) : kind==2;
  if (kind==3) rng_normal(f, all, cli_seed(), 1, 0);
  if (kind==1) for (int i=0; i<=n; i++)
    g[i] = harmonic(i*h, 0), g[n+1+i] = harmonic(1, i*h),@|
    g[2*(n+1)+i] = harmonic(1-i*h, 1), g[3*(n+1)+i] = harmonic(0, 1-i*h);
  poisson_solve(u, s, f, g);
  if (kind==2) off = u[all/2];
  else if (kind==3) {
    double size=0;
    poisson_residual(r, n, u, f, NULL);
    for (size_t k=0; k<all; k++) off += r[k]*r[k], size += f[k]*f[k];
    off = sqrt(off/size);
  }
  else for (size_t k=0; k<all; k++) {
    double a=(double)(k%(size_t)n+1)*h, b=(double)(k/(size_t)n+1)*h;
    off = fmax(off, fabs(u[k]-(kind==0 ? smooth(a, b) : harmonic(a, b))));
  }
  poisson_solver_free(s), free(f);
  return off;
}

@ @<Experiments on Poisson's equation@>=
static void measure_order(void)
{
  enum {@+GRIDS=6@+};
  static const int colour[3]={PLOT_BLUE, PLOT_VERMILLION, PLOT_GREEN};
  static const char *const name[3]={"sine", "harmonic", "torsion"};
  double h[GRIDS], bound[GRIDS], e[GRIDS], centre[GRIDS];
  for (int k=0; k<GRIDS; k++) h[k] = 0.125/(1<<k), bound[k] = h[k]*h[k]/96*17*pow(pi, 4);
  Plot *p=plot_new("order", 100, 42);
  plot_axes(p, 2e-3, 0.6, 1e-8, 1, PLOT_LOG_X|PLOT_LOG_Y, "$h$", "largest error");
  plot_curve(p, PLOT_GREY, 0.8, 0, "bound", GRIDS, h, bound);
  plot_text(p, 1.2*h[0], bound[0], "l", "bound");
  for (int kind=0; kind<3; kind++) {
    char key[32];
    for (int k=0; k<GRIDS; k++) {
      centre[k] = e[k] = error_of_scheme((8<<k)-1, kind);
      if (kind==2) e[k] = fabs(e[k]-0.073671353281513821);
    }
    plot_curve(p, colour[kind], 0.6, PLOT_DOTTED, name[kind], GRIDS, h, e);
    plot_dots(p, colour[kind], kind, name[kind], GRIDS, h, e);
    plot_text(p, 1.2*h[0], (kind==1 ? 0.8 : 1.2)*e[0], "l", name[kind]);
    snprintf(key, sizeof key, "poisson.order_%s", name[kind]);
    results_number(key, stats_slope(GRIDS-2, h+2, e+2), "%.3f");
    results_within("poisson.orders", stats_slope(GRIDS-2, h+2, e+2), 1.98, 2.02);
  }
  plot_end(p);@+ results_number("poisson.torsion_n", 1/h[GRIDS-1]-1, "%.0f");
  double extrapolated=(4*centre[GRIDS-1]-centre[GRIDS-2])/3;
  results_number("poisson.torsion", extrapolated, "%.8f");
  results_within("poisson.centre", extrapolated, 0.0736713532-1e-8, 0.0736713533+1e-8);
  double residual=error_of_scheme(cli_quick() ? 31 : 255, 3);
  results_number("poisson.solver_residual", residual, "%.0e");
  results_within("poisson.residual_solver", residual, 0, 1e-12);
}

@ \emph{DPS on a number}, by Theorem~\ref{th:poisson-dps}.

@<Experiments on plates@>=
static void draw_guidance(void)
{
  enum {@+N=61@+};
  static const int colour[3]={PLOT_BLACK, PLOT_BLUE, PLOT_VERMILLION};
  static const char *const name[3]={"right", "stochastic", "deterministic"};
  static const double place[3][2]={{0.13, 0.07}, {0.15, 0.004}, {0.42, 1e-3}};
  double s[N], variance[3][N], mean;
  for (int i=0; i<N; i++) {
    s[i] = 0.1*pow(20, i/(N-1.0)), variance[0][i] = s[i]*s[i]/(1+s[i]*s[i]);
    for (int k=1; k<3; k++) poisson_dps_moments(&mean, &variance[k][i], s[i]*s[i], k==1);
  }
  poisson_dps_moments(&mean, variance[2], 1/9.0, 0);
  results_number("poisson.ode_third", variance[2][0], "%.5f");
  results_number("poisson.ode_third_mean", mean, "%.2f");
  results_number("poisson.right_third", 0.1, "%.1f");
  Plot *p=plot_new("dps", 100, 40);
  plot_axes(p, 0.1, 2, 1e-4, 2, PLOT_LOG_X|PLOT_LOG_Y, "$s$", "variance");
  variance[2][0] = exp(-1/(s[0]*s[0]));
  for (int k=0; k<3; k++) {
    plot_curve(p, colour[k], k==0 ? 1.4 : 1, 0, name[k], N, s, variance[k]);
    plot_text(p, place[k][0], place[k][1], "l", name[k]);
  }
  plot_end(p);
}

@ \emph{Training}, and the weights for later use.

@<Experiments on plates@>=
static void report(long step, double loss)
{
  (void)loss;@+ cli_progress("training", (double)step, train);
}
@#
static const char *const weights="generated/weights/poisson.safetensors";
static void teach(void)
{
  net = poisson_train(model, rows, train, cli_seed(), report);
  if (!cli_changed() && strcmp(cli_out(), "figures/poisson")==0) {
    base_folder("generated/weights");
    network_save(net, base_output(weights)); /* in its place when all claims hold */
  }
  results_number("poisson.weights", (double)network_size(net), "%.0f");
  results_number("poisson.train", train, "%.0f");@+ results_number("poisson.rows", rows, "%.0f");
  results_number("poisson.state", S, "%.0f");
  results_number("poisson.noise", model->noise, "%.4f");
}

@ \emph{The methods.} Every condition comes from a plate of its own, an edge, and readings with errors; with it goes
the exact law.

@<Helpers of the program on plates@>=
enum {@+DIRECT, EXACT, RAW, PROJECTED, PRESSED, SINGLE, FEW, DPS, HALF, STRONG, LIKELY, METHODS@+};
static const char *const method_name[METHODS]={"direct", "exact", "raw", "projected", "pressed",@|
  "single", "few", "dps", "half", "strong", "likely"};
static const double zeta[METHODS]=@[{[DPS]=0.01, [HALF]=0.005, [STRONG]=0.03}@]; /* 0: likelihood */
struct Condition {@+double truth[S], *g, r[K];@+PoissonLaw law;@+};
@#
static uint64_t stream(int experiment, int k)@+
{@+return 1000000*(uint64_t)(experiment+1)+10000*(uint64_t)k;@+}
static int few(void)@+{@+return samples<80 ? samples : samples/4;@+} /* of the slow methods */
@#
static void draw_condition(struct Condition *c, int k)
{
  c->g = base_reals(4*17);
  poisson_draw(c->truth, NULL, 1, &prior, cli_seed(), stream(1, k));
  poisson_edge(c->g, 16, cli_seed(), stream(2, k));
  poisson_read(c->r, model, c->truth, cli_seed(), stream(3, k));
  poisson_posterior(&c->law, model, c->r);
}

@ Each method, told by the functions above. The projected samples are the raw ones, projected.

@<Helpers of the program on plates@>=
static void generate(double *to, size_t n, int method, const struct Condition *c, int k)
{
  double mean[M], covariance[M*M];
  PoissonNetwork p={net, model, c->r};
  uint64_t from=stream(10+(method==PROJECTED ? RAW : method), k), seed=cli_seed();
  if (method==DIRECT || method==FEW) poisson_draw(to, NULL, n, &c->law, seed, from);
  if (method==EXACT) poisson_sample(to, n, poisson_exact_field, &c->law, 32, seed, from);
  if (method==RAW || method==PROJECTED)
    poisson_sample(to, n, poisson_network_field, &p, 32, seed, from);
  if (method==PROJECTED) poisson_project(to, n);
  if (method>=DPS)
    poisson_dps(to, n, &prior, c->r, method==LIKELY ? 2*guide : guide, zeta[method], seed, from);
  if (method==PRESSED)
    poisson_draw(to, NULL, n, &prior, seed, from), poisson_press(to, n, model, c->r);
  if (method==SINGLE) {
    poisson_moments(mean, covariance, &c->law);
    for (size_t i=0; i<2*n; i++) memcpy(to+M*i, mean, sizeof mean);
  }
}

@ The table is the average over the conditions.

@<Experiments on plates@>=
static PoissonScore average[METHODS];
static void compare_methods(void)
{
  for (int k=0; k<conditions; k++) {
    struct Condition c;
    draw_condition(&c, k);
    for (int method=0; method<METHODS; method++) {
      PoissonScore s;
      const double *from=(const double *)&s;
      double *to=(double *)&average[method];
      size_t n=(size_t)(method<FEW ? samples : few());
      generate(x, n, method, &c, k);@+ poisson_measure(&s, &c.law, c.r, c.g, n, x);
      for (size_t i=0; i<sizeof s/sizeof *to; i++) to[i] += from[i]/conditions;
      cli_progress("conditions", k+(method+1.0)/METHODS, conditions);
    }
    free(c.g);
  }
  @<Tell the measures of all methods@>@;
  @<Check what the text says of the methods@>@;
  @<Draw the calibration of the methods@>@;
}

@ @<Tell the measures of all methods@>=
static const char *const measure[9]={"residual", "edge", "misfit", "mean", "covariance", "trace",@|
  "class_tv", "c50", "c90"};
static const char *const form[9]={"%.1e", "%.1e", "%.2f", "%.3f", "%.3f", "%.2f", "%.3f", "%.1f", "%.1f"};
for (int method=0; method<METHODS; method++) {
  const PoissonScore *s=&average[method];
  double value[9]={s->residual, s->edge, s->misfit, s->mean, s->covariance, s->trace, s->classes,@|
    100*s->coverage[4], 100*s->coverage[8]};
  for (int i=0; i<9; i++) {
    char name[64];
    snprintf(name, sizeof name, "poisson.%s_%s", method_name[method], measure[i]);
    results_number(name, value[i], form[i]);
  }
}
results_number("poisson.conditions", conditions, "%.0f");
results_number("poisson.samples", samples, "%.0f");@+ results_number("poisson.few", few(), "%.0f");
results_number("poisson.guide", guide, "%.0f");
results_number("poisson.dps_zeta", zeta[DPS], "%g");
results_number("poisson.strong_zeta", zeta[STRONG], "%g");

@ A claim of several parts has a line for each. The projection is compared with the raw network in all columns but
those of the equation.

@<Check what the text says of the methods@>=
const PoissonScore *raw=&average[RAW], *good=&average[PROJECTED], *dps=&average[DPS];
const PoissonScore *likely=&average[LIKELY], *pressed=&average[PRESSED], *floor=&average[DIRECT];
double ratio=good->covariance/floor->covariance, few_off=average[FEW].covariance, change=0;
double least=fmin(average[HALF].covariance, fmin(dps->covariance, average[STRONG].covariance));
for (size_t i=2; i<sizeof *raw/sizeof change; i++)
  change = fmax(change, fabs(((const double *)raw)[i]-((const double *)good)[i]));
results_number("poisson.change", change, "%.0e");
results_number("poisson.residual_raw", raw->residual, "%.1e");
results_number("poisson.residual_projected", good->residual, "%.0e");
results_number("poisson.mean_error", good->mean, "%.3f");
results_number("poisson.class_tv", good->classes, "%.3f");
results_number("poisson.cov_ratio", ratio, "%.2f");
results_number("poisson.coverage50", 100*good->coverage[4], "%.1f");
results_number("poisson.coverage90", 100*good->coverage[8], "%.1f");
results_within("poisson.raw_small", raw->residual, 0, 1.5e-2);
results_within("poisson.projected_zero", good->residual, 0, 1e-12);
results_within("poisson.mean_near", good->mean, 0, 0.06);
results_within("poisson.covariance_near", ratio, 0.8, 1.25);
results_within("poisson.burners_near", good->classes, 0, 0.04);
results_within("poisson.covered", good->coverage[4], 0.48, 0.52);
results_within("poisson.covered", good->coverage[8], 0.88, 0.92);
results_within("poisson.kept", change, 0, 0.002);
results_within("poisson.exact_works", average[EXACT].covariance/floor->covariance, 0.8, 1.25);
results_within("poisson.lesson", dps->residual, 0, 1e-12);
results_within("poisson.lesson", dps->covariance/few_off, 2, INFINITY);
results_within("poisson.lesson", average[SINGLE].residual, 0, 1e-12);
results_less("poisson.dps_wrong", dps->classes, fmin(average[HALF].classes, average[STRONG].classes));
results_within("poisson.dps_wrong", dps->covariance/few_off, 2, INFINITY);
results_within("poisson.no_step", least/few_off, 2, INFINITY);
results_less("poisson.no_step", fmax(dps->trace, average[HALF].trace), 0.9);
results_within("poisson.no_step", average[STRONG].trace, 1.5, INFINITY);
results_within("poisson.likely_wrong", likely->classes/average[FEW].classes, 1.5, INFINITY);
results_less("poisson.likely_wrong", likely->trace, 0.95);
results_within("poisson.pressed_wrong", pressed->residual, 0, 1e-12);
results_within("poisson.pressed_wrong", pressed->misfit, 0, 1e-8);
results_within("poisson.pressed_wrong", pressed->classes/floor->classes, 2, INFINITY);
results_less("poisson.pressed_wrong", pressed->trace, 0.9);

@ @<Draw the calibration of the methods@>=
static const int shown[5]={DIRECT, RAW, DPS, LIKELY, PRESSED};
static const int colour[5]={PLOT_BLACK, PLOT_BLUE, PLOT_VERMILLION, PLOT_PURPLE, PLOT_GREEN};
static const char *const text[5]={"direct", "network", "DPS", "DPS, likelihood", "pressed"};
static const double place[5][2]={{0.1, 0.012}, {0.3, 0.012}, {0.7, -0.095}, {0.68, -0.03}, {0.42, -0.13}};
double level[POISSON_LEVELS], excess[POISSON_LEVELS];
Plot *p=plot_new("calibration", 100, 44);
plot_axes(p, 0, 1, -0.18, 0.04, 0, "share of samples in the interval", "its exact probability less that");
for (int k=0; k<5; k++) {
  for (int l=0; l<POISSON_LEVELS; l++)
    level[l] = 0.1*(l+1), excess[l] = average[shown[k]].coverage[l]-level[l];
  plot_curve(p, colour[k], 0.8, 0, text[k], POISSON_LEVELS, level, excess);
  plot_dots(p, colour[k], k, text[k], POISSON_LEVELS, level, excess);
  plot_text(p, place[k][0], place[k][1], k==4 ? "rt" : "l", text[k]);
}
plot_end(p);

@ \emph{Spectra.} If every condition comes from a plate of its own, then samples of the conditional laws, taken
together, have the law of the plates again: the tower property. So the network's samples must have the prior's
spectra. On the diagonal $k=l$ lie the coefficients with the numbers $9q$.
@^tower property@>

@<Experiments on plates@>=
static void draw_spectra(void)
{
  enum {@+EACH=10@+};
  int plates=cli_quick() ? 10 : 100;
  double axis[8], exact[2][8], dot[2][2][8]={{{0}}}, draw[EACH*S]; /* $v$, $f$; model, network */
  for (int k=0; k<plates; k++) {
    struct Condition c;
    draw_condition(&c, 100+k);
    poisson_draw(draw, NULL, EACH, &prior, cli_seed(), stream(4, k));
    generate(x, EACH, RAW, &c, 100+k);
    for (int i=0; i<EACH; i++)
      for (int q=0; q<16; q++) {
        int at=i*S+q/8*M+q%8*9;
        dot[q/8][0][q%8] += draw[at]*draw[at], dot[q/8][1][q%8] += x[at]*x[at];
      }
    free(c.g);
  }
  results_number("poisson.spectrum_draws", plates*EACH, "%.0f");
  Plot *p=plot_new("spectra", 100, 40);
  plot_axes(p, 0.8, 10, 1e-4, 30, PLOT_LOG_X|PLOT_LOG_Y, "$k=l$", "root mean square");
  for (int i=0; i<2; i++) {
    for (int q=0; q<8; q++) {
      axis[q] = q+1, exact[i][q] = i==0 ? model->scale[9*q]/model->lambda[9*q] : model->scale[9*q];
      for (int k=0; k<2; k++) dot[i][k][q] = exact[i][q]*sqrt(dot[i][k][q]/(plates*EACH));
    }
    plot_curve(p, PLOT_GREY, 1, 0, i==0 ? "v" : "f", 8, axis, exact[i]);
    plot_dots(p, PLOT_BLACK, PLOT_CIRCLE, "model", 8, axis, dot[i][0]);
    plot_text(p, 2.6, 6*exact[i][2], "l", i==0 ? "$v$" : "$f$");
    plot_dots(p, PLOT_BLUE, PLOT_CROSS, "network", 8, axis, dot[i][1]);
  }
  plot_text(p, 1, 6e-4, "l", "crosses: the network");
  plot_pen(p, PLOT_BLACK, 1, 0), plot_text(p, 1, 2e-3, "l", "circles: the model");
  plot_end(p);
}

@ \emph{Pictures.} All are drawn on the fine grid. A boundary condition that is not random is a function of the arc
length.

@<Helpers of the program on plates@>=
static double hot_left(double s)@+{@+return s>=3 ? 1.5 : -0.5;@+}
static double waves(double s)@+{@+return 1.2*sin(2.5*pi*s);@+}
static double cold(double s)@+{@+(void)s;@+return -1;@+}
static const struct {@+const char *name;@+double (*g)(double s);@+} named[3]=
  {{"hot-left", hot_left}, {"waves", waves}, {"cold", cold}};
@#
static void show(Plot *p, int panel, const double *z, double low, double high, const char *title)
{
  plot_panel(p, panel);
  plot_axes(p, 0, 1, 0, 1, PLOT_EQUAL|PLOT_NO_X|PLOT_NO_Y, NULL, NULL);
  plot_image(p, "field", FINE, FINE, z, low, high);
  if (title) plot_title(p, title);
}
@#
static void thermometers(Plot *p)
{
  double at[K], up[K];
  for (int i=0; i<K; i++) at[i] = (model->node[i]%16+1)/17.0, up[i] = (model->node[i]/16+1)/17.0;
  plot_dots(p, PLOT_WHITE, PLOT_CIRCLE, "thermometers", K, at, up);
}

@ A row of the gallery: a truth, the readings that it gives, and three samples given these and~$g$. The first row has
a random edge, the others two of the named ones.

@<Experiments on plates@>=
static void draw_row(Plot *p, int row, int k, const double *g)
{
  static const char *const title[4]={"truth", "sample 1", "sample 2", "sample 3"};
  struct Condition c;
  double *lift=base_reals(2*AREA), *u=lift+AREA, low=0, high=0;
  draw_condition(&c, k);@+ poisson_solve(lift, fine->solver, NULL, g);
  generate(x, 10, PROJECTED, &c, k);
  for (int i=0; i<4; i++) {
    poisson_fields(u, NULL, fine, i==0 ? c.truth : x+(i-1)*S, lift);
    if (i==0) for (int q=0; q<AREA; q++) low = fmin(low, u[q]), high = fmax(high, u[q]);
    show(p, 4*row+i, u, low-0.2, high+0.2, row>0 ? NULL : title[i]);
    if (i==0) thermometers(p);
  }
  free(lift), free(c.g);
}
@#
static void draw_gallery(void)
{
  double g[4*(FINE+1)];
  Plot *p=plot_new("gallery", 106, 0);
  plot_grid(p, 3, 4);
  for (int row=0; row<3; row++) {
    poisson_edge(g, FINE, cli_seed(), stream(5, 3));
    if (row>0) for (int i=0; i<4*(FINE+1); i++) g[i] = named[row-1].g(i/(FINE+1.0));
    draw_row(p, row, 200+row, g);
  }
  plot_end(p);
}

@ Mean and standard deviation of the temperature at a point, from the mean and the covariance of the coefficients: with
$e_a(x)=s_ae_a/\lambda_a$ the variance is $e(x)^TCe(x)$. They are wanted twice, of the law and of samples.

@<Experiments on plates@>=
static void field_moments(double *mean, double *deviation, const double *m, const double *C)
{
  double state[S]={0}, e[M];
  memcpy(state, m, M*sizeof *m), poisson_fields(mean, NULL, fine, state, NULL);
  for (int q=0; q<AREA; q++) {
    double sum=0;
    for (int a=0; a<M; a++)
      e[a] = fine->scale[a]/fine->lambda[a]*fine->sine[8*(q%FINE)+a%8]*fine->sine[8*(q/FINE)+a/8];
    for (int a=0; a<M; a++)
      for (int b=0; b<M; b++) sum += e[a]*e[b]*C[a*M+b];
    deviation[q] = sqrt(fmax(sum, 0));
  }
}
@#
static void draw_moments(void)
{
  static const char *const title[4]={"mean, exact", "mean, network", "deviation, exact", "deviation, network"};
  static double z[4*AREA], C[M*M];
  struct Condition c;
  double m[M], low=0, high=0, top=0;
  draw_condition(&c, 0);@+ generate(x, (size_t)samples, PROJECTED, &c, 0);
  poisson_moments(m, C, &c.law), field_moments(z, z+2*AREA, m, C);
  @<Find the moments |m| and |C| of the states in |x|@>@;
  field_moments(z+AREA, z+3*AREA, m, C);
  for (int q=0; q<AREA; q++)
    low = fmin(low, z[q]), high = fmax(high, z[q]), top = fmax(top, z[2*AREA+q]);
  Plot *p=plot_new("moments", 122, 0);
  plot_grid(p, 1, 4);
  for (int i=0; i<4; i++)
    show(p, i, z+i*AREA, i<2 ? low : 0, i<2 ? high : top, title[i]), thermometers(p);
  plot_end(p);@+ free(c.g);
}

@ @<Find the moments |m| and |C| of the states in |x|@>=
memset(m, 0, sizeof m), memset(C, 0, sizeof C);
for (int i=0; i<samples; i++)
  for (int a=0; a<M; a++) m[a] += x[i*S+a]/samples;
for (int i=0; i<samples; i++)
  for (int a=0; a<M; a++)
    for (int b=0; b<M; b++) C[a*M+b] += (x[i*S+a]-m[a])*(x[i*S+b]-m[b])/samples;

@ Wrong samples do not look wrong. So below one sample of each method stand the misfits of many, at two thermometers.

@<Experiments on plates@>=
static void draw_wrong(void)
{
  static const int method[5]={DIRECT, DPS, STRONG, LIKELY, PRESSED};
  static const char *const name[5]={"exact", "DPS", "DPS, strong", "DPS, likelihood", "pressed"};
  static const double ends[2]={-5, 5}, none[2]={0, 0};
  static double f[2*AREA], e[2][MOST];
  struct Condition c;
  draw_condition(&c, 2);
  Plot *p=plot_new("wrong", 122, 0);
  plot_grid(p, 2, 5);
  for (int column=0; column<5; column++) {
    generate(x, (size_t)few(), method[column], &c, 2);
    poisson_fields(f+AREA, f, fine, x, NULL);@+ show(p, column, f, -40, 50, name[column]);
    for (int i=0; i<2*few(); i++) {
      int k=i%2;
      e[k][i/2] = -c.r[2*k]/model->noise;
      for (int a=0; a<M; a++) e[k][i/2] += model->reading[2*k][a]*x[i/2*S+a]/model->noise;
    }
    plot_panel(p, 5+column);
    plot_axes(p, -5, 5, -5, 5, PLOT_EQUAL|PLOT_NO_X|PLOT_NO_Y, NULL, NULL);
    plot_curve(p, PLOT_GREY, 0.5, 0, "zero", 2, ends, none);
    plot_curve(p, PLOT_GREY, 0.5, 0, "zero", 2, none, ends);
    plot_dots(p, PLOT_BLUE, PLOT_DOT, "misfits", few(), e[0], e[1]);
  }
  plot_end(p), free(c.g);
}

@ \emph{A reader's own boundary data.} \.{poisson --boundary FILE.csv} reads lines $s,g$ with the arc length $0\le
s<4$ (from the corner $(0,0)$ counterclockwise) in ascending order and the temperature there, joined by straight lines
round the edge; the names \.{hot-left}, \.{waves} and \.{cold} stand for three functions. A hidden plate is drawn from
the seed and read, and the trained network of an earlier run answers. Options in the table are numbers, so this one is
taken out before they are read. In its place, but in front, so that a folder that the reader names comes later and
wins, goes another default folder than that of the book's figures.
@^boundary data of the reader@>

@<Helpers of the program on plates@>=
static const char *take_boundary(int argc, char **argv)
{
  static char option[]="--out", folder[]="generated/boundary";
  const char *file=NULL;
  for (int i=1; i+1<argc && file==NULL; i++)
    if (strcmp(argv[i], "--boundary")==0) {
      file = argv[i+1], memmove(argv+3, argv+1, (size_t)(i-1)*sizeof *argv);
      argv[1] = option, argv[2] = folder;
    }
  return file;
}

@ Every line of a file must be two finite numbers with a comma between; what is wrong is said with the number of the
line.

@<A reader's own boundary data@>=
static int read_boundary(double *s, double *g, int most, const char *path)
{
  FILE *in=fopen(path, "r");
  char said[256], rest;
  int n=0;
  if (in==NULL) base_fail("cannot read %s", path);
  for (int number=1; fgets(said, sizeof said, in)!=NULL; number++) {
    if (said[0]=='#' || strspn(said, " \t\r\n")==strlen(said)) continue;
    if (n==most) base_fail("%s has more than %d points", path, most);
    if (sscanf(said, "%lf ,%lf %c", s+n, g+n, &rest)!=2)
      base_fail("%s, line %d: expected \"s,g\", two numbers", path, number);
    if (!(s[n]>=0 && s[n]<4) || !isfinite(g[n]))
      base_fail("%s, line %d: s must be in [0,4) and g finite", path, number);
    if (n>0 && s[n]<=s[n-1])
      base_fail("%s, line %d: s must increase from line to line", path, number);
    n++;
  }
  if (ferror(in) || fclose(in)!=0) base_fail("cannot read %s", path);
  if (n<2) base_fail("%s: at least two points are needed", path);
  return n;
}

@ Between two points of the file the temperature is linear, also over the corner where $s$ jumps from 4 to~0.

@<A reader's own boundary data@>=
static void edge_from(double *to, int n, const char *name)
{
  enum {@+POINTS=4096@+};
  static double s[POINTS], g[POINTS];
  int known=0;
  while (known<3 && strcmp(named[known].name, name)!=0) known++;
  int points = known<3 ? 0 : read_boundary(s, g, POINTS, name);
  for (int i=0; i<4*(n+1); i++) {
    double at=i/(n+1.0);
    int k=0;
    if (known<3) {@+to[i] = named[known].g(at);@+continue;@+}
    while (k<points && s[k]<=at) k++; /* the point after |at| */
    int before=(k+points-1)%points, after=k%points;
    double from = s[before]-(k==0 ? 4 : 0), until = s[after]+(k==points ? 4 : 0);
    to[i] = g[before]+(g[after]-g[before])*(at-from)/(until-from);
  }
}
@#
static void own_boundary(const char *name)
{
  const char *why;
  double g[4*(FINE+1)];
  edge_from(g, FINE, name);
  if ((net = network_load(weights, &why))==NULL)
    base_fail("%s: %s; run poisson without --boundary first", weights, why);
  Plot *p=plot_new("boundary", 122, 0);
  plot_grid(p, 1, 4);@+ draw_row(p, 0, 300, g);
  plot_end(p);
}

@*1 What came out.
Here is the table: averages over \num{poisson.conditions} conditions. The network has \num{poisson.weights} weights
and saw \num{poisson.train} batches of \num{poisson.rows} plates, each once. The last five lines have
\num{poisson.few} samples a condition, and a floor of their own.
\begin{center}\footnotesize\setlength\tabcolsep{3.5pt}
\begin{tabular}{@@{}lccccccccc@@{}}\toprule
  & residual & edge & misfit & mean & covar. & trace & burners & 50\% & 90\%\\\midrule
  direct draws & \num{poisson.direct_residual} & \num{poisson.direct_edge} & \num{poisson.direct_misfit} & \num{poisson.direct_mean} & \num{poisson.direct_covariance} & \num{poisson.direct_trace} & \num{poisson.direct_class_tv} & \num{poisson.direct_c50} & \num{poisson.direct_c90}\\
  exact denoiser & \num{poisson.exact_residual} & \num{poisson.exact_edge} & \num{poisson.exact_misfit} & \num{poisson.exact_mean} & \num{poisson.exact_covariance} & \num{poisson.exact_trace} & \num{poisson.exact_class_tv} & \num{poisson.exact_c50} & \num{poisson.exact_c90}\\
  network & \num{poisson.raw_residual} & \num{poisson.raw_edge} & \num{poisson.raw_misfit} & \num{poisson.raw_mean} & \num{poisson.raw_covariance} & \num{poisson.raw_trace} & \num{poisson.raw_class_tv} & \num{poisson.raw_c50} & \num{poisson.raw_c90}\\
  \quad projected & \num{poisson.projected_residual} & \num{poisson.projected_edge} & \num{poisson.projected_misfit} & \num{poisson.projected_mean} & \num{poisson.projected_covariance} & \num{poisson.projected_trace} & \num{poisson.projected_class_tv} & \num{poisson.projected_c50} & \num{poisson.projected_c90}\\
  pressed prior & \num{poisson.pressed_residual} & \num{poisson.pressed_edge} & \num{poisson.pressed_misfit} & \num{poisson.pressed_mean} & \num{poisson.pressed_covariance} & \num{poisson.pressed_trace} & \num{poisson.pressed_class_tv} & \num{poisson.pressed_c50} & \num{poisson.pressed_c90}\\
  one solution & \num{poisson.single_residual} & \num{poisson.single_edge} & \num{poisson.single_misfit} & \num{poisson.single_mean} & \num{poisson.single_covariance} & \num{poisson.single_trace} & \num{poisson.single_class_tv} & \num{poisson.single_c50} & \num{poisson.single_c90}\\\midrule
  direct draws & \num{poisson.few_residual} & \num{poisson.few_edge} & \num{poisson.few_misfit} & \num{poisson.few_mean} & \num{poisson.few_covariance} & \num{poisson.few_trace} & \num{poisson.few_class_tv} & \num{poisson.few_c50} & \num{poisson.few_c90}\\
  DPS, $\zeta=\num{poisson.dps_zeta}$ & \num{poisson.dps_residual} & \num{poisson.dps_edge} & \num{poisson.dps_misfit} & \num{poisson.dps_mean} & \num{poisson.dps_covariance} & \num{poisson.dps_trace} & \num{poisson.dps_class_tv} & \num{poisson.dps_c50} & \num{poisson.dps_c90}\\
  \quad half of it & \num{poisson.half_residual} & \num{poisson.half_edge} & \num{poisson.half_misfit} & \num{poisson.half_mean} & \num{poisson.half_covariance} & \num{poisson.half_trace} & \num{poisson.half_class_tv} & \num{poisson.half_c50} & \num{poisson.half_c90}\\
  \quad $\zeta=\num{poisson.strong_zeta}$ & \num{poisson.strong_residual} & \num{poisson.strong_edge} & \num{poisson.strong_misfit} & \num{poisson.strong_mean} & \num{poisson.strong_covariance} & \num{poisson.strong_trace} & \num{poisson.strong_class_tv} & \num{poisson.strong_c50} & \num{poisson.strong_c90}\\
  \quad likelihood & \num{poisson.likely_residual} & \num{poisson.likely_edge} & \num{poisson.likely_misfit} & \num{poisson.likely_mean} & \num{poisson.likely_covariance} & \num{poisson.likely_trace} & \num{poisson.likely_class_tv} & \num{poisson.likely_c50} & \num{poisson.likely_c90}\\\bottomrule
\end{tabular}\end{center}
@^table of methods@>

\claim{poisson.raw_small} Read it by columns. The raw network has learnt the equation to \num{poisson.residual_raw}.
In every other line the \emph{residual}, and with it the \emph{edge}, is at rounding error, because $p=q$ holds there
by construction: the column cannot tell right from wrong. \claim{poisson.projected_zero} Projection takes the
network's residual to \num{poisson.residual_projected}, and \claim{poisson.kept} changes no column on the right of
these two by more than \num{poisson.change}, as foretold.

\claim{poisson.exact_works} The exact denoiser, integrated in 32 steps by the corrected third-order method of
Chapter~\ref{ch:solvers}, has the covariance of the law as nearly as direct draws have it. \claim{poisson.mean_near}
The network's mean is off by \num{poisson.mean_error} standard deviations, where the floor is
\num{poisson.direct_mean}; \claim{poisson.covariance_near} its covariance by \num{poisson.cov_ratio} times the floor;
\claim{poisson.burners_near} the burners' probabilities by \num{poisson.class_tv}, with a floor of
\num{poisson.direct_class_tv}; \claim{poisson.covered} its intervals of 50 and 90 per cent have the probabilities
\num{poisson.coverage50} and \num{poisson.coverage90} per cent. \fig{poisson/moments} shows what an engineer would ask
for, mean and uncertainty.

\showfig{poisson/moments}{Mean and standard deviation of $v$ for one condition, exact and from \num{poisson.samples} samples of the network. The uncertainty is pinched at the thermometers and stretches where none is near.}

@ \claim{poisson.pressed_wrong} \emph{Pressed} samples of the prior satisfy the equation and the readings exactly,
down to the last digit. They are wrong in everything else: pressing does not ask which burner is on, and their
probabilities are off by \num{poisson.pressed_class_tv}; the total variance is \num{poisson.pressed_trace} times the
right one; and a misfit of zero is itself a fault, since thermometers have errors. \emph{One solution} has a perfect
mean, and intervals of length zero (the calibration of the others is in \fig{poisson/calibration}).

\showfig{poisson/calibration}{Exact probability of intervals that hold a given share of the samples, less that share; right samples lie on zero. A curve below zero means intervals that are too narrow, or in the wrong place.}

DPS's faults are those of Theorem~\ref{th:poisson-dps}. With the likelihood's own weight it is too sure too early: the
total variance is too small, and the burner is chosen at a noise level at which the readings, seen through $x$, say
much less than DPS believes. With the published step the amount of guidance has no relation to the instrument, and
since steps of fixed length do not die out as the misfit does, they shake the samples along one line
(\fig{poisson/wrong}). \claim{poisson.no_step} The total variance is too small for two of the steps tried and too
large for the third, so some $\zeta$ between makes that column right; but all three miss the covariance by more than
twice the floor, and without the exact law one would not know which to take.

\showfig{poisson/wrong}{One and the same condition. Top: a source $f$ from each of five methods; all have a residual at rounding error, and none looks wrong. Bottom: $(Sp-r)/s$ at the first and the third thermometer for \num{poisson.few} samples, from $-5$ to~5, tells them apart; the pressed samples all lie at the origin.}

@*1 What was learnt.
A linear equation under diffusion stays linear algebra. Sines in one direction and elimination in the other solve
Poisson's equation in some $10\log_2n$ operations a point, with second order: \num{poisson.order_sine} for a smooth
solution, and \num{poisson.order_torsion} at the centre of the torsion problem, which the theorem does not reach. The
harmonic lift takes the edge out of the problem, and five numbers carry what the measurements say
(Theorem~\ref{th:poisson-law}); so the conditional law of plates in \num{poisson.state} dimensions is known exactly, at
every noise level.

Against this law: the network that is conditioned by input misses the covariance by \num{poisson.cov_ratio} times what
chance does to exact draws, and its intervals of 90 per cent hold \num{poisson.coverage90}. Projection onto the equation
makes the residual \num{poisson.residual_projected} and changes nothing else, since there the law and the projection
agree; projection onto the readings makes a misfit of zero and a wrong law, since there they do not
(Theorem~\ref{th:poisson-projection}). Guidance by DPS ends with half of the variance, or almost none, even for one
normal number and an accurate instrument (Theorem~\ref{th:poisson-dps}), and here with a covariance off by
\num{poisson.dps_covariance} or \num{poisson.likely_covariance} where chance gives \num{poisson.few_covariance}. None
of that shows in a residual.

@*1 Checks.
For the equation: \tested[th:poisson-order]{poisson}{scheme} errors of the five-point scheme are those of another
program; \tested[th:poisson-order]{poisson}{order} they are of order~2 and
below the bound of Theorem~\ref{th:poisson-order}; \tested[th:poisson-order]{poisson}{maximum} lifts obey the maximum
principle, $A^{-1}\ge0$, the bound with $\frac18$ holds, and the proof's quadratic is exact;
\tested{poisson}{torsion} the torsion problem has the known values in three functionals; \tested{poisson}{solver} the
fast solver leaves no residual, for eight sizes and data on all sides, in place and not, and finds eigenvectors;
\tested{poisson}{energy} its solution has the least discrete energy; \tested[th:poisson-green]{poisson}{green} Green's
function is the time integral of the heat kernel, is symmetric, is what the scheme gives for a unit of heat, and
integrates to the torsion function. \untested{th:poisson-weak,th:poisson-maximum}{Theorems~\ref{th:poisson-weak}
and~\ref{th:poisson-maximum} speak of all functions on the square; what is tried of them are their twins on the grid, by
the tests of the energy and of the maximum.}

For the laws: \tested{poisson}{plates} draws have the model's moments and satisfy the equation;
\tested{poisson}{burner} a burner is where it should be; \tested{poisson}{readings} $S$ reads the field, and the noise
is a tenth of the standard deviation; \tested{poisson}{edges} the edge's field has its variance and covariance;
\tested[th:poisson-schur]{poisson}{schur} gain and covariance agree with the formulas by precision matrices;
\tested[th:poisson-law]{poisson}{weights} weights and means of the mixture with Bayes' formula at an arbitrary point;
\tested{poisson}{denoise} the denoiser with Tweedie's formula, and \tested[th:poisson-jacobian]{poisson}{jacobian} its
differences with the conditional covariance (Lemma~\ref{th:poisson-jacobian}); \tested{poisson}{draws} direct draws have
the burners, moments and masses of the law.

For the methods: \tested{poisson}{sampler} the exact denoiser samples the law;
\tested[th:poisson-dps]{poisson}{theorem} DPS on a number ends where Theorem~\ref{th:poisson-dps} says;
\tested{poisson}{guidance} three steps of DPS are those of the formulas;
\tested[th:poisson-projection]{poisson}{projection} Theorem~\ref{th:poisson-projection} holds for two matrices, one of
either kind, and the projections of the chapter are projections; \tested{poisson}{measures} the measures have their
known values on states made for it; \tested{poisson}{network} training is reproducible and lowers the loss, and the
network heeds its condition. \.{make check-long} holds three seeds to the figures of the table.

@*1 Notes.
Fast solvers by transforms in one direction go back to \citet{hockney1965} and \citet{buzbee1970}. The theory of the
five-point scheme begins with \citet{courant1928}. For Green's function and weak solutions see \citet{evans2010}. The
oblique projection of Theorem~\ref{th:poisson-projection} is used in geostatistics under Matheron's name
\citep{journel1978}. \citet{stuart2010} tells inverse problems as conditional laws. \citet{chung2023} introduced DPS;
\citet{song2023} put a multiple of the identity in the place of the covariance that it drops
(Exercise~\ref{ex:poisson-pseudo} takes the covariance itself).
@^Matheron, Georges@>

@*1 Exercises.
\begin{exercise}[10]\label{ex:poisson-eighth}
  What does \eqref{eq:poisson-bound} say about torsion? Replace the square by a disc of radius $1/\sqrt2$ around it
  and explain the number $\frac18$. What does it say about the mean time of death of a grain?
\end{exercise}
\begin{answer}
  $u\le\frac18=0.125$, where the centre has \num{poisson.torsion}. On the disc the torsion function is
  $\frac14(\frac12-\abs x^2)=\psi$, with the value $\frac18$ in the middle; the square is inside the disc, and its
  solution is below by the maximum principle. With $dX=\sqrt2\,dW$ a grain lives longer where the edge is farther away;
  $\frac18$ is also its mean time on the unit interval, from the middle ($-u''=1$, $u=\frac12x(1-x)$), of which the
  square takes the smaller of two.
\end{answer}

\begin{exercise}[15]\label{ex:poisson-positive}
  Show that $G$ is symmetric and positive, on the square and on the grid.
\end{exercise}
\begin{answer}
  $p_t(x,\xi)=4\sum e^{-\lambda t}e_{kl}(x)e_{kl}(\xi)$ is symmetric, and so is its integral; $p_t>0$ by images and
  reflection, or because it is a density of grains. On the grid $A$ is symmetric, hence $A^{-1}$; $A^{-1}\ge0$ is in
  Theorem~\ref{th:poisson-order}, and a zero entry would make, by the same argument, all entries of a column zero.
\end{answer}

\begin{exercise}[15]\label{ex:poisson-rank}
  Let $n$ samples be independent and come from the right law, with continuous distribution function~$F$. Show that the
  $k$-th smallest has $\EE F(X_{(k)})=k/(n+1)$. What does that say about our quantiles?
\end{exercise}
\begin{answer}
  $F(X)$ is uniform. Throw $n+1$ uniform points on a circle of length 1 and cut at one of them: by symmetry the $n+1$
  arcs have equal means. At the rank $q(n+1)$, where it is an integer, the mean mass below is~$q$: right samples are
  calibrated at any~$n$, and the table's columns need no correction.
\end{answer}

\begin{exercise}[20]\label{ex:poisson-fool}
  Find samples with residual, edge and mean exactly right, covariance and misfit right, and the law wrong. Which
  column finds it?
\end{exercise}
\begin{answer}
  Draw from $\normal(m,C)$ with the mixture's mean and covariance, and $p=q$. Then all of these are right (the
  misfit's mean square depends on mean and covariance alone). A sample lies between the four components, so the
  distribution of $\rho_j$ is wrong, and intervals of a coefficient that the burners dominate are mis-calibrated; the
  mean of $\rho_j$ may notice or not. The table would need one more column, a distance of laws.
\end{answer}

\begin{exercise}[20]\label{ex:poisson-unknown}
  If the plate had an unknown conductivity, $-\nabla\cdot(\kappa\nabla u)=f$, which steps of this chapter would fail?
\end{exercise}
\begin{answer}
  $u$ depends on $\kappa$ and~$g$ jointly, the lift is no longer known, and $r$ is no longer sufficient: the network
  must see $(g,y)$ itself. The law is no mixture of Gaussians; \eqref{eq:poisson-constraint} becomes a nonlinear
  constraint, to which one can still project, by Newton's method, but Theorem~\ref{th:poisson-projection} says nothing
  about the law.
\end{answer}

\begin{exercise}[20]\label{ex:poisson-gauss}
  Show that for a Gaussian prior the second term of \eqref{eq:poisson-bayes} is, with $D'=\partial D/\partial x$,
  \[
    \nabla\ln p_\sigma(r\given x)=D'^TS^T\bigl(s^2I+\sigma^2SD'S^T\bigr)^{-1}\bigl(r-SD(x)\bigr) .
  \]
\end{exercise}
\begin{answer}
  Given~$x$, $x_0$ is normal with mean $D$ and covariance $\sigma^2D'$ (Lemma~\ref{th:poisson-jacobian}), which does
  not depend on~$x$. So $r$ given $x$ is $\normal(SD,\,s^2I+\sigma^2SD'S^T)$; differentiate the exponent.
\end{answer}

\begin{exercise}[25]\label{ex:poisson-pseudo}
  Use this formula in place of DPS's, with the exact prior of this chapter, which is not Gaussian. Which columns are
  mended?
\end{exercise}
\begin{answer}
  Five pull-backs a step give the matrix $SD'S^T$. In a small run (two conditions, 60 samples) the total variance
  becomes \num{poisson-1:poisson.likely_trace} times the right one, the covariance is off by
  \num{poisson-1:poisson.likely_covariance}, with a floor of \num{poisson-1:poisson.few_covariance}, and the burners
  by \num{poisson-1:poisson.likely_class_tv}, with a floor of \num{poisson-1:poisson.few_class_tv}. The early excess
  is gone: at high noise the guidance is as weak as it should be. What remains is that the law of $x_0$ given~$x$ is a
  mixture and is treated as one Gaussian; \solution{poisson-1}
\end{answer}
