Every thread solves every band.
@x
#pragma @=omp for schedule(static)@>
@y
    ;
@z
