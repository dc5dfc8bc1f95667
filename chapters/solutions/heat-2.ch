Answer to the exercise on Rannacher's start: the first two of the four steps of Crank-Nicolson become four half steps of backward Euler.

@x
    advance(u, J, t, alpha[k], n);@+
@y
    if (k==3) advance(u, J, t/2, 1, n), advance(u, J, t/2, alpha[k], n/2);
    else advance(u, J, t, alpha[k], n);
@z

@x
results_claim("heat.ringing", fabs(saw+(1-2*l)/(1+2*l))<1e-6 && far[3]>3*far[2]);
@y
results_claim("heat.ringing", far[3]<far[2]);
@z
