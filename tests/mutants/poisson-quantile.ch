The lower end of intervals misplaced.
Kills: measures

@x
    s->coverage[l] += poisson_mass(law, e64, quantile(column, n, 0.45-0.05*l), quantile(column, n, 0.55+0.05*l))/64;
@y
    s->coverage[l] += poisson_mass(law, e64, quantile(column, n, 0.50-0.05*l), quantile(column, n, 0.55+0.05*l))/64;
@z
