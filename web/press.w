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
\.{make setup check} & runs the tests\\
\.{make proof-heat} & typesets one chapter as \.{generated/proof/heat.pdf}\\
\.{make check-heat} & runs the tests of one chapter\\
\.{make mutants} & breaks chapters on purpose and sees that the tests notice\\
\.{make lint} & checks rules that no compiler checks\\
\.{make sanitize} & runs the tests under address and undefined-behaviour sanitizers\\
\.{make check-build} & tests the building itself\\
\.{make check-robust} & tries the programs on full disks, with signals, without fonts\\
\.{make bench} & measures speed\\
\bottomrule
\end{tabular}\end{center}

@ To play with a chapter, run its program: \.{generated/bin/heat --help} lists its parameters, and \.{--out /tmp/play} keeps the results out of the book's own folder.
A run with changed parameters that does write there says so in its \.{results.tex}; the next make sees the remark and runs the program again with the parameters of the book.

To change prose, edit the web and say \.{make}. No program runs again: a C file is replaced only if more than its line numbers changed, and a program only if its machine code did.
To change code, do the same; the chapter's program runs again, and so do those that link what was changed. To change a figure, look for its name
in the web, as in |plot_new("mixture", ...)|.

A new chapter begins as a copy of \.{web/blank.w}. Its place in the book is one line in \.{web/book.w}; the types that it defines are listed in \.{web/types.w}, so that they are set in bold before their definition is reached. It wants a file
of tests and at least one mutant; \.{make lint} says what is missing.

@ The \emph{lint} knows what no compiler or typesetter checks. A vertical bar begins C text, also inside a formula, and \textsc{cweave} then sets garbage without a word. Two sections with the same name are silently one.
A header may be included only by what stands later in the order of dependence: chapters build on the apparatus and on earlier chapters, the apparatus on itself, in the order of the
appendices. Each such rule has a test of its own that plants the fault and sees it caught.
@^lint@>

@ A \emph{mutant} is a change file that makes one chapter wrong: a lost factor of two, a sign, an interval open at the wrong end. Change files are part of \textsc{cweb}: lines to be found, lines to be put in their place.
The build tangles the book with each mutant, compiles what it changes, and runs the tests of that chapter, one of which has to fail by an assertion; a crash does not count, since a crash says little about what the test knows.
Conversely, a test that a chapter names must fail for some mutant. What comes out is the kill matrix, \.{generated/matrix.csv}.
@^mutants@>
@^kill matrix@>

@ An exercise that asks for a program is answered by a change file too, in \.{chapters/solutions/}. The build tangles, compiles and runs it like a chapter; the sections that it changes are woven into the answers at the back, with a prime at their numbers.

@ Two clean builds on one machine give the same bytes: random numbers come from counters, sums run in a fixed order, no clock, host name or folder enters a figure, and the PDF carries no dates. Another processor may round differently in the last place, since the
compiler uses the widest vectors that it finds; claims keep margins for that.
@^reproducible builds@>
The file \.{book.pdf} carries the SHA-256 digest of the sources that it was made from; the first thing that the continuous integration does is to compare it with the sources at hand.
