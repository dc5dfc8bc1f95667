Cells counted column by column.
Kills: seen

@x
    if (u>=0 && u<C && v>=0 && v<C) count[(int)v*C+(int)u]++;
@y
    if (u>=0 && u<C && v>=0 && v<C) count[(int)u*C+(int)v]++;
@z
