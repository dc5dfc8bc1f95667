Spherical weights exchanged.
Kills: circle

@x
    if (sin(theta)>1e-9) p = sin((1-u)*theta)/sin(theta), q = sin(u*theta)/sin(theta);
@y
    if (sin(theta)>1e-9) q = sin((1-u)*theta)/sin(theta), p = sin(u*theta)/sin(theta);
@z
