The last column of cells is forgotten.
@x
    int from = start[line*g->columns+left], to = start[line*g->columns+right+1];
@y
    int from = start[line*g->columns+left], to = start[line*g->columns+right];
@z
