The humps merge as if they had started from points.
Kills: merge origin

@x
  return mu*mu-v; // \eqref{eq:mixture-merge}
@y
  return mu*mu-0*v; // \eqref{eq:mixture-merge}
@z
