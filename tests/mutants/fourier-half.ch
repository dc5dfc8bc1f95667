Constants without their half.
@x
int end = k==0 || (kind==FOURIER_COSINE && k==n-1);
@y
int end = kind==FOURIER_COSINE && k==n-1;
@z
