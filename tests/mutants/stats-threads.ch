A sum whose order depends on the number of threads.
@x
double xx=stats_sum(n, row), xy=stats_sum(n, row+N), yy=stats_sum(m, row+N+n);
@y
double xx=0, xy=stats_sum(n, row+N), yy=stats_sum(m, row+N+n);
#pragma @=omp parallel for schedule(static) reduction(+:xx)@>
for (int i=0; i<n; i++) xx += row[i];
@z
