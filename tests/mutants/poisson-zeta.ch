DPS with half a step.
Kills: guidance

@x
  weight = (zeta>0 ? 2*zeta*(1+sigma*sigma)/sqrt(square) : 1)/m->noise;
@y
  weight = (zeta>0 ? zeta*(1+sigma*sigma)/sqrt(square) : 1)/m->noise;
@z
