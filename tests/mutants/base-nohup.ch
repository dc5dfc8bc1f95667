A signal that is to be ignored is caught.
Kills: discard

@x
    if (sigaction(caught[i], NULL, &before)==0 && before.sa_handler!=SIG_IGN) sigaction(caught[i], &action, NULL);
@y
    if (sigaction(caught[i], NULL, &before)==0) sigaction(caught[i], &action, NULL);
@z
