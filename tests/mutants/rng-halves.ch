The halves of every product are exchanged.
Kills: vectors

@x
enum {@+low=__BYTE_ORDER__==__ORDER_BIG_ENDIAN__, high=1-low@+};
@y
enum {@+low=__BYTE_ORDER__!=__ORDER_BIG_ENDIAN__, high=1-low@+};
@z
