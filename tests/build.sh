#!/bin/bash
# build.sh: tests of the build itself, in a copy of the built tree.  Each prints one line; any that fails ends the script with status 1.
set -u
top=$PWD copy=$(mktemp -d) passed=0 failed=0
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT TERM
cp -a . "$copy/book" && cd "$copy/book" || exit 1
good() { passed=$((passed+1)); echo "build: $1"; }
bad() { failed=$((failed+1)); echo "build: FAILED: $1" >&2; [ -s out ] && tail -15 out >&2; return 0; }
solved() { sed -n 's,^run generated/solutions/,,p' out | sort | tr '\n' ' '; } # the solutions that ran
ran() { find figures -name results.tex -newer mark | sed 's,figures/\(.*\)/results.tex,\1,' | sort | tr '\n' ' '; } # the programs that ran since the mark
make_book() { sleep 1.1; touch mark; sleep 0.1; make -j2 book >out 2>&1; }
sums() { find figures -name '*.tex' -o -name '*.csv' -o -name '*.pdf' | sort | xargs sha256sum; }
all=$(for p in figures/*/results.tex; do d=${p%/*}; printf "%s " "${d##*/}"; done)

make_book; make_book && [ "$(grep -c LaTeX out)" = 0 ] && [ -z "$(ran)" ] && good 'a second make does nothing' || bad 'a second make does something'

pdftotext book.pdf - >out && grep -q 'heat_mixture_log_density' out && grep -q '"%s: --%s takes %s from' out && good 'names and strings copy out of the PDF as they are written' || bad 'copying out of the PDF'

perl -0pi -e 's/(\n\@\*1 Checks\.\n)/$1The quick brown zebra, a comma.\n/' chapters/heat.w
make_book && [ -z "$(ran)$(solved)" ] && ! grep -q '^cc ' out && pdftotext book.pdf - | grep -q 'brown zebra, a comma' &&
  good 'an edit of prose runs no program, compiles nothing, and is in the book' || bad "an edit of prose: ran $(ran)"

perl -0pi -e 's/(\n  return results_end\(\);)/\n  results_number("heat.planted", 7, "%.0f");$1/' chapters/heat.w
make_book && [ "$(ran)" = 'heat ' ] && [ "$(solved)" = 'heat-1 heat-2 ' ] && grep -q 'heat.planted' figures/heat/results.tex &&
  good "an edit of one chapter's program runs it and its solutions alone" || bad "an edit of heat's program ran: $(ran)$(solved)"

before=$(sums)
perl -0pi -e 's/(\n  return results_end\(\);)/\n  results_within("heat.planted", 3, 1, 2);$1/' chapters/heat.w
make_book; rc=$?; [ $rc -ne 0 ] && grep -q 'heat: the claim heat.planted does not hold: measured 3, where 1 to 2 is claimed' out && [ "$before" = "$(sums)" ] &&
  good 'a claim that fails stops the build, is named, and leaves the figures' || bad 'a claim that fails'
perl -0pi -e 's/\n  results_within\("heat.planted", 3, 1, 2\);//' chapters/heat.w; make_book

perl -0pi -e 's/(\n\@\*1 Checks\.\n)/$1Number \\num{heat.nobody}.\n/' chapters/heat.w
make_book; rc=$?; [ $rc -ne 0 ] && grep -q 'heat.nobody' out && good 'a number that nobody computes stops the build, and is named' || bad 'an unknown number'
perl -0pi -e 's/\nNumber \\num\{heat.nobody\}\.//' chapters/heat.w; make_book

generated/bin/heat --quick >/dev/null 2>&1; make_book && [ "$(ran)" = 'heat ' ] && [ "$before" = "$(sums)" ] && good "a reader's own run does not reach the book" || bad "a run with changed parameters: ran $(ran)"

for delay in 0.02 0.05 0.1 0.2 0.4; do # interrupted at several times, a program leaves the figures and no part of new ones
  generated/bin/heat >/dev/null 2>&1 & pid=$!; sleep $delay; kill -INT $pid 2>/dev/null; wait $pid 2>/dev/null
done
[ -z "$(find figures -name '*.part')" ] && [ "$before" = "$(sums)" ] && good 'an interrupted program leaves the old figures and nothing else' || bad 'an interrupted program'

if [ "$(id -u)" != 0 ]; then chmod a-w figures/heat; fi
ln -s /dev/full "$copy/full"; generated/bin/heat --quick --out "$copy/full" >out 2>&1; rc=$?
[ $rc -eq 1 ] && grep -q '^heat: ' out && good 'a folder that cannot be written is named, with status 1' || bad "an unwritable folder: status $rc"

# last, since it leaves programs newer than their results; which these are says what would run, as running all takes minutes
newer() { for p in figures/*/results.tex; do d=$(basename "${p%/*}"); [ "generated/bin/$d" -nt "$p" ] && printf '%s ' "$d"; done; }
make -j2 chapters >out 2>&1; early=$(newer)
perl -0pi -e 's/static const char \*program="book";/static const char *program="folio";/' web/base.w
make -j2 chapters >out 2>&1; late=$(newer)
[ -z "$early" ] && [ "$late" = "$all" ] && good 'an edit of what all programs use would run them all' || bad "an edit of base would run: $late (before it: $early), not $all"

# the same bytes from a clean build in another folder as from the build at hand; the sources are those of the last commit and what is not committed yet
mkdir -p "$copy/another/place" && cd "$top" && git ls-files -z --cached --others --exclude-standard | grep -zv '^book.pdf$' | xargs -0 cp --parents -t "$copy/another/place"
if cd "$copy/another/place" && git init -q . && git add -A . && make -j2 book >out 2>&1; then
  a=$(cd "$top" && { sums; sha256sum book.pdf; }) b=$({ sums; sha256sum book.pdf; })
  if [ "$a" = "$b" ]; then good 'two builds in different folders give the same bytes'; else diff <(echo "$a") <(echo "$b") >out; bad 'two builds differ'; fi
else bad 'a clean build'; fi
cd "$copy" || exit 1
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
