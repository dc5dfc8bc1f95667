The sine of a feature has the sign of the cosine.
Kills: values

@x
    NetworkVec sine = (NetworkVec)((NetworkInts)choose(odd, c, s)^((k&2)<<30));
@y
    NetworkVec sine = (NetworkVec)((NetworkInts)choose(odd, c, s)^(((k+1)&2)<<30));
@z
