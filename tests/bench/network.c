/* What a training step costs: share of the multiply-add rate of one core, two threads against one, and the same network written
   with cblas_sgemm (serial OpenBLAS) and libmvec.  The contestants take turns; medians of their ratios within a turn, and, since other
   work on the machine only ever takes away, in brackets the same from everyone's best turn. */
#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#if defined _OPENMP
#include <omp.h>
#endif
#include "base.h"
#include "network.h"
#include "rng.h"
#include "bench/timing.h"

#pragma omp declare simd notinbranch
float expf(float);
#pragma omp declare simd notinbranch
float sinf(float);
#pragma omp declare simd notinbranch
float cosf(float);
extern char *openblas_get_corename(void);

enum { F = 16, D = 2, K = D+2*F, BLOCKS = 2 };

/* ---- the rival: one call of sgemm a product, everything else in loops that libmvec vectorises --------------------------- */
typedef struct {
  int W, B;
  size_t size;
  long step;
  float *w, *g, *m, *v, *e, *u, *h[BLOCKS+1], *slope[BLOCKS+1], *G, *dz, *out, *frequency;
} Rival;

static float *floats(size_t n) { return base_new(n, sizeof(float)); }
static Rival rival_new(const Network *net, int W, int B)
{
  Rival r = {.W = W, .B = B, .size = network_size(net)};
  r.w = floats(r.size), r.g = floats(r.size), r.m = floats(r.size), r.v = floats(r.size), r.e = floats(r.size);
  network_get(r.w, net), network_get(r.e, net);
  r.u = floats((size_t)B*K), r.G = floats((size_t)B*W), r.dz = floats((size_t)B*W), r.out = floats((size_t)B*D), r.frequency = floats(F);
  for (int l = 0; l <= BLOCKS; l++) r.h[l] = floats((size_t)B*W), r.slope[l] = floats((size_t)B*W);
  for (int j = 0; j < F; j++) r.frequency[j] = (float)(.5*pow(40, j/15.0));
  return r;
}
static void rival_free(Rival *r)
{
  for (int l = 0; l <= BLOCKS; l++) free(r->h[l]), free(r->slope[l]);
  free(r->w), free(r->g), free(r->m), free(r->v), free(r->e), free(r->u), free(r->G), free(r->dz), free(r->out), free(r->frequency);
}
static void rival_layer(Rival *r, int l, const float *a, int k, const float *w)
{ /* z = a w' + b in h, then silu */
  int W = r->W, B = r->B;
  float *restrict h = r->h[l], *restrict slope = r->slope[l];
  const float *bias = w+(size_t)W*k;
  for (int b = 0; b < B; b++) memcpy(h+(size_t)b*W, bias, (size_t)W*sizeof *h);
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, B, W, k, 1, a, k, w, k, 1, h, W);
  for (size_t i = 0; i < (size_t)B*W; i++) {
    float z = h[i], s = 1/(1+expf(-z)), y = z*s;
    slope[i] = s+(y-y*s);
    h[i] = l > 0 ? y+a[i] : y;
  }
}
static void rival_dz(Rival *r, int l, float *db)
{
  int W = r->W, B = r->B;
  float *restrict dz = r->dz;
  memset(db, 0, (size_t)W*sizeof *db);
  for (int b = 0; b < B; b++)
    for (int i = 0; i < W; i++) {
      size_t at = (size_t)b*W+i;
      dz[at] = r->G[at]*r->slope[l][at], db[i] += dz[at];
    }
}
static double rival_step(Rival *r, const float *x, const float *noise, const float *target, float rate)
{
  int W = r->W, B = r->B;
  double loss = 0;
  const float *w[BLOCKS+2] = {r->w, r->w+(size_t)W*K+W};
  float *g[BLOCKS+2] = {r->g, r->g+(size_t)W*K+W};
  for (int l = 2; l <= BLOCKS+1; l++) w[l] = w[l-1]+(size_t)W*W+W, g[l] = g[l-1]+(size_t)W*W+W;
  for (int b = 0; b < B; b++) {
    float *u = r->u+(size_t)b*K;
    u[0] = x[2*b], u[1] = x[2*b+1];
#pragma omp simd
    for (int j = 0; j < F; j++) u[D+j] = cosf(noise[b]*r->frequency[j]);
#pragma omp simd
    for (int j = 0; j < F; j++) u[D+F+j] = sinf(noise[b]*r->frequency[j]);
  }
  rival_layer(r, 0, r->u, K, w[0]);
  for (int l = 1; l <= BLOCKS; l++) rival_layer(r, l, r->h[l-1], W, w[l]);
  const float *bias = w[BLOCKS+1]+(size_t)D*W;
  for (int b = 0; b < B; b++) r->out[2*b] = bias[0], r->out[2*b+1] = bias[1];
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, B, D, W, 1, r->h[BLOCKS], W, w[BLOCKS+1], W, 1, r->out, D);
  float *db = g[BLOCKS+1]+(size_t)D*W, scale = 2/(float)B;
  db[0] = db[1] = 0;
  for (int i = 0; i < D*B; i++) {
    float e = r->out[i]-target[i];
    loss += e*e, r->out[i] = scale*e, db[i%2] += r->out[i];
  }
  cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, D, W, B, 1, r->out, D, r->h[BLOCKS], W, 0, g[BLOCKS+1], W);
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, B, W, D, 1, r->out, D, w[BLOCKS+1], W, 0, r->G, W);
  for (int l = BLOCKS; l >= 0; l--) {
    int k = l == 0 ? K : W;
    rival_dz(r, l, g[l]+(size_t)W*k);
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, W, k, B, 1, r->dz, W, l == 0 ? r->u : r->h[l-1], k, 0, g[l], k);
    if (l > 0) cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, B, W, W, 1, r->dz, W, w[l], W, 1, r->G, W);
  }
  double t = (double)++r->step;
  float first = (float)(1/(1-pow(.9, t))), second = (float)(1/(1-pow(.999, t)));
  float *restrict p = r->w, *restrict m = r->m, *restrict v = r->v, *restrict e = r->e;
  const float *restrict d = r->g;
#pragma omp simd
  for (size_t i = 0; i < r->size; i++) {
    m[i] += .1f*(d[i]-m[i]), v[i] += .001f*(d[i]*d[i]-v[i]);
    p[i] -= rate*first*m[i]/(sqrtf(second*v[i])+1e-8f);
    e[i] += .001f*(p[i]-e[i]);
  }
  return loss/B;
}

/* ---- the contest ----------------------------------------------------------------------------------------------------------------- */
static double squares(float *gradient, const float *out, void *data, long step, int first, int rows)
{
  const float *target = (const float *)data+(size_t)first*D;
  double sum = 0;
  (void)step;
  for (int i = 0; i < rows*D; i++) {
    float e = out[i]-target[i];
    gradient[i] = 2*e, sum += e*e;
  }
  return sum;
}

static void contest(int W, int B, int turns)
{
  enum { MOST = 300 };
  static double share[MOST], against[MOST], two[MOST], rate[MOST];
  double top, least[2] = {INFINITY, INFINITY}, alone[2] = {INFINITY, INFINITY}; /* the best turns */
  NetworkShape shape = {.inputs = D, .outputs = D, .width = W, .blocks = BLOCKS, .features = F, .low = .5, .high = 20};
  Network *net = network_new(shape, 1);
  float *x = floats((size_t)B*D), *noise = floats((size_t)B), *target = floats((size_t)B*D);
  rng_normal_float(x, (size_t)B*D, 1, 1, 0), rng_normal_float(noise, (size_t)B, 1, 2, 0);
  for (int i = 0; i < B; i++) target[2*i] = sinf(3*x[2*i]), target[2*i+1] = x[2*i]*x[2*i+1];
  NetworkBatch batch = {.x = x, .noise = noise};
  NetworkRecipe recipe = network_recipe(1e-3, 1, 1000000000);
  NetworkTrainer *trainer[2];
  for (int k = 0; k < 2; k++) {
#if defined _OPENMP
    omp_set_num_threads(k+1);
#endif
    trainer[k] = network_trainer_new(net, recipe, B);
  }
  Rival rival = rival_new(net, W, B);
  double multiplies = (double)B*(3*((double)K*W+BLOCKS*(double)W*W+(double)D*W)-(double)K*W); /* no derivative by the inputs */
  int steps = (int)(2e8/multiplies)+1; /* short turns, some of which nobody disturbs */
  if (turns > MOST) turns = MOST;
  for (int r = 0; r < turns; r++) {
    double p = peak(), t[3], wall[3];
    wall[0] = now(), t[0] = own(), network_train(trainer[0], steps, &batch, NULL, squares, target);
    wall[1] = now(), t[1] = own();
    for (int k = 0; k < steps; k++) rival_step(&rival, x, noise, target, 1e-3f);
    t[2] = own(), wall[2] = now(), network_train(trainer[1], steps, &batch, NULL, squares, target);
    wall[2] = now()-wall[2], wall[1] -= wall[0];
    p = fmax(p, peak()), rate[r] = p;
    for (int k = 0; k < 2; k++) least[k] = fmin(least[k], t[k+1]-t[k]), alone[k] = fmin(alone[k], wall[k+1]);
    share[r] = steps*multiplies/(t[1]-t[0])/p, against[r] = (t[2]-t[1])/(t[1]-t[0]), two[r] = wall[1]/wall[2];
  }
  top = median(rate, turns);
  printf("%3d x %-5d %9.0f %8.1f%% (%.1f%%) %8.2f (%.2f) %8.2f (%.2f)\n", W, B, 2*top, 100*median(share, turns),
    100*steps*multiplies/least[0]/top, median(against, turns), least[1]/least[0], median(two, turns), alone[0]/alone[1]);
  network_trainer_free(trainer[0]), network_trainer_free(trainer[1]), network_free(net), rival_free(&rival);
  free(x), free(noise), free(target);
}

int main(void)
{
  printf("network: training step of 2 inputs, 32 features, 3 hidden layers, 2 outputs; OpenBLAS runs as %s\n", openblas_get_corename());
  printf("%-11s %9s %14s %15s %15s\n", "width, batch", "GFLOP/s", "share of it", "times OpenBLAS", "two threads");
  contest(128, 512, 300), contest(64, 256, 300), contest(256, 2048, 60);
  puts("(targets: share at least 78% and 70%, OpenBLAS at least 1.3 and 1.5, two threads at least 1.6)");
  return 0;
}
