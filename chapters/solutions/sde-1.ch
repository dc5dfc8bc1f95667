Answer to the exercise on Milstein's method without a derivative: the slope is a difference quotient of the diffusion.

@x
equation->slope(slope, n, x, t, equation->data);
@y
for (size_t i=0; i<n; i++) f1[i] = x[i]+g[i]*sqrt(fabs(h));
equation->diffusion(slope, n, f1, t, equation->data);
for (size_t i=0; i<n; i++)
  slope[i] = g[i]==0 ? 0 : (slope[i]-g[i])/(g[i]*sqrt(fabs(h)));
@z
