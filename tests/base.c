/* Tests of base: memory, errors, outputs.  Nothing here is random. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base.h"
#include "child.h"

static char folder[64], path[128], said[4096], text[256];
static void enter(void) { strcpy(folder, child_folder()); snprintf(path, sizeof path, "%s/figure", folder); }
static void leave(void) { char c[128]; snprintf(c, sizeof c, "rm -rf '%s'", folder); if (system(c) != 0) abort(); }
static void write_old(void) { FILE *f = fopen(path, "w"); fputs("old", f); fclose(f); }

static void ask_too_much(void) { free(base_new(SIZE_MAX / 8, 16)); }
static void ask_almost_all(void) { free(base_new(SIZE_MAX - 8, 1)); }
/* Tolerance: none, equality of bytes and of exit statuses. */
Test(base, memory)
{
  for (size_t n = 0; n < 200; n++) { /* every residue modulo the cache line, zero included */
    unsigned char *m = base_new(n, 3);
    cr_assert_eq((uintptr_t)m % 64, 0, "%zu times 3 bytes are not aligned", n);
    for (size_t i = 0; i < 3 * n; i++) cr_assert_eq(m[i], 0);
    memset(m, 1, 3 * n); /* under the address sanitizer this shows memory that is too short */
    free(m);
  }
  cr_assert_eq(child_run(ask_too_much, said, sizeof said), BASE_WORLD, "a product that overflows is not refused");
  cr_assert_not_null(strstr(said, "no memory for 2305843009213693951 times 16 bytes"), "said: %s", said);
  cr_assert_eq(child_run(ask_almost_all, said, sizeof said), BASE_WORLD, "a sum that overflows is not refused");
}

static void break_contract(void) { base_begin("prog"); base_require(1, "holds"); base_require(2 > 3, "at most %d, not %d", 2, 3); }
static void meet_world(void) { base_begin("prog"); base_fail("no %s", "luck"); }
/* Tolerance: none, equality of messages and of exit statuses. */
Test(base, contract)
{
  cr_assert_eq(child_run(break_contract, said, sizeof said), BASE_BUG);
  cr_assert_str_eq(said, "prog: at most 2, not 3\n");
  cr_assert_eq(child_run(meet_world, said, sizeof said), BASE_WORLD);
  cr_assert_str_eq(said, "prog: no luck\n");
}

/* The test has a |rename| of its own, which base then calls: it renames, and sends a signal in the middle of a commit if it is told to. */
static int signal_at = -1;
int rename(const char *from, const char *to)
{
  int status = renameat(AT_FDCWD, from, AT_FDCWD, to);
  if (signal_at-- == 0) raise(SIGTERM);
  return status;
}
static void write_two(void)
{
  char second[140];
  base_begin("prog");
  snprintf(second, sizeof second, "%s2", path);
  FILE *f = base_open(path), *g = base_open(second);
  fputs("new", f);
  fputs("newer", g);
  base_close(f, path);
  base_close(g, second);
  if (strcmp(child_text(path, text, sizeof text), "old") != 0) exit(9); /* too early */
  base_commit();
}
static void be_interrupted_in_commit(void) { signal(SIGTERM, SIG_DFL); signal_at = 0; write_two(); }
static void be_in_the_way(void)
{
  char second[140];
  snprintf(second, sizeof second, "%s2", path);
  unlink(second);
  if (mkdir(second, 0777) != 0) exit(9);
  write_two();
}
static void write_twice(void) { base_close(base_open(path), path); base_output(path); }
/* Tolerance: none, equality of texts and of exit statuses. */
Test(base, commit, .init = enter, .fini = leave)
{
  write_old();
  cr_assert_eq(child_run(write_two, said, sizeof said), 0, "said: %s", said);
  cr_assert_str_eq(child_text(path, text, sizeof text), "new");
  cr_assert_eq(child_files(folder), 2, "more than the two outputs is left");
  char second[140];
  snprintf(second, sizeof second, "%s2", path);
  unlink(second);
  write_old();
  cr_assert_eq(child_run(be_interrupted_in_commit, said, sizeof said), 128 + SIGTERM, "the signal is lost");
  cr_assert_str_eq(child_text(path, text, sizeof text), "new");
  cr_assert_eq(child_files(folder), 2, "a commit is cut in two by a signal");
  write_old();
  cr_assert_eq(child_run(be_in_the_way, said, sizeof said), BASE_WORLD);
  cr_assert(strstr(said, "2 in its place: a folder is there") != NULL, "said: %s", said);
  cr_assert_str_eq(child_text(path, text, sizeof text), "old", "a commit that fails is half done");
  cr_assert_eq(child_run(write_twice, said, sizeof said), BASE_BUG);
}

/* a checkpoint is in its place at once, and stays, while the output before and the output after it go */
static void keep_one(void)
{
  char before[140], after[140];
  snprintf(before, sizeof before, "%s1", path);
  snprintf(after, sizeof after, "%s2", path);
  base_begin("prog");
  base_output(before);
  for (int k = 0; k < 2; k++) { FILE *f = base_open(path); fputs(k ? "second" : "first", f); base_close(f, path); base_keep(path); } /* once at the end of the list */
  FILE *f = base_open(path), *g = base_open(after);
  fputs("third", f);
  fputs("half", g);
  base_close(f, path);
  base_keep(path); /* and once in the middle */
  exit(1);
}
/* Tolerance: none, equality of texts and of exit statuses. */
Test(base, keep, .init = enter, .fini = leave)
{
  cr_assert_eq(child_run(keep_one, said, sizeof said), 1, "said: %s", said);
  cr_assert_str_eq(child_text(path, text, sizeof text), "third");
  cr_assert_eq(child_files(folder), 1, "more than the checkpoint is left");
}

static void leave_early(void) { base_begin("prog"); FILE *f = base_open(path); fputs("half", f); fflush(f); exit(0); }
static int sent = SIGINT;
static void be_interrupted(void) { signal(sent, SIG_DFL); base_begin("prog"); FILE *f = base_open(path); fputs("half", f); fflush(f); raise(sent); }
static void be_undisturbed(void) { signal(SIGHUP, SIG_IGN); base_begin("prog"); raise(SIGHUP); exit(7); }
/* Tolerance: none, equality of texts and of exit statuses. */
Test(base, discard, .init = enter, .fini = leave)
{
  write_old();
  cr_assert_eq(child_run(leave_early, said, sizeof said), 0);
  cr_assert_eq(child_files(folder), 1, "an early exit leaves a part");
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXCPU };
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    sent = signals[i];
    cr_assert_eq(child_run(be_interrupted, said, sizeof said), 128 + sent, "the signal %d must be seen by the parent", sent);
    cr_assert_eq(child_files(folder), 1, "the signal %d leaves a part", sent);
  }
  cr_assert_eq(child_run(be_undisturbed, said, sizeof said), 7, "a signal that is to be ignored, as nohup asks, ends the program");
  cr_assert_str_eq(child_text(path, text, sizeof text), "old");
}

/* /dev/full takes every byte into the buffer and refuses it when it is flushed, as a full disk does */
static void fill_disk(void)
{
  char part[192];
  base_begin("prog");
  snprintf(part, sizeof part, "%s.%ld.part", path, (long)getpid());
  if (symlink("/dev/full", part) != 0) exit(9);
  FILE *f = base_open(path);
  fputs("some bytes", f);
  base_close(f, path);
}
static void exceed_limit(void)
{
  struct rlimit limit = { 2000, 2000 };
  setrlimit(RLIMIT_FSIZE, &limit);
  base_begin("prog");
  FILE *f = base_open(path);
  for (int i = 0; i < 9999; i++) fputc('x', f);
  base_close(f, path);
}
static void write_without_streams(void)
{
  FILE *f[4];
  char name[4][140];
  for (int i = 0; i < 3; i++) close(i);
  base_begin("prog");
  for (int i = 0; i < 4; i++) snprintf(name[i], sizeof name[i], "%s%d", path, i), f[i] = base_open(name[i]); /* one of them would be the error stream */
  fprintf(stderr, "a message");
  fflush(stderr);
  for (int i = 0; i < 4; i++) base_close(f[i], name[i]);
  base_commit();
}
static void write_nowhere(void) { base_begin("prog"); base_open("/nowhere/at/all"); }
static void make_folder_in_file(void) { char p[140]; base_begin("prog"); snprintf(p, sizeof p, "%s/sub", path); base_folder(p); }
static void use_odd_folder(void) { base_begin("prog"); base_folder("/proc"); }
/* Tolerance: none, equality of texts and of exit statuses. */
Test(base, full, .init = enter, .fini = leave)
{
  cr_assert_eq(child_run(fill_disk, said, sizeof said), BASE_WORLD, "said: %s", said);
  cr_assert_not_null(strstr(said, "No space left on device"), "said: %s", said);
  cr_assert_eq(child_files(folder), 0);
  cr_assert_eq(child_run(exceed_limit, said, sizeof said), BASE_WORLD, "a limit on the size of files, said: %s", said);
  cr_assert_not_null(strstr(said, "File too large"), "said: %s", said);
  cr_assert_eq(child_files(folder), 0);
  cr_assert_eq(child_run(write_nowhere, said, sizeof said), BASE_WORLD);
  cr_assert_str_eq(said, "prog: cannot write /nowhere/at/all: No such file or directory\n");
  write_old();
  cr_assert_eq(child_run(make_folder_in_file, said, sizeof said), BASE_WORLD);
  cr_assert_not_null(strstr(said, "Not a directory"), "said: %s", said);
  cr_assert_eq(child_run(use_odd_folder, said, sizeof said), BASE_WORLD, "a folder in which nobody can make a file");
  cr_assert_not_null(strstr(said, "prog: cannot write in the folder /proc: "), "said: %s", said);
}

/* Tolerance: none, the file holds what was written to it and nothing else. */
Test(base, streams, .init = enter, .fini = leave)
{
  cr_assert_eq(child_run(write_without_streams, said, sizeof said), 0, "said: %s", said);
  for (int i = 0; i < 4; i++) {
    char name[140];
    snprintf(name, sizeof name, "%s%d", path, i);
    cr_assert_str_eq(child_text(name, text, sizeof text), "", "a message went into a file");
  }
}
