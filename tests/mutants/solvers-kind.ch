A model that predicts v is taken at its word.
Kills: kinds

@x
  if (m->kind!=as) score_convert(out, as, out, m->kind, at->alpha, at->sigma, r->n, x);
@y
  if (m->kind!=as && m->kind!=SCORE_V) score_convert(out, as, out, m->kind, at->alpha, at->sigma, r->n, x);
@z
