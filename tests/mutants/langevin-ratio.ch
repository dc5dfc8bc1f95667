A lost one half in the last term of the ratio.
Kills: ratio

@x
    sum -= 0.5*(score_x[i]+score_y[i])*((y[i]-x[i])+0.5*h*(score_y[i]-score_x[i])); // \eqref{eq:langevin-ratio}
@y
    sum -= 0.5*(score_x[i]+score_y[i])*((y[i]-x[i])+h*(score_y[i]-score_x[i]));
@z
