Each thread has a stream of its own, as when a generator is seeded by the number of the thread.
Kills: threads

@x
  make_words(w, r->seed, r->stream, g);
@y
  int omp_get_thread_num(void);
  make_words(w, r->seed, r->stream+(uint64_t)omp_get_thread_num(), g);
@z
