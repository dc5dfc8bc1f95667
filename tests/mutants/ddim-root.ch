The old noise is kept whole when new noise is added.
Kills: limit

@x
  double a = alpha_s/alpha_t, kept = sqrt(fmax(0, sigma_s*sigma_s-fresh*fresh));
@y
  double a = alpha_s/alpha_t, kept = sigma_s;
@z
