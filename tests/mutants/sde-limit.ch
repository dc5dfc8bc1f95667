The stationary variance of the Ornstein-Uhlenbeck process loses its half.
Kills: limit

@x
  return p->kind==SDE_OU ? p->b*p->b/(2*p->a) : 1;
@y
  return p->kind==SDE_OU ? p->b*p->b/p->a : 1;
@z
