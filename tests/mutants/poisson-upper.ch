The upper edge read backwards.
Kills: scheme order

@x
static size_t above(int n, int j)@+{@+return (size_t)(2*(n+1)+n-j);@+}
@y
static size_t above(int n, int j)@+{@+return (size_t)(2*(n+1)+j+1);@+}
@z
