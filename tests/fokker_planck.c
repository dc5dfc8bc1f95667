/* Tests of Chapter 3.  Truth is a closed form, an identity, a conserved quantity or an observed order. */
#include <criterion/criterion.h>
#include <complex.h>
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "fokker_planck.h"
#include "near.h"

static const double PI = 3.14159265358979323846;

enum { MOST = 2049 };
static double w[MOST], D[MOST], p[MOST], q[MOST], y[MOST];
static const double w3[3] = {.4, .35, .25}, m3[3] = {-1.2, .5, 2.0}, v3[3] = {.09, .04, .36};
static const HeatMixture three = {3, 1, w3, m3, v3};

static double sum(int n, const double *f)
{
  long double s = 0;
  for (int i = 0; i < n; i++) s += f[i];
  return (double)s;
}
/* random rates: diffusion over two decades, Peclet numbers of both signs up to `peclet' */
static FokkerPlanck *rough(int n, double peclet)
{
  FokkerPlanck *s = fokker_planck_new(n, 0, 1, FOKKER_PLANCK_SEALED);
  for (int k = 0; k <= n; k++) D[k] = pow(10, 2*own_uniform()-1), w[k] = peclet*(2*own_uniform()-1);
  fokker_planck_rates(s, FOKKER_PLANCK_CHANG_COOPER, w, D);
  return s;
}

/* ---- the weights ------------------------------------------------------------------------------------------------------------ */
/* (2) of the theorem in 80-bit arithmetic: difference w, ratio e^w.  Tolerance: eight units in the last place, for expm1, a quotient and a sum. */
Test(fokker_planck, weights)
{
  double a, b, size[] = {1e-300, 1e-12, 1e-5, .1, 1, 2, 5, 30, 700};
  for (int i = 0; i < 9; i++)
    for (int side = -1; side <= 1; side += 2) {
      long double v = side*(long double)size[i], plus = v/-expm1l(-v), minus = v/expm1l(v);
      fokker_planck_pair(&a, &b, FOKKER_PLANCK_CHANG_COOPER, (double)v);
      near(a, plus, 8*0x1p-53*plus);
      near(b, minus, 8*0x1p-53*minus);
      cr_assert(a > 0 && b > 0);
    }
  fokker_planck_pair(&a, &b, FOKKER_PLANCK_CHANG_COOPER, 0);
  cr_assert(a == 1 && b == 1);
  fokker_planck_pair(&a, &b, FOKKER_PLANCK_UPWIND, -3);
  cr_assert(a == 1 && b == 4);
  fokker_planck_pair(&a, &b, FOKKER_PLANCK_CENTRAL, 3);
  cr_assert(a == 2.5 && b == -.5);
}

/* The flux's error on a smooth p, divided by h^2, tends to E(x,0): at h = 0.01 the rest is of order h^2.
   Tolerance: 2e-4, h^2 times the next coefficient. */
Test(fokker_planck, leading)
{
  double h = .01, d = .7, a, b;
  for (double x = -1; x < 1.1; x += .25) {
    double f = 1.5-x*x, s = sin(2*x), c = cos(2*x), u = 2+s, u1 = 2*c, u2 = -4*s, u3 = -8*c;
    fokker_planck_pair(&a, &b, FOKKER_PLANCK_CHANG_COOPER, f*h/d);
    double flux = d/h*(a*(2+sin(2*x-h))-b*(2+sin(2*x+h)));
    near((flux-f*u+d*u1)/(h*h), f*u2/8-d*u3/24-f*f*u1/(12*d), 2e-4);
  }
}

/* ---- mass and sign ---------------------------------------------------------------------------------------------------------- */
/* Rough rates, short steps and steps of 1e4 times the bound.  Tolerance: 1e-13 of the mass over the whole run, as the chapter promises. */
Test(fokker_planck, mass)
{
  enum { n = 400 };
  for (int c = 0; c < 6; c++) {
    FokkerPlanck *s = rough(n, c%3 == 0 ? .1 : c%3 == 1 ? 3 : 40);
    double tau = (c < 3 ? 2 : 1e4)/fokker_planck_stiffness(s), worst = 0;
    for (int i = 0; i < n; i++) p[i] = i == n/2 ? 3 : own_uniform();
    double before = sum(n, p);
    for (int k = 0; k < 100; k++) {
      fokker_planck_steps(p, s, c < 3 ? .5 : 1, tau, 20);
      worst = fmax(worst, fabs(sum(n, p)/before-1));
    }
    near(worst, 0, 1e-13);
    fokker_planck_free(s);
  }
}

/* The smallest value met.  Tolerance: none, a sign. */
Test(fokker_planck, positive)
{
  enum { n = 100 };
  for (int c = 0; c < 30; c++) {
    FokkerPlanck *s = rough(n, pow(10, c%6-2.0));
    double tau = pow(10, c/6)*1.99/fokker_planck_stiffness(s);
    memset(p, 0, sizeof p), memset(q, 0, sizeof q);
    p[7*c%n] = q[7*c%n] = 1;
    for (int k = 0; k < 50; k++) {
      fokker_planck_steps(p, s, 1, tau, 1);
      for (int i = 0; i < n; i++) cr_assert(p[i] >= 0, "backward Euler: %g", p[i]);
    }
    tau = 2/fokker_planck_stiffness(s)*(1-1e-12); /* a little less, for the rounding of 2y-p */
    for (int k = 0; k < 50; k++) {
      fokker_planck_steps(q, s, .5, tau, 1);
      for (int i = 0; i < n; i++) cr_assert(q[i] >= 0, "Crank-Nicolson: %g", q[i]);
    }
    fokker_planck_free(s);
  }
}

/* Uniform rates far from the walls: the cell of the point mass has 2/sqrt((1+c)^2-(c/cosh(w/2))^2)-1 after one step.
   Tolerance: 1e-13, rounding of one solve. */
Test(fokker_planck, bound)
{
  enum { n = 201 };
  for (int i = 0; i < 3; i++) {
    double v = (double[]){0, 2, 20}[i];
    FokkerPlanck *s = fokker_planck_new(n, 0, 1, FOKKER_PLANCK_SEALED);
    for (int k = 0; k <= n; k++) w[k] = v, D[k] = 1;
    fokker_planck_rates(s, FOKKER_PLANCK_CHANG_COOPER, w, D);
    for (double c = .5; c < 3; c += .245) {
      memset(p, 0, sizeof p);
      p[n/2] = 1;
      fokker_planck_steps(p, s, .5, 2*c/fokker_planck_stiffness(s), 1);
      near(p[n/2], 2/sqrt((1+c)*(1+c)-pow(c/cosh(v/2), 2))-1, 1e-13);
    }
    fokker_planck_free(s);
  }
}

/* One step of either kind satisfies its own equation, with A applied by another function.
   Tolerance: 1e-14, rounding of tau a p with tau a up to 3. */
Test(fokker_planck, step)
{
  enum { n = 60 };
  FokkerPlanck *s = rough(n, 2);
  double tau = 3/fokker_planck_stiffness(s), z[n];
  for (int c = 0; c < 2; c++) {
    for (int i = 0; i < n; i++) p[i] = q[i] = own_uniform();
    fokker_planck_steps(q, s, c ? 1 : .5, tau, 1);
    fokker_planck_apply(y, s, q);
    fokker_planck_apply(z, s, p);
    for (int i = 0; i < n; i++) near(q[i]-p[i], tau*(c ? y[i] : (y[i]+z[i])/2), 1e-14);
  }
  fokker_planck_free(s);
}

/* ---- the stationary state --------------------------------------------------------------------------------------------------- */
/* A double well with Peclet numbers up to 4: the state reached from one cell is exp(-V/D).
   Tolerance: 1e-14, rounding of densities below 1. */
Test(fokker_planck, stationary)
{
  enum { n = 64 };
  double h = 6./n, V[n], top = 0;
  FokkerPlanck *s = fokker_planck_new(n, -3, 3, FOKKER_PLANCK_SEALED);
  const double *x = fokker_planck_centres(s);
  for (int i = 0; i < n; i++) V[i] = x[i]*x[i]*x[i]*x[i]/8-x[i]*x[i]/2, q[i] = exp(-V[i]/.4);
  for (int k = 0; k <= n; k++) D[k] = .4, w[k] = k > 0 && k < n ? -(V[k]-V[k-1])/.4 : 0;
  for (int i = 0; i < n; i++) top += h*q[i];
  for (int i = 0; i < n; i++) q[i] /= top;
  fokker_planck_rates(s, FOKKER_PLANCK_CHANG_COOPER, w, D);
  memset(p, 0, sizeof p);
  p[5] = 1/h;
  fokker_planck_steps(p, s, 1, 1e5, 15);
  fokker_planck_stationary(y, s);
  for (int i = 0; i < n; i++) {
    near(y[i], q[i], 1e-14);
    near(p[i], q[i], 1e-14);
  }
  fokker_planck_free(s);
}

/* ---- orders against the Ornstein-Uhlenbeck process -------------------------------------------------------------------------- */
static double ou(int n, FokkerPlanckKind scheme, double theta, int steps) /* L1 error at t = 1; dX = -X dt + dW/sqrt(2) */
{
  FokkerPlanck *s = fokker_planck_new(n, -8, 8, FOKKER_PLANCK_SEALED);
  double t = 1, d = .25, total = 0;
  heat_mixture_density(p, &three, 1, 0, (size_t)n, fokker_planck_centres(s));
  fokker_planck_linear(s, scheme, -1, d);
  fokker_planck_steps(p, s, theta, t/steps, steps);
  heat_mixture_density(q, &three, exp(-t), d*(1-exp(-2*t)), (size_t)n, fokker_planck_centres(s));
  for (int i = 0; i < n; i++) total += 16./n*fabs(p[i]-q[i]);
  fokker_planck_free(s);
  return total;
}
/* Halving the mesh, with steps whose error is small.  Tolerance: 0.05 of an order, the next term of the error. */
Test(fokker_planck, order)
{
  near(log2(ou(512, FOKKER_PLANCK_CHANG_COOPER, .5, 1000)/ou(1024, FOKKER_PLANCK_CHANG_COOPER, .5, 2000)), 2, .05);
  near(log2(ou(512, FOKKER_PLANCK_CENTRAL, .5, 1000)/ou(1024, FOKKER_PLANCK_CENTRAL, .5, 2000)), 2, .05);
  near(log2(ou(1024, FOKKER_PLANCK_UPWIND, .5, 1000)/ou(2048, FOKKER_PLANCK_UPWIND, .5, 1000)), 1, .05);
}
/* In time: differences of runs on one grid, so that the error of space cancels.
   Tolerance: 0.05 of an order, the next term of the error. */
Test(fokker_planck, time)
{
  enum { n = 256 };
  for (int c = 0; c < 2; c++) {
    double run[3][n], a = 0, b = 0;
    for (int i = 0; i < 3; i++) {
      ou(n, FOKKER_PLANCK_CHANG_COOPER, c ? 1 : .5, 200<<i);
      memcpy(run[i], p, sizeof run[i]);
    }
    for (int i = 0; i < n; i++) a += fabs(run[0][i]-run[1][i]), b += fabs(run[1][i]-run[2][i]);
    near(log2(a/b), c ? 1 : 2, .05);
  }
}
/* The VP process with beta from 0.1 to 20: exact density at the end, second order when both meshes are halved.
   Tolerance: 1e-3 for the error at 512 cells, 0.05 of an order. */
Test(fokker_planck, forward)
{
  SdeProcess vp = sde_vp(.1, 20);
  double e[2], t = .5;
  for (int c = 0; c < 2; c++) {
    int n = 512<<c;
    FokkerPlanck *s = fokker_planck_new(n, -8, 8, FOKKER_PLANCK_SEALED);
    const double *x = fokker_planck_centres(s);
    heat_mixture_density(p, &three, 1, 0, (size_t)n, x);
    fokker_planck_forward(p, s, &vp, 0, t, 500<<c);
    heat_mixture_density(q, &three, sde_alpha(&vp, t), pow(sde_sigma(&vp, t), 2), (size_t)n, x);
    e[c] = 0;
    for (int i = 0; i < n; i++) e[c] += 16./n*fabs(p[i]-q[i]);
    fokker_planck_free(s);
  }
  cr_assert(e[0] < 1e-3);
  near(log2(e[0]/e[1]), 2, .05);
}

/* ---- the flux of a jump ------------------------------------------------------------------------------------------------------ */
/* p = N(0.3, 0.5), f = 1-x, D = (1+0.6 sin x)/2; a jump has the mean f tau and the variance 2 D tau */
static double bell(double x, double m, double v) { return heat_kernel(1, (x-m)*(x-m), v); }
static double big(double x) { return .5*(1+.6*sin(x)); }
static double jumping(double x, double xi, double tau) { return bell(x, .3, .5)*bell(xi, (1-x)*tau, 2*big(x)*tau); }
/* What crosses a point by Gaussian jumps, by Simpson's rule on either side, against p m1-(p m2)'/2, within the theorem's bound, whose
   constant is measured; and over tau against the flux that the product with A finds.
   Tolerance: the bound of the theorem; for the solver 0.3 tau, as m2 has f^2 tau^2, and 2e-4 for its h^2. */
Test(fokker_planck, jump)
{
  enum { n = 800, N = 2000 };
  double h = 8./n;
  FokkerPlanck *s = fokker_planck_new(n, -4, 4, FOKKER_PLANCK_SEALED);
  for (int k = 0; k <= n; k++) {
    double x = -4+k*h;
    D[k] = big(x), w[k] = (1-x-.3*cos(x))*h/D[k];
  }
  fokker_planck_rates(s, FOKKER_PLANCK_CHANG_COOPER, w, D);
  for (int i = 0; i < n; i++) p[i] = bell(fokker_planck_centres(s)[i], .3, .5);
  fokker_planck_apply(y, s, p);
  for (int c = 0; c < 3; c++) {
    double x = (double[]){-.5, .2, 1.2}[c], flux = 0, e = 1e-4, side[2];
    int face = (int)lround((x+4)/h);
    for (int i = 0; i < face; i++) flux -= h*y[i];
    for (int r = 0; r < 3; r++) {
      double tau = (double[]){1e-2, 1e-3, 1e-4}[r], reach = 9*sqrt(2*tau), Q = 0, bound = 0;
      for (int j = 0; j <= N; j++) {
        double u = reach*j/N, weight = reach/N/3*(j == 0 || j == N ? 1 : j%2 ? 4 : 2), l = x-u, g = x+u;
        Q += weight*bell(l, .3, .5)*.5*erfc((u-(1-l)*tau)/sqrt(4*big(l)*tau));
        Q -= weight*bell(g, .3, .5)*.5*erfc((u+(1-g)*tau)/sqrt(4*big(g)*tau));
      }
      for (int j = -100; j <= 100; j++) { /* H(xi) over the starting points from which xi crosses */
        double xi = reach*j/100, H = 0, k = 1e-3;
        for (int i = 0; i <= 20; i++) {
          double z = x-xi*i/20;
          H = fmax(H, fabs(jumping(z+k, xi, tau)-2*jumping(z, xi, tau)+jumping(z-k, xi, tau))/(k*k));
        }
        bound += reach/100*pow(fabs(xi), 3)*H/6;
      }
      for (int i = 0; i < 2; i++) {
        double z = x+(i ? e : -e);
        side[i] = bell(z, .3, .5)*(2*big(z)*tau+pow((1-z)*tau, 2));
      }
      near(Q, bell(x, .3, .5)*(1-x)*tau-(side[1]-side[0])/(4*e), bound);
      cr_assert(bound < pow(tau, 1.5), "bound %g, tau %g", bound, tau);
      near(Q/tau, flux, .3*tau+2e-4);
    }
  }
  fokker_planck_free(s);
}

/* ---- walls ------------------------------------------------------------------------------------------------------------------ */
/* The Ornstein-Uhlenbeck process killed at 0, by reflection: N(x; ma, V)-N(x; -ma, V).  Flux at t = 12, when e^-12 is left,
   in both orientations; and order two.  The discrete rate errs by h^2/6, the flux at h = 0.02 by t times that, 8e-4.
   Tolerance: 2e-3 relative for the flux and 5e-3 for the mass, a few times the error in the rate; 0.05 of an order. */
Test(fokker_planck, absorb)
{
  for (int right = 0; right < 2; right++) {
    double e[2];
    for (int c = 0; c < 2; c++) {
      int n = 200<<c;
      double t = 12, m = 1.5, V = .04;
      FokkerPlanck *s = fokker_planck_new(n, right ? -8 : 0, right ? 0 : 8, right ? FOKKER_PLANCK_RIGHT : FOKKER_PLANCK_LEFT);
      for (int i = 0; i < n; i++) {
        double x = fabs(fokker_planck_centres(s)[i]);
        p[i] = heat_kernel(1, (x-m)*(x-m), V)-heat_kernel(1, (x+m)*(x+m), V);
      }
      fokker_planck_linear(s, FOKKER_PLANCK_CHANG_COOPER, -1, 1);
      fokker_planck_steps(p, s, .5, t/(4000<<c), 4000<<c);
      m *= exp(-t), V = V*exp(-2*t)+1-exp(-2*t);
      e[c] = fokker_planck_loss(s, p)/(2*m/V*heat_kernel(1, m*m, V))-1;
      near(8./n*sum(n, p), erf(m/sqrt(2*V)), 5e-3*erf(m/sqrt(2*V)));
      fokker_planck_free(s);
    }
    near(e[1], 0, 2e-3);
    near(log2(fabs(e[0]/e[1])), 2, .05);
  }
}

/* Uniform drift 3, D = 1 on [0,1], both walls absorbing: mass lost is what the walls' rates say, to rounding; and the mean exit
   time from a point, the sum of tau M over a long run, is known in closed form.
   Tolerance: 1e-13 for the mass, rounding; 1e-6 for the time, the h^2/8 by which the scheme may err. */
Test(fokker_planck, exit)
{
  enum { n = 401 };
  double h = 1./n, tau = 1e-3, b = 3, x = .5, T = 0;
  FokkerPlanck *s = fokker_planck_new(n, 0, 1, FOKKER_PLANCK_LEFT+FOKKER_PLANCK_RIGHT);
  for (int k = 0; k <= n; k++) w[k] = b*h, D[k] = 1;
  fokker_planck_rates(s, FOKKER_PLANCK_CHANG_COOPER, w, D);
  memset(p, 0, sizeof p);
  p[n/2] = 1/h;
  for (int k = 0; k < 4000; k++) {
    double before = sum(n, p)*h;
    fokker_planck_steps(p, s, 1, tau, 1);
    near(before-h*sum(n, p), tau*fokker_planck_loss(s, p), 1e-13);
    T += tau*h*sum(n, p); /* backward Euler: the sum is -A^{-1} p exactly */
  }
  near(T, (-x+(1-exp(-b*x))/(1-exp(-b)))/b, 1e-6); /* b T'+T'' = -1, T(0)=T(1)=0; the discrete one errs by h^2/8 at most */
  fokker_planck_free(s);
}

/* ---- entropy and gap -------------------------------------------------------------------------------------------------------- */
static double entropy(int n, double h, const double *a, const double *b)
{
  double s = 0;
  for (int i = 0; i < n; i++) if (a[i] > 0) s += h*a[i]*log(a[i]/b[i]);
  return s;
}
/* Two solutions approach each other at every step.  Tolerance: 1e-14, rounding of the sum. */
Test(fokker_planck, htheorem)
{
  enum { n = 50 };
  for (int c = 0; c < 8; c++) {
    FokkerPlanck *s = rough(n, 3);
    double tau = 1.999/fokker_planck_stiffness(s)*(c%2 ? pow(10, c) : 1), old, new;
    for (int i = 0; i < n; i++) p[i] = i == 3*c ? 1 : 1e-3*own_uniform(), q[i] = own_uniform();
    double a = sum(n, p)/n, b = sum(n, q)/n;
    for (int i = 0; i < n; i++) p[i] /= a, q[i] /= b;
    old = entropy(n, 1./n, p, q);
    for (int k = 0; k < 40; k++) {
      fokker_planck_steps(p, s, c%2 ? 1 : .5, tau, 1), fokker_planck_steps(q, s, c%2 ? 1 : .5, tau, 1);
      new = entropy(n, 1./n, p, q);
      cr_assert(new <= old+1e-14 && new > -1e-13, "%g after %g", new, old);
      old = new;
    }
    fokker_planck_free(s);
  }
}
/* Rate of relative entropy = -D x relative Fisher information of the exact mixture.
   Tolerance: 2e-3 relative, the h^2 of the solver. */
Test(fokker_planck, fisher)
{
  enum { n = 1000 };
  double d = .5, tau = 1e-4, h = 16./n, H[2], J = 0, pi[n], score[n];
  FokkerPlanck *s = fokker_planck_new(n, -8, 8, FOKKER_PLANCK_SEALED);
  const double *x = fokker_planck_centres(s);
  fokker_planck_linear(s, FOKKER_PLANCK_CHANG_COOPER, -1, d);
  fokker_planck_stationary(pi, s);
  heat_mixture_density(p, &three, 1, 0, n, x);
  fokker_planck_steps(p, s, .5, tau, 1995);
  H[0] = entropy(n, h, p, pi);
  fokker_planck_steps(p, s, .5, tau, 10);
  H[1] = entropy(n, h, p, pi);
  double a = exp(-2000*tau), s2 = d*(1-a*a);
  heat_mixture_density(q, &three, a, s2, n, x);
  heat_mixture_score(score, &three, a, s2, n, x);
  for (int i = 0; i < n; i++) J += h*q[i]*pow(score[i]+x[i]/d, 2);
  near((H[0]-H[1])/(10*tau), d*J, 2e-3*d*J);
  fokker_planck_free(s);
}
/* The slowest mode of the OU process decays at the rate kappa, the next at 2 kappa; chi^2 falls at least as fast,
   and chi bounds the 1-norm.  Tolerance: 2e-3 of a rate, the h^2 of the discrete ones. */
Test(fokker_planck, gap)
{
  enum { n = 400 };
  double kappa = 1.5, d = .8, e[2];
  FokkerPlanck *s = fokker_planck_new(n, -8, 8, FOKKER_PLANCK_SEALED);
  const double *x = fokker_planck_centres(s);
  fokker_planck_linear(s, FOKKER_PLANCK_CHANG_COOPER, -kappa, d);
  for (int mode = 1; mode <= 2; mode++) { /* Hermite functions times the stationary state */
    fokker_planck_stationary(q, s);
    for (int i = 0; i < n; i++) p[i] = q[i]*(mode == 1 ? x[i] : x[i]*x[i]-d/kappa);
    for (int k = 0; k < 2; k++) {
      if (k) fokker_planck_steps(p, s, .5, 1e-3, 1000);
      e[k] = 0;
      for (int i = 0; i < n; i++) e[k] += p[i]*(mode == 1 ? x[i] : x[i]*x[i]);
    }
    near(log(e[0]/e[1]), mode*kappa, 2e-3*mode);
  }
  double chi[5], norm;
  heat_mixture_density(p, &three, 1, 0, n, x);
  for (int k = 0; k < 5; k++) {
    chi[k] = norm = 0;
    for (int i = 0; i < n; i++) chi[k] += 16./n*(p[i]-q[i])*(p[i]-q[i])/q[i], norm += 16./n*fabs(p[i]-q[i]);
    cr_assert(norm <= sqrt(chi[k]));
    cr_assert(k == 0 || chi[k] <= chi[k-1]*exp(-2*kappa*.25*(1-2e-3)), "%g after %g", chi[k], k ? chi[k-1] : 0);
    fokker_planck_steps(p, s, .5, 1e-3, 250);
  }
  fokker_planck_free(s);
}
/* Theorem on symmetry, in a double well: the sum of psi A(phi pi) is symmetric and nonpositive; with phi = sin x and psi = 1+x it is the
   integral of -D cos(x) pi, by quadrature; and what A takes from the left of a face is the flux -D pi cos x.
   Tolerance: 1e-12 for the symmetry, rounding; 1e-4 for the rest, the h^2 of the scheme. */
Test(fokker_planck, symmetry)
{
  enum { n = 500 };
  double h = 6./n, d = .4, a = 0, b = 0, c = 0, self = 0, flux = 0, z[n];
  FokkerPlanck *s = fokker_planck_new(n, -3, 3, FOKKER_PLANCK_SEALED);
  const double *x = fokker_planck_centres(s);
  for (int k = 0; k <= n; k++) {
    double v = -3+k*h, l = v-h/2, r = v+h/2;
    D[k] = d, w[k] = -(r*r*r*r/8-r*r/2-l*l*l*l/8+l*l/2)/d;
  }
  fokker_planck_rates(s, FOKKER_PLANCK_CHANG_COOPER, w, D);
  fokker_planck_stationary(q, s);
  for (int i = 0; i < n; i++) p[i] = sin(x[i])*q[i];
  fokker_planck_apply(y, s, p);
  for (int i = 0; i < n; i++) p[i] = (1+x[i])*q[i];
  fokker_planck_apply(z, s, p);
  for (int i = 0; i < n; i++) {
    a += h*(1+x[i])*y[i], b += h*sin(x[i])*z[i], c -= h*d*cos(x[i])*q[i], self += h*sin(x[i])*y[i];
    flux -= h*y[i];
    if (i+1 < n) near(flux, -d*sqrt(q[i]*q[i+1])*cos((x[i]+x[i+1])/2), 1e-4);
  }
  near(a, b, 1e-12);
  near(a, c, 1e-4);
  cr_assert(self < 0);
  fokker_planck_free(s);
}

/* ---- the family ------------------------------------------------------------------------------------------------------------- */
/* Every lambda: p_t = -(b p)'+lambda^2 g^2 p''/2 with p of chapter 1, by central differences.
   Tolerance: 2e-4, the error of differences with steps 1e-3 and 1e-4. */
Test(fokker_planck, family)
{
  SdeProcess vp = sde_vp(.1, 20);
  double t = .15, h = 1e-3, x[3], b[3], u[3], v[2];
  for (double lambda = 0; lambda < 2.1; lambda += .5)
    for (double c = -3; c < 3; c += .37) {
      for (int i = 0; i < 3; i++) x[i] = c+(i-1)*h;
      fokker_planck_family(b, &vp, &three, lambda, t, 3, x);
      heat_mixture_density(u, &three, sde_alpha(&vp, t), pow(sde_sigma(&vp, t), 2), 3, x);
      for (int i = 0; i < 2; i++) {
        double r = t+(i ? 1e-4 : -1e-4);
        heat_mixture_density(v+i, &three, sde_alpha(&vp, r), pow(sde_sigma(&vp, r), 2), 1, &c);
      }
      double right = -(b[2]*u[2]-b[0]*u[0])/(2*h)+pow(lambda*sde_g(&vp, t)/h, 2)/2*(u[0]-2*u[1]+u[2]);
      near((v[1]-v[0])/2e-4, right, 2e-4);
    }
}
static double cdf(double x, double a, double s2)
{
  double s = 0;
  for (int k = 0; k < 3; k++) s += w3[k]*.5*erfc((a*m3[k]-x)/sqrt(2*(a*a*v3[k]+s2)));
  return s;
}
/* lambda = 0: a point keeps its quantile.  Tolerance: 1e-7, RK4 with a thousand steps. */
Test(fokker_planck, quantile)
{
  SdeProcess vp = sde_vp(.1, 20);
  double x[5] = {-1.5, -.6, .4, .9, 2.3}, F[5], k1[5], k2[5], k3[5], k4[5], z[5], h = 1e-3;
  for (int i = 0; i < 5; i++) F[i] = cdf(x[i], 1, 0);
  for (int n = 0; n < 1000; n++) {
    double t = n*h;
    fokker_planck_family(k1, &vp, &three, 0, t, 5, x);
    for (int i = 0; i < 5; i++) z[i] = x[i]+h/2*k1[i];
    fokker_planck_family(k2, &vp, &three, 0, t+h/2, 5, z);
    for (int i = 0; i < 5; i++) z[i] = x[i]+h/2*k2[i];
    fokker_planck_family(k3, &vp, &three, 0, t+h/2, 5, z);
    for (int i = 0; i < 5; i++) z[i] = x[i]+h*k3[i];
    fokker_planck_family(k4, &vp, &three, 0, t+h, 5, z);
    for (int i = 0; i < 5; i++) x[i] += h/6*(k1[i]+2*k2[i]+2*k3[i]+k4[i]);
  }
  for (int i = 0; i < 5; i++) near(cdf(x[i], sde_alpha(&vp, 1), pow(sde_sigma(&vp, 1), 2)), F[i], 1e-7);
}

static void path(double *x, int m, const SdeProcess *vp, double t, double h) /* one step of RK4 for m points */
{
  double k1[3], k2[3], k3[3], k4[3], z[3];
  fokker_planck_family(k1, vp, &three, 0, t, (size_t)m, x);
  for (int i = 0; i < m; i++) z[i] = x[i]+h/2*k1[i];
  fokker_planck_family(k2, vp, &three, 0, t+h/2, (size_t)m, z);
  for (int i = 0; i < m; i++) z[i] = x[i]+h/2*k2[i];
  fokker_planck_family(k3, vp, &three, 0, t+h/2, (size_t)m, z);
  for (int i = 0; i < m; i++) z[i] = x[i]+h*k3[i];
  fokker_planck_family(k4, vp, &three, 0, t+h, (size_t)m, z);
  for (int i = 0; i < m; i++) x[i] += h/6*(k1[i]+2*k2[i]+2*k3[i]+k4[i]);
}
static double divergence(const SdeProcess *vp, double t, double x)
{
  double at[2] = {x-1e-4, x+1e-4}, f[2];
  fokker_planck_family(f, vp, &three, 0, t, 2, at);
  return (f[1]-f[0])/2e-4;
}
/* lambda = 0 is transport: along a path ln p changes by minus the integral of the divergence (Simpson's rule, central differences),
   and p is the old density over the ratio of neighbouring paths' distances.
   Tolerance: 1e-5, a hundred times the squared distance 1e-4 of neighbours and rounding over it. */
Test(fokker_planck, liouville)
{
  SdeProcess vp = sde_vp(.1, 20);
  double h = 1e-3, begin[4] = {-1.5, -.3, .4, 2.3};
  for (int c = 0; c < 4; c++) {
    double x[3] = {begin[c], begin[c]-1e-4, begin[c]+1e-4}, sum = 0, first, last;
    heat_mixture_log_density(&first, &three, 1, 0, 1, x);
    for (int n = 0; n < 400; n++) {
      double t = n*h, d0 = divergence(&vp, t, x[0]);
      path(x, 3, &vp, t, h/2);
      double d1 = divergence(&vp, t+h/2, x[0]);
      path(x, 3, &vp, t+h/2, h/2);
      sum += h/6*(d0+4*d1+divergence(&vp, t+h, x[0]));
    }
    heat_mixture_log_density(&last, &three, sde_alpha(&vp, .4), pow(sde_sigma(&vp, .4), 2), 1, x);
    near(last, first-sum, 1e-5);
    near(exp(last), exp(first)/((x[2]-x[1])/2e-4), 1e-5);
  }
}

/* ---- the plane -------------------------------------------------------------------------------------------------------------- */
static const double w2[3] = {.3, .5, .2}, m2[6] = {1.5, .5, -1, 1, .2, -1.3}, v2[3] = {.09, .2025, .0625};
static double plane(int n, int steps, double tau, double omega, double *u, double *lost) /* L1 error against the rotating mixture */
{
  double h = 10./n, d = .5, *wx = malloc((size_t)n*(n+1)*sizeof *wx), *wy = malloc((size_t)n*(n+1)*sizeof *wy), t = steps*tau;
  double *c = malloc(2*(size_t)n*n*sizeof *c), *exact = malloc((size_t)n*n*sizeof *exact), m[6], total = 0, a = exp(-t);
  HeatMixture now = {3, 2, w2, m, v2}, start = {3, 2, w2, m2, v2};
  for (int j = 0; j < n; j++)
    for (int k = 0; k <= n; k++) {
      double z = -5+k*h, r = -5+(j+.5)*h;
      wx[j*(n+1)+k] = (-z-omega*r)*h/d;
      wy[k*n+j] = (-z+omega*r)*h/d;
    }
  for (int j = 0; j < n; j++) for (int i = 0; i < n; i++) c[2*(j*n+i)] = -5+(i+.5)*h, c[2*(j*n+i)+1] = -5+(j+.5)*h;
  for (int k = 0; k < 3; k++) {
    m[2*k] = cos(omega*t)*m2[2*k]-sin(omega*t)*m2[2*k+1];
    m[2*k+1] = sin(omega*t)*m2[2*k]+cos(omega*t)*m2[2*k+1];
  }
  FokkerPlanckPlane *s = fokker_planck_plane_new(n, n, h, h, wx, wy, d, tau);
  heat_mixture_density(u, &start, 1, 0, (size_t)n*n, c);
  double before = sum(n*n, u);
  fokker_planck_plane_steps(u, s, steps);
  if (lost) *lost = sum(n*n, u)/before-1;
  heat_mixture_density(exact, &now, a, d*(1-a*a), (size_t)n*n, c);
  for (int i = 0; i < n*n; i++) total += h*h*fabs(u[i]-exact[i]);
  fokker_planck_plane_free(s);
  free(wx), free(wy), free(c), free(exact);
  return total;
}
/* The rotating mixture.  Tolerance: 4e-3 for the error on 200 by 200 cells, 0.06 of an order. */
Test(fokker_planck, plane)
{
  double *u = malloc(200*200*sizeof *u);
  double e1 = plane(100, 20, .025, 2, u, NULL), e2 = plane(200, 40, .0125, 2, u, NULL);
  cr_assert(e2 < 4e-3, "%g", e2);
  near(log2(e1/e2), 2, .06);
  free(u);
}
/* Splitting alone: one grid, three steps in time; the order of the differences, and the mass.
   Tolerance: 0.05 of an order; 1e-13 of the mass. */
Test(fokker_planck, strang)
{
  enum { n = 70 };
  double *u[3], a = 0, b = 0, lost;
  for (int i = 0; i < 3; i++) {
    u[i] = malloc(n*n*sizeof *u[i]);
    plane(n, 20<<i, .5/(20<<i), 4, u[i], &lost);
    near(lost, 0, 1e-13);
  }
  for (int i = 0; i < n*n; i++) a += fabs(u[0][i]-u[1][i]), b += fabs(u[1][i]-u[2][i]);
  near(log2(a/b), 2, .05);
  for (int i = 0; i < 3; i++) free(u[i]);
}
/* From one cell, with Peclet numbers up to 3 in both directions: at the bound, 4 over the stiffness, no value is negative after any of ten
   steps; at twice the bound one is.  Tolerance: none, a sign. */
Test(fokker_planck, sign)
{
  enum { n = 40 };
  double *wx = malloc(n*(n+1)*sizeof *wx), *wy = malloc(n*(n+1)*sizeof *wy), *u = malloc(n*n*sizeof *u), low[2] = {0, 0};
  for (int i = 0; i < n*(n+1); i++) wx[i] = 6*own_uniform()-3, wy[i] = 6*own_uniform()-3;
  FokkerPlanckPlane *s = fokker_planck_plane_new(n, n, 1, 1, wx, wy, 1, 1);
  double bound = 4/fokker_planck_plane_stiffness(s)*(1-1e-12);
  fokker_planck_plane_free(s);
  for (int c = 0; c < 2; c++) {
    s = fokker_planck_plane_new(n, n, 1, 1, wx, wy, 1, bound*(c ? 2 : 1));
    for (int start = 0; start < 5; start++) {
      memset(u, 0, n*n*sizeof *u);
      u[311*start+7] = 1;
      for (int k = 0; k < 10; k++) {
        fokker_planck_plane_steps(u, s, 1);
        for (int i = 0; i < n*n; i++) low[c] = fmin(low[c], u[i]);
      }
    }
    fokker_planck_plane_free(s);
  }
  cr_assert(low[0] >= 0 && low[1] < 0, "%g at the bound, %g beyond", low[0], low[1]);
  free(wx), free(wy), free(u);
}
/* The same bits with one thread and with three; 150 lines make bands of unequal size.
   Tolerance: none, equality to the bit. */
Test(fokker_planck, threads)
{
  enum { n = 150 };
  double *a = malloc(n*n*sizeof *a), *b = malloc(n*n*sizeof *b);
  omp_set_num_threads(1);
  plane(n, 3, .01, 1, a, NULL);
  omp_set_num_threads(3);
  plane(n, 3, .01, 1, b, NULL);
  cr_assert(memcmp(a, b, n*n*sizeof *a) == 0);
  free(a), free(b);
}

/* ---- the circle ------------------------------------------------------------------------------------------------------------- */
/* Uniform drift: a wrapped normal, whose modes are known exactly; the drift is rotated by RK4.
   Tolerance: 1e-8, the error of 200 steps with K tau F = 0.064. */
Test(fokker_planck, wrapped)
{
  double complex c[9], f[1] = {.8};
  double d = .3, t = 2, v = .1;
  for (int k = 0; k <= 8; k++) c[k] = exp(-v*k*k/2)/(2*PI);
  fokker_planck_galerkin(c, 8, f, 0, d, .01, 200);
  for (int k = 0; k <= 8; k++) {
    double complex want = exp(-(v+2*d*t)*k*k/2)/(2*PI)*cexp(-I*k*.8*t);
    near(cabs(c[k]-want), 0, 1e-8);
  }
}
/* f = F+b sin x in the long run: p = (J/D) e^{-Phi(x)} int_x^{x+2pi} e^Phi / (1-e^{Phi(2pi)}), by quadrature.
   Tolerance: 1e-9, the fourth power of tau in the fixed point of the scheme. */
Test(fokker_planck, tilted)
{
  enum { n = 400, K = 24 };
  double F = .7, b = 1.3, d = .4, x[4] = {.3, 1.7, 3.1, 5.2}, got[5], want[5], J;
  double complex c[K+1] = {1/(2*PI)}, f[2] = {.7, -.65*I};
  fokker_planck_galerkin(c, K, f, 1, d, .005, 10000); /* the scheme's own fixed point errs by tau^4 */
  double total = 0, h = 2*PI/n;
  for (int i = 0; i < n+4; i++) { /* Phi = -(F x-b cos x)/d */
    double at = i < n ? i*h : x[i-n], s = 0;
    for (int j = 0; j < n; j++) { /* substitution z = at+v: endpoints differ by the factor e^{Phi(2 pi)}; Gauss on subintervals */
      static const double g[3] = {.112701665379258, .5, .887298334620742}, gw[3] = {5/18., 8/18., 5/18.};
      for (int r = 0; r < 3; r++) {
        double z = at+(j+g[r])*h;
        s += gw[r]*h*exp(-(F*(z-at)-b*cos(z)+b*cos(at))/d);
      }
    }
    s /= d*(1-exp(-2*PI*F/d));
    if (i < n) total += h*s;
    else want[i-n] = s;
  }
  J = 1/total;
  for (int i = 0; i < 4; i++) {
    got[i] = creal(c[0]);
    for (int k = 1; k <= K; k++) got[i] += 2*creal(c[k]*cexp(I*k*x[i]));
    near(got[i], want[i]*J, 1e-9);
  }
  near(creal(F*c[0])-b*cimag(c[1]), J, 1e-9); /* J = F c_0+f_1 conj(c_1)+conj(f_1) c_1 */
}

/* ---- counting ---------------------------------------------------------------------------------------------------------------- */
/* Histograms of 4000 independent particles of the VP process against the solver's probabilities of 32 bins: the mean distance of 100 is
   sqrt(2/pi) n^(-1/2) times the sum of sqrt(P(1-P)), and below the theorem's bound.
   Tolerance: 6 per cent, four standard errors of the mean of 100. */
Test(fokker_planck, counting)
{
  enum { cells = 1024, bins = 32, n = 4000, repeats = 100 };
  static double particle[n];
  SdeProcess vp = sde_vp(.1, 20);
  double t = .2, a = sde_alpha(&vp, t), s2 = pow(sde_sigma(&vp, t), 2), P[bins], root = 0, off = 0;
  FokkerPlanck *s = fokker_planck_new(cells, -8, 8, FOKKER_PLANCK_SEALED);
  heat_mixture_density(p, &three, 1, 0, cells, fokker_planck_centres(s));
  fokker_planck_forward(p, s, &vp, 0, t, 400);
  for (int b = 0; b < bins; b++) {
    P[b] = 0;
    for (int i = 0; i < 12; i++) P[b] += 16./cells*p[cells/2-6*bins+12*b+i];
    root += sqrt(P[b]*(1-P[b])/n);
  }
  for (int r = 0; r < repeats; r++) {
    int count[bins] = {0};
    heat_mixture_sample(particle, &three, a, s2, n, 7, 100+(uint64_t)r, 0);
    for (int i = 0; i < n; i++) {
      int b = (int)floor((particle[i]+3)*cells/16/12);
      if (b >= 0 && b < bins) count[b]++;
    }
    for (int b = 0; b < bins; b++) off += fabs((double)count[b]/n-P[b])/repeats;
  }
  cr_assert(off <= root);
  near(off/root, sqrt(2/PI), .06*sqrt(2/PI));
  fokker_planck_free(s);
}
