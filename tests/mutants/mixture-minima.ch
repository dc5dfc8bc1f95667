Valleys are taken for humps.
Kills: modes

@x
  for (int i=0; i<n; i++) if (s[i]>0 && s[i+1]<=0) {
@y
  for (int i=0; i<n; i++) if (s[i]<=0 && s[i+1]>0) {
@z
