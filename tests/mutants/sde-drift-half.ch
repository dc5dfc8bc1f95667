The drift of VP loses its half.
Kills: rates small marginal

@x
  case SDE_VP: case SDE_SUBVP: return -0.5*beta(p, t);
@y
  case SDE_VP: case SDE_SUBVP: return -beta(p, t);
@z
