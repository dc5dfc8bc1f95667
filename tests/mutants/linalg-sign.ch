The other sign of an eigenvector.
Kills: eigen

@x
    if (row[i]<0) for (int j=0; j<n; j++) row[j] = -row[j];
@y
    if (row[i]>0) for (int j=0; j<n; j++) row[j] = -row[j];
@z
