Matrices are saved with one row an input.
Kills: values

@x
  return q->plain+(q->upright ? R*(size_t)q->columns+C : C*(size_t)q->rows+R);
@y
  return q->plain+R*(size_t)q->columns+C;
@z
