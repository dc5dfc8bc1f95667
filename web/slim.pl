# slim.pl FOLDER FIGURE.pdf...: copies figures of cairo into FOLDER/stem/, fit to share the fonts of the book.
# pdfTeX takes the place of a font inside a figure where it has that font itself, and then embeds the whole of it (a third of a megabyte each for two
# fonts here), unless the figure says which characters it uses.  cairo does not say; the widths that it writes do, since a character that is not used has
# the width 0.  So every simple font gets a /CharSet.  A file that is not built as expected is copied as it is, which costs only size.
use strict; use warnings;
use File::Copy; use File::Path 'make_path';
my ($folder, @figures) = @ARGV;
chomp(my $vector = `kpsewhich 8r.enc`); # the names of the characters of WinAnsiEncoding
my @name = do { local $/; open my $h, '<', $vector or die "slim.pl: 8r.enc: $!\n"; my ($all) = <$h> =~ /\[(.*)\]/s; $all =~ s/%.*//g; $all =~ m{/(\S+)}g };
for my $figure (@figures) {
  my ($stem, $file) = $figure =~ m{([^/]+)/([^/]+)$} or die "slim.pl: $figure: not stem/name.pdf\n";
  make_path("$folder/$stem");
  my $slim = with_charsets(do { local $/; open my $h, '<:raw', $figure or die "slim.pl: $figure: $!\n"; <$h> });
  if (defined $slim) { open my $o, '>:raw', "$folder/$stem/$file" or die "slim.pl: $folder/$stem/$file: $!\n"; print $o $slim; close $o or die "slim.pl: $folder/$stem/$file: $!\n" }
  else { copy($figure, "$folder/$stem/$file") or die "slim.pl: $folder/$stem/$file: $!\n" }
}
# the objects that change are written anew behind the file, with a table of their own that points to the old one
sub with_charsets {
  my $pdf = shift;
  my ($begin) = $pdf =~ /startxref\s+(\d+)\s+%%EOF\s*\z/ or return;
  my ($table, $trailer) = substr($pdf, $begin) =~ /\Axref\n0 \d+\n((?:\d{10} \d{5} [nf][ \r]\n)+)trailer\s*<<(.*?)>>\s*startxref/s or return;
  my @at = map { /^(\d+)/ } split /\n/, $table;
  my $object = sub { my $n = shift; return substr($pdf, $at[$n]) =~ /\A$n 0 obj\s*(<<.*?>>)\s*endobj/s ? $1 : '' };
  my ($new, $rows) = ('', '');
  for my $n (1 .. $#at) {
    my $font = substr($pdf, $at[$n], 80) =~ /\A$n 0 obj\s*<<\s*\/Type \/Font\b/ ? $object->($n) : '';
    next unless $font =~ m{/Subtype /Type1\b} && $font =~ m{/Encoding /WinAnsiEncoding\b};
    my ($first) = $font =~ m{/FirstChar (\d+)} or return;
    my ($widths) = $font =~ m{/Widths \[([^\]]*)\]} or return;
    my ($d) = $font =~ m{/FontDescriptor (\d+) 0 R} or return;
    my @w = split ' ', $widths;
    my $descriptor = $object->($d);
    next if $descriptor eq '' || $descriptor =~ m{/CharSet};
    $descriptor =~ s{\s*>>\z}{"\n/CharSet (" . join('', map { "/$name[$first+$_]" } grep { $w[$_] > 0 } 0 .. $#w) . ")\n>>"}e;
    $rows .= sprintf "%d 1\n%010d 00000 n \n", $d, length($pdf)+length $new;
    $new .= "$d 0 obj\n$descriptor\nendobj\n";
  }
  return $pdf if $new eq '';
  $trailer =~ s{/Prev \d+}{};
  return $pdf . $new . "xref\n$rows" . "trailer\n<<$trailer/Prev $begin >>\nstartxref\n" . (length($pdf)+length $new) . "\n%%EOF\n";
}
