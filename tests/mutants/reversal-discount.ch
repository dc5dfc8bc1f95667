The discount of a whole step is taken at both of its ends.
Kills: estimates

@x
  for (size_t i=0; i<n; i++) E[i] *= exp(-0.5*h*V[i]);
@y
  for (size_t i=0; i<n; i++) E[i] *= exp(-h*V[i]);
@z
