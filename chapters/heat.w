@* The heat equation.
\label{ch:heat}%
A drop of ink falls into a glass of still water. How far has it come in an hour? The molecules of a dye have a diffusion constant near
$D=10^{-9}$ square metres a second, and the answer is $\sqrt{2Dt}$, which is \num{heat.ink_hour}. The ten
centimetres of the glass take \num{heat.ink_days} days. That is why one stirs.

Behind the square root stands one equation,
@^diffusion constant@>
@^ink@>
\begin{equation}\label{eq:heat}
  \partial_tu=D\,\Delta u ,\qquad \Delta=\frac{\partial^2}{\partial x_1^2}+\dots+\frac{\partial^2}{\partial x_d^2} ,
\end{equation}
the \emph{heat equation} or \emph{diffusion equation}; $u(x,t)$ is the density of ink, or the temperature, or the probability of finding a particle, at
the place $x\in\RR^d$ and the time~$t$.

\showfig{heat/mixture}{Three drops of different size diffuse. The curves are the exact solution at four times, the points what the explicit
  scheme of this chapter computes on a grid. The variance grows by $2Dt$; the peaks do not survive.}

A diffusion model begins with the same experiment. It takes a photograph as a point in a space of a million dimensions, adds Gaussian noise to every coordinate, and
asks what becomes of the density of all photographs. That density solves \eqref{eq:heat}, exactly; and to undo the noise one needs the gradient of its logarithm. So the question of
the glass is the first half of the question of this book: what does diffusion do to a density, and what does it leave?

\fig{heat/mixture} shows what we shall make of it. After this chapter one can derive the equation twice, from a law of flux and from a random walk; write down its
solution for any initial density; say what the flow keeps and what it forgets, how fast, and why that cannot be undone; and compute it by four methods, knowing before the run how large
the error will be, and beyond which number the computation explodes.

@ \emph{Conventions.} $\abs{x}$ is the Euclidean length of $x\in\RR^d$; $\nabla u$ is the vector of the derivatives $\partial_iu=\partial u/\partial x_i$;
$\nabla\cdot q=\partial_1q_1+\dots+\partial_dq_d$ is the divergence of a vector field. A \emph{density} is a nonnegative function with integral~1;
$\normal(m,C)$ is the normal law with mean~$m$ and covariance~$C$, and $I$ the unit matrix; $Z$ always stands for a random vector of law $\normal(0,I)$.
The diffusion constant~$D$ has the dimension of a length squared over a time, so $Dt$ is an area, and $\sqrt{Dt}$ the only length that the equation can make out of~$t$.
@^notation@>

@*1 From flux to equation.
Adolf Fick, a physiologist of 25, wanted to know how salt spreads in water without a current \citep{fick1855}. He proposed what \citet{fourier1822} had
proposed for heat and Ohm for electricity: substance flows from much to little, in proportion to the gradient. Let $q(x,t)$ be the \emph{flux}: the amount that crosses a small
surface at~$x$ with unit normal~$n$, per unit of area and time, is $q\cdot n$. \emph{Fick's first law} says
@^Fick, Adolf@>
@^Ohm, Georg@>
@^flux@>
\begin{equation}\label{eq:heat-fick}
  q=-D\,\nabla u ,\qquad D=D(x)>0 .
\end{equation}
It is a law about a material, and an approximate one. The other ingredient is a matter of bookkeeping and exact: what leaves a region has crossed its boundary.

@ For the bookkeeping a box $B=[a_1,b_1]\times\dots\times[a_d,b_d]$ is region enough. Let $\int_{\partial B}q\cdot n\,dS$ be the integral of the outward flux over its $2d$ faces.
@^conservation of mass@>
@^divergence theorem@>

\begin{lemma}[Divergence theorem on a box]\label{th:heat-divergence}
  If $q$ is continuously differentiable on~$B$, then $\int_{\partial B}q\cdot n\,dS=\int_B\nabla\cdot q\,dx$.
\end{lemma}
\begin{proof}
  On the face $x_i=b_i$ the outward normal is $e_i$, on $x_i=a_i$ it is $-e_i$. By the fundamental theorem of calculus
  $\int_{a_i}^{b_i}\partial_iq_i\,dx_i=q_i\vert_{x_i=b_i}-q_i\vert_{x_i=a_i}$. Integrate over the other coordinates: the right side becomes the flux through the two faces, the left side,
  by Fubini's theorem, $\int_B\partial_iq_i\,dx$. Sum over~$i$.
\end{proof}

\begin{theorem}[Diffusion equation]\label{th:heat-equation}
  Let $U\subset\RR^d$ be open, $u$ and its derivatives $\partial_tu$, $\partial_iu$, $\partial_i\partial_ju$ continuous on $U\times(0,T)$, and $D$ continuously differentiable on~$U$. Mass is conserved,
  \begin{equation}\label{eq:heat-balance}
    \frac{d}{dt}\int_Bu\,dx=-\int_{\partial B}q\cdot n\,dS \qquad\text{for every box }B\subset U\text{ and all }t\in(0,T),
  \end{equation}
  with the flux \eqref{eq:heat-fick}, if and only if
  \begin{equation}\label{eq:heat-variable}
    \partial_tu=\nabla\cdot(D\,\nabla u)=D\,\Delta u+\nabla D\cdot\nabla u \qquad\text{in }U\times(0,T).
  \end{equation}
\end{theorem}
\begin{proof}
  $\partial_tu$ is continuous on the compact box, so the derivative goes under the integral, and with the lemma \eqref{eq:heat-balance} reads $\int_Bf\,dx=0$ for the
  continuous function $f=\partial_tu-\nabla\cdot(D\nabla u)$. If $f=0$ this holds. If $f(x_0,t)\ne0$ at one point, say $f(x_0,t)>0$, then $f(\cdot,t)>0$ on a small box around $x_0$, whose integral is
  positive: \eqref{eq:heat-balance} fails.
\end{proof}

For constant~$D$ this is \eqref{eq:heat}; in one dimension it is $\partial_tu=D\,\partial_x^2u$. A boundary asks for a condition of its own: $u=0$ where it absorbs (Dirichlet), $q\cdot n=0$ where it
is sealed (Neumann), or none if the space is a circle and has no boundary.
@^Dirichlet condition@>
@^Neumann condition@>

\begin{wrong}[Three equations for a variable diffusion constant]
  Where $D$ depends on~$x$, three equations are in use, and only the first is Fick's:
  $\partial_x(D\,\partial_xu)$, $\;\partial_x^2(Du)$, $\;D\,\partial_x^2u$. The second belongs to a random walk whose step depends on where it starts (It\^o's form, of which the next chapter says more);
  the third does not conserve mass. On the circle with $D(x)=1+\frac45\sin2\pi x$, started from $u_0=1+\frac12\sin2\pi x$ with the mass~1, Fick's form ends level at~1. It\^o's keeps the mass too, but ends where $Du$ is constant: nine times as much where $D$ is least as
  where it is largest. The third keeps $\int u/D\,dx$, and ends level at $\int(u_0/D)\,dx\big/\!\int(1/D)\,dx=\frac34$.
\end{wrong}
@^It\^o's form@>

@*1 Einstein's walk.
Fifty years later the same equation came out of the opposite assumption: no law of flux, only particles that are kicked at random \citep{einstein1905}. Let a particle at~$x$ jump, in
a time~$\tau$, by a random vector~$\xi$ whose law does not depend on $x$, on~$t$ or on earlier jumps. If $u(\cdot,t)$ is the density of particles, the density one jump later is
@^Einstein, Albert@>
@^random walk@>
\begin{equation}\label{eq:heat-jump}
  u(x,t+\tau)=\EE\,u(x-\xi,t):
\end{equation}
who is at~$x$ now was at $x-\xi$ before. Expand in~$\xi$.

\begin{theorem}[Einstein]\label{th:heat-einstein}
  Let $\xi=\sqrt\tau\,\zeta$ with $\zeta$ and $-\zeta$ of the same law, $\EE\,\zeta_i\zeta_j=2D\,\delta_{ij}$, and $M=\EE\,\abs{\zeta}^4<\infty$. Let $f$ have continuous derivatives up to order four, and let
  every fourth derivative of~$f$ along a unit vector be at most~$F$ in absolute value. Then
  \begin{equation}\label{eq:heat-one-jump}
    \Bigl\lvert\frac{\EE\,f(x-\xi)-f(x)}\tau-D\,\Delta f(x)\Bigr\rvert\le\frac{MF}{24}\,\tau .
  \end{equation}
\end{theorem}
\begin{proof}
  By Taylor's formula along the segment from $x$ to $x-\xi$,
  \[
    f(x-\xi)=f-\sum_i\xi_i\partial_if+\frac12\sum_{i,j}\xi_i\xi_j\,\partial_i\partial_jf-\frac16\sum_{i,j,k}\xi_i\xi_j\xi_k\,\partial_i\partial_j\partial_kf+R,
  \]
  with $f$ and its derivatives taken at~$x$ and $\abs{R}\le\frac1{24}F\abs{\xi}^4$. Take expectations. The odd terms vanish by symmetry, the second-order term is $\frac12\cdot2D\tau\,\Delta f$, and $\EE\abs{R}\le F\tau^2M/24$. Divide by~$\tau$.
\end{proof}

So as the jumps become small and frequent, with $\EE\abs{\xi}^2/\tau$ held at $2dD$, the equation \eqref{eq:heat-jump} becomes \eqref{eq:heat}. Nothing of the law of the jumps survives but its second moment. The
diffusion constant is half the mean square jump per time and dimension, and after $n$ independent jumps the mean square distance in each coordinate is
\begin{equation}\label{eq:heat-msd}
  \EE\,(\xi^1_i+\dots+\xi^n_i)^2=n\cdot2D\tau=2Dt .
\end{equation}
\citet{perrin1909} watched grains of gamboge under a microscope, measured $2Dt$, and counted atoms with it: Einstein had expressed $D$ by Avogadro's number.
@^Perrin, Jean@>
@^mean square displacement@>

@ A hundred thousand walkers try it out, with jumps that look nothing like a bell: each is uniform on an interval. \claim{heat.walk} After 30 jumps the mean square distance is \num{heat.walk_ratio} times the predicted~$2Dt$, where chance allows
a deviation of \num{heat.walk_se} (one standard error).

@*1 The Gaussian kernel.
What becomes of a single point of ink? The equation has no length and no time of its own. If $u$ solves $\partial_tu=D\,\partial_x^2u$ on the line and has mass~1, then so does
$c\,u(cx,c^2t)$ for every $c>0$. A point looks the same under every magnification, so its solution should be unchanged by all of these; choosing $c=t^{-1/2}$ we are led to
@^similarity solution@>
@^self-similarity@>
\begin{equation}\label{eq:heat-similar}
  u(x,t)=\frac1{\sqrt t}\,F\Bigl(\frac x{\sqrt t}\Bigr).
\end{equation}

\begin{lemma}\label{th:heat-gauss}
  $\int_{-\infty}^\infty e^{-x^2/2s}\,dx=\sqrt{2\pi s}$ for $s>0$.
\end{lemma}
\begin{proof}
  The square of the integral is, in polar coordinates, $\int_0^\infty e^{-r^2/2s}\,2\pi r\,dr=2\pi s$.
\end{proof}

\begin{theorem}[Kernel by similarity]\label{th:heat-similar}
  Let $F$ be twice continuously differentiable, even, integrable, with integral~1. Then \eqref{eq:heat-similar} solves $\partial_tu=D\,\partial_x^2u$ for $t>0$ if and only if $u=\Gamma$, where
  \begin{equation}\label{eq:heat-kernel}
    \Gamma(x,t)=\frac1{\sqrt{4\pi Dt}}\,e^{-x^2/4Dt} .
  \end{equation}
\end{theorem}
\begin{proof}
  Let $\xi=x/\sqrt t$. Then $\partial_tu=-\frac12t^{-3/2}(F+\xi F')=-\frac12t^{-3/2}(\xi F)'$ and $\partial_x^2u=t^{-3/2}F''$, so the equation says $(DF'+\frac12\xi F)'=0$.
  Hence $DF'+\frac12\xi F$ is constant. At $\xi=0$ it vanishes, as $F'(0)=0$ for an even function. So $DF'=-\frac12\xi F$, which means that $(Fe^{\xi^2/4D})'=0$ and $F=Ae^{-\xi^2/4D}$. Lemma~\ref{th:heat-gauss} with
  $s=2D$ gives $A=1/\sqrt{4\pi D}$. Each step can be read backwards.
\end{proof}

The kernel is the density of $\normal(0,2Dt)$. In $d$ dimensions, let $\Gamma$ be the product of $d$ such factors,
\begin{equation}\label{eq:heat-kernel-d}
  \Gamma(x,t)=\prod_{i=1}^d\frac{e^{-x_i^2/4Dt}}{\sqrt{4\pi Dt}}=(4\pi Dt)^{-d/2}\,e^{-\abs{x}^2/4Dt} ,
\end{equation}
the density of $\normal(0,2Dt\,I)$: in four times the time twice as wide, always of one shape. It has integral~1 by Fubini's theorem, and solves \eqref{eq:heat} because by the product rule
$\partial_t\Gamma=\sum_i(\partial_t\Gamma_i)\prod_{j\ne i}\Gamma_j=\sum_iD\,(\partial_i^2\Gamma_i)\prod_{j\ne i}\Gamma_j=D\,\Delta\Gamma$.
@^Gaussian kernel@>
@^heat kernel@>

@ Fourier's own way to the kernel takes sines instead of points. Write
@^Fourier, Joseph@>
@^Fourier transform@>
\begin{equation}\label{eq:heat-fourier}
  \hat u(k,t)=\int_{\RR^d}e^{-ik\cdot x}u(x,t)\,dx
\end{equation}
for the Fourier transform in space. A derivative becomes a factor: if $f$ and $\partial_jf$ are integrable, an integration by parts gives $\widehat{\partial_jf}=ik_j\hat f$, so the
Laplacian becomes $-\abs{k}^2$, and the partial differential equation becomes an ordinary one for each~$k$,
\begin{equation}\label{eq:heat-decay}
  \partial_t\hat u=-D\abs{k}^2\,\hat u ,\qquad \hat u(k,t)=e^{-D\abs{k}^2t}\,\hat u(k,0).
\end{equation}
Each wave keeps its shape and decays, the short ones fastest. A point of ink contains all waves in equal strength, $\hat u(k,0)=1$; so its solution is the function whose transform is
$e^{-D\abs{k}^2t}$.

\begin{theorem}[Kernel by Fourier]\label{th:heat-fourier}
  $\hat\Gamma(k,t)=e^{-D\abs{k}^2t}$ for $k\in\RR^d$ and $t>0$.
\end{theorem}
\begin{proof}
  By \eqref{eq:heat-kernel-d} and Fubini's theorem one dimension is enough. Let $g(k)=\int e^{-ikx}\Gamma(x,t)\,dx$. As $x\Gamma$ is integrable we may differentiate under the integral; and
  $x\Gamma=-2Dt\,\partial_x\Gamma$. Therefore
  \[
    g'(k)=-i\int e^{-ikx}x\,\Gamma\,dx=2iDt\int e^{-ikx}\,\partial_x\Gamma\,dx=2iDt\cdot ik\,g(k)=-2Dtk\,g(k),
  \]
  and $g(0)=1$. So $g(k)=e^{-Dtk^2}$.
\end{proof}

\begin{wrong}[The variance of the heat kernel]
  The variance of the kernel is $2Dt$, not $Dt$ and not~$t$. Analysts write $\partial_tu=\Delta u$, with variance~$2t$; probabilists $\partial_tu=\frac12\Delta u$, with variance~$t$; a diffusion model
  with noise coefficient~$g$ has $D=g^2/2$. \claim{heat.half} Who mixes them up and loses one factor of two in \fig{heat/mixture} is wrong, at the last of its times, by
  \num{heat.half_error} per cent of the maximum.
\end{wrong}
@^factor of two, lost@>

@*1 Superposition.
The equation is linear. What it does to one point it does to all of them, independently, and the solution is the sum: a mass $\mu(dy)$ at~$y$ becomes $\Gamma(x-y,t)\,\mu(dy)$.
\fig{heat/superposition} shows the idea with finitely many points; here is the theorem.
@^superposition@>
@^convolution@>

\showfig{heat/superposition}{A density, cut into eighteen point masses, each of which spreads by itself. Their sum (dark) is the solution for the masses; it approaches the solution for the density
  itself (dashed) as soon as $\sqrt{2Dt}$, three tenths of the distance of the points on the left, reaches that distance, on the right.}

\begin{theorem}[Solution by convolution]\label{th:heat-solution}
  Let $\mu$ be a measure of finite mass on $\RR^d$, or let $\mu(dy)=f(y)\,dy$ with $f$ bounded and measurable. For $t>0$ let
  \begin{equation}\label{eq:heat-convolution}
    u(x,t)=\int_{\RR^d}\Gamma(x-y,t)\,\mu(dy) .
  \end{equation}
  \begin{enumerate}
  \item $u$ has derivatives of every order on $\RR^d\times(0,\infty)$, which may be taken under the integral, and $\partial_tu=D\,\Delta u$.
  \item If $f$ is bounded and continuous, $u(x,t)\to f(x_0)$ as $(x,t)\to(x_0,0)$.
  \item If $\mu$ has finite mass, $\int u(x,t)\,\varphi(x)\,dx\to\int\varphi\,d\mu$ as $t\to0$ for every bounded continuous~$\varphi$.
  \end{enumerate}
\end{theorem}
\begin{proof}
  (1) Fix $0<t_0<t_1$ and $x'\in\RR^d$, and let $t_0\le t\le t_1$ and $\abs{x-x'}\le1$. Every derivative of $\Gamma(z,t)$ is a polynomial in $z$ and $t^{-1/2}$ times $e^{-\abs{z}^2/4Dt}$; a polynomial in~$z$ is at most a constant
  times $e^{\abs{z}^2/8Dt_1}$; so the derivative is at most $C\,e^{-\abs{z}^2/8Dt_1}$. With $z=x-y$ we have $\abs{z}^2\ge\frac12\abs{x'-y}^2-1$, and obtain the bound $C'e^{-\abs{x'-y}^2/16Dt_1}$, which does not depend on
  $x$ or~$t$ and is integrable against~$\mu$. This is what differentiation under the integral requires, and under it $\partial_t\Gamma=D\,\Delta\Gamma$.

  (2) Substitute $y=x-\sqrt{2Dt}\,z$: then $u(x,t)=\EE\,f(x-\sqrt{2Dt}\,Z)$. The argument tends to $x_0$ for every value of~$Z$, $f$ is continuous there and bounded, and dominated convergence gives $f(x_0)$.

  (3) By Fubini's theorem and $\Gamma(x-y,t)=\Gamma(y-x,t)$ the integral is $\int\bigl(\int\Gamma(y-x,t)\,\varphi(x)\,dx\bigr)\mu(dy)$. By (2) the inner integral tends to $\varphi(y)$ for every~$y$, and it is at
  most $\sup\abs{\varphi}$. Dominated convergence again.
\end{proof}

So an integrable function~$f$ is known by its transform: if $\hat f=0$, then $\Gamma(\cdot,t)*f=0$ for all~$t$, since $\Gamma(x,t)=(2\pi)^{-d}\int e^{ik\cdot x}e^{-D\abs{k}^2t}\,dk$ by Theorem~\ref{th:heat-fourier} with another~$t$, and (3) leaves $f=0$ almost everywhere.
@^uniqueness of the Fourier transform@>
A single point of mass~1, Dirac's $\delta$, is the case $u=\Gamma$. The second step of the proof deserves a line of its own, since it is the sentence with which diffusion models begin.
@^Dirac, Paul@>
@^delta function@>
@^noise, adding@>

\begin{corollary}[Adding noise]\label{th:heat-noise}
  If $X_0$ has the law~$\mu$ and $Z$ is standard normal and independent of~$X_0$, then
  \begin{equation}\label{eq:heat-noise}
    X_t=X_0+\sqrt{2Dt}\,Z
  \end{equation}
  has the density $u(\cdot,t)$ of \eqref{eq:heat-convolution}.
\end{corollary}
\begin{proof}
  For bounded measurable $\varphi$, $\EE\,\varphi(X_t)=\int\!\int\varphi(y+w)\,\Gamma(w,t)\,dw\,\mu(dy)=\int\varphi(x)\,u(x,t)\,dx$ with $x=y+w$.
\end{proof}

@ Noise added twice is noise added once: variances add. In the language of the equation, to run for the time~$s$ and then for the time~$t$ is to run for the time $s+t$. Write
$P_tf=\Gamma(\cdot,t)*f$ for the operator that maps the data to the solution at time~$t$.
@^semigroup@>

\begin{theorem}[Semigroup]\label{th:heat-semigroup}
  For $s,t>0$ and $x\in\RR^d$, $\int\Gamma(x-y,s)\,\Gamma(y,t)\,dy=\Gamma(x,s+t)$. Therefore $P_sP_t=P_{s+t}$ on bounded measurable functions.
\end{theorem}
\begin{proof}
  Complete the square. For all $x,y$
  \[
    \frac{\abs{x-y}^2}s+\frac{\abs{y}^2}t=\frac{\abs{x}^2}{s+t}+\frac{s+t}{st}\,\Bigl\lvert y-\frac t{s+t}\,x\Bigr\rvert^2 ,
  \]
  as one sees by comparing the coefficients of $\abs{y}^2$, $x\cdot y$ and $\abs{x}^2$, which are on both sides $\frac1s+\frac1t$, $-\frac2s$ and~$\frac1s$. Divide by $-4D$, exponentiate, and integrate over~$y$ by
  Lemma~\ref{th:heat-gauss} in each coordinate, with the variance $2Dst/(s+t)$:
  \[
    \frac{1}{(4\pi Ds)^{d/2}(4\pi Dt)^{d/2}}\Bigl(4\pi D\frac{st}{s+t}\Bigr)^{d/2}e^{-\abs{x}^2/4D(s+t)}=\Gamma(x,s+t).
  \]
  The statement on operators follows by Fubini's theorem.
\end{proof}

There is no $P_{-t}$ in the theorem. \eqref{eq:heat-decay} shows what it would have to do: multiply the wave $k$ by $e^{+D\abs{k}^2t}$, and with it every error in the data. We come back to this when we can compute it.

@*1 The Gaussian mixture.
One family of densities is closed under everything that this chapter does to a density, and it can have as many peaks as we like: the \emph{Gaussian mixture}
@^Gaussian mixture@>
\begin{equation}\label{eq:heat-mixture}
  p_0(x)=\sum_{k=1}^Kw_k\,\normal(x;\,m_k,\,v_kI),\qquad w_k>0,\quad\sum_kw_k=1,\quad v_k\ge0,
\end{equation}
where $\normal(x;m,C)$ is the density of $\normal(m,C)$ at~$x$. All of the book measures its methods against it. Later chapters shrink the signal as well as adding noise, so we
let $X=aX_0+\sqrt{s_2}\,Z$ with a \emph{signal factor}~$a$ and a \emph{noise variance}~$s_2$. The heat flow is $a=1$, $s_2=2Dt$.

\begin{theorem}[Mixtures stay mixtures]\label{th:heat-mixture}
  If $X_0$ has the law \eqref{eq:heat-mixture}, $Z$ is independent of it, and $V_k=a^2v_k+s_2>0$ for all~$k$, then $X=aX_0+\sqrt{s_2}\,Z$ has the density
  \begin{equation}\label{eq:heat-mixture-t}
    p(x)=\sum_kw_k\,\normal(x;\,am_k,\,V_kI).
  \end{equation}
\end{theorem}
\begin{proof}
  Given that $X_0$ comes from component~$k$, it is $m_k+\sqrt{v_k}\,Z'$, and $X=am_k+a\sqrt{v_k}\,Z'+\sqrt{s_2}\,Z$. The sum of the two independent normal vectors has by Theorem~\ref{th:heat-semigroup} (with $2Ds=a^2v_k$ and $2Dt=s_2$, if neither is zero) the
  law $\normal(0,V_kI)$. Average over~$k$ with the weights~$w_k$.
\end{proof}

@ The interface of the chapter is in two parts. The mixture belongs to the caller: a |HeatMixture| points at three arrays and owns nothing, so it can be a constant. Functions take many points at a time.

@(heat.h@>=
#ifndef HEAT_H
#define HEAT_H
#include <stddef.h>
#include <stdint.h>
@#
double heat_kernel(int d, double r2, double variance);
  /* \eqref{eq:heat-kernel-d} in |d| dimensions at squared distance |r2|; |variance>0| is $2Dt$ in each coordinate */
@#
@<Type of a Gaussian mixture, and its functions@>@;
@<Functions of the explicit scheme, declared@>@;
@#
@<Functions of the other schemes, declared@>@;
@#
#endif

@ @<Type of a Gaussian mixture, and its functions@>=
typedef struct {
  int K, d; /* number of components, dimension */
  const double *w, *m, *v; /* weights ($K$), means ($K$ by $d$, row-major), variances ($K$) */
} HeatMixture; /* \eqref{eq:heat-mixture} */
@#
/* In the following, $p$ is the density \eqref{eq:heat-mixture-t} for signal factor |a| and noise variance |s2>=0|;
   |x| is |n| by |d|, row-major, $\abs{x_i}<10^{150}$; all of |a*a*v[k]+s2| must be positive */
void heat_mixture_density(double *p, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x); /* $p$: |n| values */
void heat_mixture_log_density(double *log_p, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x); /* $\ln p$: |n| values, finite where $p$ underflows */
void heat_mixture_score(double *score, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x); /* $\nabla\ln p$: |n| by |d| \eqref{eq:heat-mixture-score} */
void heat_mixture_laplacian(double *laplacian, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x); /* $\Delta p$: |n| values */
void heat_mixture_sample(double *x, const HeatMixture *mixture,@|
  double a, double s2, size_t n, uint64_t seed, uint64_t stream, uint64_t index);
  /* |x|: |n| by |d|, points |index..index+n-1| of a fixed infinite sequence of independent points of density $p$; here
     $V_k=0$ is allowed; reads the streams |stream| and $|stream|+2^{63}$ of |seed| */

@ The implementation begins with the kernel.

@(heat.c@>=
#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "rng.h"
#include "fourier.h"
#include "linalg.h"
#include "heat.h"
@#
static const double pi = 3.14159265358979323846;
@#
double heat_kernel(int d, double r2, double variance)
{
  base_require(d>=1 && variance>0, "heat_kernel: d=%d, variance=%g", d, variance);
  return pow(2*pi*variance, -0.5*d)*exp(-r2/(2*variance));
}
@#
@<Functions for the mixture@>@;
@<Functions for the explicit scheme@>@;
@<Functions for implicit schemes@>@;
@<Functions for the spectral propagator@>@;

@ The logarithm of the density, and its gradient, are what later chapters ask for most, often at points where the density itself is less than the smallest number of the machine. Write
$\ell_k(x)=\ln\bigl(w_k\normal(x;am_k,V_kI)\bigr)$ and $\ell_*=\max_k\ell_k$. Then
@^log-sum-exp@>
@^underflow@>
\begin{equation}\label{eq:heat-logsumexp}
  \ln p=\ell_*+\ln\sum_ke^{\ell_k-\ell_*},\qquad r_k=\frac{e^{\ell_k-\ell_*}}{\sum_je^{\ell_j-\ell_*}} .
\end{equation}
No exponent is positive and one is zero: nothing overflows, and the sum lies between 1 and~$K$. The numbers $r_k(x)$, the \emph{responsibilities}, are the probabilities that $X=x$ came from
component~$k$.
@^responsibilities@>

One function serves all components and all quantities. It takes up to |BLOCK| points side by side, so that the constant of a component is computed once a block and the inner loops are plain, and gives
back $q_i=\abs{x_i-am_k}^2/V_k$ and the constant~$c$ of $\ell_k(x_i)=c-\frac12q_i$.

@<Functions for the mixture@>=
enum {@+BLOCK=64@+};
static double distances(double *q, double *V, const HeatMixture *mixture, int k,@|
  double a, double s2, size_t n, const double *x)
{
  size_t d = (size_t)mixture->d;
  const double *m = mixture->m+(size_t)k*d;
  *V = a*a*mixture->v[k]+s2;
  base_require(*V>0, "heat: component %d has variance %g", k, *V);
  for (size_t i=0; i<n; i++) {
    double r2 = 0;
    for (size_t j=0; j<d; j++) r2 += (x[i*d+j]-a*m[j])*(x[i*d+j]-a*m[j]);
    q[i] = r2/ *V;
  }
  return log(mixture->w[k])-0.5*(double)d*log(2*pi*(*V));
}

@ The gradient of $\normal(x;am_k,V_kI)$ is $(am_k-x)/V_k$ times itself, its Laplacian $(q-d)/V_k$ times itself. Differentiate \eqref{eq:heat-mixture-t} and divide by~$p$:
@^score@>
\begin{equation}\label{eq:heat-mixture-score}
  \nabla\ln p(x)=\sum_kr_k(x)\,\frac{am_k-x}{V_k},\qquad\frac{\Delta p(x)}{p(x)}=\sum_kr_k(x)\,\frac{q_k(x)-d}{V_k}.
\end{equation}
Each component pulls towards its centre, in proportion to the distance and inversely to its variance, and is heard according to its responsibility. A first pass over the components finds $\ell_*$, without
an exponential; a second adds the terms up. The distances are computed twice, which saves an array of $K$ numbers a point.

@<Functions for the mixture@>=
static void evaluate(double *log_p, double *score, double *laplacian,@|
  const HeatMixture *mixture, double a, double s2, size_t n, const double *x)
{ /* a null pointer: not asked for; |n<=BLOCK| */
  double top[BLOCK], sum[BLOCK] = {0}, bend[BLOCK] = {0}, q[BLOCK], V;
  size_t d = (size_t)mixture->d;
  @<Find the largest term at each point@>@;
  if (score!=NULL) memset(score, 0, n*d*sizeof *score);
  for (int k=0; k<mixture->K; k++) @<Add component |k| to the sums@>@;
  for (size_t i=0; i<n; i++) {
    double l = top[i]+log(sum[i]);
    if (log_p!=NULL) log_p[i] = l;
    if (laplacian!=NULL) laplacian[i] = exp(l)*bend[i]/sum[i];
    for (size_t j=0; j<d && score!=NULL; j++) score[i*d+j] /= sum[i];
  }
}

@ @<Find the largest term at each point@>=
for (int k=0; k<mixture->K; k++) {
  double c = distances(q, &V, mixture, k, a, s2, n, x);
  for (size_t i=0; i<n; i++) top[i] = k==0 ? c-q[i]/2 : fmax(top[i], c-q[i]/2);
}

@ @<Add component |k| to the sums@>=
{
  const double *m = mixture->m+(size_t)k*d;
  double c = distances(q, &V, mixture, k, a, s2, n, x);
  for (size_t i=0; i<n; i++) {
    double r = exp(c-q[i]/2-top[i]); /* $r_k$ before it is normalised */
    sum[i] += r;
    bend[i] += r*(q[i]-(double)d)/V;
    for (size_t j=0; j<d && score!=NULL; j++)
      score[i*d+j] += r*(a*m[j]-x[i*d+j])/V;
  }
}

@ \begin{wrong}[The score as a quotient]
  Computing the score as $\nabla p/p$ works on every test near the data and fails where a sampler starts. \claim{heat.naive} With the mixture of \fig{heat/mixture} at $t=0$ the
  quotient is $0/0$ from $x=\num{heat.naive_x}$ on, \num{heat.naive_sigma} standard deviations of the widest component from its mean; \eqref{eq:heat-mixture-score} with \eqref{eq:heat-logsumexp} has from there to
  $x=1000$ a relative error of at most \num{heat.stable_error}.
\end{wrong}
@^quotient of zeros@>
The functions of the interface cut their points into blocks.

@<Functions for the mixture@>=
static void in_blocks(double *log_p, double *score, double *laplacian,@|
  const HeatMixture *mixture, double a, double s2, size_t n, const double *x)
{
  size_t d = (size_t)mixture->d;
  base_require(mixture->K>=1 && mixture->d>=1 && s2>=0,@|
    "heat: K=%d, d=%d, s2=%g", mixture->K, mixture->d, s2);
  for (size_t i=0; i<n; i+=BLOCK)
    evaluate(log_p==NULL ? NULL : log_p+i, score==NULL ? NULL : score+i*d,@|
      laplacian==NULL ? NULL : laplacian+i, mixture, a, s2,@|
      n-i<BLOCK ? n-i : BLOCK, x+i*d);
}

@ @<Functions for the mixture@>=
void heat_mixture_log_density(double *log_p, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x)
{@+ in_blocks(log_p, NULL, NULL, mixture, a, s2, n, x);@+ }
@#
void heat_mixture_score(double *score, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x)
{@+ in_blocks(NULL, score, NULL, mixture, a, s2, n, x);@+ }
@#
void heat_mixture_laplacian(double *laplacian, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x)
{@+ in_blocks(NULL, NULL, laplacian, mixture, a, s2, n, x);@+ }
@#
void heat_mixture_density(double *p, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x)
{
  in_blocks(p, NULL, NULL, mixture, a, s2, n, x);
  for (size_t i=0; i<n; i++) p[i] = exp(p[i]);
}

@ A sample needs a component and a normal vector. The component is found by walking along the weights with a uniform number; the last one catches what rounding leaves over. Since random
numbers are addressed by their index, a caller may draw the points in pieces, on several threads, in any order.
@^sampling a mixture@>

@<Functions for the mixture@>=
void heat_mixture_sample(double *x, const HeatMixture *mixture,@|
  double a, double s2, size_t n, uint64_t seed, uint64_t stream, uint64_t index)
{
  double u[BLOCK];
  size_t d = (size_t)mixture->d;
  rng_normal(x, n*d, seed, stream, index*d);
  for (size_t first=0; first<n; first+=BLOCK) {
    size_t b = n-first<BLOCK ? n-first : BLOCK;
    rng_uniform(u, b, seed, stream+(UINT64_C(1)<<63), index+first);
    for (size_t i=0; i<b; i++) {
      int k = 0;
      while (k<mixture->K-1 && u[i]>=mixture->w[k]) u[i] -= mixture->w[k++];
      double sigma = sqrt(a*a*mixture->v[k]+s2), *y = x+(first+i)*d;
      for (size_t j=0; j<d; j++) y[j] = a*mixture->m[(size_t)k*d+j]+sigma*y[j];
    }
  }
}

@*1 What the flow keeps.
Most of what a density says is lost in time. Three things are kept or follow a clock.
@^mass@>
@^variance@>

\begin{theorem}[Mass, mean, variance]\label{th:heat-moments}
  Let $\mu$ be a probability measure with $\int\abs{x}^2\,\mu(dx)<\infty$, mean $m$ and covariance $C$. The solution \eqref{eq:heat-convolution} has for all $t>0$ mass~1, mean~$m$ and
  covariance $C+2Dt\,I$.
\end{theorem}
\begin{proof}
  By Corollary~\ref{th:heat-noise} $u(\cdot,t)$ is the density of $X_0+\sqrt{2Dt}\,Z$: a probability density, with mean $m+0$; and covariances of independent vectors add.
\end{proof}

The equation itself says why. Multiply it by a function~$\varphi$ and integrate by parts twice: $\frac{d}{dt}\int u\varphi\,dx=D\int u\,\Delta\varphi\,dx$, if $u$ decays fast enough. The functions $1$ and $x_i$ have no Laplacian, and
$x_i^2$ has the Laplacian~2.

\begin{theorem}[Maximum principle]\label{th:heat-maximum}
  Let $u$ be bounded and continuous on $\RR^d\times[0,T]$, with continuous derivatives $\partial_tu$ and $\partial_i\partial_ju$ that satisfy $\partial_tu=D\,\Delta u$ for $0<t\le T$. Then
  $\inf u(\cdot,0)\le u(x,t)\le\sup u(\cdot,0)$ everywhere.
\end{theorem}
\begin{proof}
  Let $S=\sup u(\cdot,0)$ and let $B\ge0$ be a bound of $u-S$. For $R>0$ and $\varepsilon>0$ consider, on the cylinder $\abs{x}\le R$, $0\le t\le T$,
  \[
    w(x,t)=u(x,t)-S-\frac B{R^2}\bigl(\abs{x}^2+2dDt\bigr)-\varepsilon(1+t).
  \]
  The second bracket solves the heat equation, since $\Delta\abs{x}^2=2d$; so $\partial_tw-D\,\Delta w=-\varepsilon<0$. At the bottom $t=0$ and at the side $\abs{x}=R$ we have $w<0$. Suppose that the maximum of~$w$ over the
  cylinder were nonnegative. Then it is attained at a point with $\abs{x}<R$ and $t>0$, where $\Delta w\le0$ and $\partial_tw\ge0$ (or else $w$ would be larger a moment before), which contradicts the negative
  sign. Hence $w<0$. Fix $(x,t)$, let $R\to\infty$ and $\varepsilon\to0$: $u(x,t)\le S$. For the infimum take $-u$.
\end{proof}
@^maximum principle@>
@^uniqueness of the solution@>

\begin{corollary}[Uniqueness]\label{th:heat-unique}
  For bounded continuous~$f$, $P_tf$ is the only bounded solution with the initial value~$f$.
\end{corollary}
\begin{proof}
  The difference of two bounded solutions starts from zero, and by the theorem stays there.
\end{proof}
\begin{fact}[\citealp{tychonoff1935}]
  Without ``bounded'' the corollary is false: there are nonzero solutions on the line that start from zero, growing faster than $e^{cx^2}$ for every~$c$.
\end{fact}
@^Tychonoff, Andrey@>

@*1 What the flow forgets.
\begin{theorem}[Smoothing and infinite speed]\label{th:heat-smoothing}
  If $\abs{f}\le B$, then $P_tf$ has derivatives of every order, and
  \begin{equation}\label{eq:heat-smoothing}
    \abs{\partial_iP_tf(x)}\le\frac{B}{\sqrt{\pi Dt}} .
  \end{equation}
  If moreover $f\ge0$ and $\int f>0$, then $P_tf(x)>0$ for every $x$ and every $t>0$.
\end{theorem}
\begin{proof}
  The first is Theorem~\ref{th:heat-solution}. Differentiate under the integral, $\partial_i\Gamma(z,t)=-z_i\Gamma(z,t)/2Dt$, and bound $f$ by~$B$: with $z=\sqrt{2Dt}\,Z$ the factor is
  $\EE\abs{Z_i}/\sqrt{2Dt}$, and $\EE\abs{Z_i}=2\int_0^\infty z\,e^{-z^2/2}dz/\sqrt{2\pi}=\sqrt{2/\pi}$. The last statement holds because $\Gamma>0$.
\end{proof}

A jump of height~$2B$ at time zero is a slope of at most $B/\sqrt{\pi Dt}$ afterwards. And ink is everywhere at once: a metre away after one second the kernel has the factor $e^{-1/4Dt}$, whose exponent is \num{heat.speed_exponent}
for the ink of the first page. Positive it is; a molecule it is not. The equation forgets that molecules have a speed.
@^infinite speed@>
@^smoothing@>

@ The score appears. Corollary~\ref{th:heat-noise} adds the noise $\sqrt{2Dt}\,Z$; the gradient of $\ln u$ knows, on average, how much was added.

\begin{theorem}[Score and denoising]\label{th:heat-score}
  Let $\mu$ be a probability measure and $X_t=X_0+\sqrt{2Dt}\,Z$. For $t>0$ the \emph{score} $s=\nabla\ln u(\cdot,t)$ is
  \begin{equation}\label{eq:heat-score}
    s(x)=\frac{\EE[X_0\given X_t=x]-x}{2Dt}=-\frac{\EE[Z\given X_t=x]}{\sqrt{2Dt}} ,
  \end{equation}
  and $I(u)=\int\abs{s}^2u\,dx$, the \emph{Fisher information}, is at most $d/(2Dt)$.
\end{theorem}
\begin{proof}
  Differentiate \eqref{eq:heat-convolution} under the integral and divide by $u>0$:
  $s(x)=\int\frac{y-x}{2Dt}\,\Gamma(x-y,t)\,\mu(dy)/u(x,t)$. By Bayes' rule $\Gamma(x-y,t)\,\mu(dy)/u(x,t)$ is the law of $X_0$ given $X_t=x$. That is the first form; $X_0-x=-\sqrt{2Dt}\,Z$ gives the second. By Jensen's inequality
  $\abs{s(X_t)}^2\le\EE[\,\abs{Z}^2\given X_t]/2Dt$; take expectations, $\EE\abs{Z}^2=d$.
\end{proof}
@^Fisher information@>
@^Bayes' rule@>
@^denoising@>

How much is forgotten? The \emph{entropy} $H(u)=-\int u\ln u\,dx$ measures how spread out a density is; for $\normal(m,vI)$ it is $\frac d2\ln(2\pi ev)$. Its rate of growth along the heat flow is the mean square of the score, an
identity that \citet{stam1959} credits to de~Bruijn.
@^entropy@>
@^de Bruijn's identity@>

\begin{theorem}[de Bruijn's identity]\label{th:heat-debruijn}
  Let $\mu$ be a probability measure with finite second moment, and $u$ the solution \eqref{eq:heat-convolution}. For $t>0$, $H(u(\cdot,t))$ is finite and
  \begin{equation}\label{eq:heat-debruijn}
    \frac{d}{dt}H\bigl(u(\cdot,t)\bigr)=D\,I\bigl(u(\cdot,t)\bigr)=D\int\abs{\nabla\ln u}^2\,u\,dx .
  \end{equation}
\end{theorem}
\begin{proof}
  \emph{Bounds.} Let $0<t_0\le t\le t_1$. From above, $u\le(4\pi Dt_0)^{-d/2}$. From below, choose $R$ with $\mu(\abs{y}\le R)\ge\frac12$; then $u(x,t)\ge\frac12(4\pi Dt_1)^{-d/2}e^{-(\abs{x}+R)^2/4Dt_0}$. Together
  $\abs{\ln u}\le A(1+\abs{x}^2)$. As in the proof of Theorem~\ref{th:heat-solution}, the first two derivatives of $\Gamma(z,t)$ are at most $C\,\Gamma(z,2t_1)$, so $\abs{\nabla u}$, $\abs{\Delta u}$ and $\abs{\partial_tu}$ are
  at most $C\,g$ with $g=\int\Gamma(x-y,2t_1)\,\mu(dy)$. By Theorem~\ref{th:heat-moments} $g$ has a finite second moment, so $(1+\abs{x}^2)\,g$ is integrable.

  \emph{Derivative.} $\partial_t(-u\ln u)=-(1+\ln u)\,\partial_tu$ is at most $C(1+A)(1+\abs{x}^2)\,g$, independently of~$t$; so we differentiate under the integral:
  $\frac{d}{dt}H=-D\int(1+\ln u)\,\Delta u\,dx$.

  \emph{Parts.} Let $Q_r$ be the cube $\max_i\abs{x_i}\le r$. Lemma~\ref{th:heat-divergence}, applied to the field $(1+\ln u)\,\nabla u$, gives
  \[
    -\int_{Q_r}(1+\ln u)\,\Delta u\,dx=\int_{Q_r}\frac{\abs{\nabla u}^2}u\,dx-\int_{\partial Q_r}(1+\ln u)\,\nabla u\cdot n\,dS .
  \]
  The last integral is in absolute value at most $h(r)=C(1+A)\int_{\partial Q_r}(1+\abs{x}^2)\,g\,dS$, and $\int_0^\infty h(r)\,dr=C(1+A)\int(1+\abs{x}^2)\,g\,dx$ is finite. So $h(r)\to0$ along some sequence
  $r\to\infty$. Along it the left side tends to $\frac1D\frac{d}{dt}H$, and the first integral on the right increases to~$I$.
\end{proof}

A test of this chapter compares the two sides for the mixture of \fig{heat/mixture}, a difference quotient of the entropy with an integral of the score, and finds five digits equal. The identity runs both ways. Forward, it says that diffusion destroys information at the rate
of the mean square score. Backward, it says what has to be supplied to create a density out of noise; that the score is also \emph{sufficient} is the subject of Part~II.

@*1 An explicit scheme.
Most equations of this book have no solution in closed form, so we learn to compute this one as if it had none. Put a grid of mesh~$h$ on the line, $x_j=x_0+jh$, and a step~$\tau$ on the time axis, $t_n=n\tau$, and
let $u_j^n$ approximate $u(x_j,t_n)$. Replace $\partial_tu$ by a forward difference and $\partial_x^2u$ by the central second difference $\delta^2u_j=u_{j-1}-2u_j+u_{j+1}$ over $h^2$. The result is called FTCS (forward in time, central in space):
@^FTCS@>
@^explicit scheme@>
\begin{equation}\label{eq:heat-ftcs}
  u_j^{n+1}=u_j^n+\lambda\,(u_{j-1}^n-2u_j^n+u_{j+1}^n),\qquad\lambda=\frac{D\tau}{h^2} .
\end{equation}
The only parameter left is~$\lambda$. Halving the mesh at fixed~$\lambda$ quarters the step.

The code keeps the line as a circle of |J| points: the neighbour of the last is the first. If the solution is negligible at the ends, it cannot tell the difference.
@^periodic boundary@>

@<Functions of the explicit scheme, declared@>=
void heat_ftcs_step(double *restrict v, const double *restrict u, int J, double lambda);
  /* one step \eqref{eq:heat-ftcs} from |u| to |v|, both of |J>=3| points on a circle */
void heat_ftcs(double *restrict u, double *restrict scratch, int J,@|
  double lambda, long steps); /* |steps| steps, in place; |scratch|: |J| values */

@ @<Functions for the explicit scheme@>=
void heat_ftcs_step(double *restrict v, const double *restrict u, int J, double lambda)
{
  v[0] = u[0]+lambda*((u[J-1]-2*u[0])+u[1]);
  for (int j=1; j<J-1; j++) v[j] = u[j]+lambda*((u[j-1]-2*u[j])+u[j+1]);
  v[J-1] = u[J-1]+lambda*((u[J-2]-2*u[J-1])+u[0]);
}

@ Steps in pairs, from |u| to |scratch| and back, copy nothing.

@<Functions for the explicit scheme@>=
void heat_ftcs(double *restrict u, double *restrict scratch, int J,@|
  double lambda, long steps)
{
  base_require(J>=3 && steps>=0, "heat_ftcs: J=%d, steps=%ld", J, steps);
  for (long n=0; n+1<steps; n+=2) {
    heat_ftcs_step(scratch, u, J, lambda);
    heat_ftcs_step(u, scratch, J, lambda);
  }
  if (steps%2!=0) {
    heat_ftcs_step(scratch, u, J, lambda);
    memcpy(u, scratch, (size_t)J*sizeof *u);
  }
}

@ Read \eqref{eq:heat-ftcs} once more, as $u_j^{n+1}=\lambda u_{j-1}^n+(1-2\lambda)u_j^n+\lambda u_{j+1}^n$. For $\lambda\le\frac12$ it \emph{is} Einstein's equation \eqref{eq:heat-jump}: a walker jumps left with probability~$\lambda$, right
with probability~$\lambda$, and stays with probability $1-2\lambda$. Its mean square jump is $2\lambda h^2=2D\tau$, as it should be. So the scheme inherits the conservation laws, on the grid and without any error.

\begin{theorem}[What the scheme keeps]\label{th:heat-discrete}
  Let $u^n$ be given on the infinite grid, with $\sum_jx_j^2\,\abs{u_j^0}<\infty$. For every $\lambda$,
  \begin{equation}\label{eq:heat-discrete}
    \begin{gathered}
    \sum_ju_j^{n+1}=\sum_ju_j^n,\qquad\sum_jx_ju_j^{n+1}=\sum_jx_ju_j^n,\\
    \sum_jx_j^2u_j^{n+1}=\sum_jx_j^2u_j^n+2D\tau\sum_ju_j^n .
    \end{gathered}
  \end{equation}
\end{theorem}
\begin{proof}
  Summation by parts: $\sum_j\varphi_j\,\delta^2u_j=\sum_ju_j\,\delta^2\varphi_j$, by shifting the index in absolutely convergent sums. The second differences of $1$, $x_j$ and $x_j^2$ are $0$, $0$ and~$2h^2$; and $2\lambda h^2=2D\tau$.
\end{proof}
@^summation by parts@>

@ When does the scheme stay bounded? There are two classical answers, and here they agree. The first looks at the values, the second at the waves.
@^stability@>

\begin{theorem}[Stability of FTCS]\label{th:heat-stability}
  (1) If $0\le\lambda\le\frac12$, then $\min_ju_j^n\le u_j^{n+1}\le\max_ju_j^n$ for all~$j$. (2) The scheme multiplies the wave $u_j=e^{i\theta j}$ in each step by
  \begin{equation}\label{eq:heat-growth}
    g(\theta)=1-4\lambda\sin^2\frac\theta2 .
  \end{equation}
  For $\lambda>0$, $\abs{g(\theta)}\le1$ for all $\theta$ if and only if $\lambda\le\frac12$; beyond, the sawtooth $u_j=(-1)^j$ grows by $4\lambda-1>1$ and changes sign in every step.
\end{theorem}
\begin{proof}
  (1) The coefficients $\lambda$, $1-2\lambda$, $\lambda$ are nonnegative with sum~1, so the new value is a mean of old values. (2) $e^{-i\theta}-2+e^{i\theta}=2\cos\theta-2=-4\sin^2(\theta/2)$. So $g$ runs from $1$ down to
  $1-4\lambda$, which it takes at $\theta=\pi$, and $1-4\lambda\ge-1$ means $\lambda\le\frac12$.
\end{proof}

@^growth factor@>

\showfig{heat/blowup}{The scheme at $\lambda=0.51$, two per cent over the limit, on the same smooth density. Left: the amplitude of the sawtooth $(-1)^j$ at each step (points, every fortieth), which begins as rounding error, and a line of the slope that theory gives, $(4\lambda-1)^n$.
  Right: the solution when the sawtooth has grown to a hundredth of a unit (red), on the exact density (black).}

@ The smooth density of \fig{heat/mixture} contains no sawtooth worth speaking of: \num{heat.sawtooth} to begin with, which is rounding. \fig{heat/blowup} shows that it is enough. \claim{heat.blowup} Theory says that at $\lambda=0.51$ each step multiplies it
by $-\num{heat.growth_theory}$; the factor measured over the last hundred steps is $-\num{heat.growth}$, and after \num{heat.blowup_step} steps the sawtooth exceeds the density itself. Instability is not a property of the data.
@^rounding error, growth of@>

@ How large is the error where the scheme is stable? We can do better than an upper bound: the leading term of the error is itself a solution to a heat equation, and known.
@^truncation error@>
@^order of convergence@>
@^leading error term@>

\begin{theorem}[Error of FTCS]\label{th:heat-error}
  Let $u$ solve $\partial_tu=D\,\partial_x^2u$ on $\RR\times[0,T]$, with $\partial_x^mu$ bounded and continuous for $m\le8$, let $0<\lambda\le\frac12$, and let $u_j^0=u(x_j,0)$. Then, with a constant $C$ that depends only on $D$ and the bounds,
  \begin{equation}\label{eq:heat-error}
    \Bigl\lvert u_j^n-u(x_j,t_n)+\tfrac12\bigl(\lambda-\tfrac16\bigr)Dh^2\,t_n\,\partial_x^4u(x_j,t_n)\Bigr\rvert\le C\,(1+t_n)\,t_n\,h^4
  \end{equation}
  for $t_n\le T$ and $h\le1$. So the order is two; and for $\lambda=\frac16$ it is four.
\end{theorem}
\begin{proof}
  For a function $f(x,t)$ let $Lf=\bigl(f(x,t+\tau)-f(x,t)\bigr)/\tau-D\bigl(f(x-h,t)-2f(x,t)+f(x+h,t)\bigr)/h^2$. If $f$ solves the heat equation and has six bounded derivatives in~$x$, then $\partial_tf=Df''$, $\partial_t^2f=D^2f''''$, and Taylor's formula in each difference gives
  \[
    Lf=\tfrac12\tau D^2f''''-\tfrac1{12}Dh^2f''''+\bigO{\tau^2+h^4}=\tfrac12\bigl(\lambda-\tfrac16\bigr)Dh^2f''''+\bigO{h^4},
  \]
  as $D\tau=\lambda h^2$. Let $c=\frac12(\lambda-\frac16)D$. This is $Lu=ch^2\partial_x^4u+\bigO{h^4}$. The function $q=\partial_x^4u$ solves the heat equation too, and has four bounded derivatives; so $Lq=\bigO{h^2}$, and
  \[
    L(tq)=q(x,t+\tau)+t\,Lq=q+\bigO{(1+t)h^2}.
  \]
  Therefore $U=u-ch^2tq$ satisfies $LU=\bigO{(1+t)h^4}$: it fulfils the scheme up to that. The difference $e_j^n=u_j^n-U(x_j,t_n)$ starts from zero and satisfies \eqref{eq:heat-ftcs} with an additional term
  $-\tau\,LU$. By Theorem~\ref{th:heat-stability}~(1), $\max_j\abs{e_j^{n+1}}\le\max_j\abs{e_j^n}+\tau\,C(1+t_n)h^4$. Add up the steps; the sum of the $\tau$ is~$t_n$.
\end{proof}

A mixture satisfies the hypotheses if all its variances are positive. We shall measure both orders, and the leading term itself, when there is something to compare with.

@*1 Implicit schemes.
The limit $\lambda\le\frac12$ is dear: half the mesh costs four times the steps, although the solution changes no faster than before. The way out is to take the second difference at the new time, or at both:
@^implicit schemes@>
@^backward Euler method@>
@^Crank--Nicolson method@>
\begin{equation}\label{eq:heat-implicit}
  u_j^{n+1}-\alpha\lambda\,\delta^2u_j^{n+1}=u_j^n+(1-\alpha)\lambda\,\delta^2u_j^n ,\qquad0\le\alpha\le1 .
\end{equation}
With $\alpha=0$ this is FTCS; $\alpha=1$ is the \emph{backward Euler} method, $\alpha=\frac12$ the method of \citet{crank1947}. A step with $\alpha>0$ solves a tridiagonal system, cyclic on the circle, in five operations an unknown and two more to
close the circle (Appendix~\ref{ch:linalg}). No product with a matrix is needed beside it: if
\begin{equation}\label{eq:heat-extrapolate}
  w-\alpha\lambda\,\delta^2w=u^n,\qquad\hbox{then}\qquad u^{n+1}=u^n+\frac1\alpha\,(w-u^n),
\end{equation}
for $(1-\alpha\lambda\,\delta^2)(w-u^n)=\alpha\lambda\,\delta^2u^n$. So $w$ is a backward Euler step of length $\alpha\tau$, and the scheme extrapolates through it; Crank and Nicolson go twice as far, to $2w-u^n$. We shall meet this formula again.

\begin{theorem}[Stability of implicit schemes]\label{th:heat-implicit}
  Let $\lambda>0$ and $\sigma=4\sin^2(\theta/2)$. (1) The scheme \eqref{eq:heat-implicit} multiplies the wave $e^{i\theta j}$ in each step by
  \begin{equation}\label{eq:heat-growth-alpha}
    g=r(\lambda\sigma),\qquad r(\xi)=\frac{1-(1-\alpha)\xi}{1+\alpha\xi} .
  \end{equation}
  If $\alpha\ge\frac12$, then $\abs g\le1$ for every $\lambda$ and $\theta$; if $\alpha<\frac12$, if and only if $\lambda\le1/(2-4\alpha)$. (2) Let $u^n$ be bounded and $\alpha>0$. If $4(1-\alpha)^2\lambda\le2-\alpha$, then $\inf_ju_j^n\le u_j^{n+1}\le\sup_ju_j^n$, on a circle and on the infinite grid; on the infinite grid only then. (3) If $\sum_jx_j^2\abs{u_j^0}<\infty$, mass, mean
  and variance obey \eqref{eq:heat-discrete}.
\end{theorem}
\begin{proof}
  (1) $\delta^2$ multiplies the wave by $-\sigma$. As $\xi\ge0$, $r\le1$; and $r\ge-1$ means $(1-2\alpha)\xi\le2$, which is to hold up to $\xi=4\lambda$. (2) Let $0<\rho<1$ solve $\alpha\lambda(1-\rho)^2=\rho$. On the infinite grid the bounded solution of \eqref{eq:heat-extrapolate} is
  $w_j=\sum_ig_{j-i}u_i^n$ with $g_j=\rho^{\abs j}/\sqrt{1+4\alpha\lambda}$: insert it, at $j\ne0$ and at $j=0$. The $g_j$ are positive with sum~1. So $u^{n+1}=u^n+(w-u^n)/\alpha$ is a sum of old values with weights of sum~1, of which all but the middle one are positive, and the middle one is
  $1-\frac1\alpha+\frac1\alpha(1+4\alpha\lambda)^{-1/2}$. It is nonnegative if and only if $(1-\alpha)\sqrt{1+4\alpha\lambda}\le1$, which is the condition. Then $u^{n+1}_j$ is a mean; otherwise a point mass gets a negative value. A circle is a periodic grid.
  (3) By (2) $\sum_jx_j^2\abs{u_j^n}$ remains finite. Sum \eqref{eq:heat-implicit} against $\varphi=1,x,x^2$ by parts; $\delta^2\varphi$ is a constant $c$ ($0$, $0$, $2h^2$), so
  $\sum\varphi u^{n+1}=\sum\varphi u^n+c\lambda\bigl(\alpha\sum u^{n+1}+(1-\alpha)\sum u^n\bigr)$, and the first case says that the two masses are equal.
\end{proof}
Backward Euler obeys the maximum principle for every~$\lambda$; Crank--Nicolson is stable for every~$\lambda$ but obeys it only for $\lambda\le\frac32$. A figure of the next pages has the four growth factors at $\lambda=2$ on its left, and on them what the code does to a wave.

@ The error of these schemes can be bounded wave by wave, and the constants turn out to be the right ones.
@^order of convergence@>

\begin{theorem}[Error of implicit schemes]\label{th:heat-implicit-error}
  On a circle let $u(x,0)=\sum_kc_ke^{ikx}$ with $\sum_kk^6\abs{c_k}<\infty$, let $\frac12\le\alpha\le1$ and $u_j^0=u(x_j,0)$. Then for every $\lambda$
  \begin{equation}\label{eq:heat-implicit-error}
    \abs{u_j^n-u(x_j,t_n)}\le t_n\sum_k\abs{c_k}\Bigl(\tfrac1{12}Dh^2k^4+(\alpha-\tfrac12)D^2\tau\,k^4+\tfrac\alpha6D^3\tau^2k^6\Bigr).
  \end{equation}
\end{theorem}
\begin{proof}
  One wave, $\theta=kh$: it is multiplied by $g^n$ instead of $q^n$, $q=e^{-\lambda k^2h^2}$. Both are at most~1 in absolute value, so $\abs{g^n-q^n}\le n\abs{g-q}\le n\abs{r(\xi)-e^{-\xi}}+n\abs{e^{-\xi}-q}$ with $\xi=\lambda\sigma$. From $\theta^2-\frac1{12}\theta^4\le\sigma\le\theta^2$ the
  second term is at most $n\lambda\,(\theta^2-\sigma)\le\frac1{12}n\lambda k^4h^4=\frac1{12}t_nDh^2k^4$. For the first let $\phi(\xi)=(1+\alpha\xi)\bigl(r(\xi)-e^{-\xi}\bigr)=1-(1-\alpha)\xi-(1+\alpha\xi)e^{-\xi}$. Then
  $\phi(0)=\phi'(0)=0$ and $\phi''(\xi)=(2\alpha-1-\alpha\xi)\,e^{-\xi}$, hence $\abs{\phi''}\le2\alpha-1+\alpha\xi$, and integrating twice $\abs{r-e^{-\xi}}\le\abs\phi\le(\alpha-\frac12)\xi^2+\frac\alpha6\xi^3$. Insert $\xi\le\lambda\theta^2=D\tau k^2$ and $n\tau=t_n$.
\end{proof}

Backward Euler has the order one in~$\tau$, Crank--Nicolson two, and both two in~$h$. To leading order the error is the bound with signs: expand $\ln g=-\lambda\sigma+(\alpha-\frac12)(\lambda\sigma)^2-\bigl(\frac13-\alpha+\alpha^2\bigr)(\lambda\sigma)^3+\dots$, use $n\lambda h^2=Dt_n$, and read $k^4$ as $\partial_x^4$, $k^6$ as
$-\partial_x^6$. For $\alpha=\frac12$ the bracket is $\frac1{12}$, and in all
@^leading error term@>
\begin{equation}\label{eq:heat-leading}
  u_j^n-u\approx Dt_n\Bigl(\bigl(\tfrac1{12}h^2+(\alpha-\tfrac12)D\tau\bigr)\,\partial_x^4u+\tfrac1{12}(D\tau)^2\,\partial_x^6u\Bigr),
\end{equation}
where the last term matters for $\alpha=\frac12$ only. At $\alpha=0$ it is Theorem~\ref{th:heat-error}. There the bracket vanishes for $\lambda=\frac16$, and the same expansion with $\sigma=\theta^2-\frac1{12}\theta^4+\frac1{360}\theta^6-\dots$ gives
\begin{equation}\label{eq:heat-sixth}
  u_j^n-u\approx-\tfrac1{540}Dt_nh^4\,\partial_x^6u .
\end{equation}

@ Real problems have walls. Ours stand on a line of |n| nodes of mesh~$h$ in one of three ways. A wall that absorbs is a node outside with the value zero. A wall that is sealed stands halfway between the last node and its mirror image, which has
the same value: nothing flows between equals.
@^absorbing wall@>
@^sealed wall@>

@<Functions of the other schemes, declared@>=
typedef enum {
  HEAT_CIRCLE, /* nodes at $jh$, $0\le j<n$; the circle's length is $nh$ */
  HEAT_ABSORBING, /* nodes at $(j+1)h$, $u=0$ at the walls $0$ and $(n+1)h$ */
  HEAT_SEALED /* nodes at $(j+\frac12)h$, $\partial_xu=0$ at the walls $0$ and $nh$ */
} HeatBoundary;
typedef struct HeatImplicit HeatImplicit;
HeatImplicit *heat_implicit_new(int n, HeatBoundary boundary,@|
  double lambda, double alpha);
  /* the scheme \eqref{eq:heat-implicit} on |n>=3| nodes; |lambda>=0|, |0<alpha<=1| */
void heat_implicit_steps(double *u, HeatImplicit *s, long steps); /* |u|: |n| values */
void heat_implicit_free(HeatImplicit *s);

@ A sealed wall changes the first and the last diagonal element, from $1+2\alpha\lambda$ to $1+\alpha\lambda$.

@<Functions for implicit schemes@>=
struct HeatImplicit {@+int n;@+ double gain, *w;@+ LinalgCyclic *circle;@+ LinalgSplit *walls;@+};
@#
HeatImplicit *heat_implicit_new(int n, HeatBoundary boundary,@|
  double lambda, double alpha)
{
  base_require(n>=3 && lambda>=0 && alpha>0 && alpha<=1,@|
    "heat_implicit_new: n=%d, lambda=%g, alpha=%g", n, lambda, alpha);
  HeatImplicit *s = base_new(1, sizeof *s);
  double *a = base_reals((size_t)n), *b = base_reals((size_t)n);
  for (int i=0; i<n; i++) a[i] = -alpha*lambda, b[i] = 1+2*alpha*lambda;
  if (boundary==HEAT_SEALED) b[0] -= alpha*lambda, b[n-1] -= alpha*lambda;
  s->n = n, s->gain = 1/alpha, s->w = base_reals((size_t)n);
  if (boundary==HEAT_CIRCLE) s->circle = linalg_cyclic_new(n, a, b, a);
  else s->walls = linalg_split_new(n, a, b, a);
  free(a), free(b);
  return s;
}

@ @<Functions for implicit schemes@>=
void heat_implicit_steps(double *u, HeatImplicit *s, long steps)
{
  for (; steps>0; steps--) {
    if (s->circle!=NULL) linalg_cyclic_solve(s->w, s->circle, u);
    else linalg_split_solve(s->w, s->walls, u);
    for (int i=0; i<s->n; i++) u[i] += s->gain*(s->w[i]-u[i]); /* \eqref{eq:heat-extrapolate} */
  }
}
@#
void heat_implicit_free(HeatImplicit *s)
{
  linalg_cyclic_free(s->circle), linalg_split_free(s->walls);
  free(s->w), free(s);
}

@ Stable for every $\lambda$ does not mean good for every~$\lambda$. On the right of \fig{heat/ringing} a box diffuses in four large steps. Backward Euler draws a plausible curve; Crank--Nicolson, of higher order, rings at the edges. The
formula \eqref{eq:heat-extrapolate} tells why. As the mesh becomes fine, $w$ solves $w-\frac12D\tau\,w''=u^n$ and is continuous, even where $u^n$ jumps. So the jump of $u^{n+1}=2w-u^n$ is that of $u^n$ with the sign changed, and the one after it again: \emph{the jump
stays for ever}, whatever the step. On a grid the wave $\theta=\pi$ is at least multiplied by $(1-2\lambda)/(1+2\lambda)$, close to~$-1$.
@^ringing@>
\claim{heat.ringing} In the figure, with $\lambda=25$, this is \num{heat.ring_theory}, measured \num{heat.ring_factor}; after the four steps the largest error is \num{heat.ring_cn}, and that of backward Euler \num{heat.ring_be}. The theorem on the error is not violated: for a box $\abs{c_k}$ decays
like $1/k$, and its hypothesis fails. Exercise~\ref{ex:heat-rannacher} has the cure.

\showfig{heat/ringing}{Left: the factor by which one step at $\lambda=2$ multiplies the wave $e^{i\theta j}$; curves from \eqref{eq:heat-growth-alpha}, points from the code. FTCS leaves the picture. Right: a box (grey) after four steps
  at $\lambda=25$: Crank--Nicolson (purple) and backward Euler (red), on the exact solution (black).}

@*1 Waves on a circle.
The best scheme is \eqref{eq:heat-decay} itself. On a circle of length~$\ell$ a function is a sum of waves $e^{ikx}$ with $k=2\pi m/\ell$, $m\in\ZZ$. Given $N$ values $u_j$, find the sum of the $N$ slowest waves that passes
through them; multiply each by $e^{-Dk^2t}$; evaluate on the grid. There is no time step: the \emph{spectral propagator} is exact in time.
@^spectral propagator@>
@^spectral accuracy@>

\begin{theorem}[Spectral accuracy]\label{th:heat-spectral}
  Let $u_0(x)=\sum_mc_me^{ik_mx}$, $k_m=2\pi m/\ell$, with $\sum\abs{c_m}<\infty$, and let there be $N$ nodes. For $\abs m\ge N/2$ let $m'$ be the index with $\abs{m'}\le N/2$ that differs from $m$ by a multiple of~$N$. At every node and every $t\ge0$ the result of the spectral propagator differs from $P_tu_0$ by at most
  \begin{equation}\label{eq:heat-spectral}
    \sum_{\abs m\ge N/2}\abs{c_m}\bigl(e^{-Dk_{m'}^2t}-e^{-Dk_m^2t}\bigr)\le\sum_{\abs m\ge N/2}\abs{c_m} .
  \end{equation}
\end{theorem}
\begin{proof}
  Both are linear in $u_0$, so look at one wave. With $\abs m<N/2$ it is among the slow ones and treated exactly. Otherwise it has on the nodes the same values as the wave~$m'$, its \emph{alias} (Theorem~\ref{th:fourier-alias}), and decays like that one instead of like itself: on the nodes, where the two agree, its coefficient is wrong by the
  bracket.
\end{proof}
@^aliasing@>

The drops have $\abs{c_m}\le\frac1\ell\sum_jw_je^{-v_jk_m^2/2}$: the error falls faster than any power of~$h$. \claim{heat.spectral} Given at $t=0.2$, when the narrowest of the drops has the standard deviation~0.49, they are carried to
$t=0.5$ on $N=128$ nodes with an error of \num{heat.spectral_error}.

@ How many operations? The coefficients $y_m=\frac1N\sum_ju_je^{-2\pi ijm/N}$ look like $N^2$. But let $N$ be even, and let $y'$ and $y''$ be the coefficients of the $N/2$ values of even and of odd index. Then for $0\le m<N/2$
@^fast Fourier transform@>
\begin{equation}\label{eq:heat-fft}
  y_m=\tfrac12\bigl(y'_m+e^{-2\pi im/N}y''_m\bigr),\qquad y_{m+N/2}=\tfrac12\bigl(y'_m-e^{-2\pi im/N}y''_m\bigr).
\end{equation}
A transform of length $N$ is two of length $N/2$ and $N$ additions, so its cost obeys $C(N)=2C(N/2)+\bigO{N}$, which is $\bigO{N\log N}$. For real data and $N$ a power of two
it takes about $\frac52N\log_2N$ additions and multiplications. A spectral step is one transform, one real factor for each of $\frac12N+1$ complex numbers, and a transform back: $5\log_2N+1$ operations a node.

@ Walls need no new method, only a mirror.

\begin{lemma}[Reflection]\label{th:heat-reflection}
  Let $f$ be continuous on $[0,\ell]$, extended to the line with the period $2\ell$, either as an odd function (if $f(0)=f(\ell)=0$) or as an even one. Then for $t>0$ $P_tf$ is zero at $0$ and~$\ell$ in the odd case, and flat there in the even one.
\end{lemma}
\begin{proof}
  $\Gamma$ is even, so $P_t$ commutes with $x\mapsto-x$ and with shifts: $P_tf$ is odd (even) and $2\ell$-periodic, hence odd (even) about~$\ell$ too.
\end{proof}
@^sine transform@>
@^cosine transform@>
@^reflection@>

Odd functions of period $2\ell$ are sums of $\sin(\pi kx/\ell)$, even ones of $\cos(\pi kx/\ell)$. So absorbing walls ask for a sine transform, sealed walls for a cosine transform (Appendix~\ref{ch:fourier}), with the factor $e^{-D(\pi k/\ell)^2t}$. In the plane a wave $e^{i(kx+ly)}$ decays like
$e^{-Dk^2t}e^{-Dl^2t}$: the same transform is made along rows and columns.

@<Functions of the other schemes, declared@>=
typedef struct HeatSpectral HeatSpectral;
HeatSpectral *heat_spectral_new(int m, int n, double h,@|
  HeatBoundary boundary, double Dt);
  /* the propagator over $Dt$ on $m$ by $n$ nodes of mesh $h>0$, |m=1| for one dimension; |Dt<0| runs backward */
void heat_spectral_limit(HeatSpectral *s, double most);
  /* removes the waves whose factor exceeds |most| */
void heat_spectral_step(double *u, HeatSpectral *s);
  /* |u|: $m$ by $n$, row-major, aligned as |base_reals| aligns it */
void heat_spectral_free(HeatSpectral *s);

@ The factors are computed once. On the circle the coefficients are complex and half of them are enough, since the others are their conjugates.

@<Functions for the spectral propagator@>=
struct HeatSpectral {
  int size; /* number of factors */
  double *factor;
  double complex *y;
  FourierReal *circle;
  FourierTrig *walls;
};
@#
static double frequency(int i, int n, double h, HeatBoundary boundary)
{
  if (boundary==HEAT_CIRCLE) return 2*pi*fourier_mode(i, n)/(n*h);
  return boundary==HEAT_ABSORBING ? pi*(i+1)/((n+1)*h) : pi*i/(n*h);
}

@ @<Functions for the spectral propagator@>=
HeatSpectral *heat_spectral_new(int m, int n, double h,@|
  HeatBoundary boundary, double Dt)
{
  base_require(m>=1 && n>=1 && h>0, "heat_spectral_new: m=%d, n=%d, h=%g", m, n, h);
  HeatSpectral *s = base_new(1, sizeof *s);
  FourierKind kind = boundary==HEAT_ABSORBING ? FOURIER_SINE : FOURIER_MIDPOINT;
  int columns = boundary==HEAT_CIRCLE ? n/2+1 : n;
  s->size = m*columns, s->factor = base_reals((size_t)s->size);
  for (int i=0; i<m; i++)
    for (int k=0; k<columns; k++) {
      double a = m==1 ? 0 : frequency(i, m, h, boundary), b = frequency(k, n, h, boundary);
      s->factor[i*columns+k] = exp(-Dt*(a*a+b*b));
    }
  if (boundary==HEAT_CIRCLE)
    s->circle = fourier_real_new(m, n), s->y = base_new((size_t)s->size, sizeof *s->y);
  else s->walls = fourier_trig_new(m, n, m==1 ? FOURIER_NONE : kind, kind);
  return s;
}

@ @<Functions for the spectral propagator@>=
void heat_spectral_step(double *u, HeatSpectral *s)
{
  if (s->circle!=NULL) {
    fourier_real_forward(s->y, s->circle, u);
    for (int i=0; i<s->size; i++) s->y[i] *= s->factor[i];
    fourier_real_inverse(u, s->circle, s->y);
  } else {
    fourier_trig_forward(u, s->walls, u);
    for (int i=0; i<s->size; i++) u[i] *= s->factor[i];
    fourier_trig_inverse(u, s->walls, u);
  }
}

@ @<Functions for the spectral propagator@>=
void heat_spectral_limit(HeatSpectral *s, double most)
{
  for (int i=0; i<s->size; i++) if (s->factor[i]>most) s->factor[i] = 0;
}
@#
void heat_spectral_free(HeatSpectral *s)
{
  fourier_real_free(s->circle), fourier_trig_free(s->walls);
  free(s->factor), free(s->y), free(s);
}

@*1 No way back.
To an engineer $e^{-Dk^2t}$ is a low-pass filter: waves much longer than $2\pi\sqrt{Dt}$ pass, much shorter ones do not. \fig{heat/spectrum} shows it at work. The exact spectrum of the drops falls like a
Gaussian, ever narrower; the computed one follows it for sixteen digits, down to a floor of rounding errors. What has sunk below the floor is not in the data any more. To run the equation backward is to multiply by $e^{+Dk^2t}$ what is there instead.
@^low-pass filter@>
@^backward heat equation@>
@^ill-posed problem@>

\showfig{heat/spectrum}{Spectrum of the three drops at four times: exact (curves) and from 384 values by the fast Fourier transform (points). Diffusion narrows it. The points stop at the rounding errors of the transform: of the waves beyond, nothing is left to be amplified.}

\begin{theorem}[No way back]\label{th:heat-backward}
  Let $T>0$. (1) For all $M,\varepsilon>0$ there is a smooth bounded $f$ with $\sup\abs f=M$ and $\sup\abs{P_Tf}\le\varepsilon$. (2) On a circle let $\norm{f}$ be the root mean square of~$f$. If $\norm{f}\le M$ and
  $\norm{P_Tf}\le\varepsilon$, then $\norm{P_tf}\le M^{1-t/T}\,\varepsilon^{t/T}$ for $0\le t\le T$.
\end{theorem}
\begin{proof}
  (1) $f=M\cos kx_1$ with $e^{-Dk^2T}M\le\varepsilon$. (2) Write $\norm{P_tf}^2=\sum\abs{c_k}^2e^{-2Dk^2t}=\sum\bigl(\abs{c_k}^2\bigr)^{1-t/T}\bigl(\abs{c_k}^2e^{-2Dk^2T}\bigr)^{t/T}$ and use H\"older's inequality with the exponents $T/(T-t)$ and $T/t$.
\end{proof}

Let $f$ be the difference of two candidates for the past, and $\varepsilon$ the accuracy to which we know the present. (1) says that they may differ by any amount. A problem whose solution does not depend continuously on the data is \emph{ill-posed};
and most data have no past at all, since $P_Tf$ is smooth. (2) is the good news: if something is known of the past beforehand, here a bound, half of the way back is possible with half of the digits. The news ends at $t=0$, where the bound
is~$M$: nothing gained.

@ In numbers: a wave survives if $e^{-Dk^2t}>\varepsilon$, so the shortest that can be brought back has the length $2\pi\sqrt{Dt/\ln(1/\varepsilon)}$. Accuracy hardly helps: to see details half as large one needs four times as many digits. In \fig{heat/picture} letters
with strokes of six pixels diffuse, between sealed walls, until $Dt=18$. \claim{heat.backward} All waves multiplied back, the largest value is \num{heat.back_largest}. If the blurred picture has 256 grey levels and we let a factor be at most~100, waves down
to \num{heat.back_cut_grey} pixels return; with the sixteen digits of the computation and factors up to $10^{12}$, down to \num{heat.back_cut_double}. The root mean square error is \num{heat.back_grey} and \num{heat.back_double}, where a grey page would have \num{heat.back_page}.
@^deblurring@>

\showfig{heat/picture}{Above: letters under the heat flow. Below: the last picture run backward: with all waves; rounded to 256 grey levels, factors up to $100$; with sixteen digits, factors up to $10^{12}$.
  What the flow has forgotten cannot be computed from what it left.}

So generating a picture cannot mean running \eqref{eq:heat} backward on one blurred picture, nor on the density of all pictures: both are ill-posed. A diffusion model goes backward all the same, because it is given more. It knows, at every time and place, the score of
the density, by \eqref{eq:heat-score} the mean of the past given the present; and this it has learnt from data at $t=0$, where nothing is forgotten yet. The information does not come out of the noise. It comes out of the examples.
@^score@>

@*1 What accuracy costs.
\fig{heat/error} compares all methods on the three drops, at $t=\frac12$, against \eqref{eq:heat-mixture-t}; the implicit ones take $\tau=h/4$, so that $\lambda=1/(8h)$. The lines on the left are predictions: \eqref{eq:heat-leading} and \eqref{eq:heat-sixth} for the schemes, the bound \eqref{eq:heat-spectral} for the spectral
propagator. \claim{heat.order} The measured slopes are \num{heat.order_ftcs} for FTCS at $\lambda=0.4$, \num{heat.order_sixth} at $\lambda=\frac16$, \num{heat.order_be} for backward Euler and \num{heat.order_cn} for Crank--Nicolson, where theory says 2, 4, 1 and~2. \claim{heat.leading} On the finest grid the errors differ from the predicted leading term by the fractions
\num{heat.leading_ftcs} and \num{heat.leading_sixth} for FTCS, and \num{heat.leading_cn} for Crank--Nicolson. We knew them before the run.
@^error against cost@>

\showfig{heat/error}{Largest error at $t=\frac12$, against the mesh and against the number of operations; $\tau=\lambda h^2/D$ for FTCS, $\tau=h/4$ for the implicit schemes, no step for the spectral propagator. The lines on the left are computed from theory, not fitted. A method of higher order wins in the end; a method that is exact in time wins at once.}

\begin{wrong}[Smaller steps are always better]
  ``A smaller time step is always more accurate.'' \claim{heat.smaller} On the finest grid of \fig{heat/error} the error of FTCS at $\lambda=0.05$ is \num{heat.smaller_ratio} times that at $\lambda=\frac16$, although it takes more than three times as many steps. By \eqref{eq:heat-leading} the errors of space and
  time have opposite signs for $\alpha<\frac12$, and at $\lambda=\frac16$ they cancel.
\end{wrong}
@^cancellation of errors@>

@ Errors are bought with operations (Table~\ref{tab:heat-methods} and \fig{heat/error}, right). \claim{heat.cost} For an error of $10^{-5}$ backward Euler needs \num{heat.cost_be} operations, FTCS at $\lambda=0.4$ \num{heat.cost_ftcs}, Crank--Nicolson \num{heat.cost_cn}, FTCS at $\lambda=\frac16$ \num{heat.cost_sixth}, the spectral propagator
\num{heat.cost_spectral}. An error $\varepsilon$ asks for $J\sim\varepsilon^{-1/2}$ nodes and, with FTCS, $\varepsilon^{-1}$ steps: the cost is $\varepsilon^{-3/2}$, with Crank--Nicolson $\varepsilon^{-1}$, with backward Euler $\varepsilon^{-2}$ at $\tau\sim h$. At $\lambda=\frac16$ it is $\varepsilon^{-3/4}$, and with waves no
more than a power of $\ln(1/\varepsilon)$. But waves want constant coefficients and a circle or a box. The schemes do not, and the next chapters need them. \claim{heat.conserve} All four keep the mass, here to \num{heat.mass_error} relative, and let the variance grow by $2Dt$ to \num{heat.variance_error}.

\begin{table}[tbp]\centering\small
\caption{Methods for the heat equation; $\sigma=4\sin^2(\theta/2)$. Operations are additions and multiplications a node and step; the spectral propagator needs one step only.}\label{tab:heat-methods}
\begin{tabular}{@@{}lcllc@@{}}
\toprule
method & factor of $e^{i\theta j}$ & stable & error & operations\\
\midrule
FTCS & $1-\lambda\sigma$ & $\lambda\le\frac12$ & $h^2$, at $\lambda=\frac16$ $h^4$ & 5\\
backward Euler & $1/(1+\lambda\sigma)$ & always & $h^2+\tau$ & 10\\
Crank--Nicolson & $(1-\frac12\lambda\sigma)/(1+\frac12\lambda\sigma)$ & always & $h^2+\tau^2$ & 10\\
spectral & $e^{-\lambda\theta^2}$, exact & always & as $\abs{c_m}$ & $5\log_2N+1$\\
\bottomrule
\end{tabular}
\end{table}

@*1 The program.
The program has four parameters:
\parameters{heat}
Each of the following paragraphs is one experiment, which hands its numbers to the prose, checks the claims about them, and draws. They share one
mixture, three components on the line, and the circle of length~24 on which the grid lies.

@(heat_main.c@>=
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
#include "fourier.h"
#include "heat.h"
@#
@<What the experiments of the heat program share@>@;
@<Helpers of the heat program@>@;
@<Experiments of the heat program@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "heat", table, 4);
  x = base_reals(MOST), u = base_reals(MOST), v = base_reals(MOST);
  measure_ink();@+ walk();@+ draw_superposition();@+ draw_mixture();@+ measure_scores();
  blow_up();@+ ring();@+ draw_spectrum();@+ measure_moments();@+ measure_errors();@+ draw_picture();
  return results_end();
}

@ @<What the experiments of the heat program share@>=
static const double pi = 3.14159265358979323846;
static const double weights[3] = {0.40, 0.35, 0.25}, means[3] = {-1.2, 0.5, 2.0};
static const double variances[3] = {0.09, 0.04, 0.36};
static const HeatMixture drops = {3, 1, weights, means, variances};
static const double D = 0.5, left = -12, length = 24; /* the circle is $[-12,12)$ */
static double lambda, end_time;
static int points, walkers;
static const CliParam table[] = {@|
  {"lambda", CLI_REAL, &lambda, 0.4, 0.01, 0.5, "lambda of the explicit scheme"},@|
  {"time", CLI_REAL, &end_time, 0.5, 0.05, 4, "time at which the mixture is compared"},@|
  {"points", CLI_INT, &points, 192, 64, 1024, "grid points of the coarsest grid"},@|
  {"walkers", CLI_INT, &walkers, 100000, 100, 1000000, "number of random walkers"}
};
enum {@+MOST=1<<20@+};
static double *x, *u, *v; /* a grid, and what lives on it */
static const int palette[4] = {PLOT_VERMILLION, PLOT_ORANGE, PLOT_GREEN, PLOT_BLUE};

@ Solutions live on equidistant grids. Most numbers of the prose are also compared with something.

@<Helpers of the heat program@>=
static void exact(double *y, int J, double x0, double h, double t) /* on a grid, left in |x| */
{
  for (int j=0; j<J; j++) x[j] = x0+j*h;
  heat_mixture_density(y, &drops, 1, 2*D*t, (size_t)J, x);
}
@#
static double largest(int n, const double *y) /* $\max_j\abs{y_j}$ */
{
  double top = 0;
  for (int j=0; j<n; j++) top = fmax(top, fabs(y[j]));
  return top;
}
@#
static void tell(const char *name, double value, const char *format,@|
  const char *claim, double low, double high)
{
  results_number(name, value, format), results_within(claim, value, low, high);
}

@ One function runs any of the methods on the circle: |n| steps of \eqref{eq:heat-implicit} over the time~$t$, or, if |n==0|, the spectral propagator.

@<Helpers of the heat program@>=
static void advance(double *y, int J, double t, double alpha, long n)
{
  double h = length/J, l = D*t/((double)n*h*h);
  if (n==0) {
    HeatSpectral *s = heat_spectral_new(1, J, h, HEAT_CIRCLE, D*t);
    heat_spectral_step(y, s), heat_spectral_free(s);
  } else if (alpha==0) heat_ftcs(y, v, J, l, n);
  else {
    HeatImplicit *s = heat_implicit_new(J, HEAT_CIRCLE, l, alpha);
    heat_implicit_steps(y, s, n), heat_implicit_free(s);
  }
}

@ \emph{Ink and walkers.} Each jump is uniform on $[-\sqrt3,\sqrt3]$, with variance $1=2D\tau$ for $\tau=1$. Jump number $n$ takes its random numbers from stream~$n$. The mean square is a mean of independent numbers, and |stats_mean| knows how far to trust it.

@<Experiments of the heat program@>=
static void measure_ink(void)
{
  double ink = 1e-9, hour = 3600, glass = 0.1; /* square metres a second, seconds, metres */
  results_quantity("heat.ink_hour", 1e3*sqrt(2*ink*hour), "%.1f", "mm");
  results_number("heat.ink_days", glass*glass/(2*ink)/(24*hour), "%.0f");
  results_number("heat.speed_exponent", -1/(4*ink), "%.1e");
}
@#
static void walk(void)
{
  int M = cli_quick() ? 1000 : walkers;
  double ratio, chance;
  memset(x, 0, (size_t)M*sizeof *x);
  for (int n=1; n<=30; n++) {
    rng_uniform(u, (size_t)M, cli_seed(), (uint64_t)n, 0);
    for (int i=0; i<M; i++) x[i] += sqrt(3)*(2*u[i]-1);
  }
  for (int i=0; i<M; i++) u[i] = x[i]*x[i]/30;
  stats_mean(&ratio, &chance, M, u);
  tell("heat.walk_ratio", ratio, "%.4f", "heat.walk", 1-5*chance, 1+5*chance);
  results_number("heat.walk_se", chance, "%.4f");
}

@ \emph{Superposition.} Point masses are a mixture whose variances are zero, so the sum needs no new code.

@<Experiments of the heat program@>=
static void draw_superposition(void)
{
  enum {@+masses=18, n=281@+};
  double w[masses], y[masses], none[masses] = {0}, gap = 7.0/masses;
  const HeatMixture cut = {masses, 1, w, y, none};
  Plot *p = plot_new("superposition", 122, 42);
  exact(w, masses, -3+gap/2, gap, 0);
  for (int k=0; k<masses; k++) y[k] = x[k], w[k] *= gap; /* the mass of a slice */
  plot_grid(p, 1, 2);
  for (int panel=0; panel<2; panel++) {
    double s2 = panel==0 ? 0.09*gap*gap : gap*gap; /* $2Dt$ */
    plot_panel(p, panel);
    plot_axes(p, -3.5, 4.5, 0, 0.75, 0, "$x$", panel==0 ? "$u(x,t)$" : "");
    exact(v, n, -3.5, 8.0/(n-1), s2/(2*D));
    for (int k=0; k<masses; k++) {
      for (int j=0; j<n; j++) u[j] = w[k]*heat_kernel(1, (x[j]-y[k])*(x[j]-y[k]), s2);
      plot_curve(p, PLOT_SKY, 1, 0, "curve", n, x, u);
    }
    heat_mixture_density(u, &cut, 1, s2, n, x);
    plot_curve(p, PLOT_BLUE, 1, 0, "curve", n, x, u);
    plot_curve(p, PLOT_VERMILLION, 1, PLOT_DASHED, "exact", n, x, v);
  }
  plot_end(p);
}

@ \emph{The opening picture.} Exact curves first, computed points over them, where they are seen.

@<Experiments of the heat program@>=
static void draw_mixture(void)
{
  static const double share[4] = {0, 0.1, 0.3, 1}; /* of the final time */
  double h = length/points, t;
  char label[32];
  int steps = (int)ceil(end_time*D/(lambda*h*h)-1e-9), first = points/3, seen = 3*points/8;
  Plot *p = plot_new("mixture", 122, 52);
  plot_axes(p, -4, 5, 0, 0.75, 0, "$x$", "$u(x,t)$");
  for (int i=0; i<4; i++) {
    int done = (int)lround(share[i]*steps);
    t = end_time*done/steps;
    exact(u, 401, -4, 9.0/400, t), plot_curve(p, palette[i], 1, 0, "curve", 401, x, u);
    snprintf(label, sizeof label, "$t$ = %.3g", t);
    plot_text(p, 0.8+0.1*i, u[200], "lb", label); /* beside the peak at $\frac12$ */
    exact(u, points, left, h, 0);
    heat_ftcs(u, v, points, end_time*D/(steps*h*h), done);
    plot_points(p, "computed", seen, x+first, u+first, PLOT_CIRCLE);
  }
  plot_end(p);
  exact(u, points, left, h, end_time), exact(v, points, left, h, end_time/2);
  for (int j=0; j<points; j++) v[j] -= u[j];
  double lost = 100*largest(points, v)/largest(points, u);
  tell("heat.half_error", lost, "%.0f", "heat.half", 10, 50);
}

@ \emph{Scores far away.} A careless program forms $\nabla p/p$ and fails where $p$ is rounded to zero. At such distances only the widest component is left, so the true score is linear.

@<Experiments of the heat program@>=
static void measure_scores(void)
{
  double far = 5, p = 1, s, worst = 0;
  for (; far<100 && p>0; far+=0.01) heat_mixture_density(&p, &drops, 1, 0, 1, &far);
  for (double y=far; y<1000; y+=1) {
    heat_mixture_score(&s, &drops, 1, 0, 1, &y);
    worst = fmax(worst, fabs(s*variances[2]/(means[2]-y)-1));
  }
  tell("heat.naive_x", far, "%.1f", "heat.naive", 20, 30);
  results_number("heat.naive_sigma", (far-means[2])/sqrt(variances[2]), "%.0f");
  tell("heat.stable_error", worst, "%.0e", "heat.naive", 0, 1e-12);
}

@ \emph{Blow-up.} The amplitude of the sawtooth is $\abs{\frac1J\sum_j(-1)^ju_j}$. The run goes on until it exceeds the density.

@<Helpers of the heat program@>=
static double sawtooth(int J, const double *y)
{
  double sum = 0;
  for (int j=0; j<J; j++) sum += (j%2!=0 ? -1 : 1)*y[j]/J;
  return fabs(sum);
}

@ @<Experiments of the heat program@>=
static void blow_up(void)
{
  enum {@+J=768, most=1500, first=256, seen=289@+}; /* those from $-4$ to 5 are drawn */
  const double l = 0.51, theory = 4*l-1; /* two per cent over the limit */
  double h = length/J, amplitude[most+1], step[most], growth, shown = 0;
  int n;
  Plot *p = plot_new("blowup", 122, 44);
  plot_grid(p, 1, 2), plot_panel(p, 1);
  plot_axes(p, -4, 5, -0.05, 0.35, 0, "$x$", "$u$");
  exact(u, J, left, h, 0);
  for (n=0; (amplitude[n]=sawtooth(J, u))<0.4 && n<most; n++) {
    if (n>0 && amplitude[n]>1e-2 && amplitude[n-1]<=1e-2) {
      plot_curve(p, PLOT_VERMILLION, 1, 0, "curve", seen, x+first, u+first);
      shown = n*l*h*h/D; /* the time at which the sawtooth is shown */
    }
    heat_ftcs(u, v, J, l, 1);
  }
  growth = pow(amplitude[n]/amplitude[n-100], 0.01);
  tell("heat.sawtooth", amplitude[0], "%.0e", "heat.blowup", 0, 1e-15);
  results_number("heat.growth_theory", theory, "%.4f");
  tell("heat.growth", growth, "%.4f", "heat.blowup", theory-1e-3, theory+1e-3);
  tell("heat.blowup_step", n, "%.0f", "heat.blowup", 700, 1300);
  exact(v, J, left, h, shown);
  plot_curve(p, PLOT_BLACK, 1, 0, "curve", seen, x+first, v+first);
  double ends[2] = {0, n}, slope[2] = {amplitude[n]*pow(theory, -n), amplitude[n]};
  plot_panel(p, 0);
  plot_axes(p, 0, 1100, 1e-20, 10, PLOT_LOG_Y, "step $n$", "sawtooth");
  plot_curve(p, PLOT_BLACK, 1, 0, "curve", 2, ends, slope);
  for (int i=0; 40*i<=n; i++) step[i] = 40*i, amplitude[i] = amplitude[40*i];
  plot_dots(p, PLOT_VERMILLION, PLOT_CIRCLE, "computed", n/40+1, step, amplitude);
  plot_end(p);
}

@ \emph{Ringing.} Four methods meet all waves of a circle of 48 nodes. The initial wave is $\cos\theta j$, whose value at $j=0$ is~1, so the value there after one step is the factor.

@<Experiments of the heat program@>=
static void ring(void)
{
  static const double alpha[4] = {0, 0, 1, 0.5}; /* the first is the spectral propagator */
  static const int colour[4] = {PLOT_BLACK, PLOT_BLUE, PLOT_VERMILLION, PLOT_PURPLE};
  static const char *name[4] = {"exact", "FTCS", "backward Euler", "Crank–Nicolson"};
  static const double place[4][2] = {{2.6, -0.12}, {1.05, -0.9}, {1.3, 0.35}, {1.7, -0.72}};
  Plot *p = plot_new("ringing", 122, 46);
  plot_grid(p, 1, 2), plot_axes(p, 0, 3.2, -1.1, 1.1, 0, "$θ$", "factor at $λ$ = 2");
  for (int k=0; k<4; k++) @<Draw the growth factor of method |k|, from theory and from a step@>@;
  plot_panel(p, 1), plot_axes(p, -5, 5, -0.05, 1.05, 0, "$x$", "$u$");
  @<Let a box diffuse in four large steps@>@;
  plot_end(p);
}

@ @<Draw the growth factor of method |k|, from theory and from a step@>=
{
  enum {@+J=48@+};
  double theta[J/2+1], g[J/2+1], h = length/J;
  for (int m=0; m<=J/2; m++) {
    theta[m] = 2*pi*m/J;
    for (int j=0; j<J; j++) u[j] = cos(theta[m]*j);
    advance(u, J, 2*h*h/D, alpha[k], k==0 ? 0 : 1);
    g[m] = u[0];
  }
  for (int i=0; i<158; i++) {
    double xi = 8*pow(sin(0.01*i), 2); /* $\lambda\sigma$ */
    x[i] = 0.02*i, v[i] = k==0 ? exp(-2*x[i]*x[i]) : (1-(1-alpha[k])*xi)/(1+alpha[k]*xi);
  }
  plot_curve(p, colour[k], 1, 0, "curve", 158, x, v);
  plot_dots(p, colour[k], PLOT_CIRCLE, "computed", J/2+1, theta, g);
  plot_text(p, place[k][0], place[k][1], "l", name[k]);
}

@ The box has 61 nodes, so it contains a sawtooth of amplitude~$1/J$. Its exact evolution is the difference of two error functions.

@<Let a box diffuse in four large steps@>=
enum {@+J=240, n=4, first=70, seen=101@+}; /* those from $-5$ to 5 are drawn */
double h = length/J, l = 25, t = n*l*h*h/D, far[4], saw = 1, theory = (1-2*l)/(1+2*l);
for (int k=0; k<4; k++) { /* the box, the exact solution, the two methods */
  for (int j=0; j<J; j++) x[j] = left+j*h, u[j] = abs(j-J/2)<=30;
  if (k>=2) {@+
    advance(u, J, t, alpha[k], n);@+
  }
  for (int j=0; j<J; j++) {
    double z = (erf((x[j]+3.05)/sqrt(4*D*t))-erf((x[j]-3.05)/sqrt(4*D*t)))/2;
    v[j] = u[j]-z, u[j] = k==1 ? z : u[j];
  }
  far[k] = largest(J, v), saw = pow(J*sawtooth(J, u), 1.0/n);
  plot_curve(p, k==0 ? PLOT_GREY : k==1 ? PLOT_BLACK : colour[k], 1, 0, "curve",@|
    seen, x+first, u+first);
}
results_number("heat.ring_theory", theory, "%.3f");
tell("heat.ring_factor", -saw, "%.3f", "heat.ringing", theory-1e-6, theory+1e-6);
results_number("heat.ring_cn", far[3], "%.3f"), results_number("heat.ring_be", far[2], "%.3f");
results_less("heat.ringing", 3*far[2], far[3]);

@ \emph{Spectrum.} The transform of the drops is in closed form, Theorem~\ref{th:heat-fourier}; on a circle the coefficients are its values at $k=2\pi m/\ell$, divided by~$\ell$.

@<Helpers of the heat program@>=
static double spectrum(int m, double t) /* $\abs{c_m}$ */
{
  double k = 2*pi*m/length, re = 0, im = 0;
  for (int i=0; i<3; i++) {
    double a = weights[i]/length*exp(-(variances[i]/2+D*t)*k*k);
    re += a*cos(k*means[i]), im += a*sin(k*means[i]);
  }
  return hypot(re, im);
}

@ @<Experiments of the heat program@>=
static void draw_spectrum(void)
{
  enum {@+J=384, n=150@+};
  static const double time[4] = {0, 0.05, 0.2, 1}, place[4] = {27, 18.2, 11.6, 5.6};
  double k[n], y[n];
  char label[32];
  double complex *c = base_new(J/2+1, sizeof *c);
  FourierReal *f = fourier_real_new(1, J);
  Plot *p = plot_new("spectrum", 122, 46);
  plot_axes(p, 0, 40, 1e-20, 1, PLOT_LOG_Y, "$k$", "$|c_m|$");
  for (int i=0; i<4; i++) {
    exact(u, J, left, length/J, time[i]);
    fourier_real_forward(c, f, u);
    for (int m=0; m<n; m++) k[m] = 2*pi*m/length, y[m] = fmax(spectrum(m, time[i]), 1e-99);
    plot_curve(p, palette[i], 1, 0, "curve", n, k, y);
    for (int m=0; 2*m<n; m++) k[m] = k[2*m], y[m] = cabs(c[2*m]); /* every other one */
    plot_dots(p, palette[i], PLOT_CIRCLE, "computed", n/2, k, y);
    snprintf(label, sizeof label, "$t$ = %g", time[i]);
    plot_text(p, place[i], 1e-7, "l", label);
  }
  plot_end(p);
  fourier_real_free(f), free(c);
}

@ \emph{Mass and variance}, with every method.

@<Experiments of the heat program@>=
static void measure_moments(void)
{
  static const double alpha[4] = {0, 1, 0.5, 0};
  double h = length/points, mass = 0, variance = 0;
  long n[4] = {lround(ceil(end_time*D/(lambda*h*h)-1e-9)), 16, 16, 0};
  for (int k=0; k<4; k++) {
    double a = 0, b = 0, c = 0;
    exact(u, points, left, h, 0);
    for (int j=0; j<points; j++) a += u[j], c -= u[j]*x[j]*x[j];
    advance(u, points, end_time, alpha[k], n[k]);
    for (int j=0; j<points; j++) b += u[j], c += u[j]*x[j]*x[j];
    mass = fmax(mass, fabs(b/a-1));
    variance = fmax(variance, fabs(c/a/(2*D*end_time)-1));
  }
  tell("heat.mass_error", mass, "%.0e", "heat.conserve", 0, 1e-14);
  tell("heat.variance_error", variance, "%.0e", "heat.conserve", 0, 1e-12);
}

@ \emph{Errors.} A run starts from the exact solution and leaves its error in |u|.

@<Helpers of the heat program@>=
static double run(int J, double start, double alpha, long n)
{
  exact(u, J, left, length/J, start), advance(u, J, end_time-start, alpha, n);
  exact(v, J, left, length/J, end_time);
  for (int j=0; j<J; j++) u[j] -= v[j];
  return largest(J, u);
}

@ The predicted leading terms are \eqref{eq:heat-leading} and \eqref{eq:heat-sixth}; the derivatives of $\normal(x;m,V)$ of order four and six are
$(z^2-6z+3)/V^2$ and $(z^3-15z^2+45z-15)/V^3$ times itself, where $z=(x-m)^2/V$.

@<Helpers of the heat program@>=
static double leading(int J, double a4, double a6) /* $\max\abs{a_4\partial_x^4u+a_6\partial_x^6u}$ */
{
  for (int j=0; j<J; j++) {
    v[j] = 0;
    for (int k=0; k<3; k++) {
      double V = variances[k]+2*D*end_time, y = x[j]-means[k], z = y*y/V;
      v[j] += weights[k]*heat_kernel(1, y*y, V)@|
        *(a4*(z*z-6*z+3)+a6*(z*z*z-15*z*z+45*z-15)/V)/(V*V);
    }
  }
  return largest(J, v);
}

@ The methods are rows of a table, and so are their results; the last is the spectral propagator. The number of steps fits the coarsest grid, and grows by |refine| with each halving of the mesh. FTCS at $\lambda=0.05$ is not drawn.

@<What the experiments of the heat program share@>=
enum {@+GRIDS=5, SCHEMES=5, WAVES=7@+};
static const struct {
  double alpha, lambda;
  int refine, colour, order;
  const char *key, *name; /* of its numbers, and in the figure */
  double place[2][2]; /* where the name stands on the left and on the right */
} method[SCHEMES+1] = {@|
  {0, 0.4, 4, PLOT_BLUE, 2, "ftcs", "FTCS, 0.4", {{0.0042, 7e-5}, {3e8, 1e-5}}},@|
  {0, 1/6.0, 4, PLOT_GREEN, 4, "sixth", "FTCS, 1/6", {{0.02, 1e-10}, {6e5, 1e-11}}},@|
  {0, 0.05, 4, PLOT_GREY, 0, NULL, NULL, {{0, 0}, {0, 0}}},@|
  {1, 1, 2, PLOT_VERMILLION, 1, "be", "backward Euler", {{0.0042, 6e-3}, {1.2e7, 2e-3}}},@|
  {0.5, 1, 2, PLOT_PURPLE, 2, "cn", "Crank–Nicolson", {{0.0042, 3e-7}, {1.1e7, 5e-8}}},@|
  {0, 0, 0, PLOT_BLACK, 0, "spectral", "spectral", {{0.22, 1e-9}, {9e3, 1e-12}}}
};
typedef struct {@+double h[WAVES], worst[WAVES], theory[WAVES], cost[WAVES];@+} HeatSeries;

@ @<Helpers of the heat program@>=
static const char *key(const char *what, int k) /* the name of a number of method |k| */
{
  static char name[32];
  snprintf(name, sizeof name, "heat.%s_%s", what, method[k].key);
  return name;
}

@ @<Experiments of the heat program@>=
static void measure_errors(void)
{
  static HeatSeries space[SCHEMES+1];
  int grids = cli_quick() ? 3 : GRIDS;
  for (int k=0; k<SCHEMES; k++) @<Run scheme |k| on finer and finer grids@>@;
  @<Run the spectral propagator with more and more waves@>@;
  @<Compare the errors with their leading terms, and tell what $10^{-5}$ costs@>@;
  @<Draw the errors against mesh and operations@>@;
}

@ The order of backward Euler is seen through a remainder $h^2$, which raises it.

@<Run scheme |k| on finer and finer grids@>=
{
  double h0 = length/points, alpha = method[k].alpha, order, slack;
  long n = lround(ceil(end_time*D/(method[k].lambda*h0*h0)-1e-9));
  for (int i=0; i<grids; i++, n*=method[k].refine) {
    int J = points<<i;
    double h = length/J, s = D*end_time/(double)n; /* $D\tau$ */
    space[k].h[i] = h, space[k].worst[i] = run(J, 0, alpha, n);
    space[k].theory[i] = leading(J, D*end_time*(h*h/12+(alpha-0.5)*s),@|
      D*end_time*(alpha==0.5 ? s*s/12 : k==1 ? -h*h*h*h/540 : 0));
    space[k].cost[i] = (alpha==0 ? 5.0 : 10.0)*J*(double)n;
  }
  stats_order(&order, &slack, 3, space[k].h+grids-3, space[k].worst+grids-3);
  if (method[k].order>0)
    tell(key("order", k), order, "%.2f", "heat.order",@|
      method[k].order-0.02, method[k].order+(k==3 ? 0.1 : 0.02));
  cli_progress("schemes", k+1, SCHEMES);
}

@ The bound of Theorem~\ref{th:heat-spectral} is summed over waves of both signs.

@<Run the spectral propagator with more and more waves@>=
for (int i=0; i<WAVES; i++) {
  HeatSeries *s = space+SCHEMES;
  int J = points*(i+2)/8;
  s->h[i] = length/J, s->worst[i] = run(J, 0, 0, 0);
  s->theory[i] = 0, s->cost[i] = J*(5*log2(J)+1);
  for (int m=J/2; m<2000; m++) s->theory[i] += 2*(spectrum(m, 0)@|
    *exp(-D*end_time*pow(2*pi*fourier_mode(m%J, J)/length, 2))-spectrum(m, end_time));
}
tell("heat.spectral_error", run(128, 0.4*end_time, 0, 0), "%.0e", "heat.spectral", 0, 1e-13);

@ Between two grids, and beyond the last, errors follow a power of the cost.

@<Compare the errors with their leading terms, and tell what $10^{-5}$ costs@>=
for (int k=0; k<SCHEMES; k++) if (k!=2 && k!=3)
  tell(key("leading", k), fabs(space[k].worst[grids-1]/space[k].theory[grids-1]-1), "%.0e",@|
    "heat.leading", 0, 0.01);
tell("heat.smaller_ratio", space[2].worst[grids-1]/space[1].worst[grids-1], "%.0e",@|
  "heat.smaller", 10, INFINITY);
double need[SCHEMES+1];
for (int k=0; k<=SCHEMES; k++) {
  const HeatSeries *s = space+k;
  int i = 1, last = k==SCHEMES ? WAVES-1 : grids-1;
  while (i<last && s->worst[i]>1e-5) i++;
  need[k] = s->cost[i]*pow(s->cost[i]/s->cost[i-1],@|
    log(1e-5/s->worst[i])/log(s->worst[i]/s->worst[i-1]));
  if (k!=2) results_number(key("cost", k), need[k], "%.0e");
}
results_less("heat.cost", need[5], need[1]), results_less("heat.cost", need[1], need[4]);
results_less("heat.cost", need[4], need[0]), results_less("heat.cost", need[0], need[3]);

@ @<Draw the errors against mesh and operations@>=
Plot *p = plot_new("error", 122, 62);
plot_grid(p, 1, 2);
plot_axes(p, 0.004, 1, 1e-16, 1, PLOT_LOG_X|PLOT_LOG_Y, "$h$", "largest error");
plot_panel(p, 1), plot_axes(p, 1e3, 1e10, 1e-16, 1, PLOT_LOG_X|PLOT_LOG_Y, "operations", "");
for (int k=0; k<=SCHEMES; k++) if (method[k].name!=NULL)
  for (int panel=0; panel<2; panel++) {
    const HeatSeries *s = space+k;
    const double *at = panel==0 ? s->h : s->cost, *place = method[k].place[panel];
    int n = k==SCHEMES ? WAVES : grids;
    plot_panel(p, panel);
    plot_curve(p, method[k].colour, 1, 0, "curve", n, at, panel==0 ? s->theory : s->worst);
    plot_dots(p, method[k].colour, PLOT_CIRCLE, "computed", n, at, s->worst);
    plot_text(p, place[0], place[1], "l", method[k].name);
  }
plot_end(p);

@ \emph{The picture} has cells of six by six pixels. The first row of an image is at the bottom.

@<Experiments of the heat program@>=
static void draw_picture(void)
{
  enum {@+side=6, m=9*side, n=25*side@+};
  static const char *letter[7] = {@/
    "#...#.#####..###..#####",@/
    "#...#.#.....#...#...#..",@/
    "#...#.#.....#...#...#..",@/
    "#####.####..#####...#..",@/
    "#...#.#.....#...#...#..",@/
    "#...#.#.....#...#...#..",@/
    "#...#.#####.#...#...#.."@/
  };
  Plot *p = plot_new("picture", 122, 0);
  plot_grid(p, 2, 3);
  for (int i=0; i<m*n; i++) {
    int row = 7-i/n/side, column = i%n/side-1;
    x[i] = row<0 || row>=7 || column<0 || column>=23 || letter[row][column]=='.';
  }
  @<Blur the letters, and run them back@>@;
  plot_end(p);
}

@ The blurred picture is kept in |v|; the fifth panel starts from what 256 grey levels leave of it.

@<Blur the letters, and run them back@>=
static const char *title[6] = {"$t$ = 0", "$Dt$ = 4.5", "$Dt$ = 18",@|
  "back: all waves", "back: 256 grey levels", "back: sixteen digits"};
static const double Dt[6] = {0, 4.5, 18, -18, -18, -18}, most[6] = {1, 1, 1, INFINITY, 100, 1e12};
double far[6] = {0}, mean = 0;
for (int k=0; k<6; k++) {
  memcpy(u, k<3 ? x : v, m*n*sizeof *u);
  if (k==4) for (int i=0; i<m*n; i++) u[i] = round(255*u[i])/255;
  HeatSpectral *s = heat_spectral_new(m, n, 1, HEAT_SEALED, Dt[k]);
  heat_spectral_limit(s, most[k]), heat_spectral_step(u, s), heat_spectral_free(s);
  if (k==2) memcpy(v, u, m*n*sizeof *v);
  for (int i=0; i<m*n; i++) far[k] += (u[i]-x[i])*(u[i]-x[i])/(m*n), mean += x[i]/(6*m*n);
  if (k==3)
    tell("heat.back_largest", largest(m*n, u), "%.0e", "heat.backward", 1e100, INFINITY);
  plot_panel(p, k), plot_axes(p, 0, n, 0, m, PLOT_EQUAL|PLOT_NO_X|PLOT_NO_Y, "", "");
  plot_title(p, title[k]), plot_image(p, "u", n, m, u, 0, 1);
}
double grey = sqrt(far[4]), deep = sqrt(far[5]), page = sqrt(mean*(1-mean));
results_number("heat.back_cut_grey", 2*pi*sqrt(18/log(100)), "%.0f");
results_number("heat.back_cut_double", 2*pi*sqrt(18/log(1e12)), "%.0f");
results_number("heat.back_grey", grey, "%.2f");
results_number("heat.back_double", deep, "%.2f"), results_number("heat.back_page", page, "%.2f");
results_less("heat.backward", deep, grey), results_less("heat.backward", grey, page);

@*1 What was learnt.
Two opposite assumptions, a law of flux and a random walk, lead to one equation, and its solution is a convolution with the Gaussian of variance $2Dt$: to diffuse is to add noise. A mixture of Gaussians stays one, so that density, score and samples are known at any time; with \eqref{eq:heat-logsumexp} also where the
density is rounded to zero, \num{heat.naive_sigma} standard deviations out, to \num{heat.stable_error}. Mass and mean are kept, the variance grows by $2Dt$, the extremes and the Fisher information fall, and entropy grows at the rate $D\,I(u)$.

What is forgotten does not come back: of letters blurred to $Dt=18$, the sixteen digits of the computation return waves down to \num{heat.back_cut_double} pixels, 256 grey levels down to \num{heat.back_cut_grey}.

The explicit scheme is the random walk on a grid, and stable up to $\lambda=\frac12$; at $0.51$ the rounding errors take \num{heat.blowup_step} steps to exceed the density. The leading term of its error is known before the run, to \num{heat.leading_ftcs}. An error of $10^{-5}$ costs \num{heat.cost_ftcs} operations with it, \num{heat.cost_cn} with
Crank--Nicolson, \num{heat.cost_sixth} at $\lambda=\frac16$, and \num{heat.cost_spectral} with waves, where there are waves.

@*1 Checks.
\emph{The equation and its kernel.} \tested[th:heat-divergence,th:heat-equation]{heat}{flux} What leaves a box in the plane has crossed its sides, with constant and with variable~$D$, and at that rate its mass falls; \tested[th:heat-einstein]{heat}{jumps} for normal jumps and jumps on a grid the difference quotient obeys Einstein's bound, and reaches half of it.
\tested[th:heat-gauss,th:heat-similar]{heat}{kernel} The kernel has mass~1 and variance $2Dt$, is the same under every magnification, and a product over coordinates; \tested[th:heat-similar]{heat}{equation} difference quotients of it satisfy \eqref{eq:heat}; \tested[th:heat-fourier]{heat}{fourier} its transform is the one computed,
\tested[th:heat-semigroup]{heat}{semigroup} and convolved with itself it is a kernel again. \tested[th:heat-solution,th:heat-smoothing]{heat}{initial} A tent convolved with it is what error functions say, positive far away too, and tends to the tent; point masses tend to what they weigh.
\tested[th:heat-smoothing]{heat}{smoothing} A square wave has the slope of \eqref{eq:heat-smoothing}, and nowhere more.

\emph{The mixture.} \tested[th:heat-mixture,th:heat-solution]{heat}{line} On the line and \tested[th:heat-mixture]{heat}{area} in the plane densities, scores, gradients and Laplacians agree with
the tables of \.{tests/oracles/heat\_gmm.txt}, at several times. \tested[th:heat-mixture,th:heat-score]{heat}{signal} For other signal factors the density is the integral over $X_0$, and the score the mean of the noise. \tested[th:heat-moments]{heat}{moments} Mass, mean and variance are as they should be; \tested[th:heat-debruijn,th:heat-score]{heat}{debruijn} entropy grows at the
rate of the information, which has its bound. \tested{heat}{blocks} Points computed together have the values of points computed alone; \tested{heat}{far} far from the data the only component left is seen. \tested{heat}{sample} Samples have the mixture's distribution function, \tested[th:heat-noise]{heat}{noise} and so have samples of the data with noise added; \tested{heat}{pieces} drawing in pieces changes nothing.

\emph{The schemes.} \tested[th:heat-stability]{heat}{waves} Each wave is multiplied by $g(\theta)$, also above the limit, \tested[th:heat-implicit]{heat}{factors} and by \eqref{eq:heat-growth-alpha} for three values of~$\alpha$; \tested{heat}{walls} between walls sines and cosines are.
\tested[th:heat-stability]{heat}{bounds} Random data stay between their bounds with FTCS at $\lambda=\frac12$, \tested[th:heat-implicit]{heat}{principle} with the implicit schemes at the limit of~(2), beyond which a point mass does not; \tested[th:heat-discrete]{heat}{keeps} mass, mean and
variance follow \eqref{eq:heat-discrete}, \tested[th:heat-implicit]{heat}{balance} also with the implicit schemes. \tested[th:heat-error]{heat}{order} The order of FTCS is two, with the leading term of \eqref{eq:heat-error}, and four at $\lambda=\frac16$; \tested[th:heat-implicit-error]{heat}{bounded} the errors of the implicit schemes obey
their bound, and come within an eighth of it.

\emph{Waves.} \tested[th:heat-unique]{heat}{spectral} On smooth data the sum of waves and the mixture, two bounded solutions of different make, agree to rounding; \tested[th:heat-spectral]{heat}{aliases} on others the error obeys \eqref{eq:heat-spectral}; \tested[th:heat-reflection]{heat}{images} between walls waves agree with a sum of mirror images, \tested{heat}{plane} and in the plane with a mixture;
\tested[th:heat-maximum]{heat}{range} between sealed walls the range of the values shrinks; \tested{heat}{twice} two steps are one of twice the time, and the mass is kept. \tested[th:heat-backward]{heat}{backward} Backward the propagator undoes itself where numbers allow, removes what it is told to, and the flow obeys the inequality~(2).

@*1 Notes.
\citet{fourier1822} has the equation, the series for walls and the integral over the line; \citet{evans2010} is the modern text. That independent jumps lead to it was found several times; \citet{einstein1905} made it physics, \citet{perrin1909} measured it. The formula of Theorem~\ref{th:heat-score}
is known in statistics as Tweedie's, from \citet{robbins1956}; \citet{efron2011} tells its story. De~Bruijn's identity was published by \citet{stam1959}.
@^Tweedie's formula@>

\citet{hadamard1923} asked of a problem that its solution depend continuously on the data. \citet{john1955} computed preceding temperatures all the same, under the condition that they were nonnegative; bounds like that of Theorem~\ref{th:heat-backward} begin with him.
@^Hadamard, Jacques@>
@^John, Fritz@>

\citet{courant1928} studied difference schemes before there were machines to run them, for the sake of existence proofs, and found that a step in time must not outrun a step in space. Von Neumann analysed the
waves, in lectures and reports during the war; his method was published by others and, with him, by \citet{charney1950}. \citet{crank1947}, who computed heat flow on desk machines, found the way around the limit, and \citet{rannacher1984} the cure for its ringing. Gauss computed orbits of asteroids with the fast Fourier transform; \citet{cooley1965} made it known.
@^Courant, Richard@>
@^von Neumann, John@>
@^Crank, John@>
@^Nicolson, Phyllis@>
@^Rannacher, Rolf@>
@^Gauss, Carl Friedrich@>

@*1 Exercises.
\begin{exercise}[10]\label{ex:heat-root}
  A drop of ink has spread over a region of width one centimetre after some time. How long until the region is two centimetres wide? What is the speed of its edge at time~$t$?
\end{exercise}
\begin{answer}
  Four times as long in all, since the width is proportional to $\sqrt{2Dt}$. The speed is $\sqrt{D/2t}$, infinite at first and zero in the end.
\end{answer}

\begin{exercise}[15]\label{ex:heat-images}
  Ink is released at the distance $a>0$ from a wall at $x=0$ of the half-line $x>0$. Find the density if the wall absorbs, and if it is sealed. How much is absorbed by the time~$t$?
\end{exercise}
\begin{answer}
  Let a second point, of mass $\mp1$, stand at $-a$: $u(x,t)=\Gamma(x-a,t)\mp\Gamma(x+a,t)$ solves the equation for $x>0$ with the right initial value, the second point being outside. With the upper sign $u$ is odd, so $u(0,t)=0$: the
  absorbing wall. With the lower sign it is even, so $\partial_xu(0,t)=0$: the sealed wall. The mass left by the absorbing wall is $\int_0^\infty u\,dx=\int_{-a}^a\Gamma(x,t)\,dx=\mathrm{erf}\bigl(a/\sqrt{4Dt}\bigr)$, the rest is absorbed; in the
  end all of it, slowly, like $1-a/\sqrt{\pi Dt}$.
\end{answer}

\begin{exercise}[20]\label{ex:heat-unimodal}
  Let $p$ be the mixture of $\normal(-m,v)$ and $\normal(m,v)$ on the line with equal weights. Show that $p$ has two maxima if $v<m^2$ and one if $v\ge m^2$. When do two equal drops at distance $2m$ become one?
\end{exercise}
\begin{answer}
  By \eqref{eq:heat-mixture-score} the score is $s(x)=\bigl(m\,(r_2-r_1)-x\bigr)/v$, and $r_2-r_1=\tanh(mx/v)$. Critical points solve $x=m\tanh(mx/v)$. The right side is odd, concave for $x>0$, and has the slope $m^2/v$ at
  zero. If $m^2\le v$, it lies below the diagonal for all $x>0$: $0$ is the only critical point. If $m^2>v$, it crosses the diagonal once more on each side; $s$ is positive just right of zero, which is therefore a minimum, and the other two are maxima. Points of
  ink have $v=2Dt$: the drops merge at $t=m^2/2D$.
\end{answer}

\begin{exercise}[20]\label{ex:heat-leapfrog}
  \citet{richardson1911} used a central difference in time as well, $u_j^{n+1}=u_j^{n-1}+2\lambda\,\delta^2u_j^n$, which is of second order in~$\tau$. For which $\lambda$ is it stable?
\end{exercise}
@^Richardson, Lewis Fry@>
\begin{answer}
  For none. A wave with $\delta^2u=-\sigma u$, $\sigma=4\sin^2(\theta/2)$, has growth factors with $g^2+2\lambda\sigma g-1=0$. Their product is $-1$ and their sum $-2\lambda\sigma\ne0$ if $\sigma>0$. So they are real, and one is larger than~1 in
  absolute value, $-\lambda\sigma-\sqrt{1+\lambda^2\sigma^2}$.
\end{answer}

\begin{exercise}[20]\label{ex:heat-trapezoid}
  Show that the trapezoidal sum $h\sum_ju(jh)$ of a Gaussian density with variance~$v$ differs from~1 by about $2e^{-2\pi^2v/h^2}$. Why can entropies be computed with it?
\end{exercise}
\begin{answer}
  Poisson's summation formula says $h\sum_ju(jh)=\sum_n\hat u(2\pi n/h)$, and by Theorem~\ref{th:heat-fourier} $\hat u(k)=e^{-vk^2/2}$. The terms $n=\pm1$ are $e^{-2\pi^2v/h^2}$ each, the others are negligible. Already for $h=\sqrt v$ it is less than $10^{-8}$. The integrands
  of entropy and information are not Gaussian, but they too are analytic in a strip around the line and decay rapidly, so that their transforms are exponentially small at $2\pi/h$.
\end{answer}

\begin{exercise}[15]\label{ex:heat-wall-decay}
  Ink is spread evenly between absorbing walls at $0$ and~$\ell$. How much is left after a long time? After what time is half of what is then left gone?
\end{exercise}
\begin{answer}
  $1=\sum_{k\ \mathrm{odd}}\frac4{\pi k}\sin(\pi kx/\ell)$ for $0<x<\ell$, and $\sin(\pi kx/\ell)$ has the mean $2/\pi k$. So the fraction $\sum_{k\ \mathrm{odd}}\frac8{\pi^2k^2}e^{-D\pi^2k^2t/\ell^2}$ is left, soon $\frac8{\pi^2}e^{-D\pi^2t/\ell^2}$; the half-life is
  $\ell^2\ln2/D\pi^2$. Between sealed walls nothing is lost, since the slowest cosine is constant.
\end{answer}

\begin{exercise}[15]\label{ex:heat-crandall}
  For which $\alpha$, depending on~$\lambda$, does \eqref{eq:heat-implicit} have the order four as $h\to0$ with $\lambda$ fixed? Is it stable \citep{crandall1955}?
\end{exercise}
\begin{answer}
  In \eqref{eq:heat-leading} $D\tau=\lambda h^2$, so the first bracket is $h^2\bigl(\frac1{12}+(\alpha-\frac12)\lambda\bigr)$ and vanishes for $\alpha=\frac12-1/12\lambda$; the other term is $\bigO{h^4}$. For $\lambda\ge\frac16$ we have $0\le\alpha<\frac12$, and Theorem~\ref{th:heat-implicit} asks for
  $\lambda\le1/(2-4\alpha)=3\lambda$, which is true. At $\lambda=\frac16$ it is FTCS again.
\end{answer}

\begin{exercise}[20]\label{ex:heat-rannacher}
  Crank--Nicolson rings after a jump. \citet{rannacher1984} begins with backward Euler: the first two steps are replaced by four of half the length. Explain why it helps, and why the order stays two. Build it into the box of \fig{heat/ringing}.
\end{exercise}
\begin{answer}
  A backward Euler step multiplies by $1/(1+\frac12\lambda\sigma)$. Four of them damp the waves with large $\lambda\sigma$, which Crank--Nicolson then only turns over, by about $(\frac12\lambda\sigma)^{-4}$: as if the data had eight more derivatives. The number of such steps is fixed, and each
  contributes $\bigO{\tau^2}$ to the error of a wave, so on smooth data the order is two still. Built in, the largest error after the time of four steps is \num{heat-2:heat.ring_cn} instead of \num{heat.ring_cn}, less than with backward Euler alone; \solution{heat-2}
\end{answer}

\begin{exercise}[20]\label{ex:heat-splitting}
  On a square one can do a step \eqref{eq:heat-implicit} along all rows and then along all columns. With $\alpha=\frac12$, is this stable? Of which order is it? Why does the spectral propagator lose nothing when it is split in this way?
\end{exercise}
\begin{answer}
  The wave $e^{i(\theta j+\phi l)}$ is multiplied by $r(\lambda\sigma_\theta)\,r(\lambda\sigma_\phi)$, at most~1 in absolute value. The logarithm of the factor is a sum, so the leading term of the error is the sum of two of the form \eqref{eq:heat-leading}, and of second order: the second differences along rows and along columns commute,
  and $e^{A+B}=e^Ae^B$ for operators that commute. For the same reason $e^{-D(k^2+l^2)t}$ is a product exactly. Where $D$ depends on the place, they do not commute, and the order is one.
\end{answer}

\begin{exercise}[25]\label{ex:heat-past}
  The density $\normal(0,v)$ has a past under the heat flow up to the time $v/2D$ before, and no longer. Which past has the mixture \eqref{eq:heat-mixture}, and what goes wrong beyond?
\end{exercise}
\begin{answer}
  Back to $t=\min_kv_k/2D$: subtract $2Dt$ from all variances. Then the narrowest component is a point mass. Suppose there were a probability measure before that, with the transform $\varphi$, $\abs\varphi\le1$. Going back by $s$ in all,
  $\hat p(k)=e^{-Ds\abs{k}^2}\varphi(k)$, so $\abs{\hat p(k)}\le e^{-Ds\abs{k}^2}$. But with $v=\min_kv_k$ the transform of the mixture is $e^{-v\abs{k}^2/2}$ times $\sum w_je^{-ik\cdot m_j}$ over the components of that variance, and less. The sum is almost periodic and not identically zero (if the $m_j$ differ), so it
  does not tend to zero as $\abs{k}\to\infty$; hence $2Ds\le v$.
\end{answer}

\begin{exercise}[25]\label{ex:heat-fourth}
  Theorem~\ref{th:heat-error} gives order four at $\lambda=\frac16$ only. Find a scheme $u^{n+1}=u^n+\alpha\,\delta^2u^n+\beta\,\delta^4u^n$ on five points that has order four for every~$\lambda$. For which $\lambda$ is it stable? Build it into the program.
\end{exercise}
\begin{answer}
  On smooth functions $\delta^2=h^2\partial_x^2+\frac1{12}h^4\partial_x^4+\bigO{h^6}$, so $h^2\partial_x^2=\delta^2-\frac1{12}\delta^4+\bigO{h^6}$. One exact step is the operator
  $e^{\lambda h^2\partial_x^2}=1+\lambda h^2\partial_x^2+\frac12\lambda^2h^4\partial_x^4+\bigO{h^6}=1+\lambda\,\delta^2+\bigl(\frac12\lambda^2-\frac1{12}\lambda\bigr)\delta^4+\bigO{h^6}$.
  Hence $\alpha=\lambda$, $\beta=\frac12\lambda(\lambda-\frac16)$; at $\lambda=\frac16$ it is FTCS. The growth factor is $g=1-\lambda\sigma+\beta\sigma^2$ with $0\le\sigma\le4$. For $\lambda\le\frac16$ it falls from 1 to
  $1-\frac{16}3\lambda+8\lambda^2\ge-1$ (the quadratic $8\lambda^2-\frac{16}3\lambda+2$ has no real root). For $\lambda>\frac16$ it is a convex parabola, so $g\le1$ if and only if $g\le1$ at $\sigma=4$, that is $\lambda\le\frac23$. Its
  minimum over all~$\sigma$ is $1-\lambda^2/4\beta=1-\lambda/(2\lambda-\frac13)$, which is at least $-1$ for $\lambda\ge\frac29$; for smaller $\lambda$ it is taken at $\sigma=1/(\lambda-\frac16)>4$, so that $g\ge g(4)>-1$ on the interval. Stable if and only
  if $\lambda\le\frac23$: larger steps than FTCS, and a higher order; what is lost is the maximum principle. Built in, and run at small size, it measures the orders \num{heat-1:heat.order_ftcs} at $\lambda=0.4$
  and \num{heat-1:heat.order_sixth} at $\lambda=\frac16$; \solution{heat-1}
\end{answer}
