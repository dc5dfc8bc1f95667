The normal law's logarithm has lost a half.
Kills: entropy reverse

@x
    double ratio = l+0.5*x*x+0.5*log(2*pi); /* $\ln\rho$ */
@y
    double ratio = l+0.5*x*x+log(2*pi); /* $\ln\rho$ */
@z
