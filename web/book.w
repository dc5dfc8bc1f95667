% The master file: limbo, which goes to TeX as it is, and the order of the book.
\documentclass[10pt,twoside]{book}
\usepackage{pages}
\input{inputs}
\hypersetup{pdftitle={Diffusion Models as Numerical Solvers for Partial Differential Equations},
  pdfsubject={A literate program in C},pdfkeywords={diffusion models, heat equation, Fokker-Planck equation, score matching, CWEB}}
\begin{document}
\frontmatter
\begin{titlepage}
\vspace*{40mm}
{\raggedright\sffamily
{\bfseries\fontsize{28}{34}\selectfont Diffusion Models\\ as Numerical Solvers\\ for Partial\\ Differential Equations\par}
\vskip14pt{\color{ink!65}\hrule height.8pt}\vskip14pt
{\Large A literate program in C\par}}
\vfill
\noindent{\footnotesize Text and figures: Creative Commons Attribution 4.0. Programs: MIT licence. Every number in this book was computed, and every
figure drawn, by the programs printed in it.\par}
\end{titlepage}
\tableofcontents

\chapter{Preface}
A diffusion model turns noise into pictures. Behind it stand a partial differential equation that is two centuries old, the heat equation, and the art of
solving such equations on a computer. This book takes the second half of that sentence literally. It derives the equations of diffusion models,
from heat conduction to conditional generation, and it treats every sampler as what it is: a numerical method, with an order, a stability limit and a cost.

The book is a program. Its chapters are written in \textsc{cweb} \citep{knuth1994}, after the idea of \citet{knuth1984} that a program should be written for people to
read. From one source a first tool extracts C, which is compiled and run, and a second makes these pages. Numbers are never typed: the text asks for them by name, and
the run supplies them. A statement marked~\textsuperscript{\color{ink}$\scriptstyle\checkmark$} compares measured things, and the program
has checked it in the run that drew the figures; had it been false, there would be no book. Each theorem that can be tested is tested against something independent of
the code, and each test is tested in turn: a version of the chapter that is wrong on purpose, a \emph{mutant}, has to fail it.

\section*{How to read it}
The text is divided into small numbered sections; their numbers stand in the left margin. A section says something, and then, often, gives some lines of C. A name in
angle brackets, like $\langle$~Measure the error~{\scriptsize\sffamily 12}~$\rangle$, stands for the code of the section that carries this name, here number 12; the sign $\equiv$ gives the code a name,
and $+\!\equiv$ adds to it. So the program can be told in the order in which it is understood. Notes in the right margin say where a function used in a section comes from. In C,
equality is set as $\equiv$ and inequality as $\ne$, since $=$ assigns; $\wedge$, $\vee$ and $\lnot$ are the logical operations; $\Lambda$ is the null pointer.

A reader who wants the mathematics can skip the code and lose no step of an argument. One who wants the programs will find each described in full, with its interface
first. Exercises are rated as Knuth rates his: 10 takes a minute, 20 a quarter of an hour, 30 an evening, 40 is a project, 50 is research. All have answers at the back.

The appendices hold what any numerical book would need: memory and files, options, random numbers, figures. Appendix~\ref{ch:press} tells how to build the book, run a chapter
alone, and change something.

\section*{Where it comes from}
The book grew from an article by \citet{chen}, whose outline of theory and experiments it follows. The derivations, programs and measurements here are new.

\chapter{Notation}
{\small\renewcommand\arraystretch{1.12}
\begin{center}\begin{tabular}{@@{}lp{84mm}@@{}}
\toprule
$x\in\RR^d$, $\abs x$ & a point in space, of dimension $d$; its Euclidean length\\
$t$, $T$ & forward time, from 0 (data) to $T$ (noise)\\
$\partial_t$, $\nabla$, $\nabla\cdot$, $\Delta$ & derivative in time; gradient, divergence and Laplacian in space\\
$u(x,t)$ & a density, of mass, heat or probability\\
$p$, $p_0$ & a probability density; that of the data\\
$J$ & probability flux (Chapter~\ref{ch:fokker_planck})\\
$D$, $q$ & diffusion constant, in length$^2$/time; flux, amount per area and time\\
$\Gamma(x,t)$ & heat kernel, the density of $\normal(0,2Dt\,I)$\\
$f*g$, $P_t$ & convolution; the operator $P_tf=\Gamma(\cdot,t)*f$\\
$\hat u(k)$ & Fourier transform, $\int e^{-ik\cdot x}u(x)\,dx$\\
$\normal(m,C)$, $\normal(x;m,C)$ & normal law with mean $m$ and covariance $C$; its density at $x$\\
$Z$ & a random vector of law $\normal(0,I)$\\
$\EE$, $\Var$ & expectation, variance\\
$s=\nabla\ln p$ & score of a density $p$\\
$H(u)$, $I(u)$ & entropy $-\int u\ln u\,dx$; Fisher information $\int\abs{\nabla\ln u}^2u\,dx$\\
$a$, $s_2$ & signal factor and noise variance: $X=aX_0+\sqrt{s_2}\,Z$\\
$\KL(p\,\Vert\,q)$, $I(p\,\Vert\,q)$ & relative entropy; relative Fisher information\\
$\pi$, $U=-\ln\pi$ & stationary density; its potential (Chapter~\ref{ch:langevin})\\
$\kappa$, $\lambda$ & constant of a logarithmic Sobolev inequality; spectral gap\\
\bottomrule
\end{tabular}\end{center}
\begin{center}\begin{tabular}{@@{}lp{84mm}@@{}}
\toprule
$W$, $\mathcal F_t$ & Brownian motion; what is known at time $t$\\
$f(t)$, $g(t)$ & drift and diffusion coefficient of a forward process: $dX=fX\,dt+g\,dW$\\
$\alpha(t)$, $\sigma(t)$, $n=\sigma^2/\alpha^2$ & its signal, noise and noise clock: $X_t=\alpha X_0+\sigma Z$\\
$\bar x=x/\alpha$, $\tilde s=\sigma/\alpha$ & point and noise in units of the signal, $\tilde s=\sqrt n$\\
$\hat\varepsilon$, $\hat x_0$ & noise and data as predicted from a noisy point\\
$\bar f$, $\bar L$; $\lambda$ & drift and generator of the reversed process; its noise is $\lambda g$ (Chapter~\ref{ch:reversal}, where $u(x,t)$ is the worth of a reward)\\
$D$, $F_\theta$, $\psi$ & denoiser; network with the weights $\theta$; its nonlinearity (Chapter~\ref{ch:network})\\
$\hat s$, $\hat\varepsilon$, $\hat x_0$, $\hat v$ & what a model predicts: score, noise, clean point, $\alpha\hat\varepsilon-\sigma\hat x_0$\\
$\beta_k$, $\bar\alpha_k$ & variance that step $k$ of a forward chain adds; product of the $1-\beta_i$, $i\le k$\\
$\tilde\beta_k$, $\beta^*_k$ & posterior variance of a step; the best variance of a reverse step\\
$\epsilon_\theta$, $p_\theta$ & predicted noise, law of a learned chain, with parameters $\theta$\\
$h$, $\tau$ & mesh of a grid in space; step in time\\
$\ell=-\ln(\sigma/\alpha)$; $m$, $e$ & half the log-SNR; data and noise prediction (Chapter~\ref{ch:solvers})\\
$\varphi_k(z)$ & $\sum_nz^n/(n+k)!$, the functions of exponential integrators\\
$\lambda=D\tau/h^2$ & mesh ratio\\
$u_j^n$ & value of a scheme at node $j$ after $n$ steps\\
$L$, $r$ & harmonic lift of edge data; readings less the lift (Chapter~\ref{ch:poisson})\\
$\bigO{h^p}$ & at most a constant times $h^p$, for $h$ small enough\\
\bottomrule
\end{tabular}\end{center}}

\mainmatter

@i types.w
@** Diffusion.
Forward: what noise does to data, as a random walk, as a stochastic equation and as a partial differential equation.
@i heat.w
@i sde.w
@i fokker_planck.w
@i reversal.w
@** Score.
What is learnt: the gradient of the logarithm of a density, how a network finds it from samples, and what can be done with it alone.
@i score.w
@i network.w
@i langevin.w
@** Discretisation.
Every sampler is a numerical method: with an order, a stability limit and a cost.
@i ddpm.w
@i ddim.w
@i solvers.w
@** Experiments.
What the theory predicts, said first; then the run.
@i mixture.w
@i moons.w
@i samplers.w
@i poisson.w
@** Summary and outlook.
What was shown, on one page, and what lies beyond.
@i outlook.w
@** The apparatus.
These appendices hold what any numerical book would need. Each begins with its interface.
\appendix
@i base.w
@i cli.w
@i rng.w
@i results.w
@i plot.w
@i stats.w
@i fourier.w
@i linalg.w
@i press.w
