@* Building and changing the book.
\label{ch:press}%
Data flows one way. The webs in \.{web/} and \.{chapters/} are tangled into C in \.{generated/}, compiled and linked into one program a chapter, and run; the runs write \.{figures/};
the same webs are woven into \LaTeX, which takes figures and numbers from the runs and makes \.{book.pdf}. The file \.{GNUmakefile} says all of this in a few pages, and
\.{make help} lists what can be asked of it.
@^building the book@>

\begin{center}\small\begin{tabular}{@@{}ll@@{}}
\toprule
command & what it does\\
\midrule
\.{make setup book} & installs what is missing, builds and runs all, typesets the book\\
\.{make setup check} & runs the tests; \.{make check-long} the slow ones too\\
\.{make proof-heat} & typesets one chapter, \.{generated/proof/heat.pdf}\\
\.{make check-heat} & runs the tests of one chapter; \.{make mutants-heat} its mutants\\
\.{make mutants} & breaks chapters on purpose and sees that the tests notice\\
\.{make lint} & checks rules that no compiler checks\\
\.{make sanitize} & runs the tests under address and undefined-behaviour sanitizers\\
\.{make check-build} & tests the building itself, and the making of a chapter\\
\.{make check-robust} & tries programs on full disks, with signals, without fonts\\
\.{make check-pdf} & reads the finished book back: links, fonts, layout\\
\.{make bench} & measures speed, and what each chapter costs\\
\bottomrule
\end{tabular}\end{center}

@ To play with a chapter, run its program: \.{generated/bin/heat --help} lists its parameters, and \.{--out /tmp/play} keeps the results out of the book's own folder.
A run with changed parameters that does write there says so in its \.{results.tex}; the next \.{make} sees the remark and runs the program again with the parameters of the book.

To change prose, edit the web and say \.{make}. No program runs again: a C file is replaced only if more than its line numbers changed, and a program only if its machine code did.
To change code, do the same; the chapter's program runs again, and so do those that link what was changed. To change a figure, look for its name
in the web, as in |plot_new("mixture", ...)|, and change the calls after it. A number in the prose is asked for by its name, as in \.{\textbackslash num\{heat.order\}}, and stops the build if no program handed it over; a mark \.{\textbackslash claim\{heat.order\}}
stands for what |results_within| or one of its kind has checked.

@ A new chapter begins as a copy of \.{web/blank.w}, which shows each of these things once; \.{tests/blank/} has the beginnings of its tests and of a mutant. Its place in the book is one line in \.{web/book.w}; the types that it defines are listed in \.{web/types.w}, so that they are
set in bold before their definition is reached. The file \.{README.md} has the six steps as commands, and \.{make check-build} follows them to the letter in a copy of the tree: it adds a chapter, finds its number, figure, claim and test in the book, and takes it out again. \.{make lint} says what is missing. A box on what is usually got wrong takes a title, \.{\textbackslash begin\{wrong\}[Title]}, under which the list at the back leads to it.
@^adding a chapter@>

@ The \emph{ledger}, Chapter~\ref{ch:ledger}, is written by the build out of what \.{make lint} insists on. Each theorem, lemma and corollary has a label, which stands
in \.{\textbackslash tested[th:heat-kernel,...]\{heat\}\{kernel\}}, the name of a test in \.{tests/heat.c} with the statements that it tries, or in \.{\textbackslash untested\{th:...\}\{Why.\}}, which prints why they are proved and not tried; what is quoted without proof
is a \.{fact}, and needs neither. The comment before such a test states, after \.{Tolerance:}, how far it lets the two sides differ and why, in one sentence. Some mutant says before its first change that it kills the test, in a line \.{Kills: kernel}. The bounds of a claim are those that the
program checks.
@^ledger of claims@>

@ A \emph{mutant} is a change file that makes one chapter wrong: a lost factor of two, a sign, an interval open at the wrong end. Change files are part of \textsc{cweb}: lines to be found, lines to be put in their place.
The build tangles the book with each, compiles what it changes, and runs the tests of that chapter. Those that the mutant says it kills have to fail, by an assertion: a crash says little about what the test knows. Conversely, a test that a chapter names must fail for some mutant. What comes out is the kill matrix, \.{generated/matrix.csv}.
@^mutants@>
@^kill matrix@>

@ The \emph{lint} knows what no compiler or typesetter checks. A vertical bar begins C text, also inside a formula, and \textsc{cweave} then sets garbage without a word. Two sections with the same name are silently one.
A header may be included only by what stands later in the order of dependence: chapters build on the apparatus and on earlier chapters, the apparatus on itself, in the order of the
appendices. Each such rule has a test of its own that plants the fault and sees it caught.
@^lint@>

@ An exercise that asks for a program is answered by a change file too, in \.{chapters/solutions/}. The build tangles, compiles and runs it like a chapter; the sections that it changes are woven into the answers at the back, with a prime at their numbers.

@ Two clean builds on one machine give the same bytes: random numbers come from counters, sums run in a fixed order, no clock, host name or folder enters a figure, and the PDF carries no dates. Another processor may round differently in the last place, since the
compiler uses the widest vectors that it finds; claims keep margins for that. Seconds differ from run to run, so they stand in no figure and on no page: \.{make bench} prints them.
@^reproducible builds@>
The file \.{book.pdf} carries the SHA-256 digest of the sources that it was made from; the first thing that the continuous integration does is to compare it with the sources at hand.

@*1 The chart of the chapters.
Which chapter must be read before which? The programs know. What a chapter includes it stands on, and a chart of that is \fig{press/chart} in front of the book. It is drawn anew from the
headers that the webs include, so a chapter that begins to use another one moves by itself.
@^dependence of the chapters@>

An arrow that follows from others says nothing: Experiment~3 uses the mixtures of Chapter~\ref{ch:heat}, but through three chapters that do so too. We keep the \emph{transitive reduction}, the least set of arrows from which
all others follow; in a graph without cycles it is unique \citep{aho1972}. What is left is drawn in layers, each chapter one below the lowest of those that it uses, and the order within the layers is improved by moving each to the mean place of its neighbours
\citep{sugiyama1981}.
@^transitive reduction@>

@(press.h@>=
#ifndef PRESS_H
#define PRESS_H
@#
enum {@+PRESS_MOST=64, PRESS_PLACES=512@+};
typedef struct {
  int n; /* chapters, in the order of the book */
  char name[PRESS_MOST][32];
  unsigned char uses[PRESS_MOST][PRESS_MOST]; /* |uses[i][j]|: chapter |i| uses chapter |j<i| */
} PressGraph;
typedef struct {
  int places, links, layers;
  int layer[PRESS_PLACES], node[PRESS_PLACES]; /* the layer of a place; its chapter, or $-1$ where a line passes */
  double x[PRESS_PLACES], half[PRESS_PLACES]; /* its middle, around 0, and half its width, millimetres */
  int link[PRESS_PLACES][2]; /* from the place of what is used to one a layer below it */
} PressChart;
@#
void press_read(PressGraph *g, const char *path);
  /* rows |"chapter,used"| in the order of the book; an empty or unknown |used| is no chapter */
void press_reduce(PressGraph *g); /* to the transitive reduction */
void press_place(PressChart *c, const PressGraph *g); /* layers, bends, and an order with few crossings */
int press_crossings(const PressChart *c);
@#
#endif

@ @(press.c@>=
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "press.h"
@#
@<Functions that read and reduce the chart@>@;
@<Functions that place the chapters in the chart@>@;

@ @<Functions that read and reduce the chart@>=
static int find_chapter(const PressGraph *g, const char *name)
{
  for (int i=0; i<g->n; i++) if (strcmp(g->name[i], name)==0) return i;
  return -1;
}
@#
void press_read(PressGraph *g, const char *path)
{
  char row[128];
  FILE *f = fopen(path, "r");
  if (f==NULL) base_fail("cannot read %s; make writes it", path);
  *g = (PressGraph){0};
  while (fgets(row, sizeof row, f)!=NULL) {
    row[strcspn(row, "\n")] = '\0';
    char *comma = strchr(row, ',');
    if (comma==NULL || comma-row>=(long)sizeof g->name[0]) base_fail("%s: no row \"chapter,used\": %s", path, row);
    *comma = '\0';
    int i = find_chapter(g, row), j = find_chapter(g, comma+1);
    if (i<0) {
      if (g->n==PRESS_MOST) base_fail("%s: more than %d chapters", path, PRESS_MOST);
      i = g->n++;
      strcpy(g->name[i], row);
    }
    if (j>=0 && j<i) g->uses[i][j] = 1;
  }
  fclose(f);
}

@ Chapters use earlier ones only, so one pass in the order of the book suffices:
when chapter~$i$ is reached, all that its predecessors reach is known. An arrow from
$i$ to~$j$ is superfluous if another chapter $k$ that $i$ uses reaches~$j$; there are
at most $n^3/6$ triples to look at.
@^transitive reduction@>

@<Functions that read and reduce the chart@>=
void press_reduce(PressGraph *g)
{
  static unsigned char reach[PRESS_MOST][PRESS_MOST];
  memset(reach, 0, sizeof reach);
  for (int i=0; i<g->n; i++) {
    @<Mark what chapter |i| reaches by way of another@>@;
    for (int j=0; j<i; j++) {
      if (reach[i][j]) g->uses[i][j] = 0; /* superfluous */
      if (g->uses[i][j]) reach[i][j] = 1;
    }
  }
}

@ @<Mark what chapter |i| reaches by way of another@>=
for (int k=0; k<i; k++)
  for (int j=0; j<k; j++)
    if (g->uses[i][k] && reach[k][j]) reach[i][j] = 1;

@ An arrow over several layers bends where it passes between the chapters of a layer; all the arrows that leave one chapter share their bends. A bend is a place without a chapter.

@<Functions that place the chapters in the chart@>=
static int add_place(PressChart *c, int layer, int node, double half)
{
  base_require(c->places<PRESS_PLACES, "more than %d places in the chart", PRESS_PLACES);
  c->layer[c->places] = layer, c->node[c->places] = node, c->half[c->places] = half;
  return c->places++;
}
static void add_link(PressChart *c, int from, int to)
{
  base_require(c->links<PRESS_PLACES, "more than %d lines in the chart", PRESS_PLACES);
  c->link[c->links][0] = from, c->link[c->links++][1] = to;
}

@ @<Functions that place the chapters in the chart@>=
static void add_places(PressChart *c, const PressGraph *g)
{
  int bend[PRESS_MOST][PRESS_MOST]; /* of the arrows of a chapter, in a layer */
  memset(bend, 0, sizeof bend);
  for (int i=0; i<g->n; i++) {
    int layer = 0;
    for (int j=0; j<i; j++) if (g->uses[i][j] && c->layer[j]>=layer) layer = c->layer[j]+1;
    add_place(c, layer, i, 2.5+0.75*(double)strlen(g->name[i]));
    if (layer>=c->layers) c->layers = layer+1;
  }
  for (int i=0; i<g->n; i++)
    for (int j=0; j<i; j++) {
      int from = j;
      if (!g->uses[i][j]) continue;
      for (int l=c->layer[j]+1; l<c->layer[i]; from=bend[j][l++])
        if (bend[j][l]==0) add_link(c, from, bend[j][l] = add_place(c, l, -1, 1));
      add_link(c, from, i);
    }
}

@ Two lines between the same layers cross if their ends are in opposite order.

@<Functions that place the chapters in the chart@>=
int press_crossings(const PressChart *c)
{
  int n = 0;
  for (int a=0; a<c->links; a++)
    for (int b=0; b<a; b++) {
      const int *p = c->link[a], *q = c->link[b];
      if (c->layer[p[0]]==c->layer[q[0]] && (c->x[p[0]]-c->x[q[0]])*(c->x[p[1]]-c->x[q[1]])<0) n++;
    }
  return n;
}

@ One layer is sorted by the mean places of its neighbours above or below, and set in a row around the middle. Equal means keep their order, since insertion moves only what is smaller.

@<Functions that place the chapters in the chart@>=
static void arrange(PressChart *c, int layer, int up)
{
  int member[PRESS_PLACES], m = 0;
  double key[PRESS_PLACES], width = 0, gap = 3;
  for (int p=0; p<c->places; p++) {
    if (c->layer[p]!=layer) continue;
    double sum = 0, count = 0;
    for (int a=0; a<c->links; a++)
      if (c->link[a][!up]==p) sum += c->x[c->link[a][up]], count++;
    key[p] = count>0 ? sum/count : c->x[p];
    int k = m++;
    for (; k>0 && (key[member[k-1]]>key[p] || (key[member[k-1]]==key[p] && c->x[member[k-1]]>c->x[p])); k--) member[k] = member[k-1];
    member[k] = p, width += 2*c->half[p]+gap;
  }
  double x = -width/2;
  for (int k=0; k<m; k++) x += gap/2+c->half[member[k]], c->x[member[k]] = x, x += gap/2+c->half[member[k]];
}

@ Sweeps go down and up in turn, and the best order of all is kept.

@<Functions that place the chapters in the chart@>=
void press_place(PressChart *c, const PressGraph *g)
{
  static PressChart best;
  *c = (PressChart){0};
  add_places(c, g);
  for (int p=0; p<c->places; p++) c->x[p] = p;
  for (int sweep=0; sweep<32; sweep++) {
    for (int l=0; l<c->layers; l++) arrange(c, sweep%2==0 ? l : c->layers-1-l, sweep%2);
    if (sweep==0 || press_crossings(c)<press_crossings(&best)) best = *c;
  }
  *c = best;
}

@ The program draws the chart.

@(press_main.c@>=
#include <stdio.h>
#include "base.h"
#include "cli.h"
#include "plot.h"
#include "results.h"
#include "press.h"
@#
int main(int argc, char **argv)
{
  static PressGraph g;
  static PressChart c;
  int arrows = 0;
  double wide = 0, step = 14, high = 3.2; /* the widest layer; millimetres between layers; half a box */
  cli_begin(argc, argv, "press", NULL, 0);
  plot_ready();
  press_read(&g, "generated/includes.csv");
  press_reduce(&g);
  press_place(&c, &g);
  for (int p=0; p<c.places; p++) if (wide<c.x[p]+c.half[p]) wide = c.x[p]+c.half[p];
  for (int i=0; i<g.n; i++) for (int j=0; j<i; j++) arrows += g.uses[i][j];
  results_number("press.chapters", g.n, "%.0f");
  results_number("press.arrows", arrows, "%.0f");
  @<Draw the chart of the chapters@>@;
  return results_end();
}

@ @<Draw the chart of the chapters@>=
Plot *p = plot_new("chart", 122, 0);
plot_axes(p, -wide-2, wide+2, -step*(c.layers-1)-high-2, high+2, PLOT_EQUAL|PLOT_NO_X|PLOT_NO_Y, NULL, NULL);
for (int a=0; a<c.links; a++) {
  int from = c.link[a][0], to = c.link[a][1];
  double x[4] = {c.x[from], c.x[from], c.x[to], c.x[to]}, y[4];
  y[0] = y[1] = -step*c.layer[from]-high, y[2] = y[3] = -step*c.layer[to]+high;
  if (c.node[from]<0) y[0] += high; /* a bend is as high as a box */
  if (c.node[to]<0) y[3] -= high;
  plot_curve(p, PLOT_GREY, 0.8, 0, "line", 4, x, y);
}
for (int k=0; k<c.places; k++) {
  if (c.node[k]<0) continue;
  char text[64];
  double l = c.x[k]-c.half[k], r = c.x[k]+c.half[k], b = -step*c.layer[k]-high, t = b+2*high;
  double x[5] = {l, r, r, l, l}, y[5] = {b, b, t, t, b};
  plot_curve(p, PLOT_BLUE, 0.8, 0, "box", 5, x, y);
  snprintf(text, sizeof text, "%d %s", c.node[k]+1, g.name[c.node[k]]);
  plot_pen(p, PLOT_BLACK, 1, 0);@+ plot_text(p, c.x[k], (b+t)/2, "c", text);
}
plot_end(p);

@*1 Checks.
\tested{press}{reduce} On graphs drawn at random, the reduced graph reaches what the whole one reached, and loses that with any arrow less; \tested{press}{place} no two boxes of a layer overlap, every arrow goes one layer down, and the crossings are those of a count by hand. 