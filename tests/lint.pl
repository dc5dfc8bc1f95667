# lint.pl: rules for the webs that neither the compiler nor TeX checks.
#   lint.pl all WEB...   every rule, on the webs, on what is tracked, and on generated/book.log
#   lint.pl log FILE     only what a LaTeX log tells
# One line a fault, "file:line: [rule] what"; exit status 1 if there is any.
use strict; use warnings;
my ($mode, @args) = @ARGV;
my $faults = 0;
sub fault { my ($where, $rule, $what) = @_; print STDERR "$where: [$rule] $what\n"; $faults++ }
sub slurp { my $f = shift; local $/; open my $h, '<', $f or die "lint.pl: $f: $!\n"; my $t = <$h>; return defined $t ? $t : '' }

# ---- what a LaTeX log tells --------------------------------------------------------------------------------------------
sub lint_log {
  my $file = shift;
  my $log = slurp($file);
  fault($file, 'reference', $1) while $log =~ /^(?:LaTeX|Package natbib) Warning: ((?:Reference|Citation) .* undefined.*)$/mg;
  fault($file, 'reference', $1) while $log =~ /^LaTeX Warning: (Label .* multiply defined.*)$/mg;
  fault($file, 'reference', $1) while $log =~ /^(pdfTeX warning .*(?:destination|name\{).*)$/mg;
  fault($file, 'reference', 'the references have not settled') if $log =~ /Rerun to get|Label\(s\) may have changed/;
  while ($log =~ /^Overfull \\([hv])box \(([\d.]+)pt too (?:wide|high)\)(.*)$/mg) { fault($file, 'overfull', "$2pt too wide or high$3") if $2 > 5 }
  fault($file, 'font', $1) while $log =~ /^(LaTeX Font Warning: Font shape .* undefined.*)$/mg;
}

# ---- a web taken apart: sections with their prose, code, name and first line ----------------------------------------------
sub sections {
  my $file = shift;
  my ($line, @s) = (0);
  my $part = 'limbo';
  for my $l (split /^/, slurp($file)) {
    $line++;
    if ($l =~ /^@(?:[ \t\n]|\*)/) { push @s, { file => $file, line => $line, prose => '', code => '', codeline => 0, name => '' }; $part = 'prose'; $l =~ s/^@.// }
    next if $part eq 'limbo' || !@s;
    if ($part eq 'prose' && $l =~ /^(.*?)@([<(])(.*?)@>\s*\+?=(?!=)(.*)$/s) {
      $s[-1]{prose} .= $1; $s[-1]{name} = ($2 eq '(' ? '@(' : '') . $3; $s[-1]{codeline} = $line; $part = 'code'; $s[-1]{code} .= $4; next }
    if ($part eq 'prose' && $l =~ /^\@[cp]\b/) { $s[-1]{codeline} = $line; $part = 'code'; next }
    fault("$file:$line", 'macro', '@d is not used in this book: an enum or a static const is') if $l =~ /^\@d\b/;
    $s[-1]{$part} .= $l;
  }
  return @s;
}
sub at { my ($text, $pos, $first) = @_; return $first + (substr($text, 0, $pos) =~ tr/\n//) }

# prose: | begins C text, also inside mathematics and column specifications, and cweave says nothing
my $math = qr/\\begin\{(equation|align|gather|multline|alignat|eqnarray)(\*?)\}.*?\\end\{\1\2\}|\\\[.*?\\\]|(?<!\\)\$\$.*?\$\$|(?<!\\)\$(?:[^\$\\]|\\.)*\$/s;
sub lint_prose {
  my ($s) = @_;
  my ($t, $f) = ($s->{prose}, $s->{file});
  $t =~ s/(?<!\\)%.*//g;
  while ($t =~ /\\\|/g) { fault("$f:" . at($t, pos $t, $s->{line}), 'bar', '\| starts C text; use \norm') }
  while ($t =~ /\\begin\{(?:tabular|array)\}(?:\[.\])?\{[^{}]*(?:\{[^{}]*\}[^{}]*)*?\|/g) { fault("$f:" . at($t, pos $t, $s->{line}), 'bar', 'a | in a column specification starts C text') }
  while ($t =~ /($math)/g) {
    my ($m, $end) = ($1, pos $t);
    fault("$f:" . at($t, $end - length($m) + index($m, '|'), $s->{line}), 'bar', 'a | inside mathematics starts C text; use \given, \abs or \norm') if $m =~ /\|/;
  }
  (my $bars = $t) =~ s/\\\|//g; $bars = ($bars =~ tr/|//);
  fault("$f:$s->{line}", 'bar', "an odd number of | in the prose of this section") if $bars % 2;
}

# comments in C are LaTeX text: _ and ^ only in mathematics or between bars
sub lint_comments {
  my ($s) = @_;
  my $c = $s->{code};
  $c =~ s/@[=tq^.:].*?@>//gs;
  $c =~ s/"(?:[^"\\\n]|\\.)*"/""/g;
  while ($c =~ m{/\*(.*?)\*/|//([^\n]*)}gs) {
    my ($text, $end) = (defined $1 ? $1 : $2, pos $c);
    (my $t = $text) =~ s/\|[^|]*\|//gs;
    fault("$s->{file}:" . at($c, $end, $s->{codeline}), 'bar', 'a | inside mathematics of a comment starts C text') if $t =~ /(?<!\\)\$[^\$]*\|[^\$]*\$/;
    $t =~ s/(?<!\\)\$(?:[^\$\\]|\\.)*\$//gs; $t =~ s/\\[_^]//g; $t =~ s/\\(?:eqref|ref|cite[pt]?|label|fig)\{[^}]*\}//g;
    fault("$s->{file}:" . at($c, $end, $s->{codeline}), 'comment', "$1 outside mathematics in a comment") if $t =~ /([_^])/;
  }
}

sub lint_all {
  my @webs = @_;
  my @order = slurp('web/book.w') =~ /^\@i (\w+)\.w$/mg;
  my %rank; @rank{@order} = 0 .. $#order;
  my $types = -e 'web/types.w' ? slurp('web/types.w') : '';
  my %owner; # section name => web
  my %is_chapter = map { $_ => -e "chapters/$_.w" ? 1 : 0 } @order;
  for my $web (@webs) {
    my ($stem) = $web =~ m{([^/]*)\.w$};
    my @s = sections($web);
    for my $s (@s) {
      lint_prose($s); lint_comments($s);
      (my $code = $s->{code}) =~ s/@[\^.:].*?@>//g;
      my $lines = grep { /\S/ } split /\n/, $code;
      fault("$web:$s->{line}", 'long', "$lines lines of code; 40 are the most, but for tables") if $lines > 40 && $s->{name} !~ /^Table of/;
      (my $name = $s->{name}) =~ s/\s+/ /g;
      next if $name eq '' || $name =~ /^@\(/ || $name =~ /\.\.\.$/;
      fault("$web:$s->{line}", 'name', "the section name \"$name\" is also one of $owner{$name}") if defined $owner{$name} && $owner{$name} ne $web;
      $owner{$name} = $web unless defined $owner{$name};
    }
    my $text = slurp($web);
    # includes: chapters see apparatus and earlier chapters, apparatus sees earlier apparatus, nobody sees a program
    while ($text =~ /^\s*#include "(\w+)\.h"/mg) {
      my $h = $1; my $where = "$web:" . at($text, $-[0], 1);
      next if $h eq $stem;
      if ($h =~ /_main$/ || !exists $rank{$h}) { fault($where, 'include', "$h.h is no header of this book") }
      elsif ($is_chapter{$stem} ? $is_chapter{$h} && $rank{$h} > $rank{$stem} : $is_chapter{$h} || $rank{$h} > $rank{$stem})
        { fault($where, 'include', "$stem may not include $h.h: it stands later in the order of dependence") }
    }
    # types: cweave sets a typedef as a type before its definition only if types.w says so
    while ($text =~ /^\s*typedef\b(?:[^;{]*?|[^;{]*\{.*?\}\s*)\b([A-Z]\w*);/msg) {
      my $t = $1;
      fault("$web:" . at($text, $-[0], 1), 'type', "the type $t is missing in web/types.w") unless $types =~ /^\@s $t int$/m;
    }
    # tests that a text names must exist
    while ($text =~ /\\tested(?:\[[^\]]*\])?\{(\w+)\}\{(\w+)\}/g) {
      my ($t, $n) = ($1, $2);
      next if -e "tests/$t.c" && slurp("tests/$t.c") =~ /\bTest\(\s*${t}(?:_long)?\s*,\s*$n\b/;
      fault("$web:" . at($text, $-[0], 1), 'tested', "there is no test $n in tests/$t.c");
    }
  }
  # a chapter has its place in the order of the book, and nothing of the template is left in it
  for my $f (glob 'chapters/*.w') {
    my ($stem) = $f =~ m{([^/]*)\.w$};
    fault($f, 'order', "web/book.w has no line \@i $stem.w") unless exists $rank{$stem};
    fault($f, 'order', "$1 of the template is left") if slurp($f) =~ /(?<![A-Z])(STEM|Stem(?=[A-Z])|TITLE)\b/;
  }
  # a file that is compiled comes out of a web, or it is a test
  for my $f (split /\n/, `git ls-files -- '*.c' '*.h' 2>/dev/null`) { fault($f, 'emitted', 'no web emits this file, and it is no test') unless $f =~ m{^tests/} }
  # exported names begin with the stem of their web
  for my $stem (@order) {
    next unless -e "generated/$stem.o";
    for (split /\n/, `nm -g --defined-only generated/$stem.o`) { my ($n) = /(\S+)$/; fault("generated/$stem.o", 'export', "$n does not begin with ${stem}_") if $n !~ /^${stem}_/ && $n !~ /^_/ }
  }
  # scraps that cweave cannot reduce: it tells only if asked, by @1 in the first section
  my $book = slurp('web/book.w');
  system('mkdir -p generated/lint') == 0 or die "lint.pl: cannot make generated/lint\n";
  $book =~ s/^(\@\*\*? ?[^\n]*\n)/$1\@1\n/m or $book =~ s/^(\@i (?!types)\w+\.w\n)/\@* Lint.\n\@1\n\n$1/m;
  open my $h, '>', 'generated/lint/book.w' or die "lint.pl: $!\n"; print $h $book; close $h;
  my $said = `cd generated/lint && CWEBINPUTS=.:../../web:../../chapters cweave -bhp +lno book.w 2>&1`;
  my $rc = $? >> 8;
  while ($said =~ /^Irreducible scrap sequence in section (\d+):((?: \S+)*)/mg) { # the first scrap, dead, is the name of the section
    my ($n, $list) = ($1, $2);
    my @left = (grep { $_ ne '@d' } map { s/\(Did$//r } split ' ', $list =~ s/\(Did you.*//r);
    fault('web/book.w', 'scrap', "cweave cannot reduce section $n: @left") if @left > 1;
  }
  fault('web/book.w', 'weave', "cweave says: $1") while $said =~ /^(! .*(?:\n.*)?)/mg;
  fault('web/book.w', 'weave', "cweave ends with status $rc") if $rc > 5;
  lint_log('generated/book.log') if -e 'generated/book.log';
}
if ($mode eq 'log') { lint_log(@args) } else { lint_all(@args) }
print "lint: clean\n" if !$faults && $mode eq 'all';
exit($faults ? 1 : 0);
