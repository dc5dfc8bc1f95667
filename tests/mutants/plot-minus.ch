A hyphen stands for a minus.

@x
  else if (mathematics && *c=='-') *out+=sprintf(*out, "\u2212"); /* minus */
@y
  else if (mathematics && *c=='-') *out+=sprintf(*out, "-"); /* minus */
@z
