/* Tests of cli: what the command line says, and how it is refused.  Nothing here is random. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include "cli.h"
#include "child.h"

static int points;
static double step;
static const CliParam table[] = {
  { "points", CLI_INT, &points, 40, 2, 1000, "grid points" },
  { "step", CLI_REAL, &step, 0.25, 0, 1, "length of a step" },
};
static char folder[64], said[8192], *words[16];
static void enter(void) { strcpy(folder, child_folder()); }
static void leave(void) { char c[128]; snprintf(c, sizeof c, "rm -rf '%s'", folder); if (system(c) != 0) abort(); }

/* the body of a child: parse the words of the test, and print what was understood */
static void parse(void)
{
  int n = 0;
  while (words[n] != NULL) n++;
  cli_begin(n, words, "prog", table, 2);
  printf("%d %g %llu %d %d %s", points, step, (unsigned long long)cli_seed(), cli_quick(), cli_changed(), cli_out());
}
static int run(const char *line) /* the words of the line after --out FOLDER/new */
{
  static char copy[512];
  int n = 0;
  snprintf(copy, sizeof copy, "prog --out %s/new %s", folder, line);
  for (char *w = strtok(copy, " "); w != NULL; w = strtok(NULL, " ")) words[n++] = w;
  words[n] = NULL;
  return child_run(parse, said, sizeof said);
}
static void expect(const char *line, const char *answer)
{
  char want[256];
  int status = run(line);
  snprintf(want, sizeof want, "%s %s/new", answer, folder);
  cr_assert_eq(status, 0, "'%s' ends with %d: %s", line, status, said);
  cr_assert_str_eq(said, want, "'%s' is understood as: %s", line, said);
}
static void refuse(const char *line, const char *reason)
{
  cr_assert_eq(run(line), 2, "'%s' is not refused with status 2: %s", line, said);
  cr_assert_not_null(strstr(said, reason), "'%s' is refused with: %s", line, said);
  cr_assert_eq(child_files(folder), 0, "'%s' is refused, and something is written", line);
}

/* Tolerance: none, equality of all digits. */
Test(cli, values, .init = enter, .fini = leave)
{
  expect("", "40 0.25 1 0 0");
  expect("--points 2 --step 1", "2 1 1 0 1");
  expect("--points=1000 --step=1e-3", "1000 0.001 1 0 1");
  expect("--poi 7", "7 0.25 1 0 1");
  expect("--seed 9007199254740991 --quick", "40 0.25 9007199254740991 1 1");
}

/* Tolerance: none, equality of messages and of exit statuses. */
Test(cli, refusals, .init = enter, .fini = leave)
{
  refuse("--points 1O0", "prog: --points takes a whole number from 2 to 1000, not '1O0'");
  refuse("--points 2.5", "--points takes a whole number");
  refuse("--points 1", "from 2 to 1000, not '1'");
  refuse("--points 1001", "from 2 to 1000, not '1001'");
  refuse("--step 1.0001", "prog: --step takes a number from 0 to 1, not '1.0001'");
  refuse("--step -1e-300", "from 0 to 1");
  refuse("--step nan", "not 'nan'");
  refuse("--step inf", "not 'inf'");
  refuse("--step 0,5", "not '0,5'");
  refuse("--seed -1", "--seed takes a whole number");
  refuse("--threads 0", "--threads takes a whole number from 1");
  refuse("--seed 9007199254740994", "from 0 to 9007199254740992, not");
  refuse("--nonsense 3", "prog: '--nonsense' is not an option; the options are --points --step --seed --out --quick --threads --help\n");
  refuse("--s 3", "'--s' is not an option"); /* it begins two */
  refuse("-qx", "'-q' is not an option");
  refuse("--points", "prog: --points takes a whole number from 2 to 1000, and there is none\n");
  refuse("--quick=3", "prog: '--quick=3': this option takes no value\n");
  refuse("--out=", "prog: --out takes the name of a folder, not ''\n");
  refuse("--out", "and there is none");
  refuse("stray", "'stray' is not an option");
}

/* Tolerance: none, lines of at most 80 characters. */
Test(cli, help, .init = enter, .fini = leave)
{
  cr_assert_eq(run("--help"), 0);
  const char *wanted[] = { "--points", "grid points", "from 2 to 1000; default 40", "--step", "length of a step", "from 0 to 1; default 0.25",
    "--seed", "--out", "default figures/prog", "--quick", "--threads", "--help" };
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) cr_assert_not_null(strstr(said, wanted[i]), "no %s in: %s", wanted[i], said);
  for (char *line = strtok(said, "\n"); line != NULL; line = strtok(NULL, "\n")) cr_assert_leq(strlen(line), 80, "too wide: %s", line);
}

extern void omp_set_num_threads(int); /* of <omp.h>, which not every compiler has */
static void print_threads(void) { parse(); printf(" %d", cli_threads()); }
/* Tolerance: none, a whole number. */
Test(cli, threads, .init = enter, .fini = leave)
{
  static char *none[] = { "prog", "--out", folder, NULL };
  memcpy(words, none, sizeof none);
  omp_set_num_threads(5000); /* as OMP_NUM_THREADS does */
  cr_assert_eq(child_run(print_threads, said, sizeof said), 0);
  cr_assert_str_eq(strrchr(said, ' '), " 1024", "%s", said);
}

/* Tolerance: none, a truth value. */
Test(cli, changed, .init = enter, .fini = leave)
{
  expect("--points 40 --step 0.25 --seed 1 --threads 2", "40 0.25 1 0 0"); /* the defaults, typed */
  expect("--points 41", "41 0.25 1 0 1");
  expect("--step 0.5", "40 0.5 1 0 1");
  expect("--seed 2", "40 0.25 2 0 1");
  expect("--quick", "40 0.25 1 1 1");
}

static void show_progress(void) { for (int i = 0; i <= 5; i++) cli_progress("work", i, 5); }
/* Tolerance: none, not a character. */
Test(cli, silent)
{
  cr_assert_eq(child_run(show_progress, said, sizeof said), 0);
  cr_assert_str_eq(said, "", "progress in a pipe: %s", said);
}
