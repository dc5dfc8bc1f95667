The header gives the shape of a matrix the wrong way round.
Kills: file

@x
  *rows = !is_matrix(q) ? 0 : q->upright ? q->rows : q->columns;
  *columns = is_matrix(q) && !q->upright ? q->rows : q->columns;
@y
  *rows = !is_matrix(q) ? 0 : q->upright ? q->columns : q->rows;
  *columns = is_matrix(q) && q->upright ? q->rows : q->columns;
@z
