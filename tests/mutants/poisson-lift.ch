The lift forgotten in the noise.
Kills: readings

@x
    for (int i=0; i<K; i++) total += lift[m->node[i]]*lift[m->node[i]];
@y
    for (int i=0; i<K; i++) total += 0*lift[m->node[i]];
@z
