The sum of the weights takes their squares.
Kills: reference_sum

@x
      sum[0][l] += k, sum[1][l] += k*dx, sum[2][l] += k*dy;
@y
      sum[0][l] += k*k, sum[1][l] += k*dx, sum[2][l] += k*dy;
@z
