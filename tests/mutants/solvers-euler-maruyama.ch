Euler-Maruyama has the drift of strength one whatever its noise.
Kills: weak

@x
  w[1] = -(1+lambda*lambda)*D*from->sigma*rate;
@y
  w[1] = -2*D*from->sigma*rate;
@z
