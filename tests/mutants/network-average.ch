The moving average does not forget its first values.
Kills: adam

@x
    (float)(1/(1-pow(r->beta2, k))), (float)r->epsilon, (float)(1-fmin(r->average, k/(k+9))), (float)scale};
@y
    (float)(1/(1-pow(r->beta2, k))), (float)r->epsilon, (float)(1-r->average), (float)scale};
@z
