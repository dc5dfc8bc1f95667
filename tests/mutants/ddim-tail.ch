Quantiles of the wrong tail.
Kills: transport

@x
      if ((tail(mixture, to, mid, upper)>q)==upper) low = mid;@+ else high = mid;
@y
      if ((tail(mixture, to, mid, !upper)>q)==upper) low = mid;@+ else high = mid;
@z
