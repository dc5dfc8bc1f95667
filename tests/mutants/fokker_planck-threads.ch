Every thread solves every band.
Kills: threads

@x
#pragma @=omp for schedule(static)@>
@y
    ;
@z
