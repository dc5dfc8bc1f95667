The posterior covariance loses a factor.
Kills: tweedie oracle

@x
      for (int l=j; l<d; l++, at++) cov[at] = unit*((j==l)+sigma*sigma*J[at]);
@y
      for (int l=j; l<d; l++, at++) cov[at] = unit*((j==l)+sigma*J[at]);
@z
