Uniform time with a quarter instead of half of the slope of beta.
Kills: levels

@x
  return (float)sqrt(expm1(0.1*t+9.95*t*t)); /* VP with $\beta=0.1+19.9t$ */
@y
  return (float)sqrt(expm1(0.1*t+4.975*t*t)); /* VP with $\beta=0.1+19.9t$ */
@z
