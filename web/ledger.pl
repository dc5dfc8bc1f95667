# ledger.pl WEB...: prints the claims ledger as LaTeX.  For every chapter and appendix, in the order of the book, first the tests that the web names by
# \tested[LABELS]{stem}{test}: the statements that a test tries, its tolerance (the sentence "Tolerance: ..." of the comment before it in tests/stem.c), and the
# mutants that it kills (the line "Kills: ..." of tests/mutants/stem-*.ch, which make mutants verifies); then the statements of \untested{LABELS}{why}; then the claims
# that the program weighed in its last run, each with the value measured and its bounds, from figures/stem/claims.csv.
#   ledger.pl --check WEB...   prints nothing, but names what is missing: a statement that no test tries, a test without tolerance, or without a mutant
use strict; use warnings;
my $check = @ARGV && $ARGV[0] eq '--check' && shift;
my $faults = 0;
sub fault { return unless $check; print STDERR "$_[0]: [ledger] $_[1]\n"; $faults++ }
sub slurp { my $f = shift; local $/; open my $h, '<', $f or return ''; my $t = <$h>; return defined $t ? $t : '' }
sub tex { # text of a comment in C as LaTeX: powers of ten and what TeX takes for a command
  my $t = shift;
  $t =~ s/\s+/ /g; $t =~ s/\\/\x01/g; $t =~ s/([#%&\$_{}])/\\$1/g; $t =~ s/\x01/\\textbackslash{}/g; $t =~ s/\^/\\textasciicircum{}/g; $t =~ s/~/\\textasciitilde{}/g;
  $t =~ s/\b(\d+(?:\.\d+)?)e(-?)0*(\d+)\b/($1 eq '1' ? '$' : "\$$1\\cdot") . "10^{$2$3}\$"/ge;
  my $greek = qr/pi|tau|sigma|beta|alpha|theta|eta|kappa|lambda|delta/;
  $t =~ s/\b($greek)\b/\x02$1 /g; # what a comment writes in letters
  $t =~ s{\bsqrt\(([\w/+\-. \x02]+)\)}{\$\\sqrt{$1}\$}g;
  $t =~ s/(\x02\w+ |\b[A-Za-z]\b|\b\d)\\textasciicircum\{\}(\d+)/\$$1^{$2}\$/g;
  my @part = split /\$/, $t, -1; # inside and outside of mathematics by turns
  for my $k (0 .. $#part) { if ($k%2) { $part[$k] =~ s/\x02(\w+) /\\$1 /g } else { $part[$k] =~ s/\x02(\w+) /\$\\$1\$ /g } }
  $t = join '$', @part;
  $t =~ s/(<=?|>=?)/$1 eq '<=' ? '$\\le$' : $1 eq '>=' ? '$\\ge$' : "\$$1\$"/ge;
  return $t }
sub number { # as a person writes it: four digits, powers of ten
  my $v = shift;
  return $v > 0 ? '\infty' : '-\infty' if $v =~ /inf/i;
  return '0' if $v == 0;
  return sprintf('%d', $v) if $v == int $v && abs($v) < 1e5;
  my $t = sprintf "%.*g", $_[0] // 4, $v;
  $t = "$1\\cdot10^{" . ($2+0) . "}" if $t =~ /^(.*)e(.*)$/;
  $t =~ s/^(-?)1\\cdot/$1/;
  return $t }
my %kills; # "stem test" => mutants
for my $f (sort glob 'tests/mutants/*.ch') {
  my ($m, $stem) = $f =~ m{(([^/]*?)-[^/]*)\.ch$} or next;
  my ($l) = slurp($f) =~ /\A.*?^Kills: ([^\n]*)\n.*?^\@x/ms or fault($f, "no line \"Kills: TEST...\" before its first change"), next;
  push @{$kills{"$stem $_"}}, $m =~ s/^\Q$stem\E-//r for split ' ', $l;
}
for my $web (@ARGV) {
  my ($stem) = $web =~ m{([^/]*)\.w$};
  my $text = slurp($web);
  $text =~ s/(?<!\\)%.*//g;
  my %claimed; # in a sentence of the prose, to which the ledger can lead
  $claimed{$1} = 1 while $text =~ /\\claim\{([^}]*)\}/g;
  my (%kind, @tests, %tried, @untested);
  $kind{$2} = $1 while $text =~ /\\begin\{(theorem|lemma|corollary|proposition)\}(?:\[(?:[^\[\]{}]|\{[^{}]*\})*\])?\s*\\label\{([^}]*)\}/g;
  my $statements = () = $text =~ /\\begin\{(?:theorem|lemma|corollary|proposition)\}/g;
  fault($web, ($statements-keys %kind) . " statements have no label") if $statements != keys %kind;
  while ($text =~ /\\tested(?:\[([^\]]*)\])?\{(\w+)\}\{(\w+)\}|\\untested\{([^}]*)\}\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/g) {
    my ($labels, $s, $t, $free, $why) = ($1, $2, $3, $4, $5);
    my @l = grep { length } split /\s*,\s*/, $labels // $free // '';
    for (@l) { fault($web, "$_ is no statement of this web") if !$kind{$_}; $tried{$_} = 1 }
    if (defined $why) { push @untested, [\@l, $why] } else { push @tests, [\@l, $s, $t] }
  }
  for (sort keys %kind) { fault($web, "no test tries the $kind{$_} $_") unless $tried{$_} }
  my $code = slurp("tests/$stem.c");
  my (%tolerance, $last);
  while ($code =~ m{((?:/\*(?:(?!\*/).)*\*/|//[^\n]*\n|\n\}|[^\n]*\n)*?)^Test\(\s*\w+\s*,\s*(\w+)}gsm) {
    my ($before, $name) = ($1, $2);
    my $comments = join ' ', map { s{^[ \t]*//}{}mgr } ($before =~ m{/\*((?:(?!\*/).)*)\*/}gs), ($before =~ m{//([^\n]*)}g);
    $last = $1 if $comments =~ /.*Tolerances?:\s+(.*?)(?:\.(?=\s|$)|$)/s;
    $tolerance{$name} = $last;
  }
  my %done;
  for (@tests) {
    my (undef, $s, $t) = @$_;
    next if $done{$t}++;
    fault("tests/$stem.c", "the test $t states no tolerance (\"Tolerance: ...\" in the comment before it)") unless defined $tolerance{$t};
    fault("tests/$stem.c", "no mutant says that it kills the test $t") unless $kills{"$s $t"};
  }
  next if $check;
  next unless @tests || @untested || -e "figures/$stem/claims.csv";
  my (%seen, %labels);
  push @{$labels{$_->[2]}}, @{$_->[0]} for @tests;
  print "\\ledgerchapter{$stem}%\n";
  if (@tests) {
    print "\\begin{ledgertests}\n";
    for (@tests) {
      my $t = $_->[2];
      next if $seen{$t}++;
      my %l; my @l = grep { !$l{$_}++ } @{$labels{$t}};
      print "\\ledgertest{" . ($t =~ s|_|\\_|gr) . "}{", join(', ', map { "\\ref{$_}" } @l), "}{", tex(ucfirst($tolerance{$t} // '')), "}{", join(', ', map { s|_|\\_|gr =~ s|^(.*)$|\\mbox{$1}|r } @{$kills{"$stem $t"} || []}), "}\n";
    }
    print "\\ledgeruntested{", join(', ', map { "\\ref{$_}" } @{$_->[0]}), "}{$_->[1]}\n" for @untested;
    print "\\end{ledgertests}\n";
  }
  my @claims = map { chomp; [split /,/] } grep { !/^claim,/ } split /^/, slurp("figures/$stem/claims.csv");
  next unless @claims;
  my ($before, @cells) = ('');
  for (@claims) {
    my ($name, $v, $low, $high) = @$_;
    my $short = $name =~ s/^\Q$stem\E\.//r =~ s/_/\\_/gr;
    my $digits = 4; # as many as tell value and bounds apart
    $digits++ while $digits < 9 && grep { $_ != $v && !/inf/i && number($_, $digits) eq number($v, $digits) } $low, $high;
    my ($x, $l, $h) = map { number($_, $digits) } $v, $low, $high;
    my $what = $low == 1 && $high == 1 && $v == 1 ? 'holds' : $low =~ /inf/i ? "\$$x<$h\$" : $high =~ /inf/i ? "\$$x\\ge$l\$" : "\$$x\\in[$l,$h]\$";
    push @cells, "\\ledgerclaim{" . ($claimed{$name} ? "\\hyperlink{claim.$name}" : '') . "}{" . ($name eq $before ? '' : $short) . "}&$what";
    $before = $name;
  }
  my $half = int((@cells+1)/2); # read down the left column, then down the right one
  print "\\begin{ledgerclaims}\n";
  print $cells[$_], '&', ($cells[$_+$half] // '&'), "\\\\\n" for 0 .. $half-1;
  print "\\end{ledgerclaims}\n";
}
exit($faults ? 1 : 0);
