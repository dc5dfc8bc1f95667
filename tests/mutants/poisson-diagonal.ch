The five-point scheme's diagonal without the wave number.
Kills: torsion energy

@x
    for (int i=0; i<n; i++) band[(size_t)i*n+l] = 2+4*c*c, off[(size_t)i*n+l] = -1;
@y
    for (int i=0; i<n; i++) band[(size_t)i*n+l] = 2+2*c*c, off[(size_t)i*n+l] = -1;
@z
