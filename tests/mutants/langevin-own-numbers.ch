Each thread has random numbers of its own.
@x
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "rng.h"
#include "langevin.h"
@y
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include "base.h"
#include "rng.h"
#include "langevin.h"
@z
@x
    block_of_steps(x+first*d, first, m, q, sigma, a, b, steps, seed, stream);
@y
    block_of_steps(x+first*d, first, m, q, sigma, a, b, steps, seed+(uint64_t)omp_get_thread_num(), stream);
@z
