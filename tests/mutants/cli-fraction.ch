A fraction is taken as a whole number.
Kills: refusals

@x
  if (kind==CLI_INT && (wrong || x!=floor(x))) usage("a whole number", name, word, low, high);
@y
  if (kind==CLI_INT && wrong) usage("a whole number", name, word, low, high);
@z
