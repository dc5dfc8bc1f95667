The divergence forgets the skip connection.
Kills: divergence

@x
    trace += (double)coefficient(b->skip, b, row, i, 0)@|
@y
    trace += 0*(double)coefficient(b->skip, b, row, i, 0)@|
@z
