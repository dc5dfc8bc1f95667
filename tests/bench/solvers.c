/* The arithmetic of the solvers beside the model: 10^4 particles in the plane, a step of each kind with a model that costs next to nothing
   (it copies), beside one evaluation of the exact score of the moons. */
#include <stdio.h>
#include <string.h>
#include "solvers.h"
#include "bench/timing.h"

enum { n = 20000, steps = 20, repeats = 21 };
static double x[n], y[n], start[n], t[repeats];
static SolversLevel grid[steps+1];

static void copy(double *out, size_t count, const double *in, const SolversLevel *at, const void *data)
{
  (void)at, (void)data;
  memcpy(out, in, count*sizeof *out);
}
static double per_call(const SolversMethod *m, const SolversSchedule *s, const SolversNoise *noise)
{
  SolversModel model = {copy, NULL, m->extrapolate};
  long calls = 1;
  for (int i = 0; i < repeats; i++) {
    memcpy(x, start, sizeof x);
    double from = now();
    calls = solvers_run(x, n, &model, m, s, steps, grid, noise);
    t[i] = (now()-from)/(double)calls;
  }
  return median(t, repeats)*1e-3;
}
int main(void)
{
  const char *name[] = {"euler", "heun", "rk4", "ab2", "ddim", "dpm++2m", "dpm++3m", "unipc3", "sde-dpm++2m", "ancestral"};
  SolversSchedule s = solvers_edm(100);
  SolversPhilox key = {1, 0};
  SolversNoise noise = solvers_philox(&key);
  for (int i = 0; i < n; i++) start[i] = 50*(i%7-3);
  solvers_grid(grid, steps, (SolversClock){SOLVERS_RATIO, .1, 4}, &s, 50, .01);
  for (int i = 0; i < repeats; i++) {
    double from = now();
    score_moons_score(y, 1, .3, n/2, start);
    t[i] = now()-from;
  }
  printf("solvers: microseconds per evaluation, %d particles in the plane; the exact score of the moons takes %.0f\n", n/2, median(t, repeats)*1e-3);
  for (unsigned k = 0; k < sizeof name/sizeof *name; k++) {
    SolversMethod m = solvers_named(name[k]);
    printf("  %-14s %6.1f%s\n", name[k], per_call(&m, &s, &noise), m.lambda > 0 ? "  (of which most is the normals)" : "");
  }
  return 0;
}
