The noise's density at another level.
Kills: entropy

@x
    start[i] = log(heat_kernel(2, 0, s*s))-0.5*(z[2*i]*z[2*i]+z[2*i+1]*z[2*i+1])/(s*s);
@y
    start[i] = log(heat_kernel(2, 0, s))-0.5*(z[2*i]*z[2*i]+z[2*i+1]*z[2*i+1])/(s*s);
@z
