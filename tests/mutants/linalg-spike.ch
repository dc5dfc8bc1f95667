The reduced system forgets the spike of the block below a separator.
Kills: split laplacian

@x
  diag[j] += c[o]*inner[j];
@y
  diag[j] += 0*inner[j];
@z
