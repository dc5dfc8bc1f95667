Each thread has random numbers of its own.
Kills: threads

@x
enum {@+BLOCK=128@+};
@y
#include <omp.h>
enum {@+BLOCK=128@+};
@z
@x
    block_of_steps(x+first*d, first, m, q, sigma, a, b, steps, seed, stream);
@y
    block_of_steps(x+first*d, first, m, q, sigma, a, b, steps, seed+(uint64_t)omp_get_thread_num(), stream);
@z
