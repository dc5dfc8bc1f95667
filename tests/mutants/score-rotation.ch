The rotation to the middle of the window turns the wrong way.
Kills: derivatives

@x
m.cov[1] = cm*sm*(s11-s22)+(cm*cm-sm*sm)*s12;
@y
m.cov[1] = -cm*sm*(s11-s22)+(cm*cm-sm*sm)*s12;
@z
