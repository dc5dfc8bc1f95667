@* The score.
\label{ch:score}%

@(score.h@>=
#ifndef SCORE_H
#define SCORE_H
#include <stddef.h>
#include <stdint.h>
@#
@<Interface of the four names of the score@>@;
@<Interface of the two moons@>@;
@#
#endif

@ @<Interface of the four names of the score@>=
typedef enum { SCORE_SCORE, SCORE_NOISE, SCORE_DATA, SCORE_V } ScoreKind;
  /* $s$; $\hat\varepsilon=-\sigma s$; $\hat x_0$; $\hat v=\alpha\hat\varepsilon-\sigma\hat x_0$ */
void score_convert(double *y, ScoreKind to, const double *prediction, ScoreKind from,@|
  double alpha, double sigma, size_t n, const double *x);
  /* \eqref{eq:score-convert} for each of |n| numbers |x|; |y| may be |prediction|; needs |alpha>=0|, |sigma>=0|, |alpha>0| unless
     |from| is |SCORE_DATA| or |SCORE_V|, and |sigma>0| if |from| is |SCORE_DATA| or either is |SCORE_SCORE| */

@ @<Interface of the two moons@>=
/* In the following $p$ is the density of $X=aX_0+sZ$, where $X_0$ has the law of the two moons \eqref{eq:score-moons}, |a>0|, |s>=0|;
   |x| is |n| by 2, row-major, $\abs x<10^9a$; relative accuracy about $10^{-11}$, at any point */
void score_moons_log_density(double *log_p, double a, double s, size_t n, const double *x); /* $\ln p$: |n| values */
void score_moons_score(double *score, double a, double s, size_t n, const double *x); /* $\nabla\ln p$: |n| by 2 */
void score_moons_jacobian(double *J, double a, double s, size_t n, const double *x);
  /* $\nabla\nabla\ln p$: |n| by 3, the elements 11, 12, 22 */
void score_moons_sample(double *x, double *angle, int *arc, double a, double s, size_t n,@|
  uint64_t seed, uint64_t stream, uint64_t index);
  /* |x|: |n| by 2, points |index..index+n-1| of a fixed infinite sequence; |angle|: their $\theta$; |arc|: 0 for $A$, 1 for $B$; either may be
     |NULL|; reads the streams |stream| and $|stream|+2^{63}$ of |seed| */

@ @(score.c@>=
#include <math.h>
#include <string.h>
#include "base.h"
#include "rng.h"
#include "score.h"
@#
static const double pi = 3.14159265358979323846;
@#
@<Functions that convert the score@>@;
@<Functions for the two moons@>@;

@ @<Functions that convert the score@>=
void score_convert(double *y, ScoreKind to, const double *prediction, ScoreKind from,@|
  double alpha, double sigma, size_t n, const double *x)
{
  const double u[4] = {0, 0, 1, -sigma}, w[4] = {-1, 1, 0, alpha}; /* the score times $\sigma$ */
  double det[4];
  for (int k=0; k<4; k++) det[k] = alpha*w[k]-sigma*u[k];
  base_require(alpha>=0 && sigma>=0 && det[from]!=0 && (sigma>0 || (from!=SCORE_SCORE && to!=SCORE_SCORE)),@|
    "score_convert: kind %d to %d with alpha=%g, sigma=%g", (int)from, (int)to, alpha, sigma);
  double scale = (from==SCORE_SCORE ? sigma : 1)/(to==SCORE_SCORE ? sigma : 1);
  double own = scale*det[to]/det[from];
  double shared = (u[to]*w[from]-w[to]*u[from])/det[from]/(to==SCORE_SCORE ? sigma : 1);
  for (size_t i=0; i<n; i++) y[i] = own*prediction[i]+shared*x[i];
}

@ @<Functions for the two moons@>=
static inline double vector_exp(double x) /* for $x\le0$; zero below $-708$ */
{
  union {@+double real;@+ int64_t bits;@+} k, e;
  double top = x>-708 ? x : -708, n, r, p;
  k.real = top*0x1.71547652b82fep0+0x1.8p52; /* the low bits are the integer nearest to $x/\ln2$ */
  n = k.real-0x1.8p52;
  r = top-n*0x1.62e42fefa3800p-1-n*0x1.ef35793c76730p-45;
  @<Sum the series of the exponential at |r| into |p|@>@;
  e.real = p, e.bits += (int64_t)((uint64_t)k.bits<<52);
  return x>-708 ? e.real : 0;
}

@ @<Sum the series of the exponential at |r| into |p|@>=
p = 1/6227020800.0;
p = 1/479001600.0+r*p;@+ p = 1/39916800.0+r*p;@+ p = 1/3628800.0+r*p;
p = 1/362880.0+r*p;@+ p = 1/40320.0+r*p;@+ p = 1/5040.0+r*p;
p = 1/720.0+r*p;@+ p = 1/120.0+r*p;@+ p = 1/24.0+r*p;
p = 1/6.0+r*p;@+ p = 0.5+r*p;@+ p = 1+r*p;@+ p = 1+r*p;

@ @<Functions for the two moons@>=
static void gauss_legendre(double *t, double *w, int n)
{
  for (int i=0; i<n; i++) {
    double x = cos(pi*(i+0.75)/(n+0.5)), p, before, slope;
    for (int step=0; step<6; step++) {
      p = 1, before = 0;
      for (int k=0; k<n; k++) {
        double next = ((2*k+1)*x*p-k*before)/(k+1);
        before = p, p = next;
      }
      slope = n*(x*p-before)/(x*x-1);
      if (step<5) x -= p/slope;
    }
    t[i] = x, w[i] = 2/((1-x*x)*slope*slope);
  }
}

@ @<Functions for the two moons@>=
enum {@+NODES=48, FULL=5, RULES=FULL+32@+};
static const double cut = 30;
typedef struct {
  double delta, cosine, sine; /* half the width of the window, and its cosine and sine */
  double from; /* least $\kappa$ that it serves */
  int n; /* number of nodes */
  double C[NODES], S[NODES], w[NODES]; /* $\cos\delta t_j-1$, $\sin\delta t_j$, $\delta w_j/\pi$ */
} ScoreRule;
static ScoreRule rule[RULES];
@#
static void make_rules(void)
{
  static const int n[FULL] = {16, 24, 32, 40, NODES};
  static const double from[FULL] = {0, 2.5, 8, 18, 33};
  for (int l=0; l<RULES; l++) {
    ScoreRule *r = rule+l;
    int whole = l<FULL;
    double t[NODES];
    r->n = whole ? n[l] : NODES, r->delta = 0.5*pi*(whole ? 1 : pow(2, -0.5*(l-FULL+1)));
    r->cosine = whole ? 0 : cos(r->delta), r->sine = sin(r->delta);
    r->from = whole ? from[l] : cut/(1-r->cosine);
    gauss_legendre(t, r->w, r->n);
    for (int j=0; j<r->n; j++) {
      double h = sin(0.5*r->delta*t[j]);
      r->C[j] = -2*h*h, r->S[j] = sin(r->delta*t[j]), r->w[j] *= r->delta/pi;
    }
  }
}

@ @<Functions for the two moons@>=
static void prepare(void)
{
  static int ready;
  int seen;
#pragma @=omp atomic read seq_cst@>
  seen = ready;
  if (seen) return;
#pragma @=omp critical (score_rules)@>
  {
    if (!ready) make_rules();
#pragma @=omp atomic write seq_cst@>
    ready = 1;
  }
}

@ @<Functions for the two moons@>=
typedef struct {
  double top, mass; /* the arc's part of the density is $e^{|top|}|mass|/4\pi v$ */
  double mean[2], cov[3]; /* of the point $(\cos\theta,\sin\theta)$ given $x$ */
} ScoreArc;
@#
static inline const ScoreRule *choose(double kappa, double c, double s)
{
  int l = 0;
  if (s>=0) while (l+1<RULES && kappa>=rule[l+1].from) l++;
  else {
    while (l+1<FULL && kappa>=rule[l+1].from) l++;
    if (l+1==FULL && 2*fabs(c)*kappa>=cut)
      while (l+1<RULES && 2*kappa*rule[l+1].sine*(fabs(c)*rule[l+1].sine-s*rule[l+1].cosine)>=cut) l++;
  }
  return rule+l;
}
@#
static inline ScoreArc over_arc(double v, double x, double y)
{
  ScoreArc m;
  double r = sqrt(x*x+y*y), kappa = r/v, c = r>0 ? x/r : 1, s = r>0 ? y/r : 0;
  const ScoreRule *q = choose(kappa, c, s);
  int n = q->n, centred = s>=0 && fabs(c)<=q->cosine;
  double cm = centred ? c : copysign(q->cosine, c), sm = centred ? s : q->sine; /* middle of the window */
  double A = centred ? 1 : cm*c+sm*s, B = centred ? 0 : sm*c-cm*s, high = s>=0 ? 1 : fabs(c);
  double s0 = 0, s1 = 0, s2 = 0, s11 = 0, s12 = 0, s22 = 0;
  double e0 = kappa*(A-high), e1 = kappa*A, e2 = kappa*B;
#pragma @=omp simd reduction(+:s0,s1,s2,s11,s12,s22)@>
  for (int j=0; j<n; j++) {
    double C = q->C[j], S = q->S[j], p = q->w[j]*vector_exp(e0+e1*C-e2*S);
    s0 += p, s1 += p*C, s2 += p*S, s11 += p*C*C, s12 += p*C*S, s22 += p*S*S;
  }
  m.top = -0.5*(s>=0 ? (r-1)*(r-1) : (fabs(x)-1)*(fabs(x)-1)+y*y)/v, m.mass = s0;
  s1 /= s0, s2 /= s0, s11 = s11/s0-s1*s1, s12 = s12/s0-s1*s2, s22 = s22/s0-s2*s2, s1 += 1;
  m.mean[0] = cm*s1-sm*s2, m.mean[1] = sm*s1+cm*s2;
  m.cov[0] = cm*cm*s11-2*cm*sm*s12+sm*sm*s22;
  m.cov[1] = cm*sm*(s11-s22)+(cm*cm-sm*sm)*s12;
  m.cov[2] = sm*sm*s11+2*cm*sm*s12+cm*cm*s22;
  return m;
}

@ @<Functions for the two moons@>=
static inline void moon(double *log_p, double score[2], double J[3], double v, double x, double y)
{
  ScoreArc A = over_arc(v, x+0.5, y+0.25), B = over_arc(v, 0.5-x, 0.25-y);
  double top = A.top>B.top ? A.top : B.top;
  double wa = A.mass*vector_exp(A.top-top), wb = B.mass*vector_exp(B.top-top), sum = wa+wb;
  if (log_p!=NULL) *log_p = top+log(sum/(4*pi*v));
  wa /= sum, wb /= sum;
  double d[2] = {A.mean[0]+B.mean[0]-1, A.mean[1]+B.mean[1]-0.5}; /* from one mean to the other */
  score[0] = (wa*(A.mean[0]-0.5)-wb*(B.mean[0]-0.5)-x)/v;
  score[1] = (wa*(A.mean[1]-0.25)-wb*(B.mean[1]-0.25)-y)/v;
  for (int i=0; i<3; i++)
    J[i] = (wa*A.cov[i]+wb*B.cov[i]+wa*wb*d[i/2]*d[(i+1)/2])/(v*v)-(i==1 ? 0 : 1/v);
}

@ @<Functions for the two moons@>=
static double blur(double a, double s)
{
  base_require(a>0 && s>=0 && isfinite(a) && isfinite(s), "score_moons: a=%g, s=%g", a, s);
  prepare();
  return 0.01+(s/a)*(s/a);
}
@#
void score_moons_log_density(double *log_p, double a, double s, size_t n, const double *x)
{
  double v = blur(a, s), shift = 2*log(a);
#pragma @=omp parallel for schedule(static) if(n>=256)@>
  for (size_t i=0; i<n; i++) {
    double score[2], J[3];
    moon(log_p+i, score, J, v, x[2*i]/a, x[2*i+1]/a);
    log_p[i] -= shift;
  }
}
@#
void score_moons_score(double *score, double a, double s, size_t n, const double *x)
{
  double v = blur(a, s);
#pragma @=omp parallel for schedule(static) if(n>=256)@>
  for (size_t i=0; i<n; i++) {
    double J[3];
    moon(NULL, score+2*i, J, v, x[2*i]/a, x[2*i+1]/a);
    score[2*i] /= a, score[2*i+1] /= a;
  }
}
@#
void score_moons_jacobian(double *J, double a, double s, size_t n, const double *x)
{
  double v = blur(a, s);
#pragma @=omp parallel for schedule(static) if(n>=256)@>
  for (size_t i=0; i<n; i++) {
    double score[2];
    moon(NULL, score, J+3*i, v, x[2*i]/a, x[2*i+1]/a);
    for (int k=0; k<3; k++) J[3*i+(size_t)k] /= a*a;
  }
}

@ @<Functions for the two moons@>=
void score_moons_sample(double *x, double *angle, int *arc, double a, double s, size_t n,@|
  uint64_t seed, uint64_t stream, uint64_t index)
{
  enum {@+BATCH=256@+};
  double deviation = a*sqrt(blur(a, s));
  for (size_t first=0; first<n; first+=BATCH) {
    size_t m = n-first<BATCH ? n-first : BATCH;
    double u[BATCH], *y = x+2*first;
    rng_uniform(u, m, seed, stream, index+first);
    rng_normal(y, 2*m, seed, stream+((uint64_t)1<<63), 2*(index+first));
    for (size_t i=0; i<m; i++) {
      int second = u[i]>=0.5;
      double theta = pi*(2*u[i]-second), sign = second ? -1 : 1;
      y[2*i] = a*sign*(cos(theta)-0.5)+deviation*y[2*i];
      y[2*i+1] = a*sign*(sin(theta)-0.25)+deviation*y[2*i+1];
      if (angle!=NULL) angle[first+i] = theta;
      if (arc!=NULL) arc[first+i] = second;
    }
  }
}
