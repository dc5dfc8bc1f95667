Chords for circles.
Kills: circle

@x
  double c = cos(phi), s = sin(phi);
@y
  double c = 1-phi/1.57079632679489662, s = 1-c;
@z
