A line is drawn through its gaps.
Kills: gaps

@x
    down=there;
@y
    down|=there;
@z
