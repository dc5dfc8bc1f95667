Moments without what is between the components.
Kills: draws

@x
      for (int j=0; j<J; j++) sum += law->weight[j]*(law->mean[j][a]-mean[a])*(law->mean[j][b]-mean[b]);
@y
      for (int j=0; j<J; j++) sum += 0*law->mean[j][a];
@z
