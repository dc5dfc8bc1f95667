# pdf.pl [--layout-only | --strict] BOOK.pdf [BOOK.aux]: reads the finished PDF back and looks for what a reader would trip over.
# Needs qpdf (a strict reader, and the one that lays a PDF open as text) and poppler-utils.  Perl has all the rest.
#   file rules    qpdf size fonts metadata labels bookmarks links alt text
#   layout rules  margin (a line of code or prose sticks out of the text block), notes (margin notes run off the page), brace (a closing brace alone at the
#                 top of a page), empty (less than a third of a page used, and neither chapter nor part ends there), far (a figure more than one page from
#                 its first mention), unmentioned (a figure that no \fig names)
# One line a fault, "where: [rule] what", where possible the web and the line at which the section begins.  The rules in %advice are printed, but fail only
# with --strict: prose has to change before they hold.  Exit status 1 if a rule fails.
use strict; use warnings;
use Encode; use List::Util qw(max min);
my $strict = @ARGV && $ARGV[0] eq '--strict' && shift;
my ($pdf, $aux) = @ARGV;
my %advice = $strict ? () : map { $_ => 1 } qw(empty far unmentioned margin);
my ($faults, %count) = (0);
sub fault { my ($where, $rule, $what) = @_; $count{$rule}++; print STDERR "$where: [$rule] $what\n"; $faults++ unless $advice{$rule} }
sub slurp { my $f = shift; local $/; open my $h, '<:raw', $f or die "pdf.pl: $f: $!\n"; my $t = <$h>; return $t // '' }
my $q = quotemeta $pdf;

# ---- where a section stands: webs in the order of the book, sections counted as cweave counts them -------------------------------
my @place = (undef);
if (-e 'web/book.w') {
  my $count; $count = sub { my ($file, $limbo) = @_;
    my $n = 0;
    for (split /^/, slurp($file)) { $n++;
      if (/^\@i (\w+\.w)/) { my ($f) = grep { -e } "web/$1", "chapters/$1"; $count->($f, $1 =~ /^types/) if $f }
      elsif (/^\@(?:[ \t\n]|\*)/) { push @place, "$file:$n" } } };
  $count->('web/book.w');
}
sub place { my $s = shift; return $s && $place[$s] ? "$place[$s] section $s" : $s ? "section $s" : $pdf }

# ---- the file -------------------------------------------------------------------------------------------------------------------
my $said = `qpdf --check $q 2>&1`;
if ($? != 0) { fault($pdf, 'qpdf', $_) for grep { /WARNING|ERROR|:.*(?:error|damaged|invalid)/i } split /\n/, $said; fault($pdf, 'qpdf', "qpdf --check ends with status " . ($? >> 8)) }
fault($pdf, 'size', (-s $pdf) . ' bytes; 8000000 are the most') if -s $pdf > 8_000_000;
my $open = `qpdf --qdf --object-streams=disable --no-original-object-ids $q - 2>/dev/null`; # every object in plain text
my @font = split /\n/, `pdffonts $q 2>/dev/null`;
for (@font[2 .. $#font]) { # name type encoding emb sub uni object
  my ($name, $emb, $sub) = /^(\S+)\s.*\s(yes|no)\s+(yes|no)\s+(?:yes|no)\s+\d+\s+\d+\s*$/ or next;
  fault($pdf, 'fonts', "$name is not embedded") if $emb eq 'no';
  fault($pdf, 'fonts', "$name is embedded whole") if $emb eq 'yes' && $sub eq 'no';
}
my ($catalog) = grep { m{/Type /Catalog\b} } $open =~ /^\d+ 0 obj\n(<<.*?)^endobj/msg;
$catalog //= '';
my $object = sub { my $n = shift; return $open =~ /^$n 0 obj\n(.*?)^endobj/ms ? $1 : '' };
my $info = `pdfinfo $q 2>/dev/null`;
fault($pdf, 'metadata', 'no title') unless $info =~ /^Title:[ \t]+\S/m;
fault($pdf, 'metadata', 'the language is not en-GB') unless $catalog =~ m{/Lang \(en-GB\)};
fault($pdf, 'metadata', 'a reader is not told to show the title') unless $catalog =~ m{/DisplayDocTitle true};
my $opens = $catalog =~ m{/OpenAction (\d+) 0 R} ? $object->($1) : $catalog =~ m{/OpenAction (\[.*?\]|<<.*?>>)}s ? $1 : '';
fault($pdf, 'metadata', 'it does not open at the width or the height of a page') unless $opens =~ m{/Fit(?:H|V|B|BH)?\b};
my ($labels) = $catalog =~ m{/PageLabels (\d+) 0 R} ? $object->($1) : $catalog =~ m{/PageLabels (<<.*)}s ? $1 : '';
$labels .= $object->($1) while $labels =~ /(\d+) 0 R/g && length $labels < 1e5;
fault($pdf, 'labels', 'pages of the front matter are not numbered in roman figures') unless $labels =~ m{/S /r\b};
fault($pdf, 'labels', 'pages of the text are not numbered in arabic figures') unless $labels =~ m{/S /D\b};
my $titles = () = $open =~ m{^  /Title (?:[(<]|\d+ 0 R)}mg;
fault($pdf, 'bookmarks', 'there are none') unless $catalog =~ m{/Outlines } && $titles > 1;
# links: each goes to a name that exists
my %name;
my $string = qr/\(((?:[^()\\]|\\.)*)\)|<([0-9a-fA-F]*)>/s;
sub text_of { my ($s, $hex) = @_; return defined $hex ? pack('H*', $hex) : $s =~ s/\\([0-7]{3}|.)/length $1 == 3 ? chr oct $1 : $1/gser }
while ($open =~ m{/Names \[(.*?)^  \]}msg) { my $l = $1; while ($l =~ /$string/g) { $name{text_of($1, $2)} = 1 } }
my ($links, %dead) = (0);
while ($open =~ m{/(?:D|Dest) (?:$string)}g) { my $n = text_of($1, $2); $links++; $dead{$n}++ unless $name{$n} }
fault($pdf, 'links', "$dead{$_} links to $_, which is nowhere") for sort keys %dead;
fault($pdf, 'links', 'there are none') unless $links;
# words in place of figures
my $figures = () = $open =~ m{^/Im\d+ Do\b}mg;
my @alt = $open =~ m{/Span <</Alt (<[0-9a-fA-F]*>|\((?:[^()\\]|\\.)*\))>> BDC}g;
fault($pdf, 'alt', "$figures figures, and words in place of " . @alt) if $figures > @alt;
my $n = 0;
for (@alt) { $n++; my $t = /^<(.*)>/ ? pack('H*', $1) : text_of(substr($_, 1, -1)); $t = decode('UTF-16BE', substr $t, 2) if $t =~ /^\xfe\xff/;
  fault($pdf, 'alt', "the words in place of figure $n are \"$t\"") if $t =~ /[\\{}\$]|\?\?/ || length $t < 12 }
undef $open;

# ---- the text -------------------------------------------------------------------------------------------------------------------
my $text = decode('UTF-8', `pdftotext -enc UTF-8 $q - 2>/dev/null`);
$n = 0;
my %bad;
for my $page (split /\f/, $text) { $n++;
  $bad{replacement} //= $n if $page =~ /\x{FFFD}/; $bad{'(cid:...)'} //= $n if $page =~ /\(cid:\d+\)/;
  $bad{'a private character'} //= $n if $page =~ /[\x{E000}-\x{F8FF}]/; $bad{'a control character'} //= $n if $page =~ /[\x00-\x08\x0e-\x1f]/ }
fault("$pdf page $bad{$_}", 'text', "extracts to $_") for sort keys %bad;
if ($aux) { # what the whole book contains
  fault($pdf, 'text', 'no word with fi comes out as letters') unless $text =~ /\b(?:first|define|fi)\w*/ ;
  fault($pdf, 'text', 'no minus sign comes out') unless $text =~ /\x{2212}/;
  fault($pdf, 'text', 'no identifier with an underscore can be copied') unless $text =~ /\b[a-z]+_[a-z]+\(/;
}

# ---- the pages: words with their places, in points from the upper left ------------------------------------------------------------
my $mm = 72/25.4;
my ($left, $right, $top, $height) = (24*$mm, 146*$mm, 22*$mm, 215*$mm); # as in pages.sty
my ($section, @page) = (0);
open my $w, '-|', "pdftotext -bbox $q - 2>/dev/null" or die "pdf.pl: pdftotext: $!\n";
while (<$w>) {
  if (/<page /) { push @page, { words => [], begins => $section } }
  elsif (my ($x, $y, $X, $Y, $t) = m{<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>}) {
    $t = decode('UTF-8', $t) =~ s/&lt;/</gr =~ s/&gt;/>/gr =~ s/&amp;/&/gr;
    $section = $1 if $X < $left && $t =~ /^\x{A7}(\d+)$/;
    push @{$page[-1]{words}}, [$x, $y, $X, $Y, $t, $section] }
}
close $w;
for my $p (0 .. $#page) {
  my @w = @{$page[$p]{words}};
  my $where = "page " . ($p+1);
  my @body = sort { $a->[1] <=> $b->[1] || $a->[0] <=> $b->[0] } grep { $_->[3] > $top-2 && $_->[1] < $top+$height+3 && $_->[0] < $right && $_->[2] > $left } @w;
  $page[$p]{head} = grep { $_->[3] < $top-8 } @w;
  next unless @body;
  my %told;
  for (@body) { my ($x, $y, $X, $Y, $t, $s) = @$_;
    fault(place($s) . ", $where", 'margin', sprintf('"%s" ends %.1f pt beyond the text block', encode('UTF-8', $t), $X-$right)) if $X > $right+2 && !$told{int $y}++ }
  my $low = max map { $_->[3] } grep { $_->[0] > $right } @w;
  fault(place($body[0][5]) . ", $where", 'notes', sprintf('margin notes end %.0f pt from the foot of the sheet', 254*$mm-$low)) if defined $low && $low > 254*$mm-14;
  my @first = grep { $_->[1] < $body[0][3]-2 && $_->[3] > $body[0][1]+2 } @body;
  fault(place($page[$p]{begins}) . ", $where", 'brace', 'a closing brace stands alone at the top') if @first == 1 && $first[0][4] =~ /^\}[;,]?$/;
  my $used = (max(map { $_->[3] } @body)-$top)/$height;
  $page[$p]{used} = $used; $page[$p]{last} = $w[-1][5];
}
# a page without a head begins a chapter or a part
for my $p (0 .. $#page-1) { next unless $page[$p]{used} && $page[$p]{head} && $page[$p+1]{head};
  fault(place($page[$p]{last}) . ", page " . ($p+1), 'empty', sprintf('%.0f per cent used', 100*$page[$p]{used})) if $page[$p]{used} < 1/3 }

# ---- figures and their first mention --------------------------------------------------------------------------------------------------
if ($aux) {
  my (%mention, %figure);
  for (split /^/, slurp($aux)) {
    next unless /^\\placed\{(\w+)\}\{([^}]*)\}\{(\d+)\}\{(\d*)\}/;
    if ($1 eq 'mention') { $mention{$2} //= [$3, $4] } else { $figure{$2} //= [$3, $4] } }
  for (sort { $figure{$a}[1] <=> $figure{$b}[1] } keys %figure) {
    my ($f, $m) = ($figure{$_}, $mention{$_});
    if (!$m) { fault(place($f->[1]), 'unmentioned', "no \\fig names the figure $_") }
    elsif (abs($f->[0]-$m->[0]) > 1) { fault(place($m->[1]), 'far', "the figure $_ is mentioned on page $m->[0] and stands on page $f->[0]") } }
}
my @advised = map { "$count{$_} $_" } grep { $count{$_} } sort keys %advice;
print 'pdf: ', ($faults ? "$faults faults" : 'clean'), (@advised ? ' (advice: ' . join(', ', @advised) . ')' : ''), ', ', scalar(@page), ' pages, ', scalar(@alt), " figures with words, $links links\n";
exit($faults ? 1 : 0);
