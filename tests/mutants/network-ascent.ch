The optimiser climbs.
Kills: learns

@x
    w[i] = keep*w[i]-a->rate*m[i]/(sqrtf(a->second*v[i])+a->epsilon);
@y
    w[i] = keep*w[i]+a->rate*m[i]/(sqrtf(a->second*v[i])+a->epsilon);
@z
