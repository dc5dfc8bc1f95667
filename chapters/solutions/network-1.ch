Answer to the exercise on Nesterov's momentum in Adam.

@x
    w[i] = keep*w[i]-a->rate*m[i]/(sqrtf(a->second*v[i])+a->epsilon);
@y
    w[i] = keep*w[i]-a->rate*(a->beta1*m[i]+(1-a->beta1)*G)/(sqrtf(a->second*v[i])+a->epsilon);
@z
