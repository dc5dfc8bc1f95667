Masses without the root of two.
Kills: draws

@x
    double mean=0, scale=sqrt(2*variance);
@y
    double mean=0, scale=sqrt(variance);
@z
