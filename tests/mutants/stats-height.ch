Heights of a histogram that are not divided by the width of a cell.
@x
    density[k] = p/h;
@y
    density[k] = p;
@z
