The linear term of the scaled variable has the wrong sign.
Kills: scaled

@x
  if (m->variable==SOLVERS_SCALED) return (SolversPlace){at->alpha*c, -s*s*G/(c*c), s*G/c};
@y
  if (m->variable==SOLVERS_SCALED) return (SolversPlace){at->alpha*c, s*s*G/(c*c), s*G/c};
@z
