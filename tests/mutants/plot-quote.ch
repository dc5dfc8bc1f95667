A quotation mark in the name of a series is not doubled in the table.
Kills: table

@x
  for (const char *c=name; *c!='\0'; c++) fprintf(p->table, "%s%c", *c=='"' ? "\"" : "", *c);
@y
  for (const char *c=name; *c!='\0'; c++) fprintf(p->table, "%s%c", *c=='"' ? "" : "", *c);
@z
