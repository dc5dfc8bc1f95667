The gradient of the last slot is forgotten.
Kills: adam

@x
  for (int s=1; s<t->slots; s++) {
@y
  for (int s=1; s<t->slots-1; s++) {
@z
