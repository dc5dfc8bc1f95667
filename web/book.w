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
\end{titlepage}
\thispagestyle{empty}
\vspace*{\fill}
{\footnotesize
\colophon{Text and figures are under the licence Creative Commons Attribution 4.0, programs under the MIT licence.}
\colophon{The book is one program in \textsc{cweb}. The same source was tangled into C, compiled and run, and woven into \LaTeX; every number was computed and every figure drawn in that run. The file of this book carries, among its properties, the SHA-256 digest of the source from which it was made.}
\colophon{Text in \TeX\ Gyre Pagella and mathematics in Mathpazo, both after Hermann Zapf's Palatino; headings in \TeX\ Gyre Heros; strings of C and names of files in Latin Modern Typewriter. The figures were drawn with cairo, their letters set by Pango in the type of the text.}
\colophon{Transforms by FFTW, dense linear algebra by LAPACK and OpenBLAS, weight files read by cJSON; tests by Criterion, with Random123 as the oracle of the random numbers. All else is printed in the book.}
}
\clearpage
\tableofcontents

\chapter{Preface}
A diffusion model turns noise into pictures. Behind it stand a partial differential equation that is two centuries old, the heat equation, and the art of
solving such equations on a computer. This book takes the second half of that sentence literally. It derives the equations of diffusion models,
from heat conduction to conditional generation, and it treats every sampler as what it is: a numerical method, with an order, a stability limit and a cost.

The book is a program. Its chapters are written in \textsc{cweb} \citep{knuth1994}, after the idea of \citet{knuth1984} that a program should be written for people to
read. From one source a first tool extracts C, which is compiled and run, and a second makes these pages. Numbers are never typed: the text asks for them by name, and
the run supplies them. A statement marked~\textsuperscript{\color{ink}$\scriptstyle\checkmark$} compares numbers, and the program
has checked it in the run that measured them and drew the figures; had it been false, there would be no book. Each theorem that can be tested is tested against something independent of
the code, and each test is tested in turn: a version of the chapter that is wrong on purpose, a \emph{mutant}, has to fail it. The ledger at the back lists all statements, tests, mutants and claims.

\section*{For whom}
For students who have met the formulas of diffusion models and want to see where they come from; for researchers who want errors measured against exact densities and scores; for C programmers who would rather read a
program than a tutorial. What is needed is calculus in several variables, linear algebra, probability up to the central limit theorem, and C. Stochastic integrals and the theory of partial differential equations are built where they are used. All runs take minutes on two
cores; neither a graphics card nor Python is needed.

\section*{How to read a literate program}
The text is divided into small numbered sections; their numbers stand in the left margin. A section says something, and then, often, gives some lines of C. Here is one as it is typed, taken from Appendix~\ref{ch:press}:

\begin{exampletext}\examplesource\end{exampletext}

\noindent (a) The sign \.{@@} and a space begin a section; the machine counts them. Prose is \LaTeX. (b)~An entry for the index. (c)~A name in angle brackets, followed by \.{@@>=}: what comes now is the code of this name, or more of it. (d)~Elsewhere such
a name stands for its code, wherever that is given. (e)~A comment in C is \LaTeX\ as well. Between vertical bars, as in (d), prose quotes C. The second tool makes this of it:

\cwexample

\noindent A name in angle brackets carries the number of the section that begins its code, here \cwlink{\exampleparent}; the sign $\equiv$ gives code to a name,
and ${+}{\equiv}$ adds to it. Notes in the right margin say in which section a function or a type of another place is defined; every number is a link. In C,
equality is set as $\equiv$ and inequality as $\ne$, since $=$ assigns; $\wedge$, $\vee$ and $\lnot$ are the logical operations; $\Lambda$ is the null pointer. The first tool puts the pieces together in the order that the compiler wants:

\begin{exampletext}\fontsize{6}{7.6}\selectfont\def\exampleline#1#2{#2\par}\begin{multicols}{2}\raggedcolumns\examplecode\end{multicols}\end{exampletext}

\noindent Nobody reads that but the compiler, which learns from the lines with \.{\#line} where to find the source when it complains, as does the debugger. So the program can be told in the order in which it is understood, in pieces small enough to be understood one at a time. A name that
begins with \.{@@(} is that of a file: each chapter writes a header \.{stem.h}, which later chapters may include, the functions \.{stem.c}, and the program \.{stem\_main.c}, which runs the chapter, computes its numbers and draws its figures.

A reader who wants the mathematics can skip the code and lose no step of an argument. One who wants the programs will find each described in full, with its interface
first. A word in this type, {\sffamily\small\color{ink}order}, in a section called ``Checks'' is the name of a test. Exercises are rated as Knuth rates his: 10 takes a minute, 20 a quarter of an hour, 30 an evening, 40 is a project, 50 is research. All have answers at the back; where the answer is a program, it was built and run too, and the sections that it changes are printed.

\section*{How to run it}
On a Debian machine with git and make, two commands do everything: \.{make setup book} installs what is missing, builds, runs and typesets; \.{make setup check} passes the tests. A chapter's program can be run alone,
with parameters of one's own: \.{generated/bin/heat --help} lists them. Appendix~\ref{ch:press} tells more; the other appendices hold what any numerical book would need: memory and files, options, random numbers, figures.

\section*{Where it comes from}
The book grew from an article by \citet{chen}, whose outline of theory and experiments it follows. The derivations, programs and measurements here are new.

\chapter{Introduction}
\section*{What a generative model is asked to do}
Samples of an unknown law $p_0$ in $\RR^d$ are given, photographs, molecules, solutions of an equation, and new ones are wanted. Four things can be asked of a model $p$ of that law: to draw from it; to say how probable a given point is; to leave out nothing that $p_0$ contains; and to draw from it under a
condition, $p(x\given y)$. In few dimensions one would estimate the density on a grid and be done. But a grid with ten cells a coordinate has $10^d$ cells, and a photograph has a million coordinates. So every method writes its law as the image of a simple one, the normal law as a rule, under something that can be computed; they
differ in what is learnt, and in what the learning minimises.

\emph{Autoencoders.} An encoder makes of $x$ a short code $z$, a decoder $G$ makes of $z$ a point again, and both are trained to lose little \citep{hinton2006}. To draw samples one needs the law of the codes. The variational autoencoder \citep{kingma2014,rezende2014} prescribes it, $z\sim\normal(0,I)$, and takes
$p(x\given z)=\normal(x;G(z),\tau^2I)$. The encoder becomes a law $q(z\given x)$, and training maximises the right side of
\begin{equation*}
  \ln p(x)\ge\EE_q\ln p(x\given z)-\KL\bigl(q(z\given x)\,\Vert\,\normal(0,I)\bigr) .
\end{equation*}
What the inequality loses is $\KL(q\,\Vert\,p(z\given x))$. A sample costs one pass through $G$. But for a given encoder the best $G(z)$ is the mean of all $x$ that share the code~$z$, and a mean of pictures is blurred: what the code does not say is replaced by noise or by nothing. We shall meet the same inequality again, with a chain of a thousand
codes, as the bound of Chapter~\ref{ch:ddpm}.

\emph{Adversarial nets} \citep{goodfellow2014} have a generator $G$ and an adversary $c(x)\in(0,1)$, which guesses whether $x$ is a datum or made by~$G$:
\begin{equation*}
  \min_G\max_c\;\EE\ln c(X_0)+\EE\ln\bigl(1-c(G(Z))\bigr) .
\end{equation*}
If $G(Z)$ has the density $p_G$, the best answer of the adversary is $c=p_0/(p_0+p_G)$, for $a\ln c+b\ln(1-c)$ is largest at $c=a/(a+b)$; the game then minimises the divergence of Jensen and Shannon between $p_0$ and $p_G$. No likelihood is computed, the pictures are sharp, and a sample costs one pass. But a saddle is not a minimum. The
simplest game, $\min_a\max_bab$, shows what happens to players that both follow their gradients, $\dot a=-b$, $\dot b=a$: they circle, and Euler's method with the step $h$ spirals outward with the factor $(1+h^2)^{1/2}$. Much of the art of these models is in making the spiral turn inward \citep{mescheder2018}; and a generator that
leaves out a part of $p_0$ pays little for it.

\emph{Normalising flows} \citep{rezende2015} build $x=G(z)$ from invertible layers whose Jacobians have cheap determinants, and maximise the likelihood itself; the architecture pays for that.

\emph{Diffusion models} \citep{sohl2015,song2019,ho2020} learn one direction only, because the other is known. Noise is added to the data little by little until nothing else is left. That process needs no learning: its law solves a linear equation with a known kernel. To run it back one needs a vector field, the gradient of the logarithm of the noisy density, at every noise
level. It is a conditional mean, so learning it is least squares: no adversary, no bottleneck, a minimum that can be known beforehand. Samples come from integrating an equation from noise to data, likelihoods from integrating a divergence along the way; what the model leaves out is bounded by the error of the regression; a condition adds a gradient, by Bayes'
rule. The price is time. A sample costs as many passes through the network as the integration has steps, a thousand in the first papers.

\begin{center}\small
\setlength\tabcolsep{4.5pt}\begin{tabular}{@@{}llll@@{}}
\toprule
&training&likelihood&passes per sample\\
\midrule
variational autoencoder&maximises a bound&bounded below&one\\
adversarial net&a game&none&one\\
normalising flow&maximises likelihood&exact&one\\
diffusion model&least squares&by an integral&one per step\\
\bottomrule
\end{tabular}
\end{center}

\section*{The thesis}
\emph{Diffusion models are numerical solvers for partial differential equations.} Let data $X_0$ follow $dX=f(t)X\,dt+g(t)\,dW$. Their density obeys
\begin{align*}
  \partial_tp+\nabla\cdot(fx\,p)&=\tfrac12g^2\Delta p ,\\
  \text{which is also}\quad\partial_tp+\nabla\cdot\bigl[(fx-\tfrac12g^2s)\,p\bigr]&=0 ,\qquad s=\nabla\ln p .
\end{align*}
The first form is a heat equation with a drift that rescales space; it is solved exactly, by shrinking the data and adding noise, and solved backward it is the standard example of a problem that is ill posed. The second form is the same equation, since $\nabla p=p\,s$. But if $s$ is given, it is a transport equation, which runs backward as well as forward along its characteristics, $\dot x=fx-\frac12g^2s$.
Training finds the coefficient $s$ of this equation from samples of its initial value. Sampling solves it by particles: deterministic samplers follow the characteristics, stochastic ones add a diffusion and the drift that undoes it. A condition changes the initial value; guidance and projection are attempts to change it afterwards.

Once this is seen, numerical analysis applies. A sampler has an order, an error constant, a region of stability and a best variable to work in; one can say beforehand how large its error will be, and be held to that. In this book the data are simple enough for the density and the score to be known at all noise levels, so that the error of every
step can be measured against the truth: of the network, of the integration, of the condition. What comes of it: on the learned model of two moons a good method needs \num{samplers.floor_nfe} passes for a sample, where DDIM needs \num{samplers.floor_ddim} and Euler and Maruyama's method \num{samplers.floor_em}; and a conditional model whose samples satisfy Poisson's equation to \num{poisson.residual_projected} can still be wrong about what
it was asked.

\section*{The plan}
Part~I goes forward: the heat equation, the random walks and stochastic equations behind it, the equation of densities for a general process, and what it takes to run time back. Part~II is about the score: what it knows, why regression finds it, a network that learns it, and what can be done with it alone. Part~III discretises: the chain that made these models
known, its deterministic limit, and solvers of higher order. Part~IV has four experiments, each with the theory's predictions first: a mixture on a line, two moons learnt from samples, all samplers compared, and sources found from a few readings of a solution of Poisson's equation. Part~V fits the book on a page and looks further. \fig{press/chart} shows which
chapter needs which.

\showfig{press/chart}{The chapters by the names of their programs. Each uses those above it to which lines lead, and what these use; drawn from the headers that the programs include, all of whose other dependences follow from these \num{press.arrows}. Lines may bend round boxes, and branch.}

\chapter{Notation}
One letter for one thing wherever the alphabet allows. The first table holds throughout. The second lists what a letter means in one chapter or a few; there the chapter explains it anew. Vectors are not set in bold; $x\cdot y$ is the inner product and $x^\top$ the transpose.

{\footnotesize\renewcommand\arraystretch{1.0}
\begin{longtable}{@@{}p{32mm}p{\dimexpr\linewidth-32mm-2\tabcolsep}@@{}}
\toprule
\multicolumn{2}{@@{}l}{\sffamily\bfseries Everywhere}\\
\midrule\endfirsthead\toprule\endhead\bottomrule\endfoot
$x\in\RR^d$, $\abs x$ & a point in space, of dimension $d$; its Euclidean length\\
$t$, $T$ & forward time, from 0 (data) to $T$ (noise)\\
$\partial_t$, $\nabla$, $\nabla\cdot$, $\Delta$ & derivative in time; gradient, divergence and Laplacian in space\\
$p$, $p_0$; $p_t$ & a probability density; that of the data; that of $X_t$\\
$s=\nabla\ln p$ & score of a density $p$\\
$X_t$, $X_0$, $Z$ & a process; the data; a random vector of law $\normal(0,I)$, independent of the data\\
$\normal(m,C)$, $\normal(x;m,C)$ & normal law with mean $m$ and covariance $C$; its density at $x$\\
$\EE$, $\Var$, $\Cov$ & expectation, variance, covariance\\
$W$, $\mathcal F_t$ & Brownian motion; what is known at time $t$\\
$f(t)$, $g(t)$ & drift and diffusion coefficient of a forward process, $dX=fX\,dt+g\,dW$ (It\^o); $f(x,t)$ in general\\
$\alpha(t)$, $\sigma(t)$, $n=\sigma^2/\alpha^2$ & its signal, noise and noise clock: $X_t=\alpha X_0+\sigma Z$ in law\\
$\bar x=x/\alpha$, $\tilde s=\sigma/\alpha$ & point and noise in units of the signal, $\tilde s=\sqrt n$\\
$\hat x_0$, $\hat\varepsilon$, $\hat s$, $\hat v$ & clean point, noise, score and $\alpha\hat\varepsilon-\sigma\hat x_0$, as predicted from a noisy point\\
$\beta_k$, $\bar\alpha_k$ & variance that step $k$ of a chain adds; product of the $1-\beta_i$, $i\le k$\\
$H(p)$, $I(p)$ & entropy $-\int p\ln p\,dx$; Fisher information $\int\abs{\nabla\ln p}^2p\,dx$\\
$\KL(p\,\Vert\,q)$, $I(p\,\Vert\,q)$ & relative entropy $\int p\ln(p/q)\,dx$; relative Fisher information\\
$\Gamma(x,t)$, $f*g$ & heat kernel, the density of $\normal(0,2Dt\,I)$; convolution\\
$\hat u(k)$ & Fourier transform, $\int e^{-ik\cdot x}u(x)\,dx$, or coefficient\\
$h$, $\tau$ & mesh of a grid in space and step in time (Chapters~\ref{ch:heat}, \ref{ch:fokker_planck}, \ref{ch:reversal}, \ref{ch:mixture}); where there is no grid, $h$ is the step of a method\\
$\bigO{h^p}$ & at most a constant times $h^p$, for $h$ small enough\\
$\norm{\cdot}$ & norm of a function, as said; of a random variable, $(\EE\abs X^2)^{1/2}$\\
\end{longtable}
\begin{longtable}{@@{}p{8mm}p{32mm}p{\dimexpr\linewidth-40mm-4\tabcolsep}@@{}}
\toprule
\multicolumn{3}{@@{}l}{\sffamily\bfseries By chapter}\\
\midrule\endfirsthead\toprule\endhead\bottomrule\endfoot
\ref{ch:heat} & $u$, $D$, $q$ & density; diffusion constant, in length$^2$/time; flux, amount per area and time\\
& $a$, $s_2$ & signal factor and noise variance of a mixture: $aX_0+\sqrt{s_2}\,Z$\\
& $\lambda=D\tau/h^2$, $u_j^n$, $P_t$ & mesh ratio; value at node $j$ after $n$ steps; the operator $P_tu=\Gamma(\cdot,t)*u$\\
& $\delta^2u_j$; $g(\theta)$, $\sigma$, $\alpha$ & second difference; factor of the wave $e^{i\theta j}$ in a step, $4\sin^2(\theta/2)$, weight of the new time\\
& $\ell$, $k_m$, $c_m$; $r_k(x)$ & length of a circle, its wave numbers, coefficients; responsibility of component $k$\\
\ref{ch:sde} & $\circ\,dW$; $\mathcal L$ & Stratonovich's integral; generator of a process\\
& $\alpha(t,s)$, $v(t,s)$ & signal and variance of the transition from time $s$ to~$t$\\
\ref{ch:fokker_planck} & $J$, $G$, $a=GG^\top$, $b$ & flux of probability; matrix of the noise; diffusion matrix; drift of the flux\\
& $L$, $L^*$, $A$ & generator and its adjoint; rate matrix, $\dot p=Ap$\\
& $V$, $\Delta V$, $\chi^2$ & potential and height of a barrier ($V$ is also a variance); $\int(p/\pi-1)^2\pi\,dx$\\
& $w$, $\chi(w)$, $B(w)$, $\theta$ & P\'eclet number of a cell; factor on the diffusion; Bernoulli function; $\frac12\tau\max\abs{a_{ii}}$\\
\ref{ch:reversal} & $\bar f$, $\bar L$, $\lambda$ & drift and generator of the reversed process; its noise is $\lambda g$\\
& $u(x,t)$, $\varphi$; $V(x,t)$ & worth of a reward $\varphi$, $\EE[\varphi(X_T)\given X_t=x]$; potential of Feynman and Kac\\
& $Y_s=X_{T-s}$, $\kappa$; $K$, $F_n$ & reversed process, rate of a linear drift; Kolmogorov's statistic, an empirical distribution\\
\ref{ch:score} & $C$, $\Sigma(x)$, $\xi$ & floor of the denoising loss; posterior covariance $\Cov[X_0\given X=x]$; random direction, $\EE\xi\xi^\top=I$\\
& $\eta$, $U$; $A(\theta)$, $v$, $\kappa$ & error of the target, what else is known of a sample; arc of the moons, variance of its blur, sharpness of the angle\\
\ref{ch:network} & $D$, $F_\theta$, $\psi$; $c_{\rm in}$, $c_{\rm skip}$, $c_{\rm out}$ & denoiser, $D=c_{\rm skip}x+c_{\rm out}F_\theta(c_{\rm in}x)$; network with weights $\theta$; its nonlinearity\\
& $\rho$, $\tau=\sqrt{\rho^2+\sigma^2}$ & known blur of the data; blur and noise together (also Chapter~\ref{ch:moons})\\
& $\ell(z)$, $\bar x$ & logistic function $1/(1+e^{-z})$; adjoint $\partial\mathcal L/\partial x$ of a loss $\mathcal L$\\
& $w$, $L$, $K$, $F$; $\eta_t$, $\lambda$, $\gamma$ & width, blocks, inputs, frequencies; learning rate, weight decay, constant of the average\\
\ref{ch:langevin} & $\pi$, $U=-\ln\pi$; $\kappa$, $\lambda$ & stationary density, its potential; constant of a logarithmic Sobolev inequality, spectral gap\\
& $h$, $\delta$; $\sigma_i$, $\gamma$, $\eta$ & step in time, mesh on the line; level of blur, ratio of two levels, step in units of $\sigma^2$\\
& $B$, $M(a\to b)$; $c(t)$, $v(x,t)$ & height of a barrier, mean time of passage; clock, velocity of a moving target\\
\ref{ch:ddpm} & $N$, $k$, $\beta_{j,k}$ & steps of a chain, number of one; $1-\bar\alpha_k/\bar\alpha_j$, the variance of steps $j+1$ to $k$\\
& $\tilde\beta_k$, $\beta_k^*$, $v_k$, $\rho_k$ & posterior variance; best variance of a reverse step; that of the model; $\beta_k^*/v_k$\\
& $\epsilon_\theta$, $p_\theta$; $I_k$, $H_k$, $D_k$ & predicted noise, law of a learned chain; information and entropy of $X_k$; what step $k$ loses at best\\
\ref{ch:ddim} & $\varsigma$, $\eta$, $\omega^2=\varsigma^2/\alpha_s^2$ & fresh noise of a step; its share of that of the Markov chain; the same in the clock\\
& $c^2$, $q(\tilde s)$, $M$ & variance of Gaussian data, of $\bar X$; the integral of $\nabla\hat\varepsilon$ along a path\\
\ref{ch:solvers} & $\ell=-\ln(\sigma/\alpha)$; $m$, $e$; $\varphi_k(z)$ & half the log-SNR; data and noise prediction; $\sum_nz^n/(n+k)!$\\
& $\rho=1+\lambda^2$, $u$; $\kappa$, $c$ & drift factor of the family, clock of a grid; shares of noise and data in the variance $v+n$\\
\ref{ch:mixture} & $h_n$, $\varphi_n$, $b_n$; $M$, $V$ & Hermite polynomial, eigenfunction, coefficient; mean and variance of $p_t$\\
& $P_b$, $N_b$ & probability of a bin, number of particles in it\\
\ref{ch:moons} & $e(\sigma)$, $\bar e$; $T$, $T_M$, $V$ & relative error of a score, its mean over levels; target of a regression, that from $M$ points, its variance\\
& $m(x)$, $C_i$ & posterior mean of the clean point; eigenvalues of the covariance of the data\\
\ref{ch:samplers} & $T$, $T'$; $d$; $\tilde s_*$ & map of a sampler from the first noise to the sample, its Jacobian; $\ln p_\theta-\ln p$ at a sample; level where noise is switched off\\
\ref{ch:poisson} & $L$, $r$; $G$, $P_t$ & harmonic lift of edge data, readings less the lift; Green's function, heat semigroup with absorbing edge\\
& $\lambda_{kl}$, $\lambda_{kl}^h$, $e_{kl}$ & eigenvalues of $-\Delta$ and of the five-point scheme; products of sines\\
& $S$, $s$, $K$, $\Sigma$, $\Gamma$ & reading matrix, deviation of the instrument, gain, conditional covariance, covariance of a whole mixture\\
& $p$, $q$, $w$; $\zeta$, $\rho$ & coefficients of temperature and source in their own units; step of guidance (DPS) and its misfit\\
\end{longtable}}

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
