/* Tests of results: numbers and claims on their way to the prose.  Nothing here is random. */
#include <criterion/criterion.h>
#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "cli.h"
#include "child.h"
#include "results.h"

static double size;
static const CliParam table[] = { { "size", CLI_REAL, &size, 1, 0, 2, "a size" } };
static char folder[64], path[128], said[4096], text[8192];
static void enter(void) { strcpy(folder, child_folder()); }
static void leave(void) { char c[128]; snprintf(c, sizeof c, "rm -rf '%s'", folder); if (system(c) != 0) abort(); }
static void begin(const char *value)
{
  static char out[64], val[16];
  static char *words[] = { "prog", "--out", out, "--size", val, NULL };
  strcpy(out, folder);
  strcpy(val, value);
  cli_begin(5, words, "prog", table, 1);
}
static char *file(const char *name) { snprintf(path, sizeof path, "%s/%s", folder, name); return child_text(path, text, sizeof text); }

static void hand_over(void)
{
  begin("1");
  results_number("prog.pi", 3.14159265358979, "%.3f");
  results_quantity("prog.small", 1.5e-7, "%.1e", "s");
  results_within("prog.sharp", 0.5, 0.5, 1);
  results_claim("prog.true", 1);
  exit(results_end());
}
/* Tolerance: none, equality of texts and to the bit. */
Test(results, numbers, .init = enter, .fini = leave)
{
  cr_assert_eq(child_run(hand_over, said, sizeof said), 0, "%s", said);
  cr_assert_str_eq(file("results.tex"), "% prog: standard parameters\n\\defnumber{prog.pi}{3.142}{1}\n\\defnumber{prog.small}{1.5e-07}{s}\n"
    "\\defclaim{prog.sharp}\n\\defclaim{prog.true}\n\\defparameters{prog}{%\n  \\parameter{size}{1}{0}{2}{a size}%\n}\n");
  double value, other;
  cr_assert_eq(sscanf(file("results.csv"), "name,value,unit\nprog.pi,%lf,1\nprog.small,%lf,s\n", &value, &other), 2, "results.csv: %s", text);
  cr_assert(value == 3.14159265358979 && other == 1.5e-7);
}

static void other_stem(void) { begin("1"); results_number("prof.pi", 1, "%.1f"); }
static void twice(void) { begin("1"); results_number("prog.a", 1, "%.1f"); results_number("prog.a", 1, "%.1f"); }
static void infinite(void) { begin("1"); results_number("prog.a", 1 / size - INFINITY, "%.1f"); }
static void integer_format(void) { begin("1"); results_number("prog.a", 1, "%d"); }
static void two_formats(void) { begin("1"); results_number("prog.a", 1, "%f%f"); }
static void bad_name(void) { begin("1"); results_number("prog.a b", 1, "%f"); }
/* Tolerance: none, equality of messages and of exit statuses. */
Test(results, refusals, .init = enter, .fini = leave)
{
  cr_assert_eq(child_run(other_stem, said, sizeof said), 3, "a name of another program");
  cr_assert_eq(child_run(twice, said, sizeof said), 3, "a name given twice");
  cr_assert_eq(child_run(infinite, said, sizeof said), 1, "a number that is not finite");
  cr_assert_str_eq(said, "prog: the number prog.a is not finite\n");
  cr_assert_eq(child_run(integer_format, said, sizeof said), 3, "an integer's format");
  cr_assert_eq(child_run(two_formats, said, sizeof said), 3, "two conversions");
  cr_assert_eq(child_run(bad_name, said, sizeof said), 3, "a blank in a name");
}

static const char *parameter;
static double measured;
static void claim(void)
{
  begin(parameter);
  double one = 1;
  results_csv("data", 1, 1, "x", &one);
  results_within("prog.bounded", measured, 1, 2);
  exit(results_end());
}
static int claim_with(const char *p, double m) { parameter = p; measured = m; return child_run(claim, said, sizeof said); }
/* Tolerance: none, intervals are closed to the bit. */
Test(results, claims, .init = enter, .fini = leave)
{
  cr_assert_eq(claim_with("1", 2), 0, "bounds are part of the interval: %s", said);
  cr_assert_eq(claim_with("1", 1), 0, "bounds are part of the interval: %s", said);
  cr_assert_str_eq(file("claims.csv"), "claim,value,low,high\nprog.bounded,1,1,2\n");
  int files = child_files(folder);
  cr_assert_eq(claim_with("1", 2.5), 1, "a broken claim ends the unchanged run");
  cr_assert_str_eq(said, "prog: the claim prog.bounded does not hold: measured 2.5, where 1 to 2 is claimed\n");
  cr_assert_str_eq(file("claims.csv"), "claim,value,low,high\nprog.bounded,1,1,2\n", "the old files are as they were");
  cr_assert_eq(child_files(folder), files, "nothing else is left");
  cr_assert_eq(claim_with("1", 0.5), 1);
  cr_assert_eq(claim_with("1", NAN), 1, "no interval holds a NaN");
  cr_assert_eq(claim_with("0.5", 2.5), 0, "with changed parameters it is only reported");
  cr_assert_not_null(strstr(said, "does not hold with these options"), "%s", said);
  cr_assert_eq(strncmp(file("results.tex"), "% prog: changed parameters\n", 27), 0);
}

static const double awkward[6] = { 0.1, 1.0 / 3, 2.2250738585072014e-308, -1.7976931348623157e308, 4.9406564584124654e-324, 123456789.12345679 };
static void write_csv(void) { begin("1"); results_csv("data", 3, 2, "a,b", awkward); exit(results_end()); }
/* Tolerance: none, equality to the bit, since 17 digits determine a double. */
Test(results, csv, .init = enter, .fini = leave)
{
  cr_assert_eq(child_run(write_csv, said, sizeof said), 0, "%s", said);
  char *c = file("data.csv");
  cr_assert_eq(strncmp(c, "a,b\n", 4), 0);
  c += 4;
  for (int i = 0; i < 6; i++) { /* seventeen digits determine a double, so equality is exact */
    double x = strtod(c, &c);
    cr_assert_eq(memcmp(&x, &awkward[i], sizeof x), 0, "element %d reads back as %.17g", i, x);
    cr_assert_eq(*c++, i % 2 ? '\n' : ',');
  }
}

static void write_npy(void) { size_t shape[2] = { 3, 2 }; begin("1"); results_npy("data", 2, shape, awkward); results_npy("line", 1, shape, awkward); exit(results_end()); }
/* Tolerance: none, equality of bytes. */
Test(results, npy, .init = enter, .fini = leave)
{ /* against the definition of the format, version 1.0 */
  cr_assert_eq(child_run(write_npy, said, sizeof said), 0, "%s", said);
  unsigned char *b = (unsigned char *)file("data.npy");
  cr_assert_eq(memcmp(b, "\x93NUMPY\x01\x00", 8), 0);
  size_t length = b[8] + 256u * b[9];
  cr_assert_eq((10 + length) % 64, 0, "the data begin at byte %zu", 10 + length);
  cr_assert_eq(b[9 + length], '\n');
  cr_assert_eq(memcmp(b + 10, "{'descr': '<f8', 'fortran_order': False, 'shape': (3,2,), }", 59), 0, "the header is %.80s", (char *)b + 10);
  for (int i = 0; i < 6; i++) {
    uint64_t bits = 0, want;
    for (int k = 7; k >= 0; k--) bits = bits << 8 | b[10 + length + 8 * (size_t)i + (size_t)k];
    memcpy(&want, &awkward[i], sizeof want);
    cr_assert_eq(bits, want);
  }
  cr_assert_not_null(strstr(file("line.npy") + 10, "(3,)"));
}
