Guidance without the noise level.
Kills: guidance

@x
      double guided = zeta>0 ? D[i] : D[i]+sigma*sigma*pull[i];
@y
      double guided = zeta>0 ? D[i] : D[i]+sigma*pull[i];
@z
