Heights of a histogram that are not divided by the width of a cell.
Kills: density bias

@x
    density[k] = p/h;
@y
    density[k] = p;
@z
