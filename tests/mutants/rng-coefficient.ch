The highest coefficient of the cosine has the wrong sign: an error of 4e-13.
Kills: bits accuracy

@x
  double c=fma(-0x1.b0345ee6a03fep-28, t, 0x1.f9c4adc0c9ad6p-22);
@y
  double c=fma(0x1.b0345ee6a03fep-28, t, 0x1.f9c4adc0c9ad6p-22);
@z
