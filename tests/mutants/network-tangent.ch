The tangent forgets the residual connection.
Kills: jacobian

@x
          if (slope!=NULL) sum[i][j] = load(a+where)+load(slope+where)*sum[i][j];
@y
          if (slope!=NULL) sum[i][j] = load(slope+where)*sum[i][j];
@z
