/* a planted fault: a sum of integers that overflows; make sanitize must fail on it */
#include <criterion/criterion.h>
#include <limits.h>
Test(fault, overflow)
{
  volatile int large = INT_MAX, sum;
  sum = large + 1;
  cr_assert_neq(sum, 1);
}
