/* Tests of plot.  Truths: the definitions of round numbers, the geometry of a circle, the CIE's formulas with matrices of independent origin,
   the definition of the page in PDF, and what an independent program (pdftoppm) sees on the page.  Nothing here is random but the
   ranges of axes, which come from a fixed congruential sequence. */
#include <criterion/criterion.h>
#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include "base.h"
#include "child.h"
#include "cli.h"
#include "plot.h"

static char folder[64], said[4096], path[128];
static void enter(void) { strcpy(folder, child_folder()); }
static void leave(void) { char c[128]; snprintf(c, sizeof c, "rm -rf '%s'", folder); if (system(c) != 0) abort(); }
static void begin(void)
{
  static char *words[] = { "prog", "--out", folder, NULL };
  cli_begin(3, words, "prog", NULL, 0);
}
static char *file(const char *name) { snprintf(path, sizeof path, "%s/%s", folder, name); return path; }
static char *whole(const char *name, size_t *n) /* a file, with a zero after it; to be freed */
{
  FILE *f = fopen(file(name), "rb");
  cr_assert_not_null(f, "%s is not there: %s", name, said);
  char *text = calloc(1, 4000000);
  *n = fread(text, 1, 3999999, f);
  fclose(f);
  return text;
}
static double next(void) /* in (0,1) */
{
  static uint64_t s = 12345;
  s = s * 6364136223846793005u + 1442695040888963407u;
  return ((double)(s >> 11) + 0.5) * 0x1p-53;
}

/* ---- ticks -------------------------------------------------------------------------------------------------------------------------------- */
static double value(const char *label) /* what a label says: $a$, $10^{b}$ or $a.10^{b}$ */
{
  char plain[64] = "", *power;
  for (const char *c = label; *c != '\0'; c++) if (strchr("${}", *c) == NULL) strncat(plain, c, 1);
  power = strstr(plain, "10^");
  if (power == NULL) return strtod(plain, NULL);
  double exponent = strtod(power + 3, NULL);
  *power = '\0';
  return plain[0] == '\0' ? pow(10, exponent) : strtod(plain, NULL) * pow(10, exponent);
}
static double mantissa(double x) { return x / pow(10, floor(log10(x) + 1e-9)); }
static int is_round(double x, const char *digits) /* one of the digits times a power of ten, to rounding */
{
  for (const char *d = digits; *d != '\0'; d++) if (fabs(mantissa(x) - (*d - '0')) < 1e-6) return 1;
  return 0;
}
static int multiples(double low, double high, double h) { return (int)(floor(high / h + 1e-6) - ceil(low / h - 1e-6)) + 1; }

/* Tolerance: 1e-6 of a step, the rounding of steps over 24 powers of ten; decimals to the last bit. */
Test(plot, ticks)
{
  static PlotTicks t;
  for (int k = 0; k < 4000; k++) {
    int most = 2 + k % 11;
    double span = pow(10, 24 * next() - 12), low = span * (4 * next() - 3), high = low + span;
    plot_ticks(&t, low, high, 0, most);
    cr_assert(t.n >= 2 && t.n <= (most > 5 ? most : 5), "%d ticks from %g to %g, %d asked for", t.n, low, high, most);
    double step = (t.at[t.n - 1] - t.at[0]) / (t.n - 1);
    cr_assert(is_round(step, "125"), "the step %g is not round", step);
    cr_assert(t.at[0] - step < low && t.at[t.n - 1] + step > high, "no ticks at an end of %g to %g", low, high);
    cr_assert(t.at[0] >= low - 1e-5 * step && t.at[t.n - 1] <= high + 1e-5 * step, "a tick outside %g to %g", low, high);
    /* the finest: the next round step below is 1/2 or 2/5 of this one, and would give too many */
    double finer = fabs(mantissa(step) - 5) < 1e-6 ? 0.4 * step : 0.5 * step;
    cr_assert(multiples(low, high, finer) > most, "from %g to %g there is room for the step %g", low, high, finer);
    for (int i = 0; i < t.n; i++) {
      cr_assert(fabs(t.at[i] / step - round(t.at[i] / step)) < 1e-6, "%g is not a multiple of %g", t.at[i], step);
      cr_assert(fabs(value(t.label[i]) - t.at[i]) < 1e-6 * step, "%s stands at %g", t.label[i], t.at[i]);
    }
  }
  plot_ticks(&t, 0, 1, 0, 12); /* the doubles nearest to the decimals, to the last bit */
  for (int i = 0; i < t.n; i++) cr_assert(t.at[i] == value(t.label[i]), "%s is not exact", t.label[i]);
  cr_assert_str_eq(t.label[3], "$0.3$");
  plot_ticks(&t, -1, 1, 0, 5);
  cr_assert_str_eq(t.label[1], "$-0.5$");
  cr_assert_str_eq(t.label[2], "$0$");
}

/* Tolerance: relative 1e-6, the rounding of powers of ten. */
Test(plot, decades)
{
  static PlotTicks t;
  for (int k = 0; k < 4000; k++) {
    int most = 2 + k % 11, labels = 0;
    double decades = 0.05 + 40 * pow(next(), 3), low = pow(10, 40 * next() - 30), high = low * pow(10, decades), last = 0, ratio = 0;
    plot_ticks(&t, low, high, 1, most);
    for (int i = 0; i < t.n; i++) {
      cr_assert(t.at[i] >= low * (1 - 1e-5) && t.at[i] <= high * (1 + 1e-5), "a tick outside %g to %g", low, high);
      cr_assert(i == 0 || t.at[i] > t.at[i - 1]);
      if (t.label[i][0] == '\0') continue;
      labels++;
      cr_assert(fabs(value(t.label[i]) / t.at[i] - 1) < 1e-6, "%s stands at %g", t.label[i], t.at[i]);
      if (decades >= 3) { /* powers of ten at equal distances */
        cr_assert(is_round(t.at[i], "1"), "%g is no power of ten", t.at[i]);
        cr_assert(last == 0 || ratio == 0 || fabs(t.at[i] / last / ratio - 1) < 1e-6, "uneven labels from %g to %g", low, high);
        if (last != 0) ratio = t.at[i] / last;
        last = t.at[i];
      }
      if (decades > 1 && decades < 3) cr_assert(is_round(t.at[i], "125"), "the label %s from %g to %g", t.label[i], low, high);
    }
    cr_assert(labels >= 2 && labels <= (most > 5 ? most : 5), "%d labels from %g to %g, %d asked for", labels, low, high, most);
  }
  plot_ticks(&t, 1e-3, 1e3, 1, 8);
  cr_assert_eq(t.n, 6 * 9 + 1); /* all multiples of all powers */
  cr_assert_str_eq(t.label[0], "$10^{-3}$");
  cr_assert_str_eq(t.label[1], "");
  cr_assert_str_eq(t.label[27], "$1$");
  plot_ticks(&t, 0.1, 1, 1, 5);
  cr_assert_str_eq(t.label[1], "$0.2$"); /* 0.1, 0.2, then 0.3 without a label */
  cr_assert_str_eq(t.label[2], "");
}

/* ---- text: expected strings follow from the description of Pango's markup ---------------------------------------------------------------------- */
static void translates(const char *text, const char *inside)
{
  char want[512], *got = plot_markup(text, 8);
  snprintf(want, sizeof want, "<span fallback=\"false\" size=\"8192\">%s</span>", inside);
  cr_assert_str_eq(got, want);
  free(got);
}
/* Tolerance: none, equality of texts. */
Test(plot, markup)
{
  translates("a<b & c>d - e", "a&lt;b &amp; c&gt;d - e");
  translates("rate $-k$ (1/s)", "rate \u2212<i>k</i> (1/s)");
  translates("$\u03b1+2\u0393'$", "<i>\u03b1</i>+2\u0393\u2032"); /* small Greek letters slant, capitals and digits do not */
  translates("$u(x, t) = s\u0303$", "<i>u</i>(<i>x</i>,\u2009<i>t</i>)\u2009=\u2009<i>s\u0303</i>"); /* an accent stays with its letter */
  long size[2], rise[2];
  char *m = plot_markup("$x_i e^{-y^2}z$", 8), tail[512];
  int n = sscanf(m, "<span fallback=\"false\" size=\"8192\"><i>x</i><span size=\"%ld\" rise=\"%ld\"><i>i</i></span><i>e</i>"
    "<span size=\"%ld\" rise=\"%ld\">%511[^\n]", &size[0], &rise[0], &size[1], &rise[1], tail);
  cr_assert_eq(n, 5, "%s", m);
  cr_assert(size[0] < 8192 && size[0] > 4096 && size[1] == size[0] && rise[0] < 0 && rise[1] > 0, "%s", m);
  n = sscanf(tail, "\u2212<i>y</i><span size=\"%ld\" rise=\"%ld\">%500[^\n]", &size[0], &rise[0], tail);
  cr_assert_eq(n, 3, "%s", m);
  cr_assert(size[0] < size[1] && rise[0] > rise[1], "a script of a script is smaller and higher: %s", m);
  cr_assert_str_eq(tail, "2</span></span><i>z</i></span>");
  free(m);
}

/* ---- colours: CIELAB with the matrix of the sRGB standard (IEC 61966-2-1, four digits), hence a tolerance of 0.05 units ------------------------- */
static void linear(double u[3], const double rgb[3])
{
  for (int c = 0; c < 3; c++) u[c] = rgb[c] <= 0.04045 ? rgb[c] / 12.92 : pow((rgb[c] + 0.055) / 1.055, 2.4);
}
static double f(double t) { return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116; }
static void lab_of(double lab[3], const double u[3])
{
  double x = 0.4124 * u[0] + 0.3576 * u[1] + 0.1805 * u[2], y = 0.2126 * u[0] + 0.7152 * u[1] + 0.0722 * u[2];
  double z = 0.0193 * u[0] + 0.1192 * u[1] + 0.9505 * u[2];
  lab[0] = 116 * f(y) - 16;
  lab[1] = 500 * (f(x / 0.9505) - f(y));
  lab[2] = 200 * (f(y) - f(z / 1.0890));
}
static double distance(const double a[3], const double b[3])
{
  return sqrt(pow(a[0] - b[0], 2) + pow(a[1] - b[1], 2) + pow(a[2] - b[2], 2));
}
/* how people without one kind of cone see: Machado, Oliveira and Fernandes, IEEE Trans. Vis. Comp. Graphics 15 (2009), severity 1 */
static const double blind[3][3][3] = {
  { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } } };
static void seen(double lab[3], const double rgb[3], int kind) /* -1: by most people */
{
  double u[3], v[3] = { 0 };
  linear(u, rgb);
  if (kind < 0) { lab_of(lab, u); return; }
  for (int r = 0; r < 3; r++) {
    for (int c = 0; c < 3; c++) v[r] += blind[kind][r][c] * u[c];
    v[r] = fmin(fmax(v[r], 0), 1);
  }
  lab_of(lab, v);
}
/* Tolerance: 0.005 in lightness and 1 per cent in steps, far below the 2.3 that an eye can just see. */
Test(plot, colours)
{
  enum { n = 128 };
  double rgb[3], lab[3], before[3] = { 0 }, first = 0;
  for (int kind = -1; kind < 3; kind++) {
    double least = INFINITY, largest = 0;
    for (int k = 0; k <= n; k++) {
      plot_colour(rgb, k / (double)n);
      for (int c = 0; c < 3; c++) cr_assert(rgb[c] > 0.001 && rgb[c] < 0.999, "a colour is cut off at the edge of the gamut, t=%g", k / (double)n);
      seen(lab, rgb, kind);
      if (k > 0) {
        cr_assert(lab[0] > before[0], "lightness falls at t=%g", k / (double)n);
        if (kind < 0) cr_assert(fabs(lab[0] - before[0] - 72.0 / n) < 0.005, "lightness is not linear at t=%g", k / (double)n);
        least = fmin(least, distance(lab, before));
        largest = fmax(largest, distance(lab, before));
      } else first = lab[0];
      memcpy(before, lab, sizeof lab);
    }
    /* even steps for most readers; never more than twice as large in one place as in another for the others */
    cr_assert(largest / least < (kind < 0 ? 1.01 : 2.1), "steps from %g to %g, kind %d", least, largest, kind);
    if (kind < 0) cr_assert(fabs(first - 20) < 0.05 && fabs(lab[0] - 92) < 0.05, "lightness from %g to %g", first, lab[0]);
  }
  double beyond[3];
  plot_colour(rgb, 1), plot_colour(beyond, 7);
  cr_assert(memcmp(rgb, beyond, sizeof rgb) == 0);
}
/* Tolerance: distances of 16 and 35 at least, since an eye can just see 2.3. */
Test(plot, palette)
{
  double rgb[8][3], a[3], b[3];
  for (int k = 0; k < 8; k++) plot_palette(rgb[k], k);
  for (int i = 0; i < 8; i++)
    for (int j = 0; j < i; j++)
      for (int kind = -1; kind < 3; kind++) {
        seen(a, rgb[i], kind), seen(b, rgb[j], kind);
        if (kind < 0) cr_assert(fabs(a[0] - b[0]) > 7.9, "colours %d and %d print as one grey: %g %g", i, j, a[0], b[0]);
        /* a just noticeable difference is about 2.3 units; ours are larger by a factor of seven at least */
        cr_assert(distance(a, b) > (kind < 0 ? 35 : 16), "colours %d and %d look alike, kind %d: %g", i, j, kind, distance(a, b));
      }
  plot_palette(rgb[0], PLOT_WHITE);
  for (int c = 0; c < 3; c++) cr_assert(rgb[0][c] > 0.9999);
}

/* ---- contours: read from the table of the data -------------------------------------------------------------------------------------------------- */
typedef struct { int panel; char series[32], kind[16]; double v[4]; } Row;
static Row rows[60000];
static int read_table(const char *name)
{
  char line[512];
  int n = 0;
  FILE *t = fopen(file(name), "r");
  cr_assert_not_null(t, "no table %s: %s", name, said);
  cr_assert(fgets(line, sizeof line, t) != NULL && strcmp(line, "panel,series,kind,x,y,z,w\n") == 0);
  while (fgets(line, sizeof line, t) != NULL && n < 60000) {
    char *c = line, *end;
    Row *r = &rows[n++];
    r->panel = (int)strtol(c, &c, 10);
    cr_assert(c[0] == ',' && c[1] == '"', "%s", line);
    int length = 0; /* a quoted field, as in RFC 4180: a quotation mark inside is doubled */
    for (c += 2; *c != '"' || *++c == '"'; c++) r->series[length++] = *c;
    r->series[length] = '\0';
    cr_assert_eq(sscanf(c, ",%15[^,],", r->kind), 1, "%s", line);
    for (int k = 0; k < 2; k++) c = strchr(c, ',') + 1;
    for (int k = 0; k < 4; k++) {
      r->v[k] = strtod(c, &end);
      if (end == c) r->v[k] = -INFINITY; /* an empty field */
      c = end + 1;
    }
  }
  fclose(t);
  return n;
}
static int cells;
static double level[2], field[200 * 200];
static double circle(double x, double y) { return x * x + y * y; }
static double saddle(double x, double y) { return x * y; }
static double slope(double x, double y) { return x + 0.5 * y; }
static double (*surface)(double x, double y);
static void draw_contours(void) /* on (-1,1) squared, in cells by cells */
{
  begin();
  Plot *p = plot_new("c", 60, 60);
  for (int k = 0; k < cells * cells; k++) field[k] = surface((2 * (k % cells) + 1.0) / cells - 1, (2 * (k / cells) + 1.0) / cells - 1);
  plot_axes(p, -1, 1, -1, 1, PLOT_EQUAL, NULL, NULL);
  plot_contours(p, "c", cells, cells, field, 2, level);
  plot_end(p);
  base_commit();
}
static int contours(double (*s)(double, double), int n, double low, double high)
{
  surface = s, cells = n, level[0] = low, level[1] = high;
  cr_assert_eq(child_run(draw_contours, said, sizeof said), 0, "%s", said);
  return read_table("c.csv");
}
/* Tolerance: 2 per cent over the bound h*h/(8r), for its next order; observed order within 0.3. */
Test(plot, contours, .init = enter, .fini = leave)
{
  /* linear interpolation of x*x along a side of length h is wrong by h*h/4 at most, and the gradient of the field on a circle of radius r is
     2r: points are off by h*h/(8r) to leading order.  Two radii, three grids. */
  double worst[3], radius[2] = { 0.4, 0.7 };
  for (int g = 0; g < 3; g++) {
    int n = contours(circle, 20 << g, 0.16, 0.49);
    double h = 2.0 / (20 << g);
    worst[g] = 0;
    cr_assert(n % 3 == 0 && n > 3 * 60);
    for (int i = 0; i < n; i++) { /* two ends and a gap, in turn */
      double *v = rows[i].v;
      int outer = v[2] > 0.3, meets = 0;
      cr_assert(v[2] == level[outer] && isnan(v[0]) == (i % 3 == 2));
      if (i % 3 == 2) continue;
      for (int j = 0; j < n; j++) meets += j != i && rows[j].v[0] == v[0] && rows[j].v[1] == v[1];
      cr_assert_eq(meets, 1, "%d pieces meet at the end of another: the circle is open, or branches", meets);
      if (i % 3 == 0) cr_assert(hypot(v[0] - rows[i + 1].v[0], v[1] - rows[i + 1].v[1]) <= sqrt(2) * h + 1e-12, "a jump");
      double off = fabs(hypot(v[0], v[1]) - radius[outer]);
      cr_assert(off <= 1.02 * h * h / (8 * radius[outer]), "off by %g on %d cells", off, 20 << g);
      if (!outer) worst[g] = fmax(worst[g], off);
    }
  }
  for (int g = 0; g < 2; g++) {
    double order = log2(worst[g] / worst[g + 1]);
    cr_assert(order > 1.7 && order < 2.3, "observed order %g", order);
  }
  int n = contours(slope, 50, 0.1, 5); /* a straight line, and a level that is nowhere */
  cr_assert(n > 50 && isnan(rows[n - 1].v[0]));
  for (int i = 0; i < n; i++) cr_assert(i % 3 == 2 || fabs(rows[i].v[0] + 0.5 * rows[i].v[1] - 0.1) < 1e-14);
}
/* Tolerance: 1e-15, the rounding of one interpolation. */
Test(plot, saddles, .init = enter, .fini = leave)
{
  /* xy on two by two points is its own bilinear interpolant, with a saddle of height 0 in the middle: above 0 a contour stays in one of the
     quadrants where xy > 0, below in one of the others */
  int n = contours(saddle, 2, 0.1, -0.1);
  cr_assert_eq(n, 12); /* two levels, two pieces each, two points and a gap */
  for (int i = 0; i < n; i += 3) {
    double *a = rows[i].v, *b = rows[i + 1].v, sign = a[2] > 0 ? 1 : -1;
    cr_assert((a[0] + b[0]) * (a[1] + b[1]) * sign > 0, "a contour of height %g crosses the saddle", a[2]);
    cr_assert(fabs(a[0] * a[1] - a[2]) < 1e-15 && fabs(b[0] * b[1] - b[2]) < 1e-15);
  }
}

/* ---- the table holds what was drawn: every kind, to the last bit ------------------------------------------------------------------------------- */
static double X[6], Y[6], Z[6], W[6];
static void draw_all(void)
{
  begin();
  Plot *p = plot_new("all", 122, 60);
  plot_grid(p, 1, 2);
  plot_axes(p, -2, 2, 1e-3, 2, PLOT_LOG_Y, "$x_1$", "$\u03c8$");
  plot_line(p, "line", 6, X, Y);
  plot_points(p, "points", 6, X, Y, PLOT_TRIANGLE);
  plot_band(p, "band", 6, X, Y, Z);
  plot_errors(p, "errors", 6, X, Y, Z);
  plot_histogram(p, "histogram", 5, X, Y);
  plot_pen_map(p, 0.5, 1);
  plot_inset(p, 0.6, 0.6, 0.3, 0.3);
  plot_axes(p, 0, 4, 3, -1, 0, NULL, NULL); /* backwards */
  plot_image(p, "image", 3, 2, Y, 0, 1);
  plot_panel(p, 1);
  plot_axes(p, -2, 2, -2, 2, PLOT_EQUAL, NULL, NULL);
  plot_arrows(p, "arrows", 6, X, Y, Z, W, 0.1);
  plot_text(p, 0, 0, "lb", "no \"series\", a text");
  plot_line(p, "$H_0$, the \"null\"", 1, X, Y);
  plot_title(p, "title");
  plot_bar(p, 0, 1, "bar");
  plot_end(p);
  base_commit();
}
static void fill(void)
{
  for (int i = 0; i < 6; i++) X[i] = -1.5 + i / 3.0 + i * i / 7.0, Y[i] = next(), Z[i] = next() / 3, W[i] = -next() * 1e-7;
}
static int same(double a, double b) { return a == b || (isnan(a) && isnan(b)); }
static void row_is(int i, int panel, const char *kind, double x, double y, double z, double w)
{
  Row *r = &rows[i];
  cr_assert(r->panel == panel && strcmp(r->kind, kind) == 0 && strcmp(r->series, kind) == 0, "row %d: %d %s %s", i, r->panel, r->series, r->kind);
  cr_assert(same(r->v[0], x) && same(r->v[1], y) && same(r->v[2], z) && same(r->v[3], w), "row %d: %.17g %.17g %.17g %.17g", i, r->v[0], r->v[1], r->v[2], r->v[3]);
}
/* Tolerance: none, equality to the bit; centres of cells to 1e-15, their rounding. */
Test(plot, table, .init = enter, .fini = leave)
{
  const double empty = -INFINITY;
  fill();
  Y[2] = NAN, Z[3] = INFINITY, X[4] = 1e300;
  cr_assert_eq(child_run(draw_all, said, sizeof said), 0, "%s", said);
  cr_assert_eq(read_table("all.csv"), 4 * 6 + 5 + 6 + 6 + 1);
  for (int i = 0; i < 6; i++) {
    row_is(i, 0, "line", X[i], Y[i], empty, empty);
    row_is(6 + i, 0, "points", X[i], Y[i], empty, empty);
    row_is(12 + i, 0, "band", X[i], Y[i], Z[i], empty);
    row_is(18 + i, 0, "errors", X[i], Y[i], Z[i], empty);
    if (i < 5) row_is(24 + i, 0, "histogram", X[i], Y[i], X[i + 1], empty);
    row_is(35 + i, 1, "arrows", X[i], Y[i], Z[i], W[i]);
    cr_assert_str_eq(rows[29 + i].kind, "image"); /* cells 4/3 wide and 2 high, the first row at y=3 because the axis runs backwards */
    cr_assert(rows[29 + i].panel == 2 && fabs(rows[29 + i].v[0] - (i % 3 + 0.5) * 4 / 3) < 1e-15 && fabs(rows[29 + i].v[1] - (i / 3 ? 0 : 2)) < 1e-15);
    cr_assert(same(rows[29 + i].v[2], Y[i]));
  }
  cr_assert_str_eq(rows[41].series, "$H_0$, the \"null\"");
}

/* ---- the page ------------------------------------------------------------------------------------------------------------------------------------ */
static double page_height, ratio;
static void draw_page(void)
{
  begin();
  Plot *p = plot_new("page", 100, page_height);
  plot_axes(p, 0, 10, 0, 10 * ratio, PLOT_EQUAL, NULL, NULL);
  plot_line(p, "diagonal", 2, (double[]){ 0, 10 }, (double[]){ 0, 10 * ratio });
  plot_end(p);
  base_commit();
}
static void box_of(double *w, double *h)
{
  size_t n;
  cr_assert_eq(child_run(draw_page, said, sizeof said), 0, "%s", said);
  char *pdf = whole("page.pdf", &n), *box = NULL;
  for (size_t i = 0; i + 9 < n && box == NULL; i++) if (memcmp(pdf + i, "/MediaBox", 9) == 0) box = pdf + i;
  cr_assert(box != NULL && sscanf(box, "/MediaBox [ 0 0 %lf %lf ]", w, h) == 2, "no page");
  free(pdf);
}
/* Tolerance: 1e-5 points, as the file has six decimals; 12 points where labels differ in width. */
Test(plot, page, .init = enter, .fini = leave)
{
  double w, h, free_height[3];
  page_height = 40, ratio = 1;
  box_of(&w, &h);
  /* a point is 1/72 inch, an inch 25.4 mm; the file has six decimals */
  cr_assert(fabs(w - 100 * 72 / 25.4) < 1e-5 && fabs(h - 40 * 72 / 25.4) < 1e-5, "%g by %g points", w, h);
  page_height = 0;
  for (int k = 0; k < 3; k++) ratio = k + 1, box_of(&w, &free_height[k]);
  /* a box that is twice as high in data is twice as high on the page; labels differ by a few points in width */
  double a = free_height[1] - free_height[0], b = free_height[2] - free_height[1];
  cr_assert(fabs(a - b) < 12 && a > 0.9 * w && a < w, "heights %g %g %g", free_height[0], free_height[1], free_height[2]);
}
/* Tolerance: none, equality of bytes. */
Test(plot, bytes, .init = enter, .fini = leave)
{
  size_t n[4];
  char *b[4];
  fill();
  for (int k = 0; k < 4; k += 2) {
    cr_assert_eq(child_run(draw_all, said, sizeof said), 0, "%s", said);
    b[k] = whole("all.pdf", &n[k]), b[k + 1] = whole("all.csv", &n[k + 1]);
  }
  for (int k = 0; k < 2; k++) cr_assert(n[k] == n[k + 2] && memcmp(b[k], b[k + 2], n[k]) == 0, "two runs differ");
  /* within a second the clock could agree by chance: the date in the file must be the fixed one */
  char *date = NULL;
  for (size_t i = 0; i + 24 < n[0] && date == NULL; i++) if (memcmp(b[0] + i, "/CreationDate (", 15) == 0) date = b[0] + i + 15;
  cr_assert(date != NULL && strncmp(date + (date[0] == 'D' ? 2 : 0), "20000101", 8) == 0, "the file has a date of its own");
  for (int k = 0; k < 4; k++) free(b[k]);
}

/* ---- what is on the page, as pdftoppm sees it ------------------------------------------------------------------------------------------------------- */
static int pw, ph;
static unsigned char *pixels;
static void look(const char *name) /* at 144 dots an inch, two pixels a point */
{
  char command[400];
  snprintf(command, sizeof command, "pdftoppm -r 144 -aa no -aaVector no '%s/%s.pdf' 2>&1", folder, name);
  FILE *f = popen(command, "r");
  cr_assert(f != NULL && fscanf(f, "P6 %d %d 255", &pw, &ph) == 2, "pdftoppm (package poppler-utils) does not run");
  fgetc(f);
  pixels = malloc((size_t)pw * (size_t)ph * 3);
  cr_assert_eq(fread(pixels, 3, (size_t)pw * (size_t)ph, f), (size_t)pw * (size_t)ph);
  pclose(f);
}
static int coloured(int x, int y) /* neither grey nor white */
{
  unsigned char *c = pixels + 3 * (y * pw + x);
  int low = c[0] < c[1] ? c[0] : c[1], high = c[0] > c[1] ? c[0] : c[1];
  return (high > c[2] ? high : c[2]) - (low < c[2] ? low : c[2]) > 30;
}
static void bounds(int *left, int *right, int *top, int *bottom)
{
  *left = pw, *right = -1, *top = ph, *bottom = -1;
  for (int y = 0; y < ph; y++)
    for (int x = 0; x < pw; x++)
      if (coloured(x, y)) {
        if (x < *left) *left = x;
        if (x > *right) *right = x;
        if (y < *top) *top = y;
        *bottom = y;
      }
}
static void draw_image(void)
{
  begin();
  Plot *p = plot_new("image", 60, 60);
  plot_axes(p, 0, 1, 0, 1, 0, NULL, NULL);
  plot_image(p, "image", 2, 2, (double[]){ 0.1, 0.4, 0.7, 1.0 }, 0, 1);
  plot_end(p);
  base_commit();
}
/* Tolerance: 1.5 of 256 levels, since a colour is rounded twice. */
Test(plot, image, .init = enter, .fini = leave)
{
  int l, r, t, b;
  cr_assert_eq(child_run(draw_image, said, sizeof said), 0, "%s", said);
  look("image");
  bounds(&l, &r, &t, &b);
  cr_assert(r - l > 200 && b - t > 200, "the image does not fill the axes");
  for (int k = 0; k < 4; k++) { /* in the middle of each cell, the bottom row first, rounded to one of 256 levels */
    int x = l + (2 * (k % 2) + 1) * (r - l) / 4, y = b - (2 * (k / 2) + 1) * (b - t) / 4;
    double rgb[3];
    plot_colour(rgb, 0.1 + 0.3 * k);
    for (int c = 0; c < 3; c++)
      cr_assert(fabs(pixels[3 * (y * pw + x) + c] - 255 * rgb[c]) < 1.5, "cell %d, channel %d: %d for %g", k, c, pixels[3 * (y * pw + x) + c], 255 * rgb[c]);
  }
  free(pixels);
}
static void draw_gaps(void)
{
  begin();
  Plot *p = plot_new("gaps", 60, 60);
  double x[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 }, y[] = { 5, 5, 5, NAN, 5, 5, INFINITY, 5, 5 }, up[] = { 4, 4 }, far[] = { -1e300, 1e300 };
  plot_axes(p, 0, 8, 0, 10, 0, NULL, NULL);
  plot_pen(p, PLOT_BLUE, 2, PLOT_SOLID);
  plot_line(p, "horizontal", 9, x, y);
  plot_line(p, "vertical", 2, up, far);
  plot_pen(p, PLOT_VERMILLION, 2, PLOT_SOLID);
  plot_points(p, "outside", 2, (double[]){ 9, NAN }, (double[]){ 5, 5 }, PLOT_DISC);
  plot_end(p);
  base_commit();
}
/* Tolerance: 6 pixels of some 300, the rounding of four ends. */
Test(plot, gaps, .init = enter, .fini = leave)
{
  int l, r, t, b, run = 0, runs = 0, columns = 0;
  cr_assert_eq(child_run(draw_gaps, said, sizeof said), 0, "%s", said);
  look("gaps");
  bounds(&l, &r, &t, &b); /* the lines touch all four ends of the axes, and with half their width no more */
  int middle = (t + b) / 2;
  for (int x = l; x <= r + 1; x++) {
    int on = x <= r && coloured(x, middle);
    columns += on;
    if (on && run == 0) runs++;
    run = on;
  }
  cr_assert_eq(runs, 3, "%d pieces, not 0 to 2, 4 to 5 and 7 to 8", runs);
  /* four eighths of the width; each of the four ends in a gap is rounded by half a pen, a point or two pixels */
  cr_assert(fabs(columns - 0.5 * (r - l) - 8) < 6, "%d of %d columns", columns, r - l);
  cr_assert(l > 4 && t >= 4 && b < ph - 20, "the line leaves the axes: %d %d %d %d of %d", l, r, t, b, ph);
  free(pixels);
}

/* ---- refusals ---------------------------------------------------------------------------------------------------------------------------------------- */
static double low_end, high_end;
static unsigned flags;
static const char *label;
static void axes(void)
{
  begin();
  Plot *p = plot_new("axes", 60, 40);
  plot_axes(p, low_end, high_end, 0, 1, flags, label, NULL);
  plot_end(p);
  base_commit();
}
static int refused(double low, double high, unsigned f, const char *l)
{
  low_end = low, high_end = high, flags = f, label = l;
  return child_run(axes, said, sizeof said) == BASE_BUG;
}
static void no_axes(void) { begin(); Plot *p = plot_new("none", 60, 40); plot_line(p, "a", 1, X, Y); }
static void twice(void) { begin(); Plot *p = plot_new("twice", 60, 40); for (int k = 0; k < 2; k++) plot_axes(p, 0, 1, 0, 1, 0, NULL, NULL); }
/* Tolerance: none, equality of exit statuses. */
Test(plot, refusals, .init = enter, .fini = leave)
{
  cr_assert(refused(1, 1, 0, NULL), "an empty axis");
  cr_assert(refused(0, INFINITY, 0, NULL), "an infinite axis");
  cr_assert(refused(NAN, 1, 0, NULL), "an axis that is not a number");
  cr_assert(refused(1, 1 + 1e-12, 0, NULL), "an axis of rounding errors");
  cr_assert(refused(0, 1, PLOT_LOG_X, NULL), "a logarithmic axis from 0");
  cr_assert(refused(-1, 1, PLOT_LOG_X, NULL), "a logarithmic axis from -1");
  cr_assert(refused(0, 1, 0, "$x"), "a dollar without its partner");
  cr_assert(refused(0, 1, 0, "$x_{1$"), "an open brace");
  cr_assert(refused(0, 1, 0, "a label that is much longer than the page is wide, and so cannot be set without being cut"), "a long label");
  cr_assert(refused(0, 1, 0, "\u6f22"), "a character that the font lacks");
  cr_assert(child_run(no_axes, said, sizeof said) == BASE_BUG && child_run(twice, said, sizeof said) == BASE_BUG);
  cr_assert_eq(child_files(folder), 0, "a refused figure leaves files");
  cr_assert(!refused(1, 1e-9, PLOT_LOG_X, "time $t$"), "%s", said); /* backwards is allowed */
  cr_assert(!refused(0, 1, 0, "$\u221a\u03b1\u03b2\u03b3\u03b4\u03b5\u03b6\u03b7\u03b8\u03bb\u03bc\u03bd\u03be\u03c0\u03c1\u03c3\u03c4\u03c6\u03c7\u03c8\u03c9$"), "%s", said);
  cr_assert(!refused(0, 1, 0, "$\u0393\u0394\u0398\u039b\u03a3\u03a6\u03a8\u03a9s\u0303x\u0302\u2202\u2207\u222b\u221e\u2248\u2264\u2265\u00b1\u00d7\u2016$"), "%s", said);

}
static void without_font(void)
{
  char name[96];
  snprintf(name, sizeof name, "%s/fonts.conf", folder);
  setenv("FONTCONFIG_FILE", name, 1);
  axes();
}
static void ready_without_font(void)
{
  char name[96];
  begin();
  snprintf(name, sizeof name, "%s/fonts.conf", folder);
  setenv("FONTCONFIG_FILE", name, 1);
  plot_ready();
}
/* Tolerance: none, equality of messages and of exit statuses. */
Test(plot, font, .init = enter, .fini = leave)
{
  FILE *f = fopen(file("fonts.conf"), "w"); /* all that is installed but this family */
  fprintf(f, "<?xml version=\"1.0\"?>\n<fontconfig><include>/etc/fonts/fonts.conf</include><selectfont><rejectfont><pattern><patelt name=\"family\">"
    "<string>TeX Gyre Pagella</string></patelt></pattern></rejectfont></selectfont></fontconfig>\n");
  fclose(f);
  low_end = 0, high_end = 1, flags = 0, label = NULL;
  cr_assert_eq(child_run(without_font, said, sizeof said), BASE_WORLD, "%s", said);
  cr_assert(strstr(said, "TeX Gyre Pagella is not installed") != NULL, "%s", said);
  cr_assert_eq(child_files(folder), 1, "an unfinished figure is left");
  cr_assert_eq(child_run(ready_without_font, said, sizeof said), BASE_WORLD, "the font is not asked for before the first figure");
}
static void full(void) /* a limit on the size of a file fails as a full disk does, once its signal is ignored */
{
  struct rlimit limit = { 2000, 2000 };
  setrlimit(RLIMIT_FSIZE, &limit);
  draw_all();
}
/* Tolerance: none, equality of messages and of exit statuses. */
Test(plot, full, .init = enter, .fini = leave)
{
  fill();
  cr_assert_eq(child_run(full, said, sizeof said), BASE_WORLD, "%s", said);
  cr_assert(strstr(said, "cannot write") != NULL && strstr(said, "all.pdf: File too large") != NULL, "%s", said);
  cr_assert_eq(child_files(folder), 0, "an unfinished figure is left");
}
