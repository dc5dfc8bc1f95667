The last column of cells is forgotten.
Kills: resume

@x
    int from = start[j*g->columns+left], to = start[j*g->columns+right+1];
@y
    int from = start[j*g->columns+left], to = start[j*g->columns+right];
@z
