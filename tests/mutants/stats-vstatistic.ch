The V-statistic instead of the U-statistic.
Kills: unbiased energy

@x
*distance = 2*xy/nm-xx/nn-yy/mm; // \eqref{eq:stats-energy}
@y
*distance = 2*xy/nm-xx/((double)n*n)-yy/((double)m*m);
@z
