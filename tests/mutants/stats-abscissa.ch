An abscissa without its mean.
@x
    double w = noise ? e[i]*e[i]/(noise[i]*noise[i]) : 1, x=log(h[i])-mean_x;
@y
    double w = noise ? e[i]*e[i]/(noise[i]*noise[i]) : 1, x=log(h[i]);
@z
