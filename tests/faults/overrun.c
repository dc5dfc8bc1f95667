/* a planted fault: one element too many; make sanitize must fail on it */
#include <criterion/criterion.h>
#include <stdlib.h>
Test(fault, overrun)
{
  volatile int n = 4;
  double *x = malloc(4 * sizeof *x);
  for (int i = 0; i <= n; i++) x[i] = i;
  cr_assert_neq(x[0], 1);
  free(x);
}
