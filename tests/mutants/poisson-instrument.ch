The instrument's deviation in place of its variance.
Kills: schur

@x
      seen[i*K+k] = i==k ? m->noise*m->noise : 0;
@y
      seen[i*K+k] = i==k ? m->noise : 0;
@z
