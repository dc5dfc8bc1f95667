The folded normal law without its shift.
Kills: folded

@x
    sum += s>0 ? sqrt(2/pi)*s*exp(-0.5*off*off/(s*s))+off*erf(off/(sqrt(2)*s))@|
@y
    sum += s>0 ? sqrt(2/pi)*s*exp(-0.5*off*off/(s*s))+0*erf(off/(sqrt(2)*s))@|
@z
