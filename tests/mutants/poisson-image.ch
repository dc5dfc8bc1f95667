An image with the wrong sign.
Kills: green

@x
      sum += exp(-(x-xi-2*m)*(x-xi-2*m)/(4*t))-exp(-(x+xi-2*m)*(x+xi-2*m)/(4*t));
@y
      sum += exp(-(x-xi-2*m)*(x-xi-2*m)/(4*t))+exp(-(x+xi-2*m)*(x+xi-2*m)/(4*t));
@z
