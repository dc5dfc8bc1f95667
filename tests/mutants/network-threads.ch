Slots go by the number of threads.
Kills: threads

@x
  t->threads = omp_get_max_threads()<t->slots ? omp_get_max_threads() : t->slots;
@y
  t->threads = t->slots = omp_get_max_threads()<t->slots ? omp_get_max_threads() : t->slots;
@z
