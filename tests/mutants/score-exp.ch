A coefficient of the exponential is wrong in its last digit.
Kills: exponential

@x
p = 1/720.0+r*p;@+ p = 1/120.0+r*p;@+ p = 1/24.0+r*p;
@y
p = 1/721.0+r*p;@+ p = 1/120.0+r*p;@+ p = 1/24.0+r*p;
@z
