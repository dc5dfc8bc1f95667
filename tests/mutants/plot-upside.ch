An image is drawn upside down.
Kills: image

@x
    int down=ny-1-k/nx; /* the first row is the lowest */
@y
    int down=k/nx;
@z
