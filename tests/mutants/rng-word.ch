A word of zero is let into the logarithm of the normal floats.
Kills: extremes

@x
    for (int l=0; l<lanes; l++) square[l] = minus_two_log_float(w[l]|1);
@y
    for (int l=0; l<lanes; l++) square[l] = minus_two_log_float(w[l]);
@z
