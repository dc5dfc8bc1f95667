On the circle the factor is applied twice.
Kills: spectral aliases smoothing

@x
    for (int i=0; i<s->size; i++) s->y[i] *= s->factor[i];
@y
    for (int i=0; i<s->size; i++) s->y[i] *= s->factor[i]*s->factor[i];
@z
