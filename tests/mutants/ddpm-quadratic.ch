The quadratic schedule is linear.
Kills: quadratic

@x
{@+ return between(N, low, high, 2);@+}
@y
{@+ return between(N, low, high, 1);@+}
@z
