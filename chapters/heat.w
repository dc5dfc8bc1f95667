@* The heat equation.
\label{ch:heat}%
A drop of ink falls into a glass of still water. How far has it come in an hour? The molecules of a dye have a diffusion constant near
$D=10^{-9}$ square metres a second, and the answer is $\sqrt{2Dt}$, which is \num{heat.ink_hour} millimetres. The ten
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
solution for any initial density; say what the flow keeps and what it forgets, and how fast; and compute it on a grid, knowing before the run how large
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

\begin{wrong}
  Where $D$ depends on~$x$, three equations are in use, and only the first is Fick's:
  $\partial_x(D\,\partial_xu)$, $\;\partial_x^2(Du)$, $\;D\,\partial_x^2u$. The second belongs to a random walk whose step depends on where it starts (It\^o's form, of which the next chapter says more);
  the third does not conserve mass. \claim{heat.forms} On the circle with $D(x)=1+\frac45\sin2\pi x$ and $u_0=1+\frac12\sin2\pi x$, the
  three end with the mass \num{heat.form_mass_fick}, \num{heat.form_mass_ito} and \num{heat.form_mass_none}, where the initial mass is~1; and the largest value of the final
  state is \num{heat.form_ratio_fick}, \num{heat.form_ratio_ito} and \num{heat.form_ratio_none} times the smallest. Diffusion with a variable~$D$ levels out; It\^o's gathers where $D$ is small.
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

@ \fig{heat/walk} tries it out with jumps that look nothing like a bell. \claim{heat.walk} The mean square distance of the walkers is \num{heat.walk_ratio} times the predicted~$2Dt$, where chance allows
a deviation of \num{heat.walk_se} (one standard error). The curve is the subject of the next section.

\showfig{heat/walk}{Walkers after 1, 3 and 30 jumps, each uniform on an interval; the curve is the Gaussian with the same variance~$2Dt$. Only the second moment of the jump matters,
  and soon nothing else is visible.}

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
the density of $\normal(0,2Dt\,I)$. It has integral~1 by Fubini's theorem, and solves \eqref{eq:heat} because by the product rule
$\partial_t\Gamma=\sum_i(\partial_t\Gamma_i)\prod_{j\ne i}\Gamma_j=\sum_iD\,(\partial_i^2\Gamma_i)\prod_{j\ne i}\Gamma_j=D\,\Delta\Gamma$.
@^Gaussian kernel@>
@^heat kernel@>

\showfig{heat/kernel}{Left, the kernel at four times, each four times the one before: twice as wide, half as high. Right, the same four curves in the
  variable $x/s$ with $s=\sqrt{2Dt}$, multiplied by~$s$ and drawn from thick to thin: the solution has one shape.}

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
\begin{fact}[Uniqueness]
  Two integrable functions with the same Fourier transform are equal almost everywhere \citep[Section~4.3]{evans2010}.
\end{fact}
@^uniqueness of the Fourier transform@>

\begin{wrong}
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

There is no $P_{-t}$ in the theorem. \eqref{eq:heat-decay} shows what it would have to do: multiply the wave $k$ by $e^{+D\abs{k}^2t}$, and with it every error in the data. Whatever generation is, it is not the heat equation
run backwards.
@^backward heat equation@>

@*1 The Gaussian mixture.
One family of densities is closed under everything that this chapter does to a density, and it can have as many peaks as we like: the \emph{Gaussian mixture}
@^Gaussian mixture@>
\begin{equation}\label{eq:heat-mixture}
  p_0(x)=\sum_{k=1}^Kw_k\,\normal(x;\,m_k,\,v_kI),\qquad w_k>0,\quad\sum_kw_k=1,\quad v_k\ge0,
\end{equation}
where $\normal(x;m,C)$ is the density of $\normal(m,C)$ at~$x$. All of the book measures its methods against it. Later chapters shrink the signal as well as adding noise, so we
let $X=aX_0+\sqrt{s_2}\,Z$ with a \emph{signal factor}~$a$ and a \emph{noise variance}~$s_2$. The heat flow is $a=1$, $s_2=2Dt$.

\begin{theorem}[Mixtures stay mixtures]\label{th:heat-mixture}
  If $X_0$ has the density \eqref{eq:heat-mixture}, $Z$ is independent of it, and $V_k=a^2v_k+s_2>0$ for all~$k$, then $X=aX_0+\sqrt{s_2}\,Z$ has the density
  \begin{equation}\label{eq:heat-mixture-t}
    p(x)=\sum_kw_k\,\normal(x;\,am_k,\,V_kI).
  \end{equation}
\end{theorem}
\begin{proof}
  Given that $X_0$ comes from component~$k$, it is $m_k+\sqrt{v_k}\,Z'$, and $X=am_k+a\sqrt{v_k}\,Z'+\sqrt{s_2}\,Z$. The sum of the two independent normal vectors has by Theorem~\ref{th:heat-semigroup} (with $2Ds=a^2v_k$ and $2Dt=s_2$) the
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
#include <math.h>
#include <string.h>
#include "base.h"
#include "rng.h"
#include "heat.h"
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
  for (int k=0; k<mixture->K; k++) {
    double c = distances(q, &V, mixture, k, a, s2, n, x);
    for (size_t i=0; i<n; i++) top[i] = k==0 ? c-q[i]/2 : fmax(top[i], c-q[i]/2);
  }
  if (score!=NULL) memset(score, 0, n*d*sizeof *score);
  for (int k=0; k<mixture->K; k++) @<Add component |k| to the sums@>@;
  for (size_t i=0; i<n; i++) {
    double l = top[i]+log(sum[i]);
    if (log_p!=NULL) log_p[i] = l;
    if (laplacian!=NULL) laplacian[i] = exp(l)*bend[i]/sum[i];
    for (size_t j=0; j<d && score!=NULL; j++) score[i*d+j] /= sum[i];
  }
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

@ \begin{wrong}
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
@#
void heat_mixture_log_density(double *log_p, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x)
{
  in_blocks(log_p, NULL, NULL, mixture, a, s2, n, x);
}
@#
void heat_mixture_density(double *p, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x)
{
  in_blocks(p, NULL, NULL, mixture, a, s2, n, x);
  for (size_t i=0; i<n; i++) p[i] = exp(p[i]);
}
@#
void heat_mixture_score(double *score, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x)
{
  in_blocks(NULL, score, NULL, mixture, a, s2, n, x);
}
@#
void heat_mixture_laplacian(double *laplacian, const HeatMixture *mixture,@|
  double a, double s2, size_t n, const double *x)
{
  in_blocks(NULL, NULL, laplacian, mixture, a, s2, n, x);
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
  and $J(u)=\int\abs{s}^2u\,dx$, the \emph{Fisher information}, is at most $d/(2Dt)$.
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
    \frac{d}{dt}H\bigl(u(\cdot,t)\bigr)=D\,J\bigl(u(\cdot,t)\bigr)=D\int\abs{\nabla\ln u}^2\,u\,dx .
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
  $r\to\infty$. Along it the left side tends to $\frac1D\frac{d}{dt}H$, and the first integral on the right increases to~$J$.
\end{proof}

\showfig{heat/entropy}{The rate at which the mixture of \fig{heat/mixture} loses information: difference quotients of the entropy (points) on the curve $D\,J(u)$ computed from the score, below the
  bound $1/2t$ of Theorem~\ref{th:heat-score}. At first the narrowest peaks pay; at last all of it is one Gaussian.}

\claim{heat.debruijn} In \fig{heat/entropy} the two sides of \eqref{eq:heat-debruijn} differ by at most \num{heat.debruijn_error} relative. The identity runs both ways. Forward, it says that diffusion destroys information at the rate
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
@#
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

\claim{heat.conserve} In the run behind \fig{heat/mixture} the mass changes by \num{heat.mass_error} and the growth of the variance differs from $2Dt$ by \num{heat.variance_error}, both relative: rounding, and the tails that
leave through the ends.

@ When does the scheme stay bounded? There are two classical answers, and here they agree. The first looks at the values, the second at the waves.
@^stability@>
@^Courant, Richard@>
@^von Neumann, John@>

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

\citet{courant1928} studied difference schemes before there were machines to run them, for the sake of existence proofs, and found that a step in time must not outrun a step in space. Von Neumann analysed the
waves, in lectures and reports during the war; his method was published by others and, with him, by \citet{charney1950}. \citet{crank1947} met the limit while computing heat flow with pencil and desk machine, and found the way around it that we
shall take later.
@^Crank, John@>
@^Nicolson, Phyllis@>
@^growth factor@>

\showfig{heat/blowup}{The scheme at $\lambda=0.51$, two per cent over the limit, on the same smooth density. Left: the amplitude of the sawtooth $(-1)^j$ at each step (points, every fortieth), which begins as rounding error, and a line of the slope that theory gives, $(4\lambda-1)^n$.
  Right: the solution when the sawtooth is a thousandth of a unit (red) and when it is ten times that (blue), on the exact density (black).}

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

A mixture satisfies the hypotheses if all its variances are positive. \fig{heat/error} measures the error in the maximum norm against \eqref{eq:heat-mixture-t}. \claim{heat.order} The slopes are \num{heat.order_ftcs} at $\lambda=0.4$ and \num{heat.order_half} at
$\lambda=0.5$, where the theorem says~2, and \num{heat.order_sixth} at $\lambda=\frac16$, where it says~4. \claim{heat.leading} On the finest grid at $\lambda=0.4$ the error differs from the predicted leading term by the fraction \num{heat.leading_off}. We knew it
before the run.

\showfig{heat/error}{Left: largest error at the end of \fig{heat/mixture} against the mesh. The lines are the leading term of \eqref{eq:heat-error}, not fits; for $\lambda=\frac16$, where it vanishes, the line has slope~4 and is drawn through the last
  point. Right: the error itself on a grid of mesh $\frac18$ (points), and the prediction (curve).}

\begin{wrong}
  ``A smaller time step is always more accurate.'' \claim{heat.smaller} On the finest grid of \fig{heat/error} the error at $\lambda=0.05$ is \num{heat.smaller_ratio} times that at $\lambda=\frac16$, although it takes three times as many steps. The errors of space and time have opposite signs,
  and at $\lambda=\frac16$ they cancel.
\end{wrong}
@^cancellation of errors@>

@*1 The program.
The program has four parameters:
\parameters{heat}
Each of the following paragraphs is one experiment, which hands its numbers to the prose, checks the claims about them, and draws. They share one
mixture, three components on the line, and the circle of length~24 on which the grid lies.

@(heat_main.c@>=
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "base.h"
#include "cli.h"
#include "rng.h"
#include "results.h"
#include "plot.h"
#include "heat.h"
@#
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
  {"walkers", CLI_INT, &walkers, 100000, 100, 1000000, "number of random walkers"}@t\2@>
};
@#
@<Helpers of the heat program@>@;
@<Experiments of the heat program@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "heat", table, 4);
  measure_ink();@+ compare_forms();@+ walk();@+ draw_kernel();@+ draw_superposition();
  run_mixture();@+ measure_scores();@+ measure_entropy();@+ blow_up();@+ measure_errors();
  return results_end();
}

@ Arrays are static and as large as the parameters allow. Pictures are made of solid curves and of points.

@<Helpers of the heat program@>=
enum {@+MOST=1<<20@+};
static double x[MOST], u[MOST], v[MOST];
static const int palette[4] = {PLOT_VERMILLION, PLOT_ORANGE, PLOT_GREEN, PLOT_BLUE};
@#
static void grid(int J, double x0, double h)
{
  for (int j=0; j<J; j++) x[j] = x0+j*h;
}
@#
static void exact(double *y, int J, double t) /* on the grid |x| */
{
  heat_mixture_density(y, &drops, 1, 2*D*t, (size_t)J, x);
}
@#
static void curve(Plot *p, int colour, const char *name, int n, const double *s, const double *y)
{
  plot_pen(p, colour, 1, 0);
  plot_line(p, name, n, s, y);
}
@#
static double largest(int n, const double *y) /* $\max_j\abs{y_j}$ */
{
  double top = 0;
  for (int j=0; j<n; j++) top = fmax(top, fabs(y[j]));
  return top;
}

@ @<Experiments of the heat program@>=
static void measure_ink(void)
{
  double ink = 1e-9, hour = 3600, glass = 0.1; /* square metres a second, seconds, metres */
  results_quantity("heat.ink_hour", 1e3*sqrt(2*ink*hour), "%.1f", "mm");
  results_number("heat.ink_days", glass*glass/(2*ink)/(24*hour), "%.0f");
  results_number("heat.speed_exponent", -1/(4*ink), "%.1e");
}

@ \emph{Three forms of a variable diffusion}, by explicit steps on a circle of 64 points. They differ in the place of~$D$ in $A\,\partial_x\bigl(B\,\partial_x(Cu)\bigr)$, so one step serves them all; $B$ is needed between the
points. The third form has a conserved quantity too, $\int u/D\,dx$, from which its final state follows: the constant $\int(u_0/D)\,dx\big/\!\int(1/D)\,dx=\frac34$.
@^variable diffusion@>

@<Experiments of the heat program@>=
static double D_if(int here, double j) /* at $x=j/64$ */
{
  return here ? 1+0.8*sin(2*pi*j/64) : 1;
}
@#
static void compare_forms(void)
{
  static const char *name[3][2] = {@|
    {"heat.form_mass_fick", "heat.form_ratio_fick"},@|
    {"heat.form_mass_ito", "heat.form_ratio_ito"},@|
    {"heat.form_mass_none", "heat.form_ratio_none"}@t\2@>
  };
  double mass[3] = {0}, ratio[3], r = 0.25, low, high; /* $r=\tau/h^2$ */
  for (int form=0; form<3; form++) {
    for (int j=0; j<64; j++) u[j] = 1+0.5*sin(2*pi*j/64);
    for (int n=0; n<4*64*64; n++) @<Make one step of the equation |form|@>@; /* until $t=1$ */
    low = high = u[0];
    for (int j=0; j<64; j++) mass[form] += u[j]/64, low = fmin(low, u[j]), high = fmax(high, u[j]);
    ratio[form] = high/low;
    results_number(name[form][0], mass[form], "%.3f");
    results_number(name[form][1], ratio[form], "%.3f");
  }
  results_claim("heat.forms", fabs(mass[0]-1)<1e-10 && fabs(mass[1]-1)<1e-10@|
    && fabs(mass[2]-0.75)<1e-3 && fabs(ratio[0]-1)<1e-3 && fabs(ratio[1]-9)<1e-2);
}

@ @<Make one step of the equation |form|@>=
{
  for (int j=0; j<64; j++) v[j] = D_if(form==1, j)*u[j];
  for (int j=0; j<64; j++) u[j] += r*D_if(form==2, j)@|
    *(D_if(form==0, j+0.5)*(v[(j+1)%64]-v[j])-D_if(form==0, j-0.5)*(v[j]-v[(j+63)%64]));
}

@ \emph{Walkers.} Each jump is uniform on $[-\sqrt3,\sqrt3]$, with variance $1=2D\tau$ for $\tau=1$. Jump number $n$ takes its random numbers from stream~$n$.

@<Experiments of the heat program@>=
static void walk(void)
{
  int M = cli_quick() ? 1000 : walkers;
  double square = 0, se = sqrt((2-1.2/30)/M); /* from the fourth moment of 30 jumps */
  Plot *p = plot_new("walk", 122, 42);
  plot_grid(p, 1, 3);
  memset(x, 0, sizeof x);
  for (int n=1; n<=30; n++) {
    rng_uniform(u, (size_t)M, cli_seed(), (uint64_t)n, 0);
    for (int i=0; i<M; i++) x[i] += sqrt(3)*(2*u[i]-1);
    if (n==1 || n==3 || n==30) @<Draw the walkers after |n| jumps@>@;
  }
  plot_end(p);
  for (int i=0; i<M; i++) square += x[i]*x[i]/30/M;
  results_number("heat.walk_ratio", square, "%.4f");
  results_number("heat.walk_se", se, "%.4f");
  results_within("heat.walk", square, 1-5*se, 1+5*se);
}

@ @<Draw the walkers after |n| jumps@>=
{
  enum {@+bins=48@+};
  double edge[bins+1], height[bins] = {0}, bell[bins+1], width = sqrt(n)/6;
  for (int b=0; b<=bins; b++) {
    edge[b] = (b-bins/2)*width;
    bell[b] = heat_kernel(1, edge[b]*edge[b], n);
  }
  for (int i=0; i<M; i++) {
    int b = (int)floor((x[i]-edge[0])/width);
    if (b>=0 && b<bins) height[b] += 1/(M*width);
  }
  plot_panel(p, n==1 ? 0 : n==3 ? 1 : 2);
  plot_axes(p, edge[0], edge[bins], 0, 0.45/sqrt(n), 0, "$x$", n==1 ? "density" : "");
  plot_title(p, n==1 ? "1 jump" : n==3 ? "3 jumps" : "30 jumps");
  plot_pen(p, PLOT_SKY, 0.5, 0);
  plot_histogram(p, "walkers", bins, edge, height);
  curve(p, PLOT_BLACK, "kernel", bins+1, edge, bell);
}

@ \emph{The kernel} and its one shape, for $s=\sqrt{2Dt}=\frac14,\frac12,1,2$. On the right the curves lie on top of each other, so they are drawn from thick to thin.

@<Experiments of the heat program@>=
static void draw_kernel(void)
{
  enum {@+n=161@+};
  Plot *p = plot_new("kernel", 122, 52);
  plot_grid(p, 1, 2);
  plot_axes(p, -6, 6, 0, 1.7, 0, "$x$", "$Γ(x,t)$");
  plot_text(p, 0.5, 1.5, "l", "$t$ = 1/16");
  plot_text(p, 2.5, 0.25, "l", "$t$ = 4");
  plot_panel(p, 1);
  plot_axes(p, -4, 4, 0, 0.45, 0, "$x/s$", "$sΓ$");
  for (int i=0; i<4; i++) {
    double s = ldexp(1, i-2), z[n];
    for (int j=0; j<n; j++) z[j] = 0.05*(j-n/2), x[j] = s*z[j], u[j] = heat_kernel(1, x[j]*x[j], s*s);
    plot_panel(p, 0);
    curve(p, palette[i], "kernel", n, x, u);
    for (int j=0; j<n; j++) u[j] *= s;
    plot_panel(p, 1);
    plot_pen(p, palette[i], 7-2*i, 0);
    plot_line(p, "scaled kernel", n, z, u);
  }
  plot_end(p);
}

@ \emph{Superposition.} Point masses are a mixture whose variances are zero, so the sum needs no new code.

@<Experiments of the heat program@>=
static void draw_superposition(void)
{
  enum {@+masses=18, n=281@+};
  double w[masses], y[masses], none[masses] = {0}, gap = 7.0/masses;
  const HeatMixture cut = {masses, 1, w, y, none};
  Plot *p = plot_new("superposition", 122, 48);
  plot_grid(p, 1, 2);
  for (int k=0; k<masses; k++) y[k] = -3+(k+0.5)*gap;
  heat_mixture_density(w, &drops, 1, 0, masses, y);
  for (int k=0; k<masses; k++) w[k] *= gap; /* the mass of a slice */
  grid(n, -3.5, 8.0/(n-1));
  for (int panel=0; panel<2; panel++) {
    double s = panel==0 ? 0.3*gap : gap; /* $\sqrt{2Dt}$ */
    plot_panel(p, panel);
    plot_axes(p, -3.5, 4.5, 0, 0.75, 0, "$x$", panel==0 ? "$u(x,t)$" : "");
    for (int k=0; k<masses; k++) {
      for (int j=0; j<n; j++) u[j] = w[k]*heat_kernel(1, (x[j]-y[k])*(x[j]-y[k]), s*s);
      curve(p, PLOT_SKY, "one mass", n, x, u);
    }
    heat_mixture_density(u, &cut, 1, s*s, n, x);
    curve(p, PLOT_BLUE, "sum", n, x, u);
    exact(u, n, s*s/(2*D));
    plot_pen(p, PLOT_VERMILLION, 1, 1);
    plot_line(p, "exact", n, x, u);
  }
  plot_end(p);
}

@ \emph{The opening picture.} Exact curves first, computed points over them, at four times of one run. The loss of one factor of two is measured here as well.

@<Experiments of the heat program@>=
static void run_mixture(void)
{
  static const double share[4] = {0, 0.1, 0.3, 1}; /* of the final time */
  double h = length/points, before[3], after[3], growth, top, y[2048], *wrong = v;
  char label[32];
  int steps = (int)ceil(end_time*D/(lambda*h*h)-1e-9), done = 0;
  Plot *p = plot_new("mixture", 122, 52);
  plot_axes(p, -4, 5, 0, 0.75, 0, "$x$", "$u(x,t)$");
  grid(points, left, h);
  exact(y, points, 0);
  moments(before, points, x, y);
  for (int i=0; i<4; i++) {
    int target = (int)lround(share[i]*steps);
    heat_ftcs(y, v, points, end_time*D/(steps*h*h), target-done);
    done = target;
    grid(401, -4, 9.0/400);
    exact(u, 401, end_time*done/steps);
    curve(p, palette[i], "exact", 401, x, u);
    snprintf(label, sizeof label, "$t$ = %.3g", end_time*done/steps);
    plot_text(p, 0.8+0.1*i, u[200], "lb", label); /* beside the peak at $\frac12$ */
    grid(points, left, h);
    plot_points(p, "computed", points, x, y, 1);
  }
  plot_end(p);
  moments(after, points, x, y);
  growth = (after[2]-before[2])/before[0];
  exact(u, points, end_time), exact(wrong, points, end_time/2);
  top = largest(points, u);
  for (int j=0; j<points; j++) wrong[j] -= u[j];
  @<Tell how well mass and variance are kept@>@;
}

@ @<Tell how well mass and variance are kept@>=
results_number("heat.mass_error", fabs(after[0]/before[0]-1), "%.0e");
results_number("heat.variance_error", fabs(growth/(2*D*end_time)-1), "%.0e");
results_claim("heat.conserve", fabs(after[0]/before[0]-1)<1e-13@|
  && fabs(growth/(2*D*end_time)-1)<1e-12);
results_number("heat.half_error", 100*largest(points, wrong)/top, "%.0f");
results_within("heat.half", largest(points, wrong)/top, 0.1, 0.5);

@ @<Helpers of the heat program@>=
static void moments(double m[3], int J, const double *s, const double *y) /* $\sum_jy_js_j^i$ */
{
  m[0] = m[1] = m[2] = 0;
  for (int j=0; j<J; j++) m[0] += y[j], m[1] += y[j]*s[j], m[2] += y[j]*s[j]*s[j];
}

@ \emph{Scores far away.} The quotient is formed as a careless program would form it, from sums of densities. At such distances only the widest component is left, so the true score is linear.

@<Experiments of the heat program@>=
static void measure_scores(void)
{
  double far, p = 1, dp = 1, s, worst = 0;
  for (far=5; far<100 && !isnan(dp/p); far+=0.01) {
    p = dp = 0;
    for (int k=0; k<3; k++) {
      double z = far-means[k], q = weights[k]*heat_kernel(1, z*z, variances[k]);
      p += q, dp -= q*z/variances[k];
    }
  }
  for (double y=far; y<1000; y+=1) {
    heat_mixture_score(&s, &drops, 1, 0, 1, &y);
    worst = fmax(worst, fabs(s*variances[2]/(means[2]-y)-1));
  }
  results_number("heat.naive_x", far, "%.1f");
  results_number("heat.naive_sigma", (far-means[2])/sqrt(variances[2]), "%.0f");
  results_number("heat.stable_error", worst, "%.0e");
  results_claim("heat.naive", far<60 && worst<1e-12);
}

@ \emph{Entropy.} The trapezoidal rule on the whole line is accurate to rounding for such functions (Exercise~\ref{ex:heat-trapezoid}), so both sides of de~Bruijn's identity are at our disposal.
@^trapezoidal rule@>

@<Experiments of the heat program@>=
static void entropy(double *H, double *J, double t)
{
  double h = 0.04;
  grid(2001, -40, h);
  heat_mixture_log_density(u, &drops, 1, 2*D*t, 2001, x);
  heat_mixture_score(v, &drops, 1, 2*D*t, 2001, x);
  *H = *J = 0;
  for (int i=0; i<2001; i++) *H -= h*exp(u[i])*u[i], *J += h*exp(u[i])*v[i]*v[i];
}
@#
static void measure_entropy(void)
{
  enum {@+n=25@+};
  double t[n], rate[n], bound[n], quotient[n], worst = 0, J, above, below, e = 1e-3;
  for (int i=0; i<n; i++) {
    t[i] = 0.01*pow(10, i/8.0);
    entropy(&above, &J, t[i]*(1+e));
    entropy(&below, &J, t[i]*(1-e));
    quotient[i] = (above-below)/(2*e*t[i]);
    entropy(&above, &J, t[i]);
    rate[i] = D*J, bound[i] = 1/(2*t[i]);
    worst = fmax(worst, fabs(quotient[i]/rate[i]-1));
  }
  results_number("heat.debruijn_error", worst, "%.0e");
  results_within("heat.debruijn", worst, 0, 1e-5);
  @<Draw both sides of de Bruijn's identity@>@;
}

@ @<Draw both sides of de Bruijn's identity@>=
Plot *p = plot_new("entropy", 122, 52);
plot_axes(p, 0.01, 10, 0.03, 50, PLOT_LOG_X|PLOT_LOG_Y, "$t$", "$dH/dt$");
curve(p, PLOT_GREY, "bound", n, t, bound);
plot_text(p, 0.03, 22, "l", "$1/2t$");
curve(p, PLOT_BLUE, "DJ", n, t, rate);
plot_pen(p, PLOT_VERMILLION, 1, 0);
plot_points(p, "difference quotient of H", n, t, quotient, 1);
plot_end(p);

@ \emph{Blow-up.} The amplitude of the sawtooth is $\abs{\frac1J\sum_j(-1)^ju_j}$. The run goes on until it exceeds the density.

@<Experiments of the heat program@>=
static void blow_up(void)
{
  enum {@+J=768, most=1500@+};
  const double l = 0.51, theory = 4*l-1; /* two per cent over the limit */
  double h = length/J, amplitude[most+1], shot[2][J];
  int n, step[2] = {0, 0}; /* when the sawtooth is seen, and a little later */
  grid(J, left, h);
  exact(u, J, 0);
  for (n=0; ; n++) {
    double saw = 0;
    for (int j=0; j<J; j++) saw += (j%2!=0 ? -1 : 1)*u[j]/J;
    amplitude[n] = fabs(saw);
    for (int i=0; i<2; i++)
      if (step[i]==0 && amplitude[n]>(i==0 ? 1e-3 : 1e-2))
        step[i] = n, memcpy(shot[i], u, sizeof shot[i]);
    if (amplitude[n]>0.4 || n==most) break;
    heat_ftcs(u, v, J, l, 1);
  }
  @<Compare the growth of the sawtooth with theory@>@;
  @<Draw the growth of the sawtooth, and what it does to the solution@>@;
}

@ @<Compare the growth of the sawtooth with theory@>=
double growth = pow(amplitude[n]/amplitude[n-100], 0.01);
results_number("heat.sawtooth", amplitude[0], "%.0e");
results_number("heat.growth_theory", theory, "%.4f");
results_number("heat.growth", growth, "%.4f");
results_number("heat.blowup_step", n, "%.0f");
results_claim("heat.blowup", fabs(growth-theory)<1e-3 && n>600 && n<1300 && amplitude[0]<1e-15);

@ @<Draw the growth of the sawtooth, and what it does to the solution@>=
double k[most], some[most], ends[2] = {0, n}, slope_line[2];
int m = 0;
for (int i=0; i<=n; i+=40) k[m] = i, some[m++] = fmax(amplitude[i], 1e-20);
slope_line[1] = amplitude[n], slope_line[0] = amplitude[n]*pow(theory, -n);
Plot *p = plot_new("blowup", 122, 52);
plot_grid(p, 1, 2);
plot_axes(p, 0, 1100, 1e-20, 10, PLOT_LOG_Y, "step $n$", "amplitude of the sawtooth");
curve(p, PLOT_BLACK, "theory", 2, ends, slope_line);
plot_pen(p, PLOT_VERMILLION, 1, 0);
plot_points(p, "measured", m, k, some, 1);
plot_panel(p, 1);
plot_axes(p, -4, 5, -0.1, 0.4, 0, "$x$", "$u$");
curve(p, PLOT_SKY, "later", J, x, shot[1]);
curve(p, PLOT_VERMILLION, "first", J, x, shot[0]);
exact(v, J, step[1]*l*h*h/D);
curve(p, PLOT_BLACK, "exact", J, x, v);
plot_end(p);

@ \emph{The error against the mesh.} A run leaves its error in |u|, and the leading term of \eqref{eq:heat-error} in~|v|; the fourth derivative of $\normal(x;m,V)$ is $(z^4-6z^2+3)/V^2$ times itself, where $z=(x-m)/\sqrt V$.
The number of steps fits the coarsest grid, and grows fourfold with each halving of the mesh; the $\lambda$ asked for is made a little smaller, if need be.

@<Helpers of the heat program@>=
static void ftcs_error(double l, int J)
{
  double h = length/J, h0 = length/points;
  long steps = (long)ceil(end_time*D/(l*h0*h0)-1e-9)*(J/points)*(J/points);
  l = end_time*D/((double)steps*h*h);
  grid(J, left, h);
  exact(u, J, 0);
  heat_ftcs(u, v, J, l, steps);
  exact(v, J, end_time);
  for (int j=0; j<J; j++) {
    u[j] -= v[j], v[j] = 0;
    for (int k=0; k<3; k++) {
      double V = variances[k]+2*D*end_time, z2 = (x[j]-means[k])*(x[j]-means[k])/V;
      v[j] -= weights[k]*heat_kernel(1, z2*V, V)*(z2*z2-6*z2+3)/(V*V);
    }
    v[j] *= 0.5*(l-1/6.0)*D*h*h*end_time;
  }
}

@ The order is the slope of the least-squares line through the last three grids, in logarithms.
@^observed order@>

@<Helpers of the heat program@>=
static double slope(int n, const double *s, const double *y) /* of $\ln y$ against $\ln s$ */
{
  double ms = 0, my = 0, sy = 0, ss = 0;
  for (int i=0; i<n; i++) ms += log(s[i])/n, my += log(y[i])/n;
  for (int i=0; i<n; i++)
    sy += (log(s[i])-ms)*(log(y[i])-my), ss += (log(s[i])-ms)*(log(s[i])-ms);
  return sy/ss;
}

@ @<Experiments of the heat program@>=
static void measure_errors(void)
{
  enum {@+GRIDS=5, LAMBDAS=4@+};
  int grids = cli_quick() ? 3 : GRIDS;
  const double l[LAMBDAS] = {0.5, lambda, 1/6.0, 0.05};
  double h[GRIDS], worst[LAMBDAS][GRIDS], lead[LAMBDAS][GRIDS], order[LAMBDAS];
  for (int k=0; k<LAMBDAS; k++) {
    for (int i=0; i<grids; i++) {
      int J = points<<i;
      ftcs_error(l[k], J);
      h[i] = length/J, worst[k][i] = largest(J, u), lead[k][i] = largest(J, v);
    }
    order[k] = slope(3, h+grids-3, worst[k]+grids-3);
    cli_progress("values of lambda", k+1, LAMBDAS);
  }
  @<Tell the measured orders@>@;
  @<Draw the errors against the mesh@>@;
}

@ @<Tell the measured orders@>=
double leading = worst[1][grids-1]/lead[1][grids-1];
double smaller = worst[3][grids-1]/worst[2][grids-1];
results_number("heat.order_half", order[0], "%.2f");
results_number("heat.order_ftcs", order[1], "%.2f");
results_number("heat.order_sixth", order[2], "%.2f");
results_claim("heat.order", fabs(order[0]-2)<0.02 && fabs(order[1]-2)<0.02 && fabs(order[2]-4)<0.04);
results_number("heat.leading_off", fabs(leading-1), "%.0e");
results_within("heat.leading", leading, 0.99, 1.01);
results_number("heat.smaller_ratio", smaller, "%.0f");
results_within("heat.smaller", smaller, 10, 1e9);

@ @<Draw the errors against the mesh@>=
static const char *name[3] = {"$λ$ = 1/2", "$λ$ = 0.4", "$λ$ = 1/6"};
Plot *p = plot_new("error", 122, 58);
plot_grid(p, 1, 2);
plot_axes(p, 0.005, 0.7, 1e-11, 1e-2, PLOT_LOG_X|PLOT_LOG_Y, "$h$", "largest error");
for (int i=0; i<grids; i++) /* no leading term here: order four through the last point */
  lead[2][i] = worst[2][grids-1]*pow(h[i]/h[grids-1], 4);
for (int k=0; k<3; k++) {
  curve(p, PLOT_GREY, "prediction", grids, h, lead[k]);
  plot_pen(p, palette[k], 1, 0);
  plot_points(p, "measured", grids, h, worst[k], k);
  plot_text(p, 1.2*h[0], worst[k][0], k==0 ? "lb" : "lt", name[k]);
}
ftcs_error(lambda, points);
plot_panel(p, 1);
plot_axes(p, -5, 6, -1e-3, 1e-3, 0, "$x$", "error");
curve(p, PLOT_GREY, "prediction", points, x, v);
plot_pen(p, PLOT_BLUE, 1, 0);
plot_points(p, "measured", points, x, u, 1);
plot_end(p);

@*1 Checks.
Each theorem of the chapter that can be tried on numbers is tried, against a closed form, an identity, or a table of other origin.
\tested{heat}{line} On the line and \tested{heat}{area} in the plane, densities, scores, gradients and Laplacians of a mixture under the heat flow agree with
the tables of \.{tests/oracles/heat\_gmm.txt}; so they satisfy Theorem~\ref{th:heat-mixture} and, since the tables contain $\Delta u$ at several times, the equation itself. \tested{heat}{signal} For other signal factors the density agrees with the integral over $X_0$.
\tested{heat}{kernel} The kernel has mass~1 and variance $2Dt$ in each coordinate and is a product over coordinates; \tested{heat}{equation} difference quotients of it satisfy \eqref{eq:heat}; \tested{heat}{fourier} its transform is that of
Theorem~\ref{th:heat-fourier}; \tested{heat}{semigroup} convolved with itself it is Theorem~\ref{th:heat-semigroup}.
\tested{heat}{moments} Mass, mean and variance of a mixture follow Theorem~\ref{th:heat-moments}; \tested{heat}{debruijn} so do entropy and score Theorem~\ref{th:heat-debruijn}, with the bound of Theorem~\ref{th:heat-score}.
\tested{heat}{blocks} Points computed together have the values of points computed alone. \tested{heat}{far} Far from the data, score and logarithm agree with the only component left. \tested{heat}{sample} Samples have the mixture's distribution function, and \tested{heat}{pieces} drawing them in pieces changes nothing.

For the scheme: \tested{heat}{waves} each wave is multiplied by $g(\theta)$ of \eqref{eq:heat-growth}, also above the limit; \tested{heat}{bounds} at $\lambda=\frac12$ random data stay between their bounds; \tested{heat}{keeps} mass, mean and
variance follow Theorem~\ref{th:heat-discrete}; \tested{heat}{order} the order is two with the leading term of Theorem~\ref{th:heat-error}, and four at $\lambda=\frac16$.

Mutants: a lost half in the kernel's exponent, in its normalisation a wrong power; the score's sign, and the noise forgotten in it; no largest term taken out; a normalising constant off by a factor; a Laplacian without the dimension; a variance scaled by $a$ in place of $a^2$; a block that starts at the wrong point; samples with the variance for the standard deviation;
pieces that all start at zero; a circle closed at the wrong point; a wrong weight in the stencil; one step too few when their number is odd.

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
  Show that the trapezoidal sum $h\sum_ju(jh)$ of a Gaussian density with variance~$v$ differs from~1 by about $2e^{-2\pi^2v/h^2}$. Why could the program compute entropies with it?
\end{exercise}
\begin{answer}
  Poisson's summation formula says $h\sum_ju(jh)=\sum_n\hat u(2\pi n/h)$, and by Theorem~\ref{th:heat-fourier} $\hat u(k)=e^{-vk^2/2}$. The terms $n=\pm1$ are $e^{-2\pi^2v/h^2}$ each, the others are negligible. Already for $h=\sqrt v$ it is less than $10^{-8}$. The integrands
  of entropy and information are not Gaussian, but they too are analytic in a strip around the line and decay rapidly, so that their transforms are exponentially small at $2\pi/h$.
\end{answer}

\begin{exercise}[25]\label{ex:heat-fourth}
  \fig{heat/error} gives order four at $\lambda=\frac16$ only. Find a scheme $u^{n+1}=u^n+\alpha\,\delta^2u^n+\beta\,\delta^4u^n$ on five points that has order four for every~$\lambda$. For which $\lambda$ is it stable? Build it into the program.
\end{exercise}
\begin{answer}
  On smooth functions $\delta^2=h^2\partial_x^2+\frac1{12}h^4\partial_x^4+\bigO{h^6}$, so $h^2\partial_x^2=\delta^2-\frac1{12}\delta^4+\bigO{h^6}$. One exact step is the operator
  $e^{\lambda h^2\partial_x^2}=1+\lambda h^2\partial_x^2+\frac12\lambda^2h^4\partial_x^4+\bigO{h^6}=1+\lambda\,\delta^2+\bigl(\frac12\lambda^2-\frac1{12}\lambda\bigr)\delta^4+\bigO{h^6}$.
  Hence $\alpha=\lambda$, $\beta=\frac12\lambda(\lambda-\frac16)$; at $\lambda=\frac16$ it is FTCS. The growth factor is $g=1-\lambda\sigma+\beta\sigma^2$ with $0\le\sigma\le4$. For $\lambda\le\frac16$ it falls from 1 to
  $1-\frac{16}3\lambda+8\lambda^2\ge-1$ (the quadratic $8\lambda^2-\frac{16}3\lambda+2$ has no real root). For $\lambda>\frac16$ it is a convex parabola, so $g\le1$ if and only if $g\le1$ at $\sigma=4$, that is $\lambda\le\frac23$. Its
  minimum over all~$\sigma$ is $1-\lambda^2/4\beta=1-\lambda/(2\lambda-\frac13)$, which is at least $-1$ for $\lambda\ge\frac29$; for smaller $\lambda$ it is taken at $\sigma=1/(\lambda-\frac16)>4$, so that $g\ge g(4)>-1$ on the interval. Stable if and only
  if $\lambda\le\frac23$: larger steps than FTCS, and a higher order; what is lost is the maximum principle. Built in, and run at small size, it measures the orders \num{heat-1:heat.order_half},
  \num{heat-1:heat.order_ftcs} and \num{heat-1:heat.order_sixth}; \solution{heat-1}
\end{answer}
