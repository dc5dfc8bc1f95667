#!/bin/bash
# chapter.sh: follows "Add a chapter" in README.md to the letter, in a copy of the built tree, sees the new chapter in the book, and takes it out again.
# Each test prints one line; any that fails ends the script with status 1.
set -u
copy=$(mktemp -d) passed=0 failed=0
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT TERM
cp -a . "$copy/book" && cd "$copy/book" || exit 1
good() { passed=$((passed+1)); echo "chapter: $1"; }
bad() { failed=$((failed+1)); echo "chapter: FAILED: $1" >&2; [ -s out ] && tail -15 out >&2; return 0; }
say() { if grep -q -e "$1" out; then good "$2"; else bad "$2"; fi; }
steps() { sed -n '/^## Add a chapter/,/^## /s/^       //p' README.md; }
files='chapters/wave.w tests/wave.c tests/mutants/wave-cube.ch'
status=$(git status --porcelain) sum=$(sha256sum book.pdf) order=$(cat web/book.w | cksum) types=$(cat web/types.w | cksum)
[ "$(steps | wc -l)" = 8 ] && steps | tail -n 1 | grep -q '^make book ' && steps | tail -n 2 | grep -q '^make proof-wave$' || { echo 'chapter: README.md has other steps than these' >&2; exit 1; }

touch mark; sleep 1.1
steps | head -n -2 | bash -e >out 2>&1 || bad 'the steps before the first make'
steps | tail -n 2 | head -n 1 | bash -e >out 2>&1 && pdftotext generated/proof/wave.pdf - 2>/dev/null | grep -q 'The wave equation' && good 'the proof of the chapter is typeset' || bad 'the proof of the chapter'
steps | tail -n 1 | bash -e >out 2>&1 && good 'the book is built, the tests and the mutant do what they should, the lint is content' || bad 'the book with the chapter, its tests, its mutant, the lint'
ran=$(find figures -name results.tex -newer mark | sort | tr '\n' ' ')
[ "$ran" = 'figures/press/results.tex figures/wave/results.tex ' ] && good 'its program ran, that of the chart, and no other' || bad "programs that ran: $ran"
grep -q -x '1 passed, 0 failed' out && grep -q '^mutant wave-cube: killed by square' out && good 'one test passed, and the mutant is killed by it' || bad 'its test and its mutant'
pdftotext -layout book.pdf out
say '[0-9] *The wave equation' 'its title stands in the book'
say 'it is 8\.000\.' 'its numbers stand in the book'
say 'The parabola y = ' 'its figure stands in the book'
say 'twice the distance the parabola is four times as high' 'its claim stands in the book'
say 'ratio[ .]*4 .*\[3\.99, *4\.01\]' 'the ledger has the value and the bounds of the claim'
say 'The slope taken for the step' 'its box stands in the list of what is usually got wrong'
say 'square  *[0-9.]*  *10.*, a few units of rounding  *cube' 'the ledger names its test, the tolerance and the mutant'

# what is missing is told
missing() { perl tests/lint.pl all chapters/wave.w >out 2>&1; perl web/ledger.pl --check chapters/wave.w >>out 2>&1; say "$1" "it is told that $2 is missing"; }
mv tests/wave.c kept; missing 'no test square in tests/wave.c' 'a test'; mv kept tests/wave.c
mv tests/mutants/wave-cube.ch kept; missing 'no mutant says that it kills the test square' 'a mutant'; mv kept tests/mutants/wave-cube.ch
sed -i.kept 's/Tolerance: //' tests/wave.c; missing 'the test square states no tolerance' 'a tolerance'; mv tests/wave.c.kept tests/wave.c
sed -i.kept 's/\\tested\[th:wave-square\]/\\tested/' chapters/wave.w; missing 'no test tries the theorem th:wave-square' 'the statement of a test'; mv chapters/wave.w.kept chapters/wave.w
sed -i.kept '/^@s WaveParabola/d' web/types.w; missing 'the type WaveParabola is missing in web/types.w' 'a type'; mv web/types.w.kept web/types.w
sed -i.kept '/^@i wave/d' web/book.w; missing 'web/book.w has no line @i wave.w' 'the place in the book'; mv web/book.w.kept web/book.w

# and out again
rm $files; perl -ni -e 'print unless /^\@(i wave\.w|s WaveParabola int)$/' web/book.w web/types.w
[ "$order $types" = "$(cat web/book.w | cksum) $(cat web/types.w | cksum)" ] || bad 'the lines of book.w and types.w'
touch mark; sleep 1.1; make book >out 2>&1; rc=$?
[ $rc -eq 0 ] && [ "$(find figures -name results.tex -newer mark)" = figures/press/results.tex ] && [ "$sum" = "$(sha256sum book.pdf)" ] && good 'without it the book is the same bytes as before, and only the chart was drawn again' || bad 'the book without it'
rm -f mark out; now=$(git status --porcelain)
[ "$status" = "$now" ] && good 'and nothing is left behind that git sees' || { echo "$now" >out; bad 'what git sees'; }
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
