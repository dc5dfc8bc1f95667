/* Tests of base: memory, errors, outputs.  Nothing here is random; no tolerance is needed. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base.h"
#include "child.h"

static char folder[64], path[128], said[4096], text[256];
static void enter(void) { strcpy(folder, child_folder()); snprintf(path, sizeof path, "%s/figure", folder); }
static void leave(void) { char c[128]; snprintf(c, sizeof c, "rm -rf '%s'", folder); if (system(c) != 0) abort(); }
static void write_old(void) { FILE *f = fopen(path, "w"); fputs("old", f); fclose(f); }

static void ask_too_much(void) { free(base_new(SIZE_MAX / 8, 16)); }
static void ask_almost_all(void) { free(base_new(SIZE_MAX - 8, 1)); }
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
Test(base, contract)
{
  cr_assert_eq(child_run(break_contract, said, sizeof said), BASE_BUG);
  cr_assert_str_eq(said, "prog: at most 2, not 3\n");
  cr_assert_eq(child_run(meet_world, said, sizeof said), BASE_WORLD);
  cr_assert_str_eq(said, "prog: no luck\n");
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
static void write_twice(void) { base_close(base_open(path), path); base_output(path); }
Test(base, commit, .init = enter, .fini = leave)
{
  write_old();
  cr_assert_eq(child_run(write_two, said, sizeof said), 0, "said: %s", said);
  cr_assert_str_eq(child_text(path, text, sizeof text), "new");
  cr_assert_eq(child_files(folder), 2, "more than the two outputs is left");
  cr_assert_eq(child_run(write_twice, said, sizeof said), BASE_BUG);
}

static void leave_early(void) { base_begin("prog"); FILE *f = base_open(path); fputs("half", f); fflush(f); exit(0); }
static void be_interrupted(void) { base_begin("prog"); FILE *f = base_open(path); fputs("half", f); fflush(f); raise(SIGINT); }
Test(base, discard, .init = enter, .fini = leave)
{
  write_old();
  cr_assert_eq(child_run(leave_early, said, sizeof said), 0);
  cr_assert_eq(child_files(folder), 1, "an early exit leaves a part");
  cr_assert_eq(child_run(be_interrupted, said, sizeof said), 128 + SIGINT, "the signal must be seen by the parent");
  cr_assert_eq(child_files(folder), 1, "an interrupt leaves a part");
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
static void write_nowhere(void) { base_begin("prog"); base_open("/nowhere/at/all"); }
static void make_folder_in_file(void) { char p[140]; base_begin("prog"); snprintf(p, sizeof p, "%s/sub", path); base_folder(p); }
Test(base, full, .init = enter, .fini = leave)
{
  cr_assert_eq(child_run(fill_disk, said, sizeof said), BASE_WORLD, "said: %s", said);
  cr_assert_not_null(strstr(said, "No space left on device"), "said: %s", said);
  cr_assert_eq(child_files(folder), 0);
  cr_assert_eq(child_run(write_nowhere, said, sizeof said), BASE_WORLD);
  cr_assert_str_eq(said, "prog: cannot write /nowhere/at/all: No such file or directory\n");
  write_old();
  cr_assert_eq(child_run(make_folder_in_file, said, sizeof said), BASE_WORLD);
  cr_assert_not_null(strstr(said, "Not a directory"), "said: %s", said);
}
