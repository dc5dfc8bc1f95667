The cross term of the conversion has the other sign.
Kills: convert

@x
  double own = out/in*before/after, shared = (u[to]*w[from]-u[from]*w[to])/in/after;
@y
  double own = out/in*before/after, shared = (u[from]*w[to]-u[to]*w[from])/in/after;
@z
