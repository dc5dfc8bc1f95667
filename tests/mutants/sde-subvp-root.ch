Sub-VP gets the variance of VP: a square root too many.
Kills: rates marginal

@x
    if (p->kind==SDE_SUBVP) *variance *= -expm1(-B-2*beta_integral(p, 0, s)); /* \eqref{eq:sde-subvp} */
@y
@z
