/* Checks of the appendix on linear systems: against LAPACK's pivoting solvers, closed forms and finite-difference errors found
   elsewhere (oracles/poisson.txt). */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <lapacke.h>
#include "linalg.h"
#include "oracle.h"

static const double pi = 3.14159265358979323846;

/* a number in [-1,1), from a small congruential generator: the tests do not depend on rng */
static uint64_t state;
static double next(void)
{
  state = state*6364136223846793005u+1442695040888963407u;
  return ldexp((double)(state>>11), -52)-1;
}

static double *reals(size_t n) { return calloc(n ? n : 1, sizeof(double)); }

/* a random dominant matrix: by rows with the given excess, or by columns (transposed); elements of both signs */
static void dominant(int n, double *a, double *b, double *c, double excess, int columns)
{
  for (int i=0; i<n; i++) a[i] = i ? next() : 0, c[i] = i<n-1 ? next() : 0;
  for (int i=0; i<n; i++) {
    double left = columns ? (i ? c[i-1] : 0) : a[i], right = columns ? (i<n-1 ? a[i+1] : 0) : c[i];
    b[i] = (fabs(left)+fabs(right)+excess*(1+fabs(next())))*(next()<0 ? -1 : 1);
  }
}

/* LAPACK's answer, with pivoting */
static void oracle_solve(double *x, int n, const double *a, const double *b, const double *c, const double *d)
{
  double *l=reals(n), *m=reals(n), *u=reals(n);
  for (int i=0; i<n; i++) m[i] = b[i], x[i] = d[i];
  for (int i=0; i+1<n; i++) l[i] = a[i+1], u[i] = c[i];
  cr_assert(LAPACKE_dgtsv(LAPACK_COL_MAJOR, n, 1, l, m, u, x, n)==0);
  free(l), free(m), free(u);
}

static double distance(int n, const double *x, const double *y)
{
  double e=0;
  for (int i=0; i<n; i++) e = fmax(e, fabs(x[i]-y[i])); /* fmax drops NaN: */
  for (int i=0; i<n; i++) if (isnan(x[i])) return NAN;
  return e;
}

/* two solvers of one system differ by rounding errors times its condition, at most a few hundred here (excess 0.05) */
enum { KIND_TRI, KIND_SPLIT };
static double against_lapack(int n, int kind, int columns)
{
  double *m=reals(6*(size_t)n), *a=m, *b=a+n, *c=b+n, *d=c+n, *x=d+n, *y=x+n;
  dominant(n, a, b, c, 0.05, columns);
  for (int i=0; i<n; i++) d[i] = next();
  oracle_solve(y, n, a, b, c, d);
  a[0] = c[n-1] = 1e9; /* must not be read */
  if (kind==KIND_TRI) {
    LinalgTri *t=linalg_tri_new(n, a, b, c);
    linalg_tri_solve(x, t, d);
    linalg_tri_free(t);
  } else {
    LinalgSplit *s=linalg_split_new(n, a, b, c);
    linalg_split_solve(x, s, d); /* twice: the panel is dirty the second time */
    linalg_split_solve(x, s, d);
    linalg_split_solve(d, s, d); /* in place */
    cr_assert(memcmp(x, d, n*sizeof *x)==0);
    linalg_split_free(s);
  }
  double e=distance(n, x, y);
  free(m);
  return e;
}

/* against LAPACK. Tolerance: 1e-11; rounding times the condition, a few hundred, is a hundred times less. */
Test(linalg, sweep)
{
  state = 1;
  for (int n=1; n<=40; n++)
    for (int columns=0; columns<2; columns++)
      cr_assert(against_lapack(n, KIND_TRI, columns)<1e-11, "n=%d", n);
}

/* against LAPACK. Tolerance: 1e-11; rounding times the condition, a few hundred, is a hundred times less. */
Test(linalg, split)
{
  state = 2;
  for (int n=1; n<=300; n++)
    for (int columns=0; columns<2; columns++)
      cr_assert(against_lapack(n, KIND_SPLIT, columns)<1e-11, "n=%d", n);
  cr_assert(against_lapack(4099, KIND_SPLIT, 0)<1e-11);
}

/* the theorems: |d-Ax| <= 11u |A||x| to first order in u; in long double */
static double backward_error(int n, const double *a, const double *b, const double *c, const double *d, const double *x)
{
  double worst=0;
  for (int i=0; i<n; i++) {
    long double r=d[i], s=0, e;
    for (int k=-1; k<=1; k++) {
      if (i+k<0 || i+k>=n) continue;
      e = (long double)(k<0 ? a[i] : k ? c[i] : b[i])*x[i+k];
      r -= e, s += fabsl(e);
    }
    worst = fmax(worst, (double)(fabsl(r)/s));
  }
  return worst;
}

/* the residual, also of nearly singular systems. Tolerance: 11 units of rounding, the bound of the theorem. */
Test(linalg, backward)
{
  enum { n=500 };
  static double a[n], b[n], c[n], d[n], x[n];
  state = 3;
  for (int k=0; k<40; k++) {
    dominant(n, a, b, c, k%4<2 ? 1e-12 : 0.1, k%2); /* the first kind is nearly singular: backward errors do not mind */
    for (int i=0; i<n; i++) d[i] = next();
    LinalgTri *t=linalg_tri_new(n, a, b, c);
    linalg_tri_solve(x, t, d);
    linalg_tri_free(t);
    double e=backward_error(n, a, b, c, d, x);
    cr_assert(e<11*0x1p-53, "backward error %g u", e/0x1p-53);
  }
}

/* max|x| <= max|d|/e, attained by d = 1, a, c < 0, equal excess: there x = 1/e.
   Tolerance: 1e-9 relative; rounding times the condition, up to 1e5, is a hundred times less. */
Test(linalg, bound)
{
  enum { n=200 };
  double a[n], b[n], c[n], d[n], x[n];
  state = 4;
  for (int k=0; k<20; k++) {
    double e=pow(10, -k/4.0);
    for (int i=0; i<n; i++) {
      a[i] = i ? -fabs(next()) : 0, c[i] = i<n-1 ? -fabs(next()) : 0;
      b[i] = e-a[i]-c[i], d[i] = 1;
    }
    LinalgTri *t=linalg_tri_new(n, a, b, c);
    linalg_tri_solve(x, t, d);
    for (int i=0; i<n; i++) cr_assert_float_eq(x[i]*e, 1, 1e-9); /* condition up to 2/e = 1e5, 1e4 u to spare */
    for (int i=0; i<n; i++) d[i] = next();
    linalg_tri_solve(x, t, d);
    for (int i=0; i<n; i++) cr_assert(fabs(x[i])<=1/e*(1+1e-9));
    linalg_tri_free(t);
  }
}

/* the second difference: sin(pi k i/N) is an eigenvector with 2-2cos(pi k/N); and d = h^2 has x = s(1-s)/2.
   Tolerance: 1e-8; rounding times the condition, up to 6.5e6, is ten times less. */
Test(linalg, laplacian)
{
  enum { most=4000 };
  static double a[most], b[most], c[most], d[most], x[most], y[most];
  const int size[]={1, 2, 7, 64, 100, 1023, 4000};
  for (int i=0; i<most; i++) a[i] = c[i] = -1, b[i] = 2;
  for (int k=0; k<7; k++) {
    int n=size[k];
    double h=1.0/(n+1);
    LinalgTri *t=linalg_tri_new(n, a, b, c);
    LinalgSplit *s=linalg_split_new(n, a, b, c);
    for (int i=0; i<n; i++) d[i] = h*h;
    linalg_tri_solve(x, t, d);
    linalg_split_solve(y, s, d);
    for (int i=0; i<n; i++) { /* condition 4/(pi h)^2 = 6.5e6 for the largest: 1e-8 leaves a factor ten */
      double exact=(i+1)*h*(n-i)*h/2;
      cr_assert_float_eq(x[i], exact, 1e-8);
      cr_assert_float_eq(y[i], exact, 1e-8);
    }
    for (int i=0; i<n; i++) d[i] = sin(pi*((long)n*(i+1)%(2*n+2))*h); /* the highest mode: eigenvalue nearly 4; its rounding errors have all modes */
    double eigenvalue=2-2*cos(pi*n*h);
    linalg_tri_solve(x, t, d);
    linalg_split_solve(y, s, d);
    for (int i=0; i<n; i++) {
      cr_assert_float_eq(x[i], d[i]/eigenvalue, 1e-8);
      cr_assert_float_eq(y[i], d[i]/eigenvalue, 1e-8);
    }
    linalg_tri_free(t);
    linalg_split_free(s);
  }
}

/* -u''=f on (0,1): the error of the second difference, cases 1 (u=sin pi x) and 2 (u=exp x) of the oracle, relative 1e-8.
   Tolerance: 1e-8 of the error that another program found for the same formula. */
Test(linalg, poisson)
{
  FILE *f=oracle_open("poisson");
  double row[8], a[64], b[64], c[64], d[64], x[64];
  int n, seen=0;
  while ((n = oracle_row(f, 8, row))>0) {
    int N=(int)row[2], one=(int)row[1]==1;
    if (row[0]!=1 || row[1]>2) continue;
    double h=1.0/N, error=0;
    for (int i=0; i<N-1; i++) {
      double s=(i+1)*h;
      a[i] = c[i] = -1, b[i] = 2;
      d[i] = h*h*(one ? pi*pi*sin(pi*s) : -exp(s));
      if (!one && i==0) d[i] += 1;
      if (!one && i==N-2) d[i] += exp(1);
    }
    LinalgSplit *s=linalg_split_new(N-1, a, b, c);
    linalg_split_solve(x, s, d);
    linalg_split_free(s);
    for (int i=0; i<N-1; i++) error = fmax(error, fabs(x[i]-(one ? sin(pi*(i+1)*h) : exp((i+1)*h))));
    cr_assert_float_eq(error/row[3], 1, 1e-8, "case %g N %d: %.15g", row[1], N, error);
    seen++;
  }
  fclose(f);
  cr_assert(seen==8);
}

/* random circles against LAPACK's dense solver, dominant by rows (first) and by columns, in place too.
   Tolerance: 1e-11; rounding times the condition, a few hundred, is a hundred times less. */
Test(linalg, cyclic)
{
  enum { most=150 };
  static double a[most], b[most], c[most], d[most], x[most], y[most], dense[most*most];
  int pivots[most];
  state = 5;
  for (int k=6; k<=2*most+1; k++) {
    int n=k/2, columns=k%2;
    memset(dense, 0, sizeof dense);
    for (int i=0; i<n; i++) a[i] = next(), c[i] = next(), d[i] = y[i] = next();
    for (int i=0; i<n; i++) {
      double left = columns ? c[(i+n-1)%n] : a[i], right = columns ? a[(i+1)%n] : c[i];
      b[i] = (fabs(left)+fabs(right)+0.05)*(next()<0 ? -1 : 1);
      dense[i*n+i] += b[i], dense[i*n+(i+n-1)%n] += a[i], dense[i*n+(i+1)%n] += c[i];
    }
    cr_assert(LAPACKE_dgesv(LAPACK_ROW_MAJOR, n, 1, dense, n, pivots, y, 1)==0);
    LinalgCyclic *s=linalg_cyclic_new(n, a, b, c);
    linalg_cyclic_solve(x, s, d);
    cr_assert(distance(n, x, y)<1e-11, "n=%d columns=%d", n, columns);
    linalg_cyclic_solve(d, s, d);
    cr_assert(memcmp(x, d, n*sizeof *x)==0);
    linalg_cyclic_free(s);
  }
}

/* a circulant acts on exp(2 pi i k j/n) as b+a exp(-2 pi i k/n)+c exp(2 pi i k/n): here a=c, real eigenvalues.
   Tolerance: 1e-13; rounding times the condition, 121, is ten times less. */
Test(linalg, circulant)
{
  enum { n=1000 };
  static double a[n], b[n], c[n], d[n], x[n];
  for (int i=0; i<n; i++) a[i] = c[i] = -30, b[i] = 61; /* backward Euler with lambda = 30 */
  LinalgCyclic *s=linalg_cyclic_new(n, a, b, c);
  for (int k=0; k<=n/2; k+=25) {
    double eigenvalue=61-60*cos(2*pi*k/n);
    for (int i=0; i<n; i++) d[i] = cos(2*pi*((long)k*i%n)/n);
    linalg_cyclic_solve(x, s, d);
    for (int i=0; i<n; i++) cr_assert_float_eq(x[i], d[i]/eigenvalue, 1e-13); /* condition 121 */
  }
  linalg_cyclic_free(s);
}

/* every line of every layout against LAPACK, sizes that fill the panels and that do not.
   Tolerance: 1e-11; rounding times the condition, a few hundred, is a hundred times less. */
Test(linalg, lines)
{
  enum { most=45*45 };
  static double a[most], b[most], c[most], d[most], x[most], one[6][45];
  const int size[][2]={{1,1}, {1,20}, {2,3}, {7,8}, {8,7}, {9,17}, {31,16}, {40,45}, {45,9}};
  state = 6;
  for (int k=0; k<9*4; k++) {
    int n=size[k/4][0], m=size[k/4][1], same=k&1;
    LinalgOrder order = k&2 ? LINALG_ROWS : LINALG_COLUMNS;
    for (int j=0; j<m; j++) {
      if (j==0 || !same) dominant(n, one[0], one[1], one[2], 0.05, j%2);
      for (int i=0; i<n; i++) {
        int at = order==LINALG_ROWS ? j*n+i : i*m+j;
        a[at] = i ? one[0][i] : 1e9, b[at] = one[1][i], c[at] = i<n-1 ? one[2][i] : 1e9, d[at] = next();
      }
    }
    LinalgLines *l = same ? linalg_lines_same(order, n, m, one[0], one[1], one[2]) : linalg_lines_new(order, n, m, a, b, c);
    linalg_lines_solve(x, l, d);
    linalg_lines_solve(x, l, d);
    for (int j=0; j<m; j++) {
      for (int i=0; i<n; i++) {
        int at = order==LINALG_ROWS ? j*n+i : i*m+j;
        one[0][i] = i ? a[at] : 0, one[1][i] = b[at], one[2][i] = i<n-1 ? c[at] : 0, one[3][i] = d[at], one[4][i] = x[at];
      }
      oracle_solve(one[5], n, one[0], one[1], one[2], one[3]);
      cr_assert(distance(n, one[4], one[5])<1e-11, "n=%d m=%d order=%d same=%d line %d", n, m, order, same, j);
    }
    linalg_lines_solve(d, l, d);
    cr_assert(memcmp(x, d, (size_t)n*m*sizeof *x)==0);
    linalg_lines_free(l);
  }
}

/* the matrix min(i,j) is LL' with L all ones; a random L comes back; a matrix of signature (3,1) stops at its fourth minor.
   Tolerance: 1e-13 for a known factor; 1e-10 and 1e-8 for a random one, whose condition is some 1e5. */
Test(linalg, cholesky)
{
  enum { n=12 };
  double a[n*n], l[n*n], known[n*n], x[2*n], b[2*n];
  for (int i=0; i<n; i++) for (int j=0; j<n; j++) a[i*n+j] = j<=i ? j+1 : NAN; /* above is not read */
  cr_assert(linalg_cholesky(l, n, a)==0);
  for (int i=0; i<n; i++) for (int j=0; j<n; j++) cr_assert_float_eq(l[i*n+j], j<=i, 1e-13);
  state = 7;
  for (int i=0; i<n; i++) for (int j=0; j<n; j++) known[i*n+j] = j<i ? next() : j==i ? 1.5+next() : 0;
  for (int i=0; i<n; i++) for (int j=0; j<n; j++) {
    a[i*n+j] = 0;
    for (int k=0; k<n; k++) a[i*n+j] += known[i*n+k]*known[j*n+k];
  }
  for (int j=0; j<2*n; j++) x[j] = next();
  for (int k=0; k<2; k++) for (int i=0; i<n; i++) {
    b[k*n+i] = 0;
    for (int j=0; j<n; j++) b[k*n+i] += a[i*n+j]*x[k*n+j];
  }
  cr_assert(linalg_cholesky(a, n, a)==0); /* in place */
  cr_assert(distance(n*n, a, known)<1e-10);
  linalg_cholesky_solve(b, n, a, 2, b);
  cr_assert(distance(2*n, b, x)<1e-8); /* condition of this A: some 1e5 */
  double indefinite[16]={1,0,0,0, 0,1,0,0, 0,0,1,0, 1,1,1,2};
  cr_assert(linalg_cholesky(l, 4, indefinite)==4);
}

/* eigenvalues 2-2cos(pi k/N), vectors sqrt(2/N) sin(pi k i/N), largest component positive.
   Tolerance: 1e-13 for values and 1e-12 for vectors, whose eigenvalues are at least 0.05 apart. */
Test(linalg, eigen)
{
  enum { N=24, n=N-1 };
  double a[n*n], w[n], v[n*n];
  for (int i=0; i<n; i++) for (int j=0; j<n; j++) a[i*n+j] = j>i ? NAN : j==i ? 2 : j==i-1 ? -1 : 0;
  cr_assert(linalg_eigen(w, v, n, a)==0);
  for (int k=1; k<=n; k++) {
    cr_assert_float_eq(w[k-1], 2-2*cos(pi*k/N), 1e-13);
    int big=0;
    double e[n], sign;
    for (int i=0; i<n; i++) e[i] = sqrt(2.0/N)*sin(pi*k*(i+1)/N);
    for (int i=n-1; i>=0; i--) if (fabs(e[i])>0.99999*sqrt(2.0/N)) big = i; /* candidates differ by much more or by rounding */
    double most=0;
    for (int i=0; i<n; i++) most = fmax(most, fabs(e[i]));
    for (int i=n-1; i>=0; i--) if (fabs(e[i])>most*(1-1e-9)) big = i;
    sign = e[big]<0 ? -1 : 1;
    for (int i=0; i<n; i++) cr_assert_float_eq(v[(k-1)*n+i], sign*e[i], 1e-12, "vector %d", k);
  }
}
