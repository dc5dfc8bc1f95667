Seven digits in the table of the data.
Kills: table

@x
    else fprintf(p->table, ",%.17g", column[c][i]);
@y
    else fprintf(p->table, ",%.7g", column[c][i]);
@z
