# matrix.pl DIR OUT.csv WEB...: the kill matrix.  Every test that a web names by \tested{stem}{test} must exist and be failed by a mutant.
use strict; use warnings;
my ($dir, $out, @webs) = @ARGV;
my (%kills, %mutants, @missing);
for my $f (sort glob "$dir/*.txt") {
  my ($m) = $f =~ m{([^/]*)\.txt$};
  next unless -e "tests/mutants/$m.ch";
  open my $h, '<', $f or die "$f: $!\n";
  while (<$h>) { my ($s, $t) = split; $kills{"$s $t"}{$m} = 1 }
  $mutants{$m} = 1;
}
my %named;
for my $w (@webs) { local $/; open my $h, '<', $w or next; my $t = <$h>; $named{"$1 $2"} = $w while $t =~ /\\tested(?:\[[^\]]*\])?\{(\w+)\}\{(\w+)\}/g }
open my $o, '>', "$out.new" or die "$out: $!\n";
print $o "stem,test,mutants\n";
for my $n (sort keys %named) {
  my @m = sort keys %{$kills{$n} || {}};
  my ($s, $t) = split ' ', $n;
  print $o "$s,$t,@m\n";
  push @missing, "$named{$n}: no mutant is killed by the test $t" unless @m;
}
close $o or die "$out: $!\n"; rename "$out.new", $out or die "$out: $!\n";
printf "%d mutants killed; %d named tests, %d of them kill at least one\n", scalar keys %mutants, scalar keys %named, scalar(keys %named)-@missing;
print STDERR "$_\n" for @missing;
exit(@missing ? 1 : 0);
