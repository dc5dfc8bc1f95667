@* The Fokker--Planck equation.
\label{ch:fokker_planck}%
A particle in a valley with two floors jitters, stays a long while on one side, and then is suddenly on the other.
Nobody can say when. But of a million such particles, how many will be where, and when? \fig{fokker_planck/well}
shows five of them and the density of all. The paths of Chapter~\ref{ch:sde} are random and rough; their density is
neither. It solves the heat equation of Chapter~\ref{ch:heat} with a drift,
@^Fokker--Planck equation@>
\begin{equation}\label{eq:fokker_planck-1d}
  \partial_tp=-\partial_x(f\,p)+\tfrac12\,\partial_x^2(g^2p)\qquad\text{if}\qquad dX=f(X,t)\,dt+g(X,t)\,dW .
\end{equation}

\showfig{fokker_planck/well}{A double well, $f=x-x^3$ with $\frac12g^2=\num{fokker_planck.well_noise}$, started a
  little to the right of the ridge. Left: density (colour, bright is high) and five paths. Right: density at four
  times, from this chapter's solver (curves) and from particles counted in bins (points).}

The forward process of a diffusion model is a choice of $f$ and~$g$, and its densities solve
\eqref{eq:fokker_planck-1d}. Different processes can have the same densities, and that is why a deterministic
sampler and a random one can generate the same pictures. We derive the equation twice; say what walls do to it;
find its stationary states and the rate of the approach; exchange a process for another with the same densities;
and compute $p$ on a grid so that mass and sign are kept and the stationary state is exact on any mesh, however
coarse.

@*1 From paths to densities.
Let $X_t\in\RR^d$ solve $dX=f(X,t)\,dt+G(X,t)\,dW$, with a matrix $G$ of $d$ rows and as many columns as $W$ has
components. Write $a=GG^\top$, the \emph{diffusion matrix}, and
@^diffusion matrix@>
@^generator@>
\begin{equation}\label{eq:fokker_planck-generator}
  L_t\varphi=\sum_if_i\,\partial_i\varphi+\tfrac12\sum_{i,j}a_{ij}\,\partial_i\partial_j\varphi
\end{equation}
for its \emph{generator}. A \emph{test function} $\varphi$ is infinitely differentiable and vanishes outside a
ball. Averages of test functions determine a density, so it is enough to know how they move.
@^test function@>

\begin{theorem}[Fokker--Planck equation]\label{th:fokker_planck-equation}
  Let $f$ and $G$ be continuous and let $X$ be a solution that has a density $p(x,t)$ for $0<t<T$. Then for every
  test function and $0<s<t<T$
  \begin{equation}\label{eq:fokker_planck-weak}
    \int\varphi\,p(x,t)\,dx-\int\varphi\,p(x,s)\,dx=\int_s^t\!\int L_r\varphi\;p(x,r)\,dx\,dr .
  \end{equation}
  If moreover $\partial_tp$, $\partial_i(f_ip)$ and $\partial_i\partial_j(a_{ij}p)$ exist and are continuous in
  $(x,t)$, then
  \begin{equation}\label{eq:fokker_planck-d}
    \partial_tp=-\sum_i\partial_i(f_ip)+\tfrac12\sum_{i,j}\partial_i\partial_j(a_{ij}p)=:L_t^*p .
  \end{equation}
\end{theorem}
\begin{proof}
  It\^o's formula (Chapter~\ref{ch:sde}; in $d$ dimensions $dX_i\,dX_j=a_{ij}\,dt$) gives
  $d\varphi(X)=L_t\varphi(X)\,dt+\nabla\varphi(X)\cdot G\,dW$. As $\varphi$ has bounded support,
  $\nabla\varphi\cdot G$ is bounded and the integral over $dW$ has mean zero. Take expectations from $s$ to~$t$:
  $\EE\varphi(X_t)-\EE\varphi(X_s)=\int_s^t\EE L_r\varphi(X_r)\,dr$. This is \eqref{eq:fokker_planck-weak}.

  Now integrate by parts, once in the first sum of $L\varphi$ and twice in the second. Nothing comes from infinity,
  where $\varphi=0$: $\int L_r\varphi\,p\,dx=\int\varphi\,L_r^*p\,dx$. Divide \eqref{eq:fokker_planck-weak} by
  $t-s$ and let $s\to t$: $\int\varphi\,(\partial_tp-L_t^*p)\,dx=0$ for every test function. A continuous function
  that is, say, positive at a point is positive in a ball around it, and a nonnegative test function that lives in
  this ball would give a positive integral. So the bracket is zero.
\end{proof}
@^It\^o's formula@>

\begin{fact}[Uniqueness]\label{th:fokker_planck-unique}
  If $f$ and $G$ are bounded and Lipschitz continuous in~$x$, uniformly in~$t$, then \eqref{eq:fokker_planck-weak}
  has only one solution among families of probability measures that are weakly continuous in time and have the
  given law at $t=0$ \citep{figalli2008}.
\end{fact}

@ The second derivation forgets the paths and counts what crosses a point, as Fick would have done; it explains why
the derivatives stand in front of the coefficients. Let a particle on the line at~$y$ jump in the time~$\tau$
by~$\xi$, with a density $\kappa(\xi\given y)$, and write $m_k(y)=\int\xi^k\kappa(\xi\given y)\,d\xi$ for the
moments of a jump.
@^probability flux@>
@^flux of probability@>

\begin{theorem}[Flux]\label{th:fokker_planck-flux}
  Let $m_1$ and $m_2$ be finite, and let $q(y,\xi)=p(y)\,\kappa(\xi\given y)$ have two continuous derivatives
  in~$y$ with $\abs{\partial_y^2q(y,\xi)}\le H(\xi)$ and $\int\abs\xi^3H(\xi)\,d\xi\le C\tau^{3/2}$; let
  $(p\,m_2)'=\int\xi^2\partial_yq\,d\xi$. The probability that crosses $x$ from left to right in a jump, minus the
  probability that crosses from right to left, is
  \begin{equation}\label{eq:fokker_planck-crossing}
    Q=(p\,m_1)(x)-\tfrac12(p\,m_2)'(x)+\rho,\qquad\abs\rho\le\tfrac16C\tau^{3/2} .
  \end{equation}
\end{theorem}
\begin{proof}
  A jump $\xi>0$ crosses if it starts in $(x-\xi,x)$, a jump $\xi<0$ if it starts in $(x,x-\xi)$, and then it
  counts negatively; so in both cases it contributes $\int_{x-\xi}^xq(y,\xi)\,dy$. With Taylor's formula
  $q(y,\xi)=q(x,\xi)+(y-x)\,\partial_yq(x,\xi)+\frac12(y-x)^2\partial_y^2q(\eta,\xi)$ the integral is
  $\xi\,q-\frac12\xi^2\,\partial_yq$, up to $\frac16\abs\xi^3H(\xi)$. Integrate over~$\xi$.
\end{proof}

For the equation $dX=f\,dt+g\,dW$ the moments are $m_1=f\tau$ and $m_2=g^2\tau$, up to higher order. Divide by
$\tau$ and let it go to zero: the \emph{probability flux} is
\begin{equation}\label{eq:fokker_planck-flux-1d}
  J=f\,p-\tfrac12\,\partial_x(g^2p)=b\,p-D\,\partial_xp,\qquad D=\tfrac12g^2,\quad b=f-\partial_xD ,
\end{equation}
and conservation, $\partial_tp=-\partial_xJ$, is \eqref{eq:fokker_planck-1d} once more. The product $m_2p$ is
differentiated, coefficient and all, because a particle jumps by what it finds where it \emph{leaves}. In $d$
dimensions $\partial_tp=-\nabla\cdot J$ with
\begin{equation}\label{eq:fokker_planck-flux}
  J_i=f_ip-\tfrac12\sum_j\partial_j(a_{ij}p) .
\end{equation}

\begin{wrong}[The flux of an It\^o equation]
  ``The flux is drift times density minus $D\,\partial_xp$.'' With Fick's law in mind one writes
  $fp-D\,\partial_xp$ and loses the drift $-\partial_xD$; where $g$ does not depend on~$x$ the mistake stays
  hidden. \claim{fokker_planck.forms} On $[0,1]$ with sealed walls, $f=0$ and $D=1+\frac45\sin2\pi x$, the density
  ends with its largest value \num{fokker_planck.form_ito} times its smallest, since $\pi$ is proportional to
  $1/D$; with the wrong flux the ratio is \num{fokker_planck.form_fick}. A Stratonovich equation adds $\frac12gg'$
  to~$f$, so $b=f-\frac12gg'$: a third law, halfway.
\end{wrong}
@^Stratonovich integral@>

@ \emph{Three special cases.} (1)~$f=0$, $G=\sqrt{2D}\,I$ is the heat equation. (2)~$G=0$ is transport. Let
$\Phi_t(y)$ solve $\dot x=f(x,t)$ from $x(0)=y$ up to the time~$t$ for every~$y$, with $f$ and $\nabla f$
continuous. Particles are carried along, so $\int\varphi\,p(x,t)\,dx=\int\varphi(\Phi_t(y))\,p_0(y)\,dy$, and the
change of variables $x=\Phi_t(y)$ shows
@^transport equation@>
@^Liouville's formula@>
\begin{equation}\label{eq:fokker_planck-transport}
  p(\Phi_t(y),t)=\frac{p_0(y)}{\det\nabla\Phi_t(y)},\qquad\frac d{dt}\ln p(\Phi_t(y),t)=-(\nabla\cdot f)(\Phi_t(y),t) .
\end{equation}
The second is Liouville's formula $\frac d{dt}\det\nabla\Phi_t=(\nabla\cdot f)\det\nabla\Phi_t$, and where $p$ is
differentiable it is the equation itself, $\partial_tp+f\cdot\nabla p=-(\nabla\cdot f)\,p$: along a path the
density changes only as volume does. Chapter~\ref{ch:ddim} computes likelihoods with it.

(3)~The \emph{Ornstein--Uhlenbeck process}, $f=-\kappa x$ and $G=\sqrt{2D}\,I$ with constants, and all forward
processes of Chapter~\ref{ch:sde}, have a drift $f(t)\,x$ and noise $g(t)$. There $X_t=\alpha(t)X_0+\sigma(t)Z$,
and by Theorem~\ref{th:heat-mixture} a Gaussian mixture stays one; so
\eqref{eq:heat-mixture-t} solves the Fokker--Planck equation with $a=\alpha(t)$, $s_2=\sigma(t)^2$. One can check
it without probability:
@^Ornstein--Uhlenbeck process@>

\begin{theorem}[Linear drift]\label{th:fokker_planck-linear}
  Let $m(t)\in\RR^d$ and $V(t)>0$ with $\dot m=f(t)\,m$ and $\dot V=2f(t)V+g(t)^2$. Then $p=\normal(x;m,VI)$ solves
  $\partial_tp=-\nabla\cdot(f(t)\,x\,p)+\frac12g(t)^2\Delta p$.
\end{theorem}
\begin{proof}
  Put $y=x-m$. From $\ln p=-\frac d2\ln(2\pi V)-\abs y^2/2V$ we read $\nabla p=-yp/V$ and $\Delta p=(\abs
  y^2/V^2-d/V)\,p$. Hence $\partial_tp/p=-\frac d2\dot V/V+\abs y^2\dot V/2V^2+y\cdot\dot m/V=\frac12\dot V\,\Delta
  p/p+y\cdot\dot m/V$. With $\dot V$ and $\dot m$ inserted this is $\frac12g^2\,\Delta p/p+f\,(\abs y^2/V-d+y\cdot
  m/V)=\frac12g^2\,\Delta p/p+f\,(x\cdot y/V-d)$, and the last term is $-\nabla\cdot(fxp)/p$.
\end{proof}

@*1 Walls.
In a region $\Omega$ mass changes by what crosses the boundary: $\frac d{dt}\int_\Omega
p\,dx=-\int_{\partial\Omega}J\cdot n\,dS$. A wall that \emph{reflects} has $J\cdot n=0$: not $\partial_np=0$,
unless $b\cdot n=0$ there. One that \emph{absorbs} has $p=0$, since a Brownian path that touches it crosses it at
once. At infinity the boundary is \emph{natural} where $p$ and $J$ tend to zero fast enough for the integrals to
converge; on a computer, infinity is a reflecting wall so far out that nobody comes there.
@^reflecting wall@>
@^absorbing wall@>
@^natural boundary@>

Where the process has a symmetry, an absorbing wall can be solved by reflection.
@^method of images@>

\begin{theorem}[Absorption]\label{th:fokker_planck-absorb}
  On $x>0$ let $f=-\kappa x$ with $\kappa>0$, $D>0$ constant, and let the wall $x=0$ absorb. If
  $p_0(x)=\normal(x;m,V_0)-\normal(x;-m,V_0)$ with $m>0$, then with $m_t=me^{-\kappa t}$, $V_t=V_0e^{-2\kappa
  t}+\frac D\kappa(1-e^{-2\kappa t})$
  \begin{equation}\label{eq:fokker_planck-absorbed}
    \begin{gathered}
      p=\normal(x;m_t,V_t)-\normal(x;-m_t,V_t),\\
      -J(0,t)=\frac{2Dm_t}{V_t}\,\normal(0;m_t,V_t),\qquad\int_0^\infty\!p\,dx=\mathrm{erf}\frac{m_t}{\sqrt{2V_t}} .
    \end{gathered}
  \end{equation}
\end{theorem}
\begin{proof}
  Both terms solve the equation by Theorem~\ref{th:fokker_planck-linear}. Their difference is odd in~$x$, so zero
  at the wall. There $J=-D\,\partial_xp=-2D\,\frac{m_t}{V_t}\normal(0;m_t,V_t)$, and with $Z$ standard normal and
  $c=m_t/\sqrt{V_t}$ the mass is $P(Z>-c)-P(Z>c)=P(\abs Z<c)=\mathrm{erf}(c/\sqrt2)$.
\end{proof}

As $t\to\infty$ the survivors decrease like $e^{-\kappa t}$, while their shape, $p$ divided by its integral,
converges. \claim{fokker_planck.flux}
At $t=20$ the flux through the wall is \num{fokker_planck.flux_end}, and the solver of this chapter, on 800 cells,
has it up to the fraction \num{fokker_planck.flux_off}. This accuracy is \emph{relative}. The discrete rate of
decay is off by $\frac16h^2$ to leading order (Exercise~\ref{ex:fokker_planck-wall-rate}), and so after a time $t$
the flux by the fraction $\frac16h^2t$; \claim{fokker_planck.flux_rate} \num{fokker_planck.flux_rate} times that is
measured.

@*1 The stationary state.
A density $\pi$ is \emph{stationary} if $L^*\pi=0$, that is $\nabla\cdot J=0$. Much more special is \emph{detailed
balance}, $J=0$ everywhere: then, in the long run, as many particles go from here to there as come back. Let $D$ be
a positive constant. $J=f\pi-D\nabla\pi=0$ says
@^stationary state@>
@^detailed balance@>
@^Boltzmann, Ludwig@>
\begin{equation}\label{eq:fokker_planck-boltzmann}
  f=D\,\nabla\ln\pi,\qquad\text{or}\qquad f=-\nabla V,\quad\pi=\frac{e^{-V/D}}{\int e^{-V/D}dx} .
\end{equation}
The drift of a process in detailed balance is, up to a factor, the \emph{score} of its stationary state;
Chapter~\ref{ch:langevin} turns this into a way of sampling. On the line every $f$ has a potential; in the plane
$f=D\nabla\ln\pi+r$ has the same stationary state whenever $\nabla\cdot(r\pi)=0$, for instance when $r$ is a
multiple of $\nabla\ln\pi$ turned by a right angle: it runs along the contour lines of~$\pi$ and has no divergence.
Then $J=r\pi\ne0$: the distribution rests and the particles circulate; the program will show it.

\begin{theorem}[Symmetry]\label{th:fokker_planck-symmetry}
  Let $f=D\nabla\ln\pi$ with $\pi>0$ twice continuously differentiable, and write $p=\rho\,\pi$. Then
  $J=-D\pi\nabla\rho$, and for test functions $\varphi$, $\psi$
  \begin{equation}\label{eq:fokker_planck-dirichlet}
    \int\psi\,L\varphi\;\pi\,dx=-D\int\nabla\psi\cdot\nabla\varphi\;\pi\,dx :
  \end{equation}
  $L$ is symmetric, and nonpositive, in the inner product with weight~$\pi$. The ratio $\rho$ obeys
  $\partial_t\rho=L\rho$.
\end{theorem}
\begin{proof}
  $J=D(\nabla\pi)\rho-D\nabla(\rho\pi)=-D\pi\nabla\rho$. Next, $\pi
  L\varphi=D\nabla\pi\cdot\nabla\varphi+D\pi\Delta\varphi=D\nabla\cdot(\pi\nabla\varphi)$; multiply by $\psi$ and
  integrate by parts. And $\pi\,\partial_t\rho=-\nabla\cdot J=D\nabla\cdot(\pi\nabla\rho)=\pi L\rho$.
\end{proof}

@ How does a density approach $\pi$? Measure the distance by the \emph{relative entropy} $\KL(p\,\Vert\,q)=\int
p\ln(p/q)\,dx$, which is nonnegative, and zero only for $p=q$, since $r\ln r\ge r-1$ with equality at $r=1$ alone.
It decreases along \emph{any two} solutions, in balance or not.
@^relative entropy@>
@^H-theorem@>
@^relative Fisher information@>

\begin{theorem}[H-theorem]\label{th:fokker_planck-h}
  Let $p,q>0$ be two smooth solutions of \eqref{eq:fokker_planck-d} with mass~1, for the same $f$ and~$a$, and let
  derivatives pass under the integrals and boundary terms at infinity vanish. Then
  \begin{equation}\label{eq:fokker_planck-h}
    \frac d{dt}\KL(p\,\Vert\,q)=-\tfrac12\int p\;\nabla\ln\frac pq\cdot a\,\nabla\ln\frac pq\,dx\le0 .
  \end{equation}
  In particular, for $a=2D\,I$ and $q=\pi$, the rate is $-D\,I(p\,\Vert\,\pi)$, where $I(p\,\Vert\,q)=\int
  p\,\abs{\nabla\ln(p/q)}^2dx$ is the relative Fisher information.
\end{theorem}
\begin{proof}
  With $\tilde f_i=f_i-\frac12\sum_j\partial_ja_{ij}$ the flux is $J[p]=\tilde fp-\frac12a\nabla p$, and the same
  for~$q$. As $\int\partial_tp\,dx=0$,
  \begin{align*}
    \frac d{dt}\KL&=\int\Bigl(\ln\frac pq\,\partial_tp-\frac pq\,\partial_tq\Bigr)dx=\int\Bigl(\nabla\ln\frac pq\cdot J[p]-\nabla\frac pq\cdot J[q]\Bigr)dx\\
    &=\int\nabla\ln\frac pq\cdot\Bigl(J[p]-\frac pqJ[q]\Bigr)dx,
  \end{align*}
  by parts and because $\nabla(p/q)=(p/q)\nabla\ln(p/q)$. In the bracket the drift cancels: $-\frac12(a\nabla
  p-\frac pqa\nabla q)=-\frac12p\,a\nabla\ln\frac pq$.
\end{proof}

The drift has dropped out. It moves $p$ and $q$ alike; only noise makes the process forget. For the heat equation,
formally $q=1$, this is de~Bruijn's identity (Theorem~\ref{th:heat-debruijn}). How fast? It depends on how much
Fisher information a given entropy must have.

\begin{fact}[Bakry and \'Emery]\label{th:fokker_planck-bakry}
  If $f=-\nabla V$ and all eigenvalues of the second derivatives of~$V$ are at least $\kappa>0$, then
  $\KL(p\,\Vert\,\pi)\le\frac D{2\kappa}I(p\,\Vert\,\pi)$ \citep{bakry1985}; so, by \eqref{eq:fokker_planck-h},
  $\KL(p_t\,\Vert\,\pi)\le e^{-2\kappa t}\,\KL(p_0\,\Vert\,\pi)$.
\end{fact}
@^logarithmic Sobolev inequality@>

@ Without convexity there is the \emph{spectral gap}: the largest $\lambda$ for which $\int\varphi\,\pi\,dx=0$ implies
$D\int\abs{\nabla\varphi}^2\pi\,dx\ge\lambda\int\varphi^2\pi\,dx$. By
\eqref{eq:fokker_planck-dirichlet} it is the smallest positive eigenvalue of $-L$, if the spectrum is discrete.
@^spectral gap@>
@^chi-squared distance@>

\begin{theorem}[Gap]\label{th:fokker_planck-gap}
  Let $\rho=p/\pi$, let $\chi^2(t)=\int(\rho-1)^2\pi\,dx$ be finite at $t=0$, and let $\lambda>0$ be the gap, in
  the situation of Theorem~\ref{th:fokker_planck-symmetry}, with integrations by parts justified. Then
  $\chi^2(t)\le e^{-2\lambda t}\chi^2(0)$, and $\norm{p-\pi}_1\le\chi(t)$. For $V=\frac12\kappa x^2$ on the line
  the eigenvalues are $0,\kappa,2\kappa,\dots$, so $\lambda=\kappa$.
\end{theorem}
\begin{proof}
  $\frac d{dt}\chi^2=2\int(\rho-1)\,L\rho\,\pi\,dx=-2D\int\abs{\nabla\rho}^2\pi\,dx\le-2\lambda\chi^2$. By Cauchy
  and Schwarz $\int\abs{\rho-1}\pi\,dx\le\chi$. For the quadratic potential let $\sigma^2=D/\kappa$,
  $\pi=\normal(0,\sigma^2)$, and let $h_n$ be the Hermite polynomials, $\sum_nh_n(x)s^n/n!=e^{sx/\sigma-s^2/2}=:F$.
  Then $LF=-\kappa x\,\partial_xF+D\,\partial_x^2F=\kappa(-sx/\sigma+s^2)F=-\kappa s\,\partial_sF$; compare the
  coefficients of~$s^n$: $Lh_n=-n\kappa h_n$. The $h_n$ are orthogonal, as eigenfunctions of a symmetric operator
  to different eigenvalues, and complete in $L^2(\pi)$ \citep[section~5.5]{risken1989}. Expand
  $\varphi=\sum_{n\ge1}c_nh_n$: the quotient in the definition of $\lambda$ is a mean of the numbers $n\kappa$, and
  $\kappa$ for $h_1$.
\end{proof}
@^Hermite polynomials@>

\showfig{fokker_planck/entropy}{Left: relative entropy from the same start in the harmonic potential $V=x^2/2$ and
  in the double well $V=x^4/4-x^2/2$. Dashed: the bound of Bakry and \'Emery; a line with the slope that the gap
  predicts. Right: the gap of the double well from the eigenvalues of the rate matrix (points), and Kramers'
  formula (curve).}

\begin{fact}[Kramers]\label{th:fokker_planck-kramers}
  For a symmetric double well with minima at $\pm x_0$, a barrier of height $\Delta V$ at zero, and $D\to0$,
  $\lambda\sim\frac1\pi\sqrt{V''(x_0)\,\abs{V''(0)}}\,e^{-\Delta V/D}$ \citep[section~5.10]{risken1989}, after
  \citet{kramers1940}.
\end{fact}
@^Kramers' formula@>

@ \fig{fokker_planck/entropy} compares. \claim{fokker_planck.decreasing} On the grid the entropy decreases at every
step, in both potentials. \claim{fokker_planck.rates} In the harmonic potential the computed gap is
\num{fokker_planck.gap_ou}, theory says~1, and the entropy falls at the rate \num{fokker_planck.rate_ou}, where
$2\lambda=2$ is predicted. In the double well it falls fast at first, while each half relaxes in its own valley,
and then creeps: the gap is \num{fokker_planck.gap_well}. \claim{fokker_planck.kramers_near} At the smallest noise
it is \num{fokker_planck.kramers} of what Kramers' formula gives. The forward process of a diffusion model has the
harmonic potential, and forgets the data at a rate that does not depend on them. A process in the data's own
potential, such as Langevin's, must cross the ridges, and pays $e^{\Delta V/D}$.

@*1 One density, many processes.
The equation contains $f$ and $g$ only in the combination $fp-\frac12g^2\nabla p$. Since $\nabla p=p\,\nabla\ln p$,
noise can be traded for drift.
@^probability-flow equation@>
@^score@>

\begin{theorem}[The family]\label{th:fokker_planck-family}
  Let $p>0$ be a smooth solution of the Fokker--Planck equation for $dX=f(x,t)\,dt+g(t)\,dW$. For every
  $\lambda\ge0$ the same $p$ solves that of
  \begin{equation}\label{eq:fokker_planck-family}
    dX=\Bigl[f-\frac{1-\lambda^2}2\,g^2\,\nabla\ln p\Bigr]dt+\lambda g\,dW .
  \end{equation}
  For $\lambda=0$ this is an ordinary differential equation, the \emph{probability-flow equation} $\dot
  x=f-\frac12g^2\nabla\ln p$.
\end{theorem}
\begin{proof}
  The flux of \eqref{eq:fokker_planck-family} is $fp-\frac{1-\lambda^2}2g^2\nabla p-\frac{\lambda^2}2g^2\nabla
  p=fp-\frac12g^2\nabla p$, for every~$\lambda$.
\end{proof}

If the equation with the new drift has only one solution with the given initial density
(Fact~\ref{th:fokker_planck-unique} has conditions), then all members of the family, started alike, have the same
law at each time: not the same paths, and not the same joint law at two times. On the line the deterministic member
has a simple description.

\begin{corollary}[Quantiles]\label{th:fokker_planck-quantile}
  Let $d=1$, $p>0$ and $J\to0$ at $-\infty$, and $F(x,t)=\int_{-\infty}^xp\,dy$. Along the probability flow
  $F(x(t),t)$ is constant.
\end{corollary}
\begin{proof}
  $\partial_tF=-J(x,t)$, and $\dot x=J/p$. So $\frac d{dt}F(x(t),t)=-J+p\,\dot x=0$.
\end{proof}

\showfig{fokker_planck/family}{Three members of the family of an Ornstein--Uhlenbeck process. Above, paths from the
  same starting points; below, histograms of \num{fokker_planck.family_walkers} particles at the end (points) and
  the exact density (curve), which is the same for the three.}

\fig{fokker_planck/family} shows the member without noise, the original, and one with twice the noise and a drift
to match. \claim{fokker_planck.family} The three final histograms differ from the exact density by at most
\num{fokker_planck.family_worst} in the 1-norm. With time reversed the same trade gives the samplers of this book:
Chapter~\ref{ch:reversal} shows that for $dt<0$ the drift becomes $f-\frac12(1+\lambda^2)\,g^2\nabla\ln p$.

\begin{wrong}[Noise removed without its drift]
  Noise may be added or removed only together with the drift that belongs to it. Who takes the original drift $f$
  and simply leaves out the noise, to have smooth paths, solves $\partial_tp=-\nabla\cdot(fp)$: for $f=-\kappa x$
  the variance falls to zero like $e^{-2\kappa t}$, where it should tend to $D/\kappa$.
\end{wrong}

@*1 Finite volumes.
On a computer the line is an interval cut into $n$ cells of width~$h$; the cell $i$ has its centre at $x_i$, and
the unknowns are the densities $p_i$ at the centres. Face~$k$ stands between the cells $k-1$ and~$k$, for
$k=0,\dots,n$; faces $0$ and~$n$ are the walls. A scheme in \emph{conservation form} is
@^finite volumes@>
@^conservation form@>
\begin{equation}\label{eq:fokker_planck-volumes}
  \frac{dp_i}{dt}=-\frac{J_{i+1}-J_i}h ,
\end{equation}
whatever the fluxes $J_k$: what leaves a cell enters its neighbour, the sum over the cells telescopes, and
$h\sum_ip_i$ changes only by what passes the walls. All that is left is to say what crosses a face. By
\eqref{eq:fokker_planck-flux-1d} it is $J=bp-D\,\partial_xp$ with $D=\frac12g^2$ and $b=f-\partial_xD$. The mean of
two neighbours for~$p$ and their difference for the derivative make
\begin{equation}\label{eq:fokker_planck-face}
  \begin{aligned}
  J_k&=b_k\,\frac{p_{k-1}+p_k}2-\chi_kD_k\,\frac{p_k-p_{k-1}}h\\
     &=\frac{D_k}h\Bigl[\bigl(\chi_k+\tfrac12w_k\bigr)p_{k-1}-\bigl(\chi_k-\tfrac12w_k\bigr)p_k\Bigr],\qquad w_k=\frac{b_kh}{D_k} .
  \end{aligned}
\end{equation}
The number $w$ is the \emph{cell P\'eclet number}: drift over diffusion, on the scale of the mesh. We have allowed
ourselves a factor $\chi$ on the diffusion, which should tend to~1 with~$w$. Every classical scheme is a choice of
this one function:
@^P\'eclet number of a cell@>
@^upwind scheme@>
\[
  \text{central: }\chi=1,\quad\ \text{upwind: }\chi=1+\tfrac12\abs w,\quad\ \text{Chang and Cooper: }\chi=\tfrac w2\coth\tfrac w2 .
\]
Upwind takes $p$ from the side the drift comes from, $bp_{k-1}$ if $b>0$. Where does the third come from?

\begin{theorem}[Chang and Cooper's weights]\label{th:fokker_planck-weights}
  Let $D>0$ and $b$ be constant between two centres. \textup{(1)}~The flux of the stationary solution of
  $J=bp-Dp'=$ constant that takes the values $p_{k-1}$ and $p_k$ at the centres is \eqref{eq:fokker_planck-face}
  with $\chi=\frac w2\coth\frac w2$. \textup{(2)}~For $w\ne0$ this is the only value of~$\chi$ for which $J_k=0$
  whenever $p_k/p_{k-1}=e^w$. \textup{(3)}~It makes both coefficients of \eqref{eq:fokker_planck-face} positive for
  every~$w$; central differences do so only for $\abs w<2$.
\end{theorem}
\begin{proof}
  (1) If $b\ne0$ the solutions are $p=J/b+Ce^{by/D}$, with $y$ counted from the centre $k-1$. So $p_{k-1}=J/b+C$
  and $p_k=J/b+Ce^w$; eliminating~$C$, $J\,(e^w-1)/b=e^wp_{k-1}-p_k$. With the \emph{Bernoulli function}
  $B(w)=w/(e^w-1)$, $B(0)=1$, which satisfies $B(-w)=e^wB(w)=w+B(w)$, this is @^Bernoulli function@>
  \begin{equation}\label{eq:fokker_planck-bernoulli}
    \begin{gathered}
    J=\frac Dh\bigl[B(-w)\,p_{k-1}-B(w)\,p_k\bigr],\\
    B(\mp w)=\chi\pm\tfrac12w,\qquad\chi=\frac w2\,\frac{e^w+1}{e^w-1}=\frac w2\coth\frac w2 ,
    \end{gathered}
  \end{equation}
  and for $b=0$ it holds as a limit, $\chi=1$. (2)~$J_k=0$ means $p_k/p_{k-1}=(\chi+\frac12w)/(\chi-\frac12w)$;
  this is $e^w$ if and only if $\chi(e^w-1)=\frac12w(e^w+1)$. (3)~$B>0$, and $1\pm\frac12w>0$ if and only if $\abs
  w<2$.
\end{proof}

So between two centres the scheme solves the stationary equation exactly \citep{chang1970}.
\fig{fokker_planck/weights} shows $\chi$.
@^Chang--Cooper scheme@>

\showfig{fokker_planck/weights}{Left: the factor $\chi$ on the diffusion for four schemes. Below the grey wedge
  $\chi=\abs w/2$ a coefficient of \eqref{eq:fokker_planck-face} is negative. Right: stationary density of a steep
  well, $V=8x^2$ with $D=\frac12$, on nine cells, where the P\'eclet numbers
  reach~\num{fokker_planck.steep_peclet}. Chang--Cooper's points lie on the exact curve; upwind's are smeared, and
  the other two have negative densities.}

@ Write $A$ for the matrix of \eqref{eq:fokker_planck-volumes}, $\dot p=Ap$. Its elements beside the diagonal are
\emph{rates}: probability goes from cell $k-1$ to~$k$ at the rate $\uparrow_k$ and back at the rate~$\downarrow_k$,
@^rate matrix@>
\begin{equation}\label{eq:fokker_planck-rates}
  \uparrow_k=\frac{D_k}{h^2}\,B(-w_k),\qquad\downarrow_k=\frac{D_k}{h^2}\,B(w_k),\qquad a_{ii}=-\bigl(\uparrow_{i+1}+\downarrow_i\bigr).
\end{equation}
It is Einstein's walk again, in continuous time: a particle hops between neighbouring cells. At a sealed wall the
rates are zero. At an absorbing wall $p=0$ on the face itself, half a cell from the centre, and
Theorem~\ref{th:fokker_planck-weights} with $h/2$ and $w/2$ and one value zero gives the rate
$2D\,h^{-2}B(\pm\frac12w)$ out and none in. The columns of~$A$ then sum to minus the rate of loss.

In $w_k$ we are free to choose any approximation of $\int b/D\,dx$ from centre to centre. If the drift has a
potential, $b=-V'$, and $D$ is constant, the best choice is not $b$ at the face but the difference
$w_k=-(V(x_k)-V(x_{k-1}))/D$.

\begin{theorem}[The rate matrix]\label{th:fokker_planck-rate}
  Let $A$ have the rates \eqref{eq:fokker_planck-rates} and sealed walls. \textup{(1)}~$h\sum_ip_i$ is constant.
  \textup{(2)}~If $p_i\ge0$ at $t=0$, then for all $t>0$. \textup{(3)}~Let $\pi_i>0$ with
  $w_k=\ln\pi_k-\ln\pi_{k-1}$. Then $A\pi=0$, in detailed balance: $\uparrow_k\pi_{k-1}=\downarrow_k\pi_k$.
  \textup{(4)}~For two solutions $p$ and $q$ of mass~1, $q>0$, the relative entropy $\sum_ihp_i\ln(p_i/q_i)$ does
  not grow.
\end{theorem}
\begin{proof}
  (1)~The columns sum to zero. (3)~$B(-w)/B(w)=e^w$. For (2) and (4): take $c\ge\max_i\abs{a_{ii}}$. The matrix
  $P=I+A/c$ has no negative element and column sums~1, and $e^{tA}=e^{-ct}e^{ctP}=e^{-ct}\sum_m(ct)^mP^m/m!$
  inherits both. (4)~Let $M=e^{tA}$, $\hat p=Mp$, $\hat q=Mq$; all rows of~$M$ have a positive element on the
  diagonal, so $\hat q>0$. The numbers $\lambda_{ij}=M_{ij}q_j/\hat q_i$ are nonnegative with
  $\sum_j\lambda_{ij}=1$, and $\hat p_i/\hat q_i=\sum_j\lambda_{ij}\,p_j/q_j$. The function $\phi(r)=r\ln r$ is
  convex, so by Jensen's inequality
  \[
    \sum_i\hat q_i\,\phi\Bigl(\frac{\hat p_i}{\hat q_i}\Bigr)\le\sum_i\hat q_i\sum_j\lambda_{ij}\,\phi\Bigl(\frac{p_j}{q_j}\Bigr)=\sum_j\Bigl(\sum_iM_{ij}\Bigr)q_j\,\phi\Bigl(\frac{p_j}{q_j}\Bigr)=\sum_jq_j\,\phi\Bigl(\frac{p_j}{q_j}\Bigr).\qedhere
  \]
\end{proof}
@^data processing inequality@>
The proof of (4) uses nothing of~$M$ but its signs and its column sums. It will serve for one implicit step as well
as for all of them.

@ How accurate is it? The norm that suits the matter is $\norm p_1=h\sum_i\abs{p_i}$, twice the total variation.

\begin{theorem}[Second order]\label{th:fokker_planck-order}
  On $[0,L]$ with sealed walls let $D$ be constant, $b$ three times and the solution $p(\cdot,t)$ four times
  continuously differentiable in~$x$, with bounds uniform for $t\le T$; let $w_k=b(x)h/D$ at the faces. Let $\chi$
  be an even, smooth function with $\chi(0)=1$ and $\chi\ge\frac12\abs w$ for the $w$ that occur. The solution
  $p_i(t)$ of \eqref{eq:fokker_planck-volumes} that starts from $p(x_i,0)$ satisfies $\norm{p_i(t)-p(x_i,t)}_1\le
  Ct\,h^2$ for $t\le T$.
\end{theorem}
\begin{proof}
  At a face at~$x$ put the exact solution into \eqref{eq:fokker_planck-face}. The error of the flux is
  \begin{equation}\label{eq:fokker_planck-flux-error}
    e(x,h)=b\,\frac{p_++p_-}2-\chi\Bigl(\frac{bh}D\Bigr)D\,\frac{p_+-p_-}h-bp+Dp' ,
  \end{equation}
  where $p_\pm=p(x\pm\frac12h)$. It is even in~$h$ and vanishes at $h=0$, so Taylor's formula gives $e=h^2E(x,h)$
  with $E$ and $\partial_xE$ bounded; here the four derivatives of~$p$ are used. Also $\partial_tp=-J'$ at a centre
  is $-(J_{\text{right}}-J_{\text{left}})/h+\bigO{h^2}$, as $J$ has three derivatives. Hence $p(x_i,t)$ satisfies
  \eqref{eq:fokker_planck-volumes} up to a residual $\rho_i$ that is $\bigO{h^2}$ in a cell without a wall. In the
  two others $e$ is zero at the wall and $h^2E$ at the other face, so $\rho_i=\bigO h$; but their weight is~$h$. In
  all $\norm\rho_1\le Ch^2$. The difference $d=p_i-p(x_i,\cdot)$ solves $\dot d=Ad-\rho$ and starts from zero, so
  $d(t)=-\int_0^te^{(t-s)A}\rho(s)\,ds$. As $e^{tA}$ has nonnegative elements and column sums~1,
  $\norm{e^{tA}\rho}_1\le\norm\rho_1$.
\end{proof}
Upwind is not smooth at $w=0$ and has $e=-\frac12\abs b\,h\,p'+\dots$: order one. The leading coefficient in
\eqref{eq:fokker_planck-flux-error} for Chang and Cooper, whose $\chi=1+\frac1{12}w^2+\dots$, is
\begin{equation}\label{eq:fokker_planck-leading}
  E(x,0)=\tfrac18b\,p''-\tfrac1{24}D\,p'''-\tfrac1{12}\frac{b^2}D\,p' .
\end{equation}

\begin{wrong}[Chang and Cooper's weights exchanged]
  \citeauthor{chang1970} write the value at the face, in our notation, as $\delta p_k+(1-\delta)p_{k-1}$ with
  $\delta=1/w-1/(e^w-1)$. It is easy to exchange the two weights, and no test of convergence will notice: the
  exchanged scheme is \eqref{eq:fokker_planck-face} with $2-\chi$ in place of~$\chi$, even, smooth, equal to~1 at
  zero, and Theorem~\ref{th:fokker_planck-order} applies. \claim{fokker_planck.swapped} It converges with the order
  \num{fokker_planck.order_swapped}. But it loses positivity where $B(-\abs w)=2$, that is
  \claim{fokker_planck.swapped_earlier} at $\abs w=\num{fokker_planck.swapped_limit}$, earlier than central
  differences, and its stationary state on the grid of \fig{fokker_planck/weights} contains negative densities down
  to \num{fokker_planck.swapped_low}, where the largest is \num{fokker_planck.well_top}.
\end{wrong}
@^weights, exchanged@>

@*1 Steps in time.
\emph{Backward Euler} and \emph{Crank--Nicolson} are
@^backward Euler@>
@^Crank--Nicolson scheme@>
\begin{equation}\label{eq:fokker_planck-steps}
  (I-\tau A)\,p'=p ,\qquad (I-\tfrac12\tau A)\,p'=(I+\tfrac12\tau A)\,p .
\end{equation}
The second needs no product with~$A$: if $(I-\frac12\tau A)\,y=p$, then $p'=2y-p$. (Apply $I-\frac12\tau A$ to
$2y-p$; what comes out is $2p-p+\frac12\tau Ap$.) Half a step of backward Euler, reflected.

\begin{theorem}[Positivity of a step]\label{th:fokker_planck-positive}
  Let $A$ have nonnegative elements beside the diagonal and column sums $\le0$. \textup{(1)}~$I-\tau A$ has an
  inverse without negative elements for every $\tau>0$, whatever the P\'eclet numbers. \textup{(2)}~A step of
  Crank--Nicolson has no negative element if
  \begin{equation}\label{eq:fokker_planck-cn-limit}
    \tau\le2\big/\max_i\abs{a_{ii}} .
  \end{equation}
  \textup{(3)}~If the columns sum to zero, both keep the mass, and wherever they have no negative elements neither
  $\norm{\cdot}_1$ nor any relative entropy grows in a step.
\end{theorem}
\begin{proof}
  (1)~With $c=\max\abs{a_{ii}}$ and $P=I+A/c\ge0$, whose column sums are at most~1, $I-\tau A=(1+\tau
  c)\bigl(I-\frac{\tau c}{1+\tau c}P\bigr)$, and the inverse is a geometric series in~$P$. (2)~Then $I+\frac12\tau
  A$ has no negative element, and (1) does the rest. (3)~Multiply \eqref{eq:fokker_planck-steps} from the left by
  $(1,\dots,1)$. A matrix $M\ge0$ with column sums~1 has $\norm{Mp}_1\le\norm p_1$, and the proof of
  Theorem~\ref{th:fokker_planck-rate}~(4) applies to it.
\end{proof}
With Theorem~\ref{th:fokker_planck-order} the error in the 1-norm is, for solutions that are smooth in time,
$\bigO{h^2+\tau}$ for backward Euler and $\bigO{h^2+\tau^2}$ for Crank--Nicolson under
\eqref{eq:fokker_planck-cn-limit}: a step adds $\tau$ times its truncation error to the old one, and amplifies
nothing. The bound is only twice that of the explicit scheme, $\tau\le1/\max\abs{a_{ii}}$; what Crank--Nicolson
buys under it is second order in time. Where data are smooth it is accurate far beyond the bound, but it promises
no sign there.

\showfig{fokker_planck/positivity}{Crank--Nicolson from a density concentrated in one cell. Left: the smallest
  value met in 50 steps, as a fraction of the largest, against $\theta=\frac12\tau\max\abs{a_{ii}}$. It is negative
  as soon as the bound $\theta=1$ is passed. Right: the density after ten steps with $\theta=20$ (points) and the
  exact solution.}

@ \fig{fokker_planck/positivity} passes the bound. \claim{fokker_planck.cn_positive} With $\tau$ at the bound no
value is negative at any step (beyond $10^{-300}$, where the processor's flushing of subnormal numbers to zero can
make $2y-p$ negative); \claim{fokker_planck.cn_negative} two per cent beyond, the first step already gives
\num{fokker_planck.cn_first} of the maximum, and at $\theta=20$ the density falls to \num{fokker_planck.cn_low} of
it. \claim{fokker_planck.be_positive} Backward Euler was tried with P\'eclet numbers up to
\num{fokker_planck.be_peclet} and steps up to \num{fokker_planck.be_theta} times the bound: the smallest value met
is \num{fokker_planck.be_low}.

@ Here is the interface. A |FokkerPlanck| owns the grid and the rates; the density is the caller's.

@(fokker_planck.h@>=
#ifndef FOKKER_PLANCK_H
#define FOKKER_PLANCK_H
#include <complex.h>
#include "heat.h"
#include "sde.h"
@#
@<Interface of the solver on an interval@>@;
@<Interface of the solver on a rectangle@>@;
@<Interface of the solver on a circle@>@;
@#
#endif

@ @<Interface of the solver on an interval@>=
typedef enum { FOKKER_PLANCK_CHANG_COOPER, FOKKER_PLANCK_UPWIND,@|
  FOKKER_PLANCK_CENTRAL, FOKKER_PLANCK_SWAPPED } FokkerPlanckKind;
  /* the last is wrong on purpose: $2-\chi$ for $\chi$ */
enum { FOKKER_PLANCK_SEALED=0, FOKKER_PLANCK_LEFT=1, FOKKER_PLANCK_RIGHT=2 };
  /* which walls absorb: a sum of these */
typedef struct FokkerPlanck FokkerPlanck;
@#
void fokker_planck_pair(double *plus, double *minus,@|
  FokkerPlanckKind scheme, double w); /* $\chi(w)\pm\frac12w$ of \eqref{eq:fokker_planck-face} */
FokkerPlanck *fokker_planck_new(int n, double left, double right, int walls);
  /* $n\ge2$ cells on $[|left|,|right|]$; all rates zero */
void fokker_planck_free(FokkerPlanck *s);
const double *fokker_planck_centres(const FokkerPlanck *s); /* $x_i$: |n| */
void fokker_planck_rates(FokkerPlanck *s, FokkerPlanckKind scheme,@|
  const double *w, const double *D); /* \eqref{eq:fokker_planck-rates}; |w|, |D>0|: $n+1$ values,
     at the faces; $w_k$ stands for $\int b/D\,dx$ over the length~$h$ around the face, at the walls
     too; there |w| and |D| are read only if the wall absorbs */
void fokker_planck_linear(FokkerPlanck *s, FokkerPlanckKind scheme,@|
  double slope, double D); /* the rates of the drift $|slope|\cdot x$ and constant |D>0| */
double fokker_planck_stiffness(const FokkerPlanck *s); /* $\max_i\abs{a_{ii}}$ */
double fokker_planck_loss(const FokkerPlanck *s, const double *p);
  /* probability absorbed by the walls per unit of time */
void fokker_planck_apply(double *y, const FokkerPlanck *s, const double *p);
  /* $y=Ap$; |y|, |p|: |n|, different */
void fokker_planck_steps(double *p, FokkerPlanck *s, double theta, double tau,@|
  int steps); /* |p|: |n|, in place; |theta| 1: backward Euler, $\frac12$: Crank--Nicolson,
     both of \eqref{eq:fokker_planck-steps} */
void fokker_planck_stationary(double *pi, const FokkerPlanck *s);
  /* $\pi$ of mass~1 with $\uparrow_k\pi_{k-1}=\downarrow_k\pi_k$; sealed walls, positive rates */
void fokker_planck_forward(double *p, FokkerPlanck *s, const SdeProcess *q,@|
  double t, double end, int steps); /* Crank--Nicolson from |t| to |end| along a forward
     process, whose coefficients depend on time */

@ The two numbers $B(\mp w)$ differ by $w$. We compute the smaller one, and add: nothing cancels, both come out
positive to a few units in the last place, and for $\abs w>709$ one of them is zero and harmless. For the others
$\chi$ will do.
@^cancellation@>

@<Functions of the solver on an interval@>=
void fokker_planck_pair(double *plus, double *minus,@|
  FokkerPlanckKind scheme, double w)
{
  double size = fabs(w), small = size>0 ? size/expm1(size) : 1;
  double chi = small+size/2; /* $\frac w2\coth\frac w2$ */
  if (scheme==FOKKER_PLANCK_UPWIND) small = 1;
  else if (scheme!=FOKKER_PLANCK_CHANG_COOPER)
    small = (scheme==FOKKER_PLANCK_CENTRAL ? 1 : 2-chi)-size/2;
  *plus = w>0 ? small+size : small;
  *minus = w>0 ? small : small+size;
}

@ @(fokker_planck.c@>=
#include <math.h>
#include <stdlib.h>
#include <omp.h>
#include "base.h"
#include "linalg.h"
#include "fokker_planck.h"
@#
struct FokkerPlanck {
  int n, walls;
  double left, h;
  double *x, *up, *down; /* centres (|n|); rates at the faces ($n+1$ each) */
  double theta, tau; /* of the factors below; |tau==0|: none */
  double *r, *p, *q, *y; /* |n| each */
};
@#
@<Functions of the solver on an interval@>@;
@<Functions of the solver on a rectangle@>@;
@<Functions of the solver on a circle@>@;

@ One allocation holds all seven arrays, each aligned to a cache line.

@<Functions of the solver on an interval@>=
FokkerPlanck *fokker_planck_new(int n, double left, double right, int walls)
{
  base_require(n>=2 && left<right && walls>=0 && walls<=3,@|
    "fokker_planck_new: n=%d, [%g,%g], walls=%d", n, left, right, walls);
  FokkerPlanck *s = base_new(1, sizeof *s);
  size_t stride = (size_t)(n+8)/8*8; /* at least $n+1$, and rows aligned */
  s->n = n, s->walls = walls, s->left = left, s->h = (right-left)/n;
  s->x = base_reals(7*stride);
  s->up = s->x+stride, s->down = s->up+stride, s->r = s->down+stride;
  s->p = s->r+stride, s->q = s->p+stride, s->y = s->q+stride;
  for (int i=0; i<n; i++) s->x[i] = left+(i+0.5)*s->h;
  return s;
}
@#
void fokker_planck_free(FokkerPlanck *s)
{
  if (s!=NULL) free(s->x), free(s);
}
@#
const double *fokker_planck_centres(const FokkerPlanck *s)
{@+return s->x;@+}

@ An absorbing wall at the left loses at the rate $\downarrow_0$, one at the right at $\uparrow_n$; the other two
rates of the walls stay zero.

@<Functions of the solver on an interval@>=
void fokker_planck_rates(FokkerPlanck *s, FokkerPlanckKind scheme,@|
  const double *w, const double *D)
{
  double a, b;
  int n = s->n;
  s->tau = 0;
  for (int k=1; k<n; k++) {
    double c = D[k]/(s->h*s->h);
    base_require(c>0, "fokker_planck_rates: D[%d]=%g", k, D[k]);
    fokker_planck_pair(&a, &b, scheme, w[k]);
    s->up[k] = c*a, s->down[k] = c*b;
  }
  for (int right=0; right<2; right++) if (s->walls&(right ? FOKKER_PLANCK_RIGHT :@|
    FOKKER_PLANCK_LEFT)) {
    int k = right ? n : 0;
    double c = 2*D[k]/(s->h*s->h);
    fokker_planck_pair(&a, &b, scheme, w[k]/2); /* half a cell */
    if (right) s->up[k] = c*a;
    else s->down[k] = c*b;
  }
}

@ For a linear drift $b=\lambda x$ the face is the mean of the interval around it, and $w_k=\lambda x_kh/D$ is
exact. The faces lie at |left+k*h|.

@<Functions of the solver on an interval@>=
void fokker_planck_linear(FokkerPlanck *s, FokkerPlanckKind scheme,@|
  double slope, double D)
{
  double *w = s->r, *d = s->p; /* the factors are void anyway */
  base_require(D>0, "fokker_planck_linear: D=%g", D);
  for (int k=0; k<=s->n; k++)
    w[k] = slope*(s->left+k*s->h)*s->h/D, d[k] = D;
  fokker_planck_rates(s, scheme, w, d);
}

@ Three things can be asked of the rates: the largest, which bounds the step of Crank--Nicolson; what the walls
take from a density; and the product $Ap$, which no step needs, but the spectrum does.

@<Functions of the solver on an interval@>=
double fokker_planck_stiffness(const FokkerPlanck *s)
{
  double top = 0;
  for (int i=0; i<s->n; i++) top = fmax(top, s->up[i+1]+s->down[i]);
  return top;
}
@#
double fokker_planck_loss(const FokkerPlanck *s, const double *p)
{@+return s->h*(s->down[0]*p[0]+s->up[s->n]*p[s->n-1]);@+}
@#
void fokker_planck_apply(double *y, const FokkerPlanck *s, const double *p)
{
  int n = s->n;
  const double *up = s->up, *down = s->down;
  for (int i=0; i<n; i++) y[i] = -(up[i+1]+down[i])*p[i];
  for (int i=1; i<n; i++) y[i] += up[i]*p[i-1], y[i-1] += down[i]*p[i];
}

@ Appendix~\ref{ch:linalg} could factor $I-\theta\tau A$, but it would be handed a diagonal
$1+\theta\tau\abs{a_{ii}}$ in which the~1, that is all of the mass, has been rounded. \claim{fokker_planck.leak} At
$\tau\max\abs{a_{ii}}=\num{fokker_planck.leak_stiffness}$ a thousand such steps change the
mass by \num{fokker_planck.leak_plain} of it, where ours will change it by \num{fokker_planck.leak_ours}. The cure
is not to subtract. Let $R_i=\theta\tau\uparrow_{i+1}$ and $L_i=\theta\tau\downarrow_i$. Column~$i$ has $1+R_i+L_i$
on the diagonal, $-R_i$ below and $-L_i$ above. Elimination replaces the diagonal by the pivot
@^elimination without subtraction@>
@^mass, lost by rounding@>
\begin{equation}\label{eq:fokker_planck-pivot}
  \begin{gathered}
  m_i=1+R_i+L_i-\frac{R_{i-1}L_i}{m_{i-1}}=R_i+e_i,\\
  e_i=1+L_i\,\frac{m_{i-1}-R_{i-1}}{m_{i-1}}=1+L_i\,\frac{e_{i-1}}{m_{i-1}},\qquad e_0=1+L_0 .
  \end{gathered}
\end{equation}
In the last form all numbers are positive and only added, multiplied and divided: every pivot is right to a few
units in the last place, however large $\tau$ is. The same is true of the sweeps, whose coefficients $r_i=1/m_i$,
$p_i=R_{i-1}/m_i$ and $q_i=L_{i+1}/m_i$ (in the notation of \eqref{eq:linalg-forward}) are positive too. So a step
of backward Euler is exact to a small \emph{relative} error in each cell, in the far tail as at the peak.

@<Functions of the solver on an interval@>=
static void factor_interval(FokkerPlanck *s, double theta, double tau)
{
  double c = theta*tau, e = 1+c*s->down[0];
  for (int i=0; i<s->n; i++) {
    double R = c*s->up[i+1];
    s->r[i] = 1/(R+e); // \eqref{eq:fokker_planck-pivot}
    s->p[i] = c*s->up[i]*s->r[i];
    s->q[i] = i+1<s->n ? c*s->down[i+1]*s->r[i] : 0;
    if (i+1<s->n) e = 1+c*s->down[i+1]*(e*s->r[i]);
  }
  s->p[0] = 0; /* nothing comes through the wall */
  s->theta = theta, s->tau = tau;
}

@ A step costs the two sweeps of Appendix~\ref{ch:linalg}, whose chains of dependent operations are what it waits
for; the reflection $2y-p$ of Crank--Nicolson is done in their shadow.

@<Functions of the solver on an interval@>=
void fokker_planck_steps(double *p, FokkerPlanck *s, double theta, double tau,@|
  int steps)
{
  base_require((theta==1 || theta==0.5) && tau>0,@|
    "fokker_planck_steps: theta=%g, tau=%g", theta, tau);
  if (theta!=s->theta || tau!=s->tau) factor_interval(s, theta, tau);
  const double *r = s->r, *f = s->p, *q = s->q;
  double *y = s->y;
  for (int k=0; k<steps; k++) {
    double z = 0;
    for (int i=0; i<s->n; i++) y[i] = z = fma(f[i], z, r[i]*p[i]);
    z = 0;
    if (theta==1)
      for (int i=s->n-1; i>=0; i--) p[i] = z = fma(q[i], z, y[i]);
    else
      for (int i=s->n-1; i>=0; i--) {
        z = fma(q[i], z, y[i]);
        p[i] = 2*z-p[i];
      }
  }
}

@ Detailed balance gives the stationary state by multiplication from cell to cell. A long ascent could overflow, so
a first pass looks for the peak, and the products start from there, downhill.

@<Functions of the solver on an interval@>=
void fokker_planck_stationary(double *pi, const FokkerPlanck *s)
{
  double l = 0, top = 0, sum = 0;
  int peak = 0, n = s->n;
  base_require(s->walls==FOKKER_PLANCK_SEALED,@|
    "fokker_planck_stationary: a wall absorbs");
  for (int i=1; i<n; i++) {
    l += log(s->up[i]/s->down[i]);
    if (l>top) top = l, peak = i;
  }
  pi[peak] = 1;
  for (int i=peak+1; i<n; i++) pi[i] = pi[i-1]*s->up[i]/s->down[i];
  for (int i=peak; i>0; i--) pi[i-1] = pi[i]*s->down[i]/s->up[i];
  for (int i=0; i<n; i++) sum += pi[i];
  for (int i=0; i<n; i++) pi[i] /= sum*s->h;
}

@ Where the coefficients depend on time, the rates are taken at the middle of each step: second order, by symmetry.
The forward processes of Chapter~\ref{ch:sde} have $b=f(t)\,x$ and $D=\frac12g(t)^2$.
@^midpoint rule@>

@<Functions of the solver on an interval@>=
void fokker_planck_forward(double *p, FokkerPlanck *s, const SdeProcess *q,@|
  double t, double end, int steps)
{
  double tau = (end-t)/steps;
  base_require(steps>=1 && end>t, "fokker_planck_forward: %d steps", steps);
  for (int k=0; k<steps; k++) {
    double middle = t+(k+0.5)*tau, g = sde_g(q, middle);
    fokker_planck_linear(s, FOKKER_PLANCK_CHANG_COOPER, sde_f(q, middle), g*g/2);
    fokker_planck_steps(p, s, 0.5, tau, 1);
  }
}

@*1 Two dimensions.
In the plane the same fluxes cross the faces of rectangles, in each direction for itself, and $A=A_x+A_y$. One
implicit step would couple all cells. \emph{Splitting} lets the directions take turns: each is a set of tridiagonal
systems, one a line.
@^operator splitting@>
@^Strang splitting@>

\begin{theorem}[Strang]\label{th:fokker_planck-strang}
  Let $X(\tau)$ and $Y(\tau)$ be approximations of $e^{\tau A_x}$ and $e^{\tau A_y}$ with error $\bigO{\tau^3}$,
  for fixed matrices. Then $X(\frac\tau2)\,Y(\tau)\,X(\frac\tau2)=e^{\tau(A_x+A_y)}+\bigO{\tau^3}$. If $X$ and $Y$
  keep mass or sign, so does the product.
\end{theorem}
\begin{proof}
  Write $a=A_x$, $b=A_y$ and multiply out $e^{\tau a/2}e^{\tau b}e^{\tau a/2}$ up to the second order:
  \[
    1+\tau(a+b)+\tau^2\bigl(\tfrac18a^2+\tfrac18a^2+\tfrac14a^2+\tfrac12b^2+\tfrac12ab+\tfrac12ba\bigr)+\bigO{\tau^3},
  \]
  and the bracket is $\frac12(a+b)^2$, since $(a+b)^2=a^2+ab+ba+b^2$. The other order, $e^{\tau a}e^{\tau b}$, has
  $\tau^2ab$ in place of $\frac12\tau^2(ab+ba)$ and is of first order unless the matrices commute.
\end{proof}
@^Strang, Gilbert@>
We take both by Crank--Nicolson, and $Y(\tau)$ as two half steps, so that each direction needs one set of factors:
$X_{1/2}Y_{1/2}Y_{1/2}X_{1/2}$, where each letter is symmetric in time, and so is the word.

@ @<Interface of the solver on a rectangle@>=
typedef struct FokkerPlanckPlane FokkerPlanckPlane;
@#
FokkerPlanckPlane *fokker_planck_plane_new(int nx, int ny, double hx,@|
  double hy, const double *wx, const double *wy, double D, double tau);
  /* |nx| by |ny| cells of size |hx| by |hy| with sealed walls; P\'eclet numbers
     |wx|: |ny| by $nx+1$ and |wy|: $ny+1$ by |nx|, row-major; |D|, |tau>0| */
void fokker_planck_plane_steps(double *p, FokkerPlanckPlane *s, int steps);
  /* Strang steps of length |tau|, by as many threads as there were when |s| was made;
     |p|: |ny| by |nx|, a row has constant $y$ */
double fokker_planck_plane_stiffness(const FokkerPlanckPlane *s);
  /* larger of $\max\abs{a_{ii}}$ of $A_x$ and $A_y$; positive while $\tau\le4/{}$this */
void fokker_planck_plane_free(FokkerPlanckPlane *s);

@ The lines of one direction are cut into bands of |BAND|. A band is solved by |linalg_lines_solve|, which takes
eight lines at once, one a vector lane. It owns its factors, a thread owns a scratch that stays in its cache, so
bands are shared out to the threads, and the result does not depend on how. A band of columns is first copied
together, as its rows lie apart. What remains is memory: 24 bytes of factors and 16 of densities for each unknown
and each solve.
@^threads@>
@^vector lanes@>

@<Functions of the solver on a rectangle@>=
enum {@+BAND=64@+};
typedef struct {
  int first, count; /* lines */
  LinalgLines *lines;
} FokkerPlanckBand;
struct FokkerPlanckPlane {
  int nx, ny, threads, bands[2]; /* 0: rows, along $x$; 1: columns */
  double stiffness, *y; /* scratch: |BAND| lines for each thread */
  FokkerPlanckBand *band[2];
};

@ The matrix of a line is $I-\frac14\tau A$. Here a mesh of rates is needed at once, with the diagonal rounded:
over so many lines the errors of \eqref{eq:fokker_planck-pivot} are independent and average out, as the test
confirms. Along a line, |next| is the distance of two faces in |w|, |step| that of two unknowns in the band.

@<Functions of the solver on a rectangle@>=
static double fill(double *a, double *b, double *c, int n, int step,@|
  const double *w, int next, double rate, double tau)
{
  double top = 0, up = 0, down = 0, plus, minus; /* rates at the face to the left */
  for (int i=0; i<n; i++) {
    fokker_planck_pair(&plus, &minus, FOKKER_PLANCK_CHANG_COOPER, w[(size_t)(i+1)*next]);
    if (i==n-1) plus = minus = 0; /* the wall */
    a[(size_t)i*step] = -tau/4*up;
    b[(size_t)i*step] = 1+tau/4*(rate*plus+down);
    c[(size_t)i*step] = -tau/4*rate*minus;
    top = fmax(top, rate*plus+down);
    up = rate*plus, down = rate*minus;
  }
  return top;
}

@ A band of rows is contiguous in the density, and its faces are in |w|. A band of columns goes with a band of
columns of~|w|.

@<Functions of the solver on a rectangle@>=
static void band_new(FokkerPlanckPlane *s, int down, int k, const double *w,@|
  double rate, double tau)
{
  FokkerPlanckBand *v = s->band[down]+k;
  int n = down ? s->ny : s->nx, m = down ? s->nx : s->ny, step, next;
  v->first = k*BAND, v->count = m-v->first<BAND ? m-v->first : BAND;
  size_t size = (size_t)v->count*n;
  double *a = base_reals(3*size), *b = a+size, *c = b+size;
  step = down ? v->count : 1, next = down ? m : 1;
  for (int j=0; j<v->count; j++) {
    size_t at = down ? (size_t)j : (size_t)j*n;
    size_t face = down ? (size_t)(v->first+j) : (size_t)(v->first+j)*(n+1);
    double top = fill(a+at, b+at, c+at, n, step, w+face, next, rate, tau);
    s->stiffness = fmax(s->stiffness, top);
  }
  v->lines = linalg_lines_new(down ? LINALG_COLUMNS : LINALG_ROWS, n, v->count, a, b, c);
  free(a);
}

@ The factors of both directions are made once, as |tau| is fixed.

@<Functions of the solver on a rectangle@>=
FokkerPlanckPlane *fokker_planck_plane_new(int nx, int ny, double hx,@|
  double hy, const double *wx, const double *wy, double D, double tau)
{
  base_require(nx>=2 && ny>=2 && D>0 && tau>0,@|
    "fokker_planck_plane_new: %d by %d, D=%g, tau=%g", nx, ny, D, tau);
  FokkerPlanckPlane *s = base_new(1, sizeof *s);
  s->nx = nx, s->ny = ny, s->threads = omp_get_max_threads();
  s->y = base_reals((size_t)s->threads*BAND*(nx>ny ? nx : ny));
  for (int down=0; down<2; down++) {
    double h = down ? hy : hx;
    s->bands[down] = ((down ? nx : ny)+BAND-1)/BAND;
    s->band[down] = base_new((size_t)s->bands[down], sizeof *s->band[down]);
    for (int k=0; k<s->bands[down]; k++)
      band_new(s, down, k, down ? wy : wx, D/(h*h), tau);
  }
  return s;
}

@ @<Functions of the solver on a rectangle@>=
double fokker_planck_plane_stiffness(const FokkerPlanckPlane *s)
{@+return s->stiffness;@+}
@#
void fokker_planck_plane_free(FokkerPlanckPlane *s)
{
  for (int down=0; s!=NULL && down<2; down++) {
    for (int k=0; k<s->bands[down]; k++)
      linalg_lines_free(s->band[down][k].lines);
    free(s->band[down]);
  }
  if (s!=NULL) free(s->y), free(s);
}

@ Solving and reflecting is the same for both directions, except that a band of columns is not contiguous in~|p|.

@<Functions of the solver on a rectangle@>=
static void solve_band(double *p, const FokkerPlanckPlane *s, int down, int k, double *y)
{
  FokkerPlanckBand *v = s->band[down]+k;
  int rows = down ? s->ny : v->count, width = down ? v->count : s->nx;
  double *corner = down ? p+v->first : p+(size_t)v->first*s->nx;
  if (down) {
    for (int i=0; i<rows; i++)
      for (int j=0; j<width; j++) y[(size_t)i*width+j] = corner[(size_t)i*s->nx+j];
    linalg_lines_solve(y, v->lines, y);
  } else linalg_lines_solve(y, v->lines, corner);
  for (int i=0; i<rows; i++) {
    double *row = corner+(size_t)i*s->nx, *from = y+(size_t)i*width;
#pragma @=omp simd@>
    for (int j=0; j<width; j++) row[j] = 2*from[j]-row[j];
  }
}

@ The word $X_{1/2}Y_{1/2}Y_{1/2}X_{1/2}$ is $k\bmod4$. All threads wait for each other between its letters.

@<Functions of the solver on a rectangle@>=
void fokker_planck_plane_steps(double *p, FokkerPlanckPlane *s, int steps)
{
#pragma @=omp parallel num_threads(s->threads)@>
  for (int k=0; k<4*steps; k++) {
    int down = k%4==1 || k%4==2;
    double *y = s->y+(size_t)omp_get_thread_num()*BAND*(s->nx>s->ny ? s->nx : s->ny);
#pragma @=omp for schedule(static)@>
    for (int j=0; j<s->bands[down]; j++) solve_band(p, s, down, j, y);
  }
}

@*1 On the circle: Fourier and Galerkin.
Where space is periodic there are no walls, and smooth functions are sums of few waves. Let $x$ be an angle,
$p(x)=\sum_kc_ke^{ikx}$ with $c_{-k}=\bar c_k$, and $f(x)=\sum_{\abs m\le M}f_me^{imx}$. Keep only $\abs k\le K$
and ask that the residual of the equation be orthogonal to the waves that are kept (\emph{Galerkin's} principle):
@^Galerkin method@>
@^spectral accuracy@>
\begin{equation}\label{eq:fokker_planck-galerkin}
  \frac{dc_k}{dt}=-Dk^2c_k-ik\!\!\sum_{\abs m\le M,\;\abs{k-m}\le K}\!\!f_m\,c_{k-m},\qquad 0\le k\le K .
\end{equation}
For $k=0$ it says that $c_0=1/2\pi$ stays: mass is exact. What is neglected are the $c_k$ with $\abs k>K$; for
analytic drifts they decay faster than any power, and so does the error. Nothing here keeps $p$ positive.

The diffusion is stiff but diagonal. An \emph{integrating factor} removes it: $e^{Dk^2t}c_k$ obeys an equation with
the drift alone, to which we apply the classical Runge--Kutta scheme of order four. Transformed back, with
$E_k=e^{-Dk^2\tau/2}$ and the drift's part~$N$ of \eqref{eq:fokker_planck-galerkin},
@^integrating factor@>
\begin{equation}\label{eq:fokker_planck-ifrk}
  \begin{gathered}
    k_1=N(c),\quad k_2=N\bigl(E(c+\tfrac\tau2k_1)\bigr),\\
    k_3=N\bigl(Ec+\tfrac\tau2k_2\bigr),\quad k_4=N\bigl(E(Ec+\tau k_3)\bigr),\\
    c'=E^2\bigl(c+\tfrac\tau6k_1\bigr)+\tfrac\tau3E\,(k_2+k_3)+\tfrac\tau6k_4 .
  \end{gathered}
\end{equation}

@ @<Interface of the solver on a circle@>=
void fokker_planck_galerkin(double complex *c, int K, const double complex *f,@|
  int M, double D, double tau, int steps);
  /* steps \eqref{eq:fokker_planck-ifrk} for the modes |c[0..K]|, in place; |f[0..M]|: modes
     of the drift, |f[0]| real; stable for $\tau K\max\abs f<2.8$ */
void fokker_planck_family(double *drift, const SdeProcess *q,@|
  const HeatMixture *data, double lambda, double t, size_t n, const double *x);
  /* drift of \eqref{eq:fokker_planck-family} at |n| points, for the forward process |q|
     started from a mixture; |x|, |drift|: |n| by $d$ */

@ The drift couples a mode to its $2M$ neighbours; those with negative index are conjugates.

@<Functions of the solver on a circle@>=
static void drift_modes(double complex *d, int K, const double complex *c,@|
  const double complex *f, int M) /* $N(c)$ */
{
  for (int k=0; k<=K; k++) {
    double complex sum = 0;
    for (int m=-M; m<=M; m++) {
      int j = k-m;
      if (abs(j)<=K) sum += (m<0 ? conj(f[-m]) : f[m])*(j<0 ? conj(c[-j]) : c[j]);
    }
    d[k] = -I*k*sum;
  }
}

@ Four arrays of modes are enough: the argument and the value of~$N$, the sum of \eqref{eq:fokker_planck-ifrk}, and
$Ec$.

@<Functions of the solver on a circle@>=
void fokker_planck_galerkin(double complex *c, int K, const double complex *f,@|
  int M, double D, double tau, int steps)
{
  base_require(K>=1 && M>=0 && D>0, "fokker_planck_galerkin: K=%d, M=%d", K, M);
  size_t n = (size_t)K+1;
  double complex *u = base_new(4*n, sizeof *u), *v = u+n, *sum = v+n, *c1 = sum+n;
  double *E = base_reals(n);
  for (int k=0; k<=K; k++) E[k] = exp(-D*k*k*tau/2);
  for (int i=0; i<steps; i++) @<Make one step with an integrating factor@>@;
  free(u), free(E);
}

@ @<Make one step with an integrating factor@>=
{
  drift_modes(v, K, c, f, M);
  for (int k=0; k<=K; k++) {
    sum[k] = E[k]*E[k]*(c[k]+tau/6*v[k]), c1[k] = E[k]*c[k];
    u[k] = E[k]*(c[k]+tau/2*v[k]);
  }
  drift_modes(v, K, u, f, M);
  for (int k=0; k<=K; k++) sum[k] += tau/3*E[k]*v[k], u[k] = c1[k]+tau/2*v[k];
  drift_modes(v, K, u, f, M);
  for (int k=0; k<=K; k++)
    sum[k] += tau/3*E[k]*v[k], u[k] = E[k]*(c1[k]+tau*v[k]);
  drift_modes(v, K, u, f, M);
  for (int k=0; k<=K; k++) c[k] = sum[k]+tau/6*v[k];
}

@ The family \eqref{eq:fokker_planck-family} needs the score, which for a mixture is known.

@<Functions of the solver on a circle@>=
void fokker_planck_family(double *drift, const SdeProcess *q,@|
  const HeatMixture *data, double lambda, double t, size_t n, const double *x)
{
  double a = sde_alpha(q, t), sigma = sde_sigma(q, t), g = sde_g(q, t), f = sde_f(q, t);
  heat_mixture_score(drift, data, a, sigma*sigma, n, x);
  for (size_t i=0; i<n*(size_t)data->d; i++)
    drift[i] = f*x[i]-0.5*(1-lambda*lambda)*g*g*drift[i];
}

@*1 The program.
Every experiment is one function. The program has three parameters:
\parameters{fokker_planck}

@(fokker_planck_main.c@>=
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "cli.h"
#include "rng.h"
#include "results.h"
#include "plot.h"
#include "stats.h"
#include "linalg.h"
#include "fokker_planck.h"
@#
@<Parameters and data of the Fokker--Planck program@>@;
@<Helpers of the Fokker--Planck program@>@;
@<Experiments of the Fokker--Planck program@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "fokker_planck", table, 3);
  well();@+ compare_forms();@+ absorb();@+ decay();@+ family();@+ weigh();
  break_bound();@+ leak();@+ swirl();@+ tilted_circle();@+ measure_errors();
  return results_end();
}

@ The density on the line is the mixture of three components that Chapter~\ref{ch:heat} diffused. The four schemes
keep their order, their colours and their names in all figures.

@<Parameters and data of the Fokker--Planck program@>=
static const double pi = 3.14159265358979323846;
static const double weights[3] = {0.40, 0.35, 0.25}, means[3] = {-1.2, 0.5, 2.0};
static const double variances[3] = {0.09, 0.04, 0.36};
static const HeatMixture drops = {3, 1, weights, means, variances};
static const int palette[4] = {PLOT_BLUE, PLOT_GREEN, PLOT_ORANGE, PLOT_VERMILLION};
static const char *scheme_name[4] = {"Chang–Cooper", "upwind", "central", "swapped"};
static double noise, tilt;
static int walkers;
static const CliParam table[] = {@|
  {"noise", CLI_REAL, &noise, 0.08, 0.05, 0.5, "diffusion constant in the double well"},@|
  {"tilt", CLI_REAL, &tilt, 3, 0, 10, "angular velocity of the drift in the plane"},@|
  {"walkers", CLI_INT, &walkers, 1000000, 10000, 4000000, "largest number of particles"}
};

@ Densities are compared in the norm of Theorem~\ref{th:fokker_planck-order}.

@<Helpers of the Fokker--Planck program@>=
enum {@+MOST=1<<22, CELLS=4096@+};
static double w[CELLS+1], D[CELLS+1], u[CELLS], v[CELLS], cloud[MOST], kick[MOST];
@#
static double distance(int n, double h, const double *a, const double *b) /* $\norm{a-b}_1$ */
{
  double s = 0;
  for (int i=0; i<n; i++) s += h*fabs(a[i]-b[i]);
  return s;
}
static double highest(int n, const double *y)
{
  double high = y[0];
  for (int i=1; i<n; i++) high = fmax(high, y[i]);
  return high;
}
static double lowest(int n, const double *y)
{
  double low = y[0];
  for (int i=1; i<n; i++) low = fmin(low, y[i]);
  return low;
}

@ The solver of a potential takes differences of~$V$ from centre to centre.

@<Helpers of the Fokker--Planck program@>=
static double quartic(double x)
{
  return x*x*x*x/4-x*x/2; /* minima at $\pm1$, a barrier of $\frac14$ at zero */
}
static FokkerPlanck *in_potential(double (*V)(double), double d, int n,@|
  double end, FokkerPlanckKind scheme)
{
  FokkerPlanck *s = fokker_planck_new(n, -end, end, FOKKER_PLANCK_SEALED);
  const double *x = fokker_planck_centres(s);
  for (int k=1; k<n; k++) w[k] = -(V(x[k])-V(x[k-1]))/d, D[k] = d;
  fokker_planck_rates(s, scheme, w, D);
  return s;
}

@ \emph{The double well}, with paths by Euler's method and with as many particles as a histogram needs; the first
five are drawn. Step~$k$ takes its random numbers from stream~$k$.

@<Experiments of the Fokker--Planck program@>=
static void well(void)
{
  enum {@+n=256, T=10, steps=100*T, rows=100, bins=64, paths=5@+};
  static double picture[n*rows], shot[4][n], bar[4][bins], spread[bins];
  static double trail[paths][steps], t[steps];
  int M = cli_quick() ? 2000 : 100000, m = 0;
  double h = 4.0/n, tau = (double)T/steps;
  FokkerPlanck *s = in_potential(quartic, noise, n, 2, FOKKER_PLANCK_CHANG_COOPER);
  const double *x = fokker_planck_centres(s);
  for (int i=0; i<n; i++) u[i] = heat_kernel(1, (x[i]-0.1)*(x[i]-0.1), 0.01);
  rng_normal(cloud, (size_t)M, cli_seed(), 0, 0);
  for (int i=0; i<M; i++) cloud[i] = 0.1+0.1*cloud[i];
  double mass = stats_sum(n, u);
  for (int k=0; k<steps; k++) @<Keep what is drawn of the double well, and make a step@>@;
  @<Compare particles and density in the double well@>@;
  @<Draw the double well@>@;
  fokker_planck_free(s);
}

@ The image is written with time to the right.

@<Keep what is drawn of the double well, and make a step@>=
{
  t[k] = k*tau;
  if (k%10==0) for (int i=0; i<n; i++) picture[i*rows+k/10] = u[i];
  for (int i=0; i<paths; i++) trail[i][k] = cloud[i];
  if (k==50 || k==150 || k==300 || k==999) {
    memcpy(shot[m], u, sizeof shot[m]);
    stats_density(bar[m++], spread, bins, -2, 2, M, cloud);
  }
  fokker_planck_steps(u, s, 0.5, tau, 1);
  rng_normal(kick, (size_t)M, cli_seed(), (uint64_t)k+1, 0);
  for (int i=0; i<M; i++)
      cloud[i] += tau*(cloud[i]-cloud[i]*cloud[i]*cloud[i])+sqrt(2*noise*tau)*kick[i];
}

@ A bin is four cells. What its count should be off by is Theorem~\ref{th:fokker_planck-counting}.

@<Compare particles and density in the double well@>=
double off = 0, expected = 0;
for (int b=0; b<bins; b++) {
  double cell = stats_sum(n/bins, shot[3]+b*(n/bins))*h; /* the probability of a bin */
  off += fabs(bar[3][b]*4/bins-cell), expected += sqrt(2*fmax(cell, 0)/(pi*M));
}
results_number("fokker_planck.well_noise", noise, "%g");
results_number("fokker_planck.well_mass", fabs(stats_sum(n, u)/mass-1), "%.0e");
results_number("fokker_planck.well_ratio", off/expected, "%.2f");
results_within("fokker_planck.well", off/expected, 0.5, 1.7);

@ @<Draw the double well@>=
static const int colour[4] = {PLOT_VERMILLION, PLOT_ORANGE, PLOT_GREEN, PLOT_BLUE};
static const char *when[4] = {"$t$ = 0.5", "$t$ = 1.5", "$t$ = 3", "$t$ = 10"};
double bar_at[bins];
Plot *p = plot_new("well", 122, 54);
plot_grid(p, 1, 2);
plot_axes(p, 0, T, -2, 2, 0, "$t$", "$x$");
plot_image(p, "density", rows, n, picture, 0, 1.2);
for (int i=0; i<paths; i++) plot_curve(p, PLOT_GREY, 0.5, 0, "path", steps, t, trail[i]);
plot_panel(p, 1);
plot_axes(p, -2, 2, 0, 1.6, 0, "$x$", "$p$");
for (int b=0; b<bins; b++) bar_at[b] = -2+(b+0.5)*4/bins;
for (int k=0; k<4; k++) {
  plot_dots(p, colour[k], PLOT_DOT, "particles", bins, bar_at, bar[k]);
  plot_line(p, when[k], n, x, shot[k]);
  plot_text(p, -1.9, 1.5-0.13*k, "l", when[k]);
}
plot_end(p);

@ \emph{The two fluxes} of the first box. With $b=-D'$ the integral of $b/D$ is the difference of $-\ln D$.

@<Experiments of the Fokker--Planck program@>=
static double uneven(double x)
{@+return 1+0.8*sin(2*pi*x);@+}
static void compare_forms(void)
{
  enum {@+n=200@+};
  double ratio[2], h = 1.0/n;
  FokkerPlanck *s = fokker_planck_new(n, 0, 1, FOKKER_PLANCK_SEALED);
  for (int wrong=0; wrong<2; wrong++) {
    for (int k=1; k<n; k++)
      D[k] = uneven(k*h), w[k] = wrong ? 0 : log(uneven((k-0.5)*h)/uneven((k+0.5)*h));
    fokker_planck_rates(s, FOKKER_PLANCK_CHANG_COOPER, w, D);
    for (int i=0; i<n; i++) u[i] = 1;
    fokker_planck_steps(u, s, 1, 0.1, 200);
    ratio[wrong] = highest(n, u)/lowest(n, u);
  }
  results_number("fokker_planck.form_ito", ratio[0], "%.2f");
  results_number("fokker_planck.form_fick", ratio[1], "%.2f");
  results_within("fokker_planck.forms", ratio[0], 8.98, 9.02);
  results_within("fokker_planck.forms", ratio[1], 1, 1+1e-6);
  fokker_planck_free(s);
}

@ \emph{The absorbing wall}, in the long run: the last flux is weighed against the exact one, and its error against
$\frac16h^2t$.

@<Experiments of the Fokker--Planck program@>=
static void absorb(void)
{
  enum {@+n=800, T=20@+};
  double m = 1.5, V = 0.04, h = 8.0/n, a = exp(-T), last = V*a*a+1-a*a;
  FokkerPlanck *s = fokker_planck_new(n, 0, 8, FOKKER_PLANCK_LEFT);
  const double *x = fokker_planck_centres(s);
  fokker_planck_linear(s, FOKKER_PLANCK_CHANG_COOPER, -1, 1);
  for (int i=0; i<n; i++)
    u[i] = heat_kernel(1, (x[i]-m)*(x[i]-m), V)-heat_kernel(1, (x[i]+m)*(x[i]+m), V);
  fokker_planck_steps(u, s, 0.5, 0.25/400, 1600*T);
  double exact = 2*m*a/last*heat_kernel(1, m*m*a*a, last); // \eqref{eq:fokker_planck-absorbed}
  double off = fabs(fokker_planck_loss(s, u)/exact-1);
  results_number("fokker_planck.flux_off", off, "%.1e");
  results_number("fokker_planck.flux_end", exact, "%.1e");
  results_number("fokker_planck.flux_rate", off/(h*h*T/6), "%.2f");
  results_less("fokker_planck.flux", off, 1e-3);
  results_within("fokker_planck.flux_rate", off/(h*h*T/6), 0.9, 1.1);
  fokker_planck_free(s);
}

@ \emph{Entropy and gap.} A product of $A$ with a density that is 1 in every third cell shows every third column of
the tridiagonal matrix, since they do not overlap. So three products read~$A$ off the solver.
@^reading a sparse matrix@>

@<Helpers of the Fokker--Planck program@>=
static void diagonals(double *a, double *b, double *c, const FokkerPlanck *s, int n)
{ /* below, on and above the diagonal: $a_{i,i-1}$, $a_{ii}$, $a_{i,i+1}$ */
  for (int k=0; k<3; k++) {
    for (int i=0; i<n; i++) v[i] = i%3==k;
    fokker_planck_apply(u, s, v);
    for (int i=k; i<n; i+=3) {
      b[i] = u[i];
      if (i>0) c[i-1] = u[i-1];
      if (i<n-1) a[i+1] = u[i+1];
    }
  }
}

@ Detailed balance makes $\Pi^{-1/2}A\,\Pi^{1/2}$ symmetric, with $\sqrt{\uparrow_k\downarrow_k}$ beside the
diagonal; its second eigenvalue is the gap.
@^symmetrisation@>

@<Helpers of the Fokker--Planck program@>=
static double gap(const FokkerPlanck *s, int n)
{
  double *matrix = base_reals((size_t)n*n), *a = base_reals(3*(size_t)n), *b = a+n, *c = b+n;
  diagonals(a, b, c, s, n);
  for (int i=0; i<n; i++) {
    matrix[i*n+i] = b[i];
    if (i>0) matrix[i*n+i-1] = sqrt(a[i]*c[i-1]);
  }
  base_require(linalg_eigen(a, matrix, n, matrix)==0, "the eigenvalues do not converge");
  double found = -a[n-2];
  free(matrix), free(a);
  return found;
}

@ The relative entropy is recorded a hundred times up to $t=10$; |worst| is its largest quotient from one record to
the next.

@<Experiments of the Fokker--Planck program@>=
static double harmonic(double x)
{@+return x*x/2;@+}
static void entropies(double *H, int count, double *worst, FokkerPlanck *s, int n, double h)
{
  const double *x = fokker_planck_centres(s);
  for (int i=0; i<n; i++) u[i] = heat_kernel(1, (x[i]-1)*(x[i]-1), 0.02);
  fokker_planck_stationary(v, s);
  for (int k=0; k<count; k++) {
    H[k] = 0;
    for (int i=0; i<n; i++) if (u[i]>0) H[k] += h*u[i]*log(u[i]/v[i]);
    if (k>0) *worst = fmax(*worst, H[k]/H[k-1]);
    fokker_planck_steps(u, s, 0.5, 0.005, 20);
  }
}

@ Two potentials, and for the double well a series of noises.

@<Experiments of the Fokker--Planck program@>=
static void decay(void)
{
  enum {@+n=300, count=101, some=9@+};
  double H[2][count], rate[2], inverse[some], found[some], kramers[some], worst = 0;
  for (int k=0; k<2; k++) {
    double end = k ? 2.2 : 5;
    FokkerPlanck *s = in_potential(k ? quartic : harmonic, k ? noise : 0.5, n, end,@|
      FOKKER_PLANCK_CHANG_COOPER);
    entropies(H[k], count, &worst, s, n, 2*end/n);
    rate[k] = gap(s, n);
    fokker_planck_free(s);
  }
  for (int i=0; i<some; i++) {
    inverse[i] = 4+1.5*i;
    FokkerPlanck *s = in_potential(quartic, 1/inverse[i], n, 2.2, FOKKER_PLANCK_CHANG_COOPER);
    found[i] = gap(s, n), kramers[i] = sqrt(2)/pi*exp(-inverse[i]/4);
    fokker_planck_free(s);
  }
  @<Tell what was found about the decay@>@;
  @<Draw the decay and the gap@>@;
}

@ @<Tell what was found about the decay@>=
double last = log(H[0][60]/H[0][100])/4; /* from $t=6$ to $t=10$ */
results_number("fokker_planck.gap_ou", rate[0], "%.4f");
results_number("fokker_planck.rate_ou", last, "%.3f");
results_number("fokker_planck.gap_well", rate[1], "%.4f");
results_number("fokker_planck.kramers", found[some-1]/kramers[some-1], "%.2f");
results_less("fokker_planck.decreasing", worst, 1);
results_within("fokker_planck.rates", rate[0], 0.999, 1.001);
results_within("fokker_planck.rates", last, 1.98, 2.02);
results_within("fokker_planck.kramers_near", found[some-1]/kramers[some-1], 0.7, 1);

@ @<Draw the decay and the gap@>=
double t[count], bound[count], slow[count];
for (int i=0; i<count; i++) {
  t[i] = 0.1*i;
  bound[i] = H[0][0]*exp(-2*t[i]), slow[i] = H[1][count-1]*exp(-2*rate[1]*(t[i]-10));
}
Plot *p = plot_new("entropy", 122, 48);
plot_grid(p, 1, 2);
plot_axes(p, 0, 10, 1e-9, 5, PLOT_LOG_Y, "$t$", "relative entropy");
plot_curve(p, PLOT_GREY, 1, PLOT_DASHED, "bound", count, t, bound);
plot_curve(p, PLOT_GREY, 1, PLOT_DASHED, "gap", count, t, slow);
plot_curve(p, PLOT_BLUE, 1, 0, "harmonic", count, t, H[0]);
plot_text(p, 3.9, 1e-5, "r", "harmonic");
plot_curve(p, PLOT_VERMILLION, 1, 0, "double well", count, t, H[1]);
plot_text(p, 5.4, 0.1, "lt", "double well");
plot_panel(p, 1);
plot_axes(p, 3, 17, 4e-3, 0.6, PLOT_LOG_Y, "$1/D$", "spectral gap");
plot_curve(p, PLOT_GREY, 1, 0, "Kramers", some, inverse, kramers);
plot_dots(p, PLOT_VERMILLION, PLOT_CIRCLE, "found", some, inverse, found);
plot_end(p);

@ \emph{The family.} All members start from the same points. Of the first particles every fourth of 400 steps is
kept for the figure.

@<Experiments of the Fokker--Planck program@>=
static void family(void)
{
  enum {@+paths=18, steps=400, kept=steps/4+1, bins=60, most=100000@+};
  static double trail[paths][kept], t[kept], drift[most];
  double bar[bins], spread[bins], at[bins], exact[bins];
  int M = cli_quick() ? 4000 : most;
  double h = 2.0/steps, off = 0;
  SdeProcess q = sde_ou(1, 1, 2);
  Plot *p = plot_new("family", 122, 70);
  plot_grid(p, 2, 3);
  for (int k=0; k<3; k++) {
    heat_mixture_sample(cloud, &drops, 1, 0, (size_t)M, cli_seed(), 5000, 0);
    for (int i=0; i<=steps; i++) {
      if (i%4==0) for (int j=0; j<paths; j++) t[i/4] = i*h, trail[j][i/4] = cloud[j];
      if (i==steps) break;
      fokker_planck_family(drift, &q, &drops, k, (i+0.5)*h, (size_t)M, cloud); /* $\lambda=k$ */
      rng_normal(kick, (size_t)M, cli_seed(), (uint64_t)(5001+i), 0);
      for (int j=0; j<M; j++) cloud[j] += h*drift[j]+k*sqrt(h)*kick[j];
    }
    @<Draw one member of the family@>@;
  }
  plot_end(p);
  results_number("fokker_planck.family_walkers", M, "%.0f");
  results_number("fokker_planck.family_worst", off, "%.3f");
  results_less("fokker_planck.family", off, cli_quick() ? 0.2 : 0.04);
}

@ @<Draw one member of the family@>=
static const char *name[3] = {"$λ$ = 0", "$λ$ = 1", "$λ$ = 2"};
plot_panel(p, k);
plot_axes(p, 0, 2, -3, 3.5, k ? PLOT_NO_Y : 0, "$t$", k ? "" : "$x$");
plot_title(p, name[k]);
for (int j=0; j<paths; j++) {
  plot_pen_map(p, 0.1+0.7*j/paths, 0.5);
  plot_line(p, "path", kept, t, trail[j]);
}
stats_density(bar, spread, bins, -3, 3.5, M, cloud);
for (int b=0; b<bins; b++) at[b] = -3+(b+0.5)*6.5/bins;
heat_mixture_density(exact, &drops, sde_alpha(&q, 2), pow(sde_sigma(&q, 2), 2), bins, at);
off = fmax(off, distance(bins, 6.5/bins, bar, exact));
plot_panel(p, 3+k);
plot_axes(p, -3, 3.5, 0, 0.7, k ? PLOT_NO_Y : 0, "$x$", k ? "" : "density at $t$ = 2");
plot_curve(p, PLOT_BLACK, 1, 0, "exact", bins, at, exact);
plot_dots(p, PLOT_VERMILLION, PLOT_DOT, "particles", bins, at, bar);

@ \emph{The weights}, and a well so steep that on a grid of nine cells P\'eclet numbers exceed two where there is
still much density. The stationary states of schemes without $e^{-V/D}$ come from a few very long steps. That
$B(-w)=2$ is $w=2(1-e^{-w})$, and iteration solves it.

@<Experiments of the Fokker--Planck program@>=
static double steep(double x)
{@+return 8*x*x;@+}
static void weigh(void)
{
  enum {@+n=9, fine=400, curves=101@+};
  double peclet[curves], chi[4][curves], limit[curves], zero[curves] = {0}, state[4][n], x[n];
  double xs[fine], exact[fine], a, b, low = 1;
  for (int k=0; k<4; k++) {
    for (int i=0; i<curves; i++) {
      peclet[i] = 0.05*i, limit[i] = peclet[i]/2;
      fokker_planck_pair(&a, &b, (FokkerPlanckKind)k, peclet[i]);
      chi[k][i] = (a+b)/2;
    }
    FokkerPlanck *s = in_potential(steep, 0.5, n, 1, (FokkerPlanckKind)k);
    memcpy(x, fokker_planck_centres(s), sizeof x);
    for (int i=0; i<n; i++) state[k][i] = 0.5;
    fokker_planck_steps(state[k], s, 1, 1e5, 5);
    fokker_planck_free(s);
  }
  for (int i=0; i<60; i++) low = 2*(1-exp(-low));
  for (int i=0; i<fine; i++) xs[i] = -1+(i+0.5)*2/fine, exact[i] = exp(-2*steep(xs[i]));
  double total = stats_sum(fine, exact)*2/fine;
  for (int i=0; i<fine; i++) exact[i] /= total;
  @<Tell about the weights@>@;
  @<Draw the weights and the steep well@>@;
}

@ @<Tell about the weights@>=
results_number("fokker_planck.steep_peclet", fabs(w[n-1]), "%.1f");
results_number("fokker_planck.swapped_limit", low, "%.3f");
results_number("fokker_planck.swapped_low", lowest(n, state[3]), "%.3f");
results_number("fokker_planck.central_low", lowest(n, state[2]), "%.3f");
results_number("fokker_planck.well_top", highest(fine, exact), "%.2f");
results_less("fokker_planck.swapped_earlier", low, 2);
for (int k=0; k<4; k++)
  results_within("fokker_planck.central_negative", lowest(n, state[k]),@|
    k<2 ? 1e-9 : -2, k<2 ? 1 : -0.05);

@ @<Draw the weights and the steep well@>=
const double label_x[4] = {4.9, 2.4, 4.9, 0.1}, label_y[4] = {1.4, 2.6, 0.86, 0.45};
Plot *p = plot_new("weights", 122, 52);
plot_grid(p, 1, 2);
plot_axes(p, 0, 5, 0, 3.2, 0, "$w$", "diffusion factor");
plot_pen(p, PLOT_GREY, 1, 0);
plot_band(p, "negative", curves, peclet, zero, limit);
for (int k=0; k<4; k++) {
  plot_curve(p, palette[k], 1, 0, scheme_name[k], curves, peclet, chi[k]);
  plot_text(p, label_x[k], label_y[k], k<3 ? "r" : "l", scheme_name[k]);
}
plot_panel(p, 1);
plot_axes(p, -1, 1, -1.2, 2.6, 0, "$x$", "stationary density");
plot_curve(p, PLOT_GREY, 1, 0, "exact", fine, xs, exact);
for (int k=0; k<4; k++) plot_dots(p, palette[k], k, scheme_name[k], n, x, state[k]);
plot_end(p);

@ \emph{Beyond the bound.} A strong drift, P\'eclet number~20, makes it sharp; without drift it is $\theta=\frac32$
(Exercise~\ref{ex:fokker_planck-sharp}).

@<Experiments of the Fokker--Planck program@>=
static double lowest_in(double peclet, double scale, double theta, int steps)
{ /* smallest value met, as a fraction of the largest, with |scale| times the bound */
  enum {@+n=200@+};
  FokkerPlanck *s = fokker_planck_new(n, 0, 1, FOKKER_PLANCK_SEALED);
  double low = 0;
  for (int k=0; k<=n; k++) w[k] = peclet, D[k] = 1;
  fokker_planck_rates(s, FOKKER_PLANCK_CHANG_COOPER, w, D);
  for (int i=0; i<n; i++) u[i] = i==50;
  double tau = 2*scale/fokker_planck_stiffness(s);
  for (int k=0; k<steps; k++) {
    fokker_planck_steps(u, s, theta, tau, 1);
    low = fmin(low, lowest(n, u)/highest(n, u));
  }
  fokker_planck_free(s);
  return low;
}

@ Far beyond it, ten steps from one cell leave an oscillation in~|u| where the exact density, a heat kernel of
variance $2Dt$ with $D=1$ and $t=10\tau=10\,\theta h^2$, is smooth.

@<Experiments of the Fokker--Planck program@>=
static void break_bound(void)
{
  enum {@+some=41, shown=31@+};
  double scale[some], low[2][some], be = 0, peclet, far, x[shown], exact[shown], h = 1.0/200;
  for (int i=0; i<some; i++) {
    scale[i] = 0.5+0.05*i;
    for (int k=0; k<2; k++) low[k][i] = lowest_in(k ? 20 : 0, scale[i], 0.5, 50);
  }
  for (peclet=0; peclet<2000; peclet=10*peclet+1)
    for (far=1; far<2e5; far*=10) be = fmin(be, lowest_in(peclet, far, 1, 50));
  double first = lowest_in(20, 1.02, 0.5, 1), bound = lowest_in(20, 1-1e-12, 0.5, 50);
  lowest_in(0, 20, 0.5, 10);
  for (int i=0; i<shown; i++)
    x[i] = (i-shown/2)*h, v[i] = u[50-shown/2+i],@|
    exact[i] = h*heat_kernel(1, x[i]*x[i], 400*h*h);
  @<Tell about the bound, and draw@>@;
}

@ @<Tell about the bound, and draw@>=
double top = highest(shown, v), bottom = lowest(shown, v);
results_number("fokker_planck.cn_first", first, "%.4f");
results_number("fokker_planck.cn_low", bottom/top, "%.2f");
results_number("fokker_planck.be_low", be, "%g");
results_number("fokker_planck.be_peclet", (peclet-1)/10, "%.0f"); /* the last that was tried */
results_number("fokker_planck.be_theta", far/10, "%.0e");
results_within("fokker_planck.cn_positive", bound, -1e-300, 0);
results_less("fokker_planck.cn_negative", first, -1e-3);
results_less("fokker_planck.cn_negative", bottom/top, -1e-2);
results_within("fokker_planck.be_positive", be, 0, 0);
Plot *p = plot_new("positivity", 122, 46);
plot_grid(p, 1, 2);
plot_axes(p, 0.5, 2.5, -1, 0.1, 0, "$θ$", "smallest value");
plot_curve(p, PLOT_BLUE, 1, 0, "diffusion only", some, scale, low[0]);
plot_text(p, 2.45, 0.05, "r", "diffusion only");
plot_curve(p, PLOT_VERMILLION, 1, 0, "strong drift", some, scale, low[1]);
plot_text(p, 1.35, -0.75, "r", "strong drift");
plot_panel(p, 1);
plot_axes(p, x[0], x[shown-1], 1.2*bottom, 1.2*top, 0, "$x$", "probability of a cell");
plot_curve(p, PLOT_GREY, 1, 0, "exact", shown, x, exact);
plot_dots(p, PLOT_VERMILLION, PLOT_DISC, "Crank-Nicolson", shown, x, v);
plot_end(p);

@ \emph{The leak}: backward Euler with pivots from a rounded diagonal and with those of
\eqref{eq:fokker_planck-pivot}.

@<Experiments of the Fokker--Planck program@>=
static void leak(void)
{
  enum {@+n=1024, steps=1000@+};
  static double a[n], b[n], c[n], plain[n], ours[n];
  FokkerPlanck *s = fokker_planck_new(n, -8, 8, FOKKER_PLANCK_SEALED);
  fokker_planck_linear(s, FOKKER_PLANCK_CHANG_COOPER, -1, 1);
  double stiff = 2e6, tau = stiff/fokker_planck_stiffness(s);
  diagonals(a, b, c, s, n);
  for (int i=0; i<n; i++) a[i] *= -tau, b[i] = 1-tau*b[i], c[i] *= -tau;
  LinalgTri *rounded = linalg_tri_new(n, a, b, c);
  heat_mixture_density(ours, &drops, 1, 0, n, fokker_planck_centres(s));
  memcpy(plain, ours, sizeof plain);
  double mass = stats_sum(n, ours);
  for (int k=0; k<steps; k++) linalg_tri_solve(plain, rounded, plain);
  fokker_planck_steps(ours, s, 1, tau, steps);
  double lost = fabs(stats_sum(n, plain)/mass-1), kept = fabs(stats_sum(n, ours)/mass-1);
  results_number("fokker_planck.leak_stiffness", stiff, "%.0e");
  results_number("fokker_planck.leak_plain", lost, "%.0e");
  results_number("fokker_planck.leak_ours", kept, "%.0e");
  results_less("fokker_planck.leak", kept, fmin(1e-12, lost/100));
  linalg_tri_free(rounded), fokker_planck_free(s);
}

@ \emph{In the plane} the drift $(-x-\omega y,\,-y+\omega x)$ pulls inward and turns. A mixture of round components
stays one; its means turn and shrink.

@<Experiments of the Fokker--Planck program@>=
static const double start[6] = {2, 0.5, -1.5, 1.2, 0.2, -2};
static void plane_exact(double *z, int n, double t)
{
  static const double shares[3] = {0.3, 0.5, 0.2}, spreads[3] = {0.09, 0.2, 0.06};
  double m[6], h = 8.0/n, a = exp(-t), c = cos(tilt*t), s = sin(tilt*t);
  HeatMixture mixture = {3, 2, shares, m, spreads};
  for (int k=0; k<6; k+=2)
    m[k] = c*start[k]-s*start[k+1], m[k+1] = s*start[k]+c*start[k+1];
  for (int j=0; j<n; j++) for (int i=0; i<n; i++) {
    double x[2] = {-4+(i+0.5)*h, -4+(j+0.5)*h};
    heat_mixture_density(z+j*n+i, &mixture, a, 0.5*(1-a*a), 1, x);
  }
}

@ The P\'eclet numbers at the faces are exact for a linear drift.

@<Experiments of the Fokker--Planck program@>=
static FokkerPlanckPlane *rotor(int n, double tau)
{
  double h = 8.0/n, d = 0.5, *wx = base_reals(2*(size_t)n*(n+1)), *wy = wx+(size_t)n*(n+1);
  for (int j=0; j<n; j++)
    for (int k=0; k<=n; k++) {
      double face = -4+k*h, centre = -4+(j+0.5)*h;
      wx[j*(n+1)+k] = (-face-tilt*centre)*h/d;
      wy[k*n+j] = (-face+tilt*centre)*h/d;
    }
  FokkerPlanckPlane *s = fokker_planck_plane_new(n, n, h, h, wx, wy, d, tau);
  free(wx);
  return s;
}

@ Three grids, each with its step, and pictures from the second.

@<Experiments of the Fokker--Planck program@>=
static void swirl(void)
{
  enum {@+GRIDS=3@+};
  double off[GRIDS], h[GRIDS], lost = 0;
  Plot *p = plot_new("plane", 122, 40);
  plot_grid(p, 1, 4);
  for (int g=0; g<GRIDS; g++) {
    int n = (cli_quick() ? 50 : 100)<<g, steps = 6<<g;
    double *z = base_reals(2*(size_t)n*n), *exact = z+(size_t)n*n;
    FokkerPlanckPlane *s = rotor(n, 0.2/steps);
    plane_exact(z, n, 0), plane_exact(exact, n, 0.6);
    double mass = stats_sum(n*n, z);
    for (int k=0; k<4; k++) {
      if (g==1) @<Draw the density in the plane@>@;
      if (k<3) fokker_planck_plane_steps(z, s, steps);
    }
    h[g] = 8.0/n, off[g] = distance(n*n, h[g]*h[g], z, exact);
    lost = fmax(lost, fabs(stats_sum(n*n, z)/mass-1));
    fokker_planck_plane_free(s), free(z);
  }
  plot_end(p);
  double order = stats_slope(GRIDS, h, off);
  results_number("fokker_planck.plane_order", order, "%.2f");
  results_number("fokker_planck.plane_off", off[GRIDS-1], "%.1e");
  results_number("fokker_planck.plane_mass", lost, "%.0e");
  if (!cli_quick()) results_within("fokker_planck.plane", order, 1.95, 2.05);
  results_less("fokker_planck.plane", lost, 1e-13);
}

@ @<Draw the density in the plane@>=
{
  static const char *when[4] = {"$t$ = 0", "$t$ = 0.2", "$t$ = 0.4", "$t$ = 0.6"};
  plot_panel(p, k);
  plot_axes(p, -4, 4, -4, 4, PLOT_EQUAL|(k ? PLOT_NO_Y : 0), "$x$", k ? "" : "$y$");
  plot_title(p, when[k]);
  plot_image(p, "density", n, n, z, 0, 0.5);
}

@ \emph{The tilted circle}, $f=F+\sin x$. The exact state is \eqref{eq:fokker_planck-tilted}, with the midpoint
rule for both integrals; the velocity of the computed one is the mean of~$f$.

@<Experiments of the Fokker--Planck program@>=
static double exact_velocity(double F, double d)
{
  enum {@+n=600@+};
  double h = 2*pi/n, total = 0;
  for (int i=0; i<n; i++)
    for (int j=0; j<n; j++) {
      double x = i*h, y = x+(j+0.5)*h;
      total += h*h*exp(-(F*(y-x)-cos(y)+cos(x))/d);
    }
  return 2*pi*d*(1-exp(-2*pi*F/d))/total; /* $2\pi J$ */
}
static double galerkin_velocity(double F, double d, int K)
{
  double complex c[65] = {1/(2*pi)}, f[2] = {F, -0.5*I};
  fokker_planck_galerkin(c, K, f, 1, d, 0.01, cli_quick() ? 1000 : 6000);
  return F-2*pi*cimag(c[1]);
}

@ @<Experiments of the Fokker--Planck program@>=
static void tilted_circle(void)
{
  enum {@+some=26, count=8@+};
  static const double d[3] = {0.1, 0.3, 1};
  double F[some], exact[some], found[some], K[count], off[count];
  double best = galerkin_velocity(0.8, 0.3, 40);
  double gap_to_exact = fabs(galerkin_velocity(0.8, 1, 24)-exact_velocity(0.8, 1));
  results_number("fokker_planck.galerkin_off", gap_to_exact, "%.0e");
  results_less("fokker_planck.galerkin", gap_to_exact, 1e-4);
  Plot *p = plot_new("circle", 122, 46);
  plot_grid(p, 1, 2);
  plot_axes(p, 0, 2, 0, 2, 0, "$F$", "mean velocity");
  for (int k=0; k<3; k++) {
    for (int i=0; i<some; i++)
      F[i] = 0.08*i, exact[i] = exact_velocity(F[i], d[k]),@|
      found[i] = galerkin_velocity(F[i], d[k], 24);
    plot_curve(p, PLOT_GREY, 1, 0, "exact", some, F, exact);
    plot_dots(p, palette[k], k, "Galerkin", some, F, found);
  }
  plot_pen(p, PLOT_ORANGE, 1, 0), plot_text(p, 0.85, 1.0, "r", "$D$ = 1");
  plot_pen(p, PLOT_BLUE, 1, 0), plot_text(p, 0.95, 0.12, "l", "$D$ = 0.1");
  plot_panel(p, 1);
  plot_axes(p, 0, 18, 1e-16, 1, PLOT_LOG_Y, "$K$", "error of the velocity");
  for (int i=0; i<count; i++)
    K[i] = 2*i+2, off[i] = fmax(1e-17, fabs(galerkin_velocity(0.8, 0.3, 2*i+2)-best));
  plot_curve(p, PLOT_BLUE, 1, 0, "error", count, K, off);
  plot_points(p, "error", count, K, off, PLOT_DISC);
  plot_end(p);
}

@ \emph{Errors} in space, in time, and of particles. The truth is the mixture under $dX=-X\,dt+dW/\sqrt2$ at $t=1$.

@<Helpers of the Fokker--Planck program@>=
static double ou_run(double *lost, FokkerPlanckKind scheme, int n, double theta, int steps)
{ /* leaves the density in |u|, returns $\norm\cdot_1$ of its error */
  FokkerPlanck *s = fokker_planck_new(n, -8, 8, FOKKER_PLANCK_SEALED);
  const double *x = fokker_planck_centres(s);
  heat_mixture_density(u, &drops, 1, 0, (size_t)n, x);
  double mass = stats_sum(n, u);
  fokker_planck_linear(s, scheme, -1, 0.25);
  fokker_planck_steps(u, s, theta, 1.0/steps, steps);
  if (lost!=NULL) *lost = fmax(*lost, fabs(stats_sum(n, u)/mass-1));
  heat_mixture_density(v, &drops, exp(-1), 0.25*(1-exp(-2)), (size_t)n, x);
  fokker_planck_free(s);
  return distance(n, 16.0/n, u, v);
}

@ In space the step is halved with the mesh; in time the mesh is fine and fixed, and the yardstick is a run on the
same mesh with a small step.

@<Experiments of the Fokker--Planck program@>=
static void measure_errors(void)
{
  enum {@+GRIDS=5, n=2048, SIZES=7, bins=96@+};
  static double fine[n];
  double h[GRIDS], off[4][GRIDS], tau[GRIDS], late[2][GRIDS], lost = 0;
  for (int i=0; i<GRIDS; i++) {
    h[i] = 16.0/(128<<i);
    for (int k=0; k<4; k++)
      off[k][i] = ou_run(&lost, (FokkerPlanckKind)k, 128<<i, 0.5, 125<<i);
  }
  ou_run(NULL, FOKKER_PLANCK_CHANG_COOPER, n, 0.5, 6400);
  memcpy(fine, u, sizeof fine);
  for (int k=0; k<2; k++) for (int i=0; i<GRIDS; i++) {
    tau[i] = 1.0/(25<<i);
    ou_run(NULL, FOKKER_PLANCK_CHANG_COOPER, n, k ? 1 : 0.5, 25<<i);
    late[k][i] = distance(n, 16.0/n, u, fine);
  }
  @<Count particles in bins@>@;
  @<Tell about the particles@>@;
  @<Tell the orders of the schemes@>@;
  @<Draw the errors against mesh, step and number of particles@>@;
}

@ The order of a scheme is the slope over the three finest meshes or smallest steps.

@<Tell the orders of the schemes@>=
static const char *name[6] = {"fokker_planck.order", "fokker_planck.order_upwind",
  "fokker_planck.order_central", "fokker_planck.order_cn", "fokker_planck.order_be",@|
  "fokker_planck.order_swapped"};
static const double theory[6] = {2, 1, 2, 2, 1, 2};
const double *mesh[6] = {h, h, h, tau, tau, h};
const double *found[6] = {off[0], off[1], off[2], late[0], late[1], off[3]};
for (int k=0; k<6; k++) {
  double order = stats_slope(3, mesh[k]+GRIDS-3, found[k]+GRIDS-3), slack = k==1 ? 0.12 : 0.05;
  results_number(name[k], order, "%.2f");
  results_within(k<5 ? "fokker_planck.orders" : "fokker_planck.swapped", order,@|
    theory[k]-slack, theory[k]+slack);
}
results_number("fokker_planck.mass_error", lost, "%.0e");
results_less("fokker_planck.mass", lost, 1e-13);
results_number("fokker_planck.upwind_worse", off[1][GRIDS-1]/off[0][GRIDS-1], "%.0f");

@ Particles are drawn from the exact law. Where there are few the experiment is repeated with others. A bin is
eight cells of the run in~|fine|, whose error is far below that of a count.

@<Count particles in bins@>=
double cell[bins], bar[bins], spread[bins], expected = 0, ratio = 0;
double m[SIZES], inverse[SIZES], seen[SIZES], law[SIZES], width = 8*16.0/n;
int sizes = 0;
for (int b=0; b<bins; b++) {
  cell[b] = stats_sum(8, fine+n/2-4*bins+8*b)*16/n;
  expected += sqrt(cell[b]*(1-cell[b]));
}
for (double next=1000; next<=walkers*1.001 && sizes<SIZES; next*=sqrt(10), sizes++) {
  int repeats = next<20000 ? 40 : next<200000 ? 10 : 3, M = (int)floor(next+0.5);
  m[sizes] = M, inverse[sizes] = 1/next, seen[sizes] = 0, law[sizes] = sqrt(2/(pi*M))*expected;
  for (int i=0; i<repeats; i++) {
    heat_mixture_sample(cloud, &drops, exp(-1), 0.25*(1-exp(-2)), (size_t)M,@|
      cli_seed(), 20000+(uint64_t)i, 0);
    stats_density(bar, spread, bins, -width*bins/2, width*bins/2, M, cloud);
    for (int b=0; b<bins; b++) seen[sizes] += fabs(bar[b]*width-cell[b])/repeats;
  }
  ratio += seen[sizes]/law[sizes];
  cli_progress("particles", sizes+1, SIZES);
}

@ @<Tell about the particles@>=
double order = stats_slope(sizes, inverse, seen);
results_number("fokker_planck.particle_order", order, "%.2f");
results_number("fokker_planck.particle_ratio", ratio/sizes, "%.3f");
results_within("fokker_planck.particles", order, 0.47, 0.53);
results_within("fokker_planck.particles", ratio/sizes, 0.95, 1.05);
results_number("fokker_planck.particles_needed",@|
  2/pi*pow(expected/off[0][2], 2), "%.0e"); /* 512 cells */

@ @<Draw the errors against mesh, step and number of particles@>=
Plot *p = plot_new("order", 122, 52);
plot_grid(p, 1, 3);
plot_axes(p, 0.006, 0.16, 1e-5, 0.5, PLOT_LOG_X|PLOT_LOG_Y, "$h$", "error in the 1-norm");
for (int k=0; k<4; k++) {
  plot_curve(p, palette[k], 1, 0, scheme_name[k], GRIDS, h, off[k]);
  plot_points(p, scheme_name[k], GRIDS, h, off[k], k);
  if (k==1) plot_text(p, 0.02, 0.12, "c", "upwind");
}
plot_panel(p, 1);
plot_axes(p, 1e-3, 0.1, 1e-7, 0.1, PLOT_LOG_X|PLOT_LOG_Y, "$τ$", "");
static const char *stepper[2] = {"Crank–Nicolson", "backward Euler"};
for (int k=0; k<2; k++) {
  plot_curve(p, palette[3*k], 1, 0, stepper[k], GRIDS, tau, late[k]);
  plot_points(p, stepper[k], GRIDS, tau, late[k], k);
  plot_text(p, 0.09, k ? 0.05 : 3e-7, "r", stepper[k]);
}
plot_panel(p, 2);
plot_axes(p, 700, 1.5e6, 3e-3, 0.4, PLOT_LOG_X|PLOT_LOG_Y, "$n$", "");
plot_curve(p, PLOT_GREY, 1, 0, "predicted", sizes, m, law);
plot_dots(p, PLOT_BLUE, PLOT_CIRCLE, "particles", sizes, m, seen);
plot_text(p, 1.5e5, 0.05, "c", "particles");
plot_end(p);

@*1 What came out.
\claim{fokker_planck.orders} In the 1-norm Chang and Cooper's scheme has the order \num{fokker_planck.order},
central differences \num{fokker_planck.order_central} and upwind \num{fokker_planck.order_upwind}
(\fig{fokker_planck/order}); on the finest grid upwind is \num{fokker_planck.upwind_worse} times worse. In time the
orders are \num{fokker_planck.order_cn} and \num{fokker_planck.order_be}. \claim{fokker_planck.mass} Over all these
runs, up to two thousand steps, the mass changed by at most \num{fokker_planck.mass_error} of itself; in the double
well it was \num{fokker_planck.well_mass}. \claim{fokker_planck.central_negative} In the steep well of
\fig{fokker_planck/weights} central differences have a stationary density of \num{fokker_planck.central_low} in one
cell; Chang--Cooper and upwind stay positive.

\showfig{fokker_planck/order}{What accuracy costs. Left: error at $t=1$ against the mesh, with the step halved
  along; discs are Chang--Cooper, squares central differences, triangles the swapped weights. Middle: error in time
  on 2048 cells, against a run with a small step. Right: error of a histogram with 96 bins, and
  Theorem~\ref{th:fokker_planck-counting} (line).}

\claim{fokker_planck.well} In \fig{fokker_planck/well} the particles' histogram at $t=10$ is off by
\num{fokker_planck.well_ratio} times what counting alone predicts. That prediction is worth a theorem, as it is the
yardstick for every sampler to come.
@^histogram, error of@>

\begin{theorem}[Counting]\label{th:fokker_planck-counting}
  Of $n$ independent particles let $N_b$ fall into bin~$b$, one of finitely many, which has probability $P_b$. The mean
  of $\sum_b\abs{N_b/n-P_b}$ is at most $n^{-1/2}\sum_b\sqrt{P_b(1-P_b)}$, and for $n\to\infty$ it is $\sqrt{2/\pi}$ times
  this bound, up to $o(n^{-1/2})$.
\end{theorem}
\begin{proof}
  $N_b$ is binomial with variance $nP_b(1-P_b)$, so the root mean square of $N_b/n-P_b$ is $\sqrt{P_b(1-P_b)/n}$,
  and the mean absolute value is not larger. By the central limit theorem $(N_b-nP_b)/\sqrt{nP_b(1-P_b)}$ tends to
  a standard normal~$Z$ in law; its second moments are 1, so its absolute value is uniformly integrable and its
  mean tends to $\EE\abs Z=\sqrt{2/\pi}$.
\end{proof}

\claim{fokker_planck.particles} On the right of \fig{fokker_planck/order} the error of a histogram has the order
\num{fokker_planck.particle_order} in $1/n$, and is on average \num{fokker_planck.particle_ratio} times the
prediction, which has no free constant. To reach the error of the solver on 512 cells one would need
\num{fokker_planck.particles_needed} particles.

@ \claim{fokker_planck.plane} In the plane, with a drift that turns while it contracts, the error in the 1-norm
against the exact mixture falls with order \num{fokker_planck.plane_order} to \num{fokker_planck.plane_off}, and
mass is kept to \num{fokker_planck.plane_mass} (\fig{fokker_planck/plane}).

\showfig{fokker_planck/plane}{Three drops under the drift $(-x-3y,\,-y+3x)$ with $D=\frac12$. The stationary state
  is the same as without rotation, $\normal(0,\frac12I)$, but it is never at rest.}

On the circle the stationary state can be found in closed form although no potential is periodic. Let
$\Phi(x)=-\frac1D\int_0^xf\,dy$ and $\Phi(2\pi)\ne0$. From $J=fp-Dp'$ we get $(e^\Phi p)'=-Je^\Phi/D$; integrate
from $x$ to $x+2\pi$, where $p$ returns to its value:
@^tilted potential@>
\begin{equation}\label{eq:fokker_planck-tilted}
  p(x)=\frac{J}{D}\,\frac{e^{-\Phi(x)}}{1-e^{\Phi(2\pi)}}\int_x^{x+2\pi}\!e^{\Phi(y)}\,dy ,
\end{equation}
and $\int p=1$ fixes~$J$. \fig{fokker_planck/circle} shows the mean velocity $2\pi J$. Below $F=1$ the drift
$F+\sin x$ has a zero, a trap out of which only noise helps. \claim{fokker_planck.galerkin} At $D=1$ and $F=0.8$,
24 modes give the velocity with an error of \num{fokker_planck.galerkin_off}, that of the quadrature for
\eqref{eq:fokker_planck-tilted}.

\showfig{fokker_planck/circle}{Left: mean velocity on the circle with drift $F+\sin x$ for $D=0.1$, $0.3$, $1$:
  exact (curves) and Galerkin (points). Right: error of the velocity at $F=0.8$, $D=0.3$ against the number of
  modes; it falls faster than any power until rounding stops it.}

@*1 What was learnt.
Drift and noise of a process fix how its density moves, but the density does not fix the process: a term
$\frac12(1-\lambda^2)g^2\nabla\ln p$ of the drift pays for every amount of noise, none included. The family's
histograms agree to \num{fokker_planck.family_worst}. Noise alone makes a process forget, in a harmonic potential
at a rate that is the same for all data (\num{fokker_planck.rate_ou}, theory~2), in a double well at one that is
exponentially small in $1/D$.

On a grid three properties come from signs and column sums, and hold for every mesh: mass (to
\num{fokker_planck.mass_error}), positivity (smallest value by backward Euler: \num{fokker_planck.be_low}) and the
decay of entropy. A fourth, the exact stationary state, needs Chang and Cooper's weights. No order of convergence
sees the difference: with the weights exchanged it is \num{fokker_planck.order_swapped}. Crank--Nicolson keeps signs up to
$\tau\max\abs{a_{ii}}=2$ and, where drift is strong, not beyond. A grid errs like $h^2$ and $n$ particles like $n^{-1/2}$, with
a constant that is known; the grid is the better of the two as long as there can be one.

@*1 Checks.
\tested[th:fokker_planck-flux]{fokker_planck}{jump} The net crossing of a point by Gaussian jumps, a quadrature,
keeps the bound of Theorem~\ref{th:fokker_planck-flux}, and divided by~$\tau$ tends to the flux that the solver
finds where $D$ depends on~$x$. \tested{fokker_planck}{liouville} Along paths of the probability flow the density
changes by \eqref{eq:fokker_planck-transport}, in either form.
\tested[th:fokker_planck-absorb]{fokker_planck}{absorb} Flux and survival at an absorbing wall agree with
\eqref{eq:fokker_planck-absorbed} in the long run, and \tested{fokker_planck}{exit} the mean exit time from an
interval with its closed form.

\tested[th:fokker_planck-symmetry]{fokker_planck}{symmetry} Both sides of \eqref{eq:fokker_planck-dirichlet} are
equal, one by the product with~$A$, one by quadrature, and the flux is that of
Theorem~\ref{th:fokker_planck-symmetry}.
\tested[th:fokker_planck-h, th:fokker_planck-rate, th:fokker_planck-positive]{fokker_planck}{htheorem} Any two
solutions approach each other; \tested[th:fokker_planck-h]{fokker_planck}{fisher} relative entropy falls at the
rate of Theorem~\ref{th:fokker_planck-h}; \tested[th:fokker_planck-gap]{fokker_planck}{gap} the first two modes
decay as Theorem~\ref{th:fokker_planck-gap} says, and $\chi$ bounds the 1-norm on the way.
\tested[th:fokker_planck-equation, th:fokker_planck-linear, th:fokker_planck-family]{fokker_planck}{family} Every
member of the family satisfies its own equation with the one density, and
\tested[th:fokker_planck-quantile]{fokker_planck}{quantile} the flow keeps quantiles.

\tested[th:fokker_planck-weights]{fokker_planck}{weights} The weights are compared with arithmetic of 64 bits;
\tested[th:fokker_planck-order]{fokker_planck}{leading} the flux error has the coefficient
\eqref{eq:fokker_planck-leading}. \tested[th:fokker_planck-rate, th:fokker_planck-positive]{fokker_planck}{mass} On
rough random rates, with steps up to ten thousand times the bound, the mass stays within $10^{-13}$;
\tested[th:fokker_planck-weights, th:fokker_planck-rate, th:fokker_planck-positive]{fokker_planck}{positive} no
value is negative, by backward Euler at any step and by Crank--Nicolson at the bound; \tested{fokker_planck}{bound}
beyond it, one step from a single cell gives the value of Exercise~\ref{ex:fokker_planck-sharp};
\tested{fokker_planck}{step} a step satisfies \eqref{eq:fokker_planck-steps}. \tested[th:fokker_planck-weights,
th:fokker_planck-rate]{fokker_planck}{stationary} A long run reaches $e^{-V/D}$ to $10^{-14}$. Orders are measured
\tested[th:fokker_planck-order]{fokker_planck}{order} in space, \tested{fokker_planck}{time} in time, and
\tested[th:fokker_planck-linear]{fokker_planck}{forward} for the VP process.
\tested[th:fokker_planck-counting]{fokker_planck}{counting} Histograms of independent particles are as far from the
solver's density as Theorem~\ref{th:fokker_planck-counting} says.

\tested[th:fokker_planck-linear]{fokker_planck}{plane} In the plane the rotating mixture is met with order two,
\tested[th:fokker_planck-strang]{fokker_planck}{strang} the splitting alone has order two and keeps the mass,
\tested[th:fokker_planck-strang]{fokker_planck}{sign} it keeps the sign up to its bound, and
\tested{fokker_planck}{threads} the number of threads changes nothing. \tested{fokker_planck}{wrapped} The wrapped
normal density and \tested{fokker_planck}{tilted} \eqref{eq:fokker_planck-tilted} are found on the circle.

Of the mutants the most instructive exchanges Chang and Cooper's weights: all orders survive it; positivity and the
stationary state do not.

@*1 Notes.
\citet{fokker1914} wrote the equation down for a dipole in a field of radiation, \citet{planck1917} in general;
\citet{kolmogorov1931} derived it, and its adjoint, from the transition probabilities of a Markov process.
\citet{risken1989} is the book about it. The escape from a well is \citeauthor{kramers1940}'s
\citeyearpar{kramers1940}. The inequality behind the decay of entropy is \citeauthor{gross1975}'s
\citeyearpar{gross1975} for the Gaussian; \citet{bakry1985} found the criterion for others, and
Chapter~\ref{ch:langevin} proves it.
@^Fokker, Adriaan@>
@^Planck, Max@>
@^Kolmogorov, Andrey@>
@^Risken, Hannes@>

\citeauthor{chang1970}'s \citeyearpar{chang1970} weights have had several discoverers: \citet{allen1955},
\citet{ilin1969} for boundary layers, and \citet{scharfetter1969} for the electrons in a diode, by whose names they
go elsewhere. \citet{strang1968} proposed the splitting for hyperbolic equations. Elimination without subtraction
is due to \citet{grassmann1985}, who wanted stationary states of Markov chains. That one density has many processes
is old; \citet{song2021} drew the consequence, that a sampler may be deterministic.
@^Scharfetter, Donald@>
@^Gummel, Hermann@>

@*1 Exercises.
\begin{exercise}[15]\label{ex:fokker_planck-moments}
  Derive from \eqref{eq:fokker_planck-1d} equations for mean and variance if $f=-\kappa x$ and $g$ is constant,
  without solving for~$p$. What if $f=x-x^3$?
\end{exercise}
\begin{answer}
  Multiply by $x$ and by $x^2$ and integrate by parts: $\dot m=-\kappa m$, and $\frac d{dt}\EE X^2=-2\kappa\EE
  X^2+g^2$, so $\dot V=-2\kappa V+g^2$. For the cubic drift $\dot m=m-\EE X^3$: the third moment enters, its
  equation contains the fifth, and the system never closes.
\end{answer}

\begin{exercise}[20]\label{ex:fokker_planck-wall}
  A particle with constant drift $b<0$ and diffusion constant $D$ lives on $x>0$ with a reflecting wall at zero.
  Find its stationary state. Check that $\partial_xp\ne0$ at the wall. (It is the barometric formula.)
\end{exercise}
\begin{answer}
  $J=bp-Dp'=0$ gives $p=\frac{\abs b}De^{-\abs bx/D}$; the slope at the wall is $-b^2/D^2$. Imposing
  $\partial_xp=0$ would make the wall a source of the strength $J=bp(0)$.
\end{answer}

\begin{exercise}[20]\label{ex:fokker_planck-sharp}
  On an infinite grid with equal rates $\uparrow$ and $\downarrow$ and P\'eclet number~$w$, put
  $\theta=\frac12\tau\abs{a_{ii}}$. Show that a step of Crank--Nicolson from a single cell leaves there the
  fraction $2\big/\sqrt{(1+\theta)^2-\theta^2/\cosh^2(w/2)}-1$. When is it negative?
\end{exercise}
\begin{answer}
  $I-\frac12\tau A$ has $1+\theta$ on the diagonal and $-\theta u$, $-\theta d$ beside it, with $u+d=1$ and
  $u/d=e^w$, so $4ud=1/\cosh^2(w/2)$. The diagonal element of the inverse is the mean of $1/(1+\theta-\theta
  ue^{-i\phi}-\theta de^{i\phi})$ over~$\phi$. The substitution $e^{i\phi}\to\sqrt{u/d}\,e^{i\phi}$, a shift of the
  path of integration that meets no pole, makes it the mean of $1/(1+\theta-2\theta\sqrt{ud}\cos\phi)$, which is
  $1/\sqrt{(1+\theta)^2-4\theta^2ud}$. Double, and subtract one. For $w=0$ it is $2/\sqrt{1+2\theta}-1$, negative
  for $\theta>\frac32$; for $\abs w\to\infty$ it is $(1-\theta)/(1+\theta)$, negative for $\theta>1$: only for
  strong drift is \eqref{eq:fokker_planck-cn-limit} sharp.
\end{answer}

\begin{exercise}[25]\label{ex:fokker_planck-wall-rate}
  Let $\kappa=D=1$ and let the wall $x=0$ absorb. The slowest mode is $p=xe^{-x^2/2}$, with the rate~1, and its
  adjoint is~$x$. Show with \eqref{eq:fokker_planck-leading} that the rate on the grid is $1-\frac16h^2+o(h^2)$.
\end{exercise}
\begin{answer}
  At the centres $Ap=-p-h^2(E'+\frac1{24}J''')+\dots$, since a difference of fluxes over a cell errs by
  $\frac1{24}h^2J'''$. An eigenvalue moves by the product of this residual with the adjoint, divided by $\int
  x\,p\,dx=\sqrt{\pi/2}$. As $x=0$ at the wall, $-\int xE'\,dx=\int E\,dx$; and $-\int xJ'''\,dx=\int
  J''\,dx=-J'(0)=-p(0)=0$, because $J'=-\partial_tp=p$. With $b=-x$ the first two terms of $E$ integrate to
  $\frac18(\int p'\,dx-[xp'])=0$ and $\frac1{24}p''(0)=0$. What is left is $-\frac1{12}\int x^2p'\,dx=\frac16\int
  xp\,dx$, so the eigenvalue $-1$ becomes $-1+\frac16h^2$. The error of the flux at the wall, of order $h^2$, meets
  the weight $\frac12h$ and does not count.
\end{answer}

\begin{exercise}[20]\label{ex:fokker_planck-implicit}
  Show that $p'=(I-\tau A)^{-1}p$ is the law of the process with rates~$A$ at a random time. Which one? Deduce
  Theorem~\ref{th:fokker_planck-positive}~(1) again.
\end{exercise}
\begin{answer}
  $(I-\tau A)^{-1}=\int_0^\infty e^{-s}e^{s\tau A}\,ds$, since the integral converges and integration by parts
  shows that it inverts. So $p'$ is the mean of $e^{TA}p$ over an exponentially distributed time $T$ of
  mean~$\tau$. Each $e^{TA}$ keeps sign and mass, hence so does their mean.
\end{answer}

\begin{exercise}[20]\label{ex:fokker_planck-noncommuting}
  For which $\omega$ is Lie's splitting $e^{\tau L_x}e^{\tau L_y}$ exact for the drift $(-x-\omega y,\,-y+\omega
  x)$, where each factor contains the drift and the diffusion of its direction?
\end{exercise}
\begin{answer}
  Only for $\omega=0$, where the two factors act on different coordinates. The mean of a density moves by $e^{\tau
  M_x}$ and $e^{\tau M_y}$ with $M_x=\bigl(\begin{smallmatrix}-1&-\omega\\0&0\end{smallmatrix}\bigr)$ and
  $M_y=\bigl(\begin{smallmatrix}0&0\\\omega&-1\end{smallmatrix}\bigr)$. If the splitting were exact for
  small~$\tau$, the terms of second order in the proof of Theorem~\ref{th:fokker_planck-strang} would agree,
  $M_xM_y=M_yM_x$; but these are $\bigl(\begin{smallmatrix}-\omega^2&\omega\\0&0\end{smallmatrix}\bigr)$ and
  $\bigl(\begin{smallmatrix}0&0\\-\omega&-\omega^2\end{smallmatrix}\bigr)$.
\end{answer}

\begin{exercise}[25]\label{ex:fokker_planck-log}
  For a drift without potential, or a $D$ that depends on~$x$, what is the best $w_k$? Show that $w_k=\int b/D\,dx$
  from centre to centre keeps the stationary state exact at the centres, in one dimension with sealed walls.
\end{exercise}
\begin{answer}
  $J=b\pi-D\pi'=0$ means $(\ln\pi)'=b/D$, so $\ln\pi_k-\ln\pi_{k-1}$ is that integral, and
  Theorem~\ref{th:fokker_planck-rate}~(3) applies whatever positive $D_k$ stands at the faces: the rates' ratio
  decides on the stationary state, their size on the speed. In the plane a drift without potential has no such $w$,
  and the discrete state is only of second order.
\end{answer}

\begin{exercise}[30]\label{ex:fokker_planck-double}
  Multiply the potential of the double well by two and leave $D$ alone. What happens to the stationary state, to
  the gap, and to the right half of \fig{fokker_planck/entropy}? Predict first; then change the program.
\end{exercise}
\begin{answer}
  $\pi$ is squared and normalised. In Kramers' formula the root doubles and the exponent doubles too, so the gap is
  about $2e^{-\Delta V/D}$ times what it was, with the old $\Delta V=\frac14$; on the right the curve falls twice
  as steeply. The gap that was \num{fokker_planck.gap_well} becomes \num{fokker_planck-1:fokker_planck.gap_well};
  at the smallest noise it is \num{fokker_planck-1:fokker_planck.kramers} of Kramers' value;
  \solution{fokker_planck-1}
\end{answer}

\begin{exercise}[40]\label{ex:fokker_planck-three}
  Write the solver for three dimensions, with half steps in the order $X$, $Y$, $Z$, $Z$, $Y$,~$X$. What limits its
  speed?
\end{exercise}
\begin{answer}
  The word is symmetric, so the order is two by the argument of Theorem~\ref{th:fokker_planck-strang}. Each unknown
  is read and written six times a step, with three factors each time, some 240 bytes in all, against about 40
  operations: memory limits it. Lines along~$z$ are best treated as columns of planes, as here; a grid of $512^3$
  cells takes one gigabyte for the density alone.
\end{answer}
