The variance of a mixture without the spread of the means.
Kills: moments

@x
    square += data->w[k]*(data->v[k]+(data->m[k]-m)*(data->m[k]-m));
@y
    square += data->w[k]*data->v[k];
@z
