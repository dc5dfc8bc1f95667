The recursion keeps all of the old noise.
@x
    double A = (c2+t*sqrt(s*s-w*w))/(c2+t*t); // \eqref{eq:ddim-recursion}
@y
    double A = (c2+t*s)/(c2+t*t); // \eqref{eq:ddim-recursion}
@z
