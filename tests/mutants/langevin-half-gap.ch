Rayleigh's quotient without the weight one over pi in its numerator's step: the gap of half the time.
@x
    found = guess*(bottom/top-1);
@y
    found = guess*(bottom/top-1)/2;
@z
