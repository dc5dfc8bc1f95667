The functions phi go up from expm1 also for small arguments.
Kills: phi

@x
  if (fabs(z)>2) {
@y
  if (fabs(z)>1e-6) {
@z
