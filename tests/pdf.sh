#!/bin/bash
# pdf.sh: plants one fault of every kind in a small book, and sees that the rule of that name in tests/pdf.pl catches it.
set -u
unset OPENBLAS_CORETYPE
top=$PWD copy=$(mktemp -d) missed=0 planted=0
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT TERM
export TEXINPUTS=$top/web:$copy:
mkdir "$copy/f"; cd "$copy" || exit 1
printf '%s\n' '\documentclass{article}\pdfpagewidth80pt\pdfpageheight60pt\pagestyle{empty}\begin{document}\noindent\rule{20pt}{20pt}\end{document}' > one.tex
pdflatex -interaction=batchmode one >/dev/null && mv one.pdf f/one.pdf
lines() { for _ in $(seq "$1"); do printf 'The first line of some text, with a name that can be copied, \\texttt{heat\\_step(x)}, and $-1$.\\par '; done; }
book() { # TITLE, BEFORE the packages, text INSIDE the chapter
  printf '%s\n' '\documentclass[10pt,twoside]{book}' "$2" '\usepackage{pages}' "\\hypersetup{pdftitle={$1}}" '\begin{document}\frontmatter\tableofcontents\chapter{Preface}' "$(lines 20)" \
    '\mainmatter\chapter{One}\label{ch:one}' "$3" 'Chapter~\ref{ch:one} and \fig{f/one}.' "$(lines 20)" '\showfig{f/one}{A small square without any meaning.}' '\section{End}' "$(lines 4)" '\end{document}' > small.tex
  rm -f small.aux small.toc small.out
  for _ in 1 2 3; do pdflatex -interaction=batchmode small >/dev/null || { tail -20 small.log >&2; exit 1; }; done; }
caught() { # RULE
  planted=$((planted+1))
  if perl "$top/tests/pdf.pl" "$copy/small.pdf" "$copy/small.aux" 2>&1 | tee out | grep -q "\[$1\]"; then printf 'planted %-28s caught: %s\n' "$1" "$(grep -m 1 "\[$1\]" out | cut -c 1-90)"
  else echo "planted $1 is not caught by the check of the PDF" >&2; cat out >&2; missed=1; fi; }
book 'A small book' '' ''
perl "$top/tests/pdf.pl" --strict small.pdf small.aux >out 2>&1 || { echo 'the small book is not clean:' >&2; cat out >&2; missed=1; }
cp small.pdf clean.pdf
head -c $(($(stat -c %s clean.pdf)-700)) clean.pdf > small.pdf; caught qpdf
cp clean.pdf small.pdf; head -c 8000000 /dev/zero >> small.pdf; caught size
qpdf --qdf --object-streams=disable clean.pdf open.pdf; perl -pe 's{/D <([0-9a-f]*)61}{/D <${1}62}; s{/D \((.*)e(.*)\)}{/D ($1x$2)}' open.pdf > small.pdf; caught links
book '' '' ''; caught metadata
book 'A small book' '\PassOptionsToPackage{pdfpagelabels=false}{hyperref}' ''; caught labels
book 'A small book' '\PassOptionsToPackage{bookmarks=false}{hyperref}' ''; caught bookmarks
book 'A small book' '\pdfmapline{=phvr8r Helvetica 4 <8r.enc}' '{\font\bare=phvr8r \bare Planted.}'; caught fonts
book 'A small book' '' '\includegraphics{f/one}'; caught alt
book 'A small book' '' '\pdfglyphtounicode{Q}{FFFD}Quite.'; caught text
book 'A small book' '' '\noindent\hbox to\dimexpr\textwidth+20pt{\hfil sticking}'; caught margin
book 'A small book' '' "Text.\\marginpar{\\raggedright $(for i in $(seq 90); do printf 'note\\\\ '; done)note}$(lines 40)"; caught notes
book 'A small book' '' "$(lines 40)\\clearpage\\noindent\\}\\par $(lines 20)"; caught brace
book 'A small book' '' "$(lines 20)\\clearpage Short.\\clearpage $(lines 20)"; caught empty
book 'A small book' '' "See \\fig{f/one}.$(lines 120)"; caught far
book 'A small book' '' '\showfig{f/one}{A square that nobody asked for.}\expandafter\def\csname mentioned:f/one\endcsname{}'; caught unmentioned
# a function of eleven lines does not break, wherever on the page it begins; without the numbers of \cwlines it would
together() { # the line \cwlines
  local n
  for n in 28 30 32 34 36 38; do
    { printf '%s\n' "$1" '\M{1}Code.' '' '\Y\B\4\X1:Planted\X${}\E{}$\6'; for _ in $(seq "$n"); do echo '\\{before};\6'; done
      printf '%s\n' '\\{end};\7' '\1\1\&{void} \\{planted}(\&{void})\2\2\6' '${}\{{}$\1\6'; for _ in 1 2 3 4 5 6 7; do echo '\\{a};\6'; done
      printf '%s\n' '\\{last};\6' '\4${}\}{}$\2\par' '\fi' '\M{2}Text.' '\fi'; } > code.tex
    book 'A small book' '' '\input{code}'
    pdftotext small.pdf - | perl -0777 -ne 'for (split /\f/) { $b = 1 if /planted/ != /last/ } END { exit($b ? 1 : 0) }' || return 1
  done; }
planted=$((planted+1))
if together '\cwlines{1}{100,11,}' && ! together ''; then printf 'planted %-28s caught\n' 'a broken function'; else echo 'a short function breaks, or would not break without \cwlines' >&2; missed=1; fi
cd "$top" || exit 1
echo "$((planted-missed)) passed, $missed failed"
exit $missed
