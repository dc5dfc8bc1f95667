% The template of a new chapter. Copy it to chapters/STEM.w, replace STEM and TITLE, and see the appendix on building the book.
@* TITLE.
\label{ch:STEM}%
What the reader will be able to do after this chapter, in a paragraph, with the picture that shows it: \fig{STEM/first}.
@^a concept of this chapter@>
\showfig{STEM/first}{The line $y=x^2$, and the point that the caption makes.}

\begin{theorem}\label{th:STEM-square}
  For all real $x$ we have $(x+1)^2=x^2+2x+1$.
\end{theorem}
\begin{proof}
  Multiply out.
\end{proof}

@ The interface.

@(STEM.h@>=
#ifndef STEM_H
#define STEM_H
@#
double STEM_square(double x); /* $x^2$ */
@#
#endif

@ The functions, each where the text explains it.

@(STEM.c@>=
#include "STEM.h"
@#
double STEM_square(double x)
{
  return x*x;
}

@ The program hands its numbers to the prose, checks what the prose claims, and draws.

@(STEM_main.c@>=
#include <math.h>
#include "cli.h"
#include "plot.h"
#include "results.h"
#include "STEM.h"
@#
int main(int argc, char **argv)
{
  enum { n=41 };
  double x[n], y[n];
  cli_begin(argc, argv, "STEM", NULL, 0);
  for (int i=0; i<n; i++) {
    x[i] = -1+i/20.0;
    y[i] = STEM_square(x[i]);
  }
  @<Draw the square of chapter STEM@>@;
  results_number("STEM.two", STEM_square(sqrt(2)), "%.3f");
  results_within("STEM.near", STEM_square(sqrt(2)), 1.999, 2.001);
  return results_end();
}

@ \claim{STEM.near} The square of the root of two is \num{STEM.two}.

@<Draw the square of chapter STEM@>=
Plot *p=plot_new("first", 80, 50);
plot_axes(p, -1, 1, 0, 1, 0, "$x$", "$y$");
plot_pen(p, PLOT_BLUE, 1, 0);
plot_line(p, "square", n, x, y);
plot_end(p);

@*1 Checks.
\tested{STEM}{square} Theorem~\ref{th:STEM-square} holds at a hundred points. Mutant: the square becomes a cube.

\begin{exercise}[10]\label{ex:STEM-first}
  A question.
\end{exercise}
\begin{answer}
  Its answer.
\end{answer}
