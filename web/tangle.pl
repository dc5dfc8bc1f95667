# tangle.pl FROM TO: install the C files that ctangle wrote in FROM into TO, but only those whose code changed.  Line numbers
# (#line) and section numbers (/*12:*/) move with every edit of the prose and do not count.
use strict; use warnings;
my ($from, $to) = @ARGV;
sub text { my $f = shift; local $/; open my $h, '<', $f or return ''; my $t = <$h>; return $t }
sub code { my $t = shift; $t =~ s{^#line .*\n}{}mg; $t =~ s{/\*:?\d+:?\*/}{}g; $t =~ s{\n+}{\n}g; return $t }
for my $path (glob "$from/*.c $from/*.h") {
  my ($name) = $path =~ m{([^/]*)$};
  next if $name eq 'book.c'; # the web has no unnamed program
  my $new = text($path);
  $new =~ s{^(#line \d+ ").*/((?:web|chapters|tests)/)}{$1$2}mg; # as seen from the top folder
  next if -e "$to/$name" && code($new) eq code(text("$to/$name"));
  open my $h, '>', "$to/$name.new" or die "tangle.pl: cannot write $to/$name: $!\n";
  print $h $new; close $h or die "tangle.pl: cannot write $to/$name: $!\n";
  rename "$to/$name.new", "$to/$name" or die "tangle.pl: cannot put $to/$name in its place: $!\n";
}
