The score's factor in the family loses its half.
Kills: quantile family liouville

@x
    drift[i] = f*x[i]-0.5*(1-lambda*lambda)*g*g*drift[i];
@y
    drift[i] = f*x[i]-(1-lambda*lambda)*g*g*drift[i];
@z
