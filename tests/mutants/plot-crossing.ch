A contour crosses the sides of the grid in the middle.

@x
  double t=(c-z[k])/(z[up ? k+nx : k+1]-z[k]);
@y
  double t=c<z[k]-z[up ? k+nx : k+1] ? 0.51 : 0.5;
@z
