Noise is active outside of its window.
Kills: hybrid

@x
  return s>=m->low && (m->high==0 || s<=m->high) ? strength : 0;
@y
  return s<=m->low && (m->high==0 || s<=m->high) ? strength : 0;
@z
