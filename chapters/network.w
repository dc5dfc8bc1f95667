@* A small network in plain C.
\label{ch:network}%
(The text of this chapter is being written; the interface below stands.)

@ The interface.

@(network.h@>=
#ifndef NETWORK_H
#define NETWORK_H
#include <stddef.h>
#include <stdint.h>
@#
typedef struct {
  int inputs, conditions, outputs; /* $d$ state inputs, $k$ conditioning inputs, $m$ outputs */
  int width, blocks; /* hidden units $w$; residual blocks $L$ after the first layer */
  int features; /* $F$ frequencies of the noise level: $2F$ inputs, a cosine and a sine each */
  double low, high; /* the lowest and the highest frequency, geometric between */
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

@ A batch says what the rows are.

@<Interface of a batch of inputs of the network@>=
typedef struct {
  const float *x; /* |n| by |inputs|, row-major: the noisy states */
  const float *condition; /* |n| by |conditions|; |NULL| if there are none */
  const float *noise; /* |n| values of $c_{\mathrm{noise}}$; |NULL| if the shape has no features */
  const float *in, *skip, *out; /* |n| by |each|: $c_{\mathrm{in}}$, $c_{\mathrm{skip}}$, $c_{\mathrm{out}}$; |NULL| for 1, 0, 1 */
  int each; /* columns of these three: 1, or |inputs| (then |inputs==outputs|); 0 is read as~1 */
  const float *basis; /* |inputs| by |inputs|: orthonormal rows in which the coefficients are diagonal; |NULL| for the axes */
  int same; /* nonzero: one noise level for all rows; |noise|, |in|, |skip|, |out| then have one row */
} NetworkBatch;
@#
void network_precondition(float *in, float *skip, float *out, float *noise, int d, @|const double *variance, double blur,
  size_t n, const float *sigma);
  /* the coefficients for data with variances |variance[i]| (|d| of them, $\ge$|blur|), of which |blur| is known Gaussian blur (a variance; 0 if none), at
     |n| noise levels |sigma>0| ($x=x_0+\sigma z$): |in|, |skip|, |out| |n| by |d|, |noise| |n| values $\frac14\ln\sigma$; any may be |NULL| */

@ Evaluation. All functions take any number of rows and use all threads, unless they are called in a parallel region; results do not depend on the number of threads.

@<Interface of the evaluation of a network@>=
Network *network_new(NetworkShape shape, uint64_t seed); /* random hidden weights, output weights zero */
Network *network_copy(const Network *net);
void network_free(Network *net);
NetworkShape network_shape(const Network *net);
size_t network_size(const Network *net); /* number of weights */
void network_get(float *w, const Network *net); /* the weights in plain order, matrices with one row an output */
void network_set(Network *net, const float *w);
@#
void network_evaluate(float *D, const Network *net, size_t n, const NetworkBatch *batch);
  /* |n| by |outputs|: $D=c_{\mathrm{skip}}x+c_{\mathrm{out}}F(c_{\mathrm{in}}x,\ldots)$ */
void network_jacobian(float *D, float *J, const Network *net, size_t n, const NetworkBatch *batch);
  /* and $\partial D_i/\partial x_j$, |n| by |outputs| by |inputs|; |D| may be |NULL| */
void network_divergence(float *D, float *div, const Network *net, size_t n, const NetworkBatch *batch);
  /* and $\sum_i\partial D_i/\partial x_i$, |n| values, exact; |inputs==outputs| */
void network_pullback(float *dx, const Network *net, size_t n, const NetworkBatch *batch, const float *dD);
  /* |n| by |inputs|: $\sum_i|dD|_i\,\partial D_i/\partial x_j$, for |dD| |n| by |outputs| */
void network_gradient(float *dw, const Network *net, size_t n, const NetworkBatch *batch, const float *dD);
  /* $\sum_{\mathrm{rows}}\sum_i|dD|_i\,\partial D_i/\partial w$, in plain order */
@#
void network_save(const Network *net, const char *path); /* safetensors; the file appears whole or not at all */
Network *network_load(const char *path, const char **why);
  /* the network of the file; |NULL| with the reason in |*why| if it is truncated, forged or no network (with |why==NULL| the program ends) */

@ Training.

@<Interface of the training of a network@>=
typedef struct {
  double rate, decay; /* learning rate at its top; decoupled weight decay */
  double beta1, beta2, epsilon; /* Adam's */
  double average; /* decay of the moving average of the weights */
  double clip; /* largest norm of the gradient; 0: no limit */
  long warmup, steps; /* the rate rises for |warmup| steps and falls to zero at |steps| */
} NetworkRecipe;
NetworkRecipe network_recipe(double rate, long warmup, long steps); /* the rest: 0, 0.9, 0.999, 1e-8, 0.999, 0 */
double network_rate(const NetworkRecipe *recipe, long step); /* the rate of step |step|, counted from 0 */
@#
typedef struct NetworkTrainer NetworkTrainer;
typedef void (*NetworkFill)(void *data, long step, int first, int rows);
  /* write rows |first| to |first+rows-1| of the batch's arrays for this step; rows are asked for in pieces, by several threads at once */
typedef double (*NetworkLoss)(float *gradient, const float *D, void *data, long step, int first, int rows);
  /* |D| and |gradient|: |rows| by |outputs|; write the derivative of each row's loss by its |D|, return the sum of these losses */
@#
NetworkTrainer *network_trainer_new(const Network *start, NetworkRecipe recipe, int rows); /* copies |start|; |rows| in a batch */
void network_trainer_free(NetworkTrainer *t);
long network_train(NetworkTrainer *t, long steps, const NetworkBatch *batch, NetworkFill fill, NetworkLoss loss, void *data);
  /* descends the mean loss for |steps| steps; |fill| may be |NULL|; returns the steps made: fewer if the loss or its gradient was
     not finite in the next one, whose weights are then those before it */
double network_trainer_loss(const NetworkTrainer *t); /* mean loss over the last call of |network_train| */
long network_trainer_step(const NetworkTrainer *t); /* steps made in all */
double network_trainer_norm(const NetworkTrainer *t); /* norm of the last gradient */
const Network *network_trainer_network(const NetworkTrainer *t); /* the weights now; owned by |t| */
const Network *network_trainer_average(NetworkTrainer *t); /* their moving average; owned by |t|, valid until the next step */
void network_trainer_save(const NetworkTrainer *t, const char *path); /* weights, average, moments, step: all that a later step depends on */
const char *network_trainer_load(NetworkTrainer *t, const char *path); /* |NULL|, or why the file is refused; |t| is then unchanged */

@ The same network again, in double precision and with plain loops.

@<Interface of the exact network in double precision@>=
void network_exact(double *D, NetworkShape shape, const double *w, size_t n, const NetworkBatch *batch);
  /* as |network_evaluate|, for weights |w| in plain order */
void network_exact_gradient(double *dw, double *dx, NetworkShape shape, const double *w, size_t n, const NetworkBatch *batch, const double *dD);
  /* as |network_gradient| and |network_pullback|; either may be |NULL| */

@ @(network.c@>=
#include <math.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#if defined _OPENMP
#include <omp.h>
#endif
#include "cJSON.h"
#include "base.h"
#include "rng.h"
#include "network.h"
@#
@<Vectors of floats in the network@>@;
@<Parts of the network's weights@>@;
@<Preconditioning of the network@>@;
@<Kernels of the network@>@;
@<Passes of the network@>@;
@<Evaluation of the network@>@;
@<Training of the network@>@;
@<Files of the network@>@;
@<The exact network@>@;

@ @<Vectors of floats in the network@>=
#if defined __AVX512F__
enum {@+LANES=16@+};
#elif defined __AVX__
enum {@+LANES=8@+};
#else
enum {@+LANES=4@+};
#endif
enum {@+PANEL=2*LANES, TILE=LANES==16 ? 8 : 4@+};
typedef __attribute__((vector_size(4*LANES), may_alias)) float NetworkVec;
typedef __attribute__((vector_size(4*LANES), may_alias)) int32_t NetworkInts;
#define KERNEL static inline __attribute__((always_inline))
@#
KERNEL NetworkVec load(const float *p)@+{@+return *(const NetworkVec *)p;@+}
KERNEL void store(float *p, NetworkVec v)@+{@+*(NetworkVec *)p = v;@+}
KERNEL NetworkVec all(float x)@+{@+return (NetworkVec){0}+x;@+}

@ @<Vectors of floats in the network@>=
KERNEL NetworkVec clamp(NetworkVec z, float bound)
{
  NetworkVec top = all(bound), bottom = -top;
  NetworkInts above = z>top, below = z<bottom;
  z = (NetworkVec)((~above&(NetworkInts)z)|(above&(NetworkInts)top));
  return (NetworkVec)((~below&(NetworkInts)z)|(below&(NetworkInts)bottom));
}
@#
KERNEL NetworkVec silu(NetworkVec z, NetworkVec *slope)
{
  NetworkVec c = clamp(z, 87), n = c*-0x1.715476p0f+0x1.8p23f;
  NetworkVec f = c*-0x1.715476p0f-(n-0x1.8p23f);
  NetworkVec p = f*1.3333558e-3f+9.6181291e-3f;
  p = p*f+5.5504109e-2f; p = p*f+2.4022651e-1f; p = p*f+6.9314718e-1f; p = p*f+1;
  NetworkVec e = (NetworkVec)((NetworkInts)p+((NetworkInts)n<<23));
  NetworkVec s = 1/(1+e), h = z*s;
  *slope = s+(h-h*s);
  return h;
}

@ @<Parts of the network's weights@>=
typedef struct {
  char name[32];
  int rows, columns, upright;
  size_t at, plain;
} NetworkPart;
@#
struct Network {
  NetworkShape s;
  int wide, stride, parts;
  size_t size, plain;
  NetworkPart *part;
  float *w, *turned, *frequency;
};
@#
static size_t place(const NetworkPart *q, int r, int c)
{
  return q->at+((size_t)(c/PANEL)*(size_t)q->rows+(size_t)r)*PANEL+(size_t)(c%PANEL);
}
@#
static size_t plain_place(const NetworkPart *q, int r, int c)
{
  return q->plain+(q->upright ? (size_t)r*(size_t)q->columns+(size_t)c : (size_t)c*(size_t)q->rows+(size_t)r);
}
@#
static int padded(int columns)@+{@+return (columns+PANEL-1)/PANEL*PANEL;@+}
@#
static void add_part(Network *n, const char *name, int rows, int columns, int upright)
{
  NetworkPart *q = &n->part[n->parts++];
  snprintf(q->name, sizeof q->name, "%s", name);
  q->rows = rows, q->columns = columns, q->upright = upright;
  q->at = n->size, q->plain = n->plain;
  n->size += (size_t)rows*(size_t)padded(columns), n->plain += (size_t)rows*(size_t)columns;
}

@ @<Parts of the network's weights@>=
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
@#
static const NetworkPart *block_part(const Network *n, int l)@+{@+return n->part+2+2*l;@+}
static const NetworkPart *gate_part(const Network *n)@+{@+return n->part+2+2*n->s.blocks;@+}
static const NetworkPart *output_part(const Network *n)@+{@+return n->part+n->parts-2;@+}
@#
static size_t turned_at(const Network *n, int l)
{@+return (size_t)l*(size_t)n->s.width*(size_t)n->wide;@+}

@ @<Parts of the network's weights@>=
static void turn_block(float *turned, const float *w, int width, int p, int q)
{ /* the square of rows |q*PANEL| on and columns |p*PANEL| on */
  const float *from = w+((size_t)p*(size_t)width+(size_t)q*PANEL)*PANEL;
  float *to = turned+((size_t)q*(size_t)width+(size_t)p*PANEL)*PANEL;
  int rows = width-q*PANEL<PANEL ? width-q*PANEL : PANEL, columns = width-p*PANEL<PANEL ? width-p*PANEL : PANEL;
  for (int c=0; c<columns; c++)
    for (int r=0; r<rows; r++) to[c*PANEL+r] = from[r*PANEL+c];
}
@#
static void refresh(Network *n)
{
  int panels = n->wide/PANEL;
  for (int l=0; l<n->s.blocks; l++)
    for (int p=0; p<panels; p++)
      for (int q=0; q<panels; q++)
        turn_block(n->turned+turned_at(n, l), n->w+block_part(n, l)->at, n->s.width, p, q);
}

@ @<Parts of the network's weights@>=
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
  n->frequency = base_new((size_t)s.features+1, sizeof(float));
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
@#
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

@ @<Parts of the network's weights@>=
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
@#
void network_get(float *w, const Network *net)@+{@+to_plain(w, net, net->w);@+}
void network_set(Network *net, const float *w)@+{@+from_plain(net->w, net, w);@+refresh(net);@+}

@ @<Parts of the network's weights@>=
Network *network_new(NetworkShape shape, uint64_t seed)
{
  Network *n = blank_network(shape);
  float *w = base_new(n->plain, sizeof *w);
  for (int i=0; i<n->parts; i++) {
    const NetworkPart *q = n->part+i;
    size_t count = (size_t)q->rows*(size_t)q->columns;
    if (strstr(q->name, "weight")==NULL || strncmp(q->name, "output", 6)==0 || strncmp(q->name, "gate", 4)==0) continue;
    rng_normal_float(w+q->plain, count, seed, (uint64_t)i, 0);
    float scale = (float)((strncmp(q->name, "block", 5)==0 ? 1.0 : 1.0)/sqrt(q->rows));
    for (size_t j=0; j<count; j++) w[q->plain+j] *= scale;
  }
  if (shape.gate) {
    const NetworkPart *b = gate_part(n)+2;
    for (int c=0; c<shape.width; c++) w[b->plain+(size_t)c] = 1;
  }
  network_set(n, w);
  free(w);
  return n;
}

@ @<Preconditioning of the network@>=
void network_precondition(float *in, float *skip, float *out, float *noise, int d, @|const double *variance, double blur,
  size_t n, const float *sigma)
{
  for (int i=0; i<d; i++) {
    float c = (float)variance[i], y = (float)fmax(variance[i]-blur, 0), b = (float)blur;
    base_require(variance[i]>=0 && blur>=0, "network_precondition: variances are not negative");
    for (size_t j=0; j<n; j++) {
      float v = sigma[j]*sigma[j], r = 1/sqrtf(c+v);
      size_t at = j*(size_t)d+(size_t)i;
      if (in!=NULL) in[at] = r;
      if (skip!=NULL) skip[at] = c*r*r;
      if (out!=NULL) out[at] = v*sqrtf(y/(b+v))*r;
    }
  }
  if (noise!=NULL) for (size_t j=0; j<n; j++) noise[j] = 0.25f*logf(sigma[j]);
}

@ @<Kernels of the network@>=
KERNEL void tile_product(NetworkVec acc[TILE][2], const float *a, ptrdiff_t stride, const float *w, int K)
{
  for (int k=0; k<K; k++) {
    NetworkVec w0 = load(w+(size_t)k*PANEL), w1 = load(w+(size_t)k*PANEL+LANES);
#pragma @=GCC unroll 8@>
    for (int i=0; i<TILE; i++) {
      NetworkVec x = all(a[i*stride+k]);
      acc[i][0] += x*w0, acc[i][1] += x*w1;
    }
  }
}
@#
KERNEL void layer_forward(float *h, float *slope, const float *a, ptrdiff_t a_stride, int K, const float *w, const float *bias,
  const float *old, int rows, int wide, ptrdiff_t stride)
{ /* $h=\mathrm{old}+\mathrm{silu}(a\,w+\mathrm{bias})$ */
  for (int c=0; c<wide; c+=PANEL, w+=(size_t)K*PANEL)
    for (int r=0; r<rows; r+=TILE) {
      NetworkVec acc[TILE][2];
#pragma @=GCC unroll 8@>
      for (int i=0; i<TILE; i++) acc[i][0] = load(bias+c), acc[i][1] = load(bias+c+LANES);
      tile_product(acc, a+r*a_stride, a_stride, w, K);
#pragma @=GCC unroll 8@>
      for (int i=0; i<TILE; i++)
        for (int j=0; j<2; j++) {
          ptrdiff_t at = (r+i)*stride+c+j*LANES;
          NetworkVec s, y = silu(acc[i][j], &s);
          if (old!=NULL) y += load(old+at);
          store(h+at, y);
          if (slope!=NULL) store(slope+at, s);
        }
    }
}

@ @<Kernels of the network@>=
static void first_forward(float *h, float *slope, const float *a, ptrdiff_t a_stride, int K, const float *w, const float *bias,
  int rows, int wide, ptrdiff_t stride)
{
  if (slope!=NULL) layer_forward(h, slope, a, a_stride, K, w, bias, NULL, rows, wide, stride);
  else layer_forward(h, NULL, a, a_stride, K, w, bias, NULL, rows, wide, stride);
}
@#
static void block_forward(float *h, float *slope, const float *old, int K, const float *w, const float *bias,
  int rows, int wide, ptrdiff_t stride)
{
  if (slope!=NULL) layer_forward(h, slope, old, stride, K, w, bias, old, rows, wide, stride);
  else layer_forward(h, NULL, old, stride, K, w, bias, old, rows, wide, stride);
}
@#
static void linear(float *y, const float *a, ptrdiff_t a_stride, int K, const float *w, const float *bias, int rows, int wide, ptrdiff_t stride)
{
  for (int c=0; c<wide; c+=PANEL, w+=(size_t)K*PANEL)
    for (int r=0; r<rows; r+=TILE) {
      NetworkVec acc[TILE][2], b0 = bias==NULL ? all(0) : load(bias+c), b1 = bias==NULL ? all(0) : load(bias+c+LANES);
#pragma @=GCC unroll 8@>
      for (int i=0; i<TILE; i++) acc[i][0] = b0, acc[i][1] = b1;
      tile_product(acc, a+r*a_stride, a_stride, w, K);
#pragma @=GCC unroll 8@>
      for (int i=0; i<TILE; i++)
        for (int j=0; j<2; j++) store(y+(r+i)*stride+c+j*LANES, acc[i][j]);
    }
}

@ @<Kernels of the network@>=
KERNEL void layer_backward(float *g, float *dz, float *dbias, const float *a, ptrdiff_t a_stride, int K, const float *w,
  const float *slope, int add, int rows, int wide, ptrdiff_t stride)
{ /* $g\mathrel{+}=a\,w$, $dz=g\circ\mathrm{slope}$, $dbias\mathrel{+}=\sum dz$ */
  for (int c=0; c<wide; c+=PANEL, w+=(size_t)K*PANEL)
    for (int r=0; r<rows; r+=TILE) {
      NetworkVec acc[TILE][2], sum[2];
#pragma @=GCC unroll 8@>
      for (int i=0; i<TILE; i++) acc[i][0] = acc[i][1] = all(0);
      tile_product(acc, a+r*a_stride, a_stride, w, K);
      for (int j=0; j<2; j++) {
        if (slope!=NULL && dbias!=NULL) sum[j] = load(dbias+c+j*LANES);
#pragma @=GCC unroll 8@>
        for (int i=0; i<TILE; i++) {
          ptrdiff_t at = (r+i)*stride+c+j*LANES;
          NetworkVec y = acc[i][j];
          if (add) y += load(g+at);
          store(g+at, y);
          if (slope!=NULL) {
            y *= load(slope+at), store(dz+at, y);
            if (dbias!=NULL) sum[j] += y;
          }
        }
        if (slope!=NULL && dbias!=NULL) store(dbias+c+j*LANES, sum[j]);
      }
    }
}
@#
static void output_backward(float *g, float *dz, float *dbias, const float *a, ptrdiff_t a_stride, int K, const float *w,
  const float *slope, int rows, int wide, ptrdiff_t stride)
{
  if (slope==NULL) layer_backward(g, NULL, NULL, a, a_stride, K, w, NULL, 0, rows, wide, stride);
  else if (dbias!=NULL) layer_backward(g, dz, dbias, a, a_stride, K, w, slope, 0, rows, wide, stride);
  else layer_backward(g, dz, NULL, a, a_stride, K, w, slope, 0, rows, wide, stride);
}
@#
static void block_backward(float *g, float *dz, float *dbias, const float *a, int K, const float *w,
  const float *slope, int rows, int wide, ptrdiff_t stride)
{
  if (dbias!=NULL) layer_backward(g, dz, dbias, a, stride, K, w, slope, 1, rows, wide, stride);
  else layer_backward(g, dz, NULL, a, stride, K, w, slope, 1, rows, wide, stride);
}

@ @<Kernels of the network@>=
KERNEL void outer_tile(float *g, const float *a, ptrdiff_t a_stride, const float *d, ptrdiff_t stride, int rows, int n)
{
  NetworkVec acc[TILE][2];
#pragma @=GCC unroll 8@>
  for (int i=0; i<n; i++) acc[i][0] = load(g+i*PANEL), acc[i][1] = load(g+i*PANEL+LANES);
  for (int b=0; b<rows; b++) {
    NetworkVec d0 = load(d+b*stride), d1 = load(d+b*stride+LANES);
#pragma @=GCC unroll 8@>
    for (int i=0; i<n; i++) {
      NetworkVec x = all(a[b*a_stride+i]);
      acc[i][0] += x*d0, acc[i][1] += x*d1;
    }
  }
#pragma @=GCC unroll 8@>
  for (int i=0; i<n; i++) store(g+i*PANEL, acc[i][0]), store(g+i*PANEL+LANES, acc[i][1]);
}
@#
static void outer(float *g, const float *a, ptrdiff_t a_stride, const float *d, ptrdiff_t stride, int rows, int K, int wide)
{ /* $g\mathrel{+}=a^Td$ */
  for (int c=0; c<wide; c+=PANEL, g+=(size_t)K*PANEL) {
    int k = 0;
    for (; k+TILE<=K; k+=TILE) outer_tile(g+k*PANEL, a+k, a_stride, d+c, stride, rows, TILE);
    if (TILE>4 && k+4<=K) outer_tile(g+k*PANEL, a+k, a_stride, d+c, stride, rows, 4), k += 4;
    if (k+2<=K) outer_tile(g+k*PANEL, a+k, a_stride, d+c, stride, rows, 2), k += 2;
    if (k<K) outer_tile(g+k*PANEL, a+k, a_stride, d+c, stride, rows, 1);
  }
}
@#
static void dots(float *y, ptrdiff_t y_stride, int m, const float *a, ptrdiff_t stride, const float *w, int w_rows, const float *bias, int rows, int wide)
{ /* $y_{bo}=\mathrm{bias}_o+\sum_k a_{bk}w_{ok}$ */
  for (int b=0; b<rows; b++)
    for (int o=0; o<m; o++) {
      NetworkVec s = all(0);
      float sum = bias!=NULL ? bias[o] : 0;
      for (int k=0; k<wide; k+=LANES)
        s += load(a+b*stride+k)*load(w+((size_t)(k/PANEL)*(size_t)w_rows+(size_t)o)*PANEL+k%PANEL);
      for (int step=1; step<LANES; step *= 2) { /* pairs, in a fixed order */
        NetworkVec t = s;
        for (int l=0; l<LANES; l++) t[l] = s[l^step];
        s += t;
      }
      y[b*y_stride+o] = sum+s[0];
    }
}

@ @<Passes of the network@>=
enum {@+CHUNK=64@+};
typedef struct {
  int K, first_rows;
  float *u, *h, *slope, *g, *dz[2], *F, *dF, *D, *dD, *P, *Q, *memory; /* |CHUNK| rows each; |h| and |slope| |blocks+1| times */
} NetworkPass;
@#
static NetworkPass *pass_new(const Network *n)
{
  NetworkPass *p = base_new(1, sizeof *p);
  size_t wide = (size_t)n->stride, L = (size_t)n->s.blocks+1, m = (size_t)(n->s.outputs>n->s.inputs ? n->s.outputs : n->s.inputs);
  size_t K = (size_t)n->part[0].rows, each = CHUNK*(2*L*wide+3*wide+(n->s.gate ? 2*wide : 0)+padded((int)K)+4*(size_t)padded((int)m));
  float *f = p->memory = base_new(each, sizeof *f);
  p->K = (int)K;
  p->h = f, f += CHUNK*L*wide, p->slope = f, f += CHUNK*L*wide, p->g = f, f += CHUNK*wide;
  p->dz[0] = f, f += CHUNK*wide, p->dz[1] = f, f += CHUNK*wide;
  if (n->s.gate) p->P = f, f += CHUNK*wide, p->Q = f, f += CHUNK*wide;
  p->u = f, f += CHUNK*(size_t)padded((int)K);
  p->F = f, f += CHUNK*(size_t)padded((int)m), p->dF = f, f += CHUNK*(size_t)padded((int)m);
  p->D = f, f += CHUNK*(size_t)padded((int)m), p->dD = f;
  return p;
}
@#
static void pass_free(NetworkPass *p)
{
  free(p->memory), free(p);
}

@ @<Passes of the network@>=
static void features(float *u, const float *frequency, int F, float noise)
{
#pragma @=omp simd@>
  for (int j=0; j<F; j++) {
    float x = noise*frequency[j], t = x*0x1.45f306p-1f, n = t+0x1.8p23f-0x1.8p23f;
    float y = x*0x1.45f306p-1f-n+x*0x1.b9391p-26f, q = y*y; /* quarter turns */
    float s = y*(1.5707963268f+q*(-0.6459640975f+q*(0.0796926262f+q*(-0.0046817541f+q*0.0001604412f))));
    float c = 1+q*(-1.2337005501f+q*(0.2536695079f+q*(-0.0208634807f+q*(0.0009192603f-q*0.0000252020f))));
    int k = (int)n;
    float cosine = k&1 ? s : c, sine = k&1 ? c : s;
    u[j] = (k+1)&2 ? -cosine : cosine;
    u[F+j] = k&2 ? -sine : sine;
  }
}
@#
static float coefficient(const float *c, const NetworkBatch *b, size_t row, int i, float absent)
{
  int each = b->each>1 ? b->each : 1;
  if (c==NULL) return absent;
  return c[(b->same ? 0 : row*(size_t)each)+(size_t)(each>1 ? i : 0)];
}
@#
static void turn(float *y, const float *x, const float *basis, int d, int back)
{ /* $y=Bx$, or $y=B^Tx$ */
  if (basis==NULL) {
    if (y!=x) memcpy(y, x, (size_t)d*sizeof *y);
    return;
  }
  for (int i=0; i<d; i++) y[i] = 0;
  for (int i=0; i<d; i++)
    for (int j=0; j<d; j++)
      if (back) y[j] += basis[i*d+j]*x[i];
      else y[i] += basis[i*d+j]*x[j];
}

@ @<Passes of the network@>=
static void read_inputs(NetworkPass *p, const Network *n, const NetworkBatch *b, size_t first, int rows, int folded)
{
  int d = n->s.inputs, k = n->s.conditions;
  for (int r=0; r<rows; r++) {
    float *u = p->u+r*p->K;
    size_t row = first+(size_t)r;
    turn(u, b->x+row*(size_t)d, b->basis, d, 0);
    for (int i=0; i<d; i++) u[i] *= coefficient(b->in, b, row, i, 1);
    if (k>0) memcpy(u+d, b->condition+row*(size_t)k, (size_t)k*sizeof *u);
    if (n->s.features>0 && !folded) features(u+d+k, n->frequency, n->s.features, b->noise[b->same ? 0 : row]);
  }
  for (int r=rows; r%TILE!=0; r++) memset(p->u+r*p->K, 0, (size_t)p->K*sizeof(float));
}
@#
static void write_outputs(float *D, NetworkPass *p, const Network *n, const NetworkBatch *b, size_t first, int rows)
{ /* $D=B^T(\mathrm{skip}\circ Bx+\mathrm{out}\circ F)$ */
  int m = n->s.outputs, d = n->s.inputs;
  float y[d+1], v[m];
  for (int r=0; r<rows; r++) {
    size_t row = first+(size_t)r;
    for (int i=0; i<m; i++) v[i] = coefficient(b->out, b, row, i, 1)*p->F[r*m+i];
    if (b->skip!=NULL) {
      turn(y, b->x+row*(size_t)d, b->basis, d, 0);
      for (int i=0; i<m; i++) v[i] += coefficient(b->skip, b, row, i, 0)*y[i];
    }
    turn(D+r*m, v, b->basis, m, 1);
  }
}

@ @<Passes of the network@>=
static void forward(NetworkPass *p, const Network *n, int rows, int keep, const float *bias, const float *gate)
{
  int tiles = (rows+TILE-1)/TILE*TILE, L = n->s.blocks, wide = n->wide, folded = bias!=NULL;
  int used = n->s.inputs+n->s.conditions, K0 = folded ? used : p->K;
  size_t layer = CHUNK*(size_t)n->stride;
  const NetworkPart *q = n->part, *o = output_part(n);
  float *h = p->h;
  if (!folded) bias = n->w+n->part[1].at;
  @<Run the first layer of the network, whose panels may be longer than |K0|@>@;
  for (int l=0; l<L; l++) {
    float *next = keep ? h+layer : p->h+(h==p->h ? layer : 0);
    q = block_part(n, l);
    block_forward(next, keep ? p->slope+layer*(size_t)(l+1) : NULL, h, n->s.width, n->w+q->at, n->w+q[1].at, tiles, wide, n->stride);
    h = next;
  }
  if (n->s.gate) @<Add the gated branch of the network to |h|@>@;
  dots(p->F, n->s.outputs, n->s.outputs, h, n->stride, n->w+o->at, o->rows, n->w+o[1].at, rows, wide);
}

@ The rows of a panel that belong to the features come last in it.

@<Run the first layer of the network, whose panels may be longer than |K0|@>=
for (int c=0; c<wide; c+=PANEL)
  first_forward(h+c, keep ? p->slope+c : NULL, p->u, p->K, K0, n->w+q->at+(size_t)c*(size_t)p->K, bias+c, tiles, PANEL, n->stride);

@ @<Add the gated branch of the network to |h|@>=
{
  q = gate_part(n);
  linear(p->P, p->u, p->K, used, n->w+q->at, NULL, tiles, wide, n->stride);
  if (!folded) linear(p->Q, p->u+used, p->K, p->K-used, n->w+q[1].at, n->w+q[2].at, tiles, wide, n->stride);
  for (int r=0; r<rows; r++)
    for (int c=0; c<wide; c++) {
      ptrdiff_t at = r*n->stride+c;
      if (folded) p->Q[at] = gate[c];
      h[at] += p->P[at]*p->Q[at];
    }
}

@ @<Passes of the network@>=
static void read_gradient(NetworkPass *p, const Network *n, const NetworkBatch *b, size_t first, int rows, const float *dD, float scale)
{ /* $dF=\mathrm{out}\circ B\,dD$ */
  int m = n->s.outputs;
  for (int r=0; r<rows; r++) {
    turn(p->dF+r*m, dD+(size_t)r*(size_t)m, b->basis, m, 0);
    for (int i=0; i<m; i++) p->dF[r*m+i] *= scale*coefficient(b->out, b, first+(size_t)r, i, 1);
  }
  for (int r=rows; r%TILE!=0; r++) memset(p->dF+r*m, 0, (size_t)m*sizeof(float));
}
@#
static float *backward(NetworkPass *p, const Network *n, int rows, float *G)
{ /* from |dF|; adds to the gradient |G| unless it is |NULL|; returns the derivative by the first layer's $z$ */
  int tiles = (rows+TILE-1)/TILE*TILE, L = n->s.blocks, wide = n->wide, m = n->s.outputs;
  size_t layer = CHUNK*(size_t)n->stride;
  const NetworkPart *o = output_part(n), *q;
  float *h = p->h+layer*(size_t)L, *dz = p->dz[0], *other = p->dz[1];
  int bias = L==0 ? 1 : 3+2*(L-1);
  output_backward(p->g, dz, G!=NULL ? G+n->part[bias].at : NULL, p->dF, m, m, n->w+o->at, p->slope+layer*(size_t)L, tiles, wide, n->stride);
  if (G!=NULL) {
    for (int r=0; r<rows; r++)
      for (int i=0; i<m; i++) G[o[1].at+(size_t)i] += p->dF[r*m+i];
    outer(G+o->at, p->dF, m, h, n->stride, rows, m, wide);
  }
  if (n->s.gate) @<Go back through the gated branch of the network@>@;
  for (int l=L-1; l>=0; l--) {
    float *t = dz;
    h -= layer, q = block_part(n, l);
    if (G!=NULL) outer(G+q->at, h, n->stride, dz, n->stride, rows, n->s.width, wide);
    bias = l==0 ? 1 : 3+2*(l-1);
    block_backward(p->g, other, G!=NULL ? G+n->part[bias].at : NULL, dz, n->s.width, n->turned+turned_at(n, l), p->slope+layer*(size_t)l, tiles, wide, n->stride);
    dz = other, other = t;
  }
  if (G!=NULL) outer(G+n->part[0].at, p->u, p->K, dz, n->stride, rows, p->K, wide);
  return dz;
}

@ With $g$ the derivative by the last state, $P$ takes $g\circ Q$ and $Q$ takes $g\circ P$.

@<Go back through the gated branch of the network@>=
{
  int used = n->s.inputs+n->s.conditions;
  q = gate_part(n);
  for (int r=0; r<tiles; r++)
    for (int c=0; c<wide; c++) {
      ptrdiff_t at = r*n->stride+c;
      float P = p->P[at];
      p->P[at] = p->g[at]*p->Q[at], p->Q[at] = p->g[at]*P;
    }
  if (G!=NULL) {
    outer(G+q->at, p->u, p->K, p->P, n->stride, rows, used, wide);
    outer(G+q[1].at, p->u+used, p->K, p->Q, n->stride, rows, p->K-used, wide);
    for (int r=0; r<rows; r++)
      for (int c=0; c<wide; c++) G[q[2].at+(size_t)c] += p->Q[r*n->stride+c];
  }
}

@ Evaluation.

@<Evaluation of the network@>=
static void check_batch(const Network *n, const NetworkBatch *b)
{
  base_require(b->x!=NULL && (n->s.conditions==0 || b->condition!=NULL) && (n->s.features==0 || b->noise!=NULL),@|
    "network: the batch lacks an array that the shape asks for");
  base_require((b->skip==NULL && b->basis==NULL && b->each<=1) || n->s.inputs==n->s.outputs,@|
    "network: c_skip, a basis and coefficients by coordinate need as many outputs as inputs");
  base_require(b->each<=1 || b->each==n->s.inputs, "network: coefficients have 1 or %d columns, not %d", n->s.inputs, b->each);
}
@#
static float *folded(const Network *n, const NetworkBatch *b)
{ /* the biases of first layer and gate at the one noise level of the batch; |NULL| if there is not one */
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

@ @<Evaluation of the network@>=
typedef enum {@+VALUE, JACOBIAN, DIVERGENCE, PULLBACK@+} NetworkTask;
@#
@<Tangents of the network@>@;
static void run(NetworkTask task, float *D, float *J, const Network *n, size_t rows, const NetworkBatch *b, const float *dD)
{
  check_batch(n, b);
  float *bias = folded(n, b);
  long chunks = (long)((rows+CHUNK-1)/CHUNK);
#pragma @=omp parallel if (chunks>1)@>
  {
    NetworkPass *p = pass_new(n);
    int m = n->s.outputs;
#pragma @=omp for schedule(dynamic,1)@>
    for (long chunk=0; chunk<chunks; chunk++) {
      size_t first = (size_t)chunk*CHUNK;
      int some = (int)(rows-first<CHUNK ? rows-first : CHUNK);
      read_inputs(p, n, b, first, some, bias!=NULL);
      forward(p, n, some, task!=VALUE, bias, bias!=NULL ? bias+n->wide : NULL);
      if (D!=NULL) write_outputs(D+first*(size_t)m, p, n, b, first, some);
      if (task==PULLBACK) pull_back(J, p, n, b, first, some, dD);
      else if (task!=VALUE) tangents(J, p, n, b, first, some, task);
    }
    pass_free(p);
  }
  free(bias);
}

@ @<Evaluation of the network@>=
void network_evaluate(float *D, const Network *net, size_t n, const NetworkBatch *batch)
{
  run(VALUE, D, NULL, net, n, batch, NULL);
}
@#
void network_jacobian(float *D, float *J, const Network *net, size_t n, const NetworkBatch *batch)
{
  run(JACOBIAN, D, J, net, n, batch, NULL);
}
@#
void network_divergence(float *D, float *div, const Network *net, size_t n, const NetworkBatch *batch)
{
  base_require(net->s.inputs==net->s.outputs, "network_divergence: as many outputs as inputs");
  run(DIVERGENCE, D, div, net, n, batch, NULL);
}
@#
void network_pullback(float *dx, const Network *net, size_t n, const NetworkBatch *batch, const float *dD)
{
  run(PULLBACK, NULL, dx, net, n, batch, dD);
}

@ Forward mode: the derivative by one input runs through the network like a state.

@<Tangents of the network@>=
static void tangents(float *J, NetworkPass *p, const Network *n, const NetworkBatch *b, size_t first, int rows, NetworkTask task)
{
  int tiles = (rows+TILE-1)/TILE*TILE, d = n->s.inputs, m = n->s.outputs, L = n->s.blocks, wide = n->wide;
  size_t layer = CHUNK*(size_t)n->stride;
  const NetworkPart *o = output_part(n);
  float *T[d]; /* $\partial F/\partial u_i$ for every |i|, |rows| by |m| */
  float *memory = base_new((size_t)d*CHUNK*(size_t)m, sizeof *memory);
  for (int i=0; i<d; i++) {
    float *t = p->g, *s = p->dz[0];
    T[i] = memory+(size_t)i*CHUNK*(size_t)m;
    for (int r=0; r<tiles; r++)
      for (int c=0; c<wide; c++) t[r*n->stride+c] = p->slope[r*n->stride+c]*n->w[place(n->part, i, c-c%PANEL)+(size_t)(c%PANEL)];
    for (int l=0; l<L; l++) {
      const float *slope = p->slope+layer*(size_t)(l+1);
      const NetworkPart *q = block_part(n, l);
      linear(s, t, n->stride, n->s.width, n->w+q->at, NULL, tiles, wide, n->stride);
      for (int r=0; r<tiles; r++)
        for (int c=0; c<wide; c++) t[r*n->stride+c] += slope[r*n->stride+c]*s[r*n->stride+c];
    }
    if (n->s.gate)
      for (int r=0; r<tiles; r++)
        for (int c=0; c<wide; c++) t[r*n->stride+c] += p->Q[r*n->stride+c]*n->w[place(gate_part(n), i, c-c%PANEL)+(size_t)(c%PANEL)];
    dots(T[i], m, m, t, n->stride, n->w+o->at, o->rows, NULL, rows, wide);
  }
  @<Turn the tangents of the network into the Jacobian or its trace@>@;
  free(memory);
}

@ @<Turn the tangents of the network into the Jacobian or its trace@>=
for (int r=0; r<rows; r++) {
  size_t row = first+(size_t)r;
  double trace = 0;
  if (task==DIVERGENCE) {
    for (int i=0; i<d; i++)
      trace += coefficient(b->skip, b, row, i, 0)+coefficient(b->out, b, row, i, 1)*coefficient(b->in, b, row, i, 1)*T[i][r*m+i];
    J[row] = (float)trace;
    continue;
  }
  float *out = J+row*(size_t)m*(size_t)d;
  for (int j=0; j<d; j++) { /* $\partial D/\partial x_j=B^T(\mathrm{skip}\,B_{\cdot j}+\mathrm{out}\,\sum_iT_i\,\mathrm{in}_iB_{ij})$ */
    float v[m], y[m];
    for (int o=0; o<m; o++) {
      float sum = 0, skip = b->skip==NULL ? 0 : coefficient(b->skip, b, row, o, 0)*(b->basis!=NULL ? b->basis[o*d+j] : (float)(o==j));
      for (int i=0; i<d; i++)
        sum += T[i][r*m+o]*coefficient(b->in, b, row, i, 1)*(b->basis!=NULL ? b->basis[i*d+j] : (float)(i==j));
      v[o] = skip+coefficient(b->out, b, row, o, 1)*sum;
    }
    turn(y, v, b->basis, m, 1);
    for (int o=0; o<m; o++) out[o*d+j] = y[o];
  }
}

@ @<Tangents of the network@>=
static void pull_back(float *dx, NetworkPass *p, const Network *n, const NetworkBatch *b, size_t first, int rows, const float *dD)
{
  int d = n->s.inputs, m = n->s.outputs, used = d+n->s.conditions;
  float *du = base_new(2*CHUNK*(size_t)d, sizeof *du), *dv = du+CHUNK*d, y[d], v[d];
  read_gradient(p, n, b, first, rows, dD+first*(size_t)m, 1);
  float *dz = backward(p, n, rows, NULL);
  (void)used;
  dots(du, d, d, dz, n->stride, n->w+n->part[0].at, n->part[0].rows, NULL, rows, n->wide);
  if (n->s.gate) dots(dv, d, d, p->P, n->stride, n->w+gate_part(n)->at, gate_part(n)->rows, NULL, rows, n->wide);
  for (int r=0; r<rows; r++) {
    size_t row = first+(size_t)r;
    if (b->skip!=NULL) turn(y, dD+row*(size_t)m, b->basis, d, 0);
    for (int i=0; i<d; i++) {
      v[i] = coefficient(b->in, b, row, i, 1)*(du[r*d+i]+(n->s.gate ? dv[r*d+i] : 0));
      if (b->skip!=NULL) v[i] += coefficient(b->skip, b, row, i, 0)*y[i];
    }
    turn(dx+row*(size_t)d, v, b->basis, d, 1);
  }
  free(du);
}

@ @<Training of the network@>=
enum {@+SLOTS=8, UNIT=1024@+};
typedef struct {
  size_t at, length;
  int block, p, q, decay; /* a square of a block's matrix; |block==-1|: of none */
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
@#
static void add_unit(NetworkTrainer *t, size_t at, size_t length, int block, int p, int q, int decay)
{
  t->unit[t->units++] = (NetworkUnit){at, length, block, p, q, decay};
}
@#
static void cut_units(NetworkTrainer *t)
{
  const Network *n = t->net;
  t->unit = base_new(n->size/((size_t)PANEL*PANEL)+n->size/UNIT+(size_t)(n->wide/PANEL*n->s.blocks*n->wide/PANEL+n->parts*2), sizeof *t->unit);
  for (int i=0; i<n->parts; i++) {
    const NetworkPart *q = n->part+i;
    size_t length = (size_t)q->rows*(size_t)padded(q->columns);
    int decay = strstr(q->name, "weight")!=NULL, width = n->s.width;
    if (strncmp(q->name, "block", 5)==0 && decay) {
      for (int c=0; c<n->wide/PANEL; c++)
        for (int r=0; r*PANEL<width; r++)
          add_unit(t, q->at+((size_t)c*(size_t)width+(size_t)r*PANEL)*PANEL, (size_t)(width-r*PANEL<PANEL ? width-r*PANEL : PANEL)*PANEL,
            (i-2)/2, c, r, 1);
    }
    else for (size_t k=0; k<length; k+=UNIT) add_unit(t, q->at+k, length-k<UNIT ? length-k : UNIT, -1, 0, 0, decay);
  }
}

@ @<Training of the network@>=
NetworkTrainer *network_trainer_new(const Network *start, NetworkRecipe recipe, int rows)
{
  NetworkTrainer *t = base_new(1, sizeof *t);
  base_require(rows>=1, "network_trainer_new: a batch has at least one row");
  t->net = network_copy(start), t->average = network_copy(start);
  t->recipe = recipe, t->rows = rows;
  t->chunks = (rows+CHUNK-1)/CHUNK;
  for (t->slots=1; 2*t->slots<=SLOTS && 2*t->slots*128<=rows; t->slots *= 2) continue;
  t->m = base_new(t->net->size, sizeof(float)), t->v = base_new(t->net->size, sizeof(float));
  t->gradient = base_new((size_t)t->slots*t->net->size, sizeof(float));
  cut_units(t);
  t->part_loss = base_reals((size_t)t->chunks), t->part_norm = base_reals((size_t)t->units);
#if defined _OPENMP
  t->threads = omp_get_max_threads();
#else
  t->threads = 1;
#endif
  if (t->threads>t->slots) t->threads = t->slots;
  t->pass = base_new((size_t)t->threads, sizeof *t->pass);
  for (int i=0; i<t->threads; i++) t->pass[i] = pass_new(t->net);
  return t;
}
@#
void network_trainer_free(NetworkTrainer *t)
{
  if (t==NULL) return;
  for (int i=0; i<t->threads; i++) pass_free(t->pass[i]);
  network_free(t->net), network_free(t->average);
  free(t->m), free(t->v), free(t->gradient), free(t->unit), free(t->pass), free(t->part_loss), free(t->part_norm), free(t);
}

@ @<Training of the network@>=
NetworkRecipe network_recipe(double rate, long warmup, long steps)
{
  return (NetworkRecipe){rate, 0, 0.9, 0.999, 1e-8, 0.999, 0, warmup, steps};
}
@#
double network_rate(const NetworkRecipe *r, long step)
{
  if (step<r->warmup) return r->rate*(double)(step+1)/(double)r->warmup;
  if (step>=r->steps) return 0;
  return 0.5*r->rate*(1+cos(3.14159265358979323846*(double)(step-r->warmup)/(double)(r->steps-r->warmup)));
}
@#
double network_trainer_loss(const NetworkTrainer *t)@+{@+return t->loss;@+}
double network_trainer_norm(const NetworkTrainer *t)@+{@+return t->norm;@+}
long network_trainer_step(const NetworkTrainer *t)@+{@+return t->step;@+}
const Network *network_trainer_network(const NetworkTrainer *t)@+{@+return t->net;@+}
const Network *network_trainer_average(NetworkTrainer *t)@+{@+refresh(t->average);@+return t->average;@+}

@ @<Training of the network@>=
static void train_slot(NetworkTrainer *t, NetworkPass *p, int slot, const NetworkBatch *b, NetworkFill fill, NetworkLoss loss, void *data, long step)
{
  const Network *n = t->net;
  float *G = t->gradient+(size_t)slot*n->size;
  memset(G, 0, n->size*sizeof *G);
  for (int c=slot*t->chunks/t->slots; c<(slot+1)*t->chunks/t->slots; c++) {
    int first = c*CHUNK, rows = t->rows-first<CHUNK ? t->rows-first : CHUNK;
    if (fill!=NULL) fill(data, step, first, rows);
    read_inputs(p, n, b, (size_t)first, rows, 0);
    forward(p, n, rows, 1, NULL, NULL);
    write_outputs(p->D, p, n, b, (size_t)first, rows);
    t->part_loss[c] = loss(p->dD, p->D, data, step, first, rows);
    read_gradient(p, n, b, (size_t)first, rows, p->dD, 1/(float)t->rows);
    backward(p, n, rows, G);
  }
}
@#
static double gather(NetworkTrainer *t, const NetworkUnit *u)
{ /* sums the slots' gradients into the first; returns the sum of squares */
  float *g = t->gradient+u->at;
  double sum = 0;
  float part[PANEL] = {0};
  for (int s=1; s<t->slots; s++) {
    const float *other = g+(size_t)s*t->net->size;
#pragma @=omp simd@>
    for (size_t i=0; i<u->length; i++) g[i] += other[i];
  }
  for (size_t i=0; i<u->length; i+=PANEL)
    for (int l=0; l<PANEL; l++) part[l] += g[i+(size_t)l]*g[i+(size_t)l];
  for (int l=0; l<PANEL; l++) sum += part[l];
  return sum;
}
@#
typedef struct {@+float rate, shrink, beta1, beta2, first, second, epsilon, average, scale;@+} NetworkAdam;
@#
static void descend(NetworkTrainer *t, const NetworkUnit *u, const NetworkAdam *a)
{
  float *restrict w = t->net->w+u->at, *restrict e = t->average->w+u->at, *restrict m = t->m+u->at, *restrict v = t->v+u->at;
  const float *restrict g = t->gradient+u->at;
  float keep = u->decay ? a->shrink : 1;
#pragma @=omp simd@>
  for (size_t i=0; i<u->length; i++) {
    float G = a->scale*g[i];
    m[i] += (1-a->beta1)*(G-m[i]), v[i] += (1-a->beta2)*(G*G-v[i]);
    w[i] = keep*w[i]-a->rate*a->first*m[i]/(sqrtf(a->second*v[i])+a->epsilon);
    e[i] += a->average*(w[i]-e[i]);
  }
  if (u->block>=0)
    turn_block(t->net->turned+turned_at(t->net, u->block), t->net->w+block_part(t->net, u->block)->at, t->net->s.width, u->p, u->q);
}

@ @<Training of the network@>=
typedef struct {@+long arrived, tickets;@+} NetworkMeeting;
@#
static void meet(NetworkMeeting *m, long *round, int threads)
{ /* waits until all threads are here */
  if (threads==1) return;
  long target = ++*round*threads;
  __atomic_add_fetch(&m->arrived, 1, __ATOMIC_ACQ_REL);
  for (long spin=0; __atomic_load_n(&m->arrived, __ATOMIC_ACQUIRE)<target; spin++)
    if (spin>2000) sched_yield();
}
@#
static NetworkAdam adam_now(const NetworkTrainer *t, double norm)
{
  const NetworkRecipe *r = &t->recipe;
  double k = (double)t->step+1, rate = network_rate(r, t->step), average = fmin(r->average, k/(k+9));
  double scale = r->clip>0 && norm>r->clip ? r->clip/norm : 1;
  return (NetworkAdam){(float)rate, (float)(1-rate*r->decay), (float)r->beta1, (float)r->beta2, (float)(1/(1-pow(r->beta1, k))),
    (float)(1/(1-pow(r->beta2, k))), (float)r->epsilon, (float)(1-average), (float)scale};
}
@#
long network_train(NetworkTrainer *t, long steps, const NetworkBatch *batch, NetworkFill fill, NetworkLoss loss, void *data)
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
    for (long k=0; k<steps; k++) {
      @<Make one step of the network's training with the other threads@>@;
    }
  }
  t->loss = done>0 ? total/(double)done : NAN;
  return done;
}

@ @<Make one step of the network's training with the other threads@>=
long base = k*(t->slots+threads), ticket;
while ((ticket = __atomic_fetch_add(&meeting.tickets, 1, __ATOMIC_RELAXED)-base)<t->slots)
  train_slot(t, t->pass[me], (int)ticket, batch, fill, loss, data, t->step);
meet(&meeting, &round, threads);
int from = (int)((long)t->units*me/threads), to = (int)((long)t->units*(me+1)/threads);
for (int i=from; i<to; i++) t->part_norm[i] = gather(t, t->unit+i);
meet(&meeting, &round, threads);
double norm = 0, sum = 0;
for (int i=0; i<t->units; i++) norm += t->part_norm[i];
for (int i=0; i<t->chunks; i++) sum += t->part_loss[i];
norm = sqrt(norm);
if (!isfinite(norm) || !isfinite(sum)) break; /* all threads see the same, and leave */
NetworkAdam adam = adam_now(t, norm);
for (int i=from; i<to; i++) descend(t, t->unit+i, &adam);
meet(&meeting, &round, threads);
if (me==0) total += sum/t->rows, done = k+1, t->norm = norm, t->step++;
meet(&meeting, &round, threads);

@ @<Training of the network@>=
void network_gradient(float *dw, const Network *net, size_t n, const NetworkBatch *batch, const float *dD)
{
  NetworkPass *p = pass_new(net);
  float *G = base_new(net->size, sizeof *G);
  check_batch(net, batch);
  for (size_t first=0; first<n; first+=CHUNK) {
    int rows = (int)(n-first<CHUNK ? n-first : CHUNK);
    read_inputs(p, net, batch, first, rows, 0);
    forward(p, net, rows, 1, NULL, NULL);
    read_gradient(p, net, batch, first, rows, dD+first*(size_t)net->s.outputs, 1);
    backward(p, net, rows, G);
  }
  to_plain(dw, net, G);
  free(G), pass_free(p);
}

@ The exact network. Forward and backward in pairs.

@<The exact network@>=
static void exact_linear(double *z, const double *w, const double *b, int in, int out, const double *a)
{ /* $z=Wa+b$ */
  for (int o=0; o<out; o++) {
    z[o] = b==NULL ? 0 : b[o];
    for (int i=0; i<in; i++) z[o] += w[o*in+i]*a[i];
  }
}
@#
static void exact_linear_back(double *dw, double *db, double *da, const double *w, int in, int out, const double *a, const double *dz)
{ /* $dW\mathrel{+}=dz\,a^T$, $db\mathrel{+}=dz$, $da\mathrel{+}=W^Tdz$ */
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
    dz[i] = dh[i]*s*(1+z[i]*(1-s));
  }
}

@ @<The exact network@>=
typedef struct {
  const Network *n;
  const double *w;
  double *dw; /* |NULL|: not wanted */
  double *u, *h, *z, *P, *Q, *F, *du, *g, *dz, *dP, *dQ, *memory;
} NetworkExact;
@#
static NetworkExact exact_new(const Network *n, const double *w)
{
  NetworkExact e = {.@[n@]=n, .@[w@]=w};
  size_t K = (size_t)n->part[0].rows, W = (size_t)n->s.width, L = (size_t)n->s.blocks+1;
  double *f = e.memory = base_reals(2*K+W*(2*L+6)+(size_t)n->s.outputs+1);
  e.u = f, e.du = f += K, e.h = f += K, e.z = f += L*W, e.P = f += L*W, e.Q = f += W, e.g = f += W, e.dz = f += W, e.dP = f += W, e.dQ = f += W, e.F = f += W;
  return e;
}
@#
static const double *exact_w(const NetworkExact *e, const NetworkPart *q)@+{@+return e->w+q->plain;@+}

@ @<The exact network@>=
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

@ @<The exact network@>=
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
  exact_silu_back(e->dz, e->z, W, e->g);
  q = n->part;
  exact_linear_back(dw+q->plain, dw+q[1].plain, e->du, exact_w(e, q), K, W, e->u, e->dz);
}

@ @<The exact network@>=
static void exact_turn(double *y, const double *x, const float *B, int d, int back)
{
  for (int i=0; i<d; i++) {
    y[i] = B==NULL ? x[i] : 0;
    for (int j=0; B!=NULL && j<d; j++) y[i] += (double)B[back ? j*d+i : i*d+j]*x[j];
  }
}
@#
static void exact_read(NetworkExact *e, double *turned, const NetworkBatch *b, size_t row)
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
@#
void network_exact(double *D, NetworkShape shape, const double *w, size_t n, const NetworkBatch *b)
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

@ @<The exact network@>=
void network_exact_gradient(double *dw, double *dx, NetworkShape shape, const double *w, size_t n, const NetworkBatch *b, const double *dD)
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

@ Files. A tensor is written by name.

@<Files of the network@>=
typedef struct {
  const char *path;
  unsigned char *bytes;
  size_t size, data; /* of the file; where the tensors begin */
  cJSON *header;
  size_t claimed; /* bytes that the tensors asked for */
  const char *why;
} NetworkFile;
@#
static int whole(const cJSON *j, double *value)
{
  if (!cJSON_IsNumber(j) || !(j->valuedouble>=0) || j->valuedouble!=floor(j->valuedouble) || j->valuedouble>9e15) return 0;
  *value = j->valuedouble;
  return 1;
}
@#
static void open_file(NetworkFile *f, const char *path)
{
  FILE *in = fopen(path, "rb");
  long size;
  *f = (NetworkFile){.@[path@]=path};
  if (in==NULL) {@+f->why = "cannot be opened";@+return;@+}
  if (fseek(in, 0, SEEK_END)!=0 || (size = ftell(in))<0 || fseek(in, 0, SEEK_SET)!=0) f->why = "cannot be read";
  else {
    f->size = (size_t)size, f->bytes = base_new(f->size+1, 1);
    if (fread(f->bytes, 1, f->size, in)!=f->size) f->why = "cannot be read";
  }
  fclose(in);
  if (f->why!=NULL) return;
  uint64_t length = 0;
  if (f->size<8) {@+f->why = "is shorter than its first eight bytes";@+return;@+}
  for (int i=7; i>=0; i--) length = length<<8|f->bytes[i];
  if (length>f->size-8) {@+f->why = "ends inside its header";@+return;@+}
  f->data = 8+(size_t)length;
  f->header = cJSON_ParseWithLength((const char *)f->bytes+8, (size_t)length);
  if (!cJSON_IsObject(f->header)) f->why = "has a header that is not JSON";
}
@#
static void close_file(NetworkFile *f)
{
  cJSON_Delete(f->header), free(f->bytes);
}

@ @<Files of the network@>=
static const unsigned char *tensor(NetworkFile *f, const char *prefix, const char *name, int rows, int columns, int vector)
{ /* the bytes of the tensor, or |NULL| and the reason */
  char full[64];
  double begin, end, s[2];
  if (f->why!=NULL) return NULL;
  snprintf(full, sizeof full, "%s%s", prefix, name);
  const cJSON *t = cJSON_GetObjectItemCaseSensitive(f->header, full), *dtype, *shape, *at;
  if (!cJSON_IsObject(t)) {@+f->why = "lacks a tensor of the network";@+return NULL;@+}
  dtype = cJSON_GetObjectItemCaseSensitive(t, "dtype"), shape = cJSON_GetObjectItemCaseSensitive(t, "shape");
  at = cJSON_GetObjectItemCaseSensitive(t, "data_offsets");
  if (!cJSON_IsString(dtype) || strcmp(dtype->valuestring, "F32")!=0) {@+f->why = "holds a tensor that is not of floats";@+return NULL;@+}
  int good = cJSON_GetArraySize(shape)==(vector ? 1 : 2) && whole(cJSON_GetArrayItem(shape, 0), &s[0]) && s[0]==(vector ? columns : rows)@|
    && (vector || (whole(cJSON_GetArrayItem(shape, 1), &s[1]) && s[1]==columns));
  if (!good) {@+f->why = "holds a tensor of another shape";@+return NULL;@+}
  if (cJSON_GetArraySize(at)!=2 || !whole(cJSON_GetArrayItem(at, 0), &begin) || !whole(cJSON_GetArrayItem(at, 1), &end)@|
    || end-begin!=4.0*rows*columns) {@+f->why = "holds a tensor whose place does not fit its shape";@+return NULL;@+}
  if (end>(double)(f->size-f->data)) {@+f->why = "ends inside a tensor";@+return NULL;@+}
  f->claimed += (size_t)(end-begin);
  return f->bytes+f->data+(size_t)begin;
}
@#
static float float_at(const unsigned char *p)
{
  uint32_t b = (uint32_t)p[0]|(uint32_t)p[1]<<8|(uint32_t)p[2]<<16|(uint32_t)p[3]<<24;
  float x;
  memcpy(&x, &b, 4);
  return x;
}
@#
static void read_weights(float *w, const Network *n, NetworkFile *f, const char *prefix)
{ /* into plain order */
  for (const NetworkPart *q=n->part; q<n->part+n->parts; q++) {
    int out = q->upright ? q->rows : q->columns, in = q->upright ? q->columns : q->rows, vector = strstr(q->name, "weight")==NULL;
    const unsigned char *p = tensor(f, prefix, q->name, vector ? 1 : out, vector ? out : in, vector);
    if (p==NULL) return;
    for (size_t i=0; i<(size_t)q->rows*(size_t)q->columns; i++) {
      w[q->plain+i] = float_at(p+4*i);
      if (!isfinite(w[q->plain+i])) f->why = "holds a weight that is not finite";
    }
  }
}

@ @<Files of the network@>=
static const char *const shape_names[] = {"inputs", "conditions", "outputs", "width", "blocks", "features", "gate"};
static int *shape_field(NetworkShape *s, int i)
{
  int *field[] = {&s->inputs, &s->conditions, &s->outputs, &s->width, &s->blocks, &s->features, &s->gate};
  return field[i];
}
@#
static double meta(NetworkFile *f, const char *name)
{ /* metadata are strings */
  const cJSON *all_meta = cJSON_GetObjectItemCaseSensitive(f->header, "__metadata__"), *j = cJSON_GetObjectItemCaseSensitive(all_meta, name);
  char *rest;
  double x;
  if (!cJSON_IsString(j) || (x = strtod(j->valuestring, &rest), rest==j->valuestring || *rest!='\0' || !isfinite(x))) {
    if (f->why==NULL) f->why = "does not say the shape of a network";
    return 0;
  }
  return x;
}
@#
static NetworkShape read_shape(NetworkFile *f)
{
  NetworkShape s = {0};
  if (f->why!=NULL) return s;
  for (int i=0; i<7; i++) {
    double x = meta(f, shape_names[i]);
    if (f->why==NULL && (x<0 || x>1e5 || x!=floor(x))) f->why = "says an impossible shape";
    else *shape_field(&s, i) = (int)x;
  }
  s.low = meta(f, "low"), s.high = meta(f, "high");
  if (f->why==NULL && (s.inputs<1 || s.outputs<1 || s.width<1 || (s.features>0 && !(s.low>0 && s.high>=s.low)))) f->why = "says an impossible shape";
  if (f->why==NULL && ((double)s.width*s.width*s.blocks+(double)s.width*(s.inputs+s.outputs))*4>(double)f->size) f->why = "ends inside a tensor";
  return s;
}

@ @<Files of the network@>=
static void add_meta(cJSON *m, const char *name, double x)
{
  char text[40];
  snprintf(text, sizeof text, "%.17g", x);
  cJSON_AddStringToObject(m, name, text);
}
@#
static void describe(cJSON *header, const Network *n, const char *prefix, size_t *at)
{
  for (const NetworkPart *q=n->part; q<n->part+n->parts; q++) {
    char full[64];
    double out = q->upright ? q->rows : q->columns, in = q->upright ? q->columns : q->rows;
    size_t bytes = 4*(size_t)q->rows*(size_t)q->columns;
    snprintf(full, sizeof full, "%s%s", prefix, q->name);
    cJSON *t = cJSON_AddObjectToObject(header, full);
    cJSON_AddStringToObject(t, "dtype", "F32");
    cJSON *shape = cJSON_AddArrayToObject(t, "shape");
    cJSON_AddItemToArray(shape, cJSON_CreateNumber(out));
    if (strstr(q->name, "weight")!=NULL) cJSON_AddItemToArray(shape, cJSON_CreateNumber(in));
    cJSON *place_of = cJSON_AddArrayToObject(t, "data_offsets");
    cJSON_AddItemToArray(place_of, cJSON_CreateNumber((double)*at));
    cJSON_AddItemToArray(place_of, cJSON_CreateNumber((double)(*at+bytes)));
    *at += bytes;
  }
}
@#
static cJSON *new_header(const Network *n)
{
  cJSON *header = cJSON_CreateObject(), *m = cJSON_AddObjectToObject(header, "__metadata__");
  NetworkShape s = n->s;
  for (int i=0; i<7; i++) add_meta(m, shape_names[i], *shape_field(&s, i));
  add_meta(m, "low", s.low), add_meta(m, "high", s.high);
  return header;
}

@ @<Files of the network@>=
static void write_file(const char *path, const Network *n, cJSON *header, int sets, const float *const *set)
{
  char *text = cJSON_PrintUnformatted(header), *part = base_new(strlen(path)+32, 1);
  size_t length = strlen(text), padding = (8-length%8)%8;
  float *w = base_new(n->plain, sizeof *w);
  snprintf(part, strlen(path)+32, "%s.%ld.part", path, (long)getpid());
  FILE *out = fopen(part, "wb");
  if (out==NULL) base_fail("cannot write %s", part);
  for (int i=0; i<8; i++) putc((int)((length+padding)>>(8*i)&255), out);
  fwrite(text, 1, length, out);
  for (size_t i=0; i<padding; i++) putc(' ', out);
  for (int k=0; k<sets; k++) {
    to_plain(w, n, set[k]);
    for (size_t i=0; i<n->plain; i++) {
      uint32_t b;
      memcpy(&b, w+i, 4);
      for (int j=0; j<4; j++) putc((int)(b>>(8*j)&255), out);
    }
  }
  int lost = ferror(out);
  if (fclose(out)!=0 || lost || rename(part, path)!=0) unlink(part), base_fail("cannot write %s", path);
  free(w), free(part), cJSON_free(text), cJSON_Delete(header);
}
@#
void network_save(const Network *net, const char *path)
{
  cJSON *header = new_header(net);
  size_t at = 0;
  const float *set[1] = {net->w};
  describe(header, net, "", &at);
  write_file(path, net, header, 1, set);
}

@ @<Files of the network@>=
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
    if (f.why==NULL && f.claimed!=f.size-f.data) f.why = "holds more than the network";
    if (f.why==NULL) network_set(n, w);
    free(w);
  }
  if (f.why!=NULL) network_free(n), n = NULL;
  close_file(&f);
  if (why!=NULL) *why = f.why;
  else if (f.why!=NULL) base_fail("%s %s", path, f.why);
  return n;
}

@ @<Files of the network@>=
static const char *const prefixes[4] = {"", "average.", "adam.m.", "adam.v."};
@#
void network_trainer_save(const NetworkTrainer *t, const char *path)
{
  cJSON *header = new_header(t->net), *m = cJSON_GetObjectItemCaseSensitive(header, "__metadata__");
  size_t at = 0;
  const float *set[4] = {t->net->w, t->average->w, t->m, t->v};
  add_meta(m, "step", (double)t->step);
  for (int k=0; k<4; k++) describe(header, t->net, prefixes[k], &at);
  write_file(path, t->net, header, 4, set);
}
@#
const char *network_trainer_load(NetworkTrainer *t, const char *path)
{
  NetworkFile f;
  float *w = base_new(4*t->net->plain, sizeof *w), *to[4] = {t->net->w, t->average->w, t->m, t->v};
  open_file(&f, path);
  NetworkShape s = read_shape(&f), mine = t->net->s;
  double step = f.why==NULL ? meta(&f, "step") : 0;
  for (int i=0; i<7; i++)
    if (f.why==NULL && *shape_field(&s, i)!=*shape_field(&mine, i)) f.why = "belongs to a network of another shape";
  if (f.why==NULL && (s.low!=mine.low || s.high!=mine.high)) f.why = "belongs to a network of another shape";
  if (f.why==NULL && (step<0 || step!=floor(step) || step>9e15)) f.why = "says an impossible step";
  for (int k=0; k<4; k++) read_weights(w+(size_t)k*t->net->plain, t->net, &f, prefixes[k]);
  if (f.why==NULL && f.claimed!=f.size-f.data) f.why = "holds more than the network";
  if (f.why==NULL) {
    for (int k=0; k<4; k++) from_plain(to[k], t->net, w+(size_t)k*t->net->plain);
    refresh(t->net), refresh(t->average);
    t->step = (long)step;
  }
  free(w), close_file(&f);
  return f.why;
}

@*1 Checks.
Being written.
