The wide variance is scaled by the noise after the step.
Kills: posterior

@x
    amount = eta*from->sigma*sqrt(part);
@y
    amount = eta*to->sigma*sqrt(part);
@z
