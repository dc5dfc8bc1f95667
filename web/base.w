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
void base_folder(const char *path);
  /* makes the folder, and those above it, unless they exist, and sees that a file can be made in it */
const char *base_output(const char *path);
  /* promises the output |path|; returns the name to write to until |base_commit| */
FILE *base_open(const char *path); /* promises the output |path| and opens it for writing */
void base_close(FILE *file, const char *path); /* checks that every byte of it was written */
void base_keep(const char *path); /* gives this one output its name, now */
void base_commit(void); /* gives every output its name, in the order of the promises */

@ The implementation is one file. It asks for POSIX, for |mkdir|, |unlink| and signals.

@(base.c@>=
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
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
|fclose| returns, together with any that went unnoticed before. The reason of an earlier one is forgotten; another byte meets the same.
@^disk, full@>

@<Functions for outputs@>=
void base_close(FILE *file, const char *path)
{
  struct output *o=first_output;
  while (o!=NULL && o->file!=file) o=o->next;
  base_require(o!=NULL && strcmp(o->path, path)==0, "%s is not an open output", path);
  errno=0;
  int lost=ferror(file);
  if (lost) fputc('\n', file), fflush(file);
  o->file=NULL;
  if (fclose(file)!=0 || lost)
    base_fail("cannot write %s: %s", path, errno!=0 ? strerror(errno) : "Some bytes were lost");
}

@ Some moments must not be cut in two by a signal. Blocking it in one thread is not enough, as another may take it; so there is a turn,
which either the program has or the handler. A handler that finds it taken leaves its number and goes; the program that finds it taken waits for its end.

@<Private state of the outputs@>=
static atomic_flag turn=ATOMIC_FLAG_INIT;
static volatile sig_atomic_t waiting; /* the signal that came meanwhile, or 0 */

@ @<Functions for outputs@>=
static void take_turn(void) { while (atomic_flag_test_and_set(&turn)) pause(); }
@#
static void give_turn(void)
{
  atomic_flag_clear(&turn);
  if (waiting!=0) raise(waiting);
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
  if (atomic_flag_test_and_set(&turn)) { @+ waiting=number; @+ return; @+ }
  remove_unfinished();
  signal(number, SIG_DFL);
  raise(number);
}

@ After the handler has cleaned up it restores the default action and raises the signal again: the shell, or make, then sees a program that
was interrupted, and stops as well. Besides the keyboard and |kill|, a pipe that nobody reads any more ends a program, perhaps in the middle of a
message. Whoever started the program may have decided that a signal is to be ignored, as \.{nohup} does, and then it is. A file that exceeds its
limit raises a signal, too; ignored, it is an error of writing like any other, and has a message.

@<Functions for outputs@>=
void base_begin(const char *name)
{
  static const int caught[]={SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXCPU};
  struct sigaction action, before;
  program=name;
  @<See that the three standard streams are open@>@;
  memset(&action, 0, sizeof action);
  action.sa_handler=on_signal; @+ action.sa_flags=SA_RESTART;
  for (size_t i=0; i<sizeof caught/sizeof *caught; i++)
    if (sigaction(caught[i], NULL, &before)==0 && before.sa_handler!=SIG_IGN) sigaction(caught[i], &action, NULL);
  signal(SIGXFSZ, SIG_IGN);
  atexit(remove_unfinished);
}

@ A program may be started with its standard streams closed. The first file that it opens would then become its standard output or error
stream, and messages would end up in a figure. So the places are taken, by something that can be neither read nor written.
@^streams, closed@>

@<See that the three standard streams are open@>=
int place;
do place=open("/dev/null", O_RDONLY);
while (place>=0 && place<=STDERR_FILENO);
if (place>=0) close(place);

@ The commit renames, all or none. A signal waits until it is done. What can make a renaming fail, as the file could be written in the
same folder, is a folder in its place; that is looked for before the first.

@<Functions for outputs@>=
static void see_that_place_is_free(const struct output *o)
{
  struct stat status;
  base_require(o->file==NULL, "%s is still open", o->path);
  if (stat(o->path, &status)==0 && S_ISDIR(status.st_mode)) base_fail("cannot put %s in its place: a folder is there", o->path);
}
@#
static void put_in_place(struct output *o)
{
  if (rename(o->part, o->path)!=0) base_fail("cannot put %s in its place: %s", o->path, strerror(errno));
}
@#
static void forget(struct output *o) { free(o->path); @+ free(o->part); @+ free(o); }
@#
void base_commit(void)
{
  for (struct output *o=first_output; o!=NULL; o=o->next) see_that_place_is_free(o);
  take_turn();
  for (struct output *o=first_output; o!=NULL; o=o->next) put_in_place(o);
  struct output *o=first_output;
  first_output=last_output=NULL;
  while (o!=NULL) {
    struct output *next=o->next;
    forget(o);
    o=next;
  }
  give_turn();
}

@ A checkpoint cannot wait for the commit, since it is wanted most when the program does not come to its end. It is an output of its own,
taken out of the list when it is in its place.
@^checkpoint@>

@<Functions for outputs@>=
void base_keep(const char *path)
{
  struct output *o=first_output, *previous=NULL;
  while (o!=NULL && strcmp(o->path, path)!=0) previous=o, o=o->next;
  base_require(o!=NULL, "%s is not an output", path);
  see_that_place_is_free(o);
  take_turn();
  put_in_place(o);
  if (previous==NULL) first_output=o->next;
  else previous->next=o->next;
  if (o==last_output) last_output=previous;
  forget(o);
  give_turn();
}

@ A folder is made from the left: for \.{a/b/c} first \.{a}, then \.{a/b}, then all of it. That a folder exists already is no error; that a
file of this name is in the way shows in the |stat| at the end. Whether files can be made there, nobody knows who has not made one: permissions do not tell,
since the file system can be read-only. So one is made and removed, before the program computes for an hour.

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
  @<See that a file can be made in the folder |path|@>@;
}

@ @<See that a file can be made in the folder |path|@>=
char *trial=base_new(n+32, 1);
snprintf(trial, n+32, "%s/%ld.part", path, (long)getpid());
take_turn();
int file=open(trial, O_WRONLY|O_CREAT|O_EXCL, 0666), reason=errno;
if (file>=0) close(file), unlink(trial);
give_turn();
if (file<0) base_fail("cannot write in the folder %s: %s", path, strerror(reason));
free(trial);

@*1 Checks.
\tested{base}{memory} Arrays are aligned and zero, and a size that overflows is refused; \tested{base}{contract} a broken contract exits with~3 and a
fault of the world with~1; \tested{base}{commit} an output appears under its name at the commit and not before, and its temporary file is gone;
nor is a commit cut in two by a signal or by a folder in the way; \tested{base}{keep} a checkpoint is in its place before the commit and outlives the others;
\tested{base}{discard} a program that exits early, or is ended by a signal, leaves the old file and nothing else; \tested{base}{full} a full disk is
noticed at the close, a folder without room for a file at once; \tested{base}{streams} no message goes into a file, whatever is closed.

The script \.{tests/robust.sh}, run by \.{make check-robust}, tries all programs of the book in such a world: it fills disks, takes away permissions, fonts and weights, and sends signals.
