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
\.{make proof-heat} & typesets one chapter as \.{generated/proof/heat.pdf}\\
\.{make check-heat} & runs the tests of one chapter; \.{make mutants-heat} its mutants\\
\.{make mutants} & breaks chapters on purpose and sees that the tests notice\\
\.{make lint} & checks rules that no compiler checks\\
\.{make sanitize} & runs the tests under address and undefined-behaviour sanitizers\\
\.{make check-build} & tests the building itself, and the making of a chapter\\
\.{make bench} & measures speed, and what each chapter costs\\
\bottomrule
\end{tabular}\end{center}

@ To play with a chapter, run its program: \.{generated/bin/heat --help} lists its parameters, and \.{--out /tmp/play} keeps the results out of the book's own folder.
A run with changed parameters that does write there says so in its \.{results.tex}; the next \.{make} sees the remark and runs the program again with the parameters of the book.

To change prose, edit the web and say \.{make}. No program runs again: a C file is replaced only if more than its line numbers changed, and a program only if its machine code did.
To change code, do the same; the chapter's program runs again, and so do those that link what was changed. To change a figure, look for its name
in the web, as in |plot_new("mixture", ...)|, and change the calls after it. A number in the prose is asked for by name, \.{\textbackslash num\{heat.order\}}, and stops the build if no program handed it to |results_number|; a mark \.{\textbackslash claim\{heat.order\}}
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
