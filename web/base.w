@* Memory, errors, files.
\label{ch:base}%
Numerical programs fail in dull ways: memory runs out, a disk fills, somebody presses Ctrl-C in the ninth minute of ten.
None of that is numerical analysis, and all of it decides whether a reader trusts the figure on the screen. This appendix
holds the few functions that make the dull failures harmless. They keep three promises.
@^errors, two kinds of@>
\begin{enumerate}
\item A call with impossible arguments stops at the call, with a sentence that says what is allowed.
\item A fault of the world (no memory, no space, no permission) stops with a sentence that says which file or how many bytes, and why.
\item However a program ends, the files it was asked to write are either all new and whole, or all as they were.
\end{enumerate}

The first two differ in whose mistake it is. A caller that passes a negative length has a bug, and no caller can do anything
sensible about a bug at run time; so the contract is checked where it is cheapest to state, and the exit status is~3. A full disk is
nobody's bug; the exit status is~1. A mistake on the command line belongs to a third party, the reader, and Appendix~\ref{ch:cli}
gives it status~2.

@ The interface is what the rest of the book sees. Other appendices and every chapter include this file.

@(base.h@>=
#ifndef BASE_H
#define BASE_H
#include <stddef.h>
#include <stdio.h>
@#
enum { BASE_WORLD=1, BASE_USAGE=2, BASE_BUG=3 }; /* exit statuses */
@#
void base_begin(const char *name);
  /* names the program in messages and prepares for signals; called by |cli_begin| */
@<Prototypes for errors and memory@>@;
@<Prototypes for outputs@>@;
@#
#endif

@ Functions that take a format print it as |printf| does, so the compiler is told to check their arguments. It is an extension that gcc
and clang share, and any other compiler ignores what it does not know.

@<Prototypes for errors and memory@>=
#if defined __GNUC__
__attribute__((format(printf, 2, 3)))
#endif
void base_require(int condition, const char *format, ...);
  /* returns if |condition| holds; otherwise prints ``PROGRAM: message'' and exits with |BASE_BUG| */
#if defined __GNUC__
__attribute__((format(printf, 1, 2)))
#endif
_Noreturn void base_fail(const char *format, ...);
  /* prints ``PROGRAM: message'', removes unfinished outputs, exits with |BASE_WORLD| */
void *base_new(size_t count, size_t size);
  /* |count*size| bytes, zeroed, on a 64-byte boundary; never |NULL|; freed with |free| */
double *base_reals(size_t count); /* |count| doubles, likewise */

@ An \emph{output} is a file that a program promises to leave whole. It is written under another name beside its place, in the same
folder, because only within one file system is a renaming a single act.

@<Prototypes for outputs@>=
void base_folder(const char *path); /* makes the folder, and those above it, unless they exist */
const char *base_output(const char *path);
  /* promises the output |path|; returns the name to write to until |base_commit| */
FILE *base_open(const char *path); /* promises the output |path| and opens it for writing */
void base_close(FILE *file, const char *path); /* checks that every byte of it was written */
void base_commit(void); /* gives every output its name, in the order of the promises */

@ The implementation is one file. It asks for POSIX, for |mkdir|, |unlink| and signals.

@(base.c@>=
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base.h"
@#
@<Private state of the outputs@>@;
@<Functions for errors@>@;
@<Functions for memory@>@;
@<Functions for outputs@>@;

@*1 Errors.
Both kinds of message look alike to the reader of a terminal. A message goes to the standard error stream, after what the
program has printed so far, and it names the program, since a build runs many.

@<Functions for errors@>=
static const char *program="book";
@#
static void complain(const char *format, va_list arguments)
{
  fflush(stdout);
  fprintf(stderr, "%s: ", program);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
}

@ The functions end the program through |exit|, never |abort|: unfinished outputs are removed by a handler that |exit| runs, and a
test can tell a refused call (status 3) from a crash (a signal).

@<Functions for errors@>=
void base_require(int condition, const char *format, ...)
{
  va_list arguments;
  if (condition) return;
  va_start(arguments, format);
  complain(format, arguments);
  va_end(arguments);
  exit(BASE_BUG);
}
@#
_Noreturn void base_fail(const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  complain(format, arguments);
  va_end(arguments);
  exit(BASE_WORLD);
}

@*1 Memory.
An array starts on a 64-byte boundary, which is a cache line and the width of the widest vector registers at hand, so that a loop over it
needs no prologue. The C library's |aligned_alloc| wants a multiple of the alignment. Two things can overflow: the product
|count*size|, and its rounding up. Both are tested by division, before they happen.
@^overflow of integers@>
@^alignment@>

@<Functions for memory@>=
void *base_new(size_t count, size_t size)
{
  enum {@+cache_line=64@+};
  void *memory=NULL;
  if (size==0 || count<=(SIZE_MAX-cache_line)/size) {
    size_t bytes=(count*size+cache_line)/cache_line*cache_line; /* at least one line, so never zero */
    memory=aligned_alloc(cache_line, bytes);
    if (memory!=NULL) memset(memory, 0, bytes);
  }
  if (memory==NULL)
    base_fail("no memory for %zu times %zu bytes", count, size);
  return memory;
}
@#
double *base_reals(size_t count)
{
  return base_new(count, sizeof(double));
}

@*1 Outputs.
The promised outputs form a list. A signal can arrive between any two instructions, and the handler walks the list to remove the
unfinished files; so a node is complete before the one store that links it in, and nothing is unlinked from the list while a file of it
might still be unfinished. The tail is kept to commit in the order of the promises: a program that promises its table of results last
can be sure that the table is new only if all else is.
@^signals@>

@<Private state of the outputs@>=
struct output {
  char *path, *part; /* where it belongs, and where it is written */
  FILE *file; /* while it is open */
  struct output *next;
};
static struct output *volatile first_output;
static struct output *volatile last_output;

@ The temporary name ends in the number of the process, so that two programs told to write into one folder do not write into one file.
A program that asks twice for the same output has lost track of its figures, and is told so.

@<Functions for outputs@>=
const char *base_output(const char *path)
{
  struct output *o=base_new(1, sizeof *o);
  size_t room=strlen(path)+32;
  for (struct output *k=first_output; k!=NULL; k=k->next)
    base_require(strcmp(k->path, path)!=0, "two outputs are named %s", path);
  o->path=base_new(room, 1);
  o->part=base_new(room, 1);
  strcpy(o->path, path);
  snprintf(o->part, room, "%s.%ld.part", path, (long)getpid());
  if (last_output==NULL) first_output=o;
  else last_output->next=o;
  last_output=o;
  return o->part;
}

@ @<Functions for outputs@>=
FILE *base_open(const char *path)
{
  const char *part=base_output(path);
  FILE *file=fopen(part, "wb");
  if (file==NULL) base_fail("cannot write %s: %s", path, strerror(errno));
  last_output->file=file;
  return file;
}

@ A full disk shows late: |fprintf| fills a buffer, and the buffer meets the disk when it is flushed. The error that counts is the one that
|fclose| returns, together with any that went unnoticed before.
@^disk, full@>

@<Functions for outputs@>=
void base_close(FILE *file, const char *path)
{
  struct output *o=first_output;
  while (o!=NULL && o->file!=file) o=o->next;
  base_require(o!=NULL && strcmp(o->path, path)==0, "%s is not an open output", path);
  errno=0;
  int lost=ferror(file);
  o->file=NULL;
  if (fclose(file)!=0 || lost)
    base_fail("cannot write %s: %s", path, errno ? strerror(errno) : "lost bytes");
}

@ Removing what is unfinished is all that the end of a program has to do. It is called from a signal handler too, where the standard allows
little; |unlink| is allowed, and |free| is not, hence the memory of the list goes back in |base_commit| only.

@<Functions for outputs@>=
static void remove_unfinished(void)
{
  for (struct output *o=first_output; o!=NULL; o=o->next) unlink(o->part);
}
@#
static void on_signal(int number)
{
  remove_unfinished();
  signal(number, SIG_DFL);
  raise(number);
}

@ After the handler has cleaned up it restores the default action and raises the signal again: the shell, or make, then sees a program that
was interrupted, and stops as well.

@<Functions for outputs@>=
void base_begin(const char *name)
{
  static const int caught[3]={SIGINT, SIGTERM, SIGHUP};
  struct sigaction action;
  program=name;
  memset(&action, 0, sizeof action);
  action.sa_handler=on_signal;
  for (int i=0; i<3; i++)
    sigaction(caught[i], &action, NULL);
  atexit(remove_unfinished);
}

@ The commit renames. A renaming can fail (the place is a folder, say), and then the rest is left as it was.

@<Functions for outputs@>=
void base_commit(void)
{
  for (struct output *o=first_output; o!=NULL; o=o->next) {
    base_require(o->file==NULL, "%s is still open", o->path);
    if (rename(o->part, o->path)!=0)
      base_fail("cannot put %s in its place: %s", o->path, strerror(errno));
  }
  struct output *o=first_output;
  first_output=last_output=NULL;
  while (o!=NULL) {
    struct output *next=o->next;
    free(o->path); @+ free(o->part); @+ free(o);
    o=next;
  }
}

@ A folder is made from the left: for \.{a/b/c} first \.{a}, then \.{a/b}, then all of it. That a folder exists already is no error; that a
file of this name is in the way shows in the last |stat|.

@<Functions for outputs@>=
void base_folder(const char *path)
{
  size_t n=strlen(path);
  char *prefix=base_new(n+1, 1);
  struct stat status;
  for (size_t i=1; i<=n; i++)
    if (path[i]=='/' || path[i]=='\0') {
      memcpy(prefix, path, i);
      if (mkdir(prefix, 0777)!=0 && errno!=EEXIST)
        base_fail("cannot make the folder %s: %s", prefix, strerror(errno));
    }
  free(prefix);
  if (stat(path, &status)!=0 || !S_ISDIR(status.st_mode))
    base_fail("%s is not a folder", path);
}

@*1 Checks.
\tested{base}{memory} Arrays are aligned and zero, and a size that overflows is refused; \tested{base}{contract} a broken contract exits with~3 and a
fault of the world with~1; \tested{base}{commit} an output appears under its name at the commit and not before, and its temporary file is gone;
\tested{base}{discard} a program that exits early, or is interrupted, leaves the old file and nothing else; \tested{base}{full} a full disk is
noticed at the close. Mutants: a test for overflow that forgets the rounding up, a wrong exit status, a commit that forgets to rename, a handler that
forgets to remove, a close that ignores the error.
