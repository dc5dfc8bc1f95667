Losses are counted, and gradients scaled, as if every batch had full chunks.
Kills: adam

@x
    read_gradient(p, n, b, (size_t)first, rows, p->dD, 1/(float)t->rows);
@y
    read_gradient(p, n, b, (size_t)first, rows, p->dD, 1/(float)(t->chunks*CHUNK));
@z
