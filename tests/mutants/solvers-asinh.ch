The scale of the asinh clock is outside.
Kills: clocks

@x
  case SOLVERS_ASINH: return asinh(s/a);
@y
  case SOLVERS_ASINH: return asinh(s)/a;
@z
