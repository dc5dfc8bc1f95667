A loss whose gradient has the wrong sign.
Kills: network

@x
      part += weight*e*e, gradient[S*i+a] = 2*weight*e;
@y
      part += weight*e*e, gradient[S*i+a] = -2*weight*e;
@z
