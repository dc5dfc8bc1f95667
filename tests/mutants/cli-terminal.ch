The bar does not ask for a terminal.
Kills: silent

@x
  if (!isatty(STDERR_FILENO) || !(total>0)) return;
@y
  if (!(total>0)) return;
@z
