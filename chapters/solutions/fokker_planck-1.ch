Answer to the exercise on a potential twice as high: the potential, the drift of the particles, and Kramers' formula.

@x
  return x*x*x*x/4-x*x/2; /* minima at $\pm1$, a barrier of $\frac14$ at zero */
@y
  return x*x*x*x/2-x*x; /* minima at $\pm1$, a barrier of $\frac12$ at zero */
@z

@x
      cloud[i] += tau*(cloud[i]-cloud[i]*cloud[i]*cloud[i])+sqrt(2*noise*tau)*kick[i];
@y
      cloud[i] += 2*tau*(cloud[i]-cloud[i]*cloud[i]*cloud[i])+sqrt(2*noise*tau)*kick[i];
@z

@x
    found[i] = gap(s, n), kramers[i] = sqrt(2)/pi*exp(-inverse[i]/4);
@y
    found[i] = gap(s, n), kramers[i] = sqrt(8)/pi*exp(-inverse[i]/2);
@z

@x
plot_axes(p, 3, 17, 4e-3, 0.6, PLOT_LOG_Y, "$1/D$", "spectral gap");
@y
plot_axes(p, 3, 17, 1e-4, 0.6, PLOT_LOG_Y, "$1/D$", "spectral gap");
@z
