Answer to the exercise on Rannacher's start: the first two of the four steps of Crank-Nicolson become four half steps of backward Euler.

@x
    advance(u, J, t, alpha[k], n);@+
@y
    if (k==3) advance(u, J, t/2, 1, n), advance(u, J, t/2, alpha[k], n/2);
    else advance(u, J, t, alpha[k], n);
@z

@x
tell("heat.ring_factor", -saw, "%.3f", "heat.ringing", theory-1e-6, theory+1e-6);
@y
results_number("heat.ring_factor", -saw, "%.3f");
@z

@x
results_less("heat.ringing", 3*far[2], far[3]);
@y
results_less("heat.ringing", far[3], far[2]);
@z
