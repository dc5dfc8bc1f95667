Sixteen digits instead of seventeen.
Kills: csv

@x
      fprintf(f, "%.17g%c", data[(size_t)i*(size_t)columns+(size_t)j], j+1<columns ? ',' : '\n');
@y
      fprintf(f, "%.16g%c", data[(size_t)i*(size_t)columns+(size_t)j], j+1<columns ? ',' : '\n');
@z
