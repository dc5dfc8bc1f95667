The recursion keeps all of the old noise.
Kills: forgotten

@x
    double A = (c2+t*sqrt(fmax(0, s*s-w*w)))/(c2+t*t); // \eqref{eq:ddim-recursion}
@y
    double A = (c2+t*s)/(c2+t*t); // \eqref{eq:ddim-recursion}
@z
