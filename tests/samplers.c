/* Tests of the chapter on samplers: derivatives against differences, entropies against quadrature in the plane, measures against fresh
   data and against faults that they should see. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include "rng.h"
#include "samplers.h"
#include "score.h"
#include "near.h"

static const double PI = 3.14159265358979323846;

/* tangents of a whole run against central differences with step 1e-3 (of 50): their error is about 1e-9 relative from the step squared and
   1e-12 from rounding; the flow stretches near the gap.
   Tolerance: 1e-5 of the sum of the entries, for the stretching of the flow near the gap. */
Test(samplers, tangents)
{
  static const char *name[3] = {"ddim", "heun", "ab2"};
  SolversModel plain = samplers_exact(0), tangents = samplers_exact(1);
  SolversSchedule schedule = solvers_edm(100);
  SolversLevel grid[13];
  solvers_grid(grid, 12, (SolversClock){SOLVERS_ASINH, 0.1, 0}, &schedule, 50, 0.01);
  for (int k = 0; k < 3; k++) {
    SolversMethod m = solvers_named(name[k]);
    m.clock = (SolversClock){SOLVERS_ASINH, 0.1, 0}, m.variable = k == 2 ? SOLVERS_SCALED : SOLVERS_XBAR, m.spread = 0.8;
    for (int i = 0; i < 5; i++) {
      double a[2] = {60*cos(i), 45*sin(2.0*i)}, x[6] = {a[0], a[1], 1, 0, 0, 1}, h = 1e-3;
      solvers_run(x, 6, &tangents, &m, &schedule, 12, grid, NULL);
      for (int j = 0; j < 2; j++) {
        double up[2] = {a[0]+(j == 0)*h, a[1]+(j == 1)*h}, down[2] = {a[0]-(j == 0)*h, a[1]-(j == 1)*h};
        solvers_run(up, 2, &plain, &m, &schedule, 12, grid, NULL), solvers_run(down, 2, &plain, &m, &schedule, 12, grid, NULL);
        for (int c = 0; c < 2; c++) near(x[2+2*j+c], (up[c]-down[c])/(2*h), 1e-5*(fabs(x[2])+fabs(x[3])+fabs(x[4])+fabs(x[5])));
      }
    }
  }
}

/* the posterior mean by a sum over 20000 angles (midpoint rule: smooth integrand at s >= 0.3, error below 1e-8), and its derivative by
   differences of it; alpha and sigma general */
static void posterior(double *D, const double *x, double alpha, double sigma)
{
  double s2 = sigma*sigma/(alpha*alpha), v = 0.01+s2, sum = 0, bar[2] = {x[0]/alpha, x[1]/alpha};
  D[0] = D[1] = 0;
  for (int i = 0; i < 20000; i++)
    for (int arc = -1; arc <= 1; arc += 2) {
      double t = PI*(i+0.5)/20000, A[2] = {arc*(cos(t)-0.5), arc*(sin(t)-0.25)}, w;
      w = exp(-0.5*((bar[0]-A[0])*(bar[0]-A[0])+(bar[1]-A[1])*(bar[1]-A[1]))/v), sum += w;
      for (int c = 0; c < 2; c++) D[c] += w*(A[c]+0.01/v*(bar[c]-A[c]));
    }
  D[0] /= sum, D[1] /= sum;
}

/* prediction and tangents at three levels.
   Tolerance: 1e-6 for the prediction, 1e-5 for its derivative, above the errors of sum and difference. */
Test(samplers, exact)
{
  SolversModel plain = samplers_exact(0), tangents = samplers_exact(1);
  static const SolversLevel level[3] = {{0, 1, 0.3}, {0, 0.8, 0.6}, {0, 0.3, 0.95}};
  for (int k = 0; k < 3; k++) {
    double x[6] = {0.4, -0.3, 1, 0, 0, 1}, y[6], D[2], h = 1e-4;
    plain.predict(y, 2, x, &level[k], plain.data), posterior(D, x, level[k].alpha, level[k].sigma);
    near(y[0], D[0], 1e-6);
    near(y[1], D[1], 1e-6);
    tangents.predict(y, 6, x, &level[k], tangents.data);
    for (int j = 0; j < 2; j++) {
      double up[2] = {x[0]+(j == 0)*h, x[1]+(j == 1)*h}, down[2] = {x[0]-(j == 0)*h, x[1]-(j == 1)*h}, Du[2], Dd[2];
      posterior(Du, up, level[k].alpha, level[k].sigma), posterior(Dd, down, level[k].alpha, level[k].sigma);
      for (int c = 0; c < 2; c++) near(y[2+2*j+c], (Du[c]-Dd[c])/(2*h), 1e-5);
    }
  }
}

/* a network with arbitrary weights, so that its Jacobian is not symmetric; tangents against differences of the prediction in float: step
   1e-2 and rounding 1e-7 give 1e-3 of the largest.
   Tolerance: 1e-5 for values in single precision; 5e-3 of the largest entry for differences. */
Test(samplers, learned)
{
  NetworkShape shape = {.inputs = 2, .outputs = 2, .width = 32, .blocks = 1, .features = 4, .low = 0.5, .high = 4};
  Network *net = network_new(shape, 3);
  size_t n = network_size(net);
  float *w = malloc(n*sizeof *w);
  rng_normal_float(w, n, 1, 1, 0);
  for (size_t i = 0; i < n; i++) w[i] *= 0.2f;
  network_set(net, w), free(w);
  SolversModel plain = samplers_learned(net, 0), tangents = samplers_learned(net, 1);
  const SolversLevel level = {0, 0.5, 0.4}, unit = {0, 1, 0.8};
  double x[6] = {0.3, -0.2, 1, 0, 0, 1}, y[6], z[2], bar[2] = {0.6, -0.4}, h = 1e-2, most = 0;
  tangents.predict(y, 6, x, &level, tangents.data), plain.predict(z, 2, bar, &unit, plain.data);
  near(y[0], z[0], 1e-5);
  near(y[1], z[1], 1e-5);
  for (int i = 2; i < 6; i++) most = fmax(most, fabs(y[i]));
  for (int j = 0; j < 2; j++) {
    double up[2] = {x[0]+(j == 0)*h, x[1]+(j == 1)*h}, down[2] = {x[0]-(j == 0)*h, x[1]-(j == 1)*h}, Du[2], Dd[2];
    plain.predict(Du, 2, up, &level, plain.data), plain.predict(Dd, 2, down, &level, plain.data);
    for (int c = 0; c < 2; c++) near(y[2+2*j+c], (Du[c]-Dd[c])/(2*h), 5e-3*most);
  }
  cr_assert(fabs(y[3]-y[4]) > 0.02*most, "the Jacobian is not symmetric: %g, %g", y[3], y[4]);
  network_free(net);
}

/* With a method of order four and 400 steps: from an exact start both entropies are below 1e-10.  From normal points at the low level 2 the
   flow is one to one, so the entropies are those of p(.;2) and N(0,4I), by a sum over a grid of 401 x 401 points in [-12,12]^2 (spacing
   0.06, densities of width 2: exact to rounding); n = 4000.
   Tolerance: 1e-10 about zero; four standard errors of the mean, eight of the same for the reverse entropy. */
Test(samplers, entropy)
{
  SolversModel model = samplers_exact(1);
  SolversSchedule schedule = solvers_edm(100);
  SolversMethod m = solvers_named("ab2");
  SolversLevel grid[401];
  SamplersEntropy e;
  m.order = 4, m.clock = (SolversClock){SOLVERS_RATIO, 0.1, 1}, m.variable = SOLVERS_SCALED, m.spread = 0.8;
  solvers_grid(grid, 400, m.clock, &schedule, 50, 0.01);
  samplers_entropy(&e, &model, &m, 400, grid, 1, 500, 1, 1);
  cr_assert(e.kl < 1e-10 && e.kl > -1e-12 && e.reverse < 1e-10, "%g %g", e.kl, e.reverse);
  cr_assert(e.calls == 400);
  double kl = 0, reverse = 0, h = 0.06;
  static double x[2*401], q[401];
  for (int j = 0; j <= 400; j++) {
    for (int i = 0; i <= 400; i++) x[2*i] = -12+h*i, x[2*i+1] = -12+h*j;
    score_moons_log_density(q, 1, 2, 401, x);
    for (int i = 0; i <= 400; i++) {
      double r = -log(2*PI*4)-(x[2*i]*x[2*i]+x[2*i+1]*x[2*i+1])/8;
      kl += h*h*exp(q[i])*(q[i]-r), reverse += h*h*exp(r)*(r-q[i]);
    }
  }
  solvers_grid(grid, 400, m.clock, &schedule, 2, 0.01);
  samplers_entropy(&e, &model, &m, 400, grid, 0, 4000, 2, 1);
  near(e.kl, kl, 4*e.deviation);
  near(e.reverse, reverse, 8*e.deviation);
  cr_assert(e.deviation < 0.2*kl);
}

/* cells sum to one but for the tails outside the box (5 blurs away); the entropy is a mean over 40000 points.
   Tolerance: 1e-6 for the tails; four standard errors of a mean of 40000 points. */
Test(samplers, truth)
{
  enum { n = 40000 };
  static SamplersTruth t;
  static double x[2*n], q[n];
  double sum = 0, mean = 0, square = 0;
  samplers_truth(&t, 0.01);
  for (int i = 0; i < SAMPLERS_CELLS*SAMPLERS_CELLS; i++) sum += t.cell[i];
  near(sum, 1, 1e-6);
  score_moons_sample(x, NULL, NULL, 1, 0.01, n, 4, 4, 0);
  score_moons_log_density(q, 1, 0.01, n, x);
  for (int i = 0; i < n; i++) mean -= q[i]/n, square += q[i]*q[i]/n;
  near(t.entropy, mean, 4*sqrt((square-mean*mean)/n));
}

enum { N = 5000 };
static double points[2*N];
static SamplersQuality measure(const SamplersTruth *t)
{
  SamplersQuality q;
  samplers_quality(&q, t, N, points, 5, 6);
  return q;
}

/* fresh data: chi is standard normal; -ln p has a standard deviation below 1, so four errors are 0.06; the sliced distance of two samples of
   5000 is about 0.013.  Tolerance: four standard deviations; twice the usual distance of two samples. */
Test(samplers, fresh)
{
  static SamplersTruth t;
  samplers_truth(&t, 0.01);
  score_moons_sample(points, NULL, NULL, 1, 0.01, N, 7, 7, 0);
  SamplersQuality q = measure(&t);
  cr_assert(fabs(q.chi) < 4 && fabs(q.likelihood) < 0.06 && q.sliced < 0.03, "%g %g %g", q.chi, q.likelihood, q.sliced);
}

/* faults of known size, and the measure that should see each.
   Tolerance: none, thresholds that fresh data miss by far (see the last test) and the fault passes. */
Test(samplers, seen)
{
  static SamplersTruth t;
  static int arc[N];
  samplers_truth(&t, 0.01);
  score_moons_sample(points, NULL, arc, 1, 0.01, N, 7, 8, 0);
  for (int i = 0; i < N; i++) /* every sixth point of one arc goes to the other: 58 to 42 */
    if (arc[i] != arc[0] && i%6 == 0) points[2*i] = -points[2*i], points[2*i+1] = -points[2*i+1];
  SamplersQuality q = measure(&t);
  cr_assert(q.sliced > 0.05, "shares: %g", q.sliced);
  score_moons_sample(points, NULL, NULL, 1, 0.01, N, 7, 9, 0);
  points[0] = points[1] = 5; /* one outlier: -ln p is about 1250 */
  q = measure(&t);
  cr_assert(q.likelihood > 0.15 && fabs(q.chi) < 4, "outlier: %g %g", q.likelihood, q.chi);
  for (int i = 0; i < 400; i++) points[2*i] = 2.5;
  q = measure(&t);
  cr_assert(q.chi > 6, "outside the cells: %g", q.chi);
  score_moons_sample(points, NULL, NULL, 1, 0.08, N, 7, 10, 0);
  q = measure(&t);
  cr_assert(q.chi > 10, "blur: %g", q.chi);
  points[77] = NAN;
  q = measure(&t);
  cr_assert(isinf(q.chi) && isinf(q.sliced) && isinf(q.likelihood));
}
