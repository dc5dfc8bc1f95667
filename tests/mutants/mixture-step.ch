The leading error in time twice as large.
Kills: leading

@x
    b[j] *= t*exp(-0.5*j*t)*(j*(j+1.0)*h*h/24-pow(j, 3)*tau*tau/96);
@y
    b[j] *= t*exp(-0.5*j*t)*(j*(j+1.0)*h*h/24-pow(j, 3)*tau*tau/48);
@z
