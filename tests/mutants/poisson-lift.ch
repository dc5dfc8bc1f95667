The lift forgotten in the noise.
@x
  for (int i=0; i<POISSON_SENSORS; i++) total += lift[m->node[i]]*lift[m->node[i]];
@y
  for (int i=0; i<POISSON_SENSORS; i++) total += 0*lift[m->node[i]];
@z
