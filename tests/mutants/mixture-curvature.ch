The curvature is taken beside the middle.
@x
  return p[N/2-1]-2*p[N/2]+p[N/2+1];
@y
  return p[N/2]-2*p[N/2+1]+p[N/2+2];
@z
