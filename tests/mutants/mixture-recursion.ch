Hermite's recursion with the wrong sign.
Kills: hermite

@x
      double next = (m*now+(v-1)*sqrt(n)*before)/sqrt(n+1); // \eqref{eq:mixture-recursion}
@y
      double next = (m*now+(v+1)*sqrt(n)*before)/sqrt(n+1); // \eqref{eq:mixture-recursion}
@z
