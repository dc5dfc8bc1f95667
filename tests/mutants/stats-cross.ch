Half of the cross term in the noise of the energy distance.
Kills: noise

@x
*noise = sqrt(fmax(v, 0)*(2/nn+2/mm+4/nm));
@y
*noise = sqrt(fmax(v, 0)*(2/nn+2/mm+2/nm));
@z
