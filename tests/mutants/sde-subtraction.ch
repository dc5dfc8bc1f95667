The variance of VP as a difference of numbers near one.
Kills: marginal

@x
    *a = exp(-0.5*B), *variance = -expm1(-B);
@y
    *a = exp(-0.5*B), *variance = 1-exp(-B);
@z
