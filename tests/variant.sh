#!/bin/bash
# variant.sh program|test CHANGE.ch DIR: tangle the book with a change file, compile what it changes, and link it with the rest:
# DIR/program is the chapter's program, or its tests.  CC, CFLAGS, LIBS come from make.  The stem is the change file's name up to the hyphen.
set -eu
kind=$1 change=$2 dir=$3 top=$PWD g=${G:-generated}
stem=$(basename "$change" .ch); stem=${stem%%-*}
fail() { echo "$(basename "$change"): $*" >&2; exit 1; }
rm -rf "$dir"; mkdir -p "$dir/tangle" "$dir/code"
(cd "$dir/tangle" && CWEBINPUTS="$top/web:$top/chapters" ctangle -bhp book.w "$top/$change" book >../tangle.log 2>&1) ||
  { cat "$dir/tangle.log" >&2; fail 'does not tangle'; }
cp -p "$g"/*.c "$g"/*.h "$dir/code/"; mkdir "$dir/before"; cp -p "$dir"/code/* "$dir/before/"
perl web/tangle.pl "$dir/tangle" "$dir/code"
changed=
for f in "$dir"/code/*; do cmp -s "$f" "$dir/before/${f##*/}" || changed="$changed ${f##*/}"; done
[ -n "$changed" ] || fail 'changes no code'
case "$changed" in *.h*) set -- $(cd "$dir/code" && ls *.c | grep -v '_main\.c$');; *) set -- $(printf '%s\n' $changed | grep '\.c$' | grep -v '_main\.c$' || :);; esac
objects=
for f; do $CC -I"$dir/code" $CFLAGS -c "$dir/code/$f" -o "$dir/${f%.c}.o" || fail 'does not compile'; objects="$objects $dir/${f%.c}.o"; done
if [ "$kind" = program ]; then main="$dir/code/${stem}_main.c"; else main="tests/$stem.c"; fi
$CC -I"$dir/code" $CFLAGS "$main" $objects "$g/libbook.a" $LIBS -o "$dir/program" || fail 'does not link'
rm -rf "$dir/before"
