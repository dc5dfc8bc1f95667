The V-statistic instead of the U-statistic.
@x
*distance = 2*xy/((double)n*m)-xx/(n*(n-1.0))-yy/(m*(m-1.0));
@y
*distance = 2*xy/((double)n*m)-xx/((double)n*n)-yy/((double)m*m);
@z
