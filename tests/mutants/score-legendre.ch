Legendre's recurrence is shifted by one.
Kills: legendre bound

@x
        double next = ((2*k+1)*x*p-k*before)/(k+1);
@y
        double next = ((2*k+1)*x*p-(k+1)*before)/(k+1);
@z
