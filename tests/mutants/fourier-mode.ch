Nyquist's wave counted as -n/2.
Kills: mode

@x
int fourier_mode(int k, int n)@+{@+return 2*k<=n ? k : k-n;@+}
@y
int fourier_mode(int k, int n)@+{@+return 2*k<n ? k : k-n;@+}
@z
