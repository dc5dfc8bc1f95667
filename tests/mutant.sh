#!/bin/bash
# mutant.sh NAME DIR: build the mutant NAME, run its chapter's tests, and write DIR/NAME.txt: one line a test that fails by assertion.
# A mutant that does not tangle or compile, or that makes a test crash or time out, is no mutant: an error.  One that survives is an error too.
set -eu
name=$1 dir=$2 log=$2/$1.log
tests/variant.sh test "tests/mutants/$name.ch" "$dir/$name"
"$dir/$name/program" --tap="$dir/$name.tap" --filter '!(*_long)/*' >"$log" 2>&1 || :
[ -s "$dir/$name.tap" ] || { echo "$name: its tests did not run" >&2; exit 1; }
if grep -q -E 'unexpected signal|timed out' "$dir/$name.tap"; then
  grep -E 'unexpected signal|timed out' "$dir/$name.tap" | head -3 >&2; echo "$name: dies by a signal or a timeout, not by an assertion" >&2; exit 1; fi
sed -n 's/^not ok - \([A-Za-z0-9_]*\)::\([A-Za-z0-9_]*\).*/\1 \2/p' "$dir/$name.tap" >"$dir/$name.killed"
[ -s "$dir/$name.killed" ] || { echo "$name: survives the tests" >&2; exit 1; }
# the tests that the mutant says it is for, in a line "Kills: NAME...", must be among them: the ledger of the book prints them
kills=$(sed -n '/^@x/q; s/^Kills: //p' "tests/mutants/$name.ch")
[ -n "$kills" ] || { echo "$name: no line 'Kills: TEST...' before its first change" >&2; exit 1; }
for t in $kills; do grep -q " $t\$" "$dir/$name.killed" || { echo "$name: says that it kills the test $t, which passes" >&2; exit 1; }; done
mv "$dir/$name.killed" "$dir/$name.txt"
echo "mutant $name: killed by $(cut -d ' ' -f 2 "$dir/$name.txt" | tr '\n' ' ')"
rm -rf "${dir:?}/$name"
