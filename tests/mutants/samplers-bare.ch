A likelihood without the entropy.
Kills: fresh

@x
    q->likelihood = -stats_sum(n, log_p)/n-t->entropy;
@y
    q->likelihood = -stats_sum(n, log_p)/n;
@z
