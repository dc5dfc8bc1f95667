The folded bias takes the weights of the state for those of the features.
Kills: folding

@x
      bias[c] += u[j]*n->w[place(q, used+j, c)];
@y
      bias[c] += u[j]*n->w[place(q, j+0*used, c)];
@z
