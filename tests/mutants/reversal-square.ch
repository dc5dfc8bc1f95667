The factor of the score has lambda in place of its square.
Kills: stationary recursion

@x
  reversal_drive(x, n, q, score, data, 0.5*(1+lambda*lambda), lambda,@|
@y
  reversal_drive(x, n, q, score, data, 0.5*(1+lambda), lambda,@|
@z
