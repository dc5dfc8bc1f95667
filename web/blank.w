@* TITLE.
\label{ch:STEM}%
% The template of a new chapter: "Add a chapter" in README.md tells what to do with it. Its tests and a mutant have templates in tests/blank.
What the reader will be able to do after this chapter, in a paragraph, with the picture that shows it: \fig{STEM/first}.
@^a concept of this chapter@>
\showfig{STEM/first}{The parabola $y=ax^2$ for $a=\num{STEM.a}$. A caption says the one point that its figure makes.}

% Every theorem, lemma and corollary has a label, which stands below at \tested or at \untested; what is quoted without proof is a fact.
\begin{theorem}\label{th:STEM-square}
  For all real $a$ and $x$, the function $f(x)=ax^2$ satisfies $f(x+1)=f(x)+2ax+a$.
\end{theorem}
\begin{proof}
  Multiply out.
\end{proof}

% The title of the box is its line in the list at the back.
\begin{wrong}[The slope taken for the step]
  The step from $f(x)$ to $f(x+1)$ is not the slope $2ax$: at $x=0$ it is \num{STEM.a}, and the slope is zero. A box says how wrong.
\end{wrong}

@ The interface comes first. Types are listed in \.{web/types.w}.

@(STEM.h@>=
#ifndef STEM_H
#define STEM_H
@#
typedef struct {@+double a;@+} StemParabola;
@#
double STEM_value(const StemParabola *p, double x); /* $ax^2$ */
@#
#endif

@ The functions, each where the text explains it.

@(STEM.c@>=
#include "STEM.h"
@#
double STEM_value(const StemParabola *p, double x)
{
  return p->a*x*x;
}

@ The program hands its numbers to the prose, checks what the prose claims, and draws.

@(STEM_main.c@>=
#include "cli.h"
#include "plot.h"
#include "results.h"
#include "STEM.h"
@#
int main(int argc, char **argv)
{
  enum { n=41 };
  double x[n], y[n];
  const StemParabola p={0.5};
  cli_begin(argc, argv, "STEM", NULL, 0);
  for (int i=0; i<n; i++) {
    x[i] = -1+i/20.0;
    y[i] = STEM_value(&p, x[i]);
  }
  @<Draw the parabola of chapter STEM@>@;
  results_number("STEM.a", p.a, "%.1f");
  results_number("STEM.four", STEM_value(&p, 4), "%.3f");
  results_within("STEM.ratio", STEM_value(&p, 4)/STEM_value(&p, 2), 3.99, 4.01);
  return results_end();
}

@ \claim{STEM.ratio} At twice the distance the parabola is four times as high; at $x=4$ it is \num{STEM.four}.

@<Draw the parabola of chapter STEM@>=
Plot *plot=plot_new("first", 80, 50);
plot_axes(plot, -1, 1, 0, 0.5, 0, "$x$", "$y$");
plot_pen(plot, PLOT_BLUE, 1, 0);
plot_line(plot, "parabola", n, x, y);
plot_end(plot);

@*1 Checks.
% \tested names a test and, in brackets, the statements that it tries; \untested takes statements, and prints why they are proved and not tried.
\tested[th:STEM-square]{STEM}{square} Theorem~\ref{th:STEM-square} holds at a hundred points. Mutant: the square becomes a cube.

\begin{exercise}[10]\label{ex:STEM-first}
  A question.
\end{exercise}
\begin{answer}
  % An answer that is a program is a change file in chapters/solutions, and stands here as \solution with its name.
  Its answer.
\end{answer}
