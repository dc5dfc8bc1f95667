Answer to the exercise on guidance with the covariance of the reading given the noisy state.

@x
  weight = (zeta>0 ? 2*zeta*(1+sigma*sigma)/sqrt(square) : 1)/m->noise;
@y
  if (zeta==0) { /* $(s^2I+\sigma^2SJS^T)^{-1}$ in units of $s^2$ */
    double seen[K*K], row[S], back[S];
    for (int k=0; k<K; k++) {
      memset(row, 0, sizeof row);
      for (int a=0; a<M; a++) row[a] = m->reading[k][a];
      poisson_pull(back, sigma, 1, x+S*i, prior, row);
      for (int l=0; l<K; l++) {
        seen[k*K+l] = k==l;
        for (int a=0; a<M; a++) seen[k*K+l] += sigma*sigma*m->reading[l][a]*back[a]/(m->noise*m->noise);
      }
    }
    base_require(linalg_cholesky(seen, K, seen)==0, "poisson_dps: not positive");
    linalg_cholesky_solve(rho, K, seen, 1, rho);
  }
  weight = (zeta>0 ? 2*zeta*(1+sigma*sigma)/sqrt(square) : 1)/m->noise;
@z
