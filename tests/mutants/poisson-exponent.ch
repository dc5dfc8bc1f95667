A lost half in the exponent of the weights.
Kills: weights

@x
    for (int i=0; i<K; i++) exponent[j] += 0.5*e[i]*solved[i];
@y
    for (int i=0; i<K; i++) exponent[j] += e[i]*solved[i];
@z
