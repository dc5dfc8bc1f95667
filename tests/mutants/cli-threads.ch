The environment may ask for any number of threads.
Kills: threads

@x
if (threads==0) threads=omp_get_max_threads()<MOST_THREADS ? omp_get_max_threads() : MOST_THREADS;
@y
if (threads==0) threads=omp_get_max_threads();
@z
