The noise is subtracted without the ratio of the signals.
Kills: frozen

@x
  double b = kept-a*sigma_t; /* the two terms that contain $\hat\varepsilon$ */
@y
  double b = kept-sigma_t; /* the two terms that contain $\hat\varepsilon$ */
@z
