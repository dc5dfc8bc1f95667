@* Numbers and claims.
\label{ch:results}%
A number that somebody copied from a terminal into a manuscript is wrong from the next change of the program on. In this book the
program hands each number to the prose under a name; the prose asks for the name. The same holds for sentences: where the text says that one
error is smaller than another, the program has checked the comparison in the run that drew the figures beside it, and the build stops if it does not hold.
@^numbers, never typed@>
@^claims@>

@ The interface. Names begin with the stem of the chapter and a point, as in \.{heat.order}.

@(results.h@>=
#ifndef RESULTS_H
#define RESULTS_H
#include <stddef.h>
@#
void results_number(const char *name, double value, const char *format);
  /* makes |value| known to the prose as \.{\char92num\char123 name\char125}, printed by |format|, one |printf| conversion of a |double| */
void results_quantity(const char *name, double value, const char *format, const char *unit);
  /* the same for a number with a unit, as |"s"| or |"bytes"|, which the prose prints after it */
void results_claim(const char *name, int holds);
  /* the sentence marked \.{\char92claim\char123 name\char125} is true */
void results_within(const char *name, double value, double low, double high);
  /* the same, true if |low<=value| and |value<=high|; value and bounds are kept for the ledger of claims */
void results_less(const char *name, double value, double high);
  /* the same, true if |value<high|: the one measured number is smaller than the other */
void results_csv(const char *name, int rows, int columns, const char *heads, const double *data);
  /* \.{OUT/name.csv}; |heads| as in |"x,u,exact"|; |data|: |rows| by |columns|, row-major */
void results_npy(const char *name, int dimensions, const size_t *shape, const double *data);
  /* \.{OUT/name.npy}, little-endian doubles in C order, as NumPy reads them */
int results_end(void);
  /* writes \.{results.tex}, \.{results.csv} and \.{claims.csv}, commits all outputs; returns the exit status for |main|:
     0, or 1 if a claim failed in a run with unchanged parameters (nothing is then committed) */
@#
#endif

@ @(results.c@>=
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "cli.h"
#include "results.h"
@#
@<Private state of numbers and claims@>@;
@<Functions for numbers and claims@>@;
@<Functions for arrays of results@>@;
@<Function |results_end|@>@;

@ What is handed over is kept until the end, in the order in which it came. Two fixed tables are enough: a chapter that wants to quote more than
some hundreds of numbers wants a table instead.

@<Private state of numbers and claims@>=
enum { MOST_NUMBERS=512, NAME=64, PRINTED=48 };
struct number { char name[NAME], text[PRINTED], unit[PRINTED]; @+ double value; };
struct claim { char name[NAME]; @+ double value, low, high; @+ int holds; };
static struct number numbers[MOST_NUMBERS];
static struct claim claims[MOST_NUMBERS];
static int number_count, claim_count;

@*1 Numbers.
A name is used once, and has letters, digits, points, underscores and hyphens only, because it becomes the name of a \TeX\ macro. The first part must be the stem of
the program, so that from any number in the text the reader reaches the program that computed it.

@<Functions for numbers and claims@>=
static void check_name(const char *name)
{
  size_t n=strlen(cli_stem());
  base_require(strncmp(name, cli_stem(), n)==0 && name[n]=='.',
    "the name %s does not begin with %s.", name, cli_stem());
  base_require(strlen(name)<NAME, "the name %s is too long", name);
  for (const char *c=name; *c!='\0'; c++)
    base_require(strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-", *c)!=NULL,
      "the name %s has a character that is not allowed", name);
}

@ A number that is not finite never reaches the page. It is the commonest trace of a mistake elsewhere, and prints as a word.
@^NaN@>
The format is used as it is, therefore it is looked at first: one conversion, of a |double|. A number without a unit has the unit~1.

@<Functions for numbers and claims@>=
static int converts_one_double(const char *format)
{
  const char *c=strchr(format, '%');
  if (c==NULL) return 0;
  c+=1+strspn(c+1, "+-0# 123456789.");
  return *c!='\0' && strchr("eEfFgG", *c)!=NULL && strchr(c, '%')==NULL;
}
@#
void results_number(const char *name, double value, const char *format)
{
  results_quantity(name, value, format, "1");
}
@#
void results_quantity(const char *name, double value, const char *format, const char *unit)
{
  check_name(name);
  base_require(strlen(unit)<PRINTED, "the unit %s is too long", unit);
  base_require(converts_one_double(format), "%s: the format %s is not one of a double", name, format);
  base_require(number_count<MOST_NUMBERS, "more than %d numbers", MOST_NUMBERS);
  for (int i=0; i<number_count; i++)
    base_require(strcmp(numbers[i].name, name)!=0, "the number %s is given twice", name);
  if (!isfinite(value)) base_fail("the number %s is not finite", name);
  struct number *r=&numbers[number_count++];
  strcpy(r->name, name);
  strcpy(r->unit, unit);
  r->value=value;
  snprintf(r->text, PRINTED, format, value);
}

@*1 Claims.
A claim is either a condition or, better, a value with the interval in which it must lie. An interval records by how much the claim holds, and the ledger at
the back of the book prints it. A value that is not a number lies in no interval, since every comparison with it is false. A sentence that compares several
things makes a claim of several parts: calls with one name, in a row.

@<Functions for numbers and claims@>=
static void keep_claim(const char *name, double value, double low, double high, int holds)
{
  check_name(name);
  base_require(claim_count<MOST_NUMBERS, "more than %d claims", MOST_NUMBERS);
  for (int i=0; i<claim_count-1; i++)
    base_require(strcmp(claims[i].name, name)!=0 || strcmp(claims[claim_count-1].name, name)==0,
      "the claim %s is made in two places", name);
  struct claim *c=&claims[claim_count++];
  strcpy(c->name, name);
  c->value=value; @+ c->low=low; @+ c->high=high; @+ c->holds=holds;
}
@#
void results_claim(const char *name, int holds)
{
  keep_claim(name, holds!=0, 1, 1, holds!=0);
}
@#
void results_within(const char *name, double value, double low, double high)
{
  keep_claim(name, value, low, high, low<=value && value<=high);
}
@#
void results_less(const char *name, double value, double high)
{
  keep_claim(name, value, -INFINITY, high, value<high);
}

@*1 Arrays.
The data behind a figure is worth more to most readers than the figure. Two formats reach nearly every tool: comma-separated text, where seventeen significant digits give
each double back exactly, and NumPy's binary arrays.

@<Functions for arrays of results@>=
void results_csv(const char *name, int rows, int columns, const char *heads, const double *data)
{
  char *path=cli_path(name, "csv");
  int commas=0;
  for (const char *c=heads; *c!='\0'; c++) commas+=*c==',';
  base_require(rows>=0 && columns==commas+1, "results_csv: %d columns under the heads %s", columns, heads);
  FILE *f=base_open(path);
  fprintf(f, "%s\n", heads);
  for (int i=0; i<rows; i++)
    for (int j=0; j<columns; j++)
      fprintf(f, "%.17g%c", data[(size_t)i*(size_t)columns+(size_t)j], j+1<columns ? ',' : '\n');
  base_close(f, path);
  free(path);
}

@ The binary format has a header in the syntax of Python, padded with spaces so that the data begins at a multiple of 64 bytes: the magic string, two bytes of version, two bytes of
length, low byte first, then the header itself, which ends in a line feed. The bytes of each double are written low byte first, whatever the machine does.
@^endianness@>

@<Functions for arrays of results@>=
void results_npy(const char *name, int dimensions, const size_t *shape, const double *data)
{
  char header[256], *path=cli_path(name, "npy");
  size_t total=1;
  base_require(dimensions>=1 && dimensions<=8, "results_npy: 1 to 8 dimensions, not %d", dimensions);
  @<Compose the header of the array file, and count its elements@>@;
  FILE *f=base_open(path);
  fwrite("\223NUMPY\001\000", 1, 8, f);
  fputc((int)(length%256), f);
  fputc((int)(length/256), f);
  fwrite(header, 1, length, f);
  for (size_t i=0; i<total; i++) {
    uint64_t bits;
    memcpy(&bits, &data[i], sizeof bits);
    for (int b=0; b<64; b+=8) fputc((int)(bits>>b & 255), f);
  }
  base_close(f, path);
  free(path);
}

@ A shape of one dimension is written with a comma after it, as in \.{(5,)}, or Python would take it for a number.

@<Compose the header of the array file, and count its elements@>=
size_t length=(size_t)sprintf(header, "{'descr': '<f8', 'fortran_order': False, 'shape': (");
for (int k=0; k<dimensions; k++) {
  length+=(size_t)sprintf(header+length, "%zu,", shape[k]);
  total*=shape[k];
}
length+=(size_t)sprintf(header+length, "), }");
while ((10+length+1)%64!=0) header[length++]=' ';
header[length++]='\n';

@*1 The end of a run.
A program ends by |return results_end()|. Its order matters: the table of numbers is the file by which make knows that a run is complete, so it is promised last, and only after
every claim has been weighed.

@<Function |results_end|@>=
@<Functions that write the tables of numbers and claims@>@;
int results_end(void)
{
  int broken=0;
  for (int i=0; i<claim_count; i++)
    if (!claims[i].holds) @<Report a claim that does not hold@>@;
  if (broken && !cli_changed()) return BASE_WORLD; /* the outputs are dropped on the way out */
  write_claims();
  write_numbers();
  write_tex();
  base_commit();
  if (fflush(stdout)!=0) base_fail("cannot write to the standard output");
  return 0;
}

@ With parameters of the reader's own choosing, a claim of the book may well be false; then it is reported, and the figures are drawn.

@<Report a claim that does not hold@>=
{
  broken++;
  fprintf(stderr, "%s: the claim %s does not hold%s: measured %.6g, where %.6g to %.6g is claimed\n", cli_stem(), claims[i].name,
    cli_changed() ? " with these options" : "", claims[i].value, claims[i].low, claims[i].high); /* $-\infty$ prints as \.{-inf} */
}

@ @<Functions that write the tables of numbers and claims@>=
static void write_claims(void)
{
  char *path=cli_path("claims", "csv");
  FILE *f=base_open(path);
  fprintf(f, "claim,value,low,high\n");
  for (int i=0; i<claim_count; i++)
    fprintf(f, "%s,%.17g,%.17g,%.17g\n", claims[i].name, claims[i].value, claims[i].low, claims[i].high);
  base_close(f, path);
  free(path);
}
@#
static void write_numbers(void)
{
  char *path=cli_path("results", "csv");
  FILE *f=base_open(path);
  fprintf(f, "name,value,unit\n");
  for (int i=0; i<number_count; i++)
    fprintf(f, "%s,%.17g,%s\n", numbers[i].name, numbers[i].value, numbers[i].unit);
  base_close(f, path);
  free(path);
}

@ The file for \TeX\ defines one macro a number, one a claim, and the rows of the table of parameters. A run with changed parameters says so in the
first line; make looks for that line, and runs the program again before it lets the numbers into the book.

@<Functions that write the tables of numbers and claims@>=
static void write_tex(void)
{
  const CliParam *p;
  int n=cli_parameters(&p);
  char *path=cli_path("results", "tex");
  FILE *f=base_open(path);
  fprintf(f, "%% %s: %s parameters\n", cli_stem(), cli_changed() ? "changed" : "standard");
  for (int i=0; i<number_count; i++)
    fprintf(f, "\\defnumber{%s}{%s}{%s}\n", numbers[i].name, numbers[i].text, numbers[i].unit);
  for (int i=0; i<claim_count; i++)
    if (i==0 || strcmp(claims[i].name, claims[i-1].name)!=0) fprintf(f, "\\defclaim{%s}\n", claims[i].name);
  fprintf(f, "\\defparameters{%s}{%%\n", cli_stem());
  for (int i=0; i<n; i++)
    fprintf(f, "  \\parameter{%s}{%.10g}{%.10g}{%.10g}{%s}%%\n", p[i].name, p[i].standard, p[i].low, p[i].high, p[i].meaning);
  fprintf(f, "}\n");
  base_close(f, path);
  free(path);
}

@*1 Checks.
\tested{results}{numbers} Numbers come back from both tables as they were given, in order; \tested{results}{refusals} a name with another stem, a name given
twice, a number that is not finite and a format that is not for a double are refused; \tested{results}{claims} a broken claim ends the unchanged run with
status~1 and leaves the old files, and a changed run with status~0; \tested{results}{csv} a table reads back to the last bit; \tested{results}{npy} an array has the header and the bytes of
the format's definition. 