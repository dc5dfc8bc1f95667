A process is not rescaled to total variance one.
Kills: embedded

@x
    beta[k-1] = v/(alpha*alpha+sigma*sigma);
@y
    beta[k-1] = v/(1+0*alpha*sigma);
@z
