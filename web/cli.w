@* The command line.
\label{ch:cli}%
Every chapter is a program, and every program has a handful of numbers that a reader wants to change: the number of grid points, the
step, the seed. They stand in one table, with a name, a default, a range and a meaning. Whatever speaks of a parameter reads that table: the
option that sets it, the message that refuses a value, the text of \.{--help}, and the table that the book prints. So they cannot disagree.
@^parameters of a program@>

All programs share five options: \.{--seed} for the random numbers, \.{--out} for the folder of the results, \.{--quick} for small sizes
that finish in a moment, \.{--threads}, and \.{--help}. What they compute does not depend on \.{--threads}.

@ A row of the table points at the variable that it sets. Ranges are closed, and given as doubles, which hold every |int| exactly.

@(cli.h@>=
#ifndef CLI_H
#define CLI_H
#include <stdint.h>
@#
typedef enum { CLI_INT, CLI_REAL } CliKind;
typedef struct {
  const char *name; /* without the dashes */
  CliKind kind;
  void *value; /* |int *| or |double *|, as |kind| says */
  double standard, low, high; /* the default, and the closed range */
  const char *meaning; /* for the help and the book; plain text */
} CliParam;
@#
@<Prototypes of the command line@>@;
@#
#endif

@ @<Prototypes of the command line@>=
void cli_begin(int argc, char **argv, const char *stem, const CliParam *table, int n);
  /* sets the |n| parameters to their defaults, then to what the command line says; a mistake there
     prints one line and exits with status |BASE_USAGE| before anything is written; makes the folder,
     and stops with |BASE_WORLD| if nothing can be written there */
const char *cli_stem(void); /* the |stem| given to |cli_begin| */
const char *cli_out(void); /* the folder for results: \.{figures/STEM} unless \.{--out} says otherwise */
uint64_t cli_seed(void);
int cli_quick(void); /* whether small sizes are asked for */
int cli_threads(void); /* number of threads, at least 1 */
int cli_changed(void); /* whether any option but the number of threads and the folder differs from its default */
int cli_parameters(const CliParam **table); /* the table, and its length */
char *cli_path(const char *name, const char *extension);
  /* a new string \.{OUT/name.extension}, to be freed */
void cli_progress(const char *what, double done, double total);
  /* a bar with rate and remaining time, on a terminal; nothing elsewhere */

@ @(cli.c@>=
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#if defined _OPENMP
#include <omp.h>
#endif
#if defined __SSE__
#include <xmmintrin.h>
#endif
#include "base.h"
#include "cli.h"
@#
@<Private state of the command line@>@;
@<Functions for values of options@>@;
@<Functions for the help text@>@;
@<Function |cli_begin|@>@;
@<Functions that tell what the command line said@>@;
@<Functions for progress@>@;

@ The five shared options have a table of their own in the same shape, except that the folder is a string and two of them are switches.

@<Private state of the command line@>=
enum { MOST=32, SHARED=5, MOST_THREADS=1024 }; /* parameters of one program at most; shared options; threads */
static const double largest_seed=9007199254740992.0;
enum { SEED=2000, OUT, QUICK, THREADS, HELP }; /* what |getopt_long| returns for them; beyond any character */
static const char *stem="book";
static const CliParam *parameters;
static int parameter_count;
static const char *out;
static double seed=1, threads=0; /* zero: not asked for */
static int quick;

@*1 Values.
C has two habits that make a poor command line. Conversion stops at the first odd character, so that \.{1O0} is read as~1; and a number
too large to represent becomes infinity, or worse. Here the whole word has to be a number, finite and in range, and an integer where an integer is meant.
The message repeats the word as it was typed, and the range from the table.
@^locale@>
No program of this book calls |setlocale|, so the decimal sign is a point wherever the reader lives.

@<Functions for values of options@>=
_Noreturn static void usage(const char *text, const char *name, const char *word, double low, double high)
{
  fprintf(stderr, "%s: --%s takes %s from %.16g to %.16g, ", stem, name, text, low, high);
  if (word==NULL) fprintf(stderr, "and there is none\n");
  else fprintf(stderr, "not '%s'\n", word);
  exit(BASE_USAGE);
}
@#
static double number(const char *name, CliKind kind, double low, double high, const char *word)
{
  char *end=NULL;
  double x=word==NULL ? NAN : strtod(word, &end);
  int wrong=end==word || *end!='\0' || !isfinite(x) || x<low || x>high;
  if (kind==CLI_INT && (wrong || x!=floor(x))) usage("a whole number", name, word, low, high);
  if (wrong) usage("a number", name, word, low, high);
  return x;
}

@ A folder may have any name but the empty one. Who asks for an option that does not exist is told which do.

@<Functions for values of options@>=
static const char *folder_name(const char *word)
{
  if (word!=NULL && *word!='\0') return word;
  fprintf(stderr, "%s: --out takes the name of a folder, %s\n", stem, word==NULL ? "and there is none" : "not ''");
  exit(BASE_USAGE);
}
@#
_Noreturn static void not_an_option(const char *word, const struct option *options)
{
  fprintf(stderr, "%s: '%s' is not an option; the options are", stem, word);
  for (const struct option *o=options; o->name!=NULL; o++) fprintf(stderr, " --%s", o->name);
  fputc('\n', stderr);
  exit(BASE_USAGE);
}

@ A table with a default outside its range is a bug of the chapter, found the first time that the chapter runs.

@<Functions for values of options@>=
static void set(const CliParam *p, double x)
{
  if (p->kind==CLI_INT) *(int *)p->value=(int)x;
  else *(double *)p->value=x;
}
@#
static double get(const CliParam *p)
{
  return p->kind==CLI_INT ? *(int *)p->value : *(double *)p->value;
}
@#
static void set_defaults(void)
{
  for (int i=0; i<parameter_count; i++) {
    const CliParam *p=&parameters[i];
    base_require(p->low<=p->standard && p->standard<=p->high,
      "the default of --%s is out of its range", p->name);
    base_require(p->kind==CLI_REAL || (p->low>=INT_MIN && p->high<=INT_MAX),
      "the range of --%s is too wide for an int", p->name);
    set(p, p->standard);
  }
}

@*1 Help.
The help is made for a terminal of eighty columns.

@<Functions for the help text@>=
static void print_help(void)
{
  printf("usage: %s [--option value ...]\n\n", stem);
  for (int i=0; i<parameter_count; i++) {
    const CliParam *p=&parameters[i];
    printf("  --%-10s %s\n%15sfrom %.10g to %.10g; default %.10g\n",
      p->name, p->meaning, "", p->low, p->high, p->standard);
  }
  printf("  --seed       seed of the random numbers, a whole number; default 1\n");
  printf("  --out        folder for figures and numbers; default figures/%s\n", stem);
  printf("  --quick      small sizes, for a first look and for tests\n");
  printf("  --threads    number of threads; the results do not depend on it\n");
  printf("  --help       this text\n");
  if (fflush(stdout)!=0) base_fail("cannot write to the standard output: %s", strerror(errno));
}

@*1 Parsing.
The parser is |getopt_long| of the C library, which readers' fingers know: \.{--points 40} and \.{--points=40}, and any prefix
that is unique. It gets its table from ours.

@<Function |cli_begin|@>=
void cli_begin(int argc, char **argv, const char *name, const CliParam *table, int n)
{
  struct option options[MOST+SHARED+1];
  int choice;
  base_require(n>=0 && n<=MOST, "cli_begin: at most %d parameters, not %d", MOST, n);
  stem=name; @+ parameters=table; @+ parameter_count=n;
  base_begin(stem);
  set_defaults();
  @<Build the table for |getopt_long|@>@;
  opterr=0;
  while ((choice=getopt_long(argc, argv, ":", options, NULL))!=-1)
    @<Take one option of the command line, or exit@>@;
  if (optind<argc) not_an_option(argv[optind], options);
  @<Make the folder for results, and set the number of threads@>@;
  @<Take numbers below the normal range for zero@>@;
}

@ @<Build the table for |getopt_long|@>=
static const struct option shared[SHARED+1]={
  {"seed", required_argument, NULL, SEED}, {"out", required_argument, NULL, OUT},@|
  {"quick", no_argument, NULL, QUICK}, {"threads", required_argument, NULL, THREADS},@|
  {"help", no_argument, NULL, HELP}, {NULL, 0, NULL, 0}
};
for (int i=0; i<n; i++) {
  options[i].name=table[i].name;
  options[i].has_arg=required_argument;
  options[i].flag=NULL;
  options[i].val=1000+i;
}
memcpy(options+n, shared, sizeof shared);

@ A seed is a whole number up to $2^{53}$, the last to which all whole numbers are doubles. An option without the value that it takes is treated
like one with a wrong value: |getopt_long| returns a colon, and the option in |optopt|. For what it does not know it returns a question mark.

@<Take one option of the command line, or exit@>=
{
  if (choice==':') choice=optopt, optarg=NULL;
  switch (choice) {
  case SEED: seed=number("seed", CLI_INT, 0, largest_seed, optarg); break;
  case OUT: out=folder_name(optarg); break;
  case QUICK: quick=1; break;
  case THREADS: threads=number("threads", CLI_INT, 1, MOST_THREADS, optarg); break;
  case HELP: print_help(); exit(0);
  case '?': @<Refuse the option that |getopt_long| refused@>@; @+ break;
  default: {
      const CliParam *p=&table[choice-1000];
      set(p, number(p->name, p->kind, p->low, p->high, optarg));
    }
  }
}

@ Three things are refused there: a long option that is none, or that begins several; a short one, of which there are none; and a switch with a value.

@<Refuse the option that |getopt_long| refused@>=
{
  char letter[3]={'-', (char)optopt, '\0'};
  if (optopt>=SEED) {
    fprintf(stderr, "%s: '%s': this option takes no value\n", stem, argv[optind-1]);
    exit(BASE_USAGE);
  }
  not_an_option(optopt!=0 ? letter : argv[optind-1], options);
}

@ @<Make the folder for results, and set the number of threads@>=
if (out==NULL) {
  size_t room=strlen(stem)+16;
  char *folder=base_new(room, 1); /* lives as long as the program */
  snprintf(folder, room, "figures/%s", stem);
  out=folder;
}
base_folder(out); /* whatever the environment says, there are not more threads than can be asked for */
#if defined _OPENMP
if (threads==0) threads=omp_get_max_threads()<MOST_THREADS ? omp_get_max_threads() : MOST_THREADS;
omp_set_num_threads((int)threads);
#else
threads=1;
#endif

@ The tails of a density soon hold numbers below $10^{-308}$, which the format represents with fewer digits and many processors handle much more slowly than
others. No result of this book hangs on them, so the processor is told to take them for zero. Threads inherit the setting from the thread that starts them.
@^subnormal numbers@>

@<Take numbers below the normal range for zero@>=
#if defined __SSE__
_mm_setcsr(_mm_getcsr() | 0x8040u); /* results below the range become zero, and so do operands */
#endif

@*1 What the command line said.
The rest of the book asks, and changes nothing.

@<Functions that tell what the command line said@>=
const char *cli_stem(void) { return stem; }
const char *cli_out(void) { return out; }
uint64_t cli_seed(void) { return (uint64_t)seed; }
int cli_quick(void) { return quick; }
int cli_threads(void) { return (int)threads; }
int cli_parameters(const CliParam **table)
{
  *table=parameters;
  return parameter_count;
}

@ A run counts as changed when its numbers can differ from those that the book prints. The claims of the book are promises about the
unchanged run; with other parameters they are only observations, and Appendix~\ref{ch:results} treats them so.

@<Functions that tell what the command line said@>=
int cli_changed(void)
{
  int changed=quick || seed!=1;
  for (int i=0; i<parameter_count; i++)
    changed|=get(&parameters[i])!=parameters[i].standard;
  return changed;
}
@#
char *cli_path(const char *name, const char *extension)
{
  size_t room=strlen(out)+strlen(name)+strlen(extension)+3;
  char *path=base_new(room, 1);
  snprintf(path, room, "%s/%s.%s", out, name, extension);
  return path;
}

@*1 Progress.
A program that is silent for a minute looks as if it hung. On a terminal a bar shows how far it is, at what rate, and how long the rest
will take at that rate; in a pipe or under make nothing is printed, so that logs stay readable. Seconds appear here and nowhere else: no clock
enters a figure or a number of the book. The bar is redrawn at most ten times a second.
@^clock@>

@<Functions for progress@>=
static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec+1e-9*(double)t.tv_nsec;
}

@ @<Functions for progress@>=
void cli_progress(const char *what, double done, double total)
{
  static double begun, drawn;
  enum { width=30 };
  char bar[width+1];
  double t=now();
  if (done<=0) begun=t;
  if (!isatty(STDERR_FILENO) || !(total>0)) return;
  if (done>0 && done<total && t-drawn<0.1) return;
  drawn=t;
  int full=(int)(width*fmin(fmax(done/total, 0), 1));
  memset(bar, '.', width);
  memset(bar, '#', (size_t)full);
  bar[width]='\0';
  double rate=t>begun ? done/(t-begun) : 0;
  fprintf(stderr, "\r%s [%s] %3.0f%%  %.3g/s  %.0f s left ", what, bar, 100*done/total, rate,
    rate>0 ? (total-done)/rate : 0);
  if (done>=total) fputc('\n', stderr);
}

@*1 Checks.
\tested{cli}{values} Parameters take defaults, then what the command line sets; \tested{cli}{refusals} every kind of wrong value exits with status~2,
names the option and its range, and writes nothing; \tested{cli}{help} the help names every parameter of the table with its default and range;
a program starts no more threads than can be asked for, \tested{cli}{threads} whatever the environment says; \tested{cli}{changed} a run is marked as changed exactly when a number could differ; \tested{cli}{silent} progress prints nothing when there is no terminal.
