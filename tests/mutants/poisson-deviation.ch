Draws with the variance in place of the deviation.
Kills: plates

@x
    for (int a=0; a<M; a++) z[a] = law->turned[j][a]+sqrt(law->spread[a])*z[a];
@y
    for (int a=0; a<M; a++) z[a] = law->turned[j][a]+law->spread[a]*z[a];
@z
