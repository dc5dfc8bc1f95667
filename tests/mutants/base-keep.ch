A checkpoint that is kept is forgotten in the middle of the list: what comes after it is lost.
Kills: keep

@x
  else previous->next=o->next;
@y
  else previous->next=NULL;
@z
