/* Tests of the network: the double-precision network against central differences, the fast one against that, the optimiser against a
   plain one written here, and training, files and threads against what they promise. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#if defined _OPENMP
#include <omp.h>
#endif
#include "child.h"
#include "network.h"
#include "rng.h"
#include "near.h"

/* ---- networks with random weights, batches with random rows ---------------------------------------------------------------- */
enum { MOST = 300, WIDEST = 4 };
typedef struct {
  NetworkShape shape;
  Network *net;
  size_t N;
  float *w;
  double *W;
  float x[MOST*WIDEST], condition[MOST*WIDEST], noise[MOST], in[MOST*WIDEST], skip[MOST*WIDEST], out[MOST*WIDEST], basis[WIDEST*WIDEST];
  float dD[MOST*WIDEST];
  double DD[MOST*WIDEST];
  NetworkBatch batch;
} Case;

static Case *case_new(NetworkShape s, int each, int turned, int same)
{
  Case *c = calloc(1, sizeof *c);
  float angle[3];
  c->shape = s, c->net = network_new(s, 5), c->N = network_size(c->net);
  c->w = calloc(c->N, sizeof *c->w), c->W = calloc(c->N, sizeof *c->W);
  rng_normal_float(c->w, c->N, 11, 0, 0);
  float scale = .8f/sqrtf((float)s.width);
  for (size_t i = 0; i < c->N; i++) c->w[i] *= scale, c->W[i] = (double)c->w[i];
  network_set(c->net, c->w);
  rng_normal_float(c->x, MOST*WIDEST, 11, 1, 0), rng_normal_float(c->condition, MOST*WIDEST, 11, 2, 0);
  rng_normal_float(c->noise, MOST, 11, 3, 0), rng_normal_float(c->in, MOST*WIDEST, 11, 4, 0);
  rng_normal_float(c->skip, MOST*WIDEST, 11, 5, 0), rng_normal_float(c->out, MOST*WIDEST, 11, 6, 0);
  rng_normal_float(c->dD, MOST*WIDEST, 11, 7, 0), rng_normal_float(angle, 3, 11, 8, 0);
  for (int i = 0; i < MOST*WIDEST; i++) c->DD[i] = (double)c->dD[i];
  for (int i = 0; i < s.inputs; i++) c->basis[i*s.inputs+i] = 1; /* then a rotation in each plane of neighbours */
  for (int k = 0; k+1 < s.inputs; k++)
    for (int j = 0; j < s.inputs; j++) {
      float a = c->basis[k*s.inputs+j], b = c->basis[(k+1)*s.inputs+j];
      c->basis[k*s.inputs+j] = cosf(angle[k])*a-sinf(angle[k])*b;
      c->basis[(k+1)*s.inputs+j] = sinf(angle[k])*a+cosf(angle[k])*b;
    }
  c->batch = (NetworkBatch){.x = c->x, .noise = s.features ? c->noise : NULL, .condition = s.conditions ? c->condition : NULL, .same = same};
  if (each > 0) c->batch.in = c->in, c->batch.out = c->out, c->batch.each = each;
  if (each > 0 && s.inputs == s.outputs) c->batch.skip = c->skip;
  if (turned) c->batch.basis = c->basis;
  return c;
}
static void case_free(Case *c)
{
  network_free(c->net), free(c->w), free(c->W), free(c);
}

/* odd widths, no blocks, no features, gates, one and many outputs, and with all of the coefficients */
static const struct { NetworkShape s; int each, turned, same; } kinds[] = {
  {{.inputs = 1, .outputs = 1, .width = 1}, 0, 0, 0},
  {{.inputs = 2, .outputs = 2, .width = 64, .blocks = 2, .features = 16, .low = .5, .high = 20}, 1, 0, 0},
  {{.inputs = 3, .conditions = 2, .outputs = 3, .width = 37, .blocks = 3, .features = 5, .low = 1, .high = 9, .gate = 1}, 3, 1, 0},
  {{.inputs = 3, .conditions = 2, .outputs = 3, .width = 37, .blocks = 3, .features = 5, .low = 1, .high = 9, .gate = 1}, 3, 1, 1},
  {{.inputs = 4, .conditions = 1, .outputs = 2, .width = 33, .blocks = 1, .features = 1, .low = 2, .high = 2}, 0, 0, 1},
  {{.inputs = 2, .outputs = 2, .width = 20, .blocks = 1, .gate = 1}, 2, 0, 0},
};
enum { KINDS = sizeof kinds/sizeof *kinds };
static Case *kind(int k) { return case_new(kinds[k].s, kinds[k].each, kinds[k].turned, kinds[k].same); }

static double linear_loss(const Case *c, int rows)
{
  static double D[MOST*WIDEST];
  double sum = 0;
  network_exact(D, c->shape, c->W, (size_t)rows, &c->batch);
  for (int i = 0; i < rows*c->shape.outputs; i++) sum += c->DD[i]*D[i];
  return sum;
}
static double largest(const double *x, size_t n)
{
  double top = 0;
  for (size_t i = 0; i < n; i++) top = fmax(top, fabs(x[i]));
  return top;
}

/* Richardson's combination of two central differences has an error of order h^4: at h = 1e-3 about 1e-12 of the derivative's scale, and
   rounding 1e-13. Tolerance: 1e-8 of the largest derivative, the rest of the expansion is far below. */
Test(network, central)
{
  for (int k = 0; k < KINDS; k++) {
    enum { ROWS = 5 };
    Case *c = kind(k);
    double *dw = calloc(c->N, sizeof *dw), dx[ROWS*WIDEST], h = 1e-3;
    network_exact_gradient(dw, dx, c->shape, c->W, ROWS, &c->batch, c->DD);
    double scale = largest(dw, c->N);
    for (size_t i = 0; i < c->N; i += c->N > 200 ? c->N/61 : 1) {
      double w = c->W[i], f[4];
      for (int j = 0; j < 4; j++) c->W[i] = w+h*(double[]){1, -1, 2, -2}[j], f[j] = linear_loss(c, ROWS);
      c->W[i] = w;
      near((8*(f[0]-f[1])-(f[2]-f[3]))/(12*h), dw[i], 1e-8*scale);
    }
    free(dw), case_free(c);
  }
}

/* The inputs are floats, so the step is one that floats can make, 1/256, and the difference is Richardson's again, of sixth order.
   Tolerance: 1e-7 of one and the largest entry, far above the sixth power of the step and rounding. */
Test(network, inputs)
{
  for (int k = 0; k < KINDS; k++) {
    enum { ROWS = 4 };
    Case *c = kind(k);
    double dx[ROWS*WIDEST], h = 1./256;
    for (int i = 0; i < ROWS*WIDEST; i++) c->x[i] = roundf(c->x[i]*256)/256;
    network_exact_gradient(NULL, dx, c->shape, c->W, ROWS, &c->batch, c->DD);
    for (int i = 0; i < ROWS*c->shape.inputs; i++) {
      float x = c->x[i];
      double f[6];
      for (int j = 0; j < 6; j++) c->x[i] = x+(float)(h*(double[]){1, -1, 2, -2, 4, -4}[j]), f[j] = linear_loss(c, ROWS);
      c->x[i] = x;
      double a = (f[0]-f[1])/(2*h), b = (f[2]-f[3])/(4*h), d = (f[4]-f[5])/(8*h), ab = (4*a-b)/3, bd = (4*b-d)/3;
      near((16*ab-bd)/15, dx[i], 1e-7*(1+largest(dx, ROWS*(size_t)c->shape.inputs)));
    }
    case_free(c);
  }
}

/* Tolerance: 1e-5 of one and the largest entry, floats (6e-8) summed by the hundred through four layers. */
Test(network, values)
{
  for (int k = 0; k < KINDS; k++)
    for (int rows = 1; rows < MOST; rows = rows*3+2) {
      Case *c = kind(k);
      static float D[MOST*WIDEST];
      static double E[MOST*WIDEST];
      size_t n = (size_t)(rows*c->shape.outputs);
      network_evaluate(D, c->net, (size_t)rows, &c->batch);
      network_exact(E, c->shape, c->W, (size_t)rows, &c->batch);
      for (size_t i = 0; i < n; i++) near(D[i], E[i], 1e-5*(1+largest(E, n)));
      case_free(c);
    }
}
/* The same, with the sum over the rows of three chunks. Tolerance: 1e-5 of the largest entry, sums of floats over rows and layers. */
Test(network, gradient)
{
  for (int k = 0; k < KINDS; k++) {
    enum { ROWS = 131 };
    Case *c = kind(k);
    float *g = calloc(c->N, sizeof *g);
    double *G = calloc(c->N, sizeof *G);
    network_gradient(g, c->net, ROWS, &c->batch, c->dD);
    network_exact_gradient(G, NULL, c->shape, c->W, ROWS, &c->batch, c->DD);
    for (size_t i = 0; i < c->N; i++) near(g[i], G[i], 1e-5*largest(G, c->N));
    free(g), free(G), case_free(c);
  }
}
/* Tolerance: 1e-5 of one and the largest entry, as for values. */
Test(network, pullback)
{
  for (int k = 0; k < KINDS; k++) {
    enum { ROWS = 131 };
    Case *c = kind(k);
    size_t n = (size_t)(ROWS*c->shape.inputs);
    static float g[ROWS*WIDEST];
    static double G[ROWS*WIDEST];
    network_pullback(g, c->net, ROWS, &c->batch, c->dD);
    network_exact_gradient(NULL, G, c->shape, c->W, ROWS, &c->batch, c->DD);
    for (size_t i = 0; i < n; i++) near(g[i], G[i], 1e-5*(1+largest(G, n)));
    case_free(c);
  }
}

/* Each row of the Jacobian is a pullback of a unit vector. Tolerance: 1e-5 of one and the largest entry, as for values. */
Test(network, jacobian)
{
  for (int k = 0; k < KINDS; k++) {
    enum { ROWS = 70 };
    Case *c = kind(k);
    int d = c->shape.inputs, m = c->shape.outputs;
    static float D[ROWS*WIDEST], V[ROWS*WIDEST], J[ROWS*WIDEST*WIDEST];
    static double G[ROWS*WIDEST];
    network_jacobian(D, J, c->net, ROWS, &c->batch), network_evaluate(V, c->net, ROWS, &c->batch);
    for (int i = 0; i < ROWS*m; i++) near(D[i], V[i], 1e-5*(1+fabs((double)V[i])));
    for (int o = 0; o < m; o++) {
      double unit[ROWS*WIDEST] = {0};
      for (int r = 0; r < ROWS; r++) unit[r*m+o] = 1;
      network_exact_gradient(NULL, G, c->shape, c->W, ROWS, &c->batch, unit);
      for (int r = 0; r < ROWS; r++)
        for (int j = 0; j < d; j++) near(J[(r*m+o)*d+j], G[r*d+j], 1e-5*(1+largest(G, (size_t)(ROWS*d))));
    }
    case_free(c);
  }
}
/* Tolerance: 2e-6 of the diagonal's sum of sizes times d, some thirty roundings. */
Test(network, divergence)
{
  for (int k = 0; k < KINDS; k++) {
    enum { ROWS = 70 };
    Case *c = kind(k);
    int d = c->shape.inputs;
    static float J[ROWS*WIDEST*WIDEST], v[ROWS];
    if (d == c->shape.outputs) {
      network_jacobian(NULL, J, c->net, ROWS, &c->batch), network_divergence(NULL, v, c->net, ROWS, &c->batch);
      for (int r = 0; r < ROWS; r++) {
        double trace = 0, size = 1;
        for (int i = 0; i < d; i++) trace += (double)J[(r*d+i)*d+i], size += fabs((double)J[(r*d+i)*d+i]);
        near(v[r], trace, 2e-6*size*d);
      }
    }
    case_free(c);
  }
}

/* One noise level for all, against the same level written out for every row. Tolerance: 2e-5, sums in another order. */
Test(network, folding)
{
  enum { ROWS = 100 };
  Case *c = kind(3);
  static float D[ROWS*WIDEST], E[ROWS*WIDEST];
  network_evaluate(D, c->net, ROWS, &c->batch);
  for (int r = 1; r < ROWS; r++) {
    c->noise[r] = c->noise[0];
    for (int i = 0; i < 3; i++) c->in[3*r+i] = c->in[i], c->out[3*r+i] = c->out[i], c->skip[3*r+i] = c->skip[i];
  }
  c->batch.same = 0;
  network_evaluate(E, c->net, ROWS, &c->batch);
  for (int i = 0; i < ROWS*3; i++) near(D[i], E[i], 2e-5*(1+fabs((double)E[i])));
  case_free(c);
}

/* A network of one unit with weights 1, 0, 1, 0 is psi itself.  Its polynomial is good to 2e-7, its other operations to a few roundings;
   far out on the left the rounding of the exponent's argument counts |z| times, on machines without fused multiply-adds twice.
   Tolerance: 6e-7 (1+|z|/4) of the value and 2e-7 (3+|z|) of the slope. */
Test(network, silu)
{
  enum { N = 4001 };
  static float x[N], h[N], d[N];
  static const float w[4] = {1, 0, 1, 0};
  Network *net = network_new((NetworkShape){.inputs = 1, .outputs = 1, .width = 1}, 1);
  NetworkBatch b = {.x = x};
  network_set(net, w);
  for (int i = 0; i < N; i++) x[i] = (float)(i-2000)*.04f+.0007f;
  network_jacobian(h, d, net, N, &b);
  for (int i = 0; i < N; i++) {
    double z = (double)x[i], s = 1/(1+exp(-z));
    near(h[i], z*s, 6e-7*fabs(z*s)*(1+.25*fabs(z)));
    near(d[i], s+z*s*(1-s), 2e-7*(3+fabs(z))); /* 1-s by subtraction: half a unit of s, times z */
  }
  const float far[6] = {1e30f, -1e30f, 88.8f, -88.8f, INFINITY, 1000};
  memcpy(x, far, sizeof far);
  network_jacobian(h, d, net, 6, &b);
  for (int i = 0; i < 6; i++)
    if (i != 4) near(h[i], far[i] > 0 ? (double)far[i] : 0, 1e-6*(far[i] > 0 ? (double)far[i] : 1e-3)), near(d[i], far[i] > 0, 1e-6);
  x[0] = NAN;
  network_evaluate(h, net, 1, &b);
  cr_assert(isnan(h[0]), "a NaN must not be swallowed");
  network_free(net);
}

/* ---- preconditioning ------------------------------------------------------------------------------------------------------------ */
/* The coefficients have the properties that the theorem asks for (blur 0): target and input of variance 1; and whoever changes the skip,
   and keeps the target's variance, has a larger c_out. Tolerance: 2e-5 (1+s2/C) for the target, 1e-6 for the rest, roundings of floats. */
Test(network, karras)
{
  const double C = 1.7;
  for (double sigma = .01; sigma < 100; sigma *= 3) {
    float s = (float)sigma, in, skip, out, noise;
    double v = (double)s*(double)s;
    network_precondition(&in, &skip, &out, &noise, 1, &C, 0, 1, &s);
    near((double)in*(double)in*(C+v), 1, 1e-6);
    near(((1-(double)skip)*(1-(double)skip)*C+(double)skip*(double)skip*v)/((double)out*(double)out), 1, 2e-5*(1+v/C)); /* 1-skip cancels at small sigma, out loses nothing */
    near(skip, C/(C+v), 1e-6);
    for (int k = -4; k <= 4; k++) {
      double other = C/(C+v)+.05*k, wanted = sqrt((1-other)*(1-other)*C+other*other*v);
      if (k != 0) cr_assert(wanted > (double)out*(1+1e-5), "skip %g would do with %g, less than %g", other, wanted, (double)out);
    }
    near(noise, log((double)s)/4, 1e-6*(1+fabs(log((double)s))));
  }
}

/* Two points +-y, blurred: E[x0|x] from Bayes' formula by quadrature over x0, against the theorem's combination of rho, sigma and E[y|x]; then
   F that solves D = skip x + out F is the same function of x/sqrt(C+sigma^2) and tau as for unblurred points at level tau.
   Tolerance: 1e-9 for the mean, a sum of 1600 terms; 2e-6 for c_in, 2e-4 for F, floats that cancel. */
Test(network, blur)
{
  const double rho = .3, y = .8, C = y*y+rho*rho;
  for (double sigma = .05; sigma < 5; sigma *= 2.5)
    for (double x = -1.5; x < 1.6; x += .5) {
      double p = 0, mean = 0, tau2 = rho*rho+sigma*sigma, guess = y*tanh(x*y/tau2);
      for (double x0 = -4; x0 <= 4; x0 += .005) { /* smooth and vanishing at the ends: exact to rounding */
        double q = (exp(-(x0-y)*(x0-y)/(2*rho*rho))+exp(-(x0+y)*(x0+y)/(2*rho*rho)))*exp(-(x-x0)*(x-x0)/(2*sigma*sigma));
        p += q, mean += q*x0;
      }
      mean /= p;
      near(mean, (rho*rho*x+sigma*sigma*guess)/tau2, 1e-9);
      float s = (float)sigma, in, skip, out, t = (float)sqrt(tau2), in_y, skip_y, out_y;
      double Cy = y*y;
      network_precondition(&in, &skip, &out, NULL, 1, &C, rho*rho, 1, &s);
      network_precondition(&in_y, &skip_y, &out_y, NULL, 1, &Cy, 0, 1, &t);
      near(in, in_y, 2e-6);
      near((mean-(double)skip*x)/(double)out, (guess-(double)skip_y*x)/(double)out_y, 2e-4); /* floats, cancelling a little */
    }
}

/* In a basis: the best linear denoiser of normal data of covariance C is C (C + s2 I)^-1, here two by two and by Cramer's rule.
   Tolerance: 2e-6, roundings of floats of size one. */
Test(network, covariance)
{
  enum { ROWS = 20 };
  const double c = cos(.7), s = sin(.7), e[2] = {2.5, .3}, s2 = .49;
  const double C[3] = {c*c*e[0]+s*s*e[1], c*s*(e[0]-e[1]), s*s*e[0]+c*c*e[1]}; /* rows of B: (c, s) and (-s, c) */
  float basis[4] = {(float)c, (float)s, (float)-s, (float)c}, sigma = .7f, in[2], skip[2], out[2], noise, x[2*ROWS], D[2*ROWS];
  Network *net = network_new((NetworkShape){.inputs = 2, .outputs = 2, .width = 32, .blocks = 1, .features = 4, .low = 1, .high = 8}, 3);
  network_precondition(in, skip, out, &noise, 2, e, 0, 1, &sigma);
  NetworkBatch b = {.x = x, .noise = &noise, .in = in, .skip = skip, .out = out, .each = 2, .basis = basis, .same = 1};
  rng_normal_float(x, 2*ROWS, 1, 1, 0);
  network_evaluate(D, net, ROWS, &b);
  double a = C[0]+s2, d = C[2]+s2, det = a*d-C[1]*C[1];
  for (int r = 0; r < ROWS; r++) {
    double u = (d*(double)x[2*r]-C[1]*(double)x[2*r+1])/det, v = (a*(double)x[2*r+1]-C[1]*(double)x[2*r])/det;
    near(D[2*r], C[0]*u+C[1]*v, 2e-6), near(D[2*r+1], C[1]*u+C[2]*v, 2e-6);
  }
  network_free(net);
}

/* ---- initial weights ----------------------------------------------------------------------------------------------------------------- */
/* Variance 1/n_in of 1000 to 26000 normals. Tolerance: five standard errors sqrt(2/n) of a variance; zeros and ones exact. */
Test(network, initial)
{
  NetworkShape s = {.inputs = 40, .outputs = 3, .width = 160, .blocks = 1, .features = 4, .low = 1, .high = 2, .gate = 1};
  Network *net = network_new(s, 9);
  size_t N = network_size(net), K = 48, W = 160, at = 0, sizes[4] = {K*W, W*W, 40*W, 8*W};
  float *w = calloc(N, sizeof *w);
  network_get(w, net);
  for (int p = 0; p < 4; p++) {
    double sum = 0, fan = (double[]){48, 160, 40, 8}[p];
    for (size_t i = 0; i < sizes[p]; i++) sum += (double)w[at+i]*(double)w[at+i];
    near(fan*sum/(double)sizes[p], p < 3, 5*sqrt(2./(double)sizes[p]));
    at += sizes[p];
    if (p != 2) for (size_t i = 0; i < W; i++) near(w[at+i], p == 3, 0); /* biases zero, the gate's one */
    if (p != 2) at += W;
  }
  for (size_t i = at; i < N; i++) near(w[i], 0, 0);
  cr_assert(N == at+3*W+3, "%zu weights", N);
  free(w), network_free(net);
}

/* ---- training -------------------------------------------------------------------------------------------------------------------------- */
typedef struct { int outputs; const float *target; long poison; } Goal; /* at step |poison| (from 1) one gradient is spoilt */
static double square(float *gradient, const float *D, void *data, long step, int first, int rows)
{
  const Goal *g = data;
  double sum = 0;
  for (int i = 0; i < rows*g->outputs; i++) {
    float e = D[i]-g->target[first*g->outputs+i];
    gradient[i] = 2*e, sum += (double)(e*e);
  }
  if (g->poison > 0 && step == g->poison-1 && first == 64) gradient[3] = NAN;
  if (g->poison < 0 && step == -g->poison-1 && first == 0) sum = INFINITY;
  return sum;
}
enum { ROWS = 270 };
static Case *pupil(void) { return kind(2); }
static void weights_of(float *w, const NetworkTrainer *t) { network_get(w, network_trainer_network(t)); }

/* the same descent with plain loops in double precision, gradients from network_exact_gradient: floats follow for a dozen steps to 1e-5, that is
   to 1e-3 of the distance gone (12 steps of 1e-2). Adam divides by the gradient's size, so weights whose gradients are only rounding
   are compared with a looser measure: the mean. Tolerance: 2e-5 in the mean over the weights, 1e-3 of
   the norm, 1e-4 of the loss, the drift of floats in 12 steps. */
Test(network, adam)
{
  Case *c = pupil();
  NetworkRecipe r = {.rate = 1e-2, .decay = .3, .beta1 = .8, .beta2 = .95, .epsilon = 1e-6, .average = .9, .clip = 0, .warmup = 5, .steps = 20};
  NetworkTrainer *t = network_trainer_new(c->net, r, ROWS);
  Goal goal = {3, c->dD, 0};
  size_t N = c->N;
  double *m = calloc(N, 8), *v = calloc(N, 8), *g = calloc(N, 8), *e = calloc(N, 8), *D = calloc(ROWS*3, 8), *dD = calloc(ROWS*3, 8);
  float *w = calloc(N, 4), *a = calloc(N, 4);
  const int W = 37, K = 15, in = 5; /* matrices decay; biases, found by their place, do not */
  for (size_t i = 0; i < N; i++) e[i] = c->W[i];
  for (int k = 0; k < 12; k++) {
    double loss = 0, rate = k < 5 ? 1e-2*(k+1)/5 : 5e-3*(1+cos(3.14159265358979323846*(k-5)/15));
    near(network_rate(&r, k), rate, 1e-15);
    network_exact(D, c->shape, c->W, ROWS, &c->batch);
    for (int i = 0; i < ROWS*3; i++) dD[i] = 2*(D[i]-c->DD[i])/ROWS, loss += (D[i]-c->DD[i])*(D[i]-c->DD[i])/ROWS;
    network_exact_gradient(g, NULL, c->shape, c->W, ROWS, &c->batch, dD);
    double gamma = fmin(.9, (k+1.)/(k+10.)), norm = 0;
    for (size_t i = 0; i < N; i++) {
      size_t blocks = (size_t)K*W, j = i, each = (size_t)W*W+W;
      int bias = i >= blocks && i < blocks+W;
      if (i >= blocks+W) {
        j = i-blocks-W;
        if (j < 3*each) bias = j%each >= (size_t)W*W;
        else j -= 3*each, bias = (j >= (size_t)(in+10)*W && j < (size_t)(in+10)*W+W) || j >= (size_t)(in+10)*W+W+3*W;
      }
      m[i] += .2*(g[i]-m[i]), v[i] += .05*(g[i]*g[i]-v[i]), norm += g[i]*g[i];
      c->W[i] = (bias ? 1 : 1-rate*.3)*c->W[i]-rate*m[i]/(1-pow(.8, k+1))/(sqrt(v[i]/(1-pow(.95, k+1)))+1e-6);
      e[i] += (1-gamma)*(c->W[i]-e[i]);
    }
    cr_assert(network_train(t, 1, &c->batch, NULL, square, &goal) == 1 && network_trainer_step(t) == k+1);
    near(network_trainer_loss(t), loss, 1e-4*loss);
    near(network_trainer_norm(t), sqrt(norm), 1e-3*sqrt(norm));
  }
  weights_of(w, t), network_get(a, network_trainer_average(t));
  double off[2] = {0};
  for (size_t i = 0; i < N; i++) off[0] += fabs((double)w[i]-c->W[i])/(double)N, off[1] += fabs((double)a[i]-e[i])/(double)N;
  near(off[0], 0, 2e-5), near(off[1], 0, 2e-5);
  free(m), free(v), free(g), free(e), free(D), free(dD), free(w), free(a);
  network_trainer_free(t), case_free(c);
}

/* Output biases under random gradients, 1.5 or -0.5 with equal chance: mean 1/2, mean square 5/4. With beta2 = 0 and a huge epsilon a step is the
   corrected first moment; with beta1 = 0 and a tiny one it is the gradient over the root of the second. 1000 independent biases give means.
   Tolerance: five standard errors of the mean of 1000 (deviations at most 1). */
enum { COINS = 1000 };
static double coin(float *gradient, const float *D, void *data, long step, int first, int rows)
{
  (void)D, (void)data, (void)first;
  rng_uniform_float(gradient, (size_t)(rows*COINS), 6, (uint64_t)step, 0);
  for (int i = 0; i < rows*COINS; i++) gradient[i] = gradient[i] < .5f ? -.5f : 1.5f;
  return 0;
}
Test(network, correction)
{
  Network *net = network_new((NetworkShape){.inputs = 1, .outputs = COINS, .width = 1}, 1);
  size_t N = network_size(net), at = N-COINS; /* the output's biases are the last weights */
  float *w = calloc(N, 4), *before = calloc(N, 4), *g = calloc(COINS, 4);
  const float x = 0;
  NetworkBatch b = {.x = &x};
  for (int second = 0; second < 2; second++) {
    NetworkRecipe r = {.rate = second ? 1 : 1e6, .beta1 = second ? 0 : .9, .beta2 = second ? .95 : 0, .epsilon = second ? 1e-12 : 1e6, .average = .9, .steps = 1000000000};
    NetworkTrainer *t = network_trainer_new(net, r, 1);
    memset(before, 0, N*4);
    for (int k = 0; k < 40; k++) {
      double mean = 0;
      cr_assert(network_train(t, 1, &b, NULL, coin, NULL) == 1);
      weights_of(w, t), coin(g, NULL, NULL, k, 0, 1);
      for (int i = 0; i < COINS; i++) {
        double move = (double)before[at+(size_t)i]-(double)w[at+(size_t)i];
        mean += (second ? pow((double)g[i]/move, 2) : move)/COINS;
      }
      near(mean, second ? 1.25 : .5, 5/sqrt(COINS));
      memcpy(before, w, N*4);
    }
    network_trainer_free(t);
  }
  free(w), free(before), free(g), network_free(net);
}

/* With an epsilon far above every gradient the first step is rate/epsilon times the gradient, clipped or not: here the gradient itself, but for
   1e-3 of it, the largest entry over epsilon. Tolerance: 1e-2 of the length. */
Test(network, clip)
{
  Case *c = pupil();
  Goal goal = {3, c->dD, 0};
  float *w = calloc(c->N, 4);
  for (int k = 0; k < 2; k++) {
    NetworkRecipe r = {.rate = 1e4, .beta1 = .9, .beta2 = .999, .epsilon = 1e4, .average = .9, .clip = k*.1, .warmup = 0, .steps = 10};
    NetworkTrainer *t = network_trainer_new(c->net, r, ROWS);
    double length = 0;
    network_train(t, 1, &c->batch, NULL, square, &goal), weights_of(w, t);
    for (size_t i = 0; i < c->N; i++) length += pow((double)w[i]-(double)c->w[i], 2);
    cr_assert(network_trainer_norm(t) > .2);
    near(sqrt(length), k == 0 ? network_trainer_norm(t) : .1, .01*(k == 0 ? network_trainer_norm(t) : .1));
    network_trainer_free(t);
  }
  free(w), case_free(c);
}

#if defined _OPENMP
/* The same bytes for one, two, three and five threads; callbacks get every row once. Tolerance: none, equality to the bit. */
static int seen[5][ROWS*4];
static void count_fill(void *data, long step, int first, int rows)
{
  (void)data, (void)step;
  for (int i = first; i < first+rows; i++) {
#pragma omp atomic
    seen[0][i]++;
  }
}
Test(network, threads)
{
  enum { BIG = 300 };
  Case *c = pupil();
  Goal goal = {3, c->dD, 0};
  float *w[4], *D[4];
  const int threads[4] = {1, 2, 3, 5};
  NetworkBatch level = c->batch;
  level.same = 1;
  for (int k = 0; k < 4; k++) {
    omp_set_num_threads(threads[k]);
    NetworkTrainer *t = network_trainer_new(c->net, network_recipe(1e-2, 3, 100), BIG);
    memset(seen, 0, sizeof seen);
    cr_assert(network_train(t, 7, &c->batch, count_fill, square, &goal) == 7);
    for (int i = 0; i < BIG; i++) cr_assert(seen[0][i] == 7, "row %d was asked for %d times", i, seen[0][i]);
    w[k] = calloc(c->N, 4), D[k] = calloc(BIG*3, 4), weights_of(w[k], t);
    network_evaluate(D[k], network_trainer_network(t), BIG, &level);
    cr_assert(memcmp(w[k], w[0], c->N*4) == 0 && memcmp(D[k], D[0], BIG*3*4) == 0, "%d threads", threads[k]);
    network_trainer_free(t);
  }
  for (int k = 0; k < 4; k++) free(w[k]), free(D[k]);
  case_free(c);
}
#endif

/* A loss or a gradient that is not finite in step 5 leaves four steps done, and the weights after them. Tolerance: none, equality to the bit. */
Test(network, finite)
{
  for (int k = 0; k < 2; k++) {
    Case *c = pupil();
    Goal good = {3, c->dD, 0}, bad = {3, c->dD, k == 0 ? 5 : -5};
    NetworkTrainer *t = network_trainer_new(c->net, network_recipe(1e-2, 3, 100), ROWS), *u = network_trainer_new(c->net, network_recipe(1e-2, 3, 100), ROWS);
    float *a = calloc(c->N, 4), *b = calloc(c->N, 4);
    cr_assert(network_train(t, 10, &c->batch, NULL, square, &bad) == 4 && network_trainer_step(t) == 4);
    cr_assert(network_train(u, 4, &c->batch, NULL, square, &good) == 4);
    weights_of(a, t), weights_of(b, u);
    cr_assert(memcmp(a, b, c->N*4) == 0);
    network_get(a, network_trainer_average(t)), network_get(b, network_trainer_average(u));
    cr_assert(memcmp(a, b, c->N*4) == 0);
    free(a), free(b), network_trainer_free(t), network_trainer_free(u), case_free(c);
  }
}

/* It does learn: y = x1 x2 on 512 points, in 400 steps. Tolerance: a mean square error of 0.02, from 1; about 0.002 is usual. */
Test(network, learns)
{
  enum { N = 512 };
  static float x[2*N], y[N];
  rng_normal_float(x, 2*N, 4, 1, 0);
  for (int i = 0; i < N; i++) y[i] = x[2*i]*x[2*i+1];
  Network *net = network_new((NetworkShape){.inputs = 2, .outputs = 1, .width = 32, .blocks = 1}, 1);
  NetworkTrainer *t = network_trainer_new(net, network_recipe(1e-2, 20, 400), N);
  Goal goal = {1, y, 0};
  NetworkBatch b = {.x = x};
  network_train(t, 10, &b, NULL, square, &goal);
  cr_assert(network_trainer_loss(t) > .3);
  network_train(t, 380, &b, NULL, square, &goal), network_train(t, 10, &b, NULL, square, &goal);
  cr_assert(network_trainer_loss(t) < .02, "loss %g", network_trainer_loss(t));
  network_trainer_free(t), network_free(net);
}

/* ---- files ---------------------------------------------------------------------------------------------------------------------------------- */
static const char *file_name(const char *what)
{
  static char path[64];
  snprintf(path, sizeof path, "/tmp/network-test-%s-%ld", what, (long)getpid());
  return path;
}
static unsigned char *slurp(const char *path, size_t *n)
{
  FILE *f = fopen(path, "rb");
  cr_assert(f != NULL);
  fseek(f, 0, SEEK_END), *n = (size_t)ftell(f), rewind(f);
  unsigned char *b = malloc(*n+1);
  cr_assert(fread(b, 1, *n, f) == *n);
  fclose(f), b[*n] = 0;
  return b;
}
static void spill(const char *path, const unsigned char *b, size_t n)
{
  FILE *f = fopen(path, "wb");
  cr_assert(f != NULL && fwrite(b, 1, n, f) == n);
  fclose(f);
}

/* The header's promises, read with nothing but the C library: length, names, and the first matrix in its place with one row an output.
   Tolerance: none, equality to the bit. */
Test(network, file)
{
  Case *c = pupil();
  const char *path = file_name("file"), *why;
  size_t n;
  network_save(c->net, path);
  Network *again = network_load(path, &why);
  cr_assert(again != NULL && why == NULL, "%s", why);
  float *w = calloc(c->N, 4), first;
  network_get(w, again);
  cr_assert(memcmp(w, c->w, c->N*4) == 0);
  NetworkShape s = network_shape(again);
  cr_assert(s.inputs == 3 && s.conditions == 2 && s.outputs == 3 && s.width == 37 && s.blocks == 3 && s.features == 5 && s.gate == 1 && s.low == 1 && s.high == 9);
  unsigned char *b = slurp(path, &n);
  size_t head = b[0]+256u*b[1]+65536u*b[2];
  cr_assert(head%8 == 0 && n == 8+head+4*c->N, "%zu bytes, header %zu, %zu weights", n, head, c->N);
  cr_assert(strstr((char *)b+8, "\"input.weight\":{\"dtype\":\"F32\",\"shape\":[37,15],\"data_offsets\":[0,2220]}") != NULL, "%.300s", (char *)b+8);
  memcpy(&first, b+8+head, 4);
  cr_assert(first == c->w[0]); /* on machines whose floats are little-endian, which the format is */
  unlink(path);
  free(w), free(b), network_free(again), case_free(c);
}

static void refused(const unsigned char *b, size_t n, const char *reason)
{
  const char *path = file_name("bad"), *why = NULL;
  spill(path, b, n);
  Network *net = network_load(path, &why);
  unlink(path);
  cr_assert(net == NULL && why != NULL && strstr(why, reason) != NULL, "want \"%s\", got \"%s\"", reason, why == NULL ? "a network" : why);
}
/* replaces a text of the header by one of the same length */
static void forged(const unsigned char *b, size_t n, const char *old, const char *new, const char *reason)
{
  unsigned char *copy = malloc(n+1);
  memcpy(copy, b, n+1);
  char *at = strstr((char *)copy+8, old);
  cr_assert(at != NULL && strlen(old) == strlen(new), "%s", old);
  memcpy(at, new, strlen(new));
  refused(copy, n, reason);
  free(copy);
}
static void load_folder(void) { const char *why; exit(network_load("/", &why) == NULL && strcmp(why, "cannot be read") == 0 ? 0 : 9); }
/* Tolerance: none, every file is refused, and for its own reason. */
Test(network, refusal)
{
  Case *c = pupil();
  size_t n;
  const char *path = file_name("good"), *why;
  network_save(c->net, path);
  unsigned char *b = slurp(path, &n);
  unlink(path);
  cr_assert(network_load(path, &why) == NULL && strstr(why, "opened"));
  char words[200];
  cr_assert_eq(child_run(load_folder, words, sizeof words), 0, "a folder in the place of a file: %s", words);
  refused(b, 0, "first eight bytes"), refused(b, 7, "first eight bytes"), refused(b, 8, "inside its header"), refused(b, 200, "inside its header");
  refused(b, n-1, "inside a tensor"), refused(b, n/2, "inside a tensor");
  forged(b, n, "\"width\":\"37\"", "\"width\":\"38\"", "another shape");
  forged(b, n, "\"width\":\"37\"", "\"width\":\"0\" ", "impossible shape");
  forged(b, n, "\"width\":\"37\"", "\"width\":\"x\" ", "does not tell");
  forged(b, n, "\"width\":\"37\"", "\"WIDTH\":\"37\"", "does not tell");
  forged(b, n, "\"blocks\":\"3\"", "\"blocks\":\"2\"", "holds more");
  forged(b, n, "[37,15]", "[15,37]", "another shape");
  forged(b, n, "[0,2220]", "[8,2228]", "overlap");
  forged(b, n, "[0,2220]", "[0,2216]", "does not fit");
  forged(b, n, "[0,2220]", "[-4,216]", "does not fit");
  forged(b, n, "\"F32\"", "\"F16\"", "not of floats");
  forged(b, n, "input.weight", "input.weighs", "lacks");
  forged(b, n, "{\"__meta", "[\"__meta", "not JSON");
  memcpy(b+n-4, (unsigned char[]){0, 0, 192, 127}, 4), refused(b, n, "not finite");
  memset(b, 255, 8), refused(b, n, "inside its header");
  memset(b, 0, 8), refused(b, n, "not JSON");
  free(b), case_free(c);
}

/* 9 steps at once; or 5, saved, and 4 by a new trainer that loads: the same bytes in all of the state. Tolerance: none, equality to the bit. */
Test(network, resume)
{
  Case *c = pupil();
  Goal goal = {3, c->dD, 0};
  NetworkRecipe r = network_recipe(1e-2, 3, 100);
  NetworkTrainer *t = network_trainer_new(c->net, r, ROWS), *u = network_trainer_new(c->net, r, ROWS), *v = network_trainer_new(c->net, r, ROWS);
  size_t n, m;
  const char *path = file_name("state"), *why;
  network_train(t, 9, &c->batch, NULL, square, &goal);
  network_train(u, 5, &c->batch, NULL, square, &goal), network_trainer_save(u, path);
  why = network_trainer_load(v, path);
  cr_assert(why == NULL && network_trainer_step(v) == 5, "%s", why);
  network_train(v, 4, &c->batch, NULL, square, &goal);
  network_trainer_save(t, path);
  unsigned char *a = slurp(path, &n);
  network_trainer_save(v, path);
  unsigned char *b = slurp(path, &m);
  cr_assert(n == m && memcmp(a, b, n) == 0);
  Case *other = kind(1);
  NetworkTrainer *w = network_trainer_new(other->net, r, ROWS);
  why = network_trainer_load(w, path);
  cr_assert(why != NULL && strstr(why, "another shape") != NULL && network_trainer_step(w) == 0);
  network_save(c->net, path); /* weights alone are no state */
  why = network_trainer_load(v, path);
  cr_assert(why != NULL && network_trainer_step(v) == 9);
  unlink(path);
  free(a), free(b), case_free(c), case_free(other);
  network_trainer_free(t), network_trainer_free(u), network_trainer_free(v), network_trainer_free(w);
}
