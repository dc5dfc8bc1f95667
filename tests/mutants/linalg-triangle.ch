The other triangle.
Kills: cholesky

@x
  int status=LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'U', n, l, n);
@y
  int status=LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'L', n, l, n);
@z
