#!/bin/bash
# robust.sh: every program of the book in a world that does not want it to work: wrong options, folders that cannot be written, full disks, signals, closed
# pipes, missing fonts, broken weights; and in worlds that must not matter: threads, locales, environments, current folders.  All in a folder of its own; the
# book's figures are not touched.  Each test prints one line; any that fails ends the script with status 1.  What a machine does not allow has a stand-in,
# and the line says which.  With names of tests as arguments, as in "tests/robust.sh signals", it runs only those.
set -u
unset OPENBLAS_CORETYPE
export LC_ALL=C OMP_WAIT_POLICY=passive top=$PWD work bin passed=0 failed=0 asked=" base $* "; [ $# -gt 0 ] || asked=
work=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
chmod 755 "$work"; bin=$work/bin; mkdir -p "$bin" "$work/generated/weights"
programs='langevin' # the slowest first
for f in generated/bin/*.linked; do p=$(basename "$f" .linked); cp -p "generated/bin/$p" "$bin/"; [ "$p" = langevin ] || programs="$programs $p"; done
cp generated/weights/*.safetensors "$work/generated/weights/"; cp generated/includes.csv "$work/generated/"
quick='heat sde solvers poisson outlook plot' # those whose --quick takes no longer than a second
untouched=$(find figures generated/weights -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum; git status --short 2>/dev/null)

# ---- how a test runs: for each program, two at a time, in a folder of its own, a function prints what is wrong, and nothing if nothing is ------------------
each() { # each DESCRIPTION FUNCTION PROGRAM...
  local what=$1 try=$2 wrong; shift 2
  [ -z "$asked" ] || [[ $asked = *" $try "* ]] || return 0
  wrong=$(printf '%s\n' "$@" | xargs -P 2 -n 1 bash -c 'p=$1 here=$work/$0-$1; mkdir -p "$here/in"; ln -s "$work/generated" "$here/in/"; cd "$here/in" && "$0"' "$try" 2>&1)
  chmod -R u+w "$work/$try"-*; rm -rf "$work/$try"-*
  if [ -z "$wrong" ]; then passed=$((passed+1)); echo "robust: $what"
  else failed=$((failed+1)); { echo "robust: FAILED: $what"; head -25 <<<"$wrong" | cut -c 1-400; } >&2; fi
}
ends() { # ends STATUS PATTERN COMMAND...: that status, one line like the pattern on the standard error, and nothing on the standard output
  local status=$1 like=$2 rc; shift 2
  "$@" >../said 2>../err </dev/null; rc=$?
  [ $rc = "$status" ] && [ ! -s ../said ] && [ "$(grep -vc 'does not hold with these options' ../err)" = 1 ] && grep -q "^$p: .*$like" ../err || { local words="$*"; echo "$p: ${words//"$work"/}: status $rc: $(tail -3 ../err)" | cut -c 1-300; }
}
clean() { [ "$(ls -A)" = generated ] || { echo "$p: $* leaves $(ls -A | tr '\n' ' ')"; rm -rf -- [!g]*; }; } # nothing is written
old() { rm -rf fig; cp -r "$work/old/$p" fig; } # figures of an earlier run
whole() { # whole STATUS WHAT...: after a failure all figures are old, after a success all are new; moons may keep checkpoints
  local rc=$1 difference; shift
  difference=$(diff -rq -x '*.checkpoint' fig "$work/$([ "$rc" = 0 ] && echo base || echo old)/$p") || echo "$p: $*: status $rc, and $(head -2 <<<"$difference")"
}
struck() { # struck SIGNALS DELAY COMMAND...: prints the status of a command that gets the signals, with commas between, after so many seconds
  perl -MTime::HiRes=sleep -e 'my ($signals, $delay, @run) = @ARGV;
    my $pid = fork; if (!$pid) { $SIG{$_} = "DEFAULT" for qw(INT TERM HUP); open STDERR, ">", "/dev/null"; exec @run; exit 127 }
    sleep $delay; kill $_, $pid for split /,/, $signals; waitpid $pid, 0; print $? & 127 ? 128 + ($? & 127) : $? >> 8' "$@"
}
deaf() { perl -e 'pipe R, W; close R; open STDOUT, ">&W"; open STDERR, ">&W"; $SIG{PIPE} = "DEFAULT"; exec @ARGV' "$@"; } # nobody reads what it prints
barred() { # barred WAY FOLDER COMMAND...: for the command the folder is not writable
  local way=$1 folder=$2 rc; shift 2
  case $way in
  permissions) chmod -R a-w "$folder"; $lowly "$@"; rc=$?; chmod -R u+w "$folder"; return $rc;;
  mount) unshare -rm bash -c 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && cd "$PWD" && "$@"' "$folder" "$@";;
  esac
}

# ---- what this machine allows -------------------------------------------------------------------------------------------------------------------------------
export ways='' lowly='' small=''
if [ "$(id -u)" != 0 ]; then ways=permissions
else lowly='setpriv --reuid 65534 --regid 65534 --clear-groups'; if $lowly "$bin/plot" --help >/dev/null 2>&1; then ways=permissions; fi; fi
mkdir "$work/mount"
if unshare -rm bash -c 'mount -t tmpfs -o size=32k none "$0" && mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"' "$work/mount" 2>/dev/null; then ways="$ways mount" small=yes; fi
export -f ends clean old whole struck deaf barred

# ---- the runs that others are compared with -------------------------------------------------------------------------------------------------------------------
base() {
  "$bin/$p" --quick --threads 2 --out "$work/base/$p" >../said 2>../err || echo "$p --quick: status $?: $(tail -1 ../err)"
  mkdir -p "$work/old/$p"; for f in "$work/base/$p"/*; do echo "old ${f##*/}" >"$work/old/$p/${f##*/}"; done; clean --quick
}
export -f base; each 'every program runs with --quick and writes to its folder only' base $programs

# ---- options --------------------------------------------------------------------------------------------------------------------------------------------------
options() {
  ends 2 "'--nonsense'.*--seed.*--help" "$bin/$p" --out o --nonsense 3; ends 2 "'-x'.*--seed" "$bin/$p" --out o -x; ends 2 "'stray'" "$bin/$p" --out o stray
  ends 2 '--quick' "$bin/$p" --out o --quick=3; ends 2 "--out takes.*''" "$bin/$p" --out ''; ends 2 '--out takes' "$bin/$p" --out
  "$bin/$p" --help >../help || echo "$p --help: status $?"
  { awk '/^  --/ {name=substr($1, 3)} /^ +from .* to .*;/ {sub(";", "", $4); print name, $2, $4}' ../help; echo 'seed 0 9007199254740992'; echo 'threads 1 1024'; } |
    while read -r name low high; do
    like="--$name takes .* from .* to "; whole=
    ends 2 "$like" "$bin/$p" --out o "--$name"
    for word in '' abc '12 x' 5z 1e 0,5 . - -- nan NaN inf -inf 1e999 "$(awk "BEGIN{printf \"%.17g\", $low-1}")" "$(awk "BEGIN{printf \"%.17g\", $high*1.001+2}")"; do
      ends 2 "$like.*'$word'" "$bin/$p" --out o "--$name" "$word"
    done
    if grep -q 'whole number' ../err; then ends 2 "$like" "$bin/$p" --out o "--$name" "$low.5"; fi
  done
  clean 'a wrong option'
}
export -f options; each 'wrong options: one line that names program, option and range, status 2, nothing written' options $programs

# ---- folders, disks ---------------------------------------------------------------------------------------------------------------------------------------------
folders() {
  echo something >../file; mkdir -p ../no
  for folder in ../file ../file/below /dev/null/x /proc /proc/x "../$(printf '%0300d' 0)" "../$(printf '%0300d' 0)/x"; do ends 1 "${folder:0:200}" "$bin/$p" --quick --out "$folder"; done
  for way in $ways; do
    old; ends 1 'cannot write in the folder fig: ' barred "$way" fig "$bin/$p" --quick --out fig; whole 1 "a folder without $way"
    ends 1 '../no/a' barred "$way" ../no "$bin/$p" --quick --out ../no/a/b
    ends 1 'figures' barred "$way" . "$bin/$p" --quick
  done
  rm -r fig; clean 'a folder that cannot be written'
}
export -f folders; each "folders that cannot be written (files, /proc, too long a name; by ${ways:-nothing more here}): named, status 1, old figures whole" folders $programs

full() { # a disk with room for three old figures and hardly more
  local three; three=$(cd "$work/old/$p" && ls | tail -3)
  here='cp $(sed "s,^,$work/old/$p/," <<<"$three") fig/; cp -r fig ../before; ends 1 "cannot write fig/[^ ]*[a-z]: [A-Z]" "$bin/$p" --quick --out fig; diff -rq ../before fig'
  mkdir fig; export p three
  if [ -n "$small" ]; then unshare -rm bash -c "mount -t tmpfs -o size=20k none fig; $here"; rm -r ../before; fi
  rm -rf fig; mkdir fig; (ulimit -f 2; eval "$here"); rm -r fig ../before; clean 'a full disk'
}
export -f full; each "a full disk (${small:+a file system of 20 kB, and }a limit on the size of files): the file is named, old figures are whole, nothing else is left" full $programs

place() { # something stands in the place of a figure
  old; f=$(ls fig | head -1); rm "fig/$f"; mkdir -p "fig/$f/x"; cp -r fig ../before
  ends 1 "$f" "$bin/$p" --quick --out fig; diff -rq -x '*.checkpoint' fig ../before
}
export -f place; each 'a folder in the place of a figure: named, and all other figures are old' place $quick

# ---- signals, pipes ---------------------------------------------------------------------------------------------------------------------------------------------
signals() {
  old
  for blow in INT,0 INT,.004 INT,.015 INT,.05 INT,.12 INT,.3 TERM,.01 TERM,.07 TERM,.2 HUP,.03 HUP,.1 INT,INT,.04 INT,TERM,.08 HUP,TERM,INT,INT,.06; do
    rc=$(struck "${blow%,*}" "${blow##*,}" "$bin/$p" --quick --out fig)
    case $rc,$blow in 0,*|130,*INT*|143,*TERM*|129,*HUP*);; *) echo "$p: $blow: status $rc";; esac
    whole "$rc" "struck by $blow"; if [ "$rc" = 0 ]; then old; fi # done before the blow fell
  done
}
export -f signals; each 'struck by SIGINT, SIGTERM, SIGHUP, at many times, also twice: status 130, 143, 129, old figures whole, nothing else left' signals $programs

pipes() {
  old; deaf "$bin/$p" --quick --out fig; whole $? 'a closed pipe'
  old; deaf "$bin/$p" --quick --nonsense; deaf "$bin/$p" --help; whole 1 'a closed pipe'
  ends 1 'standard output' bash -c '"$0" --help >/dev/full' "$bin/$p"
}
export -f pipes; each 'a closed pipe for what is printed, and a full one: figures are all old or all new' pipes $quick reversal

# ---- fonts, weights -----------------------------------------------------------------------------------------------------------------------------------------------
fonts() {
  echo "<fontconfig><dir>$work/mount</dir><cachedir>$work/mount</cachedir></fontconfig>" >../fonts.conf; old
  FONTCONFIG_FILE=$PWD/../fonts.conf ends 1 'font TeX Gyre Pagella is not installed' "$bin/$p" --out fig; whole 1 'without the font'
  [ -z "$(find fig -name '*.checkpoint')" ] || echo "$p: the font is missed late"
}
export -f fonts; each "without the book's font: it is named at once, and nothing is written" fonts $programs

weights() {
  local w=generated/weights/$1; shift; rm generated; mkdir -p generated/weights
  for state in missing empty short garbage folder shape; do
    rm -rf "$w"
    case $state in
    empty) : >"$w";; short) head -c 40000 "$work/$w" >"$w";; garbage) head -c 9000 "$bin/plot" >"$w";; folder) mkdir "$w";;
    shape) sed '1s/"width":"[0-9]*"/"width":"9999999"/' "$work/$w" >"$w";; esac
    ends 1 "$w[: ] *[a-z]" "$bin/$p" --quick --out fig "$@"; rm -rf fig/ "$w"
  done
}
moons_weights() { weights moons.safetensors; }; poisson_weights() { weights poisson.safetensors --boundary cold; }
export -f weights moons_weights poisson_weights
each "weights of the moons that are missing, empty, truncated, garbage, a folder, of an impossible shape: named, status 1" moons_weights samplers
each "the same for the weights of the plates" poisson_weights poisson

# ---- what must not matter -----------------------------------------------------------------------------------------------------------------------------------------
mkdir -p "$work/locale" "$work/base"; export LOCPATH=; comma=
if localedef -i de_DE -f UTF-8 "$work/locale/de_DE.UTF-8" >/dev/null 2>&1; then export LOCPATH=$work/locale comma=de_DE.UTF-8
else unset LOCPATH; for l in $(locale -a); do if [ "$(LC_ALL=$l bash -c 'printf %.1f 0.5' 2>/dev/null)" = 0,5 ]; then export comma=$l; fi; done; fi
compare() { diff -rq "$work/base/$p" o | head -2 | sed "s/^/$p: $1: /"; rm -rf o; }
alike() {
  run=("$bin/$p" --quick --out o)
  for n in 1 7; do "${run[@]}" --threads $n 2>../err; compare "$n threads"; done
  OMP_NUM_THREADS=3,2 OMP_DYNAMIC=true OMP_SCHEDULE=guided,3 OMP_NESTED=true "${run[@]}" 2>../err; compare 'OMP_NUM_THREADS=3,2'
  OMP_NUM_THREADS=99999 OMP_THREAD_LIMIT=5 "${run[@]}" 2>../err; compare 'OMP_NUM_THREADS=99999'
  OMP_NUM_THREADS=some OMP_SCHEDULE=-1 OMP_STACKSIZE=x "${run[@]}" 2>../err; compare 'OMP_NUM_THREADS=some'
  LC_ALL=$comma LANG=$comma LANGUAGE=de "${run[@]}" 2>../err; compare "$comma"
  "${run[@]}" <&- >&- 2>&-; compare 'closed streams'
  env -i PATH=/usr/bin "${run[@]}" 2>../err; compare 'an empty environment'
  env -u TERM HOME=/nowhere XDG_CACHE_HOME=/dev/null COLUMNS=1 LINES=0 TZ=Asia/Kolkata SOURCE_DATE_EPOCH=1 POSIXLY_CORRECT=1 "${run[@]}" 2>../err; compare 'an odd environment'
  clean 'a run'
}
alike_together() { LC_ALL=$comma LANG=$comma env -u HOME -u TERM TZ=Asia/Kolkata OMP_NUM_THREADS=3 "$bin/$p" --quick --out o <&- >&- 2>&-; compare 'all at once'; clean 'a run'; }
numbers() {
  "$bin/$p" --quick --lambda 0.125 --out "$PWD/a" 2>../err; LC_ALL=$comma "$bin/$p" --quick --lambda 0.125 --out b 2>../err; diff -rq a b; rm -rf a b
  LC_ALL=$comma ends 2 "--lambda takes a number from .*'0,125'" "$bin/$p" --lambda 0,125 --out c
}
export -f compare alike alike_together numbers; slow=$(for p in $programs; do [[ " $quick " = *" $p "* ]] || echo "$p"; done)
each "the same bytes with 1, 2, 7 and odd numbers of threads, a locale with decimal commas (${comma:-none can be had here}), closed streams, empty and odd environments" alike $quick
each 'the same bytes of the longer programs with all of this at once' alike_together $slow
each 'numbers of the command line are read with a point in any locale' numbers heat

# ---- make, and the book's own files -------------------------------------------------------------------------------------------------------------------------------
reported() {
  mkdir -p book/generated book/figures
  (cd "$top" && cp -rp GNUmakefile web chapters tests "$here/in/book/" && cp -rp generated/bin generated/*.* generated/tangled generated/flags "$here/in/book/generated/")
  cd book && cp -r "$work/old/$p" figures/ && touch -d '1 minute ago' figures/*/* && touch generated/bin/* || { echo 'no copy of the tree'; return; }
  [ -z "$lowly" ] || chown -R 65534:65534 .
  barred "${ways%% *}" "figures/$p" make "figures/$p/results.tex" >../../said 2>&1; rc=$?
  [ $rc = 2 ] && grep -q "^$p: cannot write in the folder figures/$p" ../../said && grep -q "figures/$p/results.tex.*Error 1" ../../said || { echo "make: status $rc"; tail -5 ../../said; }
  diff -rq figures/"$p" "$work/old/$p"
}
export -f reported
if [ -n "$ways" ]; then each 'make reports a program that cannot write its figures, which stay' reported plot; else echo 'robust: make with figures that cannot be written: nothing here can forbid to write; left to the tests of folders'; fi

if [ "$untouched" = "$(find figures generated/weights -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum; git status --short 2>/dev/null)" ]; then passed=$((passed+1)); echo "robust: the book's own figures and sources are as they were"
else failed=$((failed+1)); echo "robust: FAILED: the book's own files were changed" >&2; fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
