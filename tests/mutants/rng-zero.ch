The last bit of a uniform number is not set: zero occurs.
Kills: layout

@x
{@+return real64((uint64_t)a<<20 | b>>12 | 0x3FF0000000000000)-(1-0x1p-53);@+}
@y
{@+return real64((uint64_t)a<<20 | b>>12 | 0x3FF0000000000000)-1;@+}
@z
