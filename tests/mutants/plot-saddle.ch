The crossings of a saddle are joined the other way.

@x
      int through=(saddle>=c)==(corner[0]>=c); /* \eqref{eq:plot-saddle} */
@y
      int through=(saddle>=c)!=(corner[0]>=c); /* \eqref{eq:plot-saddle} */
@z
