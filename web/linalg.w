@* Linear systems.
\label{ch:linalg}%
An implicit step of a diffusion in one dimension is a system of equations in which each unknown meets only its two
neighbours. It is solved in five operations an unknown, and then solved again, with another right-hand side, ten thousand times.
In two dimensions a step splits into lines, each of which is such a system. This appendix solves one line, one
periodic line, many lines at once, and one line cut into eight. A few dense matrices are left to LAPACK. Rows are not exchanged, so the matrices have to be diagonally dominant, as those of diffusions are; other sparse matrices, and iterations, are not here.
The operations are so few that they are not what takes the time: one line waits, each unknown for the one
before, and many lines wait for memory. We derive for each form what it must cost, and \.{make bench} prints how
near it comes.
@^LAPACK@>

@ Every large matrix here is \emph{tridiagonal}. Row~$i$ of the system $Ax=d$ reads
\begin{equation}\label{eq:linalg-row}
  a_ix_{i-1}+b_ix_i+c_ix_{i+1}=d_i,\qquad 0\le i<n,
\end{equation}
with $a_0=c_{n-1}=0$, except on a circle, where $x_{-1}$ means $x_{n-1}$ and $x_n$ means $x_0$. The matrix is factored once and solved with many times. An object that needs working space owns it, and therefore serves one thread at
a time; the plain factors may be shared.

@(linalg.h@>=
#ifndef LINALG_H
#define LINALG_H
@#
@<Interface of systems on one line@>@;
@<Interface of systems on many lines@>@;
@<Interface of dense matrices@>@;
@#
#endif

@ There are three ways to hold one line. |LinalgTri| is the textbook's; |LinalgSplit| solves the same systems, by other roundings, and is
faster on long lines; |LinalgCyclic| closes the line to a circle.

@<Interface of systems on one line@>=
typedef struct LinalgTri LinalgTri;
typedef struct LinalgSplit LinalgSplit;
typedef struct LinalgCyclic LinalgCyclic;
@#
LinalgTri *linalg_tri_new(int n, const double *a, const double *b, const double *c);
  /* factors the matrix \eqref{eq:linalg-row}; |a|, |b|, |c|: $n\ge1$ numbers each, |a[0]| and |c[n-1]| not read; the
     matrix should be diagonally dominant by rows or by columns; a pivot that is zero or not finite is the caller's error */
void linalg_tri_solve(double *x, const LinalgTri *t, const double *d);
  /* solves $Ax=d$ by \eqref{eq:linalg-forward} and \eqref{eq:linalg-backward}; |x|, |d|: $n$; here and below |x| may be |d| */
void linalg_tri_free(LinalgTri *t);
@#
LinalgSplit *linalg_split_new(int n, const double *a, const double *b, const double *c);
void linalg_split_solve(double *x, LinalgSplit *s, const double *d);
  /* the same systems in eight blocks, by \eqref{eq:linalg-reduced} */
void linalg_split_free(LinalgSplit *s);
@#
LinalgCyclic *linalg_cyclic_new(int n,@|
  const double *a, const double *b, const double *c);
  /* $n\ge3$; |a[0]| multiplies $x_{n-1}$ in row~0 and |c[n-1]| multiplies $x_0$ in row~$n-1$ */
void linalg_cyclic_solve(double *x, LinalgCyclic *s, const double *d);
void linalg_cyclic_free(LinalgCyclic *s);

@ On a grid the lines run along the first index or along the second. All lines have one matrix, as in the heat equation, or each has its own, as where a drift
depends on the place.

@<Interface of systems on many lines@>=
typedef enum {@+LINALG_COLUMNS, LINALG_ROWS@+} LinalgOrder;
  /* of |m| lines with |n| unknowns: unknown~$i$ of line~$j$ is |x[i*m+j]| when the lines are columns ($x$: $n$ by $m$, row-major), |x[j*n+i]|
     when they are rows ($x$: $m$ by $n$) */
typedef struct LinalgLines LinalgLines;
@#
LinalgLines *linalg_lines_same(LinalgOrder order, int n, int m,@|
  const double *a, const double *b, const double *c);
  /* one matrix for all the lines; |a|, |b|, |c|: $n$ */
LinalgLines *linalg_lines_new(LinalgOrder order, int n, int m,@|
  const double *a, const double *b, const double *c);
  /* each line its own matrix; |a|, |b|, |c| laid out as |x| is */
void linalg_lines_solve(double *x, LinalgLines *l, const double *d);
void linalg_lines_free(LinalgLines *l);

@ Dense matrices are small in this book: covariances, mostly. Symmetric ones are all we need.

@<Interface of dense matrices@>=
int linalg_cholesky(double *l, int n, const double *a);
  /* lower triangular |l| with $LL^T=A$, zeros above; |a|, |l|: $n$ by $n$, row-major, of |a| only the lower triangle is read; returns~0, or the order
     of the first leading minor that is not positive, and then |l| is unfinished; |l| may be |a| */
void linalg_cholesky_solve(double *x, int n, const double *l, int m, const double *b);
  /* $LL^Tx=b$ for |m| right-hand sides; |x|, |b|: $m$ by $n$, one system a row; |x| may be |b| */
int linalg_eigen(double *w, double *v, int n, const double *a);
  /* eigenvalues $w_0\le\dots\le w_{n-1}$ of the symmetric |a| (lower triangle read); row~$k$ of |v| ($n$ by $n$, may be |a|) is the unit eigenvector of
     $w_k$, its component of largest magnitude (the first of equals) positive; returns~0, or LAPACK's positive status where
     the iteration fails */

@*1 Elimination without pivoting.
Subtract from each row the multiple of the row above that removes $x_{i-1}$, and scale what is left to have
diagonal~1. Row~$i$ becomes $x_i-q_ix_{i+1}=y_i$, where
\begin{align}
  y_i&=r_id_i+p_iy_{i-1}, & r_i&=\frac1{b_i+a_iq_{i-1}},\quad p_i=-a_ir_i,\quad q_i=-c_ir_i, \label{eq:linalg-forward}\\
  x_i&=y_i+q_ix_{i+1}, & x_n&=0, \label{eq:linalg-backward}
\end{align}
and $q_{-1}=y_{-1}=0$. To check it, insert $x_{i-1}=y_{i-1}+q_{i-1}x_i$ into \eqref{eq:linalg-row} and divide by the \emph{pivot} $1/r_i$. The numbers
|r|, |p|, |q| depend on the matrix alone; keeping the reciprocal moves every division out of the solve. The method is \citet{thomas1949}'s in name, Gauss's in substance. It does
not exchange rows, so a small pivot would ruin it. What rules small pivots out is that the matrix is \emph{dominant}: by rows if no $\abs{a_{ii}}$ is less than the sum of the other $\abs{a_{ij}}$ in its row, by columns if $A^T$ is dominant by rows.
@^Thomas algorithm@>@^pivot@>

\begin{lemma}\label{th:linalg-dominance}
  Let $A$ be any square matrix, $e_i=\abs{a_{ii}}-\sum_{j\ne i}\abs{a_{ij}}\ge0$ the excess of its row~$i$, and $a_{11}\ne0$. Eliminating the first unknown leaves
  a matrix $a'_{ij}=a_{ij}-a_{i1}a_{1j}/a_{11}$, $i,j\ge2$, whose excesses are $e_i'\ge e_i+\abs{a_{i1}}e_1/\abs{a_{11}}\ge0$.
\end{lemma}
\begin{proof}
  The other elements of row~$i$ sum to at most $\sum_{j\ne1,i}\abs{a_{ij}}+\frac{\abs{a_{i1}}}{\abs{a_{11}}}\sum_{j\ne1,i}\abs{a_{1j}}
  =\bigl(\abs{a_{ii}}-e_i-\abs{a_{i1}}\bigr)+\frac{\abs{a_{i1}}}{\abs{a_{11}}}\bigl(\abs{a_{11}}-e_1-\abs{a_{1i}}\bigr)$, which is
  $\abs{a_{ii}}-e_i-\abs{a_{i1}}(e_1+\abs{a_{1i}})/\abs{a_{11}}$; and $\abs{a'_{ii}}\ge\abs{a_{ii}}-\abs{a_{i1}}\abs{a_{1i}}/\abs{a_{11}}$. Subtract.
\end{proof}

@ A matrix with all $e_i>0$ keeps them positive and never meets a zero pivot. Neither does the second difference, rows
$(-1,2,-1)$, whose excess is positive in the end rows only: where $e_1>0$ the lemma hands a share of it to each row that the first unknown touches.
The matrices of schemes that conserve mass are dominant by columns instead; since $A$ and $A^T$ have the same pivots, all is said for them too.

\begin{theorem}\label{th:linalg-stable}
  Let a tridiagonal matrix be dominant by rows or by columns, with nonzero pivots. Then $\abs{a_iq_{i-1}}\le\abs{b_i}$. If it is dominant by rows with $e=\min_ie_i>0$, then $\max_i\abs{x_i}\le\max_i\abs{d_i}/e$.
\end{theorem}
\begin{proof}
  Let $m=1/r_{i-1}$, so that $q_{i-1}=-c_{i-1}/m$. By the lemma, applied $i-1$ times, $m$ and $c_{i-1}$ are in a dominant row: $\abs{q_{i-1}}\le1$ and $\abs{a_iq_{i-1}}\le\abs{a_i}\le\abs{b_i}$. If columns are dominant,
  $m$ and $a_i$ are in a dominant one: $\abs{a_i}\le\abs m$ and $\abs{a_iq_{i-1}}\le\abs{c_{i-1}}\le\abs{b_i}$. For $x$ take the row~$i$ where $\abs{x_i}$
  is largest: $\abs{d_i}\ge\abs{b_i}\abs{x_i}-(\abs{a_i}+\abs{c_i})\abs{x_i}\ge e\abs{x_i}$.
\end{proof}
\begin{theorem}\label{th:linalg-backward}
  With unit roundoff $u$, the $x$ that \eqref{eq:linalg-forward} and \eqref{eq:linalg-backward} give in floating-point arithmetic, each recurrence as one fused operation, solves $(A+\delta A)x=d$ exactly, where, to first order in~$u$ and with the computed~$q$,
  $$\abs{\delta a_i}\le3u\abs{a_i},\qquad\abs{\delta c_i}\le3u\abs{c_i},\qquad\abs{\delta b_i}\le5u\abs{b_i}+6u\abs{a_iq_{i-1}}.$$
\end{theorem}
\begin{proof}
  Let $\epsilon,\epsilon_1,\epsilon_2,\dots$ be rounding errors, at most $u$ in size. The computed numbers satisfy $1/r_i=m_i/(1+\epsilon_1)$, $p_i=-a_ir_i(1+\epsilon_2)$, $q_i=-c_ir_i(1+\epsilon_3)$, $y_i=\bigl(p_iy_{i-1}+r_id_i(1+\epsilon_4)\bigr)(1+\epsilon_5)$ and $x_i=(y_i+q_ix_{i+1})(1+\epsilon_6)$,
  where $m_i=\bigl(b_i+a_iq_{i-1}(1+\epsilon_7)\bigr)(1+\epsilon_8)$. Divide the fourth by $r_i$ and insert $y_i=x_i/(1+\epsilon_6)-q_ix_{i+1}$ from the fifth:
  $$d_i(1+\epsilon_4)=\frac{m_ix_i}{(1+\epsilon_1)(1+\epsilon_5)(1+\epsilon_6)}+c_i\frac{1+\epsilon_3}{1+\epsilon_5}x_{i+1}+a_i(1+\epsilon_2)y_{i-1}.$$
  Here $y_{i-1}=x_{i-1}/(1+\epsilon)-q_{i-1}x_i$, likewise. Divide by $1+\epsilon_4$ and count: three errors at $a_i$ and at~$c_i$; at $b_i$ four and $\epsilon_8$; at $a_iq_{i-1}$, where the terms without errors cancel and $\epsilon_4$ is in both, $\epsilon_1$, $\epsilon_2$, and $\epsilon_5$ to~$\epsilon_8$.
\end{proof}
So for dominant matrices $\abs{\delta A}\le11u\abs A$: the computed $x$ solves a system whose every coefficient is right to nearly fifteen digits. \citet[section 9.6]{higham2002} has such bounds for divisions by the pivots.
@^diagonal dominance@>@^backward stability@>

@ One function factors all kinds of layouts: element~$i$ of the matrix is at |a[i*from]|, its factors go to |r[i*to]|.

@<Factor a tridiagonal matrix@>=
static void factor(int n, int to, double *r, double *p, double *q,@|
  int from, const double *a, const double *b, const double *c)
{
  double above=0; /* $q_{i-1}$ */
  for (int i=0; i<n; i++, a+=from, b+=from, c+=from) {
    double pivot = i ? *b+*a*above : *b;
    base_require(pivot!=0 && isfinite(pivot),@|
      "linalg: pivot %d is %g; is the matrix dominant?", i, pivot);
    size_t k=(size_t)i*to;
    r[k] = 1/pivot;
    p[k] = i ? -*a*r[k] : 0;
    q[k] = above = -*c*r[k]; // its last value, too, has a use, in \eqref{eq:linalg-block}
  }
}

@ @(linalg.c@>=
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <lapacke.h>
#include "base.h"
#include "linalg.h"
@#
struct LinalgTri {@+int n;@+double *r, *p, *q;@+}; /* |r|, |p|, |q|: one array of $3n$ */
@#
@<Factor a tridiagonal matrix@>@;
@#
LinalgTri *linalg_tri_new(int n, const double *a, const double *b, const double *c)
{
  base_require(n>=1, "linalg_tri_new: n is %d", n);
  LinalgTri *t=base_new(1, sizeof *t);
  t->n = n, t->r = base_reals(3*(size_t)n), t->p = t->r+n, t->q = t->p+n;
  factor(n, 1, t->r, t->p, t->q, 1, a, b, c);
  t->q[n-1] = 0; /* |c[n-1]| belongs to no equation */
  return t;
}
@#
void linalg_tri_free(LinalgTri *t)@+{@+if (t) free(t->r), free(t);@+}

@ The sweep itself is two lines. It makes two multiply-adds and one product an unknown, and in the cache reads 40 and writes 16 bytes; none of
this matters. Each $y_i$ needs $y_{i-1}$ and each $x_i$ needs $x_{i+1}$: the chain is $2n$ dependent multiply-adds long, eight cycles an unknown with four cycles
for each. The products $r_id_i$ are not in the chain. The order of fusion is, and it is decisive: of the two ways
to fuse $rd+py$ one rounds $rd$ first and lets $y$ wait for a single operation, the other multiplies $py$ first and waits
for two. A compiler that is free to contract may choose the second, so we name the operation.
@^fused multiply-add@>@^recurrence, latency of a@>

@(linalg.c@>=
void linalg_tri_solve(double *x, const LinalgTri *t, const double *d)
{
  const double *r=t->r, *p=t->p, *q=t->q;
  double y=0;
  for (int i=0; i<t->n; i++)
    x[i] = y = fma(p[i], y, r[i]*d[i]); // \eqref{eq:linalg-forward}
  y = 0;
  for (int i=t->n-1; i>=0; i--)
    x[i] = y = fma(q[i], y, x[i]); // \eqref{eq:linalg-backward}
}

@ LAPACK's \.{dgttrs}, which takes any matrix, pays for row exchanges with a second superdiagonal, a
test an unknown, and a division in the backward chain, where it cannot be hidden.
Both suffer if $y_i$ decays below the smallest normal number, $2.2\times10^{-308}$, as from a point
mass on a long grid. Arithmetic with such \emph{subnormal} numbers leaves the fast path of many processors; a program
that meets them should ask for them to be flushed to zero.
@^subnormal numbers@>

@*1 Many lines.
Lines that lie as columns need no thought: the unknowns of row~$i$ are neighbours in memory, none depends on another, and the recurrence runs from one row to
the next. The compiler makes vector operations of each row. When the grid is larger than the cache, what counts is bytes: in the downward sweep 8 of $d$ in, 8 of $x$ out (and in, before the first write), in the upward one
8 of $x$ in and out; 40 an unknown, 32 in place, 64 with a matrix for each line.
@^memory bandwidth@>

@<Solve along columns@>=
static inline void solve_columns(double *x, int n, int m, int own,@|
  const double *r, const double *p, const double *q, const double *d)
{
  for (int i=0; i<n; i++) {
    size_t row=(size_t)i*m, k = own ? row : (size_t)i;
    const double *y = i ? x+row-m : x; /* above; |p| is zero in the first row */
#pragma @=omp simd@>
    for (int j=0; j<m; j++)
      x[row+j] = fma(p[own ? k+j : k], i ? y[j] : 0, r[own ? k+j : k]*d[row+j]);
  }
  for (int i=n-2; i>=0; i--) {
    size_t row=(size_t)i*m, k = own ? row : (size_t)i;
#pragma @=omp simd@>
    for (int j=0; j<m; j++)
      x[row+j] = fma(q[own ? k+j : k], x[row+m+j], x[row+j]);
  }
}

@ Lines that lie as rows are taken |LANES| at a time. They are copied, transposed, to a \emph{panel} of |LANES| columns, which stays in the cache,
and solved there as columns. The copies cost a load and a store an unknown each way; divided by eight lanes the chain
costs one cycle. The number is the program's, not the machine's, so results are the same everywhere.

@<Copy lines into a panel and out of it@>=
enum {@+LANES=8@+};
@#
static inline void gather(double *t, int n,@| int lines, size_t stride, const double *d)
{ /* |t|: |n| by |LANES|; line~$j$ of |d| begins at |d+j*stride| */
  for (int i=0; i<n; i++)
    for (int j=0; j<LANES; j++)
      t[(size_t)i*LANES+j] = j<lines ? d[j*stride+i] : 0;
}
@#
static inline void scatter(double *x, int n,@| int lines, size_t stride, const double *t)
{ /* the way back */
  for (int j=0; j<lines; j++)
    for (int i=0; i<n; i++) x[j*stride+i] = t[i*LANES+j];
}

@ The factors of a row are one number for all lanes or one for each; |own| is a constant wherever the functions are called, and the compiler makes two
of each. The vectors |w| and |g| are for the next part, and absent here.

@<Sweep over a panel@>=
static inline void panel_forward(double *t, int n, int own, const double *r,@|
  const double *p, const double *w, double *sum)
{
  double y[LANES]={0}, s[LANES]={0};
  for (int i=0; i<n; i++)
#pragma @=omp simd@>
    for (int j=0; j<LANES; j++) {
      size_t k = own ? (size_t)i*LANES+j : (size_t)i, here=(size_t)i*LANES+j;
      t[here] = y[j] = fma(p[k], y[j], r[k]*t[here]);
      if (w) s[j] = fma(w[k], y[j], s[j]);
    }
  if (w) memcpy(sum, s, sizeof s);
}

@ On the way back the panel is written in tiles of eight rows, as soon as they are known.

@<Sweep over a panel@>=
static inline void panel_backward(double *x, int lines, int n, int own,@|
  const double *q, const double *g, const double *e, const double *t)
{
  double v[LANES]={0}, tile[LANES*LANES];
  for (int top=n, base; top>0; top=base) { /* rows |base| to |top-1| */
    base = top>LANES ? top-LANES : 0;
    for (int i=top-1; i>=base; i--)
#pragma @=omp simd@>
      for (int j=0; j<LANES; j++) {
        size_t k = own ? (size_t)i*LANES+j : (size_t)i;
        double y=t[(size_t)i*LANES+j];
        v[j] = fma(q[k], v[j], g ? fma(g[k], e[j], y) : y);
        tile[(i-base)*LANES+j] = v[j];
      }
    if (top-base==LANES && lines==LANES) scatter(x+base, LANES, LANES, n, tile);
    else scatter(x+base, top-base, lines, n, tile);
  }
}

@ An object keeps the factors in the layout that its sweep reads, and a panel if it needs one. A last panel with fewer lines has zeros in its other lanes.

@(linalg.c@>=
@<Copy lines into a panel and out of it@>@;
@#
@<Sweep over a panel@>@;
@#
struct LinalgLines {
  LinalgOrder order;
  int n, m, own;
  double *r, *p, *q, *panel; /* factors: |n|, |n| by |m|, or groups of |n| by |LANES| */
};
@#
@<Solve along columns@>@;
@#
static inline void solve_rows(double *x, LinalgLines *l, int j, int lines,@|
  int own, size_t k, const double *d) /* lines |j|, \dots\ with the factors at |k| */
{
  size_t at=(size_t)j*l->n;
  gather(l->panel, l->n, lines, l->n, d+at);
  panel_forward(l->panel, l->n, own, l->r+k, l->p+k, NULL, NULL);
  panel_backward(x+at, lines, l->n, own, l->q+k, NULL, NULL, l->panel);
}

@ Constant arguments make a version of the sweep for each case.

@(linalg.c@>=
void linalg_lines_solve(double *x, LinalgLines *l, const double *d)
{
  int n=l->n, m=l->m;
  if (l->order==LINALG_COLUMNS) {
    if (l->own) solve_columns(x, n, m, 1, l->r, l->p, l->q, d);
    else solve_columns(x, n, m, 0, l->r, l->p, l->q, d);
  } else for (int j=0; j<m; j+=LANES) {
    int lines = m-j<LANES ? m-j : LANES;
    if (l->own) solve_rows(x, l, j, lines, 1, (size_t)j*n, d);
    else if (lines==LANES) solve_rows(x, l, j, LANES, 0, 0, d);
    else solve_rows(x, l, j, lines, 0, 0, d);
  }
}

@ The unused last $q$ is set to zero, so that the sweeps may start from any number below the last row.

@(linalg.c@>=
static LinalgLines *lines_new(LinalgOrder order, int n, int m, int own,@|
  const double *a, const double *b, const double *c)
{
  base_require(n>=1 && m>=1, "linalg_lines: n is %d, m is %d", n, m);
  LinalgLines *l=base_new(1, sizeof *l);
  int rows = order==LINALG_ROWS, wide = rows ? LANES : m, to = own ? wide : 1;
  size_t groups = own && rows ? (m+LANES-1)/LANES : 1, count=groups*n*to;
  l->order = order, l->n = n, l->m = m, l->own = own;
  l->r = base_reals(3*count), l->p = l->r+count, l->q = l->p+count;
  if (rows) l->panel = base_reals((size_t)n*LANES);
  for (int j=0; j<(own ? m : 1); j++) {
    size_t in = rows ? (size_t)j*n : (size_t)j; /* where line~$j$ begins */
    size_t out = rows ? (size_t)(j/LANES)*n*LANES+j%LANES : (size_t)j;
    int from = own && !rows ? m : 1;
    factor(n, to, l->r+out, l->p+out, l->q+out, from, a+in, b+in, c+in);
    l->q[out+(size_t)(n-1)*to] = 0;
  }
  return l;
}
@#
LinalgLines *linalg_lines_same(LinalgOrder order, int n, int m,@|
  const double *a, const double *b, const double *c)
{@+return lines_new(order, n, m, 0, a, b, c);@+}
@#
LinalgLines *linalg_lines_new(LinalgOrder order, int n, int m,@|
  const double *a, const double *b, const double *c)
{@+return lines_new(order, n, m, 1, a, b, c);@+}
@#
void linalg_lines_free(LinalgLines *l)
{@+if (l) free(l->r), free(l->panel), free(l);@+}

@*1 One line in eight blocks.
A single long line offers eight independent chains too, if it is cut. Of the $n$ unknowns the first is a \emph{separator}, $s_{-1}$. Eight blocks follow, $j=0,\dots,7$, of $L=\lfloor(n-1)/8\rfloor$
unknowns each; the last of each is a separator, $s_j$, and the other $L-1$ are the block's interior. At most seven unknowns remain at the end. Given the separators on
both sides, each interior is a system for itself, and \eqref{eq:linalg-forward} and \eqref{eq:linalg-backward} run in it with $s_{j-1}$ in place of $x_{-1}$ and $s_j$ in place of the unknown below the last.
By linearity
\begin{equation}\label{eq:linalg-block}
  x_i=(y_i+g_is_{j-1})+q_ix_{i+1},\quad x_{L-1}=s_j,\quad g_0=-a_0r_0,\quad g_i=p_ig_{i-1},
\end{equation}
where $y$ starts from $y_{-1}=0$ and all indices count within block~$j$. The idea is \citet{wang1981}'s and, with the
name SPIKE, \citet{polizzi2006}'s: $g$ is the spike that a neighbour drives into the block.
@^SPIKE@>@^partition of a system@>

The separators' own equations, $a x_{L-2}+b s_j+c x_0'=d$ with a prime for block~$j+1$, need the last interior unknown of one block and the first of the next. The last is \eqref{eq:linalg-block} with
$i=L-2$. The first follows by running \eqref{eq:linalg-backward} from the bottom of its block: $x_0=\sum_{i<L-1}w_i(y_i+g_is_{j-1})+w_{L-1}s_j$, with weights $w_0=1$, $w_i=q_{i-1}w_{i-1}$, the product of all $q$ that an effect
passes on its way up. The sum of $w_iy_i$ is taken along with the forward sweep, outside its chain. There remains the \emph{reduced} system for the separators,
\begin{equation}\label{eq:linalg-reduced}
  a g_{L-2}\,s_{j-1}+\bigl(b+aq_{L-2}+c\,w'\!\cdot g'\bigr)s_j+c\,w'_{L-1}\,s_{j+1}=d-ay_{L-2}-c\,w'\!\cdot y',
\end{equation}
tridiagonal, without the terms of~$a$ for $s_{-1}$, and with $c\,x$ itself, $x$ the first of the rest, for $s_7$; the rest keeps its equations. It arises from $A$ by eliminating the interiors, so by Lemma~\ref{th:linalg-dominance} it is
dominant by rows if $A$ is, by columns likewise, and |linalg_tri_solve| may solve it. As in the plain sweep, every division is by a pivot of a dominant matrix.

@ Now an unknown takes four multiply-adds and a product, but the chain is divided by eight; a line whose
data stay in the cache is limited by the transposing copies. Longer ones are limited by bytes: $d$, $x$, the panel twice each way, and the five arrays |r|, |p|, |q|, |w|, |g|, 88 bytes an unknown. The plain sweep has 56, hidden
behind its chain. If the coefficients are constant, much less is moved: the first row and the last are in no interior, whatever the conditions at the
ends, so all blocks have the same factors, one number a row serves all lanes, and 53 bytes are left.

@(linalg.c@>=
struct LinalgSplit {
  int n, size, own; /* |size| is $L$; |own| if the blocks have different factors */
  double *r, *p, *q, *g, *w; /* each |size| numbers, by |LANES| if |own| */
  double *panel; /* |size| by |LANES| */
  double a[LANES], c[LANES]; /* |a| of $s_j$; |c| of $s_{j-1}$ */
  double separator[2*LANES]; /* unknowns of the reduced system */
  LinalgTri *reduced; /* \eqref{eq:linalg-reduced}, or all of a short line */
};
@#
LinalgSplit *linalg_split_new(int n, const double *a, const double *b, const double *c)
{
  LinalgSplit *s=base_new(1, sizeof *s);
  s->n = n;
  if (n<LANES*LANES) s->reduced = linalg_tri_new(n, a, b, c); /* too short to be cut */
  else {
    @<Factor the blocks and the reduced system@>@;
  }
  return s;
}
@#
void linalg_split_free(LinalgSplit *s)
{@+if (s) free(s->r), linalg_tri_free(s->reduced), free(s);@+}

@ The reduced system has unknowns $s_{-1},\dots,s_7$ and then the rest. Factors of the separators' row in a block are such that the sweeps leave it alone.

@<Factor the blocks and the reduced system@>=
int size=s->size=(n-1)/LANES, rest=(n-1)%LANES;
size_t all=(size_t)size*LANES, last=all-LANES;
double inner[LANES], top[LANES], low[2*LANES], diag[2*LANES], up[2*LANES];
s->r = base_reals(6*all), s->p = s->r+all, s->q = s->p+all;
s->g = s->q+all, s->w = s->g+all, s->panel = s->w+all;
for (int j=0; j<LANES; j++) {
  @<Factor block |j|, its spike and its weights@>@;
}
for (int j=0; j<=LANES; j++) {
  @<Set up the equation of the separator above block |j|@>@;
}
for (int i=LANES+1, k=n-rest; k<n; i++, k++)
  low[i] = a[k], diag[i] = b[k], up[i] = c[k];
s->reduced = linalg_tri_new(LANES+1+rest, low, diag, up);
@<Keep one factor a row if the blocks agree@>@;

@ Spike and weights decay geometrically where dominance is strict. We end them at $10^{-150}$, before products with them become
subnormal. What is lost is less than that part of a separator.

@<Factor block |j|, its spike and its weights@>=
size_t o=1+(size_t)j*size; /* where the block begins on the line */
factor(size-1, LANES, s->r+j, s->p+j, s->q+j, 1, a+o, b+o, c+o);
double g=-a[o]*s->r[j], w=1;
inner[j] = 0; /* $w\cdot g$ */
for (size_t k=j; k<last; k+=LANES) {
  if (k>=LANES) g *= s->p[k];
  s->g[k] = g = fabs(g)<1e-150 ? 0 : g;
  s->w[k] = w = fabs(w)<1e-150 ? 0 : w;
  inner[j] += w*g;
  w *= s->q[k];
}
top[j] = w; // $w_{L-1}$
s->r[last+j] = 1;

@ An equation of \eqref{eq:linalg-reduced} has a part from the block above, for all separators but the first, and one from the block below, for all but the last.

@<Set up the equation of the separator above block |j|@>=
size_t o=(size_t)j*size, row=last-LANES+j-1; /* its place on the line; the last row inside block $j-1$ */
low[j] = 0, diag[j] = b[o], up[j] = o+1<(size_t)n ? c[o] : 0;
if (j>0) {
  s->a[j-1] = a[o];
  low[j] = a[o]*s->g[row];
  diag[j] += a[o]*s->q[row];
}
if (j<LANES) {
  s->c[j] = c[o];
  diag[j] += c[o]*inner[j];
  up[j] = c[o]*top[j];
}

@ Equal input gives equal bits, so the comparison is exact. The arrays are compacted in place.

@<Keep one factor a row if the blocks agree@>=
double *factors[]={s->r, s->p, s->q, s->g, s->w};
for (int f=0; f<5; f++)
  for (size_t k=0; k<all; k++)
    if (factors[f][k]!=factors[f][k-k%LANES]) s->own = 1;
if (!s->own)
  for (int f=0; f<5; f++)
    for (int i=0; i<size; i++) factors[f][i] = factors[f][(size_t)i*LANES];

@ The solve gathers, sweeps forward, settles the separators, and sweeps back.

@(linalg.c@>=
static inline void split_solve(double *x, LinalgSplit *s, int own,@|
  const double *d)
{
  double sum[LANES], *v=s->separator;
  double *last=s->panel+(size_t)(s->size-1)*LANES;
  int n=s->n, rest=(n-1)%LANES;
  gather(s->panel, s->size, LANES, s->size, d+1);
  panel_forward(s->panel, s->size, own, s->r, s->p, s->w, sum);
  v[0] = d[0]; // the right side of \eqref{eq:linalg-reduced}
  for (int j=0; j<LANES; j++) v[j+1] = last[j]-s->a[j]*last[j-LANES];
  for (int j=0; j<LANES; j++) v[j] -= s->c[j]*sum[j];
  memcpy(v+LANES+1, d+n-rest, rest*sizeof *v);
  linalg_tri_solve(v, s->reduced, v);
  memcpy(last, v+1, LANES*sizeof *v);
  x[0] = v[0];
  memcpy(x+n-rest, v+LANES+1, rest*sizeof *v);
  panel_backward(x+1, LANES, s->size, own, s->q, s->g, v, s->panel);
}
@#
void linalg_split_solve(double *x, LinalgSplit *s, const double *d)
{
  if (!s->r) linalg_tri_solve(x, s->reduced, d);
  else if (s->own) split_solve(x, s, 1, d);
  else split_solve(x, s, 0, d);
}

@*1 A circle.
On a circle two elements stand in the corners. \citet{sherman1950} turn them into a correction of rank one,
\begin{equation}\label{eq:linalg-cyclic}
  A=T+uv^T,\quad u=(\gamma,0,\dots,0,c_{n-1})^T,\quad v=(1,0,\dots,0,a_0/\gamma)^T
\end{equation}
with $\gamma=-b_0\ne0$. Then $T$ is tridiagonal; it differs from the band of $A$ in two elements, $b_0-\gamma=2b_0$ and $b_{n-1}+a_0c_{n-1}/b_0$.

\begin{theorem}\label{th:linalg-cyclic}
  Let $T$ be regular, $Ty=d$, $Tz=u$ and $1+v\cdot z\ne0$. Then $x=y-fz$ with $f=(v\cdot y)/(1+v\cdot z)$ solves $Ax=d$; and $\det A=(1+v\cdot z)\det T$. If $A$ is dominant by rows, $T$ is; likewise by columns.
\end{theorem}
\begin{proof}
  $Ax=Ty+u\,(v\cdot y)-f(Tz+u\,(v\cdot z))=d+u\bigl(v\cdot y-f(1+v\cdot z)\bigr)=d$. The determinant is that of $T(I+zv^T)$, and $I+zv^T$ is the identity on the vectors orthogonal to~$v$: of its eigenvalues $n-1$ are~1, and its trace is $n+v\cdot z$. Only two elements of
  $T$ are new. The first, $2b_0$, is larger than $b_0$. For the second, dominance gives $\abs{a_0}\le\abs{b_0}$ by rows and $\abs{c_{n-1}}\le\abs{b_0}$ by columns, so $\abs{b_{n-1}+a_0c_{n-1}/b_0}$ is at least $\abs{b_{n-1}}-\abs{c_{n-1}}\ge\abs{a_{n-1}}$ or $\abs{b_{n-1}}-\abs{a_0}\ge\abs{c_{n-2}}$.
\end{proof}
So the correction costs one multiply-add an unknown, and $T$ may be eliminated without pivoting if $A$ may. The denominator $1+v\cdot z$ vanishes only if $A$ is singular, as the Laplacian of a circle is.
@^Sherman and Morrison's formula@>

@(linalg.c@>=
struct LinalgCyclic {
  int n;@+ LinalgSplit *split; /* $T$ */
  double *z, corner, scale; /* $z$, $a_0/\gamma$ and $-1/(1+v\cdot z)$ */
};
@#
LinalgCyclic *linalg_cyclic_new(int n,@|
  const double *a, const double *b, const double *c)
{
  base_require(n>=3 && b[0]!=0, "linalg_cyclic_new: n is %d, b[0] is %g", n, b[0]);
  LinalgCyclic *s=base_new(1, sizeof *s);
  double *t=base_reals(n), gamma=-b[0];
  s->n = n, s->corner = a[0]/gamma, s->z = base_reals(n);
  memcpy(t, b, n*sizeof *t);
  t[0] -= gamma, t[n-1] -= s->corner*c[n-1];
  s->split = linalg_split_new(n, a, t, c);
  s->z[0] = gamma, s->z[n-1] = c[n-1]; /* $u$ */
  linalg_split_solve(s->z, s->split, s->z);
  double denominator=1+s->z[0]+s->corner*s->z[n-1];
  base_require(fabs(denominator)>1e-15, "linalg_cyclic_new: singular");
  s->scale = -1/denominator;
  for (int i=0; i<n; i++) if (fabs(s->z[i])<1e-150) s->z[i] = 0;
  free(t);
  return s;
}

@ In a solve only $y$ is new.

@(linalg.c@>=
void linalg_cyclic_solve(double *x, LinalgCyclic *s, const double *d)
{
  linalg_split_solve(x, s->split, d);
  double f=s->scale*(x[0]+s->corner*x[s->n-1]);
  const double *z=s->z;
#pragma @=omp simd@>
  for (int i=0; i<s->n; i++) x[i] = fma(f, z[i], x[i]);
}
@#
void linalg_cyclic_free(LinalgCyclic *s)
{@+if (s) linalg_split_free(s->split), free(s->z), free(s);@+}

@*1 Dense symmetric matrices.
LAPACK counts by columns, we by rows; a symmetric matrix is the same for both, except that our lower triangle is its upper one. Its \emph{Cholesky factor} $U$, upper triangular with $U^TU=A$,
stored by columns, is our $L=U^T$ by rows. So nothing is transposed. \.{dpotrf} makes $n^3/3$ operations.
@^Cholesky factor@>

@(linalg.c@>=
int linalg_cholesky(double *l, int n, const double *a)
{
  base_require(n>=1, "linalg_cholesky: n is %d", n);
  for (int i=0; i<n; i++)
    for (int j=0; j<n; j++)
      l[(size_t)i*n+j] = j<=i ? a[(size_t)i*n+j] : 0;
  int status=LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'U', n, l, n);
  base_require(status>=0, "linalg_cholesky: the matrix has a NaN");
  return status;
}
@#
void linalg_cholesky_solve(double *x, int n, const double *l, int m, const double *b)
{
  if (x!=b) memcpy(x, b, (size_t)n*m*sizeof *x);
  int status=LAPACKE_dpotrs(LAPACK_COL_MAJOR, 'U', n, m, l, n, x, n);
  base_require(status==0, "linalg_cholesky_solve: status %d", status);
}

@ LAPACK's eigenvectors are the columns of its array, hence rows of ours. Their sign is arbitrary; we fix it, because a figure should
not depend on it: by the largest component, and by the first of equals, whatever their rounding.
@^eigenvectors, sign of@>

@(linalg.c@>=
int linalg_eigen(double *w, double *v, int n, const double *a)
{
  base_require(n>=1, "linalg_eigen: n is %d", n);
  if (v!=a) memcpy(v, a, (size_t)n*n*sizeof *v);
  int status=LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'V', 'U', n, v, n, w);
  base_require(status>=0, "linalg_eigen: the matrix has a NaN");
  if (status==0) for (int k=0; k<n; k++) {
    double *row=v+(size_t)k*n, big=0;
    int i=0;
    for (int j=0; j<n; j++) big = fmax(big, fabs(row[j]));
    while (fabs(row[i])<big*(1-1e-6)) i++;
    if (row[i]<0) for (int j=0; j<n; j++) row[j] = -row[j];
  }
  return status;
}

@*1 Checks.
\tested{linalg}{sweep} and \tested{linalg}{split} compare with LAPACK's pivoting solver, on matrices dominant by rows and by columns, for all sizes up to 40 and 300, and see that what is said not to be
read is not. \tested[th:linalg-backward]{linalg}{backward} The residual keeps the bound of Theorem~\ref{th:linalg-backward}, also where the matrix is nearly singular. \tested[th:linalg-stable]{linalg}{bound} The second bound of Theorem~\ref{th:linalg-stable}
is attained and never passed. \untested{th:linalg-dominance}{Lemma~\ref{th:linalg-dominance} is about elimination in exact arithmetic, whose intermediate matrices no function returns; Theorem~\ref{th:linalg-stable} carries what follows from it.} \tested{linalg}{laplacian} The second difference has the eigenvalues $2-2\cos(\pi k/(n+1))$ and a quadratic solution. \tested{linalg}{poisson} Its errors for $-u''=f$ are those that another program
found. \tested[th:linalg-cyclic]{linalg}{cyclic} Random circles, dominant by rows and by columns, against a dense solver; \tested[th:linalg-cyclic]{linalg}{circulant} waves are eigenvectors. \tested{linalg}{lines} Every line of every layout, in sizes that fill the panels and that do not.
\tested{linalg}{cholesky} Two known factors, solutions, and a matrix that is not positive; \tested{linalg}{eigen} values and vectors of the second difference, with their signs.

