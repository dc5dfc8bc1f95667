The drift of the Ornstein-Uhlenbeck process drives away from zero.
Kills: ou rates

@x
  case SDE_OU: return -p->a;
@y
  case SDE_OU: return p->a;
@z
