An image is drawn upside down.

@x
    int down=it->ny-1-k/it->nx; /* the first row is the lowest */
@y
    int down=k/it->nx;
@z
