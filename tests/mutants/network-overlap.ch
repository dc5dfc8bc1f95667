Tensors may overlap.
Kills: refusal

@x
    if (begin<f->taken[i][1] && f->taken[i][0]<end) f->why = "has tensors that overlap";
@y
    if (begin<f->taken[i][1] && f->taken[i][1]<begin) f->why = "has tensors that overlap";
@z
