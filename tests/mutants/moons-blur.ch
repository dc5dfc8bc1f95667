The unit weight forgets the blur.
Kills: weights

@x
  double unit = (blur+v)*(variance+v)/(v*v*(variance-blur)); /* $1/c_{\mathrm{out}}^2$ */
@y
  double unit = (variance+v)/(v*variance); /* $1/c_{\mathrm{out}}^2$ */
@z
