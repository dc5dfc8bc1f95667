A thinned chain forgets where its steps come from.
Kills: skip

@x
    thin->step[i] = q->step[k], thin->alpha_bar[i] = q->alpha_bar[k], thin->noise[i] = q->noise[k];
@y
    thin->step[i] = i, thin->alpha_bar[i] = q->alpha_bar[k], thin->noise[i] = q->noise[k];
@z
