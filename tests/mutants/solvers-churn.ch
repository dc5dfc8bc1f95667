Churn adds too little noise.
Kills: churn

@x
  add_noise(r, r->x, m->inflate*hat.alpha*s*sqrt(gamma*(2+gamma)), 0);
@y
  add_noise(r, r->x, m->inflate*hat.alpha*s*sqrt(gamma*gamma), 0);
@z
