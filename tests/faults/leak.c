/* a planted fault: memory that is lost; make sanitize must fail on it */
#include <criterion/criterion.h>
#include <stdlib.h>
static void *volatile kept;
Test(fault, leak)
{
  kept = malloc(1000);
  kept = NULL;
  cr_assert(1);
}
