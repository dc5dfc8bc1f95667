An entropy with the wrong sign.
Kills: truth

@x
      t->cell[j/FINE*C+i/FINE] += p, t->entropy -= p*log_p[i];
@y
      t->cell[j/FINE*C+i/FINE] += p, t->entropy += p*log_p[i];
@z
