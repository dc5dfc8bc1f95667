/* Checks of the appendix on Fourier transforms: against their defining sums in long double, closed forms of aliased coefficients, and the
   errors of five-point Laplacians found elsewhere (oracles/poisson.txt). */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <complex.h>
#include <fftw3.h>
#include "fourier.h"
#include "oracle.h"

static const double pi = 3.14159265358979323846;
static const long double pi_long = 3.14159265358979323846264338327950288L;

static uint64_t state;
static double next(void)
{
  state = state*6364136223846793005u+1442695040888963407u;
  return ldexp((double)(state>>11), -52)-1;
}

static void *array(size_t count, size_t size) /* aligned as the transforms ask */
{
  void *p=aligned_alloc(64, (count*size+64)/64*64);
  memset(p, 0, (count*size+64)/64*64);
  return p;
}

/* exp(2 pi i a/n), the angle reduced before it is rounded */
static long double complex wave(long a, long n)
{
  long double t=2*pi_long*(a%n)/n;
  return cosl(t)+I*sinl(t);
}

static const int size[][2]={{1,1}, {1,2}, {1,3}, {1,8}, {1,15}, {1,60}, {1,97}, {2,2}, {3,4}, {4,5}, {7,1}, {8,16}, {9,6}, {12,10}};
enum { SIZES=14, MOST=128 };

/* the defining sum: errors of an FFT are some u log n, of data of size 1.
   Tolerance: 1e-15 for coefficients and 1e-14 for sums of up to 120 of them, by rounding. */
Test(fourier, waves)
{
  double complex *x=array(MOST, sizeof *x), *y=array(MOST, sizeof *y), *z=array(MOST, sizeof *z);
  state = 1;
  for (int t=0; t<SIZES; t++) {
    int m=size[t][0], n=size[t][1];
    FourierComplex *f=fourier_complex_new(m, n);
    for (int i=0; i<m*n; i++) x[i] = next()+I*next();
    fourier_complex_forward(y, f, x);
    for (int p=0; p<m; p++) for (int k=0; k<n; k++) {
      long double complex sum=0;
      for (int i=0; i<m; i++) for (int j=0; j<n; j++) sum += x[i*n+j]*conjl(wave((long)p*i, m)*wave((long)k*j, n));
      cr_assert(cabsl(y[p*n+k]-sum/(m*n))<1e-15, "m=%d n=%d", m, n);
    }
    fourier_complex_inverse(z, f, y);
    for (int i=0; i<m*n; i++) cr_assert(cabs(z[i]-x[i])<1e-14);
    fourier_complex_free(f);
  }
  free(x), free(y), free(z);
}

/* the same for real data. Tolerance: 1e-15 for coefficients and 1e-14 for sums of up to 120 of them, by rounding. */
Test(fourier, real)
{
  double *x=array(MOST, sizeof *x), *z=array(MOST, sizeof *z), *keep=array(MOST, sizeof *keep);
  double complex *y=array(MOST, sizeof *y);
  state = 2;
  for (int t=0; t<SIZES; t++) {
    int m=size[t][0], n=size[t][1], half=n/2+1;
    FourierReal *f=fourier_real_new(m, n);
    for (int i=0; i<m*n; i++) x[i] = keep[i] = next();
    fourier_real_forward(y, f, x);
    cr_assert(memcmp(x, keep, m*n*sizeof *x)==0);
    for (int p=0; p<m; p++) for (int k=0; k<half; k++) {
      long double complex sum=0;
      for (int i=0; i<m; i++) for (int j=0; j<n; j++) sum += x[i*n+j]*conjl(wave((long)p*i, m)*wave((long)k*j, n));
      cr_assert(cabsl(y[p*half+k]-sum/(m*n))<1e-15, "m=%d n=%d", m, n);
    }
    fourier_real_inverse(z, f, y);
    for (int i=0; i<m*n; i++) cr_assert(fabs(z[i]-x[i])<1e-14);
    fourier_real_free(f);
  }
  free(x), free(y), free(z), free(keep);
}

/* u = 1/(1-2a cos 2 pi x+a^2) has coefficients a^|k|/(1-a^2); its aliases sum to (a^k+a^(n-k))/((1-a^2)(1-a^n)); and Parseval.
   Tolerance: 1e-13 of the largest datum, 25, by rounding; 1e-13 for the ratio of Parseval. */
Test(fourier, alias)
{
  const double a=0.8;
  for (int n=4; n<=64; n+=3) {
    double *x=array(n, sizeof *x), squares=0, energy=0;
    double complex *y=array(n/2+1, sizeof *y);
    FourierReal *f=fourier_real_new(1, n);
    for (int j=0; j<n; j++) x[j] = 1/(1-2*a*cos(2*pi*j/n)+a*a), squares += x[j]*x[j]/n;
    fourier_real_forward(y, f, x);
    for (int k=0; k<=n/2; k++) {
      double exact=(pow(a, k)+pow(a, n-k))/((1-a*a)*(1-pow(a, n)));
      cr_assert(cabs(y[k]-exact)<1e-13*25, "n=%d k=%d", n, k); /* data up to 25 */
      energy += (k==0 || 2*k==n ? 1 : 2)*pow(cabs(y[k]), 2);
    }
    cr_assert_float_eq(energy/squares, 1, 1e-13);
    fourier_real_free(f);
    free(x), free(y);
  }
}

/* between the nodes too: the interpolant is off by at most twice the sum of the coefficients that it lacks; the sum is 2a^h/((1-a)(1-a^2)) from h on.
   Tolerance: the bound and 1e-14 for rounding; a fiftieth of the bound must be reached. */
Test(fourier, interpolant)
{
  const double a=0.5;
  for (int n=5; n<=40; n++) {
    double *x=array(n, sizeof *x), worst=0;
    double complex *y=array(n/2+1, sizeof *y);
    FourierReal *f=fourier_real_new(1, n);
    for (int j=0; j<n; j++) x[j] = 1/(1-2*a*cos(2*pi*j/n)+a*a);
    fourier_real_forward(y, f, x);
    for (int i=0; i<500; i++) {
      double s=i/500.0, p=creal(y[0]);
      for (int k=1; k<n; k++) {
        int mode=fourier_mode(k, n), index=abs(mode);
        p += creal((mode<0 ? conj(y[index]) : y[index])*cexp(2*pi*I*mode*s));
      }
      worst = fmax(worst, fabs(p-1/(1-2*a*cos(2*pi*s)+a*a)));
    }
    double bound=4*pow(a, (n+1)/2)/((1-a)*(1-a*a));
    cr_assert(worst<=bound+1e-14 && worst>bound/50-1e-14, "n=%d: %g, bound %g", n, worst, bound);
    fourier_real_free(f);
    free(x), free(y);
  }
}

/* modes of an even and an odd grid; |k| <= n/2, and k equal to the index modulo n. Tolerance: none; integers. */
Test(fourier, mode)
{
  const int even[6]={0, 1, 2, 3, -2, -1}, odd[5]={0, 1, 2, -2, -1};
  for (int k=0; k<6; k++) cr_assert(fourier_mode(k, 6)==even[k]);
  for (int k=0; k<5; k++) cr_assert(fourier_mode(k, 5)==odd[k]);
}

/* derivatives of exp(sin(2 pi x/L)), period 3, n = 64: aliases below 1e-25; rounding is magnified by (2 pi 32/3)^order; and Nyquist's mode.
   Tolerance: 1e-14 times the factor of the fastest wave, by which rounding is magnified; at that wave 1e-12. */
Test(fourier, derivative)
{
  enum { n=64 };
  const double length=3, w=2*pi/length;
  double *x=array(n, sizeof *x), *z=array(n, sizeof *z);
  double complex *y=array(n/2+1, sizeof *y);
  FourierReal *f=fourier_real_new(1, n);
  for (int order=0; order<=4; order++) {
    for (int j=0; j<n; j++) x[j] = exp(sin(2*pi*j/n));
    fourier_real_forward(y, f, x);
    fourier_differentiate(y, n, order, length);
    fourier_real_inverse(z, f, y);
    for (int j=0; j<n; j++) {
      double s=sin(2*pi*j/n), c=cos(2*pi*j/n), u=exp(s);
      double exact[5]={u, c*u, (c*c-s)*u, (c*c-3*s-1)*c*u, 0};
      exact[4] = (pow(c, 4)-6*s*c*c-4*c*c+3*s*s+s)*u;
      cr_assert_float_eq(z[j], pow(w, order)*exact[order], 1e-14*pow(w*n/2, order), "order %d", order);
    }
  }
  for (int order=1; order<=4; order++) { /* (-1)^j = cos(pi n x/L) at the nodes */
    for (int j=0; j<n; j++) x[j] = j%2 ? -1 : 1;
    fourier_real_forward(y, f, x);
    fourier_differentiate(y, n, order, length);
    cr_assert(cimag(y[n/2])==0);
    double factor = order%2 ? 0 : (order==2 ? -1 : 1)*pow(w*n/2, order);
    cr_assert_float_eq(creal(y[n/2]), factor, 1e-12*pow(w*n/2, order));
  }
  fourier_real_free(f);
  free(x), free(y), free(z);
}

/* one factor of a basis function of an axis: coefficient k at node j; the formulas of the interface */
static long double basis(FourierKind kind, int n, int k, int j)
{
  switch (kind) {
  case FOURIER_SINE: return sinl(pi_long*((long)(k+1)*(j+1)%(2*n+2))/(n+1));
  case FOURIER_COSINE: return cosl(pi_long*((long)k*j%(2*n-2))/(n-1));
  case FOURIER_MIDPOINT: return cosl(pi_long*((long)k*(2*j+1)%(4*n))/(2*n));
  default: return k==j;
  }
}

static void check_trig(int m, int n, FourierKind p, FourierKind q)
{
  double *y=array(m*n, sizeof *y), *x=array(m*n, sizeof *x), *z=array(m*n, sizeof *z);
  FourierTrig *f=fourier_trig_new(m, n, p, q);
  for (int i=0; i<m*n; i++) y[i] = next();
  fourier_trig_inverse(x, f, y);
  for (int i=0; i<m; i++) for (int j=0; j<n; j++) {
    long double sum=0;
    for (int k=0; k<m; k++) for (int l=0; l<n; l++) sum += y[k*n+l]*basis(p, m, k, i)*basis(q, n, l, j);
    cr_assert(fabsl(x[i*n+j]-sum)<2e-14, "%d by %d, kinds %d %d: %Lg", m, n, p, q, x[i*n+j]-sum); /* sums of up to 200 terms */
  }
  fourier_trig_forward(z, f, x);
  for (int i=0; i<m*n; i++) cr_assert(fabs(z[i]-y[i])<1e-14, "%d by %d, kinds %d %d", m, n, p, q);
  for (int i=0; i<m*n; i++) y[i] = x[i];
  fourier_trig_forward(y, f, y); /* in place: the same bits */
  cr_assert(memcmp(y, z, m*n*sizeof *x)==0);
  fourier_trig_inverse(z, f, z); /* nothing is left over from the forward transform */
  for (int i=0; i<m*n; i++) cr_assert(fabs(z[i]-x[i])<2e-14, "%d by %d, kinds %d %d, back", m, n, p, q);
  fourier_trig_free(f);
  free(x), free(y), free(z);
}

/* the sums of the interface, and back. Tolerance: 1e-14 for coefficients, 2e-14 for sums of up to 180 terms, by rounding. */
Test(fourier, sine)
{
  state = 3;
  for (int n=1; n<=34; n++) check_trig(1, n, FOURIER_NONE, FOURIER_SINE), check_trig(n, 1, FOURIER_SINE, FOURIER_NONE);
  check_trig(1, 127, FOURIER_NONE, FOURIER_SINE);
}

/* the same. Tolerance: 1e-14 for coefficients, 2e-14 for sums of up to 180 terms, by rounding. */
Test(fourier, cosine)
{
  state = 4;
  for (int n=2; n<=34; n++) check_trig(1, n, FOURIER_NONE, FOURIER_COSINE);
  check_trig(1, 129, FOURIER_NONE, FOURIER_COSINE);
}

/* the same. Tolerance: 1e-14 for coefficients, 2e-14 for sums of up to 180 terms, by rounding. */
Test(fourier, midpoint)
{
  state = 5;
  for (int n=1; n<=34; n++) check_trig(1, n, FOURIER_NONE, FOURIER_MIDPOINT);
  check_trig(1, 128, FOURIER_NONE, FOURIER_MIDPOINT);
}

/* all pairs of kinds on grids that fill bundles of eight lines and that do not.
   Tolerance: 1e-14 for coefficients, 2e-14 for sums of up to 180 terms, by rounding. */
Test(fourier, grid)
{
  state = 6;
  const int grid[][2]={{2,3}, {8,8}, {5,16}, {17,10}, {9,20}};
  for (int t=0; t<5; t++)
    for (int p=0; p<4; p++) for (int q=0; q<4; q++) check_trig(grid[t][0], grid[t][1], (FourierKind)p, (FourierKind)q);
}

/* -Laplace u = f by the five-point formula, diagonal in these bases, eigenvalues (4/h^2) sin^2(k pi h/2): errors of cases 1, 3 and 5 of the oracle.
   Tolerance: 1e-8 of the error that another program found for the same formula. */
Test(fourier, poisson)
{
  FILE *oracle=oracle_open("poisson");
  double row[8];
  int seen=0;
  while (oracle_row(oracle, 8, row)>0) {
    int kind=(int)row[1], N=(int)row[2];
    if (row[0]!=1 || (kind!=1 && kind!=3 && kind!=5)) continue;
    FourierKind axis = kind==5 ? FOURIER_COSINE : FOURIER_SINE;
    int n = kind==5 ? N+1 : N-1, m = kind==1 ? 1 : n, first = kind!=5;
    double h=1.0/N, error=0, *u=array(m*n, sizeof *u), *exact=array(m*n, sizeof *exact);
    FourierTrig *f=fourier_trig_new(m, n, kind==1 ? FOURIER_NONE : axis, axis);
    for (int i=0; i<m; i++) for (int j=0; j<n; j++) {
      double s=(i+first)*h, t=(j+first)*h;
      exact[i*n+j] = kind==1 ? sin(pi*t) : kind==3 ? sin(pi*s)*sin(2*pi*t) : cos(pi*s)*cos(2*pi*t);
      u[i*n+j] = (kind==1 ? 1 : 5)*pi*pi*exact[i*n+j];
    }
    fourier_trig_forward(u, f, u);
    for (int i=0; i<m; i++) for (int j=0; j<n; j++) {
      double p = kind==1 ? 0 : sin((i+first)*pi*h/2), q=sin((j+first)*pi*h/2), eigenvalue=4*(p*p+q*q)/(h*h);
      u[i*n+j] = eigenvalue>0 ? u[i*n+j]/eigenvalue : 0;
    }
    fourier_trig_inverse(u, f, u);
    for (int i=0; i<m*n; i++) error = fmax(error, fabs(u[i]-exact[i]));
    cr_assert_float_eq(error/row[3], 1, 1e-8, "case %d N %d: %.15g", kind, N, error);
    seen++;
    fourier_trig_free(f);
    free(u), free(exact);
  }
  fclose(oracle);
  cr_assert(seen==12);
}

/* the bits of FFTW's estimated plan, every time, also if somebody has measured meanwhile and left wisdom behind.
   Tolerance: none; bytes are compared. */
Test(fourier, plan)
{
  const int length[]={64, 100, 128, 256, 360, 500, 512, 1000, 1024, 2048, 4096};
  state = 7;
  for (int t=0; t<11; t++) {
    int n=length[t];
    size_t half=(size_t)n/2+1;
    double *x=array(n, sizeof *x);
    double complex *y=array(half, sizeof *y), *z=array(half, sizeof *z);
    fftw_forget_wisdom();
    fftw_plan plan=fftw_plan_dft_r2c_1d(n, x, y, FFTW_ESTIMATE);
    for (int i=0; i<n; i++) x[i] = next();
    fftw_execute(plan);
    fftw_destroy_plan(plan);
    for (size_t k=0; k<2*half; k++) ((double *)y)[k] *= 1.0/n;
    for (int measured=0; measured<2; measured++) {
      if (measured) {
        double *u=array(n, sizeof *u);
        fftw_destroy_plan(fftw_plan_dft_r2c_1d(n, u, z, FFTW_MEASURE));
        free(u);
      }
      FourierReal *f=fourier_real_new(1, n);
      fourier_real_forward(z, f, x);
      fourier_real_free(f);
      cr_assert(memcmp(y, z, half*sizeof *y)==0, "n=%d", n);
    }
    free(x), free(y), free(z);
  }
  fftw_cleanup();
}
