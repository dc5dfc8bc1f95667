A grid with the logarithm for the inverse hyperbolic sine.
Kills: grid

@x
      : scale*sinh(asinh(from/scale)+(asinh(to/scale)-asinh(from/scale))*u);
@y
      : from*pow(to/from, u);
@z
