The Laplacian of a component subtracts one second derivative's worth, whatever the dimension.
Kills: area

@x
    bend[i] += r*(q[i]-(double)d)/V;
@y
    bend[i] += r*(q[i]-1)/V;
@z
