A kernel without its half.
Kills: reference_sum

@x
    add_neighbours(sum, to-from, px+from, py+from, x[0], x[1], -0.5f/(sigma*sigma));
@y
    add_neighbours(sum, to-from, px+from, py+from, x[0], x[1], -1.0f/(sigma*sigma));
@z
