Stratonovich's sum takes a quarter of the new value in place of a half.
Kills: correction

@x
  for (int i=0; i<n; i++) sum += ((1-theta)*H[i]+theta*H[i+1])*(W[i+1]-W[i]);
@y
  for (int i=0; i<n; i++) sum += ((1-0.5*theta)*H[i]+0.5*theta*H[i+1])*(W[i+1]-W[i]);
@z
