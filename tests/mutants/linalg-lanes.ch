Lines of a panel use the factors of the line before.
Kills: lines

@x
    size_t out = rows ? (size_t)(j/LANES)*n*LANES+j%LANES : (size_t)j;
@y
    size_t out = rows ? (size_t)(j/LANES)*n*LANES+(j+1)%LANES : (size_t)j;
@z
