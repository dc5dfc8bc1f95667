Quantiles of the wrong tail.
@x
      if ((tail(mixture, to, mid, upper)>q)==upper) low = mid;@+ else high = mid;
@y
      if ((tail(mixture, to, mid, !upper)>q)==upper) low = mid;@+ else high = mid;
@z
