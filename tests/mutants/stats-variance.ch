A variance over n.
Kills: variance mean

@x
  return (power_sum(2, mean, n, x)-rest*rest/n)/(n-1);
@y
  return (power_sum(2, mean, n, x)-rest*rest/n)/n;
@z
