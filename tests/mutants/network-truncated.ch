A tensor may begin inside the file and end outside.
Kills: refusal

@x
  else if (end>(double)(f->size-f->data)) f->why = "ends inside a tensor";
@y
  else if (end>(double)(f->size-f->data)+4) f->why = "ends inside a tensor";
@z
