Adams' methods start with Euler's steps although asked not to.
Kills: orders start

@x
  if (r->method->flags&SOLVERS_START && r->step<r->method->order-1) @<Start with a step of Kutta's, and return@>@;
@y
  if (r->method->flags&SOLVERS_START && r->step<0) @<Start with a step of Kutta's, and return@>@;
@z
