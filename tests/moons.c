/* Tests of the chapter on learning the score of the moons.  Targets are held against the exact posterior mean with 4.5 standard errors
   and fixed seeds; errors and floors against quadrature over the plane; the reference target against a sum over its whole set. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined _OPENMP
#include <omp.h>
#endif
#include "moons.h"
#include "score.h"
#include "child.h"
#include "near.h"

static const double PI = 3.14159265358979323846;

/* a small recipe that starts fast */
static MoonsRecipe small(MoonsTarget target)
{
  MoonsRecipe r = moons_recipe(target, 100);
  r.rows = 64, r.warmup = 10, r.sample = 13, r.largest = 11;
  r.shape.width = 16, r.shape.blocks = 1, r.shape.features = 2;
  return r;
}

static void exact_mean(double *m, double sigma, int n, const float *x) /* m, x: n by 2 */
{
  double *X = calloc(2*(size_t)n, sizeof *X);
  for (int i = 0; i < 2*n; i++) X[i] = (double)x[i];
  score_moons_score(m, 1, sigma, (size_t)n, X);
  for (int i = 0; i < 2*n; i++) m[i] = X[i]+sigma*sigma*m[i];
  free(X);
}

/* ---- data and form ------------------------------------------------------------------------------------------------------------ */
/* The covariance over the two arcs by the midpoint rule with 10^5 angles (error below 1e-9), plus the blur: B C B' must be diagonal.
   Tolerance: 1e-6, since the basis is in single precision. */
Test(moons, axes)
{
  enum { N = 100000 };
  double C[2][2] = {{0.01, 0}, {0, 0.01}}, variance[2];
  float B[4];
  for (int i = 0; i < N; i++) {
    double t = PI*(i+.5)/N, a[2] = {cos(t)-.5, sin(t)-.25};
    for (int j = 0; j < 2; j++) for (int k = 0; k < 2; k++) C[j][k] += a[j]*a[k]/N;
  }
  moons_axes(variance, B);
  cr_assert(variance[0] >= variance[1] && variance[1] > 0.01);
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++) {
      double q = 0, dot = 0;
      for (int k = 0; k < 2; k++) {
        dot += (double)B[2*i+k]*(double)B[2*j+k];
        for (int l = 0; l < 2; l++) q += (double)B[2*i+k]*C[k][l]*(double)B[2*j+l];
      }
      near(dot, i == j, 1e-6); /* the basis is single precision */
      near(q, i == j ? variance[i] : 0, 1e-6);
    }
}

/* The trapezoidal rule over the plane, for smooth densities of width tau at least 0.1: 260^2 cells; its error is below 1e-8. */
enum { SIDE = 260 };
static double plane_x[2*SIDE*SIDE], plane_p[SIDE*SIDE], plane_s[2*SIDE*SIDE];
static double plane(double sigma) /* fills the arrays; the area of a cell */
{
  double half = 1.7+7*sqrt(0.01+sigma*sigma), h = 2*half/SIDE;
  for (int i = 0; i < SIDE*SIDE; i++) plane_x[2*i] = (i%SIDE+.5)*h-half, plane_x[2*i+1] = (i/SIDE+.5)*h-half;
  score_moons_log_density(plane_p, 1, sigma, SIDE*SIDE, plane_x);
  score_moons_score(plane_s, 1, sigma, SIDE*SIDE, plane_x);
  for (int i = 0; i < SIDE*SIDE; i++) plane_p[i] = exp(plane_p[i]);
  return h*h;
}

/* The corollary: the best F has mean square at most 1 with the known blur; without, at most sigma^2 (C-rho^2)/(tau^2 C).  Its
   largest value is about a half, so a lost factor shows.
   Tolerance: 1e-5 of the bound, as the coefficients are in single precision. */
Test(moons, size)
{
  double variance[2], most = 0;
  float B[4];
  moons_axes(variance, B);
  for (int l = 0; l < MOONS_LEVELS; l++) {
    double sigma = moons_level[l], v = sigma*sigma, cell = plane(sigma), blur[2] = {0}, plain[2] = {0};
    float s = (float)sigma, in[2], skip[2], out[2], out0[2];
    network_precondition(in, skip, out, NULL, 2, variance, 0.01, 1, &s), network_precondition(in, skip, out0, NULL, 2, variance, 0, 1, &s);
    for (int i = 0; i < SIDE*SIDE; i++)
      for (int k = 0; k < 2; k++) {
        double b0 = (double)B[2*k], b1 = (double)B[2*k+1], x = b0*plane_x[2*i]+b1*plane_x[2*i+1];
        double f = x+v*(b0*plane_s[2*i]+b1*plane_s[2*i+1])-variance[k]/(variance[k]+v)*x;
        blur[k] += cell*plane_p[i]*f*f/pow((double)out[k], 2), plain[k] += cell*plane_p[i]*f*f/pow((double)out0[k], 2);
      }
    for (int k = 0; k < 2; k++) {
      cr_assert(blur[k] <= 1+1e-5, "level %g, coordinate %d: %g", sigma, k, blur[k]);
      cr_assert(plain[k] <= v*(variance[k]-0.01)/((0.01+v)*variance[k])*(1+1e-5));
      most = fmax(most, blur[k]);
    }
  }
  cr_assert(most > 0.4 && most < 0.7, "%g", most);
}

/* ---- levels and batches --------------------------------------------------------------------------------------------------------- */
/* Kolmogorov and Smirnov's distance between the levels of 20000 rows, mapped back, and the uniform law: above 1.95/sqrt(n) with
   probability 0.001.  With power 2 the map is u = sqrt(ln(100 sigma)/ln 6000); with 0 it is t from the integral of beta.
   Tolerance: the quantile 0.999 of Kolmogorov's law, for 20000 rows. */
static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y)-(x < y);
}
Test(moons, levels)
{
  enum { N = 20000 };
  static float x[2*N], target[2*N], level[N];
  static double u[N];
  for (int power = 0; power <= 2; power++) {
    MoonsRecipe r = small(MOONS_POINT);
    r.rows = N, r.power = power;
    MoonsRun *run = moons_new(r, 5);
    double most = 0;
    moons_rows(run, 3, 0, x, target, level);
    for (int i = 0; i < N; i++) {
      double s = (double)level[i], c = log1p(s*s), t = (sqrt(0.01+4*9.95*c)-0.1)/(2*9.95);
      u[i] = power > 0 ? pow(fmax(log(100*s), 0)/log(6000), 1.0/power) : (t-1e-3)/(1-1e-3);
      cr_assert(power == 0 || (level[i] >= 0.01f && level[i] <= 60.001f));
    }
    qsort(u, N, sizeof *u, ascending);
    for (int i = 0; i < N; i++) most = fmax(most, fabs(u[i]-(i+.5)/N));
    cr_assert(most < 1.95/sqrt(N), "power %d: distance %g", power, most);
    moons_free(run);
  }
}

/* Pairs: the same level and target, and noisy points whose mean is the target; (x-T)/sigma has mean square 2 (its standard error over n
   pairs is 2/sqrt(n)); rows of other pairs, and other steps, differ.
   Tolerance: 4.5 standard errors for the square, single precision for the mean of a pair, none for the rest. */
Test(moons, pairs)
{
  enum { N = 4096 };
  static float x[2*N], target[2*N], level[N], other[2*N];
  MoonsRecipe r = small(MOONS_PAIR);
  double square = 0;
  r.rows = N;
  MoonsRun *run = moons_new(r, 6);
  moons_rows(run, 0, 0, x, target, level);
  for (int k = 0; k < N; k += 2) {
    cr_assert(level[k] == level[k+1]);
    for (int i = 0; i < 2; i++) {
      cr_assert(target[2*k+i] == target[2*k+2+i]);
      near(x[2*k+i]+x[2*k+2+i], 2*target[2*k+i], 1e-5*(1+(double)level[k]));
      square += pow((double)(x[2*k+i]-target[2*k+i])/(double)level[k], 2)/(N/2.0);
    }
    if (k > 0) cr_assert(target[2*k] != target[2*k-2]);
  }
  near(square, 2, 4.5*2/sqrt(N/2));
  moons_rows(run, 1, 0, other, target, level);
  int same = 0;
  for (int i = 0; i < 2*N; i++) same += x[i] == other[i];
  cr_assert(same == 0, "%d numbers of two steps agree", same);
  moons_free(run);
}

/* ---- targets ------------------------------------------------------------------------------------------------------------------- */
/* Each target has the conditional mean m: E[(T-m) phi(x)] = 0 for phi = 1, tanh(2 x1), cos(3 x2) and, the hardest, sigma s itself
   (as a sum over coordinates).  Rows of a group share reference sets, so standard errors are taken between the 64-row groups. */
static void unbiased(MoonsTarget target, double sigma, double *noise)
{
  enum { N = 64*256, G = N/64 };
  static float x[2*N], T[2*N], level[N];
  static double m[2*N];
  MoonsRecipe r = small(target);
  r.rows = N, r.sample = target == MOONS_REFERENCE ? 19 : 13; /* so many sets that hardly two groups share one */
  MoonsRun *run = moons_new(r, 8);
  double sum[7] = {0}, square[7] = {0};
  moons_rows(run, 2, sigma, x, T, level);
  exact_mean(m, sigma, N, x);
  *noise = 0;
  for (int g = 0; g < G; g++) {
    double one[7] = {0};
    for (int i = 64*g; i < 64*g+64; i++)
      for (int k = 0; k < 2; k++) {
        double e = (double)T[2*i+k]-m[2*i+k], phi[3] = {1, tanh(2*(double)x[2*i]), cos(3*(double)x[2*i+1])};
        for (int j = 0; j < 3; j++) one[2*j+k] += e*phi[j]/64;
        one[6] += e*(m[2*i+k]-(double)x[2*i+k])/64;
        *noise += e*e/N;
      }
    for (int j = 0; j < 7; j++) sum[j] += one[j]/G, square[j] += one[j]*one[j]/G;
  }
  for (int j = 0; j < 7; j++) {
    double error = sqrt((square[j]-sum[j]*sum[j])/G);
    cr_assert(fabs(sum[j]) <= 4.5*error+2e-7, "target %d, sigma %g, moment %d: %g with error %g", (int)target, sigma, j, sum[j], error);
  }
  moons_free(run);
}

/* What the angle takes away from the noise is 2 rho^2 sigma^2/tau^2 exactly (Theorem of Rao and Blackwell, times sigma^4).  The variance of
   |T-m|^2 is below its mean square times 2, so over N = 16384 rows the mean has a relative standard error below 1.1 per cent; 4.5 of
   the two together are 7 per cent of the larger.
   Tolerance: 4.5 standard errors of each moment; 7 per cent of the noise, 4.5 standard errors, for its fall. */
Test(moons, angle)
{
  static const double sigma[3] = {0.05, 0.2, 1};
  for (int l = 0; l < 3; l++) {
    double point, angle, v = sigma[l]*sigma[l];
    unbiased(MOONS_POINT, sigma[l], &point);
    unbiased(MOONS_ANGLE, sigma[l], &angle);
    near(point-angle, 2*0.01*v/(0.01+v), 0.07*point);
  }
}

/* The target |MOONS_EXACT| is m to the rounding of x and T.  Tolerance: 1e-7 of 1+|x|, the rounding of T in single precision. */
Test(moons, exact)
{
  enum { N = 256 };
  float x[2*N], T[2*N], level[N];
  double m[2*N];
  MoonsRecipe r = small(MOONS_EXACT);
  r.rows = N;
  MoonsRun *run = moons_new(r, 9);
  for (int l = 0; l < MOONS_LEVELS; l++) {
    moons_rows(run, l, moons_level[l], x, T, level);
    exact_mean(m, (double)(float)moons_level[l], N, x);
    for (int i = 0; i < 2*N; i++) near(T[i], m[i], 1e-7*(1+fabs((double)x[i])));
  }
  moons_free(run);
}

/* References with one set of 512 points in all octaves: the sum over the neighbours against the sum over the whole set in double
   precision.  What lies beyond 4 sigma in one coordinate, and is not in the outer cells, has the weight exp(-8) a point at most; the
   worst case has few neighbours near.  Single precision of the coordinates: 2e-7 over sigma^2 in the exponent.
   Tolerance: 0.001 sigma in the mean and 0.05 sigma at worst, for what lies beyond 4 sigma is left out. */
Test(moons, reference_sum)
{
  enum { N = 256, M = 512 };
  float x[2*N], T[2*N], level[N];
  double set[2*M], worst = 0, mean = 0;
  static const double sigma[5] = {0.012, 0.03, 0.07, 0.2, 0.7};
  MoonsRecipe r = small(MOONS_REFERENCE);
  r.rows = N, r.sample = 9, r.largest = 9;
  MoonsRun *run = moons_new(r, 10);
  score_moons_sample(set, NULL, NULL, 1, 0, M, 10, 6, 0);
  for (int l = 0; l < 5; l++) {
    moons_rows(run, 0, sigma[l], x, T, level);
    for (int i = 0; i < N; i++) {
      double w = 0, t[2] = {0}, X[2] = {(double)x[2*i], (double)x[2*i+1]};
      for (int k = 0; k < M; k++) {
        double dx = set[2*k]-X[0], dy = set[2*k+1]-X[1], e = exp(-0.5*(dx*dx+dy*dy)/(sigma[l]*sigma[l]));
        w += e, t[0] += e*dx, t[1] += e*dy;
      }
      double off = hypot(X[0]+t[0]/w-(double)T[2*i], X[1]+t[1]/w-(double)T[2*i+1])/sigma[l];
      worst = fmax(worst, off), mean += off/N/5;
    }
  }
  cr_assert(mean < 1e-3 && worst < 0.05, "mean %g, worst %g in units of sigma", mean, worst);
  moons_free(run);
}

/* Unbiased, and less noisy than a single point; at sigma = 0.04 (M = 512 in the third octave) and p about 1/2 the theory
   2 sigma^2/n with n = 8 pi M p sigma^2 = 10 is rough, so a factor of two either way.
   Tolerance: 4.5 standard errors of seven moments; a factor of two for the noise, since the theory is asymptotic. */
Test(moons, reference)
{
  static const double sigma[4] = {0.015, 0.045, 0.2, 1};
  for (int l = 0; l < 4; l++) {
    double point, reference;
    unbiased(MOONS_POINT, sigma[l], &point);
    unbiased(MOONS_REFERENCE, sigma[l], &reference);
    cr_assert(reference < 0.6*point, "sigma %g: %g against %g", sigma[l], reference, point);
    if (l == 1) cr_assert(reference < point/5 && reference > point/20, "%g of %g", reference, point);
    if (l == 3) cr_assert(reference < point/100, "%g of %g", reference, point);
  }
}

/* Pairs: at small noise the gradient's noise for single points grows like 1/sigma^2 (Theorem, first half: factor 16 over two octaves), for
   pairs it tends to a limit.  In units of F the factor is tau^2/sigma^2 instead: from 0.04 to 0.01 it is 13.9 for constant features, whose x-dependence
   changes little.  200 batches of 64 rows: relative standard error of a variance in many directions about 10 per cent.
   Tolerance: a quarter of the growth 13.9, which is 2.5 standard errors of 10 per cent; factors 2.5 and 5 for pairs. */
Test(moons, pair_noise)
{
  double noise[2][3];
  MoonsRecipe r = small(MOONS_POINT);
  Network *net = network_new(r.shape, 3);
  size_t size = network_size(net);
  float *w = malloc(size*sizeof *w);
  network_get(w, net);
  for (size_t i = 0; i < size; i++) if (w[i] == 0) w[i] = 0.3f*sinf(1.7f*(float)i); /* output weights that are not zero */
  network_set(net, w);
  for (int k = 0; k < 2; k++) {
    r.target = k ? MOONS_PAIR : MOONS_POINT;
    MoonsRun *run = moons_new(r, 11);
    for (int l = 0; l < 3; l++) noise[k][l] = moons_noise(run, net, 0.01*pow(2, l), 200);
    moons_free(run);
  }
  near(noise[0][0]/noise[0][2], 13.9, 3.5);
  cr_assert(noise[1][0]/noise[1][2] < 2.5, "%g", noise[1][0]/noise[1][2]);
  cr_assert(noise[0][0] > 5*noise[1][0], "%g against %g", noise[0][0], noise[1][0]);
  r.target = MOONS_POINT, r.rows = 256; /* noise for one row: batches of another size, the same number */
  MoonsRun *run = moons_new(r, 12);
  near(moons_noise(run, net, 0.01, 100)/noise[0][0], 1, 0.4);
  moons_free(run);
  free(w), network_free(net);
}

/* The theorem on pairs, on the rows of the chapter and the model s_i(x) = c_i sin(x_1+2x_2+i), which is linear in c: g_i = A_i (s_i+Z_i/sigma)
   with A_i = sin.  First line: sigma^2 E|g-Eg|^2 is E sum A_i^2 at small noise (N = 8192 single rows; A^2 Z^2 has a relative standard error
   below 2/sqrt(2N)).  Second: the mean over a pair minus c_i A_i^2 + Z_i (Z.grad A_i), the derivative of the sliced objective, falls with order two:
   by 4 in size as sigma halves, up to terms of order sigma^4.
   Tolerance: 4.5 standard errors in the first line; 0.1 of the order 2, for terms of order sigma^4, in the second. */
Test(moons, sliced)
{
  enum { N = 8192 };
  static float x[2*N], T[2*N], level[N];
  static const double c[2] = {0.7, -0.4};
  MoonsRecipe r = small(MOONS_POINT);
  r.rows = N;
  MoonsRun *run = moons_new(r, 16);
  double sum[2] = {0}, square = 0, size = 0, off[2] = {0}, sigma = 0.01;
  moons_rows(run, 0, sigma, x, T, level);
  for (int row = 0; row < N; row++)
    for (int i = 0; i < 2; i++) {
      double A = sin((double)x[2*row]+2*(double)x[2*row+1]+i), at = sin((double)T[2*row]+2*(double)T[2*row+1]+i);
      double g = A*(c[i]*A+((double)x[2*row+i]-(double)T[2*row+i])/(sigma*sigma));
      sum[i] += g/N, square += g*g/N, size += at*at/N;
    }
  near(sigma*sigma*(square-sum[0]*sum[0]-sum[1]*sum[1])/size, 1, 4.5*2/sqrt(2*N));
  moons_free(run);
  r.target = MOONS_PAIR;
  run = moons_new(r, 17);
  for (int k = 0; k < 2; k++) {
    sigma = k ? 0.05 : 0.1;
    moons_rows(run, 0, sigma, x, T, level);
    for (int p = 0; p < N; p += 2)
      for (int i = 0; i < 2; i++) {
        double mean = 0, a = (double)T[2*p]+2*(double)T[2*p+1]+i, Z[2];
        for (int j = 0; j < 2; j++) Z[j] = ((double)x[2*p+j]-(double)T[2*p+j])/sigma;
        for (int q = p; q < p+2; q++) {
          double A = sin((double)x[2*q]+2*(double)x[2*q+1]+i);
          mean += 0.5*A*(c[i]*A+((double)x[2*q+i]-(double)T[2*q+i])/(sigma*sigma));
        }
        off[k] += fabs(mean-c[i]*sin(a)*sin(a)-Z[i]*(Z[0]+2*Z[1])*cos(a))/N;
      }
  }
  near(log2(off[0]/off[1]), 2, 0.1);
  cr_assert(off[0] < 0.1, "%g", off[0]);
  moons_free(run);
}

/* ---- weights ---------------------------------------------------------------------------------------------------------------------- */
/* Karras' weight times the variance of a single target is about 1 at small noise (x_0 given x is nearly normal with variance sigma^2,
   within 3 per cent at sigma = 0.01; 16384 rows: 1 per cent).  The unit weight is 1/c_out^2 of the preconditioning.  Aitken's is at most
   20 times the unit one, and 1/(V+0.05) with V within a factor of three of the variance of the reference target in units of F.
   Tolerance: 5 per cent for Karras, rounding for unit weights, a factor of three for the estimate V. */
Test(moons, weights)
{
  double variance[2], noise;
  float B[4];
  MoonsRecipe r = small(MOONS_POINT);
  moons_axes(variance, B);
  r.weight = MOONS_KARRAS;
  unbiased(MOONS_POINT, 0.01, &noise);
  near(0.5*noise*moons_weight(&r, 0.01, variance[0]), 1, 0.05);
  r.weight = MOONS_SIMPLE; near(moons_weight(&r, 0.2, variance[0]), 25, 1e-12);
  for (int l = 0; l < MOONS_LEVELS; l++) {
    float s = (float)moons_level[l], out[2];
    network_precondition(NULL, NULL, out, NULL, 2, variance, 0.01, 1, &s);
    for (int k = 0; k < 2; k++) {
      r.weight = MOONS_UNIT;
      double unit = moons_weight(&r, moons_level[l], variance[k]), o = (double)out[k];
      near(unit*o*o, 1, 1e-5);
      r.weight = MOONS_AITKEN;
      double V = unit/moons_weight(&r, moons_level[l], variance[k])-0.05;
      cr_assert(V > 0 && V < 200);
    }
  }
  for (int l = 0; l < 2; l++) {
    double sigma = l ? 0.045 : 0.015;
    float s = (float)sigma, out[2];
    network_precondition(NULL, NULL, out, NULL, 2, variance, 0.01, 1, &s);
    unbiased(MOONS_REFERENCE, sigma, &noise);
    r.weight = MOONS_UNIT;
    double unit = moons_weight(&r, sigma, variance[0]);
    r.weight = MOONS_AITKEN;
    double V = unit/moons_weight(&r, sigma, variance[0])-0.05, measured = 0.5*noise*unit;
    cr_assert(V < 3*measured && V > measured/3, "sigma %g: V %g, measured %g", sigma, V, measured);
  }
}

/* Aitken's theorem on a linear model, in closed form: y_r = a_r theta + eta_r, variances V_r, has Var = sum w^2 a^2 V/(sum w a^2)^2; the
   weights of the chapter for a plain target, V = 1/w, are better than equal ones and any of their powers.
   Tolerance: none; the other weights are worse by at least one part in a thousand. */
Test(moons, aitken)
{
  double variance[2], best = 0, other[4] = {0};
  float B[4];
  MoonsRecipe r = small(MOONS_POINT);
  moons_axes(variance, B);
  r.weight = MOONS_KARRAS;
  for (int k = 0; k < 5; k++) {
    double top = 0, bottom = 0;
    for (int l = 0; l < 7; l++) {
      double sigma = 0.01*pow(2, l), karras = moons_weight(&r, sigma, variance[0]), V = sigma*sigma*variance[0]/(variance[0]+sigma*sigma);
      double a = 1+0.3*sin(l), w = k == 0 ? karras : pow(karras, (double[]){0, 0.5, 0.8, 1.5}[k-1]);
      top += w*w*a*a*V, bottom += w*a*a;
    }
    *(k == 0 ? &best : &other[k-1]) = top/bottom/bottom;
  }
  for (int k = 0; k < 4; k++) cr_assert(other[k] > 1.001*best, "power %d: %g, Aitken %g", k, other[k], best);
}

/* ---- errors ----------------------------------------------------------------------------------------------------------------------- */
/* The network with zero output weights says D = c_skip x, so everything is known: error, floor and excess by quadrature over the
   plane, within 4.5 standard errors (n = 20000; relative standard error of a mean square below 2/sqrt(n)).
   Tolerance: 4.5 standard errors of a mean of 20000 squares, and 1e-14 for single precision. */
Test(moons, floor)
{
  enum { N = 20000 };
  double variance[2];
  float B[4];
  MoonsReport r;
  Network *net = network_new(small(MOONS_PAIR).shape, 4);
  moons_axes(variance, B);
  moons_measure(&r, net, MOONS_BLUR, N, 77);
  for (int l = 0; l < MOONS_LEVELS; l++) {
    double sigma = moons_level[l], v = sigma*sigma, cell = plane(sigma), fisher = 0, off = 0;
    for (int i = 0; i < SIDE*SIDE; i++)
      for (int k = 0; k < 2; k++) {
        double x = (double)B[2*k]*plane_x[2*i]+(double)B[2*k+1]*plane_x[2*i+1], s = (double)B[2*k]*plane_s[2*i]+(double)B[2*k+1]*plane_s[2*i+1];
        fisher += cell*plane_p[i]*s*s, off += cell*plane_p[i]*pow(s+x/(variance[k]+v), 2);
      }
    near(r.floor[l], 2-v*fisher, 4.5*2*(2-v*fisher)/sqrt(N));
    near(r.relative[l], off/fisher, 4.5*4*off/fisher/sqrt(N)+1e-14); /* D is in single precision */
    near(r.distance[l], v*off, 4.5*3*v*off/sqrt(N)+1e-14);
  }
  network_free(net);
}

/* Loss = floor + excess, to rounding (the differences cancel); the mean excess is the distance within 4.5 of
   its standard errors, and these are a thirtieth of those of the loss where the error is small.
   Tolerance: 1e-6 of the loss for the identity, 4.5 standard errors for the mean. */
Test(moons, identity)
{
  MoonsReport r;
  MoonsRecipe recipe = small(MOONS_EXACT);
  recipe.steps = 400;
  MoonsRun *run = moons_new(recipe, 3);
  cr_assert(moons_train(run, 400) == 400);
  moons_measure(&r, moons_network(run, 1), MOONS_BLUR, 4000, 5);
  double mean = 0, worst = 0;
  for (int l = 0; l < MOONS_LEVELS; l++) {
    near(r.loss[l], r.floor[l]+r.excess[l], 1e-6*r.loss[l]);
    cr_assert(fabs(r.excess[l]-r.distance[l]) <= 4.5*r.deviation[l], "level %d: %g, %g, %g", l, r.excess[l], r.distance[l], r.deviation[l]);
    cr_assert(r.deviation[l] < 3*sqrt(r.distance[l]*r.loss[l]/4000)+3*r.distance[l]/sqrt(4000), "level %d", l);
    mean += r.relative[l]/MOONS_LEVELS, worst = fmax(worst, r.relative[l]);
  }
  near(r.mean, mean, 1e-12); near(r.worst, worst, 0);
  moons_free(run);
}

/* With zero output weights the score is -x/(C_i+sigma^2) in the eigenbasis; in other units it is that at x/a, over a.  D-x in single precision:
   1e-7 |x|/sigma^2.  Tolerance: 1e-6/sigma^2, the rounding of D in single precision. */
Test(moons, score)
{
  double x[4] = {0.3, -1.1, 2, 0.4}, s[4], variance[2];
  float B[4];
  Network *net = network_new(small(MOONS_PAIR).shape, 4);
  moons_axes(variance, B);
  for (int l = 0; l < 3; l++)
    for (int unit = 0; unit < 2; unit++) {
      double sigma = l == 0 ? 0.1 : l == 1 ? 0.7 : 5, a = unit ? 0.3 : 1, X[4];
      for (int i = 0; i < 4; i++) X[i] = a*x[i];
      moons_score(s, net, MOONS_BLUR, a, a*sigma, 2, X);
      for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
          double want = 0;
          for (int k = 0; k < 2; k++)
            want -= (double)B[2*k+j]*((double)B[2*k]*x[2*i]+(double)B[2*k+1]*x[2*i+1])/(variance[k]+sigma*sigma);
          near(s[2*i+j], want/a, 1e-6/(sigma*sigma)/a);
        }
    }
  moons_score(s, net, MOONS_NOISE, 1, 0.5, 2, x); /* D = x - sigma F with F = 0 */
  for (int i = 0; i < 4; i++) near(s[i], 0, 1e-6);
  network_free(net);
}

/* Far from the data: the exact target gives tau^2 s = (tau^2/sigma^2)(m-x), whose length lies between the distance to the convex hull
   of the arcs (the maximum over directions of u.x - support function) and the largest distance to a point of them.
   Tolerance: 1e-5 of the distance, the rounding of x and T in single precision. */
Test(moons, far)
{
  enum { N = 512, A = 2000, U = 720 };
  static float x[2*N], T[2*N], level[N];
  MoonsRecipe r = small(MOONS_EXACT);
  r.rows = N;
  MoonsRun *run = moons_new(r, 13);
  static const double sigma[3] = {0.5, 2, 10};
  for (int l = 0; l < 3; l++) {
    moons_rows(run, 0, sigma[l], x, T, level);
    for (int i = 0; i < N; i++) {
      double X = (double)x[2*i], Y = (double)x[2*i+1], most = 0, hull = 0, ratio = (0.01+sigma[l]*sigma[l])/(sigma[l]*sigma[l]);
      for (int side = -1; side <= 1; side += 2)
        for (int k = 0; k <= A; k++) most = fmax(most, hypot(X-side*(cos(PI*k/A)-.5), Y-side*(sin(PI*k/A)-.25)));
      for (int k = 0; k < U; k++) {
        double u = cos(2*PI*k/U), v = sin(2*PI*k/U), support = 0;
        for (int side = -1; side <= 1; side += 2) { /* the farthest point of an arc: in the direction u, or an end */
          double su = side*u, sv = side*v;
          support = fmax(support, (sv >= 0 ? 1 : fabs(su))-0.5*su-0.25*sv);
        }
        hull = fmax(hull, u*X+v*Y-support);
      }
      double size = ratio*hypot((double)T[2*i]-X, (double)T[2*i+1]-Y);
      cr_assert(size >= hull-1e-5*(1+fabs(X)+fabs(Y)) && size <= most*(1+1e-5)+1e-5, "sigma %g: %g, %g, %g", sigma[l], hull, size, most);
    }
  }
  moons_free(run);
}

/* ---- training ---------------------------------------------------------------------------------------------------------------------- */
/* The moments of a training that is stopped, saved, loaded and continued are the same to the bit; so are those with one and two threads.
   Tolerance: none, equality to the bit. */
static float *trained(MoonsTarget target, int threads, int stop, size_t *size)
{
  char path[300];
  MoonsRecipe r = small(target);
  r.rows = 192;
#if defined _OPENMP
  omp_set_num_threads(threads);
#else
  (void)threads;
#endif
  MoonsRun *run = moons_new(r, 14);
  if (stop > 0) {
    char *folder = child_folder();
    snprintf(path, sizeof path, "%s/half", folder);
    cr_assert(moons_train(run, stop) == stop);
    moons_save(run, path);
    moons_free(run);
    run = moons_new(r, 14);
    const char *why = moons_load(run, path);
    cr_assert(why == NULL, "%s", why);
    cr_assert(moons_steps(run) == stop);
    remove(path), rmdir(folder);
  }
  cr_assert(moons_train(run, 40-stop) == 40-stop);
  *size = network_size(moons_network(run, 0));
  float *w = malloc(2**size*sizeof *w);
  network_get(w, moons_network(run, 0)), network_get(w+*size, moons_network(run, 1));
  moons_free(run);
  return w;
}
Test(moons, resume)
{
  static const MoonsTarget target[2] = {MOONS_PAIR, MOONS_REFERENCE};
  for (int k = 0; k < 2; k++) {
    size_t n;
    float *whole = trained(target[k], 2, 0, &n), *half = trained(target[k], 2, 17, &n), *one = trained(target[k], 1, 0, &n);
    cr_assert(memcmp(whole, half, 2*n*sizeof *whole) == 0, "a resumed training differs");
    cr_assert(memcmp(whole, one, 2*n*sizeof *whole) == 0, "the number of threads matters");
    free(whole), free(half), free(one);
  }
}

/* Every form learns: 500 steps of a small network take the mean error from above 0.1 (zero output weights) to below 0.6 of it; seen: 0.24 to 0.46.
   Tolerance: a fall to 0.6 of the start, a third more than the worst seen. */
Test(moons, learn)
{
  for (int form = MOONS_BLUR; form <= MOONS_NOISE; form++) {
    MoonsReport before, after;
    MoonsRecipe r = small(form == MOONS_BLUR ? MOONS_REFERENCE : MOONS_PAIR);
    r.form = (MoonsForm)form, r.steps = 500, r.rows = 256, r.shape.width = 32, r.shape.blocks = 2;
    if (form == MOONS_NOISE) r.weight = MOONS_SIMPLE;
    MoonsRun *run = moons_new(r, 15);
    moons_measure(&before, moons_network(run, 0), r.form, 500, 1);
    cr_assert(moons_train(run, 500) == 500);
    moons_measure(&after, moons_network(run, 1), r.form, 500, 1);
    cr_assert(before.mean > 0.1 && after.mean < 0.6*before.mean, "form %d: %g, %g", form, before.mean, after.mean);
    moons_free(run);
  }
}

/* ---- refusals ---------------------------------------------------------------------------------------------------------------------- */
/* Each impossible call ends with status 3 and a line that names the chapter.  Tolerance: none, equality to the bit. */
static void odd_rows(void) { MoonsRecipe r = small(MOONS_PAIR); r.rows = 63; moons_new(r, 1); }
static void small_sample(void) { MoonsRecipe r = small(MOONS_REFERENCE); r.sample = 8; moons_new(r, 1); }
static void no_noise(void) { double x[2] = {0}, s[2]; Network *n = network_new(small(MOONS_PAIR).shape, 1); moons_score(s, n, MOONS_BLUR, 1, 0, 1, x); }
Test(moons, refuse)
{
  void (*body[3])(void) = {odd_rows, small_sample, no_noise};
  char said[400];
  for (int i = 0; i < 3; i++) {
    cr_assert(child_run(body[i], said, sizeof said) == 3, "case %d", i);
    cr_assert(strstr(said, "moons") != NULL, "%s", said);
  }
}

/* ---- the long ones ------------------------------------------------------------------------------------------------------------------ */
static double long_trial(MoonsTarget target, long steps, uint64_t seed)
{
  MoonsReport r;
  MoonsRecipe recipe = moons_recipe(target, steps);
  MoonsRun *run = moons_new(recipe, seed);
  cr_assert(moons_train(run, steps) == steps);
  moons_measure(&r, moons_network(run, 1), recipe.form, 4000, seed+100);
  moons_free(run);
  return r.mean;
}

/* The targets of the chapter, at three seeds each, with the steps of the program. */
Test(moons_long, plain) { for (uint64_t seed = 1; seed <= 3; seed++) { double e = long_trial(MOONS_PAIR, 12000, seed); cr_assert(e < 1.3e-3, "%g", e); } }
Test(moons_long, longer) { for (uint64_t seed = 1; seed <= 3; seed++) { double e = long_trial(MOONS_PAIR, 45000, seed); cr_assert(e < 6e-4, "%g", e); } }
Test(moons_long, angle) { for (uint64_t seed = 1; seed <= 3; seed++) { double e = long_trial(MOONS_ANGLE, 24000, seed); cr_assert(e < 3e-4, "%g", e); } }
Test(moons_long, references) { for (uint64_t seed = 1; seed <= 3; seed++) { double e = long_trial(MOONS_REFERENCE, 12000, seed); cr_assert(e < 3e-4, "%g", e); } }

/* The program, interrupted by SIGINT while it trains and resumed with another number of threads, leaves the files of a run that was not. */
static int run_program(const char *out, const char *resume, const char *threads, double seconds)
{
  int status = 0;
  pid_t child = fork();
  if (child == 0) {
    if (freopen("/dev/null", "w", stderr) == NULL) _exit(9);
    signal(SIGINT, SIG_DFL); /* in the background a shell has it ignored */
    execl("generated/bin/moons", "moons", "--quick", "--resume", resume, "--threads", threads, "--out", out, (char *)NULL);
    _exit(9);
  }
  struct timespec nap = {0, (long)(1e9*seconds)};
  if (seconds > 0) nanosleep(&nap, NULL), kill(child, SIGINT);
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128+WTERMSIG(status);
}
Test(moons_long, interrupted)
{
  char a[100], b[100], command[600];
  snprintf(a, sizeof a, "%s", child_folder());
  snprintf(b, sizeof b, "%s", child_folder());
  cr_assert(run_program(a, "0", "2", 0) == 0);
  for (int k = 0; k < 3; k++) cr_assert(run_program(b, k ? "1" : "0", "1", 0.25) == 128+SIGINT || k > 0);
  cr_assert(run_program(b, "1", "1", 0) == 0);
  snprintf(command, sizeof command, "diff -r %s %s", a, b);
  cr_assert(system(command) == 0, "the files differ");
  snprintf(command, sizeof command, "rm -r %s %s", a, b);
  cr_assert(system(command) == 0);
}
