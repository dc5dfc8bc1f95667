/* Tests of the chapter on Poisson's equation.  The solver is held against closed forms, an oracle and its own equation; the exact laws against
   densities, precisions and differences computed here by other formulas; random statements against their expectation, with fixed seeds and
   four standard errors. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "linalg.h"
#include "rng.h"
#include "stats.h"
#include "near.h"
#include "oracle.h"
#include "poisson.h"

enum { M=POISSON_MODES, K=POISSON_SENSORS, J=POISSON_SOURCES, S=POISSON_STATE };
static const double PI = 3.14159265358979323846;

static double point(int side, int i, int n, int coordinate) /* the edge's node i of a side, from its place on the boundary */
{
  double s = i/(n+1.0);
  const double x[4] = {s, 1, 1-s, 0}, y[4] = {0, s, 1, 1-s};
  return coordinate ? y[side] : x[side];
}

static void boundary(double *g, int n, double (*u)(double x, double y))
{
  for (int side=0; side<4; side++)
    for (int i=0; i<=n; i++) g[side*(n+1)+i] = u(point(side, i, n, 0), point(side, i, n, 1));
}

static double harmonic(double x, double y) { return exp(x)*sin(y); }
static double sines(double x, double y) { return sin(PI*x)*sin(2*PI*y); }
static double hill(double x, double y) { return 0.25*(0.5-(x-0.5)*(x-0.5)-(y-0.5)*(y-0.5)); }

static double largest_error(int n, double (*exact)(double x, double y), double source)
{
  double *f = base_reals((size_t)n*n), *u = base_reals((size_t)n*n), *g = base_reals(4*((size_t)n+1)), worst = 0, h = 1.0/(n+1);
  PoissonSolver *s = poisson_solver_new(n);
  boundary(g, n, exact);
  for (int i=0; i<n; i++) for (int j=0; j<n; j++) f[i*n+j] = source*exact((j+1)*h, (i+1)*h);
  poisson_solve(u, s, f, g);
  for (int i=0; i<n; i++) for (int j=0; j<n; j++) worst = fmax(worst, fabs(u[i*n+j]-exact((j+1)*h, (i+1)*h)));
  poisson_solver_free(s), free(f), free(u), free(g);
  return worst;
}

/* The errors of the five-point scheme, solved elsewhere by dense elimination.
   Tolerance: 1e-8 of the error, the accuracy stated in the oracle, and 1e-12 for rounding in values of size 1. */
Test(poisson, scheme)
{
  FILE *f = oracle_open("poisson");
  double row[5];
  int seen = 0;
  for (int k; (k = oracle_row(f, 5, row)) > 0;) {
    if (k < 5 || row[0] != 1 || (row[1] != 3 && row[1] != 4)) continue;
    int n = (int)row[2]-1;
    double e = row[1] == 3 ? largest_error(n, sines, 5*PI*PI) : largest_error(n, harmonic, 0);
    near(e, row[3], 1e-8*row[3]+1e-12);
    seen++;
  }
  fclose(f);
  cr_assert(seen >= 7, "oracle has %d rows", seen);
}

/* Theorem: errors below h^2/96 (pi^4 + 16 pi^4) and of order 2.
   Tolerance: none for the bound; 0.01 for the order, as the next term is of relative size h^2. */
Test(poisson, order)
{
  double h[4], e[4], c[4];
  for (int k=0; k<4; k++) {
    int n = (16<<k)-1;
    h[k] = 1.0/(n+1), e[k] = largest_error(n, sines, 5*PI*PI), c[k] = largest_error(n, harmonic, 0);
    cr_assert(e[k] <= h[k]*h[k]/96*17*pow(PI, 4));
    cr_assert(c[k] <= h[k]*h[k]/96*2*exp(1)*sin(1));
  }
  near(stats_slope(4, h, e), 2, 0.01), near(stats_slope(4, h, c), 2, 0.01);
}

/* Torsion: u(1/2,1/2), another point of the oracle, and the integral.
   Tolerance: 2e-9 and 2e-8, what extrapolation leaves, O(h^4 ln h), at these meshes. */
Test(poisson, torsion)
{
  double centre[2], total[2], off[2], *u[2];
  for (int k=0; k<2; k++) {
    int n = (128<<k)-1;
    double *f = base_reals((size_t)n*n);
    u[k] = base_reals((size_t)n*n), total[k] = 0;
    PoissonSolver *s = poisson_solver_new(n);
    for (int i=0; i<n*n; i++) f[i] = 1;
    poisson_solve(u[k], s, f, NULL);
    centre[k] = u[k][(n/2)*n+n/2], off[k] = u[k][(n/2)*n+n/4];
    for (int i=0; i<n*n; i++) total[k] += u[k][i]/((n+1.0)*(n+1.0));
    poisson_solver_free(s), free(f);
  }
  near((4*centre[1]-centre[0])/3, 0.0736713532815138, 2e-9);
  near((4*off[1]-off[0])/3, 0.057334906474608337, 2e-9);
  near((4*total[1]-total[0])/3, 0.035144253738788454, 2e-8);
  free(u[0]), free(u[1]);
}

static void random_field(double *f, size_t n, uint64_t stream) { rng_normal(f, n, 31, stream, 0); }

/* Au = f+Bg to rounding, in place and not, and an eigenvector.
   Tolerance: 1e-11 of f in norm, rounding times the growth n^2 of the condition of A. */
Test(poisson, solver)
{
  static const int size[] = {1, 2, 3, 7, 16, 50, 67, 255};
  for (int k=0; k<8; k++) {
    int n = size[k];
    size_t all = (size_t)n*n;
    double *f = base_reals(all), *u = base_reals(all), *r = base_reals(all), *g = base_reals(4*((size_t)n+1)), a = 0, b = 0;
    random_field(f, all, (uint64_t)k), random_field(g, 4*((size_t)n+1), 100+(uint64_t)k);
    PoissonSolver *s = poisson_solver_new(n);
    poisson_solve(u, s, f, g);
    poisson_residual(r, n, u, f, g);
    for (size_t i=0; i<all; i++) a += r[i]*r[i], b += f[i]*f[i];
    cr_assert(sqrt(a/b) < 1e-12*(n<255 ? 10 : n/25.0), "n=%d: %g", n, sqrt(a/b));
    poisson_solve(f, s, f, g); /* in place: the same operations */
    for (size_t i=0; i<all; i++) cr_assert(f[i] == u[i]);
    for (size_t i=0; i<all; i++) f[i] = sin(PI*(double)(i%(size_t)n+1)/(n+1))*sin(n*PI*(double)(i/(size_t)n+1)/(n+1));
    poisson_solve(u, s, f, NULL); /* an eigenvector; errors in the slowest mode grow by the ratio of eigenvalues, some n^2 */
    for (size_t i=0; i<all; i++) near(u[i]*poisson_eigenvalue(n, 1, n), f[i], 1e-12+1e-15*n*n);
    poisson_solver_free(s), free(f), free(u), free(r), free(g);
  }
}

/* The maximum principle on the grid: lifts lie between the extremes of g, A^{-1} >= 0, |u| <= |g|+|f|/8, and the quadratic of the proof is exact.
   Tolerance: 1e-13 for extremes and 1e-14 for the quadratic, rounding in values of size 1; none for signs and the bound. */
Test(poisson, maximum)
{
  enum { n=33 };
  static double f[n*n], u[n*n], g[4*(n+1)];
  PoissonSolver *s = poisson_solver_new(n);
  for (int k=0; k<20; k++) {
    double low = INFINITY, high = -INFINITY, top = 0;
    random_field(g, 4*(n+1), (uint64_t)k), random_field(f, n*n, 50+(uint64_t)k);
    for (int i=0; i<4*(n+1); i++) if (i%(n+1)) low = fmin(low, g[i]), high = fmax(high, g[i]);
    poisson_solve(u, s, NULL, g);
    for (int i=0; i<n*n; i++) cr_assert(u[i] >= low-1e-13 && u[i] <= high+1e-13);
    for (int i=0; i<n*n; i++) top = fmax(top, fabs(f[i]));
    poisson_solve(u, s, f, NULL);
    for (int i=0; i<n*n; i++) cr_assert(fabs(u[i]) <= top/8);
    poisson_solve(u, s, f, g);
    for (int i=0; i<n*n; i++) cr_assert(fabs(u[i]) <= top/8+fmax(high, -low));
    for (int i=0; i<n*n; i++) f[i] = fabs(f[i]);
    poisson_solve(u, s, f, NULL);
    for (int i=0; i<n*n; i++) cr_assert(u[i] > 0);
  }
  for (int i=0; i<n*n; i++) f[i] = 1;
  boundary(g, n, hill);
  poisson_solve(u, s, f, g);
  for (int i=0; i<n*n; i++) near(u[i], hill((i%n+1.0)/(n+1), (i/n+1.0)/(n+1)), 1e-14);
  poisson_solver_free(s);
}

static double energy(int n, const double *u, const double *f) /* zero edge: sum of squares of differences over two, minus h^2 sum f u */
{
  double sum = 0, h = 1.0/(n+1);
  for (int i=-1; i<n; i++) for (int j=-1; j<n; j++) {
    double here = i>=0 && j>=0 ? u[i*n+j] : 0, east = i>=0 && j+1<n ? u[i*n+j+1] : 0, north = j>=0 && i+1<n ? u[(i+1)*n+j] : 0;
    sum += 0.5*((east-here)*(east-here)+(north-here)*(north-here));
    if (i>=0 && j>=0) sum -= h*h*f[i*n+j]*here;
  }
  return sum;
}

/* Least energy: a change e phi of the solution raises the energy by e^2/2 times the squared differences of phi.
   Tolerance: 1e-9, rounding in energies of size 1e3. */
Test(poisson, energy)
{
  enum { n=24 };
  static double f[n*n], u[n*n], phi[n*n], w[n*n], zero[n*n];
  PoissonSolver *s = poisson_solver_new(n);
  random_field(f, n*n, 1), random_field(phi, n*n, 2);
  poisson_solve(u, s, f, NULL);
  for (int k=-2; k<=2; k++) {
    for (int i=0; i<n*n; i++) w[i] = u[i]+0.3*k*phi[i];
    near(energy(n, w, f)-energy(n, u, f), 0.09*k*k*energy(n, phi, zero), 1e-9);
  }
  poisson_solver_free(s);
}

/* Green's function is the time integral of the heat kernel of the square, by the trapezium rule in ln t, which converges geometrically; it is the
   limit of the scheme's response to a unit of heat; and integrated over the square, by the midpoint rule, it is the torsion function.
   Tolerance: 1e-10 for the rule in ln t; 3e-4, order 2 at h = 1/60, for the scheme; 2e-5, h^2 ln h at 1/200, for the integral. */
Test(poisson, green)
{
  static const double at[3][4] = {{0.4, 0.55, 0.4, 0.5}, {0.2, 0.7, 0.35, 0.25}, {0.9, 0.1, 0.8, 0.15}};
  for (int k=0; k<3; k++) {
    double x = at[k][0], y = at[k][1], xi = at[k][2], eta = at[k][3], sum = 0, step = 0.02;
    for (int i=-600; i<=150; i++) {
      double t = exp(i*step);
      sum += step*t*poisson_killed(x, xi, t)*poisson_killed(y, eta, t);
    }
    near(poisson_green(x, y, xi, eta), sum, 1e-10);
    near(poisson_green(xi, eta, x, y), sum, 1e-10);
  }
  near(poisson_killed(0.3, 0.6, 0.25*(1-1e-15)), poisson_killed(0.3, 0.6, 0.25), 1e-14);
  enum { n=59 };
  static double f[n*n], u[n*n];
  PoissonSolver *s = poisson_solver_new(n);
  f[29*n+23] = 3600; /* the point (0.4, 0.5) */
  poisson_solve(u, s, f, NULL);
  near(u[44*n+14], poisson_green(0.25, 0.75, 0.4, 0.5), 3e-4*u[44*n+14]+1e-5);
  double all = 0;
  for (int i=0; i<200; i++) for (int j=0; j<200; j++) all += poisson_green(0.5, 0.5, (j+0.5)/200, (i+0.5)/200)/40000;
  near(all, 0.0736713532815138, 2e-5);
  poisson_solver_free(s);
}

/* The model: components of the state have mean square 1, burners are equally likely, f has the root mean square that the spectrum says, states
   satisfy the equation.  Tolerance: 4 to 4.5 standard errors of 4000 plates; 1e-10 for the equation, rounding in terms of size 1e3. */
Test(poisson, plates)
{
  enum { N=4000 };
  static double x[N*S], u[256], f[256], r[256];
  static int source[N];
  PoissonModel *m = poisson_model_new(16);
  PoissonLaw prior;
  double count[J] = {0}, field = 0;
  poisson_prior(&prior, m);
  poisson_draw(x, source, N, &prior, 3, 1);
  for (int i=0; i<N; i++) count[source[i]] += 1.0/N;
  for (int j=0; j<J; j++) near(count[j], 0.25, 4*sqrt(0.1875/N));
  for (int a=0; a<M; a++) {
    double square = 0, mean[J] = {0};
    for (int i=0; i<N; i++) square += x[i*S+a]*x[i*S+a]/N, mean[source[i]] += x[i*S+a]/(N*count[source[i]]);
    near(square, 1, 4.5*sqrt(2.0/N));
    for (int j=0; j<J; j++) near(mean[j], m->mean[j][a], 4.5/sqrt(N/4.5));
    field += 0.25*m->variance[a]*m->scale[a]*m->scale[a];
  }
  near(sqrt(field), 12, 1e-12);
  for (int i=0; i<20; i++) {
    poisson_fields(u, f, m, x+i*S, NULL);
    poisson_residual(r, 16, u, f, NULL);
    for (int k=0; k<256; k++) near(r[k], 0, 1e-10);
  }
  poisson_model_free(m);
}

/* A burner's coefficients give back the bump itself where 64 modes suffice: its value at the centre is 25 times the product of two projections
   on the line, computed here by direct sums.  Tolerance: 1e-12, rounding. */
Test(poisson, burner)
{
  PoissonModel *m = poisson_model_new(67);
  double here = 0, line[2] = {0, 0};
  for (int a=0; a<M; a++) here += m->scale[a]*m->mean[2][a]*sin((a%8+1)*PI*0.3)*sin((a/8+1)*PI*0.7); /* burner 2: (0.3, 0.7) */
  for (int k=1; k<=8; k++) {
    double c[2] = {0, 0};
    for (int i=1; i<17; i++) for (int d=0; d<2; d++) c[d] += 2/17.0*sin(k*PI*i/17)*exp(-50*pow(i/17.0-(d ? 0.7 : 0.3), 2));
    for (int d=0; d<2; d++) line[d] += c[d]*sin(k*PI*(d ? 0.7 : 0.3));
  }
  near(here, 25*line[0]*line[1], 1e-12);
  cr_assert(here > 22 && here < 28);
  poisson_model_free(m);
}

/* Readings: S is the value of v at the node, on both grids at the same places; the noise is a tenth of the standard deviation of u, here by
   drawing edges and plates.  Tolerance: 1e-12, rounding; 0.05, four standard errors of a root mean square of 3000 plates. */
Test(poisson, readings)
{
  enum { N=3000 };
  static double x[N*S], u[67*67], lift[256], g[68];
  static const double at[K][2] = {{4, 4}, {12, 5}, {8, 8}, {5, 12}, {11, 12}};
  double sum[K] = {0}, square[K] = {0}, total = 0, r[K], want;
  for (int n=16; n<=67; n+=51) {
    PoissonModel *m = poisson_model_new(n);
    PoissonLaw prior;
    poisson_prior(&prior, m);
    poisson_draw(x, NULL, N, &prior, 4, 1);
    poisson_fields(u, NULL, m, x, NULL);
    for (int i=0; i<K; i++) {
      double v = 0;
      for (int a=0; a<M; a++) v += m->reading[i][a]*x[a];
      near(v, u[m->node[i]], 1e-12);
      near((m->node[i]%n+1.0)/(n+1), at[i][0]/17, 1e-15), near((m->node[i]/n+1.0)/(n+1), at[i][1]/17, 1e-15);
    }
    if (n == 67) { poisson_model_free(m); break; }
    for (int k=0; k<N; k++) {
      poisson_edge(g, 16, 8, (uint64_t)k);
      poisson_solve(lift, m->solver, NULL, g);
      poisson_fields(u, NULL, m, x+k*S, lift);
      for (int i=0; i<K; i++) sum[i] += u[m->node[i]]/N, square[i] += u[m->node[i]]*u[m->node[i]]/N;
    }
    for (int i=0; i<K; i++) total += (square[i]-sum[i]*sum[i])/K;
    near(m->noise/(0.1*sqrt(total)), 1, 0.05);
    want = total = 0;
    for (int k=0; k<400; k++) {
      poisson_read(r, m, x, 9, (uint64_t)k);
      for (int i=0; i<K; i++) {
        want = 0;
        for (int a=0; a<M; a++) want += m->reading[i][a]*x[a];
        total += (r[i]-want)*(r[i]-want)/(400*K);
      }
    }
    near(sqrt(total)/m->noise, 1, 4/sqrt(2*400*K));
    poisson_model_free(m);
  }
}

/* The edge: standard deviation 0.6, and the covariance at distance half the perimeter, sum e_k cos(pi k).
   Tolerance: four standard errors of means over 4000 edges. */
Test(poisson, edges)
{
  enum { N=4000 };
  double g[68], square = 0, opposite = 0, e[17], total = 0, want = 0;
  for (int k=0; k<=16; k++) total += e[k] = pow(PI*PI*k*k/4+9, -1.5);
  for (int k=0; k<=16; k++) want += 0.36*e[k]/total*(k%2 ? -1 : 1);
  for (int k=0; k<N; k++) {
    poisson_edge(g, 16, 12, (uint64_t)k);
    square += g[5]*g[5]/N, opposite += g[5]*g[39]/N;
  }
  near(square, 0.36, 4*0.36*sqrt(2.0/N));
  near(opposite, want, 4*0.36/sqrt(N));
}

static void condition_of(double *r, PoissonLaw *law, const PoissonModel *m, uint64_t k)
{
  double truth[S];
  PoissonLaw prior;
  poisson_prior(&prior, m);
  poisson_draw(truth, NULL, 1, &prior, 70+k, 1);
  poisson_read(r, m, truth, 71, k);
  poisson_posterior(law, m, r);
}

/* Gaussian conditioning, by precisions: Sigma^{-1} = C^{-1}+S'S/s^2 and K = Sigma S'/s^2.
   Tolerance: 1e-10, rounding times the condition of the readings' covariance. */
Test(poisson, schur)
{
  PoissonModel *m = poisson_model_new(16);
  for (int a=0; a<M; a++)
    for (int b=0; b<M; b++) {
      double sum = m->covariance[a*M+b]/m->variance[b];
      for (int i=0; i<K; i++) for (int c=0; c<M; c++)
        sum += m->covariance[a*M+c]*m->reading[i][c]*m->reading[i][b]/(m->noise*m->noise);
      near(sum, a==b, 1e-10);
    }
  for (int a=0; a<M; a++)
    for (int i=0; i<K; i++) {
      double sum = 0;
      for (int c=0; c<M; c++) sum += m->covariance[a*M+c]*m->reading[i][c]/(m->noise*m->noise);
      near(m->gain[a*K+i], sum, 1e-10);
    }
  poisson_model_free(m);
}

static double quadratic(const double *l, const double *e) /* e' (LL')^{-1} e for the 64 by 64 factor */
{
  double t[M], sum = 0;
  linalg_cholesky_solve(t, M, l, 1, e);
  for (int a=0; a<M; a++) sum += e[a]*t[a];
  return sum;
}

/* The weights by Bayes' formula at an arbitrary w: p(r|j) = p(r|w) p(w|j) / p(w|r,j), where what does not depend on j drops out.
   Tolerance: 1e-8, rounding in exponents of size 1e4 and the condition of the covariance. */
Test(poisson, weights)
{
  PoissonModel *m = poisson_model_new(16);
  static double l[M*M];
  cr_assert(linalg_cholesky(l, M, m->covariance) == 0);
  for (uint64_t k=0; k<8; k++) {
    double r[K], w[M], e[M], log_p[J], top = -INFINITY, sum = 0;
    PoissonLaw law;
    condition_of(r, &law, m, k);
    rng_normal(w, M, 17, k, 0);
    for (int j=0; j<J; j++) {
      log_p[j] = 0;
      for (int a=0; a<M; a++) log_p[j] -= 0.5*pow(w[a]-m->mean[j][a], 2)/m->variance[a], e[a] = w[a]-law.mean[j][a];
      log_p[j] += 0.5*quadratic(l, e), top = fmax(top, log_p[j]);
    }
    for (int j=0; j<J; j++) sum += exp(log_p[j]-top);
    for (int j=0; j<J; j++) near(law.weight[j], exp(log_p[j]-top)/sum, 1e-8);
  }
  poisson_model_free(m);
}

static double log_density(const PoissonLaw *law, double sigma, const double *x) /* of the noisy state, with a dense factor, up to a constant */
{
  static double c[M*M];
  double tau2 = 0.5*sigma*sigma, e[M], other = 0, value[J], top = -INFINITY, sum = 0;
  for (int a=0; a<M; a++)
    for (int b=0; b<M; b++)
      c[a*M+b] = (law->covariance ? law->covariance[a*M+b] : a==b ? law->spread[a] : 0)+(a==b ? tau2 : 0);
  cr_assert(linalg_cholesky(c, M, c) == 0);
  for (int a=0; a<M; a++) other += pow(x[a]-x[M+a], 2)/(4*sigma*sigma);
  for (int j=0; j<J; j++) {
    for (int a=0; a<M; a++) e[a] = 0.5*(x[a]+x[M+a])-law->mean[j][a];
    value[j] = log(law->weight[j])-0.5*quadratic(c, e), top = fmax(top, value[j]);
  }
  for (int j=0; j<J; j++) sum += exp(value[j]-top);
  return top+log(sum)-other;
}

/* The denoiser is x + sigma^2 grad log p (Tweedie), by central differences of the density above.
   Tolerance: 1e-6 of 1+sigma, the error of a difference with steps of 1e-4 sigma. */
Test(poisson, denoise)
{
  PoissonModel *m = poisson_model_new(16);
  static const double level[4] = {0.05, 0.4, 2, 12};
  for (int k=0; k<8; k++) {
    PoissonLaw law;
    double r[K], x[S], z[S], D[S], sigma = level[k%4];
    if (k<4) condition_of(r, &law, m, (uint64_t)k); else poisson_prior(&law, m);
    poisson_draw(x, NULL, 1, &law, 5, (uint64_t)(2*k)), rng_normal(z, S, 6, (uint64_t)k, 0);
    for (int a=0; a<S; a++) x[a] += sigma*z[a];
    poisson_denoise(D, sigma, 1, x, &law);
    for (int a=0; a<S; a+=7) {
      double h = 1e-4*sigma, keep = x[a], up, down;
      x[a] = keep+h, up = log_density(&law, sigma, x);
      x[a] = keep-h, down = log_density(&law, sigma, x);
      x[a] = keep;
      near(D[a], x[a]+sigma*sigma*(up-down)/(2*h), 1e-6*(1+sigma));
    }
  }
  poisson_model_free(m);
}

/* The Jacobian, which is computed from the conditional covariance, by central differences of the denoiser: b' (D(x+hv)-D(x-hv))/2h = v' pull(b).
   Tolerance: 1e-6 of the product, the error of a difference with steps of 1e-4 sigma. */
Test(poisson, jacobian)
{
  PoissonModel *m = poisson_model_new(16);
  static const double level[4] = {0.1, 1, 3, 10};
  for (int k=0; k<8; k++) {
    PoissonLaw law;
    double r[K], x[2*S], v[S], b[S], y[S], D[2*S], sigma = level[k%4], left = 0, right = 0, h = 1e-4*sigma;
    if (k<4) condition_of(r, &law, m, (uint64_t)k); else poisson_prior(&law, m);
    poisson_draw(x, NULL, 1, &law, 5, (uint64_t)(2*k)), rng_normal(v, S, 6, (uint64_t)k, 0), rng_normal(b, S, 7, (uint64_t)k, 0);
    for (int a=0; a<S; a++) x[a] += sigma*v[a], x[S+a] = x[a];
    poisson_pull(y, sigma, 1, x, &law, b);
    for (int a=0; a<S; a++) x[a] += h*v[a], x[S+a] -= h*v[a];
    poisson_denoise(D, sigma, 2, x, &law);
    for (int a=0; a<S; a++) left += b[a]*(D[a]-D[S+a])/(2*h), right += v[a]*y[a];
    near(left, right, 1e-6*(1+fabs(left)));
  }
  poisson_model_free(m);
}

/* Direct draws: burners, mean, covariance and the mass of intervals as the law says.
   Tolerance: 4 to 4.5 standard errors of means over 6000 draws. */
Test(poisson, draws)
{
  enum { N=6000 };
  static double x[N*S], rho[N*J], mean[M], c[M*M];
  static int source[N];
  PoissonModel *m = poisson_model_new(16);
  PoissonLaw law;
  double r[K], count[J] = {0}, guess[J] = {0};
  condition_of(r, &law, m, 1);
  poisson_draw(x, source, N, &law, 21, 1);
  poisson_classes(rho, N, x, &law);
  for (int i=0; i<N; i++) { count[source[i]] += 1.0/N; for (int j=0; j<J; j++) guess[j] += rho[i*J+j]/N; }
  for (int j=0; j<J; j++) near(count[j], law.weight[j], 4*sqrt(0.25/N)), near(guess[j], law.weight[j], 4*sqrt(0.25/N));
  poisson_moments(mean, c, &law);
  for (int a=0; a<M; a+=3) {
    double own = 0, square = 0, cross = 0, inside = 0, b = mean[a]+0.3*sqrt(c[a*M+a]), unit[M] = {0}, mass = (unit[a] = 1, poisson_mass(&law, unit, mean[a]-0.7, b));
    for (int i=0; i<N; i++) {
      double d = x[i*S+a]-mean[a], e = x[i*S+(a+9)%M]-mean[(a+9)%M];
      own += d/N, square += d*d/N, cross += d*e/N, inside += (d>=-0.7 && x[i*S+a]<=b)/(double)N;
    }
    near(own, 0, 4*sqrt(c[a*M+a]/N));
    near(square, c[a*M+a], 4.5*c[a*M+a]*sqrt(2.0/N));
    near(cross, c[a*M+(a+9)%M], 4.5*sqrt(2*c[a*M+a]*c[((a+9)%M)*(M+1)]/N));
    near(inside, mass, 4*sqrt(0.25/N));
    near(poisson_mass(&law, unit, -100, 100), 1, 1e-12);
  }
  poisson_model_free(m);
}

/* Sampling with the exact denoiser: the solver's error at 32 steps is below the sampling error of 600 states.
   Tolerance: two to three times the floor of exact draws: 0.04 for the mean, 0.13 the covariance, 0.02 the burners. */
Test(poisson, sampler)
{
  enum { N=600 };
  static double x[N*S];
  PoissonModel *m = poisson_model_new(16);
  for (uint64_t k=1; k<3; k++) {
    PoissonLaw law;
    PoissonScore s;
    double r[K], g[68];
    condition_of(r, &law, m, k), poisson_edge(g, 16, 3, k);
    poisson_sample(x, N, poisson_exact_field, &law, 32, 25, k);
    poisson_measure(&s, &law, r, g, N, x);
    cr_assert(s.residual < 1e-12 && s.mean < 0.1 && s.covariance < 0.25 && s.classes < 0.06, "%g %g %g", s.mean, s.covariance, s.classes);
    near(s.trace, 1, 0.2), near(s.coverage[4], 0.5, 0.02), near(s.coverage[8], 0.9, 0.015);
  }
  poisson_model_free(m);
}

/* DPS on a normal number: moments of the linear equation by the classical Runge-Kutta method in ln(1+theta) from 1e8, against the closed forms.
   Tolerance: 1e-6 for variances, 2e-4 for means, which miss 1/sqrt(theta) at the start. */
Test(poisson, theorem)
{
  static const double noise[3] = {0.25, 0.5, 1};
  for (int k=0; k<3; k++)
    for (int lambda=0; lambda<2; lambda++) {
      double s2 = noise[k]*noise[k], c = 0.5*(1+lambda), top = log(1e8), mean = 0, variance = 1e8, want, spread;
      int steps = 200000;
      for (int i=0; i<steps; i++) {
        double h = -top/steps, u = top+i*h, a[4], b[4];
        for (int q=0; q<4; q++) {
          double shift = q==0 ? 0 : q==3 ? h : 0.5*h, one = exp(u+shift), rate = c*(1+1/(one*s2));
          double mm = q ? mean+shift*a[q-1] : mean, vv = q ? variance+shift*b[q-1] : variance;
          a[q] = rate*mm-c/s2, b[q] = 2*rate*vv-lambda*one;
        }
        mean += h/6*(a[0]+2*a[1]+2*a[2]+a[3]), variance += h/6*(b[0]+2*b[1]+2*b[2]+b[3]);
      }
      poisson_dps_moments(&want, &spread, s2, lambda);
      near(mean, want, 2e-4); /* the start at 1e8 leaves 1/sqrt(theta) */
      near(variance, spread, 1e-6);
    }
}

static double misfit_norm(const PoissonLaw *prior, const double *r, double sigma, const double *x)
{
  double D[S], sum = 0;
  poisson_denoise(D, sigma, 1, x, prior);
  for (int k=0; k<K; k++) {
    double e = r[k];
    for (int a=0; a<M; a++) e -= prior->model->reading[k][a]*D[a];
    sum += e*e/(prior->model->noise*prior->model->noise);
  }
  return sqrt(sum);
}

/* Three steps of DPS, both kinds, by differences of the misfit: the published step zeta/|rho| grad |rho|^2 in alpha x, and the guided denoiser.
   Tolerance: 2e-3 of 1+|x|, the error of differences with steps of 2e-3 sigma. */
Test(poisson, guidance)
{
  PoissonModel *m = poisson_model_new(16);
  PoissonLaw prior, law;
  double r[K], got[S], x[S], z[S], D[S];
  poisson_prior(&prior, m), condition_of(r, &law, m, 2);
  for (int kind=0; kind<2; kind++) {
    double zeta = kind ? 0.05 : 0, sigma = 40;
    poisson_dps(got, 1, &prior, r, 3, zeta, 33, 1);
    rng_normal(x, S, 33, 1, 0);
    for (int a=0; a<S; a++) x[a] *= sigma;
    for (int step=1; step<=3; step++) {
      double next = 40*pow(0.005/40, step/3.0), q = next/sigma, slope[S], norm = misfit_norm(&prior, r, sigma, x);
      poisson_denoise(D, sigma, 1, x, &prior);
      for (int a=0; a<S; a++) {
        double h = 2e-3*sigma, keep = x[a], up, down;
        x[a] = keep+h, up = misfit_norm(&prior, r, sigma, x), x[a] = keep-h, down = misfit_norm(&prior, r, sigma, x), x[a] = keep;
        slope[a] = (up*up-down*down)/(2*h);
      }
      rng_normal(z, S, 33, 1+(uint64_t)step, 0);
      for (int a=0; a<S; a++) {
        double d = kind ? D[a] : D[a]-sigma*sigma*0.5*slope[a];
        x[a] = d+q*q*(x[a]-d)+next*sqrt(1-q*q)*z[a]-(kind ? zeta/norm*slope[a]*(1+sigma*sigma) : 0);
      }
      sigma = next;
    }
    poisson_denoise(x, sigma, 1, x, &prior);
    for (int a=0; a<S; a++) near(got[a], x[a], 2e-3*(1+fabs(x[a])));
  }
  poisson_model_free(m);
}

/* The theorem on projections, on matrices: covariance and mean of projected points and the conditional ones agree when C maps the row space of A
   to itself and differ when it does not, and the oblique projection has them always; and the two projections of the chapter are onto and orthogonal.
   Tolerance: 1e-14, rounding in sums of a few products; 1e-12 and 1e-9 for readings, which sum 64 of them. */
Test(poisson, projection)
{
  double A[2][4] = {{1, -1, 0, 0}, {0, 0, 1, -1}};
  for (int kind=0; kind<2; kind++) {
    double C[4][4] = {{2, 0.5, 0.3, 0.3}, {0.5, 2, 0.3, 0.3}, {0.3, 0.3, 1, -0.2}, {0.3, 0.3, -0.2, 1}}, Q[4][4], QCQ[4][4], W[2][2], T[4][2], off = 0, oblique[4][4],
      mean_off = 0, oblique_off = 0, b[2] = {0.7, -1.1}; /* of points with mean 0, so that the conditional mean is T V b */
    if (kind) C[0][0] = 3;
    for (int i=0; i<4; i++) for (int k=0; k<4; k++) Q[i][k] = (i==k)-0.5*(A[0][i]*A[0][k]+A[1][i]*A[1][k]);
    for (int i=0; i<4; i++) for (int a=0; a<2; a++) { T[i][a] = 0; for (int k=0; k<4; k++) T[i][a] += C[i][k]*A[a][k]; }
    for (int a=0; a<2; a++) for (int b=0; b<2; b++) { W[a][b] = 0; for (int k=0; k<4; k++) W[a][b] += A[a][k]*T[k][b]; }
    double det = W[0][0]*W[1][1]-W[0][1]*W[1][0], V[2][2] = {{W[1][1]/det, -W[0][1]/det}, {-W[1][0]/det, W[0][0]/det}};
    for (int i=0; i<4; i++) for (int k=0; k<4; k++) {
      double given = C[i][k];
      for (int a=0; a<2; a++) for (int b=0; b<2; b++) given -= T[i][a]*V[a][b]*T[k][b];
      oblique[i][k] = i==k;
      for (int a=0; a<2; a++) for (int b=0; b<2; b++) oblique[i][k] -= T[i][a]*V[a][b]*A[b][k];
      QCQ[i][k] = 0;
      for (int a=0; a<4; a++) for (int b=0; b<4; b++) QCQ[i][k] += Q[i][a]*C[a][b]*Q[b][k];
      off = fmax(off, fabs(given-QCQ[i][k]));
    }
    for (int i=0; i<4; i++) {
      double nearest = 0, given = 0;
      for (int a=0; a<2; a++) nearest += 0.5*A[a][i]*b[a]; /* A A' = 2 I */
      for (int a=0; a<2; a++) for (int c=0; c<2; c++) given += T[i][a]*V[a][c]*b[c];
      mean_off = fmax(mean_off, fabs(nearest-given));
      for (int k=0; k<4; k++) {
        double cov = 0, want = C[i][k];
        for (int a=0; a<4; a++) for (int c=0; c<4; c++) cov += oblique[i][a]*C[a][c]*oblique[k][c];
        for (int a=0; a<2; a++) for (int c=0; c<2; c++) want -= T[i][a]*V[a][c]*T[k][c];
        oblique_off = fmax(oblique_off, fabs(cov-want));
      }
    }
    cr_assert(kind ? off > 0.01 && mean_off > 0.01 : off < 1e-14 && mean_off < 1e-14, "%g %g", off, mean_off);
    cr_assert(oblique_off < 1e-14, "%g", oblique_off);
  }
  PoissonModel *m = poisson_model_new(16);
  PoissonLaw prior, law;
  double r[K], x[2*S], y[2*S], dot = 0, other[M];
  poisson_prior(&prior, m), condition_of(r, &law, m, 1);
  poisson_draw(x, NULL, 2, &prior, 9, 1);
  memcpy(y, x, sizeof x);
  poisson_press(y, 2, m, r);
  for (int n=0; n<2; n++) for (int k=0; k<K; k++) {
    double v = -r[k];
    for (int a=0; a<M; a++) v += m->reading[k][a]*y[n*S+a];
    near(v, 0, 1e-12);
  }
  for (int a=0; a<M; a++) other[a] = y[S+a]; /* another point of the constraint: the move from x to y is orthogonal to it */
  for (int a=0; a<M; a++) dot += (y[a]-x[a])*(other[a]-y[a]), near(y[a], y[M+a], 0);
  near(dot, 0, 1e-9);
  rng_normal(x, S, 10, 1, 0), memcpy(y, x, S*sizeof *x);
  poisson_project(y, 1);
  for (int a=0; a<M; a++) near(y[a], y[M+a], 0), near(y[a]+y[M+a], x[a]+x[M+a], 1e-15);
  poisson_model_free(m);
}

/* The measures on states for which their values are known: exact draws, one and the same solution, a shift of the mean by fifty total standard
   deviations, a residual put in by hand.  Tolerance: four standard errors of 400 draws; 1e-9, rounding, where values are exact. */
Test(poisson, measures)
{
  enum { N=400 };
  static double x[N*S], y[N*S], mean[M], c[M*M];
  PoissonModel *m = poisson_model_new(16);
  PoissonLaw law;
  PoissonScore s, t;
  double r[K], g[68], total = 0, d = m->scale[5]/m->lambda[5];
  condition_of(r, &law, m, 1), poisson_edge(g, 16, 3, 1), poisson_moments(mean, c, &law);
  for (int a=0; a<M; a++) total += pow(m->scale[a]/m->lambda[a], 2)*c[a*M+a];
  poisson_draw(x, NULL, N, &law, 8, 1);
  poisson_measure(&s, &law, r, g, N, x);
  cr_assert(s.mean < 4/sqrt(N) && s.classes < 0.1 && s.residual < 1e-12 && s.edge < 1e-12);
  near(s.misfit, 1, 0.5), near(s.trace, 1, 0.3), near(s.coverage[0], 0.1, 0.01), near(s.coverage[4], 0.5, 0.02), near(s.coverage[8], 0.9, 0.015);
  memcpy(y, x, sizeof x);
  for (int i=0; i<N; i++) y[i*S+5] += 50*sqrt(total)/d, y[i*S+M+5] += 50*sqrt(total)/d;
  poisson_measure(&t, &law, r, g, N, y);
  near(t.mean, 50, 4/sqrt(N)), near(t.trace, s.trace, 1e-9), near(t.covariance, s.covariance, 1e-9);
  for (int i=0; i<N; i++) memcpy(y+i*S, mean, sizeof mean), memcpy(y+i*S+M, mean, sizeof mean);
  poisson_measure(&t, &law, r, g, N, y);
  near(t.trace, 0, 1e-12), near(t.covariance, 1, 1e-9), near(t.mean, 0, 1e-9), near(t.coverage[8], 0, 1e-12);
  memcpy(y, x, sizeof x);
  for (int i=0; i<N; i++) for (int a=0; a<M; a++) y[i*S+a] *= 1.01; /* Au-f-Bg = 0.01 f */
  poisson_measure(&t, &law, r, g, N, y);
  near(t.residual, 0.01, 1e-9), near(t.trace, s.trace*1.0201, 1e-9);
  poisson_model_free(m);
}

static double first_loss, last_loss;
static void report(long step, double loss) { if (step <= 100) first_loss = loss; last_loss = loss; }

/* The untrained network is the best linear denoiser of independent components, skip times x; training lowers the loss from that of this denoiser,
   and a trained network heeds the condition; two trainings give the same bytes.
   Tolerance: none between two trainings; 1e-6, single precision, for the denoiser; a loss below 0.97, from 1. */
Test(poisson, network)
{
  PoissonModel *m = poisson_model_new(16);
  double r[K] = {0.3, -0.2, 0.5, 0.1, 0}, x[S], D[2][S], *w[2];
  rng_normal(x, S, 44, 1, 0);
  SolversLevel at = {0.7, 1, 0.7};
  for (int k=0; k<3; k++) {
    Network *net = poisson_train(m, 64, k<2 ? 200 : 0, 5, report);
    PoissonNetwork p = {net, m, r};
    poisson_network_field(D[k%2], S, x, &at, &p);
    if (k<2) {
      float *f = base_new(network_size(net), sizeof *f);
      w[k] = base_reals(network_size(net));
      network_get(f, net);
      for (size_t i=0; i<network_size(net); i++) w[k][i] = f[i];
      free(f);
      if (k==1) {
        cr_assert(memcmp(w[0], w[1], network_size(net)*sizeof **w) == 0);
        double before = D[1][0];
        r[0] = 3, poisson_network_field(D[0], S, x, &at, &p);
        cr_assert(fabs(D[0][0]-before) > 1e-4);
      }
    } else for (int a=0; a<S; a++) near(D[0][a], x[a]/1.49, 1e-6);
    network_free(net);
  }
  cr_assert(last_loss < 0.97 && first_loss > last_loss+0.01, "%g %g", first_loss, last_loss);
  free(w[0]), free(w[1]);
  poisson_model_free(m);
}

Test(poisson, refuses_grids, .exit_code=BASE_BUG) { poisson_model_new(20); }
Test(poisson, refuses_coincidence, .exit_code=BASE_BUG) { poisson_green(0.1, 0.2, 0.3, 0.2); }

/* the targets of the experiment for three seeds: 8 conditions of 1000 samples after 20000 steps.  The burners' floor is 0.013, and the spread of
   the averages over conditions is a third of it */
Test(poisson_long, targets)
{
  enum { N=1000, C=8 };
  static double x[N*S];
  PoissonModel *m = poisson_model_new(16);
  for (uint64_t seed=1; seed<=3; seed++) {
    Network *net = poisson_train(m, 512, 20000, seed, NULL);
    PoissonScore mean[3] = {{0}};
    for (uint64_t k=0; k<C; k++) {
      double r[K], g[68];
      PoissonLaw law;
      condition_of(r, &law, m, 100*seed+k), poisson_edge(g, 16, seed, k);
      PoissonNetwork p = {net, m, r};
      for (int method=0; method<3; method++) {
        PoissonScore s;
        if (method==0) poisson_draw(x, NULL, N, &law, seed, 1000+2*k);
        if (method==1) poisson_sample(x, N, poisson_network_field, &p, 32, seed, 2000+k);
        if (method==2) poisson_project(x, N);
        poisson_measure(&s, &law, r, g, N, x);
        for (size_t i=0; i<sizeof s/sizeof(double); i++) ((double *)&mean[method])[i] += ((double *)&s)[i]/C;
      }
    }
    cr_assert(mean[1].residual <= 1.5e-2 && mean[2].residual <= 1e-12, "residual %g, %g", mean[1].residual, mean[2].residual);
    cr_assert(mean[2].mean <= 0.05, "mean %g", mean[2].mean);
    cr_assert(mean[2].covariance <= 1.15*mean[0].covariance, "covariance %g, floor %g", mean[2].covariance, mean[0].covariance);
    cr_assert(mean[2].classes <= 0.03, "burners %g", mean[2].classes);
    near(mean[2].coverage[4], 0.5, 0.02), near(mean[2].coverage[8], 0.9, 0.02);
    network_free(net);
  }
  poisson_model_free(m);
}
