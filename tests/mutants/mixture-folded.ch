The folded normal law without its shift.
Kills: folded

@x
    if (s>0) sum += sqrt(2/pi)*s*exp(-0.5*off*off/(s*s))+off*erf(off/(sqrt(2)*s)); // \eqref{eq:mixture-folded}
@y
    if (s>0) sum += sqrt(2/pi)*s*exp(-0.5*off*off/(s*s))+0*erf(off/(sqrt(2)*s)); // \eqref{eq:mixture-folded}
@z
