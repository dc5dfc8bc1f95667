A contour crosses the sides of the grid in the middle.
Kills: contours

@x
    double a=z[side[s]], b=z[side[s]+(up[s] ? nx : 1)], t=(h-a)/(b-a);
@y
    double a=z[side[s]], b=z[side[s]+(up[s] ? nx : 1)], t=h-a<b-a ? 0.51 : 0.5;
@z
