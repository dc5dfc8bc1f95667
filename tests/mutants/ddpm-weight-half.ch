The weight of the bound loses its half.
Kills: euler pointwise

@x
  case DDPM_BOUND: return beta*beta/(2*variance*(1-beta)*s2);
@y
  case DDPM_BOUND: return beta*beta/(variance*(1-beta)*s2);
@z
