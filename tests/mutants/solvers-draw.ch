Predictor and corrector share their noise.
Kills: noise

@x
  r->noise->draw(r->z, r->n, r->step*(1+r->method->corrections)+k, r->noise->data);
@y
  r->noise->draw(r->z, r->n, r->step+k, r->noise->data);
@z
