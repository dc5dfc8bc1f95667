# example.pl WEB TEXT BOOK.tex CODE.c: the example of the preface.  Takes the section of WEB that holds TEXT three times: as it is typed (\examplesource, its
# parts marked by letters), as ctangle leaves it (\examplecode), and as cweave sets it (\examplewoven).
use strict; use warnings;
my ($web, $text, $tex, $code) = @ARGV;
sub slurp { my $f = shift; local $/; open my $h, '<', $f or die "example.pl: $f: $!\n"; return <$h> }
sub verbatim { my $l = shift; $l =~ s/([\\{}#%&\$_^~])/sprintf "\\char%d{}", ord $1/ge; $l =~ s/'/\\textquotesingle{}/g; $l =~ s/-/{-}/g; $l =~ s/ /\\ /g; return $l }
my ($section) = grep { index($_, $text) >= 0 } split /^(?=@[ *])/m, slurp($web);
die "example.pl: no section of $web holds $text\n" unless defined $section;
my @mark = ([a => qr/^@ /], [b => qr/^@\^/], [c => qr/^@<.*=$/], [d => qr/^  *@<.*@;/], [e => qr{/\*}]);
print "\\def\\examplesource{%\n";
for my $l (split /\n/, $section =~ s/\s+\z//r) {
  my ($m) = grep { $l =~ $_->[1] } @mark;
  print "\\exampleline{", ($m ? $m->[0] : ''), "}{", verbatim($l), "}%\n";
}
print "}\n\\def\\examplecode{%\n";
my ($woven) = grep { index($_, 'superfluous') >= 0 && /\\\\\{press\\_reduce\}\(/ } split /^(?=\\[MN]\{)/m, slurp($tex);
die "example.pl: no woven section\n" unless defined $woven;
my ($n) = $woven =~ /^\\M\{(\d+)/;
my ($parent) = $woven =~ /\\X(\d+):/;
my ($c) = slurp($code) =~ m{(/\*$n:\*/\n.*?/\*:$n\*/)}s or die "example.pl: no section $n in $code\n";
$c =~ s/^(#line \d+) "[^"]*"/$1 "press.w"/mg;
for my $l (split /\n/, $c) { print "\\exampleline{}{", verbatim($l), "}%\n" if $l =~ /\S/ }
print "}\n\\def\\exampleparent{$parent}\n";
print "\\long\\def\\examplewoven{%\n$woven}\n";
