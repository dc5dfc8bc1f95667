The exponent of VP runs from time zero, wherever the transition starts.
Kills: advance compose

@x
  return (t-s)*(p->a+(p->b-p->a)*0.5*(s+t));@+
@y
  return t*(p->a+(p->b-p->a)*0.5*t)+0*s;@+
@z
