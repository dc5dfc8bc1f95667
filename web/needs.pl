# needs.pl STEM...: prints NEEDS_STEM+=OTHER for every web whose header a web or its tests include, directly or through others, and for itself: what an
# exercise's program or a mutant must be built from again.
use strict; use warnings;
my %direct;
for my $s (@ARGV) {
  for my $f (grep { -e } "web/$s.w", "chapters/$s.w", "tests/$s.c") {
    open my $h, '<', $f or die "needs.pl: $f: $!\n";
    while (<$h>) { $direct{$s}{$1} = 1 if /^\s*#include "(\w+)\.h"/ }
  }
}
for my $s (@ARGV) {
  my (%seen, @todo) = ($s => 1);
  @todo = ($s);
  while (defined(my $x = shift @todo)) { push @todo, grep { !$seen{$_}++ } sort keys %{$direct{$x}} }
  print "NEEDS_$s+=$_\n" for grep { $seen{$_} } @ARGV;
}
