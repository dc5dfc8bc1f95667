#!/bin/bash
# costs.sh STEM...: what each chapter and appendix costs, as a table: its pages, the lines and sections of its web; seconds by the clock and of processors
# of its program, and of the program with --quick by the clock; its short tests, their seconds, its mutants.  Programs write to a folder that is removed.
set -u
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
trap 'exit 130' INT TERM
TIMEFORMAT='%1R %1U %1S'
timed() { { time "$@" >"$out/log" 2>&1 || echo failed >"$out/failed"; } 2>"$out/time"; [ ! -e "$out/failed" ] || { tail -5 "$out/log" >&2; echo "costs: $* failed" >&2; exit 1; }; read -r clock user system <"$out/time"; }
pages() { # from where its label is to where the next part or chapter begins
  perl -e 'my ($stem) = @ARGV; local $/; open my $aux, "<", "generated/book.aux" or exit; open my $toc, "<", "generated/book.toc" or exit;
    my ($p) = <$aux> =~ /^\\newlabel\{ch:$stem\}\{\{[^{}]*\}\{(\d+)\}/m or exit; my ($next) = sort { $a <=> $b } grep { $_ > $p } <$toc> =~ /^\\contentsline \{(?:part|chapter)\}.*\}\{(\d+)\}\{[^{}]*\}/mg; print $next-$p if $next' "$1"; }
row='%-14s %6s %6s %8s %9s %9s %7s %6s %7s %8s\n'
printf "\n$row" costs pages lines sections 'run, s' 'cpu, s' 'quick' tests 'tests,s' mutants
total=(0 0 0 0 0 0 0 0 0)
for s; do
  web=$(ls "chapters/$s.w" "web/$s.w" 2>/dev/null) run=- cpu=- quick=- tests=- testing=-
  if [ -x "generated/bin/$s" ]; then
    timed "generated/bin/$s" --out "$out/full"; run=$clock cpu=$(perl -e 'printf "%.1f", $ARGV[0]+$ARGV[1]' "$user" "$system")
    timed "generated/bin/$s" --quick --out "$out/quick"; quick=$clock
    rm -rf "$out/full" "$out/quick"
  fi
  if [ -x "generated/test/$s" ]; then timed tests/run.sh short "generated/test/$s"; testing=$clock tests=$(sed -n 's/^\([0-9]*\) passed.*/\1/p' "$out/log"); fi
  cells=("$(pages "$s")" "$(wc -l <"$web")" "$(grep -c '^@\([* ]\|$\)' "$web")" "$run" "$cpu" "$quick" "$tests" "$testing" "$(ls tests/mutants/"$s"-*.ch 2>/dev/null | wc -l)")
  printf "$row" "$s" "${cells[@]}"
  for i in "${!cells[@]}"; do total[i]=$(perl -e 'printf "%.8g", $ARGV[0]+($ARGV[1] =~ /\d/ ? $ARGV[1] : 0)' "${total[i]}" "${cells[i]}"); done
done
printf "$row" all "${total[@]}"
