The kernel's exponent loses its half: r^2/s in place of r^2/(2s).
Kills: semigroup fourier initial

@x
  return pow(2*pi*variance, -0.5*d)*exp(-r2/(2*variance));
@y
  return pow(2*pi*variance, -0.5*d)*exp(-r2/variance);
@z
