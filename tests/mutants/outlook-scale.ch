A field without the scale of the transform.
Kills: field

@x
  for (size_t i=0; i<all; i++) x[i] = z[i]*n;
@y
  for (size_t i=0; i<all; i++) x[i] = z[i];
@z
