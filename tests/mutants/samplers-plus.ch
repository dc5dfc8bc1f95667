A determinant with a plus.
Kills: entropy

@x
    start[i] -= log(fabs(X[2]*X[5]-X[3]*X[4])); // \eqref{eq:samplers-d}
@y
    start[i] -= log(fabs(X[2]*X[5]+X[3]*X[4])); // \eqref{eq:samplers-d}
@z
