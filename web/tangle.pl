# tangle.pl FROM TO: install the C files that ctangle wrote in FROM into TO, but only those whose code changed.  Line numbers
# (#line) and section numbers (/*12:*/) move with every edit of the prose and do not count.
# ctangle 4.7 keeps the index of a file's name in one byte: from the 256th name of the book on, #line prints some other name.  We know
# which web a section stands in, and put the web there, as seen from the top folder.
use strict; use warnings;
my ($from, $to) = @ARGV;
sub text { my $f = shift; local $/; open my $h, '<', $f or return ''; my $t = <$h>; return defined $t ? $t : '' }
sub code { my $t = shift; $t =~ s{^#line [^\n]*\n}{}mg; $t =~ s{/\*:?\d+:?\*/}{}g; $t =~ s{\n+}{\n}g; return $t }
my @web_of = (''); # section number => web, counted in the order of the @i lines
for my $stem (text('web/book.w') =~ /^(\@i \w+|\@(?=[ *\t\n]))/mg) {
  if ($stem !~ /^\@i (\w+)/) { push @web_of, 'web/book.w'; next }
  my ($web) = grep { -e } "web/$1.w", "chapters/$1.w";
  push @web_of, ($web) x (() = text($web) =~ /^\@[ *\t\n]/mg) if defined $web;
}
sub lines_mended {
  my ($out, @inside) = ('', 0);
  for my $l (split /(?<=\n)/, shift) {
    while ($l =~ m{/\*(:?)(\d+)(:?)\*/}g) { if ($3) { push @inside, $2 } elsif (@inside > 1) { pop @inside } }
    if ($l =~ /^#line (\d+) "([^\n]*)"\n/) {
      my ($n, $f) = ($1, $2);
      $f = $web_of[$inside[-1]] || 'web/book.w' unless $f =~ s{^.*/((?:web|chapters|tests)/[\w/-]+\.(?:w|ch))$}{$1};
      $l = "#line $n \"$f\"\n";
    }
    $out .= $l;
  }
  return $out;
}
for my $path (glob "$from/*.c $from/*.h") {
  my ($name) = $path =~ m{([^/]*)$};
  next if $name eq 'book.c'; # the web has no unnamed program
  my $new = lines_mended(text($path));
  next if -e "$to/$name" && code($new) eq code(text("$to/$name"));
  open my $h, '>', "$to/$name.new" or die "tangle.pl: cannot write $to/$name: $!\n";
  print $h $new; close $h or die "tangle.pl: cannot write $to/$name: $!\n";
  rename "$to/$name.new", "$to/$name" or die "tangle.pl: cannot put $to/$name in its place: $!\n";
}
