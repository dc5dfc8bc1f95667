# notes.pl book.tex book.idx index.tex: writes index.tex, the index without local names, and beside it names.tex, the sorted names of book.scn, and prints the margin notes.  For every section, the functions and types of the book that its code or prose uses
# and another section defines: one line \cwnote{section}{items}.  And for every section the numbers of its lines of code, \cwlines{section}{n1,n2,...,}, a number for each group (weave.sty).  Exported names only: they have an underscore after a stem, or a capital.
use strict; use warnings;
my ($tex, $idx, $index) = @ARGV;
my $stems = join '|', map { s/_/\\\\_/gr } stems();
sub stems { for my $b ('web/book.w', '../../web/book.w') { open my $h, '<', $b or next; local $/; return <$h> =~ /^\@i (\w+)\.w$/mg } die "notes.pl: no web/book.w\n" }
my (%defined, %here); # name as cweave sets it => section of its first definition; and all such sections
open my $i, '<', $idx or die "notes.pl: $idx: $!\n";
{ local $/; my $all = <$i>; $all =~ s/%\n(?!\\I)//g; $all =~ s/\n(?!\\I)/ /g;
  # the index keeps subjects, the names that a web exports, and types
  open my $o, '>', $index or die "notes.pl: $index: $!\n";
  print $o by_letter(sub { $_[0] =~ /^\\I(.*?), / ? $1 : '' }, grep { !/^\\I(?:\\[\\|.&])/ || /^\\I\\\\\{(?:$stems)\\_[^{}]*\}/ || /^\\I\\&\{[A-Z][a-z]/ } sort { key_of($a) cmp key_of($b) } map { passim($_) . "\n" } split /\n/, $all);
  sub key_of { my ($n) = $_[0] =~ /^\\I(.*?), /; return sort_key($n // '') }
  close $o or die "notes.pl: $index: $!\n";
  while ($all =~ /^\\I(\\\\|\\&)\{((?:(?:$stems)\\_|[A-Z][a-z])[^{}]*)\}, (.*)\.$/mg) {
    my ($kind, $name, $list) = ($1, $2, $3);
    my @sections = $list =~ /\\\[(\d+)\]/g;
    next unless @sections;
    $defined{"$kind\{$name}"} = $sections[0];
    $here{"$kind\{$name}"}{$_} = 1 for @sections;
  } }
# the names of the sections: those of files, then the others, in the order of their letters; after each, the sections that use it
{ my $scn = $idx =~ s/idx$/scn/r;
  open my $n, '<', $scn or die "notes.pl: $scn: $!\n";
  my $all = do { local $/; <$n> };
  my $name = sub { $_[0] =~ /^\\I\\X[^:]*:(.*)\\X/s ? $1 : '' };
  my @names = map { $_->[1] } sort { $a->[0] cmp $b->[0] } map { [sort_key($name->($_)), $_] } map { "\\I$_" } grep { /\S/ } split /^\\I/m, $all;
  open my $o, '>', $index =~ s/index/names/r or die "notes.pl: $index: $!\n";
  print $o grep({ $name->($_) =~ /^\\\./ } @names), by_letter($name, grep { $name->($_) !~ /^\\\./ } @names);
  close $o or die "notes.pl: $index: $!\n"; }
sub passim { my ($head, $list) = $_[0] =~ /^(\\I.*?, )(.*)\.$/ or return $_[0]; # of a name that is used everywhere only the definitions
  my @n = split /, /, $list;
  my @defined = grep { /^\\\[/ } @n;
  return @n > 30 && @defined ? $head . join(', ', @defined, '\\emph{passim}') . '.' : $_[0] }
sub sort_key { my $k = lc shift; $k =~ s/\s+/ /g; $k =~ s/\\[a-z]+//g; $k =~ s/[^a-z0-9 ]//g; $k =~ s/ +/ /g; return $k }
sub by_letter { my ($name, @entries) = @_; # with a sign where another letter begins
  my $last = '';
  return map { my ($l) = sort_key($name->($_)) =~ /([a-z])/; my $new = defined $l && $l ne $last ? "\\cwletter%\n" : ''; $last = $l if defined $l; ($new, $_) } @entries }
open my $t, '<', $tex or die "notes.pl: $tex: $!\n";
my ($section, %used, @order, @lines, $indent); # lines of each group of code
sub flush_notes {
  return unless defined $section;
  my @items = grep { !$here{$_}{$section} } @order;
  @items = sort { (my $x = $a) =~ s/^\\.//; (my $y = $b) =~ s/^\\.//; $x cmp $y } @items;
  my (%of, @short); # four names or more of one stem become one item, the stem with an asterisk
  /^\\\\\{([a-z0-9]+)\\_/ and push @{$of{$1}}, $_ for @items;
  for my $item (@items) {
    my ($stem) = $item =~ /^\\\\\{([a-z0-9]+)\\_/;
    if (!defined $stem || @{$of{$stem}} < 4) { push @short, "\\cwnoteitem{$item}{$defined{$item}}" }
    elsif ($item eq $of{$stem}[0]) { my ($first) = sort { $a <=> $b } map { $defined{$_} } @{$of{$stem}}; push @short, "\\cwnoteitem{\\\\{$stem\\_\\dots}}{$first}" }
  }
  print "\\cwlines{$section}{", map({ "$_," } @lines), "}%\n" if @lines > 1 || $lines[0];
  print "\\cwnote{$section}{", @short, "}%\n" if @short;
}
while (<$t>) {
  if (/^\\M\{(\d+)/ || /^\\N\{-?\d+\}\{(\d+)/) { flush_notes(); $section = $1; %used = (); @order = (); @lines = (0); $indent = 0 }
  while (/\\\\\{|\\([1267])(?![0-9A-Za-z])/g) { # a blank at the left edge begins a group
    next unless defined $1;
    if ($1 == 1) { $indent++ } elsif ($1 == 2) { $indent-- } elsif ($1 == 7 && $indent == 0) { push @lines, 1 } else { $lines[-1]++ }
  }
  while (/(\\\\|\\&)\{((?:[^{}])*)\}/g) {
    my $n = "$1\{$2}";
    push @order, $n if exists $defined{$n} && !$used{$n}++;
  }
}
flush_notes();
