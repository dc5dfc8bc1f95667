The font is not asked for early.
Kills: font

@x
  set_up_font(p);
  g_object_unref(p->layout);
@y
@z
