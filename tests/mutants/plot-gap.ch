A line is drawn through its gaps.

@x
    down=there;
@y
    down|=there;
@z
