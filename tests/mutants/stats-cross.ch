Half of the cross term in the noise of the energy distance.
@x
*noise = sqrt(fmax(v, 0)*(2/(n*(n-1.0))+2/(m*(m-1.0))+4/((double)n*m)));
@y
*noise = sqrt(fmax(v, 0)*(2/(n*(n-1.0))+2/(m*(m-1.0))+2/((double)n*m)));
@z
