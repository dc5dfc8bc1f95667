/* child.h: runs a function in a child process, and returns what it printed and how it ended */
#ifndef CHILD_H
#define CHILD_H
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static inline int child_run(void (*body)(void), char *said, size_t room) /* exit status, or 128 plus the signal; said: stdout and stderr */
{
  int ends[2], status;
  size_t n = 0;
  ssize_t got;
  fflush(NULL);
  if (pipe(ends) != 0) abort();
  pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], 1);
    dup2(ends[1], 2);
    close(ends[0]);
    close(ends[1]);
    body();
    exit(0);
  }
  close(ends[1]);
  while (n + 1 < room && (got = read(ends[0], said + n, room - 1 - n)) > 0) n += (size_t)got;
  said[n] = '\0';
  close(ends[0]);
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static inline char *child_folder(void) /* a new folder for a test's files */
{
  static char path[] = "/tmp/book-XXXXXX";
  strcpy(path, "/tmp/book-XXXXXX");
  if (mkdtemp(path) == NULL) abort();
  return path;
}

static inline int child_files(const char *folder) /* how many files a folder holds */
{
  char command[256];
  int n = -1;
  snprintf(command, sizeof command, "ls -A '%s' 2>/dev/null | wc -l", folder);
  FILE *p = popen(command, "r");
  if (p == NULL || fscanf(p, "%d", &n) != 1) n = -1;
  if (p != NULL) pclose(p);
  return n;
}

static inline char *child_text(const char *path, char *text, size_t room) /* the text of a file, or NULL */
{
  FILE *f = fopen(path, "rb");
  if (f == NULL) return NULL;
  size_t n = fread(text, 1, room - 1, f);
  text[n] = '\0';
  fclose(f);
  return text;
}
#endif
