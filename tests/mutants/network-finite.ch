Only the loss is tested for being finite.
Kills: finite

@x
if (!isfinite(norm) || !isfinite(sum)) break;
@y
if (!isfinite(sum)) break;
@z
