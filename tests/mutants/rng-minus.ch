The cosine keeps its sign beyond the first quarter turn.
Kills: moments independence

@x
z[l] = radius*real64(bits64(q&1 ? sine : cosine)^((q+1)&2)<<62);
@y
z[l] = radius*real64(bits64(q&1 ? sine : cosine)^(q&0)<<62);
@z
