Levels that ignore the power.
Kills: levels

@x
  if (r->power>0) return (float)(lowest*pow(span, pow(u, r->power)));
@y
  if (r->power>0) return (float)(lowest*pow(span, u));
@z
