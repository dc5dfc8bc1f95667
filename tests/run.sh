#!/bin/bash
# run.sh short|all TEST...: run test programs and sum up.  A test program fails if it says so, if it runs no test, or if a sanitizer wrote a
# report: inside a Criterion test a leak is printed and the run still says that it passed, so the reports go to files, and any file counts.
set -u
which=$1; shift
filter='!(*_long)/*'; [ "$which" = all ] && filter='*/*'
reports=$(mktemp -d); trap 'rm -rf "$reports"' EXIT
export ASAN_OPTIONS="log_path=$reports/asan:detect_leaks=1:allocator_may_return_null=1" UBSAN_OPTIONS="log_path=$reports/ubsan:print_stacktrace=1"
export LSAN_OPTIONS="suppressions=$PWD/tests/leaks.txt:print_suppressions=0"
status=0 total=0 failed=0
for t; do
  log=$t.log
  "$t" --filter "$filter" >"$log" 2>&1; rc=$?
  line=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | sed -n 's/.*Synthesis: Tested: \([0-9]*\) | Passing: \([0-9]*\) | Failing: \([0-9]*\) | Crashing: \([0-9]*\).*/\1 \2/p')
  set -- $line; n=${1:-0} ok=${2:-0}
  if grep -q -s -E 'ERROR:|runtime error:' "$reports"/*; then cat "$reports"/* | head -60 >&2; rc=1; echo "${t##*/}: a sanitizer reports a fault" >&2; fi
  rm -f "$reports"/*
  [ "$n" -gt 0 ] || { rc=1; echo "${t##*/}: ran no test" >&2; }
  total=$((total+n)) failed=$((failed+n-ok))
  if [ $rc -ne 0 ]; then status=1; cat "$log" >&2; fi
  printf '%-12s %3d tests, %d failed\n' "${t##*/}" "$n" $((n-ok))
done
echo "$((total-failed)) passed, $failed failed"
exit $status
