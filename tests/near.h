/* near.h: a number within a tolerance of another, and random numbers of the tests' own, which owe nothing to the book's */
#ifndef NEAR_H
#define NEAR_H
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

#define near(got, want, tolerance) near_at(__LINE__, (double)(got), (double)(want), (double)(tolerance))
static inline void near_at(int line, double got, double want, double tolerance) /* a NaN is near nothing */
{
  cr_assert(fabs(got-want) <= tolerance, "line %d: got %.17g, want %.17g, tolerance %g", line, got, want, tolerance);
}

static uint64_t own_state = 1; /* a test may set it; each test runs in a process of its own */
static inline double own_uniform(void) /* in (0,1), by a congruential generator */
{
  own_state = own_state*6364136223846793005u+1442695040888963407u;
  return ((double)(own_state>>11)+.5)*0x1p-53;
}
static inline double own_normal(void) /* by Box and Muller's method */
{
  double u = own_uniform(), v = own_uniform();
  return sqrt(-2*log(u))*cos(6.283185307179586*v);
}
#endif
