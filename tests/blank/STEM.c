/* Tests of the chapter "TITLE". Each compares with something that owes nothing to its code: a closed form, an identity, a conserved
   quantity, an order, or a file of tests/oracles. */
#include <criterion/criterion.h>
#include "STEM.h"
#include "near.h"

/* The step of f(x) = ax^2 from x to x+1 is 2ax+a.
   Tolerance: 1e-14, a few units of rounding. */
Test(STEM, square)
{
  const StemParabola p = {0.3};
  for (int i = 0; i < 100; i++) {
    double x = i/20.0;
    near(STEM_value(&p, x+1), STEM_value(&p, x)+2*p.a*x+p.a, 1e-14);
  }
}
