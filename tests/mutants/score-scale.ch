The derivative of the score is scaled like the score.
Kills: derivatives closed

@x
    for (size_t k=0; k<3; k++) J[3*i+k] = t[k]/(a*a);
@y
    for (size_t k=0; k<3; k++) J[3*i+k] = t[k]/a;
@z
