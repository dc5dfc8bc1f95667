The cosine falls from twice the rate.
Kills: clip

@x
  return 0.5*r->rate*(1+cos(pi*(double)(step-r->warmup)/(double)(r->steps-r->warmup)));
@y
  return r->rate*(1+cos(pi*(double)(step-r->warmup)/(double)(r->steps-r->warmup)));
@z
