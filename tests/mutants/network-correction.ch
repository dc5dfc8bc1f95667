Adam's second moment is not corrected.
Kills: correction adam

@x
    (float)(1/(1-pow(r->beta2, k))), (float)r->epsilon, (float)(1-fmin(r->average, k/(k+9))), (float)scale};
@y
    1, (float)r->epsilon, (float)(1-fmin(r->average, k/(k+9))), (float)scale};
@z
