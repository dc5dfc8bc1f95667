A spectrum with the wrong power.
@x
  return 1/((1+k2)*(1+k2));
@y
  return 1/(1+k2);
@z
