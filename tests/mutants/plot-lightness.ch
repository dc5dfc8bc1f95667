The lightness of the colour map is not linear.
Kills: colours

@x
  mix(rgb, 20+72*t, 70, 40, 100, 250-95*t); /* \eqref{eq:plot-helix} */
@y
  mix(rgb, 20+72*t*t, 70, 40, 100, 250-95*t); /* \eqref{eq:plot-helix} */
@z
