A green as dark as vermillion.
Kills: palette

@x
  static const double row[PLOT_WHITE+1][3]={ {0,0,0}, {30,46,285}, {48,68,41}, {66,50,155},@|
@y
  static const double row[PLOT_WHITE+1][3]={ {0,0,0}, {30,46,285}, {48,68,41}, {48,50,155},@|
@z
