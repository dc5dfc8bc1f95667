Nyquist's wave counted as -n/2.
@x
  return 2*k<=n ? k : k-n;
@y
  return 2*k<n ? k : k-n;
@z
