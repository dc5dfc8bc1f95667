/* Tests of the chapter on the outlook: two identities by differences, the clocks and their cost against closed forms, fields by sums. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include "outlook.h"
#include "near.h"

static const double W[2] = {0.6, 0.4}, M[2] = {-1.8, 1.6}, V[2] = {0.06, 0.15};
static const HeatMixture LINE = {2, 1, W, M, V};

/* The terms of the equation are of order 1 to 100 here, the differences off by 1e-6 of their third derivatives.
   Tolerance: 2e-3 of one plus the rate, the error of differences with step 2e-4. */
Test(outlook, score)
{
  const SdeProcess q[3] = {sde_vp(0.1, 20), sde_ve(0.01, 5), sde_ou(0.7, 1.2, 2)};
  for (int k = 0; k < 3; k++)
    for (double x = -2.5; x < 2.6; x += 0.5)
      for (double t = 0.3; t < 1; t += 0.3) {
        double rate, off = outlook_score_residual(&rate, &LINE, &q[k], t, x), sigma[2], s[2];
        near(off, 0, 2e-3*(1+fabs(rate)));
        for (int i = 0; i < 2; i++) {
          sigma[i] = sde_sigma(&q[k], t+(i ? 1e-4 : -1e-4));
          heat_mixture_score(&s[i], &LINE, sde_alpha(&q[k], t+(i ? 1e-4 : -1e-4)), sigma[i]*sigma[i], 1, &x);
        }
        near(rate, (s[1]-s[0])/2e-4, 5e-3*(1+fabs(rate)));
      }
}

/* f x - g^2 s/2 with the exact score.  Tolerance: 1e-4 relative, ten times the error of differences of alpha and sigma with step 1e-4. */
Test(outlook, flow)
{
  const SdeProcess q[4] = {sde_vp(0.1, 20), sde_ve(0.01, 5), sde_subvp(0.1, 20), sde_ou(0.7, 1.2, 2)};
  for (int k = 0; k < 4; k++)
    for (double x = -2.5; x < 2.6; x += 0.5)
      for (double t = 0.2; t < 1; t += 0.3) {
        double sigma = sde_sigma(&q[k], t), g = sde_g(&q[k], t), s, want;
        heat_mixture_score(&s, &LINE, sde_alpha(&q[k], t), sigma*sigma, 1, &x);
        want = sde_f(&q[k], t)*x-0.5*g*g*s;
        near(outlook_velocity(&LINE, &q[k], t, x), want, 1e-4*(1+fabs(want)));
      }
}

/* S = (1+k^2)^-2; the ends of the theorem with epsilon = 1/20; levels fall.  Tolerance: 1e-12, rounding of powers and exponentials. */
Test(outlook, clocks)
{
  near(outlook_power(3), 1.0/16, 1e-16);
  near(outlook_level(OUTLOOK_WHITE, 7, 0), 20, 1e-12);
  near(outlook_level(OUTLOOK_WHITE, 7, 1), 0.05/2049, 1e-15);
  near(outlook_level(OUTLOOK_MATCHED, 3, 0), 5, 1e-12);
  near(outlook_level(OUTLOOK_MATCHED, 3, 1), 0.05/4, 1e-14);
  near(outlook_level(OUTLOOK_HEAT, 0, 0.3), outlook_level(OUTLOOK_WHITE, 0, 0.3), 1e-12);
  near(outlook_level(OUTLOOK_HEAT, 8, 0), 20*exp(2), 1e-9); /* n = nu^2 exp(2 k^2 tau), tau = 1/4 */
  for (int c = 0; c < 3; c++)
    for (int i = 0; i < 20; i++)
      cr_assert(outlook_level((OutlookClock)c, 50, i/20.0) > outlook_level((OutlookClock)c, 50, (i+1)/20.0));
}

/* Relative error -(delta/2)(S/(S+n_end) - S/(S+n_start)).  Tolerance: one per cent, the next order in delta at 4000 steps. */
Test(outlook, cost)
{
  for (int c = 0; c < 3; c += 2)
    for (int k2 = 1; k2 < 2000; k2 *= 7) {
      double S = 1/((1.0+k2)*(1.0+k2)), a = outlook_level((OutlookClock)c, k2, 0), b = outlook_level((OutlookClock)c, k2, 1);
      double delta = log(a/b)/4000, want = -0.5*delta*(S/(S+b*b)-S/(S+a*a));
      near((outlook_variance((OutlookClock)c, k2, 4000)-1)/want, 1, 0.01);
    }
}

/* the mean square of a field is the sum of the variances of its modes; over 200 fields of 16 x 16 the relative standard error is about
   sqrt(2/200) times the root of the sum of squares over the sum of the variances, here below 0.07.
   Tolerance: four standard errors of the mean square of 200 fields. */
Test(outlook, field)
{
  enum { n = 16, FIELDS = 200 };
  static double u[n*n], v[n*n];
  for (int c = 0; c < 3; c++) {
    double square = 0, want = 0, fourth = 0;
    for (int r = 0; r < FIELDS; r++) {
      outlook_field(u, (OutlookClock)c, n, 40, 40, 3, (uint64_t)r);
      for (int i = 0; i < n*n; i++) square += u[i]*u[i]/(n*n)/FIELDS;
    }
    for (int i = -n/2; i < n/2; i++)
      for (int j = -n/2; j < n/2; j++) {
        double k2 = i*i+j*j, last = outlook_level((OutlookClock)c, k2, 1), p = outlook_variance((OutlookClock)c, k2, 40)*(outlook_power(k2)+last*last);
        want += p, fourth += p*p;
      }
    near(square/want, 1, 4*sqrt(2.0/FIELDS*fourth)/want);
    outlook_field(v, (OutlookClock)c, n, 40, 40, 3, FIELDS-1);
    for (int i = 0; i < n*n; i++) cr_assert(u[i] == v[i]);
  }
}
