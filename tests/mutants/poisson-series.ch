A lost factor in the series of Green's function.
Kills: green

@x
    size = exp(-a*(high-low))/a;
@y
    size = exp(-a*(high-low))/(2*a);
@z
