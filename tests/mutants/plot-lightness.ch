The lightness of the colour map is not linear.

@x
  lab[0]=20+72*t; @+ lab[1]=70+100*cos(theta); @+ lab[2]=40+100*sin(theta);
@y
  lab[0]=20+72*t*t; @+ lab[1]=70+100*cos(theta); @+ lab[2]=40+100*sin(theta);
@z
