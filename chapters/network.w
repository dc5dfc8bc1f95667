@* A small network in plain C.
\label{ch:network}%
Somewhere in a diffusion model a function of a point and a noise level has to be fitted to
samples. In this chapter we build the fitter: a
network of a few ten thousand weights, its derivatives, and its training, in C and without a
library for any of them. It is written for speed. We shall count what a training step must
cost, and then write loops that do little else;
\texttt{make bench} measures how near they come to the rate at which a core can multiply and
add.
@^network@>

\fig{network/fit} shows what comes out. The data are a mixture of three narrow normal laws
on the line, so that the best possible answer is known: given a point $x=x_0+\sigma z$,
clean data plus noise of standard deviation $\sigma$, the
best guess of $x_0$ is $\EE[x_0\given x]=x+\sigma^2s(x)$, where $s$ is the score of the
noisy density. The network has seen neither the density nor this formula. It saw pairs
$(x_0,x)$, \num{network.pairs} million of them, and was asked to return $x_0$.
\claim{network.fit} Averaged over nine noise levels from \num{network.level_low} to
\num{network.level_high}, the mean square error of its score is \num{network.error_full} of
the mean square score.

\showfig{network/fit}{The best guess of clean data from a noisy point, at three noise
levels: exact (grey) and learnt (dots). The more noise, the smoother the function; without
noise it is the diagonal.}

After this chapter one can derive the gradient of any function that is a chain of simple
steps, for about two evaluations more; say why a denoiser
should be given its easy part for nothing, and compute that part; count what a training step
costs, and write the loops that come near the count; and train, stop, resume and save a
network so that the same seed gives the same bytes, with any number of threads.

@ \emph{Conventions.} Row vectors are the fast direction of arrays, so a \emph{batch} of $n$
points in $\RR^d$ is an $n\times d$ array. In formulas $x\in\RR^d$ is a column, $\circ$
multiplies elementwise, $w$ denotes the \emph{width}, the number of hidden units, and
$\theta$ all weights together. Where $\sigma$ is the noise level, the logistic function
$1/(1+e^{-z})$ is written $\ell(z)$.
@^notation@>

@*1 The network.
The input is $u\in\RR^{d+k}$, a point and $k$ numbers that the answer may depend on, and a
number $c$ that tells the noise level. The number enters by its \emph{Fourier features}:
$\varphi(c)\in\RR^{2F}$ holds $\cos\omega_jc$ and $\sin\omega_jc$ for $F$ frequencies
in geometric progression. With them a layer can tell $c$ from a near $c'$, which it hardly
could if it saw the number itself, since a layer's output changes slowly with each single
input.
@^Fourier features@>
The state of the network is a vector of width~$w$, and
\begin{equation}\label{eq:network}
  \begin{gathered}
  h_0=\psi(W_0\,[u,\varphi]+b_0),\qquad h_{l+1}=h_l+\psi(W_{l+1}h_l+b_{l+1})\quad(0\le l<L),\\
  F_\theta=V\bigl(h_L+(G\varphi+g)\circ(Au)\bigr)+v .
  \end{gathered}
\end{equation}
The \emph{residual blocks} $h\mapsto h+\psi(\cdot)$ let the state, and on the way back its
gradient, pass by every nonlinearity, so that many of them in a row do not starve the first
of its gradient \citep{he2016}. The nonlinearity is the \emph{sigmoid linear unit}
@^residual block@>
@^SiLU@>
\begin{equation}\label{eq:network-silu}
  \psi(z)=z\,\ell(z)=\frac z{1+e^{-z}},\qquad\psi'(z)=\ell(z)+\psi(z)\,(1-\ell(z)) ,
\end{equation}
smooth, so that the network has a divergence and a Jacobian everywhere, and cheap: one
exponential gives $\psi$ and~$\psi'$ \citep{elfwing2018,hendrycks2016}. The last term of $F_\theta$ is
optional: a linear function of the input, with a \emph{gate} that depends on the noise level
alone. It is for
problems whose answer is nearly linear in many inputs, with coefficients that change with
the noise; a plain network would have to imitate a product by sums of $\psi$.
@^gated branch@>

@ The interface has four parts. First the shape.

@(network.h@>=
#ifndef NETWORK_H
#define NETWORK_H
#include <stddef.h>
#include <stdint.h>
@#
typedef struct {
  int inputs, conditions, outputs; /* $d$ state inputs, $k$ conditioning inputs, $m$ outputs */
  int width, blocks; /* $w$; $L$ residual blocks after the first layer */
  int features; /* $F$ frequencies of the noise level, $2F$ inputs */
  double low, high; /* the lowest and the highest of them */
  int gate; /* nonzero: with the gated linear branch */
} NetworkShape;
typedef struct Network Network;
@#
@<Interface of a batch of inputs of the network@>@;
@<Interface of the evaluation of a network@>@;
@<Interface of the training of a network@>@;
@<Interface of the exact network in double precision@>@;
@#
#endif

@ A batch says what the rows are, and how the answer is put together from the network's
output (that is the subject of the section on preconditioning):
\begin{equation}\label{eq:network-denoiser}
  D=c_{\mathrm{skip}}\,x+c_{\mathrm{out}}\,F_\theta(c_{\mathrm{in}}\,x,\ c_{\mathrm{noise}}) .
\end{equation}
The coefficients may differ from row to row, and from coordinate to coordinate along a given
orthonormal basis $B$: then $D=B^T\bigl(c_{\mathrm{skip}}\circ Bx+c_{\mathrm{out}}\circ
F_\theta(c_{\mathrm{in}}\circ Bx)\bigr)$.

@<Interface of a batch of inputs of the network@>=
typedef struct {
  const float *x; /* |n| by |inputs|, row-major */
  const float *condition; /* |n| by |conditions|; |NULL| if there are none */
  const float *noise; /* |n| values of $c_{\mathrm{noise}}$; |NULL| if the shape has no features */
  const float *in, *skip, *out; /* |n| by |each|: $c_{\mathrm{in}}$, $c_{\mathrm{skip}}$, $c_{\mathrm{out}}$; |NULL| for 1, 0, 1 */
  int each; /* columns of these: 1, or |inputs| (then |inputs==outputs|); 0 is read as~1 */
  const float *basis; /* |inputs| by |inputs|, the orthonormal rows of $B$; |NULL|: the identity */
  int same; /* nonzero: one noise level; |noise|, |in|, |skip|, |out| have one row, for all */
} NetworkBatch;
@#
void network_precondition(float *in, float *skip, float *out, float *noise, int d,@|
  const double *variance, double blur, size_t n, const float *sigma);
  /* \eqref{eq:network-blur} for data of variances |variance[i]| (|d| of them), of which |blur| (a variance; 0: none) is known
     Gaussian blur, at |n| levels |sigma>0|; |in|, |skip|, |out|: |n| by |d|; |noise|: $\frac14\ln\sigma$; any may be |NULL| */

@ Evaluation takes any number of rows. It uses all threads, except inside a parallel region,
and its results do not depend on how many there are. Weights have a \emph{plain order} in
which they are read and written: for each part of \eqref{eq:network} in turn its matrix with
one row an output,
then its bias.

@<Interface of the evaluation of a network@>=
Network *network_new(NetworkShape shape, uint64_t seed); /* random weights; output weights zero */
Network *network_copy(const Network *net);
void network_free(Network *net);
NetworkShape network_shape(const Network *net);
size_t network_size(const Network *net); /* number of weights */
void network_get(float *w, const Network *net); /* the weights in plain order */
void network_set(Network *net, const float *w);
@#
void network_evaluate(float *D, const Network *net, size_t n,@| const NetworkBatch *batch);
  /* |n| by |outputs| */
void network_jacobian(float *D, float *J, const Network *net, size_t n,@| const NetworkBatch *batch);
  /* and $\partial D_i/\partial x_j$, |n| by |outputs| by |inputs|; |D| may be |NULL| */
void network_divergence(float *D, float *div, const Network *net, size_t n,@| const NetworkBatch *batch);
  /* and $\sum_i\partial D_i/\partial x_i$, |n| values; |inputs==outputs| */
void network_pullback(float *dx, const Network *net, size_t n,@|
  const NetworkBatch *batch, const float *dD);
  /* $\sum_idD_i\,\partial D_i/\partial x_j$, |n| by |inputs|, for |dD|: |n| by |outputs| */
void network_gradient(float *dw, const Network *net, size_t n,@|
  const NetworkBatch *batch, const float *dD);
  /* $\sum_{\mathrm{rows}}\sum_idD_i\,\partial D_i/\partial\theta$, in plain order */
@#
void network_save(const Network *net, const char *path); /* safetensors; whole or not at all */
Network *network_load(const char *path, const char **why);
  /* |NULL| and the reason in |*why| if the file is truncated, forged or no network (|why==NULL|: the program ends) */

@ Training descends the mean of a loss that the caller defines, row by row, through two
callbacks. Several threads call them at once, for different rows of the batch.

@<Interface of the training of a network@>=
typedef struct {
  double rate, decay; /* learning rate at its top; decoupled weight decay */
  double beta1, beta2, epsilon; /* Adam's, \eqref{eq:network-adam} */
  double average; /* of the moving average of the weights, \eqref{eq:network-average} */
  double clip; /* the gradient is shortened to this norm; 0: never */
  long warmup, steps; /* the rate rises for |warmup| steps, and is zero after |steps| */
} NetworkRecipe;
NetworkRecipe network_recipe(double rate, long warmup, long steps);
  /* with decay 0, Adam's 0.9, 0.999, $10^{-8}$, average 0.999, no clipping */
double network_rate(const NetworkRecipe *recipe, long step); /* \eqref{eq:network-cosine}; steps count from 0 */
@#
typedef void (*NetworkFill)(void *data, long step, int first, int rows);
  /* writes rows |first| to |first+rows-1| of the batch's arrays for this step */
typedef double (*NetworkLoss)(float *gradient, const float *D,@| void *data, long step, int first, int rows);
  /* |D| and |gradient|: |rows| by |outputs|; writes the derivative of each row's loss by its |D|, returns the sum of the losses */
@#
@<Interface of a network's trainer@>@;

@ A file of a trainer holds all that a later step depends on: training that is stopped,
saved, loaded and continued ends with the same bytes.
@^resuming@>

@<Interface of a network's trainer@>=
typedef struct NetworkTrainer NetworkTrainer;
NetworkTrainer *network_trainer_new(const Network *start, NetworkRecipe recipe, int rows);
  /* copies |start|; |rows| in a batch */
void network_trainer_free(NetworkTrainer *t);
long network_train(NetworkTrainer *t, long steps, const NetworkBatch *batch,@| NetworkFill fill, NetworkLoss loss, void *data);
  /* returns the number of steps made: fewer than |steps| if the loss or its gradient was not finite in the next one, which
     then changed nothing; |fill| may be |NULL| */
_Noreturn void network_trainer_stop(const NetworkTrainer *t, const char *path);
  /* for that case: saves the last good state and ends the program, saying the step and the rate */
double network_trainer_loss(const NetworkTrainer *t); /* mean loss over the last call of |network_train| */
double network_trainer_norm(const NetworkTrainer *t); /* norm of the last gradient */
long network_trainer_step(const NetworkTrainer *t); /* steps made in all */
const Network *network_trainer_network(const NetworkTrainer *t); /* the weights now; |t| owns them */
const Network *network_trainer_average(NetworkTrainer *t); /* their moving average, likewise */
void network_trainer_save(const NetworkTrainer *t, const char *path);
const char *network_trainer_load(NetworkTrainer *t, const char *path);
  /* |NULL|, or why the file is refused, and then |t| is unchanged */

@ The fourth part is the same network once more, in double precision and without haste. It
is what the text derives, and what the fast one is tested against.

@<Interface of the exact network in double precision@>=
void network_exact(double *D, NetworkShape shape, const double *w, size_t n,@| const NetworkBatch *batch);
  /* as |network_evaluate|, for weights |w| in plain order */
void network_exact_gradient(double *dw, double *dx, NetworkShape shape,@|
  const double *w, size_t n, const NetworkBatch *batch, const double *dD);
  /* as |network_gradient| and |network_pullback|; either may be |NULL| */

@*1 Back-propagation.
Let a program compute $y=f_N(f_{N-1}(\cdots f_1(x)))$ and then a number $\mathcal L(y)$.
Call $x_0=x$, $x_n=f_n(x_{n-1})$, and let $\bar x_n=\partial\mathcal L/\partial x_n$, a
column of the size of $x_n$, be the \emph{adjoint} of~$x_n$.
@^back-propagation@>
@^adjoint@>

\begin{theorem}[Back-propagation]\label{th:network-adjoint}
  Let each $f_n$ be differentiable at the computed $x_{n-1}$, with the Jacobian
  $J_n=\partial f_n/\partial x_{n-1}$, and $\mathcal L$ at $x_N$. Then
  \begin{equation}\label{eq:network-adjoint}
    \bar x_N=\nabla\mathcal L(x_N),\qquad\bar x_{n-1}=J_n^T\,\bar x_n ,
  \end{equation}
  and where $f_n$ depends, differentiably, also on parameters $\theta_n$, $\partial\mathcal
  L/\partial\theta_n=(\partial f_n/\partial\theta_n)^T\bar x_n$. If several later steps use
  one $x_{n-1}$, its adjoint is the sum of what they send back.
\end{theorem}
\begin{proof}
  Let $\mathcal L_n(x_n)$ be the number as a function of $x_n$, all that follows being
  fixed: $\mathcal L_{n-1}=\mathcal L_n\circ f_n$. The chain rule says $D\mathcal
  L_{n-1}=D\mathcal L_n\,J_n$ for rows, which is \eqref{eq:network-adjoint} transposed; with
  respect to $\theta_n$ the same with $\partial f_n/\partial\theta_n$ for $J_n$. If $x_{n-1}$ is
  used by $f_n$ and by another function $g$ of it, let the step be
  $x_{n-1}\mapsto(f_n(x_{n-1}),g(x_{n-1}))$; the transposed Jacobian of the pair is the row
  $(J_n^T,J_g^T)$, which adds.
\end{proof}

The order of the products is all. From the right, $J_N\cdots J_1$ is built of matrices; from
the left, $\nabla\mathcal L^TJ_N\cdots J_1$ is a row throughout. Each of the steps of
\eqref{eq:network} has a Jacobian that is multiplied without being written down:

\begin{lemma}[Pairs]\label{th:network-pairs}
  Forward, and backward with what is added to the adjoints of the operands:
  \begin{center}\small\begin{tabular}{@@{}lll@@{}}
  \toprule
  step & forward & backward\\ \midrule
  linear & $z=Wa+b$ & $\bar W\mathrel{+}=\bar z\,a^T,\quad\bar b\mathrel{+}=\bar z,\quad\bar a\mathrel{+}=W^T\bar z$\\
  elementwise & $h=\psi(z)$ & $\bar z\mathrel{+}=\psi'(z)\circ\bar h$\\
  residual & $h'=h+r$ & $\bar h\mathrel{+}=\bar h',\quad\bar r\mathrel{+}=\bar h'$\\
  gate & $q=P\circ Q$ & $\bar P\mathrel{+}=\bar q\circ Q,\quad\bar Q\mathrel{+}=\bar q\circ P$\\
  \bottomrule
  \end{tabular}\end{center}
\end{lemma}
\begin{proof}
  For any direction, $d\mathcal L=\bar z^T(dW\,a+W\,da+db)=\sum_{ij}(\bar
  z\,a^T)_{ij}\,dW_{ij}+(W^T\bar z)^Tda+\bar z^Tdb$. The second Jacobian is diagonal with
  entries $\psi'(z_i)$; those of the residual and of the gate by their two operands are
  $(I,I)$ and $(\mathrm{diag}\,Q,\mathrm{diag}\,P)$.
\end{proof}

@ These are the four pairs in C. A linear step forward is $n_{\mathrm{in}}n_{\mathrm{out}}$
multiply-adds, and back it is twice as many, one set for $\bar W$ and one for $\bar a$: a
gradient costs three times an evaluation in all, however many weights there are. A quotient
of differences would cost one evaluation \emph{a weight}. The nonlinear step adds to what is
there, which makes it the residual step as well. Going back, the adjoint |dh| stays where it
is, since the residual step sends it on unchanged, and |dz| is new.

@<The exact network@>=
static void exact_linear(double *z, const double *w, const double *b,@| int in, int out, const double *a)
{
  for (int o=0; o<out; o++) {
    z[o] = b==NULL ? 0 : b[o];
    for (int i=0; i<in; i++) z[o] += w[o*in+i]*a[i];
  }
}
@#
static void exact_linear_back(double *dw, double *db, double *da,@| const double *w, int in, int out, const double *a, const double *dz)
{
  for (int o=0; o<out; o++) {
    if (db!=NULL) db[o] += dz[o];
    for (int i=0; i<in; i++) dw[o*in+i] += dz[o]*a[i], da[i] += w[o*in+i]*dz[o];
  }
}
@#
static void exact_silu(double *h, const double *z, int n)
{
  for (int i=0; i<n; i++) h[i] += z[i]/(1+exp(-z[i]));
}
@#
static void exact_silu_back(double *dz, const double *z, int n, const double *dh)
{
  for (int i=0; i<n; i++) {
    double s = 1/(1+exp(-z[i]));
    dz[i] = dh[i]*s*(1+z[i]*(1-s)); // \eqref{eq:network-silu}
  }
}

@ One row at a time goes through these arrays. The parts of the network, |NetworkPart|, know
their place in the plain order; we meet them below.

@<The exact network@>=
typedef struct {
  const Network *n;
  const double *w;
  double *u, *h, *z, *P, *Q, *F; /* forward: input; states and sums of all layers; branch, gate; output */
  double *du, *g, *dz, *dP, *dQ, *memory; /* backward */
} NetworkExact;
@#
static NetworkExact exact_new(const Network *n, const double *w)
{
  NetworkExact e = {@[.n@]=n, @[.w@]=w};
  size_t K = (size_t)n->part[0].rows, W = (size_t)n->s.width, L = (size_t)n->s.blocks+1;
  double *f = e.memory = base_reals(2*K+W*(2*L+6)+(size_t)n->s.outputs+1);
  e.u = f, e.du = f += K, e.h = f += K, e.z = f += L*W, e.P = f += L*W, e.Q = f += W;@/
  e.g = f += W, e.dz = f += W, e.dP = f += W, e.dQ = f += W, e.F = f += W;
  return e;
}
@#
static const double *exact_w(const NetworkExact *e, const NetworkPart *q)@+{@+return e->w+q->plain;@+}

@ Forward, \eqref{eq:network} is written line by line.

@<The exact network@>=
static void exact_forward(NetworkExact *e)
{
  const Network *n = e->n;
  int W = n->s.width, K = n->part[0].rows, used = n->s.inputs+n->s.conditions;
  const NetworkPart *q = n->part, *g = gate_part(n), *o = output_part(n);
  double *h = e->h;
  memset(h, 0, (size_t)W*sizeof *h);
  exact_linear(e->z, exact_w(e, q), exact_w(e, q+1), K, W, e->u);
  exact_silu(h, e->z, W);
  for (int l=0; l<n->s.blocks; l++, h+=W) {
    double *z = e->z+(l+1)*W;
    q = block_part(n, l);
    exact_linear(z, exact_w(e, q), exact_w(e, q+1), W, W, h);
    memcpy(h+W, h, (size_t)W*sizeof *h);
    exact_silu(h+W, z, W);
  }
  if (n->s.gate) {
    exact_linear(e->P, exact_w(e, g), NULL, used, W, e->u);
    exact_linear(e->Q, exact_w(e, g+1), exact_w(e, g+2), K-used, W, e->u+used);
    for (int i=0; i<W; i++) h[i] += e->P[i]*e->Q[i];
  }
  exact_linear(e->F, exact_w(e, o), exact_w(e, o+1), W, n->s.outputs, h);
}

@ Backward, the same lines are read from the last to the first, each replaced by its
partner. |g| is the adjoint of the state, from $h_L$ down to $h_0$.

@<The exact network@>=
static void exact_backward(NetworkExact *e, double *dw, const double *dF)
{
  const Network *n = e->n;
  int W = n->s.width, K = n->part[0].rows, used = n->s.inputs+n->s.conditions, L = n->s.blocks;
  const NetworkPart *q = n->part, *s = gate_part(n), *o = output_part(n);
  double *h = e->h+L*W;
  for (int i=0; i<W; i++) e->g[i] = 0;
  for (int i=0; i<K; i++) e->du[i] = 0;
  exact_linear_back(dw+o->plain, dw+o[1].plain, e->g, exact_w(e, o), W, n->s.outputs, h, dF);
  if (n->s.gate) {
    for (int i=0; i<W; i++) e->dP[i] = e->g[i]*e->Q[i], e->dQ[i] = e->g[i]*e->P[i];
    exact_linear_back(dw+s->plain, NULL, e->du, exact_w(e, s), used, W, e->u, e->dP);
    exact_linear_back(dw+s[1].plain, dw+s[2].plain, e->du+used, exact_w(e, s+1), K-used, W, e->u+used, e->dQ);
  }
  for (int l=L-1; l>=0; l--) {
    h -= W, q = block_part(n, l);
    exact_silu_back(e->dz, e->z+(l+1)*W, W, e->g);
    exact_linear_back(dw+q->plain, dw+q[1].plain, e->g, exact_w(e, q), W, W, h, e->dz);
  }
  exact_silu_back(e->dz, e->z, W, e->g), q = n->part;
  exact_linear_back(dw+q->plain, dw+q[1].plain, e->du, exact_w(e, q), K, W, e->u, e->dz);
}

@ Around it stand the coefficients of \eqref{eq:network-denoiser} and the change of basis,
|turn|ed forth and back.

@<The exact network@>=
static void exact_turn(double *y, const double *x, const float *B, int d, int back)
{
  for (int i=0; i<d; i++) {
    y[i] = B==NULL ? x[i] : 0;
    for (int j=0; B!=NULL && j<d; j++) y[i] += (double)B[back ? j*d+i : i*d+j]*x[j];
  }
}
@#
static void exact_read(NetworkExact *e, double *turned,@| const NetworkBatch *b, size_t row)
{
  const Network *n = e->n;
  int d = n->s.inputs, k = n->s.conditions, F = n->s.features;
  double x[d];
  for (int i=0; i<d; i++) x[i] = (double)b->x[row*(size_t)d+(size_t)i];
  exact_turn(turned, x, b->basis, d, 0);
  for (int i=0; i<d; i++) e->u[i] = turned[i]*(double)coefficient(b->in, b, row, i, 1);
  for (int i=0; i<k; i++) e->u[d+i] = (double)b->condition[row*(size_t)k+(size_t)i];
  for (int j=0; j<F; j++) {
    double angle = (double)n->frequency[j]*(double)b->noise[b->same ? 0 : row];
    e->u[d+k+j] = cos(angle), e->u[d+k+F+j] = sin(angle);
  }
}

@ A value is read, sent forward, and put together by \eqref{eq:network-denoiser}. A network
without weights of its own is made for its table of parts.

@<The exact network@>=
void network_exact(double *D, NetworkShape shape, const double *w, size_t n,@| const NetworkBatch *b)
{
  Network *net = blank_network(shape);
  NetworkExact e = exact_new(net, w);
  int d = shape.inputs, m = shape.outputs;
  double x[d], y[m];
  check_batch(net, b);
  for (size_t r=0; r<n; r++) {
    exact_read(&e, x, b, r), exact_forward(&e);
    for (int i=0; i<m; i++) {
      y[i] = (double)coefficient(b->out, b, r, i, 1)*e.F[i];
      if (b->skip!=NULL) y[i] += (double)coefficient(b->skip, b, r, i, 0)*x[i];
    }
    exact_turn(D+r*(size_t)m, y, b->basis, m, 1);
  }
  free(e.memory), network_free(net);
}

@ A gradient goes the same way and back. The adjoint of $D$ is turned into the basis and
multiplied by $c_{\mathrm{out}}$ to become that of $F$; at the other end, the adjoint of $u$
is multiplied by $c_{\mathrm{in}}$, the path through $c_{\mathrm{skip}}$ is added, and the
sum is turned back. The gradients of all rows add up.

@<The exact network@>=
void network_exact_gradient(double *dw, double *dx, NetworkShape shape,@|
  const double *w, size_t n, const NetworkBatch *b, const double *dD)
{
  Network *net = blank_network(shape);
  NetworkExact e = exact_new(net, w);
  int d = shape.inputs, m = shape.outputs;
  double x[d], y[m], dF[m], *G = base_reals(net->plain);
  check_batch(net, b);
  for (size_t r=0; r<n; r++) {
    exact_read(&e, x, b, r), exact_forward(&e);
    exact_turn(y, dD+r*(size_t)m, b->basis, m, 0);
    for (int i=0; i<m; i++) dF[i] = y[i]*(double)coefficient(b->out, b, r, i, 1);
    exact_backward(&e, G, dF);
    for (int i=0; i<d; i++) {
      x[i] = e.du[i]*(double)coefficient(b->in, b, r, i, 1);
      if (b->skip!=NULL) x[i] += (double)coefficient(b->skip, b, r, i, 0)*y[i];
    }
    if (dx!=NULL) exact_turn(dx+r*(size_t)d, x, b->basis, d, 1);
  }
  if (dw!=NULL) memcpy(dw, G, net->plain*sizeof *dw);
  free(G), free(e.memory), network_free(net);
}

@ A gradient is checked by what it approximates. For a direction $v$ and $\phi(t)=\mathcal
L(\theta+tv)$,
\begin{equation}\label{eq:network-central}
\frac{\phi(h)-\phi(-h)}{2h}=\phi'(0)+\frac{h^2}6\,\phi'''(\xi)+\bigO{\varepsilon\abs{\phi(0)}/h},
\end{equation}
with $\varepsilon=2^{-53}$ in double precision. The sum of the two errors is least near
$h=(3\varepsilon\abs{\phi/\phi'''})^{1/3}$, some $10^{-5}$, where it is about
$\varepsilon^{2/3}$: ten digits are left. \fig{network/check} shows both slopes.
\claim{network.check} At the best step of the figure the derivative and the quotient agree to
\num{network.check_best} of the derivative, and the slope at its right is
\num{network.check_order}. A wrong gradient would leave a level line.
@^central differences@>
@^gradient check@>

\showfig{network/check}{Relative difference between the gradient and the central difference
\eqref{eq:network-central} in a random direction, against the step: in double precision
(dots), and when the fast float network is differenced instead (circles). Grey: slopes $h^2$
and $\varepsilon/h$. Differences of floats check little; so the float gradient is compared
with the double one, and that with differences.}

@*1 Preconditioning.
What should the network be asked? Data $x_0$ have mean zero and variance $C$ in each
coordinate; the input $x=x_0+\sigma z$ has the size $\sqrt{C+\sigma^2}$, which over the
noise levels of interest changes by a factor of thousands. A network cannot represent
numbers of all sizes equally well. And at both ends the answer is known:
without noise it is $x$, with much noise it is zero. \citet{karras2022} give the network
only the rest.
@^preconditioning@>
@^Karras, Tero@>

\begin{theorem}[Karras et al.]\label{th:network-karras}
  Let $x_0\in\RR$ have mean zero and variance~$C>0$, let $z$ be independent of it with mean
  zero and variance~1, $x=x_0+\sigma z$ with $\sigma>0$, and let $F$ in
  \eqref{eq:network-denoiser} have the target
  $t=(x_0-c_{\mathrm{skip}}x)/c_{\mathrm{out}}$. Of all coefficients with
  $c_{\mathrm{in}},c_{\mathrm{out}}>0$ for which input $c_{\mathrm{in}}x$ and target $t$ have
  variance~1,
  \begin{equation}\label{eq:network-karras}
    c_{\mathrm{in}}=\frac1{\sqrt{C+\sigma^2}},\qquad c_{\mathrm{skip}}=\frac
    C{C+\sigma^2},\qquad c_{\mathrm{out}}=\frac{\sigma\sqrt C}{\sqrt{C+\sigma^2}}
  \end{equation}
  have the least $c_{\mathrm{out}}$: errors of the network are multiplied by as little as
  possible.
\end{theorem}
\begin{proof}
  $\Var(c_{\mathrm{in}}x)=c_{\mathrm{in}}^2(C+\sigma^2)$ gives the first. For the target,
  $c_{\mathrm{out}}^2=\Var\bigl((1-c_{\mathrm{skip}})x_0-c_{\mathrm{skip}}\sigma
  z\bigr)=(1-c_{\mathrm{skip}})^2C+c_{\mathrm{skip}}^2\sigma^2$, a parabola in
  $c_{\mathrm{skip}}$ with its minimum at
  $C/(C+\sigma^2)$; its value there is
  $C\sigma^4/(C+\sigma^2)^2+C^2\sigma^2/(C+\sigma^2)^2=C\sigma^2/(C+\sigma^2)$.
\end{proof}

The least squares fit of $x_0$ by a multiple of $x$ is $c_{\mathrm{skip}}x$, so the network
with $F=0$ already is the best linear denoiser, and for normal data it is the best of all.
The loss has to follow: weighted by $1/c_{\mathrm{out}}^2$, the square error of $D$ is the
square error of $F$, with a target of variance~1 at every
noise level. This weight is $(C+\sigma^2)/(C\sigma^2)$.
@^loss weight@>

Two things can be known besides: the covariance, and blur.

\begin{theorem}[Covariance and blur]\label{th:network-blur}
  Let $x=x_0+\sigma z$ with $\sigma>0$ and $z\sim\normal(0,I)$ independent of $x_0\in\RR^d$,
  which has mean zero and covariance $C=B^T\mathrm{diag}(C_i)B$, $B$ orthogonal.
  (i) The linear map $S$ with the least $\EE\abs{x_0-Sx}^2$ is $C(C+\sigma^2I)^{-1}$; along
  the rows of $B$ it acts as $c_{\mathrm{skip}}$ of \eqref{eq:network-karras} with $C_i$
  for~$C$.
  (ii) Let $x_0=y+\rho\,\zeta$ with known~$\rho$ and $\zeta\sim\normal(0,I)$, where $y$,
  $\zeta$ and $z$ are independent. With $\tau^2=\rho^2+\sigma^2$,
  \begin{equation}\label{eq:network-known}
    \EE[x_0\given x]=\frac{\rho^2x+\sigma^2\,\EE[y\given x]}{\tau^2},
  \end{equation}
  and \eqref{eq:network-karras} for the data $y$ at the noise level $\tau$, put into
  \eqref{eq:network-known}, gives, along the rows of $B$,
  \begin{equation}\label{eq:network-blur}
    c_{\mathrm{in}}=\frac1{\sqrt{C_i+\sigma^2}},\qquad
    c_{\mathrm{skip}}=\frac{C_i}{C_i+\sigma^2},\qquad
    c_{\mathrm{out}}=\frac{\sigma^2}\tau\,\sqrt{\frac{C_i-\rho^2}{C_i+\sigma^2}} .
  \end{equation}
\end{theorem}
\begin{proof}
  (i) The gradient of $\EE\abs{x_0-Sx}^2$ by $S$ vanishes where $\EE(x_0-Sx)x^T=0$, that is
  $C=S(C+\sigma^2I)$; it is a minimum as the function is convex. The matrix has the
  eigenvectors of $C$. (ii) Given $y$, the pair $(x_0,x)$ is normal, both with mean~$y$ and
  in each coordinate with $\Var x=\tau^2$ and $\Cov(x_0,x)=\rho^2$. So
  $\EE[x_0\given x,y]=y+(\rho^2/\tau^2)(x-y)$; take the mean given~$x$. Now $y$ has the
  covariance $C-\rho^2I$, and $x=y+\tau z'$ with a standard normal $z'$. By
  \eqref{eq:network-karras} $\EE[y\given x]$ is replaced by $qx+\tau\sqrt q\,F$ with
  $q=(C_i-\rho^2)/(C_i+\sigma^2)$. In \eqref{eq:network-known} the factor of $F$ becomes
  $\sigma^2\sqrt q/\tau$, as stated, and that of $x$
  \[
    \frac{\rho^2+\sigma^2q}{\tau^2}=\frac{\rho^2(C_i+\sigma^2)+\sigma^2(C_i-\rho^2)}{\tau^2(C_i+\sigma^2)}
    =\frac{C_i}{C_i+\sigma^2} .\qedhere
  \]
\end{proof}

@ The skip connection is the same with or without blur; what differs is $c_{\mathrm{out}}$
at low noise: it falls like $\sigma^2$ and not like $\sigma$ (\fig{network/precondition}).
It has to. Since the exact $D$ is $x+\sigma^2s$, and the score of a blurred density stays finite as
$\sigma\to0$, the answer differs from $c_{\mathrm{skip}}x$ by $\bigO{\sigma^2}$. With the
coefficient of \eqref{eq:network-karras} the network is asked for a function of size $\sigma$, and its
errors, which do not shrink with it, come out as an error of the score of order $1/\sigma$.
@^blur, known@>

\showfig{network/precondition}{The coefficients for data of variance~1: $c_{\mathrm{skip}}$,
$c_{\mathrm{in}}$, and $c_{\mathrm{out}}$ without knowledge of blur (solid) and with a known
blur of $\rho=\num{network.figure_blur}$ (dashed). Below $\rho$ the dashed line has twice
the slope.}

@<Preconditioning of the network@>=
void network_precondition(float *in, float *skip, float *out, float *noise, int d,@|
  const double *variance, double blur, size_t n, const float *sigma)
{
  base_require(blur>=0, "network_precondition: the blur is a variance, not %g", blur);
  for (int i=0; i<d; i++) {
    const float c = (float)variance[i], y = (float)fmax(variance[i]-blur, 0), b = (float)blur;
    base_require(variance[i]>=0, "network_precondition: variance %d is %g", i, variance[i]);
    for (size_t j=0, at=(size_t)i; j<n; j++, at+=(size_t)d) {
      float v = sigma[j]*sigma[j], r = 1/sqrtf(c+v);
      if (in!=NULL) in[at] = r;
      if (skip!=NULL) skip[at] = c*r*r;
      if (out!=NULL) out[at] = v*sqrtf(y/(b+v))*r; // \eqref{eq:network-blur}
    }
  }
  if (noise!=NULL) for (size_t j=0; j<n; j++) noise[j] = 0.25f*logf(sigma[j]);
}

@ What is it worth? \fig{network/ablation} compares five ways to put the question to the
same network with the same data, steps and loss: everything of \eqref{eq:network-blur}; no
blur; the clean point itself, $D=F$; the \emph{noise}, $D=x-\sigma F$, as most diffusion
models are trained; and \eqref{eq:network-blur} without Fourier features,
$c_{\mathrm{noise}}$ being given as a number.
\claim{network.ablation} The mean error of the score over the noise levels is
\num{network.error_full}, \num{network.error_edm}, \num{network.error_clean},
\num{network.error_noise} and \num{network.error_plain}. Blur and coefficients matter. The
features do not, in this problem: its answer depends so smoothly on $\ln\sigma$ that the
plain number serves as well. They are for answers that change faster.

\showfig{network/ablation}{Relative mean square error of the score against the noise level,
after the same training. Who predicts the noise errs at high noise, where the answer is the
small difference of $x$ and $\sigma F$; who predicts the clean point errs at low noise,
where it is $x$ and should be free.}

\begin{wrong}[Predicting the noise is not a matter of taste]
  ``The network predicts the noise'' is not a matter of taste. $D=x-\sigma F$ is
  \eqref{eq:network-denoiser} with $c_{\mathrm{skip}}=1$ and $c_{\mathrm{out}}=-\sigma$:
  good for $\sigma^2\ll C$, and for $\sigma^2\gg C$ an error of $F$ is multiplied by
  $\sigma$, where $\sqrt C$ would do.
  \claim{network.predict} At the highest level here its error is \num{network.worse_noise}
  times that of \eqref{eq:network-blur}; that of the clean point at the lowest level is
  \num{network.worse_clean} times.
\end{wrong}

@*1 What a step costs.
Let the first layer have $K=d+k+2F$ inputs. For one row, a multiply-add in
\eqref{eq:network} is one for each weight of a matrix: $M=Kw+Lw^2+mw$ forward, without the
gate. Backward there are $M$ for the gradients of the weights and $M-Kw$ for the adjoints of
the states (nobody asks for the adjoint of the input). So a step takes
@^operation count@>
\begin{equation}\label{eq:network-count}
  \begin{gathered}
  n\,(3M-Kw)\text{ multiply-adds},\qquad n\,(L+1)\,w\text{ evaluations of $\psi$ and $\psi'$},\\
  M+(L+1)\,w+m\text{ updates of weights}.
  \end{gathered}
\end{equation}For two inputs and outputs, 16 frequencies, $w=128$, $L=2$ and $n=512$
this is \num{network.madds} million multiply-adds, \num{network.silus} thousand values of
$\psi$ and \num{network.weights} thousand weights.
At 16 floats an instruction, the multiply-adds alone are \num{network.vector_madds} million
instructions, of which a core starts one or two a cycle.

What of the memory? The weights are read once for each product, and everything else is read
and written row by row: $h_l$, $\psi'$ and the adjoints, \num{network.bytes_row} kilobytes a
row with the weights' share left out. A step that stored its states in main memory would
write \num{network.bytes_step} megabytes and read them back; one that works through the
batch in chunks of 64 rows keeps them, \num{network.bytes_chunk} kilobytes, in the
second-level cache. Within a product the question repeats itself one level
higher, for registers.
@^cache@>

\begin{lemma}[Tiles]\label{th:network-tile}
  Let a product $Y=AW$ be computed in tiles of $r$ rows and $s$ vectors of columns, whose
  $rs$ partial sums stay in registers while the inner index runs. Each step of it loads $r$
  numbers of $A$, spread over all lanes, and $s$ vectors of $W$, for $rs$ multiply-adds:
  $\frac1r+\frac1s$ loads for each.
\end{lemma}
\begin{proof}
  Every number of the $r\times1$ column of $A$ meets every vector of the $1\times s$ row of $W$.
\end{proof}
@^register tile@>

With 32 registers, $r=8$ and $s=2$ take 16 of them for sums, and $\frac18+\frac12$ of a load
for each multiply-add. A processor that loads at least one vector while it multiplies one is
then never short of data. The latency is hidden too: a sum is touched once in 16
instructions and needs four cycles.

What does not belong to the products? In vector instructions, a value of $\psi$ with its
slope, residual and stores takes about 24, an element of the way back 6, and Adam 18 a
weight. Per multiply-add the first two fall like $1/w$ and the third like $1/n$. The three
products take \num{network.share_products128} per cent of all instructions at width 128, and
\num{network.share_products64} at width~64: a bound on the share of its time that such a
program can spend on them.

@ The program is written for vectors as the compiler offers them. GCC and clang know
arithmetic on vector types for any length, and translate it into what the machine has. We
take its widest registers, and panels of two vectors.
@^vectorisation@>

@(network.c@>=
@<Headers of the network's implementation@>@;
@<Vectors of floats in the network@>@;
@<Shuffles of vectors in the network@>@;
@<Parts of the network's weights@>@;
@<Preconditioning of the network@>@;
@<Kernels of the network@>@;
@<Passes of the network@>@;
@<Evaluation of the network@>@;
@<Training of the network@>@;
@<Files of the network@>@;
@<The exact network@>@;

@ OpenMP and the headers of the vector instructions are used where they exist, and missed
nowhere.

@<Headers of the network's implementation@>=
#include <math.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#if defined _OPENMP
#include <omp.h>
#endif
#if defined __AVX__
#include <immintrin.h>
#endif
#include <cJSON.h>
#include "base.h"
#include "rng.h"
#include "network.h"

@ Where there are 32 registers a tile has eight rows, and four elsewhere. A |KERNEL| is
compiled into each of its callers, and so once for every combination of constant arguments.
The language has no minimum of two vectors, and a mask costs three instructions in its
place; where the instruction is known it is asked for by name.

@<Vectors of floats in the network@>=
#if defined __AVX512F__
enum {@+LANES=16, TILE=8@+};
#elif defined __AVX__
enum {@+LANES=8, TILE=4@+};
#else
enum {@+LANES=4, TILE=4@+};
#endif
__attribute__((vector_size(4*LANES), may_alias)) typedef float NetworkVec;
__attribute__((vector_size(4*LANES), may_alias)) typedef int32_t NetworkInts;
#define @=KERNEL static inline __attribute__((always_inline))@>
enum {@+PANEL=2*LANES@+};
@#
KERNEL NetworkVec load(const float *p)@+{@+return *(const NetworkVec *)p;@+}
KERNEL void store(float *p, NetworkVec v)@+{@+*(NetworkVec *)p = v;@+}
KERNEL NetworkVec all(float x)@+{@+return x-(NetworkVec){0};@+}
KERNEL NetworkVec choose(NetworkInts mask, NetworkVec a, NetworkVec b) /* |a| where the mask is set */
{@+return (NetworkVec)((mask&(NetworkInts)a)|(~mask&(NetworkInts)b));@+}
@#
#if defined __AVX512F__
#define LEAST(a, b) (NetworkVec)_mm512_min_ps((__m512)(a), (__m512)(b))
#define GREATEST(a, b) (NetworkVec)_mm512_max_ps((__m512)(a), (__m512)(b))
#elif defined __AVX__
#define LEAST(a, b) (NetworkVec)_mm256_min_ps((__m256)(a), (__m256)(b))
#define GREATEST(a, b) (NetworkVec)_mm256_max_ps((__m256)(a), (__m256)(b))
#else
#define LEAST(a, b) choose((a)<(b), a, b)
#define GREATEST(a, b) choose((a)>(b), a, b)
#endif

@ For $e^{-z}=2^t$ with $t=-z\log_2e$ split $t=n+f$ with a whole number $n$ and $\abs
f\le\frac12$. Adding $\frac32\cdot2^{23}$ rounds a float to a whole number and leaves it in
the last bits of the sum, from where a shift brings it into the exponent of $2^f$. On
$[-\frac12,\frac12]$ a polynomial of degree five, by Remez' algorithm,
has a relative error of $1.6\cdot10^{-7}$ at most, with coefficients that are floats. The
sum is bounded by $\pm87$ first: there $\psi$ is $z$ or, up to $10^{-35}$, zero, and $2^n$
still is an ordinary number.
@^exponential, vectorised@>

@<Vectors of floats in the network@>=
KERNEL NetworkVec silu(NetworkVec z, NetworkVec *slope)
{
  z = GREATEST(all(-87), z); /* in this order a NaN remains one */
  NetworkVec c = LEAST(all(87), z), n = c*-0x1.715476p0f+0x1.8p23f;
  NetworkVec f = c*-0x1.715476p0f-(n-0x1.8p23f), p = f*1.3276472e-3f+9.6755413e-3f;
  p = p*f+5.5507133e-2f;@+ p = p*f+2.4022120e-1f;@+ p = p*f+6.9314694e-1f;@+ p = p*f+1;
  NetworkVec e = (NetworkVec)((NetworkInts)p+((NetworkInts)n<<23)); /* $e^{-z}$ */
  NetworkVec s = 1/(1+e), h = z*s;
  *slope = s+(h-h*s); // \eqref{eq:network-silu}
  return h;
}

@ \begin{wrong}[An exponential without bounds]
  Without the bound the line still works for every $z$ that a test is likely to try. At
  $z<-88$ the exponential is infinite, or its exponent wraps; in C with \.{-ffast-math} the
  quotient $1/(1+e)$ becomes a product with an approximate reciprocal that a Newton step
  refines, $\infty\cdot0$ appears, and
  one unlucky row makes all weights NaN. \claim{network.extreme} Ours returns for $\psi(-1000)$
  a number of size \num{network.extreme_value}, and \num{network.extreme_slope} for the
  slope. At 801 places between $-8$ and 8 it errs by \num{network.silu_units} units in the
  last place at most.
\end{wrong}
@^NaN@>

@ Sines and cosines of the features: the argument is measured in quarter turns,
$x\cdot\frac2\pi=n+y$, with the constant in two pieces; Taylor's polynomials suffice for
$\abs y\le\frac12$. An odd $n$ exchanges the two, and bits of $n$ and $n+1$ are the signs.
The frequencies are padded to whole vectors, the features are not.

@<Kernels of the network@>=
static void features(float *u, const float *frequency, int F, float noise)
{
  for (int j=0; j<F; j+=LANES) {
    NetworkVec x = noise*load(frequency+j), n = x*0x1.45f306p-1f+0x1.8p23f, r = n-0x1.8p23f;
    NetworkVec y = x*0x1.45f306p-1f-r+x*0x1.b9391p-26f, q = y*y;
    NetworkVec s = y*(1.5707963268f+q*(-0.6459640975f+q*(0.0796926262f+q*(-0.0046817541f+q*0.0001604412f))));
    NetworkVec c = 1+q*(-1.2337005501f+q*(0.2536695079f+q*(-0.0208634807f+q*(0.0009192603f-q*0.0000252020f))));
    NetworkInts k = (NetworkInts)n, odd = -(k&1);
    NetworkVec cosine = (NetworkVec)((NetworkInts)choose(odd, s, c)^(((k+1)&2)<<30));
    NetworkVec sine = (NetworkVec)((NetworkInts)choose(odd, c, s)^((k&2)<<30));
    if (F-j>=LANES) memcpy(u+j, &cosine, sizeof cosine), memcpy(u+F+j, &sine, sizeof sine);
    else memcpy(u+j, &cosine, sizeof(float)*(size_t)(F-j)), memcpy(u+F+j, &sine, sizeof(float)*(size_t)(F-j));
  }
}

@*1 Where the weights live.
A matrix with $n$ rows, one an input, and $w$ columns is cut into \emph{panels} of two
vectors of columns, each stored row after row: the product reads a panel from its start to
its end, and nothing else. Columns are padded with zeros to whole panels. A zero column has the state $\psi(0)=0$ and
the adjoint zero, and so zero gradients for ever; padding needs no test anywhere.
@^panels@>

@<Parts of the network's weights@>=
typedef struct {
  char name[32];
  int rows, columns, upright; /* |upright|: rows are outputs, as in the plain order */
  size_t at, plain; /* offsets in panels, and in plain order */
} NetworkPart;
@#
struct Network {
  NetworkShape s;
  int wide, stride, parts; /* padded width; distance of rows of states */
  size_t size, plain; /* floats in panels, weights */
  NetworkPart *part;
  float *w, *turned, *frequency; /* |turned|: the transposed matrices of the blocks */
};
@#
static int padded(int columns)@+{@+return (columns+PANEL-1)/PANEL*PANEL;@+}
@#
static size_t place(const NetworkPart *q, int r, int c)
{@+return q->at+((size_t)(c/PANEL)*(size_t)q->rows+(size_t)r)*PANEL+(size_t)(c%PANEL);@+}
@#
static size_t plain_place(const NetworkPart *q, int r, int c)
{
  size_t R = (size_t)r, C = (size_t)c;
  return q->plain+(q->upright ? R*(size_t)q->columns+C : C*(size_t)q->rows+R);
}

@ The output matrix has its outputs as rows. With it the adjoint of the last state is a
product like all others, and the output is a set of dot products along rows, which is better
than a product if outputs are few.

@<Parts of the network's weights@>=
static void add_part(Network *n, const char *name, int rows, int columns, int upright)
{
  NetworkPart *q = &n->part[n->parts++];
  snprintf(q->name, sizeof q->name, "%s", name);
  q->rows = rows, q->columns = columns, q->upright = upright;
  q->at = n->size, q->plain = n->plain;
  n->size += (size_t)rows*(size_t)padded(columns), n->plain += (size_t)rows*(size_t)columns;
}

@ Names follow the formulas, with a number for each block. The names of the matrices, and of
nothing else, end in \.{weight}; the optimiser will need to know, since matrices decay and
biases do not. The order of the parts is the plain order.

@<Parts of the network's weights@>=
static void lay_out(Network *n)
{
  NetworkShape s = n->s;
  char name[32];
  add_part(n, "input.weight", s.inputs+s.conditions+2*s.features, s.width, 0);
  add_part(n, "input.bias", 1, s.width, 0);
  for (int l=0; l<s.blocks; l++) {
    snprintf(name, sizeof name, "block.%d.weight", l), add_part(n, name, s.width, s.width, 0);
    snprintf(name, sizeof name, "block.%d.bias", l), add_part(n, name, 1, s.width, 0);
  }
  if (s.gate) {
    add_part(n, "branch.weight", s.inputs+s.conditions, s.width, 0);
    add_part(n, "gate.weight", 2*s.features, s.width, 0);
    add_part(n, "gate.bias", 1, s.width, 0);
  }
  add_part(n, "output.weight", s.outputs, s.width, 1);
  add_part(n, "output.bias", 1, s.outputs, 0);
}

@ Parts are found by their place in the table. The two orders, in panels and plain, are
translated into each other entry by entry; that is slow, and done only when weights come or
go.

@<Parts of the network's weights@>=
static const NetworkPart *block_part(const Network *n, int l)@+{@+return n->part+2+2*l;@+}
static const NetworkPart *gate_part(const Network *n)@+{@+return n->part+2+2*n->s.blocks;@+}
static const NetworkPart *output_part(const Network *n)@+{@+return n->part+n->parts-2;@+}
static int is_matrix(const NetworkPart *q)@+{@+return strstr(q->name, "weight")!=NULL;@+}
static size_t turned_at(const Network *n, int l)
{@+return (size_t)l*(size_t)n->s.width*(size_t)n->wide;@+}
@#
static void to_plain(float *w, const Network *n, const float *from)
{
  for (const NetworkPart *q=n->part; q<n->part+n->parts; q++)
    for (int r=0; r<q->rows; r++)
      for (int c=0; c<q->columns; c++) w[plain_place(q, r, c)] = from[place(q, r, c)];
}
@#
static void from_plain(float *to, const Network *n, const float *w)
{
  for (const NetworkPart *q=n->part; q<n->part+n->parts; q++)
    for (int r=0; r<q->rows; r++)
      for (int c=0; c<q->columns; c++) to[place(q, r, c)] = w[plain_place(q, r, c)];
}

@ Back-propagation multiplies by the transposed matrix. Transposing it once a step costs
$1/n$ of a product, and then the kernel for it reads panels as well. A square of 16 numbers
a side is transposed in registers. Number vectors and lanes in binary: transposing exchanges
the number of the vector with that of the lane, and can do so one bit at a time,
in $\log_2$ of the lanes rounds of shuffles.
@^transposition@>

@<Shuffles of vectors in the network@>=
static const int32_t lane_numbers[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
KERNEL NetworkInts lower(int s) /* lane |l| takes lane |l&~s|, of the first vector, or of the second if |l&s| */
{
  NetworkInts lane;
  memcpy(&lane, lane_numbers, sizeof lane);
  return (lane&~s)+(lane&s)*(LANES/s);
}

@ For 16 lanes that is four rounds of 16 shuffles: one for every four numbers, and no memory
is touched between. The loops have constant bounds and are unrolled, so that the masks
become constants and the vectors registers.

@<Shuffles of vectors in the network@>=
KERNEL void transpose(float *to, const float *from) /* |LANES| by |LANES|, rows |PANEL| apart */
{
  NetworkVec v[LANES];
#pragma @=GCC unroll 16@>
  for (int i=0; i<LANES; i++) v[i] = load(from+i*PANEL);
#pragma @=GCC unroll 4@>
  for (int s=1; s<LANES; s *= 2) {
    NetworkInts low = lower(s);
#pragma @=GCC unroll 16@>
    for (int i=0; i<LANES; i++)
      if ((i&s)==0) {
        NetworkVec a = v[i], b = v[i+s];
        v[i] = SHUFFLE(a, b, low), v[i+s] = SHUFFLE(a, b, low|s);
      }
  }
#pragma @=GCC unroll 16@>
  for (int i=0; i<LANES; i++) store(to+i*PANEL, v[i]);
}

@ The same shuffles, with a sum in place of the exchange, turn 16 vectors into one whose
lanes are their sums, in a fixed order.

@<Shuffles of vectors in the network@>=
KERNEL NetworkVec sums(NetworkVec v[LANES]) /* lane |l| is the sum of the lanes of |v[l]|, which is lost */
{
#pragma @=GCC unroll 4@>
  for (int s=1; s<LANES; s *= 2) {
    NetworkInts low = lower(s);
#pragma @=GCC unroll 16@>
    for (int i=0; i<LANES; i+=2*s)
      v[i] = SHUFFLE(v[i], v[i+s], low)+SHUFFLE(v[i], v[i+s], low|s);
  }
  return v[0];
}

@ A shuffle with given lanes is a builtin of GCC; other compilers get a loop.

@<Vectors of floats in the network@>=
#if defined __GNUC__ && !defined __clang__
#define SHUFFLE(a, b, lanes) __builtin_shuffle(a, b, lanes)
#else
#define SHUFFLE(a, b, lanes) shuffled(a, b, lanes)
KERNEL NetworkVec shuffled(NetworkVec a, NetworkVec b, NetworkInts from)
{
  NetworkVec r;
  for (int l=0; l<LANES; l++) r[l] = from[l]<LANES ? a[from[l]] : b[from[l]-LANES];
  return r;
}
#endif

@ One square of panel width is transposed at a time, since the optimiser will want to do it
just after it has changed the square.

@<Parts of the network's weights@>=
static void turn_square(float *turned, const float *w, int width, int p, int q)
{ /* of panel |p|, rows |q*PANEL| on */
  const float *from = w+((size_t)p*(size_t)width+(size_t)q*PANEL)*PANEL;
  float *to = turned+((size_t)q*(size_t)width+(size_t)p*PANEL)*PANEL;
  int rows = width-q*PANEL, columns = width-p*PANEL;
  if (rows>=PANEL && columns>=PANEL) {
    for (int c=0; c<PANEL; c+=LANES)
      for (int r=0; r<PANEL; r+=LANES) transpose(to+c*PANEL+r, from+r*PANEL+c);
    return;
  }
  for (int c=0; c<columns && c<PANEL; c++)
    for (int r=0; r<rows && r<PANEL; r++) to[c*PANEL+r] = from[r*PANEL+c];
}
@#
static void refresh(Network *n) /* all transposed matrices */
{
  int panels = n->wide/PANEL;
  for (int l=0; l<n->s.blocks; l++)
    for (int p=0; p<panels; p++)
      for (int q=0; q<panels; q++)
        turn_square(n->turned+turned_at(n, l), n->w+block_part(n, l)->at, n->s.width, p, q);
}

@ A network without values is made in one place, where its shape is examined. The
frequencies are $\omega_j=\omega_0(\omega_1/\omega_0)^{j/(F-1)}$.

@<Parts of the network's weights@>=
static Network *blank_network(NetworkShape s)
{
  base_require(s.inputs>=1 && s.conditions>=0 && s.outputs>=1 && s.width>=1 && s.blocks>=0 && s.features>=0@|
    && (s.features==0 || (s.low>0 && s.high>=s.low)), "network: impossible shape");
  Network *n = base_new(1, sizeof *n);
  n->s = s, n->wide = padded(s.width), n->stride = n->wide;
  n->part = base_new((size_t)(7+2*s.blocks), sizeof *n->part);
  lay_out(n);
  n->w = base_new(n->size, sizeof(float));
  n->turned = base_new(turned_at(n, s.blocks)+1, sizeof(float));
  n->frequency = base_new((size_t)padded(s.features)+1, sizeof(float));
  for (int j=0; j<s.features; j++)
    n->frequency[j] = (float)(s.features==1 ? s.low : s.low*pow(s.high/s.low, j/(s.features-1.0)));
  return n;
}
@#
void network_free(Network *n)
{
  if (n==NULL) return;
  free(n->part), free(n->w), free(n->turned), free(n->frequency), free(n);
}

@ Whoever changes the weights also renews the transposed matrices; no function of the
interface leaves them stale.

@<Parts of the network's weights@>=
Network *network_copy(const Network *net)
{
  Network *n = blank_network(net->s);
  memcpy(n->w, net->w, n->size*sizeof(float));
  refresh(n);
  return n;
}
@#
NetworkShape network_shape(const Network *net)@+{@+return net->s;@+}
size_t network_size(const Network *net)@+{@+return net->plain;@+}
void network_get(float *w, const Network *net)@+{@+to_plain(w, net, net->w);@+}
void network_set(Network *net, const float *w)@+{@+from_plain(net->w, net, w);@+refresh(net);@+}

@ How large should the first weights be? If the entries of $a$ have mean square~1 and the
weights are independent with mean zero and variance $1/n_{\mathrm{in}}$, then $\EE
z_o^2=\sum_i\EE W_{oi}^2\,\EE a_i^2=1$: the variance $1/n_{\mathrm{in}}$ keeps sums of order
one through a linear map. The input was preconditioned to have it; the first state has the
mean square $\EE\psi(Z)^2=\num{network.silu_square}$, and every residual block raises that
moderately, which for a few blocks is of no concern. The biases are zero, the gate is open
($G=0$, $g=1$), and the output is zero: training starts at the best linear denoiser.
@^initial weights@>

@<Parts of the network's weights@>=
Network *network_new(NetworkShape shape, uint64_t seed)
{
  Network *n = blank_network(shape);
  float *w = base_new(n->plain, sizeof *w);
  for (int i=0; i<n->parts; i++) {
    const NetworkPart *q = n->part+i;
    size_t count = (size_t)q->rows*(size_t)q->columns;
    if (strcmp(q->name, "gate.bias")==0)
      for (size_t j=0; j<count; j++) w[q->plain+j] = 1;
    if (!is_matrix(q) || q->upright || strcmp(q->name, "gate.weight")==0) continue;
    rng_normal_float(w+q->plain, count, seed, (uint64_t)i, 0);
    for (size_t j=0; j<count; j++) w[q->plain+j] *= (float)(1/sqrt(q->rows));
  }
  network_set(n, w);
  free(w);
  return n;
}

@*1 The kernels.
Four loops do the work of \eqref{eq:network} and its adjoint. All have the tile of
Lemma~\ref{th:network-tile} in the middle; they differ in what a tile starts from and what
happens to it at the end, while it is still in registers. Nothing that can be finished there
goes to memory first.
@^fusion of loops@>

@<Kernels of the network@>=
KERNEL void tile_product(NetworkVec sum[TILE][2], const float *a, ptrdiff_t stride, const float *w, int K)
{
  for (int k=0; k<K; k++) {
    NetworkVec w0 = load(w+(size_t)k*PANEL), w1 = load(w+(size_t)k*PANEL+LANES);
#pragma @=GCC unroll 8@>
    for (int i=0; i<TILE; i++) {
      const float x = a[i*stride+k];
      sum[i][0] += x*w0, sum[i][1] += x*w1;
    }
  }
}

@ The first loop is $h=a'+\psi(aW+b)$. The sums start from the bias; the exponential, the
residual $a'$ and the slope for the way back are the end. Evaluation without gradients has
no use for slopes; each of the four cases becomes a loop of its own.

@<Kernels of the network@>=
KERNEL void layer(float *h, float *slope, const float *a, ptrdiff_t a_stride, int K,@|
  const float *w, const float *bias, const float *old, int rows, int wide, ptrdiff_t stride)
{
  for (int c=0; c<wide; c+=PANEL, w+=(size_t)K*PANEL)
    for (int r=0; r<rows; r+=TILE) {
      NetworkVec sum[TILE][2], b0 = load(bias+c), b1 = load(bias+c+LANES);
#pragma @=GCC unroll 8@>
      for (int i=0; i<TILE; i++) sum[i][0] = b0, sum[i][1] = b1;
      tile_product(sum, a+r*a_stride, a_stride, w, K);
#pragma @=GCC unroll 8@>
      for (int i=0; i<TILE; i++)
        for (int j=0; j<2; j++) {
          ptrdiff_t where = (r+i)*stride+c+j*LANES;
          NetworkVec s, y = silu(sum[i][j], &s);
          if (old!=NULL) y += load(old+where);
          store(h+where, y);
          if (slope!=NULL) store(slope+where, s);
        }
    }
}
@#
static void first_forward(float *h, float *slope, const float *a, ptrdiff_t a_stride, int K,@|
  const float *w, const float *bias, int rows, int wide, ptrdiff_t stride)
{
  if (slope!=NULL) layer(h, slope, a, a_stride, K, w, bias, NULL, rows, wide, stride);
  else layer(h, NULL, a, a_stride, K, w, bias, NULL, rows, wide, stride);
}
@#
static void block_forward(float *h, float *slope, const float *old, int K,@|
  const float *w, const float *bias, int rows, int wide, ptrdiff_t stride)
{
  if (slope!=NULL) layer(h, slope, old, stride, K, w, bias, old, rows, wide, stride);
  else layer(h, NULL, old, stride, K, w, bias, old, rows, wide, stride);
}

@ The second loop goes back through a block, and finishes for the block before it: with
$\bar z$ of this layer, $g\mathrel{+}=W^T\bar z$ completes the adjoint of the state; times
the slope of the layer below it is the $\bar z$ there, whose sum over the rows is the
gradient of the bias. From the output there is nothing to add to yet.

@<Kernels of the network@>=
KERNEL void layer_back(float *g, float *dz, float *dbias, const float *a, ptrdiff_t a_stride, int K,@|
  const float *w, const float *slope, int add, int rows, int wide, ptrdiff_t stride)
{
  for (int c=0; c<wide; c+=PANEL, w+=(size_t)K*PANEL)
    for (int r=0; r<rows; r+=TILE) {
      NetworkVec sum[TILE][2];
#pragma @=GCC unroll 8@>
      for (int i=0; i<TILE; i++) sum[i][0] = sum[i][1] = all(0);
      tile_product(sum, a+r*a_stride, a_stride, w, K);
      for (int j=0; j<2; j++) {
        NetworkVec total = dbias!=NULL ? load(dbias+c+j*LANES) : all(0);
#pragma @=GCC unroll 8@>
        for (int i=0; i<TILE; i++) {
          ptrdiff_t where = (r+i)*stride+c+j*LANES;
          NetworkVec y = sum[i][j];
          if (add) y += load(g+where);
          store(g+where, y);
          y *= load(slope+where), total += y;
          store(dz+where, y);
        }
        if (dbias!=NULL) store(dbias+c+j*LANES, total);
      }
    }
}
@#
static void output_back(float *g, float *dz, float *dbias, const float *a, ptrdiff_t a_stride,@|
  int K, const float *w, const float *slope, int rows, int wide, ptrdiff_t stride)
{
  if (dbias!=NULL) layer_back(g, dz, dbias, a, a_stride, K, w, slope, 0, rows, wide, stride);
  else layer_back(g, dz, NULL, a, a_stride, K, w, slope, 0, rows, wide, stride);
}
@#
static void block_back(float *g, float *dz, float *dbias, const float *a,@|
  int K, const float *w, const float *slope, int rows, int wide, ptrdiff_t stride)
{
  if (dbias!=NULL) layer_back(g, dz, dbias, a, stride, K, w, slope, 1, rows, wide, stride);
  else layer_back(g, dz, NULL, a, stride, K, w, slope, 1, rows, wide, stride);
}

@ The third loop is the gradient of a matrix, $\bar W\mathrel{+}=a^T\bar z$ summed over the
rows of a chunk: the inner index is now the row, $a$ gives eight neighbouring numbers, $\bar
z$ two vectors. If a gradient is |fresh|, its first sum starts from zero and no time is
spent on clearing it.

@<Kernels of the network@>=
KERNEL void outer_tile(float *g, const float *a, ptrdiff_t a_stride, const float *d,@|
  ptrdiff_t stride, int rows, int n, int fresh)
{
  NetworkVec sum[TILE][2];
#pragma @=GCC unroll 8@>
  for (int i=0; i<n; i++) {
    sum[i][0] = sum[i][1] = all(0);
    if (!fresh) sum[i][0] = load(g+i*PANEL), sum[i][1] = load(g+i*PANEL+LANES);
  }
  for (int b=0; b<rows; b++) {
    NetworkVec d0 = load(d+b*stride), d1 = load(d+b*stride+LANES);
#pragma @=GCC unroll 8@>
    for (int i=0; i<n; i++) {
      const float x = a[b*a_stride+i];
      sum[i][0] += x*d0, sum[i][1] += x*d1;
    }
  }
#pragma @=GCC unroll 8@>
  for (int i=0; i<n; i++) store(g+i*PANEL, sum[i][0]), store(g+i*PANEL+LANES, sum[i][1]);
}

@ The number of rows of a matrix need not be a multiple of eight: what is left is done in
tiles of four, two and one.

@<Kernels of the network@>=
static void outer(float *g, const float *a, ptrdiff_t a_stride, const float *d, ptrdiff_t stride,@|
  int rows, int K, int wide, int fresh)
{
  for (int c=0; c<wide; c+=PANEL, g+=(size_t)K*PANEL) {
    int k = 0;
    for (; k+TILE<=K; k+=TILE)
      outer_tile(g+k*PANEL, a+k, a_stride, d+c, stride, rows, TILE, fresh);
    if (TILE>4 && k+4<=K)
      outer_tile(g+k*PANEL, a+k, a_stride, d+c, stride, rows, 4, fresh), k += 4;
    if (k+2<=K) outer_tile(g+k*PANEL, a+k, a_stride, d+c, stride, rows, 2, fresh), k += 2;
    if (k<K) outer_tile(g+k*PANEL, a+k, a_stride, d+c, stride, rows, 1, fresh);
  }
}

@ The fourth loop is the output: dot products of rows of states with rows of weights, 16 at
a time, since that many sums of lanes cost little more than one.

@<Kernels of the network@>=
static void dots(float *y, int m, const float *a, ptrdiff_t stride, const float *w, int w_rows,@|
  const float *bias, int rows, int wide)
{ /* $y_{bo}=\mathrm{bias}_o+\sum_ka_{bk}w_{ok}$; |y| is padded to whole vectors */
  for (int q=0; q<rows*m; q+=LANES) {
    NetworkVec v[LANES];
    for (int i=0; i<LANES; i++) {
      const float *x = a+(q+i)/m*stride, *z = w+(q+i)%m*PANEL;
      NetworkVec s0 = all(0), s1 = s0;
      for (int k=0; k<wide; k+=PANEL, z+=(size_t)w_rows*PANEL)
        s0 += load(x+k)*load(z), s1 += load(x+k+LANES)*load(z+LANES);
      v[i] = s0+s1;
    }
    store(y+q, sums(v));
  }
  if (bias!=NULL)
    for (int b=0; b<rows; b++)
      for (int o=0; o<m; o++) y[b*m+o] += bias[o];
}

@ Two helpers complete the set: the plain affine map of the gated branch, and the same with
a slope for tangents, $t'=t+\psi'\circ(tW)$. As before, each use becomes a loop of its own.

@<Kernels of the network@>=
KERNEL void affine(float *y, const float *a, ptrdiff_t a_stride, int K, const float *w,@|
  const float *bias, const float *slope, int rows, int wide, ptrdiff_t stride)
{
  for (int c=0; c<wide; c+=PANEL, w+=(size_t)K*PANEL)
    for (int r=0; r<rows; r+=TILE) {
      NetworkVec sum[TILE][2];
#pragma @=GCC unroll 8@>
      for (int i=0; i<TILE; i++)
        for (int j=0; j<2; j++) sum[i][j] = bias==NULL ? all(0) : load(bias+c+j*LANES);
      tile_product(sum, a+r*a_stride, a_stride, w, K);
#pragma @=GCC unroll 8@>
      for (int i=0; i<TILE; i++)
        for (int j=0; j<2; j++) {
          ptrdiff_t where = (r+i)*stride+c+j*LANES;
          if (slope!=NULL) sum[i][j] = load(a+where)+load(slope+where)*sum[i][j];
          store(y+where, sum[i][j]);
        }
    }
}
@#
static void linear(float *y, const float *a, ptrdiff_t a_stride, int K,@|
  const float *w, const float *bias, int rows, int wide, ptrdiff_t stride)
{
  if (bias==NULL) affine(y, a, a_stride, K, w, NULL, NULL, rows, wide, stride);
  else affine(y, a, a_stride, K, w, bias, NULL, rows, wide, stride);
}
@#
static void tangent(float *y, const float *t, int K, const float *w, const float *slope,@|
  int rows, int wide, ptrdiff_t stride)
{
  affine(y, t, stride, K, w, NULL, slope, rows, wide, stride);
}

@*1 A pass over a chunk.
A \emph{pass} holds the arrays for a chunk of 64 rows, allocated once. For a gradient it
keeps the states and slopes of all layers, for values only the last two states.
@^chunks@>

@<Passes of the network@>=
enum {@+CHUNK=64@+};
typedef struct {
  int K, layers, keep; /* inputs of the first layer; states kept; whether slopes are */
  float *u, *h, *slope, *g, *dz[2], *P, *Q, *F, *dF, *D, *dD, *T, *memory; /* |CHUNK| rows each */
} NetworkPass;
@#
static NetworkPass *pass_new(const Network *n, int keep, int jacobian)
{
  NetworkPass *p = base_new(1, sizeof *p);
  int d = n->s.inputs, m = n->s.outputs>d ? n->s.outputs : d;
  p->K = n->part[0].rows, p->keep = keep, p->layers = keep ? n->s.blocks+1 : 2;
  size_t state = CHUNK*(size_t)n->stride, in = CHUNK*(size_t)padded(p->K), out = CHUNK*(size_t)padded(m);
  size_t L = (size_t)p->layers, back = keep!=0, gate = n->s.gate!=0, T = jacobian ? (size_t)d : 0;
  float *f = p->memory = base_new(state*(L+back*(L+3)+2*gate)+in+out*(4+T), sizeof *f);
  p->h = f, f += L*state;
  p->slope = f, f += back*L*state, p->g = f, f += back*state;
  p->dz[0] = f, f += back*state, p->dz[1] = f, f += back*state;
  p->P = f, f += gate*state, p->Q = f, f += gate*state;
  p->u = f, f += in, p->F = f, f += out, p->dF = f, f += out, p->D = f, f += out, p->dD = f, f += out, p->T = f;
  return p;
}
@#
static void pass_free(NetworkPass *p)@+{@+free(p->memory), free(p);@+}

@ A coefficient is found by its strides: zero along the rows if all have one noise level,
zero along the columns if all coordinates have one coefficient, and both if it is missing.

@<Passes of the network@>=
typedef struct {@+const float *c;@+size_t row, column;@+} NetworkCoefficient;
static const float nothing = 0, unity = 1;
@#
static NetworkCoefficient pick(const float *c, const NetworkBatch *b, const float *absent)
{
  size_t each = b->each>1 ? (size_t)b->each : 1;
  if (c==NULL) return (NetworkCoefficient){absent, 0, 0};
  return (NetworkCoefficient){c, b->same ? 0 : each, each>1};
}
@#
KERNEL float at(NetworkCoefficient c, size_t row, int i)
{@+return c.c[row*c.row+(size_t)i*c.column];@+}
@#
static float coefficient(const float *c, const NetworkBatch *b, size_t row, int i, int absent)
{@+return at(pick(c, b, absent ? &unity : &nothing), row, i);@+}
@#
KERNEL void turn(float *y, const float *x, const float *basis, int d, int back) /* $y=Bx$, or $B^Tx$ */
{
  if (basis==NULL) {
    for (int i=0; i<d; i++) y[i] = x[i];
    return;
  }
  for (int i=0; i<d; i++) {
    y[i] = 0;
    for (int j=0; j<d; j++) y[i] += basis[back ? j*d+i : i*d+j]*x[j];
  }
}

@ The rows go in, in the basis and scaled; if the chunk is not full its last tile is filled
up with zeros.

@<Passes of the network@>=
static void read_inputs(NetworkPass *p, const Network *n,@| const NetworkBatch *b, size_t first, int rows, int folded)
{
  int d = n->s.inputs, k = n->s.conditions;
  NetworkCoefficient in = pick(b->in, b, &unity);
  for (int r=0; r<rows; r++) {
    float *u = p->u+r*p->K;
    size_t row = first+(size_t)r;
    turn(u, b->x+row*(size_t)d, b->basis, d, 0);
    for (int i=0; i<d; i++) u[i] *= at(in, row, i);
    for (int i=0; i<k; i++) u[d+i] = b->condition[row*(size_t)k+(size_t)i];
    if (n->s.features>0 && !folded)
      features(u+d+k, n->frequency, n->s.features, b->noise[b->same ? 0 : row]);
  }
  for (int r=rows; r%TILE!=0; r++) memset(p->u+r*p->K, 0, (size_t)p->K*sizeof(float));
}

@ And the answers come out by \eqref{eq:network-denoiser}.

@<Passes of the network@>=
static void write_outputs(float *D, NetworkPass *p, const Network *n,@| const NetworkBatch *b, size_t first, int rows)
{
  int m = n->s.outputs, d = n->s.inputs;
  NetworkCoefficient out = pick(b->out, b, &unity), skip = pick(b->skip, b, &nothing);
  float y[d+1], v[m];
  for (int r=0; r<rows; r++) {
    size_t row = first+(size_t)r;
    if (b->basis==NULL) {
      for (int i=0; i<m; i++) D[r*m+i] = at(out, row, i)*p->F[r*m+i];
      for (int i=0; i<m && b->skip!=NULL; i++) D[r*m+i] += at(skip, row, i)*b->x[row*(size_t)d+(size_t)i];
      continue;
    }
    for (int i=0; i<m; i++) v[i] = at(out, row, i)*p->F[r*m+i];
    if (b->skip!=NULL) {
      turn(y, b->x+row*(size_t)d, b->basis, d, 0);
      for (int i=0; i<m; i++) v[i] += at(skip, row, i)*y[i];
    }
    turn(D+r*m, v, b->basis, m, 1);
  }
}

@ Sampling asks for thousands of rows at one noise level. Their features are all the same,
so the sums over them are constants, which are \emph{folded} once into the bias of the first
layer and into the gate. What is left of the first layer has $d+k$ inputs in place of
$d+k+2F$.
@^folding of features@>

@<Evaluation of the network@>=
static float *folded(const Network *n, const NetworkBatch *b) /* bias, then gate; |NULL| without one level */
{
  int F = 2*n->s.features, used = n->s.inputs+n->s.conditions, wide = n->wide;
  if (!b->same) return NULL;
  float *bias = base_new(2*(size_t)wide+(size_t)F, sizeof *bias), *u = bias+2*wide;
  const NetworkPart *q = n->part, *g = gate_part(n);
  memcpy(bias, n->w+q[1].at, (size_t)wide*sizeof *bias);
  if (n->s.gate) memcpy(bias+wide, n->w+g[2].at, (size_t)wide*sizeof *bias);
  if (F>0) features(u, n->frequency, F/2, b->noise[0]);
  for (int c=0; c<n->s.width; c++)
    for (int j=0; j<F; j++) {
      bias[c] += u[j]*n->w[place(q, used+j, c)];
      if (n->s.gate) bias[wide+c] += u[j]*n->w[place(g+1, j, c)];
    }
  return bias;
}

@ Forward through \eqref{eq:network}, a layer at a time for the whole chunk.

@<Passes of the network@>=
static void forward(NetworkPass *p, const Network *n, int rows, const float *bias, const float *gate)
{
  int tiles = (rows+TILE-1)/TILE*TILE, wide = n->wide, folded = bias!=NULL;
  int used = n->s.inputs+n->s.conditions;
  size_t state = CHUNK*(size_t)n->stride;
  const NetworkPart *q = n->part, *o = output_part(n);
  float *h = p->h;
  if (!folded) bias = n->w+n->part[1].at;
  @<Run the first layer of the network, without the features if they are folded@>@;
  for (int l=0; l<n->s.blocks; l++) {
    float *next = p->keep ? h+state : p->h+(h==p->h ? state : 0);
    q = block_part(n, l);
    block_forward(next, p->keep ? p->slope+state*(size_t)(l+1) : NULL, h, n->s.width,@| n->w+q->at, n->w+q[1].at, tiles, wide, n->stride);
    h = next;
  }
  if (n->s.gate) @<Add the gated branch of the network to |h|@>@;
  dots(p->F, n->s.outputs, h, n->stride, n->w+o->at, o->rows, n->w+o[1].at, rows, wide);
}

@ The features' rows come last in a panel, so a product that leaves them out just stops
early. The panels are then further apart than it thinks, and it is called for one at a time.

@<Run the first layer of the network, without the features if they are folded@>=
for (int c=0; c<wide; c+=PANEL)
  first_forward(h+c, p->keep ? p->slope+c : NULL, p->u, p->K, folded ? used : p->K,@|
    n->w+q->at+(size_t)c*(size_t)p->K, bias+c, tiles, PANEL, n->stride);

@ The gated branch is two products and a multiplication. Its memory is as large as a state,
and it is passed over once more; being optional, it is not fused.

@<Add the gated branch of the network to |h|@>=
{
  q = gate_part(n);
  linear(p->P, p->u, p->K, used, n->w+q->at, NULL, tiles, wide, n->stride);
  if (!folded)
    linear(p->Q, p->u+used, p->K, p->K-used, n->w+q[1].at, n->w+q[2].at, tiles, wide, n->stride);
  for (int r=0; r<tiles; r++)
    for (ptrdiff_t c=0, where=r*n->stride; c<wide; c++, where++) {
      if (folded) p->Q[where] = gate[c];
      h[where] += p->P[where]*p->Q[where];
    }
}

@ The way back begins with the adjoint of $F$, which is $c_{\mathrm{out}}\circ B\bar D$.

@<Passes of the network@>=
static void read_gradient(NetworkPass *p, const Network *n,@|
  const NetworkBatch *b, size_t first, int rows, const float *dD, float scale)
{
  int m = n->s.outputs;
  NetworkCoefficient out = pick(b->out, b, &unity);
  for (int r=0; r<rows; r++) {
    float *dF = p->dF+r*m;
    turn(dF, dD+(size_t)r*(size_t)m, b->basis, m, 0);
    for (int i=0; i<m; i++) dF[i] *= scale*at(out, first+(size_t)r, i);
  }
  for (int r=rows; r%TILE!=0; r++) memset(p->dF+r*m, 0, (size_t)m*sizeof(float));
}

@ Then Lemma~\ref{th:network-pairs}, from the last layer to the first. The gradient |G| has
the layout of the weights, and may be |NULL| if only the adjoint of the input is wanted; for
that the function returns the adjoint of the first layer's sums.

@<Passes of the network@>=
static float *backward(NetworkPass *p, const Network *n, int rows, float *G, int fresh)
{
  int tiles = (rows+TILE-1)/TILE*TILE, L = n->s.blocks, wide = n->wide, m = n->s.outputs;
  size_t state = CHUNK*(size_t)n->stride;
  const NetworkPart *o = output_part(n), *q;
  float *h = p->h+state*(size_t)L, *dz = p->dz[0], *other = p->dz[1];
#define BIAS(l) (G==NULL ? NULL : G+n->part[2*(l)+1].at)
  output_back(p->g, dz, BIAS(L), p->dF, m, m, n->w+o->at, p->slope+state*(size_t)L, tiles, wide, n->stride);
  if (G!=NULL) @<Gather the gradient of the network's output weights@>@;
  if (n->s.gate) @<Go back through the gated branch of the network@>@;
  for (int l=L-1; l>=0; l--) {
    float *t = dz;
    h -= state, q = block_part(n, l);
    if (G!=NULL) outer(G+q->at, h, n->stride, dz, n->stride, rows, n->s.width, wide, fresh);
    block_back(p->g, other, BIAS(l), dz, n->s.width, n->turned+turned_at(n, l),@|
      p->slope+state*(size_t)l, tiles, wide, n->stride);
    dz = other, other = t;
  }
  if (G!=NULL) outer(G+n->part[0].at, p->u, p->K, dz, n->stride, rows, p->K, wide, fresh);
  return dz;
}

@ The gradient of the output matrix is a product like the others, with the few outputs as
its rows.

@<Gather the gradient of the network's output weights@>=
{
  for (int i=0; i<m; i++) {
    float sum = 0;
    for (int r=0; r<rows; r++) sum += p->dF[r*m+i];
    G[o[1].at+(size_t)i] += sum;
  }
  outer(G+o->at, p->dF, m, h, n->stride, rows, m, wide, fresh);
}

@ By Lemma~\ref{th:network-pairs} $\bar P=g\circ Q$ and $\bar Q=g\circ P$, where $g$ is the
adjoint of the last state, branch included. Both replace the operands, which nobody needs
any more; the first one's old value is kept for a moment.

@<Go back through the gated branch of the network@>=
{
  int used = n->s.inputs+n->s.conditions;
  q = gate_part(n);
  for (int i=0; i<tiles*n->stride; i++) {
    float P = p->P[i];
    p->P[i] = p->g[i]*p->Q[i], p->Q[i] = p->g[i]*P; /* the adjoints, in their places */
  }
  if (G!=NULL) {
    outer(G+q->at, p->u, p->K, p->P, n->stride, rows, used, wide, fresh);
    outer(G+q[1].at, p->u+used, p->K, p->Q, n->stride, rows, p->K-used, wide, fresh);
    for (int r=0; r<rows; r++)
      for (int c=0; c<wide; c++) G[q[2].at+(size_t)c] += p->Q[r*n->stride+c];
  }
}

@*1 Values and derivatives by the input.
All evaluations are one loop over chunks, which are given to threads as they become free:
nothing is summed over chunks, so their order does not matter.

@<Evaluation of the network@>=
typedef enum {@+VALUE, JACOBIAN, DIVERGENCE, PULLBACK@+} NetworkTask;
@#
@<Derivatives of the network by its input@>@;
static void run(NetworkTask task, float *D, float *J, const Network *n,@|
  size_t rows, const NetworkBatch *b, const float *dD)
{
  check_batch(n, b);
  float *bias = folded(n, b);
  long chunks = (long)((rows+CHUNK-1)/CHUNK);
#pragma @=omp parallel if (chunks>1)@>
  {
    NetworkPass *p = pass_new(n, task!=VALUE, task==JACOBIAN || task==DIVERGENCE);
#pragma @=omp for schedule(dynamic,1)@>
    for (long chunk=0; chunk<chunks; chunk++) {
      @<Evaluate the network at the rows of a chunk@>@;
    }
    pass_free(p);
  }
  free(bias);
}

@ The coefficients are applied last, and derivatives are taken from the pass, where the
slopes of the chunk still are.

@<Evaluate the network at the rows of a chunk@>=
size_t first = (size_t)chunk*CHUNK;
int some = (int)(rows-first<CHUNK ? rows-first : CHUNK);
read_inputs(p, n, b, first, some, bias!=NULL);
forward(p, n, some, bias, bias!=NULL ? bias+n->wide : NULL);
if (D!=NULL) write_outputs(D+first*(size_t)n->s.outputs, p, n, b, first, some);
if (task==PULLBACK) pull_back(J, p, n, b, first, some, dD);
else if (task!=VALUE) tangents(J, p, n, b, first, some, task);

@ The four functions of the interface say which task it is.

@<Evaluation of the network@>=
void network_evaluate(float *D, const Network *net, size_t n,@| const NetworkBatch *batch)
{@+run(VALUE, D, NULL, net, n, batch, NULL);@+}
@#
void network_jacobian(float *D, float *J, const Network *net, size_t n,@| const NetworkBatch *batch)
{@+run(JACOBIAN, D, J, net, n, batch, NULL);@+}
@#
void network_divergence(float *D, float *div, const Network *net, size_t n,@| const NetworkBatch *batch)
{
  base_require(net->s.inputs==net->s.outputs, "network_divergence: as many outputs as inputs");
  run(DIVERGENCE, D, div, net, n, batch, NULL);
}
@#
void network_pullback(float *dx, const Network *net, size_t n,@|
  const NetworkBatch *batch, const float *dD)
{@+run(PULLBACK, NULL, dx, net, n, batch, dD);@+}

@ A batch that lacks what the shape asks for is a mistake of the caller, and is found before
any thread starts.

@<Passes of the network@>=
static void check_batch(const Network *n, const NetworkBatch *b)
{
  base_require(b->x!=NULL && (n->s.conditions==0 || b->condition!=NULL)@|
    && (n->s.features==0 || b->noise!=NULL), "network: the batch lacks an array that the shape asks for");
  base_require(n->s.inputs==n->s.outputs || (b->skip==NULL && b->basis==NULL && b->each<=1),@|
    "network: c_skip, a basis and coefficients by coordinate need as many outputs as inputs");
  base_require(b->each<=1 || b->each==n->s.inputs,@|
    "network: coefficients have 1 or %d columns, not %d", n->s.inputs, b->each);
}

@ A Jacobian of few inputs is best taken from the front. In the chain rule $J_N\cdots
J_1e_i$ read from the right, a \emph{tangent} $t=\partial h/\partial u_i$ runs through the
network like a state: $t\mapsto t+\psi'\circ(Wt)$. That is an evaluation without
exponentials for each input; and the divergence, the trace, costs no more. Probability-flow samplers need it for exact
likelihoods.
@^forward mode@>
@^divergence@>

@<Derivatives of the network by its input@>=
static void tangents(float *J, NetworkPass *p, const Network *n,@|
  const NetworkBatch *b, size_t first, int rows, NetworkTask task)
{
  int tiles = (rows+TILE-1)/TILE*TILE, d = n->s.inputs, m = n->s.outputs, wide = n->wide;
  size_t state = CHUNK*(size_t)n->stride, one = CHUNK*(size_t)padded(m>d ? m : d);
  const NetworkPart *o = output_part(n);
  for (int i=0; i<d; i++) { /* $\partial F/\partial u_i$, |rows| by |m|, to |p->T+i*one| */
    float *t = p->g, *s = p->dz[0], *spare;
    @<Start the tangent of input |i| of the network@>@;
    for (int l=0; l<n->s.blocks; l++) {
      tangent(s, t, n->s.width, n->w+block_part(n, l)->at, p->slope+state*(size_t)(l+1), tiles, wide, n->stride);
      spare = t, t = s, s = spare;
    }
    if (n->s.gate) @<Add the tangent of the network's gated branch@>@;
    dots(p->T+(size_t)i*one, m, t, n->stride, n->w+o->at, o->rows, NULL, rows, wide);
  }
  if (task==DIVERGENCE) @<Take the trace of the network's Jacobian@>@;
  else @<Put the network's Jacobian together@>@;
}

@ The first tangent is the slope times a row of weights: the derivative of the first layer's
sums by one input is that row, the same for all points.

@<Start the tangent of input |i| of the network@>=
for (int c=0; c<wide; c+=PANEL) {
  const float *w = n->w+place(n->part, i, c);
  for (int r=0; r<tiles; r++)
    for (int l=0; l<PANEL; l++) t[r*n->stride+c+l] = p->slope[r*n->stride+c+l]*w[l];
}

@ The branch $q=P\circ Q$ depends on the input through $P$ alone, $Q$ being a function of
the noise level.

@<Add the tangent of the network's gated branch@>=
for (int c=0; c<wide; c+=PANEL) {
  const float *w = n->w+place(gate_part(n), i, c);
  for (int r=0; r<tiles; r++)
    for (int l=0; l<PANEL; l++) t[r*n->stride+c+l] += p->Q[r*n->stride+c+l]*w[l];
}

@ With the coefficients, $\partial D/\partial
x=B^T\bigl(\mathrm{diag}(c_{\mathrm{skip}})+\mathrm{diag}(c_{\mathrm{out}})\,\frac{\partial
F}{\partial u}\,\mathrm{diag}(c_{\mathrm{in}})\bigr)B$. A trace does not see the basis.

@<Take the trace of the network's Jacobian@>=
for (int r=0; r<rows; r++) {
  size_t row = first+(size_t)r;
  double trace = 0;
  for (int i=0; i<d; i++)
    trace += (double)coefficient(b->skip, b, row, i, 0)@|
      +(double)(coefficient(b->out, b, row, i, 1)*coefficient(b->in, b, row, i, 1)*p->T[(size_t)i*one+(size_t)(r*m+i)]);
  J[row] = (float)trace;
}

@ @<Put the network's Jacobian together@>=
for (int r=0; r<rows; r++) {
  size_t row = first+(size_t)r;
  float *out = J+row*(size_t)m*(size_t)d, v[m], y[m];
  for (int j=0; j<d; j++) { /* the column of $x_j$ */
    for (int k=0; k<m; k++) v[k] = 0;
    for (int i=0; i<d; i++) {
      float B = b->basis!=NULL ? b->basis[i*d+j] : (float)(i==j);
      for (int k=0; k<m; k++)
        v[k] += coefficient(b->out, b, row, k, 1)*coefficient(b->in, b, row, i, 1)*B*p->T[(size_t)i*one+(size_t)(r*m+k)];
      if (b->skip!=NULL) v[i] += coefficient(b->skip, b, row, i, 0)*B;
    }
    turn(y, v, b->basis, m, 1);
    for (int k=0; k<m; k++) out[k*d+j] = y[k];
  }
}

@ For many inputs, or if one direction $\bar D$ is all that is wanted, as in guidance, one
goes from the back: the transposed Jacobian times $\bar D$ for the price of a gradient
without weights.
@^guidance@>

@<Derivatives of the network by its input@>=
static void pull_back(float *dx, NetworkPass *p, const Network *n,@|
  const NetworkBatch *b, size_t first, int rows, const float *dD)
{
  int d = n->s.inputs, m = n->s.outputs;
  const NetworkPart *q = n->part, *g = gate_part(n);
  float y[d], v[d];
  read_gradient(p, n, b, first, rows, dD+first*(size_t)m, 1);
  float *dz = backward(p, n, rows, NULL, 0), *du = p->D, *dv = p->dD;
  dots(du, d, dz, n->stride, n->w+q->at, q->rows, NULL, rows, n->wide);
  if (n->s.gate) dots(dv, d, p->P, n->stride, n->w+g->at, g->rows, NULL, rows, n->wide);
  for (int r=0; r<rows; r++) {
    size_t row = first+(size_t)r;
    if (b->skip!=NULL) turn(y, dD+row*(size_t)m, b->basis, d, 0);
    for (int i=0; i<d; i++) {
      v[i] = coefficient(b->in, b, row, i, 1)*(du[r*d+i]+(n->s.gate ? dv[r*d+i] : 0));
      if (b->skip!=NULL) v[i] += coefficient(b->skip, b, row, i, 0)*y[i];
    }
    turn(dx+row*(size_t)d, v, b->basis, d, 1);
  }
}

@ The gradient by the weights, outside of training, is taken on one thread: it is there for
tests and experiments.

@<Training of the network@>=
void network_gradient(float *dw, const Network *net, size_t n,@|
  const NetworkBatch *batch, const float *dD)
{
  NetworkPass *p = pass_new(net, 1, 0);
  float *G = base_new(net->size, sizeof *G);
  check_batch(net, batch);
  for (size_t first=0; first<n; first+=CHUNK) {
    int rows = (int)(n-first<CHUNK ? n-first : CHUNK);
    read_inputs(p, net, batch, first, rows, 0);
    forward(p, net, rows, NULL, NULL);
    read_gradient(p, net, batch, first, rows, dD+first*(size_t)net->s.outputs, 1);
    backward(p, net, rows, G, 0);
  }
  to_plain(dw, net, G);
  free(G), pass_free(p);
}

@*1 Adam.
Let $g_t$ be the gradient of the loss of the $t$-th batch. \emph{Adam} \citep{kingma2015}
keeps moving averages of $g$ and $g\circ g$,
\begin{equation}\label{eq:network-adam}
  \begin{gathered}
  m_t=m_{t-1}+(1-\beta_1)(g_t-m_{t-1}),\qquad v_t=v_{t-1}+(1-\beta_2)(g_t^2-v_{t-1}),\\
\theta_t=(1-\eta_t\lambda)\,\theta_{t-1}-\eta_t\,\frac{m_t/(1-\beta_1^t)}{\sqrt{v_t/(1-\beta_2^t)}+\varepsilon},
  \end{gathered}
\end{equation}
starting from zero, and moves each weight by about $\eta_t$ in the direction against which
its gradient has been pointing. $\lambda$ is the \emph{weight decay}.
@^Adam@>

\begin{lemma}[Bias correction]\label{th:network-bias}
  If the $g_t$ have the mean $\mu$ and the mean square $q$, the same for all~$t$, then $\EE
  m_t=(1-\beta_1^t)\mu$ and $\EE v_t=(1-\beta_2^t)q$.
\end{lemma}
\begin{proof}
  $m_t=(1-\beta_1)\sum_{i\le t}\beta_1^{t-i}g_i$, by induction, and
  $(1-\beta_1)\sum_{j<t}\beta_1^j=1-\beta_1^t$. Likewise for $v$.
\end{proof}

\noindent So if all gradients are equal and not zero, every step of \eqref{eq:network-adam}
with $\lambda=\varepsilon=0$ has the length $\eta_t$ exactly, the first too. Without the two corrections it is
$(1-\beta_1^t)/\sqrt{1-\beta_2^t}$ times as long, which with the usual constants is
\num{network.adam_first} at first and \num{network.adam_peak} at its worst, in step
\num{network.adam_worst} (\fig{network/adam}).
@^bias correction@>

\showfig{network/adam}{The length of Adam's steps under a constant gradient, in units of the
learning rate: with bias correction (dots, measured on the bias of a network), and without
(line). Uncorrected, hundreds of steps are too long.}

\begin{wrong}[Weight decay is no penalty under Adam]
  Decay is often added to the gradient: $g_t+\lambda\theta$. Under Adam this is not the
  same: the sum is divided by $\sqrt v$, and a weight whose gradients are large decays less.
  \citet{loshchilov2019} take it outside, as in \eqref{eq:network-adam}, where each weight
  shrinks by the factor $1-\eta\lambda$ whatever its gradients. \claim{network.decay} For
  weights with gradients that are noise of sizes 1 and 100, after \num{network.decay_steps}
  steps with $\eta\lambda=\num{network.decay_rate}$ the decoupled factor is
  \num{network.decay_outside} for both; the coupled ones are \num{network.decay_small} and
  \num{network.decay_large}.
\end{wrong}
@^weight decay@>

The rate rises linearly for some steps, while $v$ is still noise, and then falls along a
cosine \citep{loshchilov2017}. The $t$-th step has
\begin{equation}\label{eq:network-cosine}
  \eta_t=\eta\,\frac t{T_0}\quad(t\le T_0),\qquad
  \eta_t=\frac\eta2\Bigl(1+\cos\pi\frac{t-1-T_0}{T-T_0}\Bigr)\quad(T_0<t\le T).
\end{equation}
Near a minimum, stochastic gradients keep the weights in motion, with a variance in
proportion to the rate; the fall to zero brings them to rest. Averaging the weights
\citep{polyak1992} does much the same without waiting; ours is a \emph{moving average},
\begin{equation}\label{eq:network-average}
  \tilde\theta_t=\tilde\theta_{t-1}+(1-\gamma_t)(\theta_t-\tilde\theta_{t-1}),\qquad\gamma_t=\min\Bigl(\gamma,\frac
  t{t+9}\Bigr).
\end{equation}
The second bound lets the average forget its first values: early on it is taken over about
the last tenth of the steps.
@^learning rate@>
@^moving average of weights@>

\showfig{network/learning}{Learning curves: mean relative error of the score for the weights
themselves (thin) and their moving average (thick), with a constant rate and with
\eqref{eq:network-cosine}. What averaging gains at once, the cosine has gained at its end.}

\claim{network.average} In \fig{network/learning} the constant rate has reached
\num{network.end_constant} at the end, its average \num{network.end_constant_average}; the
cosine \num{network.end_cosine}, and its average \num{network.end_cosine_average}.

@ The two formulas of the schedule. The recipe's other numbers are those that almost
everybody uses.

@<Training of the network@>=
NetworkRecipe network_recipe(double rate, long warmup, long steps)
{@+return (NetworkRecipe){rate, 0, 0.9, 0.999, 1e-8, 0.999, 0, warmup, steps};@+}
@#
double network_rate(const NetworkRecipe *r, long step) // \eqref{eq:network-cosine}
{
  static const double pi = 3.14159265358979323846;
  if (step<r->warmup) return r->rate*(double)(step+1)/(double)r->warmup;
  if (step>=r->steps) return 0;
  return 0.5*r->rate*(1+cos(pi*(double)(step-r->warmup)/(double)(r->steps-r->warmup)));
}

@*1 Two threads, one result.
Floating-point sums depend on their order, so threads must not decide it. The batch is cut
into \emph{slots}: their number, a power of two up to eight with at least 128 rows each,
depends on the batch alone. A slot runs through its chunks in order and has a gradient of
its own. Any thread may do any slot; then the gradients are added, slot by slot.
@^threads@>
@^reproducible results@>

The weights are cut as well, into \emph{units} of about a thousand, for the sum over slots,
the norm, and the descent; the units of a block are squares, to be transposed when they have
changed. All this memory belongs to the trainer, and a step allocates nothing.

@<Training of the network@>=
enum {@+SLOTS=8, UNIT=1024@+};
typedef struct {
  size_t start, length;
  int block, p, q, decay; /* of panel |p|, square |q| of a block; |block==-1|: of no block */
} NetworkUnit;
struct NetworkTrainer {
  Network *net, *average;
  NetworkRecipe recipe;
  int rows, slots, chunks, threads, units;
  long step;
  double loss, norm;
  float *m, *v, *gradient; /* moments; |slots| gradients */
  NetworkUnit *unit;
  NetworkPass **pass; /* one a thread */
  double *part_loss, *part_norm; /* by chunk, by unit */
};

@ A block's matrix is cut along its panels into squares, the last of which may be short. All
other parts are runs of the array, and whether they cross from one panel to the next does
not matter.

@<Training of the network@>=
static void cut_part(NetworkTrainer *t, int i)
{
  const NetworkPart *q = t->net->part+i;
  int decay = is_matrix(q), width = t->net->s.width, rows = q->rows;
  size_t length = (size_t)rows*(size_t)padded(q->columns);
  if (strncmp(q->name, "block", 5)!=0 || !decay)
    for (size_t k=0; k<length; k+=UNIT)
      t->unit[t->units++] = (NetworkUnit){q->at+k, length-k<UNIT ? length-k : UNIT, -1, 0, 0, decay};
  else for (int c=0; c<t->net->wide/PANEL; c++)
    for (int r=0; r<rows; r+=PANEL)
      t->unit[t->units++] = (NetworkUnit){q->at+((size_t)c*(size_t)width+(size_t)r)*PANEL,@|
        (size_t)(rows-r<PANEL ? rows-r : PANEL)*PANEL, (i-2)/2, c, r/PANEL, decay};
}

@ The trainer makes room for everything once: two networks, two moments, a gradient for each
slot, and a pass for each thread. More threads than slots would have nothing to do. What is
allocated together is freed together.

@<Training of the network@>=
NetworkTrainer *network_trainer_new(const Network *start, NetworkRecipe recipe, int rows)
{
  NetworkTrainer *t = base_new(1, sizeof *t);
  base_require(rows>=1, "network_trainer_new: a batch of %d rows", rows);
  t->net = network_copy(start), t->average = network_copy(start), t->recipe = recipe, t->rows = rows;
  t->chunks = (rows+CHUNK-1)/CHUNK, t->threads = 1;
  for (t->slots=1; 2*t->slots<=SLOTS && 2*t->slots*128<=rows; t->slots *= 2) continue;
  size_t size = t->net->size, most = size/UNIT+size/(PANEL*PANEL)+2*(size_t)t->net->parts;@/
  most += (size_t)(t->net->s.blocks*(t->net->wide/PANEL)); /* the last square of a panel may be short */
  t->m = base_new(size, sizeof(float)), t->v = base_new(size, sizeof(float));
  t->gradient = base_new((size_t)t->slots*size, sizeof(float)), t->unit = base_new(most, sizeof *t->unit);
  for (int i=0; i<t->net->parts; i++) cut_part(t, i);
  t->part_loss = base_reals((size_t)t->chunks), t->part_norm = base_reals((size_t)t->units);
#if defined _OPENMP
  t->threads = omp_get_max_threads()<t->slots ? omp_get_max_threads() : t->slots;
#endif
  t->pass = base_new((size_t)t->threads, sizeof *t->pass);
  for (int i=0; i<t->threads; i++) t->pass[i] = pass_new(t->net, 1, 0);
  return t;
}
@#
void network_trainer_free(NetworkTrainer *t)
{
  if (t==NULL) return;
  for (int i=0; i<t->threads; i++) pass_free(t->pass[i]);
  network_free(t->net), network_free(t->average), free(t->m), free(t->v), free(t->gradient);
  free(t->unit), free(t->pass), free(t->part_loss), free(t->part_norm), free(t);
}

@ A slot: the caller fills the rows while they are about to be used, sees the answers while
they are in cache, and the gradient goes back at once. The first chunk overwrites the slot's
old gradient; only biases, which are always added to, are cleared.

@<Training of the network@>=
static void train_slot(NetworkTrainer *t, NetworkPass *p, int slot, const NetworkBatch *b,@|
  NetworkFill fill, NetworkLoss loss, void *data)
{
  const Network *n = t->net;
  float *G = t->gradient+(size_t)slot*n->size;
  int begin = slot*t->chunks/t->slots, end = (slot+1)*t->chunks/t->slots;
  for (const NetworkPart *q=n->part; q<n->part+n->parts; q++)
    if (!is_matrix(q)) memset(G+q->at, 0, (size_t)padded(q->columns)*sizeof *G);
  for (int c=begin; c<end; c++) {
    int first = c*CHUNK, rows = t->rows-first<CHUNK ? t->rows-first : CHUNK;
    if (fill!=NULL) fill(data, t->step, first, rows);
    read_inputs(p, n, b, (size_t)first, rows, 0);
    forward(p, n, rows, NULL, NULL);
    write_outputs(p->D, p, n, b, (size_t)first, rows);
    t->part_loss[c] = loss(p->dD, p->D, data, t->step, first, rows);
    read_gradient(p, n, b, (size_t)first, rows, p->dD, 1/(float)t->rows);
    backward(p, n, rows, G, c==begin);
  }
}

@ A unit: first the sum over slots, with its sum of squares.

@<Training of the network@>=
static double gather(NetworkTrainer *t, const NetworkUnit *u)
{
  float *g = t->gradient+u->start, part[PANEL] = {0};
  double sum = 0;
  for (int s=1; s<t->slots; s++) {
    const float *other = g+(size_t)s*t->net->size;
#pragma @=omp simd@>
    for (size_t i=0; i<u->length; i++) g[i] += other[i];
  }
  for (size_t i=0; i<u->length; i+=PANEL)
    for (size_t l=0; l<PANEL; l++) part[l] += g[i+l]*g[i+l];
  for (int l=0; l<PANEL; l++) sum += (double)part[l];
  return sum;
}

@ Then, when the norm is known and finite, the descent \eqref{eq:network-adam} and the
average \eqref{eq:network-average}, in one run over the four arrays. Biases do not decay.

@<Training of the network@>=
typedef struct {@+float rate, keep, beta1, beta2, second, epsilon, average, scale;@+} NetworkAdam;
@#
static void descend(NetworkTrainer *t, const NetworkUnit *u, const NetworkAdam *a)
{
  float *restrict w = t->net->w+u->start, *restrict e = t->average->w+u->start;
  float *restrict m = t->m+u->start, *restrict v = t->v+u->start;
  const float *restrict g = t->gradient+u->start, keep = u->decay ? a->keep : 1;
#pragma @=omp simd@>
  for (size_t i=0; i<u->length; i++) {
    float G = a->scale*g[i];
    m[i] += (1-a->beta1)*(G-m[i]);
    v[i] += (1-a->beta2)*(G*G-v[i]);
    w[i] = keep*w[i]-a->rate*m[i]/(sqrtf(a->second*v[i])+a->epsilon);
    e[i] += a->average*(w[i]-e[i]);
  }
  if (u->block>=0)
    turn_square(t->net->turned+turned_at(t->net, u->block),@|
      t->net->w+block_part(t->net, u->block)->at, t->net->s.width, u->p, u->q);
}

@ What is the same for all weights is computed once a step, in double precision: the powers
of $\beta_2=0.999$ differ from~1 by so little at first that floats would lose half of the
digits of $1-\beta_2^t$.
@^cancellation@>

@<Training of the network@>=
static NetworkAdam adam_now(const NetworkTrainer *t, double norm)
{
  const NetworkRecipe *r = &t->recipe;
  double k = (double)t->step+1, rate = network_rate(r, t->step), scale = r->clip>0 && norm>r->clip ? r->clip/norm : 1;
  return (NetworkAdam){(float)(rate/(1-pow(r->beta1, k))), (float)(1-rate*r->decay), (float)r->beta1, (float)r->beta2,@|
    (float)(1/(1-pow(r->beta2, k))), (float)r->epsilon, (float)(1-fmin(r->average, k/(k+9))), (float)scale};
}

@ A step of a small network is over almost before a thread that sleeps can be woken. So the
threads run side by side through all the steps of a call, and meet three times in each. Who
waits looks at a counter some thousand times, and then offers the processor to others.
@^barrier@>

@<Training of the network@>=
typedef struct {@+long arrived, tickets;@+} NetworkMeeting;
@#
static void meet(NetworkMeeting *m, long *round, int threads)
{
  if (threads==1) return;
  long target = ++*round*threads;
  __atomic_add_fetch(&m->arrived, 1, __ATOMIC_ACQ_REL);
  for (long spin=0; __atomic_load_n(&m->arrived, __ATOMIC_ACQUIRE)<target; spin++)
    if (spin>5000) sched_yield();
}

@ The parallel region spans all the steps of a call. Each thread has its share of the units
for good, so that their moments stay in its cache, and draws slots as they come.

@<Training of the network@>=
long network_train(NetworkTrainer *t, long steps, const NetworkBatch *batch,@| NetworkFill fill, NetworkLoss loss, void *data)
{
  long done = 0;
  double total = 0;
  NetworkMeeting meeting = {0, 0};
  check_batch(t->net, batch);
#pragma @=omp parallel num_threads(t->threads)@>
  {
    int me = 0, threads = 1;
    long round = 0;
#if defined _OPENMP
    me = omp_get_thread_num(), threads = omp_get_num_threads();
#endif
    int from = (int)((long)t->units*me/threads), to = (int)((long)t->units*(me+1)/threads);
    for (long k=0; k<steps; k++) {
      @<Make one step of the network's training, together with the other threads@>@;
    }
  }
  t->loss = done>0 ? total/(double)done : NAN;
  return done;
}

@ Slots are drawn like tickets: each step has as many as slots, and one blank for each
thread. Every thread adds up the norms and losses for itself, in the same order, so all come
to the same result. If it is not finite they all leave, and the weights are as they were.
@^NaN@>

@<Make one step of the network's training, together with the other threads@>=
long base = k*(t->slots+threads), ticket;
while ((ticket = __atomic_fetch_add(&meeting.tickets, 1, __ATOMIC_RELAXED)-base)<t->slots)
  train_slot(t, t->pass[me], (int)ticket, batch, fill, loss, data);
meet(&meeting, &round, threads);
for (int i=from; i<to; i++) t->part_norm[i] = gather(t, t->unit+i);
meet(&meeting, &round, threads);
double norm = 0, sum = 0;
for (int i=0; i<t->units; i++) norm += t->part_norm[i];
for (int i=0; i<t->chunks; i++) sum += t->part_loss[i];
norm = sqrt(norm);
if (!isfinite(norm) || !isfinite(sum)) break;
NetworkAdam adam = adam_now(t, norm);
for (int i=from; i<to; i++) descend(t, t->unit+i, &adam);
meet(&meeting, &round, threads);
if (me==0) total += sum/t->rows, done = k+1, t->norm = norm, t->step++;
meet(&meeting, &round, threads);

@ What a caller may want to see; and the end of a training that has gone wrong. The state
that is saved is the last good one, since a bad step changes nothing.

@<Training of the network@>=
double network_trainer_loss(const NetworkTrainer *t)@+{@+return t->loss;@+}
double network_trainer_norm(const NetworkTrainer *t)@+{@+return t->norm;@+}
long network_trainer_step(const NetworkTrainer *t)@+{@+return t->step;@+}
const Network *network_trainer_network(const NetworkTrainer *t)@+{@+return t->net;@+}
const Network *network_trainer_average(NetworkTrainer *t)@+{@+refresh(t->average);@+return t->average;@+}
@#
_Noreturn void network_trainer_stop(const NetworkTrainer *t, const char *path)
{
  network_trainer_save(t, path);
  base_fail("step %ld at the rate %g gave a loss or gradient that is not finite; the last good state is in %s",@|
    t->step, network_rate(&t->recipe, t->step), path);
}

@*1 Files.
Weights are kept as \emph{safetensors}: eight bytes with the length of a header, little end
first; a header in JSON that gives for each tensor its type, shape and place; then the
numbers. Most tools of machine learning read it, and unlike the formats that preceded it, it
holds no program. The folder for such files is \.{generated/weights}.
@^safetensors@>

A file comes from somewhere else and is not to be trusted. Every length is compared with the
size of the file before it is used; names, types, shapes and places must be those that the
shape of the network implies; and together, without overlap, the tensors must fill the file.
The reason for a refusal is a sentence about the file.
@^untrusted input@>

@<Files of the network@>=
typedef struct {
  unsigned char *bytes;
  size_t size, data, claimed; /* of the file; where the tensors begin; what they took so far */
  cJSON *header;
  double (*taken)[2]; /* where they stand */
  int count;
  const char *why;
} NetworkFile;

@ The whole file is read at once. Eight bytes of header length can claim $10^{19}$ bytes; so
the claim is compared before it is used.

@<Files of the network@>=
static void open_file(NetworkFile *f, const char *path)
{
  FILE *in = fopen(path, "rb");
  long size = -1;
  uint64_t length = 0;
  *f = (NetworkFile){0};
  if (in==NULL) {@+f->why = "cannot be opened";@+return;@+}
  int readable = getc(in)!=EOF || !ferror(in); /* a folder can be opened, but not read */
  if (readable && fseek(in, 0, SEEK_END)==0 && (size = ftell(in))>=0 && fseek(in, 0, SEEK_SET)==0) {
    f->size = (size_t)size, f->bytes = base_new(f->size+1, 1);
    if (fread(f->bytes, 1, f->size, in)!=f->size) size = -1;
  }
  fclose(in);
  @<Read the header of the network's file, if its length is possible@>@;
}
@#
static void close_file(NetworkFile *f)@+{@+cJSON_Delete(f->header), free(f->bytes), free(f->taken);@+}

@ @<Read the header of the network's file, if its length is possible@>=
for (int i=7; i>=0 && f->size>=8; i--) length = length<<8|f->bytes[i];
if (size<0) f->why = "cannot be read";
else if (f->size<8) f->why = "is shorter than its first eight bytes";
else if (length>f->size-8) f->why = "ends inside its header";
else {
  f->data = 8+(size_t)length;
  f->header = cJSON_ParseWithLength((const char *)f->bytes+8, (size_t)length);
  if (!cJSON_IsObject(f->header)) f->why = "has a header that is not JSON";
  else f->taken = base_new((size_t)cJSON_GetArraySize(f->header), sizeof *f->taken);
}

@ A number in JSON may be anything. Those that count bytes must be whole and not negative,
and below the size of any file.

@<Files of the network@>=
static int whole(const cJSON *array, int i, double *value)
{
  const cJSON *j = cJSON_GetArrayItem(array, i);
  if (!cJSON_IsNumber(j) || !(j->valuedouble>=0) || j->valuedouble>9e15) return 0;
  *value = j->valuedouble;
  return *value==floor(*value);
}

@ For a tensor that the network needs, one question after the other is asked of the file,
until one is answered wrongly. The functions of cJSON accept |NULL| and say no, so a missing
entry is the same as a wrong one.

@<Files of the network@>=
static const unsigned char *tensor(NetworkFile *f, const char *name, double rows, double columns)
{ /* its bytes, or |NULL| and the reason; |rows==0| for a vector */
  const cJSON *t = cJSON_GetObjectItemCaseSensitive(f->header, name), *type, *shape, *place;
  double begin = 0, end = 0, r = 0, c = 0;
  int vector = rows==0;
  type = cJSON_GetObjectItemCaseSensitive(t, "dtype"), shape = cJSON_GetObjectItemCaseSensitive(t, "shape");
  place = cJSON_GetObjectItemCaseSensitive(t, "data_offsets");
  if (f->why!=NULL) return NULL;
  if (!cJSON_IsObject(t)) f->why = "lacks a tensor of the network";
  else if (!cJSON_IsString(type) || strcmp(type->valuestring, "F32")!=0) f->why = "has a tensor that is not of floats";
  else if (cJSON_GetArraySize(shape)!=2-vector || (!vector && !(whole(shape, 0, &r) && r==rows))@|
    || !whole(shape, 1-vector, &c) || c!=columns) f->why = "has a tensor of another shape";
  else if (cJSON_GetArraySize(place)!=2 || !whole(place, 0, &begin) || !whole(place, 1, &end)@|
    || end-begin!=4*columns*(vector ? 1 : rows)) f->why = "has a tensor whose place does not fit its shape";
  else if (end>(double)(f->size-f->data)) f->why = "ends inside a tensor";
  for (int i=0; f->why==NULL && i<f->count; i++)
    if (begin<f->taken[i][1] && f->taken[i][0]<end) f->why = "has tensors that overlap";
  if (f->why!=NULL) return NULL;
  f->taken[f->count][0] = begin, f->taken[f->count++][1] = end, f->claimed += (size_t)(end-begin);
  return f->bytes+f->data+(size_t)begin;
}

@ Bytes are put together by hand, so that the machine's order does not matter.
@^byte order@>

@<Files of the network@>=
static void tensor_shape(const NetworkPart *q, int *rows, int *columns) /* in plain order; 0 rows: a vector */
{
  *rows = !is_matrix(q) ? 0 : q->upright ? q->rows : q->columns;
  *columns = is_matrix(q) && !q->upright ? q->rows : q->columns;
}
@#
static void read_weights(float *w, const Network *n, NetworkFile *f, const char *prefix)
{
  for (const NetworkPart *q=n->part; q<n->part+n->parts && f->why==NULL; q++) {
    char name[64];
    int rows, columns;
    tensor_shape(q, &rows, &columns);
    snprintf(name, sizeof name, "%s%s", prefix, q->name);
    const unsigned char *b = tensor(f, name, rows, columns);
    for (size_t i=0; b!=NULL && i<(size_t)q->rows*(size_t)q->columns; i++, b+=4) {
      uint32_t bits = (uint32_t)b[0]|(uint32_t)b[1]<<8|(uint32_t)b[2]<<16|(uint32_t)b[3]<<24;
      memcpy(w+q->plain+i, &bits, 4);
      if (!isfinite(w[q->plain+i])) f->why = "has a weight that is not finite";
    }
  }
}

@ The shape stands in the header's metadata, which by the rules of the format are strings.

@<Files of the network@>=
enum {@+FIELDS=7@+};
static const char *const field_name[FIELDS] =@| {"inputs", "conditions", "outputs", "width", "blocks", "features", "gate"};
static int *field(NetworkShape *s, int i)
{
  int *all[FIELDS] = {&s->inputs, &s->conditions, &s->outputs, &s->width, &s->blocks, &s->features, &s->gate};
  return all[i];
}
@#
static double meta(NetworkFile *f, const char *name)
{
  const cJSON *m = cJSON_GetObjectItemCaseSensitive(f->header, "__metadata__");
  const cJSON *j = cJSON_GetObjectItemCaseSensitive(m, name);
  char *rest = NULL;
  double x = cJSON_IsString(j) ? strtod(j->valuestring, &rest) : 0;
  if (f->why==NULL && (rest==NULL || rest==j->valuestring || *rest!='\0' || !isfinite(x)))
    f->why = "does not tell the shape of a network";
  return f->why==NULL ? x : 0;
}

@ Before memory is asked for, the shape is compared with the size of the file: a forged
width of a million would want terabytes.

@<Files of the network@>=
static NetworkShape read_shape(NetworkFile *f)
{
  NetworkShape s = {0};
  for (int i=0; i<FIELDS; i++) {
    double x = meta(f, field_name[i]);
    if (f->why==NULL && (x<0 || x>1e6 || x!=floor(x))) f->why = "tells an impossible shape";
    if (f->why==NULL) *field(&s, i) = (int)x;
  }
  s.low = meta(f, "low"), s.high = meta(f, "high");
  if (f->why==NULL && (s.inputs<1 || s.outputs<1 || s.width<1@| || (s.features>0 && !(s.low>0 && s.high>=s.low))))
    f->why = "tells an impossible shape";
  double w = s.width, least = w*w*s.blocks+w*(s.inputs+s.conditions+2.0*s.features+s.outputs);
  if (f->why==NULL && 4*least>(double)f->size) f->why = "ends inside a tensor";
  return s;
}

@ A network is built to the shape, and filled if everything fits. If there is more in the
file than it needs, the file is somebody else's, perhaps a trainer's, and is refused as
well.

@<Files of the network@>=
Network *network_load(const char *path, const char **why)
{
  NetworkFile f;
  Network *n = NULL;
  open_file(&f, path);
  NetworkShape s = read_shape(&f);
  if (f.why==NULL) {
    n = blank_network(s);
    float *w = base_new(n->plain, sizeof *w);
    read_weights(w, n, &f, "");
    if (f.why==NULL && f.claimed!=f.size-f.data) f.why = "holds more than a network";
    if (f.why==NULL) network_set(n, w);
    free(w);
  }
  if (f.why!=NULL) network_free(n), n = NULL;
  close_file(&f);
  if (f.why!=NULL && why==NULL) base_fail("%s %s", path, f.why);
  if (why!=NULL) *why = f.why;
  return n;
}

@ To write, the header is built of the same parts, and begins with the metadata.

@<Files of the network@>=
static void add_meta(cJSON *header, const char *name, double x)
{
  char text[40];
  snprintf(text, sizeof text, "%.17g", x);
  cJSON_AddStringToObject(cJSON_GetObjectItemCaseSensitive(header, "__metadata__"), name, text);
}
@#
static cJSON *new_header(const Network *n)
{
  cJSON *header = cJSON_CreateObject();
  NetworkShape s = n->s;
  cJSON_AddObjectToObject(header, "__metadata__");
  for (int i=0; i<FIELDS; i++) add_meta(header, field_name[i], *field(&s, i));
  add_meta(header, "low", s.low), add_meta(header, "high", s.high);
  return header;
}

@ Each part of a set of weights is described under its name, with a prefix for the set, and
claims the next bytes.

@<Files of the network@>=
static void describe(cJSON *header, const Network *n, const char *prefix, size_t *offset)
{
  for (const NetworkPart *q=n->part; q<n->part+n->parts; q++) {
    char name[64];
    int size[2];
    double ends[2] = {(double)*offset, (double)(*offset += 4*(size_t)q->rows*(size_t)q->columns)};
    tensor_shape(q, &size[0], &size[1]);
    snprintf(name, sizeof name, "%s%s", prefix, q->name);
    cJSON *t = cJSON_AddObjectToObject(header, name);
    cJSON_AddStringToObject(t, "dtype", "F32");
    cJSON_AddItemToObject(t, "shape", is_matrix(q) ? cJSON_CreateIntArray(size, 2) : cJSON_CreateIntArray(size+1, 1));
    cJSON_AddItemToObject(t, "data_offsets", cJSON_CreateDoubleArray(ends, 2));
  }
}

@ The file is put in its place as soon as it is whole: a checkpoint
is wanted most when the program does not come to its end.
@^checkpoint@>

@<Files of the network@>=
static void write_file(const char *path, const Network *n, cJSON *header,@| int sets, const float *const *set)
{
  char *text = cJSON_PrintUnformatted(header);
  size_t length = strlen(text), padding = (8-length%8)%8;
  float *w = base_new(n->plain, sizeof *w);
  FILE *out = base_open(path);
  for (int i=0; i<8; i++) putc((int)((length+padding)>>(8*i)&255), out);
  fputs(text, out);
  for (size_t i=0; i<padding; i++) putc(' ', out);
  for (int k=0; k<sets; k++) {
    to_plain(w, n, set[k]);
    for (size_t i=0; i<n->plain; i++) {
      uint32_t bits;
      memcpy(&bits, w+i, 4);
      for (int j=0; j<4; j++) putc((int)(bits>>(8*j)&255), out);
    }
  }
  base_close(out, path), base_keep(path);
  free(w), cJSON_free(text), cJSON_Delete(header);
}

@ To save a network is to write one set. A trainer is four sets of weights and a number.

@<Files of the network@>=
void network_save(const Network *net, const char *path)
{
  cJSON *header = new_header(net);
  size_t offset = 0;
  const float *set[1] = {net->w};
  describe(header, net, "", &offset);
  write_file(path, net, header, 1, set);
}
@#
static const char *const prefixes[4] = {"", "average.", "adam.m.", "adam.v."};
@#
void network_trainer_save(const NetworkTrainer *t, const char *path)
{
  cJSON *header = new_header(t->net);
  size_t offset = 0;
  const float *set[4] = {t->net->w, t->average->w, t->m, t->v};
  add_meta(header, "step", (double)t->step);
  for (int k=0; k<4; k++) describe(header, t->net, prefixes[k], &offset);
  write_file(path, t->net, header, 4, set);
}

@ To load one, all is read into memory of its own first, so that a file that turns out to be
bad at its end has changed nothing.

@<Files of the network@>=
const char *network_trainer_load(NetworkTrainer *t, const char *path)
{
  NetworkFile f;
  float *w = base_new(4*t->net->plain, sizeof *w), *to[4] = {t->net->w, t->average->w, t->m, t->v};
  open_file(&f, path);
  NetworkShape s = read_shape(&f), mine = t->net->s;
  double step = meta(&f, "step");
  @<Refuse the state of another network, or of an impossible step@>@;
  for (int k=0; k<4; k++) read_weights(w+(size_t)k*t->net->plain, t->net, &f, prefixes[k]);
  if (f.why==NULL && f.claimed!=f.size-f.data) f.why = "holds more than the state of a training";
  if (f.why==NULL) {
    for (int k=0; k<4; k++) from_plain(to[k], t->net, w+(size_t)k*t->net->plain);
    refresh(t->net), t->step = (long)step;
  }
  free(w), close_file(&f);
  return f.why;
}

@ @<Refuse the state of another network, or of an impossible step@>=
for (int i=0; i<FIELDS; i++)
  if (f.why==NULL && *field(&s, i)!=*field(&mine, i)) f.why = "belongs to a network of another shape";
if (f.why==NULL && (s.low!=mine.low || s.high!=mine.high)) f.why = "belongs to a network of another shape";
if (f.why==NULL && (step<0 || step>9e15 || step!=floor(step))) f.why = "tells an impossible step";

@*1 The program.
It trains on the line, where truth is cheap, five networks that differ in the question they
are asked, and one more with a constant rate.

@(network_main.c@>=
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "cli.h"
#include "heat.h"
#include "network.h"
#include "plot.h"
#include "results.h"
#include "rng.h"
#include "stats.h"
@#
@<Sizes of the experiments on the network@>@;
@<Questions for the network to learn@>@;
@<Errors of the learnt score@>@;
@<Pictures of what the network has learnt@>@;
@<Experiments on the network@>@;
@#
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "network", NULL, 0);
  steps = cli_quick() ? 400 : 4000;
  for (int k=0; k<3; k++) variance += weight[k]*(centre[k]*centre[k]+spread[k]);
  for (int i=0; i<LEVELS; i++) level[i] = sigma_low*pow(sigma_high/sigma_low, i/(LEVELS-1.0));
  tell_silu(), draw_check(), draw_precondition(), count_cost(), draw_adam(), tell_decay();
  train_all();
  return results_end();
}

@ The data have three components of variance $0.02$, all of which is known blur, and the
mean zero, as the theorems want. The levels at which errors are measured are in geometric
progression.

@<Sizes of the experiments on the network@>=
enum {@+BATCH=512, LEVELS=9, POINTS=2000, MARKS=20@+};
enum {@+FULL, EDM, CLEAN, NOISE, PLAIN, KINDS@+}; /* the questions */
static const double weight[3] = {.5, .3, .2}, centre[3] = {-1.2, .4, 2.4}, spread[3] = {.02, .02, .02};
static const HeatMixture law = {3, 1, weight, centre, spread};
static const double blur = .02, sigma_low = .02, sigma_high = 20;
static double variance, level[LEVELS];
static long steps;

@ A \emph{question} is a batch with its coefficients and its weights in the loss, which for
all are $1/c_{\mathrm{out}}^2$ of \eqref{eq:network-blur}, so that only the question
differs. The plain question gives the noise level as a condition.

@<Questions for the network to learn@>=
typedef struct {
  int kind;
  float x0[BATCH], x[BATCH], sigma[BATCH], noise[BATCH], in[BATCH], skip[BATCH], out[BATCH], weight[BATCH];
} Question;
@#
static void coefficients(Question *q, int first, int n)
{
  float full[BATCH], *s = q->sigma+first, *out = q->out+first;
  double known = q->kind==EDM ? 0 : blur;
  network_precondition(q->in+first, q->skip+first, out, q->noise+first, 1, &variance, known, (size_t)n, s);
  network_precondition(NULL, NULL, full, NULL, 1, &variance, blur, (size_t)n, s);
  for (int i=0; i<n; i++) {
    q->weight[first+i] = 1/(full[i]*full[i]);
    if (q->kind==CLEAN) q->skip[first+i] = 0, out[i] = 1;
    if (q->kind==NOISE) q->skip[first+i] = 1, out[i] = -s[i];
  }
}
@#
static NetworkBatch batch_of(const Question *q)
{
  NetworkBatch b = {@[.x@]=q->x, @[.noise@]=q->noise, @[.in@]=q->in, @[.skip@]=q->skip, @[.out@]=q->out};
  if (q->kind==PLAIN) b.noise = NULL, b.condition = q->noise;
  return b;
}

@ Rows are filled by whichever thread is about to use them; each number has its place in a
stream, so it does not matter which one that is. The level is log-uniform,
$\sigma=\sigma_0(\sigma_1/\sigma_0)^u$ with $u$ uniform.

@<Questions for the network to learn@>=
static void fill(void *data, long step, int first, int n)
{
  Question *q = data;
  double x0[BATCH];
  float z[BATCH], *s = q->sigma+first, ratio = (float)log(sigma_high/sigma_low);
  uint64_t stream = 3*(uint64_t)step, i = (uint64_t)first, m = (uint64_t)n;
  heat_mixture_sample(x0, &law, 1, 0, m, cli_seed(), stream, i);
  rng_normal_float(z, m, cli_seed(), stream+1, i);
  rng_uniform_float(s, m, cli_seed(), stream+2, i);
  for (int j=0; j<n; j++) {
    s[j] = (float)sigma_low*expf(ratio*s[j]);
    q->x0[first+j] = (float)x0[j], q->x[first+j] = (float)x0[j]+s[j]*z[j];
  }
  coefficients(q, first, n);
}

@ The loss of a row is the weighted square of its error; its derivative is by $D$, and how
$D$ comes about is the trainer's business.

@<Questions for the network to learn@>=
static double weighted_square(float *gradient, const float *D,@| void *data, long step, int first, int n)
{
  const Question *q = data;
  double sum = 0;
  (void)step;
  for (int j=0; j<n; j++) {
    float e = D[j]-q->x0[first+j], w = q->weight[first+j];
    gradient[j] = 2*w*e, sum += (double)(w*e*e);
  }
  return sum;
}

@ The answer at one noise level, for any number of points up to |POINTS|.

@<Errors of the learnt score@>=
static void denoise(float *D, const Network *net,@| int kind, float sigma, int n, const float *x)
{
  static Question q;
  static float condition[POINTS];
  q.kind = kind, q.sigma[0] = sigma, coefficients(&q, 0, 1);
  NetworkBatch b = batch_of(&q);
  b.x = x, b.same = 1;
  for (int i=0; i<n; i++) condition[i] = q.noise[0];
  if (kind==PLAIN) b.condition = condition;
  network_evaluate(D, net, (size_t)n, &b);
}

@ The measure is the relative error of the score at a level, $\EE(s_\theta-s)^2/\EE s^2$,
where $s_\theta=(D-x)/\sigma^2$: by Theorem~\ref{th:score-tweedie} the exact
$D^*=\EE[x_0\given x]$ is $x+\sigma^2s$, so $s_\theta-s=(D-D^*)/\sigma^2$. The
points of a level are the same for all networks and all times, so that differences
between curves are not differences between samples. The figure of merit is the mean over the
levels.

@<Errors of the learnt score@>=
static double score_error(double level_error[LEVELS], const Network *net, int kind)
{
  static double x[POINTS], s[POINTS];
  static float y[POINTS], D[POINTS];
  double mean = 0;
  for (int i=0; i<LEVELS; i++) {
    double miss = 0, square = 0, v = level[i]*level[i];
    heat_mixture_sample(x, &law, 1, v, POINTS, cli_seed(), UINT64_C(1)<<40, (uint64_t)i*POINTS);
    heat_mixture_score(s, &law, 1, v, POINTS, x);
    for (int j=0; j<POINTS; j++) y[j] = (float)x[j];
    denoise(D, net, kind, (float)level[i], POINTS, y);
    for (int j=0; j<POINTS; j++) {
      double e = ((double)D[j]-x[j])/v-s[j];
      miss += e*e, square += s[j]*s[j];
    }
    level_error[i] = miss/square, mean += level_error[i]/LEVELS;
  }
  return mean;
}

@ One training is \num{network.trained_steps} steps of \num{network.batch} pairs, in twenty
pieces, after each of which a curve may be continued. The constant rate is a cosine that
falls a thousand times more slowly. All runs have the same seed, so they see the same points.

@<Errors of the learnt score@>=
typedef struct {@+double step[MARKS], y[2][MARKS];@+} Curve; /* of the weights; of their average */
@#
static Network *train(int kind, int constant, Curve *curve)
{
  static Question q;
  double level_error[LEVELS];
  NetworkShape shape = {@[.inputs@]=1, @[.outputs@]=1, @[.width@]=64, @[.blocks@]=2, @[.features@]=8, @[.low@]=1, @[.high@]=4};
  if (kind==PLAIN) shape.features = 0, shape.conditions = 1;
  Network *start = network_new(shape, cli_seed());
  NetworkRecipe recipe = network_recipe(1e-2, 100, constant ? 1000*steps : steps);
  NetworkTrainer *t = network_trainer_new(start, recipe, BATCH);
  q.kind = kind;
  NetworkBatch b = batch_of(&q);
  for (int i=0; i<MARKS; i++) {
    if (network_train(t, steps/MARKS, &b, fill, weighted_square, &q)<steps/MARKS)
      base_fail("training stopped at step %ld: the loss is not finite", network_trainer_step(t));
    for (int k=0; k<2 && curve!=NULL; k++) {
      const Network *net = k==0 ? network_trainer_network(t) : network_trainer_average(t);
      curve->step[i] = (double)network_trainer_step(t);
      curve->y[k][i] = score_error(level_error, net, kind);
    }
    cli_progress("training", i+1, MARKS);
  }
  Network *net = network_copy(network_trainer_average(t));
  network_trainer_free(t), network_free(start);
  return net;
}

@ The first question is the book's, and its network is kept for the picture.

@<Experiments on the network@>=
static void train_all(void)
{
  static const char *number[KINDS] = {"network.error_full", "network.error_edm",@| "network.error_clean", "network.error_noise", "network.error_plain"};
  double profile[KINDS][LEVELS], mean[KINDS];
  Curve curve[2]; /* constant rate, cosine */
  Network *net = NULL;
  for (int kind=KINDS-1; kind>=FULL; kind--) {
    network_free(net), net = train(kind, 0, kind==FULL ? curve+1 : NULL);
    mean[kind] = score_error(profile[kind], net, kind);
    results_number(number[kind], mean[kind], kind==CLEAN || kind==NOISE ? "%.3f" : "%.4f");
  }
  network_free(train(FULL, 1, curve));
  @<Tell what the network has learnt@>@;
  draw_fit(net), draw_learning(curve), draw_ablation(profile);
  network_free(net);
}

@ Each comparison of the prose is a claim; the factors leave room for other processors, on
which training takes another course.

@<Tell what the network has learnt@>=
const int L = LEVELS-1, E = MARKS-1;
const double noise = profile[NOISE][L]/profile[FULL][L], clean = profile[CLEAN][0]/profile[FULL][0];
double below = 0;
for (int i=0; i<MARKS; i++) below += curve[0].y[1][i]<curve[0].y[0][i];
results_number("network.trained_steps", (double)steps, "%.0f"), results_number("network.batch", BATCH, "%.0f");
results_number("network.pairs", 1e-6*(double)steps*BATCH, "%.1f");
results_number("network.level_low", sigma_low, "%g"), results_number("network.level_high", sigma_high, "%g");
results_number("network.worse_noise", noise, "%.2g"), results_number("network.worse_clean", clean, "%.2g");
results_number("network.end_constant", curve[0].y[0][E], "%.2g");
results_number("network.end_constant_average", curve[0].y[1][E], "%.2g");
results_number("network.end_cosine", curve[1].y[0][E], "%.2g");
results_number("network.end_cosine_average", curve[1].y[1][E], "%.2g");
results_less("network.fit", mean[FULL], 1e-2);
results_within("network.ablation", mean[EDM]/mean[FULL], 1.2, INFINITY);
results_within("network.ablation", mean[CLEAN]/mean[FULL], 10, INFINITY);
results_within("network.ablation", mean[NOISE]/mean[FULL], 1.5, INFINITY);
results_less("network.ablation", mean[PLAIN]/mean[FULL], 3);
results_within("network.predict", noise, 2, INFINITY), results_within("network.predict", clean, 5, INFINITY);
results_within("network.average", below, MARKS/2, MARKS);
results_less("network.average", curve[1].y[0][E], curve[0].y[0][E]);

@ The learnt function is shown at 16 points a panel, over the exact one.

@<Pictures of what the network has learnt@>=
static void draw_fit(const Network *net)
{
  enum {@+N=181, SHOWN=16@+};
  static const double show[3] = {.1, .5, 2};
  static const char *title[3] = {"$σ=0.1$", "$σ=0.5$", "$σ=2$"};
  double x[N], exact[N], some[SHOWN], learnt[SHOWN];
  float y[N], D[N];
  Plot *p = plot_new("fit", 122, 44);
  plot_grid(p, 1, 3);
  for (int k=0; k<3; k++) {
    double v = show[k]*show[k];
    for (int i=0; i<N; i++) x[i] = -3+7.0*i/(N-1), y[i] = (float)x[i];
    heat_mixture_score(exact, &law, 1, v, N, x);
    denoise(D, net, FULL, (float)show[k], N, y);
    for (int i=0; i<N; i++) exact[i] = x[i]+v*exact[i];
    for (int i=0; i<SHOWN; i++) some[i] = x[12*i], learnt[i] = (double)D[12*i];
    plot_panel(p, k);
    plot_axes(p, -3, 4, -3, 4, 0, "$x$", k==0 ? "best guess of $x_0$" : ""), plot_title(p, title[k]);
    plot_curve(p, PLOT_GREY, 1.4, 0, "exact", N, x, exact);
    plot_dots(p, PLOT_BLUE, PLOT_CIRCLE, "learnt", SHOWN, some, learnt);
  }
  plot_end(p);
}

@ The names of lines stand at their right ends, in their colours.

@<Pictures of what the network has learnt@>=
static void draw_learning(const Curve *c)
{
  static const char *name[4] = {"constant rate", "constant rate, average", "cosine", "cosine, average"};
  static const char *label[4] = {"constant rate", "its average", "", "cosine"};
  Plot *p = plot_new("learning", 110, 56);
  plot_axes(p, 0, (double)steps*1.28, 5e-4, 1, PLOT_LOG_Y, "step", "relative error of the score");
  for (int k=0; k<4; k++) {
    const double *y = c[k/2].y[k%2];
    plot_curve(p, k<2 ? PLOT_VERMILLION : PLOT_BLUE, k%2==0 ? .7 : 1.6, 0, name[k], MARKS, c[k/2].step, y);
    plot_text(p, 1.01*(double)steps, y[MARKS-1]*(k==3 ? .85 : 1), "l", label[k]);
  }
  plot_end(p);
}
@#
static void draw_ablation(double profile[KINDS][LEVELS])
{
  static const int colour[KINDS] = {PLOT_BLUE, PLOT_SKY, PLOT_GREEN, PLOT_VERMILLION, PLOT_PURPLE};
  static const char *name[KINDS] = {"all of it", "no blur", "clean point", "noise", "no features"};
  static const int mark[KINDS] = {PLOT_DISC, PLOT_CIRCLE, PLOT_SQUARE, PLOT_TRIANGLE, PLOT_CROSS};
  static const double lift[KINDS] = {3, 1, 1.6, .8, .3};
  Plot *p = plot_new("ablation", 110, 60);
  plot_axes(p, sigma_low/1.3, sigma_high*6, 1e-6, 10, PLOT_LOG_X|PLOT_LOG_Y, "$σ$", "relative error of the score");
  for (int k=0; k<KINDS; k++) {
    plot_curve(p, colour[k], .8, 0, name[k], LEVELS, level, profile[k]);
    plot_dots(p, colour[k], mark[k], name[k], LEVELS, level, profile[k]);
    plot_text(p, level[LEVELS-1]*1.2, profile[k][LEVELS-1]*lift[k], "l", name[k]);
  }
  plot_end(p);
}

@ The vectorised $\psi$ is seen from outside through a network of one unit with the weights
$1,0,1,0$, at 801 arguments, none of them round.

@<Experiments on the network@>=
static Network *one_unit(void)
{
  static const float w[4] = {1, 0, 1, 0};
  Network *net = network_new((NetworkShape){@[.inputs@]=1, @[.outputs@]=1, @[.width@]=1}, 1);
  network_set(net, w);
  return net;
}
@#
static void tell_silu(void)
{
  enum {@+N=801@+};
  static float x[N+1], h[N+1], slope[N+1];
  Network *net = one_unit();
  NetworkBatch b = {@[.x@]=x};
  double square = 0, worst = 0;
  for (int i=0; i<N; i++) x[i] = (float)(-8+.02*i+.0013);
  x[N] = -1000, network_jacobian(h, slope, net, N+1, &b), network_free(net);
  for (int i=0; i<N; i++) {
    double z = (double)x[i], y = z/(1+exp(-z));
    worst = fmax(worst, fabs((double)h[i]-y)/ldexp(1, ilogb(y)-23));
    square += .02*y*y*exp(-z*z/2)/sqrt(2*3.14159265358979323846);
  }
  results_number("network.silu_square", square, "%.3f"), results_number("network.silu_units", worst, "%.1f");
  results_number("network.extreme_value", fabs((double)h[N]), "%.0e");
  results_number("network.extreme_slope", fabs((double)slope[N]), "%.0e");
  results_less("network.extreme", fabs((double)h[N]), 1e-30);
  results_less("network.extreme", fabs((double)slope[N]), 1e-30);
}

@ The four coefficients are drawn on one pair of axes.

@<Experiments on the network@>=
static void draw_precondition(void)
{
  enum {@+N=121@+};
  static const char *name[4] = {"in", "skip", "out", "out, known blur"};
  static const char *label[4] = {"$c_{in}$", "$c_{skip}$", "$c_{out}$", "$c_{out}$, known blur"};
  static const int colour[4] = {PLOT_GREEN, PLOT_BLUE, PLOT_VERMILLION, PLOT_VERMILLION};
  static const double one = 1, rho = .1, at[4][2] = {{42, .06}, {4.5, .002}, {.007, .025}, {.03, .0025}};
  float s[N], c[4][N];
  double x[N], y[N];
  for (int i=0; i<N; i++) x[i] = 1e-3*pow(1e5, i/(N-1.0)), s[i] = (float)x[i];
  network_precondition(c[0], c[1], c[2], NULL, 1, &one, 0, N, s);
  network_precondition(NULL, NULL, c[3], NULL, 1, &one, rho*rho, N, s);
  results_number("network.figure_blur", rho, "%g");
  Plot *p = plot_new("precondition", 90, 54);
  plot_axes(p, 1e-3, 100, 1e-5, 3, PLOT_LOG_X|PLOT_LOG_Y, "$σ$", "coefficient");
  for (int k=0; k<4; k++) {
    for (int i=0; i<N; i++) y[i] = (double)c[k][i];
    plot_curve(p, colour[k], 1.2, k==3 ? PLOT_DASHED : 0, name[k], N, x, y);
    plot_text(p, at[k][0], at[k][1], "l", label[k]);
  }
  plot_end(p);
}

@ For the check of gradients, a network with all its parts and a random linear loss
$\mathcal L=\sum c_iD_i$.

@<Experiments on the network@>=
static const NetworkShape small = {@[.inputs@]=2, @[.conditions@]=1, @[.outputs@]=2, @[.width@]=16, @[.blocks@]=2,@|
  @[.features@]=3, @[.low@]=1, @[.high@]=4, @[.gate@]=1};
enum {@+ROWS=16, STEPS=33@+};
@#
static double along(const NetworkBatch *b, size_t N, const double *w,@|
  const double *v, double h, const double *c, Network *net)
{ /* $\phi(h)$, by floats if |net!=NULL| */
  double *moved = base_reals(N), D[2*ROWS], sum = 0;
  float *f = base_new(N, sizeof *f), E[2*ROWS];
  for (size_t i=0; i<N; i++) moved[i] = w[i]+h*v[i], f[i] = (float)moved[i];
  if (net!=NULL) network_set(net, f), network_evaluate(E, net, ROWS, b);
  else network_exact(D, small, moved, ROWS, b);
  for (int i=0; i<2*ROWS; i++) sum += c[i]*(net!=NULL ? (double)E[i] : D[i]);
  free(moved), free(f);
  return sum;
}

@ The direction is random, so that an error in any of the weights' derivatives would show in
the one number.

@<Experiments on the network@>=
static void draw_check(void)
{
  Network *net = network_new(small, 1);
  size_t N = network_size(net);
  double *w = base_reals(3*N), *v = w+N, *g = v+N, c[2*ROWS], h[STEPS], e[2][STEPS], slope = 0, best = 1;
  float x[2*ROWS], condition[ROWS], noise[ROWS];
  rng_normal(w, N, 1, 1, 0), rng_normal(v, N, 1, 2, 0), rng_normal(c, 2*ROWS, 1, 3, 0);
  for (size_t i=0; i<N; i++) w[i] *= .3;
  rng_normal_float(x, 2*ROWS, 1, 4, 0), rng_normal_float(condition, ROWS, 1, 5, 0), rng_normal_float(noise, ROWS, 1, 6, 0);
  NetworkBatch b = {@[.x@]=x, @[.condition@]=condition, @[.noise@]=noise};
  network_exact_gradient(g, NULL, small, w, ROWS, &b, c);
  for (size_t i=0; i<N; i++) slope += g[i]*v[i];
  for (int f=0; f<2; f++)
    for (int k=0; k<STEPS; k++) {
      h[k] = pow(10, -9+k/4.0);
      double rise = along(&b, N, w, v, h[k], c, f ? net : NULL)-along(&b, N, w, v, -h[k], c, f ? net : NULL);
      e[f][k] = fabs(rise/(2*h[k])/slope-1);
    }
  for (int k=0; k<STEPS; k++) best = fmin(best, e[0][k]);
  @<Draw the errors of the gradient check@>@;
  network_free(net), free(w);
}

@ The slope is taken where the square is all that matters, from $10^{-4}$ to $10^{-2}$.

@<Draw the errors of the gradient check@>=
double left[2] = {1e-9, 2e-5}, low[2], right[2] = {1e-5, .05}, high[2], order = stats_slope(9, h+20, e[0]+20);
for (int k=0; k<2; k++) low[k] = 1e-15/left[k], high[k] = e[0][24]*pow(right[k]/h[24], 2);
results_number("network.check_best", best, "%.0e"), results_number("network.check_order", order, "%.2f");
results_less("network.check", best, 1e-8), results_within("network.check", order, 1.9, 2.1);
Plot *p = plot_new("check", 100, 54);
plot_axes(p, 1e-9, 1, 1e-13, 10, PLOT_LOG_X|PLOT_LOG_Y, "$h$", "relative difference");
plot_curve(p, PLOT_GREY, 1, 0, "rounding", 2, left, low), plot_curve(p, PLOT_GREY, 1, 0, "square", 2, right, high);
plot_dots(p, PLOT_BLUE, PLOT_DISC, "double", STEPS, h, e[0]), plot_text(p, 2e-9, 3e-10, "l", "double");
plot_dots(p, PLOT_VERMILLION, PLOT_CIRCLE, "float", STEPS, h, e[1]), plot_text(p, 1e-6, 2, "l", "float");
plot_end(p);

@ Adam is watched on one weight, the output bias, under a loss whose derivative is
always~1; the length of a step is the difference of two biases, over the rate.

@<Experiments on the network@>=
static double ones(float *gradient, const float *D,@| void *data, long step, int first, int n)
{
  (void)D, (void)data, (void)step, (void)first;
  for (int i=0; i<n; i++) gradient[i] = 1;
  return 0;
}
@#
static void draw_adam(void)
{
  enum {@+N=400, SHOWN=40@+};
  static double t[N], raw[N], some[SHOWN], length[SHOWN];
  static const float x[1] = {0};
  Network *net = one_unit();
  NetworkTrainer *trainer = network_trainer_new(net, network_recipe(1e-2, 0, 1000000000), 1);
  NetworkBatch b = {@[.x@]=x};
  float w[4];
  double before = 0;
  int peak = 0;
  for (int i=0; i<N; i++) {
    t[i] = i+1, raw[i] = (1-pow(.9, t[i]))/sqrt(1-pow(.999, t[i]));
    if (raw[i]>raw[peak]) peak = i;
    network_train(trainer, 1, &b, NULL, ones, NULL);
    network_get(w, network_trainer_network(trainer));
    if (i%10==0) some[i/10] = t[i], length[i/10] = (before-(double)w[3])/1e-2;
    before = (double)w[3];
  }
  results_number("network.adam_first", raw[0], "%.2f"), results_number("network.adam_peak", raw[peak], "%.2f");
  results_number("network.adam_worst", t[peak], "%.0f");
  Plot *p = plot_new("adam", 90, 46);
  plot_axes(p, 0, N, 0, 8, 0, "step", "length of a step");
  plot_curve(p, PLOT_VERMILLION, 1.2, 0, "without correction", N, t, raw), plot_text(p, 90, 4.6, "l", "without correction");
  plot_dots(p, PLOT_BLUE, PLOT_DOT, "with correction", SHOWN, some, length), plot_text(p, 90, 1.7, "l", "with correction");
  plot_end(p);
  network_trainer_free(trainer), network_free(net);
}

@ The two kinds of weight decay are compared on a hundred weights each, without a network.
With $\eta\lambda=10^{-3}$ and a thousand steps, the decoupled factor is
$(1-10^{-3})^{1000}\approx1/e$. The coupled one solves, roughly, $\dot w=-\eta\lambda
w/\sqrt{q^2+\lambda^2w^2}$ for gradients with the mean square $q^2$.

@<Experiments on the network@>=
static double decayed(double size, int coupled, int n, double rate, double decay)
{
  enum {@+M=100@+};
  double w[M], m[M] = {0}, v[M] = {0}, z[M], mean = 0;
  for (int i=0; i<M; i++) w[i] = 1;
  for (int t=1; t<=n; t++) {
    rng_normal(z, M, 1, 7, (uint64_t)t*M);
    for (int i=0; i<M; i++) {
      double g = size*z[i]+(coupled ? decay*w[i] : 0);
      m[i] += .1*(g-m[i]), v[i] += .001*(g*g-v[i]);
      if (!coupled) w[i] *= 1-rate*decay;
      w[i] -= rate*m[i]/(1-pow(.9, t))/sqrt(v[i]/(1-pow(.999, t)));
    }
  }
  for (int i=0; i<M; i++) mean += w[i]/M;
  return mean;
}
@#
static void tell_decay(void)
{
  const int n = 1000;
  const double rate = 1e-3, decay = 1, outside = decayed(1, 0, n, rate, decay);
  const double little = decayed(1, 1, n, rate, decay), large = decayed(100, 1, n, rate, decay);
  results_number("network.decay_steps", n, "%.0f"), results_number("network.decay_rate", rate*decay, "%g");
  results_number("network.decay_outside", outside, "%.2f");
  results_number("network.decay_small", little, "%.2f"), results_number("network.decay_large", large, "%.2f");
  results_within("network.decay", outside, exp(-1)-.05, exp(-1)+.05);
  results_within("network.decay", decayed(100, 0, n, rate, decay), exp(-1)-.05, exp(-1)+.05);
  results_less("network.decay", little, .6), results_within("network.decay", large, .9, 1);
}

@ The count of \eqref{eq:network-count}. A row keeps $L+1$ states and as many slopes, three
adjoints, and its input, in floats of four bytes.

@<Experiments on the network@>=
static void count_cost(void)
{
  const double K = 34, L = 2, m = 2;
  for (double w=64; w<=128; w*=2) {
    double M = K*w+L*w*w+m*w, madds = BATCH*(3*M-K*w), silus = BATCH*(L+1)*w, weights = M+(L+1)*w+m;
    results_number(w<128 ? "network.share_products64" : "network.share_products128",@|
      100*madds/(madds+(24+6)*silus+18*weights), "%.0f");
    if (w<128) continue;
    double row = 4*((2*(L+1)+3)*w+K);
    results_number("network.madds", madds*1e-6, "%.1f"), results_number("network.silus", silus*1e-3, "%.0f");
    results_number("network.weights", weights*1e-3, "%.1f"), results_number("network.vector_madds", madds*1e-6/16, "%.2f");
    results_number("network.bytes_row", row*1e-3, "%.1f"), results_number("network.bytes_chunk", 64*row*1e-3, "%.0f");
    results_number("network.bytes_step", BATCH*row*1e-6, "%.1f");
  }
}

@*1 What was learnt.
A gradient costs two evaluations more, whatever the number of weights, because adjoints are
vectors; central differences confirm it to \num{network.check_best}. A denoiser should be
given its linear part, and its known blur: asked for the rest alone, the network's score errs
by \num{network.error_full} in the mean over three decades of noise, and by
\num{network.error_noise} or \num{network.error_clean} if it is asked for the noise or for the
clean point. \num{network.share_products128} per cent of a step's instructions are products,
in tiles that need $\frac58$ of a load for each. Adam's corrections keep its first steps from
being up to \num{network.adam_peak} times too long, and its decay belongs outside; averaging
the weights, or letting the rate fall, takes the noise out of them.

@*1 Checks.
The double-precision network is tested against what derivatives are:
\tested[th:network-adjoint,th:network-pairs]{network}{central} its gradient by the weights
agrees with a central difference of fourth order, for six cases, among them odd widths, no
blocks, no features, a gate, and one unit;
\tested[th:network-adjoint,th:network-pairs]{network}{inputs} so does that by the input.
The fast one is tested against the double one: \tested{network}{values} values for all numbers
of rows, \tested[th:network-adjoint,th:network-pairs]{network}{gradient} gradients,
\tested[th:network-adjoint,th:network-pairs]{network}{pullback} pullbacks, and
\tested{network}{jacobian} Jacobians, whose trace is \tested{network}{divergence} the
divergence. \tested{network}{folding} Folded features change nothing but roundings.
\tested{network}{silu} $\psi$ and $\psi'$ are good to a few units in the last place from $-80$
to 80, have their limits at $\pm10^{30}$, and keep a NaN.
\untested{th:network-tile}{The lemma on tiles counts loads, which no result of the program
shows; \texttt{make bench} measures what it is worth.}

\tested[th:network-karras]{network}{karras} The coefficients give input and target the
variance~1, and any other $c_{\mathrm{skip}}$ a larger $c_{\mathrm{out}}$;
\tested[th:network-blur]{network}{blur} for two blurred points, where Bayes' formula can be
summed, \eqref{eq:network-known} holds, and the function that $F$ has to be is the one for
points without blur; \tested[th:network-blur]{network}{covariance} with its output weights
zero the network is the best linear denoiser of a given covariance matrix.
\tested{network}{initial} Initial weights have their variances.

\tested[th:network-bias]{network}{correction} The moments of a thousand random gradients, read
from the steps that they cause, have the means of the gradient and of its square, from the
first step on. \tested{network}{adam} A dozen steps with decay, warm-up, cosine and moving
average are those of a plain program in double precision; \tested{network}{clip} a clipped
gradient has its length; \tested{network}{threads} one, two, three and five threads make the
same bytes, and ask for each row once; \tested{network}{finite} a NaN in the gradient, or an
infinite loss, stops at the last good weights. \tested{network}{learns} The network learns the
product of two numbers. \tested{network}{file} A file is laid out as the format says;
\tested{network}{refusal} files that are cut or forged are refused with their reason;
\tested{network}{resume} a training that was saved and continued ends with the bytes of one
that was not.

@*1 Notes.
Back-propagation is the reverse mode of automatic differentiation; \citet{linnainmaa1976}
has it for rounding errors, \citet{rumelhart1986} made it the method of neural networks, and
\citet{griewank2008} treat the general theory, with the bound on the cost. Panels and
register tiles are the anatomy of fast matrix products as \citet{goto2008} describe it; what
is different here is that the matrices are
small, the caches hold everything, and the elementwise steps cost as much as is saved.
Fourier features of a noise level came with the first diffusion models; \citet{tancik2020}
explain what they do.

@*1 Exercises.
\begin{exercise}[15]\label{ex:network-slope}
  Show that $\psi'$ lies between $-0.1$ and $1.1$, that $\psi'(z)+\psi'(-z)=1$, and that
  $\psi(z)-\psi(-z)=z$.
\end{exercise}
\begin{answer}
  $\ell(z)+\ell(-z)=1$ gives $\psi(z)-\psi(-z)=z(\ell(z)+\ell(-z))=z$; differentiate.
  $\psi''=\ell'(z)\bigl(2+z(1-2\ell(z))\bigr)=\ell'(z)\bigl(2-z\tanh\frac z2\bigr)$ vanishes
  where $z\tanh\frac z2=2$, at $z=\pm2.3994$; there $\psi'=1.0998$ and $-0.0998$.
\end{answer}

\begin{exercise}[20]\label{ex:network-norm}
  Derive the pair for layer normalisation, $y_i=(a_i-\mu)/s$ with $\mu$ the mean and $s^2$
  the mean square deviation of $a_1,\ldots,a_w$.
\end{exercise}
\begin{answer}
  $dy=\bigl(da-d\mu-y\,ds\bigr)/s$, with $d\mu=\frac1w\sum da_i$ and $ds=\frac1w\sum
  y_i\,da_i$. Transposed: $\bar a=\bigl(\bar y-\frac1w\sum\bar y_i-y\,\frac1w\sum y_i\bar
  y_i\bigr)/s$.
\end{answer}

\begin{exercise}[20]\label{ex:network-tile}
  A tile of $r$ rows and $s$ vectors needs $rs+s+1$ registers. Which tiles have the fewest
  loads for each multiply-add with 32 registers, and with 16? Why is the best one not the
  one in the program?
\end{exercise}
\begin{answer}
  $\frac1r+\frac1s$ is least for $r=s=5$ (31 registers, $0.4$) and, with 16, for $r=4$,
  $s=3$ (all 16, $0.583$). But five vectors of 16 lanes fit no width that is a power of two,
  and $0.625$ loads already are fewer than the one that the machine makes meanwhile: loads
  were not what we were short of.
\end{answer}

\begin{exercise}[20]\label{ex:network-memory}
  Back-propagation through $N$ equal layers keeps $N$ states. Show how to do with about
  $2\sqrt N$, at the price of one more evaluation.
\end{exercise}
\begin{answer}
  Keep every $\sqrt N$-th state. Going back, run forward once more from the last one kept,
  storing the $\sqrt N$ states between, use them, and go on with the piece before. Each
  layer is evaluated twice, and at most $\sqrt N+\sqrt N$ states are held.
\end{answer}

\begin{exercise}[25]\label{ex:network-noise}
  Let $\theta_{t+1}=\theta_t-\eta(\theta_t+\xi_t)$ with independent noise of variance~1:
  descent to the minimum of a parabola. Find the stationary variance of $\theta$ and that of
  its moving average with $\gamma$, to first order in $\eta$ and $1-\gamma$.
\end{exercise}
\begin{answer}
  $V=(1-\eta)^2V+\eta^2$ gives $V=\eta/(2-\eta)\approx\eta/2$. The covariance of $\theta_s$
  and $\theta_t$ is $(1-\eta)^{\abs{s-t}}V$, so with $\delta=1-\gamma$ the average
  $\delta\sum\gamma^j\theta_{t-j}$ has the variance
  $V\frac{\delta}{1+\gamma}\,\frac{1+\gamma(1-\eta)}{1-\gamma(1-\eta)}\approx\frac\eta2\,\frac\delta{\delta+\eta}$:
  by the factor
  $\delta/(\delta+\eta)$ less, so that the average has to be longer than $1/\eta$ steps
  before it helps.
\end{answer}

\begin{exercise}[25]\label{ex:network-hutchinson}
  For many inputs the divergence is estimated by $v^TJv$ with independent random signs
  $v_i$. Show that it is unbiased with variance $\frac12\sum_{i\ne j}(J_{ij}+J_{ji})^2$.
  What does one such estimate cost with the functions of this chapter, and from which
  dimension on is it cheaper than the exact one?
\end{exercise}
\begin{answer}
  $v^TJv=\tr J+\sum_{i<j}v_iv_j(J_{ij}+J_{ji})$; the products $v_iv_j$ with $i<j$ are
  uncorrelated, with mean zero and mean square one, which gives
  $\sum_{i<j}(J_{ij}+J_{ji})^2$, the half of the sum over all pairs. With a
  |network_pullback| of $v$ it costs an evaluation and the way back, about two evaluations;
  the exact one costs $1+d$. From $d=2$ on, and one should say how noisy it is.
\end{answer}

\begin{exercise}[20]\label{ex:network-nadam}
  In Nesterov's variant of momentum the step looks ahead: $m_t$ in the numerator of
  \eqref{eq:network-adam} is replaced by $\beta_1m_t+(1-\beta_1)g_t$. Build it in.
\end{exercise}
\begin{answer}
  One line of the descent changes. With it, in the small sizes of a quick run, the error is
  \num{network-1:network.error_full}; \solution{network-1}
\end{answer}

\begin{exercise}[40]\label{ex:network-half}
  Many processors multiply numbers of 16 bits and add to sums of 32, at twice the rate. Where in \eqref{eq:network} and its adjoint may the operands be rounded to
  eight bits of precision without harm to the learnt score? Build it, and measure.
\end{exercise}
\begin{answer}
  A project. A first experiment: round the operands of |tile_product| and |outer_tile| by
  masking bits, in floats, and look at the error of the score at the lowest noise levels,
  where $c_{\mathrm{out}}$ is small and the skip connection carries almost all; keep
  $c_{\mathrm{skip}}x$, the moments and the weights themselves in full precision.
\end{answer}
