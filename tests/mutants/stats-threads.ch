A sum whose order depends on the number of threads.
Kills: threads

@x
double xx=stats_sum(n, to_x), xy=stats_sum(n, to_y), yy=stats_sum(m, to_y+n);
@y
double xx=0, xy=stats_sum(n, to_y), yy=stats_sum(m, to_y+n);
#pragma @=omp parallel for schedule(static) reduction(+:xx)@>
for (int i=0; i<n; i++) xx += to_x[i];
@z
