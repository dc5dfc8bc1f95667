Any font will do.
Kills: font

@x
  if (found==NULL || strcmp(pango_font_description_get_family(found), family)!=0)
@y
  if (found==NULL)
@z
