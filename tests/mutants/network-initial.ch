Initial weights have the standard deviation that their variance should have.
Kills: initial

@x
    for (size_t j=0; j<count; j++) w[q->plain+j] *= (float)(1/sqrt(q->rows));
@y
    for (size_t j=0; j<count; j++) w[q->plain+j] /= (float)q->rows;
@z
