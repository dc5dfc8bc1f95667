/* Tests of the chart of the chapters, on graphs drawn at random.  Statements about reachability are tried by a search of the tests' own. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include "press.h"

static uint64_t state = 88172645463325252u;
static double uniform(void) { state ^= state<<13, state ^= state>>7, state ^= state<<17; return (double)(state>>11)/9007199254740992.0; }
static void draw(PressGraph *g, int n, double density)
{
  *g = (PressGraph){0};
  g->n = n;
  for (int i = 0; i < n; i++) {
    snprintf(g->name[i], sizeof g->name[i], "chapter%d", i);
    for (int j = 0; j < i; j++) g->uses[i][j] = uniform() < density;
  }
}
static int reaches(const PressGraph *g, int i, int j) /* a search, depth first */
{
  if (i == j) return 1;
  for (int k = j; k < i; k++) if (g->uses[i][k] && reaches(g, k, j)) return 1;
  return 0;
}

/* The definition: same reachability, and no arrow can be spared.  Tolerance: none, these are statements about sets. */
Test(press, reduce)
{
  static PressGraph g, whole;
  for (int trial = 0; trial < 40; trial++) {
    draw(&g, 2+trial%11, 0.1+0.02*trial);
    whole = g;
    press_reduce(&g);
    for (int i = 0; i < g.n; i++)
      for (int j = 0; j < i; j++) {
        cr_assert_eq(reaches(&g, i, j), reaches(&whole, i, j), "trial %d: %d to %d", trial, i, j);
        if (!g.uses[i][j]) continue;
        g.uses[i][j] = 0;
        cr_assert(!reaches(&g, i, j), "trial %d: the arrow from %d to %d can be spared", trial, i, j);
        g.uses[i][j] = 1;
      }
  }
}

/* Boxes are apart by the gap of 3 mm at least.  Tolerance: 1e-9 mm, the rounding of sums of widths; counts are exact. */
Test(press, place)
{
  static PressGraph g;
  static PressChart c;
  for (int trial = 0; trial < 20; trial++) {
    draw(&g, 3+trial, 0.15);
    press_reduce(&g);
    press_place(&c, &g);
    for (int p = 0; p < c.places; p++)
      for (int q = 0; q < p; q++)
        cr_assert(c.layer[p] != c.layer[q] || fabs(c.x[p]-c.x[q]) >= c.half[p]+c.half[q]+3-1e-9, "trial %d: places %d and %d overlap", trial, p, q);
    for (int a = 0; a < c.links; a++) cr_assert_eq(c.layer[c.link[a][1]], c.layer[c.link[a][0]]+1);
    for (int i = 0; i < g.n; i++) for (int j = 0; j < i; j++) cr_assert(!g.uses[i][j] || c.layer[i] > c.layer[j]);
  }
  /* two chapters used by two others each, all four ways: K(2,2) has one crossing however it is drawn; a path has none */
  g = (PressGraph){ .n = 4 };
  g.uses[2][0] = g.uses[2][1] = g.uses[3][0] = g.uses[3][1] = 1;
  press_place(&c, &g);
  cr_assert_eq(press_crossings(&c), 1);
  g = (PressGraph){ .n = 4 };
  g.uses[1][0] = g.uses[2][1] = g.uses[3][2] = 1;
  press_place(&c, &g);
  cr_assert_eq(press_crossings(&c), 0);
}
