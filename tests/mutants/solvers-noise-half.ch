The variance of the exact noise loses a factor of two in its exponent.
Kills: variance frozen exact

@x
    add_noise(r, r->x, to->sigma*sqrt(-expm1(-2*lambda*lambda*log(ratio(from)/ratio(to)))), 0);
@y
    add_noise(r, r->x, to->sigma*sqrt(-expm1(-lambda*lambda*log(ratio(from)/ratio(to)))), 0);
@z
