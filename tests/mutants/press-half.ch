A box is placed by half of its width.
Kills: place

@x
  for (int k=0; k<m; k++) x += gap/2+c->half[member[k]], c->x[member[k]] = x, x += gap/2+c->half[member[k]];
@y
  for (int k=0; k<m; k++) x += gap/2+c->half[member[k]], c->x[member[k]] = x, x += gap/2;
@z
