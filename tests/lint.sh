#!/bin/bash
# lint.sh: plants one fault of every kind in a copy of the tree, and sees that make lint's rule of that name catches it.
set -u
top=$PWD copy=$(mktemp -d) missed=0 planted=0
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$copy/clean"
(git ls-files -z --cached --others --exclude-standard web chapters tests GNUmakefile | xargs -0 cp --parents -p -t "$copy/clean") || exit 1
# webs that exist but are not yet in the order of the book would not be found by the lint; the fault goes into results.w
plant() { # RULE, then a perl program that edits web/results.w or prepares something else
  local rule=$1 edit=$2 where=${3:-web/results.w}
  rm -rf "$copy/tree"; cp -a "$copy/clean" "$copy/tree"; cd "$copy/tree" || exit 1
  git init -q . && git add -A . >/dev/null 2>&1
  mkdir -p generated; echo '\endinput' > generated/nocwebmac.tex
  perl -0pi -e "$edit" "$where" || exit 1
  planted=$((planted+1))
  perl tests/lint.pl all web/book.w web/base.w web/cli.w web/results.w >out 2>&1
  if grep -q "\[$rule\]" out; then printf 'planted %-28s caught: %s\n' "$rule" "$(grep -m 1 "\[$rule\]" out | cut -c 1-90)"
  else echo "planted $rule is not caught by the lint" >&2; cat out >&2; missed=1; fi
  cd "$top" || exit 1
}
section='s/(\n\@\*1 Checks\.)/\n\@ A planted section. TEXT\n$1/'
say() { printf '%s' "${section/TEXT/$1}"; }
plant bar "$(say 'The law \$p(x|y)\$ of the noise, and |x|.')"
plant bar "$(say '\\\\begin{tabular}{l|l}a\&b\\\\end{tabular}')"
plant bar "$(say 'The norm \$\\\\\|x\\\\\|\$ of it.')"
plant bar "$(say 'An odd | alone.')"
plant scrap 's/(\n\@\*1 Checks\.)/\n\@ Planted.\n\n\@<Functions for arrays of results\@>=\nint planted(int x) { if else x } ; ) }\n$1/'
plant name 's/(\n\@\*1 Checks\.)/\n\@ Planted.\n\n\@<Functions for memory\@>=\n$1/'
plant long 'my $l = "i++;\n" x 41; s/(\n\@\*1 Checks\.)/\n\@ Planted.\n\n\@<Functions for arrays of results\@>=\nvoid f(int i) {\n$l}\n$1/'
plant include 's/#include "cli.h"/#include "plot.h"/'
plant include 's/#include "base.h"/#include "heat.h"/' web/base.w
plant include 's/#include "cli.h"/#include "cli_main.h"/'
plant comment 's/(\n\@\*1 Checks\.)/\n\@ Planted.\n\n\@<Functions for arrays of results\@>=\nint x; \/* the value x_0 *\/\n$1/'
plant macro 's/(\n\@\*1 Checks\.)/\n\@ Planted.\n\@d planted 3\n$1/'
plant type 's/(\n\@\*1 Checks\.)/\n\@ Planted.\n\n\@<Functions for arrays of results\@>=\ntypedef struct { int a; } ResultsPlanted;\n$1/'
plant tested "$(say '\\\\tested{results}{planted} Nothing.')"
plant weave "$(say 'A bare \@<Functions for arrays of results\@> in prose.')"
echo '@* Nowhere.' > "$copy/clean/chapters/nowhere.w"; plant order ''; rm -f "$copy/clean/chapters/nowhere.w"
plant order 's/\A(\@\* )[^\n]*/$1TITLE./' chapters/heat.w
rm -f "$copy/clean/extra.c"; echo 'int extra;' > "$copy/clean/extra.c"; plant emitted ''; rm -f "$copy/clean/extra.c"
# an exported name without its stem shows in the object file
mkdir -p "$copy/clean/generated"; echo 'int planted;' > "$copy/x.c"; ${CC:-gcc} -c "$copy/x.c" -o "$copy/clean/generated/results.o" && plant export ''; rm -f "$copy/clean/generated/results.o"
# logs: a real run of LaTeX with an undefined reference, an undefined citation and a box that is 30 pt too wide
cat > "$copy/faults.tex" <<'TEX'
\documentclass{article}\usepackage{natbib}\begin{document}
See \ref{nowhere} and \cite{nobody}. \hbox to \dimexpr\textwidth+30pt{}\par\noindent\rule{\dimexpr\textwidth+30pt}{1pt}\end{document}
TEX
(cd "$copy" && pdflatex -interaction=batchmode faults >/dev/null 2>&1)
for rule in reference overfull; do
  planted=$((planted+1))
  if perl tests/lint.pl log "$copy/faults.log" 2>&1 | grep -q "\[$rule\]"; then printf 'planted %-28s caught\n' "$rule"; else echo "planted $rule is not caught" >&2; missed=1; fi
done
# and the clean tree is clean
cd "$copy/clean" && mkdir -p generated && echo '\endinput' > generated/nocwebmac.tex && git init -q . && git add -A . >/dev/null 2>&1
perl tests/lint.pl all web/book.w web/base.w web/cli.w web/results.w >out 2>&1 || { echo 'the clean copy is not clean:' >&2; cat out >&2; missed=1; }
echo "$((planted-missed)) passed, $missed failed"
exit $missed
