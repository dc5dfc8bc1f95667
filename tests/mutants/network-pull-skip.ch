The pullback forgets the skip connection.
Kills: pullback

@x
      if (b->skip!=NULL) v[i] += coefficient(b->skip, b, row, i, 0)*y[i];
    }
    turn(dx+row*(size_t)d, v, b->basis, d, 1);
@y
    }
    turn(dx+row*(size_t)d, v, b->basis, d, 1);
@z
