The low word of the stream is forgotten, so that neighbouring streams are equal.
Kills: random123

@x
    c2[l] = (uint32_t)stream;@+ c3[l] = (uint32_t)(stream>>32);
@y
    c2[l] = 0;@+ c3[l] = (uint32_t)(stream>>32);
@z
