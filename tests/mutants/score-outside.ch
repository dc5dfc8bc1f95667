Off the arc the exponent is counted from a maximum that is not there.
Kills: sample

@x
  m.top = -0.5*(s>=0 ? (r-1)*(r-1) : (fabs(x)-1)*(fabs(x)-1)+y*y)/v, m.mass = s0;
@y
  m.top = -0.5*(r-1)*(r-1)/v, m.mass = s0;
@z
