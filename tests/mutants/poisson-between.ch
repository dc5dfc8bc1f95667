A Jacobian without what is between the burners.
Kills: jacobian

@x
    for (int a=0; a<M; a++) z[a] += rho[j]/tau2*dot*delta[a]; // \eqref{eq:poisson-pull}
@y
    for (int a=0; a<M; a++) z[a] += 0*delta[a]; // \eqref{eq:poisson-pull}
@z
