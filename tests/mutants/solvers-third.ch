The published third-order formula is silently corrected.
Kills: published

@x
if (q==3 && flags&SOLVERS_PUBLISHED) moment[2] *= 0.5;
@y
if (q==3 && flags&SOLVERS_PUBLISHED) moment[2] *= 1;
@z
