The help shows the lower end of the range as the default.
Kills: help

@x
      p->name, p->meaning, "", p->low, p->high, p->standard);
@y
      p->name, p->meaning, "", p->low, p->high, p->low);
@z
