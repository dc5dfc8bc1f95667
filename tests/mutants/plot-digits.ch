Seven digits in the table of the data.

@x
          else fprintf(file, ",%.17g", v);
@y
          else fprintf(file, ",%.7g", v);
@z
