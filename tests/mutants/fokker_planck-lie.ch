The splitting is no longer symmetric.
Kills: strang plane

@x
    int down = k%4==1 || k%4==2;
@y
    int down = k%2==1;
@z
