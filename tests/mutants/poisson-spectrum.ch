The field's variance without the quarter.
Kills: plates

@x
    for (int l=1; l<=8; l++) total += 0.25*field_variance(k, l);
@y
    for (int l=1; l<=8; l++) total += field_variance(k, l);
@z
