The beta of the kept step, in place of the effective one.
Kills: split

@x
  for (int i=j+1; i<=k; i++) b = (1-q->beta[i])*b+q->beta[i];
@y
  for (int i=k; i<=k; i++) b = q->beta[i];
@z
