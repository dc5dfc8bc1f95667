The edge's waves twice as long.
Kills: edges

@x
  double s=i/(n+1.0), phase=0.5*pi*((a+1)/2)*s;
@y
  double s=i/(n+1.0), phase=0.25*pi*((a+1)/2)*s;
@z
