/* Tests of the chapter on implicit models.  Laws are held against closed forms and exact transport; the step and the flow against
   integrations written here; random statements against their expectation, with fixed seeds and four standard errors. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include "rng.h"
#include "score.h"
#include "ddim.h"
#include "near.h"

static const double PI = 3.14159265358979323846;

static const double W[2] = {0.6, 0.4}, M[2] = {-1.8, 1.6}, V[2] = {0.06, 0.15};
static const HeatMixture LINE = {2, 1, W, M, V};
static const DdimModel MIXTURE = {1, ddim_mixture_noise, &LINE}, MOONS = {2, ddim_moons_noise, NULL};

/* the chain of eq:ddim-family itself, with x0 = 1.7, by ddim_step fed with the true noise; mean and variance at each level: over n = 40000 chains
   the mean has standard error sigma/sqrt(n), the variance sigma^2 sqrt(2/n); VP with levels in time.
   Tolerance: four standard errors of mean and variance over 40000 chains. */
Test(ddim, kept)
{
  enum { n = 40000, STEPS = 4 };
  static double x[n], eps[n], z[n];
  const SdeProcess q = sde_vp(0.1, 20);
  double t[STEPS+1] = {1, 0.7, 0.4, 0.15, 0.05}, x0 = 1.7;
  for (int k = 0; k < 3; k++) {
    double eta = 0.5*k;
    rng_normal(x, n, 5, 100+(uint64_t)k, 0);
    for (int i = 0; i < n; i++) x[i] = sde_alpha(&q, 1)*x0+sde_sigma(&q, 1)*x[i];
    for (int j = 0; j < STEPS; j++) {
      double at = sde_alpha(&q, t[j]), st = sde_sigma(&q, t[j]), as = sde_alpha(&q, t[j+1]), ss = sde_sigma(&q, t[j+1]), m = 0, v = 0;
      for (int i = 0; i < n; i++) eps[i] = (x[i]-at*x0)/st;
      rng_normal(z, n, 6, (uint64_t)(10*k+j), 0);
      ddim_step(x, n, eps, eta, at, st, as, ss, z);
      for (int i = 0; i < n; i++) m += x[i]/n, v += (x[i]-as*x0)*(x[i]-as*x0)/n;
      near(m, as*x0, 4*ss/sqrt(n));
      near(v, ss*ss, 4*ss*ss*sqrt(2.0/n));
    }
  }
}

/* btilde/beta of the linear schedule at t = 2, 3, 10, 100, as published to six digits; and in any process the covariances of the family with
   eta = 1 at three times are those of the forward process, alpha_t/alpha_s sigma_s^2; so the mean of X_t given X_s does not contain x0, and
   with less noise it does.  Tolerance: 1e-6 for the published ratios, 1e-12 relative for covariances, which are rounded only. */
Test(ddim, posterior)
{
  static const int level[4] = {2, 3, 10, 100};
  static const double ratio[4] = {0.454736, 0.611336, 0.852845, 0.981914};
  double bar = 1, before = 1;
  for (int t = 1, k = 0; t <= 100; t++) {
    double beta = 1e-4+(0.02-1e-4)*(t-1)/999;
    before = bar, bar *= 1-beta;
    if (t != level[k]) continue;
    double s = ddim_noise(1, sqrt(bar), sqrt(1-bar), sqrt(before), sqrt(1-before));
    near(s*s/beta, ratio[k], 1e-6);
    near(ddim_noise(0.5, sqrt(bar), sqrt(1-bar), sqrt(before), sqrt(1-before)), 0.5*s, 1e-15);
    k++;
  }
  const SdeProcess q[3] = {sde_vp(0.1, 20), sde_subvp(0.1, 20), sde_ve(0.01, 50)};
  for (int k = 0; k < 3; k++) {
    double a[3], sigma[3], kept[2];
    for (int i = 0; i < 3; i++) a[i] = sde_alpha(&q[k], 0.2*(i+1)), sigma[i] = sde_sigma(&q[k], 0.2*(i+1));
    for (int e = 0; e <= 2; e++) { /* eta = 1, 0.9, 0 */
      for (int i = 0; i < 2; i++) {
        double fresh = ddim_noise(e == 0 ? 1 : e == 1 ? 0.9 : 0, a[i+1], sigma[i+1], a[i], sigma[i]);
        kept[i] = sqrt(sigma[i]*sigma[i]-fresh*fresh)/sigma[i+1]; /* X_i less its mean is this times X_(i+1) less its mean, and new noise */
        double covariance = kept[i]*sigma[i+1]*sigma[i+1], x0 = a[i+1]/a[i]-covariance/(sigma[i]*sigma[i]);
        if (e == 0) near(covariance/(a[i+1]/a[i]*sigma[i]*sigma[i]), 1, 1e-12);
        else cr_assert(fabs(x0) > 0.1*a[i+1]/a[i]);
      }
      if (e == 0) near(kept[0]*kept[1]*sigma[2]*sigma[2]/(a[2]/a[0]*sigma[0]*sigma[0]), 1, 1e-12);
    }
  }
}

/* dx/dt = f x + g^2/(2 sigma) e with constant e, by RK4 with 4000 steps written here.  Tolerance: 1e-9, far above the error of the integration, 1e-11. */
Test(ddim, frozen)
{
  const SdeProcess q[3] = {sde_vp(0.1, 20), sde_subvp(0.1, 20), sde_ve(0.01, 50)};
  double e = -0.8;
  for (int k = 0; k < 3; k++) {
    double x = 1.3, t0 = 0.8, t1 = 0.3, h = (t1-t0)/4000, y = x;
    for (int j = 0; j < 4000; j++) {
      double s[4], at[4] = {0, 0.5, 0.5, 1};
      for (int i = 0; i < 4; i++) {
        double t = t0+(j+at[i])*h, z = i == 0 ? y : y+at[i]*h*s[i-1], g = sde_g(&q[k], t);
        s[i] = sde_f(&q[k], t)*z+g*g/(2*sde_sigma(&q[k], t))*e;
      }
      y += h/6*(s[0]+2*s[1]+2*s[2]+s[3]);
    }
    ddim_step(&x, 1, &e, 0, sde_alpha(&q[k], t0), sde_sigma(&q[k], t0), sde_alpha(&q[k], t1), sde_sigma(&q[k], t1), NULL);
    near(x, y, 1e-9*fabs(y)+1e-9);
  }
}

/* the step less its limit (1+eta^2) h eps and eta sqrt(2 sigma h) z: without z the difference falls like h^2, with z alone like h^(3/2).
   Tolerance: 0.02 in the exponents, the next term of the expansion at h = 0.01. */
Test(ddim, limit)
{
  for (int k = 0; k < 3; k++) {
    double eta = 0.5*k, off[2], rough[2], eps = 0.9, zero = 0, one = 1;
    for (int g = 0; g < 2; g++) {
      double h = g == 0 ? 1e-2 : 1e-3, x = 0.4, y = 0;
      ddim_step(&x, 1, &eps, eta, 1, 1.5, 1, 1.5-h, &zero);
      ddim_step(&y, 1, &zero, eta, 1, 1.5, 1, 1.5-h, &one);
      off[g] = fabs(x-0.4+(1+eta*eta)*h*eps), rough[g] = fabs(y-eta*sqrt(2*1.5*h));
    }
    if (eta == 0) { cr_assert(off[0] < 1e-15 && off[1] < 1e-15 && rough[0] == 0); continue; }
    near(log10(off[0]/off[1]), 2, 0.02);
    near(log10(rough[0]/rough[1]), 1.5, 0.02);
  }
}

/* four processes, from sigma/alpha = 10 to 0.05, each in pieces of its own time, and the flow in sigma.
   Tolerance: 1e-10, above the error of order four with 4000 steps. */
Test(ddim, one)
{
  const SdeProcess q[4] = {sde_vp(0.1, 20), sde_ve(0.01, 50), sde_subvp(0.1, 20), sde_cosine(0.008)};
  double end[4][3], level[41];
  ddim_grid(level, 40, 10, 0.05, 0.1);
  for (int k = 0; k < 4; k++) {
    double t = sde_time(&q[k], -2*log(10)), x[3] = {-7, 2, 11};
    for (int i = 0; i < 3; i++) x[i] *= sde_alpha(&q[k], t);
    for (int j = 1; j <= 40; j++) {
      double s = sde_time(&q[k], -2*log(level[j]));
      ddim_flow_time(x, 3, &q[k], &MIXTURE, 100, t, s), t = s;
    }
    for (int i = 0; i < 3; i++) {
      end[k][i] = x[i]/sde_alpha(&q[k], t);
      near(end[k][i], end[0][i], 1e-10);
    }
  }
  double x[3] = {-7, 2, 11}, fine[4001]; /* and that path is the flow in sigma */
  ddim_grid(fine, 4000, 10, 0.05, 0.1);
  ddim_flow(x, NULL, 3, &MIXTURE, DDIM_RK4, 4000, fine, NULL);
  for (int i = 0; i < 3; i++) near(x[i], end[0][i], 1e-10);
}

/* the exact transport is an increasing map that keeps distribution functions (checked with erf written out here); the flow by RK4 finds it,
   and errors of the three methods fall with their orders.
   Tolerance: 1e-14 for quantiles; a tenth of each order, between 400 and 800 steps; 1e-7 for the transport by RK4. */
Test(ddim, transport)
{
  enum { n = 5 };
  double x[n] = {-30, -8, 0.5, 6, 40}, y[n], sigma[1601], off[3][2];
  for (int i = 0; i < n; i++) y[i] = x[i];
  ddim_transport(y, n, &LINE, 400, 0.01);
  for (int i = 0; i < n; i++) {
    double F[2] = {0, 0};
    for (int k = 0; k < 2; k++) {
      F[0] += W[k]*0.5*erfc(-(x[i]-M[k])/sqrt(2*(V[k]+400)));
      F[1] += W[k]*0.5*erfc(-(y[i]-M[k])/sqrt(2*(V[k]+0.01)));
    }
    near(F[1], F[0], 1e-14);
  }
  for (int k = 0; k < 3; k++)
    for (int g = 0; g < 2; g++) {
      int method = 1<<k, steps = 400<<g;
      double z[n] = {-30, -8, 0.5, 6, 40};
      ddim_grid(sigma, steps, 20, 0.1, 0.1);
      ddim_flow(z, NULL, n, &MIXTURE, (DdimMethod)method, steps, sigma, NULL);
      off[k][g] = 0;
      for (int i = 0; i < n; i++) off[k][g] = fmax(off[k][g], fabs(z[i]-y[i]));
    }
  near(log2(off[0][0]/off[0][1]), 1, 0.1);
  near(log2(off[1][0]/off[1][1]), 2, 0.2);
  near(log2(off[2][0]/off[2][1]), 4, 0.4);
  cr_assert(off[2][1] < 1e-7);
}

/* moons and mixture, with the exact density at the noisy end; a velocity that is no score, -x^3, whose flow x/sqrt(1+2x^2s) has the derivative
   (1+2x^2s)^(-3/2); ddim_run without noise is the flow by Euler's method.
   Tolerance: 1e-6 in the log density, a hundred times the error of RK4 with 800 steps; 1e-8 for the cubic; 1e-12 for the run. */
static void cubic(double *eps, double *divergence, size_t n, const double *x, double sigma, const double *probe, const void *data)
{
  (void)sigma, (void)probe, (void)data;
  for (size_t i = 0; i < n; i++) {
    eps[i] = -x[i]*x[i]*x[i];
    if (divergence) divergence[i] = -3*x[i]*x[i];
  }
}

Test(ddim, likelihood)
{
  enum { n = 40, STEPS = 800 };
  double x[2*n], y[2*n], truth[n], last[n], growth[n], sigma[STEPS+1];
  score_moons_sample(x, NULL, NULL, 1, 0, n, 1, 2, 0);
  score_moons_log_density(truth, 1, 0, n, x);
  ddim_grid(sigma, STEPS, 0, 50, 0.1);
  ddim_flow(x, growth, n, &MOONS, DDIM_RK4, STEPS, sigma, NULL);
  score_moons_log_density(last, 1, 50, n, x);
  for (int i = 0; i < n; i++) near(last[i]+growth[i], truth[i], 1e-6);
  for (int i = 0; i < n; i++) x[i] = -3+6*(double)i/n;
  heat_mixture_log_density(truth, &LINE, 1, 1e-4, n, x);
  ddim_grid(sigma, STEPS, 0.01, 5, 0.1);
  ddim_flow(x, growth, n, &MIXTURE, DDIM_RK4, STEPS, sigma, NULL);
  heat_mixture_log_density(last, &LINE, 1, 25, n, x);
  for (int i = 0; i < n; i++) near(last[i]+growth[i], truth[i], 1e-6);
  const DdimModel bent = {1, cubic, NULL};
  ddim_grid(sigma, STEPS, 0, 1, INFINITY);
  for (int i = 0; i < n; i++) x[i] = y[i] = -2+4*(double)i/n;
  ddim_flow(x, growth, n, &bent, DDIM_RK4, STEPS, sigma, NULL);
  for (int i = 0; i < n; i++) near(x[i], y[i]/sqrt(1+2*y[i]*y[i]), 1e-8);
  for (int i = 0; i < n; i++) near(growth[i], -1.5*log1p(2*y[i]*y[i]), 1e-8);
  ddim_grid(sigma, 30, 50, 0, 0.1);
  for (int i = 0; i < 2*n; i++) x[i] = y[i] = 50*sin(i);
  ddim_flow(x, NULL, n, &MOONS, DDIM_EULER, 30, sigma, NULL);
  ddim_run(y, n, &MOONS, 0, 30, sigma, 1, 1);
  for (int i = 0; i < 2*n; i++) near(x[i], y[i], 1e-12);
}

/* in two dimensions z.Mz with signs is tr M + 2 z1 z2 M12: the mean over (1,1) and (1,-1) is the exact value to rounding, and the two
   differ; on the line z^2 scales.  Then 20000 probes of one path of five steps of Euler's method, whose M is summed here from central
   differences of the prediction: mean and variance.  The square of z.Mz - tr M has a relative standard deviation of at most sqrt(14).
   Tolerance: rounding for sign probes; four standard errors for 20000 normal ones; 1e-5 for differences. */
Test(ddim, hutchinson)
{
  enum { n = 20, STEPS = 60 };
  double sigma[STEPS+1], exact[n], half[2][n], z[2*n], most = 0;
  ddim_grid(sigma, STEPS, 0, 50, 0.1);
  for (int k = 0; k < 3; k++) {
    double x[2*n];
    score_moons_sample(x, NULL, NULL, 1, 0, n, 1, 3, 0);
    for (int i = 0; i < n; i++) z[2*i] = 1, z[2*i+1] = k == 2 ? -1 : 1;
    ddim_flow(x, k == 0 ? exact : half[k-1], n, &MOONS, DDIM_RK4, STEPS, sigma, k == 0 ? NULL : z);
  }
  for (int i = 0; i < n; i++) {
    near(0.5*(half[0][i]+half[1][i]), exact[i], 1e-11*fabs(exact[i]));
    most = fmax(most, fabs(half[0][i]-half[1][i]));
  }
  cr_assert(most > 0.1);
  double x[2] = {0.3, -1}, eps[2], d[2], q[2], three[2] = {3, 3};
  ddim_mixture_noise(eps, d, 2, x, 0.7, NULL, &LINE);
  ddim_mixture_noise(eps, q, 2, x, 0.7, three, &LINE);
  for (int i = 0; i < 2; i++) near(q[i], 9*d[i], 1e-12*fabs(d[i]));
  enum { PROBES = 20000, PIECES = 5 };
  static double many[2*PROBES], probe[2*PROBES], got[PROBES];
  double path[2] = {0.3, 0.5}, J[2][2] = {{0}}, level[PIECES+1], e = 1e-5;
  ddim_grid(level, PIECES, 0.2, 1.5, INFINITY);
  for (int k = 0; k < PIECES; k++) {
    double h = level[k+1]-level[k], eps0[2];
    for (int j = 0; j < 2; j++) {
      double right[2] = {path[0], path[1]}, left[2] = {path[0], path[1]}, fr[2], fl[2];
      right[j] += e, left[j] -= e;
      ddim_moons_noise(fr, NULL, 1, right, level[k], NULL, NULL), ddim_moons_noise(fl, NULL, 1, left, level[k], NULL, NULL);
      for (int i = 0; i < 2; i++) J[i][j] += h*(fr[i]-fl[i])/(2*e);
    }
    ddim_moons_noise(eps0, NULL, 1, path, level[k], NULL, NULL);
    for (int i = 0; i < 2; i++) path[i] += h*eps0[i];
  }
  double trace = J[0][0]+J[1][1], off = 2*J[0][1]*J[0][1]+2*J[1][0]*J[1][0], all = off+2*J[0][0]*J[0][0]+2*J[1][1]*J[1][1];
  cr_assert(off > 0.1 && all > 2*off, "off %g, all %g, trace %g", off, all, trace);
  for (int kind = 0; kind < 2; kind++) {
    double mean = 0, square = 0;
    rng_normal(probe, 2*PROBES, 11, 1, 0);
    if (kind == 1) for (int i = 0; i < 2*PROBES; i++) probe[i] = probe[i] < 0 ? -1 : 1;
    for (int i = 0; i < PROBES; i++) many[2*i] = 0.3, many[2*i+1] = 0.5;
    ddim_flow(many, got, PROBES, &MOONS, DDIM_EULER, PIECES, level, probe);
    for (int i = 0; i < PROBES; i++) mean += got[i]/PROBES, square += (got[i]-trace)*(got[i]-trace)/PROBES;
    near(mean, trace, 4*sqrt((kind == 0 ? all : off)/PROBES));
    near(square/(kind == 0 ? all : off), 1, kind == 0 ? 4*sqrt(14.0/PROBES) : 1e-5);
  }
}

/* Normal data of variance c^2 in one dimension: the likelihood with the end N(0,s^2) differs from the truth by the log ratio of the two
   normal densities at the end, which the exact flow x sqrt((c^2+s^2)/c^2) gives; RK4 is within 1e-8.  Its mean over the data, by a sum over
   161 points, is c^4/(4 s^4) less a part 2c^2/(3s^2) of it and less than the square of that.  The mean loss for moons at s = 4
   is (tr C^2)/(4 s^4) within 15 per cent (the next term is of relative order 1/s^2) and 4 standard errors: over n = 20000 points the
   standard error is about sqrt(2 loss/n).
   Tolerance: 1e-8 for RK4; the second term of the series for normal data; 15 per cent and four standard errors for moons. */
Test(ddim, prior)
{
  double w = 1, m = 0, v = 0.49, x[3] = {0.1, -0.6, 1.9}, log_p[3], s = 3;
  const HeatMixture one = {1, 1, &w, &m, &v};
  const DdimModel gauss = {1, ddim_mixture_noise, &one};
  ddim_log_likelihood(log_p, 3, &gauss, 400, 0, s, x, NULL);
  for (int i = 0; i < 3; i++) {
    double y2 = x[i]*x[i]*(v+s*s)/v, truth = -0.5*log(2*PI*v)-0.5*x[i]*x[i]/v;
    double wrong = -0.5*log(2*PI*s*s)-0.5*y2/(s*s)+0.5*log(2*PI*(v+s*s))+0.5*y2/(v+s*s);
    near(log_p[i], truth+wrong, 1e-8);
  }
  double line[161], got[161], mean = 0, a = v/(s*s);
  for (int i = 0; i < 161; i++) line[i] = 0.1*(i-80)*sqrt(v);
  ddim_log_likelihood(got, 161, &gauss, 200, 0, s, line, NULL);
  for (int i = 0; i < 161; i++) {
    double p = exp(-0.005*(i-80)*(i-80))/sqrt(2*PI); /* the density, in units of its standard deviation */
    mean += 0.1*p*(-0.5*log(2*PI*v)-0.005*(i-80)*(i-80)-got[i]);
  }
  near(mean/(a*a/4), 1-2*a/3, a*a);
  enum { n = 20000 };
  static double y[2*n], like[n], exact[n];
  double C[3] = {0.76, 0.125-1/PI, 0.5725-1/PI}, tr = C[0]*C[0]+2*C[1]*C[1]+C[2]*C[2], loss = 0, want = tr/4/256;
  score_moons_sample(y, NULL, NULL, 1, 0, n, 9, 1, 0);
  score_moons_log_density(exact, 1, 0, n, y);
  ddim_log_likelihood(like, n, &MOONS, 60, 0, 4, y, NULL);
  for (int i = 0; i < n; i++) loss += (exact[i]-like[i])/n;
  near(loss, want, 0.15*want+4*sqrt(2*want/n));
}

/* the recursion against particles: variance of n = 100000 samples.  Tolerance: four standard errors, sqrt(2/100000) relative each. */
Test(ddim, gaussian)
{
  enum { n = 100000 };
  static double x[n];
  double w = 1, m = 0, v = 0.49, sigma[9];
  const HeatMixture one = {1, 1, &w, &m, &v};
  const DdimModel gauss = {1, ddim_mixture_noise, &one};
  ddim_grid(sigma, 8, 20, 0.1, 0.1);
  for (int k = 0; k < 3; k++) {
    double square = 0, want = ddim_gaussian(v, 0.5*k, 8, sigma, v+400);
    rng_normal(x, n, 7, (uint64_t)k, 0);
    for (int i = 0; i < n; i++) x[i] *= sqrt(v+400);
    ddim_run(x, n, &gauss, 0.5*k, 8, sigma, 8, 100*(uint64_t)k);
    for (int i = 0; i < n; i++) square += x[i]*x[i]/n;
    near(square/want, 1, 4*sqrt(2.0/n));
  }
}

/* with 4000 steps the relative error is the leading term within one per cent on the geometric grid; and the closed forms of the corollary:
   -delta (1+eta^2)/2 there, and with equal steps (pi/4) h/c for eta = 0, three times that for eta = 1.
   Tolerance: 1 per cent for equal ratios, 4 for 20000 equal steps, whose next term has a logarithm. */
Test(ddim, price)
{
  static double sigma[20001];
  double c = 0.7, end = 0.007, want[3];
  for (int k = 0; k < 3; k++) {
    double eta = 0.5*k, delta = log(50/end)/4000;
    ddim_grid(sigma, 4000, 50, end, 1e-9);
    double r = ddim_gaussian(c*c, eta, 4000, sigma, c*c+2500)/(c*c+end*end)-1;
    near(r/ddim_gaussian_leading(c*c, eta, 4000, sigma), 1, 0.01);
    near(r/(-0.5*delta*(1+eta*eta)), 1, 0.01);
    ddim_grid(sigma, 20000, 50, 0, INFINITY);
    want[k] = ddim_gaussian_leading(c*c, eta, 20000, sigma)*20000/50*c;
    near(want[k], -(1+eta*eta)*(1+eta*eta)*sqrt(PI)/2*tgamma(1.5+eta*eta)/tgamma(2+eta*eta), 2e-3);
    r = ddim_gaussian(c*c, eta, 20000, sigma, c*c+2500)/(c*c)-1;
    near(r*20000/50*c/want[k], 1, 0.04);
  }
  near(want[2]/want[0], 3, 0.01);
}

/* a start that is 10 per cent off ends (q_end/q_start)^(eta^2) times as far off: differences of two runs, 5000 steps.
   Tolerance: 5e-4, half of one per cent of the error at the start. */
Test(ddim, forgotten)
{
  static double sigma[5001];
  double c2 = 0.49, end = 0.3;
  ddim_grid(sigma, 5000, 2, end, 1e-9);
  for (int k = 0; k < 3; k++) {
    double eta = 0.5*k, a = ddim_gaussian(c2, eta, 5000, sigma, c2+4), b = ddim_gaussian(c2, eta, 5000, sigma, 1.1*(c2+4));
    near((b-a)/(c2+end*end), 0.1*pow((c2+end*end)/(c2+4), eta*eta), 5e-4);
  }
}

/* one step up and down by Euler's method moves the point by -h^2 (d eps/d sigma + eps' eps), derivatives by differences here; whole
   trips with the methods of order 1, 2 and 4 have the orders 1, 3 and 5.
   Tolerance: 2 per cent for one step of length 0.001; 0.1, 0.2 and 0.3 in the orders, between 100 and 200 steps. */
Test(ddim, roundtrip)
{
  double x = 0.7, s = 0.8, eps[1], up[1], down[1], right[1], left[1], h = 1e-3, y, d = 1e-5;
  double px = x+d, mx = x-d;
  ddim_mixture_noise(eps, NULL, 1, &x, s, NULL, &LINE);
  ddim_mixture_noise(up, NULL, 1, &x, s+d, NULL, &LINE), ddim_mixture_noise(down, NULL, 1, &x, s-d, NULL, &LINE);
  ddim_mixture_noise(right, NULL, 1, &px, s, NULL, &LINE), ddim_mixture_noise(left, NULL, 1, &mx, s, NULL, &LINE);
  double want = -h*h*((*up-*down)/(2*d)+(*right-*left)/(2*d)**eps), levels[2] = {s, s+h}, back[2] = {s+h, s};
  y = x;
  ddim_flow(&y, NULL, 1, &MIXTURE, DDIM_EULER, 1, levels, NULL);
  ddim_flow(&y, NULL, 1, &MIXTURE, DDIM_EULER, 1, back, NULL);
  near((y-x)/want, 1, 0.02);
  for (int k = 0; k < 3; k++) {
    double miss[2], rise[201], fall[201];
    for (int g = 0; g < 2; g++) {
      int steps = 100<<g;
      ddim_grid(rise, steps, 0.1, 10, 0.1), ddim_grid(fall, steps, 10, 0.1, 0.1), y = x;
      ddim_flow(&y, NULL, 1, &MIXTURE, (DdimMethod)(1<<k), steps, rise, NULL);
      ddim_flow(&y, NULL, 1, &MIXTURE, (DdimMethod)(1<<k), steps, fall, NULL);
      miss[g] = fabs(y-x);
    }
    near(log2(miss[0]/miss[1]), 2*k+1, 0.1*(k+1));
  }
}

/* unit variance of circles over n = 20000 pairs, half of it in the middle of chords; slerp keeps ends, and the length of equally long vectors.
   Tolerance: four standard errors of a variance over 20000 pairs; 1e-14 for lengths, rounding only. */
Test(ddim, circle)
{
  enum { n = 20000 };
  static double a[n], b[n], z[n];
  rng_normal(a, n, 1, 1, 0), rng_normal(b, n, 1, 2, 0);
  for (int k = 0; k <= 4; k++) {
    double square = 0;
    ddim_circle(z, n, a, b, k*PI/8);
    for (int i = 0; i < n; i++) square += z[i]*z[i]/n;
    near(square, 1, 4*sqrt(2.0/n));
    if (k == 4) for (int i = 0; i < 5; i++) near(z[i], b[i], 1e-15);
  }
  double chord = 0;
  for (int i = 0; i < n; i++) chord += 0.25*(a[i]+b[i])*(a[i]+b[i])/n;
  near(chord, 0.5, 4*0.5*sqrt(2.0/n));
  double p[6] = {3, 0, 0, 0, 2, 0}, q[6] = {0, 0, 3, 0, 1.2, -1.6}, y[6];
  for (int k = 0; k <= 4; k++) {
    ddim_slerp(y, 2, 3, p, q, 0.25*k);
    near(sqrt(y[0]*y[0]+y[1]*y[1]+y[2]*y[2]), 3, 1e-14); near(sqrt(y[3]*y[3]+y[4]*y[4]+y[5]*y[5]), 2, 1e-14);
    near(y[0], 3*cos(k*PI/8), 1e-14);
  }
}

/* ends to the bit, ratios above the scale, differences below, the middle of asinh.
   Tolerance: 1e-3 for what holds far from the scale, 1e-12 for the middle, none for the ends. */
Test(ddim, grid)
{
  double s[101];
  ddim_grid(s, 100, 50, 0, 0.1);
  cr_assert(s[0] == 50 && s[100] == 0);
  near(s[0]/s[1], s[5]/s[6], 1e-3); near(s[99], s[98]-s[99], 1e-3*s[99]+1e-4);
  near(asinh(s[50]/0.1), 0.5*asinh(500), 1e-12);
  ddim_grid(s, 4, 2, 1, INFINITY);
  near(s[1], 1.75, 1e-15);
}
