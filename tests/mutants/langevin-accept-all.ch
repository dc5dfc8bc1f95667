Every proposal is accepted that does not fall by more than one.
Kills: acceptance

@x
  if (log(u[i])<langevin_log_ratio(q->d, at, to, s+i*d, t+i*d, r[i]-l[i], h)) {
@y
  if (log(u[i])-1<langevin_log_ratio(q->d, at, to, s+i*d, t+i*d, r[i]-l[i], h)) {
@z
