The clock of a fold is bisected once.
Kills: folds

@x
    for (int j=0; j<40; j++) {
@y
    for (int j=0; j<1; j++) {
@z
