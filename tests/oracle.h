/* oracle.h: reads the files of tests/oracles, lines of numbers with comments that begin with # */
#ifndef ORACLE_H
#define ORACLE_H
#include <stdio.h>
#include <stdlib.h>

#ifndef ORACLES
#define ORACLES "tests/oracles"
#endif

static inline FILE *oracle_open(const char *name) /* tests/oracles/NAME.txt, or the end of the test program */
{
  char path[256];
  snprintf(path, sizeof path, "%s/%s.txt", ORACLES, name);
  FILE *f = fopen(path, "r");
  if (f == NULL) { perror(path); exit(70); }
  return f;
}

static inline int oracle_row(FILE *f, int n, double *row) /* the next line's numbers, at most n; returns how many, 0 at the end */
{
  char line[4096];
  while (fgets(line, sizeof line, f) != NULL) {
    int k = 0;
    if (line[0] == '#') continue;
    for (char *s = line, *end; k < n; s = end) {
      row[k] = strtod(s, &end);
      if (end == s) break;
      k++;
    }
    if (k > 0) return k;
  }
  return 0;
}
#endif
