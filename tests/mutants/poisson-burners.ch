The burners' axes exchanged.
Kills: burner

@x
double x=0, y=0, cx = j%2 ? 0.7 : 0.3, cy = j/2 ? 0.7 : 0.3;
@y
double x=0, y=0, cx = j/2 ? 0.7 : 0.3, cy = j%2 ? 0.7 : 0.3;
@z
