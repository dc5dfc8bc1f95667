A saved state does not hold the step.
@x
    refresh(t->net), t->step = (long)step;
@y
    refresh(t->net), t->step += 0*(long)step;
@z
