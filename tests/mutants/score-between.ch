The variance between the arcs is forgotten.
Kills: quadrature derivatives

@x
    J[i] = (wa*A.cov[i]+wb*B.cov[i]+wa*wb*d[i/2]*d[(i+1)/2])/(v*v)-(i==1 ? 0 : 1/v);
@y
    J[i] = (wa*A.cov[i]+wb*B.cov[i]+0*d[i/2]*d[(i+1)/2])/(v*v)-(i==1 ? 0 : 1/v);
@z
