The floor taken at the noisy point.
Kills: floor

@x
    double m = x[k]+v*s[k], delta = (double)D[k]-m, eta = m-x0[k];
@y
    double m = x[k]+v*s[k], delta = (double)D[k]-m, eta = x[k]-x0[k];
@z
