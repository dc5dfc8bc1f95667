The derivative without the identity.
Kills: tangents exact

@x
    J[4*i] = (1+s2*S[3*i])/at->alpha, J[4*i+3] = (1+s2*S[3*i+2])/at->alpha;
@y
    J[4*i] = s2*S[3*i]/at->alpha, J[4*i+3] = (1+s2*S[3*i+2])/at->alpha;
@z
