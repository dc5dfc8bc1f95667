@* Fourier transforms.
\label{ch:fourier}%
On a circle every operator with constant coefficients is a multiplication, once the function is written as a sum of waves. The
fast Fourier transform does the writing in $\bigO{n\log n}$ operations, and so turns the heat equation into a loop of one line. This
appendix puts FFTW \citep{frigo2005} behind a few calls: real and complex transforms of periodic data, sine and cosine transforms of data between walls, in one dimension
and in two. Three dimensions are not here, nor functions that vanish at one wall and are flat at the other.
@^FFTW@>

Every library of transforms has its own factors of $n$, and every program that uses one has once had them wrong. Here one rule holds: \emph{forward} gives the coefficients of the
trigonometric sum that passes through the data, \emph{inverse} evaluates that sum on the grid. So each undoes the other, the first coefficient of a
periodic or cosine transform is the mean (the trapezoidal mean if the outermost nodes are on the walls), and coefficients keep their size when the grid is refined.
@^normalisation of transforms@>

@ The periodic transforms come first. Arrays must have the alignment that |base_new| gives, because FFTW chooses its instructions by it; a call with other arrays stops.

@(fourier.h@>=
#ifndef FOURIER_H
#define FOURIER_H
#include <complex.h>
@#
typedef struct FourierReal FourierReal;
typedef struct FourierComplex FourierComplex;
typedef struct FourierTrig FourierTrig;
@#
@<Interface of periodic transforms@>@;
@<Interface of sine and cosine transforms@>@;
@#
#endif

@ In the comments $x_{ij}$ are data on a grid of |m| by |n| nodes, row-major, and $\kappa$, $k$ count waves in the two directions; one dimension is |m=1|. An object owns plans and
working space and serves one thread at a time. Making and freeing objects is not for parallel regions.

@<Interface of periodic transforms@>=
FourierReal *fourier_real_new(int m, int n); /* $m,n\ge1$ */
void fourier_real_forward(double complex *y, FourierReal *f, const double *x);
  /* $y_{\kappa k}=\frac1{mn}\sum_{ij}x_{ij}e^{-2\pi\mathrm i(\kappa i/m+kj/n)}$, \eqref{eq:fourier-dft}; |x|: $m$ by $n$; |y|: $m$ by
     $\lfloor n/2\rfloor+1$, the others are complex conjugates */
void fourier_real_inverse(double *x, FourierReal *f, double complex *y);
  /* $x_{ij}=\sum_{\kappa k}y_{\kappa k}e^{2\pi\mathrm i(\kappa i/m+kj/n)}$, over all waves; what is in |y| is destroyed */
void fourier_real_free(FourierReal *f);
@#
FourierComplex *fourier_complex_new(int m, int n);
void fourier_complex_forward(double complex *y,@| FourierComplex *f, const double complex *x);
  /* the same sums; |x|, |y|: $m$ by $n$, two different arrays */
void fourier_complex_inverse(double complex *x,@| FourierComplex *f, const double complex *y);
void fourier_complex_free(FourierComplex *f);
@#
int fourier_mode(int k, int n);
  /* the wave number that index $0\le k<n$ stands for: $k$ if $2k\le n$, otherwise $k-n$ */
void fourier_differentiate(double complex *y,@| int n, int order, double length);
  /* |y|: $\lfloor n/2\rfloor+1$ coefficients of real data with period |length|; multiplies by
     $(2\pi\mathrm ik/\textit{length})^{\textit{order}}$, where |order>=0|; for odd orders the Nyquist mode becomes~0 */

@ A function between walls is a sum of sines if it vanishes at the walls, of cosines if it is flat there. The three kinds of axes differ in where
the nodes are. On a grid each axis has its kind, and |FOURIER_NONE| leaves an axis as it is: rows can be transformed one by one.

@<Interface of sine and cosine transforms@>=
typedef enum {
  FOURIER_NONE,@/
  FOURIER_SINE, // $x_j=\sum_{k=0}^{n-1}y_k\sin\bigl(\pi(k+1)(j+1)/(n+1)\bigr)$: inner nodes, walls just outside
  FOURIER_COSINE, // $x_j=\sum_{k=0}^{n-1}y_k\cos\bigl(\pi kj/(n-1)\bigr)$, $n\ge2$: first and last node on the walls
  FOURIER_MIDPOINT // $x_j=\sum_{k=0}^{n-1}y_k\cos\bigl(\pi k(j+\frac12)/n\bigr)$: the middles of $n$ cells
} FourierKind;
@#
FourierTrig *fourier_trig_new(int m, int n,@| FourierKind along_m, FourierKind along_n);
  /* the kind of the slow index, then of the fast one */
void fourier_trig_forward(double *y, FourierTrig *f, const double *x);
  /* coefficients; |x|, |y|: $m$ by $n$; |y| may be |x|; any alignment */
void fourier_trig_inverse(double *x, FourierTrig *f, const double *y);
void fourier_trig_free(FourierTrig *f);

@*1 Waves on a grid.
Let $u$ have period~1 and $x_j=u(j/n)$. The waves $e_k(x)=e^{2\pi\mathrm ikx}$ satisfy on the grid
\begin{equation}\label{eq:fourier-orthogonal}
  \frac1n\sum_{j=0}^{n-1}e_k(j/n)\overline{e_l(j/n)}=\begin{cases}1,&k\equiv l\pmod n,\\0,&\text{otherwise,}\end{cases}
\end{equation}
because the sum is geometric, with ratio $z=e^{2\pi\mathrm i(k-l)/n}$ and $z^n=1$. The \emph{discrete Fourier transform} and its inverse are therefore
\begin{equation}\label{eq:fourier-dft}
  y_k=\frac1n\sum_{j=0}^{n-1}x_je^{-2\pi\mathrm ijk/n},\qquad x_j=\sum_{k=0}^{n-1}y_ke^{2\pi\mathrm ijk/n}.
\end{equation}
On the grid $e_k$ and $e_{k\pm n}$ are the same numbers. Which of them an index means is a choice, and the sensible one is the slowest, $\abs k\le n/2$: that is |fourier_mode|. For even $n$ the
\emph{Nyquist} wave $k=n/2$ is as slow as $k=-n/2$, and alternates in sign from node to node.
@^Nyquist mode@>

\begin{theorem}\label{th:fourier-alias}
  Let $u(x)=\sum_{k\in\ZZ}\hat u_ke_k(x)$ with $\sum\abs{\hat u_k}<\infty$. Then $y_k=\sum_{l\in\ZZ}\hat u_{k+ln}$, and $\frac1n\sum_j\abs{x_j}^2=\sum_{k=0}^{n-1}\abs{y_k}^2$. The
  trigonometric sum $p$ of the slowest waves through the data, for even~$n$ with $y_{n/2}\cos\pi nx$ as Nyquist wave, satisfies $\abs{u(x)-p(x)}\le2\sum_{\abs k\ge n/2}\abs{\hat u_k}$ for all~$x$.
\end{theorem}
\begin{proof}
  The series converges absolutely, so it may be inserted in \eqref{eq:fourier-dft} and summed by \eqref{eq:fourier-orthogonal}. The second claim (Parseval's) is
  $\frac1n\sum_jx_j\overline{x_j}$ with $x_j=\sum_ky_ke_k(j/n)$, again by \eqref{eq:fourier-orthogonal}. For the third, $p$ depends linearly on~$u$. A wave with $\abs k<n/2$ is its own interpolant;
  any other contributes itself to~$u$ and one slow wave, or the cosine, to~$p$, each at most $\abs{\hat u_k}$.
\end{proof}
A fast wave that the grid sees as a slow one is an \emph{alias}. The third claim says when this is harmless: where $\hat u_k$ decays geometrically, as for analytic functions, a handful of
nodes more gains a digit. This is \emph{spectral accuracy}.
@^aliasing@>@^Parseval's identity@>@^spectral accuracy@>

@ The derivative of $e_k$ is $2\pi\mathrm ike_k$, so differentiation multiplies $y_k$ by $2\pi\mathrm ik$, exactly for every sum of waves slower than Nyquist's. That one, if real, is $\cos\pi nx$; its derivative is a sine that vanishes at every node. So an odd derivative gives zero there, not
$\pi\mathrm iny_{n/2}$, which would make real data complex.
@^derivative, spectral@>

@<Functions of wave numbers@>=
int fourier_mode(int k, int n)@+{@+return 2*k<=n ? k : k-n;@+}
@#
void fourier_differentiate(double complex *y, int n, int order, double length)
{
  base_require(n>=1 && order>=0 && length>0,@|
    "fourier_differentiate: n %d, order %d, length %g", n, order, length);
  for (int k=0; k<=n/2; k++) {
    double *z=(double *)(y+k), re=z[0], im=z[1];
    double factor=pow(2*pi*k/length, order);
    if (order%4>=2) factor = -factor; // $\mathrm i^2=-1$
    if (order%2==0) z[0] = factor*re, z[1] = factor*im;
    else if (2*k==n) z[0] = z[1] = 0;
    else z[0] = -factor*im, z[1] = factor*re;
  }
}

@*1 Plans.
FFTW plans a transform before it does it. It can time many algorithms and take the fastest (|FFTW_MEASURE|), or the one that a rule prefers (|FFTW_ESTIMATE|). Two
timing contests may end differently, different algorithms round differently, and this book's figures must be the same bytes in every build.
So we estimate, and read no \emph{wisdom}, which is what FFTW calls the saved results of contests. \.{make bench} prints what that costs.
@^reproducible builds@>@^wisdom@>

@(fourier.c@>=
#include <complex.h>
#include <fftw3.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "fourier.h"
@#
static const double pi=3.14159265358979323846;
@#
@<Functions of wave numbers@>@;
@#
typedef struct {@+int m, n;@+fftw_plan forward, inverse;@+} FourierPlans;
struct FourierReal {@+FourierPlans p;@+};@+ struct FourierComplex {@+FourierPlans p;@+};
@#
static fftw_plan usable(fftw_plan p)
{@+base_require(p!=NULL, "fourier: FFTW has no plan for this size");@+return p;@+}
@#
static void check_arrays(const void *a, const void *b)
{
  base_require(a!=b, "fourier: a transform needs two different arrays");
  base_require(((uintptr_t)a|(uintptr_t)b)%64==0,@|
    "fourier: arrays must be aligned as base_new aligns them");
}
@#
static void rescale(double *y, size_t n, double factor)
{@+for (size_t i=0; i<n; i++) y[i] *= factor;@+}

@ A plan is made with the arrays that it will use or others of the same alignment; ours are scratch, and freed at once. FFTW remembers what it planned, so it is told to forget: a plan should depend on the size alone.

@(fourier.c@>=
static FourierPlans *plans_new(int m, int n, int real)
{
  base_require(m>=1 && n>=1, "fourier: a grid of %d by %d", m, n);
  FourierPlans *f=base_new(1, sizeof *f);
  double complex *x=base_new((size_t)m*n, sizeof *x);
  double complex *y=base_new((size_t)m*n+m, sizeof *y);
  double *u=(double *)x;
  int rank = m==1 ? 1 : 2, size[2]={m, n}, *shape=size+2-rank;
  unsigned how=FFTW_ESTIMATE;
  f->m = m, f->n = n;
  fftw_forget_wisdom();
  f->forward = usable(real ? fftw_plan_dft_r2c(rank, shape, u, y, how)@|
    : fftw_plan_dft(rank, shape, x, y, FFTW_FORWARD, how));
  f->inverse = usable(real ? fftw_plan_dft_c2r(rank, shape, y, u, how)@|
    : fftw_plan_dft(rank, shape, y, x, FFTW_BACKWARD, how));
  free(x), free(y);
  return f;
}
@#
static void plans_free(FourierPlans *f)
{
  if (f) fftw_destroy_plan(f->forward), fftw_destroy_plan(f->inverse), free(f);
}

@ The public types are this one under two names, so that the compiler tells them apart. FFTW's inputs are not |const| in its interface, though it leaves them
alone, except in the real inverse: in two dimensions that has to destroy its input, and in one it does so too.

@(fourier.c@>=
FourierReal *fourier_real_new(int m, int n)
{@+return (FourierReal *)plans_new(m, n, 1);@+}
@#
void fourier_real_forward(double complex *y, FourierReal *f, const double *x)
{
  int m=f->p.m, n=f->p.n;
  check_arrays(y, x);
  fftw_execute_dft_r2c(f->p.forward, (double *)x, y);
  rescale((double *)y, 2*(size_t)m*(n/2+1), 1.0/((double)m*n));
}
@#
void fourier_real_inverse(double *x, FourierReal *f, double complex *y)
{@+check_arrays(x, y);@+fftw_execute_dft_c2r(f->p.inverse, y, x);@+}
@#
void fourier_real_free(FourierReal *f)@+{@+plans_free((FourierPlans *)f);@+}

@ For complex data there are as many coefficients as data.

@(fourier.c@>=
FourierComplex *fourier_complex_new(int m, int n)
{@+return (FourierComplex *)plans_new(m, n, 0);@+}
@#
void fourier_complex_forward(double complex *y,@| FourierComplex *f, const double complex *x)
{
  size_t all=(size_t)f->p.m*f->p.n;
  check_arrays(y, x);
  fftw_execute_dft(f->p.forward, (double complex *)x, y);
  rescale((double *)y, 2*all, 1.0/(double)all);
}
@#
void fourier_complex_inverse(double complex *x,@| FourierComplex *f, const double complex *y)
{@+check_arrays(y, x);@+fftw_execute_dft(f->p.inverse, (double complex *)y, x);@+}
@#
void fourier_complex_free(FourierComplex *f)@+{@+plans_free((FourierPlans *)f);@+}

@*1 Sines and cosines by reflection.
A function on $[0,1]$ that vanishes at both ends continues to an odd function of period~2, one that is flat there to an even function; the Fourier series of the continuation is the sine or
cosine series. So on the grid: continue the $n$ data to a sequence of length~$P$, and transform that.
\begin{lemma}\label{th:fourier-reflect}
  Let $Z_k=\sum_{j=0}^{P-1}z_je^{-2\pi\mathrm ijk/P}$, and let elements of $z$ that are not mentioned be zero. The index $j$ runs from $0$ to $n-1$ where nothing else is said.
  \begin{enumerate}
  \item If $P=2(n+1)$, $z_{j+1}=a_j$, $z_{P-1-j}=-a_j$, then\hfil\break $Z_{k+1}=-2\mathrm i\sum_{j}a_j\sin\frac{\pi(j+1)(k+1)}{n+1}$.
  \item If $P=2(n-1)$, $z_j=z_{P-j}=a_j$ (drop $z_P$), then\hfil\break $Z_k=a_0+(-1)^ka_{n-1}+2\sum_{0<j<n-1}a_j\cos\frac{\pi jk}{n-1}$.
  \item If $P=2n$ and $z_j=z_{P-1-j}=a_j$, then $Z_k=2e^{\mathrm i\pi k/2n}\sum_ja_j\cos\frac{\pi k(j+1/2)}n$.
  \item If $P=2n$, $z_0=a_0$, and $z_j=\frac12e^{-\mathrm i\pi j/2n}a_j$, $z_{P-j}=\frac12e^{\mathrm i\pi j/2n}a_j$ for $j>0$, then\hfil\break $Z_k=\sum_ja_j\cos\frac{\pi j(k+1/2)}n$.
  \end{enumerate}
\end{lemma}
\begin{proof}
  Join the two terms that contain~$a_j$. Their exponentials give, in 1 and~2, $e^{-\mathrm i\theta}\mp e^{\mathrm i\theta}$ with $\theta=2\pi(j+1)(k+1)/P$ and $2\pi jk/P$; in~3
  $e^{\mathrm i\pi k/2n}e^{\mp\mathrm i\theta}$ with $\theta=\pi k(j+\frac12)/n$; in~4 $e^{\mp\mathrm i\theta}$ with $\theta=\pi j(k+\frac12)/n$. And
  $e^{-\mathrm i\theta}+e^{\mathrm i\theta}=2\cos\theta$, $e^{-\mathrm i\theta}-e^{\mathrm i\theta}=-2\mathrm i\sin\theta$.
\end{proof}

@ All four are one procedure: $z_{j+s}=h_ja_j$ and $z_{P-e-j}=\sigma\overline{h_j}a_j$, transform, $y_k=w_kZ_{k+s}$. The factors $w$ of the forward transforms follow from the inverse ones, because the bases are orthogonal: continued to $P$ nodes,
each cosine or sine is the sum of two waves, to which \eqref{eq:fourier-orthogonal} applies, and has mean square $\frac12$; but~1 if the two waves are one, as for constants and, in~2, for the fastest cosine.
\begin{center}\small
\begin{tabular}{@@{}lcccccc@@{}}\toprule
  & $P$ & $s$ & $e$ & $\sigma$ & $h_j$ & $w_k$\\\midrule
  sine & $2(n+1)$ & 1 & 1 & $-1$ & 1 & $\mathrm i/(n+1)$\\
  \quad inverse & & 1 & 1 & $-1$ & 1 & $\mathrm i/2$\\
  cosine & $2(n-1)$ & 0 & 0 & 1 & 1 & $1/(n-1)$, half at $0$, $n-1$\\
  \quad inverse & & 0 & 0 & 1 & $\frac12$, but $1$ at $0$, $n-1$ & 1\\
  midpoint & $2n$ & 0 & 1 & 1 & 1 & $e^{-\mathrm i\pi k/2n}/n$, half at $0$\\
  \quad inverse & & 0 & 0 & 1 & $\frac12e^{-\mathrm i\pi j/2n}$, but 1 at $0$ & 1\\\bottomrule
\end{tabular}
\end{center}

FFTW has these transforms (RODFT00, REDFT00, REDFT10, REDFT01), but its real-to-real algorithms are not vectorised. Its complex ones are, and
the lemma is linear: it holds for complex $a=u+\mathrm iv$, where $u$ and $v$ are two lines of data. They come out apart without work, since $y=w Z$ is a real combination of~$a$. So one complex transform of double
length does two lines; \.{make bench} compares it with RODFT00. A transform of single length \citep[section 12.4]{press2007} takes a running sum, which gathers rounding errors.
@^sine transform@>@^cosine transform@>

@<Functions of a bundle of lines@>=
enum {@+pairs=4, bundle=2*pairs@+}; /* lines transformed together */
@#
typedef struct {
  FourierKind kind;
  int n, period, stride; // nodes; $P$; from one pair to the next, more than $P$
  fftw_plan plan; /* |pairs| transforms of length $P$ */
  double *in, *out; /* complex, |pairs| by |stride| */
  double *h, *w[2]; // complex factors, |n|: $h$ of inverse cosines, $w$ forward and inverse
} FourierAxis;

@ Where the table writes $z_P$, nobody reads it.

@<Functions of a bundle of lines@>=
static void axis_set(FourierAxis *a, FourierKind kind, int n)
{
  int extra = kind==FOURIER_SINE ? 1 : kind==FOURIER_COSINE ? -1 : 0;
  a->kind = kind, a->n = n, a->period = 2*(n+extra);
  if (kind==FOURIER_NONE) return;
  base_require(a->period>0, "fourier_trig_new: %d nodes are too few", n);
  int stride=a->stride=a->period/4*4+4;
  a->in = base_reals(2*(size_t)pairs*stride), a->out = base_reals(2*(size_t)pairs*stride);
  fftw_forget_wisdom();
  a->plan = usable(fftw_plan_many_dft(1, &a->period, pairs,@|
    (fftw_complex *)a->in, NULL, 1, stride,@|
    (fftw_complex *)a->out, NULL, 1, stride, FFTW_FORWARD, FFTW_ESTIMATE));
  a->h = base_reals(6*(size_t)n), a->w[0] = a->h+2*n, a->w[1] = a->w[0]+2*n;
  for (int k=0; k<n; k++) {
    @<Set the factors of node |k| from the table@>@;
  }
}
@#
static void axis_free(FourierAxis *a)
{@+if (a->plan) fftw_destroy_plan(a->plan);@+free(a->in), free(a->out), free(a->h);@+}

@ With |half| for $\abs{h_k}$, the forward factor of a cosine is $h_k/(\abs{h_k}^2P)$.

@<Set the factors of node |k| from the table@>=
int end = k==0 || (kind==FOURIER_COSINE && k==n-1);
double turn = kind==FOURIER_MIDPOINT ? pi*k/(2.0*n) : 0, half = end ? 1 : 0.5;
double *h=a->h+2*k, *w=a->w[0]+2*k, *v=a->w[1]+2*k;
if (kind==FOURIER_SINE) w[1] = 1.0/(n+1), v[1] = 0.5;
else {
  h[0] = half*cos(turn), h[1] = -half*sin(turn);
  w[0] = h[0]/(half*half*a->period), w[1] = h[1]/(half*half*a->period);
  v[0] = 1;
}

@ Complex numbers are handled as pairs of doubles, which C says they are; the language's own product looks after infinities, and is slow. A pair of lines is written at node~$j$ and at its
mirror image.
@^complex product@>

@<Functions of a bundle of lines@>=
static inline void reflect(const FourierAxis *a, int inverse, int pair,@|
  int j, double u, double v)
{
  int sine = a->kind==FOURIER_SINE;
  int e = sine || (a->kind==FOURIER_MIDPOINT && !inverse);
  double *z=a->in+2*(size_t)pair*a->stride;
  double *node=z+2*(j+sine), *image=z+2*(a->period-e-j);
  if (sine) image[0] = -u, image[1] = -v, node[0] = u, node[1] = v;
  else if (!inverse) image[0] = node[0] = u, image[1] = node[1] = v;
  else {
    double re=a->h[2*j], im=a->h[2*j+1];
    image[0] = re*u+im*v, image[1] = re*v-im*u;
    node[0] = re*u-im*v, node[1] = re*v+im*u;
  }
}

@ It is read at wave~$k$, the first line or the second.

@<Functions of a bundle of lines@>=
static inline double part(const FourierAxis *a, int inverse, int pair,@|
  int k, int second)
{
  const double *w=a->w[inverse]+2*k;
  const double *z=a->out+2*((size_t)pair*a->stride+k+(a->kind==FOURIER_SINE));
  return second ? w[0]*z[1]+w[1]*z[0] : w[0]*z[0]-w[1]*z[1];
}

@ Lines are taken in bundles of eight, four complex pairs. Element~$j$ of line~$l$ is |x[j*step+l*skip]|. Eight columns are a strip one cache line wide, so all lines are read at node~$j$ before the next. A missing
line is a line of zeros, and is not stored.

@<Functions of a bundle of lines@>=
static inline void transform_bundle(double *y, const FourierAxis *a,@|
  int inverse, int lines, size_t step, size_t skip, const double *x)
{
  int n=a->n;
  for (int j=0; j<n; j++)
    for (int l=0; l<bundle; l+=2) {
      size_t at=j*step+l*skip;
      reflect(a, inverse, l/2, j,@| l<lines ? x[at] : 0, l+1<lines ? x[at+skip] : 0);
    }
  if (a->kind==FOURIER_MIDPOINT && inverse)
    for (int p=0; p<pairs; p++) /* an image of the forward transform stood here */
      memset(a->in+2*((size_t)p*a->stride+n), 0, 2*sizeof *a->in);
  fftw_execute(a->plan);
  for (int k=0; k<n; k++)
    for (int l=0; l<lines; l++)
      y[k*step+l*skip] = part(a, inverse, l/2, k, l%2);
}

@ An object has an axis for each index. A grid is transformed along its rows, then along its columns, in place, for a bundle is read before it is written.

@(fourier.c@>=
@<Functions of a bundle of lines@>@;
@#
struct FourierTrig {@+int m, n;@+FourierAxis along_m, along_n;@+};
@#
FourierTrig *fourier_trig_new(int m, int n,@| FourierKind along_m, FourierKind along_n)
{
  base_require(m>=1 && n>=1, "fourier_trig_new: m is %d, n is %d", m, n);
  FourierTrig *f=base_new(1, sizeof *f);
  f->m = m, f->n = n, axis_set(&f->along_m, along_m, m), axis_set(&f->along_n, along_n, n);
  return f;
}
@#
void fourier_trig_free(FourierTrig *f)
{@+if (f) axis_free(&f->along_m), axis_free(&f->along_n), free(f);@+}
@#
static void transform_axis(double *y, const FourierAxis *a, int inverse,@|
  int lines, size_t step, size_t skip, const double *x)
{
  for (int l=0; l<lines; l+=bundle)
    transform_bundle(y+l*skip, a, inverse, lines-l<bundle ? lines-l : bundle,@|
      step, skip, x+l*skip);
}
@#
static void transform_grid(double *y, FourierTrig *f, int inverse, const double *x)
{
  int m=f->m, n=f->n;
  if (f->along_n.plan) transform_axis(y, &f->along_n, inverse, m, 1, n, x);
  else if (x!=y) memcpy(y, x, (size_t)m*n*sizeof *y);
  if (f->along_m.plan) transform_axis(y, &f->along_m, inverse, n, n, 1, y);
}
@#
void fourier_trig_forward(double *y, FourierTrig *f, const double *x)
{@+transform_grid(y, f, 0, x);@+}
@#
void fourier_trig_inverse(double *x, FourierTrig *f, const double *y)
{@+transform_grid(x, f, 1, y);@+}

@*1 Checks.
\tested{fourier}{real} and \tested{fourier}{waves} compare with the sums \eqref{eq:fourier-dft}, on grids of fourteen shapes, and back. \tested{fourier}{mode} The waves of an even and an odd grid. \tested[th:fourier-alias]{fourier}{alias} Theorem~\ref{th:fourier-alias} for $\hat u_k=a^{\abs k}/(1-a^2)$, summed in closed form, and Parseval's identity. \tested[th:fourier-alias]{fourier}{interpolant} The
error between the nodes keeps the bound. \tested{fourier}{derivative} Four derivatives of $e^{\sin x}$, with a period that is not~1, and the
Nyquist wave. \tested[th:fourier-reflect]{fourier}{sine}, \tested[th:fourier-reflect]{fourier}{cosine} and \tested[th:fourier-reflect]{fourier}{midpoint} The sums of the interface, up to size~34, \tested[th:fourier-reflect]{fourier}{grid} and in pairs, on grids that fill their bundles and that do
not. \tested{fourier}{poisson} The five-point Laplacian has the errors that another program found. \tested{fourier}{plan} The bits are those of FFTW's estimate,
also after somebody measured.

