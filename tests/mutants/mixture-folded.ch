The folded normal law without its shift.
Kills: folded

@x
      +off*erf(off/(sqrt(2)*s)) : fabs(off); // \eqref{eq:mixture-folded}
@y
      +0*erf(off/(sqrt(2)*s)) : fabs(off); // \eqref{eq:mixture-folded}
@z
