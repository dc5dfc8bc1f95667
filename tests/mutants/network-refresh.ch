A loaded state brings the weights but not the transposed matrices.
Kills: resume

@x
    refresh(t->net), t->step = (long)step;
@y
    t->step = (long)step;
@z
