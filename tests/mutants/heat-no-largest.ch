Exponentials are taken without the largest term subtracted: 0/0 far from the data.
Kills: far

@x
    double l = top[i]+log(sum[i]);
@y
    double l = log(sum[i]);
@z
@x
    double r = exp(c-q[i]/2-top[i]); /* $r_k$ before it is normalised */
@y
    double r = exp(c-q[i]/2); /* $r_k$ before it is normalised */
@z
