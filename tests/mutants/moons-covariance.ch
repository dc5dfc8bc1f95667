The covariance of the moons with the wrong sign off the diagonal.
Kills: size axes

@x
  double c11 = 0.75+blur, c12 = 0.125-1/pi, c22 = 0.5625-1/pi+blur;
@y
  double c11 = 0.75+blur, c12 = 0.125+1/pi, c22 = 0.5625-1/pi+blur;
@z
