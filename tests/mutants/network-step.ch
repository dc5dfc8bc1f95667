A saved state does not hold the step.
Kills: resume

@x
    refresh(t->net), t->step = (long)step;
@y
    refresh(t->net), t->step += 0*(long)step;
@z
