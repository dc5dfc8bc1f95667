The noise of the mean of two components taken for that of one.
Kills: denoise

@x
  double tau2=0.5*sigma*sigma;
@y
  double tau2=sigma*sigma;
@z
