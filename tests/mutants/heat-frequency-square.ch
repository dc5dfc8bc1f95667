A wave decays by its frequency in place of the square of it.
Kills: spectral

@x
      s->factor[i*columns+k] = exp(-Dt*(a*a+b*b));
@y
      s->factor[i*columns+k] = exp(-Dt*(a*a+fabs(b)));
@z
