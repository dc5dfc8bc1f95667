The input is divided by its variance.
Kills: karras covariance

@x
      float v = sigma[j]*sigma[j], r = 1/sqrtf(c+v);
@y
      float v = sigma[j]*sigma[j], r = 1/(c+v);
@z
