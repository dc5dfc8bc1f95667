Rayleigh's quotient without the weight one over pi in its numerator's step: the gap of half the time.
Kills: sandwich gap

@x
    found = guess*(bottom/top-1);
@y
    found = guess*(bottom/top-1)/2;
@z
