Constants without their half.
Kills: midpoint grid cosine

@x
int end = k==0 || (kind==FOURIER_COSINE && k==n-1);
@y
int end = kind==FOURIER_COSINE && k==n-1;
@z
